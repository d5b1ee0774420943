"""Dates, times and lengths as people type them, in Dutch and in English alike.

Nothing is guessed: a date that does not exist, or that falls on another weekday than was
typed, is refused with what is wrong.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from council.calendar import FIRST_YEAR, LAST_YEAR, WorkCalendar
from council.errors import WrongUse, ends_before_start
from council.terms import Span, Unit, shift
from council.text import clean_line, folded, quoted
from council.wording import say

LONGEST_MEETING = 24 * 60


def _names(table: str) -> dict[str, int]:
    """Number the lines of a table of synonyms from nought."""
    return {name: number for number, line in enumerate(table.split("|")) for name in line.split()}


WEEKDAYS = _names(
    "ma maandag mon monday | di dinsdag tue tues tuesday | wo woensdag wed wednesday |"
    "do donderdag thu thur thurs thursday | vr vrijdag fri friday |"
    "za zaterdag sat saturday | zo zondag sun sunday"
)
"""The names people use for the days of the week, Monday nought."""

MONTHS = _names(
    "| jan januari january | feb februari february | mrt maart mar march | apr april |"
    "mei may | jun juni june | jul juli july | aug augustus august |"
    "sep sept september | okt oktober oct october | nov november | dec december"
)
"""The names people use for the months, January one."""

_NEAR = {
    "eergisteren": -2,
    "gisteren": -1,
    "yesterday": -1,
    "vandaag": 0,
    "today": 0,
    "morgen": 1,
    "tomorrow": 1,
    "overmorgen": 2,
}
_UNITS = {
    **dict.fromkeys(["d", "dag", "dagen", "day", "days"], Unit.DAY),
    **dict.fromkeys(["w", "wk", "week", "weken", "weeks"], Unit.WEEK),
    **dict.fromkeys(["m", "mnd", "maand", "maanden", "month", "months"], Unit.MONTH),
    **dict.fromkeys(
        ["wd", "werkdag", "werkdagen", "workday", "workdays", "working day", "working days"],
        Unit.WORKDAY,
    ),
}
_FIRST, _MIDDLE = 1, 15
_PARTS = {
    **dict.fromkeys(["begin", "early"], _FIRST),
    **dict.fromkeys(["half", "mid", "midden"], _MIDDLE),
    **dict.fromkeys(["eind", "einde", "end"], None),
}

_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))

_ISO = r"(\d{4})-(\d{2})-(\d{2})"
_YEARS = r"(\d{4})(?: ?[-–] ?(\d{4}))?"
_SPAN = rf"(\d{{1,4}}) ?({_UNIT})"
_RELATIVE = r"(?P<sign>[+-]|over |in )? ?(?P<span>.+?)(?P<ago> geleden| ago)?"
_WITH_WEEKDAY = rf"(?:(?P<weekday>{_WEEKDAY})\.?,? +)?(?P<rest>.+)"
_NUMBERS = r"(?P<day>\d{1,2})([-/])(?P<month>\d{1,2})(?:\2(?P<year>\d{4}|\d{2}))?"
_DOTTED = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})"
_DAY_MONTH = (
    rf"(?P<day>\d{{1,2}})(?:e|st|nd|rd|th)?[ -](?:of )?(?P<month>{_MONTH})\.?"
    rf"(?:,?[ -](?P<year>\d{{4}}|\d{{2}}))?"
)
_MONTH_DAY = rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
_PART = rf"(?P<part>{'|'.join(_PARTS)})[ -](?:of )?(?P<month>{_MONTH})\.?(?: (?P<year>\d{{4}}))?"
_MOMENT = (
    r"(?:(?P<date>.*?)(?:t|,? +(?:om |at )?))??"
    r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::00)?(?: ?(?:u|uur|h))?"
    r"|(?P<whole>\d{1,2}) ?(?:u|uur|h)(?: ?(?P<past>\d{2}))?"
    r"|(?P<english>\d{1,2})(?:[:.](?P<half>\d{2}))? ?(?P<noon>am|pm))"
)
_CLOCK = r"(\d{1,2}):(\d{2})"
_HOURS = r"(\d{1,2})(?:[.,](\d))? ?(?:u|uur|uren|h|hr|hour|hours)"
_HOURS_AND_MINUTES = r"(\d{1,2}) ?(?:u|uur|h|hours?) ?(\d{1,2}) ?(?:m|min)?"
_MINUTES = r"(\d{1,4}) ?(?:m|min|minuut|minuten|minutes?)"


def parse_iso(text: str) -> date:
    """Read a date written as 2026-12-08 and in no other way."""
    found = re.fullmatch(_ISO, text.strip())
    if not found:
        raise WrongUse(say("“{text}” is not a date such as 2026-12-08.", text=quoted(text)))
    year, month, day = map(int, found.groups())
    return _date(day, month, year)


def parse_date(text: str, today: date, *, past: bool = False) -> date:
    """Read a date; without a year it is the first one from today on, or the last if `past`.

    The name of a weekday alone is the first such day after today, or before it if `past`.
    Raises WrongUse for what is not a date, or not an existing one.
    """
    typed = clean_line(text)
    words = folded(typed).strip(" .")
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if words in WEEKDAYS:
        return _weekday(WEEKDAYS[words], today, past=past)
    if re.fullmatch(_ISO, words):
        return parse_iso(words)
    relative = _relative(words, today)
    if relative:
        return relative
    if found := re.fullmatch(_PART, words):
        return _part_of_month(found, today, past=past)
    return _written(words, typed, today, past=past)


def parse_first(text: str, today: date, *, past: bool = False) -> date:
    """Read the day on which a period begins: that of `2026`, or of `2025-2026`, is 1 January."""
    years = _years(text)
    return years[0] if years else parse_date(text, today, past=past)


def parse_last(text: str, today: date, *, past: bool = False) -> date:
    """Read the day on which a period ends: that of `2026`, or of `2025-2026`, is 31 December."""
    years = _years(text)
    return years[1] if years else parse_date(text, today, past=past)


def _years(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of what names years alone."""
    found = re.fullmatch(_YEARS, clean_line(text))
    if not found:
        return None
    first, last = _date(1, 1, int(found[1])), _date(31, 12, int(found[2] or found[1]))
    if last < first:
        raise WrongUse(ends_before_start(first, last))
    return first, last


