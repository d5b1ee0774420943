from __future__ import annotations

from datetime import date

import pytest

from council.advice import Advice, AdviceState, Judgement, Outcome, Promise, Recommendation, Verdict
from council.clocks import Clock
from council.letter_choice import letters_now
from council.letters import LetterKind, SentLetter
from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestForm, RequestState
from council.terms import Owner, Purpose

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
        (RequestState.ADOPTED, AdviceState.ADOPTED, [L.ADVICE, L.ACKNOWLEDGEMENT]),
        (RequestState.ISSUED, AdviceState.ISSUED, [L.ADVICE]),
        (RequestState.DECLINED, None, [L.DECLINED]),
        (RequestState.DECLINED, AdviceState.DRAFT, [L.DECLINED]),
        (RequestState.BYPASSED, None, [L.ACKNOWLEDGEMENT, L.INFORMATION]),
        (RequestState.WITHDRAWN, None, []),
        (RequestState.WITHDRAWN, AdviceState.ADOPTED, []),
        (RequestState.CLOSED, AdviceState.ADOPTED, []),
        (RequestState.CLOSED, AdviceState.ISSUED, [L.ADVICE]),
        (RequestState.CLOSED, None, []),
    ],
)
def test_the_letters_follow_how_far_a_request_is(
    state: RequestState, made: AdviceState | None, kinds: list[LetterKind]
) -> None:
    found = letters_now(request(state), advice(made) if made else None, None, [])
    assert [offer.kind for offer in found] == kinds


def test_the_councils_own_initiative_acknowledges_nothing() -> None:
    for state in (RequestState.IN_PROGRESS, RequestState.DECLINED):
        own = request(state, RequestForm.UNSOLICITED)
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


def outcome(verdict: Verdict | None) -> Outcome:
    judgement = Judgement(recommendation_id=1, verdict=verdict) if verdict else None
    recommendation = Recommendation(id=1, advice_id=1, number=1, text="Evalueer.")
    return Outcome(recommendation=recommendation, judgement=judgement)


@pytest.mark.parametrize(
    ("verdict", "asks"),
    [(Verdict.ADOPTED, False), (Verdict.REJECTED, True), (None, True)],
)
def test_what_an_answer_leaves_out_can_be_asked_for(verdict: Verdict | None, asks: bool) -> None:
    answered = request(RequestState.RESPONDED)
    made = advice(AdviceState.ISSUED)
    found = letters_now(answered, made, None, [], outcomes=[outcome(verdict)])
    assert (L.REASONS in [offer.kind for offer in found]) is asks


@pytest.mark.parametrize(
    ("checked_on", "from_on"),
    [(None, date(2027, 3, 2)), (date(2027, 2, 1), date(2027, 2, 1))],
)
def test_a_promise_is_asked_about_after_its_day_or_when_it_was_seen_not_kept(
    checked_on: date | None, from_on: date
) -> None:
    promise = Promise(
        clock_id=1,
        request_id=1,
        advice_ref="2026-001-A1",
        title="Verordening",
        recommendation_id=1,
        number=1,
        text="Evalueer.",
        promised_on=date(2027, 3, 1),
        answered_on=date(2026, 12, 1),
        verdict=Verdict.ADOPTED,
        checked_on=checked_on,
    )
    followed = request(RequestState.FOLLOW_UP)
    first, *_ = letters_now(followed, advice(AdviceState.ISSUED), None, [], promises=[promise])
    assert (first.kind, first.from_on) == (L.PROMISE, from_on)
