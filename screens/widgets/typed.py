"""What comes from the terminal, read in the loop of the app."""

from __future__ import annotations

import codecs
import os
import re
import select
from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable, Iterator
from contextlib import suppress

from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

_AT_ONCE = 4096
"""Bytes that are read at a time; what else there is waits in the terminal."""

_REST_OF_KEY = constants.ESCAPE_DELAY
"""Seconds in which the rest of a key comes behind its Esc: 0.1, unless `$ESCDELAY` differs.

An Esc alone costs as much, where a terminal does not speak Kitty's keyboard protocol. For PuTTY and
OpenSSH on Unix, which send a key in one packet however slow the line, 25 ms would do. But OpenSSH
for Windows up to 9.5 sends some in two: 16 ms apart in one log, and now and then more than 50
(PowerShell/Win32-OpenSSH issue 2275, microsoft/terminal issue 19282). There tmux took the rest for
keys after 10 ms, and then made it 500 (tmux pull request 4411). Here each of those does something:
the digits of what the terminal answers lead to other places. Vim waits as long as this.
"""

_GIVEN_UP = 10.0
"""Seconds of silence after which the end of a paste is not coming any more."""

_BROKEN_OFF = 1.0
"""Seconds of silence after a stop after which no more is coming of the paste that it broke off."""

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"

_UNFINISHED = re.compile(r"\x1b(?:[\]OP_\\]|\[(?:2(?:0[01]?)?)?)?\Z")
"""How a key or the mark of a paste begins, of which the rest may still be on its way."""

_KEY_AFTER_ESC = re.compile(r"(?<=\x1b)(?=[^\x1b\[\]OP_\\])")
"""Where an Esc cannot be the beginning, or the end, of what a terminal sends."""

_AFTER_ESC = re.compile(r"(?<=\x1b)")


def _of_old(error: UnicodeError) -> tuple[str, int]:
    """Take bytes that are no UTF-8 for what terminals sent before it: Windows-1252."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("of_old", _of_old)
_Utf8 = codecs.getincrementaldecoder("utf-8")


class Typed:
    """Hands on what is typed in the terminal `fileno`, as messages, until it is stopped.

    Textual waits for it in a thread that looks ten times a second whether it should end. A
    key has to wake that thread, and the thread the app: a tenth of what a key costs.

    What follows an Esc is a key of its own. Textual takes both for one, a letter with Alt, so
    that an Esc would be lost whenever the line brings it together with the key after it. And
    a paste is taken whole, where Textual looks at its letters one by one for keys; if its end
    does not come, as far as it came, or no key would be one any more.

    What a stop has `broken_off` (see `stop`) goes on here, and is dropped up to its end: the rest
    of a paste would be so many keys, each of which does something.

    May be made in another thread than that of the loop; `stop` must be called in that one.
    """

    def __init__(
        self,
        fileno: int,
        loop: AbstractEventLoop,
        hand_on: Callable[[Message], None],
        fail: Callable[[Exception], None],
        *,
        broken_off: bool = False,
    ) -> None:
        self._fileno = fileno
        self._loop = loop
        self._hand_on = hand_on
        self._fail = fail
        self._decoder = _Utf8("of_old")
        self._parser = XTermParser()
        self._unfinished = ""
        self._pasted: list[str] | None = [] if broken_off else None
        self.dropping = broken_off
        """Whether what comes is the rest of a paste that a stop broke off, and dropped."""
        self._later: TimerHandle | None = None
        self._start = loop.call_soon_threadsafe(self._begin)

    def _begin(self) -> None:
        self._loop.add_reader(self._fileno, self._read)
        self._take("")

    def stop(self) -> bool:
        """Read no more, and take what came as it is; a signal handler may call this.

        What still waits in the terminal is thrown away. Returns whether a paste or a key is
        broken off by this.
        """
        self._start.cancel()
        self._loop.remove_reader(self._fileno)
        text = self._unfinished + self._waiting().decode("latin-1")
        begins, ends = text.rfind(_PASTE), text.rfind(_PASTED)
        amid = begins > ends or (begins == ends and self._pasted is not None)
        if self._unfinished != "\x1b":  # half a key is none
            self._unfinished = ""
        if self._later is not None:
            self._later.cancel()
            self._loop.call_soon(self._finish)
        return amid or _UNFINISHED.search(text) is not None

    def _waiting(self) -> bytes:
        """Return what waits to be read."""
        with suppress(OSError):  # the terminal is gone, or another program was sooner
            if select.select([self._fileno], [], [], 0)[0]:
                return os.read(self._fileno, _AT_ONCE)
        return b""

    def _read(self) -> None:
        try:
            data = os.read(self._fileno, _AT_ONCE)
        except BlockingIOError:  # another program on this terminal was sooner
            return
        except OSError:
            data = b""
        if not data:  # the terminal is gone, which `screens.hangup` looks after
            self.stop()
            return
        self._take(self._decoder.decode(data))

    def _finish(self) -> None:
        """Take what nothing followed for a while as it is."""
        self._take(self._decoder.decode(b"", final=True), late=True)

    def _take(self, text: str, *, late: bool = False) -> None:
        text = self._unfinished + text
        unfinished = None if late else _UNFINISHED.search(text)
        self._unfinished = unfinished[0] if unfinished else ""
        try:
            for message in self._messages(text.removesuffix(self._unfinished), late):
                self._hand_on(message)
        except Exception as error:
            self._fail(error)
        if self._later is not None:
            self._later.cancel()
        self._later = None
        if self._pasted is not None:
            patience = _BROKEN_OFF if self.dropping else _GIVEN_UP
            self._later = self._loop.call_later(patience, self._finish)
        elif self._waits:
            self._later = self._loop.call_later(_REST_OF_KEY, self._finish)

    @property
    def _waits(self) -> bool:
        """Whether what came may be the beginning of a key, or of a letter."""
        begun = self._parser._timeout_time is not None or self._decoder.getstate()[0]
        return bool(self._unfinished or begun)

    def _messages(self, text: str, late: bool) -> Iterator[Message]:
        """Yield what `text` comes to, with what came before and was not whole."""
        while text:
            if self._pasted is None:
                keys, begins, text = text.partition(_PASTE)
                yield from self._keys(keys, late)
                self._pasted = [] if begins else None
            else:
                pasted, ends, text = text.partition(_PASTED)
                self._pasted.append(pasted)
                if ends:
                    yield from self._paste()
        if late:
            yield from self._paste()
            yield from self._parser.tick()

    def _paste(self) -> Iterator[Paste]:
        if self._pasted is not None and not self.dropping:
            yield Paste("".join(self._pasted))
        self._pasted, self.dropping = None, False

    def _keys(self, text: str, late: bool) -> Iterator[Message]:
        for piece in (_AFTER_ESC if late else _KEY_AFTER_ESC).split(text):
            if piece:
                yield from self._parser.feed(piece)
            if piece.endswith("\x1b"):  # nothing that belongs to it is coming any more
                self._parser._timeout_time = 0
                yield from self._parser.tick()
