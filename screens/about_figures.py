"""The rows of the figures, and what there is to read about one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from council import wording
from council.advice import VERDICT_LABELS
from council.charts import bar_chart
from council.figures import Figures, Grouping, Punctuality, figures, figures_by, group_label
from council.record import record
from council.requests import STAGE_LABELS
from council.wording import _
from screens.about import aligned
from screens.widgets.text import fit

if TYPE_CHECKING:
    from db.store import Store

Line = tuple[str, str]

_CHART, _LABEL = 39, 24
"""Cells of the widest line of a chart, and of the longest name in it."""
_VALUE = 6
"""Cells of a value with the gaps on both sides of the bar."""


@record
class FigureRow:
    """The figures of one year, quarter, domain or department, or the total.

    `key` is empty for the total.
    """

    number: int
    key: str
    name: str
    figures: Figures


Tables = Mapping[Grouping, Sequence[FigureRow]]


def read_tables(store: Store, council_id: int, first: date, last: date, today: date) -> Tables:
    """Read the requests received from `first` to `last`, and compare them in every way.

    The total comes last; without requests a table is empty.
    """
    facts = store.figures.facts(council_id, first, last, today)
    if not facts:
        return {grouping: [] for grouping in Grouping}
    total = figures(facts, today)
    tables = {}
    for grouping in Grouping:
        rows = [
            FigureRow(number=number, key=key or "-", name=group_label(grouping, key), figures=one)
            for number, (key, one) in enumerate(figures_by(facts, grouping, today).items())
        ]
        whole = FigureRow(number=len(rows), key="", name=_("total"), figures=total)
        tables[grouping] = [*rows, whole]
    return tables


def number(value: float | None) -> str:
    """Write a number of days or a stage, with a decimal only where there is one."""
    return "-" if value is None else wording.number(value)


def percent(share: Fraction | None) -> str:
    """Write a share in whole percents."""
    return "-" if share is None else f"{round(share * 100)}%"


def kept(one: Punctuality) -> str:
    """Write how many terms were kept, of those that were or were not: `12 of 14`."""
    late = one.late + one.overdue + one.unanswered
    return (
        _("{good} of {all}", good=one.in_time, all=one.in_time + late)
        if one.in_time or late
        else "-"
    )


def about_figures(row: FigureRow, rows: Sequence[FigureRow]) -> list[Line]:
    """Return all figures of a row, and charts that compare it with the others."""
    return [*_facts(row), *_stages(row.figures), *_charts(rows)]


def _facts(row: FigureRow) -> Iterator[Line]:
    one = row.figures
    yield "strong", row.name
    yield from aligned(
        {
            _("requests"): str(one.requests),
            _("own initiative"): _count(one.unsolicited),
            _("urgent"): _count(one.urgent),
            _("told after the decision"): _count(one.told_afterwards),
            _("term too short"): _count(one.too_short),
            _("days granted (median)"): number(one.days_granted),
            _("days left to use the advice (median)"): number(one.days_to_use),
            _("days stopped"): _count(one.stopped_days),
        }
    )
    for title, punctuality in ((_("Our advice"), one.ours), (_("Their answer"), one.theirs)):
        yield "", ""
        yield "heading", title
        yield from aligned(
            {
                _("in time"): str(punctuality.in_time),
                _("came late"): _count(punctuality.late),
                _("past its term, nothing yet"): _count(punctuality.overdue),
                _("closed without an answer"): _count(punctuality.unanswered),
                _("not due yet"): _count(punctuality.open),
                _("days taken (median)"): number(punctuality.days),
            }
        )
    if any(one.verdicts.values()):
        yield "", ""
        yield "heading", _("Recommendations: {share} taken over", share=percent(one.share_adopted))
        yield from aligned(
            {_(VERDICT_LABELS[verdict]): _count(count) for verdict, count in one.verdicts.items()}
        )
        yield "dim", _("Partly counts as half; what was not answered does not count.")


def _count(number: int) -> str:
    return str(number) if number else ""


def _stages(one: Figures) -> Iterator[Line]:
    if one.stage is None:
        return
    yield "", ""
    yield "heading", _("How far the policy was: {stage} on average", stage=number(one.stage))
    yield from _chart([(_(STAGE_LABELS[stage]), count) for stage, count in one.by_stage.items()])


def _charts(rows: Sequence[FigureRow]) -> Iterator[Line]:
    """Yield a chart over all rows for each share; one row compares with nothing."""
    if len(rows) < 3:
        return
    shares: list[tuple[str, Callable[[Figures], Fraction | None]]] = [
        (_("Our advice in time, in %"), lambda one: one.ours.share_in_time),
        (_("Their answer in time, in %"), lambda one: one.theirs.share_in_time),
        (_("Recommendations taken over, in %"), lambda one: one.share_adopted),
    ]
    for title, share in shares:
        values = [(row.name, _hundred(share(row.figures))) for row in rows]
        if any(value is not None for _name, value in values):
            yield "", ""
            yield "heading", title
            yield from _chart(values)


def _hundred(share: Fraction | None) -> float | None:
    return None if share is None else float(round(share * 100))


def _chart(values: Sequence[tuple[str, float | None]]) -> Iterator[Line]:
    labels = max((min(_LABEL, len(name)) for name, _value in values), default=0)
    named = [(fit(name, labels), value) for name, value in values]
    yield from (("", line) for line in bar_chart(named, width=_CHART - labels - _VALUE))
