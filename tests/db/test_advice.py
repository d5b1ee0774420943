from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.advice import (
    PROMISING,
    Advice,
    AdviceState,
    Answer,
    AnswerForm,
    Judgement,
    Promise,
    Tone,
    Verdict,
    share_adopted,
)
from council.clocks import ClockEvent, ClockEventKind, ClockState
from council.councils import Council
from council.errors import Conflict, NotFound, Refused, WrongUse
from council.letters import LetterKind
from council.requests import AdviceRequest, Queue, RequestState
from council.terms import Purpose, Span, Unit
from db.store import Store, create_store, open_store
from tests.conftest import fixed_actor

RECEIVED, ADOPTED_ON, ISSUED_ON = date(2026, 10, 5), date(2026, 11, 10), date(2026, 11, 12)
ANSWERED_ON, PROMISED_ON = date(2026, 12, 1), date(2027, 3, 1)
THREE = ("Schrap artikel 4.", "Houd spreekuur.", "Evalueer jaarlijks.")


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    """A request whose draft advice is on the agenda, due 16 November."""
    request = store.requests.register(
        council.id, title="Jeugdhulpverordening", received_on=RECEIVED, domains=["youth"]
    )
    for target in (RequestState.IN_PROGRESS, RequestState.TABLED):
        request = store.requests.advance(request, target, on=RECEIVED)
    return request


@pytest.fixture
def draft(store: Store, request_: AdviceRequest) -> Advice:
    advice = store.advice.draft(request_, text="Wij zijn het eens met het doel.")
    store.advice.recommend(advice, THREE, ["youth"])
    return store.advice.change(store.advice.by_id(advice.id), tone=Tone.POSITIVE_IF)


@pytest.fixture
def adopted(store: Store, draft: Advice) -> Advice:
    return store.advice.adopt(draft, on=ADOPTED_ON, decision="besluit 4")


@pytest.fixture
def issued(store: Store, adopted: Advice) -> Advice:
    return store.advice.issue(adopted, on=ISSUED_ON)


def judged(store: Store, advice: Advice, digits: str) -> list[Judgement]:
    verdicts = {
        "1": Verdict.ADOPTED,
        "2": Verdict.PARTLY,
        "3": Verdict.REJECTED,
        "4": Verdict.LATER,
    }
    return [
        Judgement(recommendation_id=each.id, verdict=verdicts[digit])
        for each, digit in zip(store.advice.recommendations(advice.id), digits, strict=False)
        if digit in verdicts
    ]


@pytest.fixture
def answer(store: Store, issued: Advice) -> Answer:
    return store.advice.answers.record(
        issued, received_on=ANSWERED_ON, reference="Z/26/9", judgements=judged(store, issued, "13")
    )


def promised(store: Store, answer: Answer, on: date = PROMISED_ON, nth: int = 2) -> Promise:
    recommendation = store.advice.recommendations(answer.advice_id)[nth]
    store.advice.answers.judge(
        answer, recommendation, Verdict.LATER, reasons="na de evaluatie", promised_on=on
    )
    return next(
        promise
        for promise in store.advice.answers.promises(1)
        if promise.recommendation_id == recommendation.id
    )


def state(store: Store, advice: Advice) -> RequestState:
    return store.requests.by_id(advice.request_id).state


# Making


def test_an_advice_has_the_reference_of_its_request_and_a_number(
    store: Store, council: Council, draft: Advice
) -> None:
    assert draft.ref == "2026-001-A1"
    assert store.advice.get(council.id, "2026-001-a1") == draft
    with pytest.raises(NotFound):
        store.advice.get(council.id, "2026-001-A2")


def test_every_version_of_the_text_is_kept(store: Store, draft: Advice) -> None:
    second = store.advice.save_text(draft, "Wij zijn het eens,\r\nmaar niet met alles.")
    assert (second.text, second.text_version) == ("Wij zijn het eens,\nmaar niet met alles.", 2)
    assert [(each.number, each.who) for each in store.advice.versions(draft.id)] == [
        (1, "jansen"),
        (2, "jansen"),
    ]
    assert store.advice.save_text(second, second.text).text_version == 2


def test_two_people_do_not_overwrite_each_other(store: Store, draft: Advice) -> None:
    store.advice.save_text(draft, "Eerst.")
    with pytest.raises(Conflict, match="jansen changed this"):
        store.advice.save_text(draft, "Ook eerst.")
    with pytest.raises(Conflict):
        store.advice.recommend(draft, ["Iets anders."])


def test_recommendations_are_numbered_in_order(store: Store, draft: Advice) -> None:
    found = store.advice.recommend(draft, ["Nieuw.", *THREE])
    assert [(each.number, each.text) for each in found] == list(enumerate(["Nieuw.", *THREE], 1))


