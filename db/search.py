"""Finding anything by its words: from the beginning of a word, or inside a compound.

`verordening` finds `jeugdhulpverordening`. The newest come first; ranking all matches of a
common word would cost more than it helps.
"""

from __future__ import annotations

import re
from datetime import datetime

from council.councils import domain_label
from council.members import OFFICE_LABELS, Office, Role, role_label
from council.record import record
from council.text import clean_line, folded
from council.wording import N_, _, short_moment
from db.connection import Connection

MOST = 2000
"""How many of the newest matches a filter looks at."""

_NEWEST = 200  # of all councils in the file, before the limit of one search

_REF = (
    "(SELECT ref FROM request WHERE id = CASE e.kind WHEN 'request' THEN e.subject_id"
    " WHEN 'document' THEN (SELECT request_id FROM document WHERE id = e.subject_id)"
    " WHEN 'advice' THEN (SELECT request_id FROM advice WHERE id = e.subject_id)"
    " WHEN 'letter' THEN (SELECT request_id FROM letter WHERE id = e.subject_id) END)"
)
_BEGIN = "(SELECT starts_at FROM meeting WHERE e.kind = 'meeting' AND id = e.subject_id)"
_SEAT = (
    "(SELECT s.role || ',' || coalesce(s.domain, '') || coalesce((SELECT group_concat("
    "',' || o.office, '') FROM appointment a JOIN office o ON o.appointment_id = a.id"
    " AND o.ends_on IS NULL WHERE a.seat_id = s.id), '')"
    " FROM seat s WHERE e.kind = 'seat' AND s.id = e.subject_id)"
)
_BLANK = re.compile(r"\s+")

_SHORTEST_PART = 3  # a trigram index knows nothing shorter
_WILD = frozenset("%_")  # LIKE reads these as anything; with ESCAPE it would not use the index


FOUND_LABELS = {
    "person": N_("person"),
    "seat": N_("seat"),
    "meeting": N_("meeting"),
    "request": N_("request"),
    "document": N_("paper"),
    "advice": N_("advice"),
    "letter": N_("letter"),
    "announcement": N_("announcement"),
}
"""The kinds of what can be found."""


@record
class Found:
    """Something found: its kind, its id and its title.

    The kind is one of `FOUND_LABELS`; `context` is a piece of the text around the match.
    `ref` is the reference of the request it belongs to, `starts_at` when a meeting begins.
    """

    kind: str
    id: int
    title: str
    context: str = ""
    ref: str = ""
    starts_at: datetime | None = None

    @property
    def named(self) -> str:
        """The title with what leads to it: when a meeting is, of which request a paper is."""
        if self.starts_at:
            return f"{short_moment(self.starts_at)} {self.title}"
        return self.title if self.ref in self.title else f"{self.ref} {self.title}"


def nothing_holds(text: str) -> str:
    """Say that nothing holds these words."""
    return _("Nothing holds “{text}”.", text=clean_line(text))


def words_of(text: str) -> list[str]:
    """Return the words of a search; what follows after the eighth does not count."""
    return clean_line(text).split()[:8]


def matching(text: str, most: int = MOST, name: str = "") -> tuple[str, dict[str, object]]:
    """Return an SQL condition on `search_entry e` and its values: every word of `text` occurs.

    `text` holds at least one word. Only the `most` newest matches count. `name` tells the
    values apart from those of another condition in the same statement.
    """
    words = words_of(text)
    values: dict[str, object] = {
        f"words{name}": " ".join('"' + word.replace('"', '""') + '"*' for word in words)
    }
    found = [
        f"SELECT rowid FROM (SELECT rowid FROM search_word WHERE search_word MATCH :words{name}"
        f" ORDER BY rowid DESC LIMIT {most})"
    ]
    if all(len(word) >= _SHORTEST_PART and not _WILD & set(word) for word in words):
        parts = []
        for place, word in enumerate(words):
            parts.append(f"contents LIKE :part{name}{place}")
            values[f"part{name}{place}"] = f"%{word}%"
        found.append(
            f"SELECT rowid FROM (SELECT rowid FROM search_part WHERE {' AND '.join(parts)}"
            f" ORDER BY rowid DESC LIMIT {most})"
        )
    return f"e.id IN ({' UNION '.join(found)})", values


class SearchStore:
    """Searches people, seats, meetings, requests, papers, advice and announcements at once."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, council_id: int, text: str, limit: int = 50) -> list[Found]:
        """Return what holds all the words, newest first."""
        if not clean_line(text):
            return []
        condition, values = matching(text, most=_NEWEST)
        rows = self._db.rows(
            f"SELECT e.kind, e.subject_id, e.title, e.body, {_REF}, {_BEGIN}, {_SEAT}"
            " FROM search_entry e"
            f" WHERE e.council_id IN (0, :council) AND {condition} ORDER BY e.id DESC LIMIT :limit",
            {**values, "council": council_id, "limit": limit},
        )
        words = words_of(text)
        return [
            Found(
                kind=kind,
                id=subject_id,
                title=title,
                context=_seat_words(seat) if seat else _around(body, words),
                ref=ref or "",
                starts_at=datetime.fromisoformat(begins) if begins else None,
            )
            for kind, subject_id, title, body, ref, begins, seat in rows
        ]


def _seat_words(codes: str) -> str:
    """Put the role, the domain and the offices of a seat into words."""
    role, domain, *offices = codes.split(",")
    labels = [role_label(Role(role)), domain_label(domain)]
    labels += [_(OFFICE_LABELS[Office(office)]) for office in offices]
    return ", ".join(filter(None, labels))


def _around(body: str, words: list[str], width: int = 60) -> str:
    """Return whole words around the first place where one of these words is."""
    plain = folded(body)
    places = [plain.find(folded(word)) for word in words]
    place = min((place for place in places if place >= 0), default=-1)
    if place < 0:
        return ""
    start = max(0, place - width // 2)
    if start:
        # From the next word on, or from the one that was found when there is none between.
        blank = _BLANK.search(body, start, place)
        start = blank.end() if blank else max(body.rfind(each, 0, place) for each in " \n") + 1
    piece = body[start : start + width]
    if start + width < len(body) and _BLANK.search(piece):
        piece = piece.rsplit(maxsplit=1)[0]
    return clean_line(piece)
