"""The errors of SQLite in one sentence for the user; loaded when there is one."""

from __future__ import annotations

import shutil
from pathlib import Path

from council.errors import Conflict, Damaged, RaadError, Refused, WrongUse
from council.text import quoted
from council.wording import say
from db.driver import sqlite3
from db.place import StrPath


def sentence(path: StrPath, error: Exception) -> RaadError:
    """Return what an error of SQLite, or of the values that it was given, means to the user."""
    if isinstance(error, sqlite3.IntegrityError):
        return _refusal(str(error))
    if isinstance(error, OverflowError):
        return WrongUse(say("That number is too large."))
    if isinstance(error, UnicodeEncodeError):
        text = quoted(error.object)
        return WrongUse(say("“{text}” is not written in UTF-8: type it again.", text=text))
    return _fault(str(path), str(error))


def _refusal(reason: str) -> RaadError:
    if "FOREIGN KEY" in reason:
        return Conflict(
            say("What this belongs to is gone or in use meanwhile. Look at it again first.")
        )
    return Refused(say("The database refuses this: {reason}.", reason=reason.rstrip(".")))


_SHARED_MEMORY = 32_768  # the bytes that WAL wants beside the database (WAL format, section 2.1)


def _no_room(path: str) -> bool:
    """Tell whether the disk of a database is full: making its shared memory fails as I/O."""
    try:
        return shutil.disk_usage(Path(path).resolve().parent).free < _SHARED_MEMORY
    except OSError:
        return False


def _fault(name: str, reason: str) -> RaadError:
    if "locked" in reason or "busy" in reason:
        return Conflict(
            say("Someone else is writing to the database for too long. Try again in a moment.")
        )
    if "disk is full" in reason or ("disk I/O" in reason and _no_room(name)):
        return Damaged(
            say(
                "The disk is full: nothing was saved. Make room where {file} stands, then try again.",
                file=name,
            )
        )
    if "readonly" in reason or "unable to open" in reason or "permission" in reason:
        from db.owner import barred

        return barred(
            name, say("You have no right to read and write {file}, or it is not there.", file=name)
        )
    if "not a database" in reason or "malformed" in reason or "corrupt" in reason:
        return Damaged(
            say("{file} is damaged or is not a raadtui database. Restore a backup.", file=name)
        )
    return Damaged(say("The database {file} gives an error: {reason}.", file=name, reason=reason))
