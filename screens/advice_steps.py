"""The steps of a request that its advice takes part in: adopted, sent, answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from council.advice import Advice
from council.requests import AdviceRequest, RequestState
from council.steps import Step
from council.terms import Purpose
from council.wording import _
from screens import advice_forms
from screens.actions import action

if TYPE_CHECKING:
    from screens.request_place import RequestPlace
    from screens.widgets.window import Row

STEPS = frozenset({RequestState.ADOPTED, RequestState.RESPONDED})


def take(place: RequestPlace[Row], request: AdviceRequest, step: Step) -> bool:
    """Ask what the advice of a request needs for a step; False when it needs nothing more."""
    advice = place.desk.store.advice.current(request.id)
    if step.target is RequestState.RESPONDED:
        return _answer(place, advice)
    if advice is None or advice.frozen:
        _write_first(place, request)
    else:
        adopt(place, advice, step)
    return True


def on_its_way(place: RequestPlace[Row], request: AdviceRequest) -> Iterator[str]:
    """Yield which plenary an advice that is on the agenda is for, and that it has no text yet."""
    if request.state is RequestState.TABLED:
        yield from _plenary(place, request)
    advice = place.desk.store.advice.current(request.id)
    if advice is None or not _says_something(place, advice):
        writes = action("write_advice").works_in(place.PLACE)
        yield _("There is no text yet: e writes it.") if writes else _("There is no text yet.")


def _plenary(place: RequestPlace[Row], request: AdviceRequest) -> Iterator[str]:
    store, today = place.desk.store, place.desk.today
    clock = store.requests.clocks.open_of(request.id, Purpose.ADVICE)
    if clock is not None and clock.due_on >= today:
        route = store.meetings.route(request.council_id, request.received_on, clock.due_on, today)
        # What is on an agenda goes to its plenary, also when it came after the papers of that.
        moment = route.plenary_at or route.late_at
        if moment is None:
            yield _("No plenary before {day} can adopt the advice.", day=clock.due_on)
    else:
        moment = next(iter(store.meetings.plenaries(request.council_id, today, 1)), None)
    if moment is not None:
        yield _("It is for the plenary of {moment}.", moment=moment)


def _says_something(place: RequestPlace[Row], advice: Advice) -> bool:
    return bool(advice.text or place.desk.store.advice.recommendations(advice.id))


def write(place: RequestPlace[Row], request: AdviceRequest, told: str = "") -> None:
    """Write the advice on a request, begun where there is none; `told` says why that is asked."""
    place.ask(advice_forms.writing(place.desk, request, told), partial(_written, place))


def _write_first(place: RequestPlace[Row], request: AdviceRequest) -> None:
    write(place, request, _("There is no advice to adopt yet: write it here first, then adopt it."))


def _written(place: RequestPlace[Row], advice: Advice) -> None:
    place.written(advice)
    place.say(
        _("{ref}: saved, version {number}.", ref=advice.ref, number=advice.text_version), "done"
    )


def adopt(place: RequestPlace[Row], advice: Advice, step: Step | None) -> None:
    """Adopt an advice by a decision or under a mandate; one that says nothing is written first."""
    if not _says_something(place, advice):
        _write_first(place, place.desk.store.requests.by_id(advice.request_id))
        return

    def adopted(done: Advice) -> None:
        place.say(_("{ref} has been adopted.", ref=done.ref), "done")

    place.ask(advice_forms.adopt_form(place.desk, advice, step), adopted)


def answer(place: RequestPlace[Row], advice: Advice, *, came_on: date | None = None) -> None:
    """Record what the municipality answers to an advice: in a mail that came on a day, or today."""
    from screens.answer import AnswerDialog

    dialog = AnswerDialog(place.desk, advice, came_on=came_on)
    place.ask(dialog, partial(place.say, tone="done"))


def _answer(place: RequestPlace[Row], advice: Advice | None) -> bool:
    if advice is None or advice.issued_on is None:
        return False
    answer(place, advice)
    return True
