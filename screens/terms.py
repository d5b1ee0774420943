"""Stopping, resuming, extending, shortening and correcting the term of a request."""

from __future__ import annotations

from datetime import date

from council.clocks import (
    PURPOSE_LABELS,
    Clock,
    ClockEvent,
    ClockEventKind,
    ClockState,
    explain,
)
from council.dates import parse_span
from council.errors import Refused
from council.requests import AdviceRequest
from council.terms import Purpose
from council.wording import N_, _, long_date, say
from screens.about import clock_status, clock_tone
from screens.ask import Menu, Option
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, DateField, Field, ReadField

_PUT_OFF = "put_off"
_KINDS = {
    ClockEventKind.STOP: ("s", N_("stop"), N_("It stands still until it is resumed.")),
    ClockEventKind.RESUME: ("h", N_("resume"), N_("The days it stood still are added.")),
    ClockEventKind.EXTEND: ("v", N_("extend"), N_("By agreement, for example by two weeks.")),
    ClockEventKind.SHORTEN: ("k", N_("shorten"), N_("With the consent of the chair.")),
    ClockEventKind.CORRECT: ("c", N_("correct"), N_("The date was reckoned from a wrong fact.")),
}


def _title(request: AdviceRequest, clock: Clock) -> str:
    purpose = _(PURPOSE_LABELS[clock.purpose])
    return _("{ref}: term for the {purpose}", ref=request.ref, purpose=purpose)


def term_menu(desk: Desk, request: AdviceRequest, clock: Clock) -> Menu:
    """Return the choice of what happens to an open term; a promise only gets another day."""
    stopped = clock.state is ClockState.STOPPED

    def why_not(kind: ClockEventKind) -> str:
        if kind is ClockEventKind.RESUME and not stopped:
            return _("It is running.")
        if kind is ClockEventKind.STOP and stopped:
            return _("It stands still already.")
        return ""

    if clock.purpose is Purpose.FOLLOW_UP:
        options = [
            Option(
                value=_PUT_OFF,
                key="d",
                label=_("another day"),
                help=_("As agreed with the municipality."),
            )
        ]
    else:
        options = [
            Option(value=kind, key=key, label=_(label), help=_(text), why_not=why_not(kind))
            for kind, (key, label, text) in _KINDS.items()
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
        after = desk.store.requests.clocks.preview(clock, _event(event_kind, answers))
        return [
            ("", ""),
            ("strong", _outcome(after)),
            ("", _("It was {day}.", day=clock.due_on)),
            *(("dim", f"  {sentence}") for sentence in explain(after.explanation)),
        ]

    return FormDialog(
        desk,
        f"{_title(request, clock)}: {_(_KINDS[event_kind][1])}",
        _fields(desk, event_kind),
        save,
        preview=preview,
        draft=(f"term.{kind}", request.id),
    )


def _put_off(desk: Desk, request: AdviceRequest, clock: Clock) -> FormDialog[str]:
    answers = desk.store.advice.answers

    def save(given: Answers) -> str:
        promises = answers.promises(request.council_id, request_id=request.id)
        promise = next((one for one in promises if one.clock_id == clock.id), None)
        if promise is None:
            raise Refused(say("This promise has been dealt with already."))
        until = given.required_day("until")
        answers.put_off(promise, until)
        return f"{request.ref}: {_ends(until)}"

    field = DateField(name="until", label=_("another day"), required=True)
    return FormDialog(desk, _title(request, clock), [field], save, draft=("promise.day", clock.id))


def _fields(desk: Desk, kind: ClockEventKind) -> list[Field]:
    day = long_date(desk.today)
    resuming = kind is ClockEventKind.RESUME
    on = DateField(
        name="on", label=_("from"), value=day, happened=True, required=True, main=resuming
    )
    reason = Field(name="reason", label=_("reason"), required=not resuming, main=not resuming)
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
        agreed = Field(
            name="agreed_by",
            label=_("agreed by"),
            hint=_("Normally the chair. Empty is nobody: then the term counts as too short."),
        )
        return [by, agreed, reason, on]
    if kind is ClockEventKind.CORRECT:
        due = DateField(name="due", label=_("right date"), required=True)
        return [due, reason, on]
    return [on, reason] if resuming else [reason, on]


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


def _outcome(clock: Clock) -> str:
    if clock.state is ClockState.STOPPED:
        return _("The term stands still.")
    return _ends(clock.due_on)


def _ends(day: date) -> str:
    return _("The term ends on {day}.", day=day)
