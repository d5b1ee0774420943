from __future__ import annotations

import os
import pwd
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest

from council.councils import Council
from council.errors import Damaged, NotAllowed, NotFound, RaadError, Refused
from db.asides import asides_in
from db.backup import back_up
from db.connection import APPLICATION_ID
from db.database import CouncilDatabase
from db.driver import sqlite3
from db.migrations import migrations
from db.place import default_path
from db.queues import count_new
from db.restore import restore
from db.schema import SCHEMA_VERSION
from db.store import Store, create_store, open_store
from db.tracked import TRACKED
from tests.conftest import fixed_actor
from tests.db.desk import desk
from tests.db.programs import run, run_together
from tests.db.without_rights import NOBODY

AT_ONCE = 8


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    raw = sqlite3.connect(path)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {
        name: raw.execute(f'SELECT * FROM "{name}"').fetchall()
        for name in names
        if not name.startswith(("sqlite", "search_"))
    }
    raw.close()
    return found


def pragma(path: Path, name: str) -> int:
    raw = sqlite3.connect(path)
    value = int(raw.execute(f"PRAGMA {name}").fetchone()[0])
    raw.close()
    return value


# Making


def test_a_new_database_is_complete_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "raad.db"
    with create_store(path, fixed_actor()) as store:
        assert [domain.code for domain in store.councils.domains()] == [
            "pw",
            "wmo",
            "youth",
            "general",
        ]
    assert pragma(path, "user_version") == SCHEMA_VERSION
    assert pragma(path, "application_id") == APPLICATION_ID
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["raad.db"]


def test_the_schema_version_counts_the_migrations(store: Store) -> None:
    applied = store.connection.value("SELECT count(*) FROM _sqlite_migrations")
    assert (
        applied == SCHEMA_VERSION == len(migrations.applied(CouncilDatabase(store.connection.raw)))
    )


def test_making_never_overwrites(store: Store, council: Council) -> None:
    before = contents(store.path)
    with pytest.raises(Refused, match="already exists"):
        create_store(store.path, fixed_actor())
    assert contents(store.path) == before
    assert asides_in(store.path.parent) == []


def test_making_never_overwrites_any_other_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mijn aantekeningen")
    with pytest.raises(Refused, match="already exists"):
        create_store(path, fixed_actor())
    assert path.read_text() == "mijn aantekeningen"


