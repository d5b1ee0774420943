"""From the figures to a CSV file: over which days, a last look, done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from council.errors import WrongUse
from council.figures import GROUPING_LABELS, Grouping
from council.wording import N_, _, long_date, plural, say
from screens.about_figures import FigureRow
from screens.ask import Review
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ReadField
from screens.outgoing import path_shown, stem_of, write_files


def period_form(desk: Desk, first: date, last: date) -> FormDialog[tuple[date, date]]:
    """Return the form that asks over which days of receipt the figures go."""

    from council.dates import parse_first, parse_last

    def save(answers: Answers) -> tuple[date, date]:
        chosen = answers.required_day("first"), answers.required_day("last")
        if chosen[1] < chosen[0]:
            raise WrongUse(say("The last day lies before the first."), field="last")
        return chosen

    fields = [
        ReadField(
            name="first",
            label=_("received from"),
            value=long_date(first),
            hint=_("For example 1-1-2020, or a year: its first day."),
            reader=partial(parse_first, past=True),
            told=long_date,
            required=True,
        ),
        ReadField(
            name="last",
            label=_("until"),
            value=long_date(last),
            hint=_("For example 30 June, or a year: its last day."),
            reader=partial(parse_last, past=True),
            told=long_date,
            required=True,
        ),
    ]
    return FormDialog(desk, _("Figures over which days?"), fields, save, confirm=_("show"))


class FigureExport:
    """One table that is about to leave: what it holds, and where it goes."""

    def __init__(
        self, desk: Desk, grouping: Grouping, rows: Sequence[FigureRow], first: date, last: date
    ) -> None:
        from exports.figure_table import figure_table

        by = _(GROUPING_LABELS[grouping])
        self._desk, self._by = desk, by
        groups = [row for row in rows if row.key]
        self._data = figure_table(by, [(row.name, row.figures) for row in groups])
        counted = plural(N_("{count} row"), N_("{count} rows"), len(groups))
        self._words = _(
            "{rows} by {grouping}, over requests received from {first} to {last}.",
            rows=counted,
            grouping=by,
            first=first,
            last=last,
        )
        self._stem = stem_of(desk, by)

    def review(self) -> Review:
        """Return a last look at what leaves, and where it goes."""
        return Review(
            _("Write the figures"),
            [
                ("strong", self._words),
                ("dim", _("No names of people: not of members, and not of who sent a request.")),
                ("", ""),
                ("", _("File: {path}", path=path_shown(self._desk, self._stem, ".csv"))),
            ],
            _("write"),
        )

    def write(self) -> str:
        """Write the file and say where it is."""
        written = write_files(self._desk, self._stem, {".csv": self._data})
        self._desk.store.trail.note("export.figures", self._by)
        return _("Written: {path}", path=written)
