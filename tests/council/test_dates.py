from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import wording
from council.dates import (
    parse_date,
    parse_duration,
    parse_first,
    parse_iso,
    parse_last,
    parse_moment,
    parse_span,
)
from council.errors import WrongUse
from council.terms import Span, Unit

MONDAY = date(2026, 11, 23)
DUTCH = {
    "Mon Tue Wed Thu Fri Sat Sun": "ma di wo do vr za zo",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec": (
        "jan feb mrt apr mei jun jul aug sep okt nov dec"
    ),
}
DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))


@pytest.fixture(params=["nl", "en"], scope="module")
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "nl":
        wording.speak(lambda message: DUTCH.get(message, message))
    yield request.param
    wording.speak(lambda message: message)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2025-2026", "2025-01-01", "2026-12-31"),
        ("2025 – 2026", "2025-01-01", "2026-12-31"),
        ("1-2-2026", "2026-02-01", "2026-02-01"),
    ],
)
def test_a_period_begins_and_ends_with_its_years(typed: str, first: str, last: str) -> None:
    assert parse_first(typed, MONDAY) == date.fromisoformat(first)
    assert parse_last(typed, MONDAY) == date.fromisoformat(last)


@pytest.mark.parametrize("typed", ["2027-2026", "1066", "2026-"])
def test_years_that_are_no_period_are_refused(typed: str) -> None:
    with pytest.raises(WrongUse):
        parse_first(typed, MONDAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vandaag", "2026-11-23"),
        ("Today", "2026-11-23"),
        ("morgen", "2026-11-24"),
        ("tomorrow", "2026-11-24"),
        ("overmorgen", "2026-11-25"),
        ("gisteren", "2026-11-22"),
        ("yesterday", "2026-11-22"),
        ("eergisteren", "2026-11-21"),
        ("wo", "2026-11-25"),
        ("woensdag", "2026-11-25"),
        ("wed", "2026-11-25"),
        ("ma", "2026-11-30"),
        ("Monday", "2026-11-30"),
        ("zo", "2026-11-29"),
        ("di 8 dec", "2026-12-08"),
        ("di. 8 dec.", "2026-12-08"),
        ("Tue, 8 December", "2026-12-08"),
        ("wo 14-4", "2027-04-14"),
        ("14-4", "2027-04-14"),
        ("14/4", "2027-04-14"),
        ("14-4-2027", "2027-04-14"),
        ("14-04-27", "2027-04-14"),
        ("14.4.2027", "2027-04-14"),
        ("14 april", "2027-04-14"),
        ("14e april", "2027-04-14"),
        ("8 dec 2026", "2026-12-08"),
        ("8-dec-2026", "2026-12-08"),
        ("Dec 8, 2026", "2026-12-08"),
        ("8th of December", "2026-12-08"),
        ("12 mrt", "2027-03-12"),
        ("12 March", "2027-03-12"),
        ("2026-12-08", "2026-12-08"),
        ("di 2026-12-08", "2026-12-08"),
        ("2020-02-29", "2020-02-29"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("29-2", "2028-02-29"),
        ("2w", "2026-12-07"),
        ("+14d", "2026-12-07"),
        ("-3d", "2026-11-20"),
        ("3m", "2027-02-23"),
        ("over 2 weken", "2026-12-07"),
        ("in 2 weeks", "2026-12-07"),
        ("10 dagen geleden", "2026-11-13"),
        ("2 weeks ago", "2026-11-09"),
        ("eind maart", "2027-03-31"),
        ("begin april", "2027-04-01"),
        ("half mei", "2027-05-15"),
        ("end of February 2028", "2028-02-29"),
        ("eind november", "2026-11-30"),
        ("begin november", "2027-11-01"),
        ("  8   dec  ", "2026-12-08"),
    ],
)
def test_a_date_is_read_as_people_say_it(typed: str, expected: str) -> None:
    assert parse_date(typed, MONDAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wo", "2026-11-18"),
        ("ma", "2026-11-16"),
        ("8 dec", "2025-12-08"),
        ("23-11", "2026-11-23"),
        ("24-11", "2025-11-24"),
        ("29-2", "2024-02-29"),
        ("eind maart", "2026-03-31"),
        ("eind november", "2025-11-30"),
        ("14-4-2027", "2027-04-14"),
        ("gisteren", "2026-11-22"),
    ],
)
def test_what_lies_in_the_past_is_the_last_such_day(typed: str, expected: str) -> None:
    assert parse_date(typed, MONDAY, past=True) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31-2-2027", "31-2-2027 does not exist: that month has 28 days."),
        ("2027-02-30", "30-2-2027 does not exist: that month has 28 days."),
        ("29 feb 2027", "29-2-2027 does not exist: that month has 28 days."),
        ("31 april", "31-4 exists in no year."),
        ("0-4", "0-4 exists in no year."),
        ("14-13", "There is no month 13: a year has 12."),
        ("14-0-2027", "There is no month 0: a year has 12."),
        ("di 14-4", "“di 14-4” does not exist: that day is Wed 14 Apr 2027."),
        ("Mon 8 Dec 2026", "“Mon 8 Dec 2026” does not exist: that day is Tue 8 Dec 2026."),
        ("1-1-1850", "The year must lie from 1900 to 2199."),
        ("9999w", "The year must lie from 1900 to 2199."),
        ("9999m", "The year must lie from 1900 to 2199."),
        ("5wd", "“5wd” is a term in working days: give a date instead."),
        (
            "ooit",
            "“ooit” is not a date: write for example 8 dec, 14-4-2027, tuesday or 2w.",
        ),
        ("", "“” is not a date: write for example 8 dec, 14-4-2027, tuesday or 2w."),
        (
            "the whole letter " * 100,
            "“the whole letter the whole letter the w…” is not a date: write for example"
            " 8 dec, 14-4-2027, tuesday or 2w.",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wrong(typed: str, sentence: str) -> None:
    with pytest.raises(WrongUse) as wrong:
        parse_date(typed, MONDAY)
    assert str(wrong.value) == sentence


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14-4 20:00", "2027-04-14T20:00"),
        ("di 8 dec 19.30", "2026-12-08T19:30"),
        ("di 8 dec 2026 19:30", "2026-12-08T19:30"),
        ("8 okt 20:00", "2027-10-08T20:00"),
        ("20u", "2026-11-23T20:00"),
        ("20:15", "2026-11-23T20:15"),
        ("20u30", "2026-11-23T20:30"),
        ("morgen om 20 uur", "2026-11-24T20:00"),
        ("overmorgen, 9:00", "2026-11-25T09:00"),
        ("2027-01-12 19:30", "2027-01-12T19:30"),
        ("2027-01-12T19:30", "2027-01-12T19:30"),
        ("2027-01-12T19:30:00", "2027-01-12T19:30"),
        ("8 dec at 7.30 pm", "2026-12-08T19:30"),
        ("8 dec 12am", "2026-12-08T00:00"),
        ("8 dec 12 pm", "2026-12-08T12:00"),
    ],
)
def test_a_moment_is_a_date_with_a_time(typed: str, expected: str) -> None:
    assert parse_moment(typed, MONDAY) == datetime.fromisoformat(expected)


