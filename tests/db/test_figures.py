from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest

from council.advice import Advice, Judgement, Tone, Verdict
from council.clocks import ClockEvent, ClockEventKind, ClockState
from council.councils import Council
from council.figures import RequestFacts, figures
from council.requests import AdviceRequest, RequestForm, RequestState
from council.terms import Purpose, Unit
from db.store import Store

RECEIVED = date(2026, 3, 2)
TODAY = date(2026, 11, 23)


def after(days: int) -> date:
    return RECEIVED + timedelta(days=days)


def register(store: Store, council: Council, received_on: date = RECEIVED) -> AdviceRequest:
    return store.requests.register(
        council.id,
        title="Verordening",
        received_on=received_on,
        domains=["wmo", "pw"],
        department="Afdeling Zorg",
        asked_by=received_on + timedelta(days=30),
        decision_on=received_on + timedelta(days=70),
    )


def to(store: Store, request: AdviceRequest, *steps: tuple[RequestState, int]) -> AdviceRequest:
    for state, days in steps:
        request = store.requests.advance(
            request, state, on=after(days), reason="reden", late_reason="ziekte"
        )
    return request


def read(store: Store, council: Council) -> list[RequestFacts]:
    return store.figures.facts(council.id, date(2026, 1, 1), date(2026, 12, 31), TODAY)


S = RequestState
FOUR = ("Schrap artikel 4.", "Houd spreekuur.", "Evalueer jaarlijks.", "Schrijf begrijpelijk.")


def advise(store: Store, request: AdviceRequest, *, issued: int) -> Advice:
    """Send an advice with four recommendations so many days after receipt."""
    request = to(store, request, (S.IN_PROGRESS, issued - 3), (S.TABLED, issued - 2))
    store.advice.recommend(store.advice.draft(request), FOUR)
    draft = store.advice.change(store.advice.of_request(request.id)[-1], tone=Tone.POSITIVE)
    adopted = store.advice.adopt(draft, on=after(issued - 1), decision="besluit 4")
    return store.advice.issue(adopted, on=after(issued), late_reason="ziekte")


def answer(store: Store, advice: Advice, day: int, *verdicts: Verdict | None) -> None:
    """Record an answer that says something about each of the first recommendations, or nothing."""
    recommendations = store.advice.recommendations(advice.id)
    store.advice.answers.record(
        advice,
        received_on=after(day),
        judgements=[
            Judgement(recommendation_id=recommendation.id, verdict=verdict)
            for recommendation, verdict in zip(recommendations, verdicts, strict=False)
            if verdict
        ],
    )


def test_a_request_from_receipt_to_answer(store: Store, council: Council) -> None:
    advice = advise(store, register(store, council), issued=40)
    answer(store, advice, 90, Verdict.ADOPTED, Verdict.PARTLY, Verdict.REJECTED)
    [facts] = read(store, council)
    assert (facts.domain, facts.department) == ("wmo", "Afdeling Zorg")
    assert facts.sent == ((after(40), after(90)),)
    assert (facts.days_granted, facts.days_to_use, facts.too_short) == (30, 30, True)
    assert facts.advice is not None
    assert (facts.advice.original_due_on, facts.advice.met_on) == (after(42), after(40))
    result = figures([facts], TODAY)
    assert (result.ours.in_time, result.theirs.late) == (1, 1)
    assert (result.ours.days, result.theirs.days) == (40, 50)
    assert result.share_adopted == Fraction(1, 2)
    assert result.verdicts[Verdict.NOT_ANSWERED] == 1


def test_the_last_answer_that_says_something_counts(store: Store, council: Council) -> None:
    advice = advise(store, register(store, council), issued=40)
    assert read(store, council)[0].verdicts is None
    answer(store, advice, 90, Verdict.REJECTED, Verdict.ADOPTED)
    answer(store, advice, 80, Verdict.LATER, Verdict.LATER)
    answer(store, advice, 99, None, Verdict.NOT_ANSWERED)
    verdicts = {Verdict.REJECTED: 1, Verdict.ADOPTED: 1, Verdict.NOT_ANSWERED: 2}
    assert read(store, council)[0].verdicts == verdicts
    outcomes = store.advice.outcomes(advice.id)
    assert Counter(outcome.verdict for outcome in outcomes) == verdicts


