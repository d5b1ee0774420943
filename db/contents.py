"""The content of papers and mails: bytes, kept once each by their hash beside the database."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from council.wording import say
from db.asides import clear
from db.connection import Connection
from db.place import give_to_owner, make_folder


def hash_of(data: bytes) -> str:
    """Return the SHA-256 by which content is kept."""
    # Brings OpenSSL along, for which a session without a paper has no use.
    import hashlib

    return hashlib.sha256(data).hexdigest()


class Contents:
    """Keeps and drops content. No name from outside is ever part of a path."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.folder = connection.path.with_name(f"{connection.path.name}.files")
        self._tidy = False

    def path(self, sha256: str) -> Path:
        """Return where content is kept."""
        return self.folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Write content beside the database unless it is there, and return its SHA-256.

        Inside a change: what another program was writing, it no longer is.
        """
        if not self._tidy:
            self._clear_asides()
        sha256 = hash_of(data)
        path = self.path(sha256)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            if path.exists():
                return sha256
            for folder in (self.folder, path.parent):
                make_folder(folder)
            handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            give_to_owner(aside)
            aside.rename(path)
        except OSError as error:
            from db.reasons import failure, reason_of

            with suppress(OSError):
                aside.unlink()
            raise failure(
                error,
                say(
                    "A paper cannot be kept in {folder}: {reason}.",
                    folder=str(self.folder),
                    reason=reason_of(error),
                ),
            ) from error
        return sha256

    def drop(self, sha256: str) -> None:
        """Delete content for good, unless a paper or a mail that could not be read has it."""
        if self._db.row(
            "SELECT 1 FROM document WHERE sha256 = ?1 UNION ALL"
            " SELECT 1 FROM message WHERE sha256 = ?1 AND request_id IS NULL",
            (sha256,),
        ):
            return
        self._clear_asides()
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError as error:
            from db.reasons import failure, reason_of

            raise failure(
                error,
                say(
                    "The paper cannot be removed from {folder}: {reason}.",
                    folder=str(self.folder),
                    reason=reason_of(error),
                ),
            ) from error

    def _clear_asides(self) -> None:
        """Remove what a program that was killed left half written.

        Papers are written inside a change, so by one program at a time: it is nobody's work.
        """
        clear(self.folder.glob("??/.*"))
        self._tidy = True
