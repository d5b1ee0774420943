"""What is measured on: the databases, a home of its own, and how each program is started."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from benchmarks import list_app, twenty_years
from benchmarks.pty_app import PtyApp

ROOT = Path(__file__).parents[1]

DEMO, YEARS, SCRATCH = "demo", "twenty years", "scratch"
HUGE = "100,000 requests, a million lines of trail"
CELLS, TEXTUAL = "cells", "textual"

EMPTY_APP = [sys.executable, "-m", "benchmarks.empty_app"]
PASS = [sys.executable, "-c", "pass"]
RAADTUI = [sys.executable, "-m", "raadtui"]

UP = r"\? help"
"""What is on the screen, at the end of the key bar, when the program is up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What it took to run a command to its end: seconds, and seconds of processor."""

    wall: float
    cpu: float


class Bed:
    """A folder to measure in. Databases are made when first asked for, and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for driver in (CELLS, TEXTUAL):
            config = folder / driver / "raadtui" / "config.toml"
            config.parent.mkdir(parents=True, exist_ok=True)
            config.write_text(f'lang = "en"\ndriver = "{driver}"\n', encoding="utf-8")

    def database(self, name: str) -> Path:
        """Return one with years of work behind it, or one with the demo council alone."""
        folder = self._place(name)
        if not folder.exists():
            half_made = folder.with_suffix(".new")
            rmtree(half_made, ignore_errors=True)
            half_made.mkdir()
            path = half_made / "raad.db"
            if name == YEARS:
                twenty_years.make(path)
            elif name == HUGE:
                twenty_years.make(path, requests=100_000, trail=1_000_000)
            else:
                run([*RAADTUI, "--db", str(path), "init", "--demo"], self.environment(name))
            half_made.rename(folder)
        return folder / "raad.db"

    def _place(self, database: str) -> Path:
        return self._folder / database.replace(" ", "-").replace(",", "")

    def environment(self, database: str, driver: str = CELLS) -> dict[str, str]:
        """Return what the program is told: its home, its settings, its database."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "HOME": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder / driver),
            "XDG_DATA_HOME": str(self._folder),
            "RAADTUI_DB": str(self._place(database) / "raad.db"),
        }

    def raadtui(
        self, database: str, *, size: tuple[int, int] = (80, 24), driver: str = CELLS
    ) -> PtyApp:
        """Start the screens on a database."""
        self.database(database)
        return self.terminal(RAADTUI, size, self.environment(database, driver))

    def empty_app(self) -> PtyApp:
        """Start a Textual app that shows nothing."""
        return self.terminal(EMPTY_APP, (80, 24), self.environment(DEMO))

    def list_app(self, rows: int) -> PtyApp:
        """Start the list over so many rows."""
        path = self._folder / f"{rows}-rows.db"
        if not path.exists():
            list_app.make(path, rows)
        command = [sys.executable, "-m", "benchmarks.list_app", str(path)]
        return self.terminal(command, (80, 24), self.environment(DEMO))

    def terminal(
        self, command: Sequence[str], size: tuple[int, int], environment: dict[str, str]
    ) -> PtyApp:
        """Start a program in a terminal of 256 colours."""
        return PtyApp(command, columns=size[0], lines=size[1], environment=environment)


def run(command: Sequence[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end, its output thrown away; it must succeed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    began = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        list(command),
        environment,
        file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, 0), (os.POSIX_SPAWN_DUP2, nowhere, 1)],
    )
    _pid, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    os.close(nowhere)
    if status:
        raise SystemExit(f"{' '.join(command[1:])} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime)
