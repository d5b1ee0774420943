"""Taking over a member list: people, seats and appointments, all of them or none."""

from __future__ import annotations

from datetime import date

from council.errors import RaadError, Refused, WrongUse
from council.members import (
    CHAIRS,
    OFFICE_LABELS,
    Appointment,
    Membership,
    Office,
    Person,
    Role,
    Seat,
    role_label,
    term_end,
)
from council.record import record, replace
from council.text import folded
from council.wording import Message, _, long_date, say
from db.store import Store
from intake.member_list import MemberLine, MemberList
from intake.table import Fault

_PREFIXES = {"pw": "PW", "wmo": "WMO", "youth": "JEUGD", "general": "ALG"}
_ROLE_PREFIXES = {
    Role.INDEPENDENT_CHAIR: "VZ",
    Role.CHAIR: "VZ",
    Role.ADVISER: "ADV",
    Role.SECRETARY: "SEC",
}


@record
class ImportedLine:
    """What became, or would become, of one row of the list; a vacant seat has no `held`."""

    number: int
    name: str
    seat: Seat
    outcome: Message
    held: Appointment | None = None
    offices: tuple[Office, ...] = ()

    @property
    def understood(self) -> str:
        """The role, the domain, the days and the number of the term, in one line."""
        words = [role_label(self.seat.role), *(_(OFFICE_LABELS[one]) for one in self.offices)]
        if self.seat.domain:
            words.append(self.seat.domain)
        if self.held:
            words.append(f"{long_date(self.held.starts_on)} – {long_date(self.held.last_day)}")
            words.append(_("term {number}", number=self.held.term_number))
        return ", ".join(words)


@record
class Imported:
    """What taking over a list did, or on a dry run would do.

    The numbers count what is new: people, seats and appointments. With `faults` nothing
    was written.
    """

    dry_run: bool
    lines: tuple[ImportedLine, ...]
    faults: tuple[Fault, ...] = ()
    people: int = 0
    seats: int = 0
    appointments: int = 0
    changed: bool = False

    @property
    def summary(self) -> Message:
        """One sentence about the whole."""
        if not self.changed:
            return say("Everything in the list was known already: nothing changed.")
        counts = {"people": self.people, "seats": self.seats, "appointments": self.appointments}
        if self.dry_run:
            return say(
                "Would add: people {people}, seats {seats}, appointments {appointments}. "
                "Nothing was written.",
                **counts,
            )
        return say("Added: people {people}, seats {seats}, appointments {appointments}.", **counts)


class _RollBack(Exception):
    """Takes back everything written so far; carries what would have been done."""

    def __init__(self, result: Imported) -> None:
        self.result = result


def import_members(
    store: Store, council_id: int, read: MemberList, *, dry_run: bool = False
) -> Imported:
    """Take over a list in one change, or say for every row why it cannot be taken over.

    People are recognised by name and address, seats by code. A list without codes fills
    seats that are free for the role and the domain, and adds seats where there are none.
    Taking over the same list again changes nothing.
    """
    if read.faults:
        return Imported(dry_run=dry_run, lines=(), faults=read.faults)
    try:
        with store.connection.change("member.import", _("member list")):
            taker = _Taker(store, council_id, read.lines)
            result = replace(taker.take_all(), dry_run=dry_run)
            if dry_run or result.faults or not result.changed:
                raise _RollBack(result)
    except _RollBack as back:
        return back.result
    return result


