from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from council.calendar import DayOff, DayOffKind
from council.changes import reversed_words
from council.councils import Council, CouncilKind
from council.errors import Conflict, NotFound, Refused, WrongUse
from council.meetings import Meeting, MeetingKind, MeetingStatus, still_to_tell
from council.members import Role
from council.quorum import Quorum, QuorumBasis, QuorumRule
from council.record import replace
from db.edits import edit_words
from db.store import Store
from tests.conftest import MOMENT
from tests.db.desk import PLENARY, desk, plan

JANUARY = datetime(2027, 1, 12, 19, 30)
FEBRUARY = datetime(2027, 2, 9, 19, 30)


def test_planning_gives_every_meeting_an_identity_of_its_own(
    store: Store, council: Council
) -> None:
    plan(store, council, PLENARY, JANUARY, FEBRUARY)
    meetings = store.meetings.between(council.id)
    assert [one.starts_at for one in meetings] == [PLENARY, JANUARY, FEBRUARY]
    assert len({one.uid for one in meetings}) == 3
    assert {one.sequence for one in meetings} == {0}
    assert {one.status for one in meetings} == {MeetingStatus.PLANNED}
    assert {one.created_at for one in meetings} == {MOMENT}


def test_a_series_remembers_its_rule(store: Store, council: Council) -> None:
    rule = "FREQ=MONTHLY;BYDAY=2TU"
    meetings = store.meetings.plan(
        council.id,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        starts=[PLENARY, JANUARY],
        minutes=120,
        rrule=rule,
    )
    assert meetings[0].series_id == meetings[1].series_id
    assert meetings[0].series_id is not None
    assert store.meetings.series_rule(meetings[0].series_id) == rule


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        (datetime(2026, 12, 8, 9), datetime(2026, 12, 8, 20)),
        (datetime(2026, 12, 8, 20), datetime(2026, 12, 8, 21, 30)),
        (datetime(2026, 12, 8, 21, 30), datetime(2026, 12, 9, 1, 30)),
        (datetime(2026, 12, 9, 1, 29, 59), datetime(2026, 12, 9, 1, 30)),
        (datetime(2026, 12, 9, 1, 30), None),
        (datetime(2026, 12, 7, 9), None),
    ],
)
def test_which_meeting_of_a_day_ends_first(
    store: Store, council: Council, moment: datetime, ends: datetime | None
) -> None:
    plan(store, council)
    plan(store, council, datetime(2026, 12, 8, 23, 30))
    store.meetings.plan(
        council.id,
        title="Dagelijks bestuur",
        kind=MeetingKind.COMMITTEE,
        starts=[datetime(2026, 12, 8, 19, 45)],
        minutes=15,
    )
    assert store.meetings.next_end(council.id, moment) == ends


@pytest.mark.parametrize(
    ("title", "starts", "minutes", "says"),
    [
        (" ", [PLENARY], 120, "needs a title"),
        ("Plenair", [], 120, "no date left"),
        ("Plenair", [PLENARY], 0, "lasts from a minute to a day"),
        ("Plenair", [PLENARY], 1441, "lasts from a minute to a day"),
    ],
)
def test_what_is_no_meeting_is_refused(
    store: Store,
    council: Council,
    title: str,
    starts: list[datetime],
    minutes: int,
    says: str,
) -> None:
    with pytest.raises(WrongUse, match=says):
        store.meetings.plan(
            council.id, title=title, kind=MeetingKind.PLENARY, starts=starts, minutes=minutes
        )
    assert store.meetings.between(council.id) == []


def test_a_whole_series_is_planned_or_nothing(store: Store, council: Council) -> None:
    uids = iter(["one", "two", "three", "one"])
    store.connection.actor = replace(store.connection.actor, new_uid=lambda: next(uids))
    with pytest.raises(Refused):
        plan(store, council, PLENARY, JANUARY, FEBRUARY, FEBRUARY + timedelta(days=28))
    assert store.meetings.between(council.id) == []


def test_calendars_hear_of_a_move(store: Store, council: Council) -> None:
    meeting = plan(store, council)
    moved = store.meetings.move(meeting, JANUARY, minutes=90, location="Trouwzaal")
    assert (moved.starts_at, moved.minutes, moved.location) == (JANUARY, 90, "Trouwzaal")
    assert (moved.uid, moved.sequence) == (meeting.uid, meeting.sequence + 1)
    again = store.meetings.move(moved, PLENARY)
    assert (again.minutes, again.location, again.sequence) == (90, "Trouwzaal", 2)


