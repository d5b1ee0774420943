"""Reading who sits where: seats, people and the terms they serve."""

from __future__ import annotations

from datetime import date

from council.errors import NotFound, Refused, WrongUse, not_found
from council.members import Appointment, Membership, Person, Seat, counted_anew
from council.text import clean_line, folded, quoted, sort_name
from council.wording import Message, _, say
from db.connection import Connection
from db.member_rows import (
    APPOINTMENT,
    IN_FORCE,
    MEMBERSHIP,
    PERSON,
    ROTA,
    SEAT,
    TERM,
    appointment_of,
    membership_of,
    person_of,
    rank_of,
    seat_of,
    sort_code,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from db.window import Window


class MemberReader:
    """Reads who sits where on a day, and what somebody was, is and will be appointed to."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def memberships(self, council_id: int, on: date, *, vacancies: bool = True) -> list[Membership]:
        """Return the seats of a council in force on a day with their holders, chair first."""
        rows = self._db.rows(
            f"{MEMBERSHIP} WHERE {IN_FORCE} ORDER BY s.rank, s.sort_code, s.id",
            {"on": on.isoformat(), "council": council_id},
        )
        found = [membership_of(row) for row in rows]
        return [line for line in found if vacancies or line.appointment]

    def rota(self, council_id: int, on: date) -> list[Membership]:
        """Return the terms of a day and of later in the order in which they end.

        Before them come the seats that nobody has or is to have.
        """
        rows = self._db.rows(
            f"{ROTA} WHERE {IN_FORCE} ORDER BY a.last_day, s.rank, s.sort_code, s.id",
            {"on": on.isoformat(), "council": council_id},
        )
        return [membership_of(row) for row in rows]

    def window(self, council_id: int, on: date) -> Window[Membership]:
        """Return the seats of a council as a list to page through."""
        from db.window import Window

        return Window(
            self._db,
            select=MEMBERSHIP,
            where=IN_FORCE,
            params={"on": on.isoformat(), "council": council_id},
            key_columns=("s.rank", "s.sort_code", "s.id"),
            key=lambda line: (
                rank_of(line.seat.role),
                sort_code(line.seat.code),
                line.seat.id,
            ),
            make=membership_of,
        )

    def seat(self, council_id: int, code: str) -> Seat:
        """Return the seat of a council with this code."""
        code = clean_line(code)
        row = self._db.row(
            f"SELECT {SEAT} FROM seat s WHERE s.council_id = ? AND s.code = ?", (council_id, code)
        )
        if row is None:
            codes = [
                code
                for (code,) in self._db.rows(
                    "SELECT code FROM seat WHERE council_id = ? ORDER BY rank, sort_code LIMIT 30",
                    (council_id,),
                )
            ]
            if not codes:
                raise NotFound(
                    say(
                        "There are no seats yet; to add one: raadtui members seat {code} --role …",
                        code=code,
                    ),
                    field="seat",
                )
            raise NotFound(
                say(
                    "There is no seat “{code}”; there is: {codes}.",
                    code=quoted(code),
                    codes=", ".join(codes),
                ),
                field="seat",
            )
        return seat_of(row)

    def seat_by_id(self, seat_id: int) -> Seat:
        """Return the seat with this id; Conflict when somebody took it away."""
        sql = f"SELECT {SEAT} FROM seat s WHERE s.id = ?"
        return seat_of(self._db.known("seat", seat_id, sql))

    def seats(self, council_id: int) -> list[Seat]:
        """Return every seat of a council, also those to come and those that are gone."""
        rows = self._db.rows(
            f"SELECT {SEAT} FROM seat s WHERE s.council_id = ? ORDER BY s.rank, s.sort_code, s.id",
            (council_id,),
        )
        return [seat_of(row) for row in rows]

    def people(self) -> list[Person]:
        """Return everybody who was not forgotten, in order of their surnames."""
        rows = self._db.rows(
            f"SELECT {PERSON} FROM person p WHERE p.forgotten_on IS NULL ORDER BY p.sort_name, p.id"
        )
        return [person_of(row) for row in rows]

    def person(self, person_id: int) -> Person:
        """Return one person."""
        row = self._db.row(f"SELECT {PERSON} FROM person p WHERE p.id = ?", (person_id,))
        if row is None:
            raise not_found(_("person"), person_id)
        return person_of(row)

    def find_person(self, text: str) -> Person:
        """Return the person with this number, or whose name holds these words, if just one.

        The whole name goes before words of it, and those before parts of words: “Jan” is Jan de
        Vries, not Piet Jansen.
        """
        text = clean_line(text)
        if text.isascii() and text.isdigit():
            return self.person(int(text))
        words = _words(text)
        people = self.people()
        found = (
            [person for person in people if folded(person.name) == folded(text)]
            or [person for person in people if {*words} <= {*_words(person.name)}]
            or [person for person in people if all(word in folded(person.name) for word in words)]
        )
        if not words or not found:
            raise NotFound(
                say("There is nobody called “{name}”.", name=quoted(text)), field="person"
            )
        if len(found) > 1:
            raise WrongUse(
                say(
                    "“{name}” can be {people}; give the number.",
                    name=quoted(text),
                    people=", ".join(f"{person.name} ({person.id})" for person in found[:6]),
                ),
                field="person",
            )
        return found[0]

    def called(self, name: str) -> list[Person]:
        """Return who has a name, however it is written: `Bakker, Kees` is Kees Bakker."""
        rows = self._db.rows(
            f"SELECT {PERSON} FROM person p WHERE p.sort_name = ? AND p.forgotten_on IS NULL"
            " ORDER BY p.id",
            (sort_name(name),),
        )
        return [person_of(row) for row in rows]

    def appointment(self, appointment_id: int) -> Appointment:
        """Return one appointment."""
        row = self._db.row(
            f"SELECT {APPOINTMENT} FROM appointment a WHERE a.id = ?",
            (appointment_id,),
        )
        if row is None:
            raise not_found(_("appointment"), appointment_id)
        return appointment_of(row)

    def line(self, appointment_id: int) -> Membership:
        """Return one term, with its seat and who serves it."""
        person_id = self.appointment(appointment_id).person_id
        return next(
            line
            for line in self.appointments(person_id)
            if line.appointment is not None and line.appointment.id == appointment_id
        )

    def appointments(self, person_id: int) -> list[Membership]:
        """Return everything somebody was, is and will be appointed to, latest first."""
        return self._terms("a.person_id = ?", person_id)

    def history(self, seat_id: int) -> list[Membership]:
        """Return who held a seat, latest first."""
        return self._terms("a.seat_id = ?", seat_id)

    def counted_anew(self, council_id: int, person_id: int, starts_on: date) -> Message | None:
        """Say that somebody's terms count anew from a day, after a gap; None if they do not."""
        return counted_anew(
            (
                line.appointment
                for line in self.appointments(person_id)
                if line.appointment is not None and line.seat.council_id == council_id
            ),
            starts_on,
        )

    def terms(self, council_id: int) -> list[Membership]:
        """Return every term that anybody was ever appointed to in a council, latest first."""
        return self._terms("s.council_id = ?", council_id)

    def _terms(self, where: str, value: int) -> list[Membership]:
        rows = self._db.rows(f"{TERM} WHERE {where} ORDER BY a.starts_on DESC, a.id DESC", (value,))
        return [membership_of(row) for row in rows]

    def continued(self, appointment: Appointment) -> list[Appointment]:
        """Return the terms that continue an appointment, the last one first."""
        terms = [line.appointment for line in self.appointments(appointment.person_id)]
        found: list[Appointment] = []
        for term in filter(None, reversed(terms)):
            if term.follows_id in (appointment.id, *(each.id for each in found)):
                found.insert(0, term)
        return found

    def current(self, council_id: int, person_id: int, on: date) -> Membership:
        """Return what somebody holds in a council on a day, or else is to hold."""
        here = [
            (line, line.appointment)
            for line in self.appointments(person_id)
            if line.seat.council_id == council_id and line.appointment is not None
        ]
        lines = [line for line, term in here if term.last_day >= on]
        if lines:
            return lines[-1]
        name = self.person(person_id).name
        if here:
            # By that number it can still be reappointed, or put right.
            _, last = here[0]
            raise Refused(
                say(
                    "{name} has no seat in this council on {day}: appointment A{id} ended on {end}.",
                    name=name,
                    day=on,
                    id=last.id,
                    end=last.last_day,
                ),
                field="person",
            )
        raise Refused(
            say("{name} has no seat in this council on {day}.", name=name, day=on), field="person"
        )


def _words(name: str) -> list[str]:
    return folded(name).replace("-", " ").replace(",", " ").split()
