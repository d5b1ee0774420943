"""Every invariant of the advice tables, with statements they let through and refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from db.connection import Connection
from db.driver import sqlite3
from db.store import create_store
from tests.conftest import fixed_actor

REQUEST = (
    "INSERT INTO request (id, council_id, ref, title, kind, form, stage, state, received_on)"
    " VALUES ({id}, 1, '2026-00{id}', 'Verordening', 'ordinance', 'requested', 'draft_policy',"
    " 'received', '2026-10-05')"
)
ADOPT = (
    "UPDATE advice SET state = 'adopted', adopted_on = '2026-11-10', tone = 'positive',"
    " decision = 'besluit 4' WHERE id = {id}"
)
ISSUE = "UPDATE advice SET state = 'issued', issued_on = '2026-11-12' WHERE id = {id}"
TAKE_BACK = (
    "UPDATE advice SET state = 'draft', adopted_on = NULL, decision = '', mandate = ''"
    " WHERE id = {id}"
)
ANSWER = (
    "INSERT INTO answer (id, advice_id, received_on, form)"
    " VALUES ({id}, {advice}, '{on}', 'letter')"
)
JUDGE = (
    "INSERT INTO judgement (answer_id, recommendation_id, verdict, promised_on, clock_id)"
    " VALUES (1, {recommendation}, '{verdict}', {promised}, {clock})"
)
LETTER = (
    "INSERT INTO letter (request_id, kind, reference, on_date, addressee, subject, body)"
    " VALUES (1, '{kind}', '{reference}', '2026-11-12', 'het college', 'x', 'x')"
)
SENT_LETTER = (
    "INSERT INTO letter (request_id, kind, reference, on_date, addressee, subject, body)"
    " VALUES (2, 'advice', '{reference}', '{on}', 'het college', 'x', 'x')"
)


def draft(advice: int, request: int = 3, number: int = 1, more: str = "") -> str:
    columns, values = more.split("=") if more else ("", "")
    return (
        f"INSERT INTO advice (id, request_id, number, title{columns and ', ' + columns})"
        f" VALUES ({advice}, {request}, {number}, 'Advies'{values and ', ' + values})"
    )


def recommend(advice: int, number: int = 1, identity: int | None = None) -> str:
    return (
        "INSERT INTO recommendation (id, advice_id, number, text)"
        f" VALUES ({identity or advice * 10 + number}, {advice}, {number}, 'Doe iets.')"
    )


def write(advice: int, number: int) -> str:
    return (
        "INSERT INTO advice_text (advice_id, number, text, who, at)"
        f" VALUES ({advice}, {number}, 'x', 'jansen', '2026-11-01T09:00:00+00:00')"
    )


def judge(
    verdict: str = "later", recommendation: int = 21, promised: str = "NULL", clock: str = "NULL"
) -> str:
    return JUDGE.format(
        verdict=verdict, recommendation=recommendation, promised=promised, clock=clock
    )


# Advice 1 is a draft, 2 was sent on 12 November and answered (1), 4 is withdrawn.
WORLD = [
    "INSERT INTO council (id, code, name, kind) VALUES (1, 'ASD', 'Adviesraad', 'advisory_council')",
    *[REQUEST.format(id=number) for number in (1, 2, 3, 4)],
    *[draft(1, 1), write(1, 1), recommend(1)],
    *[draft(2, 2), write(2, 1), recommend(2), ADOPT.format(id=2), ISSUE.format(id=2)],
    *[draft(4, 4), "UPDATE advice SET state = 'withdrawn' WHERE id = 4"],
    ANSWER.format(id=1, advice=2, on="2026-12-01"),
    "INSERT INTO clock (id, request_id, purpose, owner, subject_id, starts_on, original_due_on,"
    " due_on, explanation) VALUES (1, 2, 'follow_up', 'executive', 21, '2026-12-01', '2027-03-01',"
    " '2027-03-01', '[]')",
    LETTER.format(kind="reminder", reference="2026-001-B1"),
]


@dataclass(frozen=True)
class Invariant:
    """What always holds; `bad` fails at its last statement, saying `says`."""

    what: str
    good: list[str]
    bad: list[str]
    says: str


INVARIANTS = [
    Invariant("an advice begins as a draft", [draft(3)], [draft(3, more="state='withdrawn'")], "begins as a draft"),
    Invariant("an advice has a title", [draft(3)], ["UPDATE advice SET title = ' ' WHERE id = 1"], "CHECK"),
    Invariant("the numbers of a request differ", [draft(3, 2, 2)], [draft(3, 2, 1)], "UNIQUE"),
    Invariant("one advice at a time is in the making", [draft(3, 2, 2)], [draft(3, 1, 2)], "UNIQUE"),
    Invariant("a withdrawn advice makes room", [draft(3, 4, 2)], [draft(3, 4, 2), draft(5, 4, 3)], "UNIQUE"),
    Invariant(
        "an advice is adopted by a decision",
        [ADOPT.format(id=1)],
        ["UPDATE advice SET state = 'adopted', adopted_on = '2026-11-10', tone = 'none' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "or under a mandate",
        ["UPDATE advice SET state = 'adopted', adopted_on = '2026-11-10', tone = 'none', mandate = 'DB' WHERE id = 1"],
        ["UPDATE advice SET state = 'adopted', adopted_on = '2026-11-10', tone = 'none', mandate = ' ' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "and on a day",
        [ADOPT.format(id=1)],
        ["UPDATE advice SET state = 'adopted', tone = 'none', decision = 'besluit 4' WHERE id = 1"],
        "CHECK",
    ),
    Invariant("it is adopted before it is sent", [ADOPT.format(id=1), ISSUE.format(id=1)], [ISSUE.format(id=1)], "adopted first"),
    Invariant(
        "it is adopted with a tone",
        [ADOPT.format(id=1)],
        ["UPDATE advice SET state = 'adopted', adopted_on = '2026-11-10', decision = 'besluit 4' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "it is adopted when it says something",
        [draft(3), recommend(3), ADOPT.format(id=3)],
        [draft(3), ADOPT.format(id=3)],
        "no text and no recommendations",
    ),
    Invariant(
        "what was adopted does not change",
        [ADOPT.format(id=1), TAKE_BACK.format(id=1), "UPDATE advice SET tone = 'negative' WHERE id = 1"],
        [ADOPT.format(id=1), "UPDATE advice SET tone = 'negative' WHERE id = 1"],
        "frozen",
    ),
    Invariant(
        "nor does the decision that adopted it",
        [ADOPT.format(id=1), ISSUE.format(id=1)],
        [ADOPT.format(id=1), "UPDATE advice SET decision = 'besluit 5' WHERE id = 1"],
        "frozen",
    ),
    Invariant("what was adopted is not withdrawn", [ADOPT.format(id=1)], [ADOPT.format(id=1), "UPDATE advice SET state = 'withdrawn' WHERE id = 1"], "adopted first"),
    Invariant(
        "it is sent on a day",
        [ADOPT.format(id=1), ISSUE.format(id=1)],
        [ADOPT.format(id=1), "UPDATE advice SET state = 'issued' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "it is not sent before it was adopted",
        [ADOPT.format(id=1), ISSUE.format(id=1)],
        [
            ADOPT.format(id=1),
            "UPDATE advice SET state = 'issued', issued_on = '2026-11-09' WHERE id = 1",
        ],
        "CHECK",
    ),
    Invariant("what was sent stays sent", ["SELECT 1"], ["UPDATE advice SET state = 'draft' WHERE id = 2"], "final"),
    Invariant(
        "what was sent does not change",
        ["UPDATE advice SET tone = 'negative' WHERE id = 1"],
        ["UPDATE advice SET tone = 'negative' WHERE id = 2"],
        "frozen",
    ),
    Invariant(
        "nor does its minority view",
        ["UPDATE advice SET minority_view = 'x' WHERE id = 1"],
        ["UPDATE advice SET minority_view = 'x' WHERE id = 2"],
        "frozen",
    ),
    Invariant(
        "a copy follows the sending",
        ["UPDATE advice SET copy_sent_on = '2026-11-12' WHERE id = 2"],
        ["UPDATE advice SET copy_sent_on = '2026-11-11' WHERE id = 2"],
        "CHECK",
    ),
    Invariant(
        "what was not sent is not made public",
        ["UPDATE advice SET public_on = '2026-11-12' WHERE id = 2"],
        ["UPDATE advice SET public_on = '2026-11-12' WHERE id = 1"],
        "CHECK",
    ),
    Invariant("the request of an advice is fixed", ["SELECT 1"], ["UPDATE advice SET request_id = 3 WHERE id = 1"], "fixed"),
    Invariant("an advice is kept", ["SELECT 1"], ["DELETE FROM advice WHERE id = 4"], "withdraw it instead"),
    # Text and recommendations
    Invariant("versions follow one another", [write(1, 2)], [write(1, 3)], "follow one another"),
    Invariant("nothing is written after adopting", [write(1, 2)], [ADOPT.format(id=1), write(1, 2)], "frozen"),
    Invariant("nothing is recommended after adopting", [recommend(1, 2)], [ADOPT.format(id=1), recommend(1, 2)], "no draft"),
    Invariant("a version is not rewritten", ["SELECT 1"], ["UPDATE advice_text SET text = 'y'"], "not rewritten"),
    Invariant("a version is kept", ["SELECT 1"], ["DELETE FROM advice_text"], "not rewritten"),
    Invariant("nothing is recommended after sending", [recommend(1, 2)], [recommend(2, 2)], "no draft"),
    Invariant("nothing is recommended after withdrawing", [recommend(1, 2)], [recommend(4, 1)], "no draft"),
    Invariant("numbers occur once in an advice", [recommend(1, 2)], [recommend(1, 1, 99)], "UNIQUE"),
    Invariant(
        "recommendations freeze when the advice is sent",
        ["UPDATE recommendation SET text = 'Anders.' WHERE id = 11"],
        ["UPDATE recommendation SET text = 'Anders.' WHERE id = 21"],
        "no draft",
    ),
    Invariant(
        "a recommendation does not move into an advice that was sent",
        ["UPDATE recommendation SET number = 2 WHERE id = 11"],
        ["UPDATE recommendation SET advice_id = 2, number = 2 WHERE id = 11"],
        "no draft",
    ),
    Invariant(
        "a recommendation of an advice that was sent is kept",
        ["DELETE FROM recommendation WHERE id = 11"],
        ["DELETE FROM recommendation WHERE id = 21"],
        "no draft",
    ),
    # Answers
    Invariant(
        "an answer does not come before the advice",
        [ANSWER.format(id=2, advice=2, on="2026-11-12")],
        [ANSWER.format(id=2, advice=2, on="2026-11-11")],
        "cannot come before",
    ),
    Invariant(
        "nor is it moved before it",
        ["UPDATE answer SET received_on = '2026-11-12'"],
        ["UPDATE answer SET received_on = '2026-11-11'"],
        "cannot come before",
    ),
    Invariant(
        "an answer is to an advice that was sent",
        ["SELECT 1"],
        [ANSWER.format(id=2, advice=1, on="2026-12-01")],
        "cannot come before",
    ),
    Invariant("an answer judges its own advice", [judge()], [judge(recommendation=11)], "another advice"),
    Invariant(
        "and goes on doing so",
        [judge(), "UPDATE judgement SET verdict = 'partly'"],
        [judge(), "UPDATE judgement SET recommendation_id = 11"],
        "fixed",
    ),
    Invariant("a recommendation is judged once in an answer", [judge()], [judge(), judge("adopted")], "UNIQUE"),
    Invariant("a promise has a clock", [judge(promised="'2027-03-01'", clock="1")], [judge(promised="'2027-03-01'")], "CHECK"),
    Invariant(
        "what is refused promises nothing",
        [judge("adopted", promised="'2027-03-01'", clock="1")],
        [judge("rejected", promised="'2027-03-01'", clock="1")],
        "CHECK",
    ),
    Invariant(
        "only a promise is kept or not",
        [judge(promised="'2027-03-01'", clock="1"), "UPDATE judgement SET kept = 0, checked_on = '2027-03-01'"],
        [judge(), "UPDATE judgement SET kept = 0, checked_on = '2027-03-01'"],
        "CHECK",
    ),
    # Letters
    Invariant(
        "letters have references of their own",
        [LETTER.format(kind="alderman", reference="2026-001-B2")],
        [LETTER.format(kind="alderman", reference="2026-001-B1")],
        "UNIQUE",
    ),
    Invariant(
        "a letter has a reference",
        [LETTER.format(kind="reminder", reference="2026-001-B2")],
        [LETTER.format(kind="reminder", reference=" ")],
        "CHECK",
    ),
    Invariant(
        "an advice goes by one letter",
        [SENT_LETTER.format(on="2026-11-12", reference="2026-002-A1")],
        [SENT_LETTER.format(on="2026-11-12", reference="2026-002-A1")] * 2,
        "UNIQUE",
    ),
    Invariant(
        "on the day it is sent",
        [SENT_LETTER.format(on="2026-11-12", reference="2026-002-A1")],
        [SENT_LETTER.format(on="2026-11-13", reference="2026-002-A1")],
        "on the day it is sent",
    ),
    Invariant(
        "under its reference",
        [SENT_LETTER.format(on="2026-11-12", reference="2026-002-A1")],
        [SENT_LETTER.format(on="2026-11-12", reference="2026-002-A2")],
        "under its reference",
    ),
    Invariant("and only when it is sent", ["SELECT 1"], [LETTER.format(kind="advice", reference="2026-001-A1")], "is sent"),
    Invariant("a letter stays as it was sent", ["SELECT 1"], ["UPDATE letter SET body = 'y'"], "as it was sent"),
    Invariant("a letter is kept", ["SELECT 1"], ["DELETE FROM letter"], "as it was sent"),
]  # fmt: skip

DAYS = [
    ("advice", "adopted_on", 1),
    ("advice", "copy_sent_on", 2),
    ("advice", "public_on", 2),
    ("answer", "received_on", 1),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = tmp_path_factory.mktemp("schema") / "raad.db"
    with create_store(path, fixed_actor()) as store:
        connection = store.connection
        with connection.change("council.create", "statements"):
            for statement in WORLD:
                connection.raw.execute(statement)
            yield connection


@pytest.fixture
def raw(world: Connection) -> Iterator[sqlite3.Connection]:
    world.raw.execute("SAVEPOINT attempt")
    yield world.raw
    world.raw.execute("ROLLBACK TO attempt")
    world.raw.execute("RELEASE attempt")


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.what)
def test_the_schema_lets_through_what_is_right(
    raw: sqlite3.Connection, invariant: Invariant
) -> None:
    for statement in invariant.good:
        raw.execute(statement)


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.what)
def test_the_schema_refuses_what_is_wrong(raw: sqlite3.Connection, invariant: Invariant) -> None:
    *before, last = invariant.bad
    for statement in before:
        raw.execute(statement)
    with pytest.raises(sqlite3.IntegrityError, match=invariant.says):
        raw.execute(last)


@pytest.mark.parametrize(("table", "column", "row"), DAYS)
@pytest.mark.parametrize("wrong", ["2028-02-30", "2028-13-01", "2028-2-3", "morgen"])
def test_only_days_that_exist(
    raw: sqlite3.Connection, table: str, column: str, row: int, wrong: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=rf"CHECK .*{column} IS date"):
        raw.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (wrong, row))
    raw.execute(f"UPDATE {table} SET {column} = '2028-02-29' WHERE id = ?", (row,))