def test_a_cancelled_meeting_stays_with_its_reason(store: Store, council: Council) -> None:
    meeting = plan(store, council)
    with pytest.raises(Refused, match="needs a reason"):
        store.meetings.cancel(meeting, " ")
    cancelled = store.meetings.cancel(meeting, "geen quorum")
    assert (cancelled.status, cancelled.reason) == (MeetingStatus.CANCELLED, "geen quorum")
    assert cancelled.sequence == meeting.sequence + 1
    assert store.meetings.between(council.id) == [cancelled]
    attempts: list[Callable[[], Meeting]] = [
        lambda: store.meetings.cancel(cancelled, "nog eens"),
        lambda: store.meetings.move(cancelled, JANUARY),
        lambda: store.meetings.rename(cancelled, title="x", kind=MeetingKind.THEME, public=True),
    ]
    for again in attempts:
        with pytest.raises(Refused, match="is cancelled and cannot change"):
            again()


def test_a_draft_becomes_a_planned_meeting(store: Store, council: Council) -> None:
    (draft,) = store.meetings.plan(
        council.id,
        title="Thema",
        kind=MeetingKind.THEME,
        starts=[PLENARY],
        minutes=90,
        draft=True,
    )
    assert draft.status is MeetingStatus.DRAFT
    assert store.meetings.next_after(council.id, PLENARY - timedelta(days=9)) is None
    final = store.meetings.confirm(draft)
    assert final.status is MeetingStatus.PLANNED
    invited = store.meetings.invite(final)
    with pytest.raises(Refused, match="is not a draft"):
        store.meetings.confirm(invited)


def test_the_log_says_what_changed_of_a_meeting(store: Store, council: Council) -> None:
    meeting = plan(store, council)
    renamed = store.meetings.rename(meeting, title="Jeugd", kind=MeetingKind.THEME, public=True)
    store.meetings.move(renamed, PLENARY, minutes=90)
    changes = store.trail.log(limit=2)
    moved, changed = (store.trail.edits(changes)[change.id] for change in changes)
    assert [edit_words(edit) for edit in changed] == [
        "title: Plenair → Jeugd",
        "kind: plenary → theme meeting",
        "open to the public: no → yes",
    ]
    assert [edit_words(edit) for edit in moved] == ["minutes: 120 → 90"]


def test_a_rename_keeps_time_and_identity(store: Store, council: Council) -> None:
    meeting = plan(store, council)
    renamed = store.meetings.rename(meeting, title="Thema", kind=MeetingKind.THEME, public=True)
    assert (renamed.title, renamed.kind, renamed.public) == ("Thema", MeetingKind.THEME, True)
    assert (renamed.starts_at, renamed.uid) == (meeting.starts_at, meeting.uid)


def test_between_counts_both_days(store: Store, council: Council) -> None:
    plan(store, council, PLENARY, JANUARY, FEBRUARY)

    def days(start: date | None, end: date | None) -> list[datetime]:
        return [one.starts_at for one in store.meetings.between(council.id, start, end)]

    assert days(PLENARY.date(), JANUARY.date()) == [PLENARY, JANUARY]
    assert days(date(2026, 12, 9), None) == [JANUARY, FEBRUARY]
    assert days(None, date(2027, 1, 11)) == [PLENARY]


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (PLENARY - timedelta(days=3), PLENARY),
        (PLENARY + timedelta(minutes=119), PLENARY),
        (PLENARY + timedelta(minutes=120), JANUARY),
        (FEBRUARY, FEBRUARY),
        (FEBRUARY + timedelta(hours=2), None),
    ],
)
def test_the_next_meeting_is_the_one_that_is_not_over(
    store: Store, council: Council, moment: datetime, found: datetime | None
) -> None:
    plan(store, council, PLENARY, JANUARY, FEBRUARY)
    meeting = store.meetings.next_after(council.id, moment)
    assert (meeting and meeting.starts_at) == found


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 12, 8, 17), JANUARY),
        (datetime(2026, 12, 8, 13, 59), datetime(2026, 12, 8, 13)),
        (datetime(2027, 1, 13, 0, 30), datetime(2027, 1, 12, 23)),
        (datetime(2027, 1, 13, 1), None),
    ],
    ids=["behind five of today", "the fifth of today", "past midnight", "over"],
)
def test_the_next_meeting_is_found_on_a_full_day_and_past_midnight(
    store: Store, council: Council, moment: datetime, found: datetime | None
) -> None:
    starts = [datetime(2026, 12, 8, hour) for hour in range(9, 14)]
    store.meetings.plan(
        council.id, title="Gesprek", kind=MeetingKind.COMMITTEE, starts=starts, minutes=60
    )
    plan(store, council, JANUARY, datetime(2027, 1, 12, 23))
    meeting = store.meetings.next_after(council.id, moment)
    assert (meeting and meeting.starts_at) == found


def test_the_next_meeting_is_found_behind_cancelled_ones(store: Store, council: Council) -> None:
    for days in range(5):
        store.meetings.cancel(plan(store, council, PLENARY + timedelta(days=days)), "griep")
    plan(store, council, JANUARY)
    found = store.meetings.next_after(council.id, PLENARY - timedelta(days=1))
    assert found is not None
    assert found.starts_at == JANUARY


