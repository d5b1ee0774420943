from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from council.errors import Damaged, NotAllowed, WrongUse
from exports.atomic import free_paths, write_atomically

NOBODY = 65534
ROOT = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_file_is_there_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "raad.ics"
    write_atomically(file, b"BEGIN:VCALENDAR\r\n")
    assert file.read_bytes() == b"BEGIN:VCALENDAR\r\n"
    assert mode(file) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_feed_that_others_may_read_stays_so_when_it_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "raad.ics"
    file.write_bytes(b"old")
    file.chmod(0o644)
    write_atomically(file, b"new")
    assert (file.read_bytes(), mode(file)) == (b"new", 0o644)


def test_in_a_folder_of_a_group_the_group_may_read_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    write_atomically(tmp_path / "raad.ics", b"BEGIN:VCALENDAR")
    assert mode(tmp_path / "raad.ics") == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file of another user")
def test_a_file_that_another_user_left_open_to_all_does_not_open_ours(tmp_path: Path) -> None:
    planted = tmp_path / "leden.csv"
    planted.write_bytes(b"")
    planted.chmod(0o666)
    os.chown(planted, NOBODY, NOBODY)
    write_atomically(planted, b"names")
    assert mode(planted) == 0o600


def test_who_reads_the_old_file_keeps_reading_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "raad.ics"
    file.write_bytes(b"old")
    with file.open("rb") as reader:
        write_atomically(file, b"new")
        assert reader.read() == b"old"


@pytest.mark.parametrize("target", ["victim.txt", "nowhere.txt"])
def test_a_planted_link_is_refused_and_its_target_untouched(tmp_path: Path, target: str) -> None:
    (tmp_path / "victim.txt").write_text("mine")
    link = tmp_path / "raad.ics"
    link.symlink_to(tmp_path / target)
    with pytest.raises(WrongUse, match="link or a device"):
        write_atomically(link, b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["raad.ics", "victim.txt"]
    assert (tmp_path / "victim.txt").read_text() == "mine"


def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(WrongUse, match="link or a device"):
        write_atomically(Path(os.devnull), b"new")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("folder", "is a folder; name a file in it."),
        ("missing/raad.ics", "There is no folder .*missing."),
        ("file.txt/raad.ics", "file.txt is not a folder."),
        ("x" * 300, "The file name is too long"),
    ],
)
def test_a_wrong_place_is_told_in_one_sentence(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("mine")
    with pytest.raises(WrongUse, match=told):
        write_atomically(tmp_path / name, b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file.txt", "folder"]


def test_a_name_with_control_characters_is_shown_without_them(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as caught:
        write_atomically(tmp_path / "\x1b]52;c;x\x07" / "raad.ics", b"new")
    assert str(caught.value).isprintable()


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder in which this process may not write, also when the tests run as root."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "raad.ics").write_bytes(b"old")
        folder.chmod(0o555)
        if root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o700)


def test_without_the_right_to_write_the_old_file_stays(closed_folder: Path) -> None:
    with pytest.raises(NotAllowed, match="no right to write"):
        write_atomically(closed_folder / "raad.ics", b"new")
    assert [each.name for each in closed_folder.iterdir()] == ["raad.ics"]


KILLED = """\
import resource, signal, sys
from pathlib import Path
from exports.atomic import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
write_atomically(Path(sys.argv[1]), bytes(100))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_what_who_was_killed_left_goes_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "leden.csv"
    killed = subprocess.run([sys.executable, "-c", KILLED, file], cwd=ROOT, check=False)
    assert killed.returncode < 0
    (half,) = tmp_path.iterdir()
    write_atomically(file, b"names")
    assert set(tmp_path.iterdir()) == {half, file}  # somebody may still be writing it
    os.utime(half, (0, 0))
    write_atomically(file, b"names")
    assert list(tmp_path.iterdir()) == [file]


FULL = """\
import sys
from pathlib import Path
from council.errors import Damaged
from exports.atomic import write_atomically
file = Path(sys.argv[1]) / "raad.ics"
write_atomically(file, b"old")
try:
    write_atomically(file, bytes(10_000_000))
except Damaged as error:
    print(error)
print(file.read_bytes(), len(list(file.parent.iterdir())))
"""


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    space = [str(unshare), "--map-root-user", "--mount"]
    mount = f"mount -t tmpfs -o size=64k full {tmp_path}"
    if not unshare or subprocess.run([*space, "sh", "-c", mount], check=False).returncode:
        pytest.skip("a small file system cannot be mounted here")
    script = f'{mount} && exec "$0" -c "$1" {tmp_path}'
    done = subprocess.run(
        [*space, "sh", "-c", script, sys.executable, FULL],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout == f"The disk is full: {tmp_path}/raad.ics was not written.\nb'old' 1\n"


def test_a_write_that_the_system_cuts_off_leaves_the_old_file(tmp_path: Path) -> None:
    import resource
    import signal

    file = tmp_path / "raad.ics"
    file.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
        with pytest.raises(Damaged, match=r"raad\.ics was not written: "):
            write_atomically(file, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    def names() -> list[str]:
        return [path.name for path in free_paths(tmp_path, "2026-003-B1", [".txt", ".md"])]

    assert names() == ["2026-003-B1.txt", "2026-003-B1.md"]
    (tmp_path / "2026-003-B1.md").write_text("mijn eigen brief")
    assert names() == ["2026-003-B1 (2).txt", "2026-003-B1 (2).md"]
    (tmp_path / "2026-003-B1 (2).txt").symlink_to("nowhere")
    assert names() == ["2026-003-B1 (3).txt", "2026-003-B1 (3).md"]
