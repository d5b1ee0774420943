"""`raadtui members`: who sits where, until when; and who has no seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import click

from council.errors import NotAllowed, NotFound, Refused, WrongUse
from council.member_words import after_words, withdrawn_words
from council.members import (
    OFFICE_LABELS,
    ROLE_LABELS,
    Appointment,
    Membership,
    Office,
    Person,
    Unseated,
)
from council.record import replace
from council.text import clean_line, folded
from council.wording import Message, _, long_date, say
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.known import people
from raadtui.cli.member_import import import_list
from raadtui.cli.member_rows import appointment_of, short_term, tell_members, told
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import tell, tell_facts, tell_json, tell_list
from raadtui.cli.reading import require_yes, yes_option
from raadtui.cli.seats import SEAT_COMMANDS
from raadtui.cli.values import DAY, END, PAST_DAY, Ending, Words, counted


@click.group(cls=Group, help=_("Who sits on which seat, in which role, until when."))
def members() -> None:
    """People, seats and appointments."""


members.add_command(import_list)
for command in SEAT_COMMANDS:
    members.add_command(command)


@members.command("list", help=_("Show who sits where; with --vacancies the empty seats as well."))
@click.option("--on", type=DAY, help=_("As it was or will be on this day."))
@click.option("--vacancies", is_flag=True, help=_("With the empty seats."))
@click.option(
    "--without-seat",
    "unseated",
    is_flag=True,
    help=_("Instead the people without a seat: candidates, and members of the past."),
)
@pass_context
def list_members(context: Context, on: date | None, vacancies: bool, unseated: bool) -> None:
    """Show one row for each appointment in force, or for each person without one."""
    day = on or context.today
    if unseated and vacancies:
        raise WrongUse(say("Give --vacancies or --without-seat, not both."))
    if unseated:
        _show_unseated(context, context.store.people.without_seat(context.council.id, day))
        return
    lines = context.store.members.memberships(context.council.id, day, vacancies=vacancies)
    _show_members(context, lines, day, _("No members on this day."))


@members.command(help=_("Show somebody with every term they served."))
@click.argument("person", metavar="ID|NAME")
@click.option("--sensitive", is_flag=True, help=_("With why they count for the law."))
@pass_context
def show(context: Context, person: str, sensitive: bool) -> None:
    """Show one person."""
    if sensitive:
        raise NotAllowed(
            say("Nothing sensitive about a member is kept here, so nobody is given it.")
        )
    found = context.store.members.find_person(person)
    lines = context.store.members.appointments(found.id)
    if context.json:
        now = next((line for line in lines if _covers(line, context.today)), None)
        shape = records.member(now, context.today) if now else {}
        terms = [records.member(line, context.today) for line in lines]
        tell_json({**shape, **records.person(found), "appointments": terms})
        return
    tell_facts(
        [
            (_("name"), f"{found.name} ({found.id})"),
            (_("e-mail"), found.email),
            (_("telephone"), found.phone),
        ]
    )
    if lines:
        tell()
        tell_members(lines, context.today)


@members.command(help=_("Add a person, who does not sit anywhere yet."))
@click.option("--name", required=True, help=_("The name in full."))
@click.option("--email", default="", help=_("The e-mail address."))
@click.option("--phone", default="", help=_("The telephone number."))
@pass_context
def add(context: Context, name: str, email: str, phone: str) -> None:
    """Add a person."""
    store = context.store.members
    called = store.called(name)
    person = store.add(name, email=email, phone=phone)
    if context.json:
        tell_json(records.person(person))
        return
    tell(_("Added: {name}, number {number}.", name=person.name, number=person.id))
    for one in called:
        tell(_("Mind: {what}", what=str(_known(one))))


@members.command(help=_("Change how somebody is called and reached; what you leave out stays."))
@click.argument("person", metavar="ID|NAME")
@click.option("--name", help=_("The name in full."))
@click.option("--email", help=_("The e-mail address."))
@click.option("--phone", help=_("The telephone number."))
@pass_context
def change(
    context: Context, person: str, name: str | None, email: str | None, phone: str | None
) -> None:
    """Change a person."""
    if name is None and email is None and phone is None:
        raise WrongUse(say("Say what to change, for example --email."))
    store = context.store.members
    found = store.find_person(person)
    changed = store.change_person(
        found,
        name=found.name if name is None else name,
        email=found.email if email is None else email,
        phone=found.phone if phone is None else phone,
    )
    if context.json:
        tell_json(records.person(changed))
    else:
        tell(_("{name}: saved.", name=changed.name))


@members.command(
    help=_("Forget somebody without a seat: name, address and telephone number go, for good.")
)
@click.argument("person", metavar="ID|NAME")
@yes_option
@pass_context
def forget(context: Context, person: str, yes: bool) -> None:
    """Forget a person."""
    from db.people import named_in_words

    found = context.store.members.find_person(person)
    if not person.strip().isdigit() and folded(clean_line(person)) != folded(found.name):
        raise WrongUse(
            say(
                "This cannot be undone: give the whole name, “{name}”, or the number {number}.",
                name=found.name,
                number=found.id,
            ),
            field="person",
        )
    named_in = context.store.people.named_in(found)
    lines = named_in_words(named_in)
    require_yes(yes, "\n".join([*lines, _("Forget {name}.", name=found.name)]))
    forgotten = context.store.people.forget(found, context.today)
    if context.json:
        still = [records.found(one) for one in named_in]
        tell_json({**records.person(forgotten), "named_in": still})
        return
    tell(_("Forgotten: what is left is “{name}”.", name=forgotten.name))
    for line in lines if yes else []:
        tell(line)


@members.command(help=_("Appoint somebody to a seat."))
@click.argument("person", metavar="ID|NAME")
@click.option("--seat", required=True, metavar="CODE", help=_("The code of the seat."))
@click.option("--from", "start", type=DAY, required=True, help=_("The first day."))
@click.option("--until", type=END, help=_("The last day; without it the seat's full term."))
@click.option(
    "--term",
    type=click.IntRange(1),
    help=_("The number of the term, where the ordinance counts terms from before a gap."),
)
@click.option("--decision", default="", help=_("The decision by which it was done."))
@click.option(
    "--deviation", default="", help=_("Why the limit on terms or their length is set aside.")
)
@pass_context
def appoint(
    context: Context,
    person: str,
    seat: str,
    start: date,
    until: Ending | None,
    term: int | None,
    decision: str,
    deviation: str,
) -> None:
    """Appoint a person."""
    store = context.store.members
    try:
        found = store.find_person(person)
    except NotFound as error:
        add_first = say("{reason} To add somebody: raadtui members add", reason=str(error))
        raise NotFound(add_first, field="person") from error
    anew = store.counted_anew(context.council.id, found.id, start) if term is None else None
    line = store.appoint(
        found.id,
        store.seat(context.council.id, seat),
        starts_on=start,
        ends_on=counted(until, start),
        decision=decision,
        deviation=deviation,
        term_number=term,
    )
    told(context, line)
    if anew and not context.json:
        tell(_("Mind: {what}", what=str(anew)))


@members.command(help=_("Give a member the next term."))
@click.argument("who", metavar="PERSON|APPOINTMENT", shell_complete=people)
@click.option("--until", type=END, help=_("The last day; without it the seat's full term."))
@click.option("--decision", default="", help=_("The decision by which it was done."))
@click.option(
    "--deviation", default="", help=_("Why the limit on terms or their length is set aside.")
)
@pass_context
def reappoint(
    context: Context, who: str, until: Ending | None, decision: str, deviation: str
) -> None:
    """Reappoint a member."""
    one = appointment_of(context, who, context.today)
    line = context.store.members.reappoint(
        one,
        ends_on=counted(until, one.last_day + timedelta(days=1)),
        decision=decision,
        deviation=deviation,
    )
    told(context, line)


@members.command(help=_("End an appointment early."))
@click.argument("who", metavar="PERSON|APPOINTMENT", shell_complete=people)
@click.option("--on", type=PAST_DAY, required=True, help=_("The last day."))
@click.option("--reason", required=True, help=_("Why."))
@pass_context
def end(context: Context, who: str, on: date, reason: str) -> None:
    """End an appointment."""
    store = context.store.members
    appointment = appointment_of(context, who, on)
    if max(on, context.today) < appointment.starts_on:
        raise Refused(
            say(
                "This appointment begins on {day}; to take it back: raadtui members withdraw A{id}",
                day=appointment.starts_on,
                id=appointment.id,
            ),
            field="on",
        )
    lapsing = store.continued(appointment)
    told(context, store.end(appointment, on=on, reason=reason))
    if not context.json:
        _tell_lapsing(lapsing)


@members.command(help=_("Take back an appointment that has not begun."))
@click.argument("who", metavar="PERSON|APPOINTMENT", shell_complete=people)
@pass_context
def withdraw(context: Context, who: str) -> None:
    """Take back an appointment."""
    store = context.store.members
    appointment = appointment_of(context, who, context.today)
    line, lapsing = store.line(appointment.id), store.continued(appointment)
    store.withdraw(appointment, context.today)
    if context.json:
        tell_json({"withdrawn": appointment.id})
        return
    tell(withdrawn_words(line))
    _tell_lapsing(lapsing)


@members.command(help=_("Say which offices a member holds; none takes them all away."))
@click.argument("who", metavar="PERSON|APPOINTMENT", shell_complete=people)
@click.argument("offices", nargs=-1, type=Words(Office, OFFICE_LABELS), metavar="OFFICE...")
@click.option("--from", "start", type=DAY, help=_("From this day on; today unless you say."))
@pass_context
def office(context: Context, who: str, offices: tuple[Office, ...], start: date | None) -> None:
    """Give and take offices."""
    on = start or context.today
    appointment = appointment_of(context, who, on)
    store = context.store.members
    store.offices.set(appointment, offices, on=on)
    # By its number an appointment can be that of another council.
    held = store.offices.held(appointment.id, max(on, appointment.starts_on))
    told(context, replace(store.line(appointment.id), offices=held))


@members.command(
    help=_("Show who retires when, and who comes after: the rota of retirement, empty seats first.")
)
@pass_context
def schedule(context: Context) -> None:
    """Show the terms in the order in which they end."""
    day = context.today
    lines = context.store.members.rota(context.council.id, day)
    if context.json:
        tell_json([records.member(line, day) for line in lines])
        return
    tell_list(
        (
            (
                long_date(line.appointment.last_day) if line.appointment else "",
                line.seat.code,
                line.person.name if line.person else _("vacant"),
                short_term(line),
                after_words(line),
            )
            for line in lines
        ),
        (_("until"), _("seat"), _("name"), _("term"), _("afterwards")),
        _("Nobody is to retire."),
        cut=(2, 4),
    )


def _known(person: Person) -> Message:
    return say(
        "{name} was known already, as number {number}; if that is the same person, raadtui undo "
        "takes the new one back.",
        name=person.name,
        number=person.id,
    )


def _tell_lapsing(terms: Iterable[Appointment]) -> None:
    for term in terms:
        tell(_("The next term, from {day}, lapses as well.", day=term.starts_on))


def _covers(line: Membership, day: date) -> bool:
    return line.appointment is not None and line.appointment.covers(day)


def _show_members(context: Context, lines: list[Membership], day: date, empty: str) -> None:
    if context.json:
        tell_json([records.member(line, day) for line in lines])
    else:
        tell_members(lines, day, empty)


def _show_unseated(context: Context, found: list[Unseated]) -> None:
    if context.json:
        tell_json([records.unseated(one) for one in found])
        return
    tell_list(
        (_unseated_row(one) for one in found),
        (_("no."), _("name"), _("last seat"), _("role"), _("until")),
        _("Everybody who is known has a seat."),
    )


def _unseated_row(one: Unseated) -> tuple[str, ...]:
    last = one.last
    if last is None or last.appointment is None:
        return (str(one.person.id), one.person.name, "", "", "")
    role, until = _(ROLE_LABELS[last.seat.role]), long_date(last.appointment.last_day)
    return (str(one.person.id), one.person.name, last.seat.code, role, until)
