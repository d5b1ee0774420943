from __future__ import annotations

from datetime import date

import pytest

from council.advice import Advice, Judgement, Tone, Verdict
from council.advice_stages import AdviceLine, AdviceStage, verdict_summary
from council.councils import Council
from council.requests import RequestState
from db.store import Store

ON = date(2026, 11, 16)


def drafted(store: Store, title: str = "Verordening") -> Advice:
    request = store.requests.register(1, title=title, received_on=ON)
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT, RequestState.TABLED):
        request = store.requests.advance(request, state, on=ON)
    advice = store.advice.draft(request)
    store.advice.recommend(advice, ["Een", "Twee", "Drie"])
    return store.advice.change(store.advice.by_id(advice.id), tone=Tone.POSITIVE)


def issued(store: Store, title: str = "Verordening") -> Advice:
    advice = store.advice.adopt(drafted(store, title), on=ON, decision="1")
    return store.advice.issue(advice, on=ON)


def judged(store: Store, advice: Advice, on: date, **verdicts: Verdict) -> None:
    listed = store.advice.recommendations(advice.id)
    judgements = [
        Judgement(recommendation_id=listed[int(number[1:]) - 1].id, verdict=verdict)
        for number, verdict in verdicts.items()
    ]
    store.advice.answers.record(advice, received_on=on, judgements=judgements)


def line(store: Store, advice: Advice) -> AdviceLine:
    found = store.advice.list.line(advice.id)
    assert found is not None
    return found


def test_an_advice_goes_through_the_stages(store: Store, council: Council) -> None:
    advice = drafted(store)
    assert line(store, advice).stage is AdviceStage.DRAFT
    advice = store.advice.adopt(advice, on=ON, decision="1")
    assert line(store, advice).stage is AdviceStage.ADOPTED
    advice = store.advice.issue(advice, on=ON)
    waiting = line(store, advice)
    assert (waiting.stage, waiting.copy_missing) == (AdviceStage.WAITING, True)
    assert waiting.answer_due_on == date(2026, 12, 28)
    assert not waiting.overdue(date(2026, 12, 28))
    assert waiting.overdue(date(2026, 12, 29))
    judged(store, advice, ON, n1=Verdict.ADOPTED)
    answered = line(store, advice)
    assert (answered.stage, answered.answer_due_on) == (AdviceStage.ANSWERED, None)


def test_a_request_closed_without_an_answer_waits_no_more(store: Store, council: Council) -> None:
    advice = issued(store)
    request = store.requests.by_id(advice.request_id)
    store.requests.advance(request, RequestState.CLOSED, on=ON, reason="geen reactie")
    assert line(store, advice).stage is AdviceStage.ANSWERED
    assert store.advice.list.lines(1, AdviceStage.WAITING) == []
    assert len(store.advice.list.lines(1, AdviceStage.ANSWERED)) == 1


@pytest.mark.parametrize("stage", AdviceStage)
def test_a_list_holds_what_is_in_its_stage(
    store: Store, council: Council, stage: AdviceStage
) -> None:
    drafted(store)
    store.advice.adopt(drafted(store), on=ON, decision="1")
    issued(store)
    judged(store, issued(store), ON, n1=Verdict.LATER)
    store.advice.withdraw(drafted(store))
    assert [one.stage for one in store.advice.list.lines(1, stage)] == [stage]


def test_verdicts_are_counted_as_the_outcomes_tell_them(store: Store, council: Council) -> None:
    advice = issued(store)
    assert line(store, advice).verdicts == {}
    judged(store, advice, ON, n1=Verdict.ADOPTED, n2=Verdict.REJECTED)
    judged(store, advice, date(2026, 11, 20), n1=Verdict.NOT_ANSWERED, n2=Verdict.PARTLY)
    found = line(store, advice)
    told = [outcome.verdict for outcome in store.advice.outcomes(advice.id)]
    assert found.verdicts == {verdict: told.count(verdict) for verdict in told}
    assert verdict_summary(found.verdicts) == "1 taken over, 1 partly taken over, 1 not answered"
    assert found.answered_on == date(2026, 11, 20)


def test_the_filter_looks_in_the_recommendations_too(store: Store, council: Council) -> None:
    advice = drafted(store, "Jeugdhulpverordening")
    drafted(store, "Beleidsplan")
    store.advice.recommend(store.advice.by_id(advice.id), ["Stel een meldpunt in"])
    for text in ("verordening", "meldpunt"):
        found = store.advice.list.lines(1, AdviceStage.DRAFT, text)
        assert [one.title for one in found] == ["Jeugdhulpverordening"]


def test_a_long_list_is_paged_newest_first(store: Store, council: Council) -> None:
    made = [drafted(store, f"Nummer {number}").ref for number in range(7)]
    window = store.advice.list.window(1, AdviceStage.DRAFT)
    read = window.first(3)
    while more := window.after(read[-1], 3):
        read += more
    assert [one.ref for one in read] == made[::-1]
