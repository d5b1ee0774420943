"""Changes of the ordinance and the calendar, which the open clocks follow at once."""

from __future__ import annotations

from datetime import date

from council.calendar import DayOff
from council.clocks import Moved
from council.errors import Refused
from council.text import clean_line
from council.wording import say
from db.clocks import ClockStore
from db.connection import Connection
from db.councils import CouncilStore


class TermStore:
    """Changes what terms are reckoned from: no date moves later by surprise."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._clocks = ClockStore(connection, councils)

    def add_day_off(self, off: DayOff, on: date) -> list[Moved]:
        """Add a recess, or a day equalised with a holiday by decree; return the terms it moves.

        Those are reckoned again on the day `on`, each with a line in its explanation.
        """
        name = clean_line(off.name)
        if off.ends_on < off.starts_on:
            raise Refused(
                say(
                    "The end {end} lies before the start {start}.",
                    end=off.ends_on,
                    start=off.starts_on,
                ),
                field="until",
            )
        if self._db.row(
            "SELECT 1 FROM day_off WHERE kind = ? AND starts_on = ? AND ends_on = ?",
            (off.kind, off.starts_on.isoformat(), off.ends_on.isoformat()),
        ):
            raise Refused(
                say("{start} to {end} is known already.", start=off.starts_on, end=off.ends_on),
                field="from",
            )
        with self._db.change("recess.add", name):
            self._db.insert(
                "day_off",
                starts_on=off.starts_on,
                ends_on=off.ends_on,
                kind=off.kind,
                name=name,
                source=clean_line(off.source),
            )
            return self._clocks.follow_calendar(on, name)
