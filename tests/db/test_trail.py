from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.calendar import DayOff, DayOffKind
from council.changes import ACTIONS, reversed_words
from council.clocks import ClockEvent, ClockEventKind
from council.councils import Council
from council.errors import Conflict, RaadError, Refused
from council.meetings import MeetingKind
from council.members import Office, Role
from council.record import replace
from council.requests import DocumentKind, PolicyStage
from council.terms import AdvisedBody, Purpose, Span, Unit
from db.edits import edit_words
from db.store import Store, create_store, open_store
from db.tracked import TRACKED
from tests.conftest import MOMENT, fixed_actor
from tests.db.desk import PLENARY, Desk, desk, plan
from tests.db.work import WORK

NOVEMBER = date(2026, 11, 23)
STOP = ClockEvent(kind=ClockEventKind.STOP, on=NOVEMBER, reason="stukken ontbreken")
TWO_WEEKS = ClockEvent(
    kind=ClockEventKind.EXTEND, on=NOVEMBER, reason="zomer", amount=2, unit=Unit.WEEK
)


def change_request(at: Desk, title: str) -> object:
    return at.store.requests.change(
        at.request,
        title=title,
        kind=DocumentKind.ORDINANCE,
        form=at.request.form,
        stage=PolicyStage.DRAFT_POLICY,
        body=AdvisedBody.EXECUTIVE,
        domains=["youth", "pw"],
        received_on=at.request.received_on,
        asked_by=None,
        decision_on=None,
        their_reference="Z/26/1",
        sender="",
        sender_email="",
        department="",
        short_term_agreed_by="",
        partners=(),
        on=NOVEMBER,
    )


def add_paper(store: Store, request_id: int, data: bytes) -> object:
    return store.files.add(
        request_id,
        name="brief.pdf",
        media_type="application/pdf",
        data=data,
        source="added",
        on=NOVEMBER,
    )


def add_recess(store: Store, starts_on: date) -> None:
    recess = DayOff(
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=13),
        kind=DayOffKind.RECESS,
        name="Kerstreces",
        source="besluit raad",
    )
    store.terms.add_day_off(recess, NOVEMBER)


