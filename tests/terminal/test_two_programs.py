"""Two people with one database see each other's work without asking."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.conftest import PLACES, Start, leave, up


def test_what_one_does_the_other_sees(start: Start, empty: Path) -> None:
    with start(empty) as anja, start(empty, size=(120, 40)) as bert:
        for app in (up(anja), up(bert)):
            app.send(b"1")
            app.until(PLACES[b"1"])
        anja.send(b"n")
        anja.until("New request")
        anja.send(b"Vervoer naar dagbesteding\r")
        anja.settle()
        anja.send(b"\r\r\r\r\r\r")
        anja.until(r"(?s)\[1 Inbox\].*Vervoer naar dagbesteding")
        bert.until("Vervoer naar dagbesteding")
        bert.send(b"o")
        anja.until("No requests yet")
        for app in (anja, bert):
            leave(app)
