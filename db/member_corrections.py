"""Putting right what was entered wrongly of an appointment or a seat."""

from __future__ import annotations

from datetime import date

from council.errors import Refused, ends_before_start
from council.members import (
    Appointment,
    Seat,
    require_correction,
    require_known,
    require_length,
    require_term,
    term_end,
)
from council.text import clean_line
from council.wording import say
from db.connection import Connection
from db.member_checks import require_free, require_one_chair
from db.member_reading import MemberReader


class CorrectionStore:
    """Changes the dates and the decision of an appointment, and what a seat is."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._read = MemberReader(connection)

    def appointment(
        self,
        appointment: Appointment,
        *,
        starts_on: date,
        ends_on: date | None = None,
        decision: str,
    ) -> None:
        """Put right when a term began and by which decision; a full term stays a full one.

        A seat that was made along with the appointment exists from its new first day. Raises
        Refused for what could not have been appointed so, or when the next term is there already.
        """
        with self._db.change("member.correct"):
            seat = self._read.seat_by_id(appointment.seat_id)
            person = self._read.person(appointment.person_id)
            self._db.about(f"{person.name} ({seat.code})")
            require_known(person)
            full = seat.term_months and appointment.ends_on == term_end(
                appointment.starts_on, seat.term_months
            )
            if ends_on is None:
                ends_on = (
                    term_end(starts_on, seat.term_months or 0) if full else appointment.ends_on
                )
            self._require_last(appointment, ends_on)
            require_correction(appointment, starts_on, ends_on)
            if starts_on < seat.starts_on == appointment.starts_on:
                self._db.update("seat", seat.id, seat.version, starts_on=starts_on)
                seat = self._read.seat_by_id(seat.id)
            require_term(seat, starts_on, ends_on, appointment.term_number, appointment.deviation)
            last_day = appointment.ended_on or ends_on
            require_free(self._db, person, seat, starts_on, last_day, besides=appointment.id)
            self._db.update(
                "appointment",
                appointment.id,
                appointment.version,
                starts_on=starts_on,
                ends_on=ends_on,
                decision=clean_line(decision),
            )
            first = (appointment.id, starts_on.isoformat())
            self._db.execute("DELETE FROM office WHERE appointment_id = ? AND ends_on < ?", first)
            self._db.execute(
                "UPDATE office SET starts_on = ?2 WHERE appointment_id = ?1 AND starts_on < ?2",
                first,
            )

    def _require_last(self, appointment: Appointment, ends_on: date) -> None:
        """Refuse another end for a term that the next one was joined to."""
        follows = self._db.value(
            "SELECT starts_on FROM appointment WHERE follows_id = ?", (appointment.id,)
        )
        if follows and ends_on != appointment.ends_on:
            raise Refused(
                say(
                    "The next term begins on {day}: end or undo that one first.",
                    day=date.fromisoformat(follows),
                ),
                field="until",
            )

    def seat(self, seat: Seat, new: Seat) -> Seat:
        """Let a seat be what `new` says, code and history apart, and return it.

        Terms that were served before stay as they are.
        """
        require_length(new.term_months)
        with self._db.change("seat.change", seat.code):
            if new.ends_on is None:
                require_one_chair(self._db, seat.council_id, new.role, besides=seat.id)
            self._require_held_within(new)
            self._db.update(
                "seat",
                seat.id,
                seat.version,
                role=new.role,
                domain=new.domain,
                voting=new.voting,
                term_months=new.term_months,
                max_terms=new.max_terms,
                starts_on=new.starts_on,
                ends_on=new.ends_on,
            )
        return self._read.seat_by_id(seat.id)

    def remove_seat(self, seat: Seat) -> None:
        """Take away a seat that nobody ever held; one that was held gets an end instead."""
        with self._db.change("seat.remove", seat.code):
            if self._db.row("SELECT 1 FROM appointment WHERE seat_id = ?", (seat.id,)):
                raise Refused(
                    say("Seat {seat} was held: give it a last day instead.", seat=seat.code),
                    field="seat",
                )
            if not self._db.execute(
                "DELETE FROM seat WHERE id = ? AND version = ?", (seat.id, seat.version)
            ):
                raise self._db.conflict("seat", seat.id)

    def _require_held_within(self, seat: Seat) -> None:
        first, last = self._db.row(
            "SELECT min(starts_on), max(last_day) FROM appointment WHERE seat_id = ?", (seat.id,)
        )
        end = seat.ends_on.isoformat() if seat.ends_on else "9999"
        if (first and first < seat.starts_on.isoformat()) or (last and last > end):
            raise Refused(
                say(
                    "Seat {seat} is held from {start} to {end}: it exists at least so long.",
                    seat=seat.code,
                    start=date.fromisoformat(first),
                    end=date.fromisoformat(last),
                ),
                field="until",
            )
        if seat.ends_on and seat.ends_on < seat.starts_on:
            raise Refused(ends_before_start(seat.starts_on, seat.ends_on), field="until")