def parse_until(text: str, today: date) -> date:
    """Read the day on which a time that is given ends.

    A length ends as a term does, never on a day off (art. 1 Algemene termijnenwet); a day is that
    day.
    """
    day = parse_date(text, today)
    given = _relative(folded(clean_line(text)).strip(" ."), today) is not None
    return WorkCalendar().next_working_day(day) if given else day


def parse_moment(text: str, today: date, default_time: time | None = None) -> datetime:
    """Read a date with a time: `14-4 20:00`, `di 8 dec 19.30`; a time alone is today.

    Without a time it is `default_time`; WrongUse where there is none.
    """
    words = folded(clean_line(text)).strip(" .")
    found = re.fullmatch(_MOMENT, words)
    if found:
        day = parse_date(found["date"], today) if found["date"] else today
        return datetime.combine(day, _time(found, text))
    day = parse_date(text, today)
    if default_time is None:
        raise WrongUse(
            say("“{text}” lacks a time: write for example 14-4 20:00.", text=quoted(text))
        )
    return datetime.combine(day, default_time)


def parse_span(text: str) -> Span:
    """Read a length such as `2w`, `10d`, `3 maanden` or `5 werkdagen`."""
    found = re.fullmatch(_SPAN, folded(clean_line(text)))
    if not found or not int(found[1]):
        raise WrongUse(
            say(
                "“{text}” is not a length of time: write for example 2w, 10d, 3m or 5wd.",
                text=quoted(text),
            )
        )
    return Span(amount=int(found[1]), unit=_UNITS[found[2]])


def parse_happened(text: str, today: date) -> date:
    """Read the day on which something happened: one that still lies ahead is refused."""
    day = parse_date(text, today, past=True)
    if day > today:
        raise WrongUse(say("{day} still lies ahead: give the day on which it happened.", day=day))
    return day


def parse_coming(text: str, today: date) -> date:
    """Read a day to come: today and what has been are refused."""
    day = parse_date(text, today)
    if day <= today:
        raise WrongUse(say("Give a day after today."))
    return day


def parse_duration(text: str) -> int:
    """Read how long a meeting takes, in minutes: `2h`, `90m`, `1u30`, `1:30`, `1,5 uur`."""
    words = folded(clean_line(text))
    minutes = 0
    if found := re.fullmatch(_CLOCK, words) or re.fullmatch(_HOURS_AND_MINUTES, words):
        minutes = int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else 0
    elif found := re.fullmatch(_HOURS, words):
        minutes = int(found[1]) * 60 + int(found[2] or 0) * 6
    elif found := re.fullmatch(_MINUTES, words):
        minutes = int(found[1])
    if not 0 < minutes <= LONGEST_MEETING:
        raise WrongUse(
            say(
                "“{text}” is not a duration of at most a day: write for example 2h, 90m or 1:30.",
                text=quoted(text),
            )
        )
    return minutes