# What is done, the action and subject the log names it by, the tables it touches.
DONE: list[tuple[Callable[[Desk], object], str, str, set[str]]] = [
    (
        lambda at: at.store.councils.create(code="DK", name="Cliëntenraad Donkerveen"),
        "council.create",
        "Cliëntenraad Donkerveen",
        {"council"},
    ),
    (
        lambda at: at.store.councils.add_rule(
            at.council.id,
            purpose=Purpose.FOLLOW_UP,
            amount=6,
            unit=Unit.MONTH,
            valid_from=date(2020, 1, 1),
            article="art. 9",
        ),
        "rule.add",
        "follow-up: 6 months, art. 9",
        {"term_rule"},
    ),
    (
        lambda at: at.store.terms.set_rule(
            at.council.id,
            purpose=Purpose.ADVICE,
            span=Span(amount=8, unit=Unit.WEEK),
            valid_from=date(2015, 1, 1),
            article="art. 7",
            on=NOVEMBER,
        ),
        "rule.change",
        "advice: 8 weeks, art. 7",
        {"term_rule", "clock", "clock_event"},
    ),
    (lambda at: add_recess(at.store, date(2026, 12, 19)), "recess.add", "Kerstreces", {"day_off"}),
    (lambda at: at.store.members.add("J. Fictema"), "person.add", "J. Fictema", {"person"}),
    (
        lambda at: at.store.members.change_person(
            at.person, name="B. Voorbeeldt", email="bv@example.nl", phone=""
        ),
        "person.change",
        "B. Voorbeeldt",
        {"person"},
    ),
    (
        lambda at: at.store.members.add_seat(
            at.council.id, code="VZ", role=Role.INDEPENDENT_CHAIR, starts_on=date(2020, 1, 1)
        ),
        "seat.add",
        "VZ",
        {"seat"},
    ),
    (
        lambda at: at.store.members.appoint(at.person.id, at.empty, starts_on=NOVEMBER),
        "member.appoint",
        "B. Voorbeeldt (PW-2)",
        {"appointment"},
    ),
    (
        lambda at: at.store.members.reappoint(at.holder),
        "member.reappoint",
        "S. van der Proef (PW-1)",
        {"appointment"},
    ),
    (
        lambda at: at.store.members.end(at.holder, on=NOVEMBER, reason="verhuisd"),
        "member.end",
        "S. van der Proef",
        {"appointment"},
    ),
    (
        lambda at: at.store.members.offices.set(at.holder, [Office.TREASURER], on=NOVEMBER),
        "member.office",
        "S. van der Proef",
        {"office"},
    ),
    (
        lambda at: plan(at.store, at.council, PLENARY, datetime(2027, 1, 12, 19, 30)),
        "meeting.plan",
        "Plenair, Tue 8 Dec 2026 (+1)",
        {"meeting"},
    ),
    (
        lambda at: at.store.meetings.move(at.meeting, datetime(2026, 12, 9, 20, 0)),
        "meeting.move",
        "Plenair, Tue 8 Dec 2026",
        {"meeting"},
    ),
    (
        lambda at: at.store.meetings.rename(
            at.meeting, title="Thema", kind=MeetingKind.THEME, public=True
        ),
        "meeting.change",
        "Plenair, Tue 8 Dec 2026",
        {"meeting"},
    ),
    (
        lambda at: at.store.meetings.cancel(at.meeting, "geen quorum"),
        "meeting.cancel",
        "Plenair, Tue 8 Dec 2026",
        {"meeting"},
    ),
    (
        lambda at: at.store.requests.register(
            at.council.id, title="Beleidsplan", received_on=NOVEMBER, domains=["pw"]
        ),
        "request.register",
        "2026-002 Beleidsplan",
        {"request", "request_domain", "clock"},
    ),
    (
        lambda at: change_request(at, "Verordening jeugd"),
        "request.change",
        "2026-001 Verordening jeugdhulp",
        {"request", "request_domain"},
    ),
    (
        lambda at: at.store.requests.assign(at.request, "Werkgroep Jeugd"),
        "request.assign",
        "2026-001 Verordening jeugdhulp",
        {"request"},
    ),
    (
        lambda at: at.store.requests.snooze(at.request, date(2027, 1, 4)),
        "request.snooze",
        "2026-001 Verordening jeugdhulp",
        {"request"},
    ),
    (
        lambda at: at.store.requests.advance(at.request, None, on=date(2026, 11, 17)),
        "request.step",
        "2026-001 Verordening jeugdhulp",
        {"request", "request_history", "clock"},
    ),
    (
        lambda at: at.store.requests.record_event(at.request, Purpose.ADVICE, STOP),
        "clock.stop",
        "2026-001 Verordening jeugdhulp",
        {"clock", "clock_event"},
    ),
    (
        lambda at: at.store.requests.record_event(at.request, Purpose.ADVICE, TWO_WEEKS),
        "clock.extend",
        "2026-001 Verordening jeugdhulp",
        {"clock", "clock_event"},
    ),
    (
        lambda at: add_paper(at.store, at.request.id, b"%PDF"),
        "document.add",
        "brief.pdf",
        {"document"},
    ),
    (
        lambda at: at.store.files.record_message(b"From: a", subject="Adviesvraag"),
        "request.intake",
        "Adviesvraag",
        {"message"},
    ),
]


@pytest.fixture
def at(store: Store, council: Council) -> Desk:
    return desk(store, council)


@pytest.mark.parametrize(("do", "action", "subject", "tables"), DONE)
def test_the_log_says_who_did_what_and_when(
    at: Desk, do: Callable[[Desk], object], action: str, subject: str, tables: set[str]
) -> None:
    before = at.store.trail.log()
    do(at)
    newest, *others = at.store.trail.log()
    assert others == before
    assert (newest.who, newest.action, newest.subject) == ("jansen", action, subject)
    assert newest.at == datetime(2026, 11, 23, 10)  # in Amsterdam, wherever the server stands
    assert newest.label == ACTIONS[action]
    touched = at.store.connection.rows(
        "SELECT DISTINCT table_name FROM trail WHERE change_id = ?", (newest.id,)
    )
    assert {name for (name,) in touched} == tables


