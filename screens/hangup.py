"""Leaving in good order when the terminal hangs up, or the system ends the program.

Textual itself dies by these signals with nothing saved, and goes on for ever at full
speed when the hang-up signal is ignored (sudo and some wrappers do that).
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from textual.app import App

from screens.terminal import repaint

_GRACE = 5.0
"""Seconds for saving and closing, after which the program ends whatever it is doing."""

_PULSE = 1.0
"""Seconds between two looks at whether the terminal is still there."""


def watch(app: App[Any], save: Callable[[], None]) -> None:
    """Make `app` leave in good order when it is told to, or its terminal is gone.

    To be called once, from the app's `on_mount`. `save` keeps what was typed; it is called
    in the app's own thread, once, before the app exits with status 128 plus the number of
    the signal. After the program was stopped and continued the screen is painted anew.
    Does nothing where there are no such signals (Windows).
    """
    if sys.platform == "win32" or app.is_headless:
        return
    loop = asyncio.get_running_loop()
    _wake_by_signals(loop)
    leaving = threading.Event()

    def leave(number: int) -> None:
        try:
            save()
        finally:
            app.exit(return_code=128 + number)

    def end(number: int) -> None:
        if leaving.is_set():
            return
        leaving.set()
        if _is_gone():
            _write_to_nowhere()
        # A terminal that takes no output holds the app up: do not wait for it for ever.
        timer = threading.Timer(_GRACE, os._exit, [128 + number])
        timer.daemon = True
        timer.start()
        loop.call_soon_threadsafe(leave, number)

    def on_signal(number: int, _frame: object) -> None:
        end(number)

    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, on_signal)
    threading.Thread(target=_wait_for_the_end, args=[leaving, end], daemon=True).start()
    app.app_resume_signal.subscribe(app, lambda _: repaint(app), immediate=True)


def _wake_by_signals(loop: asyncio.AbstractEventLoop) -> None:
    """Let a signal wake the loop, whichever thread it was delivered to.

    Python handles it in the main thread, when that comes to itself. The system prefers that
    thread, but as one goes on after a stop any of them may be the first to look: then the loop
    slept on, up to a second, before the screen was drawn again.
    """
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    loop.add_reader(woken, os.read, woken, 512)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)


def _wait_for_the_end(leaving: threading.Event, end: Callable[[int], None]) -> None:
    """Look at the terminal until it is gone, then call `end` as if it had hung up."""
    while not leaving.wait(_PULSE):
        if _is_gone():
            end(signal.SIGHUP)


def _is_gone() -> bool:
    """Tell whether the terminal that the program was started on has been closed."""
    import termios

    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False


def _write_to_nowhere() -> None:
    """Let all that is still written vanish: a closed terminal makes an error of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(nowhere, output)
    os.close(nowhere)
