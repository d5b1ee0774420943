"""What happened to a term, played again on its course.

What is on record may not fit the term as it is now: the rule, or the calendar, changed under it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from council.clocks import ClockEvent, ClockEventKind
from council.errors import Refused
from council.reckoning import Course
from council.terms import Span
from council.wording import N_, say

AGAIN = {
    ClockEventKind.CALENDAR: N_(
        "Reckoned again on {on}, after a change of “{what}” in the calendar; it was {before}."
    ),
    ClockEventKind.RECEIPT: N_(
        "Reckoned again on {on}: the day of receipt was put right; it was {before}."
    ),
    ClockEventKind.RULE: N_("Reckoned again on {on}, by another rule; it was {before}."),
}
"""What changed under a term, so that all of it was reckoned again."""

MOVING = frozenset(
    {
        ClockEventKind.EXTEND,
        ClockEventKind.SHORTEN,
        ClockEventKind.CORRECT,
        ClockEventKind.AGREE,
    }
)
"""What moves the end of a term away from where the rule puts it."""


def apply(course: Course, event: ClockEvent) -> None:
    """Let an event happen to a term; Refused when it cannot."""
    match event.kind:
        case ClockEventKind.STOP:
            course.stop(event.on, event.reason)
        case ClockEventKind.RESUME:
            course.resume(event.on, event.reason)
        case ClockEventKind.EXTEND:
            course.extend(event.on, _span(event), event.reason)
        case ClockEventKind.SHORTEN:
            course.shorten(event.on, _span(event), event.reason, event.agreed_by)
        case ClockEventKind.CORRECT:
            course.correct(event.on, _required_due(event), event.reason, event.agreed_by)
        case ClockEventKind.AGREE:
            course.agree(event.on, event.due_on, event.agreed_by)
        case ClockEventKind.LAPSE:
            course.lapse(event.on, event.reason)
        case ClockEventKind.REOPEN:
            course.reopen(event.on, event.reason)
        case ClockEventKind.CALENDAR | ClockEventKind.RECEIPT | ClockEventKind.RULE:
            course.again(AGAIN[event.kind], event.on, _required_due(event), event.reason)


def fits(course: Course, event: ClockEvent) -> bool:
    """Apply an event on record; tell whether the term as it is now has room for it."""
    if event.kind is ClockEventKind.RESUME and course.stopped_on is None:
        return False  # What it resumed from was passed over.
    mark = course.mark()
    try:
        apply(course, event)
    except Refused:
        course.pass_over(event.on, mark)
        return False
    return True


def end_by_rule(course: Course, events: Iterable[ClockEvent]) -> date:
    """Return where the rule would put the end of a term, with the days that it stood still."""
    return _end(course, events, lambda _course, event: event.kind not in MOVING)


def fair_end(course: Course, events: Iterable[ClockEvent]) -> date:
    """Return where a term would end if nothing were taken from it that nobody agreed to."""
    return _end(course, events, _fair)


def _end(
    course: Course, events: Iterable[ClockEvent], counts: Callable[[Course, ClockEvent], bool]
) -> date:
    """Return where a term would end if only what counts had happened to it.

    A stop after that end is none, and then there is nothing to resume.
    """
    for event in events:
        if event.kind is ClockEventKind.STOP:
            happens = event.on <= course.due
        else:
            happens = event.kind is not ClockEventKind.RESUME or course.stopped_on is not None
        if happens and counts(course, event):
            apply(course, event)
    return course.due


def _fair(course: Course, event: ClockEvent) -> bool:
    """Tell whether an event gives time, leaves it as it is, or takes what somebody agreed to."""
    if event.kind is ClockEventKind.CORRECT:
        return bool(event.agreed_by) or _required_due(event) >= course.due
    return event.kind is not ClockEventKind.SHORTEN or bool(event.agreed_by)


def _required_due(event: ClockEvent) -> date:
    if event.due_on is None:
        raise Refused(say("A correction needs the date it should be."), field="due")
    return event.due_on


def _span(event: ClockEvent) -> Span:
    if event.amount is None or event.amount <= 0 or event.unit is None:
        raise Refused(
            say("Say by how much the term changes, for example 2w for two weeks."), field="by"
        )
    return Span(amount=event.amount, unit=event.unit)
