from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from council import announcements
from council.advice import Verdict
from council.advice_stages import AdviceStage
from council.clocks import ClockState
from council.councils import Council
from council.meetings import Meeting, MeetingKind, MeetingStatus
from council.members import Office, Standing
from council.requests import Queue, RequestForm, RequestState
from council.terms import Purpose
from db.store import Store, create_store, open_store
from db.today import read_today
from raadtui.demo import demo_actor, fill, visitor

DAYS = [
    date(2026, 11, 23),
    date(2026, 7, 15),
    date(2026, 12, 27),
    date(2027, 1, 1),
    date(2027, 5, 6),
    date(2028, 2, 29),
    date(2030, 8, 31),
]


def demo(folder: Path, today: date) -> Store:
    store = create_store(folder / f"{today}.db", demo_actor(today))
    fill(store, today)
    return store


@pytest.fixture(scope="module", params=DAYS, ids=str)
def on_a_day(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Store, Council, date]:
    store = demo(tmp_path_factory.mktemp("demo"), request.param)
    return store, store.councils.get("ASD"), request.param


At = tuple[Store, Council, date]


def test_the_seats_are_those_of_the_ordinance(on_a_day: At) -> None:
    store, council, today = on_a_day
    lines = store.members.memberships(council.id, today)
    codes = [line.seat.code for line in lines]
    for kind, number in (("PW", 4), ("WMO", 4), ("JGD", 2), ("ALG", 3), ("VZ", 1), ("SEC", 1)):
        assert sum(code.startswith(kind) for code in codes) == number
    assert [part.code for part in store.councils.all()] == ["ASD", "AS", "TI"]


def test_somebody_is_missing_somebody_leaves_and_somebody_comes(on_a_day: At) -> None:
    store, council, today = on_a_day
    lines = store.members.memberships(council.id, today)
    standings = [line.standing(today) for line in lines]
    assert standings.count(Standing.VACANT) == 1
    assert standings.count(Standing.ENDING) == 1
    vacant = next(line.seat for line in lines if line.appointment is None)
    (left, *_earlier) = store.members.history(vacant.id)
    assert left.appointment is not None
    assert 45 <= (today - left.appointment.last_day).days <= 50
    coming = [
        line
        for seat in (one.seat for one in lines)
        for line in store.members.history(seat.id)
        if line.standing(today) is Standing.FUTURE
    ]
    assert len(coming) == 1
    assert [line.followed_by for line in lines if line.followed_on] == [
        line.person.name for line in coming if line.person
    ]
    offices = {office for line in lines for office in line.offices}
    assert offices == {Office.VICE_CHAIR, Office.TREASURER}


def test_requests_stand_in_every_queue(on_a_day: At) -> None:
    store, council, today = on_a_day
    counts = store.requests.inbox.counts(council.id, today)
    assert counts[Queue.OPEN] + counts[Queue.SNOOZED] + counts[Queue.CLOSED] == 15
    assert counts[Queue.NEW] == 1
    assert counts[Queue.TOO_SHORT] == 1
    assert counts[Queue.ANSWER_LATE] == 2
    assert counts[Queue.SNOOZED] == 1
    assert all(count for queue, count in counts.items() if queue is not Queue.UNSEEN)


def test_something_is_overdue_stopped_urgent_unasked_and_passed_over(on_a_day: At) -> None:
    store, council, today = on_a_day
    lines = [
        line
        for queue in (Queue.OPEN, Queue.SNOOZED)
        for line in store.requests.inbox.lines(council.id, queue, today)
    ]
    ours = [line for line in lines if line.overdue(today) and line.purpose is Purpose.ADVICE]
    theirs = [line for line in lines if line.overdue(today) and line.purpose is Purpose.ANSWER]
    assert (len(ours), len(theirs)) == (1, 2)
    assert [line.clock_state for line in lines].count(ClockState.STOPPED) == 1
    assert {RequestForm.URGENT, RequestForm.UNSOLICITED} <= {line.form for line in lines}
    assert RequestState.BYPASSED in {line.state for line in lines}
    moved = store.requests.clocks.of_request(ours[0].id)[-1]
    assert moved.due_on > moved.original_due_on
    closed = store.requests.inbox.lines(council.id, Queue.CLOSED, today)
    years = {store.requests.by_id(line.id).closed_on for line in closed}
    assert all(day is not None and day.year < today.year for day in years)


