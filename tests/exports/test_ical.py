from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.errors import Refused
from council.meetings import Meeting, MeetingStatus
from council.record import replace
from council.text import clean, clean_line
from exports.ical import Audience, Deadline, calendar, review
from tests.exports.content_lines import components, content_lines
from tests.exports.meetings import meeting
from tests.exports.readers import READERS, Entry

SUMMER, WINTER = 2, 1  # hours that Dutch clocks are ahead of UTC

# The second Tuesdays of a year, with the days around both changes of the clock.
YEAR = [
    ("2026-09-08", SUMMER),
    ("2026-10-13", SUMMER),
    ("2026-10-24", SUMMER),
    ("2026-10-26", WINTER),
    ("2026-11-10", WINTER),
    ("2026-12-08", WINTER),
    ("2027-01-12", WINTER),
    ("2027-02-09", WINTER),
    ("2027-03-09", WINTER),
    ("2027-03-27", WINTER),
    ("2027-03-29", SUMMER),
    ("2027-04-13", SUMMER),
    ("2027-05-11", SUMMER),
    ("2027-06-08", SUMMER),
    ("2027-07-13", SUMMER),
    ("2027-08-10", SUMMER),
    ("2027-09-14", SUMMER),
]


def deadline(**changes: object) -> Deadline:
    standard = Deadline(
        uid="advice-7",
        due_on=date(2027, 3, 28),
        summary="Advies Beleidsplan",
        description="Zes weken\nna ontvangst",
        modified_at=datetime(2027, 2, 14, 8, 0, tzinfo=UTC),
    )
    return replace(standard, **changes)


def members(*meetings: Meeting, deadlines: tuple[Deadline, ...] = ()) -> bytes:
    return calendar(meetings, name="Raad", audience=Audience.MEMBERS, deadlines=deadlines)


def public(*meetings: Meeting) -> bytes:
    return calendar(meetings, name="Raad", audience=Audience.PUBLIC)


def a_year() -> tuple[list[Meeting], list[Entry]]:
    meetings, expected = [], []
    for number, (day, ahead) in enumerate(YEAR, start=1):
        start = datetime.fromisoformat(f"{day}T19:30")
        each = meeting(number, starts_at=start, minutes=90)
        if number == 5:  # moved to another evening, another time
            start = datetime(2026, 11, 12, 20, 0)
            each = replace(each, starts_at=start, sequence=1)
        title = each.title
        if number in {3, 14}:
            each = replace(each, status=MeetingStatus.CANCELLED, sequence=1, reason="ziekte")
            title = f"CANCELLED: {title}"
        meetings.append(each)
        first = start.replace(tzinfo=timezone(timedelta(hours=ahead))).astimezone(UTC)
        expected.append(Entry(title, first, first + timedelta(minutes=90)))
    return meetings, expected


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_shows_a_year_of_meetings_at_the_same_moments(
    reader: str, tmp_path: Path
) -> None:
    meetings, expected = a_year()
    data = members(*meetings)
    assert sorted(READERS[reader](data, tmp_path)) == sorted(expected)


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_shows_a_deadline_on_its_one_day(reader: str, tmp_path: Path) -> None:
    shown = READERS[reader](members(deadlines=(deadline(),)), tmp_path)
    assert shown == [Entry("Advies Beleidsplan", date(2027, 3, 28), date(2027, 3, 28))]


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_shows_the_title_as_it_was_typed(reader: str, tmp_path: Path) -> None:
    title = "Thema; Wmo, jeugd: 50% 😀 \\ “één” " + "ruggespraak " * 12
    [shown] = READERS[reader](members(meeting(title=title)), tmp_path)
    assert shown.title == clean_line(title)


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_takes_a_calendar_without_meetings(reader: str, tmp_path: Path) -> None:
    assert READERS[reader](members(), tmp_path) == []


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (MeetingStatus.PLANNED, "CONFIRMED"),
        (MeetingStatus.INVITED, "CONFIRMED"),
        (MeetingStatus.HELD, "CONFIRMED"),
        (MeetingStatus.CANCELLED, "CANCELLED"),
    ],
)
def test_status_in_the_calendar(status: MeetingStatus, shown: str) -> None:
    [event] = components(members(meeting(status=status)), "VEVENT")
    assert event["STATUS"].value == shown


def test_a_draft_does_not_leave() -> None:
    draft = meeting(status=MeetingStatus.DRAFT)
    assert components(members(draft), "VEVENT") == []


