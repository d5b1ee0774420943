"""Whose a database is: who may not use it has perhaps forgotten to work as the account of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from council.errors import NotAllowed
from council.wording import Message, say

ACCOUNT = "raad"
"""The account that has the database on a shared server, as the README makes it."""


def barred(path: str | os.PathLike[str], reason: Message) -> NotAllowed:
    """Return the error about a database that one has no right to use, for a `reason`.

    Of one that is another account's it is said how to work as that account.
    """
    account = _other(_holder(path))
    if not account or os.geteuid() == 0:  # root lacks no rights: it is the disk that refuses
        return NotAllowed(reason)
    return NotAllowed(
        say(
            "{file} belongs to the account {account}: put “sudo -u {account}” before the command.",
            file=str(path),
            account=account,
        )
    )


def account_meant() -> str:
    """Return the account that has a database on this server, if it is there and not one's own."""
    return _other(_named(ACCOUNT))


def _holder(path: str | os.PathLike[str]) -> int | None:
    """Return whose a file is, by its number; of one out of sight, whose the nearest folder is."""
    at = Path(path).absolute()
    for one in (at, *at.parents):
        with suppress(OSError):
            return one.stat().st_uid
    return None


def _named(account: str) -> int | None:
    """Return the number of an account; None where there is none, and on Windows."""
    with suppress(ImportError, KeyError):
        import pwd

        return pwd.getpwnam(account).pw_uid
    return None


def _other(uid: int | None) -> str:
    """Return the name of an account that is neither one's own nor root's; empty otherwise."""
    with suppress(ImportError, KeyError):
        import pwd

        if uid and uid != os.geteuid():
            return pwd.getpwuid(uid).pw_name
    return ""
