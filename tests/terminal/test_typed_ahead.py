"""Keys that come in one piece, as over a slow line: each does what it does alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.connection import Actor
from db.store import open_store
from tests.terminal.conftest import Start, up


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (b"1/vervoer", r"/ vervoer"),
        (b":2026-011", r": 2026-011"),
        (b"zminima", r"z minima"),
        (b"1nVervoer\r", r"subject +Vervoer"),
        (b"?\x1b3", r"\[3 Meetings\]"),
        (b"1/vervoer\x1b[200~sregio\x1b[201~", r"/ vervoersregio"),
    ],
)
def test_what_is_typed_ahead_goes_where_it_would_have_gone(
    start: Start, database: Path, typed: bytes, shown: str
) -> None:
    with open_store(database, Actor(who="jansen")) as store:
        before = len(store.trail.log(limit=10_000))
    with start(database) as app:
        up(app)
        app.settle()
        app.send(typed)
        app.until(shown)
        app.send(b"\x1b")
        app.settle()
        app.send(b"\x1b")
        app.settle()
        app.send(b"\x03\x03")
        app.wait()
    with open_store(database, Actor(who="jansen")) as store:
        assert len(store.trail.log(limit=10_000)) == before
