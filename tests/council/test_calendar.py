from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from council.calendar import (
    DECREED_DAYS,
    DayOff,
    DayOffKind,
    WorkCalendar,
    easter_sunday,
    statutory_holidays,
)

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def recess(first: date, last: date, name: str = "zomerreces") -> DayOff:
    return DayOff(starts_on=first, ends_on=last, kind=DayOffKind.RECESS, name=name)


HOLIDAYS = {
    2026: "1-1 3-4 6-4 27-4 5-5 14-5 25-5 25-12 26-12",
    2027: "1-1 26-3 29-3 27-4 5-5 6-5 17-5 25-12 26-12",
    2028: "1-1 14-4 17-4 27-4 5-5 25-5 5-6 25-12 26-12",
    2029: "1-1 30-3 2-4 27-4 5-5 10-5 21-5 25-12 26-12",
    2030: "1-1 19-4 22-4 27-4 5-5 30-5 10-6 25-12 26-12",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_a_year_are_those_of_the_law(year: int) -> None:
    days = [f"{off.starts_on.day}-{off.starts_on.month}" for off in statutory_holidays(year)]
    assert " ".join(days) == HOLIDAYS[year]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "New Year's Day"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 5), None),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 4, 27), "King's Day"),
        (date(2025, 4, 26), "King's Day"),
        (date(2025, 4, 27), None),
        (date(2031, 4, 26), "King's Day"),
        (date(2026, 5, 5), "Liberation Day"),
        (date(2027, 5, 5), "Liberation Day"),
        (date(2026, 5, 14), "Ascension Day"),
        (date(2026, 5, 25), "Whit Monday"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),
        (date(2026, 1, 2), "Day after New Year's Day"),
        (date(2026, 5, 15), "Day after Ascension Day"),
        (date(2027, 5, 7), "Day after Ascension Day"),
        (date(2028, 4, 28), "Day after King's Day"),
        (date(2028, 5, 26), "Day after Ascension Day"),
        (date(2029, 5, 11), None),
        (date(2026, 12, 31), None),
    ],
)
def test_a_holiday_has_a_name(day: date, name: str | None) -> None:
    assert CALENDAR.name_of(day) == name


def test_good_friday_is_equated_with_a_holiday_and_names_its_article() -> None:
    (good_friday,) = [off for off in statutory_holidays(2026) if off.name == "Good Friday"]
    assert good_friday.kind is DayOffKind.EQUALISED
    assert good_friday.source == "Algemene termijnenwet, art. 3 lid 2"


@pytest.mark.parametrize(
    ("day", "following", "preceding"),
    [
        (date(2026, 5, 6), date(2026, 5, 6), date(2026, 5, 6)),
        (date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 4)),
        (date(2027, 5, 6), date(2027, 5, 10), date(2027, 5, 4)),
        (date(2026, 12, 26), date(2026, 12, 28), date(2026, 12, 24)),
        (date(2026, 4, 4), date(2026, 4, 7), date(2026, 4, 2)),
        (date(2026, 1, 1), date(2026, 1, 5), date(2025, 12, 31)),
    ],
)
def test_the_next_and_the_previous_working_day(day: date, following: date, preceding: date) -> None:
    assert CALENDAR.next_working_day(day) == following
    assert CALENDAR.previous_working_day(day) == preceding


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 5), 0, date(2026, 1, 5)),
        (date(2026, 1, 5), 3, date(2026, 1, 8)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2027, 5, 4), 2, date(2027, 5, 11)),
        (date(2026, 1, 3), 5, date(2026, 1, 9)),
    ],
)
def test_working_days_are_counted_after_or_before_a_day(
    day: date, count: int, expected: date
) -> None:
    assert CALENDAR.add_working_days(day, count) == expected


def test_a_later_decree_makes_a_day_off() -> None:
    day = date(2029, 5, 11)
    extra = DayOff(starts_on=day, ends_on=day, kind=DayOffKind.EQUALISED, name="vrij", source="KB")
    calendar = WorkCalendar([extra])
    assert CALENDAR.is_working_day(day)
    assert not calendar.is_working_day(day)
    assert calendar.name_of(day) == "vrij"
    assert CALENDAR.decrees_known_until == 2028
    assert calendar.decrees_known_until == 2029


def test_the_decreed_days_carry_their_source() -> None:
    assert {off.source for off in DECREED_DAYS} == {"KB 1-7-2025, Stcrt. 2025, 24713"}
    assert {off.starts_on.year for off in DECREED_DAYS} == {2026, 2027, 2028}


def test_a_recess_is_worked_through_and_has_its_own_name() -> None:
    summer = recess(date(2026, 7, 18), date(2026, 8, 30))
    calendar = WorkCalendar([summer])
    assert calendar.recess_of(date(2026, 7, 18)) == summer
    assert calendar.recess_of(date(2026, 8, 30)) == summer
    assert not calendar.in_recess(date(2026, 7, 17))
    assert not calendar.in_recess(date(2026, 8, 31))
    assert calendar.is_working_day(date(2026, 7, 20))
    assert calendar.name_of(date(2026, 7, 20)) is None


def test_of_two_recesses_on_one_day_the_first_begun_is_named() -> None:
    long = recess(date(2026, 7, 1), date(2026, 8, 31), "zomer")
    short = recess(date(2026, 7, 20), date(2026, 7, 31), "bouwvak")
    assert WorkCalendar([short, long]).recess_of(date(2026, 7, 21)) == long


@given(st.integers(1900, 2199))
def test_every_year_has_nine_holidays_within_it(year: int) -> None:
    holidays = statutory_holidays(year)
    assert len(holidays) == 9
    assert all(off.starts_on == off.ends_on and off.starts_on.year == year for off in holidays)
    assert easter_sunday(year).weekday() == 6
    assert easter_sunday(year) == easter(year)
    assert all(off.starts_on.weekday() != 6 for off in holidays if off.name == "King's Day")


@given(DAYS)
def test_a_working_day_is_its_own_next_and_previous(day: date) -> None:
    following, preceding = CALENDAR.next_working_day(day), CALENDAR.previous_working_day(day)
    assert preceding <= day <= following
    assert CALENDAR.is_working_day(following)
    assert CALENDAR.is_working_day(preceding)
    assert CALENDAR.is_working_day(day) == (preceding == following)


@given(DAYS, st.integers(1, 60))
def test_adding_working_days_passes_exactly_that_many(day: date, count: int) -> None:
    last = CALENDAR.add_working_days(day, count)
    passed = sum(
        CALENDAR.is_working_day(day + timedelta(days=n)) for n in range(1, (last - day).days + 1)
    )
    assert passed == count
    assert CALENDAR.is_working_day(last)
    if CALENDAR.is_working_day(day):
        assert CALENDAR.add_working_days(last, -count) == day


def test_asking_for_a_day_takes_microseconds() -> None:
    summers = [recess(date(year, 7, 18), date(year, 8, 30)) for year in range(2020, 2040)]
    calendar = WorkCalendar(summers)
    calendar.is_working_day(date(2026, 1, 1))
    begun = perf_counter()
    for n in range(10_000):
        calendar.is_working_day(date(2026, 1, 1) + timedelta(days=n % 365))
    assert perf_counter() - begun < 0.5
