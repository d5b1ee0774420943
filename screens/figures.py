"""The figures: who kept their terms, how early the council was asked, and with what result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from council.figures import GROUPING_LABELS, Grouping
from council.wording import Message, _, say
from screens.about_figures import (
    FigureRow,
    Tables,
    about_figures,
    kept,
    number,
    percent,
    read_tables,
)
from screens.actions import Action, bindings
from screens.place import Lines, Place
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import TabLine
from screens.widgets.window import MemorySource

_GROUPINGS = (Grouping.YEAR, Grouping.DOMAIN, Grouping.DEPARTMENT, Grouping.QUARTER)
_YEARS = 3
"""How many calendar years are in view, the present one with them."""


def _column(
    title: str, width: int, draw: Callable[[FigureRow], str], least: int = 0
) -> Column[FigureRow]:
    return Column(title=title, draw=draw, width=width, align="right", least=least)


class FiguresPlace(Place[FigureRow]):
    """A table by year, domain, department or quarter; the requests behind it are read aside."""

    PLACE = "figures"
    BINDINGS: ClassVar[list[BindingType]] = bindings("figures")

    def __init__(self) -> None:
        super().__init__()
        self._grouping = Grouping.YEAR
        self._groupings = TabLine(id="groupings")
        self._period: tuple[date, date] | None = None
        self._asked: object = None
        self._tables: Tables = {}

    @property
    def period(self) -> tuple[date, date]:
        """The first and last day of receipt: the last three years, unless others were chosen."""
        today = self.desk.today
        return self._period or (date(today.year - _YEARS + 1, 1, 1), today)

    def make_list(self) -> RowList[FigureRow]:
        """Return the table."""
        return RowList(
            [
                Column(title="", draw=lambda row: row.name),
                _column(_("requests"), 9, lambda row: str(row.figures.requests)),
                _column(_("advice in time"), 14, lambda row: kept(row.figures.ours)),
                _column(_("in days"), 8, lambda row: number(row.figures.ours.days), 96),
                _column(_("granted"), 8, lambda row: number(row.figures.days_granted), 96),
                _column(_("answer in time"), 15, lambda row: kept(row.figures.theirs)),
                _column(_("how far (1-7)"), 13, lambda row: number(row.figures.stage), 108),
                _column(_("taken over"), 11, lambda row: percent(row.figures.share_adopted), 64),
            ],
            key=lambda row: row.number,
            tone=lambda row: "" if row.key else "strong",
        )

    def above_list(self) -> ComposeResult:
        """Yield the line of what is compared."""
        yield self._groupings

    def source(self, filter_text: str) -> MemorySource[FigureRow]:
        """Return the table in view, as far as it was read."""
        return MemorySource(self._tables.get(self._grouping, ()), lambda row: row.number)

    def when_read(self) -> None:
        """Read the requests again when they changed."""
        names = [_(GROUPING_LABELS[one]) for one in _GROUPINGS]
        self._groupings.show(names, _GROUPINGS.index(self._grouping))
        asked = (self.period, self.desk.stamp())
        if asked == self._asked:
            return
        self._asked = asked
        self.list.set_empty(_("The requests are being read."))
        desk, (first, last) = self.desk, self.period
        question = partial(
            read_tables, council_id=desk.council.id, first=first, last=last, today=desk.today
        )
        self.aside.read("tables", question, self._show)

    def _show(self, tables: Tables) -> None:
        self._tables = tables
        self.list.set_empty(_("No requests were received in this time: @ chooses another."))
        self.list.show(self.source(""), keep=True)
        self.show_about(keep=True)
        self.show_keys()

    def notice(self) -> str:
        """Return the days in view."""
        first, last = self.period
        if self._period is None:
            return _("received since {year}", year=first.year)
        return _("received from {first} to {last}", first=first, last=last)

    def about(self, row: FigureRow) -> Lines:
        """Return all figures of a row, and the charts."""
        return about_figures(row, self._tables.get(self._grouping, ()))

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id == "export_figures" and not self._tables.get(self._grouping):
            return say("There are no figures to write.")
        return None

    # What can be done

    def do_grouping(self) -> None:
        """Compare by the next thing."""
        self._turn(1)

    def do_previous_grouping(self) -> None:
        """Compare by the thing before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._grouping = _GROUPINGS[(_GROUPINGS.index(self._grouping) + step) % len(_GROUPINGS)]
        self.show_rows()

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Compare by what was clicked."""
        if event.tab_line is self._groupings:
            self._grouping = _GROUPINGS[event.index]
            self.show_rows()

    def do_period(self) -> None:
        """Choose the days in view."""
        from screens.figures_export import period_form

        self.ask(period_form(self.desk, *self.period), self._look_at)

    def _look_at(self, period: tuple[date, date]) -> None:
        self._period = period
        self.show_rows()

    def do_export_figures(self) -> None:
        """Write the table, after a look at what it holds."""
        from screens.figures_export import FigureExport

        rows = self._tables[self._grouping]
        export = FigureExport(self.desk, self._grouping, rows, *self.period)
        self.ask(export.review(), lambda _yes: self.say(export.write(), "done"))
