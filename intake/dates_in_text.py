"""Dates as they stand in letters and lists: `18 december 2026`, `18-12-2026`, `2026-12-18`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from council.calendar import FIRST_YEAR, LAST_YEAR
from council.dates import MONTHS
from council.record import record

_MONTH = rf"(?P<{{}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DATE = re.compile(
    r"(?i)(?<![\d/.-])(?:"
    r"(?P<y1>\d{4})-(?P<m1>\d{2})-(?P<d1>\d{2})"
    r"|(?P<d2>\d{1,2})(?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4}|\d{2})"
    rf"|(?P<d3>\d{{1,2}})(?:e|de|ste)?[ \t-]{{1,3}}{_MONTH.format('m3')}(?:[ \t,'-]{{1,3}}(?P<y3>\d{{4}}))?"
    rf"|{_MONTH.format('m4')} (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})"
    r")(?!\d)"
)


@record
class Place:
    """Where something stands, as positions in the text."""

    start: int
    end: int


@record
class DateInText(Place):
    """A date and where it stands."""

    day: date


def dates_in(text: str, near: date) -> Iterator[DateInText]:
    """Yield the dates in `text` that exist and that a person can type in a form, in order.

    A date without a year is the first such day on or after `near`.
    """
    return (found for found in _all_in(text, near) if isinstance(found, DateInText))


def no_dates_in(text: str, near: date) -> Iterator[Place]:
    """Yield where `text` has a date that cannot be, such as 31-02-2027 or 18-12-9999."""
    return (found for found in _all_in(text, near) if not isinstance(found, DateInText))


def _all_in(text: str, near: date) -> Iterator[Place]:
    for found in _DATE.finditer(text):
        parts = found.groupdict()
        number = next(n for n in "1234" if parts[f"d{n}"])
        month, year = parts[f"m{number}"], parts[f"y{number}"]
        day = _day(
            int(parts[f"d{number}"]),
            int(month) if month.isdigit() else MONTHS[month.lower()],
            year,
            near,
        )
        start, end = found.span()
        yield DateInText(day=day, start=start, end=end) if day else Place(start=start, end=end)


def _day(day: int, month: int, year: str | None, near: date) -> date | None:
    if year:
        return _existing(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _existing(near.year, month, day)
    return this_year if this_year and this_year >= near else _existing(near.year + 1, month, day)


def _existing(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_in(word: str) -> int | None:
    """Return the number of the month that `word` names, whole or shortened, or None."""
    return MONTHS.get(word.lower().rstrip("."))
