"""What a program that is killed leaves half written, beside a database or among its backups."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from council.councils import Council
from db.asides import asides_in
from db.backup import back_up, folder_beside
from db.store import Store
from tests.db.programs import ROOT

KILLED = """
import os, signal, sys
from pathlib import Path
from db.backup import folder_beside, new_file
database = Path(sys.argv[1])
with folder_beside(database) as folder, new_file(database.with_name("monday.db")) as aside:
    aside.write_text("J. Fictema")
    (folder / "raad.db").write_text("J. Fictema")
    (folder / "raad.db-journal").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def left(store: Store, council: Council) -> list[Path]:
    """A file and a folder of somebody who was killed."""
    words = [sys.executable, "-c", KILLED, str(store.path)]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode
    found = asides_in(store.path.parent)
    assert sorted(one.is_dir() for one in found) == [False, True]
    return found


def age(paths: list[Path], hours: int) -> None:
    for path in paths:
        os.utime(path, times=(time.time() - hours * 3600,) * 2)


def test_what_is_left_for_half_a_day_goes_when_the_next_backup_is_made_under_whatever_name(
    store: Store, left: list[Path]
) -> None:
    mine = store.path.with_name(".tuesday.db.swp")
    mine.touch()
    age([*left, mine], hours=13)
    back_up(store.path, store.path.with_name("tuesday.db"))
    assert asides_in(store.path.parent) == []
    assert mine.exists()


def test_what_is_left_for_half_a_day_goes_when_a_backup_is_put_back(
    store: Store, left: list[Path]
) -> None:
    age(left, hours=13)
    with folder_beside(store.path):
        assert len(asides_in(store.path.parent)) == 1


def test_what_a_colleague_may_be_writing_stays(store: Store, left: list[Path]) -> None:
    age(left, hours=11)
    back_up(store.path, store.path.with_name("tuesday.db"))
    assert asides_in(store.path.parent) == left
