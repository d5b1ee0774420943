"""What must be done today: the answer that takes no key at all."""

from __future__ import annotations

from datetime import date

from council.clocks import Clock
from council.meetings import Meeting
from council.members import Membership
from council.quorum import Quorum
from council.record import record
from council.wording import Message


@record
class OpenClock:
    """A clock that runs or stands still, with the request it belongs to."""

    ref: str
    title: str
    clock: Clock


@record
class Today:
    """Everything the start screen shows.

    `clocks` are in order of urgency; `missing` are sentences about data without which
    dates may come out wrong, such as days by decree of a year not known yet.
    """

    today: date
    new_requests: int
    clocks: tuple[OpenClock, ...]
    next_meeting: Meeting | None
    quorum: Quorum | None
    vacancies: tuple[Membership, ...]
    terms_ending: tuple[Membership, ...]
    missing: tuple[Message, ...]


def by_urgency(clock: OpenClock, today: date) -> tuple[int, date]:
    """Order clocks: those that run by their date, those lawfully stopped after them."""
    return (0 if clock.clock.days_left(today) is not None else 1, clock.clock.due_on)
