"""Every invariant of the schema, with statements it lets through and statements it refuses.

The statements are plain SQL, as another program on our connection could send them: what
the schema promises does not depend on the stores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest

from db.connection import Connection
from db.driver import sqlite3
from db.store import create_store
from tests.conftest import fixed_actor

SHA = "0" * 64

DEFAULTS: dict[str, dict[str, object]] = {
    "council": {"code": "X", "name": "X", "kind": "advisory_council"},
    "term_rule": {
        "council_id": 1,
        "purpose": "advice",
        "amount": 6,
        "unit": "week",
        "valid_from": "2020-01-01",
    },
    "day_off": {
        "starts_on": "2026-07-18",
        "ends_on": "2026-08-30",
        "kind": "recess",
        "name": "Zomerreces",
        "source": "besluit",
    },
    "person": {"name": "T. Testema", "sort_name": "testema, t."},
    "seat": {
        "council_id": 1,
        "code": "X",
        "role": "client_member",
        "voting": 1,
        "starts_on": "2020-01-01",
    },
    "appointment": {
        "seat_id": 2,
        "person_id": 1,
        "starts_on": "2022-01-01",
        "ends_on": "2025-12-31",
    },
    "office": {"appointment_id": 1, "office": "treasurer", "starts_on": "2024-01-01"},
    "meeting": {
        "council_id": 1,
        "title": "Plenair",
        "kind": "plenary",
        "starts_at": "2026-12-08T19:30",
        "minutes": 120,
        "uid": "x",
        "created_at": "2026-11-01T09:00:00+00:00",
        "modified_at": "2026-11-01T09:00:00+00:00",
    },
    "request": {
        "council_id": 1,
        "ref": "2026-900",
        "title": "Verordening",
        "kind": "ordinance",
        "form": "requested",
        "stage": "draft_policy",
        "state": "received",
        "received_on": "2026-10-05",
    },
    "request_history": {
        "request_id": 1,
        "origin": "received",
        "target": "in_progress",
        "on_date": "2026-10-06",
        "who": "jansen",
    },
    "clock": {
        "request_id": 1,
        "purpose": "answer",
        "owner": "executive",
        "starts_on": "2026-10-05",
        "original_due_on": "2026-11-16",
        "due_on": "2026-11-16",
        "explanation": "[]",
    },
    "clock_event": {
        "clock_id": 1,
        "kind": "stop",
        "on_date": "2026-10-12",
        "reason": "stukken ontbreken",
        "who": "jansen",
    },
    "document": {
        "request_id": 1,
        "name": "brief.pdf",
        "media_type": "application/pdf",
        "bytes": 10,
        "sha256": SHA,
        "source": "mail",
        "added_on": "2026-10-05",
    },
    "message": {"sha256": SHA, "taken_in_at": "2026-10-05T09:00:00+00:00"},
}


def literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def new(table: str, **values: object) -> str:
    row = DEFAULTS[table] | values
    return (
        f"INSERT INTO {table} ({', '.join(row)})"
        f" VALUES ({', '.join(literal(value) for value in row.values())})"
    )


def step(target: str, origin: str = "received", **values: object) -> str:
    return new("request_history", origin=origin, target=target, **values)


# Request 1 is received, with an advice clock (1); request 2 is closed.
WORLD = [
    new("council", id=1, code="ASD", name="Adviesraad"),
    new("council", id=2, code="WG", name="Werkgroep", kind="working_group", parent_id=1),
    new("council", id=3, code="CR", name="Cliëntenraad", kind="client_council"),
    *[new("person", id=number, name=f"Persoon {number}") for number in (1, 2, 3)],
    new("seat", id=1, code="VZ", role="independent_chair", voting=0),
    new("seat", id=2, code="PW-1", max_terms=2),
    new("seat", id=3, code="PW-2", max_terms=2),
    new("seat", id=4, council_id=3, code="CR-1"),
    new("seat", id=5, code="OUD", ends_on="2024-12-31"),
    new("appointment", id=1),
    new("meeting", id=1, uid="m1", sequence=3),
    new("meeting", id=2, uid="m2"),
    new("request", id=1, ref="2026-001"),
    new("clock", id=1, purpose="advice", owner="council"),
    new("request", id=2, ref="2026-002", state="bypassed"),
    step("closed", "bypassed", request_id=2),
    "UPDATE request SET state = 'closed', closed_on = '2026-11-02' WHERE id = 2",
    new("document", id=1),
]


def walked(*states: str) -> list[str]:
    """Return the statements that lead request 1 from the first of these states to the last."""
    return [
        statement
        for origin, target in pairwise(states)
        for statement in (
            step(target, origin),
            f"UPDATE request SET state = '{target}' WHERE id = 1",
        )
    ]


SENT = walked("received", "in_progress", "draft", "adopted", "issued")

STOPPED = [
    new("clock_event", id=50),
    "UPDATE clock SET state = 'stopped', event_id = 50 WHERE id = 1",
]


REOPENED = [
    "UPDATE clock SET state = 'lapsed' WHERE id = 1",
    new("clock_event", id=50, kind="reopen", on_date="2026-10-19"),
    "UPDATE clock SET state = 'running', event_id = 50 WHERE id = 1",
]


@dataclass(frozen=True)
class Invariant:
    """What always holds; `bad` fails at its last statement, saying `says`."""

    what: str
    good: list[str]
    bad: list[str]
    says: str


INVARIANTS = [
    # Councils
    Invariant(
        "a working group has no working groups",
        [new("council", kind="sub_council", parent_id=1)],
        [new("council", kind="sub_council", parent_id=2)],
        "no sub-councils",
    ),
    Invariant(
        "a council with parts cannot become a part itself",
        ["UPDATE council SET kind = 'sub_council', parent_id = 1 WHERE id = 3"],
        ["UPDATE council SET kind = 'sub_council', parent_id = 3 WHERE id = 1"],
        "no sub-councils",
    ),
    Invariant(
        "a part belongs to a council, a whole one to none",
        [new("council", kind="working_group", parent_id=1)],
        [new("council", kind="working_group")],
        "CHECK",
    ),
    Invariant("a council has a name", [new("council")], [new("council", name=" ")], "CHECK"),
    Invariant("codes differ, whatever the case", [new("council", code="DK")], [new("council", code="asd")], "UNIQUE"),
    Invariant(
        "what a rule says can be put right, not what it is for or from when",
        [new("term_rule", id=1), "UPDATE term_rule SET amount = 4, valid_until = '2026-12-31'"],
        [new("term_rule", id=1), "UPDATE term_rule SET valid_from = '2021-01-01'"],
        "what for and from when are fixed",
    ),
    Invariant("a recess has a source", [new("day_off")], [new("day_off", source="  ")], "CHECK"),
    Invariant("a recess does not end before it begins", [new("day_off", ends_on="2026-07-18")], [new("day_off", ends_on="2026-07-17")], "CHECK"),
    # Seats and appointments
    Invariant(
        "a seat is held by one person on any day, both ends included",
        [new("appointment", person_id=2, starts_on="2026-01-01", ends_on="2029-12-31")],
        [new("appointment", person_id=2, starts_on="2025-12-31", ends_on="2029-12-31")],
        "the seat is taken",
    ),
    Invariant(
        "an early end frees the seat from the next day on",
        [
            "UPDATE appointment SET ended_on = '2024-06-30', end_reason = 'verhuisd' WHERE id = 1",
            new("appointment", person_id=2, starts_on="2024-07-01", ends_on="2028-06-30"),
        ],
        [
            "UPDATE appointment SET ended_on = '2024-06-30', end_reason = 'verhuisd' WHERE id = 1",
            new("appointment", person_id=2, starts_on="2024-06-30", ends_on="2028-06-30"),
        ],
        "the seat is taken",
    ),
    Invariant(
        "an appointment cannot grow into another one",
        [
            new("appointment", id=9, person_id=2, starts_on="2026-01-01", ends_on="2029-12-31"),
            "UPDATE appointment SET ends_on = '2025-06-30' WHERE id = 1",
        ],
        [
            new("appointment", id=9, person_id=2, starts_on="2026-01-01", ends_on="2029-12-31"),
            "UPDATE appointment SET ends_on = '2026-01-01' WHERE id = 1",
        ],
        "the seat is taken",
    ),
    Invariant(
        "nobody sits twice in one council, but may sit in two",
        [new("appointment", seat_id=4)],
        [new("appointment", seat_id=3, starts_on="2025-12-31", ends_on="2026-12-31")],
        "already sits in this council",
    ),
    Invariant(
        "an appointment begins within the life of its seat",
        [new("appointment", seat_id=3, person_id=2, starts_on="2020-01-01")],
        [new("appointment", seat_id=3, person_id=2, starts_on="2019-12-31")],
        "outside the life of the seat",
    ),
    Invariant(
        "an appointment ends within the life of its seat",
        [new("appointment", seat_id=5, person_id=2, ends_on="2024-12-31")],
        [new("appointment", seat_id=5, person_id=2, ends_on="2025-01-01")],
        "outside the life of the seat",
    ),
    Invariant(
        "a seat outlives its appointments",
        ["UPDATE seat SET ends_on = '2025-12-31' WHERE id = 2"],
        ["UPDATE seat SET ends_on = '2025-12-30' WHERE id = 2"],
        "somebody is appointed",
    ),
    Invariant(
        "no more terms than the seat allows, unless it says why",
        [
            new("appointment", seat_id=3, person_id=2, term_number=2),
            new("appointment", seat_id=3, person_id=2, term_number=3, deviation="geen kandidaat", starts_on="2026-01-01", ends_on="2026-12-31"),
        ],
        [new("appointment", seat_id=3, person_id=2, term_number=3)],
        "more terms",
    ),
    Invariant(
        "a follow-up is the same person with the next number",
        [new("appointment", follows_id=1, term_number=2, starts_on="2026-01-01", ends_on="2029-12-31")],
        [new("appointment", follows_id=1, term_number=2, person_id=2, starts_on="2026-01-01", ends_on="2029-12-31")],
        "a follow-up is the same person",
    ),
    Invariant(
        "a follow-up does not skip a term",
        [new("appointment", follows_id=1, term_number=2, starts_on="2027-01-01", ends_on="2029-12-31")],
        [new("appointment", follows_id=1, term_number=1, starts_on="2026-01-01", ends_on="2029-12-31")],
        "a follow-up is the same person",
    ),
    Invariant(
        "an appointment is continued once",
        [new("appointment", follows_id=1, term_number=2, starts_on="2026-01-01", ends_on="2026-12-31")],
        [
            new("appointment", follows_id=1, term_number=2, starts_on="2026-01-01", ends_on="2026-12-31"),
            new("appointment", follows_id=1, term_number=2, starts_on="2027-01-01", ends_on="2027-12-31"),
        ],
        "UNIQUE",
    ),
    Invariant(
        "person and seat of an appointment never change",
        ["UPDATE appointment SET decision = 'B&W 12-1-2022' WHERE id = 1"],
        ["UPDATE appointment SET person_id = 2 WHERE id = 1"],
        "seat, person and number are fixed",
    ),
    Invariant(
        "an early end has a reason",
        ["UPDATE appointment SET ended_on = '2024-06-30', end_reason = 'verhuisd' WHERE id = 1"],
        ["UPDATE appointment SET ended_on = '2024-06-30' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "an early end lies within the term",
        ["UPDATE appointment SET ended_on = '2025-12-31', end_reason = 'x' WHERE id = 1"],
        ["UPDATE appointment SET ended_on = '2026-01-01', end_reason = 'x' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "a council has one chair’s seat",
        ["UPDATE seat SET ends_on = '2026-12-31' WHERE id = 1", new("seat", code="VZ-2", role="chair")],
        [new("seat", code="VZ-2", role="chair")],
        "UNIQUE",
    ),
    Invariant("seat codes differ within a council", [new("seat", council_id=3, code="PW-1")], [new("seat", code="pw-1")], "UNIQUE"),
    Invariant("an office does not end before it begins", [new("office", ends_on="2024-01-01")], [new("office", ends_on="2023-12-31")], "CHECK"),
    Invariant(
        "nothing more is written of who was forgotten",
        ["UPDATE person SET forgotten_on = '2026-11-23' WHERE id = 2"],
        [
            "UPDATE person SET forgotten_on = '2026-11-23' WHERE id = 2",
            "UPDATE person SET name = 'T. Testema' WHERE id = 2",
        ],
        "was forgotten",
    ),
    Invariant(
        "who was forgotten is not appointed",
        [new("appointment", seat_id=3, person_id=2)],
        [
            "UPDATE person SET forgotten_on = '2026-11-23' WHERE id = 2",
            new("appointment", seat_id=3, person_id=2),
        ],
        "was forgotten",
    ),
    Invariant(
        "an appointment of who was forgotten does not change",
        ["UPDATE appointment SET decision = 'x' WHERE id = 1"],
        [
            "UPDATE person SET forgotten_on = '2026-11-23' WHERE id = 1",
            "UPDATE appointment SET decision = 'x' WHERE id = 1",
        ],
        "was forgotten",
    ),
    Invariant(
        "who was forgotten is not reached any more",
        ["UPDATE person SET forgotten_on = '2026-11-23' WHERE id = 2"],
        ["UPDATE person SET forgotten_on = '2026-11-23', phone = '06' WHERE id = 2"],
        "CHECK",
    ),
    # Meetings
    Invariant(
        "a meeting begins as a draft or planned",
        [new("meeting", status="draft"), new("meeting", uid="y", status="planned")],
        [new("meeting", status="invited")],
        "begins as draft or planned",
    ),
    Invariant(
        "cancelling needs a reason",
        ["UPDATE meeting SET status = 'cancelled', reason = 'geen quorum' WHERE id = 1"],
        ["UPDATE meeting SET status = 'cancelled', reason = ' ' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "that a meeting was held follows from the clock and is not stored",
        ["UPDATE meeting SET status = 'invited' WHERE id = 1"],
        ["UPDATE meeting SET status = 'held' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "cancelled is final",
        ["UPDATE meeting SET status = 'cancelled', reason = 'x' WHERE id = 1"],
        [
            "UPDATE meeting SET status = 'cancelled', reason = 'x' WHERE id = 1",
            "UPDATE meeting SET status = 'planned' WHERE id = 1",
        ],
        "cancelled is final",
    ),
    Invariant(
        "the identity in calendars is fixed",
        ["UPDATE meeting SET title = 'Thema' WHERE id = 1"],
        ["UPDATE meeting SET uid = 'z' WHERE id = 1"],
        "calendar identity is fixed",
    ),
    Invariant("an identity occurs once", [new("meeting", uid="m3")], [new("meeting", uid="m1")], "UNIQUE"),
    Invariant(
        "the sequence only rises",
        ["UPDATE meeting SET sequence = 4 WHERE id = 1"],
        ["UPDATE meeting SET sequence = 2 WHERE id = 1"],
        "the sequence only rises",
    ),
    Invariant("a meeting lasts at most a day", [new("meeting", minutes=1440)], [new("meeting", minutes=1441)], "CHECK"),
    # Requests
    Invariant(
        "a request begins as received, in progress or not submitted",
        [new("request"), new("request", ref="b", state="in_progress"), new("request", ref="c", state="bypassed")],
        [new("request", state="issued")],
        "begins as received",
    ),
    Invariant(
        "a request does not begin closed",
        [new("request")],
        [new("request", state="closed", closed_on="2026-11-02")],
        "begins as received",
    ),
    Invariant(
        "a reference occurs once in a council",
        [new("request", council_id=3, ref="2026-001")],
        [new("request", ref="2026-001")],
        "UNIQUE",
    ),
    Invariant(
        "the state moves only through the history",
        [step("in_progress"), "UPDATE request SET state = 'in_progress' WHERE id = 1"],
        ["UPDATE request SET state = 'in_progress' WHERE id = 1"],
        "only through its history",
    ),
    Invariant(
        "the state goes where the history went",
        [step("acknowledged"), "UPDATE request SET state = 'acknowledged' WHERE id = 1"],
        [step("acknowledged"), "UPDATE request SET state = 'in_progress' WHERE id = 1"],
        "only through its history",
    ),
    Invariant("only allowed steps", [step("in_progress")], [step("issued")], "this step is not allowed"),
    Invariant("a step leaves the present state", [step("in_progress")], [step("draft", "in_progress")], "not the present one"),
    Invariant(
        "a step that needs a reason has one",
        [step("incomplete", reason="begroting ontbreekt")],
        [step("incomplete", reason=" ")],
        "needs a reason",
    ),
    Invariant(
        "the history is not rewritten",
        ["SELECT 1 FROM request_history"],
        ["UPDATE request_history SET who = 'x'"],
        "cannot be rewritten",
    ),
    Invariant("the history is kept", ["SELECT 1 FROM request_history"], ["DELETE FROM request_history"], "cannot be rewritten"),
    Invariant(
        "closed and the day of closing go together",
        ["UPDATE request SET assignee = 'Wmo' WHERE id = 1"],
        ["UPDATE request SET closed_on = '2026-11-02' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "the department of a closed request stays as it was",
        ["UPDATE request SET department = 'Jeugd' WHERE id = 1"],
        ["UPDATE request SET department = 'Jeugd' WHERE id = 2"],
        "closed; reopen it first",
    ),
    Invariant(
        "the body that a closed request is about stays as it was",
        ["UPDATE request SET body = 'city_council' WHERE id = 1"],
        ["UPDATE request SET body = 'city_council' WHERE id = 2"],
        "closed; reopen it first",
    ),
    Invariant(
        "a request is about a body that can be advised",
        ["UPDATE request SET body = 'joint_board' WHERE id = 1"],
        ["UPDATE request SET body = 'province' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "a closed request is read-only until it is reopened",
        [
            step("follow_up", "closed", request_id=2, reason="nieuwe brief"),
            "UPDATE request SET state = 'follow_up', closed_on = NULL WHERE id = 2",
            "UPDATE request SET title = 'Anders' WHERE id = 2",
        ],
        ["UPDATE request SET title = 'Anders' WHERE id = 2"],
        "closed; reopen it first",
    ),
    Invariant(
        "reopening needs a reason",
        [step("follow_up", "closed", request_id=2, reason="nieuwe brief")],
        [step("follow_up", "closed", request_id=2)],
        "needs a reason",
    ),
    Invariant(
        "a step does not lie before the one it follows",
        [*walked("received", "acknowledged"), step("in_progress", "acknowledged")],
        [*walked("received", "acknowledged"), step("in_progress", "acknowledged", on_date="2026-10-05")],
        "cannot lie before the one that it follows",
    ),
    Invariant(
        "taking an adoption back holds back what follows, as the council's own writing does not",
        [*walked("received", "in_progress", "draft"), step("tabled", "draft", on_date="2026-10-05")],
        [
            *walked("received", "in_progress", "draft", "adopted"),
            step("draft", "adopted", on_date="2026-11-05", reason="opnieuw"),
            "UPDATE request SET state = 'draft' WHERE id = 1",
            step("tabled", "draft"),
        ],
        "cannot lie before the one that it follows",
    ),
    Invariant(
        "an advice that was never answered is not closed without a reason",
        [*SENT, step("closed", "issued", reason="geen reactie")],
        [*SENT, step("closed", "issued")],
        "needs a reason",
    ),
    # Clocks
    Invariant(
        "what was agreed to is never later than what the rule gives",
        [new("clock", rule_due_on="2026-11-16", fair_due_on="2026-11-16")],
        [new("clock", rule_due_on="2026-11-16", fair_due_on="2026-11-17")],
        "CHECK",
    ),
    Invariant(
        "what the rule gives and what of that was agreed to go together",
        [new("clock", rule_due_on="2026-11-16", fair_due_on="2026-11-09")],
        [new("clock", rule_due_on="2026-11-16")],
        "CHECK",
    ),
    Invariant(
        "one open clock for each purpose",
        [
            "UPDATE clock SET state = 'lapsed' WHERE id = 1",
            new("clock", purpose="advice", owner="council"),
        ],
        [new("clock", purpose="advice", owner="council")],
        "UNIQUE",
    ),
    Invariant(
        "the date moves only by an event",
        [
            new("clock_event", id=50, kind="extend", amount=2, unit="week"),
            "UPDATE clock SET due_on = '2026-11-30', event_id = 50 WHERE id = 1",
        ],
        ["UPDATE clock SET due_on = '2026-11-30' WHERE id = 1"],
        "only by an event",
    ),
    Invariant(
        "an event moves the date once",
        [
            new("clock_event", id=50, kind="extend", amount=2, unit="week"),
            "UPDATE clock SET due_on = '2026-11-30', event_id = 50 WHERE id = 1",
            new("clock_event", id=51, kind="extend", amount=1, unit="week"),
            "UPDATE clock SET due_on = '2026-12-07', event_id = 51 WHERE id = 1",
        ],
        [
            new("clock_event", id=50, kind="extend", amount=2, unit="week"),
            "UPDATE clock SET due_on = '2026-11-30', event_id = 50 WHERE id = 1",
            "UPDATE clock SET due_on = '2026-12-07' WHERE id = 1",
        ],
        "only by an event",
    ),
    Invariant("a clock stops only by an event", STOPPED, ["UPDATE clock SET state = 'stopped' WHERE id = 1"], "only by an event"),
    Invariant("a stopped clock is not stopped again", STOPPED, [*STOPPED, new("clock_event")], "only a running clock"),
    Invariant(
        "only a stopped clock is resumed",
        [*STOPPED, new("clock_event", kind="resume", reason="", on_date="2026-10-19")],
        [new("clock_event", kind="resume", reason="", on_date="2026-10-19")],
        "only a stopped clock",
    ),
    Invariant(
        "stops and resumptions do not run backwards, extensions may be heard of later",
        [*STOPPED, new("clock_event", kind="extend", amount=1, unit="week", on_date="2026-10-11")],
        [*STOPPED, new("clock_event", kind="resume", on_date="2026-10-11")],
        "backwards",
    ),
    Invariant(
        "a clock that was taken up again does not stop before that",
        [*REOPENED, new("clock_event", on_date="2026-10-19")],
        [*REOPENED, new("clock_event", on_date="2026-10-18")],
        "backwards",
    ),
    Invariant(
        "an event does not lie before the term",
        [new("clock_event", on_date="2026-10-05")],
        [new("clock_event", on_date="2026-10-04")],
        "before its start",
    ),
    Invariant(
        "a clock that lapsed has no more events, until it is taken up again",
        ["UPDATE clock SET state = 'lapsed' WHERE id = 1", new("clock_event", kind="reopen")],
        ["UPDATE clock SET state = 'lapsed' WHERE id = 1", new("clock_event")],
        "it is not open",
    ),
    Invariant(
        "where a clock starts is put right only by reckoning it again",
        [
            new("clock_event", id=50, kind="receipt", due_on="2026-11-16"),
            "UPDATE clock SET starts_on = '2026-10-06', event_id = 50 WHERE id = 1",
        ],
        ["UPDATE clock SET starts_on = '2026-10-06' WHERE id = 1"],
        "unless it is reckoned again",
    ),
    Invariant("stopping needs a reason", [new("clock_event")], [new("clock_event", reason="")], "CHECK"),
    Invariant(
        "an extension says by how much",
        [new("clock_event", kind="extend", amount=2, unit="week")],
        [new("clock_event", kind="extend")],
        "CHECK",
    ),
    Invariant(
        "events are not rewritten",
        [new("clock_event")],
        [new("clock_event"), "UPDATE clock_event SET reason = 'x'"],
        "cannot be rewritten",
    ),
    Invariant(
        "a recess that moved a clock may be called otherwise, and moved it as it did",
        [new("clock_event", kind="calendar", due_on="2026-11-16"), "UPDATE clock_event SET reason = 'x'"],
        [new("clock_event", kind="calendar", due_on="2026-11-16"), "UPDATE clock_event SET due_on = '2026-11-17'"],
        "cannot be rewritten",
    ),
    Invariant("events are kept", [new("clock_event")], [new("clock_event"), "DELETE FROM clock_event"], "cannot be rewritten"),
    Invariant(
        "a late advice says why",
        ["UPDATE clock SET state = 'met', met_on = '2026-11-17', late_reason = 'ziekte' WHERE id = 1"],
        ["UPDATE clock SET state = 'met', met_on = '2026-11-17' WHERE id = 1"],
        "a reason is needed",
    ),
    Invariant(
        "in time needs no reason, nor does what costs nobody anything",
        [
            "UPDATE clock SET state = 'met', met_on = '2026-11-16' WHERE id = 1",
            new("clock", id=8, purpose="acknowledgement", owner="council"),
            new("clock", id=9, purpose="answer", owner="executive"),
            "UPDATE clock SET state = 'met', met_on = '2027-01-01' WHERE id IN (8, 9)",
        ],
        ["UPDATE clock SET state = 'met' WHERE id = 1"],
        "CHECK",
    ),
    Invariant(
        "the original date is fixed",
        ["UPDATE clock SET state = 'lapsed' WHERE id = 1"],
        ["UPDATE clock SET original_due_on = '2026-12-01' WHERE id = 1"],
        "original date are fixed",
    ),
    # Papers and messages
    Invariant(
        "the content of a paper is fixed",
        ["UPDATE document SET confidential = 1 WHERE id = 1"],
        [f"UPDATE document SET sha256 = '{'1' * 64}' WHERE id = 1"],
        "its content is fixed",
    ),
    Invariant(
        "a new edition belongs to the request of the paper it replaces",
        [new("document", replaces_id=1)],
        [new("request", id=9, ref="2026-009"), new("document", replaces_id=1, request_id=9)],
        "one of another request",
    ),
    Invariant(
        "what a paper replaces is fixed",
        ["UPDATE document SET name = 'anders' WHERE id = 1"],
        [new("document", id=8), "UPDATE document SET replaces_id = 1 WHERE id = 8"],
        "its content is fixed",
    ),
    Invariant("a paper has one replacement", [new("document", replaces_id=1)], [new("document", replaces_id=1), new("document", replaces_id=1)], "UNIQUE"),
    Invariant("a message is taken in once", [new("message")], [new("message"), new("message")], "UNIQUE"),
    Invariant(
        "a council takes a message in once",
        [new("message", request_id=1), new("message", sha256="b" * 64, request_id=1)],
        [
            new("request", id=9, ref="2026-009"),
            new("message", request_id=1),
            new("message", request_id=9),
        ],
        "has it with another request",
    ),
    # The trail
    Invariant("the trail is not rewritten", ["SELECT 1 FROM trail"], ["UPDATE trail SET new = '{}'"], "cannot be rewritten"),
    Invariant("the trail is kept", ["SELECT 1 FROM trail"], ["DELETE FROM trail"], "cannot be rewritten"),
    Invariant("who did it stays", ["SELECT 1 FROM change"], ["UPDATE change SET who = 'x'"], "cannot be rewritten"),
    Invariant("a change is called once", ["UPDATE change SET request_id = 1"], ["UPDATE change SET subject = 'x'"], "cannot be rewritten"),
    Invariant("a change was made in one council", ["UPDATE change SET council_id = 1"], ["UPDATE change SET council_id = 1", "UPDATE change SET council_id = 2"], "cannot be rewritten"),
    Invariant("changes are kept", ["SELECT 1 FROM change"], ["DELETE FROM change"], "cannot be rewritten"),
]  # fmt: skip

DAYS: list[tuple[str, str, dict[str, object]]] = [
    ("day_off", "starts_on", {"ends_on": "2028-12-31"}),
    ("day_off", "ends_on", {}),
    ("seat", "starts_on", {}),
    ("seat", "ends_on", {}),
    ("appointment", "starts_on", {"seat_id": 3, "person_id": 3, "ends_on": "2028-12-31"}),
    ("appointment", "ends_on", {"seat_id": 3, "person_id": 3}),
    ("office", "starts_on", {}),
    ("office", "ends_on", {}),
    ("term_rule", "valid_from", {}),
    ("term_rule", "valid_until", {}),
    ("request", "received_on", {}),
    ("request", "asked_by", {}),
    ("request", "decision_on", {}),
    ("request", "snoozed_until", {}),
    ("request_history", "on_date", {}),
    ("clock", "starts_on", {"original_due_on": "2028-12-31"}),
    ("clock", "original_due_on", {}),
    ("clock", "due_on", {}),
    ("clock_event", "on_date", {}),
    ("document", "added_on", {}),
    ("document", "embargo_until", {}),
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


@pytest.mark.parametrize(("table", "column", "others"), DAYS)
@pytest.mark.parametrize("wrong", ["2028-02-30", "2028-13-01", "2028-2-3", "morgen"])
def test_only_days_that_exist(
    raw: sqlite3.Connection, table: str, column: str, others: dict[str, object], wrong: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=rf"CHECK .*{column} IS date"):
        raw.execute(new(table, **others, **{column: wrong}))
    raw.execute(new(table, **others, **{column: "2028-02-29"}))


@pytest.mark.parametrize(
    "wrong", ["2028-02-30T19:30", "2028-02-01T24:30", "2028-02-01 19:30", "2028-02-01", "straks"]
)
def test_only_moments_that_exist(raw: sqlite3.Connection, wrong: str) -> None:
    raw.execute(new("meeting", starts_at="2028-02-29T19:30"))
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        raw.execute(new("meeting", uid="y", starts_at=wrong))


def test_a_plain_sqlite_shell_cannot_write_by_accident(world: Connection) -> None:
    shell = sqlite3.connect(world.path, timeout=0)
    with pytest.raises(sqlite3.OperationalError, match=r"no such function|locked"):
        shell.execute("INSERT INTO person (name, sort_name) VALUES ('x', 'x')")
    shell.close()


def test_nothing_is_written_outside_a_change(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("outside") / "raad.db"
    with create_store(path, fixed_actor()) as store:
        raw = store.connection.raw
        with pytest.raises(sqlite3.IntegrityError, match=r"trail\.change_id"):
            raw.execute("INSERT INTO person (name, sort_name) VALUES ('x', 'x')")
        assert raw.execute("SELECT count(*) FROM person").fetchone()[0] == 0


def test_every_table_is_strict(world: Connection) -> None:
    loose = world.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND NOT strict AND name NOT LIKE 'sqlite%' AND name <> '_sqlite_migrations'"
        " AND name NOT LIKE 'search\\__%' ESCAPE '\\'"
    )
    assert loose == []
