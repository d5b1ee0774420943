"""Reads announcements: how they stand, and which request each one may be about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from council.announcements import Announcement, Likeness, Match, Standing, compare, matches
from council.errors import NotFound
from council.likeness import folded_title, subject_words
from council.record import record
from council.requests import AdviceRequest, DocumentKind
from council.wording import say
from db.connection import Connection, day
from db.queues import BYPASSED, DECISION_PASSED, NOT_ASKED, NOTHING_ASKED, REQUEST_OWED
from db.search import part_of
from db.window import Window

SELECT = (
    "SELECT a.id, a.council_id, a.title, a.kind, a.domain, a.expected_on, a.decided_on, a.source,"
    f" a.seen_on, a.request_id, {BYPASSED}, {NOTHING_ASKED}, r.received_on, a.advice_due, a.version"
    " FROM announcement a LEFT JOIN request r ON r.id = a.request_id"
)
_UNASKED = "a.id IN (SELECT value FROM json_each(:unasked))"
_STANDINGS = {
    Standing.EXPECTED: f"{REQUEST_OWED} AND NOT {DECISION_PASSED} AND coalesce(a.expected_on, :today) >= :today"
    f" AND NOT {_UNASKED}",
    Standing.UNASKED: _UNASKED,
    Standing.OVERDUE: f"{REQUEST_OWED} AND NOT {DECISION_PASSED} AND a.expected_on < :today",
    Standing.NOT_SUBMITTED: f"{REQUEST_OWED} AND {DECISION_PASSED}",
    Standing.MATCHED: f"NOT {NOT_ASKED}",
    Standing.NO_ADVICE: f"a.advice_due = 0 AND {NOT_ASKED}",
}

_MOST_COMPARED = 1000
"""How many of the newest requests that hold a word of an announcement are compared with it."""


@record
class Proposal:
    """A request that may be about an announcement."""

    request_id: int
    ref: str
    title: str
    received_on: date
    likeness: Likeness


class AnnouncementReader:
    """Reads announcements, and proposes which request each one is about."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, announcement_id: int) -> Announcement:
        """Return one announcement."""
        row = self._db.row(f"{SELECT} WHERE a.id = ?", (announcement_id,))
        if row is None:
            raise NotFound(say("There is no announcement {number}.", number=announcement_id))
        return announcement_of(row)

    def of_request(self, request_id: int) -> list[Announcement]:
        """Return what was announced of a request."""
        rows = self._db.rows(f"{SELECT} WHERE a.request_id = ? ORDER BY a.id", (request_id,))
        return [announcement_of(row) for row in rows]

    def window(
        self,
        council_id: int,
        today: date,
        standing: Standing | None = None,
        filter_text: str = "",
        unasked: Collection[int] = (),
    ) -> Window[Announcement]:
        """Return the announcements by expected date, those without one last.

        `filter_text` keeps those with every word in their title; `unasked` are the ids of those
        that `db.radar.missed` finds, which stand apart from what is expected.
        """
        where = "a.council_id = :council"
        params: dict[str, object] = {"council": council_id, "today": today.isoformat()}
        if standing is not None:
            where += f" AND {_STANDINGS[standing]}"
            params["unasked"] = str(sorted(unasked))
        for place, word in enumerate(folded_title(filter_text).split()):
            where += f" AND instr(a.title_key, :word{place})"
            params[f"word{place}"] = word
        return Window(
            self._db,
            select=SELECT,
            where=where,
            params=params,
            key_columns=("a.sort_on", "a.id"),
            key=lambda one: (str(one.expected_on or one.decided_on or "9999-12-31"), one.id),
            make=announcement_of,
        )

    def counts(
        self, council_id: int, today: date, unasked: Collection[int] = ()
    ) -> dict[Standing, int]:
        """Return how many announcements stand how; `unasked` as in `window`."""
        sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _STANDINGS.values())
        row = self._db.row(
            f"SELECT {sums} FROM announcement a LEFT JOIN request r ON r.id = a.request_id"
            " WHERE a.council_id = :council",
            {
                "council": council_id,
                "today": today.isoformat(),
                "unasked": str(sorted(unasked)),
            },
        )
        return dict(zip(_STANDINGS, row, strict=True))

    def not_submitted(self, council_id: int, today: date) -> list[Announcement]:
        """Return what was decided without the council having been asked, in order of date."""
        return self.window(council_id, today, Standing.NOT_SUBMITTED).first(100_000)

    def suggestions(self, request: AdviceRequest, limit: int = 10) -> list[Match]:
        """Return the announcements without a request that this one may be about, best first."""
        rows = self._db.rows(
            f"{SELECT} WHERE a.council_id = ? AND a.request_id IS NULL", (request.council_id,)
        )
        found = matches(request.title, request.domains, request.kind, map(announcement_of, rows))
        return found[:limit]

    def proposals(self, announcement: Announcement, limit: int = 10) -> list[Proposal]:
        """Return the requests that an announcement may be about, best first.

        The newest that hold a word of its subject are compared.
        """
        words = subject_words(announcement.title)
        if not words:
            return []
        newest = (
            "SELECT id FROM (SELECT e.id FROM search_index i JOIN search_entry e ON e.id = i.rowid"
            " WHERE i.contents LIKE {part} AND e.kind = 'request' AND e.council_id = :council"
            " ORDER BY i.rowid DESC LIMIT :most)"
        )
        parts = {f"part{place}": f"%{part_of(word)}%" for place, word in enumerate(words)}
        rows = self._db.rows(
            "SELECT r.id, r.ref, r.title, r.received_on, r.kind,"
            " (SELECT group_concat(domain) FROM request_domain WHERE request_id = r.id)"
            " FROM search_entry e JOIN request r ON r.id = e.subject_id WHERE e.id IN"
            f" ({' UNION '.join(newest.format(part=f':{part}') for part in parts)})",
            {**parts, "council": announcement.council_id, "most": _MOST_COMPARED},
        )
        found = [
            Proposal(
                request_id=request_id,
                ref=ref,
                title=title,
                received_on=date.fromisoformat(received_on),
                likeness=compare(
                    announcement, title, domains.split(",") if domains else (), DocumentKind(kind)
                ),
            )
            for request_id, ref, title, received_on, kind, domains in rows
        ]
        likely = [one for one in found if one.likeness.likely]
        return sorted(likely, key=lambda one: (-one.likeness.score, -one.request_id))[:limit]


def announcement_of(row: tuple[Any, ...]) -> Announcement:
    """Return the announcement in a row of `SELECT`."""
    (
        announcement_id,
        council_id,
        title,
        kind,
        domain,
        expected_on,
        decided_on,
        source,
        seen_on,
        request_id,
        bypassed,
        nothing_asked,
        requested_on,
        advice_due,
        version,
    ) = row
    return Announcement(
        id=announcement_id,
        council_id=council_id,
        title=title,
        kind=DocumentKind(kind),
        domain=domain or "",
        expected_on=day(expected_on),
        decided_on=day(decided_on),
        source=source,
        seen_on=date.fromisoformat(seen_on),
        request_id=request_id,
        bypassed=bool(bypassed),
        nothing_asked=bool(nothing_asked),
        requested_on=day(requested_on),
        advice_due=bool(advice_due),
        version=version,
    )
