"""A list too long to hold: a few rows at a time, found by their place in the order.

Rows are read relative to a row that is on the screen (keyset paging), never by counting
from the start, so that the millionth row costs what the first one does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from db.connection import Connection

Row = TypeVar("Row")


class Window(Generic[Row]):
    """The rows of one query in one order.

    `key_columns` order the rows and make each place unique; `key` returns their values
    for a row. With `descending` the order is turned round.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        select: str,
        where: str,
        params: Mapping[str, object],
        key_columns: tuple[str, ...],
        key: Callable[[Row], tuple[object, ...]],
        make: Callable[[tuple[Any, ...]], Row],
        descending: bool = False,
    ) -> None:
        self._db = connection
        self._select = select
        self._where = where
        self._params = params
        self._columns = key_columns
        self._key = key
        self._make = make
        self._descending = descending

    def first(self, limit: int) -> list[Row]:
        """Return the first rows."""
        return self._read(None, limit, forward=True)

    def last(self, limit: int) -> list[Row]:
        """Return the last rows, in the order of the list."""
        return self._read(None, limit, forward=False)

    def after(self, row: Row, limit: int) -> list[Row]:
        """Return the rows right after `row`, which need not exist any more."""
        return self._read(row, limit, forward=True)

    def before(self, row: Row, limit: int) -> list[Row]:
        """Return the rows right before `row`, in the order of the list."""
        return self._read(row, limit, forward=False)

    def _read(self, row: Row | None, limit: int, *, forward: bool) -> list[Row]:
        up = forward is not self._descending
        order = ", ".join(f"{column} {'ASC' if up else 'DESC'}" for column in self._columns)
        params = dict(self._params) | {"limit": limit}
        beyond = ""
        if row is not None:
            marks = {f"key{place}": value for place, value in enumerate(self._key(row))}
            names = ", ".join(f":{name}" for name in marks)
            beyond = f" AND ({', '.join(self._columns)}) {'>' if up else '<'} ({names})"
            params |= marks
        rows = self._db.rows(
            f"{self._select} WHERE {self._where}{beyond} ORDER BY {order} LIMIT :limit", params
        )
        made = [self._make(one) for one in rows]
        return made if forward else made[::-1]
