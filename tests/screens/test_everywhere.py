"""What works in every place: the digits, help, commands, search, undo, the size of the window."""

from __future__ import annotations

import re
from datetime import date

import click
import pytest
from textual import events

from council.councils import CouncilKind
from council.meetings import MeetingStatus
from db.store import Store
from raadtui.cli.program import program
from screens.actions import ACTIONS, actions_in
from screens.app import RaadApp
from screens.command import ELSEWHERE
from screens.doors import DOORS, Door
from screens.place import Place
from tests.screens.conftest import Opener, press, register, shown, write


def test_every_key_has_one_meaning_in_a_place() -> None:
    for door in DOORS:
        keys = [one.key for one in actions_in(door.id)]
        assert len(keys) == len(set(keys)), door.id


async def test_a_click_on_a_place_or_on_a_key_does_what_the_key_does(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        for door in (*DOORS[1:], DOORS[0], DOORS[1]):
            line = shown(pilot).splitlines()[1]
            await pilot.click("#places", offset=(line.index(f"{door.key} "), 0))
            await press(pilot)
            assert f"[{door.key} " in shown(pilot).splitlines()[1]
        for key, title in (("n new", "New request for advice"), ("t term", "our term for the")):
            bar = shown(pilot).splitlines()[-1]
            for beside in (bar.index(key) - 1, bar.index(key) + len(key)):
                await pilot.click("KeyBar", offset=(beside, 0))
                await press(pilot)
                assert title not in shown(pilot)
            await pilot.click("KeyBar", offset=(bar.index(key) + len(key) - 1, 0))
            await press(pilot)
            assert title in shown(pilot)
            await press(pilot, "escape")
        await pilot.click("KeyBar", offset=(0, 0))
        await press(pilot)
        assert "acknowledgement of receipt" in shown(pilot)


def test_every_action_has_a_sentence_of_help() -> None:
    assert all(re.fullmatch(r"[A-Z].*\.", one.help) for one in ACTIONS)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.id)
def test_every_action_of_a_place_can_be_done_there(door: Door) -> None:
    from screens.everywhere import DO

    place = type(door.enter())
    for one in actions_in(door.id):
        assert hasattr(place, f"do_{one.id}") or one.id in DO, one.id


@pytest.mark.parametrize("start", DOORS, ids=lambda door: door.id)
async def test_every_place_is_one_digit_away(screens: Opener, start: Door) -> None:
    async with screens() as pilot:
        for door in DOORS:
            await press(pilot, start.key, door.key)
            assert f"[{door.key} {door.label}]" in shown(pilot)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.id)
async def test_beside_what_there_is_to_read_the_list_keeps_its_columns(
    screens: Opener, door: Door
) -> None:
    titles = []
    for width, height in ((80, 24), (120, 40)):
        async with screens(width, height) as pilot:
            await press(pilot, door.key)
            place = pilot.app.screen
            assert isinstance(place, Place)
            titles.append([column.title for column, _width in place.list._fitting()])
    assert titles[0] == titles[1]


async def test_help_filters_as_one_types_and_enter_does_it(store: Store, screens: Opener) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "?")
        assert "Register a request" in shown(pilot)
        await write(pilot, "sensible")
        assert "Register a request" not in shown(pilot)
        await press(pilot, "enter")
        assert f"{request.ref}-B1" in shown(pilot)


