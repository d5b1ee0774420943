"""What a council knows of people, seats and terms, at hand for comparing a long list with it.

It is read once and kept up to date while rows are taken over: the time a list takes grows
with its length, not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher
from heapq import heappop, heappush

from council.calendar import ONE_DAY
from council.errors import Refused
from council.members import Membership, Person, Seat, begins
from council.text import INFIXES, folded, sort_name
from council.wording import say
from db.members import MemberStore
from intake.member_list import MemberLine

_WORD = re.compile(r"[^\W\d_]{3,}")
_ALIKE = 0.8


class KnownMembers:
    """The people, and the seats and terms of one council, by what a list says of them."""

    def __init__(self, members: MemberStore, council_id: int) -> None:
        self._people: dict[int, Person] = {}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._by_email: defaultdict[str, list[int]] = defaultdict(list)
        self._seats: dict[str, Seat] = {}
        self._by_id: dict[int, Seat] = {}
        self._of_person: defaultdict[int, list[Membership]] = defaultdict(list)
        self._of_seat: defaultdict[int, list[Membership]] = defaultdict(list)
        self._held: list[tuple[date, int]] = []
        self._free: dict[int, Seat] = {}
        self.new_people: set[int] = set()
        for person in members.people():
            self.add_person(person)
        for seat in members.seats(council_id):
            self.add_seat(seat)
        for term in members.terms(council_id):
            self.add_term(term)

    def add_person(self, person: Person, *, new: bool = False) -> None:
        """Know one more person; `new` when the list brought them."""
        self._people[person.id] = person
        if new:
            self.new_people.add(person.id)
        self._by_name[sort_name(person.name)].append(person.id)
        if person.email:
            self._by_email[folded(person.email)].append(person.id)

    def add_seat(self, seat: Seat) -> None:
        """Know a new seat."""
        self._seats[folded(seat.code)] = seat
        self._by_id[seat.id] = seat
        heappush(self._held, (date.min, seat.id))

    def add_term(self, term: Membership) -> None:
        """Know a new term."""
        if term.person is not None:
            self._of_person[term.person.id].append(term)
        self._of_seat[term.seat.id].append(term)
        if self._free.pop(term.seat.id, None) and term.appointment is not None:
            heappush(self._held, (term.appointment.last_day + ONE_DAY, term.seat.id))

    def renew_term(self, term: Membership) -> None:
        """Know a term anew, of which something was changed."""
        assert term.person is not None and term.appointment is not None
        for terms in (self._of_person[term.person.id], self._of_seat[term.seat.id]):
            places = (
                place
                for place, known in enumerate(terms)
                if known.appointment is not None and known.appointment.id == term.appointment.id
            )
            terms[next(places)] = term

    def person(self, person_id: int) -> Person:
        """Return somebody by their number."""
        return self._people[person_id]

    def recognise(self, line: MemberLine, starts_on: date) -> Person | None:
        """Return whom a row is about, None for somebody new; refuse when that is not sure."""
        seat = self.seat(line.seat) if line.seat else None
        begun = self._begun(seat, starts_on) if seat else None
        if begun is not None and begun.person is not None:
            return _same(begun.person, line, begun.seat, starts_on)
        called = [self._people[each] for each in self._by_name.get(sort_name(line.name), [])]
        at_address = [self._people[each] for each in self._by_email.get(folded(line.email), [])]
        for sure in (
            [one for one in called if one in at_address],
            [one for one in called if any(term.seat == seat for term in self.terms_of(one))],
            [one for one in called if any(begins(term, starts_on) for term in self.terms_of(one))],
            [one for one in called if not (one.email and line.email)],
            [one for one in at_address if _alike(one.name, line.name)],
        ):
            if len(sure) == 1:
                return sure[0]
        _require_new([one for one in called if one.id not in self.new_people], line)
        return None

    def seat(self, code: str) -> Seat | None:
        """Return the seat with this code."""
        return self._seats.get(folded(code))

    def free_seats(self, on: date) -> list[Seat]:
        """Return the seats that nobody holds on a day; of later calls the day is no earlier."""
        while self._held and self._held[0][0] <= on:
            _day, seat_id = heappop(self._held)
            terms = (term.appointment for term in self._of_seat.get(seat_id, []))
            holding = next((term for term in terms if term and term.covers(on)), None)
            if holding:
                heappush(self._held, (holding.last_day + ONE_DAY, seat_id))
            else:
                self._free[seat_id] = self._by_id[seat_id]
        return list(self._free.values())

    def terms_of(self, person: Person) -> list[Membership]:
        """Return the terms somebody has, had or will have in the council."""
        return self._of_person.get(person.id, [])

    def _begun(self, seat: Seat, starts_on: date) -> Membership | None:
        terms = self._of_seat.get(seat.id, [])
        return next((term for term in terms if begins(term, starts_on)), None)

    def is_free(self, seat: Seat, starts_on: date, last: date) -> bool:
        """Tell whether a seat is there, and nobody's, from one day to another."""
        if starts_on < seat.starts_on or (seat.ends_on and last > seat.ends_on):
            return False
        held = (term.appointment for term in self._of_seat.get(seat.id, []))
        return not any(one and one.starts_on <= last and one.last_day >= starts_on for one in held)


def _same(person: Person, line: MemberLine, seat: Seat, starts_on: date) -> Person:
    """Return who sits on the seat of a row since its first day, if it may be the same person."""
    address = bool(line.email) and folded(line.email) == folded(person.email)
    if not (address or _alike(person.name, line.name)):
        raise Refused(
            say(
                "{known} sits on seat {seat} since {day}, not {listed}. If that is one person, "
                "change the name first: raadtui members change {number} --name “{listed}”.",
                known=person.name,
                seat=seat.code,
                day=starts_on,
                listed=line.name,
                number=person.id,
            )
        )
    return person


def _require_new(called: list[Person], line: MemberLine) -> None:
    """Refuse a name that somebody has already when nothing tells them apart, or together."""
    if len(called) > 1:
        raise Refused(
            say(
                "There are {count} people called {name}; give the e-mail address they are known by.",
                count=len(called),
                name=line.name,
            )
        )
    for person in called:
        raise Refused(
            say(
                "{name} is known as {email}. If that is one person, change the address first: "
                "raadtui members change {number} --email {listed}. If not, add the other first: "
                "raadtui members add.",
                name=person.name,
                email=person.email,
                number=person.id,
                listed=line.email,
            )
        )


def _alike(first: str, second: str) -> bool:
    """Tell whether two names may be one person's: they share a word, or nearly every letter."""
    if _words(first) & _words(second):
        return True
    return SequenceMatcher(None, sort_name(first), sort_name(second)).ratio() >= _ALIKE


def _words(name: str) -> set[str]:
    return set(_WORD.findall(folded(name))) - INFIXES