def test_coming_plenaries_leave_out_other_and_cancelled_ones(
    store: Store, council: Council
) -> None:
    plan(store, council, PLENARY, FEBRUARY)
    store.meetings.cancel(plan(store, council, JANUARY), "griep")
    assert store.meetings.plenaries(council.id, PLENARY.date()) == [PLENARY, FEBRUARY]
    assert store.meetings.plenaries(council.id, JANUARY.date()) == [FEBRUARY]


def test_two_who_move_one_meeting_do_not_overwrite_each_other(
    store: Store, council: Council, colleague: Store
) -> None:
    meeting = plan(store, council)
    colleague.meetings.move(meeting, JANUARY)
    with pytest.raises(Conflict, match="pietersen changed this on"):
        store.meetings.move(meeting, FEBRUARY)
    assert store.meetings.get(meeting.id).starts_at == JANUARY


def test_the_other_program_sees_that_something_changed(
    store: Store, council: Council, colleague: Store
) -> None:
    before = store.connection.version()
    assert store.connection.version() == before
    plan(colleague, council)
    assert store.connection.version() != before


def seats(store: Store, council: Council, *, taken: int, empty: int) -> None:
    for number in range(taken + empty):
        seat = store.members.add_seat(
            council.id, code=f"L-{number}", role=Role.RESIDENT, starts_on=date(2020, 1, 1)
        )
        if number < taken:
            person = store.members.add(f"Lid {number}")
            store.members.appoint(person.id, seat, starts_on=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("rule", "required"),
    [
        (QuorumRule(), 5),
        (QuorumRule(basis=QuorumBasis.SEATS), 7),
        (QuorumRule(strict=False), 4),
        (QuorumRule(numerator=2, denominator=3, strict=False), 6),
    ],
)
def test_quorum_counts_the_votes_of_that_day(store: Store, rule: QuorumRule, required: int) -> None:
    council = store.councils.create(code="Q", name="Raad", quorum=rule)
    seats(store, council, taken=8, empty=4)
    store.members.add_seat(
        council.id, code="VZ", role=Role.INDEPENDENT_CHAIR, starts_on=date(2020, 1, 1)
    )
    quorum = store.meetings.quorum(plan(store, council))
    assert quorum is not None
    assert (quorum.seated, quorum.required) == (8, required)
    # Nobody sat there yet: "1 of 0" would be no quorum.
    assert store.meetings.quorum(plan(store, council, datetime(2023, 12, 12, 19, 30))) is None


def test_a_committee_has_a_quorum_of_its_own_seats_or_none(store: Store, council: Council) -> None:
    part = store.councils.create(
        code="DB", name="Dagelijks bestuur", kind=CouncilKind.SUB_COUNCIL, parent_id=council.id
    )
    seats(store, council, taken=8, empty=0)

    def quorum(of: Council) -> Quorum | None:
        (one,) = store.meetings.plan(
            of.id, title="DB", kind=MeetingKind.COMMITTEE, starts=[PLENARY], minutes=60
        )
        return store.meetings.quorum(one)

    assert quorum(council) is None
    assert quorum(part) is None
    seats(store, part, taken=3, empty=0)
    assert quorum(part) == Quorum(seated=3, required=2)


def test_meetings_to_come_that_fall_in_a_recess_are_found(store: Store, council: Council) -> None:
    first = plan(store, council, datetime(2027, 7, 13, 19, 30), datetime(2027, 8, 10, 19, 30))
    store.meetings.cancel(plan(store, council, datetime(2027, 7, 14, 19, 30)), "geen punten")
    recess = DayOff(
        starts_on=date(2027, 7, 10),
        ends_on=date(2027, 7, 16),
        kind=DayOffKind.RECESS,
        name="Zomer",
        source="besluit",
    )
    assert store.meetings.in_days_off(recess, datetime(2026, 11, 23)) == [first]
    assert store.meetings.in_days_off(recess, datetime(2027, 7, 14)) == []


def test_what_is_not_there_is_said(store: Store, council: Council) -> None:
    with pytest.raises(NotFound, match="There is no meeting “7”"):
        store.meetings.get(7)