def test_a_reopened_request_counts_the_answer_to_each_advice(
    store: Store, council: Council
) -> None:
    request = register(store, council)
    answer(store, advise(store, request, issued=40), 60)
    request = to(store, store.requests.by_id(request.id), (S.CLOSED, 61))
    second = advise(store, request, issued=65)
    [facts] = read(store, council)
    assert facts.sent == ((after(40), after(60)), (after(65), None))
    result = figures([facts], TODAY)
    assert (result.theirs.in_time, result.theirs.overdue, result.theirs.days) == (1, 1, 20)
    answer(store, second, 107)
    result = figures(read(store, council), TODAY)
    assert (result.theirs.in_time, result.theirs.late, result.theirs.days) == (2, 0, 31)


def test_a_late_answer_to_the_first_advice_is_none_to_the_second(
    store: Store, council: Council
) -> None:
    request = register(store, council)
    first = advise(store, request, issued=40)
    request = to(store, store.requests.by_id(request.id), (S.CLOSED, 100))
    advise(store, request, issued=110)
    answer(store, first, 120)
    assert store.requests.by_id(request.id).state is S.ISSUED
    [facts] = read(store, council)
    assert facts.sent == ((after(40), after(120)), (after(110), None))
    result = figures([facts], TODAY)
    assert (result.theirs.late, result.theirs.unanswered) == (1, 0)
    assert (result.theirs.overdue, result.theirs.days) == (1, 80)


# Sent on day 40; after Whitsun the answer is due on day 85.
@pytest.mark.parametrize(
    ("closed", "came", "kept"),
    [
        (90, 95, {"late": 1}),
        (90, 85, {"in_time": 1}),
        (60, 85, {"in_time": 1}),
        (60, 86, {"late": 1}),
        (90, None, {"unanswered": 1}),
        (86, None, {"unanswered": 1}),
        (85, None, {}),
        (60, None, {}),
    ],
)
def test_an_answer_after_closing_counts_and_closing_early_is_no_silence(
    store: Store, council: Council, closed: int, came: int | None, kept: dict[str, int]
) -> None:
    request = register(store, council)
    advice = advise(store, request, issued=40)
    to(store, store.requests.by_id(request.id), (S.CLOSED, closed))
    if came:
        answer(store, advice, came)
    theirs = figures(read(store, council), TODAY).theirs
    counted = {
        "in_time": theirs.in_time,
        "late": theirs.late,
        "overdue": theirs.overdue,
        "unanswered": theirs.unanswered,
        "open": theirs.open,
    }
    assert counted == dict.fromkeys(counted, 0) | kept
    (clock,) = [
        one for one in store.requests.clocks.of_request(request.id) if one.purpose is Purpose.ANSWER
    ]
    assert (clock.state is ClockState.MET) == bool(came)


def test_an_answer_found_during_a_second_advice_meets_the_term_of_the_first(
    store: Store, council: Council
) -> None:
    request = register(store, council)
    first = advise(store, request, issued=40)
    to(store, store.requests.by_id(request.id), (S.CLOSED, 90), (S.IN_PROGRESS, 91))
    answer(store, first, 95)
    assert store.requests.by_id(request.id).state is S.IN_PROGRESS
    theirs = figures(read(store, council), TODAY).theirs
    assert (theirs.late, theirs.unanswered, theirs.days) == (1, 0, 55)


def test_what_came_while_its_term_lawfully_stood_still_is_in_time(
    store: Store, council: Council
) -> None:
    request = register(store, council)
    stop = ClockEvent(kind=ClockEventKind.STOP, on=after(30), reason="overleg")
    store.requests.record_event(request, Purpose.ADVICE, stop)
    advice = advise(store, store.requests.by_id(request.id), issued=50)
    store.requests.record_event(
        store.requests.by_id(request.id),
        Purpose.ANSWER,
        ClockEvent(kind=ClockEventKind.STOP, on=after(80), reason="overleg"),
    )
    answer(store, advice, 120)
    result = figures(read(store, council), TODAY)
    assert (result.ours.in_time, result.ours.late) == (1, 0)
    assert (result.theirs.in_time, result.theirs.late) == (1, 0)
    assert result.stopped_days == 20 + 40
    for clock in store.requests.clocks.of_request(request.id)[1:]:
        assert not clock.met_late
        assert "in time: the clock had stood still since" in str(clock.explanation[-1])


