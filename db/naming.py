"""Where a person is named besides their own records: as a value of its own, or within a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from council.members import Person
from council.text import folded, sort_name
from council.wording import N_, _, plural
from db.connection import Connection, local, to_json
from db.search import FOUND_LABELS, Found, searchable, wanted

NAMED_LABELS = {
    **FOUND_LABELS,
    "draft": N_("not saved yet"),
    "view": N_("view"),
    "log": N_("log"),
}
"""The kinds of what may name somebody."""

_NAMES = {
    "request": ("sender", "assignee", "short_term_agreed_by"),
    "clock_event": ("agreed_by",),
    "clock": ("explanation",),
}
"""Columns that hold the name of somebody and nothing else; an explanation has it as `who`."""

_SEVERAL = re.compile(r"(\s*[,;/&+()]\s*|\s+(?:en|and)\s+)")
"""What stands between names where there are more of them."""

_OF_REQUEST = (
    "(d.form IN ('advice.text', 'request.change') OR d.form LIKE 'letter.%'"
    " OR d.form LIKE 'step.%' OR d.form LIKE 'term.%')"
)

_UNSEARCHED = (
    "SELECT 'meeting' AS kind, id, title, '' AS ref, starts_at, reason || ' '"
    " || coalesce(told_title, '') || ' ' || coalesce(told_location, '') AS words FROM meeting"
    " UNION ALL SELECT 'request', r.id, r.ref || ' ' || r.title, r.ref, NULL, w.words FROM request r"
    " JOIN (SELECT request_id, reason AS words FROM request_history"
    "  UNION ALL SELECT request_id, name FROM request_partner"
    "  UNION ALL SELECT request_id, subject FROM message"
    "  UNION ALL SELECT request_id, late_reason FROM clock"
    "  UNION ALL SELECT c.request_id, e.reason FROM clock_event e JOIN clock c ON c.id = e.clock_id"
    "  ) w ON w.request_id = r.id"
    " UNION ALL SELECT 'document', d.id, d.name, r.ref, NULL, d.text FROM document d"
    "  JOIN request r ON r.id = d.request_id WHERE d.confidential OR d.embargo_until IS NOT NULL"
    " UNION ALL SELECT 'advice', a.id, r.ref || '-A' || a.number || ' ' || a.title, r.ref, NULL, w.words"
    "  FROM advice a JOIN request r ON r.id = a.request_id"
    "  JOIN (SELECT advice_id, text AS words FROM advice_text UNION ALL SELECT w.advice_id, j.seen"
    "   FROM judgement j JOIN answer w ON w.id = j.answer_id) w ON w.advice_id = a.id"
    " UNION ALL SELECT 'person', p.id, p.name, '', NULL, a.decision || ' ' || a.deviation || ' '"
    "  || a.end_reason FROM appointment a JOIN person p ON p.id = a.person_id AND p.id <> :person"
)
"""What people wrote that no search finds, with what it belongs to."""


class Naming:
    """What somebody is and was called, and where the file has that besides their own records."""

    def __init__(self, connection: Connection, person: Person) -> None:
        self._db = connection
        self._person = person
        rows = connection.rows(
            "SELECT old, new FROM trail WHERE table_name = 'person' AND row_id = ?", (person.id,)
        )
        kept = [json.loads(words) for row in rows for words in row if words]
        called = {one["name"] for one in kept if one.get("name")} | {person.name}
        self.called = sorted(called, key=len, reverse=True)
        """Every name the trail has of them, the longest first."""
        reached = {one["email"] for one in kept if one.get("email")} | {person.email}
        self._addresses = {address.casefold() for address in reached if address}
        others = connection.rows(
            "SELECT name FROM person WHERE id <> ? AND forgotten_on IS NULL", (person.id,)
        )
        # A name that somebody else has as well may mean them.
        self._own = {folded(name) for name in called} - {folded(name) for (name,) in others}
        surnames = {sort_name(name).partition(",")[0] for name in called}
        self._surnames = sorted(filter(searchable, surnames))

    def replace(self, name: str, change_id: int) -> None:
        """Let `name` stand in what holds their name alone, and in what the trail has of that."""
        for table in _NAMES:
            self._replace_in(table, name)
        for line_id, made_by, table, old, new in self._rows(
            "SELECT id, change_id, table_name, old, new, coalesce(old, '') || coalesce(new, '')"
            " AS words FROM trail WHERE table_name IN ('request', 'clock_event', 'clock')"
        ):
            # What this change itself does is no fact about the request.
            gone = _columns(table) if made_by == change_id else ()
            written = [
                words and to_json(_but(self._without(table, json.loads(words), name), gone))
                for words in (old, new)
            ]
            if written != [old, new]:
                self._db.execute(
                    "UPDATE trail SET old = ?, new = ? WHERE id = ?", (*written, line_id)
                )

    def _replace_in(self, table: str, name: str) -> None:
        columns = _columns(table)
        rising = ", version = version + 1" if table == "request" else ""
        for row_id, *values in self._rows(
            f"SELECT id, {', '.join(columns)}, {' || '.join(columns)} AS words FROM {table}"
        ):
            was = dict(zip(columns, values, strict=True))
            becomes = self._without(table, was, name)
            if becomes != was:
                self._db.execute(
                    f"UPDATE {table} SET {', '.join(f'{one} = ?' for one in columns)}{rising}"
                    " WHERE id = ?",
                    (*becomes.values(), row_id),
                )

    def _without(self, table: str, values: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Return the values of a row, with `name` where theirs stood for a name."""
        found = dict(values)
        for column in _columns(table):
            text = values.get(column)
            if not text:
                continue
            if column == "explanation":
                found[column] = self._explained(text, name)
            elif column == "sender_email":
                found[column] = "" if text.casefold() in self._addresses else text
            else:
                found[column] = self._named(text, name)
        return found

    def _named(self, text: str, name: str) -> str:
        parts = _SEVERAL.split(text)
        return "".join(name if folded(part) in self._own else part for part in parts)

    def _explained(self, steps: str, name: str) -> str:
        said = json.loads(steps)
        for _sentence, values in said:
            if isinstance(values.get("who"), str):
                values["who"] = self._named(values["who"], name)
        return json.dumps(said, ensure_ascii=False)

    def standing(self, dropped: str, own: str) -> list[Found]:
        """Return what names them by a surname and stays: what others type and keep, the newest of
        what was recorded first, and how much of the log.

        `dropped` is the SQL condition on `draft` of what goes, `own` that on `trail` of the lines
        about themselves. The same surname may be somebody else's.
        """
        if not self._surnames:
            return []
        found = {(one.kind, one.id): one for one in (*self._searched(), *self._unsearched())}
        return [*self._drafts(dropped), *self._views(), *found.values(), *self._log(own)]

    def _stands(self, text: str) -> bool:
        contents = searchable(text) + "  "
        return any(f"{searchable(surname)}  " in contents for surname in self._surnames)

    def _rows(self, sql: str, **values: object) -> Iterator[list[Any]]:
        """Yield the rows of a query whose last column, `words`, may hold how they are called.

        Folding all there is would take seconds; SQLite compares letters of ASCII alone in any case.
        """
        spelled = {spelling for name in self.called for spelling in _spellings(name)}
        spelled |= {*self._surnames, *self._addresses}
        likes = {f"like{place}": f"%{word}%" for place, word in enumerate(sorted(spelled))}
        met = " OR ".join(f"words LIKE :{like}" for like in likes) or "FALSE"
        for *row, _words in self._db.rows(
            f"SELECT * FROM ({sql}) WHERE {met}", {**likes, **values}
        ):
            yield row

    def _searched(self) -> Iterator[Found]:
        """Yield what a search for a surname finds."""
        conditions, values = [], dict[str, object]()
        for place, surname in enumerate(self._surnames):
            found = wanted(self._db, surname, f"_{place}_")
            conditions.append(f"({found.condition} AND e.contents || '  ' LIKE :whole{place})")
            values |= {**found.values, f"whole{place}": f"%{searchable(surname)}  %"}
        for kind, subject_id, title, ref, begins in self._db.rows(
            "SELECT e.kind, e.subject_id, e.title, coalesce(r.ref, ''), m.starts_at"
            " FROM search_entry e LEFT JOIN request r ON r.id = e.request_id"
            " LEFT JOIN meeting m ON e.kind = 'meeting' AND m.id = e.subject_id"
            f" WHERE e.kind <> 'person' AND ({' OR '.join(conditions)}) ORDER BY e.id DESC",
            values,
        ):
            if kind != "request" or self._written_in(subject_id):
                yield _found(kind, subject_id, title, ref, begins)

    def _written_in(self, request_id: int) -> bool:
        """Tell whether a request names them otherwise than by what holds their name alone."""
        columns = ("title", "their_reference", "department", "text", *_columns("request"))
        row = self._db.row(f"SELECT {', '.join(columns)} FROM request WHERE id = ?", (request_id,))
        values = self._without("request", dict(zip(columns, row, strict=True)), "")
        return self._stands(" ".join(values.values()))

    def _unsearched(self) -> Iterator[Found]:
        for kind, subject_id, title, ref, begins, words in self._rows(
            f"SELECT *, words FROM ({_UNSEARCHED})", person=self._person.id
        ):
            if self._stands(words):
                yield _found(kind, subject_id, title, ref, begins)

    def _drafts(self, dropped: str) -> Iterator[Found]:
        """Yield what somebody was typing, and has not saved yet."""
        for who, subject_id, saved_at, ref, fields in self._rows(
            "SELECT d.who, d.subject_id, d.saved_at, coalesce(r.ref, ''), d.fields, d.fields AS words"
            f" FROM draft d LEFT JOIN request r ON r.id = d.subject_id AND {_OF_REQUEST}"
            " WHERE (d.who, d.form, d.subject_id) NOT IN"
            f" (SELECT who, form, subject_id FROM draft WHERE {dropped})",
            person=self._person.id,
            called=to_json_list(self.called),
        ):
            if self._stands(_words(json.loads(fields))):
                by = _("by {who}, {day}", who=who, day=local(saved_at).date())
                yield Found(kind="draft", id=subject_id, title=by, ref=ref)

    def _views(self) -> Iterator[Found]:
        for view_id, who, name, words in self._rows(
            "SELECT id, who, name, name || ' ' || filter_text, name || ' ' || filter_text AS words"
            " FROM saved_view"
        ):
            if self._stands(words):
                yield Found(kind="view", id=view_id, title=f"{name} ({who})")

    def _log(self, own: str) -> Iterator[Found]:
        """Yield how many changes the log has that name them still."""
        here = {"person": self._person.id}
        theirs = {row[0] for row in self._db.rows(f"SELECT change_id FROM trail WHERE {own}", here)}
        names = pattern(self.called)
        lines = {
            change_id
            for change_id, subject in self._rows("SELECT id, subject, subject AS words FROM change")
            if self._stands(names.sub("", subject) if change_id in theirs else subject)
        }
        for change_id, table, old, new in self._rows(
            "SELECT change_id, table_name, old, new, coalesce(old, '') || coalesce(new, '') AS words"
            f" FROM trail WHERE id NOT IN (SELECT id FROM trail WHERE {own})",
            **here,
        ):
            for values in (json.loads(words) for words in (old, new) if words):
                if self._stands(_words(self._without(table, values, ""))):
                    lines.add(change_id)
        if lines:
            told = plural(N_("{count} line"), N_("{count} lines"), len(lines))
            yield Found(kind="log", id=0, title=told)


