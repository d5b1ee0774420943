"""Choosing from a list that follows what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.worker import Worker

from council.errors import RaadError
from council.wording import _
from screens.aside import Aside
from screens.widgets.dialog import Dialog
from screens.widgets.line_edit import Field
from screens.widgets.lines import Hint, KeyBar, TitleBar
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import NewsLine
from screens.widgets.window import Row

if TYPE_CHECKING:
    from db.store import Store
    from screens.desk import Desk


class Picker(Dialog[tuple[str, Row | None]]):
    """A line to type in over a list; the answer is the text and the row under the cursor.

    `find` returns the rows for a text, at every letter. `said` returns a line under the list
    about the text, in its tone, or raises a `RaadError` that is shown there instead; where it
    has nothing to say, `about` tells of the row under the cursor. `note` stands below.
    """

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[Row]],
        find: Callable[[str], Sequence[Row]],
        *,
        prompt: str = ">",
        empty: str = "",
        choose: str = "",
        said: Callable[[str], tuple[str, str]] | None = None,
        about: Callable[[Row], str] | None = None,
        note: str = "",
    ) -> None:
        super().__init__()
        self._title, self._find, self._said = title, find, said
        self._about, self._note = about, note
        self._choose = choose or _("choose")
        self._rows: list[Row] = []
        self._wrong = self._spoken = False
        self._field = Field(prompt)
        self._news = NewsLine()
        self._list: RowList[Row] = RowList(columns, key=self._number, empty=empty)
        self._list.can_focus = False

    def _number(self, row: Row) -> int:
        return next(at for at, one in enumerate(self._rows) if one is row)

    def compose(self) -> ComposeResult:
        """Lay out the line, the list and the keys."""
        yield TitleBar(self._title)
        yield self._field
        yield self._list
        yield self._news
        if self._note:
            yield TitleBar(self._note)
        yield KeyBar(
            [Hint("↑↓", _("line")), Hint(_("Enter"), self._choose), Hint(_("Esc"), _("back"))]
        )

    def on_mount(self) -> None:
        """Show what there is before anything is typed."""
        self._field.focus()
        self._look("")

    def on_field_changed(self, event: Field.Changed) -> None:
        """Look again at every letter."""
        self._look(event.text)

    def _look(self, text: str) -> None:
        try:
            self.look_for(text)
            line, tone = self._said(text) if self._said else ("", "")
            self._wrong = False
        except RaadError as error:
            line, tone = str(error), "late"
            self._wrong = True
        self._spoken = bool(line)
        self._news.say(line, tone)
        self._tell_row()

    def on_row_list_moved(self) -> None:
        """Tell of the row that the cursor came to."""
        self._tell_row()

    def _tell_row(self) -> None:
        if self._about and not self._spoken:
            row = self._list.row
            told = "" if row is None else self._about(row)
            self._news.say(told, "dim")

    def look_for(self, text: str) -> None:
        """Find the rows for a text, and show them."""
        self.show_found(self._find(text))

    def show_found(self, rows: Sequence[Row]) -> None:
        """Show rows, with the cursor on the first."""
        self._rows = list(rows)
        self._list.show_all(self._rows)

    def settle(self) -> None:
        """Have the rows for what was typed last, before one of them is chosen."""

    def on_key(self, event: events.Key) -> None:
        """Move through the list while the line has the keys."""
        moves: dict[str, Callable[[], None]] = {
            "up": lambda: self._list.action_move(-1),
            "down": lambda: self._list.action_move(1),
            "pageup": lambda: self._list.action_page(-1),
            "pagedown": lambda: self._list.action_page(1),
        }
        if event.key in moves:
            event.stop()
            self.settle()
            moves[event.key]()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Choose with Enter, unless what was typed is wrong: then it can be put right."""
        self.settle()
        if not self._wrong and self.chooses(event.text):
            self.dismiss((event.text, self._list.row))

    def chooses(self, text: str) -> bool:
        """Tell whether Enter chooses now."""
        return True

    def on_row_list_chosen(self) -> None:
        """Choose with the mouse."""
        self.dismiss((self._field.line.text, self._list.row))


class SearchPicker(Picker[Row]):
    """A picker whose rows may take longer than a frame to find: `search` asks a store of its own.

    `nothing` says of what was typed that there is nothing; `empty` is said before that.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        columns: Sequence[Column[Row]],
        search: Callable[[Store, str], Sequence[Row]],
        *,
        prompt: str = ">",
        empty: str = "",
        nothing: Callable[[str], str] | None = None,
        choose: str = "",
    ) -> None:
        super().__init__(
            title, columns, partial(search, desk.store), prompt=prompt, empty=empty, choose=choose
        )
        self._empty, self._nothing = empty, nothing
        self._desk, self._search = desk, search
        self._aside = Aside(self, lambda: desk.spare, self._refused)

    def look_for(self, text: str) -> None:
        """Find the rows aside; they are shown when they are there."""
        self._aside.read("rows", lambda store: self._search(store, text), self.show_found)

    def show_found(self, rows: Sequence[Row]) -> None:
        """Show rows; without any, say whether something was typed."""
        text = self._field.line.text.strip()
        self._list.set_empty(self._nothing(text) if text and self._nothing else self._empty)
        super().show_found(rows)

    def settle(self) -> None:
        """Find the rows now, if they are not there yet."""
        self._aside.finish("rows", self._desk.store)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was found."""
        self._aside.answered(event)

    def _refused(self, error: RaadError) -> None:
        self._news.say(str(error), "late")
