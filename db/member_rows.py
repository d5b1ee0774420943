"""How people, seats and appointments lie in the database, and are read as records."""

from __future__ import annotations

from datetime import date

from council.members import CHAIRS, Appointment, Membership, Office, Person, Role, Seat
from db.connection import Row, day

SEAT = (
    "s.id, s.council_id, s.code, s.role, s.domain, s.voting, s.term_months, s.max_terms,"
    " s.starts_on, s.ends_on, s.version"
)
APPOINTMENT = (
    "a.id, a.seat_id, a.person_id, a.term_number, a.starts_on, a.ends_on, a.ended_on,"
    " a.end_reason, a.decision, a.follows_id, a.deviation, a.version"
)
PERSON = "p.id, p.name, p.email, p.phone, p.forgotten_on, p.version"


def _memberships(which: str) -> str:
    """Return the query of seats with the terms that are asked for, and who comes after each."""
    return (
        f"SELECT {SEAT}, {APPOINTMENT}, {PERSON},"
        " (SELECT group_concat(o.office) FROM office o WHERE o.appointment_id = a.id"
        "  AND o.starts_on <= max(:on, a.starts_on)"
        "  AND coalesce(o.ends_on, '9999-12-31') >= max(:on, a.starts_on)),"
        " n.starts_on, (SELECT name FROM person WHERE id = n.person_id),"
        " iif(n.follows_id = a.id, n.last_day, NULL)"
        f" FROM seat s LEFT JOIN appointment a ON a.seat_id = s.id AND {which}"
        " LEFT JOIN person p ON p.id = a.person_id"
        " LEFT JOIN appointment n ON n.id = (SELECT id FROM appointment WHERE seat_id = s.id"
        "  AND starts_on > coalesce(a.starts_on, :on) ORDER BY starts_on LIMIT 1)"
    )


MEMBERSHIP = _memberships(":on BETWEEN a.starts_on AND a.last_day")
ROTA = _memberships("a.last_day >= :on")
"""The terms of a day and of later, and the seats that nobody has or is to have."""

TERM = (
    f"SELECT {SEAT}, {APPOINTMENT}, {PERSON}, (SELECT group_concat(office) FROM office"
    " WHERE appointment_id = a.id), NULL, NULL, NULL FROM appointment a"
    " JOIN seat s ON s.id = a.seat_id JOIN person p ON p.id = a.person_id"
)
"""A term with every office that ever went with it."""

WHOLE = "(SELECT coalesce(parent_id, id) FROM council WHERE id = :council)"
"""The whole council that `:council` is, or is a part of."""

IN_WHOLE = (
    "FROM appointment o JOIN seat q ON q.id = o.seat_id JOIN council w ON w.id = q.council_id"
    f" WHERE o.person_id = p.id AND coalesce(w.parent_id, w.id) = {WHOLE}"
)
"""The terms of `person p` in a council and its parts."""

IN_FORCE = (
    "s.council_id = :council AND s.starts_on <= :on AND coalesce(s.ends_on, '9999-12-31') >= :on"
)


def rank_of(role: Role) -> int:
    """Return where a role stands in the list, as the schema has it: chairs first."""
    return 0 if role in CHAIRS else 2 if role in (Role.ADVISER, Role.SECRETARY) else 1


_NUMBER_WIDTH = 20


def sort_code(code: str) -> str:
    """Return a code by which seats sort as people count, as the schema has it: 2 before 10."""
    words = code.rstrip("0123456789")
    number = code[len(words) :]
    return words + number.zfill(_NUMBER_WIDTH)[-_NUMBER_WIDTH:] if number else code


def seat_of(row: Row) -> Seat:
    """Return the columns of a seat as a record."""
    seat_id, council_id, code, role, domain, voting, months, most, start, end, version = row
    return Seat(
        id=seat_id,
        council_id=council_id,
        code=code,
        role=Role(role),
        domain=domain,
        voting=bool(voting),
        term_months=months,
        max_terms=most,
        starts_on=date.fromisoformat(start),
        ends_on=day(end),
        version=version,
    )


def appointment_of(row: Row) -> Appointment:
    """Return the columns of an appointment as a record."""
    (
        appointment_id,
        seat_id,
        person_id,
        number,
        start,
        end,
        ended,
        reason,
        decision,
        follows,
        why,
        version,
    ) = row
    return Appointment(
        id=appointment_id,
        seat_id=seat_id,
        person_id=person_id,
        term_number=number,
        starts_on=date.fromisoformat(start),
        ends_on=date.fromisoformat(end),
        ended_on=day(ended),
        end_reason=reason,
        decision=decision,
        follows_id=follows,
        deviation=why,
        version=version,
    )


def person_of(row: Row) -> Person:
    """Return the columns of a person as a record."""
    person_id, name, email, phone, forgotten_on, version = row
    return Person(
        id=person_id,
        name=name,
        email=email,
        phone=phone,
        forgotten_on=day(forgotten_on),
        version=version,
    )


def membership_of(row: Row) -> Membership:
    """Return the columns of a seat with its holder, if any as a record."""
    seat, appointment, person, offices, followed_on, followed_by, reappointed_until = (
        row[:11],
        row[11:23],
        row[23:29],
        *row[29:],
    )
    return Membership(
        seat=seat_of(seat),
        appointment=None if appointment[0] is None else appointment_of(appointment),
        person=None if person[0] is None else person_of(person),
        offices=tuple(Office(office) for office in offices.split(",")) if offices else (),
        followed_on=day(followed_on),
        followed_by=followed_by or "",
        reappointed_until=day(reappointed_until),
    )
