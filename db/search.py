"""Finding anything by its words: from the beginning of a word, or inside a compound.

`verordening` finds `jeugdhulpverordening`. The newest come first; ranking all matches of a
common word would cost more than it helps.
"""

from __future__ import annotations

from council.record import record
from council.text import clean_line
from council.wording import N_
from db.connection import Connection

MOST = 2000
"""How many of the newest matches a filter looks at."""

_NEWEST = 200  # of all councils in the file, before the limit of one search

_SHORTEST_PART = 3  # a trigram index knows nothing shorter
_WILD = frozenset("%_")  # LIKE reads these as anything; with ESCAPE it would not use the index


FOUND_LABELS = {
    "person": N_("person"),
    "meeting": N_("meeting"),
    "request": N_("request"),
    "document": N_("paper"),
    "advice": N_("advice"),
    "letter": N_("letter"),
}
"""The kinds of what can be found."""


@record
class Found:
    """Something found: its kind, its id and its title.

    The kind is one of `FOUND_LABELS`; `context` is a piece of the text around the match.
    """

    kind: str
    id: int
    title: str
    context: str


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
    """Searches people, meetings, requests and papers at once."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, council_id: int, text: str, limit: int = 50) -> list[Found]:
        """Return what holds all the words, newest first."""
        if not clean_line(text):
            return []
        condition, values = matching(text, most=_NEWEST)
        rows = self._db.rows(
            "SELECT e.kind, e.subject_id, e.title, e.body FROM search_entry e"
            f" WHERE e.council_id IN (0, :council) AND {condition} ORDER BY e.id DESC LIMIT :limit",
            {**values, "council": council_id, "limit": limit},
        )
        word = clean_line(text).split()[0]
        return [
            Found(kind=kind, id=subject_id, title=title, context=_around(body, word))
            for kind, subject_id, title, body in rows
        ]


def _around(body: str, word: str, width: int = 60) -> str:
    place = body.casefold().find(word.casefold())
    if place < 0:
        return ""
    start = max(0, place - width // 2)
    return clean_line(body[start : start + width])
