"""The meetings of the demo council: two or three years of them, around today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from council.councils import Council
from council.meetings import Meeting, MeetingKind
from council.record import record
from council.recurrence import occurrences
from raadtui.demo import wijderveld
from raadtui.demo.diary import Diary, first

THURSDAY = 3
ROOM = "Raadzaal"
NEXT_YEAR_IS_PLANNED_IN = 9


@record
class _Series:
    """Meetings that return by a rule, from a time of day, in the months from `month` on."""

    title: str
    kind: MeetingKind
    rrule: str
    at: time
    minutes: int
    location: str
    month: int = 1
    public: bool = False
    group: str | None = None


SERIES = (
    _Series(
        title="Plenaire vergadering",
        kind=MeetingKind.PLENARY,
        rrule="FREQ=MONTHLY;BYDAY=2TU",
        at=time(19, 30),
        minutes=120,
        location=ROOM,
    ),
    _Series(
        title="Overleg met de wethouder",
        kind=MeetingKind.EXECUTIVE,
        rrule="FREQ=MONTHLY;INTERVAL=3;BYDAY=3WE",
        month=3,
        at=time(16, 0),
        minutes=90,
        location="Gemeentehuis, kamer 1.12",
    ),
    _Series(
        title="Spreekuur",
        kind=MeetingKind.CONSULTATION_HOUR,
        rrule="FREQ=MONTHLY;BYDAY=1TU",
        at=time(10, 0),
        minutes=120,
        location="Bibliotheek Wijderveld",
        public=True,
    ),
    *(
        _Series(
            title=name,
            kind=MeetingKind.WORKING_GROUP,
            rrule="FREQ=MONTHLY;BYDAY=3TH",
            at=hour,
            minutes=90,
            location="Gemeentehuis, kamer 0.04",
            group=code,
        )
        for (code, name), hour in zip(
            wijderveld.WORKING_GROUPS, (time(10, 0), time(14, 0)), strict=True
        )
    ),
)


def plan_meetings(diary: Diary, council: Council) -> None:
    """Write down the yearly plans, a theme meeting, one cancellation and one move."""
    today = diary.today
    years = [today.year - 1, today.year]
    if today.month >= NEXT_YEAR_IS_PLANNED_IN:
        years.append(today.year + 1)
    for year in years:
        for series in SERIES:
            part = diary.store.councils.get(series.group) if series.group else council
            diary.on(min(date(year - 1, 11, 16), diary.ago(7)), _plan, diary, part, series, year)
    diary.on(diary.ago(16), _plan_theme, diary, council)
    diary.on(diary.ago(3), _move_the_second, diary, council)
    moments = _plenaries(diary, years[0], today)
    cancelled = moments[-3].date()
    diary.on(cancelled - timedelta(days=1), _cancel, diary, council, cancelled)


def _plenaries(diary: Diary, year: int, until: date) -> list[datetime]:
    """Return when the plenaries of the yearly plans are, from a year on."""
    return _moments(diary, SERIES[0], date(year, 1, 1), until)


def _moments(diary: Diary, series: _Series, start: date, until: date) -> list[datetime]:
    found = occurrences(
        series.rrule,
        datetime.combine(start, series.at),
        until,
        diary.store.councils.calendar(),
        skip_holidays=True,
        skip_recess=True,
    )
    return [one.starts_at for one in found if not one.skipped]


def _plan(diary: Diary, council: Council, series: _Series, year: int) -> None:
    diary.store.meetings.plan(
        council.id,
        title=series.title,
        kind=series.kind,
        starts=_moments(diary, series, date(year, series.month, 1), date(year, 12, 31)),
        minutes=series.minutes,
        location=series.location,
        public=series.public,
        rrule=series.rrule,
    )


def _plan_theme(diary: Diary, council: Council) -> None:
    calendar = diary.store.councils.calendar()
    day = first(THURSDAY, diary.today + timedelta(days=33))
    while calendar.in_recess(day) or not calendar.is_working_day(day):
        day += timedelta(weeks=1)
    diary.store.meetings.plan(
        council.id,
        title="Themabijeenkomst Rondkomen",
        kind=MeetingKind.THEME,
        starts=[datetime.combine(day, time(19, 0))],
        minutes=150,
        location="Buurthuis De Spil",
        public=True,
    )


def _coming(diary: Diary, council: Council) -> list[Meeting]:
    meetings = diary.store.meetings.between(council.id, diary.today + timedelta(days=1))
    return [meeting for meeting in meetings if meeting.kind is MeetingKind.PLENARY]


def _move_the_second(diary: Diary, council: Council) -> None:
    meeting = _coming(diary, council)[1]
    calendar = diary.store.councils.calendar()
    day = calendar.next_working_day(meeting.starts_at.date() + timedelta(days=1))
    diary.store.meetings.move(
        meeting, datetime.combine(day, meeting.starts_at.time()), location="Trouwzaal"
    )


def _cancel(diary: Diary, council: Council, day: date) -> None:
    meeting = next(
        one
        for one in diary.store.meetings.between(council.id, day, day)
        if one.kind is MeetingKind.PLENARY
    )
    diary.store.meetings.cancel(meeting, "Door ziekte geen quorum te verwachten.")
