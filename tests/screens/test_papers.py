"""The papers of a request, from the inbox."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from council.councils import Council
from db.store import Store
from intake.requests import take_in
from tests.intake import mails
from tests.screens.conftest import Opener, press, register, shown, write


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "ontwerp.txt").write_text("Artikel 1: de kostendelersnorm", encoding="utf-8")
    return tmp_path


async def test_a_paper_is_added_read_guarded_and_replaced(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "s")
        assert "There are no papers" in shown(pilot)
        keys = (
            await press(pilot, "n")
            + await write(pilot, "~/ontwerp.txt")
            + await press(pilot, "enter")
        )
        assert keys == 2
        assert "Added: ontwerp.txt." in shown(pilot)
        await press(pilot, "enter")
        assert "kostendelersnorm" in shown(pilot)
        await press(pilot, "escape", "w", "enter", "n")
        await write(pilot, "10 dec")
        await press(pilot, "enter")
        assert "confidential" in shown(pilot)
        (paper,) = store.files.of_request(request.id)
        assert (paper.confidential, paper.embargo_until) == (True, date(2026, 12, 10))
        (home / "ontwerp.txt").write_text("Artikel 1: vervallen", encoding="utf-8")
        await press(pilot, "n")
        await write(pilot, "~/ontwerp.txt")
        await press(pilot, "enter")
        assert re.search(r"ontwerp\.txt +2 ", shown(pilot))
        assert [one.confidential for one in store.files.of_request(request.id)] == [True, True]


async def test_what_was_added_is_what_the_next_key_is_about(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    (home / "verkeerd.txt").write_text("Een ander stuk", encoding="utf-8")
    async with screens() as pilot:
        await press(pilot, "1", "s")
        for name in ("ontwerp.txt", "verkeerd.txt"):
            await press(pilot, "n")
            await write(pilot, f"~/{name}")
            await press(pilot, "enter")
        await press(pilot, "x")
        assert "Remove verkeerd.txt" in shown(pilot)
        await write(pilot, "verkeerd bestand")
        await press(pilot, "enter")
    assert [one.name for one in store.files.of_request(request.id)] == ["ontwerp.txt"]


async def test_a_paper_leaves_after_a_last_look_that_warns(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    store.files.add(
        request.id,
        name="../geheim.pdf",
        media_type="application/pdf",
        data=b"%PDF",
        source="added",
        on=date(2026, 11, 23),
        confidential=True,
    )
    async with screens() as pilot:
        await press(pilot, "1", "s", "u")
        assert "Not to be passed on: confidential." in shown(pilot)
        await press(pilot, "y")
        assert "Written: ~/geheim.pdf" in shown(pilot)
        assert (home / "geheim.pdf").read_bytes() == b"%PDF"


async def test_a_file_that_is_not_there_is_said_beside_the_field(
    store: Store, screens: Opener, home: Path
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "s", "n")
        await write(pilot, "~/weg.txt")
        await press(pilot, "enter")
        assert "cannot be read" in shown(pilot)
        assert "Add a paper" in shown(pilot)


async def test_a_paper_can_be_the_councils_own(store: Store, screens: Opener, home: Path) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "s", "n")
        await write(pilot, "~/ontwerp.txt")
        await press(pilot, "tab", "tab", "tab")
        assert "comes from" in shown(pilot)
        await press(pilot, "c", "enter")
    (paper,) = store.files.of_request(request.id)
    assert paper.source == "own"


async def test_a_paper_is_removed_with_a_reason(store: Store, screens: Opener, home: Path) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "s", "n")
        await write(pilot, "~/ontwerp.txt")
        await press(pilot, "enter", "x")
        assert "This cannot be undone. Older backups still have it." in shown(pilot)
        await press(pilot, "enter")
        assert store.files.of_request(request.id)
        await write(pilot, "per ongeluk")
        await press(pilot, "enter")
        assert "Paper 1 is removed" in shown(pilot)
        assert "There are no papers" in shown(pilot)
    assert store.files.of_request(request.id) == []


async def test_before_a_mail_goes_is_said_what_of_it_stays(
    store: Store, council: Council, screens: Opener
) -> None:
    taken = take_in(store, council.id, bytes(mails.letter()), date(2026, 11, 10))
    assert taken.request is not None
    async with screens() as pilot:
        await press(pilot, "1", "s", "x")
        text = " ".join(shown(pilot).split())
        assert "its text goes too. Its title “Verordening jeugdhulp 2027” stays" in text
        await press(pilot, "escape", "down", "x")
        assert "jeugdhulp 2027.eml” holds it, and goes as well." in " ".join(shown(pilot).split())
        await write(pilot, "verkeerd bestand")
        await press(pilot, "enter")
        assert "Papers 2, 1 are removed; older backups still have them." in shown(pilot)
    assert [one.id for one in store.files.of_request(taken.request.id)] == [3]
