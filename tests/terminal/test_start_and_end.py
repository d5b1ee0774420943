"""The real program comes up, goes everywhere, and always ends with a clean terminal."""

from __future__ import annotations

from pathlib import Path
from signal import SIGCONT, SIGHUP, SIGSTOP, SIGTERM, SIGTSTP, Signals

import pytest

from benchmarks.pty_app import PtyApp
from tests.terminal.conftest import PLACES, Start, assert_left_clean, leave, up

SIZES = [(80, 24), (120, 40)]


def walk(app: PtyApp) -> None:
    """Go to every place, look down its list, and ask for help there."""
    for digit, name in PLACES.items():
        app.send(digit)
        app.until(name)
        app.send(b"\x1b[B\x1b[6~?")
        app.until("Keys in")
        app.send(b"\x1b")
        app.until(name)


@pytest.mark.parametrize("size", SIZES)
def test_the_demo_starts_and_every_place_is_a_digit_away(
    start: Start, size: tuple[int, int], tmp_path: Path
) -> None:
    with start(tmp_path / "none.db", "demo", size=size) as app:
        up(app)
        walk(app)
        leave(app)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_council_has_every_place_as_well(
    start: Start, empty: Path, size: tuple[int, int]
) -> None:
    with start(empty, size=size) as app:
        up(app)
        assert "Adviesraad Lege Lei" in app.text()
        walk(app)
        leave(app)


def test_any_size_is_usable_and_too_small_says_so(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        for columns, lines in ((200, 60), (100, 24), (80, 60), (60, 10), (20, 5), (1, 1), (80, 24)):
            app.resize(columns, lines)
            if columns < 20:
                app.settle()
            elif columns < 80:
                app.until(r"This window")
            else:
                app.until(lambda: "help" in app.screen.text().splitlines()[-1])
                app.until(r"\[0 Today\]")
        for columns in range(80, 140, 2):
            app.resize(columns, 30)
        app.resize(80, 24)
        app.until(lambda: "help" in app.screen.text().splitlines()[-1])
        leave(app)


def test_a_window_that_changed_and_changed_back_is_drawn_again(
    start: Start, database: Path
) -> None:
    with start(database) as app:
        up(app)
        app.settle()
        before = app.text()
        for _ in range(5):
            app.resize(100, 30)
            app.resize(80, 24)
            assert app.screen.text() != before
            app.until(lambda: app.screen.text() == before)
        leave(app)


def test_no_database_is_one_sentence_and_no_screen(start: Start, tmp_path: Path) -> None:
    with start(tmp_path / "none.db") as app:
        assert app.wait() == 2
        assert b"\x1b" not in app.received
        assert app.received.count(b"\n") == 1


@pytest.mark.parametrize("number", [SIGHUP, SIGTERM])
def test_a_signal_ends_it_with_a_clean_terminal(
    start: Start, database: Path, number: Signals
) -> None:
    with start(database) as app:
        up(app)
        app.signal(number)
        assert app.wait(5) == 128 + number
        assert_left_clean(app)


@pytest.mark.parametrize("ignore", [(), (SIGHUP,)], ids=["told", "not told"])
def test_a_closed_terminal_ends_it(
    start: Start, database: Path, ignore: tuple[Signals, ...]
) -> None:
    with start(database, ignore=ignore) as app:
        up(app)
        app.hang_up()
        assert app.wait(8) == 128 + SIGHUP


def test_a_form_that_was_open_when_the_line_fell_away_is_there_again(
    start: Start, database: Path
) -> None:
    with start(database) as app:
        up(app)
        app.send(b"1")
        app.until(PLACES[b"1"])
        app.send(b"n")
        app.until("New request")
        app.send(b"Halve zin")
        app.until("Halve zin")
        app.hang_up()
        app.wait(8)
    with start(database) as app:
        up(app)
        app.send(b"1")
        app.until(PLACES[b"1"])
        app.send(b"n")
        app.until("Halve zin")


def test_stopped_and_continued_it_draws_everything_again(start: Start, database: Path) -> None:
    with start(database) as app:
        up(app)
        app.send(b"\x1a")
        app.wait_until_stopped()
        app.screen.reset()
        app.signal(SIGCONT)
        up(app)
        leave(app)


def test_stopped_without_warning_and_continued_it_still_leaves_the_terminal_as_it_was(
    start: Start, database: Path
) -> None:
    with start(database) as app:
        up(app)
        app.signal(SIGSTOP)
        app.wait_until_stopped()
        app.screen.reset()
        app.signal(SIGCONT)
        up(app)
        leave(app)


@pytest.mark.parametrize("number", [SIGSTOP, SIGTSTP])
def test_a_paste_broken_off_by_a_stop_does_nothing_when_the_rest_of_it_comes(
    start: Start, database: Path, number: Signals
) -> None:
    with start(database) as app:
        up(app)
        app.settle()
        app.send(b"\x1b[200~Verslag van de vergadering")
        app.settle()
        app.signal(number)
        app.wait_until_stopped()
        app.screen.reset()
        app.signal(SIGCONT)
        up(app)
        app.send(b", 1 stuk\rq\x1b[201~3")
        app.until(PLACES[b"3"])
        leave(app)
