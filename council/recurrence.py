"""A series of meetings: the rule it follows, in the user's words and as an RRULE.

Of RFC 5545 (3.3.10) a series uses what a council needs: weekly on weekdays, or monthly on
an n-th weekday or a day of the month. Where it ends is kept beside the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from council.calendar import DayOff, DayOffKind, WorkCalendar
from council.dates import WEEKDAYS
from council.errors import Refused, WrongUse
from council.record import record
from council.text import clean_line, folded, quoted
from council.wording import N_, Message, _, plural, say

MOST = 400
LAST = -1
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_CODE = r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)"
_LAST_DAY_OF_ALL_MONTHS = 28
_LONGEST_INTERVAL = 12

_ORDINALS = {
    **dict.fromkeys(["1", "1e", "1ste", "1st", "eerste", "first"], 1),
    **dict.fromkeys(["2", "2e", "2de", "2nd", "tweede", "second"], 2),
    **dict.fromkeys(["3", "3e", "3de", "3rd", "derde", "third"], 3),
    **dict.fromkeys(["4", "4e", "4de", "4th", "vierde", "fourth"], 4),
    **dict.fromkeys(["laatste", "last"], LAST),
}
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_EACH = r"(?:elke |iedere |every |each )?(?:de |the )?"
_OF_THE_MONTH = r"(?: van (?:de|elke|iedere) maand| of (?:the|each|every) month)?"
_AND = r"(?: en | and | & |, ?)"
_NTH = (
    rf"{_EACH}(?P<nths>(?:{_ORDINAL})(?:{_AND}(?:{_ORDINAL}))*) (?P<day>{_WEEKDAY}){_OF_THE_MONTH}"
)
_MONTH_DAY = rf"{_EACH}(?P<day>\d{{1,2}})(?:e|de|ste|st|nd|rd|th){_OF_THE_MONTH}"
_WEEKLY = (
    r"(?:(?P<other>om de (?:andere )?week|every other week|every other|fortnightly)"
    r"|(?:om de|elke|iedere|every) (?P<interval>\d{1,2}) (?:weken|weeks)"
    r"|(?:elke|iedere|every|each)(?: week)?|wekelijks|weekly)?"
    rf"(?: ?(?:op |on )?(?P<days>(?:{_WEEKDAY})s?(?:{_AND}(?:{_WEEKDAY})s?)*))?"
)


@record
class Occurrence:
    """One date, in local wall time; no meeting is made of one `skipped` for a day off."""

    starts_at: datetime
    skipped: DayOff | None = None

    @property
    def reason(self) -> Message | None:
        """Why it is skipped, in a sentence."""
        if self.skipped is None:
            return None
        if self.skipped.kind is DayOffKind.RECESS:
            return say("In the recess “{name}”.", name=self.skipped.name)
        return say("Holiday: {name}.", name=_(self.skipped.name))


@record
class _Rule:
    """A rule taken apart: weekly, or monthly on n-th weekdays or a day of the month."""

    weekly: bool
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    month_day: int | None = None

    def text(self) -> str:
        parts = [f"FREQ={'WEEKLY' if self.weekly else 'MONTHLY'}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.days:
            codes = (f"{nth or ''}{_CODES[day]}" for nth, day in self.days)
            parts.append(f"BYDAY={','.join(codes)}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join(parts)


def parse_every(text: str, start: date) -> str:
    """Read how often, as in `2e dinsdag` or `om de week donderdag`; return it as an RRULE.

    Where no weekday is named it is that of `start`. Raises WrongUse for anything else.
    """
    words = folded(clean_line(text)).strip(" .")
    if found := re.fullmatch(_NTH, words):
        day = WEEKDAYS[found["day"]]
        nths = sorted({_ORDINALS[nth] for nth in re.split(_AND, found["nths"])}, key=_last_last)
        return _Rule(weekly=False, days=tuple((nth, day) for nth in nths)).text()
    if found := re.fullmatch(_MONTH_DAY, words):
        return check_rrule(f"FREQ=MONTHLY;BYMONTHDAY={int(found['day'])}")
    if words and (found := re.fullmatch(_WEEKLY, words)):
        interval = 2 if found["other"] else int(found["interval"] or 1)
        days = {_weekday(name) for name in re.split(_AND, found["days"])} if found["days"] else None
        codes = ",".join(_CODES[day] for day in sorted(days or {start.weekday()}))
        return check_rrule(f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={codes}")
    raise WrongUse(
        say(
            "“{text}” is not how often: write for example 2nd tuesday, last thursday, "
            "every tuesday, every 2 weeks on thursday or 15th.",
            text=quoted(text),
        ),
        field="every",
    )


def check_rrule(text: str) -> str:
    """Return a rule in its shortest form; WrongUse for what a series does not know."""
    return _parse(text).text()


def require_whole(every: str | None, until: date | None) -> None:
    """Refuse a series without its last day, and a last day of what is not said how often it is.

    `every` is how often, in words or as an RRULE; without both it is one meeting.
    """
    if every and until is None:
        raise WrongUse(say("A series has a last day: until when does it run?"), field="until")
    if until and not every:
        raise WrongUse(
            say(
                "How often is the series that ends on {day}? Leave that day out for one meeting.",
                day=until,
            ),
            field="every",
        )


def occurrences(
    rrule: str,
    start: datetime,
    until: date,
    calendar: WorkCalendar,
    *,
    skip_holidays: bool = False,
    skip_recess: bool = False,
) -> tuple[Occurrence, ...]:
    """Return the dates of a series from `start` up to and including the day `until`.

    A start that is not on the rule gives way to the first date after it that is. What falls
    on a holiday or in a recess is there too, with the reason why it is skipped. Refused: an
    end before the start, more than `MOST` dates.
    """
    if until < start.date():
        raise Refused(
            say("The series ends on {end}, before it starts on {start}.", end=until, start=start),
            field="until",
        )
    found: list[Occurrence] = []
    for moment in _moments(_parse(rrule), start):
        if moment.date() > until:
            break
        if len(found) == MOST:
            raise Refused(
                say("A series has at most {most} dates: choose an earlier end.", most=MOST),
                field="until",
            )
        found.append(
            occurrence(moment, calendar, skip_holidays=skip_holidays, skip_recess=skip_recess)
        )
    return tuple(found)


def occurrence(
    moment: datetime, calendar: WorkCalendar, *, skip_holidays: bool, skip_recess: bool
) -> Occurrence:
    """Return one date, skipped when it falls on a day off of a kind that is to be skipped."""
    day = moment.date()
    skipped = calendar.holiday_of(day) if skip_holidays else None
    if skipped is None and skip_recess:
        skipped = calendar.recess_of(day)
    return Occurrence(starts_at=moment, skipped=skipped)


def describe_rrule(rrule: str) -> str:
    """Put a rule into words: `2nd Tuesday of the month`."""
    rule = _parse(rrule)
    if rule.month_day:
        words = _("day {day} of the month", day=rule.month_day)
    elif rule.weekly:
        days = _and(_weekday_names()[day] for _nth, day in rule.days)
        return plural(
            N_("every {days}"), N_("every {count} weeks on {days}"), rule.interval, days=days
        )
    else:
        names = _weekday_names()
        words = _(
            "{days} of the month",
            days=_and(f"{_ordinal(nth)} {names[day]}" for nth, day in rule.days),
        )
    if rule.interval == 1:
        return words
    return _("{days}, every {count} months", days=words, count=rule.interval)


def _parse(text: str) -> _Rule:
    plain = clean_line(text).upper().removeprefix("RRULE:").replace(" ", "").strip(";")
    parts: dict[str, str] = {}
    for part in plain.split(";"):
        name, _equals, value = part.partition("=")
        if name in ("COUNT", "UNTIL"):
            raise _wrong(
                say("Leave {part} out of the rule: the series has its own last day.", part=name)
            )
        if name not in ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "WKST") or name in parts:
            raise _unknown(part)
        parts[name] = value
    weekly = parts.get("FREQ") == "WEEKLY"
    if not weekly and parts.get("FREQ") != "MONTHLY":
        raise _wrong(say("A series is weekly or monthly: FREQ=WEEKLY or FREQ=MONTHLY."))
    if parts.get("WKST", "MO") != "MO":
        raise _unknown(f"WKST={parts['WKST']}")
    if ("BYDAY" in parts) == ("BYMONTHDAY" in parts) or (weekly and "BYMONTHDAY" in parts):
        raise _wrong(
            say("Say on which day: BYDAY=2TU, or BYMONTHDAY=15 for a monthly series, not both.")
        )
    return _Rule(
        weekly=weekly,
        interval=_interval(parts.get("INTERVAL", "1")),
        days=_days(parts["BYDAY"], weekly) if "BYDAY" in parts else (),
        month_day=_month_day(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
    )


def _days(value: str, weekly: bool) -> tuple[tuple[int, int], ...]:
    days: set[tuple[int, int]] = set()
    for code in value.split(","):
        found = re.fullmatch(_DAY_CODE, code)
        nth = int(found[1] or 0) if found else 0
        if not found or (weekly and found[1]) or (not weekly and nth not in (1, 2, 3, 4, LAST)):
            raise _wrong(
                say(
                    "“{code}” is no day of a series: write TU in a weekly one, "
                    "1TU to 4TU or -1TU in a monthly one.",
                    code=quoted(code),
                )
            )
        days.add((nth, _CODES.index(found[2])))
    return tuple(sorted(days, key=lambda day: (_last_last(day[0]), day[1])))


def _interval(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", value) or not 1 <= int(value) <= _LONGEST_INTERVAL:
        raise _wrong(say("The interval of a series is from 1 to {most}.", most=_LONGEST_INTERVAL))
    return int(value)


def _month_day(value: str) -> int:
    last = _LAST_DAY_OF_ALL_MONTHS
    if not re.fullmatch(r"[0-9]{1,2}", value) or not 1 <= int(value) <= last:
        raise _wrong(
            say(
                "“{day}” is not a day in every month: choose 1 to {last}.",
                day=quoted(value),
                last=last,
            )
        )
    return int(value)


def _wrong(message: Message) -> WrongUse:
    return WrongUse(message, field="rrule")


def _unknown(part: str) -> WrongUse:
    return _wrong(
        say(
            "The rule of a series has FREQ, INTERVAL, BYDAY and BYMONTHDAY, once each; not “{part}”.",
            part=quoted(part),
        )
    )


def _moments(rule: _Rule, start: datetime) -> Iterator[datetime]:
    """Yield the moments of a rule, counting its interval from the first one after `start`."""
    from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

    days = [weekday(day, nth or None) for nth, day in rule.days] or None
    freq: Literal[1, 2] = WEEKLY if rule.weekly else MONTHLY

    def every(interval: int, begin: datetime) -> Iterator[datetime]:
        return iter(
            rrule(
                freq,
                interval=interval,
                dtstart=begin,
                byweekday=days,
                bymonthday=rule.month_day,
            )
        )

    return every(rule.interval, next(every(1, start)))


def _weekday(name: str) -> int:
    """Read a weekday, also as in `dinsdags` and `tuesdays`."""
    return WEEKDAYS[name if name in WEEKDAYS else name.removesuffix("s")]


def _last_last(nth: int) -> int:
    return nth if nth > 0 else 5


def _weekday_names() -> list[str]:
    return _("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()


def _ordinal(nth: int) -> str:
    return _("1st 2nd 3rd 4th last").split()[_last_last(nth) - 1]


def _and(words: Iterator[str]) -> str:
    *most, last = words
    return _("{most} and {last}", most=", ".join(most), last=last) if most else last
