"""Whether a moment suits a meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from council.calendar import DayOff, DayOffKind, WorkCalendar
from council.errors import RaadError
from council.meetings import Meeting, MeetingKind, MeetingStatus
from council.moments import cautions, require_moment, require_move

NOW = datetime(2026, 11, 23, 9)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = WorkCalendar(
    [
        DayOff(
            kind=DayOffKind.RECESS,
            name="Voorjaarsreces",
            starts_on=date(2027, 2, 20),
            ends_on=date(2027, 2, 28),
        )
    ]
)


def meeting(starts_at: datetime, status: MeetingStatus = MeetingStatus.PLANNED) -> Meeting:
    return Meeting(
        id=1,
        council_id=1,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        status=status,
        starts_at=starts_at,
        minutes=120,
        location="Stadhuis",
        uid="1@example.nl",
        created_at=NOW,
        modified_at=NOW,
    )


@given(some.datetimes(datetime(1997, 1, 1), datetime(2090, 1, 1)))
def test_just_the_times_that_no_clock_shows_are_refused(moment: datetime) -> None:
    there_and_back = moment.replace(tzinfo=AMSTERDAM).astimezone(UTC).astimezone(AMSTERDAM)
    exists = there_and_back.replace(tzinfo=None) == moment
    try:
        require_moment(moment)
    except RaadError:
        assert not exists
    else:
        assert exists


def test_the_hour_that_spring_skips_is_refused_in_words() -> None:
    with pytest.raises(RaadError, match="the clocks go forward"):
        require_moment(datetime(2027, 3, 28, 2, 30))
    require_moment(datetime(2027, 3, 28, 3))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 12, 8, 19, 30), []),
        (datetime(2026, 11, 20, 19, 30), ["Fri 20 Nov 2026 19:30 has been."]),
        (datetime(2027, 4, 27, 20), ["Tue 27 Apr 2027 is a holiday: King's Day."]),
        (datetime(2027, 2, 23, 20), ["Tue 23 Feb 2027 is in “Voorjaarsreces”."]),
        (datetime(2026, 12, 15, 21), ["Then there is also: Plenair, Tue 15 Dec 2026 20:00."]),
        (datetime(2026, 12, 15, 22), []),
        (
            datetime(2027, 10, 31, 2, 30),
            ["Sun 31 Oct 2027 02:30 comes twice that night: the first time is meant."],
        ),
        (datetime(2027, 10, 31, 3), []),
        (datetime(2026, 12, 15, 18), []),
    ],
)
def test_what_speaks_against_a_moment_is_said(moment: datetime, said: list[str]) -> None:
    others = [meeting(datetime(2026, 12, 15, 20))]
    assert [str(one) for one in cautions(moment, 120, CALENDAR, others, NOW)] == said


def test_a_cancelled_meeting_stands_in_nobodys_way() -> None:
    gone = meeting(datetime(2026, 12, 15, 20), MeetingStatus.CANCELLED)
    assert not cautions(gone.starts_at, 120, CALENDAR, [gone], NOW)


def test_a_meeting_is_not_moved_to_where_it_is() -> None:
    here = meeting(datetime(2026, 12, 15, 20))
    with pytest.raises(RaadError, match="where it is already"):
        require_move(here, here.starts_at, here.minutes, here.location)
    require_move(here, here.starts_at + timedelta(hours=1), here.minutes, here.location)
    require_move(here, here.starts_at, here.minutes, "Online")
