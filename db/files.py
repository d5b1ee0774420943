"""Papers: kept once each, by the hash of their content, in a folder beside the database.

The name a paper came with is text in the database and never part of a path.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from council.errors import Damaged, NotFound, Refused, WrongUse
from council.papers import Paper, UnreadMail, added_by_hand, in_editions, require_newest
from council.text import clean, clean_line
from council.wording import _, say
from db.connection import Connection, day

_COLUMNS = (
    "id, request_id, name, media_type, bytes, sha256, source, added_on, confidential,"
    " embargo_until, replaces_id, version"
)


class FileStore:
    """Keeps papers and messages, and tells which messages were taken in before."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.folder = connection.path.with_name(f"{connection.path.name}.files")

    def of_request(self, request_id: int) -> list[Paper]:
        """Return the papers of a request in the order they came, with their editions."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM document WHERE request_id = ? ORDER BY id",
            (request_id,),
        )
        return in_editions(_paper(row) for row in rows)

    def get(self, paper_id: int) -> Paper:
        """Return one paper."""
        request_id = self._db.value("SELECT request_id FROM document WHERE id = ?", (paper_id,))
        for paper in self.of_request(request_id) if request_id is not None else ():
            if paper.id == paper_id:
                return paper
        raise NotFound(say("There is no paper {number}.", number=paper_id), field="paper")

    def text(self, paper: Paper) -> str:
        """Return the words of a paper that were read from it; empty where that was not possible."""
        return str(self._db.value("SELECT text FROM document WHERE id = ?", (paper.id,)))

    def add(
        self,
        request_id: int,
        *,
        name: str,
        media_type: str,
        data: bytes,
        source: str,
        on: date,
        text: str = "",
        replaces: Paper | None = None,
        confidential: bool = False,
        embargo_until: date | None = None,
    ) -> Paper:
        """Keep a paper with a request. `text` is what search may find in it.

        A new edition of a paper is guarded as the one it `replaces` was, if not more, and of
        what is the council's own an edition that is added is its own as well.
        """
        if replaces is not None:
            require_newest(replaces)
            source = "own" if (source, replaces.source) == ("added", "own") else source
            confidential = confidential or replaces.confidential
            embargo_until = embargo_until or replaces.embargo_until
        with self._db.change("document.add", clean_line(name)):
            # Inside the change: nobody removes a paper with the same content meanwhile.
            sha256 = self.keep(data)
            self._db.concerns(request_id)
            paper_id = self._db.insert(
                "document",
                request_id=request_id,
                name=clean_line(name),
                media_type=clean_line(media_type),
                bytes=len(data),
                sha256=sha256,
                source=source,
                added_on=on,
                confidential=confidential,
                embargo_until=embargo_until,
                replaces_id=replaces.id if replaces else None,
                text=clean(text),
            )
        return self.get(paper_id)

    def change(
        self,
        paper: Paper,
        *,
        name: str,
        confidential: bool,
        embargo_until: date | None,
        own: bool | None = None,
    ) -> Paper:
        """Change how a paper is called and guarded; its content never changes.

        `own` says whether it is the council's own, where that changes; what came by mail is not.
        """
        name = clean_line(name)
        if not name:
            raise WrongUse(say("A paper needs a name."), field="name")
        if own and not added_by_hand(paper):
            raise Refused(
                say("“{name}” came by mail: it is not the council's own.", name=name), field="own"
            )
        source = paper.source
        if own is not None and added_by_hand(paper):
            source = "own" if own else "added"
        with self._db.change("document.change", name):
            self._db.concerns(paper.request_id)
            self._db.update(
                "document",
                paper.id,
                paper.version,
                name=name,
                confidential=confidential,
                embargo_until=embargo_until,
                source=source,
            )
        return self.get(paper.id)

    def remove(self, paper: Paper, *, reason: str) -> None:
        """Remove a paper that should never have been kept, for good: row, words and content.

        With an attachment go the mails of its request, because they hold it as well; that they
        were taken in stays known. With the mail that a request was made from goes the text of the
        request. The trail keeps that a paper was removed and why, not what it was called. Content
        that another paper has stays.
        """
        reason = clean_line(reason)
        if not reason:
            raise WrongUse(say("Say why the paper goes."), field="reason")
        subject = f"{_numbered(paper)}: {reason}"
        with self._db.change("document.remove", subject, erasing=True) as change_id:
            self._db.concerns(paper.request_id)
            self._take_out(paper, change_id)
            mails = self._mails_of(paper) if paper.source == "attachment" else []
            for mail in mails:
                self._take_out(mail, change_id)
                self._clear_subject(mail)
            if paper.source == "mail":
                self._clear_subject(paper)
                self._clear_text(paper)
            # An index only marks what is gone, until it is merged.
            self._db.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            for one in (paper, *mails):
                self._drop_content(one.sha256)

    def _mails_of(self, paper: Paper) -> list[Paper]:
        return [one for one in self.of_request(paper.request_id) if one.source == "mail"]

    def _take_out(self, paper: Paper, change_id: int) -> None:
        """Delete the row of a paper, and join the editions before and after it."""
        after = self._db.value("SELECT id FROM document WHERE replaces_id = ?", (paper.id,))
        self._db.execute("UPDATE document SET replaces_id = NULL WHERE id = ?", (after,))
        if not self._db.execute(
            "DELETE FROM document WHERE id = ? AND version = ?", (paper.id, paper.version)
        ):
            raise self._db.conflict("document", paper.id)
        self._db.execute(
            "UPDATE document SET replaces_id = ? WHERE id = ?", (paper.replaces_id, after)
        )
        self._clear_trail(paper, change_id)

    def _clear_trail(self, paper: Paper, change_id: int) -> None:
        """Take what a paper said and was called from the trail, also from what undid a change."""
        of_paper = "table_name = 'document' AND row_id = ?1"
        self._db.execute(
            "UPDATE change SET subject = ?2 WHERE id <> ?3"
            f" AND id IN (SELECT change_id FROM trail WHERE {of_paper}) AND subject IN"
            f" (SELECT json_extract(new, '$.name') FROM trail WHERE {of_paper}"
            f"  UNION SELECT json_extract(old, '$.name') FROM trail WHERE {of_paper})",
            (paper.id, _numbered(paper), change_id),
        )
        self._db.execute(f"DELETE FROM trail WHERE {of_paper}", (paper.id,))
        self._db.execute(
            "INSERT INTO trail (change_id, table_name, row_id, old) VALUES (?, 'document', ?, '{}')",
            (change_id, paper.id),
        )

    def _clear_subject(self, mail: Paper) -> None:
        """Empty what is kept of the subject of a mail, for good; its request is called instead."""
        message_id = self._db.value("SELECT id FROM message WHERE sha256 = ?", (mail.sha256,))
        self._db.execute("UPDATE message SET subject = '' WHERE id = ?", (message_id,))
        self._db.execute(
            "UPDATE change SET subject = (SELECT ref || ' ' || title FROM request WHERE id = ?)"
            " WHERE action IN ('request.intake', 'undo', 'redo') AND id IN"
            " (SELECT change_id FROM trail WHERE table_name = 'message' AND row_id = ?)",
            (mail.request_id, message_id),
        )
        self._clear_column("message", message_id, "subject")

    def _clear_text(self, mail: Paper) -> None:
        """Empty the text of a request that was made from a mail, for good."""
        first = self._db.value(
            "SELECT sha256 FROM message WHERE request_id = ? ORDER BY id LIMIT 1",
            (mail.request_id,),
        )
        if first == mail.sha256:
            self._db.execute(
                "UPDATE request SET text = '', version = version + 1 WHERE id = ? AND text <> ''",
                (mail.request_id,),
            )
            self._clear_column("request", mail.request_id, "text")

    def _clear_column(self, table: str, row_id: int | None, column: str) -> None:
        self._db.execute(
            "UPDATE trail SET old = json_remove(old, ?1), new = json_remove(new, ?1)"
            " WHERE table_name = ?2 AND row_id = ?3",
            (f"$.{column}", table, row_id),
        )

    def _drop_content(self, sha256: str) -> None:
        if self._db.row("SELECT 1 FROM document WHERE sha256 = ?", (sha256,)):
            return
        try:
            self._path(sha256).unlink(missing_ok=True)
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

    def keep(self, data: bytes) -> str:
        """Write content beside the database unless it is there, and return its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            for folder in (self.folder, path.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
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

    def read(self, paper: Paper) -> bytes:
        """Return the content of a paper; say so when it is gone or was altered."""
        try:
            data = self._path(paper.sha256).read_bytes()
        except OSError as error:
            raise Damaged(
                say("“{name}” is not in {folder}.", name=paper.name, folder=str(self.folder))
            ) from error
        if hashlib.sha256(data).hexdigest() != paper.sha256:
            raise Damaged(say("“{name}” was altered on the disk.", name=paper.name))
        return data

    def taken_in(self, data: bytes) -> int | None:
        """Return the request that this very message became, 0 if none, None if it is new."""
        row = self._db.row(
            "SELECT coalesce(request_id, 0) FROM message WHERE sha256 = ?",
            (hashlib.sha256(data).hexdigest(),),
        )
        return None if row is None else int(row[0])

    def request_of_message(self, message_ids: tuple[str, ...]) -> int | None:
        """Return the request to which one of these messages belongs, or None."""
        for message_id in message_ids:
            found = self._db.value(
                "SELECT request_id FROM message WHERE message_id = ? AND request_id IS NOT NULL"
                " ORDER BY id DESC LIMIT 1",
                (message_id,),
            )
            if found is not None:
                return int(found)
        return None

    def record_message(
        self,
        data: bytes,
        *,
        message_id: str = "",
        request_id: int | None = None,
        subject: str = "",
        sent_at: datetime | None = None,
        problem: str = "",
    ) -> None:
        """Keep a message and what became of it; one that could not be read has a problem."""
        called = clean_line(subject) or hashlib.sha256(data).hexdigest()[:12]
        with self._db.change("mail.keep" if problem else "request.intake", called):
            sha256 = self.keep(data)
            if request_id is not None:
                self._db.concerns(request_id)
            self._db.insert(
                "message",
                message_id=clean_line(message_id),
                sha256=sha256,
                request_id=request_id,
                subject=clean_line(subject),
                sent_at=sent_at,
                taken_in_at=self._db.actor.clock(),
                problem=clean_line(problem),
            )

    def unread(self) -> list[UnreadMail]:
        """Return the mails that could not be read, the last one first."""
        rows = self._db.rows(
            "SELECT id, taken_in_at, sha256, problem FROM message WHERE request_id IS NULL"
            " ORDER BY id DESC"
        )
        return [
            UnreadMail(
                id=mail_id,
                kept_at=datetime.fromisoformat(at).astimezone().replace(tzinfo=None),
                path=str(self._path(sha256)),
                problem=problem,
            )
            for mail_id, at, sha256, problem in rows
        ]

    def forget_unread(self, mail_id: int) -> None:
        """Throw away a mail that could not be read, for good: what was known of it, and the file."""
        with self._db.change("mail.forget", _("unread mail {number}", number=mail_id)):
            sha256 = self._db.value(
                "SELECT sha256 FROM message WHERE id = ? AND request_id IS NULL", (mail_id,)
            )
            if sha256 is None:
                raise NotFound(say("There is no unread mail {number}.", number=mail_id))
            self._db.execute("DELETE FROM message WHERE id = ?", (mail_id,))
            self._drop_content(sha256)

    def number_of(self, data: bytes) -> int:
        """Return by which number a message that was taken in is kept."""
        sha256 = hashlib.sha256(data).hexdigest()
        return int(self._db.value("SELECT id FROM message WHERE sha256 = ?", (sha256,)))

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def _numbered(paper: Paper) -> str:
    return _("paper {number}", number=paper.id)


def _paper(row: tuple[Any, ...]) -> Paper:
    (
        paper_id,
        request_id,
        name,
        media_type,
        size,
        sha256,
        source,
        added_on,
        secret,
        embargo,
        replaces_id,
        version,
    ) = row
    return Paper(
        id=paper_id,
        request_id=request_id,
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        source=source,
        added_on=date.fromisoformat(added_on),
        confidential=bool(secret),
        embargo_until=day(embargo),
        replaces_id=replaces_id,
        version=version,
    )
