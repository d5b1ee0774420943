"""What a login script asks all the time imports nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT, TODAY, Start

HEAVY = ("textual", "rich", "click", "sqlite_utils", "icalendar", "dateutil", "asyncio", "email")


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        (["today"], {"re", "typing", "pathlib", "json"}),
        (["today", "--lang", "en"], {"re", "typing", "pathlib", "json"}),
        (["--json", "today"], set()),
    ],
)
def test_today_imports_neither_screens_nor_parsers(
    database: Path, tmp_path: Path, arguments: list[str], also: set[str]
) -> None:
    code = (
        "import sys; from raadtui.__main__ import run; status = run(sys.argv[1:]);"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr);"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
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
    assert "Wijderveld" in done.stdout
    assert set(done.stderr.split()).isdisjoint({*HEAVY, *also})


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
