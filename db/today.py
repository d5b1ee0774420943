"""Reads what the start screen and `raadtui today` show."""

from __future__ import annotations

from datetime import date, datetime

from council.members import NOTICE, Standing
from council.today import OpenClock, Today, by_urgency
from council.wording import Message, say
from db.store import Store


def read_today(store: Store, council_id: int, now: datetime) -> Today:
    """Return what is due, who is missing and what comes next, for one council.

    `now` is local time without an offset.
    """
    today = now.date()
    clocks = [
        OpenClock(ref=ref, title=title, clock=clock)
        for ref, title, clock in store.requests.clocks.open_of_council(council_id)
    ]
    lines = store.members.memberships(council_id, today)
    meeting = store.meetings.next_after(council_id, now)
    return Today(
        today=today,
        new_requests=store.requests.inbox.new_count(council_id, today),
        clocks=tuple(sorted(clocks, key=lambda clock: by_urgency(clock, today))),
        next_meeting=meeting,
        quorum=store.meetings.quorum(meeting) if meeting else None,
        vacancies=tuple(line for line in lines if line.appointment is None),
        terms_ending=tuple(line for line in lines if line.standing(today) is Standing.ENDING),
        missing=tuple(_missing(store, today)),
    )


def _missing(store: Store, today: date) -> list[Message]:
    horizon = (today + NOTICE).year
    if horizon <= store.councils.calendar().decrees_known_until:
        return []
    return [
        say(
            "Days equalised with a holiday are not known for {year}: add them before you rely "
            "on dates in that year.",
            year=str(horizon),
        )
    ]
