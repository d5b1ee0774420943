"""The part of a long list that is in memory: read by key, moved through, read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar, cast

Row = TypeVar("Row")


class Heading(NamedTuple):
    """A line between rows that titles a group and cannot be chosen; unique by its text."""

    text: str


class Source(Protocol[Row]):
    """Where a list reads its rows. Rows come in list order, fewer than asked at an end.

    A row given as a place need not exist any more: its place in the order counts.
    """

    def first(self, limit: int) -> Sequence[Row | Heading]:
        """Return the first rows."""
        ...

    def last(self, limit: int) -> Sequence[Row | Heading]:
        """Return the last rows."""
        ...

    def after(self, row: Row, limit: int) -> Sequence[Row | Heading]:
        """Return the rows that follow `row`."""
        ...

    def before(self, row: Row, limit: int) -> Sequence[Row | Heading]:
        """Return the rows right before `row`."""
        ...


class MemorySource(Generic[Row]):
    """A short list kept in memory, perhaps with headings."""

    def __init__(self, rows: Sequence[Row | Heading], key: Callable[[Row], int]) -> None:
        self._key = key
        self._rows: list[Row | Heading] = []
        self._places: dict[Hashable, int] = {}
        self.replace(rows)

    def replace(self, rows: Sequence[Row | Heading]) -> None:
        """Take other rows; a row that has gone keeps its old place for `after` and `before`."""
        self._former = self._places
        self._rows = list(rows)
        self._places = {identity(row, self._key): at for at, row in enumerate(rows)}

    def first(self, limit: int) -> list[Row | Heading]:
        """Return the first rows."""
        return self._rows[:limit]

    def last(self, limit: int) -> list[Row | Heading]:
        """Return the last rows."""
        return self._rows[max(0, len(self._rows) - limit) :]

    def after(self, row: Row | Heading, limit: int) -> list[Row | Heading]:
        """Return the rows that follow `row`."""
        at = self._place(row) + (identity(row, self._key) in self._places)
        return self._rows[at : at + limit]

    def before(self, row: Row | Heading, limit: int) -> list[Row | Heading]:
        """Return the rows right before `row`."""
        at = self._place(row)
        return self._rows[max(0, at - limit) : at]

    def _place(self, row: Row | Heading) -> int:
        name = identity(row, self._key)
        return self._places.get(name, min(self._former.get(name, 0), len(self._rows)))


class Window(Generic[Row]):
    """The rows in and around what is seen of a source, with the row under the cursor.

    At most about three screens of rows are kept, however long the list.
    """

    def __init__(self, source: Source[Row], key: Callable[[Row], int], height: int) -> None:
        self.source = source
        self.height = max(1, height)
        self.rows: list[Row | Heading] = []
        self.top = 0
        self.cursor: int | None = None
        self.at_start = self.at_end = True
        self._key = key

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return None if self.cursor is None else cast(Row, self.rows[self.cursor])

    @property
    def more_above(self) -> bool:
        """Whether there are rows above those that are seen."""
        return self.top > 0 or not self.at_start

    @property
    def more_below(self) -> bool:
        """Whether there are rows below those that are seen."""
        return self.top + self.height < len(self.rows) or not self.at_end

    def line(self, y: int) -> Row | Heading | None:
        """Return what is on line `y` of what is seen."""
        at = self.top + y
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def home(self) -> None:
        """Go to the first row."""
        limit = 2 * self.height
        self.rows = list(self.source.first(limit))
        self.at_start, self.at_end = True, len(self.rows) < limit
        self.top = 0
        self.cursor = self._nearest(0)
        self._follow()

    def end(self) -> None:
        """Go to the last row."""
        limit = 2 * self.height
        self.rows = list(self.source.last(limit))
        self.at_start, self.at_end = len(self.rows) < limit, True
        self.cursor = self._nearest(len(self.rows) - 1)
        self.top = max(0, len(self.rows) - self.height)
        self._follow()

    def move(self, steps: int) -> None:
        """Move the cursor `steps` rows down, up when negative, as far as there are rows."""
        direction = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            if not self._step(direction):
                break
        self._follow()

    def page(self, direction: int) -> None:
        """Move the cursor a screen down (1) or up (-1), and what is seen along with it."""
        if self.cursor is None:
            return
        line = self.cursor - self.top
        self.move(direction * max(1, self.height - 1))
        if self.cursor < line:
            self._read_above()
        self.top = max(0, self.cursor - line)
        self._follow()

    def reload(self, row: Row | None = None) -> None:
        """Read again around `row`, or the cursor; if that row has gone, around its place."""
        anchor = self.row if row is None else row
        if anchor is None:
            self.home()
            return
        kept = row is None and self.cursor is not None
        line = (self.cursor or 0) - self.top if kept else self.height // 2
        reach = 2 * self.height
        before = list(self.source.before(anchor, reach))
        if before:
            after = self.source.after(cast(Row, before[-1]), reach + 1)
        else:
            after = self.source.first(reach + 1)
        self.at_start, self.at_end = len(before) < reach, len(after) <= reach
        self.rows = [*before, *after]
        names = [identity(item, self._key) for item in self.rows]
        name = self._key(anchor)
        self.cursor = self._nearest(names.index(name) if name in names else len(before))
        self.top = max(0, (self.cursor or 0) - line)
        self._follow()

    def resize(self, height: int) -> None:
        """See `height` lines from now on."""
        self.height = max(1, height)
        self._follow()

    def select(self, y: int) -> bool:
        """Put the cursor on line `y` of what is seen; False if there is no row."""
        item = self.line(y)
        if item is None or isinstance(item, Heading):
            return False
        self.cursor = self.top + y
        return True

    def _step(self, direction: int) -> bool:
        """Move to the next row in a direction, over headings; False if there is none."""
        if self.cursor is None:
            return False
        at = self.cursor + direction
        while True:
            if at < 0:
                at += self._read_above()
            elif at >= len(self.rows):
                self._read_below()
            if not 0 <= at < len(self.rows):
                return False
            if not isinstance(self.rows[at], Heading):
                self.cursor = at
                return True
            at += direction

    def _follow(self) -> None:
        """Bring the cursor in sight, fill the screen and let go of rows far away."""
        if self.cursor is None:
            self.top = 0
            return
        # By half a screen: a list that is drawn anew at every step is slow on a slow line.
        if self.cursor < self.top:
            self.top = max(0, self.cursor - self.height // 2)
        elif self.cursor >= self.top + self.height:
            self.top = self.cursor - self.height // 2
        # One row more than is seen tells whether there is more.
        if self.top + self.height >= len(self.rows):
            self._read_below()
        missing = max(0, self.top + self.height - len(self.rows))
        if missing >= self.top:
            self._read_above()
        self.top = max(0, self.top - missing)
        if self.cursor == self.top:
            self._show_headings()
        if self.top == 0:
            self._read_above()
        self._trim()

    def _show_headings(self) -> None:
        """Show the headings over the row at the top as well."""
        while (
            self.top > 0
            and isinstance(self.rows[self.top - 1], Heading)
            and (self.cursor or 0) - self.top < self.height - 1
        ):
            self.top -= 1

    def _trim(self) -> None:
        """Keep a screen above and a screen below what is seen."""
        end = self.top + 2 * self.height
        if end < len(self.rows):
            del self.rows[end:]
            self.at_end = False
        surplus = self.top - self.height
        if surplus > 0 and self.cursor is not None:
            del self.rows[:surplus]
            self.top -= surplus
            self.cursor -= surplus
            self.at_start = False

    def _read_below(self) -> None:
        if self.at_end:
            return
        rows = self.source.after(cast(Row, self.rows[-1]), 2 * self.height)
        self.at_end = len(rows) < 2 * self.height
        self.rows += rows

    def _read_above(self) -> int:
        """Read rows above those in memory and return how many came."""
        if self.at_start:
            return 0
        rows = self.source.before(cast(Row, self.rows[0]), 2 * self.height)
        self.at_start = len(rows) < 2 * self.height
        self.rows[:0] = rows
        self.top += len(rows)
        if self.cursor is not None:
            self.cursor += len(rows)
        return len(rows)

    def _nearest(self, at: int) -> int | None:
        """Return the place of the row at or after `at`, else before it."""
        at = max(0, min(at, len(self.rows) - 1))
        places = [*range(at, len(self.rows)), *range(at - 1, -1, -1)]
        return next((at for at in places if not isinstance(self.rows[at], Heading)), None)


def identity(item: Row | Heading, key: Callable[[Row], int]) -> Hashable:
    """Return what tells a row or heading apart from all others."""
    return item.text if isinstance(item, Heading) else key(item)
