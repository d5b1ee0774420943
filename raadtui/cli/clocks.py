"""`raadtui requests clock`: stopping, resuming and changing the term of a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from council.clocks import ClockEvent, ClockEventKind, Moved
from council.terms import PURPOSE_LABELS, Purpose, Span
from council.wording import _
from raadtui.cli.context import Context
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import tell, tell_json
from raadtui.cli.request_words import shape
from raadtui.cli.values import DAY, HAPPENED, SPAN, Words


@click.group(cls=Group, help=_("Stop, resume, extend, shorten or correct a term."))
def clock() -> None:
    """The terms of a request."""


def _which(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every change of a term needs: the request, and which of its terms."""
    purpose = click.option(
        "--purpose",
        type=Words(Purpose, PURPOSE_LABELS),
        default=Purpose.ADVICE.value,
        help=_("Which term; advice unless you say."),
    )
    return click.argument("ref")(purpose(command))


_ON = click.option("--on", type=HAPPENED, help=_("The day it happened; today unless you say."))
_REASON = click.option("--reason", required=True, help=_("Why."))
_AGREED_BY = click.option("--agreed-by", default="", help=_("Who agreed to a shorter term."))
_BY = click.option("--by", type=SPAN, required=True, help=_("By how much, such as 2w."))


@clock.command(help=_("Let a term stand still: the municipality owes papers."))
@_which
@click.option("--on", type=HAPPENED, required=True, help=_("From which day."))
@_REASON
@pass_context
def stop(context: Context, ref: str, purpose: Purpose, on: date, reason: str) -> None:
    """Stop a clock."""
    _record(context, ref, purpose, ClockEvent(kind=ClockEventKind.STOP, on=on, reason=reason))


@clock.command(help=_("Let a term run again."))
@_which
@click.option("--on", type=HAPPENED, required=True, help=_("From which day."))
@click.option("--reason", default="", help=_("Why."))
@pass_context
def resume(context: Context, ref: str, purpose: Purpose, on: date, reason: str) -> None:
    """Resume a clock."""
    _record(context, ref, purpose, ClockEvent(kind=ClockEventKind.RESUME, on=on, reason=reason))


@clock.command(help=_("Give a term more time."))
@_which
@_BY
@_ON
@_REASON
@pass_context
def extend(
    context: Context, ref: str, purpose: Purpose, by: Span, on: date | None, reason: str
) -> None:
    """Extend a clock."""
    _change(context, ref, purpose, ClockEventKind.EXTEND, by, on, reason)


@clock.command(help=_("Give a term less time."))
@_which
@_BY
@_AGREED_BY
@_ON
@_REASON
@pass_context
def shorten(
    context: Context,
    ref: str,
    purpose: Purpose,
    by: Span,
    agreed_by: str,
    on: date | None,
    reason: str,
) -> None:
    """Shorten a clock."""
    _change(context, ref, purpose, ClockEventKind.SHORTEN, by, on, reason, agreed_by)


@clock.command(help=_("Put right the day on which a term ends."))
@_which
@click.option("--due", type=DAY, required=True, help=_("The day it should be."))
@_AGREED_BY
@_ON
@_REASON
@pass_context
def correct(
    context: Context,
    ref: str,
    purpose: Purpose,
    due: date,
    agreed_by: str,
    on: date | None,
    reason: str,
) -> None:
    """Correct a clock."""
    event = ClockEvent(
        kind=ClockEventKind.CORRECT,
        on=on or context.today,
        due_on=due,
        reason=reason,
        agreed_by=agreed_by,
    )
    _record(context, ref, purpose, event)


def tell_moved(moved: Iterable[Moved]) -> None:
    """Write which terms end on another day than they did, one line each."""
    for one in moved:
        tell(
            _(
                "{ref} {title}: the term for the {purpose} moves from {before} to {after}.",
                ref=one.ref,
                title=one.title,
                purpose=_(PURPOSE_LABELS[one.purpose]),
                before=one.before,
                after=one.after,
            )
        )


def _change(
    context: Context,
    ref: str,
    purpose: Purpose,
    kind: ClockEventKind,
    by: Span,
    on: date | None,
    reason: str,
    agreed_by: str = "",
) -> None:
    event = ClockEvent(
        kind=kind,
        on=on or context.today,
        amount=by.amount,
        unit=by.unit,
        reason=reason,
        agreed_by=agreed_by,
    )
    _record(context, ref, purpose, event)


def _record(context: Context, ref: str, purpose: Purpose, event: ClockEvent) -> None:
    store = context.store.requests
    request = store.get(context.council.id, ref)
    store.record_event(request, purpose, event)
    after = store.clocks.of_request(request.id)
    if context.json:
        tell_json(shape(context, store.by_id(request.id)))
        return
    changed = next(one for one in reversed(after) if one.purpose is purpose)
    for step in changed.explanation:
        tell(str(step))
    for remark in store.change_remarks(request, changed, event.agreed_by):
        tell(f"! {remark}")