def test_a_cancelled_meeting_stays_says_so_and_leaves_the_evening_free() -> None:
    cancelled = meeting(
        status=MeetingStatus.CANCELLED, sequence=3, reason="ziekte van de voorzitter"
    )
    data = members(cancelled)
    [event] = components(data, "VEVENT")
    assert event["UID"].value == cancelled.uid
    assert event["SEQUENCE"].value == "3"
    assert event["SUMMARY"].text == "CANCELLED: Cliëntenraad 1"
    assert event["TRANSP"].value == "TRANSPARENT"
    assert b"ziekte" not in data


def test_the_identity_and_the_stamps_are_those_that_were_stored() -> None:
    for stamp in (datetime(2026, 6, 2, 10, 30, tzinfo=UTC), datetime(2026, 6, 2, 10, 30)):
        [event] = components(members(meeting(sequence=4, modified_at=stamp)), "VEVENT")
        assert event["DTSTAMP"].value == event["LAST-MODIFIED"].value == "20260602T103000Z"
        assert event["CREATED"].value == "20260601T090000Z"
        assert event["SEQUENCE"].value == "4"


def test_times_are_local_with_the_zone_defined_before_its_use() -> None:
    data = members(meeting())
    [event] = components(data, "VEVENT")
    for name, value in (("DTSTART", "20270112T193000"), ("DTEND", "20270112T213000")):
        assert event[name].parameters == "TZID=Europe/Amsterdam"
        assert event[name].value == value
    assert data.index(b"END:VTIMEZONE") < data.index(b"BEGIN:VEVENT")
    [summer] = components(data, "DAYLIGHT")
    [winter] = components(data, "STANDARD")
    assert summer["DTSTART"].value == "19810329T020000"
    assert winter["DTSTART"].value == "19961027T030000"


def test_the_same_data_in_any_order_gives_the_same_bytes() -> None:
    meetings, _ = a_year()
    first = members(*meetings, deadlines=(deadline(), deadline(uid="advice-8")))
    again = members(*reversed(meetings), deadlines=(deadline(uid="advice-8"), deadline()))
    assert first == again


def test_a_feed_has_a_name_and_says_when_to_come_back() -> None:
    data = calendar([], name="Raad; Werk, Zorg\\Jeugd\r\nX-EVIL:1", audience=Audience.MEMBERS)
    [feed] = components(data, "VCALENDAR")
    assert feed["NAME"].text == feed["X-WR-CALNAME"].text == "Raad; Werk, Zorg\\Jeugd X-EVIL:1"
    assert feed["NAME"].value == r"Raad\; Werk\, Zorg\\Jeugd X-EVIL:1"
    assert feed["REFRESH-INTERVAL"] == ("REFRESH-INTERVAL", "VALUE=DURATION", "PT6H")
    assert feed["X-PUBLISHED-TTL"].value == "PT6H"
    assert feed["VERSION"].value == "2.0"


def test_no_file_asks_for_an_answer_or_repeats() -> None:
    meetings, _ = a_year()
    names = {line.name for line in content_lines(members(*meetings, deadlines=(deadline(),)))}
    assert not names & {"METHOD", "ATTENDEE", "ORGANIZER", "RECURRENCE-ID", "EXDATE", "RDATE"}
    assert all("RRULE" not in each for each in components(members(*meetings), "VEVENT"))


def test_the_public_sees_of_a_closed_meeting_only_that_there_is_one() -> None:
    closed = meeting(public=False, title="Klacht over wethouder")
    [event] = components(public(closed), "VEVENT")
    assert event["SUMMARY"].text == "Closed meeting"
    assert event["UID"].value == closed.uid
    assert event["DTSTART"].value == "20270112T193000"
    assert not {"LOCATION", "DESCRIPTION", "CLASS"} & set(event)
    assert b"wethouder" not in public(replace(closed, status=MeetingStatus.CANCELLED))


def test_members_see_a_closed_meeting_in_full_and_marked_as_private() -> None:
    [event] = components(members(meeting(public=False)), "VEVENT")
    assert event["SUMMARY"].text == "Cliëntenraad 1"
    assert event["LOCATION"].text == "Raadhuis, zaal 1; 2e etage"
    assert event["CLASS"].value == "PRIVATE"


def test_an_open_meeting_is_the_same_for_everybody() -> None:
    [event] = components(public(meeting()), "VEVENT")
    assert event["CLASS"].value == "PUBLIC"
    assert [event] == components(members(meeting()), "VEVENT")


