"""Gathers from the database what a letter about a request can speak of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from council.clocks import Clock, ClockState, explain, reckon
from council.letters import LetterKind
from council.members import CHAIRS
from council.requests import AdviceRequest, RequestForm, RequestState
from council.terms import Purpose, TermRule
from council.wording import speaking
from db.store import Store
from exports.letters import LetterFacts


def read_facts(
    store: Store,
    request: AdviceRequest,
    kind: LetterKind,
    on: date,
    dutch: Callable[[str], str],
    *,
    missing: tuple[str, ...] = (),
) -> LetterFacts:
    """Return the facts for a letter of this kind on a day; that of an advice keeps its day.

    `dutch` translates message ids into Dutch, for the explanation of the term. Without
    `missing`, the papers are those for which the term was stopped last.
    """
    council = store.councils.by_id(request.council_id)
    clock = _last(store, request, Purpose.ADVICE)
    with speaking(dutch):
        explanation = tuple(explain(clock.explanation)) if clock else ()
    advice = store.advice.current(request.id)
    reference = store.letters.next_reference(request)
    if kind is LetterKind.ADVICE and advice is not None:
        reference, on = advice.ref, advice.issued_on or on
    chair, secretary = _signatories(store, request.council_id, on)
    answer_rule, answer_due_on = _answer_term(store, request, on)
    return LetterFacts(
        council=council.name,
        municipality=council.municipality,
        request=request,
        reference=reference,
        on=on,
        chair=chair,
        secretary=secretary,
        advice_due_on=clock.due_on if clock else None,
        rule_due_on=clock.original_due_on if clock else None,
        decided_on=store.requests.decided_on(request),
        explanation=explanation,
        term_article=_article(store, clock),
        stopped_on=_stopped_on(store, clock),
        missing=missing or _asked_for(store, request),
        advice=advice,
        recommendations=tuple(store.advice.recommendations(advice.id)) if advice else (),
        answer_due_on=answer_due_on,
        answer_article=answer_rule.article if answer_rule else "",
        answered=bool(advice and store.advice.answers_to(advice.id)),
        sent=tuple(store.letters.of_request(request.id)),
        partners=store.requests.partners.of(request.id),
    )


def _last(store: Store, request: AdviceRequest, purpose: Purpose) -> Clock | None:
    clocks = store.requests.clocks.of_request(request.id)
    return next((clock for clock in reversed(clocks) if clock.purpose is purpose), None)


def _article(store: Store, clock: Clock | None) -> str:
    if clock is None or clock.rule_id is None:
        return ""
    return store.councils.rule_by_id(clock.rule_id).article


def _stopped_on(store: Store, clock: Clock | None) -> date | None:
    if clock is None or clock.state is not ClockState.STOPPED:
        return None
    return store.requests.clocks.events(clock.id)[-1].on


def _asked_for(store: Store, request: AdviceRequest) -> tuple[str, ...]:
    reasons = [
        step.reason
        for step in store.requests.history(request.id)
        if step.target is RequestState.INCOMPLETE
    ]
    return tuple(reasons[-1:])


def _answer_term(
    store: Store, request: AdviceRequest, on: date
) -> tuple[TermRule | None, date | None]:
    """Return the rule and the end of the municipality's term, reckoned from `on` before it runs."""
    clock = _last(store, request, Purpose.ANSWER)
    if clock is not None and clock.state in (ClockState.RUNNING, ClockState.STOPPED):
        rule = store.councils.rule_by_id(clock.rule_id) if clock.rule_id else None
        return rule, clock.due_on
    urgent = request.form is RequestForm.URGENT
    rule = store.councils.rule(request.council_id, Purpose.ANSWER, on, urgent=urgent)
    if rule is None:
        return None, None
    return rule, reckon(rule, on, [], store.councils.calendar()).due_on


def _signatories(store: Store, council_id: int, on: date) -> tuple[str, str]:
    """Return the names of the chair and the secretary, empty where there is none."""
    chair = secretary = ""
    for line in store.members.memberships(council_id, on):
        if line.person is None:
            continue
        if line.seat.role in CHAIRS:
            chair = line.person.name
        if line.is_secretary:
            secretary = line.person.name
    return chair, secretary
