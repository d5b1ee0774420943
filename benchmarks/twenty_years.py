"""Makes a database with twenty years of a council's work behind the demo council.

    python -m benchmarks.twenty_years raad.db
    python -m benchmarks.twenty_years raad.db --requests 100000 --trail 1000000

The rows go in by the thousand instead of through the stores, inside one change of the kind
that undoes, in which a request may begin as closed and a meeting as invited. Every other rule
of the schema holds, and the triggers fill the trail, the search and the dates.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from council.members import term_end
from council.requests import RequestState
from council.terms import add_months
from council.text import sort_name
from db.connection import Connection, stored
from db.database import CouncilDatabase
from db.store import create_store
from raadtui.demo import demo_actor, fill

YEARS = 20
PEOPLE, SEATS, REQUESTS, TRAIL = 300, 60, 2_000, 60_000
OPEN_OF_A_HUNDRED = 2
NEWEST = 14
"""Days before today on which the last of the requests came in."""

DOMAINS = ("pw", "wmo", "youth", "general")
KINDS = ("ordinance", "policy_plan", "policy_rules", "other")
USERS = ("secretaris", "voorzitter", "vicevoorzitter", "penningmeester")
MEETINGS = (
    ("Plenaire vergadering", "plenary", 11),
    ("Spreekuur", "consultation_hour", 11),
    ("Overleg met de wethouder", "executive", 4),
    ("Werkgroep Armoede & Schulden", "working_group", 10),
    ("Werkgroep Toegankelijkheid & Inclusie", "working_group", 10),
)
"""Title, kind, and how many a year."""

SUBJECTS = (
    "jeugdhulp",
    "bijzondere bijstand",
    "hulp bij het huishouden",
    "schuldhulpverlening",
    "leerlingenvervoer",
    "beschermd wonen",
    "mantelzorg",
    "inburgering",
    "collectief vervoer",
    "cliëntondersteuning",
    "minimabeleid",
    "persoonsgebonden budget",
)
FORMS = ("Verordening", "Beleidsregels", "Beleidsplan", "Nadere regels", "Startnotitie")
NAMES = ("Voor", "Proef", "Schijn", "Denk", "Droom", "Papier", "Schets", "Maquet")
ENDINGS = ("stra", "ema", "ink", "beeldt", "kampers", "huizen", "inga", "wijk")

S = RequestState
LIFE = (S.RECEIVED, S.IN_PROGRESS, S.DRAFT, S.ADOPTED, S.ISSUED, S.RESPONDED, S.CLOSED)


def make(path: Path, *, requests: int = REQUESTS, trail: int = TRAIL) -> None:
    """Make the database at `path`, around the present day."""
    today = datetime.now(UTC).date()
    with create_store(path, demo_actor(today)) as store:
        fill(store, today)
        connection = store.connection
        with connection.change("member.import", "Twintig jaar", undoing=True):
            past = _Past(connection, store.councils.get().id, today)
            past.people()
            past.meetings()
            past.requests(requests)
            past.trail(trail)


class _Past:
    """Writes what lies behind the demo council. The same day gives the same past."""

    def __init__(self, connection: Connection, council_id: int, today: date) -> None:
        self._db = connection
        self._council_id = council_id
        self._today = today
        self._start = add_months(today.replace(day=1), -12 * YEARS)
        self._random = Random(YEARS)

    def people(self) -> None:
        """Add people, and seats that existed until the present ones began."""
        first = self._next_id("person")
        names = [self._name(number) for number in range(PEOPLE)]
        self._write("person", ({"name": name, "sort_name": sort_name(name)} for name in names))
        first_seat = self._next_id("seat")
        terms = 3
        self._write(
            "seat",
            (
                {
                    "council_id": self._council_id,
                    "code": f"OUD-{number:02}",
                    "role": "client_member",
                    "domain": DOMAINS[number % len(DOMAINS)],
                    "voting": 1,
                    "starts_on": self._start,
                    "ends_on": term_end(self._start, 48 * terms),
                }
                for number in range(SEATS)
            ),
        )
        self._write(
            "appointment",
            (
                {
                    "seat_id": first_seat + number,
                    "person_id": first + term * SEATS + number,
                    "starts_on": add_months(self._start, 48 * term),
                    "ends_on": term_end(self._start, 48 * (term + 1)),
                    "decision": "B&W-besluit",
                }
                for number in range(SEATS)
                for term in range(terms)
            ),
        )

    def meetings(self) -> None:
        """Add what was held in every year but this one and the last."""
        years = range(self._start.year, self._today.year - 1)
        self._write(
            "meeting",
            (
                {
                    "council_id": self._council_id,
                    "title": title,
                    "kind": kind,
                    "status": "invited",
                    "starts_at": datetime.combine(
                        date(year, 1 + number, self._random.randrange(1, 29)), time(19, 30)
                    ),
                    "minutes": 120,
                    "location": "Raadzaal",
                    "uid": str(UUID(int=self._random.getrandbits(128))),
                    "created_at": _noon(date(year - 1, 11, 16)),
                    "modified_at": _noon(date(year - 1, 11, 16)),
                }
                for year in years
                for title, kind, number_a_year in MEETINGS
                for number in range(number_a_year)
            ),
        )

    def requests(self, how_many: int) -> None:
        """Add requests, all but the latest of them closed, with their steps and terms."""
        length = (self._today - self._start).days - NEWEST
        days = sorted(self._random.randrange(length) for _nth in range(how_many))
        received = [self._start + timedelta(days=day) for day in days]
        first = self._next_id("request")
        closed = how_many * (100 - OPEN_OF_A_HUNDRED) // 100
        finished = [number < closed for number in range(how_many)]
        numbered = list(zip(range(first, first + how_many), received, finished, strict=True))
        self._write("request", self._request_rows(numbered))
        self._write(
            "request_domain",
            (
                {"request_id": request_id, "domain": domain, "position": place}
                for request_id, _day, _done in numbered
                for place, domain in enumerate(self._random.sample(DOMAINS, 1 + request_id % 2))
            ),
        )
        self._write(
            "request_history",
            (
                {
                    "request_id": request_id,
                    "origin": origin,
                    "target": target,
                    "on_date": day + timedelta(days=9 * step),
                    "who": self._random.choice(USERS),
                }
                for request_id, day, done in numbered
                for step, (origin, target) in enumerate(
                    zip(LIFE, LIFE[1:] if done else LIFE[1:3], strict=False), 1
                )
            ),
        )
        self._write("clock", self._clock_rows(numbered))

    def trail(self, lines: int) -> None:
        """Fill the trail up to a number of lines, a third of them at least small changes."""
        wanted = max(lines - int(self._db.value("SELECT count(*) FROM trail")), lines // 3)
        ids = [row[0] for row in self._db.rows("SELECT id FROM request ORDER BY id")]
        first = self._next_id("change")
        length = (self._today - self._start).days
        changes = range(first, first + wanted)
        self._write(
            "change",
            (
                {
                    "id": number,
                    "at": _noon(
                        self._start + timedelta(days=length * (number - first) // len(changes))
                    ),
                    "who": self._random.choice(USERS),
                    "action": "request.assign",
                    "subject": self._title(),
                    "request_id": ids[number % len(ids)],
                }
                for number in changes
            ),
        )
        self._write(
            "trail",
            (
                {
                    "change_id": number,
                    "table_name": "request",
                    "row_id": ids[number % len(ids)],
                    "old": '{"assignee":"","version":1}',
                    "new": '{"assignee":"Wmo","version":2}',
                }
                for number in changes
            ),
        )

    def _request_rows(
        self, numbered: Iterable[tuple[int, date, bool]]
    ) -> Iterator[dict[str, object]]:
        last = dict(self._db.rows("SELECT year, last FROM number_series WHERE kind = 'request'"))
        for request_id, day, done in numbered:
            last[day.year] = last.get(day.year, 0) + 1
            yield {
                "id": request_id,
                "council_id": self._council_id,
                "ref": f"{day.year}-{last[day.year]:03}",
                "title": self._title(),
                "kind": self._random.choice(KINDS),
                "form": "requested",
                "stage": "draft_policy",
                "state": S.CLOSED if done else S.DRAFT,
                "received_on": day,
                "sender": "Gemeente Wijderveld, team beleid",
                "sender_email": "beleid@wijderveld.example.nl",
                "assignee": self._random.choice(USERS),
                "text": " ".join(self._title() for _nth in range(12)),
                "closed_on": day + timedelta(days=54) if done else None,
            }
        for year, number in last.items():
            self._db.execute(
                "INSERT INTO number_series (council_id, kind, year, last)"
                " VALUES (?, 'request', ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
                (self._council_id, year, number),
            )

    def _clock_rows(
        self, numbered: Iterable[tuple[int, date, bool]]
    ) -> Iterator[dict[str, object]]:
        explanation = self._db.value("SELECT explanation FROM clock LIMIT 1")
        terms = (
            ("acknowledgement", "council", 0, 3),
            ("advice", "council", 0, 42),
            ("answer", "executive", 36, 42),
        )
        for request_id, day, done in numbered:
            for purpose, owner, begins, length in terms if done else terms[1:2]:
                starts_on = day + timedelta(days=begins)
                due_on = starts_on + timedelta(days=length)
                yield {
                    "request_id": request_id,
                    "purpose": purpose,
                    "owner": owner,
                    "starts_on": starts_on,
                    "original_due_on": due_on,
                    "due_on": due_on,
                    "state": "met" if done else "running",
                    "met_on": due_on if done else None,
                    "explanation": explanation,
                }

    def _title(self) -> str:
        form, subject = self._random.choice(FORMS), self._random.choice(SUBJECTS)
        return f"{form} {subject} {self._random.randrange(self._start.year, self._today.year)}"

    def _name(self, number: int) -> str:
        initial = chr(ord("A") + number % 26)
        return f"{initial}. {NAMES[number % 8]}{ENDINGS[number // 8 % 8]}"

    def _next_id(self, table: str) -> int:
        return int(self._db.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))

    def _write(self, table: str, rows: Iterable[dict[str, object]]) -> None:
        CouncilDatabase(self._db.raw).table(table).insert_all(
            (stored(row) for row in rows), batch_size=1000
        )


def _noon(day: date) -> str:
    return datetime.combine(day, time(12), UTC).isoformat()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--trail", type=int, default=TRAIL)
    options = parser.parse_args()
    make(options.path, requests=options.requests, trail=options.trail)
