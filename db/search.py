"""Finding anything by parts of words: `verordening` finds `jeugdhulpverordening`.

The newest come first; ranking all matches of a common word would cost more than it helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from council.councils import domain_label
from council.members import OFFICE_LABELS, Membership, Office, Role, role_label
from council.record import record
from council.text import clean_line, folded, quoted
from council.wording import N_, _, short_moment
from db.connection import Connection
from db.member_rows import IN_WHOLE

_COMMON = 1000
"""From so many matches on, going through what is asked for finds them sooner than the index."""

_REF = "(SELECT ref FROM request WHERE id = e.request_id)"
_BEGIN = "(SELECT starts_at FROM meeting WHERE e.kind = 'meeting' AND id = e.subject_id)"
_KNOWN_HERE = (
    "(e.kind <> 'person' OR EXISTS (SELECT 1 FROM person p WHERE p.id = e.subject_id"
    f" AND (EXISTS (SELECT 1 {IN_WHOLE})"
    "  OR NOT EXISTS (SELECT 1 FROM appointment WHERE person_id = p.id))))"
)
"""Of people only who sits or sat in the council or a part of it, or never had a seat."""

_BLANK = re.compile(r"\s+")

_WORD = re.compile(r"[^\W_]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010](?=[^\W\d_])")

_FOLDS_OTHERWISE = re.compile(r"[^\x00-\x7f]")  # any other sign stays one sign

_SHORTEST_PART = 3  # the index knows nothing shorter
_MOST_SIGNS = 100

_CALLED: dict[str, str] = {
    Role.INDEPENDENT_CHAIR: "onafhankelijk voorzitter, independent chair",
    Role.CHAIR: "voorzitter, chair",
    Role.CLIENT_MEMBER: "cliëntlid, client member",
    Role.REPRESENTATIVE: "vertegenwoordiger, representative",
    Role.RESIDENT: "inwoner, resident",
    Role.ADVISER: "adviseur, adviser",
    Role.SECRETARY: "secretaris, secretary",
    Office.VICE_CHAIR: "vicevoorzitter, vice-voorzitter, vice-chair",
    Office.TREASURER: "penningmeester, treasurer",
    Office.MINUTE_TAKER: "notulist, minute-taker",
    "pw": "werk en inkomen, work and income, Participatiewet",
    "wmo": "maatschappelijke ondersteuning, social support, Wmo 2015",
    "youth": "jeugd, youth, Jeugdwet",
    "general": "algemeen, general",
}
"""What roles, offices and domains are called in either language, to find a seat by; the
secretary is in it once, as role and as office."""

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
    return _("Nothing holds “{text}”.", text=quoted(text))


def searchable(text: str) -> str:
    """Return the words of a text as a search compares them: folded, each after two blanks.

    Then a word of a single letter is something that the index knows: three signs in a row. A
    hyphen between letters does not count: people write `re-integratie` and `reintegratie`.
    """
    return "".join(f"  {word}" for word in _WORD.findall(_HYPHEN.sub("", folded(text))))


def merge_index(connection: Connection) -> None:
    """Write the search index anew: of what is gone it only notes so, until it is merged."""
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")


def words_of(text: str) -> list[str]:
    """Return the words of a search; what follows after the eighth does not count."""
    return [word for word in clean_line(text).split() if searchable(word)][:8]


def part_of(word: str) -> str:
    """Return what the entries with a word contain: a short one is at the beginning of a word."""
    part = searchable(word)[:_MOST_SIGNS]
    return part if len(part.strip()) < _SHORTEST_PART else part.lstrip()


def holds(text: str, words: list[str]) -> bool:
    """Tell whether a text holds all of the words of a search; without words nothing does."""
    contents = searchable(text)
    return bool(words) and all(part_of(word) in contents for word in words)


@record
class Wanted:
    """What is searched for, as an SQL condition on `search_entry e`: every word occurs.

    A word of one or two letters occurs at the beginning of a word only. `rare` tells that the
    condition goes by the index and holds for some hundreds of entries; otherwise it compares the
    entries that it is asked about.
    """

    condition: str
    values: dict[str, object]
    rare: bool


def wanted(connection: Connection, text: str, name: str = "") -> Wanted:
    """Return the condition for a text; nothing meets it when there is no word in it.

    `name` tells its values apart from those of another condition in the same statement.
    """
    parts = [part_of(word) for word in words_of(text)]
    if not parts:
        return Wanted(condition="0", values={}, rare=True)
    values: dict[str, object] = {
        f"part{name}{place}": f"%{part}%" for place, part in enumerate(parts)
    }
    condition = " AND ".join(f"contents LIKE :{part}" for part in values)
    if rare := not _common(connection, parts):
        condition = f"e.id IN (SELECT rowid FROM search_index WHERE {condition})"
    return Wanted(condition=condition, values=values, rare=rare)


def _common(connection: Connection, parts: list[str]) -> bool:
    """Tell whether many entries may hold these parts, by the index alone."""
    threes = {part[at : at + 3] for part in parts for at in range(len(part) - 2)}
    found = connection.value(
        "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)",
        (" ".join(f'"{three}"' for three in sorted(threes)), _COMMON),
    )
    return bool(found == _COMMON)


class SearchStore:
    """Searches people, seats, meetings, requests, papers, advice and announcements at once."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def find(self, council_id: int, text: str, today: date, limit: int = 50) -> list[Found]:
        """Return what holds all the words, newest first, and then the seats as they are today."""
        found = wanted(self._db, text)
        rows = self._db.rows(
            f"SELECT e.kind, e.subject_id, e.title, e.body, {_REF}, {_BEGIN}"
            " FROM search_entry e"
            f" WHERE e.council_id IN (0, :council) AND {_KNOWN_HERE} AND {found.condition}"
            " ORDER BY e.id DESC LIMIT :limit",
            {**found.values, "council": council_id, "limit": limit},
        )
        words = words_of(text)
        there = [
            Found(
                kind=kind,
                id=subject_id,
                title=title,
                context=_around(body, words),
                ref=ref or "",
                starts_at=datetime.fromisoformat(begins) if begins else None,
            )
            for kind, subject_id, title, body, ref, begins in rows
        ]
        return [*there, *self._seats(council_id, words, today)][:limit]

    def _seats(self, council_id: int, words: list[str], today: date) -> Iterator[Found]:
        """Yield the seats that hold the words in their code, or in what they are on this day."""
        from db.member_rows import MEMBERSHIP, membership_of

        rows = self._db.rows(
            f"{MEMBERSHIP} WHERE s.council_id = :council ORDER BY s.id DESC",
            {"council": council_id, "on": today.isoformat()},
        )
        for line in map(membership_of, rows):
            seat = line.seat
            codes = [seat.role, seat.domain or "", *line.offices]
            if holds(" ".join([seat.code, *(_CALLED.get(one, "") for one in codes)]), words):
                yield Found(kind="seat", id=seat.id, title=seat.code, context=_seat_words(line))


