"""Writing a file whole or not at all, where nobody planted something else."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from council.errors import Damaged, NotAllowed, RaadError, Refused, WrongUse
from council.text import clean_line
from council.wording import say
from db.asides import HIDDEN, clear_old
from db.reasons import FULL, reason_of

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

_MARK = 16
"""Bytes by which a sort of file is known: the mark of an SQLite database is as long, and the first
line of a calendar."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`: whoever opens it sees the old file or all of the new one.

    The new file is for its owner alone (mode 0600); a file of the same owner that it
    replaces keeps its mode, so that a feed on a web server stays readable. In a folder whose
    files are its group's (the set-group-id bit) the group may read it as well. Links and
    devices are not written through: another user may have planted them in a shared folder.

    Raises WrongUse when there is no such folder or the name is taken by something else
    than a file, NotAllowed without the right to write, and Damaged when the disk fails.
    Then the old file is untouched and nothing is left behind; what who was killed left behind
    goes the next time, half a day later.
    """
    import tempfile

    _require_file_or_nothing(path)
    clear_old(path.parent)
    try:
        # Made with O_EXCL, O_NOFOLLOW and mode 0600, in the same folder because a rename is
        # atomic only within one file system.
        handle, name = tempfile.mkstemp(prefix=HIDDEN, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                _keep_mode(file.fileno(), path)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _settle(path.parent)
    except OSError as error:
        raise _told(error, path) from error


def make_folder(path: Path) -> None:
    """Make a folder for files that leave, unless it is there: for its owner alone.

    In a folder whose files are its group's the group may do with it as with that one: read what
    is in it and throw that away.
    """
    there = path.exists()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    around = path.parent.stat().st_mode
    if not there and around & stat.S_ISGID:
        path.chmod(around & 0o2070 | 0o700)


def free_paths(folder: Path, stem: str, endings: Sequence[str]) -> list[Path]:
    """Return a path in `folder` for each ending, under one name that nothing there has yet.

    That is `stem` itself, else `stem (2)` and so on: what stands there is somebody's.
    """
    for number in count(1):
        name = stem if number == 1 else f"{stem} ({number})"
        paths = [folder / f"{name}{ending}" for ending in endings]
        if not any(os.path.lexists(path) for path in paths):
            return paths
    raise AssertionError  # count never ends


def require_same_sort(path: Path, data: bytes) -> None:
    """Refuse to write `data` over something else: the database, a list, the settings.

    A file that begins as `data` does may go, for it is an earlier one of the same. Raises what
    `write_atomically` raises as well.
    """
    _require_file_or_nothing(path)
    try:
        with path.open("rb") as file:
            there = file.read(_MARK)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _told(error, path) from error
    if there != data[:_MARK]:
        raise Refused(
            say("{file} is already there; choose another name.", file=_shown(path)), field="output"
        )


def _require_file_or_nothing(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _told(error, path) from error
    if stat.S_ISDIR(mode):
        raise WrongUse(say("{path} is a folder; name a file in it.", path=_shown(path)))
    if not stat.S_ISREG(mode):
        raise WrongUse(
            say("{path} is a link or a device; name an ordinary file.", path=_shown(path))
        )


def _keep_mode(handle: int, replaced: Path) -> None:
    """Give the new file the mode of the one it replaces, if the same user owns both."""
    try:
        old = replaced.lstat()
    except FileNotFoundError:
        if replaced.parent.stat().st_mode & stat.S_ISGID:
            os.fchmod(handle, 0o640)
        return
    if stat.S_ISREG(old.st_mode) and old.st_uid == os.fstat(handle).st_uid:
        os.fchmod(handle, old.st_mode & 0o666)


def _settle(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system lets a folder be synced."""
    with suppress(OSError):  # by now the file is there: no reason to say that it is not
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _told(error: OSError, path: Path) -> RaadError:
    if error.errno in FULL:
        return Damaged(say("The disk is full: {path} was not written.", path=_shown(path)))
    if error.errno in _FORBIDDEN:
        return NotAllowed(
            say("You have no right to write {path}; choose another folder.", path=_shown(path))
        )
    if error.errno == errno.ENOENT:
        return WrongUse(say("There is no folder {folder}.", folder=_shown(path.parent)))
    if error.errno == errno.ENOTDIR:
        return WrongUse(say("{folder} is not a folder.", folder=_shown(path.parent)))
    if error.errno == errno.ENAMETOOLONG:
        return WrongUse(say("The file name is too long: {path}.", path=_shown(path)))
    reason = reason_of(error)
    return Damaged(
        say("{path} was not written: {reason}.", path=_shown(path), reason=clean_line(reason))
    )


def _shown(path: Path) -> str:
    return clean_line(str(path))
