"""Who sits on which seat, in which role, until when.

A seat is a place in the council with a role and a term of office; an appointment is one
person on one seat for one term. Whether somebody is active, a seat vacant or a term about
to end follows from dates and is never stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from council.errors import Refused, WrongUse, ends_before_start
from council.record import record
from council.terms import add_months
from council.wording import N_, Message, _, say

USUAL_MONTHS = 48
"""How long a term on a seat is where nobody says otherwise."""

MOST_MONTHS = 600
"""How long a term on a seat can be: beyond that it is a slip, and no date."""

NOTICE_MONTHS = 6
"""How long before its end a term is shown as ending: time to recruit or to reappoint."""

KEPT_MONTHS = 24
"""How long after somebody left their name and address may still be of use."""


class Role(StrEnum):
    """In what role somebody sits in the council."""

    INDEPENDENT_CHAIR = "independent_chair"
    CHAIR = "chair"
    CLIENT_MEMBER = "client_member"
    REPRESENTATIVE = "representative"
    RESIDENT = "resident"
    ADVISER = "adviser"
    SECRETARY = "secretary"


ROLE_LABELS = {
    Role.INDEPENDENT_CHAIR: N_("independent chair"),
    Role.CHAIR: N_("chair"),
    Role.CLIENT_MEMBER: N_("client member"),
    Role.REPRESENTATIVE: N_("representative"),
    Role.RESIDENT: N_("resident"),
    Role.ADVISER: N_("adviser"),
    Role.SECRETARY: N_("secretary"),
}

CHAIRS = frozenset({Role.INDEPENDENT_CHAIR, Role.CHAIR})
VOTELESS = frozenset({Role.INDEPENDENT_CHAIR, Role.ADVISER, Role.SECRETARY})
"""Roles without a vote unless the seat says otherwise."""


class Office(StrEnum):
    """A task beside the seat, such as vice-chair, held from one day to another."""

    VICE_CHAIR = "vice_chair"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    MINUTE_TAKER = "minute_taker"


OFFICE_LABELS = {
    Office.VICE_CHAIR: N_("vice-chair"),
    Office.TREASURER: N_("treasurer"),
    Office.SECRETARY: N_("secretary"),
    Office.MINUTE_TAKER: N_("minute-taker"),
}


_ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """How an appointment, or an empty seat, stands on a day."""

    ACTIVE = "active"
    ENDING = "ending"
    FUTURE = "future"
    ENDED = "ended"
    VACANT = "vacant"


STANDING_LABELS = {
    Standing.ACTIVE: N_("active"),
    Standing.ENDING: N_("ending"),
    Standing.FUTURE: N_("to come"),
    Standing.ENDED: N_("ended"),
    Standing.VACANT: N_("vacant"),
}


def spoken_name(name: str) -> str:
    """Return a name in its natural order: `Vries, Anneke de` is Anneke de Vries."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


@record
class Person:
    """Someone the council knows. Nothing is kept of why they count for the law.

    Of who was forgotten, on `forgotten_on`, only a number is left for a name.
    """

    id: int
    name: str
    email: str = ""
    phone: str = ""
    forgotten_on: date | None = None
    version: int = 1


@record
class Seat:
    """A place in the council.

    `term_months` is the length of one term, `max_terms` how many one person may serve;
    None means that the ordinance sets none. The seat exists from `starts_on` to `ends_on`,
    both included.
    """

    id: int
    council_id: int
    code: str
    role: Role
    domain: str | None = None
    voting: bool = True
    term_months: int | None = USUAL_MONTHS
    max_terms: int | None = 2
    starts_on: date
    ends_on: date | None = None
    version: int = 1


