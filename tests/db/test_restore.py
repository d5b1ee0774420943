"""Going back to a backup."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from council.councils import Council
from council.errors import Conflict, Damaged, NotFound, WrongUse
from db.asides import asides_in
from db.backup import back_up
from db.connection import connect
from db.restore import known_again, restore
from db.store import Store, create_store, open_store
from tests.conftest import fixed_actor

NOW = datetime(2026, 11, 23, 9, 30)


def names(path: Path) -> list[str]:
    with open_store(path, fixed_actor()) as store:
        return [person.name for person in store.members.people()]


def test_others_see_the_backup_at_once_and_nothing_is_lost(
    store: Store, council: Council, tmp_path: Path
) -> None:
    store.members.add("J. Fictema")
    backup = back_up(store.path, tmp_path / "copy.db")
    store.members.add("S. Schijn")
    kept = restore(backup, store.path, fixed_actor(), NOW)
    assert [person.name for person in store.members.people()] == ["J. Fictema"]
    assert kept == store.path.with_name(f"{store.path.name}.20261123-093000")
    assert names(kept) == ["J. Fictema", "S. Schijn"]
    store.members.add("Z. Proef")
    assert names(store.path) == ["J. Fictema", "Z. Proef"]
    assert names(backup) == ["J. Fictema"]


def test_what_is_not_in_the_backup_is_not_said_to_have_been_changed_by_somebody(
    store: Store, council: Council, tmp_path: Path
) -> None:
    backup = back_up(store.path, tmp_path / "copy.db")
    request = store.requests.register(council.id, title="Loket", received_on=NOW.date())
    restore(backup, store.path, fixed_actor(), NOW)
    with pytest.raises(Conflict, match="meanwhile a backup was put back"):
        store.requests.assign(request, "Werkgroep Zorg")


def test_what_was_there_is_kept_under_a_free_name_each_time(
    store: Store, council: Council, tmp_path: Path
) -> None:
    backup = back_up(store.path, tmp_path / "copy.db")
    kept = [restore(backup, store.path, fixed_actor(), NOW) for _nth in range(3)]
    assert len(set(kept)) == 3
    assert all(path is not None and path.exists() for path in kept)


def test_a_damaged_database_is_replaced_and_kept(
    store: Store, council: Council, tmp_path: Path
) -> None:
    store.members.add("J. Fictema")
    backup = back_up(store.path, tmp_path / "copy.db")
    store.close()
    store.path.write_bytes(b"not a database at all " * 400)
    kept = restore(backup, store.path, fixed_actor(), NOW)
    assert kept is not None and kept.read_bytes().startswith(b"not a database")
    assert names(store.path) == ["J. Fictema"]
    with open_store(store.path, fixed_actor()) as again:
        assert known_again(kept, again) == []


def test_a_lost_database_comes_back(store: Store, council: Council, tmp_path: Path) -> None:
    store.members.add("J. Fictema")
    backup = back_up(store.path, tmp_path / "copy.db")
    target = tmp_path / "elsewhere" / "raad.db"
    assert restore(backup, target, fixed_actor(), NOW) is None
    assert names(target) == ["J. Fictema"]
    assert sorted(one.name for one in target.parent.iterdir()) == ["raad.db"]


@pytest.mark.parametrize("left", ["-wal", "-journal"])
def test_what_is_left_beside_a_lost_database_does_not_come_back_into_it(
    store: Store, council: Council, tmp_path: Path, left: str
) -> None:
    store.members.add("J. Fictema")
    backup = back_up(store.path, tmp_path / "copy.db")
    target = tmp_path / "elsewhere" / "raad.db"
    target.parent.mkdir()
    target.with_name(f"raad.db{left}").write_bytes(unfinished(store, left))
    kept = restore(backup, target, fixed_actor(), NOW)
    assert kept == target.with_name(f"raad.db.20261123-093000{left}")
    assert kept.exists()
    assert names(target) == ["J. Fictema"]


def unfinished(store: Store, left: str) -> bytes:
    """Return what stands beside a database while somebody works in it."""
    raw = store.connection.raw
    raw.execute(f"PRAGMA journal_mode = {'wal' if left == '-wal' else 'truncate'}")
    raw.execute("PRAGMA cache_size = 1")
    with store.connection.change("member.import", "lijst"):
        for nth in range(200):
            store.members.add(f"Persoon {nth}")
        beside = Path(f"{store.path}{left}").read_bytes()
    assert beside
    return beside


def test_what_comes_back_is_read_while_somebody_writes(
    store: Store, council: Council, tmp_path: Path
) -> None:
    def journal(path: Path) -> object:
        with open_store(path, fixed_actor()) as opened:
            return opened.connection.value("PRAGMA journal_mode")

    as_made = journal(store.path)
    backup = back_up(store.path, tmp_path / "copy.db")
    lost, damaged = tmp_path / "lost.db", tmp_path / "damaged.db"
    damaged.write_bytes(b"not a database at all " * 400)
    for target in (lost, damaged, store.path):
        restore(backup, target, fixed_actor(), NOW)
        assert journal(target) == as_made


def test_who_was_forgotten_since_the_backup_is_known_again_and_named(
    store: Store, council: Council, tmp_path: Path
) -> None:
    people = [store.members.add(name) for name in ("J. Fictema", "S. Schijn", "Z. Proef")]
    store.people.forget(people[0], NOW.date())
    backup = back_up(store.path, tmp_path / "copy.db")
    later = store.members.add("N. Bedachtsma")
    for person in (people[1], later):
        store.people.forget(person, NOW.date())
    kept = restore(backup, store.path, fixed_actor(), NOW)
    assert kept is not None
    assert known_again(kept, store) == [people[1]]
    store.people.forget(people[1], NOW.date())
    assert known_again(kept, store) == []


def test_a_backup_of_another_council_has_others_under_the_same_numbers(
    store: Store, council: Council, tmp_path: Path
) -> None:
    store.people.forget(store.members.add("J. Fictema"), NOW.date())
    with create_store(tmp_path / "other.db", fixed_actor("pietersen")) as other:
        other.councils.create(code="CRW", name="Cliëntenraad Wijderveld")
        other.members.add("S. Schijn")
    kept = restore(tmp_path / "other.db", store.path, fixed_actor(), NOW)
    assert kept is not None
    assert names(store.path) == ["S. Schijn"]
    assert known_again(kept, store) == []


def test_what_is_no_backup_changes_nothing(store: Store, council: Council, tmp_path: Path) -> None:
    store.members.add("J. Fictema")
    text = tmp_path / "notes.txt"
    text.write_text("agenda")
    with pytest.raises(Damaged, match=r"notes\.txt is damaged, .* or is no backup"):
        restore(text, store.path, fixed_actor(), NOW)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE piece (id)")
    with pytest.raises(Damaged, match=r"other\.db is not a raadtui database"):
        restore(other, store.path, fixed_actor(), NOW)
    half = tmp_path / "half.db"
    half.write_bytes(store.path.read_bytes()[:9000])
    with pytest.raises(Damaged, match=r"half\.db is damaged"):
        restore(half, store.path, fixed_actor(), NOW)
    with pytest.raises(NotFound, match=r"There is no backup .*nowhere\.db"):
        restore(tmp_path / "nowhere.db", store.path, fixed_actor(), NOW)
    with pytest.raises(WrongUse, match="the database itself"):
        restore(store.path, store.path, fixed_actor(), NOW)
    assert [person.name for person in store.members.people()] == ["J. Fictema"]
    assert not [one for one in store.path.parent.iterdir() if "2026" in one.name]


def test_somebody_who_writes_is_not_overwritten(
    store: Store, council: Council, tmp_path: Path
) -> None:
    backup = back_up(store.path, tmp_path / "copy.db")
    writer = connect(store.path)
    writer.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Conflict):
            restore(backup, store.path, fixed_actor(), NOW)
    finally:
        writer.close()
    assert not [one for one in store.path.parent.iterdir() if "2026" in one.name]


def test_a_sound_database_that_cannot_be_copied_stays_where_it_is(
    store: Store, council: Council, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")
    backup = back_up(store.path, tmp_path / "copy.db")
    with store.connection.change("member.import", "lijst"):
        for nth in range(2000):
            store.members.add(f"Persoon {nth}", email=f"persoon.{nth}@example.nl")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (backup.stat().st_size * 3 // 2, limits[1]))
    try:
        with pytest.raises(Damaged):
            restore(backup, store.path, fixed_actor(), NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert len(names(store.path)) == 2000
    assert not [one for one in store.path.parent.iterdir() if "2026" in one.name]


def test_a_database_on_a_full_disk_stays_where_it_is(
    store: Store, council: Council, small_disk: Path
) -> None:
    target = small_disk / "raad.db"
    create_store(target, fixed_actor()).close()
    size, free = target.stat().st_size, shutil.disk_usage(small_disk).free
    for over in range(0, 80_000, 4096):  # from too little for a copy to enough for one alone
        (small_disk / "ballast").write_bytes(b"x" * (free - size - over))
        with pytest.raises(Damaged) as error:
            restore(store.path, target, fixed_actor(), NOW)
        assert str(target) in str(error.value)
        assert target.stat().st_size == size
        assert asides_in(small_disk) == []
