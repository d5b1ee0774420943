"""Meetings and deadlines as an iCalendar file that every calendar reads alike (RFC 5545).

Every meeting is a VEVENT of its own, with its stored UID and SEQUENCE. There is no RRULE,
RECURRENCE-ID or EXDATE: councils move and cancel often, and readers such as calcurse
ignore an override and show the old date. Single meetings they all read the same.

Each stamp is stored with its meeting, so the same data gives the same bytes, and a feed
that did not change looks unchanged to who reads it daily.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from council.errors import Refused
from council.meetings import TIMEZONE, Meeting, MeetingStatus
from council.record import record
from council.text import clean, clean_line
from council.wording import N_, Message, _, plural, say

if TYPE_CHECKING:
    from icalendar import Calendar, Event
    from icalendar.prop import vInline

PRODUCT = "-//raadtui//raadtui//NL"
REFRESH = timedelta(hours=6)
"""How often a subscriber is asked to read the feed again (RFC 7986 5.7)."""

# A yearly rule for each half of the year, and no RDATE: all that Outlook takes of a
# VTIMEZONE. Onsets are local time before the change. True from 27 October 1996 on.
VTIMEZONE = f"""\
BEGIN:VTIMEZONE
TZID:{TIMEZONE}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
"""


class Audience(StrEnum):
    """For whom a calendar is made, which decides what it tells."""

    PUBLIC = "public"
    MEMBERS = "members"


AUDIENCE_NAMES: dict[str, tuple[str, ...]] = {
    Audience.PUBLIC: (N_("public"), N_("everybody")),
    Audience.MEMBERS: (N_("members"),),
}
"""What each audience is called, the usual name first."""


@record
class Deadline:
    """A day by which something is due, as a calendar shows it.

    `uid` must stay the same for as long as the deadline exists, and `sequence` rise when
    it moves. `modified_at` is UTC. What `lapsed` is due no more.
    """

    uid: str
    sequence: int = 0
    due_on: date
    summary: str
    description: str = ""
    modified_at: datetime
    lapsed: bool = False


def calendar(
    meetings: Iterable[Meeting],
    *,
    name: str,
    audience: Audience,
    code: str = "",
    deadlines: Sequence[Deadline] = (),
) -> bytes:
    """Return a calendar called `name`, to subscribe to or to import.

    Behind every title stands `code`, the council's short name: among other appointments
    "plenary" says nothing, and the full name would tell others who sits in which council.
    Cancelled meetings stay in it, marked; drafts are left out. The public sees of a closed
    meeting only that there is one. Nobody's name or address is in it but what a title says.
    Raises Refused for deadlines in a public calendar.
    """
    from icalendar.prop import vDuration

    _require_fit(audience, deadlines)
    file = document()
    # icalendar writes neither the escapes of a name nor the VALUE that RFC 7986 requires.
    title = _text(clean_line(name))
    file.add("NAME", title)
    file.add("X-WR-CALNAME", title)
    file.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", vDuration(REFRESH))  # the same, as Outlook reads it
    for meeting in _published(meetings):
        file.add_component(meeting_event(meeting, audience, code))
    for deadline in sorted(deadlines, key=lambda each: (each.due_on, each.uid)):
        file.add_component(_deadline(deadline))
    return to_bytes(file)


_REVIEWS = {
    Audience.PUBLIC: N_(
        "{contents}; for the public: closed meetings without title or place, no attendees."
    ),
    Audience.MEMBERS: N_("{contents}; for the members: closed meetings in full, no attendees."),
}


def review(
    meetings: Iterable[Meeting], *, audience: Audience, deadlines: Sequence[Deadline] = ()
) -> Message:
    """Say in one line what `calendar` would contain, and for whom, before it leaves.

    Raises Refused for deadlines in a public calendar.
    """
    _require_fit(audience, deadlines)
    published = _published(meetings)
    parts, among = [_("No meetings")], []
    if published:
        parts = [
            plural(
                N_("{count} meeting, on {first}"),
                N_("{count} meetings from {first} to {last}"),
                len(published),
                first=published[0].starts_at.date(),
                last=published[-1].starts_at.date(),
            )
        ]
    if cancelled := sum(each.status is MeetingStatus.CANCELLED for each in published):
        among.append(_("{count} cancelled", count=cancelled))
    if closed := sum(not each.public for each in published):
        among.append(_("{count} closed", count=closed))
    if among:
        parts[0] += " " + _("(of which {among})", among=", ".join(among))
    if deadlines:
        parts.append(plural(N_("{count} deadline"), N_("{count} deadlines"), len(deadlines)))
    return say(_REVIEWS[audience], contents=", ".join(parts))


def _require_fit(audience: Audience, deadlines: Sequence[Deadline]) -> None:
    if deadlines and audience is Audience.PUBLIC:
        raise Refused(
            say("Deadlines are the council's own; a public calendar cannot have them."),
            field="deadlines",
        )


def _published(meetings: Iterable[Meeting]) -> list[Meeting]:
    known = (each for each in meetings if each.status is not MeetingStatus.DRAFT)
    return sorted(known, key=lambda each: (each.starts_at, each.uid))


def document() -> Calendar:
    """Return an empty calendar that knows the zone of the meetings."""
    from icalendar import Calendar, Timezone

    file = Calendar()
    file.add("VERSION", "2.0")
    file.add("PRODID", PRODUCT)
    # First, because old readers stream; there even without meetings, because a calendar
    # needs a component (RFC 5545 3.6).
    file.add_component(Timezone.from_ical(VTIMEZONE))
    return file


def to_bytes(file: Calendar) -> bytes:
    """Write a calendar in the order in which it was put together."""
    data: bytes = file.to_ical(sorted=False)
    return data


def _event(uid: str, sequence: int, modified_at: datetime) -> Event:
    """Begin an event. Without a METHOD, DTSTAMP is its last change (RFC 5545 3.8.7.2)."""
    from icalendar import Event

    event = Event()
    event.add("UID", _text(clean_line(uid)))
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", utc(modified_at))
    event.add("LAST-MODIFIED", utc(modified_at))
    return event


def meeting_event(meeting: Meeting, audience: Audience, code: str = "") -> Event:
    """Return a meeting as `audience` may see it, with the council's `code` behind its title."""
    zone = ZoneInfo(TIMEZONE)
    cancelled = meeting.status is MeetingStatus.CANCELLED
    open_to_reader = meeting.public or audience is Audience.MEMBERS
    event = _event(meeting.uid, meeting.sequence, meeting.modified_at)
    event.add("CREATED", utc(meeting.created_at))
    event.add("DTSTART", meeting.starts_at.replace(tzinfo=zone))
    event.add("DTEND", meeting.ends_at.replace(tzinfo=zone))
    title = clean_line(meeting.title) if open_to_reader else _("Closed meeting")
    if code and code not in title.split():
        title = f"{title} ({clean_line(code)})"
    # calcurse and an import into Google do not heed STATUS, so the title says it as well.
    event.add("SUMMARY", _text(_("CANCELLED: {title}", title=title) if cancelled else title))
    if open_to_reader:
        if location := clean_line(meeting.location):
            event.add("LOCATION", _text(location))
        # Keeps a closed meeting out of what a member's calendar shows to others.
        event.add("CLASS", "PUBLIC" if meeting.public else "PRIVATE")
    event.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _deadline(deadline: Deadline) -> Event:
    """Return an all-day event rather than a VTODO, which Google and Outlook do not show."""
    event = _event(deadline.uid, deadline.sequence, deadline.modified_at)
    event.add("DTSTART", deadline.due_on)
    event.add("DTEND", deadline.due_on + timedelta(days=1))
    event.add("SUMMARY", _text(clean_line(deadline.summary)))
    if description := clean(deadline.description).strip():
        event.add("DESCRIPTION", _text(description))
    event.add("CLASS", "PRIVATE")
    event.add("STATUS", "CANCELLED" if deadline.lapsed else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    return event


def _text(text: str) -> vInline:
    r"""Return cleaned text escaped after RFC 5545 3.3.11.

    Not left to icalendar: it takes a typed `\N`, as in `C:\Notulen`, for a line break, and
    does not escape a name or an X- property at all.
    """
    from icalendar.prop import vInline

    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return vInline(text)


def utc(moment: datetime) -> datetime:
    """Return a stored stamp, UTC with or without saying so, as one that says so."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
