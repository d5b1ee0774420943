"""One file with the database and the papers, and going back to it."""

from __future__ import annotations

import io
import stat
import tarfile
from datetime import date, datetime
from pathlib import Path

import pytest

from council.councils import Council
from council.errors import Damaged, Refused
from council.papers import Paper
from db.archive import archive, is_archive, restore_archive
from db.backup import back_up
from db.store import Store, open_store
from tests.conftest import fixed_actor

NOW = datetime(2026, 11, 23, 9, 30)


@pytest.fixture
def paper(store: Store, council: Council) -> Paper:
    request = store.requests.register(council.id, title="Jeugd", received_on=date(2026, 11, 16))
    return store.files.add(
        request.id,
        name="nota.txt",
        media_type="text/plain",
        data=b"nota",
        source="added",
        on=date(2026, 11, 16),
    )


def test_an_archive_brings_the_papers_back(store: Store, paper: Paper, tmp_path: Path) -> None:
    written = archive(store.path, tmp_path / "raad.tar")
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert is_archive(written)
    target = tmp_path / "elders" / "raad.db"
    assert restore_archive(written, target, fixed_actor(), NOW) is None
    with open_store(target, fixed_actor()) as there:
        assert there.files.read(paper) == b"nota"
        modes = {
            stat.S_IMODE(path.stat().st_mode)
            for path in there.files.folder.rglob("*")
            if path.is_file()
        }
    assert modes == {0o600}


def test_unpacked_by_hand_it_works(store: Store, paper: Paper, tmp_path: Path) -> None:
    with tarfile.open(archive(store.path, tmp_path / "raad.tar")) as tar:
        tar.extractall(tmp_path / "hand", filter="data")
    with open_store(tmp_path / "hand" / "raad.db", fixed_actor()) as there:
        assert there.files.read(paper) == b"nota"


def test_what_is_there_is_kept_and_not_overwritten(
    store: Store, paper: Paper, tmp_path: Path
) -> None:
    written = archive(store.path, tmp_path / "raad.tar")
    with pytest.raises(Refused, match="is already there"):
        archive(store.path, written)
    store.files.removals.remove(paper, reason="weg")
    assert restore_archive(written, store.path, fixed_actor(), NOW) is not None
    assert store.files.read(paper) == b"nota"


@pytest.mark.parametrize(
    "names",
    [
        ["../raad.db"],
        ["raad.db.files/aa/" + "a" * 64],
        ["ander.txt"],
        [],
    ],
)
def test_what_is_no_archive_of_ours_changes_nothing(
    store: Store, paper: Paper, tmp_path: Path, names: list[str]
) -> None:
    path = tmp_path / "kwaad.tar"
    with tarfile.open(path, "w") as tar:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 4
            tar.addfile(info, io.BytesIO(b"kwad"))
    with pytest.raises(Damaged, match="is no backup of raadtui"):
        restore_archive(path, store.path, fixed_actor(), NOW)
    assert store.files.read(paper) == b"nota"
    assert not (tmp_path.parent / "raad.db").exists()


def test_an_archive_that_was_broken_off_changes_nothing(
    store: Store, paper: Paper, tmp_path: Path
) -> None:
    written = archive(store.path, tmp_path / "raad.tar")
    with tarfile.open(written) as tar:
        second = tar.getmembers()[1].offset
    broken = tmp_path / "broken.tar"
    broken.write_bytes(written.read_bytes()[:second])
    with pytest.raises(Damaged, match="is no backup of raadtui"):
        restore_archive(broken, tmp_path / "elders.db", fixed_actor(), NOW)
    assert not (tmp_path / "elders.db").exists()


def test_what_is_wrong_with_an_archive_is_said_of_the_file_that_was_named(
    store: Store, paper: Paper, tmp_path: Path
) -> None:
    content = bytearray(store.path.read_bytes())
    content[8192:40960] = bytes(32768)
    path = tmp_path / "copy.tar"
    with tarfile.open(path, "w") as tar:
        info = tarfile.TarInfo("raad.db")
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    with pytest.raises(Damaged, match=rf"^{path} is damaged"):
        restore_archive(path, tmp_path / "elders.db", fixed_actor(), NOW)


def test_an_archive_that_does_not_fit_on_the_disk_names_the_database_that_it_is_for(
    store: Store, paper: Paper, small_disk: Path, tmp_path: Path
) -> None:
    written = archive(store.path, tmp_path / "raad.tar")
    (small_disk / "ballast").write_bytes(b"x" * 1_300_000)
    target = small_disk / "raad.db"
    with pytest.raises(Damaged, match=rf"^{target} cannot be written: the disk is full\.$"):
        restore_archive(written, target, fixed_actor(), NOW)
    assert [one.name for one in small_disk.iterdir()] == ["ballast"]


def test_a_database_alone_is_no_archive(store: Store, paper: Paper, tmp_path: Path) -> None:
    assert not is_archive(back_up(store.path, tmp_path / "copy.db"))
    assert not is_archive(tmp_path / "none.tar")