def test_what_members_have_yet_to_hear_lasts_until_mails_are_written(
    store: Store, council: Council
) -> None:
    def untold() -> bool:
        return (
            still_to_tell(store.meetings.get(meeting.id), MOMENT.replace(tzinfo=None)) is not None
        )

    meeting = plan(store, council, PLENARY)
    moved = store.meetings.move(meeting, JANUARY)
    assert not untold()  # Nobody was invited yet.
    store.meetings.move(store.meetings.invite(moved), FEBRUARY)
    assert untold()
    store.trail.undo()
    assert not untold()
    store.trail.redo()
    assert untold()
    invited = store.meetings.invite(store.meetings.get(meeting.id))
    assert not untold()
    elsewhere = store.meetings.move(invited, invited.starts_at, location="Buurthuis")
    told = still_to_tell(elsewhere, MOMENT.replace(tzinfo=None))
    assert str(told).endswith("have yet to hear of the new place.")
    invited = store.meetings.invite(elsewhere)
    assert not untold()
    cancelled = store.meetings.cancel(invited, "ziekte")
    assert untold()
    assert store.meetings.invite(cancelled).status is MeetingStatus.CANCELLED
    assert not untold()


def test_who_became_a_member_since_the_invitations_has_yet_to_get_one(
    store: Store, council: Council
) -> None:
    def untold() -> str:
        return str(still_to_tell(store.meetings.get(meeting.id), MOMENT.replace(tzinfo=None)) or "")

    at = desk(store, council)
    meeting = store.meetings.invite(at.meeting, [])
    assert untold() == ""  # The one member has no address.
    new = at.person
    store.members.appoint(new.id, at.empty, starts_on=PLENARY.date() + timedelta(days=1))
    assert untold() == ""  # At the meeting they are no member yet.
    store.trail.undo()
    store.members.appoint(new.id, at.empty, starts_on=PLENARY.date())
    assert untold() == "Invitations were written: 1 member has yet to get one."
    store.meetings.invite(store.meetings.get(meeting.id), [new.id])
    assert untold() == ""
    assert store.meetings.invited(meeting) == [new.id]
    store.trail.undo()
    assert untold()


def test_of_another_title_those_who_were_invited_have_to_hear(
    store: Store, council: Council
) -> None:
    meeting = store.meetings.invite(plan(store, council))
    renamed = store.meetings.rename(meeting, title="Jeugd", kind=meeting.kind, public=True)
    told = still_to_tell(renamed, MOMENT.replace(tzinfo=None))
    assert str(told).endswith("have yet to hear of the new title.")
    assert renamed.sequence == meeting.sequence + 1
    again = store.meetings.invite(renamed)
    closed = store.meetings.rename(again, title="Jeugd", kind=meeting.kind, public=False)
    assert (closed.status, closed.sequence) == (MeetingStatus.INVITED, again.sequence)


def test_a_plenary_that_goes_leaves_requests_without_one_in_time(
    store: Store, council: Council
) -> None:
    request = store.requests.register(
        council.id, title="Verordening Wmo", received_on=date(2026, 11, 23)
    )
    only = plan(store, council, PLENARY)
    store.requests.register(council.id, title="Minimabeleid", received_on=date(2026, 12, 30))
    plan(store, council, FEBRUARY)
    assert store.meetings.stranded(only, MOMENT.date()) == []
    store.meetings.cancel(only, "ziekte")
    assert store.meetings.stranded(only, MOMENT.date()) == [request.ref]
    store.trail.undo()
    moved = store.meetings.move(store.meetings.get(only.id), JANUARY)
    assert store.meetings.stranded(only, MOMENT.date()) == [request.ref]
    store.meetings.move(moved, datetime(2026, 12, 15, 19, 30))
    assert store.meetings.stranded(only, MOMENT.date()) == []


@pytest.mark.parametrize(
    ("left", "told"),
    [("calendar", True), ("invitations", True), ("figures", False), ("before", False)],
)
def test_undoing_a_plan_tells_that_calendars_may_hold_it(
    store: Store, council: Council, left: str, told: bool
) -> None:
    if left == "before":
        store.trail.note("export.calendar", "ASD, leden")
    plan(store, council, PLENARY)
    [meeting] = store.meetings.between(council.id)
    if left == "invitations":
        store.meetings.invite(meeting, sender="secretaris@raad.example.nl")
        store.trail.undo()  # A mail that was sent stays sent.
    elif left != "before":
        store.trail.note(f"export.{left}", "ASD, leden")
    undone = store.trail.undo()
    assert (undone.action, undone.in_calendars) == ("meeting.plan", told)
    assert ("calendars" in reversed_words(undone)) is told


def test_what_stands_in_calendars_is_cancelled_there_after_planning_it_again(
    store: Store, council: Council
) -> None:
    store.trail.note("export.calendar", "ASD, leden")  # That of this morning does not hold it.
    plan(store, council, PLENARY)
    [before] = store.meetings.between(council.id)
    store.trail.note("export.calendar", "ASD, leden")
    assert store.trail.undo().in_calendars
    assert not store.trail.redo().in_calendars
    [back] = store.meetings.between(council.id)
    cancelled = store.meetings.cancel(back, "vergissing")
    assert (cancelled.uid, cancelled.sequence) == (before.uid, before.sequence + 1)
