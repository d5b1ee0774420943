"""People, seats and appointments: adding, changing and ending them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from council.errors import Refused, WrongUse
from council.members import (
    USUAL_MONTHS,
    VOTELESS,
    Appointment,
    Membership,
    Person,
    Role,
    Seat,
    offices_kept,
    require_end,
    require_known,
    require_length,
    require_term,
    require_to_come,
    term_end,
)
from council.text import CODE_MOST, NAME_MOST, clean_line, short_line, sort_name
from council.wording import say
from db.member_reading import MemberReader
from db.member_rows import APPOINTMENT, appointment_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from db.member_corrections import CorrectionStore
    from db.offices import OfficeStore


class MemberStore(MemberReader):
    """Reads who sits where on a day; adds, appoints, reappoints and ends."""

    @cached_property
    def offices(self) -> OfficeStore:
        """The offices that members hold beside their seat."""
        from db.offices import OfficeStore

        return OfficeStore(self._db)

    @cached_property
    def corrections(self) -> CorrectionStore:
        """Putting right what was entered wrongly."""
        from db.member_corrections import CorrectionStore

        return CorrectionStore(self._db)

    def add(self, name: str, *, email: str = "", phone: str = "") -> Person:
        """Add a person, who does not sit anywhere yet."""
        from council.reach import email_address, phone_number

        name = short_line(name, NAME_MOST, "name")
        if not name:
            raise WrongUse(say("A person needs a name."), field="name")
        with self._db.change("person.add", name):
            person_id = self._db.insert(
                "person",
                name=name,
                sort_name=sort_name(name),
                email=email_address(email),
                phone=phone_number(phone),
            )
        return self.person(person_id)

    def change_person(self, person: Person, *, name: str, email: str, phone: str) -> Person:
        """Change how somebody is called and reached."""
        from council.reach import email_address, phone_number

        name = short_line(name, NAME_MOST, "name")
        if not name:
            raise WrongUse(say("A person needs a name."), field="name")
        require_known(person)
        with self._db.change("person.change", name):
            self._db.update(
                "person",
                person.id,
                person.version,
                name=name,
                sort_name=sort_name(name),
                email=email_address(email),
                phone=phone_number(phone),
            )
        return self.person(person.id)

    def add_seat(
        self,
        council_id: int,
        *,
        code: str,
        role: Role,
        starts_on: date,
        domain: str | None = None,
        voting: bool | None = None,
        term_months: int | None = USUAL_MONTHS,
        max_terms: int | None = 2,
    ) -> Seat:
        """Add a seat. Whether it votes follows from the role unless `voting` says."""
        from db.member_checks import require_one_chair

        code = short_line(code, CODE_MOST, "seat")
        if not code:
            raise WrongUse(say("A seat needs a code, for example PW-1."), field="seat")
        require_length(term_months)
        with self._db.change("seat.add", code):
            if self._db.row(
                "SELECT 1 FROM seat WHERE council_id = ? AND code = ?", (council_id, code)
            ):
                raise Refused(say("There already is a seat {code}.", code=code), field="seat")
            require_one_chair(self._db, council_id, role)
            self._db.insert(
                "seat",
                council_id=council_id,
                code=code,
                role=role,
                domain=domain,
                voting=role not in VOTELESS if voting is None else voting,
                term_months=term_months,
                max_terms=max_terms,
                starts_on=starts_on,
            )
        return self.seat(council_id, code)

    def appoint(
        self,
        person_id: int,
        seat: Seat,
        *,
        starts_on: date,
        ends_on: date | None = None,
        decision: str = "",
        deviation: str = "",
        term_number: int | None = None,
    ) -> Membership:
        """Appoint somebody to a seat; without `ends_on` for the seat's full term.

        An appointment that begins the day after the person's last one in the same council
        continues it, with the next term number and the offices that were held.
        """
        from db.member_checks import require_free

        with self._db.change("member.appoint"):
            person, seat = self.person(person_id), self.seat_by_id(seat.id)
            self._db.about(f"{person.name} ({seat.code})")
            require_known(person)
            previous = self._ending_on(person_id, seat.council_id, starts_on - timedelta(days=1))
            number = term_number or (previous.term_number + 1 if previous else 1)
            follows = previous is not None and previous.term_number + 1 == number
            if ends_on is None:
                if seat.term_months is None:
                    raise WrongUse(
                        say("Seat {seat} has no fixed term; give an end.", seat=seat.code),
                        field="until",
                    )
                ends_on = term_end(starts_on, seat.term_months)
            require_term(seat, starts_on, ends_on, number, deviation)
            require_free(self._db, person, seat, starts_on, ends_on)
            appointment_id = self._db.insert(
                "appointment",
                seat_id=seat.id,
                person_id=person_id,
                term_number=number,
                starts_on=starts_on,
                ends_on=ends_on,
                decision=clean_line(decision),
                follows_id=previous.id if previous and follows else None,
                deviation=clean_line(deviation),
            )
            if previous and follows:
                held = self.offices.held(previous.id, previous.last_day)
                made = self.appointment(appointment_id)
                self.offices.set(made, offices_kept(held, seat), on=starts_on)
        return self.line(appointment_id)

    def reappoint(
        self,
        appointment: Appointment,
        *,
        ends_on: date | None = None,
        decision: str = "",
        deviation: str = "",
    ) -> Membership:
        """Give a member the next term, from the day after the present one ends."""
        from db.member_checks import require_unchanged

        if appointment.ended_on:
            raise Refused(
                say("This appointment was ended on {day}.", day=appointment.ended_on),
                field="person",
            )
        with self._db.change("member.reappoint"):
            require_unchanged(self._db, appointment)
            seat = self.seat_by_id(appointment.seat_id)
            return self.appoint(
                appointment.person_id,
                seat,
                starts_on=appointment.last_day + timedelta(days=1),
                ends_on=ends_on,
                decision=decision,
                deviation=deviation,
                term_number=appointment.term_number + 1,
            )

    def end(self, appointment: Appointment, *, on: date, reason: str) -> Membership:
        """End an appointment early: `on` is the last day the person sits.

        Terms that would have continued it never begin, and are taken away with it.
        """
        reason = clean_line(reason)
        require_end(appointment, on, reason)
        with self._db.change("member.end"):
            self._db.about(self.person(appointment.person_id).name)
            self._take_away(self.continued(appointment))
            self._db.update(
                "appointment", appointment.id, appointment.version, ended_on=on, end_reason=reason
            )
        return self.line(appointment.id)

    def withdraw(self, appointment: Appointment, today: date) -> None:
        """Take back an appointment that has not begun, with the terms that continue it.

        Nobody served it: what is left of it is a line in the trail.
        """
        from db.member_checks import require_unchanged

        require_to_come(appointment, today)
        with self._db.change("member.withdraw"):
            require_unchanged(self._db, appointment)
            person, seat = self.person(appointment.person_id), self.seat_by_id(appointment.seat_id)
            self._db.about(f"{person.name} ({seat.code})")
            self._take_away([*self.continued(appointment), appointment])

    def _take_away(self, terms: Iterable[Appointment]) -> None:
        """Take away terms that never begin, the last one first."""
        for term in terms:
            self._db.execute("DELETE FROM office WHERE appointment_id = ?", (term.id,))
            self._db.execute("DELETE FROM appointment WHERE id = ?", (term.id,))

    def _ending_on(self, person_id: int, council_id: int, last_day: date) -> Appointment | None:
        row = self._db.row(
            f"SELECT {APPOINTMENT} FROM appointment a JOIN seat s ON s.id = a.seat_id"
            " WHERE a.person_id = ? AND s.council_id = ? AND a.last_day = ?",
            (person_id, council_id, last_day.isoformat()),
        )
        return None if row is None else appointment_of(row)