def test_a_date_alone_takes_the_usual_time_or_is_refused() -> None:
    assert parse_moment("8 dec", MONDAY, time(19, 30)) == datetime(2026, 12, 8, 19, 30)
    with pytest.raises(WrongUse, match="lacks a time"):
        parse_moment("8 dec", MONDAY)


@pytest.mark.parametrize(
    "typed", ["8 dec 25:00", "8 dec 20:60", "8 dec 13pm", "31-2-2027 20:00", "ooit 20:00", "24:00"]
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(WrongUse):
        parse_moment(typed, MONDAY, time(19, 30))


@pytest.mark.parametrize(
    ("typed", "amount", "unit"),
    [
        ("2w", 2, Unit.WEEK),
        ("10d", 10, Unit.DAY),
        ("3m", 3, Unit.MONTH),
        ("2 weken", 2, Unit.WEEK),
        ("6 weeks", 6, Unit.WEEK),
        ("1 week", 1, Unit.WEEK),
        ("5wd", 5, Unit.WORKDAY),
        ("5 werkdagen", 5, Unit.WORKDAY),
        ("5 working days", 5, Unit.WORKDAY),
        ("3 Maanden", 3, Unit.MONTH),
    ],
)
def test_a_length_has_an_amount_and_a_unit(typed: str, amount: int, unit: Unit) -> None:
    assert parse_span(typed) == Span(amount=amount, unit=unit)


@pytest.mark.parametrize("typed", ["", "2", "0w", "-2w", "w", "2 jaar", "twee weken", "99999d"])
def test_what_is_no_length_is_refused(typed: str) -> None:
    with pytest.raises(WrongUse, match="not a length of time"):
        parse_span(typed)


@given(st.integers(1, 9999), st.sampled_from(Unit))
def test_a_length_in_words_is_read_back(amount: int, unit: Unit) -> None:
    span = Span(amount=amount, unit=unit)
    assert parse_span(str(span)) == span


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2h", 120),
        ("90m", 90),
        ("90 min", 90),
        ("1u30", 90),
        ("1:30", 90),
        ("2 uur", 120),
        ("1,5 uur", 90),
        ("1.5h", 90),
        ("1h30m", 90),
        ("2 hours", 120),
        ("45 minuten", 45),
        ("24h", 1440),
    ],
)
def test_a_duration_is_in_minutes(typed: str, minutes: int) -> None:
    assert parse_duration(typed) == minutes


