"""Announcements: the municipality's coming policy, matched with the requests that came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from council.announcements import Announcement, Piece, paired
from council.errors import Refused, WrongUse
from council.likeness import folded_title
from council.record import record
from council.requests import AdviceRequest, DocumentKind
from council.text import TITLE_MOST, clean_line, short_line
from council.wording import _, say
from db.announcement_reading import SELECT, AnnouncementReader, announcement_of
from db.connection import Connection
from db.councils import CouncilStore


@record
class TakenOver:
    """What reading a list did to the announcements."""

    added: int
    changed: int
    unchanged: int


@record
class Compared:
    """A line of a list beside the announcement that it is about, None for a new one.

    `news` is what it says that is not known yet, by the name of the fact; what it leaves open is
    no news.
    """

    piece: Piece
    known: Announcement | None
    news: Mapping[str, object]

    @property
    def outcome(self) -> str:
        """What taking it over does, in words."""
        if self.known is None:
            return _("new")
        if not self.news:
            return _("known already")
        if self.known.expected_on and "expected_on" in self.news:
            return _("was expected on {day}", day=self.known.expected_on)
        return _("changed")


class _RollBack(Exception):
    """Takes back a change that proved to change nothing."""


class AnnouncementStore(AnnouncementReader):
    """Reads and changes announcements, and takes over lists of them."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        super().__init__(connection)
        self._councils = councils

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
            for one in self.of_request(request.id):
                if one.source == request.ref:  # It stood in for this one.
                    self._db.execute("DELETE FROM announcement WHERE id = ?", (one.id,))
            self._update(announcement, request_id=request.id)
        return self.get(announcement.id)

    def bypassed(self, request: AdviceRequest, on: date) -> None:
        """Put on the radar what a request records as decided without the council, found on a day.

        Not where it stands there already: it counts once. Its source is the request, until what was
        announced is linked with that.
        """
        if self.of_request(request.id):
            return
        planned = request.decision_on
        piece = self.add(
            request.council_id,
            title=request.title,
            seen_on=on,
            kind=request.kind,
            domain=next(iter(request.domains), ""),
            decided_on=planned if planned and planned <= on else None,
            source=request.ref,
        )
        self._update(piece, request_id=request.id)

    def unmatch(self, announcement: Announcement) -> Announcement:
        """Undo the link with a request that proved to be about something else."""
        if announcement.request_id is None:
            raise Refused(say("“{title}” has no request.", title=announcement.title))
        ref = self._db.value("SELECT ref FROM request WHERE id = ?", (announcement.request_id,))
        if announcement.source == ref:
            raise Refused(
                say("It stands here by {ref} alone: link what was announced with {ref}.", ref=ref)
            )
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
        if dry_run:
            return counted(self.compared(council_id, pieces, source))
        try:
            with self._db.change("announcement.import", clean_line(source)):
                lines = self.compared(council_id, pieces, source)
                for line in lines:
                    if line.known is None:
                        self._add_piece(council_id, line.piece, seen_on, source)
                    elif line.news:
                        self._update(line.known, **line.news)
                if not any(line.known is None or line.news for line in lines):
                    raise _RollBack
        except _RollBack:
            pass
        return counted(lines)

    def compared(
        self, council_id: int, pieces: Iterable[Piece], source: str = ""
    ) -> list[Compared]:
        """Return each line of a list beside what is known of it."""
        rows = self._db.rows(
            f"{SELECT} WHERE a.council_id = ? ORDER BY a.sort_on, a.id", (council_id,)
        )
        return [
            Compared(piece=piece, known=known, news=_news(known, piece, source) if known else {})
            for piece, known in paired(list(pieces), map(announcement_of, rows))
        ]

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


def counted(lines: Sequence[Compared]) -> TakenOver:
    """Return how many lines of a list are new, change what is known and say what is known."""
    known = [line for line in lines if line.known is not None]
    changed = sum(bool(line.news) for line in known)
    return TakenOver(added=len(lines) - len(known), changed=changed, unchanged=len(known) - changed)


def _news(known: Announcement, piece: Piece, source: str) -> dict[str, object]:
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
