"""The figures: compared by year, domain, department and quarter, and written as a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from council.advice import Tone
from council.councils import Council
from council.figures import Punctuality, figures
from council.record import replace
from council.requests import RequestState
from council.terms import Purpose
from council.wording import speaking
from db.store import Store
from raadtui.language import translator
from screens.about_figures import FigureRow, about_figures
from tests.screens.conftest import TODAY, Opener, press, register, shown, write


@pytest.fixture
def advised(store: Store, council: Council) -> None:
    """A request of this year answered in time, one that is late, and one of years ago."""
    done = register(store, "Verordening", 40, domains=["pw"], department="Jeugd")
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT):
        done = store.requests.advance(done, state, on=done.received_on)
    advice = store.advice.draft(done, text="Wij zijn het eens met het doel.")
    advice = store.advice.change(advice, tone=Tone.POSITIVE)
    advice = store.advice.adopt(advice, on=date(2026, 11, 2), decision="2026-12")
    store.advice.issue(advice, on=date(2026, 11, 3))
    register(store, "Beleidsregels", 60, domains=["wmo"])
    register(store, "Oud beleid", 1500, domains=["wmo"], department="Jeugd")


def rows(text: str) -> list[list[str]]:
    """Return the words of each row of the table."""
    return [line.lstrip("> ").split() for line in text.splitlines()[4:] if line.strip()]


async def test_the_years_are_shown_at_once_with_the_total(advised: None, screens: Opener) -> None:
    async with screens() as pilot:
        assert await press(pilot, "8") == 1
        assert "received since 2024" in shown(pilot)
        found = rows(shown(pilot))
        assert found[0][:5] == ["2026", "2", "1", "of", "2"]
        assert found[1][:5] == ["total", "2", "1", "of", "2"]


async def test_tab_compares_by_domain_department_and_quarter(
    advised: None, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "8", "tab")
        assert "[policy domain]" in shown(pilot)
        assert {row[0] for row in rows(shown(pilot))[:3]} == {
            "Participatio",
            "Social",
            "total",
        } or ("Social support" in shown(pilot))
        await press(pilot, "tab")
        assert [row[:2] for row in rows(shown(pilot))[:2]] == [["Jeugd", "1"], ["not", "named"]]
        await press(pilot, "tab")
        assert "2026-Q3" in shown(pilot)
        assert "2026-Q4" in shown(pilot)
        await press(pilot, "tab")
        assert "[year]" in shown(pilot)


async def test_another_period_is_read_again(advised: None, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "8", "@", "ctrl+u")
        await write(pilot, "1-1-2020")
        await press(pilot, "enter", "enter")
        assert "from Wed 1 Jan 2020" in shown(pilot)
        found = rows(shown(pilot))
        assert [row[0] for row in found[:6]] == [*map(str, range(2022, 2027)), "total"]
        await press(pilot, "@", "enter", "ctrl+u")
        await write(pilot, "1-1-2019")
        await press(pilot, "enter")
        assert "The last day lies before the first." in shown(pilot)


async def test_a_period_is_chosen_by_its_years(advised: None, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "8", "@", "ctrl+u")
        await write(pilot, "2025")
        assert "Wed 1 Jan 2025" in shown(pilot)
        await press(pilot, "enter", "ctrl+u")
        await write(pilot, "2025-2026")
        await press(pilot, "enter")
        assert "from Wed 1 Jan 2025 to Thu 31 Dec 2026" in shown(pilot)


async def test_a_row_is_read_with_its_facts_and_charts(advised: None, screens: Opener) -> None:
    async with screens(120, 60) as pilot:
        await press(pilot, "8", "tab")
        text = shown(pilot)
        assert "How far the policy was: 3 on average" in text
        assert "Our advice in time, in %" in text
        assert "▇ 100" in text


def test_the_pane_counts_what_came_late_apart_from_what_has_not_come() -> None:
    ours = Punctuality(in_time=1, late=2, overdue=3, unanswered=0, open=4, days=40.0)
    theirs = Punctuality(in_time=5, late=6, overdue=7, unanswered=8, open=9, days=None)
    whole = replace(figures([], TODAY), ours=ours, theirs=theirs)
    row = FigureRow(number=0, key="2026", name="2026", figures=whole)
    with speaking(translator("nl")):
        lines = [text.partition("\t")[2] for _tone, text in about_figures(row, [row])]
    assert [int(count) for count in lines if count in "123456789" and count] == list(range(1, 10))


async def test_a_change_by_a_colleague_changes_the_figures(
    advised: None, store: Store, colleague: Store, screens: Opener
) -> None:
    from screens.app import RaadApp
    from tests.screens.conftest import settle

    async with screens() as pilot:
        await press(pilot, "8")
        assert rows(shown(pilot))[1][1] == "2"
        register(colleague, "Nog een")
        assert isinstance(pilot.app, RaadApp)
        pilot.app.look()
        await settle(pilot)
        assert rows(shown(pilot))[1][1] == "3"


async def test_the_table_is_looked_at_before_it_is_written(
    advised: None, screens: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "raad-2026-11-23-department.csv"
    async with screens() as pilot:
        await press(pilot, "8", "tab", "tab", "u")
        assert "2 rows by department" in shown(pilot)
        assert not path.exists()
        await press(pilot, "y")
        assert "Written: ~/raad-2026-11-23-department.csv" in shown(pilot)
    header, *lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("department;requests;")
    assert [line.split(";")[0] for line in lines] == ["Jeugd", "not named"]
    assert lines[0].split(";")[8:12] == ["1", "0", "0", "20"]


async def test_without_requests_there_is_nothing_to_write(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "8")
        assert "No requests were received in this time" in shown(pilot)
        await press(pilot, "u")
        assert "There are no figures to write." in shown(pilot)


def test_the_late_request_is_overdue_in_the_store(advised: None, store: Store) -> None:
    late = store.requests.get(1, "2026-002")
    assert store.requests.open_clock(late, Purpose.ADVICE).overdue(TODAY)
