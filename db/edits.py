"""What a change of the trail did to facts that people know by name: from what, to what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from council.meetings import KIND_LABELS, STATUS_LABELS
from council.members import ROLE_LABELS
from council.record import record
from council.requests import DOCUMENT_LABELS, FORM_LABELS, STAGE_LABELS, STATE_LABELS
from council.terms import BODY_LABELS
from council.text import clean_line
from council.wording import N_, _, long_date, short_moment
from db.connection import Connection

_LONGEST = 60

_Code = TypeVar("_Code", bound=StrEnum)


@record
class Edit:
    """One fact that a change altered: its name, what it was and what it became, in words.

    `whose` it is is said of a person whom the change itself does not name, as in a list taken over.
    """

    what: str
    old: str
    new: str
    whose: str = ""


def _coded(labels: Mapping[_Code, str]) -> Callable[[object], str]:
    known = {str(code): label for code, label in labels.items()}
    return lambda value: _(known.get(str(value), str(value)))


def _plain(value: object) -> str:
    text = clean_line(str(value))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _day(value: object) -> str:
    return long_date(date.fromisoformat(str(value)))


def _yes_no(value: object) -> str:
    return _("yes") if value else _("no")


def _moment(value: object) -> str:
    return short_moment(datetime.fromisoformat(str(value)))


_FACTS: dict[tuple[str, str], tuple[str, Callable[[object], str]]] = {
    ("person", "name"): (N_("name"), _plain),
    ("person", "email"): (N_("e-mail"), _plain),
    ("person", "phone"): (N_("phone"), _plain),
    ("appointment", "starts_on"): (N_("from"), _day),
    ("appointment", "ends_on"): (N_("until"), _day),
    ("appointment", "ended_on"): (N_("ended on"), _day),
    ("appointment", "decision"): (N_("decision"), _plain),
    ("seat", "role"): (N_("role"), _coded(ROLE_LABELS)),
    ("seat", "domain"): (N_("domain"), _plain),
    ("seat", "term_months"): (N_("months in a term"), _plain),
    ("seat", "max_terms"): (N_("terms"), _plain),
    ("seat", "starts_on"): (N_("exists since"), _day),
    ("seat", "ends_on"): (N_("exists until"), _day),
    ("meeting", "title"): (N_("title"), _plain),
    ("meeting", "kind"): (N_("kind"), _coded(KIND_LABELS)),
    ("meeting", "public"): (N_("open to the public"), _yes_no),
    ("meeting", "starts_at"): (N_("begins"), _moment),
    ("meeting", "minutes"): (N_("minutes"), _plain),
    ("meeting", "location"): (N_("where"), _plain),
    ("meeting", "status"): (N_("state"), _coded(STATUS_LABELS)),
    ("request", "title"): (N_("subject"), _plain),
    ("request", "kind"): (N_("kind"), _coded(DOCUMENT_LABELS)),
    ("request", "form"): (N_("form"), _coded(FORM_LABELS)),
    ("request", "received_on"): (N_("received"), _day),
    ("request", "stage"): (N_("stage"), _coded(STAGE_LABELS)),
    ("request", "body"): (N_("advice to"), _coded(BODY_LABELS)),
    ("request", "state"): (N_("state"), _coded(STATE_LABELS)),
    ("request", "asked_by"): (N_("asked for"), _day),
    ("request", "decision_on"): (N_("decision on"), _day),
    ("request", "their_reference"): (N_("their reference"), _plain),
    ("request", "sender"): (N_("sender"), _plain),
    ("request", "sender_email"): (N_("e-mail of sender"), _plain),
    ("request", "department"): (N_("department"), _plain),
    ("request", "assignee"): (N_("prepared by"), _plain),
    ("request", "short_term_agreed_by"): (N_("short term agreed by"), _plain),
    ("request", "snoozed_until"): (N_("put aside until"), _day),
    ("clock", "due_on"): (N_("term"), _day),
    ("announcement", "title"): (N_("title"), _plain),
    ("announcement", "decided_on"): (N_("decision on"), _day),
    ("document", "embargo_until"): (N_("embargo until"), _day),
}
"""Table and column, what the fact is called, and how its value reads."""


def edits_of(connection: Connection, change_ids: Iterable[int]) -> dict[int, list[Edit]]:
    """Return what each of these changes altered; one that only made something altered nothing."""
    wanted = list(change_ids)
    rows = connection.rows(
        "SELECT t.change_id, t.table_name, t.old, t.new,"
        " iif(instr(c.subject, p.name), '', p.name) FROM trail t JOIN change c ON c.id = t.change_id"
        " LEFT JOIN person p ON t.table_name = 'person' AND p.id = t.row_id"
        " WHERE t.old IS NOT NULL AND t.new IS NOT NULL"
        f" AND t.change_id IN ({', '.join('?' * len(wanted))}) ORDER BY t.id",
        wanted,
    )
    found: dict[int, list[Edit]] = {}
    for change_id, table, old, new, whose in rows:
        was, became = json.loads(old), json.loads(new)
        for (name, column), (label, words) in _FACTS.items():
            if name == table and column in became:
                old_words, new_words = (
                    words(value) if value not in (None, "") else ""
                    for value in (was.get(column), became[column])
                )
                found.setdefault(change_id, []).append(
                    Edit(what=_(label), old=old_words, new=new_words, whose=whose or "")
                )
    return found


def edit_words(edit: Edit) -> str:
    """Write an edit in one line."""
    whose = f"{edit.whose}, " if edit.whose else ""
    return f"{whose}{edit.what}: {edit.old or '–'} → {edit.new or '–'}"
