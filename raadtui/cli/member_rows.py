"""How the commands of the members find an appointment, and show who sits where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from council.councils import domain_label
from council.member_words import awaited_words
from council.members import (
    OFFICE_LABELS,
    ROLE_LABELS,
    STANDING_LABELS,
    Appointment,
    Membership,
)
from council.wording import _, long_date
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.printing import tell_json, tell_list


def appointment_of(context: Context, text: str, on: date) -> Appointment:
    """Return an appointment by its number, as in `A12`, or the one somebody holds on a day."""
    store = context.store.members
    if text[:1] in "Aa" and text[1:].isascii() and text[1:].isdigit():
        held = store.line(int(text[1:]))
        context.require_own(held.seat.council_id)
    else:
        held = store.current(context.council.id, store.find_person(text).id, on)
    assert held.appointment is not None
    return held.appointment


def told(context: Context, line: Membership) -> None:
    """Write a seat or an appointment as it now is."""
    if context.json:
        tell_json(records.member(line, context.today))
    else:
        tell_members([line], context.today)


def tell_members(lines: Iterable[Membership], day: date, empty: str = "") -> None:
    """Write the member list as it is on a day."""
    tell_list(
        (_row(line, day) for line in lines),
        (
            _("no."),
            _("name"),
            _("seat"),
            _("role"),
            _("domain"),
            _("term"),
            _("from"),
            _("until"),
            _("standing"),
            _("appointment"),
        ),
        empty,
        cut=(1, 3, 4),
    )


def short_term(line: Membership) -> str:
    """Write which term of how many the holder serves, as 1/2; nothing of an empty seat."""
    held = line.appointment
    return f"{held.term_number}/{line.seat.max_terms or '–'}" if held else ""


def _row(line: Membership, day: date) -> tuple[str, ...]:
    role = ", ".join(
        [_(ROLE_LABELS[line.seat.role]), *(_(OFFICE_LABELS[office]) for office in line.offices)]
    )
    standing = _(STANDING_LABELS[line.standing(day)])
    domain = domain_label(line.seat.domain)
    held = line.appointment
    if held is None or line.person is None:
        return (
            "",
            awaited_words(line, day),
            line.seat.code,
            role,
            domain,
            "",
            "",
            "",
            standing,
            "",
        )
    return (
        str(line.person.id),
        line.person.name,
        line.seat.code,
        role,
        domain,
        short_term(line),
        long_date(held.starts_on),
        long_date(held.last_day),
        standing,
        f"A{held.id}",
    )
