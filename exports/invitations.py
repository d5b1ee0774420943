"""Invitations by mail: one message per invitee, which a mail program offers to accept.

A message names its one invitee and nobody else: that somebody sits in a client council
may say something about their health or income (GDPR, article 9).
"""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from council.errors import Refused, WrongUse
from council.meetings import (
    Meeting,
    MeetingStatus,
    moved_from,
    place_before,
    status_label,
    title_before,
)
from council.members import spoken_name
from council.record import record
from council.text import clean_line
from council.wording import Message, _, day_name, month_name, say
from exports.ical import Audience, document, meeting_event, to_bytes, utc

if TYPE_CHECKING:
    from icalendar import Event

# What an address and a mailto: URI both allow as it stands: words with a dot between them
# (RFC 5322 3.2.3, RFC 6068 2).
_WORD = r"[A-Za-z0-9!$'*+_~-]+"
_ADDRESS = re.compile(rf"{_WORD}(\.{_WORD})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_MESSAGES = UUID("3f0c6c34-6b0e-4b0b-9b53-0d9b6c1f7a52")


class Method(StrEnum):
    """What a message does to the meeting in the invitee's calendar (RFC 5546 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@record
class Contact:
    """Who sends or receives an invitation."""

    name: str
    email: str


def invitation(
    meeting: Meeting,
    *,
    organizer: Contact,
    invitee: Contact,
    method: Method,
    sent_at: datetime,
    signed_by: str = "",
    code: str = "",
) -> bytes:
    """Return a mail message that invites, or takes an invitation back (RFC 6047).

    It is a draft for a mail program to send; `signed_by` is who signs it for the organizer,
    `code` the council's short name in the calendar.

    `sent_at` is when the message is made, in UTC; kept with the message, it gives the same
    bytes again. Who was invited hears of a cancellation by a CANCEL, with the sequence that
    cancelling raised.

    Raises Refused when the meeting is not one to invite to, or not cancelled, and WrongUse
    when an address is none.
    """
    _require_fit(meeting, method)
    _require_address(organizer, say("“{email}” is not an e-mail address.", email=_email(organizer)))
    _require_address(
        invitee,
        say(
            "“{email}” of {name} is not an e-mail address.",
            email=_email(invitee),
            name=clean_line(invitee.name),
        ),
    )
    event = meeting_event(meeting, Audience.MEMBERS, code)
    del event["DTSTAMP"]  # with a METHOD it is the time of the message (RFC 5545 3.8.7.2)
    event.add("DTSTAMP", utc(sent_at))
    _add_people(event, organizer, invitee, method)
    file = document()
    file.add("METHOD", str(method))
    file.add_component(event)
    text = _text(meeting, method, organizer, invitee, signed_by)
    return _message(meeting, organizer, invitee, method, sent_at, text, to_bytes(file))


def _add_people(event: Event, organizer: Contact, invitee: Contact, method: Method) -> None:
    from icalendar.prop import vCalAddress

    def add(name: str, contact: Contact, **parameters: str) -> None:
        named = {"CN": clean_line(contact.name), **parameters}
        event.add(name, vCalAddress(f"mailto:{contact.email}"), parameters=named)

    add("ORGANIZER", organizer)
    if method is Method.REQUEST:
        # Without RSVP no mail program shows a button to answer with.
        add("ATTENDEE", invitee, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="TRUE")
    else:
        add("ATTENDEE", invitee)


def _message(
    meeting: Meeting,
    organizer: Contact,
    invitee: Contact,
    method: Method,
    sent_at: datetime,
    text: str,
    calendar: bytes,
) -> bytes:
    """Wrap the calendar as every mail program finds it.

    Gmail looks for it among the alternatives of the text, Outlook only in the first part,
    others for an attachment; base64 keeps relays from touching its line ends.
    """
    mark = uuid5(_MESSAGES, f"{meeting.uid} {meeting.sequence} {method} {invitee.email} {sent_at}")
    message = EmailMessage(policy=SMTP)
    message["From"] = _mailbox(organizer)
    message["To"] = _mailbox(invitee)
    message["Subject"] = _subject(meeting, method, organizer)
    message["X-Unsent"] = "1"  # Outlook opens the file as a draft, with a button to send
    message["Date"] = utc(sent_at)
    message["Message-ID"] = f"<{mark}@{organizer.email.rpartition('@')[2]}>"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(
        calendar.decode(), subtype="calendar", cte="base64", params={"method": str(method)}
    )
    name = f"{_('meeting')}.ics"
    message.add_attachment(calendar, maintype="application", subtype="ics", filename=name)
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"{number}-{mark}")
    return message.as_bytes()


def _subject(meeting: Meeting, method: Method, organizer: Contact) -> str:
    values = {
        "title": clean_line(meeting.title),
        "moment": meeting.starts_at,
        "council": clean_line(organizer.name),
    }
    if method is Method.CANCEL:
        return _("Cancelled: {title}, {moment} ({council})", **values)
    if before := moved_from(meeting):
        return _("Moved from {before}: {title}, {moment} ({council})", before=before, **values)
    if place_before(meeting) is not None:
        return _("Other place: {title}, {moment} ({council})", **values)
    if title_before(meeting) is not None:
        return _("Other title: {title}, {moment} ({council})", **values)
    return _("Invitation: {title}, {moment} ({council})", **values)


def _text(
    meeting: Meeting, method: Method, organizer: Contact, invitee: Contact, signed_by: str
) -> str:
    council = clean_line(organizer.name)
    before, elsewhere = moved_from(meeting), place_before(meeting)
    called = title_before(meeting)
    told = (
        _("{council} has cancelled this meeting.", council=council)
        if method is Method.CANCEL
        else _(
            "{council} has moved this meeting from {before}.",
            council=council,
            before=_in_full(before),
        )
        if before
        else _("{council} has changed the place of this meeting.", council=council)
        if elsewhere is not None
        else _("{council} has changed the title of this meeting.", council=council)
        if called is not None
        else _("{council} invites you to this meeting.", council=council)
    )
    lines = [_("Dear {name},", name=spoken_name(clean_line(invitee.name))), "", told, ""]
    lines.append(_("What: {title}", title=clean_line(meeting.title)))
    if called is not None:
        lines.append(_("Before: {title}", title=clean_line(called)))
    lines.append(_when(meeting.starts_at, meeting.ends_at))
    lines += _where(meeting, elsewhere if method is Method.REQUEST else None)
    if reason := clean_line(meeting.reason):
        lines.append(_("Why it was cancelled: {reason}", reason=reason))
    lines += ["", _("Kind regards,"), *filter(None, [clean_line(signed_by), council])]
    return "\n".join([*lines, ""])


def _when(start: datetime, end: datetime) -> str:
    return _(
        "When: {day} from {start_hour}:{start_minute} to {end_hour}:{end_minute}",
        day=_day(start),
        **_hour_of("start", start),
        **_hour_of("end", end),
    )


def _in_full(at: datetime) -> str:
    """Write a moment as a letter does."""
    return _("{day} at {at_hour}:{at_minute}", day=_day(at), **_hour_of("at", at))


def _day(at: datetime) -> str:
    return f"{day_name(at)} {at.day} {month_name(at)} {at.year}"


def _hour_of(name: str, at: datetime) -> dict[str, str]:
    return {f"{name}_hour": f"{at:%H}", f"{name}_minute": f"{at:%M}"}


def _where(meeting: Meeting, elsewhere: str | None) -> list[str]:
    """Return the place, and where one would go who only read the mail before."""
    lines = []
    location = clean_line(meeting.location) or (_("not known yet") if elsewhere else "")
    if location:
        lines.append(_("Where: {location}", location=location))
    if elsewhere:
        lines.append(_("Before: {location}", location=clean_line(elsewhere)))
    return lines


def _mailbox(contact: Contact) -> Address:
    return Address(display_name=clean_line(contact.name), addr_spec=contact.email)


def _require_fit(meeting: Meeting, method: Method) -> None:
    values = {"title": clean_line(meeting.title), "status": status_label(meeting.status)}
    if method is Method.CANCEL and meeting.status is not MeetingStatus.CANCELLED:
        raise Refused(
            say("“{title}” is not cancelled; cancel it before taking invitations back.", **values)
        )
    if method is Method.REQUEST and meeting.status not in _INVITING:
        raise Refused(say("“{title}” is {status}; nobody can be invited to it.", **values))


_INVITING = frozenset({MeetingStatus.PLANNED, MeetingStatus.INVITED})


def _require_address(contact: Contact, otherwise: Message) -> None:
    if not _ADDRESS.fullmatch(contact.email):
        raise WrongUse(otherwise, field="email")


def _email(contact: Contact) -> str:
    return clean_line(contact.email)
