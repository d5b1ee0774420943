"""A screen around a list: its rows are read when something changed, and filtered."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, cast

from textual import events
from textual.worker import Worker

from council.errors import RaadError
from council.text import folded
from council.wording import _
from screens.aside import Aside
from screens.widgets.row_list import RowList
from screens.widgets.tab_line import NewsLine
from screens.widgets.whole import Whole
from screens.widgets.window import Row, Source

if TYPE_CHECKING:
    from db.store import Store
    from screens.app import RaadApp
    from screens.desk import Desk
    from screens.widgets.line_edit import Field


class Listing(Whole[None], Generic[Row]):
    """A screen around a list, with the type of its rows.

    What was changed, here or by others, is seen at once: the rows are read again whenever
    `Desk.stamp` moved.
    """

    def __init__(self) -> None:
        super().__init__()
        self.list: RowList[Row] = self.make_list()
        self.news = NewsLine()
        self.aside = Aside(self, lambda: self.desk.spare, self._refused)
        self.filter_text = ""
        self._filter: Field | None = None
        self.stamp: tuple[object, ...] = ()

    # What each gives

    @abstractmethod
    def make_list(self) -> RowList[Row]:
        """Return the list, without rows."""

    @abstractmethod
    def source(self, filter_text: str) -> Source[Row]:
        """Return the rows of the list, those that pass the filter."""

    def slow_rows(self) -> Callable[[Store], Sequence[Row]] | None:
        """Return what reads all rows, where that takes longer than a frame; None otherwise."""
        return None

    def words(self, row: Row) -> str:
        """Return the words by which the filter finds a row: what the list shows of it."""
        return self.list.text(row)

    def when_read(self) -> None:
        """Bring up to date what stands around the list; the rows were read again."""

    def show_title(self) -> None:
        """Show what stands above the list, as it is now."""

    def show_around(self) -> None:
        """Show what stands above and below the list, as it is now."""

    def show_about(self, *, keep: bool = False) -> None:
        """Show what there is to say of the row under the cursor."""

    # The rows

    @property
    def desk(self) -> Desk:
        """What the person works with."""
        return self.raad.desk

    @property
    def raad(self) -> RaadApp:
        """The program."""
        return cast("RaadApp", self.app)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.list.row

    def on_mount(self) -> None:
        """Read the rows for the first time."""
        self.fresh()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Read again what changed while another screen was on top."""
        # A theme that changed meanwhile is applied by the app; nothing else changes styles.
        event.refresh_styles = False
        if self.stamp:
            self.fresh()

    def fresh(self) -> None:
        """Read everything again if anything changed since the last time."""
        stamp = self.desk.stamp()
        if stamp == self.stamp:
            return
        try:
            keep = bool(self.stamp) and stamp[-1] == self.stamp[-1]
            self.stamp = stamp
            self._read_rows(keep=keep)
            self.when_read()
        except RaadError as error:
            self.news.say(str(error), "late")
        self.show_around()
        self.show_about(keep=True)

    def show_rows(self) -> None:
        """Show the rows from the first: another filter, another queue."""
        self.say()
        self._read_rows(keep=False)
        self.when_read()
        self.show_title()

    def _read_rows(self, *, keep: bool) -> None:
        slow = self.slow_rows()
        if slow is not None:
            self.aside.read("rows", slow, partial(self.show_found, keep=keep))
        else:
            self.aside.forget("rows")
            self.list.show(self.source(self.filter_text), keep=keep)

    def show_found(self, rows: Sequence[Row], *, keep: bool) -> None:
        """Show rows that were read aside."""
        self.list.show_all(rows, keep=keep)

    def filtered(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows in which every word of the filter occurs; a number begins a word."""
        words = [
            f" {word}" if word[0].isdigit() else word for word in folded(self.filter_text).split()
        ]
        return [row for row in rows if all(word in f" {folded(self.words(row))}" for word in words)]

    def settle(self) -> None:
        """Have the rows that were asked for, before something is done with one of them."""
        self.aside.finish("rows", self.desk.store)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was read aside."""
        self.aside.answered(event)

    def _refused(self, error: RaadError) -> None:
        self.say(str(error), "late")

    # What is said

    def say(self, text: str = "", tone: str = "") -> None:
        """Say something in the line above the keys, until the next action; no text clears it."""
        self.news.say(text, tone)

    def attempt(self, work: Callable[[], None]) -> None:
        """Do something; when it is refused, say why."""
        try:
            work()
        except RaadError as error:
            self.say(str(error), "late")
        if self.raad.screen is self:
            self.fresh()

    # The filter

    def do_filter(self) -> None:
        """Type words that a line must hold."""
        from screens.widgets.line_edit import Field

        self._filter = Field("/", self.filter_text)
        self.mount(self._filter, after=self.news)
        self.news.display = False
        # Not later: what was typed behind the key belongs in the filter.
        self.set_focus(self._filter)

    def on_field_changed(self, event: Field.Changed) -> None:
        """Filter at every letter."""
        self._filter_by(event.text)

    def on_field_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.settle()
        self._end_filter()

    def _filter_by(self, text: str) -> None:
        self.filter_text = text
        self.attempt(self.show_rows)

    def _end_filter(self) -> None:
        if self._filter is not None:
            self._filter.remove()
            self._filter = None
            self.news.display = True
            self.set_focus(self.list)
            if self.filter_text:
                self.say(_("Filtered by “{text}”. Esc shows all.", text=self.filter_text), "dim")