def test_the_trail_holds_the_old_and_the_new_value(at: Desk) -> None:
    at.store.requests.assign(at.request, "Werkgroep Jeugd")
    old, new = at.store.connection.row("SELECT old, new FROM trail ORDER BY id DESC LIMIT 1")
    assert old == '{"assignee":"","version":1}'
    assert new == '{"assignee":"Werkgroep Jeugd","version":2}'


def test_a_request_has_a_log_of_its_own(at: Desk) -> None:
    other = at.store.requests.register(at.council.id, title="Ander", received_on=NOVEMBER)
    at.store.requests.assign(at.request, "Wmo")
    add_paper(at.store, at.request.id, b"%PDF")
    at.store.trail.undo()
    actions = [change.action for change in at.store.trail.log(request_id=at.request.id)]
    assert actions == ["undo", "document.add", "request.assign", "request.register"]
    assert [change.action for change in at.store.trail.log(request_id=other.id)] == [
        "request.register"
    ]


def test_the_log_can_be_read_on_from_a_line(at: Desk) -> None:
    whole = at.store.trail.log()
    assert [
        *at.store.trail.log(limit=3),
        *at.store.trail.log(before=whole[2].id),
    ] == whole


def test_a_refused_change_leaves_no_line(at: Desk) -> None:
    before = at.store.trail.log()
    with pytest.raises(Refused):
        at.store.members.appoint(at.person.id, at.seat, starts_on=NOVEMBER)
    assert at.store.trail.log() == before


# Undo and redo


def test_nothing_to_undo_or_redo_is_said(store: Store) -> None:
    with pytest.raises(Refused, match="nothing of yours to undo"):
        store.trail.undo()
    with pytest.raises(Refused, match="nothing to do again"):
        store.trail.redo()


def forget(at: Desk) -> None:
    at.store.people.forget(at.store.members.person(at.person.id), MOMENT.date())


def remove_paper(at: Desk) -> None:
    (paper,) = at.store.files.of_request(at.request.id)
    at.store.files.removals.remove(paper, reason="per ongeluk")


def throw_mail_away(at: Desk) -> None:
    at.store.files.forget_unread(at.store.files.unread()[0].id)


TAKES_AWAY: list[tuple[Callable[[Desk], object], Callable[[Desk], None]]] = [
    (lambda at: None, forget),
    (lambda at: add_paper(at.store, at.request.id, b"%PDF"), remove_paper),
    (lambda at: at.store.files.record_message(b"\xff", problem="geen mail"), throw_mail_away),
]


@pytest.mark.parametrize(("first", "take_away"), TAKES_AWAY)
def test_undoing_goes_on_before_what_was_taken_away_for_good(
    at: Desk, first: Callable[[Desk], object], take_away: Callable[[Desk], None]
) -> None:
    first(at)
    at.store.requests.assign(at.request, "Wmo")
    take_away(at)
    undone = at.store.trail.undo()
    assert reversed_words(undone) == (
        "Undone: request assigned, 2026-001 Verordening jeugdhulp."
        " What was forgotten or removed for good stays so."
    )
    assert at.store.requests.by_id(at.request.id).assignee == ""
    again = at.store.trail.redo()
    assert reversed_words(again) == "Done again: request assigned, 2026-001 Verordening jeugdhulp"
    at.store.requests.assign(at.store.requests.by_id(at.request.id), "Jeugd")
    assert not at.store.trail.undo().passed_over


def test_what_was_kept_before_it_was_thrown_away_is_not_undone(at: Desk) -> None:
    at.store.files.record_message(b"\xff", problem="geen mail")
    throw_mail_away(at)
    undone = at.store.trail.undo()
    assert (undone.action, undone.passed_over) == ("request.register", True)


def test_with_nothing_before_what_was_taken_away_that_is_said(at: Desk, colleague: Store) -> None:
    colleague.people.forget(at.person, MOMENT.date())
    with pytest.raises(Refused, match="for good cannot be brought back"):
        colleague.trail.undo()


