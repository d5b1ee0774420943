from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings

from council.councils import Council
from council.terms import Purpose, Unit
from db.connection import Actor
from db.store import Store, create_store, open_store

# A loaded machine is no reason to fail; what is slow is measured in benchmarks/.
settings.register_profile(
    "raadtui",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("raadtui")

MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""When the tests happen: Monday 23 November 2026, ten o'clock in Amsterdam."""


def fixed_actor(who: str = "jansen") -> Actor:
    """Return somebody whose clock stands still and whose identities are 1, 2, 3."""
    numbers = count(1)
    return Actor(who=who, clock=lambda: MOMENT, new_uid=lambda: str(UUID(int=next(numbers))))


@pytest.fixture
def today() -> date:
    return MOMENT.date()


@pytest.fixture
def actor() -> Actor:
    return fixed_actor()


@pytest.fixture
def store(tmp_path: Path, actor: Actor) -> Iterator[Store]:
    with create_store(tmp_path / "raad.db", actor) as store:
        yield store


@pytest.fixture
def council(store: Store) -> Council:
    """An advisory council with the terms that an ordinance usually sets."""
    council = store.councils.create(
        code="ASD", name="Adviesraad Sociaal Domein Wijderveld", municipality="Wijderveld"
    )
    for purpose, amount, unit, urgent in (
        (Purpose.ACKNOWLEDGEMENT, 3, Unit.WORKDAY, False),
        (Purpose.ADVICE, 6, Unit.WEEK, False),
        (Purpose.ADVICE, 2, Unit.WEEK, True),
        (Purpose.ANSWER, 6, Unit.WEEK, False),
    ):
        store.councils.add_rule(
            council.id,
            purpose=purpose,
            amount=amount,
            unit=unit,
            urgent=urgent,
            article="art. 7",
            valid_from=date(2015, 1, 1),
        )
    return council


@pytest.fixture
def colleague(store: Store) -> Iterator[Store]:
    """The same database, opened by somebody else."""
    with open_store(store.path, fixed_actor("pietersen")) as other:
        yield other


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a database and a copy."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if not mounted or mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)
