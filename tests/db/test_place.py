from __future__ import annotations

import stat
from pathlib import Path

import pytest

from council.errors import Damaged
from db import place
from db.place import NETWORK_FILE_SYSTEMS, data_folder, default_path, file_system, require_local
from db.store import create_store
from tests.conftest import fixed_actor

MOUNTS = r"""
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro
25 22 0:23 / /proc rw,nosuid shared:13 - proc proc rw
40 22 0:35 / /home rw,relatime shared:20 - nfs4 server:/export/home rw,vers=4.2,addr=10.0.0.2
41 40 0:36 / /home/jansen/local rw - xfs /dev/sdb1 rw
42 22 0:40 / /mnt/afdeling rw,relatime shared:22 - cifs //server/afdeling rw,vers=3.1.1
43 22 0:41 / /srv/op\040afstand\040\134x rw,nosuid - fuse.sshfs raad@server:/srv rw,user_id=1000
44 22 0:42 / /mnt/oud rw - ext4 /dev/sdc1 rw
45 44 0:43 / /mnt/oud rw - nfs server:/oud rw
46 22 0:44 / /var/lib/raad rw master:1 propagate_from:2 - btrfs /dev/sdd1 rw
half a line without its end
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS.strip())
    return path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/etc/raad.db", "ext4"),
        ("/home/jansen/raad.db", "nfs4"),
        ("/home/jansen/local/raad.db", "xfs"),
        ("/homework/raad.db", "ext4"),
        ("/mnt/afdeling/raadtui/raad.db", "cifs"),
        ("/srv/op afstand \\x/raad.db", "fuse.sshfs"),
        ("/mnt/oud/raad.db", "nfs"),
        ("/var/lib/raad/wijderveld.db", "btrfs"),
    ],
)
def test_the_file_system_is_that_of_the_deepest_mount(mounts: Path, path: str, kind: str) -> None:
    assert file_system(Path(path), mounts) == kind


def test_without_a_list_of_mounts_nothing_is_known(tmp_path: Path) -> None:
    assert file_system(tmp_path, tmp_path / "nothing") == ""


@pytest.mark.parametrize(
    "path",
    ["/home/jansen/raad.db", "/mnt/afdeling/raad.db", "/srv/op afstand \\x/raad.db"],
)
def test_a_network_disk_is_refused(
    mounts: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file_system(Path(path), mounts) in NETWORK_FILE_SYSTEMS
    monkeypatch.setattr(place.file_system, "__defaults__", (mounts,))
    with pytest.raises(Damaged, match="stands on a network disk") as error:
        require_local(Path(path))
    assert path in str(error.value)
    with pytest.raises(Damaged, match="stands on a network disk"):
        create_store(Path(path), fixed_actor())


def test_a_link_to_a_network_disk_is_a_network_disk(tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    (tmp_path / "near").symlink_to(far)
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / {far} rw - nfs server:/x rw\n")
    assert file_system(tmp_path / "near" / "raad.db", mounts) == "nfs"


def test_the_disk_of_these_tests_is_local(tmp_path: Path) -> None:
    require_local(tmp_path / "raad.db")


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("/srv/data", "/srv/data/raadtui/raad.db"),
        ("", "/home/x/.local/share/raadtui/raad.db"),
        ("relatief", "/home/x/.local/share/raadtui/raad.db"),
    ],
)
def test_the_default_is_the_data_folder_of_the_user(
    monkeypatch: pytest.MonkeyPatch, folder: str, found: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("XDG_DATA_HOME", folder)
    assert default_path() == found
    assert found == f"{data_folder()}/raad.db"


def test_a_folder_that_is_made_is_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "raadtui" / "raad.db"
    create_store(path, fixed_actor()).close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
