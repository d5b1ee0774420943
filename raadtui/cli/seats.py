"""`raadtui members`: the seats of the council, and putting right what was entered wrongly."""

from __future__ import annotations

from datetime import date

import click

from council.errors import WrongUse
from council.members import ROLE_LABELS, USUAL_MONTHS, VOTELESS, Membership, Role
from council.record import replace
from council.wording import _, say
from raadtui.cli.context import Context
from raadtui.cli.known import people
from raadtui.cli.member_rows import appointment_of, told
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import tell, tell_json
from raadtui.cli.values import DAY, DOMAIN, END, END_OR_NONE, Ending, Words, counted


@click.command("seat", cls=Command, help=_("Add a seat to the council."))
@click.argument("code")
@click.option(
    "--role", type=Words(Role, ROLE_LABELS), required=True, help=_("In what role one sits on it.")
)
@click.option("--domain", type=DOMAIN, help=_("The policy domain."))
@click.option("--from", "start", type=DAY, help=_("Its first day; today unless you say."))
@click.option("--voting/--not-voting", default=None, help=_("Unless it follows from the role."))
@click.option(
    "--months",
    type=click.IntRange(0),
    default=USUAL_MONTHS,
    help=_("Months in a term; 0 for no fixed term."),
)
@click.option(
    "--terms", type=click.IntRange(0), default=2, help=_("Terms one may serve; 0 for no limit.")
)
@pass_context
def add_seat(
    context: Context,
    code: str,
    role: Role,
    domain: str | None,
    start: date | None,
    voting: bool | None,
    months: int,
    terms: int,
) -> None:
    """Add a seat."""
    made = context.store.members.add_seat(
        context.council.id,
        code=code,
        role=role,
        starts_on=start or context.today,
        domain=domain or None,
        voting=voting,
        term_months=months or None,
        max_terms=terms or None,
    )
    told(context, Membership(seat=made))


@click.command(
    "change-seat",
    cls=Command,
    help=_("Put right what a seat is, or give it a last day; what you leave out stays."),
)
@click.argument("code")
@click.option("--role", type=Words(Role, ROLE_LABELS), help=_("In what role one sits on it."))
@click.option("--domain", type=DOMAIN, help=_("The policy domain; an empty one takes it away."))
@click.option("--from", "start", type=DAY, help=_("Its first day."))
@click.option("--until", type=END_OR_NONE, help=_("Its last day; an empty one takes it away."))
@click.option("--voting/--not-voting", default=None, help=_("Unless it follows from the role."))
@click.option("--months", type=click.IntRange(0), help=_("Months in a term; 0 for no fixed term."))
@click.option("--terms", type=click.IntRange(0), help=_("Terms one may serve; 0 for no limit."))
@pass_context
def change_seat(
    context: Context,
    code: str,
    role: Role | None,
    domain: str | None,
    start: date | None,
    until: Ending | str | None,
    voting: bool | None,
    months: int | None,
    terms: int | None,
) -> None:
    """Change a seat."""
    if (role, domain, start, until, voting, months, terms) == (None,) * 7:
        raise WrongUse(say("Say what to change, for example --domain."))
    store = context.store.members
    old = store.seat(context.council.id, code)
    starts_on = start or old.starts_on
    ends_on = old.ends_on if until is None else None
    if isinstance(until, Ending):
        ends_on = until.after(starts_on)
    if role and role is not old.role and voting is None:
        voting = role not in VOTELESS
    changed = store.corrections.seat(
        old,
        replace(
            old,
            role=role or old.role,
            domain=old.domain if domain is None else domain or None,
            starts_on=starts_on,
            ends_on=ends_on,
            voting=old.voting if voting is None else voting,
            term_months=old.term_months if months is None else months or None,
            max_terms=old.max_terms if terms is None else terms or None,
        ),
    )
    lines = store.memberships(context.council.id, context.today)
    told(
        context,
        next((line for line in lines if line.seat.id == changed.id), Membership(seat=changed)),
    )


@click.command(
    "remove-seat", cls=Command, help=_("Take away a seat that nobody ever held, made by mistake.")
)
@click.argument("code")
@pass_context
def remove_seat(context: Context, code: str) -> None:
    """Take away a seat."""
    store = context.store.members
    seat = store.seat(context.council.id, code)
    store.corrections.remove_seat(seat)
    if context.json:
        tell_json({"removed": seat.code})
    else:
        tell(_("Seat {seat} is taken away.", seat=seat.code))


@click.command(
    "correct",
    cls=Command,
    help=_(
        "Put right when an appointment began or ends, or by which decision; what you leave out "
        "stays, and a full term stays a full one."
    ),
)
@click.argument("who", metavar="PERSON|APPOINTMENT", shell_complete=people)
@click.option("--from", "start", type=DAY, help=_("The first day."))
@click.option("--until", type=END, help=_("The last day."))
@click.option("--decision", help=_("The decision by which it was done."))
@pass_context
def correct(
    context: Context, who: str, start: date | None, until: Ending | None, decision: str | None
) -> None:
    """Put an appointment right."""
    if (start, until, decision) == (None, None, None):
        raise WrongUse(say("Say what to change, for example --from."))
    store = context.store.members
    one = appointment_of(context, who, context.today)
    starts_on = start or one.starts_on
    store.corrections.appointment(
        one,
        starts_on=starts_on,
        ends_on=counted(until, starts_on),
        decision=one.decision if decision is None else decision,
    )
    told(context, store.line(one.id))


SEAT_COMMANDS = (add_seat, change_seat, remove_seat, correct)