# Upgrading


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of this release, with work in it, for the next release to upgrade."""
    path = tmp_path / "old.db"
    with create_store(path, fixed_actor()) as store:
        desk(store, store.councils.create(code="ASD", name="Adviesraad"))
    return path


def test_eight_programs_at_once_upgrade_an_old_file_once(old: Path) -> None:
    before = contents(old)
    answers = run_together("tests.db.newer_program", str(old), times=AT_ONCE)
    assert answers == ["True"] * AT_ONCE
    after = contents(old)
    steps = [row[2] for row in after["_sqlite_migrations"]]
    assert steps == ["m001_first_release", "m002_what_people_are_called"]
    assert len(after["person"]) == len(before["person"]) + AT_ONCE
    assert len(after["change"]) == len(before["change"]) + AT_ONCE
    for table in set(before) - {"_sqlite_migrations", "person", "change", "trail"}:
        assert after[table] == before[table], table
    assert after["trail"][: len(before["trail"])] == before["trail"]
    assert pragma(old, "user_version") == SCHEMA_VERSION + 1


def test_an_upgrade_leaves_a_backup_of_the_file_as_it_was(old: Path) -> None:
    before = contents(old)
    run_together("tests.db.newer_program", str(old), times=2)
    backup = old.with_name(f"old.db.before-upgrade-{SCHEMA_VERSION}")
    assert contents(backup) == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert sorted(one.name for one in old.parent.iterdir()) == ["old.db", backup.name]


def test_a_backup_left_by_an_upgrade_that_failed_is_kept(old: Path) -> None:
    left = old.with_name(f"old.db.before-upgrade-{SCHEMA_VERSION}")
    left.write_text("van een eerdere poging")
    assert run_together("tests.db.newer_program", str(old), times=1) == ["True"]
    assert left.read_text() == "van een eerdere poging"
    assert pragma(left.with_name(f"{left.name}.2"), "user_version") == SCHEMA_VERSION


def test_a_file_from_before_the_first_release_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "raad.db"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.close()
    with open_store(path, fixed_actor()) as store:
        assert store.councils.create(code="ASD", name="Adviesraad").id == 1


def test_an_open_program_stops_writing_when_a_newer_one_upgraded(
    store: Store, council: Council
) -> None:
    assert run_together("tests.db.newer_program", str(store.path), times=1) == ["True"]
    with pytest.raises(Damaged, match="newer raadtui has upgraded this database"):
        store.members.add("J. Fictema")
    assert store.councils.get() == council


def test_a_newer_file_is_refused(old: Path) -> None:
    run_together("tests.db.newer_program", str(old), times=1)
    before = old.read_bytes()
    with pytest.raises(Damaged, match="made by a newer raadtui"):
        open_store(old, fixed_actor())
    assert old.read_bytes() == before


# What is not a database of ours


def a_text_file(path: Path) -> None:
    path.write_text("Notulen van de vergadering van 8 december\n" * 50)


def an_empty_file(path: Path) -> None:
    path.touch()


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def another_database(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE bookmarks (url TEXT)")
    raw.close()


def half_a_database(path: Path) -> None:
    with create_store(path, fixed_actor()) as store:
        desk(store, store.councils.create(code="ASD", name="Adviesraad"))
    os.truncate(path, 5 * 4096)


def a_scribbled_database(path: Path) -> None:
    with create_store(path, fixed_actor()) as store:
        desk(store, store.councils.create(code="ASD", name="Adviesraad"))
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def use(path: Path) -> None:
    with open_store(path, fixed_actor()) as store:
        council = store.councils.get()
        store.members.memberships(council.id, date(2026, 11, 23))


@pytest.mark.parametrize(
    "spoil",
    [
        a_text_file,
        an_empty_file,
        a_folder,
        a_pipe,
        another_database,
        half_a_database,
        a_scribbled_database,
    ],
)
def test_what_is_no_sound_database_of_ours_gives_one_sentence(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "raad.db"
    spoil(path)
    with pytest.raises(Damaged) as error:
        use(path)
    sentence = str(error.value)
    assert str(path) in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_where_nothing_is_it_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no database at .* yet\. Make one with: raadtui init"):
        open_store(tmp_path / "raad.db", fixed_actor())
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotFound):
        open_store(tmp_path / "file" / "raad.db", fixed_actor())
    with pytest.raises(NotAllowed, match="cannot be made"):
        create_store(tmp_path / "file" / "raad.db", fixed_actor())


def test_a_name_that_no_disk_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="cannot be read"):
        open_store(tmp_path / ("x" * 300), fixed_actor())


# Rights and room


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
@pytest.mark.parametrize(
    ("what", "folder_mode", "file_mode", "says"),
    [
        ("open", 0o755, 0o600, "You have no right to read and write"),
        ("open", 0o700, 0o644, "cannot be read: you have no right to do that"),
        ("write", 0o755, 0o644, "You have no right to read and write"),
        ("write", 0o555, 0o666, "You have no right to read and write"),
        ("make", 0o755, 0o644, "A database cannot be made in"),
    ],
)
def test_without_the_right_it_is_said(
    what: str, folder_mode: int, file_mode: int, says: str, open_folder: Path
) -> None:
    path = open_folder / "raad" / "raad.db"
    with create_store(path, fixed_actor()) as store:
        store.councils.create(code="ASD", name="Adviesraad")
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    target = path.with_name("new.db") if what == "make" else path
    answer = run("tests.db.without_rights", what, str(target))
    assert answer.startswith("NotAllowed: ")
    assert says in answer
    assert str(path.parent) in answer
    assert answer.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o700, 0o600), (0o755, 0o600), (0o755, 0o644)]
)
@pytest.mark.parametrize("what", ["open", "write"])
def test_who_forgot_to_work_as_the_account_of_the_database_is_told_how(
    what: str, folder_mode: int, file_mode: int, open_folder: Path
) -> None:
    path = open_folder / "raad" / "raad.db"
    with create_store(path, fixed_actor()) as store:
        store.councils.create(code="ASD", name="Adviesraad")
    account = next(one for one in pwd.getpwall() if one.pw_uid not in (0, NOBODY))
    for one, mode in ((path, file_mode), (path.parent, folder_mode)):
        os.chown(one, account.pw_uid, account.pw_gid)
        one.chmod(mode)
    assert run("tests.db.without_rights", what, str(path)) == (
        f"NotAllowed: {path} belongs to the account {account.pw_name}: "
        f"put “sudo -u {account.pw_name}” before the command.\n"
    )


def test_who_asks_for_no_place_is_pointed_to_the_account_that_has_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = next(one for one in pwd.getpwall() if one.pw_uid not in (0, os.geteuid())).pw_name
    monkeypatch.setattr("db.owner.ACCOUNT", account)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(NotFound, match=f"If that of {account} is meant, put “sudo -u {account}”"):
        open_store(default_path(), fixed_actor())
    with pytest.raises(NotFound, match=r"yet\. Make one with: raadtui init"):
        open_store(tmp_path / "elsewhere.db", fixed_actor())
    monkeypatch.setattr("db.owner.ACCOUNT", "no such account")
    with pytest.raises(NotFound, match=r"yet\. Make one with: raadtui init"):
        open_store(default_path(), fixed_actor())


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def fill_up(store: Store) -> RaadError:
    """Write until there is no room, and return what was said; all that was said to be saved is."""
    saved = 0
    try:
        for _nth in range(100_000):
            store.requests.register(
                1, title="Verordening", received_on=date(2026, 11, 16), text="x" * 9000
            )
            saved += 1
    except RaadError as error:
        assert count_new(store.connection, 1, date(2026, 11, 16)) == saved
        assert store.connection.value("PRAGMA integrity_check") == "ok"
        return error
    raise AssertionError("the disk never got full")


def test_a_full_database_loses_nothing_that_was_saved(store: Store, council: Council) -> None:
    pages = store.connection.value("PRAGMA page_count")
    store.connection.raw.execute(f"PRAGMA max_page_count = {pages + 200}")
    error = fill_up(store)
    assert isinstance(error, Damaged)
    assert str(error).startswith("The disk is full: nothing was saved.")


def test_a_full_disk_loses_nothing_that_was_saved(small_disk: Path) -> None:
    with create_store(small_disk / "raad.db", fixed_actor()) as store:
        store.councils.create(code="ASD", name="Adviesraad")
        error = fill_up(store)
        assert isinstance(error, Damaged)
        assert "full" in str(error)
        with pytest.raises(RaadError):
            store.drafts.save("request", 0, {"text": "x" * 900_000})


def test_a_database_that_no_longer_opens_on_a_full_disk_says_so(small_disk: Path) -> None:
    path = small_disk / "raad.db"
    create_store(path, fixed_actor()).close()
    with suppress(OSError):
        (small_disk / "ballast").write_bytes(b"x" * 1_500_000)
    with pytest.raises(Damaged, match=r"^The disk is full: nothing was saved\."):
        open_store(path, fixed_actor())


def test_a_paper_that_does_not_fit_is_damage_and_no_lack_of_rights(small_disk: Path) -> None:
    with create_store(small_disk / "raad.db", fixed_actor()) as store:
        with pytest.raises(Damaged, match=r"cannot be kept in .*: the disk is full\.$"):
            store.files.record_message(b"x" * 1_500_000, problem="geen mail")
        assert not [one for one in store.files.folder.rglob("*") if one.is_file()]


def test_on_a_full_disk_no_database_is_begun(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_300_000)
    with pytest.raises(RaadError) as error:
        create_store(small_disk / "raad.db", fixed_actor())
    assert "full" in str(error.value)
    assert [one.name for one in small_disk.iterdir()] == ["ballast"]


# Backups


def test_a_backup_holds_the_last_change(store: Store, council: Council, tmp_path: Path) -> None:
    store.members.add("J. Fictema")
    copy = back_up(store.path, tmp_path / "copy.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with open_store(copy, fixed_actor()) as other:
        assert other.members.find_person("Fictema").name == "J. Fictema"


def test_a_backup_on_a_full_disk_names_the_disk_that_is_full(
    store: Store, small_disk: Path
) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 1_300_000)
    copy = small_disk / "copy.db"
    with pytest.raises(Damaged, match=rf"^{copy} cannot be written: the disk is full\.$"):
        back_up(store.path, copy)
    with pytest.raises(Damaged, match=rf"^{copy} cannot be written: the disk is full\.$"):
        restore(store.path, copy, fixed_actor(), datetime(2026, 11, 23, 9, 30))
    assert [one.name for one in small_disk.iterdir()] == ["ballast"]


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("iets anders")
    with pytest.raises(Refused, match="already there"):
        back_up(store.path, target)
    assert target.read_text() == "iets anders"
    assert asides_in(tmp_path) == []


def test_every_tracked_table_has_an_id_and_its_triggers(store: Store) -> None:
    for table in TRACKED:
        triggers = store.connection.value(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?"
            " AND name LIKE 'trail\\_%' ESCAPE '\\'",
            (table,),
        )
        assert triggers == 3