def test_a_new_change_ends_what_could_be_redone(at: Desk) -> None:
    at.store.requests.assign(at.request, "Wmo")
    at.store.trail.undo()
    assert at.store.trail.redoable() is not None
    at.store.members.add("J. Fictema")
    assert at.store.trail.redoable() is None


def test_everybody_undoes_their_own(at: Desk, colleague: Store) -> None:
    colleague.members.add("N. Bedachtsma")
    at.store.members.add("J. Fictema")
    undone = colleague.trail.undo()
    assert undone.subject == "N. Bedachtsma"
    assert at.store.members.find_person("Fictema").name == "J. Fictema"


def test_undoing_what_somebody_went_on_with_is_refused(at: Desk, colleague: Store) -> None:
    moved = at.store.meetings.move(at.meeting, datetime(2026, 12, 9, 20, 0))
    colleague.meetings.move(moved, datetime(2026, 12, 10, 20, 0))
    with pytest.raises(Conflict, match=r"pietersen went on with it \(meeting moved: Plenair"):
        at.store.trail.undo()
    assert at.store.meetings.get(at.meeting.id).starts_at == datetime(2026, 12, 10, 20, 0)


def test_once_they_undid_theirs_mine_can_be_undone(at: Desk, colleague: Store) -> None:
    moved = at.store.meetings.move(at.meeting, datetime(2026, 12, 9, 20, 0))
    colleague.meetings.move(moved, datetime(2026, 12, 10, 20, 0))
    colleague.trail.undo()
    at.store.trail.undo()
    assert at.store.meetings.get(at.meeting.id).starts_at == PLENARY
    with pytest.raises(Conflict, match="jansen went on with it"):
        colleague.trail.redo()
    assert at.store.meetings.get(at.meeting.id).starts_at == PLENARY


def test_redoing_over_the_work_of_somebody_else_is_refused(at: Desk, colleague: Store) -> None:
    at.store.meetings.move(at.meeting, datetime(2026, 12, 9, 20, 0))
    at.store.trail.undo()
    colleague.meetings.move(colleague.meetings.get(at.meeting.id), datetime(2026, 12, 10, 20, 0))
    with pytest.raises(Conflict, match="pietersen went on with it"):
        at.store.trail.redo()
    assert at.store.meetings.get(at.meeting.id).starts_at == datetime(2026, 12, 10, 20, 0)


def test_undoing_what_others_hang_on_is_refused(at: Desk, colleague: Store) -> None:
    add_paper(colleague, at.request.id, b"%PDF")
    with pytest.raises(Conflict, match="other records build on it"):
        at.store.trail.undo()
    assert at.store.requests.by_id(at.request.id) == at.request


def test_undoing_an_end_is_refused_when_the_seat_was_given_away(at: Desk, colleague: Store) -> None:
    at.store.members.end(at.holder, on=NOVEMBER, reason="verhuisd")
    colleague.members.appoint(at.person.id, at.seat, starts_on=NOVEMBER + timedelta(days=1))
    with pytest.raises(Conflict, match="other records build on it"):
        at.store.trail.undo()


def test_undoing_a_recess_gives_the_days_back(at: Desk) -> None:
    day = date(2026, 12, 21)
    add_recess(at.store, date(2026, 12, 19))
    assert at.store.councils.calendar().in_recess(day)
    at.store.trail.undo()
    assert not at.store.councils.calendar().in_recess(day)


def test_calendars_hear_of_an_undo(at: Desk) -> None:
    moved = at.store.meetings.move(at.meeting, datetime(2026, 12, 9, 20, 0))
    at.store.trail.undo()
    back = at.store.meetings.get(at.meeting.id)
    assert back.sequence > moved.sequence
    assert replace(back, sequence=0, version=0) == replace(at.meeting, sequence=0, version=0)


# After any work: all of it undone gives every earlier state, and redone every later one.

WATCHED = frozenset({"version", "sequence", "modified_at", "told_sender"})
"""Columns that always go on: calendars, other users and the next mails watch them."""