def test_the_radar_shows_every_standing_that_asks_for_something(on_a_day: At) -> None:
    store, council, today = on_a_day
    counts = store.announcements.counts(council.id, today)
    assert counts == {
        announcements.Standing.EXPECTED: 2,
        announcements.Standing.UNASKED: 0,
        announcements.Standing.OVERDUE: 1,
        announcements.Standing.NOT_SUBMITTED: 1,
        announcements.Standing.MATCHED: 2,
        announcements.Standing.NO_ADVICE: 0,
    }
    expected = store.announcements.window(council.id, today, announcements.Standing.EXPECTED).first(
        9
    )
    assert any(store.announcements.proposals(one) for one in expected)


def test_every_answer_is_there_to_be_learnt_from(on_a_day: At) -> None:
    store, council, today = on_a_day
    lines = [
        line
        for queue in (Queue.OPEN, Queue.CLOSED)
        for line in store.requests.inbox.lines(council.id, queue, today)
    ]
    verdicts = {
        outcome.verdict
        for line in lines
        for advice in store.advice.of_request(line.id)
        for outcome in store.advice.outcomes(advice.id)
    }
    assert verdicts == set(Verdict) - {Verdict.LATER}
    assert len(store.advice.answers.promises(council.id)) == 1
    assert any(
        line.copy_missing
        for stage in AdviceStage
        for line in store.advice.list.lines(council.id, stage)
    )


def plenaries(store: Store, council: Council, year: int) -> list[Meeting]:
    return [
        meeting
        for meeting in store.meetings.between(council.id, date(year, 1, 1), date(year, 12, 31))
        if meeting.kind is MeetingKind.PLENARY
    ]


def test_eleven_plenaries_a_year_on_the_second_tuesday(on_a_day: At) -> None:
    store, council, today = on_a_day
    meetings = [*plenaries(store, council, today.year - 1), *plenaries(store, council, today.year)]
    assert len(meetings) == 22
    unmoved = [meeting for meeting in meetings if meeting.status is not MeetingStatus.CANCELLED]
    ordinary = [meeting for meeting in unmoved if not meeting.sequence]
    assert len(ordinary) >= 20
    for meeting in ordinary:
        assert meeting.starts_at.time() == time(19, 30)
        assert meeting.starts_at.weekday() == 1
        assert 8 <= meeting.starts_at.day <= 14


def test_one_is_cancelled_one_moved_and_one_to_come(on_a_day: At) -> None:
    store, council, today = on_a_day
    meetings = store.meetings.between(council.id)
    cancelled = [one for one in meetings if one.status is MeetingStatus.CANCELLED]
    moved = [one for one in meetings if one.sequence and one not in cancelled]
    assert (len(cancelled), len(moved)) == (1, 1)
    assert cancelled[0].starts_at.date() < today < moved[0].starts_at.date()
    kinds = {one.kind for one in meetings if one.starts_at.date() > today}
    assert {MeetingKind.PLENARY, MeetingKind.EXECUTIVE, MeetingKind.THEME} <= kinds
    start = read_today(store, council.id, datetime.combine(today, time(9)))
    assert start.next_meeting is not None
    assert start.next_meeting.starts_at.date() - today < timedelta(days=60)


def test_nothing_was_done_after_today_and_the_log_is_in_order(on_a_day: At) -> None:
    store, _council, today = on_a_day
    moments = [change.at for change in store.trail.log(limit=1000)]
    assert moments == sorted(moments, reverse=True)
    assert moments[0].date() <= today
    assert moments[-1].year < today.year - 8


def everything(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    folder.mkdir()
    with demo(folder, DAYS[0]) as store:
        tables = store.connection.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%'"
        )
        return {
            name: store.connection.rows(f"SELECT * FROM {name}")
            for (name,) in tables
            if name != "_sqlite_migrations"
        }


def test_the_same_day_gives_the_same_council(tmp_path: Path) -> None:
    one, two = everything(tmp_path / "one"), everything(tmp_path / "two")
    assert len(one["request"]) == 15
    assert one == two


def test_who_tries_the_demo_can_plan_a_meeting(tmp_path: Path) -> None:
    today = date(2026, 11, 23)
    demo(tmp_path, today).close()
    with open_store(next(tmp_path.glob("*.db")), visitor(today)) as store:
        (planned,) = store.meetings.plan(
            1,
            title="Thema-avond",
            kind=MeetingKind.THEME,
            starts=[datetime(2027, 1, 6, 20)],
            minutes=120,
        )
    assert planned.status is MeetingStatus.PLANNED
