"""The meetings: planning a series, moving, cancelling, the month, and the calendar file."""

from __future__ import annotations

import getpass
import re
import shlex
import socket
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from council.calendar import DayOff, DayOffKind
from council.councils import Council
from council.meetings import MeetingKind, MeetingStatus
from council.wording import speaking
from db.store import Store
from raadtui.language import translator
from screens.app import RaadApp
from screens.desk import Desk
from screens.outgoing import fetching
from tests.screens.conftest import (
    TODAY,
    Opener,
    ScreenPilot,
    at_ten,
    press,
    register,
    settle,
    shown,
    write,
)


async def type_series(pilot: ScreenPilot, begins: str, ends: str) -> None:
    """Type a series on every first Wednesday in the form for new meetings."""
    await press(pilot, "3", "n", "ctrl+u")
    await write(pilot, "Werkgroep")
    await press(pilot, "enter", "enter")
    for words in (begins, "1e woensdag"):
        await write(pilot, words)
        await press(pilot, "enter")
    await write(pilot, ends)


async def test_a_series_shows_every_date_before_it_is_planned(
    store: Store, screens: Opener
) -> None:
    async with screens(120, 40) as pilot:
        await type_series(pilot, "7-4-2027 20:00", "1-7-2027")
        text = shown(pilot)
        assert re.search(r"Wed 5 May 2027 +Holiday: Liberation Day", text)
        assert "Liberation Day" in text
        assert len(store.meetings.between(1)) == 2
        await press(pilot, "enter")
        planned = [one.starts_at for one in store.meetings.between(1) if one.series_id]
        assert planned == [datetime(2027, 4, 7, 20), datetime(2027, 6, 2, 20)]
        assert "Planned: 2 meetings" in shown(pilot)


async def test_a_series_of_next_year_ends_in_the_year_it_begins_in(
    store: Store, screens: Opener
) -> None:
    async with screens(120, 40) as pilot:
        await type_series(pilot, "6 jan 20:00", "31 dec")
        assert "Fri 31 Dec 2027" in shown(pilot)
        await press(pilot, "enter")
        planned = [one.starts_at for one in store.meetings.between(1) if one.series_id]
        assert (planned[0], planned[-1]) == (datetime(2027, 1, 6, 20), datetime(2027, 12, 1, 20))


async def test_moving_a_meeting_takes_two_keys(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3")
        keys = await press(pilot, "m")
        await write(pilot, "wo 9 dec 20:00")
        keys += await press(pilot, "enter")
        assert keys == 2
        moved = store.meetings.get(1)
        assert (moved.starts_at, moved.sequence) == (datetime(2026, 12, 9, 20), 1)


async def test_a_meeting_that_only_goes_elsewhere_keeps_its_moment(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "m")
        assert shown(pilot).count("Tue 8 Dec 2026 19:30") == 2  # in the title and the field
        await press(pilot, "tab", "tab", "ctrl+u")
        await write(pilot, "Buurthuis")
        await press(pilot, "enter")
    moved = store.meetings.get(1)
    assert (moved.starts_at, moved.location) == (datetime(2026, 12, 8, 19, 30), "Buurthuis")


async def test_a_meeting_moved_to_a_day_keeps_its_hour(store: Store, screens: Opener) -> None:
    meeting = store.meetings.get(1)
    store.meetings.move(meeting, datetime(2026, 12, 8, 10))
    async with screens() as pilot:
        await press(pilot, "3", "m")
        await write(pilot, "wo 9 dec")
        await press(pilot, "enter")
    assert store.meetings.get(1).starts_at == datetime(2026, 12, 9, 10)


async def test_cancelling_asks_why_and_keeps_the_meeting_in_the_list(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "x", "enter")
        assert "Fill this in." in shown(pilot)
        await write(pilot, "te weinig aanmeldingen")
        await press(pilot, "enter")
        assert store.meetings.get(1).status is MeetingStatus.CANCELLED
        assert "x Tue 8 Dec 2026 19:30" in shown(pilot)
        await press(pilot, "x")
        assert "is cancelled and cannot change" in shown(pilot)


async def test_a_date_that_does_not_exist_is_said_beside_its_field(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "m")
        await write(pilot, "30-2-2027 20:00")
        await press(pilot, "enter")
        assert "! 30-2-2027 does not exist" in shown(pilot)


async def test_how_often_is_checked_when_one_goes_on(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "n", "tab", "tab")
        await write(pilot, "14-4 20:00")
        await press(pilot, "tab")
        await write(pilot, "2e dindag")
        await press(pilot, "tab")
        assert "! “2e dindag” is not how often" in shown(pilot)


@pytest.mark.parametrize(
    ("every", "until", "said"),
    [
        ("", "30-6-2027", "! How often is the series that ends on Wed 30 Jun 2027?"),
        ("1e woensdag", "", "! A series has a last day: until when does it run?"),
    ],
)
async def test_half_a_series_is_asked_for_the_other_half(
    store: Store, screens: Opener, every: str, until: str, said: str
) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "n", "tab", "tab")
        await write(pilot, "7-4-2027 20:00")
        await press(pilot, "tab")
        await write(pilot, every)
        await press(pilot, "tab")
        await write(pilot, until)
        await press(pilot, "enter")
        assert said in shown(pilot)
    assert len(store.meetings.between(1)) == 2


