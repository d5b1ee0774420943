"""Reads what the start screen and `raadtui today` show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from council.members import Standing
from council.record import replace
from council.terms import Purpose
from council.today import Condition, OpenClock, Today, beginnings, by_urgency, decreed_days
from db.clocks import ClockStore
from db.connection import day
from db.queues import count_mail_in, count_new
from db.radar import missed
from db.store import Store

_MOST = 200
"""Terms that are shown at the most: whoever has that many open looks in the list of requests."""


def read_today(store: Store, council_id: int, now: datetime, *, explained: bool = False) -> Today:
    """Return what is due, who is missing and what comes next, for one council.

    `now` is local time without an offset. Clocks come without their explanation unless
    `explained`.
    """
    today = now.date()
    # Not through the requests, whose rules this does without: it must start quickly.
    terms = ClockStore(store.connection, store.councils)
    found = terms.open_of_council(council_id, explained=explained, awake_on=today, limit=_MOST)
    promises = _promises(store, [clock.id for *_, clock in found if clock.subject_id])
    other = (0, None)
    clocks = [
        _chased(
            store,
            OpenClock(ref=ref, title=title, clock=clock, number=number, broken_on=broken_on),
            today,
        )
        for ref, title, clock in found
        for number, broken_on in [promises.get(clock.id, other)]
    ]
    not_submitted, unasked = missed(store, council_id, today)
    lines = store.members.memberships(council_id, today)
    meeting = store.meetings.next_after(council_id, now)
    return Today(
        today=today,
        new_requests=count_new(store.connection, council_id, today),
        mail_in=count_mail_in(store.connection, council_id),
        clocks=tuple(sorted(clocks, key=lambda clock: by_urgency(clock, today))),
        not_submitted=not_submitted,
        unasked=unasked,
        next_meeting=meeting,
        quorum=store.meetings.quorum(meeting) if meeting else None,
        to_tell=tuple(one for one in store.meetings.to_tell(council_id, now) if one != meeting),
        vacancies=tuple(line for line in lines if line.appointment is None and not line.awaited),
        terms_ending=tuple(line for line in lines if line.standing(today) is Standing.ENDING),
        conditions=(
            *_beginnings(store, council_id, now),
            decreed_days(store.councils.calendar().decrees_known_until, today),
        ),
    )


def _beginnings(store: Store, council_id: int, now: datetime) -> tuple[Condition, ...]:
    """Tell what a council has to begin with; a part of one has it from the whole."""
    row = store.connection.row(
        "SELECT c.municipality <> '', EXISTS (SELECT 1 FROM seat s WHERE s.council_id = c.id),"
        " EXISTS (SELECT 1 FROM meeting m WHERE m.council_id = c.id AND m.starts_at >= ?2"
        "  AND m.kind = 'plenary' AND m.status NOT IN ('cancelled', 'draft')),"
        " EXISTS (SELECT 1 FROM term_rule WHERE council_id = c.id AND purpose = 'advice'"
        "  AND article <> '')"
        " FROM council c WHERE c.id = ?1 AND c.parent_id IS NULL",
        (council_id, now.date().isoformat()),
    )
    if row is None:
        return ()
    municipality, seats, plenary, ordinance = map(bool, row)
    return beginnings(municipality=municipality, seats=seats, plenary=plenary, ordinance=ordinance)


def _promises(store: Store, clocks: Sequence[int]) -> dict[int, tuple[int, date | None]]:
    """Return by clock which recommendation a promise is about, and when it was seen not kept."""
    if not clocks:
        return {}
    marks = ", ".join("?" * len(clocks))
    rows = store.connection.rows(
        "SELECT j.clock_id, n.number, iif(j.kept = 0, j.checked_on, NULL) FROM judgement j"
        f" JOIN recommendation n ON n.id = j.recommendation_id WHERE j.clock_id IN ({marks})",
        clocks,
    )
    return {clock_id: (number, day(broken_on)) for clock_id, number, broken_on in rows}


def _chased(store: Store, one: OpenClock, today: date) -> OpenClock:
    """Return a late answer or a broken promise with its letters; other terms as they are."""
    late = one.clock.purpose is Purpose.ANSWER and one.clock.overdue(today)
    if not late and one.broken_on is None:
        return one
    from council.chasing import last_asked, last_chased, next_chase
    from db.kept_letters import letters_of

    sent = letters_of(store.connection, one.clock.request_id)
    if one.broken_on:
        return replace(one, chased=last_asked(one.clock, one.broken_on, sent))
    return replace(one, chased=last_chased(one.clock, sent), chase=next_chase(one.clock, sent))
