"""The line that is typed: what of it is in sight, and where the cursor stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from screens.widgets.line_edit import LineEdit

PLAIN, CURSOR = Style(), Style(reverse=True)


def drawn(line: LineEdit, width: int) -> tuple[str, str, str]:
    """Return what is drawn before, under and behind the cursor."""
    head, under, tail = line.segments(width, PLAIN, CURSOR)
    assert (head.style, under.style, tail.style) == (PLAIN, CURSOR, PLAIN)
    return head.text, under.text, tail.text


SIGNS = st.sampled_from(["a", "b", " ", "é", "漢", "x\u0301", "👩\u200d💻"])
TEXTS = st.lists(SIGNS, max_size=40).map("".join)


@given(before=TEXTS, after=TEXTS, width=st.integers(3, 30))
def test_the_cursor_is_in_sight_whatever_is_typed(before: str, after: str, width: int) -> None:
    line = LineEdit(before + after)
    line.cursor = len(before)
    text, cell = line.view(width)
    head, under, tail = drawn(line, width)
    assert cell_len(text) == width
    assert before.endswith(head)
    assert (head + under + tail).rstrip() == text.rstrip()
    assert cell == cell_len(head) < width


@pytest.mark.parametrize(
    ("text", "cursor", "expected"),
    [
        ("", 0, ("", " ", "       ")),
        ("council", 0, ("", "c", "ouncil ")),
        ("council", 7, ("council", " ", "")),
        ("councils", 8, ("ouncils", " ", "")),
        ("councillors", 5, ("counc", "i", "l…")),
        ("councillors", 8, ("uncill", "o", "…")),
        ("councillors", 9, ("ncillo", "r", "s")),
        ("councillors", 10, ("ncillor", "s", "")),
        ("漢字漢字漢", 5, ("漢字漢", " ", " ")),
    ],
)
def test_a_line_that_is_too_long_shows_what_is_around_the_cursor(
    text: str, cursor: int, expected: tuple[str, str, str]
) -> None:
    line = LineEdit(text)
    line.cursor = cursor
    assert drawn(line, 8) == expected
