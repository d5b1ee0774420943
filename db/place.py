"""Where a database may stand: on a local disk, readable by its owner alone.

On a network disk SQLite loses acknowledged writes without an error, because the locks of
two machines do not see each other; nothing inside SQLite warns. So the file system is
looked at before the file is opened.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

from council.errors import Damaged, NotAllowed, NotFound
from council.wording import say

NETWORK_FILE_SYSTEMS = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "ncpfs",
        "davfs",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
    ]
)

FILE_NAME = "raad.db"


def data_folder() -> Path:
    """Return the user's data folder for this program (XDG base directories)."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "raadtui"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "raadtui"
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".local" / "share") / "raadtui"


def default_path() -> Path:
    """Return where the database stands unless the user says otherwise."""
    return data_folder() / FILE_NAME


def file_system(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """Return the type of the file system that holds `path`; empty where it is unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    target = str(path.resolve())
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = _unescaped(fields[4])
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind


def _unescaped(field: str) -> str:
    return re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), field)


def require_local(path: Path) -> None:
    """Refuse a database on a network disk."""
    kind = file_system(path)
    if kind in NETWORK_FILE_SYSTEMS:
        raise Damaged(
            say(
                "{file} stands on a network disk ({kind}), where two users overwrite each "
                "other's work unnoticed. Put the database on a disk of the server itself.",
                file=str(path),
                kind=kind,
            )
        )


def require_file(path: Path) -> None:
    """Refuse a path where there is no database file yet."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            say("There is no database at {file} yet. Make one with: raadtui init", file=str(path))
        ) from None
    except OSError as error:
        raise NotAllowed(
            say("{file} cannot be read: {reason}.", file=str(path), reason=str(error.strerror))
        ) from error
    if stat.S_ISDIR(mode):
        raise Damaged(say("{file} is a folder, not a database.", file=str(path)))
    if not stat.S_ISREG(mode):
        raise Damaged(say("{file} is not a raadtui database.", file=str(path)))
