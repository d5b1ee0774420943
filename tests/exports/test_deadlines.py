"""The ends of terms that leave as days of a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from council.calendar import DayOff, DayOffKind
from council.councils import Council
from council.terms import Purpose
from db.connection import Actor
from db.store import Store, open_store
from exports.deadlines import deadlines_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def busy(store: Store, council: Council) -> Store:
    """A council with 240 open terms, two of each request."""
    with store.connection.change("request.register", "120"):
        for nth in range(120):
            store.requests.register(
                council.id, title=f"Aanvraag {nth}", received_on=date(2026, 11, 1 + nth % 20)
            )
    return store


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (None, None),
        (date(2026, 12, 1), None),
        (None, date(2026, 12, 20)),
        (date(2026, 11, 10), date(2026, 12, 21)),
    ],
)
def test_every_open_term_that_ends_in_the_period_is_a_day(
    busy: Store, council: Council, start: date | None, end: date | None
) -> None:
    expected = sorted(
        clock.due_on
        for request_id in range(1, 121)
        for clock in busy.requests.clocks.of_request(request_id)
        if (start or date.min) <= clock.due_on <= (end or date.max)
    )
    assert expected
    days = deadlines_of(busy, council, TODAY, start, end)
    assert [day.due_on for day in days] == expected


def test_a_day_was_changed_when_its_request_or_its_term_was(store: Store, council: Council) -> None:
    for title in ("Jeugdhulp", "Loket"):
        store.requests.register(council.id, title=title, received_on=date(2026, 11, 16))
    later = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    with open_store(store.path, Actor(who="pietersen", clock=lambda: later)) as colleague:
        colleague.requests.assign(colleague.requests.by_id(1), "Werkgroep")

    def changed() -> dict[str, datetime]:
        days = deadlines_of(store, council, TODAY)
        return {day.summary[:8]: day.modified_at for day in days}

    first, then = changed(), datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert first["2026-001"] == later > first["2026-002"]
    day_off = DayOff(
        starts_on=date(2026, 12, 28),
        ends_on=date(2026, 12, 28),
        kind=DayOffKind.EQUALISED,
        name="Brugdag",
        source="besluit 12",
    )
    with open_store(store.path, Actor(who="pietersen", clock=lambda: then)) as colleague:
        moved = colleague.terms.add_day_off(day_off, date(2026, 11, 25))
    assert {one.purpose for one in moved} == {Purpose.ADVICE}
    assert set(changed().values()) == {then}
