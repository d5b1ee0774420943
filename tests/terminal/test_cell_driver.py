"""The driver that writes changed cells shows in a real terminal what Textual's own shows."""

from __future__ import annotations

import base64
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.pty_app import PtyApp

APP = Path(__file__).with_name("walk_app.py")
ROOT = Path(__file__).parents[2]
KEYS = {
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "page down": b"\x1b[6~",
    "tab": b"\t",
    "letter": b"a",
    "wide": "漢".encode(),
    "accent": "ë".encode(),
    "other texts": b"\x1bOQ",
    "screen": b"\x1bOR",
    "dialog": b"\x1bOS",
    "back": b"\x1b[15~",
    "hide": b"\x1b[17~",
    "theme": b"\x1b[18~",
    "bell": b"\x1b[19~",
}
SIZES = [(80, 24), (60, 20), (100, 30), (80, 24), (44, 12)]


def opened(driver: str, term: str) -> PtyApp:
    return PtyApp(
        [sys.executable, str(APP), driver],
        environment={"PYTHONPATH": str(ROOT), "TERM": term, "TEXTUAL_ANIMATIONS": "none"},
    )


def dealt_with(app: PtyApp, keys: int) -> Callable[[], bool]:
    """Tell whether `app` has said that it dealt with so many keys in the size it has."""
    said = f"{keys} {app.screen.columns}x{app.screen.lines}".encode()
    marker = b"\x1b]52;c;" + base64.b64encode(said) + b"\a"
    return lambda: marker in app.received


@pytest.mark.parametrize(
    ("seed", "term"),
    [(1, "xterm-256color"), (2, "xterm"), (3, "screen-256color"), (4, "xterm-256color")],
)
def test_both_drivers_show_the_same_after_every_key(seed: int, term: str) -> None:
    choice = random.Random(seed)
    keys = 0
    with opened("cells", term) as cells, opened("own", term) as own:
        for _ in range(60):
            if choice.random() < 0.12:
                size = choice.choice(SIZES)
                step = f"resize {size}"
                for app in (cells, own):
                    app.resize(*size)
            else:
                step = choice.choice(list(KEYS))
                keys += 1
                for app in (cells, own):
                    app.send(KEYS[step])
            for app in (cells, own):
                app.until(dealt_with(app, keys))
            # The last frame of each may still be on its way.
            cells.until_alike(own, step)
        for app in (cells, own):
            app.send(b"\x11")
            assert app.wait() == 0
        assert len(cells.received) < len(own.received)


def test_the_mouse_reports_clicks_and_not_its_motion() -> None:
    with opened("cells", "xterm-256color") as app:
        app.until(dealt_with(app, 0))
        assert b"\x1b[?1000h" in app.received
        assert b"1003h" not in app.received
