"""Whatever the terminal, the locale and the line, the screens are right or say why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.conftest import PLACES, Start, leave, up


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_draw_is_pointed_to_the_commands(
    start: Start, database: Path, term: str
) -> None:
    with start(database, environment={"TERM": term}) as app:
        assert app.wait() == 2
        assert b"\x1b" not in app.received
        assert b"raadtui --help" in app.received
        assert app.received.count(b"\n") == 1


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "xterm"},
        {"TERM": "linux"},
        {"TERM": "screen", "STY": "1.x"},
        {"TERM": "tmux-256color", "TMUX": "x"},
        {"TERM": "putty-256color"},
        {"COLORTERM": "truecolor"},
        {"NO_COLOR": "1"},
    ],
    ids=lambda environment: " ".join(f"{name}={value}" for name, value in environment.items()),
)
def test_the_cursor_is_seen_without_colour_too(
    start: Start, database: Path, environment: dict[str, str]
) -> None:
    with start(database, environment=environment) as app:
        up(app)
        app.send(b"1")
        app.until(PLACES[b"1"])
        app.send(b"\x1b[B")
        app.until(lambda: sum(line.startswith(">") for line in app.screen.text().splitlines()) == 1)
        leave(app)
        if "NO_COLOR" in environment:
            assert b"\x1b[38;" not in app.received
            assert b"\x1b[48;" not in app.received
        elif environment.get("TERM") in ("xterm", "linux", "screen"):
            assert b"38;5;" not in app.received
            assert b"38;2;" not in app.received


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C"},
        {"LANG": "POSIX", "LC_ALL": "POSIX"},
        {"LANG": "nl_NL", "LC_ALL": "nl_NL"},
        {"LANG": "nl_NL.ISO-8859-1"},
        {"LANG": "xx_XX.nonsense"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=str,
)
def test_any_locale_starts_and_shows_letters_that_it_lacks(
    start: Start, database: Path, environment: dict[str, str]
) -> None:
    with start(database, "--lang", "en", environment=environment) as app:
        up(app)
        app.send(b"?")
        app.until("Keys in")
        app.until("↑↓ ")
        app.send(b"\x1b")
        up(app)
        leave(app)


def test_letters_of_a_terminal_that_sends_no_utf8_are_typed(start: Start, database: Path) -> None:
    with start(database, "--lang", "en", environment={"LANG": "nl_NL.ISO-8859-1"}) as app:
        up(app)
        for keys, seen in ((b"1", PLACES[b"1"]), (b"n", "New request"), (b"Co\xebrdinatie", "Coë")):
            app.send(keys)
            app.until(seen)
        app.send(b" caf\xe9")
        app.until("Coërdinatie café")
        app.send(b"\x1b")
        app.until("Throw away")
        app.send(b"y")
        app.until(PLACES[b"1"])
        leave(app)


def test_a_slow_line_is_right_in_the_end(start: Start, database: Path) -> None:
    with start(database, rate=16_000, size=(120, 40)) as app:
        up(app)
        for digit in (b"1", b"3", b"4", b"0") * 5:
            app.send(digit)
        app.send(b"4")
        app.until(PLACES[b"4"])
        leave(app)


@pytest.mark.parametrize("bracketed", [True, False], ids=["marked as paste", "as if typed"])
def test_a_paste_of_a_megabyte_into_a_field_ends(
    start: Start, database: Path, bracketed: bool
) -> None:
    text = b"Een lange brief over alles. " * 37_500
    if not bracketed:
        text = text[:600]
    with start(database) as app:
        up(app)
        app.send(b"1")
        app.until(PLACES[b"1"])
        app.send(b"n")
        app.until("New request")
        app.send(b"\x1b[200~%b\x1b[201~" % text if bracketed else text)
        app.until("brief over alles")
        app.send(b"\x1b")
        app.until("Throw away")
        app.send(b"y")
        app.until(PLACES[b"1"])
        leave(app)