def pattern(called: list[str]) -> re.Pattern[str]:
    """Return what finds any of these names within a text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, called))})(?!\w)", re.IGNORECASE)


def to_json_list(texts: list[str]) -> str:
    """Return texts as SQLite's `json_each` reads them."""
    return json.dumps(texts, ensure_ascii=False)


def _columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table in which a name or an address stands alone."""
    return (*_NAMES.get(table, ()), *(["sender_email"] if table == "request" else []))


def _spellings(name: str) -> Iterator[str]:
    """Yield the words of the surname in a name as it may be spelled, in small or large letters."""
    surname = sort_name(name).partition(",")[0]
    for word in re.findall(r"\w+", name):
        if folded(word) in surname.replace("-", " ").split():
            yield from (word, word.lower(), word.upper())


def _but(values: Mapping[str, Any], gone: tuple[str, ...]) -> dict[str, Any]:
    return {column: value for column, value in values.items() if column not in gone}


def _words(values: Mapping[str, Any]) -> str:
    return " ".join(value for value in values.values() if isinstance(value, str))


def _found(kind: str, subject_id: int, title: str, ref: str, begins: str | None) -> Found:
    starts_at = datetime.fromisoformat(begins) if begins else None
    return Found(kind=kind, id=subject_id, title=title, ref=ref, starts_at=starts_at)
