"""What a login script asks all the time imports nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT

HEAVY = ("textual", "rich", "click", "sqlite_utils", "icalendar", "dateutil", "asyncio", "email")


@pytest.mark.parametrize("arguments", [["today"], ["--json", "today"], ["today", "--lang", "en"]])
def test_today_imports_neither_screens_nor_parsers(
    database: Path, tmp_path: Path, arguments: list[str]
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
    assert set(done.stderr.split()).isdisjoint(HEAVY)
