"""The mails that arrive in a folder or a Maildir."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from council.wording import say
from db.reasons import failure, reason_of

_STILL = 4
"""Looks for which a file in a folder must not change, after the first, to be there in full."""

_REST = 30
"""Looks for which a mail rests that breaks off, or that could not be taken in."""


@dataclass(slots=True)
class _File:
    """A file as it was last seen; `wait` is how many looks it waits, None when it was given.

    `problem` is why it could not be taken in the last time.
    """

    mark: tuple[int, int, int]
    wait: int | None
    rested: bool = False
    problem: str = ""


class Arrivals:
    """The mails that arrive in a folder, each once for as long as it stays as it is.

    What changes, or goes and comes back under its name, is given again: the store knows by the
    content what it has. In a Maildir mails are whole from the start and keep the name before the
    colon when they are read. Another folder is written to by who knows what: there a file counts
    when it did not change for some looks, and one that breaks off waits longer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        places = [folder / "new", folder / "cur"]
        self._maildir = all(place.is_dir() for place in places)
        self._folders = places if self._maildir else [folder]
        self._files: dict[str, _File] = {}

    def look(self) -> Iterator[Path]:
        """Yield what arrived since the last look. Raise when the folder cannot be read now."""
        try:
            # What moves from the first to the second meanwhile is seen in one of them.
            paths = [path for place in self._folders for path in sorted(place.iterdir())]
        except OSError as error:
            raise failure(
                error,
                say(
                    "{folder} cannot be read now: {reason}. Watching goes on when it can.",
                    folder=str(self._folder),
                    reason=reason_of(error),
                ),
            ) from error
        named = [(self._name(path), path) for path in paths if not path.name.startswith(".")]
        for name, path in named:
            if self._arrived(name, path):
                yield path
        for name in self._files.keys() - {name for name, _path in named}:
            del self._files[name]

    def again(self, path: Path, problem: str) -> bool:
        """Yield a mail once more, some looks later: it could not be taken in.

        Tell whether `problem` is another than the last time, of the file as it is.
        """
        file = self._files[self._name(path)]
        known, file.problem, file.wait = file.problem, problem, _REST
        return problem != known

    def _name(self, path: Path) -> str:
        return path.name.partition(":")[0] if self._maildir else path.name

    def _arrived(self, name: str, path: Path) -> bool:
        try:
            found = path.stat()
        except OSError:  # a mail program moved it; the next look finds it
            return False
        if not stat.S_ISREG(found.st_mode):
            return False
        mark = (found.st_ino, found.st_size, found.st_mtime_ns)
        file = self._files.get(name)
        if file is None or file.mark != mark:
            file = self._files[name] = _File(mark, 0 if self._maildir else _STILL)
            if not self._maildir:
                return False
        if file.wait:
            file.wait -= 1
        if file.wait is None or file.wait:
            return False
        if not (self._maildir or file.rested) and _breaks_off(path):
            file.wait, file.rested = _REST, True
            return False
        file.wait = None
        return True


def _breaks_off(path: Path) -> bool:
    from intake.mail import breaks_off

    try:
        return breaks_off(path.read_bytes())
    except OSError:  # who reads it next will say why
        return False
