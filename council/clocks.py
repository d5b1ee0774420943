"""Clocks: terms that run, stand still, move and are met, and that explain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from council.calendar import WorkCalendar
from council.errors import Refused
from council.record import record
from council.terms import AdvisedBody, Owner, Purpose, TermRule, Unit
from council.text import says_something
from council.wording import N_, Message, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.reckoning import Course


class ClockState(StrEnum):
    """How a clock stands; `met` and `lapsed` are final."""

    RUNNING = "running"
    STOPPED = "stopped"
    MET = "met"
    LAPSED = "lapsed"


STATE_LABELS = {
    ClockState.RUNNING: N_("running"),
    ClockState.STOPPED: N_("stopped"),
    ClockState.MET: N_("met"),
    ClockState.LAPSED: N_("lapsed"),
}


class ClockEventKind(StrEnum):
    """What can happen to a term: things that are done to it, and facts under it that change."""

    STOP = "stop"
    RESUME = "resume"
    EXTEND = "extend"
    SHORTEN = "shorten"
    CORRECT = "correct"
    AGREE = "agree"
    LAPSE = "lapse"
    REOPEN = "reopen"
    CALENDAR = "calendar"
    RECEIPT = "receipt"
    RULE = "rule"


_BY_HAND = frozenset(
    {
        ClockEventKind.STOP,
        ClockEventKind.RESUME,
        ClockEventKind.EXTEND,
        ClockEventKind.SHORTEN,
        ClockEventKind.CORRECT,
    }
)
"""What is done to a term, on a day in it; the rest follows from other facts."""

_TURNS = frozenset({ClockEventKind.STOP, ClockEventKind.RESUME, ClockEventKind.REOPEN})
"""What halts a term or sets it going. These take turns, or days would be added twice; what moves
the end may have been agreed on any day, and is often heard of later."""


@record
class ClockEvent:
    """Something that happened to a term, on a day, with the reason and who decided it.

    `amount` and `unit` say by how much it was extended or shortened. `due_on` is what a
    correction or an agreement made of it (None: agreed no more), and what it was until all of it
    was reckoned again; `reason` then names what changed. `agreed_by` is who agreed to less time,
    or to a correction that gives less.
    """

    kind: ClockEventKind
    on: date
    reason: str = ""
    amount: int | None = None
    unit: Unit | None = None
    due_on: date | None = None
    who: str = ""
    agreed_by: str = ""


@record
class Clock:
    """One term of one request: when it started, when it ends and why then.

    `original_due_on` is the end by the rule alone, as it was first reckoned; `rule_id` is None for
    a date that was agreed rather than reckoned. `subject_id` is the recommendation that a
    promise is about, 0 for every other clock. `body` is the one that its request is about.

    Once somebody moved the end, `rule_due_on` is where the rule would have put it, with the days
    that it stood still, and `fair_due_on` that too, or earlier as far as was agreed to; None
    before. `stood_still` tells of one that was met that it stood still when it was.
    """

    id: int
    request_id: int
    purpose: Purpose
    owner: Owner
    body: AdvisedBody = AdvisedBody.EXECUTIVE
    rule_id: int | None = None
    subject_id: int = 0
    starts_on: date
    original_due_on: date
    due_on: date
    rule_due_on: date | None = None
    fair_due_on: date | None = None
    state: ClockState = ClockState.RUNNING
    met_on: date | None = None
    stood_still: bool = False
    late_reason: str = ""
    explanation: tuple[Message, ...] = ()
    version: int = 1

    def overdue(self, today: date) -> bool:
        """Tell whether the term has passed unmet; never while the clock stands still."""
        return self.state is ClockState.RUNNING and self.due_on < today

    def days_left(self, today: date) -> int | None:
        """Return the calendar days until the end, negative after it; None unless running."""
        return (self.due_on - today).days if self.state is ClockState.RUNNING else None

    @property
    def live(self) -> bool:
        """Whether it runs or stands still."""
        return self.state in (ClockState.RUNNING, ClockState.STOPPED)

    @property
    def met_late(self) -> bool:
        """Whether it was met, but after its end; never while it lawfully stood still."""
        return self.met_on is not None and self.met_on > self.due_on and not self.stood_still

    @property
    def cut_short(self) -> bool:
        """Whether it ends before the rule lets it, and nobody agreed to that."""
        return self.fair_due_on is not None and self.due_on < self.fair_due_on

    @property
    def agreed_to_less(self) -> bool:
        """Whether somebody agreed to an end before that of the rule."""
        return (
            self.fair_due_on is not None
            and self.rule_due_on is not None
            and self.fair_due_on < self.rule_due_on
        )


@record
class Moved:
    """A term that ends on another day, because something under it changed."""

    ref: str
    title: str
    purpose: Purpose
    before: date
    after: date


@record
class Reckoning:
    """What a rule and the events make of a term; the last step names `due_on`.

    `rule_due_on` and `fair_due_on` are those of a `Clock`.
    """

    original_due_on: date
    due_on: date
    rule_due_on: date | None = None
    fair_due_on: date | None = None
    state: ClockState
    steps: tuple[Message, ...]


def reckon(
    rule: TermRule,
    starts_on: date,
    events: Sequence[ClockEvent],
    calendar: WorkCalendar,
    met_on: date | None = None,
    *,
    known: int = 0,
) -> Reckoning:
    """Work out when a term ends, step by step, through its events in their recorded order.

    `met_on` is the day on which what it waited for happened, None before. The first `known` events
    are on record: where a change of the rule or the calendar left no room for one of those it is
    passed over, which is told.

    Refused: an event before the start, a stop or resumption before the one recorded earlier,
    a stop of what stands still or has ended, a resumption of what runs, a change by nothing.
    Of several agreements the last one holds.
    """
    from council.reckoning import Course
    from council.replay import MOVING, apply, end_by_rule, fair_end, fits

    course = Course(rule, starts_on, calendar)
    original = course.due
    latest = starts_on
    agreed = [place for place, event in enumerate(events) if event.kind is ClockEventKind.AGREE]
    holding = []
    for place, event in enumerate(events):
        if place in agreed[:-1]:
            continue
        if event.kind in _BY_HAND:
            _require_order(event, latest, starts_on)
        if event.kind in _TURNS:
            latest = event.on
        if place >= known:
            apply(course, event)
        elif not fits(course, event):
            continue
        holding.append(event)
    course.conclude(met_on)
    by_rule = fair = None
    if any(event.kind in MOVING for event in holding):
        by_rule = end_by_rule(Course(rule, starts_on, calendar), holding)
        fair = min(by_rule, fair_end(Course(rule, starts_on, calendar), holding))
    return Reckoning(
        original_due_on=original,
        due_on=course.due,
        rule_due_on=by_rule,
        fair_due_on=fair,
        state=_state(course),
        steps=tuple(course.steps),
    )


def _state(course: Course) -> ClockState:
    if course.lapsed:
        return ClockState.LAPSED
    return ClockState.STOPPED if course.stopped_on else ClockState.RUNNING


def require_reason(event: ClockEvent) -> None:
    """Refuse to stop or move a term without saying why; who resumes it may leave that out."""
    unsaid = event.kind is ClockEventKind.RESUME and not event.reason.strip()
    if event.kind in _BY_HAND and not unsaid and not says_something(event.reason):
        raise Refused(say("Say why: a term never stops or moves without a reason."), field="reason")


def _require_begun(on: date, starts_on: date) -> None:
    if on < starts_on:
        raise Refused(
            say("{day} lies before the term, which starts with {start}.", day=on, start=starts_on),
            field="on",
        )


def _require_order(event: ClockEvent, latest: date, starts_on: date) -> None:
    _require_begun(event.on, starts_on)
    if event.kind in _TURNS and event.on < latest:
        raise Refused(
            say(
                "The clock was stopped or resumed on {latest} already; {day} lies before that. "
                "Give a later day, or correct the end of the term.",
                latest=latest,
                day=event.on,
            ),
            field="on",
        )


def require_met(clock: Clock, on: date, late_reason: str) -> None:
    """Refuse to meet a clock that has ended, before its start, or late without a reason.

    An answer may come after nobody waited for it any more. Only a late advice owes a reason: why
    the executive was late is not ours to say, and a late acknowledgement costs nobody anything.
    """
    lapsed = clock.state is ClockState.LAPSED and clock.purpose is not Purpose.ANSWER
    if lapsed or clock.state is ClockState.MET:
        raise Refused(say("This term has been closed already."))
    _require_begun(on, clock.starts_on)
    late = clock.state is ClockState.RUNNING and on > clock.due_on
    if late and clock.purpose is Purpose.ADVICE and not says_something(late_reason):
        raise Refused(
            say("The term ended on {due}: say why it is late.", due=clock.due_on), field="reason"
        )


def explain(steps: Iterable[Message]) -> list[str]:
    """Put the steps into the user's language, one sentence each."""
    return [str(step) for step in steps]
