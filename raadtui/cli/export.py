"""`raadtui export`: what leaves the program, to a file or to standard output."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from council.meetings import Meeting
from council.members import Person
from council.wording import N_, _, plural
from raadtui.cli import known
from raadtui.cli.context import Context
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import output_file, tell, tell_json, write_out
from raadtui.cli.values import END_OF_PERIOD, FIRST_DAY, Ending, Named, counted, require_range


@click.group(cls=Group, help=_("Write meetings for calendars, and invitations."))
def export() -> None:
    """What leaves the program."""


@export.command(help=_("Write the meetings as an iCalendar file, to import or to subscribe to."))
@click.option(
    "--audience",
    default="members",
    metavar=f"{_('public')}|{_('members')}|PERSON",
    help=_("For whom. A person gets the meetings of the time in which they are a member."),
)
@click.option("--group", metavar="CODE", help=_("Only this part of the council."))
@click.option("--from", "start", type=FIRST_DAY, help=_("From this day on."))
@click.option("--to", "end", type=END_OF_PERIOD, help=_("Up to and including this day."))
@click.option("--deadlines", is_flag=True, help=_("With the days on which terms end."))
@click.option("--output", "-o", metavar="FILE|-", help=_("Where to; - is standard output."))
@pass_context
def ical(
    context: Context,
    audience: str,
    group: str | None,
    start: date | None,
    end: Ending | None,
    deadlines: bool,
    output: str | None,
) -> None:
    """Write a calendar."""
    from exports.deadlines import deadlines_of
    from exports.ical import AUDIENCE_NAMES, Audience, calendar, review

    last = counted(end, start)
    require_range(start, last)
    target = output_file(output)
    council = context.part(group)
    meetings: Iterable[Meeting] = context.store.meetings.between(council.id, start, last)
    if code := Named(AUDIENCE_NAMES).known(audience):
        reader = Audience(code)
        named = _(AUDIENCE_NAMES[reader][0])
    else:
        member = context.store.members.find_person(audience)
        reader, meetings = Audience.MEMBERS, _while_member(context, member, meetings)
        named = _("one member")
    chosen = list(meetings)
    due = deadlines_of(context.store, council, context.today, start, last) if deadlines else []
    data = calendar(chosen, name=council.name, audience=reader, code=council.code, deadlines=due)
    is_file = write_out(target, data)
    context.store.trail.note("export.calendar", f"{council.name}, {named}")
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
    "--sender",
    metavar="EMAIL",
    help=_("Whom answers go to; as in the mails before, or the secretary, unless you say."),
)
@click.option(
    "--output", "-o", metavar="FOLDER", required=True, help=_("The folder for the mails.")
)
@pass_context
def invitations(
    context: Context, number: int, cancel: bool, sender: str | None, output: str
) -> None:
    """Write one mail for each invitee (RFC 6047)."""
    from exports.invitations import Method
    from exports.mailing import answers_to, mailing, never_invited, other_sender, write

    store = context.store
    meeting = context.meeting(number)
    sender = sender or answers_to(store, meeting, context.today)
    method = Method.CANCEL if cancel else Method.REQUEST
    made = mailing(store, meeting, sender, method, context.today)
    write(store, made, Path(output))
    if context.json:
        mails, unreached = len(made.mails), list(made.unreached)
        tell_json({"folder": output, "mails": mails, "without_email": unreached})
        return
    one, many = N_("{folder}: {count} mail"), N_("{folder}: {count} mails")
    tell(plural(one, many, len(made.mails), folder=output))
    for caution in filter(None, (never_invited(meeting), other_sender(meeting, sender))):
        tell(str(caution))
    for name in made.unreached:
        tell(_("{name} has no e-mail address.", name=name))


def _while_member(
    context: Context, member: Person, meetings: Iterable[Meeting]
) -> Iterable[Meeting]:
    terms = [
        line.appointment
        for line in context.store.members.appointments(member.id)
        if line.seat.council_id == context.council.id and line.appointment
    ]
    return [one for one in meetings if any(term.covers(one.starts_at.date()) for term in terms)]