async def test_a_command_of_another_place_is_done_there(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", ":")
        await write(pilot, "meetings plan")
        assert "3 n" in shown(pilot)
        assert "Meetings: plan" in shown(pilot)
        await press(pilot, "enter")
        assert "Plan meetings" in shown(pilot)
        await press(pilot, "escape")
        assert "[3 Meetings]" in shown(pilot)


@pytest.mark.parametrize(
    ("place", "typed", "there", "said"),
    [
        ("4", "cancel", "[3 Meetings]", "x does that here, with the line under the cursor."),
        ("3", "reappoint", "[4 Members]", "h does that here, with the line under the cursor."),
        ("3", "papers", "[1 Inbox]", "s does that here, with the line under the cursor."),
        ("4", "term", "[1 Inbox]", "t does that here, with the line under the cursor."),
    ],
)
async def test_what_is_done_to_a_row_elsewhere_is_gone_to_by_its_name(
    screens: Opener, place: str, typed: str, there: str, said: str
) -> None:
    async with screens() as pilot:
        await press(pilot, place, ":")
        await write(pilot, typed)
        await press(pilot, "enter")
        assert there in shown(pilot)
        assert said in shown(pilot)


async def test_what_needs_no_row_is_done_at_once_in_another_place(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", ":")
        await write(pilot, "period")
        await press(pilot, "enter")
        assert "Figures over which days?" in shown(pilot)


async def test_what_is_not_called_by_its_name_is_asked_for_twice(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", ":")
        await write(pilot, "forget")
        await press(pilot, "enter")
        assert "Nothing is called “forget”; Enter again: end." in shown(pilot)
        await press(pilot, "enter")
        assert "End the appointment" in shown(pilot)


async def test_a_letter_that_means_nothing_is_answered(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "7")
        assert "7 does nothing here; ? shows what does." in shown(pilot)
        await press(pilot, "e")
        assert "e (write) works in: Inbox, Advice. ? shows what works here." in shown(pilot)
        await press(pilot, "3", "space")
        assert "Space (mark) works in: Inbox. ? shows what works here." in shown(pilot)
        await press(pilot, "k")
        assert "k (link) works in: Radar, Today, Inbox. ? shows" in shown(pilot)
        await press(pilot, "1", "/")
        await write(pilot, "jk")
        assert "does nothing here" not in shown(pilot)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.id)
async def test_help_explains_the_signs_of_the_list(screens: Opener, door: Door) -> None:
    async with screens() as pilot:
        await press(pilot, door.key, "?")
        assert door.enter().SIGNS in shown(pilot)


async def test_a_reference_is_gone_to(store: Store, screens: Opener) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "4", ":")
        await write(pilot, "2026-001")
        assert "Go to 2026-001 Verordening." in shown(pilot)
        await press(pilot, "enter")
        assert "[1 Inbox]" in shown(pilot)
        await press(pilot, "escape")
        assert "[4 Members]" in shown(pilot)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("frobnicate", "There is no command “frobnicate”."),
        ("recess", "“recess” is done outside the screens: raadtui calendar add --help"),
        ("ordi", "“ordi” is done outside the screens: raadtui councils rule --help"),
        ("2026-999", "2026-999"),
        ("", "Command, or a request"),
    ],
)
async def test_a_command_that_means_nothing_stays_to_be_put_right(
    store: Store, screens: Opener, typed: str, said: str
) -> None:
    async with screens() as pilot:
        await press(pilot, ":")
        await write(pilot, typed)
        await press(pilot, "enter")
        assert said in shown(pilot)
        assert f": {typed}" in shown(pilot)
        assert store.trail.log()[0].action != "redo"


