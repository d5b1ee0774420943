"""A list of any length is moved through by a window of a few screens."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from screens.widgets.window import Heading, MemorySource, Window


class Member(NamedTuple):
    id: int
    name: str = ""


def key(member: Member) -> int:
    return member.id


def members(*ids: int) -> list[Member | Heading]:
    return [Member(number) for number in ids]


class Numbers:
    """A source without end in sight: the numbers up to a million, read by key."""

    def __init__(self, count: int) -> None:
        self.count_ = count
        self.most = 0

    def first(self, limit: int) -> list[Member]:
        return self._range(0, limit)

    def last(self, limit: int) -> list[Member]:
        return self._range(self.count_ - limit, limit)

    def after(self, row: Member, limit: int) -> list[Member]:
        return self._range(row.id + 1, limit)

    def before(self, row: Member, limit: int) -> list[Member]:
        return self._range(row.id - limit, limit)

    def _range(self, start: int, limit: int) -> list[Member]:
        self.most = max(self.most, limit)
        return [Member(at) for at in range(max(0, start), min(start + limit, self.count_))]


def opened(rows: list[Member | Heading], height: int = 5) -> Window[Member]:
    window = Window(MemorySource(rows, key), key, height)
    window.home()
    return window


def seen(window: Window[Member]) -> list[Member | Heading]:
    return [row for y in range(window.height) if (row := window.line(y)) is not None]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 1_000_000])
def test_end_and_home_show_the_ends_of_a_list_of_any_length(count: int) -> None:
    source = Numbers(count)
    window = Window(source, key, 5)
    window.end()
    assert seen(window) == [Member(at) for at in range(max(0, count - 5), count)]
    assert window.row == (Member(count - 1) if count else None)
    window.home()
    assert seen(window) == [Member(at) for at in range(min(5, count))]
    assert source.most <= 10


def test_a_long_walk_keeps_few_rows_in_memory() -> None:
    window = Window(Numbers(1_000_000), key, 20)
    window.home()
    for _ in range(300):
        window.page(1)
    assert window.row == Member(300 * 19)
    assert len(window.rows) <= 80


def test_a_page_keeps_the_cursor_on_its_line() -> None:
    window = Window(Numbers(1000), key, 10)
    window.home()
    window.move(3)
    window.page(1)
    assert (window.row, window.line(3)) == (Member(12), Member(12))
    window.page(-1)
    assert (window.row, window.line(3)) == (Member(3), Member(3))


def test_the_cursor_passes_over_headings() -> None:
    window = opened([Heading("ours"), *members(1), Heading("theirs"), *members(2)])
    assert window.row == Member(1)
    window.move(1)
    assert window.row == Member(2)
    window.move(-5)
    assert window.row == Member(1)
    assert window.line(0) == Heading("ours")


def test_a_heading_comes_back_in_sight_with_its_first_row() -> None:
    window = opened([Heading("ours"), *members(*range(1, 30))], height=4)
    window.end()
    window.page(-1)
    for _ in range(12):
        window.page(-1)
    assert window.line(0) == Heading("ours")


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param([1, 2, 3, 4], 3, id="still there"),
        pytest.param([1, 2, 4], 4, id="gone: the next"),
        pytest.param([1, 2], 2, id="gone with all after it: the last"),
        pytest.param([4], 4, id="only the next is left"),
        pytest.param([], None, id="nothing left"),
    ],
)
def test_reading_again_keeps_the_cursor_or_takes_the_nearest(
    left: list[int], expected: int | None
) -> None:
    source = MemorySource(members(1, 2, 3, 4), key)
    window = Window(source, key, 5)
    window.home()
    window.move(2)
    source.replace(members(*left))
    window.reload()
    assert window.row == (None if expected is None else Member(expected))


def test_reading_again_shows_the_row_as_it_is_now() -> None:
    source = MemorySource([Member(1, "Anna")], key)
    window = Window(source, key, 5)
    window.home()
    source.replace([Member(1, "Anne")])
    window.reload()
    assert window.row == Member(1, "Anne")


def test_reading_again_can_go_to_a_row_elsewhere() -> None:
    window = Window(Numbers(1000), key, 10)
    window.home()
    window.reload(Member(500))
    assert window.row == Member(500)
    assert Member(500) in seen(window)


class AnyWalk(RuleBasedStateMachine):
    """Whatever one does, the window shows what a plain list would show."""

    @initialize(count=st.integers(0, 60), group=st.integers(1, 9), height=st.integers(1, 8))
    def open(self, count: int, group: int, height: int) -> None:
        self.rows: list[Member | Heading] = []
        for number in range(count):
            if number % group == 0:
                self.rows.append(Heading(f"group {number}"))
            self.rows.append(Member(number))
        self.source = MemorySource(self.rows, key)
        self.window = Window(self.source, key, height)
        self.window.home()
        self.expected = 0 if count else None
        self.count = count

    @rule(steps=st.integers(-30, 30))
    def move(self, steps: int) -> None:
        self.window.move(steps)
        if self.expected is not None:
            self.expected = max(0, min(self.count - 1, self.expected + steps))

    @rule(direction=st.sampled_from([-1, 1]))
    def page(self, direction: int) -> None:
        self.window.page(direction)
        if self.expected is not None:
            step = max(1, self.window.height - 1) * direction
            self.expected = max(0, min(self.count - 1, self.expected + step))

    @rule()
    def home(self) -> None:
        self.window.home()
        self.expected = 0 if self.count else None

    @rule()
    def end(self) -> None:
        self.window.end()
        self.expected = self.count - 1 if self.count else None

    @rule()
    def reload(self) -> None:
        self.window.reload()

    @rule(height=st.integers(1, 8))
    def resize(self, height: int) -> None:
        self.window.resize(height)

    @invariant()
    def the_cursor_is_where_it_should_be(self) -> None:
        row = self.window.row
        assert (row and row.id) == self.expected
        if self.expected is not None:
            assert row in seen(self.window)

    @invariant()
    def what_is_seen_is_a_full_stretch_of_the_list(self) -> None:
        lines = seen(self.window)
        assert len(lines) == min(self.window.height, len(self.rows))
        if lines:
            start = self.rows.index(lines[0])
            assert lines == self.rows[start : start + len(lines)]
            assert self.window.more_above == (start > 0)
            assert self.window.more_below == (start + len(lines) < len(self.rows))

    @invariant()
    def little_is_kept(self) -> None:
        assert len(self.window.rows) <= 5 * self.window.height + 2


AnyWalk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestAnyWalk = AnyWalk.TestCase


@given(rows=st.lists(st.integers(0, 50), unique=True), gone=st.sets(st.integers(0, 50)))
def test_a_row_that_has_gone_keeps_its_place_among_the_others(
    rows: list[int], gone: set[int]
) -> None:
    rows.sort()
    source = MemorySource(members(*rows), key)
    left = [number for number in rows if number not in gone]
    source.replace(members(*left))
    for number in rows:
        before = [row.id for row in source.before(Member(number), 99) if isinstance(row, Member)]
        after = [row.id for row in source.after(Member(number), 99) if isinstance(row, Member)]
        assert not set(before) & set(after)
        if number in left:
            assert (before, after) == (
                [other for other in left if other < number],
                [other for other in left if other > number],
            )
