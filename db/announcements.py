"""Announcements: the municipality's coming policy, matched with the requests that came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from council.announcements import (
    Announcement,
    Likeness,
    Match,
    Piece,
    Standing,
    compare,
    matches,
    paired,
)
from council.errors import NotFound, Refused, WrongUse
from council.likeness import folded_title, subject_words
from council.record import record
from council.requests import AdviceRequest, DocumentKind
from council.text import TITLE_MOST, clean_line, short_line
from council.wording import _, say
from db.connection import Connection, day
from db.councils import CouncilStore
from db.queues import BYPASSED, DECISION_PASSED, NOT_ASKED, REQUEST_OWED
from db.search import part_of
from db.window import Window

_SELECT = (
    "SELECT a.id, a.council_id, a.title, a.kind, a.domain, a.expected_on, a.decided_on, a.source,"
    f" a.seen_on, a.request_id, {BYPASSED}, r.received_on, a.advice_due, a.version"
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


@record
class TakenOver:
    """What reading a list did to the announcements."""

    added: int
    changed: int
    unchanged: int


class AnnouncementStore:
    """Reads and changes announcements, and proposes which request each one is about."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._councils = councils

    # Reading

    def get(self, announcement_id: int) -> Announcement:
        """Return one announcement."""
        row = self._db.row(f"{_SELECT} WHERE a.id = ?", (announcement_id,))
        if row is None:
            raise NotFound(say("There is no announcement {number}.", number=announcement_id))
        return _announcement(row)

    def of_request(self, request_id: int) -> list[Announcement]:
        """Return what was announced of a request."""
        rows = self._db.rows(f"{_SELECT} WHERE a.request_id = ? ORDER BY a.id", (request_id,))
        return [_announcement(row) for row in rows]

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
            select=_SELECT,
            where=where,
            params=params,
            key_columns=("a.sort_on", "a.id"),
            key=lambda one: (str(one.expected_on or one.decided_on or "9999-12-31"), one.id),
            make=_announcement,
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
            f"{_SELECT} WHERE a.council_id = ? AND a.request_id IS NULL", (request.council_id,)
        )
        found = matches(request.title, request.domains, request.kind, map(_announcement, rows))
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
            "SELECT r.id, r.ref, r.title, r.received_on, r.kind, (SELECT group_concat(domain) FROM request_domain"
            " WHERE request_id = r.id) FROM search_entry e JOIN request r ON r.id = e.subject_id WHERE e.id IN"
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
                    announcement, title, (domains or "").split(","), DocumentKind(kind)
                ),
            )
            for request_id, ref, title, received_on, kind, domains in rows
        ]
        likely = [one for one in found if one.likeness.likely]
        return sorted(likely, key=lambda one: (-one.likeness.score, -one.request_id))[:limit]

    # Changing

    def add(
        self,
        council_id: int,
        *,
        title: str,
        seen_on: date,
        kind: DocumentKind = DocumentKind.OTHER,
        domain: str = "",
        expected_on: date | None = None,
        decided_on: date | None = None,
        source: str = "",
        advice_due: bool = True,
    ) -> Announcement:
        """Add what the municipality announced."""
        title = _require_title(title)
        domain = self._domain(domain)
        with self._db.change("announcement.add", title):
            announcement_id = self._db.insert(
                "announcement",
                council_id=council_id,
                title=title,
                title_key=folded_title(title),
                kind=kind,
                domain=domain or None,
                expected_on=expected_on,
                decided_on=decided_on,
                source=clean_line(source),
                seen_on=seen_on,
                advice_due=advice_due,
            )
        return self.get(announcement_id)

    def change(
        self,
        announcement: Announcement,
        *,
        title: str,
        kind: DocumentKind,
        domain: str,
        expected_on: date | None,
        decided_on: date | None,
        source: str,
        advice_due: bool,
    ) -> Announcement:
        """Change what is known of an announcement."""
        title = _require_title(title)
        domain = self._domain(domain)
        with self._db.change("announcement.change", title):
            self._update(
                announcement,
                title=title,
                title_key=folded_title(title),
                kind=kind,
                domain=domain or None,
                expected_on=expected_on,
                decided_on=decided_on,
                source=clean_line(source),
                advice_due=advice_due,
            )
        return self.get(announcement.id)

    def decide(self, announcement: Announcement, on: date) -> Announcement:
        """Record the day on which the municipality decided, with or without a request."""
        with self._db.change("announcement.decide", announcement.title):
            self._update(announcement, decided_on=on)
        return self.get(announcement.id)

    def match(self, announcement: Announcement, request: AdviceRequest) -> Announcement:
        """Say that a request is about this announcement; one request may answer several."""
        if announcement.request_id is not None:
            raise Refused(
                say("“{title}” has a request already; unlink that first.", title=announcement.title)
            )
        if announcement.council_id != request.council_id:
            raise Refused(say("This request belongs to another council."))
        with self._about_request("announcement.match", request.id, announcement):
            self._update(announcement, request_id=request.id)
        return self.get(announcement.id)

    def unmatch(self, announcement: Announcement) -> Announcement:
        """Undo the link with a request that proved to be about something else."""
        if announcement.request_id is None:
            raise Refused(say("“{title}” has no request.", title=announcement.title))
        with self._about_request("announcement.unmatch", announcement.request_id, announcement):
            self._update(announcement, request_id=None)
        return self.get(announcement.id)

    def take_over(
        self,
        council_id: int,
        pieces: Iterable[Piece],
        seen_on: date,
        source: str = "",
        *,
        dry_run: bool = False,
    ) -> TakenOver:
        """Take over a list of coming policy, all of it or nothing; on a dry run only count.

        A piece known already takes over what the list says, and keeps what it leaves open;
        reading the same list again changes nothing. `source` stands in for a line without one.
        """
        lines = list(pieces)
        news = [_news(known, piece, source) for piece, known in self._paired(council_id, lines)]
        done = TakenOver(
            added=news.count(None),
            changed=sum(bool(each) for each in news),
            unchanged=news.count({}),
        )
        if dry_run or not (done.added or done.changed):
            return done
        with self._db.change("announcement.import", clean_line(source)):
            for piece, known in self._paired(council_id, lines):
                if known is None:
                    self._add_piece(council_id, piece, seen_on, source)
                elif changes := _news(known, piece, source):
                    self._update(known, **changes)
        return done

    def compared(
        self, council_id: int, pieces: Iterable[Piece], source: str = ""
    ) -> list[tuple[Piece, str]]:
        """Return each line of a list with what taking it over does to it, in words."""
        words = {None: _("new"), True: _("changed"), False: _("known already")}
        found = []
        for piece, known in self._paired(council_id, list(pieces)):
            news = _news(known, piece, source)
            found.append((piece, words[None if news is None else bool(news)]))
        return found

    def _paired(
        self, council_id: int, pieces: list[Piece]
    ) -> list[tuple[Piece, Announcement | None]]:
        rows = self._db.rows(
            f"{_SELECT} WHERE a.council_id = ? ORDER BY a.sort_on, a.id", (council_id,)
        )
        return paired(pieces, map(_announcement, rows))

    def _add_piece(self, council_id: int, piece: Piece, seen_on: date, source: str) -> None:
        self.add(
            council_id,
            title=piece.title,
            seen_on=seen_on,
            kind=piece.kind,
            domain=piece.domains[0] if piece.domains else "",
            expected_on=piece.expected_on,
            decided_on=piece.decided_on,
            source=piece.source or source,
        )

    def _update(self, announcement: Announcement, **values: object) -> None:
        self._db.update("announcement", announcement.id, announcement.version, **values)

    @contextmanager
    def _about_request(
        self, action: str, request_id: int, announcement: Announcement
    ) -> Iterator[None]:
        with self._db.change(action, announcement.title):
            self._db.concerns(request_id)
            yield

    def _domain(self, code: str) -> str:
        return self._councils.require_domains([code])[0] if code.strip() else ""


def _require_title(title: str) -> str:
    title = short_line(title, TITLE_MOST, "title")
    if not title:
        raise WrongUse(say("An announcement needs a subject."), field="title")
    return title


def _news(known: Announcement | None, piece: Piece, source: str) -> dict[str, object] | None:
    """Return what a line says that is not known yet; None for a new announcement.

    What a line leaves open is no news.
    """
    if known is None:
        return None
    said = {
        "kind": piece.kind if piece.kind is not DocumentKind.OTHER else None,
        "domain": piece.domains[0] if piece.domains else None,
        "expected_on": piece.expected_on,
        "decided_on": piece.decided_on,
        "source": clean_line(piece.source or source) or None,
    }
    return {
        name: value
        for name, value in said.items()
        if value is not None and value != getattr(known, name)
    }


def _announcement(row: tuple[Any, ...]) -> Announcement:
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
        requested_on=day(requested_on),
        advice_due=bool(advice_due),
        version=version,
    )
