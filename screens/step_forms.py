"""The form for a step of one or several requests: its reason, its day, our terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState
from council.errors import RaadError
from council.requests import AdviceRequest, RequestState
from council.steps import Step, clock_effects, step_label
from council.terms import PURPOSE_LABELS
from council.wording import _, long_date, say
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, DateField, Field
from screens.several import names

Line = tuple[str, str]
Move = tuple[AdviceRequest, Step]


def step_form(desk: Desk, moves: Sequence[Move], why: str = "") -> FormDialog[list[AdviceRequest]]:
    """Return the form for the reason and the day on which requests take their step, all or none.

    They all go to the same state. `why` says why a reason is needed. What a step does to our
    terms is shown first, and where one goes on, the day is one of the main fields.
    """
    stopped, running = _terms(desk, moves, "resume"), _terms(desk, moves, "stop")

    def save(answers: Answers) -> list[AdviceRequest]:
        on, reason = answers.required_day("on"), answers.text("reason")
        requests = [request for request, _step in moves]
        with desk.store.connection.change("request.step", names(requests)):
            return [_advance(desk, move, on, reason, among=len(moves)) for move in moves]

    def told(ref: str, sentence: str) -> Line:
        return "strong", sentence if len(moves) == 1 else f"{ref}: {sentence}"

    def preview(answers: Answers) -> Iterator[Line]:
        on = answers.required_day("on")
        resume = ClockEvent(kind=ClockEventKind.RESUME, on=on)
        for ref, clock in stopped:
            after = desk.store.requests.clocks.preview(clock, resume)
            what = {"purpose": _(PURPOSE_LABELS[clock.purpose]), "day": after.due_on}
            yield told(ref, _("Our term for the {purpose} ends on {day}.", **what))
        for ref, clock in running:
            if clock.due_on >= on:
                what = {"purpose": _(PURPOSE_LABELS[clock.purpose]), "day": on}
                yield told(ref, _("Our term for the {purpose} stands still from {day}.", **what))

    asked = bool(why) or not stopped or any(step.needs_reason for _request, step in moves)
    reason = Field(
        name="reason",
        label=_("reason"),
        hint=why if asked else _("May stay empty."),
        required=asked,
    )
    waited = all(request.state is RequestState.INCOMPLETE for request, _step in moves)
    day = DateField(
        name="on",
        label=_("papers came on") if waited and stopped else _("on"),
        value=long_date(desk.today),
        usual=True,
        happened=True,
        required=True,
        main=bool(stopped),
    )
    (request, step), *others = moves
    named = names([request, *(other for other, _step in others)]) if others else request.ref
    return FormDialog(
        desk,
        f"{named}: {step_label(step)}",
        [reason, day],
        save,
        preview=lambda answers: list(preview(answers)),
        draft=None if others else (f"step.{step.target}", request.id),
    )


def _advance(desk: Desk, move: Move, on: date, reason: str, *, among: int) -> AdviceRequest:
    """Take a step; what is wrong with one `among` several says with which."""
    request, step = move
    try:
        return desk.store.requests.advance(request, step.target, on=on, reason=reason)
    except RaadError as error:
        if among > 1:
            error.message = say("{ref}: {fault}", ref=request.ref, fault=str(error.message))
        raise


def _terms(desk: Desk, moves: Sequence[Move], action: str) -> list[tuple[str, Clock]]:
    """Return the terms that the steps would stop or resume, each with the request's reference."""
    return [
        (request.ref, clock)
        for request, step in moves
        for clock in effects_on_terms(desk, request, step, action)
    ]


def effects_on_terms(desk: Desk, request: AdviceRequest, step: Step, action: str) -> list[Clock]:
    """Return the terms that a step would stop or resume, by the name of that effect."""
    state = {"stop": ClockState.RUNNING, "resume": ClockState.STOPPED}[action]
    clocks = desk.store.requests.clocks
    return [
        clock
        for effect in clock_effects(request.state, step.target)
        if effect.action == action
        for clock in clocks.all_open_of(request.id, effect.purpose)
        if clock.state is state
    ]
