"""What every screen works with: the database, the council in view, the day it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from screens.aside import SpareStore

if TYPE_CHECKING:
    from council.councils import Council
    from db.store import Store


class Desk:
    """One person at work with one council. `now` gives local time without an offset.

    `dutch` translates message ids into Dutch, for letters: a municipality reads them.
    `folder` is where files are written, the home folder unless given.
    `spare` is for reads that take longer than a frame (see `screens.aside.Aside`).
    """

    def __init__(
        self,
        store: Store,
        council: Council,
        now: Callable[[], datetime],
        dutch: Callable[[str], str] = str,
        folder: Path | None = None,
    ) -> None:
        self.store = store
        self.council = council
        self.dutch = dutch
        self._folder = folder
        self.spare = SpareStore(store)
        self._now = now
        self._facts: tuple[object, ...] = ()
        self._next_end: datetime | None = None

    @property
    def council(self) -> Council:
        """The council in view; what is done is done in it."""
        return self._council

    @council.setter
    def council(self, council: Council) -> None:
        self._council = council
        self.store.connection.council_id = council.id

    @property
    def folder(self) -> Path:
        """Where files are written."""
        return self._folder or Path.home()

    @property
    def now(self) -> datetime:
        """The local time."""
        return self._now()

    @property
    def today(self) -> date:
        """The day on which things are done, unless somebody says otherwise."""
        return self._now().date()

    def stamp(self) -> tuple[object, ...]:
        """Return what differs as soon as anybody changed something, or time did.

        The day goes over, and a meeting ends: what was to come is then held.
        """
        connection = self.store.connection
        own = connection.raw.total_changes
        facts = connection.version(), own, self.today, self.council.id
        over = self._next_end is not None and self._next_end <= self.now
        if over or facts != self._facts:
            self._facts = facts
            self._next_end = self.store.meetings.next_end(self.council.id, self.now)
        return self._next_end, *facts
