"""What happens on which day, written in any order and lived through in order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import ParamSpec

from council.record import replace
from council.terms import add_months
from db.store import Store

P = ParamSpec("P")


def noon(day: date) -> datetime:
    """Return noon of a day, UTC."""
    return datetime.combine(day, time(12), UTC)


class Diary:
    """The days of a council around `today`, and what it does on them."""

    def __init__(self, store: Store, today: date) -> None:
        self.store = store
        self.today = today
        self._entries: list[tuple[date, Callable[[], object]]] = []

    def on(self, day: date, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write down what is done on a day; what would lie ahead is done today."""
        self._entries.append((min(day, self.today), lambda: act(*args, **kwargs)))

    def live(self) -> None:
        """Do everything in order of time."""
        for day, act in sorted(self._entries, key=lambda entry: entry[0]):
            with self.clock_at(day):
                act()

    @contextmanager
    def clock_at(self, day: date) -> Iterator[None]:
        """Let it be noon of another day for the trail."""
        connection = self.store.connection
        present = connection.actor
        connection.actor = replace(present, clock=lambda: noon(day))
        try:
            yield
        finally:
            connection.actor = present

    def month(self, months: int) -> date:
        """Return the first day of the month that lies some months from this one."""
        return add_months(self.today.replace(day=1), months)

    def ago(self, days: int) -> date:
        """Return the working day that lies `days` before today, or the last one before it."""
        calendar = self.store.councils.calendar()
        return calendar.previous_working_day(self.today - timedelta(days=days))


def first(weekday: int, day: date) -> date:
    """Return the first day from `day` on with this weekday; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
