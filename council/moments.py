"""Whether a moment suits a meeting: it must exist; what speaks against it is said, not refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from council.calendar import WorkCalendar
from council.errors import Refused, WrongUse
from council.meetings import Meeting, MeetingStatus
from council.wording import Message, say, short_moment


def require_moment(starts_at: datetime) -> None:
    """Refuse a moment that no clock shows: in spring it is three o'clock right after two.

    On the last Sunday of March (Directive 2000/84/EC art. 2, since 1996).
    """
    if starts_at.hour == 2 and starts_at.date() == _last_sunday(starts_at.year, 3):
        raise WrongUse(
            say("At {moment} there is no such time: the clocks go forward.", moment=starts_at),
            field="start",
        )


def _last_sunday(year: int, month: int) -> date:
    """Return the last Sunday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def require_move(meeting: Meeting, to: datetime, minutes: int, location: str) -> None:
    """Refuse to move a meeting to where it is: calendars would hear of a change that is none."""
    if (to, minutes, location) == (meeting.starts_at, meeting.minutes, meeting.location):
        raise Refused(say("That is when and where it is already."), field="to")


def cautions(
    starts_at: datetime,
    minutes: int,
    calendar: WorkCalendar,
    meetings: Iterable[Meeting],
    now: datetime,
) -> Sequence[Message]:
    """Return what speaks against a meeting at a moment, and may have its reasons.

    `meetings` are the others that the council has around then.
    """
    found = []
    if starts_at < now:
        found.append(say("{moment} has been.", moment=starts_at))
    if starts_at.hour == 2 and starts_at.date() == _last_sunday(starts_at.year, 10):
        found.append(
            say("{moment} comes twice that night: the first time is meant.", moment=starts_at)
        )
    if holiday := calendar.name_of(starts_at.date()):
        found.append(say("{day} is a holiday: {name}.", day=starts_at.date(), name=holiday))
    if recess := calendar.recess_of(starts_at.date()):
        found.append(say("{day} is in “{name}”.", day=starts_at.date(), name=recess.name))
    ends_at = starts_at + timedelta(minutes=minutes)
    for other in meetings:
        meets = other.starts_at < ends_at and starts_at < other.ends_at
        if meets and other.status is not MeetingStatus.CANCELLED:
            when = short_moment(other.starts_at)
            found.append(say("Then there is also: {title}, {when}.", title=other.title, when=when))
    return found
