"""Recording an answer: every recommendation in one pass, by digits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from council.advice import AnswerForm, Judgement, Verdict
from council.clocks import ClockEvent, ClockEventKind
from council.letters import LetterKind
from council.requests import RequestState
from council.terms import Purpose
from db.store import Store
from tests.screens.advised import request_of, sent
from tests.screens.conftest import TODAY, Opener, press, shown, write

DIGITS = ("1", "1", "2", "1", "3", "4", "0")


def verdicts(store: Store, advice_id: int) -> list[Verdict]:
    return [outcome.verdict for outcome in store.advice.outcomes(advice_id)]


async def test_an_answer_on_seven_recommendations_takes_nine_keys(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2")
        keys = await press(pilot, "enter")
        assert "1 taken over  2 partly  3 not  4 later  0 not answered" in shown(pilot)
        keys += await press(pilot, *DIGITS, "enter")
        assert keys == 9
        assert (
            "2026-001-A1: 3 of 7 taken over in full; 3 without reasons, 1 not answered."
            in shown(pilot)
        )
    assert verdicts(store, advice.id) == [
        Verdict.ADOPTED,
        Verdict.ADOPTED,
        Verdict.PARTLY,
        Verdict.ADOPTED,
        Verdict.REJECTED,
        Verdict.LATER,
        Verdict.NOT_ANSWERED,
    ]
    assert request_of(store, advice).state is RequestState.RESPONDED
    assert store.advice.answers_to(advice.id)[0].received_on == TODAY


async def test_the_inbox_takes_as_many_keys(store: Store, screens: Opener) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "1")
        assert await press(pilot, "v", *DIGITS, "enter") == 9
    assert request_of(store, advice).state is RequestState.RESPONDED


async def test_what_was_passed_over_stands_out_and_is_recorded_as_silence(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "1", "down", "1")
        lines = shown(pilot).splitlines()
        assert any(line.lstrip().startswith("!   2") and "passed over" in line for line in lines)
        assert "1 not answered" in shown(pilot)
        await press(pilot, "enter")
    assert verdicts(store, advice.id)[1] is Verdict.NOT_ANSWERED
    judgements = store.advice.judgements(store.advice.answers_to(advice.id)[0].id)
    assert len(judgements) == 2


async def test_tab_leads_through_the_reasons_that_are_missing(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "1", "3", "1", "2", "1", "1", "1")
        assert "2 without reasons" in shown(pilot)
        await press(pilot, "home", "tab")
        await write(pilot, "te duur")
        await press(pilot, "tab")
        await write(pilot, "alleen jeugd 0")
        await press(pilot, "enter")
        assert "without reasons" not in shown(pilot).splitlines()[-3]
        await press(pilot, "enter")
    reasons = [
        outcome.judgement.reasons
        for outcome in store.advice.outcomes(advice.id)
        if outcome.judgement
    ]
    assert reasons == ["", "te duur", "", "alleen jeugd 0", "", "", ""]


async def test_a_promise_gets_its_date_and_comes_back(store: Store, screens: Opener) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "4", "up", "t")
        await write(pilot, "14-4")
        await press(pilot, "enter")
        assert "Wed 14 Apr 2027" in shown(pilot)
        assert "their words  m writes down what was promised" in shown(pilot)
        await press(pilot, "m")
        await write(pilot, "elke wijk krijgt een spreekuur")
        await press(pilot, "enter")
        assert "their words  elke wijk krijgt een spreekuur" in shown(pilot)
        await press(pilot, "enter")
        assert "OPEN PROMISES" in shown(pilot)
        await press(pilot, "0")
        assert "promise 1" in shown(pilot)
    (promise,) = store.advice.answers.promises(1)
    assert (promise.advice_ref, promise.promised_on) == (advice.ref, date(2027, 4, 14))
    assert promise.words == "elke wijk krijgt een spreekuur"


async def test_a_day_that_is_none_stays_to_be_put_right(store: Store, screens: Opener) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "4", "up", "t")
        await write(pilot, "zomaar")
        await press(pilot, "enter")
        assert "zomaar" in shown(pilot)
        assert store.advice.answers.promises(1) == []


async def test_a_promise_on_what_is_not_taken_over_is_refused(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "3", "up", "t")
        await write(pilot, "14-4")
        await press(pilot, "enter", "enter")
        assert "Recommendation 1 is not taken over and promises nothing" in shown(pilot)
    assert store.advice.answers_to(advice.id) == []


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("7", "“7” is no judgement: 1, 2, 3, 4 or 0."),
        ("s", "s does nothing here; the keys that do stand below."),
        ("o", "Undoing and doing again is for the list: Esc leads there."),
        ("O", "Undoing and doing again is for the list: Esc leads there."),
    ],
)
async def test_a_key_that_judges_nothing_says_why(
    store: Store, screens: Opener, key: str, reason: str
) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", key)
        assert reason in shown(pilot)
        await press(pilot, "1")
        assert reason not in shown(pilot)


async def test_a_day_put_right_takes_its_refusal_away(store: Store, screens: Opener) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "4", "up", "t")
        await write(pilot, "22-11-2026")
        await press(pilot, "enter", "enter")
        assert "it cannot promise recommendation 1 for" in shown(pilot)
        await press(pilot, "w")
        await write(pilot, "21-11")
        await press(pilot, "enter", "enter", "enter")
        assert "Received Sat 21 Nov 2026" in shown(pilot)
        assert "cannot promise" not in shown(pilot)


async def test_day_and_form_of_the_answer_can_be_said(store: Store, screens: Opener) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "1", "w", "ctrl+u")
        await write(pilot, "22-11")
        await press(pilot, "enter", "p")
        await write(pilot, "Z-77")
        await press(pilot, "enter")
        assert "Received Sun 22 Nov 2026, proposal to the city council, Z-77" in shown(pilot)
        await press(pilot, "enter")
    (answer,) = store.advice.answers_to(advice.id)
    assert (answer.received_on, answer.form, answer.reference) == (
        date(2026, 11, 22),
        AnswerForm.COUNCIL_PROPOSAL,
        "Z-77",
    )


async def test_half_an_answer_is_there_again(store: Store, screens: Opener) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "1", "3", "up", "m")
        await write(pilot, "te duur")
        await press(pilot, "enter")
    async with screens() as pilot:
        await press(pilot, "2", "enter")
        assert "What you typed before is back" in shown(pilot)
        assert "te duur" in shown(pilot)
        await press(pilot, "escape", "y", "enter")
        assert "te duur" not in shown(pilot)


async def test_reasons_that_are_being_typed_are_there_again(store: Store, screens: Opener) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "1", "3", "up", "m")
        await write(pilot, "te duu")
    async with screens() as pilot:
        await press(pilot, "2", "enter")
        assert "What you typed before is back; Esc asks" in shown(pilot)
        await write(pilot, "r")
        await press(pilot, "escape")
        assert "Esc again throws away what you typed in this line." in shown(pilot)
        assert "te duur" in shown(pilot)
        await press(pilot, "enter")
        assert "te duur" in shown(pilot) and "Enter save" in shown(pilot)


async def test_reasons_that_were_thrown_away_do_not_come_back(
    store: Store, screens: Opener
) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "3", "up", "m")
        await write(pilot, "weg")
        await press(pilot, "escape", "escape")
        assert "weg" not in shown(pilot)
        await press(pilot, "m", "escape")
        assert "Enter save" in shown(pilot)
    async with screens() as pilot:
        await press(pilot, "2", "enter")
        assert "weg" not in shown(pilot)


async def test_a_recorded_answer_is_corrected_with_w(store: Store, screens: Opener) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2", "enter", *("1" * 7), "enter", "tab", "w")
        await press(pilot, "3", "up", "m")
        await write(pilot, "bij nader inzien")
        await press(pilot, "enter", "enter")
    assert verdicts(store, advice.id) == [Verdict.REJECTED, *[Verdict.ADOPTED] * 6]
    assert len(store.advice.answers_to(advice.id)) == 1


async def test_an_advice_without_recommendations_is_answered_with_enter(
    store: Store, screens: Opener
) -> None:
    from tests.screens.advised import drafted

    advice = drafted(store)
    store.advice.recommend(advice, [])
    advice = store.advice.by_id(advice.id)
    advice = store.advice.adopt(advice, on=TODAY, decision="2026-12")
    store.advice.issue(advice, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "2", "enter", "1", "enter")
    assert request_of(store, advice).state is RequestState.RESPONDED


async def test_a_promise_only_gets_another_day(store: Store, screens: Opener) -> None:
    advice = sent(store)
    third = store.advice.recommendations(advice.id)[2]
    judgement = Judgement(
        recommendation_id=third.id, verdict=Verdict.LATER, promised_on=date(2027, 4, 14)
    )
    store.advice.answers.record(advice, received_on=TODAY, judgements=[judgement])
    async with screens() as pilot:
        await press(pilot, "2", "t")
        assert "another day" in shown(pilot)
        assert "stands still" not in shown(pilot)
        await press(pilot, "d")
        await write(pilot, "1-9-2027")
        assert "The municipality's term ends on Wed 1 Sep 2027." in shown(pilot)
        assert "It was Wed 14 Apr 2027." in shown(pilot)
        await press(pilot, "enter")
    (promise,) = store.advice.answers.promises(1)
    assert promise.promised_on == date(2027, 9, 1)


async def test_of_several_promises_the_term_is_the_one_that_is_open_and_ends_first(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    days = [date(2027, 5, 1), date(2027, 4, 14), date(2027, 3, 1)]
    *_open, given_up = pieces = store.advice.recommendations(advice.id)[:3]
    answer = store.advice.answers.record(
        advice,
        received_on=TODAY,
        judgements=[
            Judgement(recommendation_id=one.id, verdict=Verdict.LATER, promised_on=day)
            for one, day in zip(pieces, days, strict=True)
        ],
    )
    store.advice.answers.judge(answer, given_up, Verdict.REJECTED, reasons="Toch niet.")
    async with screens() as pilot:
        await press(pilot, "1", "t", "d")
        await write(pilot, "1-9-2027")
        assert "It was Wed 14 Apr 2027." in shown(pilot)


async def test_where_the_answer_is_late_the_next_step_is_the_reminder(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    request = request_of(store, advice)
    late = ClockEvent(
        kind=ClockEventKind.CORRECT, on=TODAY, due_on=date(2026, 11, 22), reason="toegezegd"
    )
    store.requests.record_event(request, Purpose.ANSWER, late)
    async with screens() as pilot:
        await press(pilot, "1")
        assert "v send a reminder" in shown(pilot)
        await press(pilot, "v")
        assert "reminder" in shown(pilot)
    assert store.requests.by_id(request.id).state is RequestState.ISSUED


async def test_an_answer_that_stops_halfway_says_so_and_the_next_step_asks_for_the_rest(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "1", "v", "1", "1", "1", "1", "1", "1", "enter")
        assert "6 of 7 taken over in full; 1 not answered." in shown(pilot)
        assert "v letter “reasons”" in shown(pilot)
        await press(pilot, "v", "y")
        assert "v follow up promises" in shown(pilot)
    (letter,) = store.letters.of_request(advice.request_id)
    assert letter.kind is LetterKind.REASONS
    assert request_of(store, advice).state is RequestState.RESPONDED


async def test_an_answer_with_nothing_to_ask_about_is_closed(store: Store, screens: Opener) -> None:
    advice = sent(store)
    refused = [
        Judgement(recommendation_id=one.id, verdict=Verdict.REJECTED, reasons="te duur")
        for one in store.advice.recommendations(advice.id)
    ]
    store.advice.answers.record(advice, received_on=TODAY, judgements=refused)
    async with screens() as pilot:
        await press(pilot, "1")
        assert "v close" in shown(pilot)


async def test_what_is_taken_over_without_a_day_is_followed_up_and_not_closed_without_asking(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens(120, 60) as pilot:
        await press(pilot, "1", "v", *("1" * 7), "enter")
        assert "v follow up promises" in shown(pilot)
        assert "! a promise without a day" in shown(pilot)
        await press(pilot, "v", "v")
        assert "A promise has no day: in Advice w gives it one" in shown(pilot)
        await press(pilot, "V")
        close = next(line for line in shown(pilot).splitlines() if "close" in line)
        await press(pilot, close.split()[0])
        assert "A promise has no day and comes back by nothing: say why" in shown(pilot)
        await write(pilot, "staat in de tekst")
        await press(pilot, "enter")
    assert request_of(store, advice).state is RequestState.CLOSED


async def test_nothing_of_a_closed_request_calls_for_work(store: Store, screens: Opener) -> None:
    advice = sent(store)
    judgements = [
        Judgement(recommendation_id=one.id, verdict=Verdict.ADOPTED)
        for one in store.advice.recommendations(advice.id)[:3]
    ]
    store.advice.answers.record(advice, received_on=TODAY, judgements=judgements)
    store.requests.advance(
        request_of(store, advice), RequestState.CLOSED, on=TODAY, reason="staat in de tekst"
    )
    async with screens(120, 60) as pilot:
        for keys in (("1", "shift+tab"), ("2", "tab")):
            await press(pilot, *keys)
            text = shown(pilot)
            assert "a promise without a day" in text
            assert "No copy was sent to the city council" in text
            assert "!" not in text


async def test_what_another_judged_meanwhile_is_not_judged_over_unseen(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    wishes = store.advice.recommendations(advice.id)
    begun = [Judgement(recommendation_id=one.id, verdict=Verdict.REJECTED) for one in wishes]
    answer = store.advice.answers.record(advice, received_on=TODAY, judgements=begun)
    async with screens() as pilot:
        await press(pilot, "2", "tab", "w", "1", "1")
        store.advice.answers.judge(answer, wishes[1], Verdict.PARTLY, reasons="deels")
        await press(pilot, "enter")
        assert "jansen changed this on" in shown(pilot)
        assert verdicts(store, advice.id)[:2] == [Verdict.REJECTED, Verdict.PARTLY]
        await press(pilot, "ctrl+c", "ctrl+c")
    async with screens() as pilot:
        await press(pilot, "2", "tab", "w")
        said = " ".join(shown(pilot).split())
        assert "over what was judged meanwhile: 2 (partly taken over)." in said
        await press(pilot, "enter")
    assert verdicts(store, advice.id)[:2] == [Verdict.ADOPTED, Verdict.ADOPTED]
