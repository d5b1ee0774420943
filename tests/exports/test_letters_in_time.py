"""A letter says what is so on the day it is written: of papers, terms and how far a request is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from council.advice import Tone
from council.clocks import ClockEvent, ClockEventKind
from council.councils import Council
from council.errors import Refused
from council.letters import LetterKind
from council.requests import AdviceRequest, DocumentKind, RequestState
from council.terms import Purpose
from db.store import Store
from exports.letter_facts import read_facts
from exports.letters import Letter, letter

RECEIVED, ADOPTED, SENT = date(2026, 2, 2), date(2026, 3, 5), date(2026, 3, 9)
LATE = date(2026, 6, 1)


def english(message: str) -> str:
    return message


def adopted(
    store: Store, council: Council, tone: Tone = Tone.POSITIVE, **facts: Any
) -> AdviceRequest:
    """Return a request of which the advice was adopted; the term to answer is six weeks."""
    request = store.requests.register(council.id, title="Nota", received_on=RECEIVED, **facts)
    request = store.requests.advance(request, RequestState.IN_PROGRESS, on=RECEIVED)
    request = store.requests.advance(request, RequestState.TABLED, on=RECEIVED)
    advice = store.advice.change(store.advice.draft(request, text="Goed."), tone=tone)
    store.advice.adopt(advice, on=ADOPTED, decision="besluit 4")
    return store.requests.by_id(request.id)


def issued(store: Store, council: Council, **facts: Any) -> AdviceRequest:
    request = adopted(store, council, **facts)
    advice = store.advice.current(request.id)
    assert advice is not None
    store.advice.issue(advice, on=SENT)
    return store.requests.by_id(request.id)


def written(store: Store, request: AdviceRequest, kind: LetterKind, on: date) -> Letter:
    return letter(kind, read_facts(store, request, kind, on, english, missing=("de begroting",)))


def said(made: Letter) -> str:
    return " ".join(made.body_text.split())


def add(store: Store, request: AdviceRequest, name: str, on: date, replaces: str = "") -> None:
    papers = {paper.name: paper for paper in store.files.of_request(request.id)}
    store.files.add(
        request.id,
        name=name,
        media_type="text/plain",
        data=f"{name} {on}".encode(),
        source="added",
        on=on,
        replaces=papers.get(replaces),
    )


def test_an_advice_rests_on_the_papers_there_were_when_it_was_adopted(
    store: Store, council: Council
) -> None:
    request = adopted(store, council)
    add(store, request, "Concept.txt", date(2026, 3, 2))
    add(store, request, "Concept.txt", date(2026, 3, 8), replaces="Concept.txt")
    add(store, request, "Nagekomen.txt", date(2026, 3, 8))
    made = written(store, request, LetterKind.ADVICE, SENT)
    assert "Wij baseren ons advies op deze stukken: - Concept " in said(made)
    assert "versie" not in said(made) and "Nagekomen" not in said(made)
    [remark] = [str(one) for one in made.remarks if "After the adoption" in str(one)]
    assert "Concept; Nagekomen" in remark


def test_without_later_papers_nobody_is_warned(store: Store, council: Council) -> None:
    request = adopted(store, council)
    add(store, request, "Concept.txt", ADOPTED)
    made = written(store, request, LetterKind.ADVICE, SENT)
    assert "- Concept " in said(made)
    assert not [one for one in made.remarks if "After the adoption" in str(one)]


@pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.ALDERMAN])
def test_nothing_is_late_while_the_term_to_answer_stands_still(
    store: Store, council: Council, kind: LetterKind
) -> None:
    request = issued(store, council)
    stop = ClockEvent(kind=ClockEventKind.STOP, on=date(2026, 4, 1), reason="overleg")
    store.requests.record_event(request, Purpose.ANSWER, stop)
    with pytest.raises(Refused, match="stands still since"):
        written(store, request, kind, LATE)
    resume = ClockEvent(kind=ClockEventKind.RESUME, on=date(2026, 4, 8), reason="klaar")
    store.requests.record_event(request, Purpose.ANSWER, resume)
    assert "Die is er nog niet." in said(written(store, request, kind, LATE))


def test_what_was_closed_without_an_answer_is_not_chased(store: Store, council: Council) -> None:
    request = store.requests.advance(
        issued(store, council), RequestState.CLOSED, on=LATE, reason="stil"
    )
    with pytest.raises(Refused, match="nobody waits for an answer"):
        written(store, request, LetterKind.REMINDER, date(2026, 6, 2))


@pytest.mark.parametrize("on", [date(2026, 6, 2), date(2026, 6, 3)])
def test_taken_up_again_a_reminder_names_the_end_there_was(
    store: Store, council: Council, on: date
) -> None:
    request = store.requests.advance(
        issued(store, council), RequestState.CLOSED, on=LATE, reason="stil"
    )
    request = store.requests.advance(
        request, RequestState.FOLLOW_UP, on=LATE, reason="toch navragen"
    )
    text = said(written(store, request, LetterKind.REMINDER, on))
    assert "uiterlijk op 20 april 2026" in text


def test_an_advice_that_went_without_a_term_has_none_afterwards(
    store: Store, council: Council
) -> None:
    [rule] = [one for one in store.councils.rules(council.id) if one.purpose is Purpose.ANSWER]
    store.terms.remove_rule(
        council.id,
        purpose=Purpose.ANSWER,
        valid_from=rule.valid_from,
        urgent=False,
        on=RECEIVED,
    )
    request = issued(store, council)
    store.councils.add_rule(
        council.id, purpose=Purpose.ANSWER, amount=6, unit=rule.unit, valid_from=LATE
    )
    text = said(written(store, request, LetterKind.REMINDER, LATE))
    assert "Een reactie hebben wij nog niet ontvangen." in text


@pytest.mark.parametrize("kind", [LetterKind.INFORMATION, LetterKind.ACKNOWLEDGEMENT])
def test_letters_that_go_before_an_advice_do_not_come_after_it(
    store: Store, council: Council, kind: LetterKind
) -> None:
    request = issued(store, council)
    with pytest.raises(Refused, match="comes too late"):
        written(store, request, kind, SENT)
    request = store.requests.advance(request, RequestState.CLOSED, on=LATE, reason="stil")
    request = store.requests.advance(request, RequestState.IN_PROGRESS, on=LATE, reason="opnieuw")
    assert written(store, request, kind, LATE).kind is kind


def test_once_an_advice_is_adopted_no_papers_are_asked_for(store: Store, council: Council) -> None:
    request = adopted(store, council)
    with pytest.raises(Refused, match="comes too late"):
        written(store, request, LetterKind.INFORMATION, ADOPTED)
    assert "2026-001" in said(written(store, request, LetterKind.ACKNOWLEDGEMENT, ADOPTED))


@pytest.mark.parametrize(
    ("decision_on", "says", "not_so"),
    [
        (date(2026, 7, 1), "Neemt u een besluit dat afwijkt", "Is een besluit genomen"),
        (date(2026, 5, 1), "Is een besluit genomen dat afwijkt", "Neemt u een besluit"),
    ],
)
def test_after_the_day_of_the_decision_no_letter_speaks_of_one_to_come(
    store: Store, council: Council, decision_on: date, says: str, not_so: str
) -> None:
    request = issued(store, council, kind=DocumentKind.POLICY_RULES, decision_on=decision_on)
    text = said(written(store, request, LetterKind.REMINDER, LATE))
    assert says in text and not_so not in text


@pytest.mark.parametrize(
    ("decision_on", "taken_along"),
    [(date(2026, 7, 1), True), (LATE, True), (date(2026, 5, 1), False)],
)
def test_a_city_council_that_has_decided_is_asked_for_the_answer_alone(
    store: Store, council: Council, decision_on: date, taken_along: bool
) -> None:
    request = issued(store, council, kind=DocumentKind.ORDINANCE, decision_on=decision_on)
    text = said(written(store, request, LetterKind.CITY_COUNCIL, LATE))
    assert ("betrekken bij uw besluitvorming" in text) is taken_along
    assert "Wilt u het college om een" in text


def test_a_condition_without_recommendations_points_at_the_text(
    store: Store, council: Council
) -> None:
    request = issued(store, council, tone=Tone.POSITIVE_IF)
    text = said(written(store, request, LetterKind.ADVICE, SENT))
    assert "positief, mits u overneemt wat hieronder staat." in text
    assert "aanbevelingen" not in text
