"""Where the terminal's cursor stands: a braille display and a magnifier follow it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.pty_app import PtyApp
from tests.terminal.conftest import Start, leave, up


def at_caret(app: PtyApp) -> str:
    """Return the line that the terminal's cursor is on, from there."""
    lines = app.text().split("\n")
    return lines[app.screen.cursor.y][app.screen.cursor.x :].rstrip()


def test_the_caret_is_on_the_row_that_a_key_is_for(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        for key in (b"1", b"\x1b[B", b"\x1b[B", b"\x1b[A", b"\x1b[6~"):
            app.answer(key)
            assert at_caret(app).startswith(">")
        leave(app)


def test_the_caret_is_where_one_types(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        app.answer(b"1")
        app.answer(b"n")
        assert at_caret(app) == ""
        app.answer(b"Vervoer")
        app.answer(b"\x1b[D")
        assert at_caret(app) == "r"
        app.answer(b"\t")
        assert at_caret(app).startswith("other document")
        app.answer(b"\x1b")
        app.answer(b"y")
        leave(app)


def test_the_caret_is_in_the_filter(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        app.answer(b"1")
        app.answer(b"/")
        app.answer(b"jeugd")
        app.answer(b"\x1b[D")
        assert at_caret(app) == "d"
        app.answer(b"\x1b")
        leave(app)


def test_the_caret_is_on_the_day_in_the_month(start: Start, database: Path) -> None:
    with start(database, size=(120, 40)) as app:
        up(app)
        app.answer(b"3")
        app.answer(b"\t")
        assert at_caret(app).startswith(">")
        app.answer(b"\x1b[C")
        assert at_caret(app).startswith(">")
        leave(app)
