"""Keys that come in one piece do what they do one by one, wherever they lead."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import cast

import pytest

from db.connection import Actor
from db.store import Store, create_store, open_store
from raadtui.demo import demo_actor, fill
from screens.app import RaadApp
from screens.desk import Desk
from tests.conftest import fixed_actor
from tests.screens.conftest import TODAY, Opener, at_ten, press, settle, shown

Seen = tuple[str, list[str]]

KEYS = [
    *["down", "enter", "escape", "tab"] * 4,
    *["up", "pagedown", "end", "space", "backspace", "shift+tab", *"0123480R/:z?"] * 2,
    *"acefhiklmnorstuvwxyVX@,",
]
"""What is pressed most, everywhere; no key that leaves the program."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo council's database, to copy."""
    folder = tmp_path_factory.mktemp("demo")
    with create_store(folder / "raad.db", demo_actor(TODAY)) as store:
        fill(store, TODAY)
    return folder


async def seen_after(keys: list[str], demo: Path, work: Path, *, at_once: bool) -> Seen:
    """Press keys, and return what is then on the screen and what in the database."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(demo, work)
    with open_store(work / "raad.db", visitor()) as store:
        app = RaadApp(
            Desk(store, store.councils.get(None), at_ten, folder=work), {"TERM": "xterm-256color"}
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for step in [keys] if at_once else [[key] for key in keys]:
                await press(pilot, *step)
            return shown(pilot), held(store)


def held(store: Store) -> list[str]:
    """Return every row of the database."""
    raw = store.connection.raw
    tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [
        f"{table} {tuple(row)}"
        for (table,) in tables.fetchall()
        for row in raw.execute(f'SELECT * FROM "{table}"')
    ]


def visitor() -> Actor:
    """Return who has identities that nobody has yet, the same ones every time."""
    actor = fixed_actor()
    for _ in range(10_000):
        actor.new_uid()
    return actor


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("8 enter down down", id="reads on in the figures of a year"),
        pytest.param("enter , pagedown", id="reads on in another order"),
        *(
            pytest.param(" ".join(Random(seed).choices(KEYS, k=40)), id=f"walk {seed}")
            for seed in range(3)
        ),
    ],
)
async def test_typed_at_once_is_typed_one_by_one(keys: str, demo: Path, tmp_path: Path) -> None:
    one_by_one, at_once = [
        await seen_after(keys.split(), demo, tmp_path / "demo", at_once=at_once)
        for at_once in (False, True)
    ]
    assert at_once == one_by_one


async def test_what_leads_elsewhere_does_not_wait_for_the_first_rows(screens: Opener) -> None:
    async with screens() as pilot:
        app = cast(RaadApp, pilot.app)
        reading, done = Event(), Event()

        def read_long(_store: Store) -> None:
            reading.set()
            done.wait()

        reader = Thread(target=app.desk.spare.read, args=(read_long, lambda: True))
        reader.start()
        try:
            while not reading.is_set():
                await asyncio.sleep(0.001)
            await pilot.press("8")
            await pilot.pause()
            place = app.place
            keys = ("8", "R", "q", "ctrl+c", "ctrl+q", "down", "enter", "tab")
            assert [key for key in keys if place.ready_for(key)] == list(keys[:5])
        finally:
            done.set()
            reader.join()
        await settle(pilot)
        assert place.ready_for("down")
