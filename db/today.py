"""Reads what the start screen and `raadtui today` show."""

from __future__ import annotations

from datetime import date, datetime

from council.meetings import DECIDING
from council.members import NOTICE_MONTHS, Standing
from council.terms import add_months
from council.today import OpenClock, Today, by_urgency
from council.wording import Message, say
from db.clocks import ClockStore
from db.queues import count_new
from db.store import Store


def read_today(store: Store, council_id: int, now: datetime, *, explained: bool = False) -> Today:
    """Return what is due, who is missing and what comes next, for one council.

    `now` is local time without an offset. Clocks come without their explanation unless
    `explained`.
    """
    today = now.date()
    # Not through the requests, whose rules this does without: it must start quickly.
    terms = ClockStore(store.connection, store.councils)
    clocks = [
        OpenClock(ref=ref, title=title, clock=clock)
        for ref, title, clock in terms.open_of_council(
            council_id, explained=explained, awake_on=today
        )
    ]
    lines = store.members.memberships(council_id, today)
    meeting = store.meetings.next_after(council_id, now)
    return Today(
        today=today,
        new_requests=count_new(store.connection, council_id, today),
        clocks=tuple(sorted(clocks, key=lambda clock: by_urgency(clock, today))),
        next_meeting=meeting,
        quorum=store.meetings.quorum(meeting) if meeting and meeting.kind in DECIDING else None,
        vacancies=tuple(line for line in lines if line.appointment is None),
        terms_ending=tuple(line for line in lines if line.standing(today) is Standing.ENDING),
        missing=tuple(_missing(store, today)),
    )


def _missing(store: Store, today: date) -> list[Message]:
    horizon = add_months(today, NOTICE_MONTHS).year
    if horizon <= store.councils.calendar().decrees_known_until:
        return []
    return [
        say(
            "Days equalised with a holiday are not known for {year}: add them before you rely "
            "on dates in that year.",
            year=str(horizon),
        )
    ]
