"""A Linux driver for Textual that writes only the cells that changed.

Textual repaints whole widgets, and whole screens at every change of layout. Over SSH that
is slow; of such a frame mostly a few cells differ. This driver reads the frames that
Textual writes and sends the difference (see `screens.widgets.cells`).
"""

from __future__ import annotations

import curses
import os
import re
from typing import Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from council.wording import _
from screens.widgets.cells import Cells
from screens.widgets.typed import Typed

_SYNC_START = "\x1b[?2026h"
_SYNC_END = "\x1b[?2026l"
_IN_ONE_PIECE = 400
"""Characters that a terminal reads at once: a frame of so many needs no keeping together."""

# What leaves the cells as they are: modes but the alternate screen, questions, the
# clipboard, the shape of the pointer, the bell, the keyboard protocol.
_HARMLESS = re.compile(
    r"(?:\x1b\[\?(?!1049)\d+(?:[hl]|\$p)|\x1b\](?:52|22);[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\)"
    r"|\x07|\x1b\[[<>]\d*u)*"
)


class CellDriver(LinuxDriver):
    """Shows the same as Textual's own driver, in a fraction of the bytes.

    The mouse reports clicks and the wheel, not its motion: every motion would cost a
    message up and perhaps a repaint down.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._cells: Cells | None = None
        self._forgotten = True
        self._syncing = False
        self._erases_coloured = _erases_coloured()
        self._typed: Typed | None = None
        self._broken_off = False

    def forget(self) -> None:
        """Forget what the terminal shows: the next frame is written whole.

        May be called from a signal handler or another thread, even while a frame is read.
        """
        self._forgotten = True

    def write(self, data: str) -> None:
        """Write the difference that `data` makes; what is not a frame is written as it is."""
        if data in (_SYNC_START, _SYNC_END):
            self._syncing = data == _SYNC_START
            return
        if not _HARMLESS.fullmatch(data):
            data = self._changes(data)
            if self._syncing and len(data) > _IN_ONE_PIECE:
                data = f"{_SYNC_START}{data}{_SYNC_END}"
        if data:
            super().write(data)

    def _changes(self, data: str) -> str:
        """Return the output that `data` comes down to, itself when it is no frame."""
        size = self._app.size
        if self._forgotten:
            self._forgotten = False
            self._cells = None
            # While the program still draws for another size, nothing can be remembered. Of two
            # changes in a row it may have heard in the wrong order: a signal interrupts the
            # handler of the one before it.
            now = Size(*super()._get_terminal_size())
            if now != size:
                self.forget()
                self._app.post_message(Resize(now, now))
                return data
        if self._cells is None or self._cells.size != size:
            self._cells = Cells(*size, erases_coloured=self._erases_coloured)
        output = self._cells.update(data)
        if output is None:
            self.forget()
            return data
        return output

    def start_application_mode(self) -> None:
        """Start on a screen of which nothing is known."""
        self.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Leave the screen to others."""
        super().stop_application_mode()
        self.forget()

    def suspend_application_mode(self) -> None:
        """Leave the terminal to the shell, with a word on how to come back."""
        super().suspend_application_mode()
        said = _("raadtui is waiting: type fg and press Enter to come back.")
        os.write(2, f"{said}\n".encode())

    def _sigcont_application(self, *signal: Any) -> None:
        # SIGSTOP comes without warning: the terminal is left first, so that what it was before
        # the program began is what it is afterwards.
        if self._auto_restart and not self._must_signal_resume:
            super().suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*signal)

    def run_input_thread(self) -> None:
        """Read what is typed in the loop of the app, and let Textual's thread for it end."""
        assert self._loop is not None
        self._typed = Typed(
            self.fileno,
            self._loop,
            self.process_message,
            self._app._handle_exception,
            broken_off=self._broken_off,
        )

    def disable_input(self) -> None:
        """Read no more of what is typed."""
        if self._key_thread is not None:
            self._key_thread.join()  # which makes the reader, and ends
        # Textual throws away what waits, which may be the end of a paste, or its beginning.
        if self._typed is not None:
            self._broken_off = self._typed.stop()
        super().disable_input()

    def send_message(self, message: Message) -> None:
        """Put a message in the app's mail at once; Textual begins a task for each."""
        self._app.post_message(message)

    def process_message(self, message: Message) -> None:
        """Pass on what the terminal reports; a new size makes what it shows unknown."""
        if isinstance(message, Resize):
            self.forget()
        super().process_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        # Textual asks this when the window changed, and then alone.
        self.forget()
        return super()._get_terminal_size()

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000l\x1b[?1006l")


def _erases_coloured() -> bool:
    """Tell whether this terminal erases in the background colour (terminfo's bce)."""
    # GNU screen does not, whatever TERM says.
    if "STY" in os.environ:
        return False
    try:
        curses.setupterm(fd=2)
    except curses.error:
        return False
    return curses.tigetflag("bce") == 1
