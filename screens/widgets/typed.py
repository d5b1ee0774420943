"""What comes from the terminal, read in the loop of the app."""

from __future__ import annotations

import codecs
import os
import re
from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable, Iterator

from textual import constants
from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

_AT_ONCE = 4096
"""Bytes that are read at a time; what else there is waits in the terminal."""

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"

_GO_ON = r"\x1b\[\]OP_\\"
"""What an Esc can begin, or end, as part of what a terminal sends."""

_KEY_AFTER_ESC = re.compile(rf"(?<=\x1b)(?=[^{_GO_ON}])")
_BEGINS_KEY = re.compile(rf"[^{_GO_ON}]")


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
    a paste is taken whole, where Textual looks at its letters one by one for keys.

    May be made in another thread than that of the loop; `stop` must be called in that one.
    """

    def __init__(
        self,
        fileno: int,
        loop: AbstractEventLoop,
        hand_on: Callable[[Message], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._fileno = fileno
        self._loop = loop
        self._hand_on = hand_on
        self._fail = fail
        self._decoder = _Utf8("of_old")
        self._parser = XTermParser()
        self._after_esc = False
        self._paste: str | None = None
        self._later: TimerHandle | None = None
        self._start = loop.call_soon_threadsafe(loop.add_reader, fileno, self._read)

    def stop(self) -> None:
        """Read no more."""
        self._start.cancel()
        self._loop.remove_reader(self._fileno)

    def _read(self) -> None:
        try:
            data = os.read(self._fileno, _AT_ONCE)
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
        try:
            for message in self._messages(text):
                self._hand_on(message)
            for message in self._parser.tick() if late else ():
                self._hand_on(message)
        except Exception as error:
            self._fail(error)
        if self._later is not None:
            self._later.cancel()
        self._later = None
        # An Esc may be the beginning of another key, and a byte that of a letter.
        if self._parser._timeout_time is not None or self._decoder.getstate()[0]:
            self._later = self._loop.call_later(constants.ESCAPE_DELAY, self._finish)

    def _messages(self, text: str) -> Iterator[Message]:
        """Yield what `text` comes to, with what came before and was not whole."""
        while text:
            if self._paste is None:
                keys, begins, text = text.partition(_PASTE)
                yield from self._keys(keys)
                self._paste = "" if begins else None
            else:
                pasted, ends, text = (self._paste + text).partition(_PASTED)
                self._paste = None if ends else pasted
                if ends:
                    yield Paste(pasted)

    def _keys(self, text: str) -> Iterator[Message]:
        for piece in _KEY_AFTER_ESC.split(text):
            if self._after_esc and _BEGINS_KEY.match(piece):
                # The Esc before it need not be waited for any longer.
                if self._parser._timeout_time is not None:
                    self._parser._timeout_time = 0
                yield from self._parser.tick()
            if piece:
                yield from self._parser.feed(piece)
                self._after_esc = piece.endswith("\x1b")
