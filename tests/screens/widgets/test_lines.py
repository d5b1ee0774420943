"""Title bar, key bar, detail pane and the text they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Input

from screens.widgets.dialog import Dialog
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar
from screens.widgets.tab_line import NewsLine, TabLine
from screens.widgets.text import fit, wrap
from tests.screens.widgets.host import Host, count_lines_drawn, lines

TEXTS = st.text(st.sampled_from("ab é漢한\t\n\x1b\x00\u202e…"), max_size=40)


@given(text=TEXTS, width=st.integers(0, 30), right=st.booleans())
def test_a_fitted_text_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right=right)) == width
    assert fit(text, width, right=right).isprintable()


@given(text=TEXTS, width=st.integers(2, 30))
def test_a_wrapped_text_fits_and_loses_only_blanks(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert all(cell_len(line) <= width for line in wrapped)
    kept = [letter for letter in text if letter not in " \t\n\x1b\x00\u202e"]
    assert [letter for line in wrapped for letter in line if letter != " "] == kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("one two three", ["one two", "three"]),
        ("extraordinary", ["extraord", "inary"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("  - one two", ["  - one", "  two"]),
        ("  extraordinary", ["  extrao", "  rdinar", "  y"]),
        ("one\textraordinary", ["one", "   extra", "   ordin", "   ary"]),
        ("漢字漢字漢", ["漢字漢字", "漢"]),
    ],
)
def test_text_breaks_at_blanks(text: str, expected: list[str]) -> None:
    assert wrap(text, 8) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Council", "Today", "3 new"), "Council        Today           3 new"),
        (("A council with a long name", "Today", "3 new"), "A council with a long …  Today 3 new"),
        (("[b]Council[/]", "", ""), "[b]Council[/]"),
    ],
)
async def test_the_title_bar_has_three_places(texts: tuple[str, str, str], expected: str) -> None:
    app = Host(TitleBar(*texts))
    async with app.run_test(size=(36, 1)):
        assert lines(app)[0].split() == expected.split()
        assert len(lines(app)[0]) <= 36


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [(0, "[one] two  three  f…"), (2, "… two [three] four …"), (4, "… three  four [five]")],
)
async def test_a_line_of_names_says_where_there_are_more(chosen: int, expected: str) -> None:
    app = Host(TabLine(["one", "two", "three", "four", "five"], chosen))
    async with app.run_test(size=(20, 1)):
        assert lines(app)[0].ljust(20) == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [(18, "…two [three] four…"), (16, "…[three] four  …"), (8, "…[three…")],
)
async def test_no_name_before_the_chosen_one_is_half_in_sight(width: int, expected: str) -> None:
    app = Host(TabLine(["one", "two", "three", "four", "five"], 2))
    async with app.run_test(size=(width, 1)):
        assert lines(app)[0].ljust(width) == expected


async def test_a_bar_that_stays_the_same_is_not_drawn() -> None:
    app = Host(title := TitleBar("Council"), keys := KeyBar([Hint("n", "new")]))
    async with app.run_test(size=(36, 2)) as pilot:
        drawn = count_lines_drawn(title), count_lines_drawn(keys)
        title.show(left="Council")
        keys.show([Hint("n", "new")])
        await pilot.pause()
        assert drawn == ([], [])
        title.show(right="1 new")
        keys.show([Hint("n", "new", enabled=False)])
        await pilot.pause()
        assert drawn == ([0], [0])


async def test_the_key_bar_shows_what_fits_and_sets_possible_keys_in_bold() -> None:
    app = Host(KeyBar([Hint("n", "new"), Hint("v", "send", enabled=False), Hint("z", "search")]))
    async with app.run_test(size=(20, 1)):
        assert lines(app) == ["n new  v send"]
        styles = {
            segment.text.strip(): segment.style
            for segment in app.screen._compositor.render_strips()[0]
        }
        available, not_now = styles["n"], styles["v"]
        assert available is not None
        assert not_now is not None
        assert (available.bold, bool(not_now.bold)) == (True, False)


async def test_what_a_key_does_now_never_moves_the_other_keys() -> None:
    app = Host(keys := KeyBar())
    async with app.run_test(size=(30, 1)) as pilot:
        bars = []
        for step in ("send", "remind them"):
            keys.show([Hint("n", "new")], first=Hint("v", step), last=Hint("?", "help"))
            await pilot.pause()
            bars += lines(app)
        assert bars == ["v send           n new  ? help", "v remind them    n new  ? help"]


async def test_of_another_text_only_the_lines_that_differ_are_drawn() -> None:
    app = Host(detail := Detail([("heading", "Facts"), ("", "2026-001"), ("", "received")]))
    async with app.run_test(size=(14, 3)) as pilot:
        await pilot.pause()
        drawn = count_lines_drawn(detail)
        detail.show([("heading", "Facts"), ("", "2026-002"), ("", "received")])
        await pilot.pause()
        assert drawn == [1]


async def test_the_detail_pane_wraps_and_scrolls_by_its_own_keys() -> None:
    app = Host(detail := Detail([("heading", "Regulation"), ("", "one two three four five six")]))
    async with app.run_test(size=(13, 3)) as pilot:
        assert lines(app) == [" Regulation", " one two", " three four ↓"]
        detail.focus()
        await pilot.press("end")
        assert lines(app)[-1] == " five six"
        assert "↑" in lines(app)[0]
        await pilot.press("home", "down")
        assert lines(app)[0] == " one two    ↑"


async def test_other_details_start_at_the_top_unless_they_are_kept() -> None:
    text = [("", str(number)) for number in range(9)]
    app = Host(detail := Detail(text))
    async with app.run_test(size=(12, 3)) as pilot:
        detail.action_scroll_lines(3)
        detail.show([*text, ("late", "9")], keep=True)
        await pilot.pause()
        assert lines(app)[1] == " 4"
        detail.show(text[::-1])
        await pilot.pause()
        assert lines(app)[0] == " 8"


class Ask(Dialog[str]):
    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


@pytest.mark.parametrize(("last", "expected"), [("enter", "a"), ("escape", None)])
async def test_a_dialog_answers_or_is_left(last: str, expected: str | None) -> None:
    app = Host(TitleBar("Council"))
    answers: list[str | None] = []
    async with app.run_test(size=(40, 10)) as pilot:
        app.push_screen(Ask(), answers.append)
        await pilot.press("a")
        assert not any("Council" in line for line in lines(app))
        await pilot.press(last)
        assert answers == [expected]


async def test_news_that_is_long_takes_more_lines_and_gives_them_back() -> None:
    app = Host(news := NewsLine())
    async with app.run_test(size=(20, 6)) as pilot:
        news.say("Seat PW-2 is vacant: press n to appoint somebody.", "late")
        await pilot.pause()
        assert [line.rstrip() for line in lines(app)[:3]] == [
            " Seat PW-2 is",
            " vacant: press n to",
            " appoint somebody.",
        ]
        news.say("far too long " * 12)
        await pilot.pause()
        assert news.size.height == 4
        assert lines(app)[3].rstrip().endswith("…")
        news.say("Saved.", "done")
        await pilot.pause()
        assert news.size.height == 1
        await pilot.resize_terminal(6, 6)
        await pilot.pause()
        assert [line.rstrip() for line in lines(app)[:2]] == [" Saved", " ."]


async def test_news_is_broken_anew_in_a_window_of_another_width() -> None:
    app = Host(news := NewsLine())
    async with app.run_test(size=(42, 6)) as pilot:
        news.say("Seat PW-2 is vacant: press n to appoint somebody.", "late")
        await pilot.pause()
        for columns, first, second in [
            (36, "Seat PW-2 is vacant: press n to", "appoint somebody."),
            (42, "Seat PW-2 is vacant: press n to appoint", "somebody."),
        ]:
            await pilot.resize_terminal(columns, 6)
            await pilot.pause()
            assert lines(app)[:2] == [f" {first}", f" {second}"]
