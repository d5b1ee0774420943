"""Making a database and bringing an older one up to date, once, whoever comes first.

Eight programs may start at the same moment on an old file: the write lock lets one
upgrade, the others find nothing left to do. A file from a newer program is refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlite_utils import Database, Migrations

from council.calendar import DECREED_DAYS
from council.councils import DOMAINS
from council.errors import Damaged, Refused
from council.steps import DEFAULT_STEPS
from council.wording import say
from db.asides import clear, new_aside
from db.backup import back_up
from db.connection import (
    APPLICATION_ID,
    connect,
    schema_version,
    spoken_errors,
    stored,
    write_ahead,
)
from db.database import CouncilDatabase
from db.driver import sqlite3
from db.place import give_to_owner, not_ours
from db.reasons import failure, reason_of
from db.schema import SCHEMA_VERSION, statements
from db.tracked import install_trail

migrations = Migrations("raadtui")


def _run(database: Database, script: str) -> None:
    """Run a script statement by statement: executescript would commit the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            database.conn.execute(statement)
            statement = ""


@migrations()
def m001_first_release(database: Database) -> None:
    """Make all tables, and fill in what every council starts with."""
    _run(database, statements())
    database.table("policy_domain").insert_all(
        {"code": domain.code, "name": domain.name, "act": domain.act, "position": place}
        for place, domain in enumerate(DOMAINS, 1)
    )
    database.table("request_step").insert_all(
        stored(
            {
                "origin": step.origin,
                "target": step.target,
                "rank": step.rank,
                "needs_reason": step.needs_reason,
            }
        )
        for step in DEFAULT_STEPS
    )
    database.table("day_off").insert_all(
        stored(
            {
                "starts_on": off.starts_on,
                "ends_on": off.ends_on,
                "kind": off.kind,
                "name": off.name,
                "source": off.source,
            }
        )
        for off in DECREED_DAYS
    )


def upgrade(path: Path) -> None:
    """Bring the database at `path` to this program's schema, with a backup beforehand."""
    raw = connect(path)
    try:
        with spoken_errors(path):
            require_not_newer(raw, path)
            _upgrade(raw, lambda: give_to_owner(back_up(path, _backup_path(path, raw))))
    finally:
        raw.close()


def _upgrade(raw: sqlite3.Connection, save_old: Callable[[], object]) -> None:
    database = CouncilDatabase(raw)
    raw.create_function("undoing", 0, lambda: 0)
    raw.create_function("erasing", 0, lambda: 0)
    raw.create_function("current_change", 0, lambda: None)
    raw.execute("PRAGMA foreign_keys = OFF")
    with database.atomic():
        if schema_version(raw) >= SCHEMA_VERSION:
            return
        save_old()
        migrations.apply(database)
        install_trail(raw)
        if raw.execute("PRAGMA foreign_key_check").fetchall():
            raise Refused(say("The upgrade would break links between records; nothing changed."))
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def require_not_newer(raw: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that a newer program made, or that is not one of ours."""
    if schema_version(raw) > SCHEMA_VERSION:
        raise Damaged(
            say(
                "{file} was made by a newer raadtui. Install that version to open it.",
                file=str(path),
            )
        )
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise not_ours(path)


def _backup_path(path: Path, raw: sqlite3.Connection) -> Path:
    """Return a free name: an upgrade that failed before left its backup behind."""
    name = f"{path.name}.before-upgrade-{schema_version(raw)}"
    names = (name if nth == 1 else f"{name}.{nth}" for nth in count(1))
    return next(free for free in map(path.with_name, names) if not free.exists())


def create(path: Path) -> None:
    """Make a new, empty database at `path`, readable by its owner alone.

    It is built aside and linked to its name when it is complete, so that nobody ever opens
    half a database and an existing one is never overwritten.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = new_aside(path.parent)
    except OSError as error:
        raise failure(
            error,
            say(
                "A database cannot be made in {folder}: {reason}.",
                folder=str(path.parent),
                reason=reason_of(error),
            ),
        ) from error
    try:
        raw = connect(aside)
        try:
            with spoken_errors(path):
                write_ahead(raw)
                _upgrade(raw, lambda: None)
        finally:
            raw.close()
        give_to_owner(aside)
        try:
            os.link(aside, path)
        except OSError:
            if path.exists():
                raise Refused(
                    say("{file} already exists; choose another place with --db.", file=str(path))
                ) from None
            # Some file systems have no hard links.
            aside.rename(path)
    finally:
        clear([aside, Path(f"{aside}-wal"), Path(f"{aside}-shm")])