@pytest.mark.parametrize("typed", ["", "90", "0m", "1:75", "1u75", "25h", "2w", "-1h", "24:01"])
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(WrongUse, match="not a duration"):
        parse_duration(typed)


def test_iso_is_read_strictly() -> None:
    assert parse_iso("2026-12-08") == date(2026, 12, 8)
    for typed in ("20261208", "2026-W50-2", "8-12-2026", "2026-12-8", "2026-02-30", "morgen"):
        with pytest.raises(WrongUse):
            parse_iso(typed)


@given(day=DAYS, today=DAYS)
def test_a_date_with_its_year_is_read_back(language: str, day: date, today: date) -> None:
    assert parse_date(wording.long_date(day), today) == day
    assert parse_date(day.isoformat(), today) == day
    assert parse_date(f"{day.day}-{day.month}-{day.year}", today) == day


@given(day=DAYS, later=st.integers(0, 365))
def test_a_date_without_its_year_is_read_back(language: str, day: date, later: int) -> None:
    coming = day + timedelta(days=later)
    assert parse_date(wording.short_date(coming, day), day) == coming
    assert parse_date(wording.short_date(day, coming), coming, past=True) == day


@given(
    moment=st.datetimes(datetime(1901, 1, 1), datetime(2198, 12, 31)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    )
)
def test_a_moment_is_read_back(language: str, moment: datetime) -> None:
    assert parse_moment(wording.short_moment(moment), MONDAY) == moment
    assert parse_moment(moment.isoformat(timespec="minutes"), MONDAY) == moment


@given(today=DAYS, day=st.integers(1, 31), month=st.integers(1, 12))
def test_a_date_without_a_year_is_the_nearest_on_the_asked_side(
    today: date, day: int, month: int
) -> None:
    if day > {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31):
        return
    coming = parse_date(f"{day}-{month}", today)
    gone = parse_date(f"{day}-{month}", today, past=True)
    assert gone <= today <= coming
    assert (coming - today).days < 366
    assert (today - gone).days < 366
    assert (coming.day, coming.month) == (gone.day, gone.month) == (day, month)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_wrong_use(text: str) -> None:
    for read in (parse_date, parse_moment):
        try:
            read(text, MONDAY)
        except WrongUse as wrong:
            assert str(wrong)
