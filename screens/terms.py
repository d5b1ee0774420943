"""Stopping, resuming, extending, shortening and correcting the term of a request."""

from __future__ import annotations

from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState, explain
from council.dates import parse_span
from council.errors import Refused
from council.record import replace
from council.requests import AdviceRequest
from council.terms import PURPOSE_LABELS, Owner, Purpose
from council.wording import N_, _, long_date, say
from screens.about import clock_status, clock_tone
from screens.ask import Menu, Option
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, DateField, Field, ReadField

_PUT_OFF = "put_off"
_KINDS = {
    ClockEventKind.STOP: ("s", N_("stop")),
    ClockEventKind.RESUME: ("h", N_("resume")),
    ClockEventKind.EXTEND: ("v", N_("extend")),
    ClockEventKind.SHORTEN: ("k", N_("shorten")),
    ClockEventKind.CORRECT: ("c", N_("correct")),
}
_WHAT_IT_DOES = {
    Owner.COUNCIL: {
        ClockEventKind.STOP: N_("Our term stands still until you resume it."),
        ClockEventKind.RESUME: N_("Our term goes on, with the days it stood still."),
        ClockEventKind.EXTEND: N_("We get more time, agreed with the municipality."),
        ClockEventKind.SHORTEN: N_("We take less time, with the consent of the chair."),
        ClockEventKind.CORRECT: N_("Our date was reckoned from a wrong fact."),
    },
    Owner.EXECUTIVE: {
        ClockEventKind.STOP: N_("The municipality need not answer until you resume it."),
        ClockEventKind.RESUME: N_("The municipality's term goes on, with those days."),
        ClockEventKind.EXTEND: N_("The municipality gets more time, agreed with us."),
        ClockEventKind.SHORTEN: N_("The municipality answers sooner, as it promised."),
        ClockEventKind.CORRECT: N_("The municipality's date was reckoned wrongly."),
    },
}
_DAY_LABELS = {
    ClockEventKind.STOP: N_("from day"),
    ClockEventKind.RESUME: N_("from day"),
    ClockEventKind.EXTEND: N_("agreed on"),
    ClockEventKind.SHORTEN: N_("agreed on"),
    ClockEventKind.CORRECT: N_("put right on"),
}
_LOOKING_BACK = frozenset({ClockEventKind.STOP, ClockEventKind.SHORTEN})
"""What can only be done to a term while it lasts; afterwards, from a day in it."""


def _ours(clock: Clock) -> bool:
    return clock.owner is Owner.COUNCIL


def _title(request: AdviceRequest, clock: Clock) -> str:
    purpose = _(PURPOSE_LABELS[clock.purpose])
    if _ours(clock):
        return _("{ref}: our term for the {purpose}", ref=request.ref, purpose=purpose)
    return _("{ref}: the municipality's term for the {purpose}", ref=request.ref, purpose=purpose)


def term_menu(desk: Desk, request: AdviceRequest, clock: Clock) -> Menu:
    """Return the choice of what happens to an open term; a promise only gets another day."""
    stopped = clock.state is ClockState.STOPPED

    def why_not(kind: ClockEventKind) -> str:
        if kind is ClockEventKind.RESUME and not stopped:
            return _("It is running.")
        if kind is ClockEventKind.STOP and stopped:
            return _("It stands still already.")
        return ""

    def what(kind: ClockEventKind) -> str:
        if kind in _LOOKING_BACK and clock.overdue(desk.today):
            return _("From a day in the term, which has ended.")
        return _(_WHAT_IT_DOES[clock.owner][kind])

    if clock.purpose is Purpose.FOLLOW_UP:
        options = [
            Option(
                value=_PUT_OFF,
                key="d",
                label=_("another day"),
                help=_("The municipality keeps its promise on another day, agreed with us."),
            )
        ]
    else:
        options = [
            Option(value=kind, key=key, label=_(label), help=what(kind), why_not=why_not(kind))
            for kind, (key, label) in _KINDS.items()
        ]
    return Menu(
        _title(request, clock),
        options,
        [
            ("strong", request.title),
            (clock_tone(clock, desk.today), clock_status(clock, desk.today)),
        ],
    )


