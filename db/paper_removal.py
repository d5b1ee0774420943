"""Removing a paper that should never have been kept, for good."""

from __future__ import annotations

from council.errors import WrongUse
from council.papers import Paper, Removal
from council.text import clean_line
from council.wording import _, say
from db.connection import Connection
from db.contents import Contents
from db.paper_rows import papers_of
from db.search import merge_index


class RemovalStore:
    """Removes papers: row, words and content."""

    def __init__(self, connection: Connection, contents: Contents) -> None:
        self._db = connection
        self._contents = contents

    def plan(self, paper: Paper) -> Removal:
        """Return what goes when a paper is removed, and what stays of it."""
        holding = self._db.rows(
            "SELECT d.id FROM document d, json_each(d.holds) WHERE d.request_id = ? AND value = ?",
            (paper.request_id, paper.sha256),
        )
        papers = papers_of(self._db, paper.request_id)
        holders = tuple(one for one in papers if (one.id,) in holding)
        return Removal(
            paper=paper,
            holders=holders,
            origin=next(filter(self._became_request, (paper, *holders)), None),
            title=self._db.value("SELECT title FROM request WHERE id = ?", (paper.request_id,)),
        )

    def _became_request(self, paper: Paper) -> bool:
        """Tell whether a paper is the mail that its request was made from."""
        return paper.source == "mail" and bool(
            self._db.value(
                "SELECT EXISTS (SELECT 1 FROM message m"
                " JOIN trail t ON t.table_name = 'message' AND t.row_id = m.id AND t.old IS NULL"
                " JOIN trail r ON r.change_id = t.change_id AND r.old IS NULL"
                " AND r.table_name = 'request' AND r.row_id = m.request_id"
                " WHERE m.sha256 = ? AND m.request_id = ?)",
                (paper.sha256, paper.request_id),
            )
        )

    def remove(self, paper: Paper, *, reason: str) -> Removal:
        """Remove a paper that should never have been kept, for good: row, words and content.

        With it go the papers of its request that hold it as well, such as the mail it was attached
        to; that a mail was taken in stays known. With the mail that a request was made from goes
        the text of the request, but not its title. The trail keeps that a paper was removed and
        why, not what it was called. Content that another paper has stays.
        """
        reason = clean_line(reason)
        if not reason:
            raise WrongUse(say("Say why the paper goes."), field="reason")
        subject = f"{_numbered(paper)}: {reason}"
        with self._db.change("document.remove", subject, erasing=True) as change_id:
            self._db.concerns(paper.request_id)
            plan = self.plan(paper)
            for one in plan.papers:
                self._take_out(one, change_id)
                if one.source == "mail":
                    self._clear_subject(one)
            if plan.origin == paper:
                self._clear_text(paper.request_id)
            merge_index(self._db)
            for one in plan.papers:
                self._contents.drop(one.sha256)
        return plan

    def _take_out(self, paper: Paper, change_id: int) -> None:
        """Delete the row of a paper, and join the editions before and after it."""
        after = self._db.value("SELECT id FROM document WHERE replaces_id = ?", (paper.id,))
        before = self._db.value("SELECT replaces_id FROM document WHERE id = ?", (paper.id,))
        self._db.execute("UPDATE document SET replaces_id = NULL WHERE id = ?", (after,))
        if not self._db.execute(
            "DELETE FROM document WHERE id = ? AND version = ?", (paper.id, paper.version)
        ):
            raise self._db.conflict("document", paper.id)
        self._db.execute("UPDATE document SET replaces_id = ? WHERE id = ?", (before, after))
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
        message_id = self._db.value(
            "SELECT id FROM message WHERE sha256 = ? AND request_id = ?",
            (mail.sha256, mail.request_id),
        )
        self._db.execute("UPDATE message SET subject = '' WHERE id = ?", (message_id,))
        self._db.execute(
            "UPDATE change SET subject = (SELECT ref || ' ' || title FROM request WHERE id = ?)"
            " WHERE action IN ('request.intake', 'undo', 'redo') AND id IN"
            " (SELECT change_id FROM trail WHERE table_name = 'message' AND row_id = ?)",
            (mail.request_id, message_id),
        )
        self._clear_column("message", message_id, "subject")

    def _clear_text(self, request_id: int) -> None:
        """Empty the text of a request that was made from a mail, for good."""
        self._db.execute(
            "UPDATE request SET text = '', version = version + 1 WHERE id = ? AND text <> ''",
            (request_id,),
        )
        self._clear_column("request", request_id, "text")

    def _clear_column(self, table: str, row_id: int | None, column: str) -> None:
        self._db.execute(
            "UPDATE trail SET old = json_remove(old, ?1), new = json_remove(new, ?1)"
            " WHERE table_name = ?2 AND row_id = ?3",
            (f"$.{column}", table, row_id),
        )


def _numbered(paper: Paper) -> str:
    return _("paper {number}", number=paper.id)
