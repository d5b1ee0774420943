"""Only changed cells are written, and the screen is the same as if everything was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.widgets.cells import Cells
from tests.screens.widgets.emulator import PlainTerminal, Terminal

WIDTH, HEIGHT = 24, 5

ATTRIBUTES = ["", "1", "2", "1;2", "4", "7", "2;3", "9", "21", "22"]
COLOURS = ["", "31;44", "38;5;2", "48;5;236", "38;5;2;48;5;236", "97;100", "39;49"]
COLOURS += ["38;2;1;2;3;48;2;9;9;9", "38;5;2;48;2;9;9;9"]
STYLES = st.builds(
    lambda attribute, colour: ";".join(filter(None, [attribute, colour])),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(COLOURS),
)
TEXTS = st.one_of(
    st.text("ab ", max_size=WIDTH),
    st.integers(0, WIDTH).map(lambda count: " " * count),
    st.text("aé│ …漢字かｱ한", max_size=8),
    st.text("a😀👩‍👧❤️é\u0301\u200d\ufe0f🇳🇱👍🏽\u1161", max_size=5),
)
SEGMENTS = st.lists(st.tuples(TEXTS, STYLES, st.sampled_from(["", "", "https://example.nl/a"])))
PIECES = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), SEGMENTS)


def styled(text: str, sgr: str, link: str) -> str:
    text = f"\x1b[{sgr}m{text}\x1b[0m" if sgr else text
    return f"\x1b]8;id=7;{link}\x1b\\{text}\x1b]8;;\x1b\\" if link else text


def place(y: int, x: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


def frame(pieces: list[tuple[int, int, list[tuple[str, str, str]]]], cursor: int) -> str:
    lines = [
        place(y, x) + "".join(styled(*segment) for segment in line) for y, x, line in sorted(pieces)
    ]
    return "".join(lines) + place(cursor, cursor)


FRAMES = st.lists(
    st.builds(frame, st.lists(PIECES, max_size=6), st.integers(0, HEIGHT - 1)), max_size=8
)


@pytest.mark.parametrize("terminal", [Terminal, PlainTerminal])
@settings(max_examples=100, deadline=None)
@given(frames=FRAMES, erases_coloured=st.booleans())
def test_a_terminal_shows_the_same_as_one_that_is_written_everything(
    terminal: type[Terminal], frames: list[str], erases_coloured: bool
) -> None:
    everything, changes = terminal(WIDTH, HEIGHT), terminal(WIDTH, HEIGHT)
    cells = Cells(WIDTH, HEIGHT, erases_coloured=erases_coloured)
    for text in frames:
        everything.show(text)
        output = cells.update(text)
        if output is None:
            cells = Cells(WIDTH, HEIGHT, erases_coloured=erases_coloured)
            output = text
        changes.show(output)
        assert changes.cells() == everything.cells()
        assert (changes.cursor.x, changes.cursor.y) == (everything.cursor.x, everything.cursor.y)


def line(text: str, sgr: str = "", fill: int = WIDTH) -> str:
    return place(0, 0) + styled(text.ljust(fill), sgr, "") + place(0, 0)


@pytest.mark.parametrize(
    ("before", "after", "limit"),
    [
        pytest.param(line("Dirk"), line("Dirk"), 0, id="the same costs nothing"),
        pytest.param(line("Dirk"), line("Dirx"), 8, id="one letter"),
        pytest.param(line("Dirk 14"), line("Dirx 15"), 12, id="two letters near each other"),
        pytest.param(line("Dirk", sgr="7"), line("Dirx", sgr="7"), 14, id="a letter in reverse"),
        pytest.param(line("漢字", fill=20), line("漢文", fill=20), 14, id="one wide character"),
        pytest.param(line("x" * WIDTH), line("x"), 8, id="blanks to the edge are erased"),
        pytest.param(line("", sgr="38;5;2"), line("", sgr="38;5;3"), 0, id="the ink of a blank"),
        pytest.param(line("x y", sgr="1;31"), line("x  ", sgr="1;32"), 18, id="a word apart"),
    ],
)
def test_a_change_costs_little(before: str, after: str, limit: int) -> None:
    cells = Cells(WIDTH, HEIGHT)
    cells.update(before)
    output = cells.update(after)
    assert output is not None
    assert len(output.encode()) <= limit


@pytest.mark.parametrize("sgr", ["48;5;236", "38;5;2;48;5;236"])
def test_coloured_blanks_are_erased_only_where_erasing_colours(sgr: str) -> None:
    blank = line("", sgr=sgr)
    assert "\x1b[K" in (Cells(WIDTH, HEIGHT, erases_coloured=True).update(blank) or "")
    assert "\x1b[K" not in (Cells(WIDTH, HEIGHT).update(blank) or "")


@pytest.mark.parametrize("sgr", ["4", "7", "9", "4;48;5;236"])
def test_blanks_on_which_a_style_shows_are_written(sgr: str) -> None:
    output = Cells(WIDTH, HEIGHT, erases_coloured=True).update(line("", sgr=sgr))
    assert output is not None
    assert " " * WIDTH in output


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plain text", id="no place"),
        pytest.param(place(0, 0) + "a\x1b[2Jb" + place(0, 0), id="an erasure"),
        pytest.param(place(0, 0) + "a\x9b2Jb" + place(0, 0), id="a C1 control"),
        pytest.param(place(0, 0) + "\x1b[31mred" + place(0, 0), id="a style left open"),
        pytest.param(place(0, 0) + "a", id="no place at the end"),
        pytest.param(place(HEIGHT - 1, 0) + "a\n" + place(0, 0), id="a line feed that scrolls"),
        pytest.param(place(HEIGHT, 0) + "a" + place(0, 0), id="a line below the screen"),
    ],
)
def test_what_is_not_a_frame_is_not_understood(text: str) -> None:
    assert Cells(WIDTH, HEIGHT).update(text) is None