def test_days_granted_follow_what_was_done_to_the_term(store: Store, council: Council) -> None:
    request = store.requests.register(council.id, title="Plan", received_on=RECEIVED)
    extend = ClockEvent(
        kind=ClockEventKind.EXTEND, on=after(9), amount=3, unit=Unit.WEEK, reason="verzoek"
    )
    store.requests.record_event(request, Purpose.ADVICE, extend)
    assert read(store, council)[0].days_granted == 63
    for kind, day in ((ClockEventKind.STOP, 10), (ClockEventKind.RESUME, 17)):
        event = ClockEvent(kind=kind, on=after(day), reason="stukken")
        store.requests.record_event(request, Purpose.ADVICE, event)
    assert read(store, council)[0].days_granted == 63
    correct = ClockEvent(
        kind=ClockEventKind.CORRECT, on=after(18), due_on=after(28), reason="verzoek"
    )
    store.requests.record_event(request, Purpose.ADVICE, correct)
    assert read(store, council)[0].days_granted == 21


def test_an_extension_adds_to_a_day_that_was_agreed_and_not_to_one_that_was_only_asked(
    store: Store, council: Council
) -> None:
    extend = ClockEvent(
        kind=ClockEventKind.EXTEND, on=RECEIVED, amount=1, unit=Unit.WEEK, reason="verzoek"
    )
    for agreed_by in ("Cora", ""):
        request = store.requests.register(
            council.id,
            title="Plan",
            received_on=RECEIVED,
            asked_by=after(14),
            short_term_agreed_by=agreed_by,
        )
        store.requests.record_event(request, Purpose.ADVICE, extend)
    facts = read(store, council)
    assert [(one.days_granted, one.too_short) for one in facts] == [(21, False), (14, True)]


def test_only_the_requests_received_in_the_period_and_of_this_council(
    store: Store, council: Council
) -> None:
    other = store.councils.create(code="CR", name="Cliëntenraad Donkerveen")
    register(store, other)
    for day in ("2025-12-31", "2026-12-31", "2026-01-01", "2027-01-01"):
        register(store, council, date.fromisoformat(day))
    received = [facts.received_on for facts in read(store, council)]
    assert received == [date(2026, 1, 1), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("steps", "days"),
    [
        ([], (TODAY - after(10)).days),
        ([(S.IN_PROGRESS, 17)], 7),
        ([(S.WITHDRAWN, 15)], 5),
        ([(S.IN_PROGRESS, 12), (S.ON_HOLD, 20), (S.IN_PROGRESS, 26)], 8),
    ],
)
def test_days_that_the_clock_stood_still(
    store: Store, council: Council, steps: list[tuple[RequestState, int]], days: int
) -> None:
    to(store, register(store, council), (S.IN_PROGRESS, 1), (S.INCOMPLETE, 10), *steps)
    [facts] = read(store, council)
    assert facts.stopped_days == days
    assert facts.advice is not None
    assert facts.advice.stopped == (not steps)


def test_a_term_stopped_by_hand_counts_until_it_is_met(store: Store, council: Council) -> None:
    request = to(store, register(store, council), (S.IN_PROGRESS, 1))
    stop = ClockEvent(kind=ClockEventKind.STOP, on=after(1), reason="overleg")
    store.requests.record_event(request, Purpose.ADVICE, stop)
    request = to(store, store.requests.by_id(request.id), (S.TABLED, 2))
    draft = store.advice.change(
        store.advice.draft(request, text="Wij zijn tegen."), tone=Tone.NEGATIVE
    )
    adopted = store.advice.adopt(draft, on=after(3), mandate="dagelijks bestuur")
    store.advice.issue(adopted, on=after(4))
    assert read(store, council)[0].stopped_days == 3


def test_an_own_initiative_has_no_term_and_no_date_granted(store: Store, council: Council) -> None:
    store.requests.register(
        council.id, title="Bereikbaarheid", received_on=RECEIVED, form=RequestForm.UNSOLICITED
    )
    [facts] = read(store, council)
    assert (facts.advice, facts.days_granted, facts.domain, facts.verdicts) == (
        None,
        None,
        "",
        None,
    )
