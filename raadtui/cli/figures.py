"""`raadtui figures`: how early the council is asked, who keeps their terms, with what result."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import click

from council.advice import VERDICT_LABELS
from council.charts import bar_chart
from council.errors import WrongUse
from council.figures import (
    GROUPING_LABELS,
    Figures,
    Grouping,
    Punctuality,
    figures,
    figures_by,
    group_label,
)
from council.requests import STAGE_LABELS
from council.wording import _, long_date, number, say
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import (
    output_file,
    tell,
    tell_facts,
    tell_json,
    tell_table,
    write_out,
)
from raadtui.cli.values import (
    PAST_END_OF_PERIOD,
    PAST_FIRST_DAY,
    Ending,
    Words,
    counted,
    require_range,
)

_BEGINNING = date(1900, 1, 1)


@click.command(
    "figures",
    cls=Command,
    help=_(
        "Show how early the council was asked, who kept their terms, and with what result. Late is "
        "what came after its term, past its term what has not come yet. Days are medians. Of what "
        "was taken over, partly counts as half."
    ),
)
@click.option(
    "--since", type=PAST_FIRST_DAY, help=_("From this day of receipt; 1 January unless said.")
)
@click.option(
    "--until", type=PAST_END_OF_PERIOD, help=_("To this day of receipt; today unless said.")
)
@click.option(
    "--by",
    "grouping",
    type=Words(Grouping, GROUPING_LABELS),
    help=_("Compare; by year that is all years."),
)
@click.option("--csv", is_flag=True, help=_("As a table for a spreadsheet; by year unless said."))
@click.option("--output", "-o", metavar="FILE|-", help=_("Where to; - is standard output."))
@pass_context
def show(
    context: Context,
    since: date | None,
    until: Ending | None,
    grouping: Grouping | None,
    csv: bool,
    output: str | None,
) -> None:
    """Show the figures of a period, or write them as a table."""
    if output is not None and not csv:
        raise WrongUse(say("-o goes with --csv."), field="output")
    grouping = grouping or (Grouping.YEAR if csv else None)
    first = _BEGINNING if grouping is Grouping.YEAR else date(context.today.year, 1, 1)
    first, last = since or first, counted(until, since) or context.today
    require_range(first, last)
    facts = context.store.figures.facts(context.council.id, first, last, context.today)
    if grouping:
        groups = figures_by(facts, grouping, context.today)
        if csv:
            _write(context, output, grouping, groups)
        else:
            _tell_groups(context, grouping, groups)
        return
    result = figures(facts, context.today)
    missed = sum(
        first <= (one.decided_on or one.seen_on) <= last
        for one in context.store.announcements.not_submitted(context.council.id, context.today)
    )
    if context.json:
        tell_json(
            {
                "since": first.isoformat(),
                "until": last.isoformat(),
                "not_submitted": missed,
                **_shape(result),
            }
        )
        return
    tell(_("Received from {first} to {last}", first=long_date(first), last=long_date(last)))
    _tell_figures(result, missed)


def _write(
    context: Context, output: str | None, grouping: Grouping, groups: dict[str, Figures]
) -> None:
    """Write the groups as CSV to a file or to standard output."""
    from exports.figure_table import figure_table

    target = output_file(output)
    named = [(group_label(grouping, name), one) for name, one in groups.items()]
    data = figure_table(_(GROUPING_LABELS[grouping]), named)
    is_file = write_out(target, data)
    context.store.trail.note("export.figures", _(GROUPING_LABELS[grouping]))
    if not is_file:
        return
    if context.json:
        tell_json({"file": str(target), "bytes": len(data)})
    else:
        tell(_("Written: {file}.", file=str(target)))


def _tell_figures(one: Figures, missed: int) -> None:
    tell_facts(
        [
            (_("requests"), f"{one.requests}"),
            (_("on own initiative"), f"{one.unsolicited}"),
            (_("urgent"), f"{one.urgent}"),
            (_("decided without a request"), f"{missed}"),
            (_("told after the decision"), f"{one.told_afterwards}"),
            (_("days granted (median)"), _number(one.days_granted)),
            (_("term too short"), f"{one.too_short}"),
            (_("days left to use the advice (median)"), _number(one.days_to_use)),
            (_("advice"), _kept(one.ours)),
            (_("answer"), _kept(one.theirs)),
            (_("days stopped"), f"{one.stopped_days}"),
            (_("taken over, partly as half"), _percent(one.share_adopted)),
            *((_(VERDICT_LABELS[verdict]), f"{n}") for verdict, n in one.verdicts.items() if n),
        ]
    )
    if one.stage is not None:
        tell("\n" + _("How far the policy was when the council was asked"))
        stages = [(_(STAGE_LABELS[stage]), count) for stage, count in one.by_stage.items()]
        for line in bar_chart(stages):
            tell(line)


def _kept(one: Punctuality) -> str:
    """Say how terms were kept, in one line; nothing when there were none."""
    if not (one.in_time or one.late or one.overdue or one.unanswered or one.open):
        return ""
    kept = _(
        "{in_time} in time, {late} came late, {overdue} past the term, {open} not due yet",
        in_time=one.in_time,
        late=one.late,
        overdue=one.overdue,
        open=one.open,
    )
    if one.unanswered:
        kept += _(", {count} closed without an answer", count=one.unanswered)
    if one.days is None:
        return kept
    return kept + _("; median {days} days", days=_number(one.days))


def _tell_groups(context: Context, grouping: Grouping, groups: dict[str, Figures]) -> None:
    if context.json:
        tell_json({name: _shape(one) for name, one in groups.items()})
        return
    if not groups:
        tell(_("No requests were received in this time."))
        return
    header = (
        "",
        _("requests"),
        _("stage"),
        _("granted"),
        _("too short"),
        _("afterwards"),
        _("to use"),
        _("advice in time"),
        _("answer in time"),
        _("answered in"),
        _("taken over"),
    )
    tell_table(
        (
            (
                group_label(grouping, name),
                f"{one.requests}",
                _number(one.stage),
                _number(one.days_granted),
                f"{one.too_short}",
                f"{one.told_afterwards}",
                _number(one.days_to_use),
                _percent(one.ours.share_in_time),
                _percent(one.theirs.share_in_time),
                _number(one.theirs.days),
                _percent(one.share_adopted),
            )
            for name, one in groups.items()
        ),
        header,
        cut=(0,),
    )


def _number(value: float | None) -> str:
    return "" if value is None else number(value)


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{round(share * 100)}%"


def _shape(one: Figures) -> records.Shape:
    return {
        "requests": one.requests,
        "unsolicited": one.unsolicited,
        "urgent": one.urgent,
        "by_stage": {str(stage): count for stage, count in one.by_stage.items()},
        "stage": one.stage,
        "days_granted": one.days_granted,
        "too_short": one.too_short,
        "told_afterwards": one.told_afterwards,
        "days_to_use": one.days_to_use,
        "advice": _punctuality(one.ours),
        "answer": _punctuality(one.theirs),
        "verdicts": {str(verdict): count for verdict, count in one.verdicts.items()},
        "share_adopted": None if one.share_adopted is None else float(one.share_adopted),
        "stopped_days": one.stopped_days,
    }


def _punctuality(one: Punctuality) -> records.Shape:
    return {
        "in_time": one.in_time,
        "late": one.late,
        "overdue": one.overdue,
        "unanswered": one.unanswered,
        "open": one.open,
        "days": one.days,
    }
