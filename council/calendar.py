"""Working days: weekends, the holidays of the Algemene termijnenwet, decreed days, recesses.

A recess is not a holiday: officials work and terms end in it, unless an ordinance says that
a recess suspends its terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from council.record import record
from council.wording import N_, _

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that dates lie in: reckoning from one of them stays within what Python knows."""

LAW = "Algemene termijnenwet, art. 3"


class DayOffKind(StrEnum):
    """Why a day is off: by law, by decree under the law, or because the council rests."""

    HOLIDAY = "holiday"
    EQUALISED = "equalised"
    RECESS = "recess"


DAY_OFF_LABELS = {
    DayOffKind.HOLIDAY: N_("holiday"),
    DayOffKind.EQUALISED: N_("equated with a holiday"),
    DayOffKind.RECESS: N_("recess"),
}


@record
class DayOff:
    """A stretch of days off, both days included; `source` says who decided it.

    The name of a holiday is a message id; that of a recess is what the council calls it.
    """

    starts_on: date
    ends_on: date
    kind: DayOffKind
    name: str
    source: str = ""


def _single(day: date, name: str, kind: DayOffKind, source: str) -> DayOff:
    return DayOff(starts_on=day, ends_on=day, kind=kind, name=name, source=source)


DECREE = "KB 1-7-2025, Stcrt. 2025, 24713"
DECREED_DAYS = tuple(
    _single(day, name, DayOffKind.EQUALISED, DECREE)
    for day, name in (
        (date(2026, 1, 2), N_("Day after New Year's Day")),
        (date(2026, 5, 15), N_("Day after Ascension Day")),
        (date(2027, 5, 7), N_("Day after Ascension Day")),
        (date(2028, 4, 28), N_("Day after King's Day")),
        (date(2028, 5, 26), N_("Day after Ascension Day")),
    )
)
"""Days that a royal decree equates with a holiday (art. 3 lid 3); a new one every three years."""


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches, by the anonymous Gregorian algorithm.

    Reckoned here, because Today counts working days and must start without a library.
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    fourths, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * fourths - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def statutory_holidays(year: int) -> tuple[DayOff, ...]:
    """Return the days of art. 3 lid 1 and 2 Algemene termijnenwet in a year, in order.

    The Sundays of Easter and Whitsun are not among them: a Sunday is off already. King's
    Day is 26 April when the 27th is a Sunday.
    """
    easter = easter_sunday(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == SUNDAY:
        kings_day -= ONE_DAY
    good_friday = _single(
        easter - timedelta(days=2), N_("Good Friday"), DayOffKind.EQUALISED, f"{LAW} lid 2"
    )
    holidays = (
        _single(day, name, DayOffKind.HOLIDAY, f"{LAW} lid 1")
        for day, name in (
            (date(year, 1, 1), N_("New Year's Day")),
            (easter + timedelta(days=1), N_("Easter Monday")),
            (kings_day, N_("King's Day")),
            (date(year, 5, 5), N_("Liberation Day")),
            (easter + timedelta(days=39), N_("Ascension Day")),
            (easter + timedelta(days=50), N_("Whit Monday")),
            (date(year, 12, 25), N_("Christmas Day")),
            (date(year, 12, 26), N_("Boxing Day")),
        )
    )
    return tuple(sorted((good_friday, *holidays), key=lambda off: off.starts_on))


@cache
def _statutory(year: int) -> Mapping[date, DayOff]:
    return MappingProxyType({off.starts_on: off for off in statutory_holidays(year)})


class WorkCalendar:
    """Which days are worked, and when the council is in recess.

    The statutory holidays and `DECREED_DAYS` are always in it; `extra` brings later decrees
    and the recesses. It never changes once made.
    """

    __slots__ = ("_decreed", "_recesses", "decrees_known_until")

    decrees_known_until: int
    """The last year for which the decreed days are known."""

    def __init__(self, extra: Iterable[DayOff] = ()) -> None:
        rows = tuple(extra)
        self._recesses = tuple(
            sorted(
                (row for row in rows if row.kind is DayOffKind.RECESS),
                key=lambda row: (row.starts_on, row.ends_on),
            )
        )
        self._decreed = {
            day: row
            for row in (*DECREED_DAYS, *rows)
            if row.kind is not DayOffKind.RECESS
            for day in _days(row.starts_on, row.ends_on)
        }
        self.decrees_known_until = max(
            row.ends_on.year for row in (*DECREED_DAYS, *rows) if row.kind is DayOffKind.EQUALISED
        )

    @property
    def recesses(self) -> tuple[DayOff, ...]:
        """The recesses, in order of their first day."""
        return self._recesses

    def holiday_of(self, day: date) -> DayOff | None:
        """Return the holiday or decreed day that `day` is, if any; never a recess."""
        return _statutory(day.year).get(day) or self._decreed.get(day)

    def name_of(self, day: date) -> str | None:
        """Return the name of the holiday that `day` is, in the user's language."""
        holiday = self.holiday_of(day)
        return _(holiday.name) if holiday else None

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` is no Saturday, Sunday, holiday or day equated with one."""
        return day.weekday() < SATURDAY and self.holiday_of(day) is None

    def next_working_day(self, day: date) -> date:
        """Return the first working day from `day` on: `day` itself when it is one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """Return the last working day up to `day`: `day` itself when it is one."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`, or before it when negative."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _nth in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def recess_of(self, day: date) -> DayOff | None:
        """Return the recess in which `day` lies; of two that overlap the one begun first."""
        # Asked of every day of a term: a generator and a call for each recess take thrice as long.
        for recess in self._recesses:
            if recess.starts_on <= day <= recess.ends_on:
                return recess
        return None

    def in_recess(self, day: date) -> bool:
        """Tell whether `day` lies in a recess."""
        return self.recess_of(day) is not None


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
