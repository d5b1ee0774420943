"""Papers: kept once each, by the hash of their content, in a folder beside the database.

The name a paper came with is text in the database and never part of a path.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from council.errors import Damaged, NotFound, Refused, WrongUse
from council.papers import Paper, UnreadMail, added_by_hand, require_newest
from council.text import clean, clean_line
from council.wording import _, say
from db.connection import Connection, local
from db.contents import Contents, hash_of
from db.paper_rows import editions_until, papers_of

if TYPE_CHECKING:
    from db.paper_removal import RemovalStore


class FileStore:
    """Keeps papers and messages, and tells which messages were taken in before."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._contents = Contents(connection)
        self.folder = self._contents.folder

    @cached_property
    def removals(self) -> RemovalStore:
        """Removing papers for good."""
        from db.paper_removal import RemovalStore

        return RemovalStore(self._db, self._contents)

    def of_request(self, request_id: int) -> list[Paper]:
        """Return the papers of a request in the order they came, with their editions."""
        return papers_of(self._db, request_id)

    def get(self, paper_id: int) -> Paper:
        """Return one paper."""
        if self._db.value("SELECT 1 FROM document WHERE id = ?", (paper_id,)) is None:
            raise NotFound(say("There is no paper {number}.", number=paper_id), field="paper")
        return next(one for one in editions_until(self._db, paper_id) if one.id == paper_id)

    def text(self, paper: Paper) -> str:
        """Return the words of a paper that were read from it; empty where that was not possible."""
        sql = "SELECT text FROM document WHERE id = ?"
        return str(self._db.known("document", paper.id, sql)[0])

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
        holds: Sequence[bytes] = (),
        replaces: Paper | None = None,
        confidential: bool = False,
        embargo_until: date | None = None,
    ) -> Paper:
        """Keep a paper with a request. `text` is what search may find in it.

        `holds` are the files that are in it as they are, of a mail its attachments. A new edition
        of a paper is guarded as the one it `replaces` was, if not more, and of what is the
        council's own an edition that is added is its own as well.
        """
        name = _name(name)
        with self._db.change("document.add", name):
            if replaces is not None:
                replaces = self.get(replaces.id)
                require_newest(replaces)
                source = "own" if (source, replaces.source) == ("added", "own") else source
                confidential = confidential or replaces.confidential
                embargo_until = embargo_until or replaces.embargo_until
            self._db.known("request", request_id, "SELECT 1 FROM request WHERE id = ?")
            # Inside the change: nobody removes a paper with the same content meanwhile.
            sha256 = self._contents.keep(data)
            self._db.concerns(request_id)
            paper_id = self._db.insert(
                "document",
                request_id=request_id,
                name=name,
                media_type=clean_line(media_type),
                bytes=len(data),
                sha256=sha256,
                source=source,
                added_on=on,
                confidential=confidential,
                embargo_until=embargo_until,
                replaces_id=replaces.id if replaces else None,
                holds=json.dumps(sorted({hash_of(one) for one in holds})),
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
        name = _name(name)
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

    def read(self, paper: Paper) -> bytes:
        """Return the content of a paper; say so when it is gone or was altered."""
        try:
            data = self._contents.path(paper.sha256).read_bytes()
        except OSError as error:
            raise Damaged(
                say("“{name}” is not in {folder}.", name=paper.name, folder=str(self.folder))
            ) from error
        if hash_of(data) != paper.sha256:
            raise Damaged(say("“{name}” was altered on the disk.", name=paper.name))
        return data

    def taken_in(self, council_id: int, data: bytes) -> int | None:
        """Return the request that this very message became, 0 if none, None if it is new.

        A mail to two councils is taken in by each.
        """
        row = self._db.row(
            "SELECT coalesce(m.request_id, 0) FROM message m LEFT JOIN request r"
            " ON r.id = m.request_id"
            " WHERE m.sha256 = ? AND (m.request_id IS NULL OR r.council_id = ?)",
            (hash_of(data), council_id),
        )
        return None if row is None else int(row[0])

    def request_of_message(
        self, council_id: int, message_ids: tuple[str, ...], *, elsewhere: bool = False
    ) -> int | None:
        """Return the request of a council to which one of these messages belongs, or None.

        It may be one of another council where that is looked for `elsewhere`.
        """
        for message_id in message_ids:
            found = self._db.value(
                "SELECT m.request_id FROM message m JOIN request r ON r.id = m.request_id"
                " WHERE m.message_id = ? AND m.message_id <> ''"
                " AND (r.council_id <> ?) = ? ORDER BY m.id DESC LIMIT 1",
                (message_id, council_id, elsewhere),
            )
            if found is not None:
                return int(found)
        return None

    def begun_by(self, council_id: int, data: bytes, message_id: str, subject: str) -> int | None:
        """Return the request of a mail that was taken in when only its first part was there."""
        for request_id, size, sha256 in self._db.rows(
            "SELECT d.request_id, d.bytes, d.sha256 FROM message m"
            " JOIN request r ON r.id = m.request_id AND r.council_id = ?"
            " JOIN document d ON d.request_id = m.request_id AND d.sha256 = m.sha256"
            " WHERE m.message_id IN (?, '') AND m.subject = ? AND d.bytes BETWEEN 1 AND ?",
            (council_id, clean_line(message_id), clean_line(subject), len(data) - 1),
        ):
            if hash_of(data[:size]) == sha256:
                return int(request_id)
        return None

    def began(self, request_id: int, data: bytes) -> bool:
        """Tell whether a request was made from this very message."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT 1 FROM message"
                " WHERE sha256 = ? AND request_id = ? AND joined_in = 0)",
                (hash_of(data), request_id),
            )
        )

    def record_message(
        self,
        data: bytes,
        *,
        message_id: str = "",
        request_id: int | None = None,
        joins: bool = False,
        subject: str = "",
        sent_at: datetime | None = None,
        problem: str = "",
    ) -> None:
        """Keep a message and what became of it; one that could not be read has a problem.

        That it `joins` a request that was there, is news to everybody until they look at it, also
        to the user under whose name a folder is watched.
        """
        called = clean_line(subject) or hash_of(data)[:12]
        action = "mail.keep" if problem else "request.intake"
        with self._db.change(action, called) as change_id:
            sha256 = self._contents.keep(data)
            if request_id is not None:
                self._db.concerns(request_id)
            self._db.insert(
                "message",
                message_id=clean_line(message_id),
                sha256=sha256,
                request_id=request_id,
                joined_in=change_id if joins else 0,
                subject=clean_line(subject),
                sent_at=sent_at,
                taken_in_at=self._db.actor.clock(),
                problem=clean_line(problem),
            )

    def last_joined(self, request_id: int) -> date | None:
        """Return the day of the last mail that joined a request and is there, or None."""
        day = self._db.value(
            "SELECT max(d.added_on) FROM message m"
            " JOIN document d ON d.request_id = m.request_id AND d.sha256 = m.sha256"
            " WHERE m.request_id = ? AND m.joined_in > 0",
            (request_id,),
        )
        return date.fromisoformat(day) if day else None

    def unread(self) -> list[UnreadMail]:
        """Return the mails that could not be read, the last one first."""
        rows = self._db.rows(
            "SELECT id, taken_in_at, sha256, problem FROM message WHERE request_id IS NULL"
            " ORDER BY id DESC"
        )
        return [
            UnreadMail(
                id=mail_id,
                kept_at=local(at),
                path=str(self._contents.path(sha256)),
                problem=problem,
            )
            for mail_id, at, sha256, problem in rows
        ]

    def forget_unread(self, mail_id: int) -> None:
        """Throw away a mail that could not be read, for good, with what was known of it."""
        with self._db.change("mail.forget", _("unread mail {number}", number=mail_id)):
            sha256 = self._db.value(
                "SELECT sha256 FROM message WHERE id = ? AND request_id IS NULL", (mail_id,)
            )
            if sha256 is None:
                raise NotFound(say("There is no unread mail {number}.", number=mail_id))
            self._db.execute("DELETE FROM message WHERE id = ?", (mail_id,))
            self._contents.drop(sha256)

    def number_of(self, data: bytes) -> int:
        """Return by which number a message that could not be read is kept."""
        sha256 = hash_of(data)
        sql = "SELECT id FROM message WHERE sha256 = ? AND request_id IS NULL"
        return int(self._db.value(sql, (sha256,)))


def _name(text: str) -> str:
    name = clean_line(text)
    if not name:
        raise WrongUse(say("A paper needs a name."), field="name")
    return name
