"""The form for a step of a request: its reason, its day, and what it does to our terms."""

from __future__ import annotations

from collections.abc import Iterator

from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState
from council.requests import AdviceRequest, RequestState
from council.steps import Step, clock_effects, step_label
from council.terms import PURPOSE_LABELS
from council.wording import _, long_date
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, DateField, Field

Line = tuple[str, str]


def step_form(
    desk: Desk, request: AdviceRequest, step: Step, why: str = ""
) -> FormDialog[AdviceRequest]:
    """Return the form for the reason and the day of a step; `why` says why a reason is needed.

    A step that resumes a term asks the day first, and shows the new end.
    """
    stopped = effects_on_terms(desk, request, step, "resume")
    resumed = bool(stopped)

    def save(answers: Answers) -> AdviceRequest:
        return desk.store.requests.advance(
            request,
            step.target,
            on=answers.required_day("on"),
            reason=answers.text("reason"),
        )

    def preview(answers: Answers) -> Iterator[Line]:
        on = answers.required_day("on")
        for clock in stopped:
            after = desk.store.requests.clocks.preview(
                clock, ClockEvent(kind=ClockEventKind.RESUME, on=on)
            )
            purpose = _(PURPOSE_LABELS[clock.purpose])
            yield (
                "strong",
                _("Our term for the {purpose} ends on {day}.", purpose=purpose, day=after.due_on),
            )
        for clock in effects_on_terms(desk, request, step, "stop"):
            if clock.due_on >= on:
                purpose = _(PURPOSE_LABELS[clock.purpose])
                yield (
                    "strong",
                    _(
                        "Our term for the {purpose} stands still from {day}.",
                        purpose=purpose,
                        day=on,
                    ),
                )

    reason = Field(
        name="reason",
        label=_("reason"),
        hint=why,
        required=step.needs_reason or not resumed,
        main=step.needs_reason or not resumed,
    )
    waited = request.state is RequestState.INCOMPLETE and resumed
    day = DateField(
        name="on",
        label=_("papers came on") if waited else _("on"),
        value=long_date(desk.today),
        happened=True,
        required=True,
        main=resumed,
    )
    return FormDialog(
        desk,
        f"{request.ref}: {step_label(step)}",
        [day, reason] if resumed else [reason, day],
        save,
        preview=lambda answers: list(preview(answers)),
        draft=(f"step.{step.target}", request.id),
    )


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
