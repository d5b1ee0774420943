"""A council with members and meetings in a real database, and the screens on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from council.councils import Council
from council.meetings import MeetingKind
from council.members import Role
from council.requests import AdviceRequest
from db.store import Store
from screens.app import RaadApp
from screens.desk import Desk
from screens.in_order import InOrder
from screens.place import Place

TODAY = date(2026, 11, 23)

ScreenPilot = Pilot[None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where letters are written."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setattr(Path, "home", lambda: folder)
    return folder


@pytest.fixture
def seated(store: Store, council: Council) -> None:
    """Three held seats and a vacancy, and two plenary meetings to come."""
    people = {"PW-1": "S. van der Proef", "WMO-1": "T. Voorbeeld", "J-1": "A. Testman"}
    for code, domain in [("PW-1", "pw"), ("PW-2", "pw"), ("WMO-1", "wmo"), ("J-1", "youth")]:
        seat = store.members.add_seat(
            council.id,
            code=code,
            role=Role.CLIENT_MEMBER,
            starts_on=date(2020, 1, 1),
            domain=domain,
        )
        if code in people:
            person = store.members.add(people[code])
            store.members.appoint(person.id, seat, starts_on=date(2023, 1, 1))
    store.meetings.plan(
        council.id,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        starts=[datetime(2026, 12, 8, 19, 30), datetime(2027, 1, 12, 19, 30)],
        minutes=120,
        location="Raadzaal",
    )


def register(store: Store, title: str, days_ago: int = 0, **facts: Any) -> AdviceRequest:
    """Register a request that came in so many days ago."""
    received = TODAY - timedelta(days=days_ago)
    return store.requests.register(1, title=title, received_on=received, **facts)


def at_ten() -> datetime:
    """Return the moment at which the screens are looked at."""
    return datetime.combine(TODAY, time(10))


class Opener(Protocol):
    """Opens the screens in a window of a size, by a clock that says ten unless another is given."""

    def __call__(
        self, width: int = 80, height: int = 24, *, now: Callable[[], datetime] = at_ten
    ) -> AbstractAsyncContextManager[ScreenPilot]: ...


@pytest.fixture
def screens(store: Store, council: Council, seated: None) -> Opener:
    """The screens on the small council, on a fixed day."""

    @asynccontextmanager
    async def opened(
        width: int = 80, height: int = 24, *, now: Callable[[], datetime] = at_ten
    ) -> AsyncIterator[ScreenPilot]:
        desk = Desk(store, council, now)
        app = RaadApp(desk, {"TERM": "xterm-256color"})
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            yield pilot

    return opened


async def press(pilot: ScreenPilot, *keys: str) -> int:
    """Press keys in one go, as fast hands do, and return how many."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = key if len(key) == 1 else key_to_character(key)
        pilot.app.post_message(events.Key(name, character))
    await settle(pilot)
    return len(keys)


async def write(pilot: ScreenPilot, text: str) -> int:
    """Type a text; it counts as no key, as in the table of keystrokes."""
    names = {" ": "space", "\n": "enter"}
    await press(pilot, *(names.get(letter, letter) for letter in text))
    return 0


async def settle(pilot: ScreenPilot) -> None:
    """Wait until everything is shown that was asked for, what is read aside as well."""
    await pilot.pause()
    app = pilot.app
    while app.is_running and (
        (isinstance(app, InOrder) and app.busy)
        or any(not worker.is_finished for worker in app.workers)
        or any(isinstance(screen, Place) and screen.behind for screen in app.screen_stack)
    ):
        # Not by the pilot, which would give every widget something to do.
        await asyncio.sleep(0.001)
    await pilot.pause()


def shown(pilot: ScreenPilot) -> str:
    """Return the text on the screen."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(part.text for part in strip).rstrip() for strip in strips)
