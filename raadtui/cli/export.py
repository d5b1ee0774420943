"""`raadtui export`: what leaves the program, to a file or to standard output."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from council.errors import WrongUse
from council.meetings import Meeting
from council.wording import N_, _, plural, say
from db.reasons import failure, reason_of
from raadtui.cli import known
from raadtui.cli.context import Context
from raadtui.cli.options import DAY, Group, pass_context, require_range
from raadtui.cli.printing import output_file, tell, tell_json, write_out


@click.group(cls=Group, help=_("Write meetings for calendars, and invitations."))
def export() -> None:
    """What leaves the program."""


@export.command(help=_("Write the meetings as an iCalendar file, to import or to subscribe to."))
@click.option(
    "--audience",
    default="members",
    metavar="public|members|PERSON",
    help=_("For whom. A person gets the meetings of the time in which they are a member."),
)
@click.option("--group", metavar="CODE", help=_("Only this part of the council."))
@click.option("--from", "start", type=DAY, help=_("From this day on."))
@click.option("--to", "end", type=DAY, help=_("Up to and including this day."))
@click.option("--deadlines", is_flag=True, help=_("With the days on which terms end."))
@click.option("--output", "-o", metavar="FILE|-", help=_("Where to; - is standard output."))
@pass_context
def ical(
    context: Context,
    audience: str,
    group: str | None,
    start: date | None,
    end: date | None,
    deadlines: bool,
    output: str | None,
) -> None:
    """Write a calendar."""
    from exports.deadlines import open_deadlines
    from exports.ical import Audience, calendar, review

    require_range(start, end)
    target = output_file(output)
    council = context.part(group)
    meetings: Iterable[Meeting] = context.store.meetings.between(council.id, start, end)
    if audience in list(Audience):
        reader = Audience(audience)
    else:
        reader, meetings = Audience.MEMBERS, _while_member(context, audience, meetings)
    chosen = list(meetings)
    due = open_deadlines(context.store, council, start, end) if deadlines else []
    data = calendar(chosen, name=council.name, audience=reader, deadlines=due)
    is_file = write_out(target, data)
    context.store.trail.note("export.calendar", f"{council.name}, {audience}")
    if not is_file:
        return
    words = review(chosen, audience=reader, deadlines=due)
    if context.json:
        tell_json({"file": str(target), "bytes": len(data), "review": str(words)})
    else:
        tell(f"{target}: {words}")


@export.command(help=_("Write the invitations to a meeting, a mail for each member."))
@click.argument("number", type=int, metavar="MEETING", shell_complete=known.meetings)
@click.option("--cancel", is_flag=True, help=_("Take the invitations back, after cancelling."))
@click.option(
    "--sender", metavar="EMAIL", help=_("Whom answers go to; the secretary unless you say.")
)
@click.option(
    "--output", "-o", metavar="FOLDER", required=True, help=_("The folder for the mails.")
)
@pass_context
def invitations(
    context: Context, number: int, cancel: bool, sender: str | None, output: str
) -> None:
    """Write one mail for each invitee (RFC 6047)."""
    from exports.atomic import write_atomically
    from exports.invitations import Contact, Method, invitation

    meeting = context.store.meetings.get(number)
    council = context.store.councils.by_id(meeting.council_id)
    lines = context.store.members.memberships(council.id, meeting.starts_at.date(), vacancies=False)
    organizer = Contact(name=council.name, email=sender or _secretary(context))
    people = {line.person.id: line.person for line in lines if line.person}.values()
    mails = [
        invitation(
            meeting,
            organizer=organizer,
            invitee=Contact(name=person.name, email=person.email),
            method=Method.CANCEL if cancel else Method.REQUEST,
            sent_at=context.store.connection.actor.clock(),
        )
        for person in people
        if person.email
    ]
    _make_folder(Path(output))
    for place, mail in enumerate(mails, 1):
        write_atomically(Path(output) / f"{meeting.id}-{place:02}.eml", mail)
    context.store.trail.note("export.invitations", meeting.title)
    unreached = [person.name for person in people if not person.email]
    if context.json:
        tell_json({"folder": output, "mails": len(mails), "without_email": unreached})
        return
    one, many = N_("{folder}: {count} mail"), N_("{folder}: {count} mails")
    tell(plural(one, many, len(mails), folder=output))
    for name in unreached:
        tell(_("{name} has no e-mail address.", name=name))


def _make_folder(folder: Path) -> None:
    """Make the folder for the mails, readable by its owner alone; one that is there stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = say(
            "{folder} cannot be made: {reason}.", folder=str(folder), reason=reason_of(error)
        )
        raise failure(error, message) from error


def _secretary(context: Context) -> str:
    """Return the address of the council's secretary."""
    for line in context.store.members.memberships(context.council.id, context.today):
        if line.is_secretary and line.person and line.person.email:
            return line.person.email
    raise WrongUse(say("Say whom answers go to: --sender EMAIL."), field="sender")


def _while_member(context: Context, text: str, meetings: Iterable[Meeting]) -> Iterable[Meeting]:
    members = context.store.members
    terms = [
        line.appointment
        for line in members.appointments(members.find_person(text).id)
        if line.seat.council_id == context.council.id and line.appointment
    ]
    return [one for one in meetings if any(term.covers(one.starts_at.date()) for term in terms)]
