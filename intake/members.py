"""Taking over a member list: people, seats and appointments, all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from council.errors import RaadError, Refused, WrongUse
from council.members import (
    CHAIRS,
    USUAL_MONTHS,
    Membership,
    Office,
    Person,
    Role,
    Seat,
    begins,
    role_label,
    term_end,
)
from council.record import replace
from council.text import folded
from council.wording import _, say
from db.edits import Edit
from db.store import Store
from intake.imported import Imported, ImportedLine, Outcome
from intake.known_members import KnownMembers
from intake.member_list import MemberLine, MemberList
from intake.table import Fault

_PREFIXES = {"pw": "PW", "wmo": "WMO", "youth": "JEUGD", "general": "ALG"}
_ROLE_PREFIXES = {
    Role.INDEPENDENT_CHAIR: "VZ",
    Role.CHAIR: "VZ",
    Role.ADVISER: "ADV",
    Role.SECRETARY: "SEC",
}


class _RollBack(Exception):
    """Takes back everything written so far."""


def import_members(
    store: Store, council_id: int, read: MemberList, *, dry_run: bool = False
) -> Imported:
    """Take over a list in one change, or say for every row why it cannot be taken over.

    Somebody is recognised by their seat and the day their term began, by name, or by
    address; what the list says otherwise of their name, e-mail or telephone is changed, and
    what it leaves empty stays. Seats are known by code. A list without codes fills seats that
    are free for the role and the domain, and adds seats where there are none. Taking over the
    same list again changes nothing.
    """
    done = Imported(dry_run=dry_run)
    try:
        with store.connection.change("member.import", _("member list")):
            done = replace(_Taker(store, council_id, read).take_all(), dry_run=dry_run)
            if dry_run or done.faults or not done.changed:
                raise _RollBack
    except _RollBack:
        pass
    return replace(done, lines=()) if done.faults else done


class _Taker:
    """Takes over rows one by one within an open change, counting what is new."""

    def __init__(self, store: Store, council_id: int, read: MemberList) -> None:
        self._members = store.members
        self._council_id = council_id
        self._known = KnownMembers(store.members, council_id)
        self._read = read
        self._rows_of_seat: defaultdict[str, list[MemberLine]] = defaultdict(list)
        for line in read.lines:
            self._rows_of_seat[folded(line.seat)].append(line)
        self._first_day = min((one.starts_on for one in read.lines if one.starts_on), default=None)
        self._names_offices = any(line.office for line in read.lines)
        self._told: dict[int, list[MemberLine]] = {}
        self._numbers: defaultdict[str, int] = defaultdict(int)
        self._seats = 0
        self._appointments = 0

    def take_all(self) -> Imported:
        """Take over every row, earlier terms first, so that a later one continues them."""
        done: dict[int, ImportedLine] = {}
        faults = list(self._read.faults)
        unread = {fault.line for fault in faults}
        for line in sorted(
            self._read.lines, key=lambda one: (one.starts_on or date.max, one.number)
        ):
            if line.number in unread:
                continue
            try:
                done[line.number] = self._take(line)
            except RaadError as error:
                faults.append(_fault(line, error))
        changes = 0
        for person_id, lines in self._told.items():
            try:
                edits = self._change_person(self._known.person(person_id), lines)
            except RaadError as error:
                faults.append(_fault(lines[-1], error))
                continue
            if edits:
                changes += person_id not in self._known.new_people
                done[lines[-1].number] = _changed(done[lines[-1].number], edits)
        return Imported(
            dry_run=False,
            lines=tuple(done[number] for number in sorted(done)),
            faults=tuple(sorted(faults, key=lambda fault: fault.line)),
            people=len(self._known.new_people),
            seats=self._seats,
            appointments=self._appointments,
            changes=changes,
        )

    def _take(self, line: MemberLine) -> ImportedLine:
        if not line.name:
            return self._vacancy(line)
        if line.starts_on is None:
            raise WrongUse(say("The first day of the term is missing: give it in a column “from”."))
        person = self._known.recognise(line, line.starts_on) or self._add_person(line)
        held = self._held(person, line)
        if held is None:
            appointed = self._appoint(person, line, line.starts_on)
            return self._imported(person, line, appointed, Outcome.APPOINTED)
        _require_same(held, line)
        added = self._office(held, line)
        return self._imported(person, line, held, Outcome.OFFICE_ADDED if added else Outcome.KNOWN)

    def _imported(
        self, person: Person, line: MemberLine, held: Membership, outcome: Outcome
    ) -> ImportedLine:
        self._told.setdefault(person.id, []).append(line)
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

    def _add_person(self, line: MemberLine) -> Person:
        person = self._members.add(line.name, email=line.email, phone=line.phone)
        self._known.add_person(person, new=True)
        return person

    def _change_person(self, person: Person, lines: Sequence[MemberLine]) -> list[Edit]:
        """Change how somebody is called and reached to what the last rows about them say."""
        email = next((line.email for line in reversed(lines) if line.email), person.email)
        phone = next((line.phone for line in reversed(lines) if line.phone), person.phone)
        name = lines[-1].name
        facts = (
            (_("name"), person.name, name),
            (_("e-mail"), person.email, email),
            (_("phone"), person.phone, phone),
        )
        edits = [Edit(what=what, old=old, new=new) for what, old, new in facts if old != new]
        if edits:
            self._members.change_person(person, name=name, email=email, phone=phone)
        return edits

    # Appointments

    def _held(self, person: Person, line: MemberLine) -> Membership | None:
        """Return the appointment that the row is about, when it is known already."""
        for term in self._known.terms_of(person):
            if begins(term, line.starts_on) and (
                not line.seat or folded(term.seat.code) == folded(line.seat)
            ):
                return term
        return None

    def _appoint(self, person: Person, line: MemberLine, starts_on: date) -> Membership:
        seat = self._seat(line, starts_on)
        number = line.term_number
        # A term that was served is a fact, also where the ordinance did not allow it.
        over = number is not None and seat.max_terms is not None and number > seat.max_terms
        if line.ends_on and seat.term_months:
            over |= line.ends_on > term_end(starts_on, seat.term_months)
        appointed = self._members.appoint(
            person.id,
            seat,
            starts_on=starts_on,
            ends_on=line.ends_on,
            decision=line.decision,
            deviation=_("taken over from the member list") if over else "",
            term_number=number,
        )
        if self._names_offices and appointed.appointment:
            # What a list with offices does not name is not held: not from the term before either.
            offices = (line.office,) if line.office else ()
            self._members.offices.set(appointed.appointment, offices, on=starts_on)
            appointed = replace(appointed, offices=offices)
        self._known.add_term(appointed)
        self._appointments += 1
        return appointed

    def _office(self, held: Membership, line: MemberLine) -> bool:
        """Give the office that the row names; tell whether that is new."""
        if line.office is None or line.office in held.offices or held.appointment is None:
            return False
        self._members.offices.set(
            held.appointment, [*held.offices, line.office], on=held.appointment.starts_on
        )
        # Another row may give them one more.
        self._known.renew_term(self._members.line(held.appointment.id))
        return True

    # Seats

    def _vacancy(self, line: MemberLine) -> ImportedLine:
        if not line.seat:
            raise WrongUse(say("A vacancy needs the code of its seat."))
        seat, outcome = self._seat_by_code(line), Outcome.KNOWN
        if seat is None:
            starts_on = line.starts_on or self._first_day
            if starts_on is None:
                raise WrongUse(say("The first day of the seat is missing."))
            seat, outcome = self._add_seat(line, line.seat, starts_on), Outcome.SEAT_ADDED
        return ImportedLine(number=line.number, name="", seat=seat, outcome=outcome)

    def _seat(self, line: MemberLine, starts_on: date) -> Seat:
        """Return the seat of a row: by its code, or a free one that fits, or a new one."""
        if line.seat:
            return self._seat_by_code(line) or self._add_seat(line, line.seat, starts_on)
        if line.role is None:
            raise WrongUse(
                say(
                    "“Member” or an office does not tell what sort of member this is: write one "
                    "of these in a column “role”: {roles}.",
                    roles=_role_words(),
                )
            )
        for seat in self._known.free_seats(starts_on):
            last = line.ends_on or term_end(starts_on, seat.term_months or USUAL_MONTHS)
            if _fits(seat, line) and self._known.is_free(seat, starts_on, last):
                return seat
        return self._add_seat(line, self._new_code(line), starts_on)

    def _seat_by_code(self, line: MemberLine) -> Seat | None:
        seat = self._known.seat(line.seat)
        if seat is not None:
            _require_fit(seat, line)
        return seat

    def _add_seat(self, line: MemberLine, code: str, starts_on: date) -> Seat:
        # Another row of the list may tell the role, and when the seat was first held.
        rows = self._rows_of_seat.get(folded(code), [])
        role = line.role or next((one.role for one in rows if one.role), None)
        if role is None:
            raise WrongUse(
                say(
                    "Seat {seat} is new, and “member” or an office does not tell its role; "
                    "write {roles}.",
                    seat=code,
                    roles=_role_words(),
                )
            )
        seat = self._members.add_seat(
            self._council_id,
            code=code,
            role=role,
            domain=line.domain,
            voting=line.voting,
            starts_on=min([starts_on, *(one.starts_on for one in rows if one.starts_on)]),
        )
        self._known.add_seat(seat)
        self._seats += 1
        return seat

    def _new_code(self, line: MemberLine) -> str:
        assert line.role is not None
        prefix = _ROLE_PREFIXES.get(line.role) or _PREFIXES.get(line.domain or "", "LID")
        if line.role in CHAIRS:
            return prefix
        while True:
            self._numbers[prefix] += 1
            code = f"{prefix}-{self._numbers[prefix]}"
            if self._known.seat(code) is None:
                return code


def _fault(line: MemberLine, error: RaadError) -> Fault:
    return Fault(line=line.number, column="", message=say("{reason}", reason=str(error)))


def _changed(line: ImportedLine, edits: list[Edit]) -> ImportedLine:
    outcome = Outcome.CHANGED if line.outcome is Outcome.KNOWN else line.outcome
    return replace(line, outcome=outcome, edits=tuple(edits))


def _require_same(held: Membership, line: MemberLine) -> None:
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


def _role_words() -> str:
    return ", ".join(map(role_label, Role))
