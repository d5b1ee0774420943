from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from council.errors import Refused, WrongUse
from council.meetings import Meeting, MeetingStatus
from council.record import replace
from council.wording import speaking
from exports.invitations import Contact, Method, invitation
from raadtui.language import translator
from tests.exports.content_lines import Line, components
from tests.exports.meetings import meeting

SECRETARY = Contact(name="Secretariaat Raad", email="secretariaat@example.nl")
INVITEE = Contact(name='Zoë "Zo"; van der Proef', email="zoe@example.nl")
SENT = datetime(2026, 12, 15, 8, 5, tzinfo=UTC)


def sent(one: Meeting, method: Method = Method.REQUEST, invitee: Contact = INVITEE) -> bytes:
    return invitation(one, organizer=SECRETARY, invitee=invitee, method=method, sent_at=SENT)


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def told_of(one: Meeting, **told: Any) -> Meeting:
    """Return a meeting of which mails were written: as it is now, or as is said."""
    facts = {"told_sequence": 0, "told_starts_at": one.starts_at, "told_location": one.location}
    return replace(one, **{**facts, **told})


def calendars(message: EmailMessage) -> tuple[bytes, bytes]:
    """Return the calendar among the alternatives and the one attached."""
    alternatives, attached = message.iter_parts()
    _text, inline = alternatives.iter_parts()
    first, second = inline.get_payload(decode=True), attached.get_payload(decode=True)
    assert isinstance(first, bytes) and isinstance(second, bytes)
    return first, second


def event(data: bytes) -> dict[str, Line]:
    inline, _attached = calendars(opened(data))
    [found] = components(inline, "VEVENT")
    return found


