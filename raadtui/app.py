"""Opens the screens on a database: the way from the command line into the interface."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.connection import Actor
    from db.store import Store
    from raadtui.config import Settings


class _Opening:
    """A database that is opened beside the interface."""

    def __init__(self, path: Path, actor: Actor) -> None:
        self._path, self._actor = path, actor
        self._store: Store | None = None
        self._error: Exception | None = None
        self._thread = Thread(target=self._open, daemon=True)
        self._thread.start()

    def _open(self) -> None:
        from db.store import open_store

        try:
            self._store = open_store(self._path, self._actor)
        except Exception as error:
            self._error = error

    def store(self) -> Store:
        """Return the store, or raise what went wrong."""
        self._thread.join()
        if self._store is None:
            raise self._error or RuntimeError
        return self._store


def run(
    path: Path,
    actor: Actor,
    *,
    council: str | None,
    today: date | None,
    settings: Settings,
    folder: Path | None = None,
) -> int:
    """Show the screens until the user leaves, and return the exit status.

    `council` is a code, None for the first one; with `today` the days stand still; files are
    written in `folder`, the home folder unless given. Raises a `RaadError` for a database or a
    council that is not there, before anything is drawn.
    """
    # Nothing of what the start makes is garbage; looking for it costs a tenth of the time.
    gc.disable()
    opening = _Opening(path, actor)
    from screens.lean import leave_out

    leave_out()
    from screens.app import RaadApp
    from screens.desk import Desk
    from screens.terminal import driver_class

    with opening.store() as store:
        desk = Desk(store, store.councils.get(council), _clock(today), _dutch, folder)
        app = RaadApp(
            desk,
            os.environ,
            theme=settings.theme,
            driver_class=driver_class(settings.driver == "cells"),
        )
        app.run(mouse=settings.mouse)
        return app.return_code or 0


def _clock(today: date | None) -> Callable[[], datetime]:
    """Return what tells the local time, on `today` if that is given."""
    if today is None:
        return datetime.now
    return lambda: datetime.combine(today, datetime.now().time())


def _dutch(message: str) -> str:
    """Return a message in Dutch, whatever language the screens speak."""
    from raadtui.language import translator

    return translator("nl")(message)
