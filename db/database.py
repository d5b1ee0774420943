"""The sqlite-utils database: every outermost transaction takes the write lock at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlite_utils

from db.driver import sqlite3


class CouncilDatabase(sqlite_utils.Database):
    """A sqlite-utils database whose outermost `atomic()` is BEGIN IMMEDIATE.

    A deferred transaction that reads and then writes fails at once when somebody else
    wrote in between; an immediate one waits its turn. Inner ones are savepoints.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, execute_plugins=False, strict=True)

    @contextmanager
    def atomic(self) -> Iterator[CouncilDatabase]:
        """Write everything inside together, or nothing."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
            self.conn.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise
