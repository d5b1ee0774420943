"""What the database must be asked before somebody is written down or appointed."""

from __future__ import annotations

from datetime import date

from council.errors import Refused
from council.members import CHAIRS, Appointment, Person, Role, Seat
from council.wording import say
from db.connection import Connection


def require_free(
    connection: Connection,
    person: Person,
    seat: Seat,
    starts_on: date,
    ends_on: date,
    *,
    besides: int = 0,
) -> None:
    """Refuse a term on a seat that is taken then, or for somebody who sits elsewhere then.

    The appointment `besides` does not count: it is the one that changes.
    """
    period = (ends_on.isoformat(), starts_on.isoformat(), besides)
    taken = connection.row(
        "SELECT p.name, a.starts_on, a.last_day FROM appointment a JOIN person p"
        " ON p.id = a.person_id WHERE a.seat_id = ? AND a.starts_on <= ? AND a.last_day >= ?"
        " AND a.id <> ? ORDER BY a.starts_on",
        (seat.id, *period),
    )
    if taken:
        raise Refused(
            say(
                "Seat {seat} is taken by {name} from {start} to {end}.",
                seat=seat.code,
                name=taken[0],
                start=date.fromisoformat(taken[1]),
                end=date.fromisoformat(taken[2]),
            ),
            field="seat",
        )
    sits = connection.row(
        "SELECT s.code, a.last_day FROM appointment a JOIN seat s ON s.id = a.seat_id"
        " WHERE a.person_id = ? AND s.council_id = ? AND a.starts_on <= ? AND a.last_day >= ?"
        " AND a.id <> ?",
        (person.id, seat.council_id, *period),
    )
    if sits:
        raise Refused(
            say(
                "{name} already sits on seat {seat} until {end}.",
                name=person.name,
                seat=sits[0],
                end=date.fromisoformat(sits[1]),
            ),
            field="person",
        )


def require_unchanged(connection: Connection, appointment: Appointment) -> None:
    """Raise Conflict where somebody changed an appointment since it was read."""
    if not connection.row(
        "SELECT 1 FROM appointment WHERE id = ? AND version = ?",
        (appointment.id, appointment.version),
    ):
        raise connection.conflict("appointment", appointment.id)


def require_one_chair(
    connection: Connection, council_id: int, role: Role, *, besides: int = 0
) -> None:
    """Refuse a chair's seat where there is one, other than the seat `besides`."""
    if role not in CHAIRS:
        return
    seat = connection.value(
        "SELECT code FROM seat WHERE council_id = ? AND id <> ? AND ends_on IS NULL"
        " AND role IN ('independent_chair', 'chair')",
        (council_id, besides),
    )
    if seat is not None:
        raise Refused(
            say("This council already has a chair’s seat: {seat}.", seat=seat), field="role"
        )