def test_a_recommendation_needs_words_and_a_domain_that_exists(store: Store, draft: Advice) -> None:
    with pytest.raises(WrongUse):
        store.advice.recommend(draft, ["  "])
    with pytest.raises(WrongUse):
        store.advice.recommend(draft, ["Iets."], ["luchtvaart"])


def test_a_subject_that_was_pasted_is_too_long(
    store: Store, request_: AdviceRequest, draft: Advice
) -> None:
    with pytest.raises(WrongUse, match="too long: 300 characters at the most"):
        store.advice.change(draft, title="x" * 301)
    store.advice.withdraw(draft)
    with pytest.raises(WrongUse, match="too long: 300 characters at the most"):
        store.advice.draft(request_, title="x" * 301)


def test_one_advice_at_a_time(store: Store, request_: AdviceRequest, draft: Advice) -> None:
    with pytest.raises(Refused, match="2026-001-A1 is in the making already"):
        store.advice.draft(request_)
    store.advice.withdraw(draft)
    assert store.advice.draft(request_).ref == "2026-001-A2"


# Adopting and sending


def test_without_decision_or_mandate_nothing_is_adopted(store: Store, draft: Advice) -> None:
    with pytest.raises(Refused, match="decision of the council or under a mandate"):
        store.advice.adopt(draft, on=ADOPTED_ON)
    assert state(store, draft) is RequestState.TABLED


@pytest.mark.parametrize("basis", [{"decision": "besluit 4"}, {"mandate": "DB, art. 9"}])
def test_adopting_takes_the_request_along(
    store: Store, draft: Advice, basis: dict[str, str]
) -> None:
    adopted = store.advice.adopt(draft, on=ADOPTED_ON, **basis)
    assert (adopted.state, adopted.adopted_on) == (AdviceState.ADOPTED, ADOPTED_ON)
    assert state(store, draft) is RequestState.ADOPTED


@pytest.mark.parametrize("target", [RequestState.ADOPTED, None])
def test_a_request_is_not_adopted_without_its_advice(
    store: Store, request_: AdviceRequest, draft: Advice, target: RequestState | None
) -> None:
    with pytest.raises(Refused, match="adopt it by a decision of the council or under a mandate"):
        store.requests.advance(request_, target, on=ADOPTED_ON)


@pytest.mark.parametrize("plain", [True, False], ids=["the request steps on", "the advice is sent"])
def test_sending_meets_our_term_and_starts_theirs(
    store: Store, adopted: Advice, plain: bool
) -> None:
    if plain:
        request = store.requests.by_id(adopted.request_id)
        store.requests.advance(request, RequestState.ISSUED, on=ISSUED_ON)
    else:
        store.advice.issue(adopted, on=ISSUED_ON)
    issued = store.advice.by_id(adopted.id)
    assert (issued.state, issued.issued_on) == (AdviceState.ISSUED, ISSUED_ON)
    assert state(store, issued) is RequestState.ISSUED
    clocks = {
        clock.purpose: (clock.state, clock.due_on)
        for clock in store.requests.clocks.of_request(issued.request_id)
    }
    assert clocks[Purpose.ADVICE] == (ClockState.MET, date(2026, 11, 16))
    assert clocks[Purpose.ANSWER] == (ClockState.RUNNING, date(2026, 12, 24))


def test_late_needs_a_reason(store: Store, adopted: Advice) -> None:
    with pytest.raises(Refused, match="say why it is late"):
        store.advice.issue(adopted, on=date(2026, 11, 17))
    assert store.advice.by_id(adopted.id).state is AdviceState.ADOPTED
    issued = store.advice.issue(adopted, on=date(2026, 11, 17), late_reason="ziekte")
    assert issued.state is AdviceState.ISSUED


def test_without_a_tone_nothing_is_adopted(store: Store, request_: AdviceRequest) -> None:
    advice = store.advice.draft(request_, text="Ons oordeel volgt.")
    with pytest.raises(Refused, match="positive or negative"):
        store.advice.adopt(advice, on=ADOPTED_ON, mandate="DB")
    advice = store.advice.change(advice, tone=Tone.NONE)
    store.advice.adopt(advice, on=ADOPTED_ON, mandate="DB")


def test_what_says_nothing_is_not_adopted(store: Store, request_: AdviceRequest) -> None:
    advice = store.advice.change(store.advice.draft(request_), tone=Tone.POSITIVE)
    with pytest.raises(Refused, match="2026-001-A1 says nothing yet"):
        store.advice.adopt(advice, on=ADOPTED_ON, mandate="DB")
    store.advice.recommend(advice, ["Evalueer."])
    store.advice.adopt(store.advice.by_id(advice.id), on=ADOPTED_ON, mandate="DB")


