from __future__ import annotations

from contextlib import nullcontext
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.advice import (
    VERDICT_KEYS,
    Advice,
    AdviceState,
    Judgement,
    Outcome,
    Recommendation,
    Tone,
    Verdict,
    outcomes,
    share_adopted,
)
from council.advice_lines import read_recommendations, read_verdicts
from council.advice_rules import (
    require_adoptable,
    require_advisable,
    require_after_issue,
    require_draft,
    require_issuable,
    require_possible_promise,
)
from council.errors import Refused, WrongUse
from council.record import replace
from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestForm, RequestState
from council.steps import DEFAULT_STEPS, Step, clock_effects
from council.terms import Purpose

REQUEST = AdviceRequest(
    id=1,
    council_id=1,
    ref="2026-014",
    title="Verordening",
    kind=DocumentKind.ORDINANCE,
    form=RequestForm.REQUESTED,
    stage=PolicyStage.DRAFT_POLICY,
    state=RequestState.DRAFT,
    received_on=date(2026, 11, 2),
)
ADOPTED_ON = date(2026, 12, 8)
VERDICTS = st.lists(st.sampled_from(Verdict), max_size=40)


def advice(state: AdviceState = AdviceState.DRAFT) -> Advice:
    issued = state is AdviceState.ISSUED
    adopted = issued or state is AdviceState.ADOPTED
    return Advice(
        id=1,
        request_id=1,
        ref="2026-014-A1",
        title="Verordening",
        state=state,
        tone=Tone.POSITIVE,
        text="Wij zijn het eens.",
        decision="besluit 4" if adopted else "",
        adopted_on=ADOPTED_ON if adopted else None,
        issued_on=ADOPTED_ON if issued else None,
    )


def recommendation(number: int) -> Recommendation:
    return Recommendation(id=100 + number, advice_id=1, number=number, text=f"Regel {number}")


def judged(number: int, verdict: Verdict, reasons: str = "") -> Judgement:
    return Judgement(recommendation_id=100 + number, verdict=verdict, reasons=reasons)


@pytest.mark.parametrize(("decision", "mandate"), [("besluit 4", ""), ("", "DB, art. 9")])
def test_an_advice_is_adopted_by_a_decision_or_under_a_mandate(decision: str, mandate: str) -> None:
    require_adoptable(advice(), [], decision, mandate)


@pytest.mark.parametrize(
    ("given", "decision", "says"),
    [
        ({}, "  ", "by a decision of the council or under a mandate"),
        ({"text": ""}, "besluit 4", "says nothing yet"),
        ({"tone": None}, "besluit 4", "positive or negative"),
        ({"state": AdviceState.ADOPTED}, "besluit 4", "adopted already"),
        ({"state": AdviceState.ISSUED}, "besluit 4", "does not change any more"),
        ({"state": AdviceState.WITHDRAWN}, "besluit 4", "withdrawn"),
    ],
)
def test_an_advice_is_not_adopted(given: dict[str, object], decision: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        require_adoptable(replace(advice(), **given), [], decision, "")


@pytest.mark.parametrize(
    ("decision", "mandate", "field"), [("-", "", "decision"), ("besluit 4", ".", "mandate")]
)
def test_a_full_stop_is_no_decision_and_no_mandate(decision: str, mandate: str, field: str) -> None:
    with pytest.raises(Refused, match="names no decision") as refused:
        require_adoptable(advice(), [], decision, mandate)
    assert refused.value.field == field


def test_recommendations_without_a_text_can_be_adopted() -> None:
    one = Recommendation(id=1, advice_id=1, number=1, text="Evalueer.")
    require_adoptable(replace(advice(), text=""), [one], "besluit 4", "")


def test_an_adopted_advice_with_a_tone_is_sent_on_the_day_of_adoption_or_later() -> None:
    require_issuable(advice(AdviceState.ADOPTED), ADOPTED_ON)


@pytest.mark.parametrize(
    ("state", "on", "says"),
    [
        (AdviceState.DRAFT, ADOPTED_ON, "has to be adopted"),
        (AdviceState.ADOPTED, date(2026, 12, 7), "cannot be sent before"),
        (AdviceState.ISSUED, ADOPTED_ON, "has been sent"),
    ],
)
def test_an_advice_is_not_sent(state: AdviceState, on: date, says: str) -> None:
    with pytest.raises(Refused, match=says):
        require_issuable(advice(state), on)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (AdviceState.ADOPTED, "Take the adoption back first"),
        (AdviceState.ISSUED, "has been sent"),
        (AdviceState.WITHDRAWN, "begin a new advice"),
    ],
)
def test_only_a_draft_can_be_changed(state: AdviceState, says: str) -> None:
    assert advice(state).frozen
    with pytest.raises(Refused, match=says):
        require_draft(advice(state))
    assert not advice(AdviceState.DRAFT).frozen
    require_draft(advice(AdviceState.DRAFT))


