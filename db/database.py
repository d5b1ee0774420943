"""The sqlite-utils database, which makes tables and fills many rows at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlite_utils

from db.connection import at_once
from db.driver import sqlite3


class CouncilDatabase(sqlite_utils.Database):
    """A sqlite-utils database whose transactions are those of `db.connection`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, execute_plugins=False, strict=True)

    @contextmanager
    def atomic(self) -> Iterator[CouncilDatabase]:
        """Write everything inside together, or nothing."""
        with at_once(self.conn):
            yield self
