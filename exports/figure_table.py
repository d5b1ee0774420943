"""The figures over requests as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from council.figures import Figures
from council.wording import _
from exports.csv_table import Cell, table


def figure_table(by: str, groups: Iterable[tuple[str, Figures]]) -> bytes:
    """Return one row for each group, named in a first column titled `by`.

    What came late, what is past its term without having come, and what was closed so stand apart.
    Days are medians; shares are whole percents. Decimals have a comma, as a Dutch spreadsheet reads
    them; what is unknown is an empty cell.
    """
    header = (
        by,
        _("requests"),
        _("on own initiative"),
        _("urgent"),
        _("stage (1 early, 7 late)"),
        _("days granted (median)"),
        _("term too short"),
        _("told after the decision"),
        _("advice in time"),
        _("advice came late"),
        _("advice past its term"),
        _("days to advise (median)"),
        _("days left to use the advice (median)"),
        _("answer in time"),
        _("answer came late"),
        _("answer past its term"),
        _("closed without an answer"),
        _("days to answer (median)"),
        _("days stopped"),
        _("taken over (%, partly counts as half)"),
    )
    return table(header, (_row(name, one) for name, one in groups))


def _row(name: str, one: Figures) -> tuple[Cell, ...]:
    return (
        name,
        one.requests,
        one.unsolicited,
        one.urgent,
        _number(one.stage),
        _number(one.days_granted),
        one.too_short,
        one.told_afterwards,
        one.ours.in_time,
        one.ours.late,
        one.ours.overdue,
        _number(one.ours.days),
        _number(one.days_to_use),
        one.theirs.in_time,
        one.theirs.late,
        one.theirs.overdue,
        one.theirs.unanswered,
        _number(one.theirs.days),
        one.stopped_days,
        _percent(one.share_adopted),
    )


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _percent(share: Fraction | None) -> int | None:
    return None if share is None else round(share * 100)