def test_the_parts_lie_where_outlook_and_gmail_look_for_them() -> None:
    message = opened(sent(meeting()))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    inline = [*message.walk()][3]
    assert inline["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert inline["Content-Transfer-Encoding"] == "base64"
    first, second = calendars(message)
    assert first == second


@pytest.mark.parametrize(("lang", "name"), [("en", "meeting.ics"), ("nl", "vergadering.ics")])
def test_the_attached_calendar_is_called_in_the_language_of_the_mail(lang: str, name: str) -> None:
    with speaking(translator(lang)):
        message = opened(sent(meeting()))
    assert [part.get_filename() for part in message.walk()][-1] == name


def test_the_message_is_from_the_organizer_to_one_invitee() -> None:
    message = opened(sent(meeting()))
    assert message["From"].addresses[0].addr_spec == SECRETARY.email
    assert [each.addr_spec for each in message["To"].addresses] == [INVITEE.email]
    assert message["To"].addresses[0].display_name == INVITEE.name
    assert (
        message["Subject"]
        == "Invitation: Cliëntenraad 1, Tue 12 Jan 2027 19:30 (Secretariaat Raad)"
    )
    assert message["Date"].datetime == SENT
    told = event(sent(meeting()))
    assert told["ORGANIZER"].value == f"mailto:{SECRETARY.email}"
    assert told["ATTENDEE"].value == f"mailto:{INVITEE.email}"
    assert "RSVP=TRUE" in told["ATTENDEE"].parameters
    assert "CN=\"Zoë ^'Zo^'; van der Proef\"" in told["ATTENDEE"].parameters


def test_a_mail_program_opens_the_file_as_a_draft_to_send() -> None:
    cancelled = meeting(status=MeetingStatus.CANCELLED, sequence=1)
    for data in (sent(meeting()), sent(cancelled, Method.CANCEL)):
        assert opened(data)["X-Unsent"] == "1"


def text(data: bytes) -> list[str]:
    body = opened(data).get_body(("plain",))
    assert body is not None
    lines: list[str] = body.get_content().splitlines()
    return lines


def test_the_text_greets_says_when_and_where_and_is_signed() -> None:
    data = invitation(
        meeting(),
        organizer=SECRETARY,
        invitee=Contact(name="Proef, Zoë van der", email="zoe@example.nl"),
        method=Method.REQUEST,
        sent_at=SENT,
        signed_by="J. Fictema, secretary",
    )
    assert text(data) == [
        "Dear Zoë van der Proef,",
        "",
        "Secretariaat Raad invites you to this meeting.",
        "",
        "What: Cliëntenraad 1",
        "When: Tuesday 12 January 2027 from 19:30 to 21:30",
        "Where: Raadhuis, zaal 1; 2e etage",
        "",
        "Kind regards,",
        "J. Fictema, secretary",
        "Secretariaat Raad",
    ]


def test_the_text_of_a_cancellation_says_that_it_is_off_and_why() -> None:
    cancelled = meeting(status=MeetingStatus.CANCELLED, sequence=1, reason="te weinig leden")
    lines = text(sent(cancelled, Method.CANCEL))
    assert "Secretariaat Raad has cancelled this meeting." in lines
    assert "Why it was cancelled: te weinig leden" in lines


def test_the_mail_of_a_moved_meeting_says_from_when() -> None:
    told = datetime(2027, 1, 5, 19, 30)
    data = sent(told_of(meeting(sequence=1), told_starts_at=told))
    assert str(opened(data)["Subject"]).startswith("Moved from Tue 5 Jan 2027 19:30: ")
    assert "Secretariaat Raad has moved this meeting from Tuesday 5 January 2027 at 19:30." in text(
        data
    )


@pytest.mark.parametrize(
    ("now", "before", "where"),
    [
        ("Buurthuis", "Raadzaal", ["Where: Buurthuis", "Before: Raadzaal"]),
        ("Buurthuis", "", ["Where: Buurthuis"]),
        ("", "Raadzaal", ["Where: not known yet", "Before: Raadzaal"]),
    ],
)
def test_the_mail_of_a_meeting_at_another_place_says_so(
    now: str, before: str, where: list[str]
) -> None:
    data = sent(told_of(meeting(sequence=1, location=now), told_location=before))
    assert str(opened(data)["Subject"]).startswith("Other place: Cliëntenraad 1, Tue 12 Jan")
    lines = text(data)
    assert "Secretariaat Raad has changed the place of this meeting." in lines
    assert [line for line in lines if line.startswith(("Where", "Before"))] == where


def test_the_mail_of_a_meeting_at_another_moment_and_place_says_both() -> None:
    told = datetime(2027, 1, 5, 19, 30)
    one = meeting(sequence=1, location="Buurthuis")
    data = sent(told_of(one, told_starts_at=told, told_location="Raadzaal"))
    assert str(opened(data)["Subject"]).startswith("Moved from Tue 5 Jan 2027 19:30: ")
    assert "Before: Raadzaal" in text(data)


def test_the_mail_of_a_meeting_that_is_where_it_was_told_to_be_is_an_invitation() -> None:
    data = sent(told_of(meeting(sequence=2)))
    assert str(opened(data)["Subject"]).startswith("Invitation: ")
    assert not any(line.startswith("Before") for line in text(data))


def test_the_stamp_is_the_time_of_the_message() -> None:
    told = event(sent(meeting(sequence=2)))
    assert told["DTSTAMP"].value == "20261215T080500Z"
    assert told["LAST-MODIFIED"].value == "20260602T103000Z"
    assert told["SEQUENCE"].value == "2"


def test_the_method_stands_in_the_calendar_too() -> None:
    cancelled = meeting(status=MeetingStatus.CANCELLED, sequence=3)
    for one, method in ((meeting(), Method.REQUEST), (cancelled, Method.CANCEL)):
        inline, _attached = calendars(opened(sent(one, method)))
        [feed] = components(inline, "VCALENDAR")
        assert feed["METHOD"].value == method


def test_a_cancellation_reaches_the_meeting_that_was_sent() -> None:
    first = event(sent(meeting()))
    last = event(sent(meeting(status=MeetingStatus.CANCELLED, sequence=1), Method.CANCEL))
    assert last["UID"] == first["UID"]
    assert int(last["SEQUENCE"].value) > int(first["SEQUENCE"].value)
    assert last["STATUS"].value == "CANCELLED"
    assert last["ATTENDEE"].value == first["ATTENDEE"].value
    assert "RSVP" not in last["ATTENDEE"].parameters


def test_the_same_message_gives_the_same_bytes_and_another_invitee_another_message() -> None:
    assert sent(meeting()) == sent(meeting())
    other = Contact(name="Bo Schijn", email="bo@example.nl")
    assert (
        opened(sent(meeting()))["Message-ID"]
        != opened(sent(meeting(), invitee=other))["Message-ID"]
    )


def test_a_hostile_title_or_name_adds_no_header_and_no_recipient() -> None:
    evil = "Overleg\r\nBcc: evil@example.nl\r\n\r\n\u202etekst"
    data = sent(
        meeting(title=evil, location=evil), invitee=Contact(name=evil, email="a@example.nl")
    )
    message = opened(data)
    assert message["Bcc"] is None
    assert [each.addr_spec for each in message["To"].addresses] == ["a@example.nl"]
    assert event(data)["SUMMARY"].text == "Overleg Bcc: evil@example.nl tekst"
    assert not [line for line in data.split(b"\r\n") if len(line) > 998 or b"\n" in line]


@pytest.mark.parametrize(
    ("status", "method"),
    [
        (MeetingStatus.DRAFT, Method.REQUEST),
        (MeetingStatus.HELD, Method.REQUEST),
        (MeetingStatus.CANCELLED, Method.REQUEST),
        (MeetingStatus.PLANNED, Method.CANCEL),
        (MeetingStatus.HELD, Method.CANCEL),
    ],
)
def test_a_message_that_does_not_fit_the_meeting_is_refused(
    status: MeetingStatus, method: Method
) -> None:
    with pytest.raises(Refused, match="Cliëntenraad 1"):
        sent(meeting(status=status), method)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "geen adres",
        "zoe@",
        "zoe@example",
        "zoe.@example.nl",
        ".zoe@example.nl",
        "zoe..proef@example.nl",
        "a@example.nl, b@example.nl",
        "a@example.nl\r\nBcc: b",
    ],
)
def test_an_address_that_is_none_is_refused(email: str) -> None:
    with pytest.raises(WrongUse, match="is not an e-mail address"):
        sent(meeting(), invitee=Contact(name="Zoë van der Proef", email=email))