def test_a_deadline_takes_a_day_without_making_it_busy() -> None:
    [event] = components(members(deadlines=(deadline(sequence=2),)), "VEVENT")
    assert event["DTSTART"] == ("DTSTART", "VALUE=DATE", "20270328")
    assert event["DTEND"] == ("DTEND", "VALUE=DATE", "20270329")
    assert event["TRANSP"].value == "TRANSPARENT"
    assert event["CLASS"].value == "PRIVATE"
    assert event["SEQUENCE"].value == "2"
    assert event["DESCRIPTION"].text == "Zes weken\nna ontvangst"


def test_deadlines_never_go_public() -> None:
    with pytest.raises(Refused, match="public calendar"):
        calendar([], name="Raad", audience=Audience.PUBLIC, deadlines=[deadline()])
    with pytest.raises(Refused, match="public calendar"):
        review([], audience=Audience.PUBLIC, deadlines=[deadline()])


HOSTILE = [
    "BEGIN:VEVENT\r\n",
    "END:VCALENDAR\n",
    "\r",
    "\r\n ",
    ";,\\",
    "\\n",
    "\\N",
    '"',
    "^n",
    "😀",
    "e\u0301",
    "\u202e",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x00",
    "\x1b]52;c;x\x07",
    "\ud800",
    "\ufeff",
    "C:\\Notulen",
    "{title}",
    "%s",
    "x" * 74,
    "é" * 40,
]
hostile_text = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=8).map("".join)


@given(title=hostile_text, location=hostile_text, name=hostile_text, uid=hostile_text)
def test_no_text_from_outside_becomes_a_line_of_its_own(
    title: str, location: str, name: str, uid: str
) -> None:
    one = meeting(title=title, location=location, uid=uid)
    data = calendar([one], name=name, audience=Audience.MEMBERS)
    [event] = components(data, "VEVENT")
    [feed] = components(data, "VCALENDAR")
    assert event["SUMMARY"].text == clean_line(title)
    assert event["UID"].text == clean_line(uid)
    assert (event["LOCATION"].text if "LOCATION" in event else "") == clean_line(location)
    assert feed["X-WR-CALNAME"].text == clean_line(name)
    plain = members(meeting())
    assert len(content_lines(data)) == len(content_lines(plain)) - ("LOCATION" not in event)


@given(summary=hostile_text, description=hostile_text)
def test_a_deadline_keeps_its_text_and_nothing_else(summary: str, description: str) -> None:
    data = members(deadlines=(deadline(summary=summary, description=description),))
    [event] = components(data, "VEVENT")
    assert event["SUMMARY"].text == clean_line(summary)
    expected = clean(description).strip()
    assert (event["DESCRIPTION"].text if expected else "") == expected


def test_a_title_carries_the_short_name_of_the_council_once() -> None:
    named = meeting(2, title="Vergadering ASD")
    closed = meeting(3, public=False)
    data = calendar([meeting(1), named, closed], name="Raad", audience=Audience.PUBLIC, code="ASD")
    assert sorted(event["SUMMARY"].text for event in components(data, "VEVENT")) == [
        "Cliëntenraad 1 (ASD)",
        "Closed meeting (ASD)",
        "Vergadering ASD",
    ]


def test_review_says_what_leaves_and_for_whom() -> None:
    meetings, _ = a_year()
    meetings[0] = replace(meetings[0], public=False)
    drafts = [meeting(99, status=MeetingStatus.DRAFT, starts_at=datetime(2030, 1, 1, 10))]
    told = review([*meetings, *drafts], audience=Audience.MEMBERS, deadlines=[deadline()])
    assert str(told) == (
        "17 meetings from Tue 8 Sep 2026 to Tue 14 Sep 2027 "
        "(of which 2 cancelled, 1 closed), 1 deadline; "
        "for the members: closed meetings in full, no attendees."
    )


@pytest.mark.parametrize(
    ("meetings", "told"),
    [
        ([], "No meetings; for the public: closed meetings without title or place, no attendees."),
        (
            [meeting()],
            "1 meeting, on Tue 12 Jan 2027; "
            "for the public: closed meetings without title or place, no attendees.",
        ),
    ],
)
def test_review_for_the_public(meetings: list[Meeting], told: str) -> None:
    assert str(review(meetings, audience=Audience.PUBLIC)) == told
