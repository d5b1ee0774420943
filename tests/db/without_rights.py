"""Somebody without rights tries something: run by root as a program of its own.

`without_rights.py open|write|make DATABASE`: gives up its rights, tries, and says the
error it got.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from council.errors import RaadError
from db.connection import Actor
from db.store import create_store, open_store

NOBODY = 65534
ACTOR = Actor(who="niemand")


def open_it(path: Path) -> None:
    open_store(path, ACTOR).close()


def write(path: Path) -> None:
    with open_store(path, ACTOR) as store:
        store.members.add("J. Fictema")


def make(path: Path) -> None:
    create_store(path, ACTOR).close()


TRIES: dict[str, Callable[[Path], None]] = {"open": open_it, "write": write, "make": make}


def main(what: str, path: Path) -> None:
    # All code is read while there is still the right to.
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / "raad.db")
        write(Path(folder) / "raad.db")
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        TRIES[what](path)
    except RaadError as error:
        sys.stdout.write(f"{type(error).__name__}: {error}\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
