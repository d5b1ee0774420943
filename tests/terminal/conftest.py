"""The real program in a terminal, on a database of its own, on a day that stands still."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from signal import Signals
from typing import Protocol

import pytest

from benchmarks.pty_app import PtyApp
from db.store import create_store
from raadtui.demo import demo_actor, fill

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)

PLACES = {b"0": r"\[0 Today\]", b"1": r"\[1 Inbox\]", b"3": r"\[3 Meet", b"4": r"\[4 Members\]"}
"""What stands in the line of places, by the digit that leads there."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo council's database, to copy."""
    folder = tmp_path_factory.mktemp("demo")
    with create_store(folder / "raad.db", demo_actor(TODAY)) as store:
        fill(store, TODAY)
    return folder


@pytest.fixture
def database(demo: Path, tmp_path: Path) -> Path:
    """A database with the demo council in it."""
    folder = tmp_path / "demo"
    shutil.copytree(demo, folder)
    return folder / "raad.db"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A database with a council of which nothing is known."""
    path = tmp_path / "empty.db"
    with create_store(path, demo_actor(TODAY)) as store:
        store.councils.create(code="ASD", name="Adviesraad Lege Lei")
    return path


class Start(Protocol):
    """Starts the program on a database, in English unless the environment says otherwise."""

    def __call__(
        self,
        database: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        rate: int = 0,
        ignore: Sequence[Signals] = (),
        environment: Mapping[str, str] | None = None,
    ) -> PtyApp: ...


@pytest.fixture
def start(tmp_path: Path) -> Start:
    home = tmp_path / "home"
    home.mkdir()

    def started(
        database: Path,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        rate: int = 0,
        ignore: Sequence[Signals] = (),
        environment: Mapping[str, str] | None = None,
    ) -> PtyApp:
        settings = {
            "PYTHONPATH": str(ROOT),
            "HOME": str(home),
            "RAADTUI_DB": str(database),
            "RAADTUI_TODAY": TODAY.isoformat(),
            "LANG": "en_GB.UTF-8",
        }
        return PtyApp(
            [sys.executable, "-m", "raadtui", *arguments],
            columns=size[0],
            lines=size[1],
            environment=settings | dict(environment or {}),
            rate=rate,
            ignore=ignore,
        )

    return started


def up(app: PtyApp) -> PtyApp:
    """Wait until the program stands on Today, with its keys on the bottom line."""
    app.until(PLACES[b"0"])
    app.until(r"\? help")
    return app


def leave(app: PtyApp) -> None:
    """Press q, and see the program end in good order."""
    app.send(b"q")
    assert app.wait() == 0
    assert_left_clean(app)


def assert_left_clean(app: PtyApp) -> None:
    """See that every mode of the terminal is again what it was, and the line as well."""
    import re
    import termios

    modes = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", app.received))
    on_before = {b"25", b"7"}
    changed = {mode for mode, state in modes.items() if (state == b"h") != (mode in on_before)}
    assert changed == set()
    pushed, popped = (
        len(re.findall(rb"\x1b\[%b\d*u" % sign, app.received)) for sign in (b">", b"<")
    )
    assert pushed == popped
    assert app.settings()[3] & (termios.ECHO | termios.ICANON) == termios.ECHO | termios.ICANON