def _seat_words(line: Membership) -> str:
    """Put the role, the domain and the offices of a seat into words."""
    labels = [role_label(line.seat.role), domain_label(line.seat.domain)]
    labels += [_(OFFICE_LABELS[office]) for office in line.offices]
    return ", ".join(filter(None, labels))


def _around(body: str, words: list[str], width: int = 60) -> str:
    """Return whole words around the first place where one of these words is."""
    plain = folded(body)
    found = (re.search(_in_any_spelling(word), plain) for word in words)
    places = [one.start() for one in found if one]
    if not places:
        return ""
    place = _unfolded(body, min(places))
    start = max(0, place - width // 2)
    if start:
        # From the next word on, or from the one that was found when there is none between.
        blank = _BLANK.search(body, start, place)
        start = blank.end() if blank else max(body.rfind(each, 0, place) for each in " \n") + 1
    piece = body[start : start + width]
    if start + width < len(body) and _BLANK.search(piece):
        piece = piece.rsplit(maxsplit=1)[0]
    return clean_line(piece)


def _unfolded(text: str, place: int) -> int:
    """Return where in a text the sign is that folding puts at a place: `ß` makes two, `´` none."""
    moved = 0
    for sign in _FOLDS_OTHERWISE.finditer(text):
        at = sign.start() + moved
        length = len(folded(sign[0]))
        if at > place:
            break
        if place < at + length:
            return sign.start()
        moved += length - 1
    return place - moved


def _in_any_spelling(word: str) -> str:
    """Return the pattern that finds a word, folded, with hyphens in it and without."""
    letters = _HYPHEN.sub("", folded(word))
    return "[-\u2010]?".join(map(re.escape, letters))
