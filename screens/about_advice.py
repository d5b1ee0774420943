"""What there is to read about an advice: what it says, what became of it, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from council.advice import (
    ADVICE_STATE_LABELS,
    ANSWER_FORM_LABELS,
    TONE_LABELS,
    VERDICT_LABELS,
    Advice,
    Judgement,
    Outcome,
    Verdict,
)
from council.advice_stages import copy_missing, verdict_summary
from council.chasing import next_chase
from council.clocks import Clock
from council.grounds import articles_for_answer
from council.letters import LETTER_LABELS
from council.requests import AdviceRequest
from council.terms import Purpose
from council.wording import N_, _
from screens.about import aligned, at_rest, clock_status, clock_tone

if TYPE_CHECKING:
    from datetime import date

    from screens.desk import Desk

Line = tuple[str, str]


def about_advice(desk: Desk, advice: Advice) -> list[Line]:
    """Return what an advice says, what became of each recommendation, and what comes next."""
    request = desk.store.requests.by_id(advice.request_id)
    shown = [
        *_head(advice, request),
        *_answer(desk, advice),
        *_chase(desk, request),
        *_recommendations(desk, advice),
        *_text(_("Minority view"), advice.minority_view),
        *_text(_("Text, version {number}", number=advice.text_version), advice.text),
        *about_letters(desk, request.id),
    ]
    return [*at_rest(shown)] if request.closed_on else shown


def _head(advice: Advice, request: AdviceRequest) -> Iterator[Line]:
    yield "strong", f"{advice.ref}  {advice.title}"
    tone = _(TONE_LABELS[advice.tone]) if advice.tone else _("no tone yet")
    yield "", f"{_(ADVICE_STATE_LABELS[advice.state])}, {tone}"
    facts = {
        _("adopted on"): advice.adopted_on,
        _("by decision"): advice.decision,
        _("under mandate"): advice.mandate,
        _("sent on"): advice.issued_on,
        _("copy to the city council"): advice.copy_sent_on,
        _("public since"): advice.public_on,
    }
    yield from aligned(facts)
    if copy_missing(advice, request.body):
        yield "late", _("! No copy was sent to the city council: c records it.")


def _answer(desk: Desk, advice: Advice) -> Iterator[Line]:
    for answer in desk.store.advice.answers_to(advice.id):
        form = _(ANSWER_FORM_LABELS[answer.form])
        said = _("Answered on {day}, {form}", day=answer.received_on, form=form)
        yield "", f"{said} {answer.reference}".rstrip()


def _chase(desk: Desk, request: AdviceRequest) -> Iterator[Line]:
    clock = desk.store.requests.clocks.open_of(request.id, Purpose.ANSWER)
    if clock is None:
        return
    status = clock_status(clock, desk.today)
    yield clock_tone(clock, desk.today), _("Answer: {status}", status=status)
    yield from _next_letter(desk, request, clock)


def _next_letter(desk: Desk, request: AdviceRequest, clock: Clock) -> Iterator[Line]:
    chase = next_chase(clock, desk.store.letters.of_request(request.id))
    if chase is None:
        return
    kind = _(LETTER_LABELS[chase.kind])
    if chase.ready(desk.today):
        yield "soon", _("Time for the {kind}: u writes it.", kind=kind)
    else:
        yield "dim", _("Without an answer, from {day}: {kind}.", day=chase.from_on, kind=kind)
    rule = desk.store.councils.rule_by_id(clock.rule_id) if clock.rule_id else None
    if articles := articles_for_answer(request, [rule.article] if rule else []):
        yield "dim", _("It can rest on: {articles}.", articles=", ".join(articles))


def _recommendations(desk: Desk, advice: Advice) -> Iterator[Line]:
    found = desk.store.advice.outcomes(advice.id)
    answered = bool(desk.store.advice.answers_to(advice.id))
    yield "", ""
    yield "heading", _("Recommendations")
    if not found:
        yield "dim", _("There are none.")
    for outcome in found:
        yield "", f"{outcome.recommendation.number}. {outcome.recommendation.text}"
        if answered:
            yield from _outcome(outcome, desk.today)


def _outcome(outcome: Outcome, today: date) -> Iterator[Line]:
    judgement, verdict = outcome.judgement, _(VERDICT_LABELS[outcome.verdict])
    if outcome.verdict is Verdict.NOT_ANSWERED or judgement is None:
        yield "late", f"   ! {verdict}"
        return
    if judgement.unreasoned:
        yield "late", _("   ! {verdict}, without reasons", verdict=verdict)
    else:
        done = outcome.verdict is Verdict.ADOPTED
        yield (
            "done" if done else "",
            f"   {verdict}{': ' + judgement.reasons if judgement.reasons else ''}",
        )
    yield from _promise(judgement, today)


def _promise(judgement: Judgement, today: date) -> Iterator[Line]:
    if judgement.promised_on is None:
        if judgement.undated:
            yield "soon", _("   ! a promise without a day")
        return
    if judgement.kept:
        yield "done", _("   seen fulfilled in {source}", source=judgement.seen)
        return
    late = judgement.promised_on < today
    said = N_("   no day named; due by {day}") if judgement.by_rule else N_("   promised by {day}")
    yield "late" if late else "soon", _(said, day=judgement.promised_on)
    if not (judgement.by_rule or judgement.reasons):
        yield "dim", _("   what was promised was not written down")
    if judgement.checked_on:
        yield (
            "late",
            _(
                "   not kept, seen on {day}: {source}",
                day=judgement.checked_on,
                source=judgement.seen,
            ),
        )


def _text(title: str, text: str) -> Iterator[Line]:
    if text:
        yield "", ""
        yield "heading", title
        yield "", text


def about_letters(desk: Desk, request_id: int) -> Iterator[Line]:
    """Yield the letters about a request that were sent."""
    letters = desk.store.letters.of_request(request_id)
    if letters:
        yield "", ""
        yield "heading", _("Letters")
    for letter in letters:
        kind = _(LETTER_LABELS[letter.kind])
        yield (
            "",
            _("{day}  {reference}  {kind}", day=letter.on, reference=letter.reference, kind=kind),
        )


def advice_of_request(desk: Desk, request: AdviceRequest) -> Iterator[Line]:
    """Yield how far the advice on a request is, and what was answered to it."""
    advice = desk.store.advice.current(request.id)
    if advice is not None:
        tone = _(TONE_LABELS[advice.tone]) if advice.tone else _("no tone yet")
        yield "", ""
        yield "heading", _("Advice {ref}", ref=advice.ref)
        yield "", f"{_(ADVICE_STATE_LABELS[advice.state])}, {tone}"
        yield from _summary(desk, request, advice)


def _summary(desk: Desk, request: AdviceRequest, advice: Advice) -> Iterator[Line]:
    if copy_missing(advice, request.body):
        yield "late", _("! No copy was sent to the city council.")
    if not desk.store.advice.answers_to(advice.id):
        return
    found = desk.store.advice.outcomes(advice.id)
    verdicts = [outcome.verdict for outcome in found]
    counted = verdict_summary({verdict: verdicts.count(verdict) for verdict in verdicts})
    yield "", _("Answer: {verdicts}.", verdicts=counted or _("no recommendations"))
    for outcome in found:
        if outcome.stands_out or outcome.undated:
            yield from _outcome(outcome, desk.today)
            yield "", f"     {outcome.recommendation.number}. {outcome.recommendation.text}"


def route_of_request(desk: Desk, request: AdviceRequest, clocks: Sequence[Clock]) -> Iterator[Line]:
    """Yield at which plenary the advice on a request can still be adopted in time."""
    for clock in clocks:
        if clock.purpose is Purpose.ADVICE and clock.live and clock.due_on >= desk.today:
            yield from route_lines(desk, request.council_id, request.received_on, clock.due_on)


def route_lines(desk: Desk, council_id: int, received_on: date, due_on: date) -> Iterator[Line]:
    """Yield at which plenary an advice can be adopted, or the ways out when none is in time."""
    route = desk.store.meetings.route(council_id, received_on, due_on, desk.today)
    late = route.meeting_at is None
    for sentence in route.sentences():
        yield "late" if late else "", f"! {sentence}" if late else str(sentence)
    for way in route.ways_out:
        yield "", f"  {way}"
