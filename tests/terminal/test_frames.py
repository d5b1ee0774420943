"""What one key changes comes in one frame, complete, and without delay."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pty_app import PtyApp
from tests.terminal.conftest import ROOT, Start, leave, up

END = b"\x1b[m"
"""How a frame ends: in the plain style, which no part of the screen is drawn in."""


def frames_for(app: PtyApp, key: bytes) -> int:
    """Type a key and return in how many frames the answer came."""
    before = app.received.count(END)
    app.answer(key)
    return app.received.count(END) - before


def test_what_one_reads_comes_in_one_frame(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        for key in (b"1", b"\r", b"\x1b"):
            app.answer(key)
        # Read before, and so no news the second time, of which the count comes a frame later.
        assert [frames_for(app, key) for key in (b"\r", b"\x1b")] == [1, 1]
        leave(app)


def test_nothing_of_the_list_is_left_beside_what_one_reads(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        for _ in range(3):
            app.answer(b"1")
            assert "\n>" in app.text()
            app.answer(b"\r")
            assert "\n>" not in app.text()
            app.answer(b"\x1b")
        leave(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_place_or_a_dialog_comes_in_one_frame(
    start: Start, database: Path, size: tuple[int, int]
) -> None:
    with start(database, size=size) as app:
        up(app)
        app.settle()
        keys = [b"1", b"3", b"4", b"0", b"1", b"3", b"?", b"\x1b", b"n", b"\x1b"]
        assert {key: frames_for(app, key) for key in keys} == dict.fromkeys(keys, 1)
        leave(app)


def test_the_first_frame_is_the_whole_screen(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        app.settle()
        _before, list_begins, rest = app.received.partition(b"TERMS")
        assert list_begins
        assert END not in rest.partition(b"help")[0]
        leave(app)


def test_the_row_and_what_is_said_of_it_change_in_one_frame(start: Start, database: Path) -> None:
    with start(database, size=(120, 40)) as app:
        up(app)
        app.send(b"1")
        app.until(r"\[1 Inbox\]")
        app.settle()
        assert [frames_for(app, b"\x1b[B") for _ in range(4)] == [1, 1, 1, 1]
        leave(app)


def test_a_key_held_down_passes_rows_without_reading_them(start: Start, database: Path) -> None:
    with start(database, size=(120, 40)) as app:
        up(app)
        app.send(b"1")
        app.until(r"\[1 Inbox\]")
        app.settle()
        stepped = app.size
        for _ in range(6):
            app.answer(b"\x1b[B")
        stepped = app.size - stepped
        held = app.size
        app.answer(b"\x1b[A" * 6)
        assert app.size - held < stepped / 2
        leave(app)


def test_what_no_screen_uses_of_textual_and_asyncio_is_left_out() -> None:
    code = (
        "import sys; from screens.lean import leave_out; leave_out();"
        "import screens.app, inspect; print(*sys.modules);"
        "inspect.stack()"  # which looks where every module comes from
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "textual.app" in loaded
    assert loaded.isdisjoint({"textual.types", "textual.widgets._tree", "textual.widgets._input"})
    assert loaded.isdisjoint({"platformdirs.unix", "_ssl", "_hashlib"})
