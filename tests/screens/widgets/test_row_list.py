"""The list that every screen shows."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from screens.widgets.row_list import Column, RowList
from screens.widgets.window import Heading, MemorySource
from tests.screens.widgets.host import Host, count_lines_drawn, lines


class Request(NamedTuple):
    id: int
    subject: str
    rest: int


def key(request: Request) -> int:
    return request.id


COLUMNS = [
    Column[Request](title="No", draw=lambda request: str(request.id), width=5),
    Column[Request](title="Subject", draw=lambda request: request.subject),
    Column[Request](title="Rest", draw=lambda request: f"{request.rest}d", width=5, align="right"),
]
REQUESTS = [Request(number, f"Regulation {number}", number - 3) for number in range(1, 61)]


def source(*requests: Request | Heading) -> MemorySource[Request]:
    return MemorySource(requests or REQUESTS, key)


def request_list(*, markable: bool = False) -> RowList[Request]:
    return RowList(
        COLUMNS,
        key=key,
        tone=lambda request: "late" if request.rest < 0 else "",
        empty="No requests yet: press n.",
        markable=markable,
    )


async def test_rows_stand_in_columns_under_their_titles() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(30, 4)) as pilot:
        widget.show(source())
        await pilot.pause()
        assert lines(app) == [
            "↓ No    Subject           Rest",
            "> 1     Regulation 1       -2d",
            "  2     Regulation 2       -1d",
            "  3     Regulation 3        0d",
        ]


async def test_keys_move_the_cursor_and_tell_the_screen() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 10)) as pilot:
        widget.show(source())
        await pilot.press("down", "down", "up", "end", "home", "pagedown", "pageup", "enter")
        rows = [1, 2, 3, 2, 60, 1, 9, 1]
        assert app.heard == [
            *(("Moved", REQUESTS[number - 1]) for number in rows),
            ("Chosen", REQUESTS[0]),
        ]


async def test_a_step_draws_two_lines_only() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 20)) as pilot:
        widget.show(source())
        await pilot.pause()
        drawn = count_lines_drawn(widget)
        await pilot.press("down")
        assert sorted(drawn) == [1, 2]


async def test_the_same_rows_again_are_neither_drawn_nor_told() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 6)) as pilot:
        widget.show(source())
        await pilot.pause()
        drawn, heard = count_lines_drawn(widget), list(app.heard)
        widget.show_all([request._replace() for request in REQUESTS])
        await pilot.pause()
        assert (drawn, app.heard) == ([], heard)
        widget.show_all([*REQUESTS[:2], REQUESTS[2]._replace(subject="Plan"), *REQUESTS[3:]])
        await pilot.pause()
        assert drawn == [3]


async def test_space_marks_and_goes_on() -> None:
    app = Host(widget := request_list(markable=True))
    async with app.run_test(size=(40, 5)) as pilot:
        widget.show(source())
        await pilot.press("space", "space", "up", "space")
        assert widget.marked == {1}
        assert [row for kind, row in app.heard if kind == "Marked"] == [
            REQUESTS[0],
            REQUESTS[1],
            REQUESTS[1],
        ]
        assert lines(app)[1:4] == [
            " * 1     Regulation 1                -2d",
            "   2     Regulation 2                -1d",
            ">  3     Regulation 3                 0d",
        ]


async def test_space_does_nothing_where_nothing_can_be_marked() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 5)) as pilot:
        widget.show(source())
        await pilot.press("space")
        assert widget.marked == set()
        assert widget.row == REQUESTS[0]


async def test_an_empty_list_says_what_to_do() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 5)) as pilot:
        widget.show(MemorySource([], key))
        await pilot.press("down", "enter", "end", "space")
        assert lines(app)[1] == " No requests yet: press n."
        assert app.heard == [("Moved", None)]


async def test_a_filter_that_leaves_other_rows_starts_at_the_first() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 6)) as pilot:
        widget.show(source())
        await pilot.press("end")
        widget.show(source(*REQUESTS[10:12]))
        await pilot.pause()
        assert widget.row == REQUESTS[10]


async def test_reading_again_keeps_the_cursor_on_its_row() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 6)) as pilot:
        rows = source()
        widget.show(rows)
        await pilot.press("down", "down")
        rows.replace([Request(0, "New", 1), *REQUESTS])
        widget.reload()
        await pilot.pause()
        assert widget.row == REQUESTS[2]
        assert lines(app)[3].startswith("> 3 ")


async def test_headings_group_rows_and_are_passed_over() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(30, 6)) as pilot:
        widget.show(source(Heading("OURS"), REQUESTS[0], Heading("THEIRS"), REQUESTS[1]))
        await pilot.press("down")
        assert [line[:14] for line in lines(app)[1:5]] == [
            "OURS",
            "  1     Regula",
            "THEIRS",
            "> 2     Regula",
        ]


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        pytest.param("[/]", "[/]", id="markup is text"),
        pytest.param("[@click=app.quit]x[/]", "[@click=app.q…", id="so is a link"),
        pytest.param("a\x1b]52;c;AAAA\x07b", "a]52;c;AAAAb", id="no clipboard"),
        pytest.param("a\x9b2Jb\x00", "a2Jb", id="no C1 control"),
        pytest.param("one\ntwo\tthree", "one two three", id="one line"),
        pytest.param("\u202eabc", "abc", id="no turned direction"),
        pytest.param("漢字漢字漢字漢字", "漢字漢字漢字 …", id="wide characters are not halved"),
        pytest.param("a" * 14, "a" * 14, id="what fits is not cut"),
    ],
)
async def test_text_from_outside_is_only_text(subject: str, shown: str) -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(28, 4)) as pilot:
        widget.show(source(Request(7, subject, 4)))
        await pilot.pause()
        assert lines(app)[1][8:].removesuffix("4d").rstrip() == shown


async def test_the_title_of_the_column_that_orders_is_marked() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 4)) as pilot:
        widget.show(source())
        widget.mark_order(1)
        await pilot.pause()
        assert "Subject ▲" in lines(app)[0]
        widget.mark_order(2, down=True)
        await pilot.pause()
        assert lines(app)[0].endswith(" Re… ▼")


async def test_an_arrow_tells_where_there_is_more() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 10)) as pilot:
        widget.show(source())
        await pilot.press("down")
        assert lines(app)[0][0] == "↓"
        await pilot.press("pagedown")
        assert lines(app)[0][0] == "↕"
        await pilot.press("end")
        assert lines(app)[0][0] == "↑"


async def test_a_click_moves_the_cursor_and_a_second_chooses() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 10)) as pilot:
        widget.show(source())
        await pilot.click(widget, offset=(5, 3))
        assert widget.row == REQUESTS[2]
        await pilot.click(widget, offset=(5, 3), times=2)
        assert ("Chosen", REQUESTS[2]) in app.heard


async def test_a_lower_window_keeps_the_cursor_in_sight() -> None:
    app = Host(widget := request_list())
    async with app.run_test(size=(40, 20)) as pilot:
        widget.show(source())
        await pilot.press(*["down"] * 15)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert any(line.startswith("> 16") for line in lines(app))
