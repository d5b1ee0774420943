from __future__ import annotations

from datetime import date

import pytest

from council.advice import Advice, AdviceState
from council.clocks import Clock, Owner, Purpose
from council.letter_choice import letters_now
from council.letters import LetterKind, SentLetter
from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestForm, RequestState

SENT_ON, DUE_ON = date(2026, 10, 5), date(2026, 11, 16)
L = LetterKind


def request(state: RequestState, form: RequestForm = RequestForm.REQUESTED) -> AdviceRequest:
    return AdviceRequest(
        id=1,
        council_id=1,
        ref="2026-001",
        title="Verordening",
        kind=DocumentKind.ORDINANCE,
        form=form,
        stage=PolicyStage.DRAFT_POLICY,
        state=state,
        received_on=date(2026, 9, 1),
    )


def advice(state: AdviceState) -> Advice:
    return Advice(id=1, request_id=1, ref="2026-001-A1", title="Verordening", state=state)


def clock() -> Clock:
    return Clock(
        id=1,
        request_id=1,
        purpose=Purpose.ANSWER,
        owner=Owner.EXECUTIVE,
        starts_on=SENT_ON,
        original_due_on=DUE_ON,
        due_on=DUE_ON,
    )


def sent(kind: LetterKind, on: date) -> SentLetter:
    return SentLetter(
        id=1, request_id=1, kind=kind, reference="x", on=on, addressee="x", subject="x", body="x"
    )


@pytest.mark.parametrize(
    ("state", "made", "kinds"),
    [
        (RequestState.RECEIVED, None, [L.ACKNOWLEDGEMENT, L.INFORMATION]),
        (RequestState.DRAFT, AdviceState.DRAFT, [L.ACKNOWLEDGEMENT, L.INFORMATION]),
        (RequestState.ADOPTED, AdviceState.ADOPTED, [L.ADVICE]),
        (RequestState.ISSUED, AdviceState.ISSUED, [L.ADVICE]),
        (RequestState.WITHDRAWN, None, []),
        (RequestState.CLOSED, None, []),
    ],
)
def test_the_letters_follow_how_far_a_request_is(
    state: RequestState, made: AdviceState | None, kinds: list[LetterKind]
) -> None:
    found = letters_now(request(state), advice(made) if made else None, None, [])
    assert [offer.kind for offer in found] == kinds


def test_the_councils_own_initiative_acknowledges_nothing() -> None:
    own = request(RequestState.IN_PROGRESS, RequestForm.UNSOLICITED)
    assert letters_now(own, None, None, []) == []


def test_a_late_answer_is_chased_first_and_not_before_its_day() -> None:
    waiting = request(RequestState.ISSUED)
    first, second = letters_now(waiting, advice(AdviceState.ISSUED), clock(), [])
    assert (first.kind, second.kind) == (L.REMINDER, L.ADVICE)
    assert not first.ready(DUE_ON)
    assert first.ready(date(2026, 11, 17))
    assert second.ready(SENT_ON)


def test_a_letter_that_was_sent_says_when_and_comes_last() -> None:
    letters = [sent(L.ACKNOWLEDGEMENT, date(2026, 9, 2))]
    found = letters_now(request(RequestState.RECEIVED), None, None, letters)
    assert [(offer.kind, offer.sent_on) for offer in found] == [
        (L.INFORMATION, None),
        (L.ACKNOWLEDGEMENT, date(2026, 9, 2)),
    ]
