"""What was just made is under the cursor, so that the next key is about that and nothing else."""

from __future__ import annotations

import re

import pytest

from db.store import Store
from tests.screens.conftest import Opener, ScreenPilot, press, register, shown, write


def under_cursor(pilot: ScreenPilot) -> str:
    """Return the line that the cursor is on."""
    return next(line for line in shown(pilot).splitlines() if line.lstrip().startswith("> "))


async def take_in(pilot: ScreenPilot, line: str) -> None:
    """Register a request in one line."""
    await press(pilot, ":")
    await write(pilot, f"a {line}")
    await press(pilot, "enter")


@pytest.mark.parametrize("place", ["0", "1"])
async def test_the_next_key_is_about_the_request_that_was_typed_in_one_line(
    store: Store, screens: Opener, place: str
) -> None:
    register(store, "Te laat", 60)
    async with screens() as pilot:
        await press(pilot, place)
        assert "Te laat" in under_cursor(pilot)
        await take_in(pilot, "Nieuwe verordening")
        assert re.search("2026-002 +Nieuwe verordening", under_cursor(pilot))
        assert "Registered: 2026-002 Nieuwe verordening." in shown(pilot)
        await press(pilot, "t")
        assert "Nieuwe verordening" in shown(pilot)
        assert "Te laat" not in shown(pilot)


async def test_a_request_without_a_term_says_how_to_get_there(
    store: Store, screens: Opener
) -> None:
    with store.connection.change("test", "an ordinance that sets no terms"):
        store.connection.execute("DELETE FROM term_rule")
    async with screens() as pilot:
        await take_in(pilot, "Nieuwe verordening")
        assert "Plenair" in under_cursor(pilot)
        assert "Nieuwe verordening. Type :2026-001 to go there." in shown(pilot)


@pytest.mark.parametrize("place", ["2", "3", "4", "8", "R"])
async def test_where_no_requests_are_listed_a_new_one_says_how_to_get_there(
    screens: Opener, place: str
) -> None:
    async with screens() as pilot:
        await press(pilot, place)
        await take_in(pilot, "Nieuwe verordening")
        assert "Nieuwe verordening. Type :2026-001 to go there." in shown(pilot)
        await press(pilot, ":")
        await write(pilot, "2026-001")
        await press(pilot, "enter")
        assert "[1 Inbox]" in shown(pilot)
        assert "Nieuwe verordening" in shown(pilot)


async def plan(pilot: ScreenPilot, when: str) -> None:
    """Plan a working group."""
    await press(pilot, "n", "ctrl+u")
    await write(pilot, "Werkgroep")
    await press(pilot, "enter", "enter", "ctrl+u")
    await write(pilot, when)
    await press(pilot, "enter", "enter", "enter")


async def test_a_meeting_that_the_filter_leaves_out_is_gone_to(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "/")
        await write(pilot, "plenair")
        await press(pilot, "enter")
        await plan(pilot, "9-12-2026 20:00")
        assert "9 Dec" in under_cursor(pilot)
        assert "Werkgroep" in under_cursor(pilot)


async def test_a_meeting_moved_out_of_the_filter_is_gone_along_with(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "/")
        await write(pilot, "december")
        await press(pilot, "enter", "m")
        await write(pilot, "14-1-2027")
        await press(pilot, "enter")
        assert "14 Jan" in under_cursor(pilot)


async def test_the_month_follows_a_meeting_to_its_day(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "tab")
        await plan(pilot, "17-2-2027 20:00")
        assert "Feb 2027" in shown(pilot)
        await press(pilot, "x")
        assert "Werkgroep" in shown(pilot)


async def test_a_second_meeting_on_a_day_is_shown_in_the_list(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "3", "tab")
        await plan(pilot, "8-12-2026 21:00")
        assert "Werkgroep" in under_cursor(pilot)


async def test_a_member_is_under_the_cursor_when_appointed_to_another_seat(
    screens: Opener,
) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "n")
        await write(pilot, "K. Dummerink")
        await press(pilot, "enter")
        await write(pilot, "PW-2")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert "K. Dummerink sits on PW-2" in shown(pilot)
        assert "K. Dummerink" in under_cursor(pilot)


async def test_an_advice_that_is_begun_is_under_the_cursor(store: Store, screens: Opener) -> None:
    for title in ("Nota armoedebeleid", "Beleidsregels bijstand"):
        request = register(store, title)
        if title.startswith("Beleid"):
            store.advice.draft(request, text="Al begonnen.")
    async with screens() as pilot:
        await press(pilot, "2")
        assert "Beleidsregels" in under_cursor(pilot)
        await press(pilot, "n")
        await write(pilot, "armoede")
        await press(pilot, "enter")
        await write(pilot, "Ons oordeel")
        await press(pilot, "escape", "y")
        assert "Nota armoedebeleid" in under_cursor(pilot)
