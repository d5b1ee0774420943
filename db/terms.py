"""Changes of the ordinance and the calendar, which the open clocks follow at once."""

from __future__ import annotations

from datetime import date

from council.calendar import DECREE, DECREED_DAYS, DayOff
from council.clocks import Moved
from council.errors import NotFound, Refused
from council.record import replace
from council.text import clean_line
from council.wording import say
from db.clocks import ClockStore
from db.connection import Connection
from db.councils import CouncilStore

_SAME_DAYS = "kind = ? AND starts_on = ? AND ends_on = ?"


class TermStore:
    """Changes what terms are reckoned from: no date moves later by surprise.

    What changes the calendar returns the terms it moves. Those are reckoned again on the day
    `on`, each with a line in its explanation.
    """

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._councils = councils
        self._clocks = ClockStore(connection, councils)

    def day_off(self, starts_on: date) -> DayOff:
        """Return the recess or decreed day that begins on a day and can be changed.

        The days of the decree that the program knows are always counted.
        """
        found = [one for one in self._councils.days_off() if one.starts_on == starts_on]
        if not found:
            raise NotFound(
                say("No recess or decreed day begins on {day}.", day=starts_on), field="start"
            )
        if found[0] in DECREED_DAYS:
            raise Refused(say("{day} is off by decree ({source}).", day=starts_on, source=DECREE))
        return found[0]

    def add_day_off(self, off: DayOff, on: date) -> list[Moved]:
        """Add a recess, or a day equalised with a holiday by decree."""
        off = self._fit(off)
        with self._db.change("recess.add", off.name):
            self._db.insert(
                "day_off",
                starts_on=off.starts_on,
                ends_on=off.ends_on,
                kind=off.kind,
                name=off.name,
                source=off.source,
            )
            return self._clocks.follow_calendar(on, off.name)

    def change_day_off(self, off: DayOff, to: DayOff, on: date) -> list[Moved]:
        """Change when a recess or decreed day is, what it is called and who decided it."""
        to = self._fit(to, besides=off)
        with self._db.change("recess.change", to.name):
            self._db.execute(
                "UPDATE day_off SET starts_on = ?, ends_on = ?, name = ?, source = ?"
                f" WHERE {_SAME_DAYS}",
                (
                    to.starts_on.isoformat(),
                    to.ends_on.isoformat(),
                    to.name,
                    to.source,
                    *_days_key(off),
                ),
            )
            return self._clocks.follow_calendar(on, to.name)

    def remove_day_off(self, off: DayOff, on: date) -> list[Moved]:
        """Take away a recess or a decreed day that was added."""
        with self._db.change("recess.remove", off.name):
            self._db.execute(f"DELETE FROM day_off WHERE {_SAME_DAYS}", _days_key(off))
            return self._clocks.follow_calendar(on, off.name)

    def _fit(self, off: DayOff, besides: DayOff | None = None) -> DayOff:
        """Return days off as they are kept; refuse what ends before it starts, or is known."""
        if off.ends_on < off.starts_on:
            raise Refused(
                say(
                    "The end {end} lies before the start {start}.",
                    end=off.ends_on,
                    start=off.starts_on,
                ),
                field="until",
            )
        for known in self._councils.days_off():
            if _days_key(known) == _days_key(off) and known != besides:
                raise Refused(
                    say("{start} to {end} is known already.", start=off.starts_on, end=off.ends_on),
                    field="from",
                )
        return replace(off, name=clean_line(off.name), source=clean_line(off.source))


def _days_key(off: DayOff) -> tuple[str, str, str]:
    return (off.kind, off.starts_on.isoformat(), off.ends_on.isoformat())
