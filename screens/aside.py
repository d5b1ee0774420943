"""Reads that take longer than a frame, done beside the screen through a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from textual.worker import Worker, WorkerState, get_current_worker

from council.errors import RaadError
from db.driver import sqlite3

if TYPE_CHECKING:
    from textual.screen import Screen

    from db.store import Store

T = TypeVar("T")


class SpareStore:
    """The same database once more, open while it is read, for one reader at a time.

    On the connection of the screens a long read would hold up every short one. What SQLite holds
    for a connection is too much to keep for the seldom read.
    """

    def __init__(self, store: Store) -> None:
        self._like = store
        self._lock = Lock()
        self._reading: Store | None = None

    def read(self, question: Callable[[Store], T], wanted: Callable[[], bool]) -> T | None:
        """Return the answer, or None when its turn comes and it is not `wanted` any more."""
        from db.store import open_store

        with self._lock:
            if not wanted():
                return None
            with open_store(self._like.path, self._like.connection.actor) as self._reading:
                try:
                    return question(self._reading)
                finally:
                    self._reading = None

    def close(self) -> None:
        """End what is being read."""
        reading = self._reading
        if reading is not None:
            with suppress(sqlite3.ProgrammingError):  # it was just closed
                reading.connection.raw.interrupt()
            with self._lock:
                pass


class _Asked(NamedTuple):
    worker: Worker[Any]
    question: Callable[[Store], Any]
    show: Callable[[Any], None]


class Aside:
    """The questions of one screen, by subject; of each subject the last one counts.

    The screen hands on the news of its workers to `answered`. `refuse` is told of a
    `RaadError` that came instead of an answer.
    """

    def __init__(
        self,
        screen: Screen[Any],
        spare: Callable[[], SpareStore],
        refuse: Callable[[RaadError], None],
    ) -> None:
        self._screen, self._spare, self._refuse = screen, spare, refuse
        self._asked: dict[str, _Asked] = {}

    @property
    def reading(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._asked)

    def read(self, subject: str, question: Callable[[Store], T], show: Callable[[T], None]) -> None:
        """Ask a question, and have its answer shown when it is there."""
        spare = self._spare()

        def work() -> T | RaadError | None:
            worker = get_current_worker()
            try:
                return spare.read(question, lambda: not worker.is_cancelled)
            except RaadError as error:
                return error

        worker = self._screen.run_worker(work, group=subject, exclusive=True, thread=True)
        self._asked[subject] = _Asked(worker, question, show)

    def answered(self, event: Worker.StateChanged) -> None:
        """Show the answer of a worker that is done, if nothing newer was asked since."""
        subject, asked = event.worker.group, self._asked.get(event.worker.group)
        if asked is None or asked.worker is not event.worker:
            return
        if event.state is WorkerState.SUCCESS:
            del self._asked[subject]
            if isinstance(event.worker.result, RaadError):
                self._refuse(event.worker.result)
            else:
                asked.show(event.worker.result)

    def finish(self, subject: str, store: Store) -> None:
        """Answer now what is still open, before something is done with the answer.

        Keys that were typed ahead then mean what they would have meant later.
        """
        asked = self._asked.pop(subject, None)
        if asked is not None:
            asked.worker.cancel()
            asked.show(asked.question(store))

    def forget(self, subject: str) -> None:
        """Drop a question whose answer is not to be shown any more."""
        asked = self._asked.pop(subject, None)
        if asked is not None:
            asked.worker.cancel()
