"""Somebody who registers requests as fast as they can: run as a program of its own.

`registers.py DATABASE HOW_MANY`: says it is ready, waits for a line, registers, and says
the references it got.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from db.connection import Actor
from db.store import open_store


def main(path: Path, how_many: int) -> None:
    with open_store(path, Actor(who=f"user{os.getpid()}")) as store:
        council = store.councils.get()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        references = [
            store.requests.register(
                council.id, title=f"Verordening {number}", received_on=date(2026, 11, 16)
            ).ref
            for number in range(how_many)
        ]
    sys.stdout.write(" ".join(references) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
