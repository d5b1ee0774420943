"""A request as the command line tells it: in plain text, and in JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from council.chasing import due_label
from council.clocks import STATE_LABELS, Clock
from council.councils import domain_label
from council.partners import partner_words
from council.request_facts import agreed_words
from council.requests import DOCUMENT_LABELS, FORM_LABELS, STAGE_LABELS, AdviceRequest, state_label
from council.steps import step_label
from council.terms import PURPOSE_LABELS, AdvisedBody, Purpose, body_name, owner_label
from council.wording import _, long_date
from raadtui.cli import records
from raadtui.cli.printing import tell, tell_facts, tell_json

if TYPE_CHECKING:
    from council.planning import AdviceRoute
    from db.requests import RequestStore
    from raadtui.cli.context import Context


def term(one: Clock, today: date) -> str:
    """Return how a term stands in one line."""
    return _(
        "{purpose} by {owner}: {due} ({state})",
        purpose=_(PURPOSE_LABELS[one.purpose]),
        owner=owner_label(one.owner, one.body),
        due=one.due_on,
        state=_("overdue") if one.overdue(today) else _(STATE_LABELS[one.state]),
    )


def shape(context: Context, one: AdviceRequest) -> records.Shape:
    """Return a request in JSON with all that hangs on it."""
    store = context.store
    clocks = store.requests.clocks.of_request(one.id)
    advice = store.advice.current(one.id)
    route = _route(context, one)
    return {
        **records.request(
            one,
            clocks,
            context.today,
            outcomes=store.advice.outcomes(advice.id) if advice else [],
            partners=store.requests.partners.of(one.id),
        ),
        "too_short": store.requests.too_short(one),
        "remarks": [str(remark) for remark in store.requests.remarks(one)],
        "plenary": records.moment(route.plenary_at) if route and route.plenary_at else None,
        "ways_out": [str(way) for way in route.ways_out] if route else [],
    }


def _route(context: Context, one: AdviceRequest) -> AdviceRoute | None:
    """Return at which plenary the advice can be adopted, while its term runs."""
    clock = context.store.requests.clocks.open_of(one.id, Purpose.ADVICE)
    if clock is None or clock.due_on < context.today:
        return None
    return context.store.meetings.route(
        one.council_id, one.received_on, clock.due_on, context.today
    )


def tell_request(context: Context, one: AdviceRequest) -> None:
    """Write one request, as it is now."""
    if context.json:
        tell_json(shape(context, one))
    else:
        tell_facts_of(context, one)


def tell_facts_of(context: Context, one: AdviceRequest) -> None:
    """Write what is known of a request, its terms, and what they leave room for."""
    store = context.store.requests
    due = store.letter_due(one, context.today)
    terms = [(_("term"), term(each, context.today)) for each in store.clocks.of_request(one.id)]
    together = (_("together with"), partner_words(store.partners.of(one.id)))
    facts = _facts(one, due_label(due) if due else _next(store, one))
    tell_facts([*facts, together, *terms])
    for remark in store.remarks(one):
        tell(str(remark) if one.closed_on else f"! {remark}")
    if route := _route(context, one):
        for sentence in route.sentences():
            tell(str(sentence))
        for way in route.ways_out:
            tell(f"  {way}")


def _next(store: RequestStore, one: AdviceRequest) -> str:
    """Return the sensible step, or what is to be done about the promises that keep it open."""
    if step := store.next_step(one):
        return step_label(step)
    if one.closed_on:
        return ""
    ends = store.loose_ends(one)
    if ends.promises:
        return _("see whether it was kept")
    return _("give the promise a day") if ends.undated else ""


def _facts(one: AdviceRequest, following: str) -> list[tuple[str, str]]:
    return [
        (_("request"), f"{one.ref} {one.title}"),
        (_("state"), state_label(one.state)),
        (_("put aside until"), long_date(one.snoozed_until) if one.snoozed_until else ""),
        (_("next"), following),
        (_("form"), _(FORM_LABELS[one.form])),
        (_("document"), _(DOCUMENT_LABELS[one.kind])),
        (_("stage"), _(STAGE_LABELS[one.stage])),
        (_("advice to"), "" if one.body is AdvisedBody.EXECUTIVE else body_name(one.body)),
        (_("domains"), ", ".join(map(domain_label, one.domains))),
        (_("received"), long_date(one.received_on)),
        (_("asked for"), long_date(one.asked_by) if one.asked_by else ""),
        (_("short term agreed by"), agreed_words(one)),
        (_("decision"), long_date(one.decision_on) if one.decision_on else ""),
        (_("from"), " ".join(filter(None, dict.fromkeys([one.sender, one.sender_email])))),
        (_("department"), one.department),
        (_("their reference"), one.their_reference),
        (_("with"), one.assignee),
    ]