def term_form(desk: Desk, request: AdviceRequest, clock: Clock, kind: str) -> FormDialog[str]:
    """Return the form for one thing that happens to the term; its answer says the new end."""
    if kind == _PUT_OFF:
        return _put_off(desk, request, clock)
    event_kind = ClockEventKind(kind)

    def save(answers: Answers) -> str:
        fresh = desk.store.requests.by_id(request.id)
        event = _event(event_kind, answers)
        after = desk.store.requests.record_event(fresh, clock.purpose, event)
        return f"{request.ref}: {_outcome(after)}"

    def preview(answers: Answers) -> list[tuple[str, str]]:
        event = _event(event_kind, answers)
        after = desk.store.requests.clocks.preview(clock, event)
        warned = desk.store.requests.change_remarks(request, after, event.agreed_by)
        told = (("dim", f"  {sentence}") for sentence in explain(after.explanation))
        return [*_change(clock, after), *(("late", f"! {one}") for one in warned), *told]

    return FormDialog(
        desk,
        f"{_title(request, clock)}: {_(_KINDS[event_kind][1])}",
        _fields(desk, clock, event_kind),
        save,
        preview=preview,
        draft=(f"term.{kind}", request.id),
    )


def _put_off(desk: Desk, request: AdviceRequest, clock: Clock) -> FormDialog[str]:
    answers = desk.store.advice.answers

    def moved(given: Answers) -> Clock:
        return replace(clock, due_on=given.required_day("until"))

    def save(given: Answers) -> str:
        promises = answers.promises(request.council_id, request_id=request.id)
        promise = next((one for one in promises if one.clock_id == clock.id), None)
        if promise is None:
            raise Refused(say("This promise has been dealt with already."))
        after = moved(given)
        answers.put_off(promise, after.due_on)
        return f"{request.ref}: {_outcome(after)}"

    return FormDialog(
        desk,
        _title(request, clock),
        [DateField(name="until", label=_("another day"), required=True)],
        save,
        preview=lambda given: _change(clock, moved(given)),
        draft=("promise.day", clock.id),
    )


def _fields(desk: Desk, clock: Clock, kind: ClockEventKind) -> list[Field]:
    resuming = kind is ClockEventKind.RESUME
    on = _day(desk, clock, kind)
    reason = Field(
        name="reason",
        label=_("reason"),
        hint=_("May stay empty.") if resuming else "",
        required=not resuming,
    )
    agreed = Field(
        name="agreed_by",
        label=_("agreed by"),
        hint=_("Normally the chair. Empty is nobody: then the term counts as too short.")
        if _ours(clock)
        else _("Who promised it for the municipality."),
        known=desk.store.requests.presiding(desk.council.id, desk.today) if _ours(clock) else (),
    )
    if kind in (ClockEventKind.EXTEND, ClockEventKind.SHORTEN):
        by = ReadField(
            name="by",
            label=_("by"),
            hint=_("For example 2w, 10d, 1m or 5wd."),
            required=True,
            reader=lambda text, _today: parse_span(text),
        )
        if kind is ClockEventKind.EXTEND:
            return [by, reason, on]
        return [by, agreed, reason, on]
    if kind is ClockEventKind.CORRECT:
        due = DateField(name="due", label=_("right date"), required=True)
        # Only ours is cut short by a correction; what a correction is about has been agreed on.
        sooner = replace(
            agreed,
            hint=_("For a day before the rule's: who agreed, normally the chair."),
            main=False,
        )
        return [due, reason, sooner, on] if _ours(clock) else [due, reason, on]
    return [reason, on]


def _day(desk: Desk, clock: Clock, kind: ClockEventKind) -> DateField:
    """Return the field for the day from which it counts: today, unless the term has ended."""
    late = kind in _LOOKING_BACK and clock.overdue(desk.today)
    return DateField(
        name="on",
        label=_(_DAY_LABELS[kind]),
        hint=_("A day in the term, which ended on {due}.", due=clock.due_on)
        if late
        else _("A day that has been; without a year it is the last one."),
        value="" if late else long_date(desk.today),
        usual=True,
        happened=True,
        required=True,
        main=late,
    )


def _event(kind: ClockEventKind, answers: Answers) -> ClockEvent:
    span = answers.any("by")
    return ClockEvent(
        kind=kind,
        on=answers.required_day("on"),
        reason=answers.text("reason"),
        amount=span.amount if span else None,
        unit=span.unit if span else None,
        due_on=answers.day("due"),
        agreed_by=answers.any("agreed_by") or "",
    )


def _change(before: Clock, after: Clock) -> list[tuple[str, str]]:
    was = _("It was {day}.", day=before.due_on)
    return [("", ""), ("strong", _outcome(after)), ("", was)]


def _outcome(clock: Clock) -> str:
    if clock.state is ClockState.STOPPED and _ours(clock):
        return _("Our term stands still.")
    if clock.state is ClockState.STOPPED:
        return _("The municipality's term stands still.")
    if _ours(clock):
        return _("Our term ends on {day}.", day=clock.due_on)
    return _("The municipality's term ends on {day}.", day=clock.due_on)
