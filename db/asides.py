"""What is written under a hidden name until it is whole; who is killed leaves it there."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = ".raadtui-new-"
"""How the name begins of whatever becomes a database, a backup or an export: by that it is known
as ours."""

_HALF_A_DAY = 43_200
"""Seconds after which nobody writes on, in any container, and before the backup of tomorrow."""


def new_aside(folder: Path) -> Path:
    """Make an empty file for its owner alone, to be given a name in `folder` when it is whole."""
    import tempfile
    from pathlib import Path

    clear_old(folder)
    handle, name = tempfile.mkstemp(prefix=HIDDEN, dir=folder)
    os.close(handle)
    return Path(name)


def asides_in(folder: Path) -> list[Path]:
    """Return what is being written in a folder, or was when a program was killed."""
    try:
        return sorted(folder.glob(f"{HIDDEN}*"))
    except OSError:  # who wants to write there hears why that is not possible
        return []


def clear_old(folder: Path) -> None:
    """Remove what who was killed left in a folder; half a day old it is nobody's work."""
    for aside in asides_in(folder):
        with suppress(OSError):
            found = aside.lstat()
            if time.time() - found.st_mtime < _HALF_A_DAY:
                continue
            if stat.S_ISDIR(found.st_mode):
                import shutil

                shutil.rmtree(aside)
            else:
                aside.unlink()


def clear(asides: Iterable[Path]) -> None:
    """Remove files that nobody writes any more, as far as they are there and one may."""
    for aside in asides:
        with suppress(OSError):
            aside.unlink()
