"""`raadtui radar`: what the municipality announced, and what never came to the council."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

import click

from council.announcements import STANDING_LABELS, Announcement, Likeness, Standing
from council.councils import domain_label
from council.errors import Refused, WrongUse
from council.requests import DOCUMENT_LABELS, DocumentKind
from council.wording import _, long_date, say, short_date
from db.announcements import Compared
from db.radar import count_back, count_back_from, missed
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.known import announcements
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import (
    DONE,
    REFUSED,
    tell,
    tell_facts,
    tell_json,
    tell_list,
    tell_table,
)
from raadtui.cli.reading import complain_of, read_input
from raadtui.cli.values import DAY, DOMAIN, HAPPENED, Words


@click.group(cls=Group, help=_("Coming policy that the municipality announced, and what came."))
def radar() -> None:
    """Announcements of coming policy."""


@radar.command("list", help=_("Show what was announced, by the date it is expected."))
@click.option(
    "--standing", type=Words(Standing, STANDING_LABELS), help=_("Only what stands like this.")
)
@click.option("--filter", "words", default="", help=_("Only titles with these words."))
@pass_context
def list_announcements(context: Context, standing: Standing | None, words: str) -> None:
    """Show announcements."""
    store = context.store.announcements
    unasked = _unasked(context, context.council.id)
    found = store.window(context.council.id, context.today, standing, words, unasked)
    if context.json:
        tell_json([_shape(context, one, unasked) for one in found.first(100_000)])
        return
    tell_list(
        (_row(one, context.today, unasked) for one in found.first(100_000)),
        (_("no."), _("title"), _("domain"), _("expected"), _("decided"), _("status")),
        _("There are no such announcements."),
        cut=(1, 2),
    )


def _unasked(context: Context, council_id: int) -> set[int]:
    """Return the ids of what is expected and can no longer be asked in time."""
    return {one.id for one in missed(context.store, council_id, context.today)[1]}


def _row(one: Announcement, today: date, unasked: Container[int]) -> tuple[str, ...]:
    return (
        str(one.id),
        one.title,
        domain_label(one.domain),
        short_date(one.expected_on, today) if one.expected_on else "",
        short_date(one.decided_on, today) if one.decided_on else "",
        _(STANDING_LABELS[one.standing(today, unasked)]),
    )


@radar.command(help=_("Show one announcement, and the requests it may be about."))
@click.argument("number", type=int, shell_complete=announcements)
@pass_context
def show(context: Context, number: int) -> None:
    """Show one announcement."""
    store = context.store.announcements
    one = _announcement(context, number)
    proposals = store.proposals(one) if one.request_id is None else []
    if context.json:
        shape = _shape(context, one, _unasked(context, one.council_id))
        shape["proposals"] = [
            {
                "ref": each.ref,
                "title": each.title,
                "received_on": each.received_on.isoformat(),
                **_likeness(each.likeness),
            }
            for each in proposals
        ]
        tell_json(shape)
        return
    _tell(context, one)
    for each in proposals:
        tell(
            "\n"
            + _(
                "May be about {ref} {title}, received {day}:",
                ref=each.ref,
                title=each.title,
                day=each.received_on,
            )
        )
        for sentence in each.likeness.evidence:
            tell(f"  {sentence}")


@radar.command(help=_("Add what the municipality announced."))
@click.option("--title", required=True, help=_("What it is about."))
@click.option(
    "--kind",
    type=Words(DocumentKind, DOCUMENT_LABELS),
    help=_("What sort of document it is; what its title names unless you say."),
)
@click.option("--domain", type=DOMAIN, default="", help=_("The policy domain."))
@click.option("--expected", type=DAY, help=_("The day it is expected at the latest."))
@click.option("--decided", type=HAPPENED, help=_("The day it was decided, if it was."))
@click.option("--source", default="", help=_("Where it was announced."))
@click.option("--no-advice", is_flag=True, help=_("The municipality owes no request for it."))
@pass_context
def add(
    context: Context,
    title: str,
    kind: DocumentKind | None,
    domain: str,
    expected: date | None,
    decided: date | None,
    source: str,
    no_advice: bool,
) -> None:
    """Add an announcement."""
    from intake.policy_words import kind_of

    made = context.store.announcements.add(
        context.council.id,
        title=title,
        kind=kind or kind_of(title),
        domain=domain,
        expected_on=expected,
        decided_on=decided,
        source=source,
        seen_on=context.today,
        advice_due=not no_advice,
    )
    _told(context, made)


@radar.command(help=_("Change what was announced; what you leave out stays."))
@click.argument("number", type=int, shell_complete=announcements)
@click.option("--title", help=_("What it is about."))
@click.option(
    "--kind", type=Words(DocumentKind, DOCUMENT_LABELS), help=_("What sort of document it is.")
)
@click.option("--domain", type=DOMAIN, help=_("The policy domain."))
@click.option(
    "--expected", "expected_on", type=DAY, help=_("The day it is expected at the latest.")
)
@click.option(
    "--decided", "decided_on", type=HAPPENED, help=_("The day it was decided, if it was.")
)
@click.option("--source", help=_("Where it was announced."))
@click.option(
    "--advice/--no-advice",
    "advice_due",
    default=None,
    help=_("Whether the municipality owes a request for it."),
)
@pass_context
def change(context: Context, /, number: int, **given: Any) -> None:
    """Change an announcement."""
    said = {name: value for name, value in given.items() if value is not None}
    if not said:
        raise WrongUse(say("Say what to change, for example --title."))
    store = context.store.announcements
    one = _announcement(context, number)
    known = {name: getattr(one, name) for name in given}
    _told(context, store.change(one, **{**known, **said}))


@radar.command("import", help=_("Take over the municipality's list (CSV), all of it or nothing."))
@click.argument("file", metavar="FILE.csv|-")
@click.option("--dry-run", is_flag=True, help=_("Only show what would happen."))
@pass_context
def import_list(context: Context, file: str, dry_run: bool) -> int:
    """Take over a list of coming policy."""
    from intake.announcements import read_announcements

    read = read_announcements(read_input(file))
    if read.faults:
        complain_of(read.faults)
        return REFUSED
    source = "" if file == "-" else file.replace("\\", "/").rpartition("/")[2]
    store = context.store.announcements
    if dry_run and not context.json:
        _preview(context, store.compared(context.council.id, read.lines, source))
    done = store.take_over(context.council.id, read.lines, context.today, source, dry_run=dry_run)
    if context.json:
        counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
        tell_json({"dry_run": dry_run, **counts})
        return DONE
    if read.ignored:
        tell(_("Columns that were not understood: {columns}.", columns=", ".join(read.ignored)))
    tell(
        _(
            "Added {added}, changed {changed}, known already {unchanged}.",
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        )
        if not dry_run
        else _(
            "Would add {added}, change {changed}, known already {unchanged}. Nothing was written.",
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        )
    )
    return DONE


def _preview(context: Context, compared: Iterable[Compared]) -> None:
    tell_table(
        (
            short_date(one.piece.expected_on, context.today) if one.piece.expected_on else "",
            one.piece.title,
            one.outcome,
        )
        for one in compared
    )


@radar.command(help=_("Say which request is about an announcement."))
@click.argument("number", type=int, shell_complete=announcements)
@click.argument("ref")
@pass_context
def match(context: Context, number: int, ref: str) -> None:
    """Link an announcement with its request."""
    store = context.store
    request = store.requests.get(context.council.id, ref)
    _told(context, store.announcements.match(_announcement(context, number), request))


@radar.command(help=_("Unlink an announcement from a request about something else."))
@click.argument("number", type=int, shell_complete=announcements)
@pass_context
def unmatch(context: Context, number: int) -> None:
    """Unlink an announcement from its request."""
    store = context.store.announcements
    _told(context, store.unmatch(_announcement(context, number)))


@radar.command(help=_("Record the day on which the municipality decided."))
@click.argument("number", type=int, shell_complete=announcements)
@click.option("--on", type=HAPPENED, help=_("The day it happened; today unless you say."))
@pass_context
def decide(context: Context, number: int, on: date | None) -> None:
    """Record a decision of the municipality."""
    store = context.store.announcements
    _told(context, store.decide(_announcement(context, number), on or context.today))


@radar.command(
    help=_("Count back from the day of a decision to the last day for the request for advice.")
)
@click.argument("days", nargs=-1, required=True, type=DAY, metavar="DATE...")
@click.option("--executive", is_flag=True, help=_("The executive decides, not the city council."))
@pass_context
def countback(context: Context, days: tuple[date, ...], executive: bool) -> None:
    """Count back from decisions."""
    from council.backcount import BACK_STEP_LABELS

    store, council = context.store, context.council.id
    counts = []
    for day in days:
        count = count_back(store, council, day, by_executive=executive)
        if count is None:
            raise Refused(say("No term to advise is set for this council; add it first."))
        counts.append(count)
    if context.json:
        tell_json(
            [
                {
                    "decided_on": each.decided_on.isoformat(),
                    "advice_by": each.advice_by.isoformat(),
                    "request_by": each.request_by.isoformat(),
                    "days": each.days,
                    "steps": [
                        {
                            "step": str(step.kind),
                            "on": step.on.isoformat(),
                            "explanation": [str(sentence) for sentence in step.explanation],
                            "source": step.source,
                        }
                        for step in each.steps
                    ],
                }
                for each in counts
            ]
        )
        return
    for place, each in enumerate(counts):
        if place:
            tell()
        for step in each.steps:
            source = f" ({step.source})" if step.source else ""
            tell(f"{long_date(step.on)}: {_(BACK_STEP_LABELS[step.kind])}{source}")
            for sentence in step.explanation:
                tell(f"  {sentence}")


def _shape(context: Context, one: Announcement, unasked: Container[int]) -> records.Shape:
    request = None if one.request_id is None else context.store.requests.by_id(one.request_id)
    return {
        "number": one.id,
        "title": one.title,
        "kind": str(one.kind),
        "domain": one.domain,
        "expected_on": one.expected_on.isoformat() if one.expected_on else None,
        "decided_on": one.decided_on.isoformat() if one.decided_on else None,
        "source": one.source,
        "seen_on": one.seen_on.isoformat(),
        "advice_due": one.advice_due,
        "standing": str(one.standing(context.today, unasked)),
        "request": request.ref if request else None,
    }


def _likeness(likeness: Likeness) -> records.Shape:
    return {
        "score": round(likeness.score, 2),
        "evidence": [str(sentence) for sentence in likeness.evidence],
    }


def _told(context: Context, one: Announcement) -> None:
    if context.json:
        tell_json(_shape(context, one, _unasked(context, one.council_id)))
    else:
        _tell(context, one)


def _tell(context: Context, one: Announcement) -> None:
    standing = one.standing(context.today, _unasked(context, one.council_id))
    count = count_back_from(context.store, one) if one.request_id is None else None
    request = None if one.request_id is None else context.store.requests.by_id(one.request_id)
    tell_facts(
        [
            (_("announcement"), f"{one.id} {one.title}"),
            (_("status"), _(STANDING_LABELS[standing])),
            (_("request"), f"{request.ref} {request.title}" if request else ""),
            (_("document"), _(DOCUMENT_LABELS[one.kind])),
            (_("domain"), domain_label(one.domain)),
            (_("expected"), long_date(one.expected_on) if one.expected_on else ""),
            (_("decided"), long_date(one.decided_on) if one.decided_on else ""),
            (_("last day to ask"), long_date(count.request_by) if count else ""),
            (_("source"), one.source),
            (_("seen"), long_date(one.seen_on)),
        ]
    )
    for remark in one.why_unasked():
        tell(f"! {remark}")


def _announcement(context: Context, number: int) -> Announcement:
    """Return the announcement of the council with this number."""
    one = context.store.announcements.get(number)
    context.require_own(one.council_id)
    return one
