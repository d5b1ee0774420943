from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.calendar import DayOff, DayOffKind, WorkCalendar
from council.errors import Refused, WrongUse
from council.recurrence import (
    check_rrule,
    describe_rrule,
    occurrences,
    parse_every,
    require_whole,
)

THURSDAY = date(2027, 1, 14)
SUMMER = DayOff(
    starts_on=date(2027, 7, 17),
    ends_on=date(2027, 8, 29),
    kind=DayOffKind.RECESS,
    name="zomerreces",
)
CALENDAR = WorkCalendar([SUMMER])


@pytest.mark.parametrize(
    ("typed", "rrule", "words"),
    [
        ("2e dinsdag", "FREQ=MONTHLY;BYDAY=2TU", "2nd Tuesday of the month"),
        ("2nd tuesday", "FREQ=MONTHLY;BYDAY=2TU", "2nd Tuesday of the month"),
        ("tweede dinsdag van de maand", "FREQ=MONTHLY;BYDAY=2TU", "2nd Tuesday of the month"),
        ("elke 1e wo", "FREQ=MONTHLY;BYDAY=1WE", "1st Wednesday of the month"),
        ("laatste donderdag", "FREQ=MONTHLY;BYDAY=-1TH", "last Thursday of the month"),
        ("the last Friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "last Friday of the month"),
        (
            "1e en 3e dinsdag",
            "FREQ=MONTHLY;BYDAY=1TU,3TU",
            "1st Tuesday and 3rd Tuesday of the month",
        ),
        ("laatste, 1e dinsdag", "FREQ=MONTHLY;BYDAY=1TU,-1TU", None),
        ("elke dinsdag", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("dinsdag", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("dinsdags", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("every tuesday", "FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("dinsdag en donderdag", "FREQ=WEEKLY;BYDAY=TU,TH", "every Tuesday and Thursday"),
        (
            "om de week donderdag",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
            "every 2 weeks on Thursday",
        ),
        ("every other thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "every 2 weeks on Thursday"),
        (
            "every 3 weeks on thursday",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH",
            "every 3 weeks on Thursday",
        ),
        ("om de 3 weken", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH", "every 3 weeks on Thursday"),
        ("wekelijks", "FREQ=WEEKLY;BYDAY=TH", "every Thursday"),
        ("15e", "FREQ=MONTHLY;BYMONTHDAY=15", "day 15 of the month"),
        ("de 1ste van de maand", "FREQ=MONTHLY;BYMONTHDAY=1", "day 1 of the month"),
        ("the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "day 15 of the month"),
    ],
)
def test_how_often_is_read_and_put_into_words(typed: str, rrule: str, words: str | None) -> None:
    assert parse_every(typed, THURSDAY) == rrule
    assert words is None or describe_rrule(rrule) == words


@pytest.mark.parametrize(
    "typed", ["", "ooit", "5e dinsdag", "31e", "0e", "elke 99 weken", "om de dinsdag"]
)
def test_what_is_not_how_often_is_refused(typed: str) -> None:
    with pytest.raises(WrongUse):
        parse_every(typed, THURSDAY)


@pytest.mark.parametrize(
    ("rrule", "plain"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("RRULE:FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("rrule:byday=tu;freq=weekly;interval=1", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=WEEKLY;WKST=MO;BYDAY=TH,TU;", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TH", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TH"),
        ("FREQ=MONTHLY;BYDAY=+1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=28", "FREQ=MONTHLY;BYMONTHDAY=28"),
    ],
)
def test_a_rule_is_brought_to_its_shortest_form(rrule: str, plain: str) -> None:
    assert check_rrule(rrule) == plain
    assert check_rrule(plain) == plain


@pytest.mark.parametrize(
    ("rrule", "sentence"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=10", "Leave COUNT out of the rule"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270101", "Leave UNTIL out of the rule"),
        ("FREQ=DAILY", "weekly or monthly"),
        ("BYDAY=TU", "weekly or monthly"),
        ("FREQ=WEEKLY", "Say on which day"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "Say on which day"),
        ("FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=1", "Say on which day"),
        ("FREQ=WEEKLY;BYDAY=2TU", "“2TU” is no day"),
        ("FREQ=MONTHLY;BYDAY=TU", "“TU” is no day"),
        ("FREQ=MONTHLY;BYDAY=5TU", "“5TU” is no day"),
        ("FREQ=MONTHLY;BYDAY=", "“” is no day"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "“31” is not a day in every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "“-1” is not a day in every month"),
        ("FREQ=WEEKLY;INTERVAL=0;BYDAY=TU", "from 1 to 12"),
        ("FREQ=WEEKLY;INTERVAL=x;BYDAY=TU", "from 1 to 12"),
        ("FREQ=WEEKLY;BYDAY=TU;BYHOUR=9", "not “BYHOUR=9”"),
        ("FREQ=WEEKLY;BYDAY=TU;BYDAY=WE", "not “BYDAY=WE”"),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=TU", "not “WKST=SU”"),
        ("", "not “”"),
    ],
)
def test_what_a_series_does_not_know_is_refused(rrule: str, sentence: str) -> None:
    with pytest.raises(WrongUse) as wrong:
        check_rrule(rrule)
    assert sentence in str(wrong.value)


def dates(rrule: str, start: datetime, until: date) -> list[str]:
    found = occurrences(rrule, start, until, CALENDAR)
    return [f"{one.starts_at:%d-%m %H:%M}" for one in found]


def test_a_series_runs_from_its_start_up_to_and_including_its_last_day() -> None:
    assert dates("FREQ=MONTHLY;BYDAY=2TU", datetime(2027, 1, 12, 19, 30), date(2027, 4, 13)) == [
        "12-01 19:30",
        "09-02 19:30",
        "09-03 19:30",
        "13-04 19:30",
    ]


def test_a_start_that_is_not_on_the_rule_gives_way_to_the_first_date_that_is() -> None:
    start = datetime(2027, 1, 13, 10)
    assert dates("FREQ=MONTHLY;BYDAY=2TU", start, date(2027, 3, 1)) == ["09-02 10:00"]


def test_an_interval_counts_from_the_first_date() -> None:
    friday = datetime(2027, 1, 15, 10)
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"
    assert dates(rule, friday, date(2027, 2, 20)) == ["21-01 10:00", "04-02 10:00", "18-02 10:00"]
    monthly = "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15"
    start = datetime(2027, 1, 16, 10)
    assert dates(monthly, start, date(2027, 6, 20)) == ["15-02 10:00", "15-04 10:00", "15-06 10:00"]


def test_the_last_weekday_of_each_month() -> None:
    start = datetime(2027, 2, 1, 10)
    assert dates("FREQ=MONTHLY;BYDAY=-1TH", start, date(2027, 4, 30)) == [
        "25-02 10:00",
        "25-03 10:00",
        "29-04 10:00",
    ]


def test_holidays_and_recess_are_shown_with_the_reason_they_are_skipped() -> None:
    start, until = datetime(2027, 4, 20, 19), date(2027, 8, 3)
    found = occurrences(
        "FREQ=WEEKLY;BYDAY=TU", start, until, CALENDAR, skip_holidays=True, skip_recess=True
    )
    skipped = {one.starts_at.date(): str(one.reason) for one in found if one.skipped}
    assert skipped == {
        date(2027, 4, 27): "Holiday: King's Day.",
        date(2027, 7, 20): "In the recess “zomerreces”.",
        date(2027, 7, 27): "In the recess “zomerreces”.",
        date(2027, 8, 3): "In the recess “zomerreces”.",
    }
    assert len(found) == 16


def test_nothing_is_skipped_unasked() -> None:
    found = occurrences(
        "FREQ=WEEKLY;BYDAY=TU", datetime(2027, 4, 20, 19), date(2027, 8, 3), CALENDAR
    )
    assert all(one.skipped is None for one in found)
    holidays = occurrences(
        "FREQ=WEEKLY;BYDAY=TU",
        datetime(2027, 4, 20, 19),
        date(2027, 8, 3),
        CALENDAR,
        skip_holidays=True,
    )
    assert [one.starts_at.date() for one in holidays if one.skipped] == [date(2027, 4, 27)]


def test_a_series_of_more_than_four_hundred_is_refused() -> None:
    start = datetime(2027, 1, 5, 19)
    rule = "FREQ=WEEKLY;BYDAY=TU"
    assert len(occurrences(rule, start, start.date() + timedelta(weeks=399), CALENDAR)) == 400
    with pytest.raises(Refused, match="at most 400"):
        occurrences(rule, start, start.date() + timedelta(weeks=400), CALENDAR)


def test_a_series_does_not_end_before_it_starts() -> None:
    with pytest.raises(Refused, match="before it starts"):
        occurrences("FREQ=WEEKLY;BYDAY=TU", datetime(2027, 1, 5, 19), date(2027, 1, 4), CALENDAR)


@pytest.mark.parametrize(
    ("every", "until", "field"),
    [("1e woensdag", None, "until"), ("", date(2027, 6, 30), "every")],
)
def test_half_a_series_is_refused(every: str, until: date | None, field: str) -> None:
    with pytest.raises(WrongUse) as refused:
        require_whole(every, until)
    assert refused.value.field == field


def test_one_meeting_and_a_whole_series_are_not_refused() -> None:
    require_whole("", None)
    require_whole("1e woensdag", date(2027, 6, 30))


@given(
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    weekday=st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
)
def test_every_month_has_one_nth_weekday(nth: int, weekday: str, start: datetime) -> None:
    found = occurrences(
        f"FREQ=MONTHLY;BYDAY={nth}{weekday}", start, start.date() + timedelta(days=400), CALENDAR
    )
    months = [(one.starts_at.year, one.starts_at.month) for one in found]
    assert len(months) == len(set(months)) >= 12
    assert all(one.starts_at >= start for one in found)
    assert {one.starts_at.time() for one in found} == {start.time()}
    assert len({one.starts_at.weekday() for one in found}) == 1
