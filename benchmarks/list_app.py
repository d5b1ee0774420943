"""The list of the screens over a table of any number of rows, and nothing else.

Run as `python -m benchmarks.list_app DATABASE`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from db.connection import Actor, Connection
from db.driver import sqlite3
from db.search import searchable, wanted
from db.window import Window
from screens.terminal import driver_class
from screens.widgets.line_edit import Field
from screens.widgets.row_list import Column, RowList

Line = tuple[int, str, str]


def make(path: Path, rows: int) -> None:
    """Make a table of that many lines, searched as the screens search."""
    database = sqlite3.connect(path)
    database.create_function("searchable", 1, searchable, deterministic=True)
    database.executescript(
        f"""
        CREATE TABLE line (
          id INTEGER PRIMARY KEY, due_on TEXT NOT NULL, title TEXT NOT NULL, contents TEXT);
        CREATE VIRTUAL TABLE search_index USING fts5 (
          contents, content = 'line', content_rowid = 'id', tokenize = 'trigram', detail = 'none');
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {rows})
        INSERT INTO line (id, due_on, title)
          SELECT n, date('2006-01-01', (n * 7919 % 7300) || ' days'), 'Advice ' || n || ' on ' ||
            substr('transport housing  benefits youth    care     ', n % 5 * 9 + 1, 9) FROM number;
        UPDATE line SET contents = searchable(title);
        CREATE INDEX line_by_due ON line (due_on, id);
        INSERT INTO search_index (search_index) VALUES ('rebuild');
        """
    )
    database.close()


class ListApp(App[None]):
    """One list; `/` filters it."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "filter", show=False)]

    def __init__(self, connection: Connection) -> None:
        super().__init__(driver_class=driver_class(True))
        self.animation_level = "none"
        self._connection = connection
        self._list = RowList[Line](
            [
                Column(title="Due", width=10, draw=lambda line: line[1]),
                Column(title="Title", draw=lambda line: line[2]),
            ],
            key=lambda line: line[0],
        )

    def compose(self) -> ComposeResult:
        yield self._list

    def on_mount(self) -> None:
        self._list.show(self._source(""))

    def action_filter(self) -> None:
        field = Field("/")
        self.mount(field)
        field.focus()

    def on_field_changed(self, event: Field.Changed) -> None:
        self._list.show(self._source(event.text))

    def _source(self, text: str) -> Window[Line]:
        found = wanted(self._connection, text)
        return Window(
            self._connection,
            select="SELECT e.id, e.due_on, e.title FROM line e",
            where=found.condition if text else "true",
            params=found.values,
            key_columns=("e.due_on", "e.id"),
            key=lambda line: (line[1], line[0]),
            make=lambda row: row,
        )


if __name__ == "__main__":
    ListApp(Connection(Path(sys.argv[1]), Actor(who="bench"))).run()
