"""The steps that requests may take are data, and each council's own."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from council.advice import Tone
from council.councils import Council, CouncilKind
from council.errors import Refused, WrongUse
from council.requests import RequestForm, RequestState
from council.steps import DEFAULT_STEPS
from db.store import Store

MONDAY = date(2026, 11, 23)
S = RequestState


def targets(store: Store, council: Council, origin: RequestState) -> list[RequestState]:
    return [step.target for step in store.requests.allowed.of(council.id, origin)]


def test_a_fresh_council_has_the_usual_steps(store: Store, council: Council) -> None:
    key = lambda step: (step.origin, step.target)  # noqa: E731
    steps = store.requests.allowed.of(council.id)
    assert sorted(steps, key=key) == sorted(DEFAULT_STEPS, key=key)


def test_a_council_that_skips_a_step_does_so_alone(store: Store, council: Council) -> None:
    other = store.councils.create(code="CR", name="Cliëntenraad", kind=CouncilKind.CLIENT_COUNCIL)
    store.requests.allowed.allow(council.id, S.RECEIVED, S.TABLED, first=True)
    ours = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    theirs = store.requests.register(other.id, title="Loket", received_on=MONDAY)
    following = store.requests.next_step(ours)
    assert following is not None and following.target is S.TABLED
    assert store.requests.advance(ours, None, on=MONDAY).state is S.TABLED
    with pytest.raises(Refused, match="the next steps are"):
        store.requests.advance(theirs, S.TABLED, on=MONDAY)


def test_a_part_of_a_council_takes_the_steps_of_the_whole(store: Store, council: Council) -> None:
    part = store.councils.create(
        code="WG", name="Werkgroep", kind=CouncilKind.WORKING_GROUP, parent_id=council.id
    )
    store.requests.allowed.drop(part.id, S.RECEIVED, S.DECLINED)
    assert S.DECLINED not in targets(store, council, S.RECEIVED)
    assert S.DECLINED not in targets(store, part, S.RECEIVED)


def test_a_step_can_be_dropped_and_keeps_its_history(store: Store, council: Council) -> None:
    request = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    request = store.requests.advance(request, S.ACKNOWLEDGED, on=MONDAY)
    store.requests.allowed.drop(council.id, S.RECEIVED, S.ACKNOWLEDGED)
    assert [step.target for step in store.requests.history(request.id)] == [S.ACKNOWLEDGED]
    another = store.requests.register(council.id, title="Vervoer", received_on=MONDAY)
    with pytest.raises(Refused, match="the next steps are"):
        store.requests.advance(another, S.ACKNOWLEDGED, on=MONDAY)
    store.trail.undo()
    store.trail.undo()
    assert S.ACKNOWLEDGED in targets(store, council, S.RECEIVED)


def test_a_reason_can_be_asked_for_and_forgone(store: Store, council: Council) -> None:
    allowed = store.requests.allowed
    assert not allowed.allow(council.id, S.TABLED, S.CONSULTED).needs_reason
    assert allowed.allow(council.id, S.TABLED, S.CONSULTED, needs_reason=True).needs_reason
    assert allowed.allow(council.id, S.TABLED, S.CONSULTED).needs_reason
    assert allowed.allow(council.id, S.RECEIVED, S.CLOSED).needs_reason
    allowed.allow(council.id, S.RECEIVED, S.DECLINED, needs_reason=False)
    request = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    assert store.requests.advance(request, S.DECLINED, on=MONDAY).state is S.DECLINED


def test_what_stops_the_term_always_needs_a_reason(store: Store, council: Council) -> None:
    allowed = store.requests.allowed
    assert allowed.allow(council.id, S.ADOPTED, S.ON_HOLD).needs_reason
    with pytest.raises(Refused, match="stops the term"):
        allowed.allow(council.id, S.RECEIVED, S.ON_HOLD, needs_reason=False)


def test_no_state_becomes_a_dead_end(store: Store, council: Council) -> None:
    for target in (S.WITHDRAWN, S.BYPASSED):
        store.requests.allowed.drop(council.id, S.ON_HOLD, target)
    with pytest.raises(Refused, match="could not end then"):
        store.requests.allowed.drop(council.id, S.ON_HOLD, S.IN_PROGRESS)
    with pytest.raises(Refused, match="there is no step"):
        store.requests.allowed.drop(council.id, S.ON_HOLD, S.ISSUED)
    with pytest.raises(WrongUse, match="another state"):
        store.requests.allowed.allow(council.id, S.ON_HOLD, S.ON_HOLD)


@pytest.mark.parametrize("ended", [S.DECLINED, S.WITHDRAWN, S.BYPASSED])
def test_taking_up_what_had_ended_needs_a_reason(
    store: Store, council: Council, ended: RequestState
) -> None:
    request = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    request = store.requests.advance(request, ended, on=MONDAY, reason="reden")
    for nothing in ("", " . "):
        with pytest.raises(Refused, match="needs a reason"):
            store.requests.advance(request, S.IN_PROGRESS, on=MONDAY, reason=nothing)
    again = store.requests.advance(request, S.IN_PROGRESS, on=MONDAY, reason="toch gevraagd")
    assert again.state is S.IN_PROGRESS


def test_the_last_steps_that_every_request_can_take_stay(store: Store, council: Council) -> None:
    for target in targets(store, council, S.IN_PROGRESS):
        with suppress(Refused):
            store.requests.allowed.drop(council.id, S.IN_PROGRESS, target)
    request = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    request = store.requests.advance(request, S.IN_PROGRESS, on=MONDAY)
    while request.state is not S.CLOSED:
        request = store.requests.advance(request, None, on=MONDAY, reason="reden")


def test_what_nobody_could_take_is_not_allowed(store: Store, council: Council) -> None:
    with pytest.raises(Refused, match="No request can go"):
        store.requests.allowed.allow(council.id, S.RECEIVED, S.FOLLOW_UP)
    assert S.FOLLOW_UP not in targets(store, council, S.RECEIVED)


def test_early_input_ends_in_what_was_said_and_no_other_form_does(
    store: Store, council: Council
) -> None:
    early = store.requests.register(
        council.id, title="Loket", received_on=MONDAY, form=RequestForm.EARLY_INPUT
    )
    early = store.requests.advance(early, S.IN_PROGRESS, on=MONDAY)
    with pytest.raises(Refused, match="needs a reason"):
        store.requests.advance(early, None, on=MONDAY)
    ended = store.requests.advance(early, None, on=MONDAY, reason="meegedacht op 16 nov")
    assert ended.state is S.CLOSED
    asked = store.requests.register(council.id, title="Vervoer", received_on=MONDAY)
    asked = store.requests.advance(asked, S.IN_PROGRESS, on=MONDAY)
    assert S.CLOSED not in [step.target for step in store.requests.steps(asked)]


@pytest.mark.parametrize("ended", [S.DECLINED, S.WITHDRAWN, S.BYPASSED])
def test_what_ended_and_was_closed_has_nothing_to_follow_up(
    store: Store, council: Council, ended: RequestState
) -> None:
    request = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    request = store.requests.advance(request, ended, on=MONDAY, reason="reden")
    request = store.requests.advance(request, None, on=MONDAY)
    assert request.state is S.CLOSED
    assert store.requests.next_step(request) is None


@pytest.mark.parametrize("sent", [True, False])
def test_only_an_advice_that_was_sent_is_followed_up(
    store: Store, council: Council, sent: bool
) -> None:
    request = store.requests.register(council.id, title="Loket", received_on=MONDAY)
    if sent:
        request = store.requests.advance(request, S.IN_PROGRESS, on=MONDAY)
        request = store.requests.advance(request, S.DRAFT, on=MONDAY)
        advice = store.advice.change(store.advice.draft(request, text="x"), tone=Tone.POSITIVE)
        store.advice.issue(store.advice.adopt(advice, on=MONDAY, decision="besluit"), on=MONDAY)
    else:
        store.requests.advance(request, S.DECLINED, on=MONDAY, reason="te laat")
    request = store.requests.by_id(request.id)
    request = store.requests.advance(request, S.CLOSED, on=MONDAY, reason="afgedaan")
    offered = [step.target for step in store.requests.steps(request)]
    assert offered == ([S.FOLLOW_UP, S.IN_PROGRESS] if sent else [S.IN_PROGRESS])
