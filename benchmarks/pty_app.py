"""Runs a program in a pseudo-terminal, types to it, and tells what it showed and cost.

Nothing here waits for a time to pass: a step ends when a text is on the screen, when the
program has been silent for a moment, or at a limit at which it is an error.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple

from tests.screens.widgets.emulator import Terminal

LIMIT = 30.0
"""Seconds after which an answer is not coming any more."""

QUIET = 0.1
"""Seconds of silence after which a program has said all it had to say."""

# What a terminal is asked, and what the one that is played here answers: it can draw a
# frame at once (mode 2026), knows no other mode by that question, and is a VT220.
_QUESTIONS: tuple[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    (re.compile(rb"\x1b\[\?2026\$p"), lambda _: b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?(?!2026)(\d+)\$p"), lambda asked: b"\x1b[?%b;0$y" % asked[1]),
    (re.compile(rb"\x1b\[0?c"), lambda _: b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), lambda _: b"\x1b[1;1R"),
)

_LAST_LETTERS = re.compile(r"(?:\x1b\[[\d;]*[A-Za-z])?([^\x00-\x1f\x7f]{0,32})\Z")


class Chunk(NamedTuple):
    """What came in one read, and when (`time.perf_counter`)."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program did with a key: seconds until it was silent, its processor time, bytes."""

    wall: float
    cpu: float
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a program came up: seconds to its first whole frame, its processor time, bytes."""

    wall: float
    cpu: float
    bytes: int


class Silent(AssertionError):
    """What was waited for did not come."""


class PtyApp:
    """`command` in a terminal of `columns` by `lines` of 256 colours, unless `environment` differs.

    The program gets `PATH`, a terminal, a UTF-8 locale and what `environment` holds; nothing
    else of the caller's environment. With `rate` the line carries so many bytes a second.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        rate: int = 0,
        ignore: Sequence[signal.Signals] = (),
    ) -> None:
        settings = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        settings |= environment or {}
        self.screen = Terminal(columns, lines)
        self.chunks: list[Chunk] = []
        self._received = bytearray()
        self.status: int | None = None
        self._shown = 0
        self._kept_back = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rate = rate
        self.began = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            _become(list(command), settings, columns, lines, ignore)

    # To the program

    def send(self, keys: bytes) -> None:
        """Type `keys`, reading meanwhile when there are more than the terminal holds."""
        while keys:
            readable, writable, _ = select.select([self._terminal], [self._terminal], [], LIMIT)
            if readable:
                self._take(0)
            if writable:
                keys = keys[os.write(self._terminal, keys[:1024]) :]
            elif not readable:
                raise Silent("the program does not read what is typed")

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self._show()
        self.screen.resize(lines, columns)
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self._terminal)
        self._terminal = -1

    # From the program

    @property
    def received(self) -> bytes:
        """All that the program wrote."""
        return bytes(self._received)

    def text(self) -> str:
        """Return the lines on the screen."""
        self._show()
        return self.screen.text()

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Return character, colours and attributes of every cell on the screen."""
        self._show()
        return self.screen.cells()

    def until(self, seen: str | Callable[[], bool], limit: float = LIMIT) -> float:
        """Read until a regular expression is on the screen, or a condition is true.

        Returns the moment of the read that brought it.
        """
        end = time.perf_counter() + limit
        while not self._holds(seen):
            if not self._shown < len(self.chunks):
                if self._take(end - time.perf_counter()):
                    # Reading goes before drawing, so that the moments of reads are exact.
                    while self._take(0.002):
                        pass
                else:
                    raise Silent(f"{seen} did not come:\n{self.screen.text()}")
            self._show_one()
        return self.chunks[self._shown - 1].at if self._shown else self.began

    def until_alike(self, other: PtyApp, after: str, limit: float = LIMIT) -> None:
        """Read until both show the same in every cell, `after` what was done to them."""
        end = time.perf_counter() + limit
        while self.cells() != other.cells():
            if time.perf_counter() > end:
                raise Silent(f"not alike after {after}:\n{self.text()}\n{other.text()}")
            for app in (self, other):
                app._take(0.02)

    def settle(self, quiet: float = QUIET, limit: float = LIMIT) -> float:
        """Read until nothing came for `quiet` seconds; return the moment of the last read."""
        end = time.perf_counter() + limit
        while self._take(quiet):
            if time.perf_counter() > end:
                raise Silent(f"never silent:\n{self.text()}")
        return self.chunks[-1].at if self.chunks else self.began

    def answer(self, keys: bytes, quiet: float = QUIET, patience: float = 0.5) -> Answer:
        """Type `keys` and measure the answer; there may be none within `patience` seconds."""
        count, size, cpu = len(self.chunks), self.size, self.cpu()
        began = time.perf_counter()
        self.send(keys)
        if self._take(patience):
            self.settle(quiet)
        last = self.chunks[-1].at if len(self.chunks) > count else began
        return Answer(wall=last - began, cpu=self.cpu() - cpu, bytes=self.size - size)

    def opening(self, until: str = "") -> Opening:
        """Wait for the program to come up, and for the text `until`, if there is one.

        The first whole frame is the first that looks like the screen that stays.
        """
        if until:
            self.until(until)
        else:
            self._take(LIMIT)
        self.settle(0.6)
        cpu, final = self.cpu(), Terminal(self.screen.columns, self.screen.lines)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        for chunk in self.chunks:
            final.show(decode(chunk.data))
        replay = Terminal(self.screen.columns, self.screen.lines)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        for chunk in self.chunks:
            replay.show(decode(chunk.data))
            if replay.cells() == final.cells():
                return Opening(wall=chunk.at - self.began, cpu=cpu, bytes=self.size)
        raise Silent("nothing was drawn")

    @property
    def size(self) -> int:
        """The number of bytes that the program wrote."""
        return len(self._received)

    def cpu(self) -> float:
        """Return the processor time of the program in seconds, without its children's."""
        # The clock of another process, as clock_getcpuclockid(3) makes it on Linux.
        return time.clock_gettime(~self.pid << 3 | 2)

    def settings(self) -> list[Any]:
        """Return how the line is set (`termios.tcgetattr`)."""
        return termios.tcgetattr(self._terminal)

    def memory(self) -> float:
        """Return the proportional set size in MiB: what is shared counts by its share."""
        with open(f"/proc/{self.pid}/smaps_rollup", encoding="ascii") as rollup:  # noqa: PTH123
            found = re.search(r"^Pss:\s+(\d+) kB", rollup.read(), re.M)
        assert found is not None
        return int(found[1]) / 1024

    # The end

    def wait(self, limit: float = LIMIT) -> int:
        """Read until the program has ended; return its status, below 0 if a signal ended it."""
        end = time.perf_counter() + limit
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.perf_counter() > end:
                raise Silent(f"still running:\n{self.text()}")
            else:
                self._take(0.02)
        while self._take(0):
            pass
        return self.status

    def wait_until_stopped(self, limit: float = LIMIT) -> None:
        """Read until a signal has stopped the program."""
        end = time.perf_counter() + limit
        while not os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)[0]:
            if time.perf_counter() > end:
                raise Silent(f"not stopped:\n{self.text()}")
            self._take(0.02)

    def __enter__(self) -> PtyApp:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._terminal >= 0:
            os.close(self._terminal)

    # Reading

    def _take(self, seconds: float) -> bool:
        """Read once what the program writes; False when nothing came in time."""
        if self._terminal < 0:
            select.select([], [], [], max(0, seconds))
            return False
        if not select.select([self._terminal], [], [], max(0, seconds))[0]:
            return False
        try:
            data = os.read(self._terminal, self._rate // 20 or 65536)
        except OSError:  # Linux says so when the other end is closed
            select.select([], [], [], min(0.02, max(0, seconds)))
            return False
        self.chunks.append(Chunk(time.perf_counter(), data))
        self._received += data
        self._reply(data)
        if self._rate:
            select.select([], [], [], len(data) / self._rate)
        return bool(data)

    def _reply(self, data: bytes) -> None:
        for question, reply in _QUESTIONS:
            for asked in question.finditer(data):
                os.write(self._terminal, reply(asked))

    def _holds(self, seen: str | Callable[[], bool]) -> bool:
        if callable(seen):
            return seen()
        return re.search(seen, self.screen.text()) is not None

    def _show(self) -> None:
        while self._shown < len(self.chunks):
            self._show_one()

    def _show_one(self) -> None:
        text = self._kept_back + self._decode(self.chunks[self._shown].data)
        # A read may end between a letter and its accent, which are one cell.
        at = _LAST_LETTERS.search(text).start(1)  # type: ignore[union-attr]
        self.screen.show(text[:at])
        self._kept_back = text[at:]
        self._shown += 1


def _become(
    command: list[str],
    environment: Mapping[str, str],
    columns: int,
    lines: int,
    ignore: Sequence[signal.Signals],
) -> None:
    """Turn this forked process into the program, whatever signals its parent had dealt with."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_IGN if number in ignore else signal.SIG_DFL)
        os.execvpe(command[0], command, environment)
    finally:
        os._exit(127)
