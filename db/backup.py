"""A copy of the database that is complete, checked, and readable by its owner alone."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from council.errors import Damaged, Refused, WrongUse
from council.wording import say
from db.asides import HIDDEN, clear, clear_old, new_aside
from db.connection import connect, file_uri, schema_version, spoken_errors
from db.driver import sqlite3
from db.reasons import failure, reason_of, writing


def back_up(source: Path, target: Path, called: Path | None = None) -> Path:
    """Write a copy of `source` to `target`, which must not exist, and return `target`.

    VACUUM INTO sees the last commit also while others write, and never waits for them. When it
    cannot be written that is said of what the user named: `called`, else the target.
    """
    with new_file(target, called) as aside:
        _copy(source, aside)
    return target


@contextmanager
def new_file(target: Path, called: Path | None = None) -> Iterator[Path]:
    """Give an empty file for its owner alone, which becomes `target` once all of it is written.

    Refused when that is there already.
    """
    with writing(called or target):
        if not target.parent.is_dir():
            folder = str(target.parent)
            raise WrongUse(say("There is no folder {folder}.", folder=folder), field="file")
        if target.is_dir():
            raise WrongUse(
                say("{path} is a folder; name a file in it.", path=str(target)), field="file"
            )
        aside = new_aside(target.parent)
        try:
            yield aside
            if target.exists():
                raise Refused(
                    say("{file} is already there; choose another name.", file=str(target))
                )
            aside.rename(target)
        finally:
            # The journal is what SQLite leaves when the disk is full.
            clear([aside, Path(f"{aside}-journal")])


@contextmanager
def folder_beside(database: Path) -> Iterator[Path]:
    """Give a folder for copies on the disk of a database, which is gone afterwards."""
    place = database.parent
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        clear_old(place)
        made = TemporaryDirectory(prefix=HIDDEN, dir=place)
    except OSError as error:
        raise failure(
            error,
            say(
                "A database cannot be made in {folder}: {reason}.",
                folder=str(place),
                reason=reason_of(error),
            ),
        ) from error
    with made as folder:
        yield Path(folder)


def _copy(source: Path, aside: Path) -> None:
    raw = connect(source)
    try:
        with spoken_errors(source):
            version = schema_version(raw)
            try:
                # As a URI: a name may hold bytes that are no text.
                raw.execute("VACUUM INTO ?", (file_uri(aside),))
            except sqlite3.OperationalError as error:
                if "disk is full" in str(error):  # that of the copy: the source is only read
                    raise OSError(errno.ENOSPC, str(error)) from error
                raise
    finally:
        raw.close()
    copy = connect(aside)
    try:
        with spoken_errors(aside):
            sound = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            if not sound or schema_version(copy) != version:
                raise Damaged(say("The copy of the database is not sound; it was thrown away."))
    finally:
        copy.close()