@pytest.mark.parametrize(
    ("state", "current", "says"),
    [
        (RequestState.DRAFT, None, ""),
        (RequestState.DRAFT, AdviceState.DRAFT, ""),
        (RequestState.IN_PROGRESS, AdviceState.ISSUED, ""),
        (RequestState.IN_PROGRESS, AdviceState.WITHDRAWN, ""),
        (RequestState.ADOPTED, AdviceState.ADOPTED, "Take the adoption back first"),
        (RequestState.ISSUED, AdviceState.ISSUED, "a request of its own"),
        (RequestState.FOLLOW_UP, AdviceState.ISSUED, "a request of its own"),
        (RequestState.CLOSED, AdviceState.ISSUED, "reopen it first"),
    ],
)
def test_a_request_is_written_on_until_its_advice_was_adopted(
    state: RequestState, current: AdviceState | None, says: str
) -> None:
    request = replace(REQUEST, state=state)
    with pytest.raises(Refused, match=says) if says else nullcontext():
        require_advisable(request, advice(current) if current else None)


def test_an_answer_comes_on_the_day_of_sending_at_the_earliest() -> None:
    sent = advice(AdviceState.ISSUED)
    require_after_issue(sent, ADOPTED_ON)
    with pytest.raises(Refused, match="lies before that"):
        require_after_issue(sent, ADOPTED_ON - timedelta(days=1))
    with pytest.raises(Refused, match="not been sent"):
        require_after_issue(advice(AdviceState.ADOPTED), ADOPTED_ON)


@pytest.mark.parametrize("verdict", [Verdict.PARTLY, Verdict.REJECTED, Verdict.LATER])
def test_deviating_without_reasons_is_flagged(verdict: Verdict) -> None:
    assert judged(1, verdict, " ").unreasoned
    assert not judged(1, verdict, "te duur").unreasoned


@pytest.mark.parametrize("verdict", [Verdict.ADOPTED, Verdict.NOT_ANSWERED])
def test_no_reasons_are_owed_for_what_does_not_deviate(verdict: Verdict) -> None:
    assert not judged(1, verdict).unreasoned


def test_the_digits_are_one_to_four_and_nought() -> None:
    assert "".join(VERDICT_KEYS) == "12340"
    assert set(VERDICT_KEYS.values()) == set(Verdict)


def test_a_recommendation_that_was_passed_over_stands_out() -> None:
    skipped = Outcome(recommendation=recommendation(1))
    assert skipped.verdict is Verdict.NOT_ANSWERED
    assert skipped.stands_out
    adopted = Outcome(recommendation=recommendation(2), judgement=judged(2, Verdict.ADOPTED))
    assert not adopted.stands_out
    refused = Outcome(recommendation=recommendation(3), judgement=judged(3, Verdict.REJECTED))
    assert refused.stands_out


def test_the_latest_answer_counts_but_silence_takes_nothing_back() -> None:
    first = [judged(1, Verdict.LATER), judged(2, Verdict.ADOPTED)]
    second = [judged(1, Verdict.REJECTED), judged(2, Verdict.NOT_ANSWERED)]
    found = outcomes([recommendation(3), recommendation(2), recommendation(1)], [*first, *second])
    assert [outcome.verdict for outcome in found] == [
        Verdict.REJECTED,
        Verdict.ADOPTED,
        Verdict.NOT_ANSWERED,
    ]


@pytest.mark.parametrize(
    ("verdict", "promised_on", "says"),
    [
        (Verdict.REJECTED, ADOPTED_ON, "Recommendation 3 is not taken over and promises nothing"),
        (Verdict.NOT_ANSWERED, ADOPTED_ON, "promises nothing"),
        (Verdict.LATER, ADOPTED_ON - timedelta(days=1), "cannot promise"),
    ],
)
def test_what_cannot_be_promised(verdict: Verdict, promised_on: date, says: str) -> None:
    judgement = Judgement(recommendation_id=1, verdict=verdict, promised_on=promised_on)
    with pytest.raises(Refused, match=says):
        require_possible_promise(judgement, 3, ADOPTED_ON)


@pytest.mark.parametrize(
    ("verdicts", "share"),
    [
        ("111", Fraction(1)),
        ("333", Fraction(0)),
        ("12", Fraction(3, 4)),
        ("1234", Fraction(3, 8)),
        ("1200", Fraction(3, 4)),
        ("4", Fraction(0)),
        ("000", None),
        ("", None),
    ],
)
def test_the_share_that_was_taken_over(verdicts: str, share: Fraction | None) -> None:
    assert share_adopted(VERDICT_KEYS[digit] for digit in verdicts) == share