async def test_the_month_shows_meetings_and_moves_by_day_week_and_month(screens: Opener) -> None:
    async with screens(120, 40) as pilot:
        await press(pilot, "3", "tab")
        assert "Dec 2026" in shown(pilot)
        assert ">8" in shown(pilot)
        assert "19:30" in shown(pilot)
        await press(pilot, "pagedown", "down", "left")
        assert "Jan 2027" in shown(pilot)
        assert "Thu 14 Jan 2027" in shown(pilot)
        await press(pilot, "tab")
        assert "Plenair" in shown(pilot)


async def test_planning_from_the_month_begins_on_the_day_in_view(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "tab", "right", "n")
        assert "Wed 9 Dec 2026 19:30" in shown(pilot)


@pytest.mark.parametrize(("key", "closed"), [("m", False), ("p", True)])
async def test_a_calendar_leaves_after_a_choice_and_a_last_look(
    screens: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, closed: bool
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with screens() as pilot:
        await press(pilot, "3", "u", key)
        assert "2 meetings from Tue 8 Dec 2026 to Tue 12 Jan 2027" in shown(pilot)
        assert not list(tmp_path.glob("*.ics"))
        await press(pilot, "y")
        (file,) = tmp_path.glob("*.ics")
        assert file.name in shown(pilot)
        assert (b"SUMMARY:Plenair" in file.read_bytes()) is not closed


@pytest.mark.parametrize(("key", "name"), [("l", "leden"), ("i", "openbaar")])
async def test_the_name_proposed_for_a_calendar_is_in_the_users_language(
    screens: Opener, key: str, name: str
) -> None:
    with speaking(translator("nl")):
        async with screens() as pilot:
            await press(pilot, "3", "u", key)
            assert f"raad-2026-11-23-{name}.ics" in shown(pilot)


async def test_the_list_begins_at_the_next_meeting(store: Store, screens: Opener) -> None:
    meeting = store.meetings.get(1)
    store.meetings.move(meeting, datetime(2026, 11, 3, 19, 30))
    async with screens() as pilot:
        await press(pilot, "3")
        assert ">   Tue 12 Jan 2027" in shown(pilot)


async def test_a_meeting_that_was_is_called_held_and_may_still_be_cancelled(
    store: Store, screens: Opener
) -> None:
    store.meetings.move(store.meetings.get(1), datetime(2026, 11, 3, 19, 30))
    async with screens(120, 40) as pilot:
        await press(pilot, "3", "up")
        (line,) = [one for one in shown(pilot).splitlines() if "Tue 3 Nov 2026" in one[:60]]
        assert "held" in line
        assert "plenary, held" in shown(pilot)
        await press(pilot, "x")
        assert "Cancel" in shown(pilot)


async def test_a_meeting_is_held_as_soon_as_it_ends_while_the_screen_is_open(
    store: Store, screens: Opener
) -> None:
    evening = datetime.combine(TODAY, time(19, 30))
    store.meetings.move(store.meetings.get(1), evening)
    moment = [evening + timedelta(minutes=119)]
    sent: list[str] = []
    async with screens(120, 40, now=lambda: moment[0]) as pilot:
        assert "Mon 23 Nov 19:30 Plenair" in shown(pilot)
        await press(pilot, "3")
        assert "plenary, planned" in shown(pilot)
        store.connection.raw.set_trace_callback(sent.append)
        look(pilot)
        moment[0] += timedelta(seconds=59)
        look(pilot)
        assert set(sent) == {"PRAGMA data_version"}
        moment[0] += timedelta(seconds=1)
        look(pilot)
        await settle(pilot)
        assert "plenary, held" in shown(pilot)
        (line,) = [one for one in shown(pilot).splitlines() if "Mon 23 Nov 2026" in one[:60]]
        assert "held" in line
        sent.clear()
        look(pilot)
        assert set(sent) == {"PRAGMA data_version"}
        await press(pilot, "0")
        assert "Mon 23 Nov 19:30 Plenair" not in shown(pilot)
        assert "Tue 12 Jan 2027 19:30 Plenair" in shown(pilot)


def look(pilot: ScreenPilot) -> None:
    """Let the program look at what changed, as it does every second."""
    assert isinstance(pilot.app, RaadApp)
    pilot.app.look()


@pytest.mark.parametrize("height", [22, 23, 24])
async def test_the_last_week_of_the_month_shows_its_meetings_in_the_least_window(
    store: Store, screens: Opener, height: int
) -> None:
    store.meetings.plan(
        1,
        title="Thema",
        kind=MeetingKind.THEME,
        starts=[datetime(2027, 1, 4 + hour, 9) for hour in (0, 0, 0, 1)],
        minutes=30,
    )
    async with screens(80, height) as pilot:
        await press(pilot, "3", "tab")
        (week,) = [line for line in shown(pilot).splitlines() if line.startswith(" 1  4 ")]
        below = shown(pilot).splitlines()
        times = below[below.index(week) + 1]
        assert times.count("09:00") == 2
        assert "09:00+" in times if height < 24 else "09:00+" in shown(pilot)


async def test_after_the_month_enter_reads_again_in_a_narrow_window(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "tab", "tab", "enter")
        assert "Raadzaal" in shown(pilot)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("planned", ["8 Dec", "12 Jan"]),
        ("dec", ["8 Dec"]),
        ("8 december", ["8 Dec"]),
        ("tuesday 2027", ["12 Jan"]),
        ("raadzaal plenary", ["8 Dec", "12 Jan"]),
        ("theme", []),
        ("30", []),
        ("19", ["8 Dec", "12 Jan"]),
    ],
)
async def test_the_filter_keeps_what_one_sees(screens: Opener, words: str, seen: list[str]) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "/")
        await write(pilot, words)
        text = shown(pilot)
        assert [day for day in ("8 Dec", "12 Jan") if f"Tue {day}" in text] == seen