CHANGES: dict[str, Callable[[Store, Advice], object]] = {
    "text": lambda store, advice: store.advice.save_text(advice, "Anders."),
    "recommendations": lambda store, advice: store.advice.recommend(advice, ["Anders."]),
    "title": lambda store, advice: store.advice.change(advice, title="Anders"),
    "tone": lambda store, advice: store.advice.change(advice, tone=Tone.NEGATIVE),
    "minority": lambda store, advice: store.advice.change(advice, minority_view="Anders."),
    "withdraw": lambda store, advice: store.advice.withdraw(advice),
    "another": lambda store, advice: store.advice.draft(store.requests.by_id(advice.request_id)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_adopted_is_frozen(
    store: Store, adopted: Advice, change: Callable[[Store, Advice], object]
) -> None:
    with pytest.raises(Refused, match="Take the adoption back first"):
        change(store, adopted)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_sent_is_frozen(
    store: Store, issued: Advice, change: Callable[[Store, Advice], object]
) -> None:
    with pytest.raises(Refused, match="does not change any more"):
        change(store, issued)


def test_an_adoption_is_taken_back_with_a_reason_and_then_voted_on_again(
    store: Store, adopted: Advice
) -> None:
    request = store.requests.by_id(adopted.request_id)
    with pytest.raises(Refused, match="needs a reason"):
        store.requests.advance(request, RequestState.DRAFT, on=ISSUED_ON)
    store.requests.advance(request, RequestState.DRAFT, on=ISSUED_ON, reason="nieuwe cijfers")
    draft = store.advice.by_id(adopted.id)
    assert (draft.state, draft.decision, draft.adopted_on) == (AdviceState.DRAFT, "", None)
    assert store.requests.history(request.id)[-1].reason == "nieuwe cijfers"
    again = store.advice.adopt(
        store.advice.save_text(draft, "Met de nieuwe cijfers."), on=ISSUED_ON, decision="besluit 5"
    )
    assert again.decision == "besluit 5"


def test_a_request_taken_up_again_takes_the_adoption_of_its_advice_back(
    store: Store, adopted: Advice
) -> None:
    request = store.requests.by_id(adopted.request_id)
    for target in (RequestState.WITHDRAWN, RequestState.IN_PROGRESS):
        request = store.requests.advance(request, target, on=ISSUED_ON, reason="het college")
    assert store.advice.by_id(adopted.id).state is AdviceState.DRAFT


def copy_missing(store: Store, advice: Advice) -> bool:
    line = store.advice.list.line(advice.id)
    return line is not None and line.copy_missing


def test_a_copy_to_the_city_council_is_missed_until_it_is_sent(
    store: Store, issued: Advice
) -> None:
    assert copy_missing(store, issued)
    with pytest.raises(Refused, match="lies before that"):
        store.advice.copy_sent(issued, ISSUED_ON - timedelta(days=1))
    store.advice.copy_sent(issued, ISSUED_ON)
    assert not copy_missing(store, issued)


def test_no_copy_is_missed_of_what_went_to_the_city_council_itself(
    store: Store, issued: Advice
) -> None:
    request = store.requests.by_id(issued.request_id)
    with store.connection.change("request.change", request.ref):
        store.connection.update("request", request.id, request.version, body="city_council")
    assert not copy_missing(store, issued)


# The answer


def test_an_answer_is_recorded_in_one_pass(store: Store, issued: Advice, answer: Answer) -> None:
    assert state(store, issued) is RequestState.RESPONDED
    found = store.advice.outcomes(issued.id)
    assert [(each.verdict, each.stands_out) for each in found] == [
        (Verdict.ADOPTED, False),
        (Verdict.REJECTED, True),
        (Verdict.NOT_ANSWERED, True),
    ]
    assert share_adopted(each.verdict for each in found) == Fraction(1, 2)
    clock = store.requests.clocks.of_request(issued.request_id)[-1]
    assert (clock.purpose, clock.state, clock.met_on) == (
        Purpose.ANSWER,
        ClockState.MET,
        ANSWERED_ON,
    )


def test_an_answer_comes_after_the_advice(store: Store, adopted: Advice) -> None:
    with pytest.raises(Refused, match="not been sent"):
        store.advice.answers.record(adopted, received_on=ANSWERED_ON)
    issued = store.advice.issue(adopted, on=ISSUED_ON)
    with pytest.raises(Refused, match="lies before"):
        store.advice.answers.record(issued, received_on=ISSUED_ON - timedelta(days=1))


def test_a_request_is_not_answered_without_an_answer(store: Store, issued: Advice) -> None:
    request = store.requests.by_id(issued.request_id)
    with pytest.raises(Refused, match="No answer on 2026-001 has been recorded"):
        store.requests.advance(request, RequestState.RESPONDED, on=ANSWERED_ON)


def test_following_up_without_an_answer_leaves_the_term_to_answer_open(
    store: Store, issued: Advice
) -> None:
    request = store.requests.by_id(issued.request_id)
    request = store.requests.advance(request, RequestState.FOLLOW_UP, on=ANSWERED_ON)
    assert store.requests.open_clock(request, Purpose.ANSWER).state is ClockState.RUNNING
    store.advice.answers.record(issued, received_on=ANSWERED_ON, form=AnswerForm.ORAL)
    assert state(store, issued) is RequestState.RESPONDED


def test_a_second_answer_fills_the_gaps(store: Store, issued: Advice, answer: Answer) -> None:
    third = store.advice.recommendations(issued.id)[2]
    store.advice.answers.record(
        issued,
        received_on=ANSWERED_ON + timedelta(days=9),
        judgements=[Judgement(recommendation_id=third.id, verdict=Verdict.PARTLY, reasons="geld")],
    )
    assert [each.verdict for each in store.advice.outcomes(issued.id)] == [
        Verdict.ADOPTED,
        Verdict.REJECTED,
        Verdict.PARTLY,
    ]
    assert len(store.advice.answers_to(issued.id)) == 2


def test_judging_again_replaces_the_verdict(store: Store, issued: Advice, answer: Answer) -> None:
    second = store.advice.recommendations(issued.id)[1]
    store.advice.answers.judge(answer, second, Verdict.REJECTED, reasons="  te\nduur ")
    assert store.advice.judgements(answer.id)[1].reasons == "te duur"
    assert not store.advice.outcomes(issued.id)[1].stands_out


# Promises


@pytest.mark.parametrize("verdict", [Verdict.REJECTED, Verdict.NOT_ANSWERED])
def test_after_an_answer_without_promises_the_request_is_closed(
    store: Store, answer: Answer, issued: Advice, verdict: Verdict
) -> None:
    first = store.advice.recommendations(issued.id)[0]
    store.advice.answers.judge(answer, first, verdict)
    request = store.requests.by_id(issued.request_id)
    step = store.requests.next_step(request)
    assert step and step.target is RequestState.CLOSED
    closed = store.requests.advance(request, None, on=ANSWERED_ON)
    assert closed.state is RequestState.CLOSED


@pytest.mark.parametrize("verdict", sorted(PROMISING))
def test_a_promise_without_a_day_stands_out_and_closing_asks_why(
    store: Store, answer: Answer, issued: Advice, verdict: Verdict
) -> None:
    first = store.advice.recommendations(issued.id)[0]
    store.advice.answers.judge(answer, first, verdict, reasons="We kijken er later naar")
    assert [one.undated for one in store.advice.outcomes(issued.id)] == [True, False, False]
    request = store.requests.by_id(issued.request_id)
    step = store.requests.next_step(request)
    assert step and step.target is RequestState.FOLLOW_UP
    request = store.requests.advance(request, None, on=ANSWERED_ON)
    assert store.requests.next_step(request) is None
    with pytest.raises(Refused, match="A promise has no day"):
        store.requests.advance(request, RequestState.CLOSED, on=ANSWERED_ON)
    store.advice.answers.judge(answer, first, verdict, promised_on=PROMISED_ON)
    assert not any(one.undated for one in store.advice.outcomes(issued.id))
    store.requests.advance(request, RequestState.CLOSED, on=ANSWERED_ON)


@pytest.mark.parametrize("days", [0, -1, -30])
def test_a_promise_is_not_put_off_to_an_earlier_day(
    store: Store, answer: Answer, issued: Advice, days: int
) -> None:
    promise = promised(store, answer)
    with pytest.raises(Refused, match="putting it off needs a later day"):
        store.advice.answers.put_off(promise, PROMISED_ON + timedelta(days=days))
    later = PROMISED_ON + timedelta(days=1)
    assert store.advice.answers.put_off(promise, later).promised_on == later


def test_a_promise_is_followed_up(store: Store, answer: Answer, issued: Advice) -> None:
    promise = promised(store, answer)
    assert (promise.number, promise.promised_on, promise.text) == (3, PROMISED_ON, THREE[2])
    request = store.requests.by_id(issued.request_id)
    step = store.requests.next_step(request)
    assert step and step.target is RequestState.FOLLOW_UP
    [clock] = store.requests.clocks.all_open_of(request.id, Purpose.FOLLOW_UP)
    assert (clock.subject_id, clock.due_on) == (promise.recommendation_id, PROMISED_ON)
    followed = store.requests.advance(request, None, on=ANSWERED_ON)
    with pytest.raises(Refused, match="A promise is open: raadtui requests promise"):
        store.requests.advance(followed, None, on=ANSWERED_ON)
    assert "recommendation 3 of 2026-001-A1" in str(clock.explanation[0])


@given(checks=st.lists(st.booleans(), max_size=4), close=st.booleans(), later=st.integers(0, 400))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_promise_comes_back_until_it_is_seen_kept(
    tmp_path_factory: pytest.TempPathFactory, checks: list[bool], close: bool, later: int
) -> None:
    with create_store(tmp_path_factory.mktemp("promise") / "raad.db", fixed_actor()) as store:
        council = store.councils.create(code="ASD", name="Adviesraad")
        request = store.requests.register(council.id, title="Verordening", received_on=RECEIVED)
        for target in (RequestState.IN_PROGRESS, RequestState.TABLED):
            request = store.requests.advance(request, target, on=RECEIVED)
        advice = store.advice.draft(request)
        store.advice.recommend(advice, THREE)
        advice = store.advice.change(store.advice.by_id(advice.id), tone=Tone.POSITIVE)
        advice = store.advice.adopt(advice, on=ADOPTED_ON, decision="besluit 4")
        advice = store.advice.issue(advice, on=ISSUED_ON)
        answer = store.advice.answers.record(advice, received_on=ANSWERED_ON)
        promised(store, answer)
        if close:
            request = store.requests.by_id(request.id)
            store.requests.advance(request, RequestState.CLOSED, on=ANSWERED_ON)
        open_ = True
        day = PROMISED_ON + timedelta(days=later)
        for kept in checks:
            due = store.advice.answers.promises(council.id, until=day)
            assert [promise.number for promise in due] == ([3] if open_ else [])
            if due:
                store.advice.answers.see(due[0], kept=kept, on=day, source="artikel 12")
                open_ = not kept
        assert bool(store.advice.answers.promises(council.id, until=day)) is open_
        assert (
            store.advice.answers.promises(council.id, until=PROMISED_ON - timedelta(days=1)) == []
        )


def test_what_was_found_is_kept_with_the_promise(
    store: Store, answer: Answer, issued: Advice
) -> None:
    promise = promised(store, answer)
    checks = store.advice.answers
    checks.see(promise, kept=False, on=PROMISED_ON, source="artikel 12 ontbreekt")
    [again] = checks.promises(1)
    assert (again.seen, again.checked_on) == ("artikel 12 ontbreekt", PROMISED_ON)
    checks.see(again, kept=True, on=date(2027, 4, 1), source="artikel 12")
    judgement = store.advice.judgements(answer.id)[2]
    assert (judgement.kept, judgement.seen) == (True, "artikel 12")
    clock = store.requests.clocks.get(promise.clock_id)
    assert (clock.state, clock.met_on, clock.met_late) == (
        ClockState.MET,
        date(2027, 4, 1),
        True,
    )
    with pytest.raises(Refused, match="dealt with already"):
        checks.see(again, kept=True, on=date(2027, 4, 1), source="artikel 12")


@pytest.mark.parametrize(
    ("on", "source", "says"),
    [(PROMISED_ON, " ", "Say where you looked"), (date(2026, 11, 30), "art. 12", "lies before")],
)
def test_a_promise_is_seen_somewhere_and_after_it_was_made(
    store: Store, answer: Answer, on: date, source: str, says: str
) -> None:
    promise = promised(store, answer)
    with pytest.raises(Refused, match=says):
        store.advice.answers.see(promise, kept=True, on=on, source=source)


def test_a_new_day_is_a_new_promise_and_no_day_lets_it_go(store: Store, answer: Answer) -> None:
    first = promised(store, answer)
    second = promised(store, answer, date(2027, 9, 1))
    assert second.clock_id != first.clock_id
    assert store.requests.clocks.get(first.clock_id).state is ClockState.LAPSED
    third = store.advice.recommendations(answer.advice_id)[2]
    store.advice.answers.judge(answer, third, Verdict.REJECTED, reasons="geen geld")
    assert store.advice.answers.promises(1) == []


def test_of_a_promise_that_was_put_right_only_the_day_that_stands_is_shown(
    store: Store, issued: Advice, answer: Answer
) -> None:
    def follow_ups() -> list[tuple[date, ClockState]]:
        clocks = store.requests.clocks.of_request(issued.request_id)
        return [
            (clock.due_on, clock.state) for clock in clocks if clock.purpose is Purpose.FOLLOW_UP
        ]

    for month in (5, 7, 6, 9):
        promise = promised(store, answer, date(2027, month, 1))
    assert follow_ups() == [(date(2027, 9, 1), ClockState.RUNNING)]
    promise = store.advice.answers.put_off(promise, date(2027, 10, 1))
    first = store.advice.recommendations(issued.id)[0]
    store.advice.answers.judge(answer, first, Verdict.ADOPTED, promised_on=date(2027, 3, 1))
    assert [on for on, _state in follow_ups()] == [date(2027, 10, 1), date(2027, 3, 1)]
    store.advice.answers.judge(answer, first, Verdict.REJECTED, reasons="toch niet")
    assert follow_ups() == [(date(2027, 10, 1), ClockState.RUNNING)]
    store.advice.answers.see(promise, kept=True, on=date(2027, 10, 4), source="artikel 12")
    assert follow_ups() == [(date(2027, 10, 1), ClockState.MET)]
    third = store.advice.recommendations(issued.id)[2]
    again = Judgement(
        recommendation_id=third.id, verdict=Verdict.ADOPTED, promised_on=date(2028, 1, 1)
    )
    store.advice.answers.record(
        issued, received_on=date(2027, 11, 1), reference="Z/27/4", judgements=[again]
    )
    assert [state for _on, state in follow_ups()] == [ClockState.MET, ClockState.RUNNING]


def test_without_a_day_the_council_follows_up_by_its_own_term(
    store: Store, issued: Advice, answer: Answer
) -> None:
    assert store.advice.answers.promises(1) == []
    store.councils.add_rule(
        1,
        purpose=Purpose.FOLLOW_UP,
        amount=12,
        unit=Unit.WEEK,
        valid_from=date(2020, 1, 1),
        article="art. 9",
    )
    first, second, _third = store.advice.recommendations(issued.id)
    store.advice.answers.judge(answer, first, Verdict.ADOPTED)
    store.advice.answers.judge(answer, second, Verdict.REJECTED, reasons="geen geld")
    (promise,) = store.advice.answers.promises(1)
    assert (promise.number, promise.promised_on) == (1, answer.received_on + timedelta(weeks=12))
    said = " ".join(map(str, store.requests.clocks.get(promise.clock_id).explanation))
    assert "on recommendation 1 of 2026-001-A1 names no day" in said
    assert "By art. 9" in said


def test_a_promise_without_a_day_follows_the_term_it_was_reckoned_by(
    store: Store, issued: Advice, answer: Answer
) -> None:
    def due(weeks: int) -> date:
        store.terms.set_rule(
            1,
            purpose=Purpose.FOLLOW_UP,
            span=Span(amount=weeks, unit=Unit.WEEK),
            valid_from=date(2020, 1, 1),
            article="art. 9",
            on=ANSWERED_ON,
        )
        (promise,) = store.advice.answers.promises(1)
        clock = store.requests.clocks.get(promise.clock_id)
        assert clock.due_on == promise.promised_on
        assert "names no day" in str(clock.explanation[0])
        return promise.promised_on

    store.councils.add_rule(
        1, purpose=Purpose.FOLLOW_UP, amount=12, unit=Unit.WEEK, valid_from=date(2020, 1, 1)
    )
    first, *_others = store.advice.recommendations(issued.id)
    store.advice.answers.judge(answer, first, Verdict.ADOPTED)
    assert due(14) - due(12) == timedelta(weeks=2)
    extend = ClockEvent(
        kind=ClockEventKind.EXTEND, on=ANSWERED_ON, amount=1, unit=Unit.WEEK, reason="drukte"
    )
    request = store.requests.by_id(issued.request_id)
    clock = store.requests.record_event(request, Purpose.FOLLOW_UP, extend)
    assert due(12) == clock.due_on
    store.trail.undo()
    store.advice.answers.put_off(store.advice.answers.promises(1)[0], date(2027, 9, 1))
    with pytest.raises(Refused, match="agreed, not reckoned; agree on another one with"):
        store.requests.record_event(request, Purpose.FOLLOW_UP, extend)


def test_another_day_can_be_agreed_for_a_promise(store: Store, answer: Answer) -> None:
    store.advice.answers.put_off(promised(store, answer), date(2027, 9, 1))
    (promise,) = store.advice.answers.promises(1)
    assert promise.promised_on == date(2027, 9, 1)
    said = str(store.requests.clocks.get(promise.clock_id).explanation[0])
    assert said == ("Another day was agreed for recommendation 3 of 2026-001-A1: Wed 1 Sep 2027.")


def test_a_promise_tells_whether_the_answer_named_its_day(store: Store, answer: Answer) -> None:
    named = promised(store, answer)
    assert (named.verdict, named.by_rule, named.article) == (Verdict.LATER, False, "")
    store.terms.set_rule(
        1,
        purpose=Purpose.FOLLOW_UP,
        span=Span(amount=12, unit=Unit.WEEK),
        valid_from=date(2026, 1, 1),
        article="art. 10",
        on=ANSWERED_ON,
    )
    second = store.advice.recommendations(answer.advice_id)[1]
    store.advice.answers.judge(answer, second, Verdict.ADOPTED)
    found = store.advice.outcomes(answer.advice_id)
    assert [one.judgement.by_rule for one in found[1:] if one.judgement] == [True, False]
    reckoned = next(one for one in store.advice.answers.promises(1) if one.number == 2)
    assert (reckoned.verdict, reckoned.by_rule, reckoned.article) == (
        Verdict.ADOPTED,
        True,
        "art. 10",
    )


def test_several_promises_of_one_answer_come_in_order_of_their_days(
    store: Store, answer: Answer
) -> None:
    promised(store, answer, date(2027, 9, 1), nth=0)
    promised(store, answer, date(2027, 3, 1), nth=1)
    assert [each.number for each in store.advice.answers.promises(1)] == [2, 1]
    assert [each.number for each in store.advice.answers.promises(1, request_id=99)] == []


# Letters, search, undo


def keep(store: Store, request: AdviceRequest, reference: str) -> None:
    store.letters.keep(
        request,
        LetterKind.REMINDER,
        reference=reference,
        on=ANSWERED_ON,
        addressee="het college",
        subject="herinnering",
        body="Wij wachten op uw jeugdhulpreactie.\n",
    )


def test_letters_are_kept_as_sent_under_their_own_reference(
    store: Store, request_: AdviceRequest
) -> None:
    for number in (1, 2):
        reference = store.letters.next_reference(request_)
        assert reference == f"2026-001-B{number}"
        keep(store, request_, reference)
    with pytest.raises(Conflict, match="kept in the meantime"):
        keep(store, request_, "2026-001-B2")
    first, second = store.letters.of_request(request_.id)
    assert (first.reference, second.body) == (
        "2026-001-B1",
        "Wij wachten op uw jeugdhulpreactie.\n",
    )


def test_no_reference_is_given_twice_after_a_letter_was_undone(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    other = store.requests.register(council.id, title="Nota", received_on=RECEIVED)
    keep(store, other, store.letters.next_reference(other))
    keep(store, request_, store.letters.next_reference(request_))
    assert store.trail.undo().action == "letter.keep"
    assert store.letters.of_request(request_.id) == []
    assert store.letters.next_reference(request_) == "2026-001-B2"


def test_the_acknowledgement_of_a_request_taken_up_already_meets_its_term(
    store: Store, council: Council
) -> None:
    request = store.requests.register(council.id, title="Nota", received_on=RECEIVED)
    waits = store.requests.advance(
        request, RequestState.INCOMPLETE, on=RECEIVED, reason="de begroting"
    )
    store.letters.keep(
        waits,
        LetterKind.ACKNOWLEDGEMENT,
        reference="2026-001-B1",
        on=RECEIVED,
        addressee="het college",
        subject="ontvangstbevestiging",
        body="Wij ontvingen uw aanvraag.",
    )
    assert store.requests.by_id(request.id).state is RequestState.INCOMPLETE
    assert store.requests.clocks.open_of(request.id, Purpose.ACKNOWLEDGEMENT) is None


def test_the_letter_of_an_advice_that_was_sent_carries_that_day(
    store: Store, issued: Advice
) -> None:
    request = store.requests.by_id(issued.request_id)

    def kept(on: date) -> object:
        return store.letters.keep(
            request,
            LetterKind.ADVICE,
            reference=issued.ref,
            on=on,
            addressee="het college",
            subject="advies",
            body="Wij adviseren.",
        )

    with pytest.raises(Refused, match="was sent on Thu 12 Nov 2026"):
        kept(ANSWERED_ON)
    assert kept(ISSUED_ON) == store.letters.of_advice(request)
    with pytest.raises(Conflict, match="kept in the meantime"):
        kept(ISSUED_ON)


def test_advice_and_letters_are_found_by_their_words(
    store: Store, council: Council, draft: Advice, request_: AdviceRequest
) -> None:
    keep(store, request_, "2026-001-B1")
    assert [found.kind for found in store.search.find(council.id, "spreekuur", ANSWERED_ON)] == [
        "advice"
    ]
    assert [found.kind for found in store.search.find(council.id, "hulpreactie", ANSWERED_ON)] == [
        "letter"
    ]
    store.advice.save_text(draft, "Over mantelzorgwaardering.")
    [found] = store.search.find(council.id, "zorgwaardering", ANSWERED_ON)
    assert (found.kind, found.id) == ("advice", draft.id)
    assert store.search.find(council.id, "doel", ANSWERED_ON) == []
    for words in ("zorgwaardering", "hulpreactie"):
        [line] = store.requests.inbox.window(council.id, Queue.OPEN, ANSWERED_ON, words).first(9)
        assert line.id == request_.id


def steps_of(store: Store, draft: Advice) -> list[tuple[str, Callable[[], object]]]:
    """Return every change of an advice in the order a secretary makes them."""
    advice, answers = store.advice, store.advice.answers
    request = store.requests.by_id(draft.request_id)

    def now() -> Advice:
        return advice.by_id(draft.id)

    def last_answer() -> Answer:
        return advice.answers_to(draft.id)[-1]

    def third() -> Judgement:
        return answers.judge(
            last_answer(),
            advice.recommendations(draft.id)[2],
            Verdict.LATER,
            promised_on=PROMISED_ON,
        )

    return [
        ("advice.text", lambda: advice.save_text(now(), "Nieuw.")),
        ("advice.recommend", lambda: advice.recommend(now(), [*THREE, "Vier."])),
        ("advice.change", lambda: advice.change(now(), minority_view="Twee leden zijn tegen.")),
        ("advice.adopt", lambda: advice.adopt(now(), on=ADOPTED_ON, decision="besluit 4")),
        ("advice.issue", lambda: advice.issue(now(), on=ISSUED_ON)),
        ("advice.copy", lambda: advice.copy_sent(now(), ISSUED_ON)),
        ("advice.publish", lambda: advice.publish(now(), ISSUED_ON)),
        ("letter.keep", lambda: keep(store, request, "2026-001-B1")),
        (
            "answer.record",
            lambda: answers.record(
                now(), received_on=ANSWERED_ON, judgements=judged(store, now(), "13")
            ),
        ),
        ("answer.judge", third),
        (
            "promise.see",
            lambda: answers.see(
                answers.promises(1)[0], kept=True, on=PROMISED_ON, source="art. 12"
            ),
        ),
    ]


TABLES = (
    "advice",
    "advice_text",
    "recommendation",
    "answer",
    "judgement",
    "letter",
    "clock",
    "request_history",
)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return everything but the version numbers, which only rise."""
    found = {}
    for table in (*TABLES, "search_entry", "request"):
        columns = [row[1] for row in store.connection.rows(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in columns if name != "version")
        order = "kind, subject_id" if table == "search_entry" else "id"
        kept = "kind, subject_id, title, body" if table == "search_entry" else kept
        found[table] = store.connection.rows(f"SELECT {kept} FROM {table} ORDER BY {order}")
    return found


def test_every_change_can_be_undone_and_done_again(store: Store, draft: Advice) -> None:
    before = [contents(store)]
    steps = steps_of(store, draft)
    for _action, step in steps:
        step()
        before.append(contents(store))
    for place, (action, _step) in reversed(list(enumerate(steps))):
        assert store.trail.undo().action == action
        assert contents(store) == before[place]
    for place, (action, _step) in enumerate(steps, 1):
        assert store.trail.redo().action == action
        assert contents(store) == before[place]


def test_beginning_and_withdrawing_an_advice_can_be_undone(
    store: Store, request_: AdviceRequest
) -> None:
    advice = store.advice.draft(request_, text="Begin.")
    store.advice.withdraw(advice)
    assert store.trail.undo().action == "advice.withdraw"
    assert store.advice.by_id(advice.id).state is AdviceState.DRAFT
    assert store.trail.undo().action == "advice.draft"
    assert store.advice.of_request(request_.id) == []


def test_what_another_person_built_on_is_not_undone(store: Store, issued: Advice) -> None:
    with open_store(Path(store.path), fixed_actor("smit")) as other:
        other.advice.answers.record(other.advice.by_id(issued.id), received_on=ANSWERED_ON)
    with pytest.raises(Conflict):
        store.trail.undo()


def test_a_promise_without_a_day_is_listed_while_its_request_is_open(
    store: Store, answer: Answer, issued: Advice, council: Council
) -> None:
    first, second = store.advice.recommendations(issued.id)[:2]
    answers = store.advice.answers
    answers.judge(answer, first, Verdict.LATER, reasons="later")
    answers.judge(answer, second, Verdict.REJECTED, reasons="te duur")
    [undated] = answers.undated(council.id)
    assert (undated.recommendation_id, undated.words) == (first.id, "later")
    assert answers.undated(council.id, request_id=99) == []
    silent = Judgement(recommendation_id=first.id, verdict=Verdict.NOT_ANSWERED)
    answers.record(issued, received_on=ANSWERED_ON, judgements=[silent])
    assert answers.undated(council.id) == [undated]  # Silence does not undo it.
    request = store.requests.by_id(issued.request_id)
    store.requests.advance(request, RequestState.CLOSED, on=ANSWERED_ON, reason="afgedaan")
    assert answers.undated(council.id) == []
    store.trail.undo()
    promised_on = undated.answered_on + timedelta(days=90)
    assert answers.give_day(issued, first.number, promised_on)
    assert answers.undated(council.id) == []
