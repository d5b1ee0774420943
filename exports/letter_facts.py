"""What a letter about a request can speak of, and gathering it from the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from council.advice import Advice, Outcome, Promise, Recommendation
from council.chasing import Chase, next_chase
from council.clocks import Clock, ClockEventKind, ClockState, reckon
from council.grounds import articles_for_answer
from council.letters import LetterKind, SentLetter
from council.members import CHAIRS, spoken_name
from council.papers import Paper, added_by_hand, guards
from council.partners import Partner
from council.record import record
from council.requests import AdviceRequest, RequestState
from council.term_sentences import explain_outside
from council.terms import Purpose, TermRule
from council.wording import speaking
from db.store import Store


@record
class LetterFacts:
    """What a letter can speak of.

    `advice_due_on` is the end of the council's term and `rule_due_on` what the ordinance makes of
    it, `explanation` in Dutch how it came about, `term_article` where it stands, empty for a term
    that no ordinance is known to set. `stopped_on` is since when it stands still, or will with this
    letter; `waits` tells that the letter makes the request wait for its papers, and `no_plenary`
    that none can adopt the advice in time. `decided_on` is when the municipality decided.
    `answer_due_on` and `answer_article` are the end of the municipality's term to answer and where
    that stands, as far as it is about this advice, `answer_stopped_on` since when it stands still.
    `missing` are the papers asked for, `declined` why the council gives no advice, `papers` those
    that the advice is based on and `late_papers` the names of what came after its adoption, `sent`
    the letters about the request so far. `outcomes` tells what the answer of `answered_on` does
    with each recommendation, `promises` are those that were not kept, and `chase` is the next
    letter about a late answer; `mail_on` is the day of the last mail about the request since the
    advice was sent, which may hold the answer.
    """

    council: str
    municipality: str
    request: AdviceRequest
    reference: str
    on: date
    chair: str = ""
    secretary: str = ""
    advice_due_on: date | None = None
    rule_due_on: date | None = None
    decided_on: date | None = None
    explanation: tuple[str, ...] = ()
    term_article: str = ""
    stopped_on: date | None = None
    waits: bool = False
    no_plenary: bool = False
    missing: tuple[str, ...] = ()
    declined: str | None = None
    advice: Advice | None = None
    recommendations: tuple[Recommendation, ...] = ()
    answer_due_on: date | None = None
    answer_article: str = ""
    answer_stopped_on: date | None = None
    answered_on: date | None = None
    outcomes: tuple[Outcome, ...] = ()
    promises: tuple[Promise, ...] = ()
    papers: tuple[str, ...] = ()
    late_papers: tuple[str, ...] = ()
    sent: tuple[SentLetter, ...] = ()
    chase: Chase | None = None
    mail_on: date | None = None
    partners: tuple[Partner, ...] = ()

    @property
    def due_told(self) -> date | None:
        """The day to name for the advice: none while the term stands still or after its end."""
        due = self.advice_due_on
        return None if due is None or self.stopped_on is not None or due < self.on else due


def full_day(day: date) -> str:
    """Write a day as a Dutch letter does: `28 december 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


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
    if clock is not None and clock.state is ClockState.LAPSED:
        clock = None
    with speaking(dutch):
        explanation = explain_outside(clock.explanation, full_day) if clock else []
    advice = store.advice.current(request.id)
    reference = store.letters.next_reference(request)
    if kind is LetterKind.ADVICE and advice is not None:
        reference, on = advice.ref, advice.issued_on or on
    chair, secretary = signatories(store, request.council_id, on)
    answer_clock = _answer_clock(store, request, advice)
    answer_rule, answer_due_on = _answer_term(store, request, advice, answer_clock, on)
    based_on = advice.adopted_on if advice and advice.adopted_on else on
    answers = store.advice.answers_to(advice.id) if advice else []
    sent = tuple(store.letters.of_request(request.id))
    waits = kind is LetterKind.INFORMATION and store.letters.waits_for_papers(request, on)
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
        explanation=tuple(explanation),
        term_article=_article(store, clock),
        stopped_on=on if waits and clock and clock.live else _stopped_on(store, clock),
        waits=waits,
        no_plenary=clock is not None and clock.live and _no_plenary(store, request, clock, on),
        missing=missing or papers_asked_for(store, request),
        declined=_declined(store, request),
        advice=advice,
        recommendations=tuple(store.advice.recommendations(advice.id)) if advice else (),
        answer_due_on=answer_due_on,
        answer_article=_for_answer(request, answer_rule),
        answer_stopped_on=_stopped_on(store, answer_clock),
        answered_on=answers[-1].received_on if answers else None,
        outcomes=tuple(store.advice.outcomes(advice.id)) if advice and answers else (),
        promises=_promises(store, request, on),
        papers=_papers(store, request, min(based_on, on), on),
        late_papers=_late_papers(store, request, based_on, on),
        sent=sent,
        chase=_chase(store, request, sent),
        mail_on=_mail_since(store, request, advice),
        partners=store.requests.partners.of(request.id),
    )


def _mail_since(store: Store, request: AdviceRequest, advice: Advice | None) -> date | None:
    day = store.files.last_joined(request.id)
    if day is None or advice is None or advice.issued_on is None:
        return None
    return day if day >= advice.issued_on else None


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
    events = store.requests.clocks.events(clock.id)
    return next(event.on for event in reversed(events) if event.kind is ClockEventKind.STOP)


def _no_plenary(store: Store, request: AdviceRequest, clock: Clock, on: date) -> bool:
    route = store.meetings.route(request.council_id, request.received_on, clock.due_on, on)
    return route.meeting_at is None and route.late_at is None


def _for_answer(request: AdviceRequest, rule: TermRule | None) -> str:
    """Return the article on which an answer to this advice can be asked, if any."""
    local = [rule.article] if rule else []
    return next((one for one in articles_for_answer(request, local) if one in local), "")


def papers_asked_for(store: Store, request: AdviceRequest) -> tuple[str, ...]:
    """Return the papers that the request waits for, or waited for last, as its step names them."""
    reasons = [
        step.reason
        for step in store.requests.history(request.id)
        if step.target is RequestState.INCOMPLETE
    ]
    return listed(reasons[-1]) if reasons else ()


def listed(text: str) -> tuple[str, ...]:
    """Return the papers that are named in one line, separated by semicolons."""
    return tuple(piece.strip() for piece in text.split(";") if piece.strip())


def _declined(store: Store, request: AdviceRequest) -> str | None:
    """Return why the council gives no advice, None where it does; closing it changes nothing."""
    steps = [
        step
        for step in store.requests.history(request.id)
        if step.target is not RequestState.CLOSED
    ]
    declined = steps and steps[-1].target is RequestState.DECLINED
    return steps[-1].reason if declined else None


def _promises(store: Store, request: AdviceRequest, on: date) -> tuple[Promise, ...]:
    """Return the promises that were not kept: their day has passed, or somebody looked."""
    promises = store.advice.answers.promises(request.council_id, request_id=request.id)
    return tuple(promise for promise in promises if promise.asked_from <= on)


def _papers(store: Store, request: AdviceRequest, at: date, on: date) -> tuple[str, ...]:
    """Return the papers of the municipality as they were `at` a day, as far as named `on` another.

    What came later the council has not seen: neither a new paper nor a newer edition. With their
    edition, and the day they came: of what was added by hand that is not known.
    """
    there = [paper for paper in store.files.of_request(request.id) if paper.added_on <= at]
    replaced = {paper.replaces_id for paper in there}
    found = []
    for paper in there:
        if paper.id not in replaced and _from_municipality(paper) and not guards(paper, on):
            edition = f", versie {paper.edition}" if paper.edition > 1 else ""
            came = "" if added_by_hand(paper) else f", ontvangen op {full_day(paper.added_on)}"
            found.append(f"{_stem(paper)}{edition}{came}")
    return tuple(found)


def _late_papers(
    store: Store, request: AdviceRequest, adopted_on: date, on: date
) -> tuple[str, ...]:
    """Return the names of the papers that came after the adoption, up to a day."""
    papers = store.files.of_request(request.id)
    late = [one for one in papers if adopted_on < one.added_on <= on and _from_municipality(one)]
    return tuple(map(_stem, late))


def _from_municipality(paper: Paper) -> bool:
    """Tell whether it is a document that the municipality gave."""
    return paper.source not in ("mail", "own")


def _stem(paper: Paper) -> str:
    return paper.name.rpartition(".")[0] or paper.name


def _chase(store: Store, request: AdviceRequest, sent: Iterable[SentLetter]) -> Chase | None:
    clock = store.requests.clocks.open_of(request.id, Purpose.ANSWER)
    return next_chase(clock, sent) if clock else None


def _answer_clock(store: Store, request: AdviceRequest, advice: Advice | None) -> Clock | None:
    """Return the municipality's term for this advice, also when it was met or let go."""
    clock = _last(store, request, Purpose.ANSWER)
    if clock is None or advice is None or advice.issued_on is None:
        return None
    return clock if clock.starts_on >= advice.issued_on else None


def _answer_term(
    store: Store, request: AdviceRequest, advice: Advice | None, clock: Clock | None, on: date
) -> tuple[TermRule | None, date | None]:
    """Return the rule and the end of the municipality's term, reckoned from `on` before it runs.

    An advice that was sent without a term has none afterwards either.
    """
    if clock is not None:
        rule = store.councils.rule_by_id(clock.rule_id) if clock.rule_id else None
        return rule, clock.due_on
    if advice is not None and advice.issued_on is not None:
        return None, None
    rule = store.councils.rule(request.council_id, Purpose.ANSWER, on, urgent=request.hurried)
    if rule is None:
        return None, None
    return rule, reckon(rule, on, [], store.councils.calendar()).due_on


def signatories(store: Store, council_id: int, on: date) -> tuple[str, str]:
    """Return the names of the chair and the secretary, empty where there is none."""
    chair = secretary = ""
    for line in store.members.memberships(council_id, on):
        if line.person is None:
            continue
        if line.seat.role in CHAIRS:
            chair = spoken_name(line.person.name)
        if line.is_secretary:
            secretary = spoken_name(line.person.name)
    return chair, secretary