async def test_a_filter_begins_at_the_next_meeting_and_so_does_the_list_after_it(
    store: Store, council: Council, screens: Opener
) -> None:
    store.meetings.plan(
        council.id,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        starts=[datetime(2025, 12, 9, 19, 30)],
        minutes=120,
    )
    async with screens() as pilot:
        await press(pilot, "3", "/")
        await write(pilot, "plenair")
        await press(pilot, "enter")
        assert "> " in next(line for line in shown(pilot).splitlines() if "8 Dec 2026" in line)
        await press(pilot, "escape")
        assert "> " in next(line for line in shown(pilot).splitlines() if "8 Dec 2026" in line)


async def test_members_are_invited_by_a_mail_each(
    store: Store, screens: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    person = store.members.people()[0]
    store.members.change_person(person, name=person.name, email="lid@example.nl", phone="")
    async with screens() as pilot:
        keys = await press(pilot, "3", "i")
        assert "1 mail, to one member each." in shown(pilot)
        assert "has no e-mail address." in shown(pilot)
        await write(pilot, "raad@example.nl")
        keys += await press(pilot, "enter")
        assert keys == 3
        assert "1 mail written: ~/invitations 2026-12-08. " in " ".join(shown(pilot).split())
        assert "No e-mail address: " in shown(pilot)
        assert store.meetings.get(1).status is MeetingStatus.INVITED
        assert "mails ready" in shown(pilot)
        await press(pilot, "m")
        await write(pilot, "wo 9 dec")
        await press(pilot, "enter", "escape")
        assert "! Wed 9 Dec 2026" in shown(pilot)
        await press(pilot, "enter")
        assert "! Invitations were written: the members have yet to hear of the new" in shown(pilot)
        await press(pilot, "escape", "i")
        assert "Tell that it moved from Tue 8 Dec 2026 19:30" in shown(pilot)
        await write(pilot, "raad@example.nl")
        await press(pilot, "enter")
        assert "! Wed 9 Dec 2026" not in shown(pilot)
        await press(pilot, "m")
        while "> where" not in shown(pilot):
            await press(pilot, "tab")
        await write(pilot, "Buurthuis")
        await press(pilot, "enter", "i")
        assert "Tell that the place changed: Plenair of Wed 9 Dec 2026 19:30" in shown(pilot)
        await press(pilot, "escape", "x")
        await write(pilot, "te weinig leden")
        await press(pilot, "enter")
        assert "to hear that it is off. i writes the mails." in shown(pilot)
        assert "! Wed 9 Dec 2026" in shown(pilot)
        await press(pilot, "i")
        assert "take back what nobody received" not in shown(pilot)
        await write(pilot, "raad@example.nl")
        await press(pilot, "enter")
        assert "x Wed 9 Dec 2026" in shown(pilot)
    (first,) = (tmp_path / "invitations 2026-12-08").iterdir()
    (second,) = (tmp_path / "cancellations 2026-12-09").iterdir()
    assert b"lid@example.nl" in first.read_bytes()
    assert b"method=CANCEL" in second.read_bytes().replace(b'"', b"")


async def test_a_draft_is_made_final_before_members_are_invited(
    store: Store, screens: Opener
) -> None:
    store.meetings.plan(
        1,
        title="Jeugd",
        kind=MeetingKind.THEME,
        starts=[datetime(2026, 12, 1, 19, 30)],
        minutes=120,
        draft=True,
    )
    async with screens() as pilot:
        await press(pilot, "3")
        assert "v make final" not in shown(pilot)
        await press(pilot, "up")
        assert "v make final" in shown(pilot)
        await press(pilot, "i")
        assert "“Jeugd” is a draft: make it final before inviting." in shown(pilot)
        await press(pilot, "v")
        assert "Jeugd: Tue 1 Dec 19:30, planned." in shown(pilot)
        await press(pilot, "i")
        assert "Invite to Jeugd" in shown(pilot)


async def test_that_a_cancelled_meeting_had_no_invitations_is_said_before_mails_are_written(
    store: Store, screens: Opener
) -> None:
    store.meetings.cancel(store.meetings.get(1), "te weinig leden")
    async with screens() as pilot:
        await press(pilot, "3", "up", "i")
        assert "! No invitations were written for this meeting" in shown(pilot)


@pytest.mark.parametrize(("place", "offered"), [("3", "i invite"), ("4", "i read in a list")])
async def test_the_key_line_offers_what_i_does(screens: Opener, place: str, offered: str) -> None:
    async with screens(120, 40) as pilot:
        await press(pilot, place)
        assert offered in shown(pilot)


async def test_a_recess_added_since_and_the_rule_of_the_quorum_stand_with_the_meeting(
    store: Store, screens: Opener
) -> None:
    recess = DayOff(
        starts_on=date(2026, 12, 7),
        ends_on=date(2026, 12, 11),
        kind=DayOffKind.RECESS,
        name="Weekreces",
        source="besluit",
    )
    store.terms.add_day_off(recess, TODAY)
    async with screens() as pilot:
        await press(pilot, "3", "enter")
        text = shown(pilot)
        assert "2 of 3 voting members" in text
        assert "more than half of the seated voting members" in text
        assert "! Tue 8 Dec 2026 is in “Weekreces”." in text
        assert "has been" not in text


@pytest.mark.parametrize(
    ("environment", "key", "command"),
    [
        ({}, "m", None),
        ({"SSH_CONNECTION": "::1 1 ::1 22"}, "m", " raadtui export ical -o - > raad.ics"),
        (
            {"SUDO_USER": "cora"},
            "t",
            f" sudo -u {getpass.getuser()} raadtui export ical --deadlines -o - > raad.ics",
        ),
        (
            {"SSH_CONNECTION": "::1 1 ::1 22"},
            "p",
            " raadtui export ical --audience public -o - > raad.ics",
        ),
    ],
)
async def test_how_a_calendar_is_fetched_from_elsewhere_is_said_as_it_works(
    screens: Opener,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    key: str,
    command: str | None,
) -> None:
    for name in ("SSH_CONNECTION", "SUDO_USER"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with screens(160, 24) as pilot:
        await press(pilot, "3", "u", key)
        assert "Write a calendar" in shown(pilot)
        if command is None:
            assert "ssh " not in shown(pilot)
        else:
            assert f"ssh {socket.gethostname()}{command}" in " ".join(shown(pilot).split())


def test_no_shell_runs_the_code_of_a_council_that_is_fetched(
    store: Store, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "::1 1 ::1 22")
    other = store.councils.create(code="WG 'x';$(id)", name="Jongerenraad")
    said = fetching(Desk(store, other, at_ten), "export ical", "raad.ics")
    _ssh, _host, *handed_on = shlex.split(said.removesuffix(" > raad.ics"))
    there = shlex.split(" ".join(handed_on))
    assert there[-4:] == ["--council", other.code, "-o", "-"]


async def test_cancelling_the_plenary_of_a_request_names_that_request(
    store: Store, screens: Opener
) -> None:
    register(store, "Nota vervoer")
    store.meetings.cancel(store.meetings.between(1)[1], "ziekte")
    async with screens(120, 40) as pilot:
        await press(pilot, "3", "x")
        await write(pilot, "te weinig leden")
        await press(pilot, "enter")
        assert "No plenary is left in time for the advice on 2026-001." in shown(pilot)