@record
class Appointment:
    """One person on one seat for one term, both days included.

    `ends_on` is the end the appointment was made for; `ended_on` an earlier end, with its
    reason. `follows_id` is the appointment this one continues.
    """

    id: int
    seat_id: int
    person_id: int
    term_number: int
    starts_on: date
    ends_on: date
    ended_on: date | None = None
    end_reason: str = ""
    decision: str = ""
    follows_id: int | None = None
    deviation: str = ""
    version: int = 1

    @property
    def last_day(self) -> date:
        """The last day the person sits."""
        return self.ended_on or self.ends_on

    def covers(self, day: date) -> bool:
        """Tell whether the person sits on `day`."""
        return self.starts_on <= day <= self.last_day


@record
class Membership:
    """A seat with who holds it: one line of the member list. No holder is a vacancy.

    `followed_by` is who is appointed to the seat next, from `followed_on`; where that is the holder
    once more, `reappointed_until` is the last day of that term.
    """

    seat: Seat
    appointment: Appointment | None = None
    person: Person | None = None
    offices: tuple[Office, ...] = ()
    followed_on: date | None = None
    followed_by: str = ""
    reappointed_until: date | None = None

    def standing(self, today: date) -> Standing:
        """Tell how this line stands on `today`; with a successor its end is no news."""
        if self.appointment is None:
            return Standing.VACANT
        found = standing(self.appointment, today)
        if found is Standing.ENDING and self.followed_on == self.appointment.last_day + _ONE_DAY:
            return Standing.ACTIVE
        return found

    @property
    def is_secretary(self) -> bool:
        """Whether the holder is the council's secretary, by their seat or by an office."""
        return self.seat.role is Role.SECRETARY or Office.SECRETARY in self.offices

    @property
    def reappointable(self) -> bool:
        """Whether the ordinance leaves the holder another term, and nobody has it yet.

        Who left before the end of the term is not asked again.
        """
        return (
            self.appointment is not None
            and self.appointment.ended_on is None
            and self.followed_on is None
            and may_follow(self.seat, self.appointment)
        )

    @property
    def becomes_vacant(self) -> bool:
        """Whether the seat is empty once the holder, who leaves early, is gone."""
        held = self.appointment
        return held is not None and held.ended_on is not None and self.followed_on is None

    @property
    def awaited(self) -> bool:
        """Whether nobody holds the seat, but somebody is appointed to it from a later day."""
        return self.appointment is None and self.followed_on is not None


@record
class Unseated:
    """Somebody who has no seat, nor is to get one: a candidate, or a member of the past.

    `last` is the last term they served, in whichever council.
    """

    person: Person
    last: Membership | None = None

    def long_gone(self, today: date) -> bool:
        """Tell whether they left longer ago than one keeps how somebody is reached.

        Personal data are kept no longer than they are needed (AVG art. 5 lid 1 onder e); the law
        sets no number of years, associations keep to two at the most.
        """
        appointment = self.last.appointment if self.last else None
        return appointment is not None and add_months(appointment.last_day, KEPT_MONTHS) < today


def begins(term: Membership, day: date | None) -> bool:
    """Tell whether a term begins on a day."""
    return term.appointment is not None and term.appointment.starts_on == day


def require_known(person: Person) -> None:
    """Refuse to do something with somebody who was forgotten."""
    if person.forgotten_on:
        raise Refused(
            say(
                "{name} was forgotten on {day}: add who comes back as somebody new.",
                name=person.name,
                day=person.forgotten_on,
            ),
            field="person",
        )


def standing(appointment: Appointment, today: date) -> Standing:
    """Tell how an appointment stands on `today`; ending means within `NOTICE_MONTHS`."""
    if today < appointment.starts_on:
        return Standing.FUTURE
    if today > appointment.last_day:
        return Standing.ENDED
    return (
        Standing.ENDING
        if appointment.last_day < add_months(today, NOTICE_MONTHS)
        else Standing.ACTIVE
    )


def term_end(starts_on: date, months: int) -> date:
    """Return the last day of a term of `months` that begins on `starts_on`.

    Four years from 1 January 2024 end on 31 December 2027.
    """
    return add_months(starts_on, months) - _ONE_DAY