class _Taker:
    """Takes over rows one by one within an open change, counting what is new."""

    def __init__(self, store: Store, council_id: int, lines: tuple[MemberLine, ...]) -> None:
        self._members = store.members
        self._council_id = council_id
        self._lines = lines
        self._people = 0
        self._seats = 0
        self._appointments = 0
        self._changed = False

    def take_all(self) -> Imported:
        """Take over every row, earlier terms first, so that a later one continues them."""
        done: list[ImportedLine] = []
        faults: list[Fault] = []
        for line in sorted(self._lines, key=lambda one: (one.starts_on or date.max, one.number)):
            try:
                done.append(self._take(line))
            except RaadError as error:
                faults.append(
                    Fault(line=line.number, column="", message=say("{reason}", reason=str(error)))
                )
        return Imported(
            dry_run=False,
            lines=tuple(sorted(done, key=lambda one: one.number)),
            faults=tuple(sorted(faults, key=lambda fault: fault.line)),
            people=self._people,
            seats=self._seats,
            appointments=self._appointments,
            changed=self._changed,
        )

    def _take(self, line: MemberLine) -> ImportedLine:
        if not line.name:
            seat, new = self._vacant_seat(line)
            outcome = say("vacant seat added") if new else say("known")
            return ImportedLine(number=line.number, name="", seat=seat, outcome=outcome)
        if line.starts_on is None:
            raise WrongUse(say("The first day of the term is missing."))
        person = self._person(line)
        held = self._held(person, line)
        if held is not None:
            self._require_same(held, line)
            outcome = self._office(held, line) or say("known")
            return self._imported(line, held, outcome)
        appointed = self._appoint(person, line, line.starts_on)
        self._office(appointed, line)
        return self._imported(line, appointed, say("appointed"))

    def _imported(self, line: MemberLine, held: Membership, outcome: Message) -> ImportedLine:
        offices = {*held.offices, *((line.office,) if line.office else ())}
        return ImportedLine(
            number=line.number,
            name=line.name,
            seat=held.seat,
            outcome=outcome,
            held=held.appointment,
            offices=tuple(office for office in Office if office in offices),
        )

    # People

    def _person(self, line: MemberLine) -> Person:
        same = [one for one in self._members.people() if _is_same(one, line)]
        if len(same) > 1:
            raise Refused(
                say(
                    "There are {count} people called {name}; give the e-mail address.",
                    count=len(same),
                    name=line.name,
                )
            )
        if not same:
            self._people += 1
            self._changed = True
            return self._members.add(line.name, email=line.email, phone=line.phone)
        return self._completed(same[0], line)

    def _completed(self, person: Person, line: MemberLine) -> Person:
        """Fill in an address or a number that was missing; never replace one."""
        email, phone = person.email or line.email, person.phone or line.phone
        if (email, phone) == (person.email, person.phone):
            return person
        self._changed = True
        return self._members.change_person(person, name=person.name, email=email, phone=phone)

    # Appointments

    def _held(self, person: Person, line: MemberLine) -> Membership | None:
        """Return the appointment that the row is about, when it is known already."""
        for held in self._members.appointments(person.id):
            if (
                held.seat.council_id == self._council_id
                and held.appointment is not None
                and held.appointment.starts_on == line.starts_on
                and (not line.seat or folded(held.seat.code) == folded(line.seat))
            ):
                return held
        return None

    def _require_same(self, held: Membership, line: MemberLine) -> None:
        assert held.appointment is not None
        known = held.appointment
        if line.ends_on is not None and line.ends_on not in (known.ends_on, known.ended_on):
            raise Refused(
                say(
                    "{name} is appointed until {known}, not {listed}: end the appointment or "
                    "reappoint instead.",
                    name=line.name,
                    known=known.last_day,
                    listed=line.ends_on,
                )
            )
        _require_fit(held.seat, line)

    def _appoint(self, person: Person, line: MemberLine, starts_on: date) -> Membership:
        seat = self._seat(line, starts_on)
        number = line.term_number
        # A term that was served is a fact, also where the ordinance did not allow it.
        over = number is not None and seat.max_terms is not None and number > seat.max_terms
        appointed = self._members.appoint(
            person.id,
            seat,
            starts_on=starts_on,
            ends_on=line.ends_on,
            decision=line.decision,
            deviation=_("taken over from the member list") if over else "",
            term_number=number,
        )
        self._appointments += 1
        self._changed = True
        return appointed

    def _office(self, held: Membership, line: MemberLine) -> Message | None:
        if line.office is None or line.office in held.offices or held.appointment is None:
            return None
        self._members.offices.set(
            held.appointment, [*held.offices, line.office], on=held.appointment.starts_on
        )
        self._changed = True
        return say("office added")

    # Seats

    def _seat(self, line: MemberLine, starts_on: date) -> Seat:
        """Return the seat of a row: by its code, or a free one that fits, or a new one."""
        if line.seat:
            return self._seat_by_code(line) or self._add_seat(line, line.seat, starts_on)
        if line.role is None:
            raise WrongUse(say("The role is missing, and there is no seat that would tell it."))
        for seat in self._all_seats():
            if _fits(seat, line) and self._is_free(seat, starts_on, line.ends_on):
                return seat
        return self._add_seat(line, self._new_code(line), starts_on)

    def _vacant_seat(self, line: MemberLine) -> tuple[Seat, bool]:
        if not line.seat:
            raise WrongUse(say("A vacancy needs the code of its seat."))
        seat = self._seat_by_code(line)
        if seat is not None:
            return seat, False
        starts = [one.starts_on for one in self._lines if one.starts_on]
        if line.starts_on is None and not starts:
            raise WrongUse(say("The first day of the seat is missing."))
        return self._add_seat(line, line.seat, line.starts_on or min(starts)), True

    def _seat_by_code(self, line: MemberLine) -> Seat | None:
        for seat in self._all_seats():
            if folded(seat.code) == folded(line.seat):
                _require_fit(seat, line)
                return seat
        return None

    def _add_seat(self, line: MemberLine, code: str, starts_on: date) -> Seat:
        # Another row of the list may tell the role, and when the seat was first held.
        rows = [one for one in self._lines if one.seat and folded(one.seat) == folded(code)]
        role = line.role or next((one.role for one in rows if one.role), None)
        if role is None:
            raise WrongUse(say("Seat {seat} is new: say in which role.", seat=code))
        self._seats += 1
        self._changed = True
        return self._members.add_seat(
            self._council_id,
            code=code,
            role=role,
            domain=line.domain,
            voting=line.voting,
            starts_on=min([starts_on, *(one.starts_on for one in rows if one.starts_on)]),
        )

    def _new_code(self, line: MemberLine) -> str:
        assert line.role is not None
        prefix = _ROLE_PREFIXES.get(line.role) or _PREFIXES.get(line.domain or "", "LID")
        if line.role in CHAIRS:
            return prefix
        taken = {folded(seat.code) for seat in self._all_seats()}
        number = 1
        while folded(f"{prefix}-{number}") in taken:
            number += 1
        return f"{prefix}-{number}"

    def _all_seats(self) -> list[Seat]:
        return self._members.seats(self._council_id)

    def _is_free(self, seat: Seat, starts_on: date, ends_on: date | None) -> bool:
        last = ends_on or term_end(starts_on, seat.term_months or 48)
        if starts_on < seat.starts_on or (seat.ends_on and last > seat.ends_on):
            return False
        terms = (line.appointment for line in self._members.history(seat.id))
        return not any(
            term and term.starts_on <= last and term.last_day >= starts_on for term in terms
        )


def _is_same(person: Person, line: MemberLine) -> bool:
    if folded(person.name) != folded(line.name):
        return False
    return not (person.email and line.email) or folded(person.email) == folded(line.email)


def _fits(seat: Seat, line: MemberLine) -> bool:
    return (
        line.role in (None, seat.role)
        and line.domain in (None, seat.domain)
        and line.voting in (None, seat.voting)
    )


def _require_fit(seat: Seat, line: MemberLine) -> None:
    if not _fits(seat, line):
        raise Refused(
            say(
                "Seat {seat} is known with another role, domain or right to vote than the list says.",
                seat=seat.code,
            )
        )
