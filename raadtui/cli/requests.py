"""`raadtui requests`: the inbox, and the life of one request for advice."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from council.errors import WrongUse
from council.papers import file_size
from council.partners import partners_of
from council.request_facts import aside, unagreed_urgency
from council.requests import (
    DOCUMENT_LABELS,
    FORM_LABELS,
    QUEUE_LABELS,
    STAGE_LABELS,
    STATE_LABELS,
    DocumentKind,
    PolicyStage,
    Queue,
    RequestForm,
    RequestLine,
    RequestState,
    state_label,
)
from council.terms import BODY_LABELS, PURPOSE_LABELS, AdvisedBody, Purpose
from council.views import ORDER_LABELS, Order
from council.wording import N_, _, long_date, say, short_date
from raadtui.cli import records
from raadtui.cli.advice import advise, answer, promise
from raadtui.cli.clocks import clock
from raadtui.cli.context import Context
from raadtui.cli.intake import intake
from raadtui.cli.letters import letter
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import complain, tell, tell_json, tell_list, tell_table
from raadtui.cli.request_words import shape, tell_facts_of, tell_request, term
from raadtui.cli.today import days_left
from raadtui.cli.values import (
    COMING_DAY,
    DAY,
    DAY_OR_NONE,
    DOMAIN,
    HAPPENED,
    UNTIL,
    UNTIL_OR_NONE,
    Words,
)
from raadtui.cli.views import view, views

_BODY = Words(AdvisedBody, BODY_LABELS)
_ADVISED = N_("Which body is advised.")
_DEPARTMENT = N_("The department of the municipality that asks.")
_WITH = N_("Another council that advises along; may be repeated.")
_LEAD = N_("Which of those leads; our own council unless you say.")

_CHANGEABLE = (
    "title",
    "kind",
    "form",
    "stage",
    "body",
    "domains",
    "received_on",
    "asked_by",
    "decision_on",
    "their_reference",
    "sender",
    "sender_email",
    "department",
    "short_term_agreed_by",
)
"""What a command can change of a request, by the names of its fields."""


@click.group(cls=Group, help=_("Requests for advice: take in, assign, move on, explain."))
def requests() -> None:
    """Requests for advice."""


requests.add_command(intake)
requests.add_command(clock)
for command in (advise, answer, promise, letter, views, view):
    requests.add_command(command)


@requests.command("list", help=_("Show the open requests, the most urgent first."))
@click.option("--queue", type=Words(Queue, QUEUE_LABELS), help=_("Only this part of the inbox."))
@click.option("--all", "everything", is_flag=True, help=_("Closed ones as well."))
@click.option("--filter", "words", default="", help=_("Only those in which these words occur."))
@click.option("--order", type=Words(Order, ORDER_LABELS), help=_("How they are sorted."))
@click.option("--view", default="", help=_("As a view that you kept under this name."))
@pass_context
def list_requests(
    context: Context,
    queue: Queue | None,
    everything: bool,
    words: str,
    order: Order | None,
    view: str,
) -> None:
    """Show requests; what is said besides a view goes before what that says."""
    if queue and everything:
        raise WrongUse(say("Give --queue or --all, not both."))
    if view:
        kept = context.store.views.get(context.council.id, view)
        queue = None if everything else queue or kept.queue
        words, order = words or kept.filter_text, order or kept.order
    order = order or Order.URGENCY
    queues = (
        [queue] if queue else [Queue.OPEN, Queue.SNOOZED, *([Queue.CLOSED] if everything else [])]
    )
    lines = [
        line
        for one in queues
        for line in context.store.requests.inbox.window(
            context.council.id, one, context.today, words, order
        ).first(100_000)
    ]
    if context.json:
        store = context.store.requests
        tell_json([shape(context, store.by_id(line.id)) for line in lines])
        return
    tell_list(
        (_row(line, context.today) for line in lines),
        (_("ref."), _("title"), _("state"), _("term"), _("due"), "", _("with")),
        _("There are no such requests."),
        cut=(1, 6),
    )


def _row(line: RequestLine, today: date) -> tuple[str, ...]:
    due, left = "", ""
    if line.due_on and line.clock_state:
        due = short_date(line.due_on, today)
        left = days_left((line.due_on - today).days if line.clock_state == "running" else None)
    purpose = _(PURPOSE_LABELS[line.purpose]) if line.purpose else ""
    return (line.ref, line.title, state_label(line.state), purpose, due, left, line.assignee)


@requests.command(help=_("Show one request with its terms, its papers and its history."))
@click.argument("ref")
@pass_context
def show(context: Context, ref: str) -> None:
    """Show one request, which is no news from then on; JSON is for programs, which see nothing."""
    store = context.store.requests
    one = store.get(context.council.id, ref)
    papers = context.store.files.of_request(one.id)
    if context.json:
        tell_json(
            {
                **shape(context, one),
                "text": one.text,
                "papers": [records.paper(paper) for paper in papers],
                "history": [records.step(step) for step in store.history(one.id)],
            }
        )
        return
    tell_facts_of(context, one)
    if papers:
        tell("\n" + _("Papers"))
        tell_table(("", paper.name, file_size(paper.size)) for paper in papers)
    if steps := store.history(one.id):
        tell("\n" + _("History"))
        tell_table(
            ("", long_date(step.on), state_label(step.target), step.who, step.reason)
            for step in steps
        )
    if one.text:
        tell("\n" + one.text)
    context.store.views.mark_seen(one.id)


@requests.command(help=_("Register a request and start its terms."))
@click.option("--title", required=True, help=_("What it is about."))
@click.option("--received", type=HAPPENED, required=True, help=_("The day it was received."))
@click.option(
    "--domain", "domains", type=DOMAIN, multiple=True, help=_("A policy domain; may be repeated.")
)
@click.option(
    "--kind",
    type=Words(DocumentKind, DOCUMENT_LABELS),
    help=_("What sort of document it is; what its title names unless you say."),
)
@click.option(
    "--stage",
    type=Words(PolicyStage, STAGE_LABELS),
    default="draft_policy",
    help=_("How far the policy was when the council was involved."),
)
@click.option("--body", type=_BODY, default="executive", help=_(_ADVISED))
@click.option("--form", type=Words(RequestForm, FORM_LABELS), help=_("How the advice came about."))
@click.option("--unsolicited", is_flag=True, help=_("On the council's own initiative."))
@click.option("--asked-by", type=UNTIL, help=_("The date the municipality asks it for."))
@click.option("--decision-on", type=DAY, help=_("The day the municipality means to decide."))
@click.option(
    "--agreed-by", default="", help=_("Who agreed to a shorter term; normally the chair.")
)
@click.option("--sender", default="", help=_("Who asked."))
@click.option("--sender-email", default="", help=_("Their e-mail address."))
@click.option("--department", default="", help=_(_DEPARTMENT))
@click.option("--their-reference", default="", help=_("The municipality's own reference."))
@click.option("--assign", "assignee", default="", help=_("Who prepares the advice."))
@click.option("--with", "partners", multiple=True, metavar="COUNCIL", help=_(_WITH))
@click.option("--lead", default="", metavar="COUNCIL", help=_(_LEAD))
@pass_context
def register(
    context: Context,
    title: str,
    received: date,
    domains: tuple[str, ...],
    kind: DocumentKind | None,
    stage: PolicyStage,
    body: AdvisedBody,
    form: RequestForm | None,
    unsolicited: bool,
    asked_by: date | None,
    decision_on: date | None,
    agreed_by: str,
    sender: str,
    sender_email: str,
    department: str,
    their_reference: str,
    assignee: str,
    partners: tuple[str, ...],
    lead: str,
) -> None:
    """Register a request."""
    from intake.policy_words import kind_of

    own = RequestForm.UNSOLICITED if unsolicited else RequestForm.REQUESTED
    made = context.store.requests.register(
        context.council.id,
        title=title,
        received_on=received,
        domains=domains,
        kind=kind or kind_of(title),
        form=form or own,
        stage=stage,
        body=body,
        asked_by=asked_by,
        decision_on=decision_on,
        short_term_agreed_by=agreed_by,
        sender=sender,
        sender_email=sender_email,
        department=department,
        their_reference=their_reference,
        assignee=assignee,
        partners=partners_of(partners, lead),
    )
    tell_request(context, made)


@requests.command(help=_("Change what is known of a request; what you leave out stays."))
@click.argument("ref")
@click.option("--title", help=_("What it is about."))
@click.option(
    "--kind", type=Words(DocumentKind, DOCUMENT_LABELS), help=_("What sort of document it is.")
)
@click.option("--form", type=Words(RequestForm, FORM_LABELS), help=_("How the advice came about."))
@click.option(
    "--received", "received_on", type=HAPPENED, help=_("The day it was received; terms follow it.")
)
@click.option(
    "--stage",
    type=Words(PolicyStage, STAGE_LABELS),
    help=_("How far the policy was when the council was involved."),
)
@click.option("--body", type=_BODY, help=_(_ADVISED))
@click.option(
    "--domain", "domains", type=DOMAIN, multiple=True, help=_("A policy domain; may be repeated.")
)
@click.option("--asked-by", type=UNTIL_OR_NONE, help=_("The date the municipality asks it for."))
@click.option(
    "--decision-on", type=DAY_OR_NONE, help=_("The day the municipality means to decide.")
)
@click.option("--their-reference", help=_("The municipality's own reference."))
@click.option("--sender", help=_("Who asked."))
@click.option("--sender-email", help=_("Their e-mail address."))
@click.option("--department", help=_(_DEPARTMENT))
@click.option(
    "--agreed-by",
    "short_term_agreed_by",
    help=_("Who agreed to a shorter term, normally the chair; an earlier date needs that again."),
)
@pass_context
def change(context: Context, /, ref: str, **given: Any) -> None:
    """Change a request."""
    store = context.store.requests
    one = store.get(context.council.id, ref)
    said = {name: value for name, value in given.items() if value not in (None, ())}
    if not said:
        raise WrongUse(say("Say what to change, for example --title."))
    known = {name: getattr(one, name) for name in _CHANGEABLE}
    for name in ("asked_by", "decision_on"):
        said[name] = said.get(name, known[name]) or None
    changed = store.change(
        one,
        **{**known, **said},
        agreed_anew="short_term_agreed_by" in said,
        partners=store.partners.of(one.id),
        on=context.today,
    )
    tell_request(context, changed)


@requests.command(help=_("Put a request aside until a day; without a day it is back."))
@click.argument("ref")
@click.argument("until", type=COMING_DAY, required=False)
@pass_context
def snooze(context: Context, ref: str, until: date | None) -> None:
    """Put a request aside, or bring it back."""
    store = context.store.requests
    done = store.snooze(store.get(context.council.id, ref), until)
    tell_request(context, done)
    if until is not None:
        for warning in aside(done.ref, store.clocks.of_request(done.id), until, context.today):
            complain(str(warning))


@requests.command(help=_("Say which other councils advise along; none when it is ours alone."))
@click.argument("ref")
@click.argument("names", nargs=-1, metavar="COUNCIL...")
@click.option("--lead", default="", metavar="COUNCIL", help=_(_LEAD))
@pass_context
def partners(context: Context, ref: str, names: tuple[str, ...], lead: str) -> None:
    """Set with whom a request is advised on."""
    store = context.store.requests
    one = store.get(context.council.id, ref)
    store.partners.set(one, partners_of(names, lead))
    tell_request(context, store.by_id(one.id))


@requests.command(help=_("Say who prepares the advice; an empty name for nobody."))
@click.argument("ref")
@click.argument("who")
@pass_context
def assign(context: Context, ref: str, who: str) -> None:
    """Assign a request."""
    store = context.store.requests
    tell_request(context, store.assign(store.get(context.council.id, ref), who))


@requests.command(help=_("Move a request on: the sensible next step, or the one you name."))
@click.argument("ref")
@click.option("--to", type=Words(RequestState, STATE_LABELS), help=_("The state to reach."))
@click.option("--on", type=HAPPENED, help=_("The day it happened; today unless you say."))
@click.option("--reason", default="", help=_("Why, where the step needs it."))
@click.option("--late-reason", default="", help=_("Why the council's term was not met."))
@pass_context
def advance(
    context: Context,
    ref: str,
    to: RequestState | None,
    on: date | None,
    reason: str,
    late_reason: str,
) -> None:
    """Take a step."""
    from exports.sending import step_on
    from raadtui.language import translator

    moved = step_on(
        context.store,
        context.store.requests.get(context.council.id, ref),
        to,
        on or context.today,
        translator("nl"),
        reason=reason,
        late_reason=late_reason,
    )
    tell_request(context, moved)


@requests.command(help=_("Explain step by step when each term of a request ends."))
@click.argument("ref")
@pass_context
def explain(context: Context, ref: str) -> None:
    """Explain the terms of a request."""
    store = context.store.requests
    one = store.get(context.council.id, ref)
    clocks = store.clocks.of_request(one.id)
    if context.json:
        tell_json([records.clock(each, context.today) for each in clocks])
        return
    tell(f"{one.ref} {one.title}")
    if not clocks:
        tell(_("No term was started for this request."))
    for each in clocks:
        tell("\n" + term(each, context.today))
        why = unagreed_urgency(one) if each.purpose is Purpose.ADVICE else []
        for step in [*each.explanation, *why]:
            tell(f"  {step}")
