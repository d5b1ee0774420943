"""Whatever ends the program, what was typed is kept and the terminal is left as it was."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

import pytest

from benchmarks.pty_app import PtyApp

APP = Path(__file__).with_name("line_app.py")
ROOT = Path(__file__).parents[2]


# A shell that outlives the terminal, and lets no hang-up signal through.
SHELL = ["/bin/sh", "-c", """trap '' HUP; "$@"; exit $?""", "sh"]


def opened(kept: Path, *wrapper: str) -> PtyApp:
    app = PtyApp(
        [*wrapper, sys.executable, str(APP), str(kept)],
        environment={"PYTHONPATH": str(ROOT)},
    )
    app.until("ready")
    app.send(b"draft")
    app.until("draft")
    return app


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_keeps_what_was_typed_and_cleans_the_terminal(
    tmp_path: Path, number: signal.Signals
) -> None:
    kept = tmp_path / "kept"
    with opened(kept) as app:
        os.kill(app.pid, number)
        assert app.wait() == 128 + number
        assert kept.read_text() == "draft"
        assert kept.with_suffix(".left").exists()
        end = app.received[app.received.rindex(b"\x1b[?1049l") - 200 :]
        for restored in (b"\x1b[?1000l", b"\x1b[?1006l", b"\x1b[?2004l", b"\x1b[?7h", b"\x1b[?25h"):
            assert restored in end


@pytest.mark.parametrize(
    "wrapper", [pytest.param([], id="by its signal"), pytest.param(SHELL, id="by looking")]
)
def test_a_terminal_that_is_gone_ends_the_program(tmp_path: Path, wrapper: list[str]) -> None:
    kept = tmp_path / "kept"
    with opened(kept, *wrapper) as app:
        app.hang_up()
        assert app.wait() == 128 + signal.SIGHUP
        assert kept.read_text() == "draft"


@pytest.mark.skipif(sys.platform != "linux", reason="threads are found in /proc")
def test_a_signal_is_heard_at_once_whichever_thread_it_reaches(tmp_path: Path) -> None:
    with opened(tmp_path / "kept") as app:
        for _ in range(3):
            app.settle()
            app.screen.reset()
            other = max(int(one.name) for one in Path(f"/proc/{app.pid}/task").iterdir())
            assert other != app.pid
            # Nothing else wakes this program: it has no clock.
            assert not ctypes.CDLL(None).tgkill(app.pid, other, signal.SIGCONT)
            app.until("draft")


def test_after_a_stop_the_screen_is_painted_anew(tmp_path: Path) -> None:
    with opened(tmp_path / "kept") as app:
        app.send(b"\x1a")
        app.wait_until_stopped()
        app.until("raadtui is waiting: type fg and press Enter")
        assert b"raadtui is waiting" in app.received.rsplit(b"\x1b[?1049l", 1)[1]
        app.screen.reset()
        os.kill(app.pid, signal.SIGCONT)
        app.until("ready")
        app.until("draft")
        app.send(b"!")
        app.until("draft!")
