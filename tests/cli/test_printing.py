"""Tables that fit the terminal: what is cut, and what goes on on the next line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from raadtui.cli.printing import fitted, folded


@pytest.mark.parametrize(
    ("widths", "cut", "room", "fit"),
    [
        pytest.param([3, 40, 10], [1], 80, [3, 40, 10], id="what fits stays"),
        pytest.param([3, 40, 10], [1], 47, [3, 30, 10], id="the text is cut"),
        pytest.param([30, 40, 10], [0, 1], 74, [30, 30, 10], id="the widest text first"),
        pytest.param([30, 40, 10], [0, 1], 64, [25, 25, 10], id="then all of them"),
        pytest.param([60, 40], [1], 70, [60, 40], id="what would say nothing is not cut"),
        pytest.param([30, 90, 40], [1, 2], 60, [30, 56, 40], id="unless it has no room on a line"),
    ],
)
def test_columns_of_text_are_cut_to_the_terminal(
    widths: Sequence[int], cut: Sequence[int], room: int, fit: Sequence[int]
) -> None:
    assert fitted(widths, cut, room) == fit


@pytest.mark.parametrize(
    ("widths", "room", "lines"),
    [
        ([3, 40, 10], 57, [[0, 1, 2]]),
        ([3, 40, 10], 56, [[0, 1], [2]]),
        ([30, 30, 30, 30], 70, [[0, 1], [2, 3]]),
        ([30, 30, 30, 30], 64, [[0, 1], [2], [3]]),
        ([90, 10], 80, [[0], [1]]),
        ([], 80, [[]]),
    ],
)
def test_what_has_no_room_goes_on_on_the_next_line(
    widths: Sequence[int], room: int, lines: Sequence[Sequence[int]]
) -> None:
    assert [list(part) for part in folded(widths, room)] == lines
