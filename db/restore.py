"""Putting a backup in the place of a database, also while others have it open.

Copying a file over the database would leave the log of the old one beside it, and SQLite
would then mix both.
"""

from __future__ import annotations

import time
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from council.errors import Conflict, Damaged, NotFound, RaadError, WrongUse
from council.members import Person
from council.wording import say
from db.backup import back_up, folder_beside
from db.connection import Actor, connect, spoken_errors, write_ahead
from db.driver import sqlite3
from db.migrations import require_not_newer
from db.place import give_to_owner, require_file, require_local
from db.store import Store, open_store

_PATIENCE = 10.0
"""Seconds to wait for others who read or write."""


def restore(
    source: Path, target: Path, actor: Actor, now: datetime, called: Path | None = None
) -> Path | None:
    """Let `target` hold what the backup `source` holds; return where the old contents went.

    None means that there were none. A backup of an older program is upgraded, the backup
    itself stays as it is. Raises what `open_store` raises about the backup, and Conflict
    when others keep the database busy; then nothing has changed. What is wrong with the backup
    is said of what the user named: `called`, else the source.
    """
    _require_backup(source, called or source)
    require_local(target)
    with folder_beside(target) as folder:
        if target.exists() and source.samefile(target):
            raise WrongUse(say("That is the database itself; name a backup."), field="file")
        fresh = back_up(source, folder / target.name, target)
        open_store(fresh, actor).close()
        kept = _free_name(target, now)
        if not target.exists() or not _copied(target, kept):
            return _replace(fresh, target, kept)
        try:
            _pour(fresh, target)
        except RaadError:
            kept.unlink()  # Nothing came in the place of what it holds.
            raise
    return kept


def _copied(target: Path, kept: Path) -> bool:
    """Copy a database to `kept`; tell whether it was sound enough for that."""
    try:
        give_to_owner(back_up(target, kept))
    except Damaged:
        if _is_sound(target):
            raise  # A full disk, say; others may be working in it.
        return False
    return True


def known_again(kept: Path, store: Store) -> list[Person]:
    """Return whom the old contents in `kept` had forgotten, and who is known since a restore.

    A number stands for the same person where the same change added them; contents of another
    council, or damaged ones, tell nothing.
    """
    if not _is_sound(kept):
        return []
    with closing(connect(kept)) as raw:
        forgotten = raw.execute(
            "SELECT id FROM person WHERE forgotten_on IS NOT NULL ORDER BY id"
        ).fetchall()
        back = []
        for (number,) in forgotten:
            added = store.connection.row(
                "SELECT c.id, c.at, c.who FROM trail t JOIN change c ON c.id = t.change_id"
                " JOIN person p ON p.id = t.row_id AND p.forgotten_on IS NULL"
                " WHERE t.table_name = 'person' AND t.row_id = ? AND t.old IS NULL"
                " ORDER BY t.id DESC LIMIT 1",
                (number,),
            )
            same = "SELECT 1 FROM change WHERE (id, at, who) = (?, ?, ?)"
            if added and raw.execute(same, added).fetchone():
                back.append(store.members.person(number))
    return back


def no_backup(called: Path) -> Damaged:
    """Return the error that says a file cannot be put back."""
    return Damaged(
        say(
            "{file} is damaged, still compressed or encrypted, or is no backup of raadtui.",
            file=str(called),
        )
    )


def _require_backup(source: Path, called: Path) -> None:
    """Refuse what is no backup, by the name the user gave it."""
    try:
        require_file(source)
    except NotFound:
        missing = say("There is no backup {file}.", file=str(called))
        raise NotFound(missing, field="file") from None
    if not _is_sound(source):
        raise no_backup(called)
    with closing(connect(source)) as raw:
        require_not_newer(raw, called)


def _is_sound(source: Path) -> bool:
    try:
        with closing(connect(source)) as raw:
            return bool(raw.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except (Damaged, sqlite3.DatabaseError):
        return False


def _free_name(target: Path, now: datetime) -> Path:
    """Return a name for the old contents that nothing has yet."""
    name = f"{target.name}.{now:%Y%m%d-%H%M%S}"
    names = (name if nth == 1 else f"{name}.{nth}" for nth in count(1))
    return next(free for free in map(target.with_name, names) if not free.exists())


def _replace(fresh: Path, target: Path, kept: Path) -> Path | None:
    """Put a backup in the place of a database that is lost or damaged; nobody can work in it.

    SQLite would play a log or journal that is left back into the backup. What was there is kept;
    returns where, or None when there was nothing.
    """
    # First: on a full disk it fails, where a sound database seems damaged too.
    with spoken_errors(target), closing(connect(fresh)) as raw:
        write_ahead(raw)
    aside = []
    for part in ("", "-wal", "-journal", "-shm"):
        with suppress(FileNotFoundError):
            aside.append(Path(f"{target}{part}").rename(f"{kept}{part}"))
    fresh.rename(target)
    give_to_owner(target)
    return aside[0] if aside else None


def _pour(fresh: Path, target: Path) -> None:
    """Write one database over the other as a single change that others see at once."""
    from_here, to_there = connect(fresh), connect(target)
    until = time.monotonic() + _PATIENCE

    def wait(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > until:
            raise Conflict(
                say("Others keep the database busy. Let them close the program, then try again.")
            )

    try:
        with spoken_errors(target):
            # The copying itself would wait for ever for somebody who writes.
            to_there.execute("BEGIN IMMEDIATE")
            to_there.execute("ROLLBACK")
            from_here.backup(to_there, progress=wait)
    finally:
        to_there.close()
        from_here.close()