def _relative(words: str, today: date) -> date | None:
    found = re.fullmatch(_RELATIVE, words)
    span = re.fullmatch(_SPAN, found["span"]) if found else None
    if not found or not span:
        return None
    length = Span(amount=int(span[1]), unit=_UNITS[span[2]])
    if length.unit is Unit.WORKDAY:
        raise WrongUse(
            say("“{text}” is a term in working days: give a date instead.", text=quoted(words))
        )
    try:
        day = shift(today, length, WorkCalendar(), back=found["sign"] == "-" or bool(found["ago"]))
    except (ValueError, OverflowError):
        raise _outside() from None
    return _date(day.day, day.month, day.year)


def _weekday(weekday: int, today: date, *, past: bool) -> date:
    if past:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _part_of_month(found: re.Match[str], today: date, *, past: bool) -> date:
    month, part = MONTHS[found["month"]], _PARTS[found["part"]]

    def in_year(year: int) -> date:
        return _date(part or monthrange(year, month)[1], month, year)

    if found["year"]:
        return in_year(_year(found["year"]))
    this = in_year(today.year)
    if past:
        return this if this <= today else in_year(today.year - 1)
    return this if this >= today else in_year(today.year + 1)


def _written(words: str, typed: str, today: date, *, past: bool) -> date:
    """Read a day and a month, with or without a year and a weekday before them."""
    outer = re.fullmatch(_WITH_WEEKDAY, words)
    rest = outer["rest"] if outer else words
    if outer and outer["weekday"] and re.fullmatch(_ISO, rest):
        day = parse_iso(rest)
    else:
        found = next(
            filter(
                None,
                (re.fullmatch(form, rest) for form in (_NUMBERS, _DOTTED, _DAY_MONTH, _MONTH_DAY)),
            ),
            None,
        )
        if not found:
            raise WrongUse(
                say(
                    "“{text}” is not a date: write for example 8 dec, 14-4-2027, tuesday or 2w.",
                    text=quoted(typed),
                )
            )
        number = int(found["day"])
        month = MONTHS.get(found["month"]) or int(found["month"])
        if found["year"]:
            day = _date(number, month, _year(found["year"]))
        else:
            day = _nearest(number, month, today, past=past)
    if outer and outer["weekday"] and WEEKDAYS[outer["weekday"]] != day.weekday():
        raise WrongUse(
            say("“{text}” does not exist: that day is {day}.", text=quoted(typed), day=day)
        )
    return day


def _nearest(day: int, month: int, today: date, *, past: bool) -> date:
    """Return this day and month in the year that lies nearest, on the asked side of today."""
    _require_month(month)
    if not 1 <= day <= monthrange(2000, month)[1]:  # A leap year: no month is longer.
        raise WrongUse(say("{day}-{month} exists in no year.", day=day, month=month))
    step = -1 if past else 1
    for years in range(9):
        year = today.year + step * years
        if day > monthrange(year, month)[1]:
            continue
        found = _date(day, month, year)
        if found == today or (found < today) == past:
            return found
    raise _outside()


def _date(day: int, month: int, year: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside()
    _require_month(month)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise WrongUse(
            say(
                "{day}-{month}-{year} does not exist: that month has {days} days.",
                day=day,
                month=month,
                year=year,
                days=days,
            )
        )
    return date(year, month, day)


def _require_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise WrongUse(say("There is no month {month}: a year has 12.", month=month))


def _outside() -> WrongUse:
    return WrongUse(
        say("The year must lie from {first} to {last}.", first=FIRST_YEAR, last=LAST_YEAR)
    )


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _time(found: re.Match[str], typed: str) -> time:
    hour = int(found["hour"] or found["whole"] or found["english"])
    minute = int(found["minute"] or found["past"] or found["half"] or 0)
    if found["noon"]:
        # 12 am is midnight and 12 pm noon.
        hour = hour % 12 + (12 if found["noon"] == "pm" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise WrongUse(
            say(
                "“{text}” has no time of day: hours go to 23, minutes to 59.",
                text=quoted(typed),
            )
        )
    return time(hour, minute)