def may_follow(seat: Seat, previous: Appointment) -> bool:
    """Tell whether the number of terms leaves room for one after `previous`."""
    return seat.max_terms is None or previous.term_number < seat.max_terms


def counted_anew(served: Iterable[Appointment], starts_on: date) -> Message | None:
    """Say that terms count anew when somebody begins again on `starts_on`, or None.

    `served` are their terms in this council. Terms are counted while one follows the other; an
    ordinance that counts those before a gap as well is followed by giving the number.
    """
    before = [term.last_day for term in served if term.starts_on < starts_on]
    last = max(before, default=None)
    if last is None or last + _ONE_DAY >= starts_on:
        return None
    return say("Sat until {day} before: after a gap the terms are counted anew.", day=last)


def offices_kept(held: Iterable[Office], seat: Seat) -> tuple[Office, ...]:
    """Return the offices that a member keeps in a next term, on `seat`.

    The council gave them to the person, not for a term; only a chair is no vice-chair as well.
    """
    chairs = seat.role in CHAIRS
    return tuple(office for office in held if not (chairs and office is Office.VICE_CHAIR))


def require_length(months: int | None) -> None:
    """Refuse a length of terms beyond `MOST_MONTHS`; None is no fixed length."""
    if months is not None and months > MOST_MONTHS:
        raise WrongUse(
            say("A term has {most} months at the most.", most=MOST_MONTHS), field="months"
        )


def require_term(
    seat: Seat, starts_on: date, ends_on: date, term_number: int, deviation: str = ""
) -> None:
    """Refuse a term that the seat does not allow.

    A recorded `deviation` lifts the limits on the length and the number of terms, never the
    life of the seat.
    """
    if ends_on < starts_on:
        raise Refused(ends_before_start(starts_on, ends_on), field="until")
    if starts_on < seat.starts_on or (seat.ends_on and ends_on > seat.ends_on):
        raise Refused(
            say("Seat {seat} does not exist in all of that period.", seat=seat.code), field="from"
        )
    if seat.term_months is not None and not deviation:
        last = term_end(starts_on, seat.term_months)
        if ends_on > last:
            raise Refused(
                say(
                    "A term on seat {seat} ends on {last} at the latest, unless a deviation is given.",
                    seat=seat.code,
                    last=last,
                ),
                field="until",
            )
    if seat.max_terms is not None and term_number > seat.max_terms and not deviation:
        raise Refused(
            say(
                "This would be term {number}; seat {seat} allows {most}, unless a deviation is given.",
                number=term_number,
                seat=seat.code,
                most=seat.max_terms,
            ),
            field="person",
        )


def require_correction(appointment: Appointment, starts_on: date, ends_on: date) -> None:
    """Refuse other days for a term that was ended early, on a day that lies outside them."""
    ended = appointment.ended_on
    if ended and not starts_on <= ended <= ends_on:
        raise Refused(say("This appointment was ended on {day}.", day=ended), field="from")


def require_end(appointment: Appointment, on: date, reason: str) -> None:
    """Refuse an early end outside the term, twice, or without a reason."""
    if not reason.strip():
        raise Refused(say("An early end needs a reason."), field="reason")
    if appointment.ended_on:
        raise Refused(say("This appointment was already ended on {day}.", day=appointment.ended_on))
    if not appointment.starts_on <= on <= appointment.ends_on:
        raise Refused(
            say(
                "{day} lies outside the term, {start} to {end}.",
                day=on,
                start=appointment.starts_on,
                end=appointment.ends_on,
            ),
            field="on",
        )


def require_to_come(appointment: Appointment, today: date) -> None:
    """Refuse to take back an appointment that has begun."""
    if appointment.starts_on <= today:
        raise Refused(
            say("This appointment began on {day}: end it instead.", day=appointment.starts_on)
        )


def role_label(role: Role) -> str:
    """Return the role in the user's language."""
    return _(ROLE_LABELS[role])
