"""A desk with a little of everything on it, for tests that need something to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from council.councils import Council
from council.meetings import Meeting, MeetingKind
from council.members import Appointment, Person, Role, Seat
from council.requests import AdviceRequest
from db.backup import back_up
from db.driver import wal_is_safe
from db.store import Store

PLENARY = datetime(2026, 12, 8, 19, 30)


@dataclass(frozen=True)
class Desk:
    """A store with a seat and its holder, an empty seat, a person without one, a meeting and a
    request."""

    store: Store
    council: Council
    seat: Seat
    holder: Appointment
    empty: Seat
    person: Person
    meeting: Meeting
    request: AdviceRequest


def desk(store: Store, council: Council) -> Desk:
    seats = [
        store.members.add_seat(
            council.id,
            code=f"PW-{number}",
            role=Role.CLIENT_MEMBER,
            starts_on=date(2020, 1, 1),
            domain="pw",
        )
        for number in (1, 2)
    ]
    holder = store.members.add("S. van der Proef")
    line = store.members.appoint(holder.id, seats[0], starts_on=date(2024, 1, 1))
    assert line.appointment is not None
    return Desk(
        store=store,
        council=council,
        seat=seats[0],
        holder=line.appointment,
        empty=seats[1],
        person=store.members.add("B. Voorbeeldt", email="b@example.nl"),
        meeting=plan(store, council),
        request=store.requests.register(
            council.id, title="Verordening jeugdhulp", received_on=date(2026, 11, 16)
        ),
    )


def plan(store: Store, council: Council, *starts: datetime, title: str = "Plenair") -> Meeting:
    """Plan meetings and return the first."""
    return store.meetings.plan(
        council.id,
        title=title,
        kind=MeetingKind.PLENARY,
        starts=starts or (PLENARY,),
        minutes=120,
        location="Raadzaal",
    )[0]


def on_disk(store: Store) -> bytes:
    """Return what the database, the log beside it and a new backup hold, in small letters."""
    back_up(store.path, store.path.with_name(f"{store.path.name}.backup"))
    files = [file for file in store.path.parent.glob(f"{store.path.name}*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in files) is wal_is_safe()
    return b"".join(file.read_bytes() for file in files).lower()
