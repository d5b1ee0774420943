"""The next release of this program, with one more migration: run as a program of its own.

`newer_program.py DATABASE`: says it is ready, waits for a line, opens the database, adds a
person to it, and says what it found.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sqlite_utils import Database

import db.migrations
import db.schema
import db.store
from council.errors import RaadError
from db.connection import Actor


@db.migrations.migrations()
def m002_what_people_are_called(database: Database) -> None:
    """Give every person a call name."""
    database.conn.execute("ALTER TABLE person ADD COLUMN call_name TEXT NOT NULL DEFAULT ''")


def main(path: Path) -> None:
    newer = db.schema.SCHEMA_VERSION + 1
    for module in (db.schema, db.migrations, db.store):
        vars(module)["SCHEMA_VERSION"] = newer
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        with db.store.open_store(path, Actor(who=f"user{os.getpid()}")) as store:
            store.members.add("N. Bedachtsma")
            columns = [
                name for (_n, name, *_rest) in store.connection.rows("PRAGMA table_info(person)")
            ]
            trail = store.connection.value("SELECT new FROM trail ORDER BY id DESC LIMIT 1")
        sys.stdout.write(f"{'call_name' in columns and 'call_name' in trail}\n")
    except RaadError as error:
        sys.stdout.write(f"{type(error).__name__}: {error}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