@given(VERDICTS)
def test_the_share_is_exact_and_silence_does_not_count(verdicts: list[Verdict]) -> None:
    answered = len(verdicts) - verdicts.count(Verdict.NOT_ANSWERED)
    share = share_adopted(verdicts)
    assert share == share_adopted([*verdicts, Verdict.NOT_ANSWERED])
    if share is None:
        assert answered == 0
    else:
        halves = 2 * verdicts.count(Verdict.ADOPTED) + verdicts.count(Verdict.PARTLY)
        assert share * 2 * answered == halves


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Maak het aanvragen\n   eenvoudig.\n2) Houd spreekuur.", ["Maak het aanvragen eenvoudig.", "Houd spreekuur."]),
        ("Wij adviseren:\n\nAanbeveling 1: Schrap art. 4.\n\nToelichting.", ["Schrap art. 4."]),
        ("1. Stel in.\n2. Vergoed.\nEvalueer na een jaar.", ["Stel in.", "Vergoed.", "Evalueer na een jaar."]),
        ("1. Maak het aanvragen\neenvoudig.", ["Maak het aanvragen eenvoudig."]),
        ("In 2026 kwamen 3 klachten.", []),
        ("Aanbeveling 1 gaat te ver.", []),
        ("", []),
    ],
)  # fmt: skip
def test_numbered_lines_are_recommendations(text: str, found: list[str]) -> None:
    assert read_recommendations(text) == found


@pytest.mark.parametrize(
    ("line", "verdict", "promised_on", "reasons"),
    [
        ("1 1", Verdict.ADOPTED, None, ""),
        ("1. overgenomen", Verdict.ADOPTED, None, ""),
        ("1; deels; alleen voor jongeren", Verdict.PARTLY, None, "alleen voor jongeren"),
        ("1,rejected,te duur", Verdict.REJECTED, None, "te duur"),
        ("1 niet te duur", Verdict.REJECTED, None, "te duur"),
        ("1 Niet beantwoord", Verdict.NOT_ANSWERED, None, ""),
        ("1 4 2027-06-01 na de evaluatie", Verdict.LATER, date(2027, 6, 1), "na de evaluatie"),
        ("1: adopted 01-06-2027", Verdict.ADOPTED, date(2027, 6, 1), ""),
        ("1 later 1 juni 2027", Verdict.LATER, date(2027, 6, 1), ""),
        ("1 later 1 jun. 2027, na de raad", Verdict.LATER, date(2027, 6, 1), "na de raad"),
        ("1 deels 1 June 2027: jongeren", Verdict.PARTLY, date(2027, 6, 1), "jongeren"),
        ("1 later 1 keer 2027 afwachten", Verdict.LATER, None, "1 keer 2027 afwachten"),
        ("1 niet 1 juni 2027 is te vroeg", Verdict.REJECTED, None, "1 juni 2027 is te vroeg"),
    ],
)
def test_a_line_gives_number_verdict_promise_and_reasons(
    line: str, verdict: Verdict, promised_on: date | None, reasons: str
) -> None:
    assert read_verdicts(line, [recommendation(1)], ADOPTED_ON) == [
        Judgement(recommendation_id=101, verdict=verdict, reasons=reasons, promised_on=promised_on)
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1 1\n\n2 1", "Line 3: there is no recommendation 2"),
        ("1 1\n1 3", "Line 2: recommendation 1 occurs twice"),
        ("1 misschien", "Line 1 holds no number with a verdict"),
        ("overgenomen", "Line 1 holds no number with a verdict"),
        ("1 5", "Line 1 holds no number with a verdict"),
        ("1 nietig", "Line 1 holds no number with a verdict"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, says: str) -> None:
    with pytest.raises(WrongUse, match=says):
        read_verdicts(text, [recommendation(1)], ADOPTED_ON)


@pytest.mark.parametrize("step", DEFAULT_STEPS, ids=lambda step: f"{step.origin}-{step.target}")
def test_no_step_of_a_request_ends_a_promise(step: Step) -> None:
    effects = clock_effects(step.origin, step.target)
    assert all(effect.purpose is not Purpose.FOLLOW_UP for effect in effects)


@pytest.mark.parametrize(
    ("purpose", "target"),
    [
        (Purpose.ACKNOWLEDGEMENT, RequestState.ACKNOWLEDGED),
        (Purpose.ADVICE, RequestState.ISSUED),
        (Purpose.ANSWER, RequestState.RESPONDED),
    ],
)
def test_only_what_a_term_waits_for_meets_it(purpose: Purpose, target: RequestState) -> None:
    meeting = {
        step.target
        for step in DEFAULT_STEPS
        for effect in clock_effects(step.origin, step.target)
        if (effect.action, effect.purpose) == ("meet", purpose)
    }
    assert meeting == {target}