async def test_a_name_comes_before_a_word_that_holds_it(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", ":")
        await write(pilot, "do")
        first, second = [line for line in shown(pilot).splitlines() if " do" in line.lower()][1:3]
        assert "undo" not in first
        assert second


async def test_a_request_in_one_line_is_there_again_after_a_broken_line(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, ":")
        await write(pilot, "a Re-integratie !pw")
        pilot.app.screen.keep()  # type: ignore[attr-defined]
    async with screens() as pilot:
        await press(pilot, ":")
        assert ": a Re-integratie !pw" in shown(pilot)
        await press(pilot, "escape")
        assert "Esc again throws this request away" in shown(pilot)
        await press(pilot, "escape", ":")
        assert "Re-integratie" not in shown(pilot)


async def test_a_command_is_found_by_its_words(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, ":")
        await write(pilot, "meetings")
        await press(pilot, "enter")
        assert "[3 Meetings]" in shown(pilot)


async def test_search_goes_to_what_it_finds(store: Store, screens: Opener) -> None:
    register(store, "Jeugdhulpverordening")
    async with screens() as pilot:
        await press(pilot, "3", "z")
        await write(pilot, "hulpver")
        assert "Jeugdhulpverordening" in shown(pilot)
        await press(pilot, "enter")
        assert "[1 Inbox]" in shown(pilot)
        await press(pilot, "escape")
        assert "[3 Meetings]" in shown(pilot)


async def test_a_search_without_hits_says_so(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "z")
        assert "Type words, or parts of words." in shown(pilot)
        await write(pilot, "xyzzy")
        assert "Nothing holds “xyzzy”." in shown(pilot)


async def test_search_goes_to_a_seat_and_an_announcement(store: Store, screens: Opener) -> None:
    store.announcements.add(1, title="Minimabeleid 2028", seen_on=date(2026, 11, 1))
    async with screens() as pilot:
        await press(pilot, "z")
        await write(pilot, "minimabeleid")
        await press(pilot, "enter")
        assert "Radar" in shown(pilot)
        assert "Minimabeleid 2028" in shown(pilot)
        await press(pilot, "z")
        await write(pilot, "wmo-1")
        await press(pilot, "enter")
        assert "[4 Members]" in shown(pilot)


async def test_search_finds_the_seat_of_a_person(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "z")
        await write(pilot, "voorbeeld")
        await press(pilot, "enter")
        assert "[4 Members]" in shown(pilot)
        assert "WMO-1" in shown(pilot)


async def test_what_made_the_council_is_not_undone(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        for _change in store.trail.log():
            await press(pilot, "o")
        await press(pilot, "o")
        assert "The making of the council cannot be undone." in shown(pilot)


async def test_the_log_of_a_request_tells_who_did_what(store: Store, screens: Opener) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "l")
        assert "request registered" in shown(pilot)
        await press(pilot, "q")
        assert "[1 Inbox]" in shown(pilot)


async def test_a_council_beyond_the_letters_is_chosen_with_the_arrows(
    store: Store, screens: Opener
) -> None:
    for number in range(2, 38):
        store.councils.create(
            code=f"R{number}", name=f"Raad {number:02}", kind=CouncilKind.CLIENT_COUNCIL
        )
    last = store.councils.all()[-1].name
    async with screens() as pilot:
        await press(pilot, "1", "r", "left", "f5")
        assert "Which council?" in shown(pilot)
        await press(pilot, *["down"] * 37, "enter")
        assert last in shown(pilot).splitlines()[0]


async def test_another_council_is_chosen_by_its_number(store: Store, screens: Opener) -> None:
    store.councils.create(code="PW", name="Cliëntenraad Elders", kind=CouncilKind.CLIENT_COUNCIL)
    register(store, "Van de eerste raad")
    async with screens() as pilot:
        await press(pilot, "1", "r")
        assert "> 1  Adviesraad Sociaal Domein Wijderveld" in shown(pilot)
        assert "its number, or" in shown(pilot)
        await press(pilot, "enter")
        assert "Van de eerste raad" in shown(pilot)
        await press(pilot, "r", "down", "enter", "r")
        assert "> 2  Cliëntenraad Elders" in shown(pilot)
        await press(pilot, "1", "r", "2")
        assert "Cliëntenraad Elders" in shown(pilot)
        assert "Van de eerste raad" not in shown(pilot)


async def test_what_was_done_in_another_council_is_not_undone_here(
    store: Store, screens: Opener
) -> None:
    store.councils.create(code="PW", name="Cliëntenraad Elders", kind=CouncilKind.CLIENT_COUNCIL)
    async with screens() as pilot:
        await press(pilot, "3", "x")
        await write(pilot, "ziekte")
        await press(pilot, "enter", "r", "2", "o")
        assert store.meetings.get(1).status is MeetingStatus.CANCELLED
        await press(pilot, "l")
        assert "Log of Cliëntenraad Elders" in shown(pilot)
        assert "meeting cancelled" not in shown(pilot)
        await press(pilot, "q")
        await press(pilot, "r", "1", "o")
        assert "Undone: meeting cancelled, Plenair" in shown(pilot)


@pytest.mark.parametrize("size", [(79, 24), (80, 21), (40, 10), (1, 1)])
async def test_a_window_too_small_says_so_and_recovers(
    screens: Opener, size: tuple[int, int]
) -> None:
    async with screens() as pilot:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "Today" not in shown(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "[0 Today]" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 22), (80, 24), (99, 24), (100, 30), (200, 60)])
async def test_every_size_shows_the_place_and_its_keys(
    store: Store, screens: Opener, size: tuple[int, int]
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        for door in DOORS:
            await press(pilot, door.key)
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert f"[{door.key} {door.label}]" in shown(pilot)
            assert shown(pilot).splitlines()[-1].endswith("? help")


async def test_q_leaves(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "q")
        assert pilot.app.return_code == 0


async def test_what_is_typed_or_due_while_the_program_ends_does_nothing(screens: Opener) -> None:
    async with screens() as pilot:
        app = pilot.app
        assert isinstance(app, RaadApp)
    assert app.screen_stack == []
    app.look()
    await app.on_event(events.Key("1", "1"))


async def test_the_log_says_from_what_to_what(store: Store, screens: Opener) -> None:
    request = register(store, "Loket")
    store.requests.assign(request, "Werkgroep Zorg")
    async with screens() as pilot:
        await press(pilot, "l")
        assert "prepared by: – → Werkgroep Zorg" in shown(pilot)


def test_what_only_the_shell_does_names_a_command_that_is_there() -> None:
    for command in ELSEWHERE.values():
        found: click.Command | None = program
        for word in command.split()[1:]:
            assert isinstance(found, click.Group)
            found = found.get_command(click.Context(found), word)
        assert found is not None, command
