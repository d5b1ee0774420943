"""What there is to read about a request, a meeting or a seat: lines for the detail pane."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from council.clocks import STATE_LABELS, Clock, ClockState, explain
from council.partners import partner_words
from council.requests import DOCUMENT_LABELS, FORM_LABELS, STAGE_LABELS, AdviceRequest, state_label
from council.terms import PURPOSE_LABELS, SOON, AdvisedBody, Purpose, body_name, owner_label
from council.wording import N_, _, long_date, plural

if TYPE_CHECKING:
    from council.papers import Paper
    from screens.desk import Desk

Line = tuple[str, str]

_ORDER = (Purpose.ADVICE, Purpose.ANSWER, Purpose.ACKNOWLEDGEMENT, Purpose.FOLLOW_UP)


def open_clock(clocks: Iterable[Clock]) -> Clock | None:
    """Return the term that the term key is about: that of the advice, if open.

    Of several promises it is the one that was made for the earliest day.
    """
    return min(
        (clock for clock in clocks if clock.live),
        key=lambda one: (_ORDER.index(one.purpose), one.due_on),
        default=None,
    )


def about_request(desk: Desk, request: AdviceRequest, clocks: Sequence[Clock]) -> list[Line]:
    """Return the facts of a request, its advice, its terms explained, its history and its papers.

    `clocks` are all of its clocks, with their explanations.
    """
    # Today opens without these; what they need takes its time to import.
    from screens.about_advice import about_letters, advice_of_request, route_of_request

    shown = [*_facts(desk, request, clocks), *advice_of_request(desk, request)]
    return [
        *(at_rest(shown) if request.closed_on else shown),
        *_terms(request, clocks, desk.today),
        *route_of_request(desk, request, clocks),
        *_history(desk, request),
        *_papers(desk, request),
        *about_letters(desk, request.id),
        *_text(request),
    ]


def _facts(desk: Desk, request: AdviceRequest, clocks: Sequence[Clock]) -> Iterator[Line]:
    from council.request_facts import agreed_words

    names = {domain.code: domain.name for domain in desk.store.councils.domains()}
    announced = desk.store.announcements.of_request(request.id)
    yield "strong", f"{request.ref}  {request.title}"
    yield "", state_label(request.state)
    facts = {
        _("form"): _(FORM_LABELS[request.form]),
        _("kind"): _(DOCUMENT_LABELS[request.kind]),
        _("advice to"): "" if request.body is AdvisedBody.EXECUTIVE else body_name(request.body),
        _("domain"): ", ".join(names.get(code, code) for code in request.domains),
        _("stage"): _(STAGE_LABELS[request.stage]),
        _("received"): request.received_on,
        _("asked for"): request.asked_by,
        _("decision on"): request.decision_on,
        _("their reference"): request.their_reference,
        _("sender"): sender_words(request),
        _("department"): request.department,
        _("prepared by"): request.assignee,
        _("together with"): partner_words(desk.store.requests.partners.of(request.id)),
        _("put aside until"): request.snoozed_until,
        _("short term agreed by"): agreed_words(request),
        _("announced as"): ", ".join(one.title for one in announced),
    }
    yield from aligned(facts)
    for remark in desk.store.requests.remarks(request, clocks):
        yield "late", f"! {remark}"


def at_rest(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield what there is to read of what is done with: nothing in it calls for work any more."""
    for tone, text in lines:
        if tone in ("late", "soon") and text.lstrip().startswith("! "):
            yield "", text.replace("! ", "", 1)
        else:
            yield tone, text


def sender_words(request: AdviceRequest) -> str:
    """Return who asks with their address; once where that is all that is known."""
    return " ".join(filter(None, dict.fromkeys([request.sender, request.sender_email])))


def aligned(facts: Mapping[str, object]) -> Iterator[Line]:
    """Yield the facts that are known under each other, behind their labels."""
    known = {label: fact for label, fact in facts.items() if fact}
    width = max(map(len, known), default=0)
    for label, fact in known.items():
        words = long_date(fact) if isinstance(fact, date) else fact
        yield "", f"{label.ljust(width)}\t{words}"


def _terms(request: AdviceRequest, clocks: Sequence[Clock], today: date) -> Iterator[Line]:
    from council.request_facts import unagreed_urgency

    # What still runs or stands still comes before what is done with.
    for clock in sorted(clocks, key=lambda one: not one.live):
        yield "", ""
        yield "heading", _("Term: {purpose}", purpose=_(PURPOSE_LABELS[clock.purpose]))
        yield clock_tone(clock, today), clock_status(clock, today)
        why = unagreed_urgency(request) if clock.purpose is Purpose.ADVICE else []
        for sentence in explain([*clock.explanation, *why]):
            yield "", f"  {sentence}"


def clock_status(clock: Clock, today: date) -> str:
    """Return how a term stands in one line: its end, whose it is, how long there is."""
    whose = owner_label(clock.owner, clock.body)
    if clock.state is ClockState.MET and clock.met_on:
        late = _("late: {reason}", reason=clock.late_reason or "-") if clock.met_late else ""
        return _("met on {day}", day=clock.met_on) + (f", {late}" if late else "")
    if clock.state is not ClockState.RUNNING:
        return f"{_(STATE_LABELS[clock.state])} ({whose})"
    return _("{day}, {left}; {whose}", day=clock.due_on, left=time_left(clock, today), whose=whose)


def clock_tone(clock: Clock, today: date) -> str:
    """Return the tone of a term: late, soon, paused, done or none."""
    if clock.state is ClockState.STOPPED:
        return "paused"
    if clock.state is not ClockState.RUNNING:
        return "done"
    if clock.overdue(today):
        return "late"
    return "soon" if is_soon(clock, today) else ""


def is_soon(clock: Clock, today: date) -> bool:
    """Tell whether a running term ends within a week."""
    left = clock.days_left(today)
    return left is not None and 0 <= left <= SOON


def time_left(clock: Clock, today: date) -> str:
    """Return in words how long a term still runs."""
    return days_left(clock.days_left(today))


def days_left(left: int | None) -> str:
    """Return in words how many days are left; None is a term that stands still."""
    if left is None:
        return _("stopped")
    if left < 0:
        return plural(N_("{count} day late"), N_("{count} days late"), -left)
    return plural(N_("{count} day"), N_("{count} days"), left) if left else _("today")


def _history(desk: Desk, request: AdviceRequest) -> Iterator[Line]:
    steps = desk.store.requests.history(request.id)
    if steps:
        yield "", ""
        yield "heading", _("History")
    for step in steps:
        reason = f": {step.reason}" if step.reason else ""
        yield (
            "",
            _(
                "{day}  {state} ({who}){reason}",
                day=step.on,
                state=state_label(step.target),
                who=step.who,
                reason=reason,
            ),
        )


def _papers(desk: Desk, request: AdviceRequest) -> Iterator[Line]:
    from council.papers import file_size, guards

    papers = desk.store.files.of_request(request.id)
    if papers:
        yield "", ""
        yield "heading", _("Papers")
    for paper in papers:
        if paper.current:
            why = guards(paper, desk.today)
            guarded = f" ({', '.join(map(str, why))})" if why else ""
            yield "soon" if why else "", f"{edition_name(paper)}  {file_size(paper.size)}{guarded}"


def edition_name(paper: Paper) -> str:
    """Return how a paper is called, with its edition from the second on."""
    if paper.edition == 1:
        return paper.name
    return _("{name} (edition {number})", name=paper.name, number=paper.edition)


def _text(request: AdviceRequest) -> Iterator[Line]:
    if request.text:
        yield "", ""
        yield "heading", _("Text")
        yield "", request.text