def state_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that was recorded, and what search finds, but for `WATCHED`."""
    state = {}
    for table in TRACKED:
        columns = [
            name
            for (name,) in store.connection.rows("SELECT name FROM pragma_table_xinfo(?)", (table,))
            if name not in WATCHED
        ]
        state[table] = store.connection.rows(
            f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"
        )
    state["search_entry"] = store.connection.rows(
        "SELECT kind, subject_id, title, body FROM search_entry ORDER BY kind, subject_id"
    )
    return state


class Calendars:
    """What every calendar saw last of each meeting."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: dict[str, int] = {}

    def look(self) -> None:
        now = dict(self._store.connection.rows("SELECT uid, sequence FROM meeting"))
        assert all(sequence >= self._seen.get(uid, 0) for uid, sequence in now.items())
        self._seen |= now


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A council with its rules, and one of everything."""
    path = tmp_path_factory.mktemp("template") / "raad.db"
    with create_store(path, fixed_actor()) as store:
        council = store.councils.create(code="ASD", name="Adviesraad")
        for purpose in (Purpose.ACKNOWLEDGEMENT, Purpose.ADVICE, Purpose.ANSWER):
            store.councils.add_rule(
                council.id, purpose=purpose, amount=6, unit=Unit.WEEK, valid_from=date(2015, 1, 1)
            )
        desk(store, council)
    return path


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(work=st.lists(st.tuples(st.sampled_from(WORK), st.integers(0, 2**16)), max_size=25))
def test_all_work_can_be_undone_and_done_again(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    work: list[tuple[Callable[[Store, Random], None], int]],
) -> None:
    path = tmp_path_factory.mktemp("work") / "raad.db"
    shutil.copy(template, path)
    with open_store(path, fixed_actor()) as store:
        store.connection.raw.execute("PRAGMA synchronous = OFF")
        calendars = Calendars(store)
        states = [state_of(store)]
        for piece, seed in work:
            last = store.trail.undoable()
            with suppress(RaadError):
                piece(store, Random(seed))
            if store.trail.undoable() == last:
                assert state_of(store) == states[-1]
                continue
            states.append(state_of(store))
            calendars.look()
        for _twice in range(2):
            for earlier in states[-2::-1]:
                store.trail.undo()
                assert state_of(store) == earlier
                calendars.look()
            for later in states[1:]:
                store.trail.redo()
                assert state_of(store) == later
                calendars.look()
        with pytest.raises(Refused):
            store.trail.redo()


def test_the_log_says_from_what_to_what(store: Store, council: Council) -> None:
    request = store.requests.register(council.id, title="Loket", received_on=date(2026, 11, 23))
    request = store.requests.assign(request, "Werkgroep [bold]Zorg[/]")
    store.requests.advance(request, None, on=date(2026, 11, 23))
    store.trail.undo()
    undone, step, assigned, registered = changes = store.trail.log()[:4]
    edits = store.trail.edits(changes)
    assert [edit_words(edit) for edit in edits[assigned.id]] == [
        "prepared by: – → Werkgroep [bold]Zorg[/]"
    ]
    assert "state: received → receipt acknowledged" in [edit_words(edit) for edit in edits[step.id]]
    assert "state: receipt acknowledged → received" in [
        edit_words(edit) for edit in edits[undone.id]
    ]
    assert registered.id not in edits


def test_the_log_shortens_what_is_long_and_names_dates(store: Store, council: Council) -> None:
    person = store.members.add("S. van der Proef")
    store.members.change_person(person, name="Proef " * 20, email="", phone="")
    (edit,) = store.trail.edits(store.trail.log(limit=1))[store.trail.log(limit=1)[0].id]
    assert (edit.what, edit.old, len(edit.new)) == ("name", "S. van der Proef", 60)
    assert edit.new.endswith("…")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET new = '{}' WHERE table_name = 'meeting'",
        "DELETE FROM trail WHERE table_name = 'meeting'",
        "DELETE FROM trail WHERE table_name = 'request'",
        "DELETE FROM change",
        "UPDATE change SET who = 'iemand anders'",
    ],
)
def test_forgetting_takes_out_what_was_known_and_rewrites_nothing_else(
    store: Store, council: Council, statement: str
) -> None:
    desk(store, council)
    plan(store, council)
    with pytest.raises(Refused), store.connection.change("person.forget", erasing=True):
        store.connection.execute(statement)
