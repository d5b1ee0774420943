"""Commands are light: they import nothing that they do not need, and fit the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT, TODAY, Start

SCREENS = {"textual", "rich"}
PARSERS = {"click", "sqlite_utils", "icalendar", "dateutil", "zoneinfo", "asyncio", "email"}


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        ("today", {*SCREENS, *PARSERS, "re", "typing", "pathlib", "json"}),
        ("today --lang en", {*SCREENS, *PARSERS, "re", "typing", "pathlib", "json"}),
        ("--json today", {*SCREENS, *PARSERS} - {"zoneinfo"}),
        ("members list", {*SCREENS, "sqlite_utils", "icalendar", "email"}),
        ("members add --name Voorbeeld", {*SCREENS, "sqlite_utils", "icalendar", "email"}),
        ("export ical -o -", {*SCREENS, "sqlite_utils"}),
    ],
)
def test_a_command_imports_nothing_that_it_does_not_need(
    database: Path, tmp_path: Path, arguments: str, unneeded: set[str]
) -> None:
    code = (
        "import sys; from raadtui.__main__ import run; status = run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments.split()],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path),
            "RAADTUI_DB": str(database),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert unneeded.isdisjoint(done.stderr.split())


@pytest.mark.parametrize("columns", [60, 80, 100, 130])
@pytest.mark.parametrize(
    "words",
    [("members", "list"), ("members", "schedule"), ("requests", "list"), ("meetings", "list"),
     ("radar", "list"), ("calendar", "list"), ("search", "verordening"), ("today",),
     ("log",), ("requests", "promise"), ("figures", "--by", "domain")],
    ids=" ".join,
)  # fmt: skip
def test_a_list_fits_the_terminal(
    database: Path, start: Start, words: tuple[str, ...], columns: int
) -> None:
    app = start(database, *words, size=(columns, 200))
    assert app.wait() == 0
    lines = app.received.decode().splitlines()
    assert lines
    assert max(map(len, lines)) <= columns


def test_what_goes_into_a_pipe_is_whole(database: Path, start: Start) -> None:
    title = "Re-integratieverordening Participatiewet (PW in balans)"
    app = start(database, "requests", "list", size=(140, 50))
    assert app.wait() == 0
    assert title not in app.received.decode()
    piped = subprocess.run(
        [sys.executable, "-m", "raadtui", "requests", "list"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "RAADTUI_DB": str(database),
            "RAADTUI_TODAY": TODAY.isoformat(),
            "COLUMNS": "60",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert title in piped.stdout
