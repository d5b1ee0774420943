"""What is said of a seat: who comes after whom, and that a term is the last."""

from __future__ import annotations

from datetime import date

from council.members import Appointment, Membership, Seat, may_follow
from council.terms import add_months
from council.wording import Message, _, day_and_month, say


def last_term(seat: Seat, appointment: Appointment) -> Message | None:
    """Say that a term is the last that the ordinance leaves its holder, or None."""
    if may_follow(seat, appointment):
        return None
    return say(
        "Term {number} is the last that seat {seat} allows: one more takes a deviation.",
        number=appointment.term_number,
        seat=seat.code,
    )


def awaited_words(line: Membership, on: date) -> str:
    """Say who is appointed to a vacant seat, from which day: the year where a year lies between."""
    if line.followed_on is None or not line.awaited:
        return ""
    day = day_and_month(line.followed_on)
    if line.followed_on >= add_months(on, 12):
        day = f"{day} {line.followed_on.year}"
    return _("from {day}: {name}", day=day, name=line.followed_by)


def after_words(line: Membership) -> str:
    """Say what becomes of a seat when the term of its holder ends; of an empty seat nothing."""
    if line.appointment is None:
        return ""
    if line.reappointed_until:
        return _("reappointed until {day}", day=line.reappointed_until)
    if line.followed_on:
        return _("from {day}: {name}", day=line.followed_on, name=line.followed_by)
    if line.reappointable:
        return _("can be reappointed")
    return _("falls vacant") if line.becomes_vacant else _("cannot be reappointed")


def withdrawn_words(line: Membership) -> str:
    """Say that an appointment was taken back."""
    name = line.person.name if line.person else ""
    return _("The appointment of {name} to {seat} is taken back.", name=name, seat=line.seat.code)
