"""The radar: what was announced, what came of it, and what never came."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from council.announcements import Announcement, Standing
from council.requests import DocumentKind
from council.wording import speaking
from db.store import Store
from raadtui.language import translator
from tests.screens.conftest import TODAY, Opener, press, register, settle, shown, write


def announce(
    store: Store, title: str, days: int | None = 60, decided: int | None = None
) -> Announcement:
    """Announce a piece that is expected, or was decided, some days from today."""
    return store.announcements.add(
        1,
        title=title,
        kind=DocumentKind.ORDINANCE,
        domain="wmo",
        expected_on=None if days is None else TODAY + timedelta(days=days),
        decided_on=None if decided is None else TODAY + timedelta(days=decided),
        source="Termijnagenda",
        seen_on=TODAY,
    )


async def test_announcements_stand_in_order_of_date_with_what_became_of_them(
    store: Store, screens: Opener
) -> None:
    announce(store, "Verordening vervoer", 300)
    announce(store, "Beleidsplan armoede", -40, decided=-30)
    announce(store, "Verordening jeugdhulp", -10)
    async with screens() as pilot:
        assert await press(pilot, "R") == 1
        lines = shown(pilot).splitlines()
        assert "[all 3] expected 1  too late to ask 0  date passed 1  not submitted 1" in lines[2]
        found = [line.split()[-1] for line in lines[4:7]]
        assert found == ["request", "passed", "expected"]
        assert "! Wed 14 Oct" in lines[4]
        assert "^ Fri 13 Nov" in lines[5]


async def test_what_can_no_longer_be_asked_in_time_stands_out_and_is_on_today(
    store: Store, screens: Opener
) -> None:
    announce(store, "Verordening vervoer", 60)
    announce(store, "Beleidsplan armoede", -40, decided=-30)
    async with screens() as pilot:
        assert "1 not submitted" in shown(pilot).splitlines()[0]
        assert "COMING POLICY" in shown(pilot)
        assert "! Verordening vervoer" in shown(pilot)
        assert "no request" in shown(pilot)
        await press(pilot, "enter")
        assert "Counted back from the decision" in shown(pilot)
        await press(pilot, "escape", "R")
        (line,) = [line for line in shown(pilot).splitlines() if "Verordening vervoer" in line]
        assert line.lstrip("> ").startswith("! ")
        assert line.endswith("last day to ask passed")
        await press(pilot, "tab")
        assert "[expected 0] too late to ask 1 " in shown(pilot)
        assert "Verordening vervoer" not in shown(pilot)
        await press(pilot, "tab")
        assert "Verordening vervoer" in shown(pilot)


async def test_a_request_that_came_is_linked_from_today(store: Store, screens: Opener) -> None:
    one = announce(store, "Verordening leerlingenvervoer", 60)
    async with screens(120, 40) as pilot:
        assert "k link" in shown(pilot).splitlines()[-1]
        request = register(store, "Verordening leerlingenvervoer (concept)", domains=["wmo"])
        assert await press(pilot, "k", "enter") == 2
        assert store.announcements.get(one.id).request_id == request.id
        assert "[R Radar]" in shown(pilot)


async def test_tab_turns_through_the_queues(store: Store, screens: Opener) -> None:
    announce(store, "Verordening vervoer", 300)
    announce(store, "Beleidsplan armoede", None, decided=-30)
    async with screens() as pilot:
        await press(pilot, "R", "tab")
        assert "Verordening vervoer" in shown(pilot)
        assert "Beleidsplan armoede" not in shown(pilot)
        await press(pilot, "tab", "tab", "tab")
        assert "Beleidsplan armoede" in shown(pilot)
        assert "Verordening vervoer" not in shown(pilot)
        await press(pilot, "shift+tab")
        assert "This queue is empty" in shown(pilot)


@pytest.mark.parametrize("lang", ["en", "nl"])
async def test_the_names_of_all_queues_fit_on_a_narrow_screen_with_hundreds_in_them(
    store: Store, screens: Opener, lang: str
) -> None:
    with store.connection.change("announcement.add"):
        for number in range(100):
            announce(store, f"Verordening {number}", 300)
        for number in range(20):
            announce(store, f"Beleidsplan {number}", None, decided=-number)
            announce(store, f"Nota {number}", 60)
            announce(store, f"Regels {number}", -10)
    with speaking(translator(lang)):
        async with screens() as pilot:
            await press(pilot, "R")
            tabs = shown(pilot).splitlines()[2]
    assert "…" not in tabs
    assert re.findall(r"\d+", tabs) == ["160", "100", "20", "20", "20"]


async def test_the_filter_keeps_the_titles_with_every_word(store: Store, screens: Opener) -> None:
    announce(store, "Verordening vervoer")
    announce(store, "Beleidsplan armoede")
    async with screens() as pilot:
        await press(pilot, "R", "/")
        await write(pilot, "armoe")
        assert "Beleidsplan armoede" in shown(pilot)
        assert "Verordening vervoer" not in shown(pilot)


async def test_what_is_announced_is_added_with_a_month_or_a_quarter(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "R", "n")
        await write(pilot, "Verordening jeugdhulp 2027")
        await press(pilot, "enter")
        await write(pilot, "Q2 2027")
        assert "Wed 30 Jun 2027" in shown(pilot)
        await press(pilot, "enter", "o", "y", "enter")
        (one,) = store.announcements.window(1, TODAY).first(9)
        assert (one.title, one.expected_on) == ("Verordening jeugdhulp 2027", date(2027, 6, 30))
        assert (one.kind, one.domain) == (DocumentKind.ORDINANCE, "youth")
        assert "Verordening jeugdhulp 2027: saved." in shown(pilot)


async def test_the_detail_counts_back_from_the_decision_and_explains_each_step(
    store: Store, screens: Opener
) -> None:
    announce(store, "Verordening vervoer", 100)
    async with screens(140, 60) as pilot:
        await press(pilot, "R")
        text = shown(pilot)
        assert "Wed 3 Mar 2027  the city council decides" in text
        assert "14 days before Wed 3 Mar 2027: Wed 17 Feb" in text
        assert "2026  the request is with the" in text
        assert "art. 7" in text


async def test_the_likeliest_request_is_proposed_and_linked_with_two_keys(
    store: Store, screens: Opener
) -> None:
    one = announce(store, "Verordening leerlingenvervoer 2027")
    register(store, "Beleidsregels bijstand")
    request = register(store, "Verordening leerlingenvervoer 2027 (concept)", domains=["wmo"])
    async with screens(120, 60) as pilot:
        await press(pilot, "R")
        assert "May be about one of these" in shown(pilot)
        assert "The same policy domain." in shown(pilot)
        assert await press(pilot, "k", "enter") == 2
        linked = store.announcements.get(one.id)
        assert linked.request_id == request.id
        assert linked.standing(TODAY) is Standing.MATCHED
        assert "linked with 2026-002" in shown(pilot)
        await press(pilot, "k", "y")
        assert store.announcements.get(one.id).request_id is None


async def test_any_other_request_is_found_by_its_words(store: Store, screens: Opener) -> None:
    one = announce(store, "Verordening vervoer")
    request = register(store, "Beleidsregels bijstand")
    async with screens() as pilot:
        await press(pilot, "R", "k")
        assert "No request looks like it" in shown(pilot)
        await write(pilot, "bijstand")
        await press(pilot, "enter")
        assert store.announcements.get(one.id).request_id == request.id
        await press(pilot, "g")
        assert "[1 Inbox]" in shown(pilot)
        assert "Beleidsregels bijstand" in shown(pilot)
        await press(pilot, "escape")
        assert "[R Radar]" in shown(pilot)


async def test_a_request_is_linked_with_what_was_announced_of_it(
    store: Store, screens: Opener
) -> None:
    announce(store, "Beleidsplan armoede")
    one = announce(store, "Verordening leerlingenvervoer")
    request = register(store, "Concept verordening leerlingenvervoer")
    async with screens() as pilot:
        assert await press(pilot, "1", "k", "enter") == 3
        assert store.announcements.get(one.id).request_id == request.id
        await press(pilot, "enter")
        assert "announced as" in shown(pilot)


async def test_a_piece_decided_without_a_request_shows_in_the_inbox(
    store: Store, screens: Opener
) -> None:
    announce(store, "Verordening vervoer")
    async with screens(120, 40) as pilot:
        await press(pilot, "1")
        assert "not submitted" not in shown(pilot)
        await press(pilot, "R", "x")
        await press(pilot, "enter")
        assert "not submitted 1" in shown(pilot)
        await press(pilot, "1")
        assert "1 not submitted" in shown(pilot).splitlines()[0]


async def test_what_was_not_asked_in_time_is_reckoned_once_when_the_place_is_read(
    store: Store, screens: Opener
) -> None:
    announce(store, "Verordening vervoer", 20)
    sent: list[str] = []
    async with screens() as pilot:
        await press(pilot, "R")
        store.connection.raw.set_trace_callback(sent.append)
        await press(pilot, "tab")
        store.connection.raw.set_trace_callback(None)
    assert sum("INDEXED BY announcement_by_date" in one for one in sent) == 1


async def test_a_list_is_shown_before_it_is_taken_over(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    for title in ("Verordening vervoer", "Nota wonen", "Verordening Wmo"):
        announce(store, title, 60)
    path = tmp_path / "planning.csv"
    path.write_text(
        "onderwerp;verwacht;bron\r\nVerordening vervoer;maart 2027;Termijnagenda\r\n"
        "Minimabeleid;Q3 2027;Termijnagenda\r\nNota wonen;;Termijnagenda\r\n"
        "Verordening Wmo;22-1-2027;\r\n",
        encoding="cp1252",
    )
    async with screens() as pilot:
        await press(pilot, "R", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        assert "1 new announcement, 2 changed, 1 known already." in shown(pilot)
        assert "Minimabeleid: new" in shown(pilot)
        assert "Verordening vervoer: was expected on Fri 22 Jan 2027" in shown(pilot)
        assert "Nota wonen: changed" in shown(pilot)
        assert "Verordening Wmo: known already" in shown(pilot)
        assert len(store.announcements.window(1, TODAY).first(9)) == 3
        await press(pilot, "y")
        assert "Added 1, changed 2, known already 1." in shown(pilot)
        titles = [one.title for one in store.announcements.window(1, TODAY).first(9)]
        assert "Minimabeleid" in titles and len(titles) == 4


async def test_a_list_with_faults_is_not_read_in(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "planning.csv"
    rows = [f"Minimabeleid {number};ooit {number}\r\n" for number in range(60)]
    path.write_text("".join(["onderwerp;verwacht\r\n", *rows]), encoding="utf-8")
    async with screens() as pilot:
        await press(pilot, "R", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        assert "Nothing was read in." in shown(pilot)
        assert "Row 2, verwacht: “ooit 0” is not a date" in shown(pilot)
        await press(pilot, "end")
        assert "Row 61, verwacht: “ooit 59” is not a date" in shown(pilot)
        await press(pilot, "escape")
        assert store.announcements.window(1, TODAY).first(9) == []


async def test_an_empty_radar_says_where_to_begin(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "R")
        assert "press n to add a piece, i to read in a list" in shown(pilot)
        await press(pilot, "x")
        assert "There is no announcement under the cursor." in shown(pilot)


async def test_the_text_beside_the_list_follows_the_cursor(store: Store, screens: Opener) -> None:
    announce(store, "Verordening vervoer", 30)
    announce(store, "Verordening jeugdhulp", 60)
    register(store, "Verordening jeugdhulp")
    async with screens(120, 60) as pilot:
        await press(pilot, "R")
        assert "May be about" not in shown(pilot)
        await pilot.press("down", "up", "down")
        await settle(pilot)
        assert "2026-001  Verordening jeugdhulp" in shown(pilot)
