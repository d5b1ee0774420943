"""Where a database may stand: on a local disk, readable by its owner alone.

On a network disk SQLite loses acknowledged writes without an error, because the locks of
two machines do not see each other; nothing inside SQLite warns. So the file system is
looked at before the file is opened.
"""

from __future__ import annotations

import os
import stat
import sys

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

StrPath = str | os.PathLike[str]
"""A path as text, or as a `Path` where one is at hand: a command that only reads needs none."""


def data_folder() -> str:
    """Return the user's data folder for this program (XDG base directories)."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", home)
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME", "")
        if not base.startswith("/"):
            base = os.path.join(home, ".local", "share")
    return os.path.join(base, "raadtui")


def default_path() -> str:
    """Return where the database stands unless the user says otherwise."""
    return os.path.join(data_folder(), FILE_NAME)


def place_option(path: StrPath) -> str:
    """Return what a command needs, after a space, to find the database at `path`."""
    if not path:
        return ""
    from shlex import quote

    return f" --db {quote(str(path))}"


def file_system(path: StrPath, mounts: StrPath = "/proc/self/mountinfo") -> str:
    """Return the type of the file system that holds `path`; empty where it is unknown."""
    try:
        with open(mounts, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
    except OSError:
        return ""
    target = os.path.realpath(path)
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


_ESCAPED = {r"\040": " ", r"\011": "\t", r"\012": "\n", r"\043": "#", r"\134": "\\"}
"""What the kernel writes for the signs that its list of mounts is made of (proc(5))."""


def _unescaped(field: str) -> str:
    for escape, sign in _ESCAPED.items():
        field = field.replace(escape, sign)
    return field


def not_ours(path: StrPath) -> Damaged:
    """Return the error that says a file is no database of this program."""
    return Damaged(say("{file} is not a raadtui database.", file=str(path)))


def require_local(path: StrPath) -> None:
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


def give_to_owner(path: StrPath) -> None:
    """Give what root made beside a database to whoever owns the folder around it.

    SQLite does so with its log. Else the account of the council could not write any more
    where an administrator had been at work.
    """
    if sys.platform != "win32" and os.geteuid() == 0:
        folder = os.stat(os.path.dirname(os.path.abspath(path)))
        os.chown(path, folder.st_uid, folder.st_gid, follow_symlinks=False)


def make_folder(path: StrPath) -> None:
    """Make a folder of papers beside a database, for its owner alone, unless it is there."""
    try:
        os.mkdir(path, mode=0o700)
    except FileExistsError:
        return
    give_to_owner(path)


def require_file(path: StrPath) -> None:
    """Refuse a path where there is no database file yet."""
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path) from None
    except OSError as error:
        from db.owner import barred
        from db.reasons import reason_of

        said = say("{file} cannot be read: {reason}.", file=str(path), reason=reason_of(error))
        if isinstance(error, PermissionError):
            raise barred(path, said) from error
        raise NotAllowed(said) from error
    if stat.S_ISDIR(mode):
        raise Damaged(say("{file} is a folder, not a database.", file=str(path)))
    if not stat.S_ISREG(mode):
        raise not_ours(path)


def _missing(path: StrPath) -> NotFound:
    """Return the error about a database that is not there.

    Where one asked for no place, and an account has a database here, that one's is what is meant:
    who makes another has a council of which the colleagues see nothing.
    """
    from db.owner import account_meant

    usual = str(path) == default_path()
    if usual and (account := account_meant()):
        return NotFound(
            say(
                "There is no database at {file} yet. If that of {account} is meant, put "
                "“sudo -u {account}” before the command; to make a new one: "
                'raadtui init --name "…"',
                file=str(path),
                account=account,
            )
        )
    return NotFound(
        say(
            'There is no database at {file} yet. Make one with: raadtui init --name "…"{place}',
            file=str(path),
            place=place_option("" if usual else path),
        )
    )
