"""What outsiders write is shown as harmless text, in every place and in the detail pane."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from council.meetings import MeetingKind
from council.members import Role
from db.store import create_store
from raadtui.demo import demo_actor
from tests.terminal.conftest import PLACES, TODAY, Start, leave, up

HOSTILE = [
    "[bold]x[/]",
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;aGFsbG8=\x07",
    "\x1b[31337z",
    "\x9b31337z",
    "=cmd|' /C calc'!A0",
    "\u202eevil\u2066",
    "a\x00b\rc\td",
    "{title}%s$(x)`x`",
]
"""Every one of them goes into every field that takes text."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.db"
    with create_store(path, demo_actor(TODAY)) as store:
        council = store.councils.create(code="ASD", name=f"Raad {' '.join(HOSTILE)}")
        for number, text in enumerate(HOSTILE, 1):
            seat = store.members.add_seat(
                council.id, code=f"PW-{number}", role=Role.CLIENT_MEMBER, starts_on=date(2020, 1, 1)
            )
            person = store.members.add(f"Z{number} {text}")
            store.members.appoint(person.id, seat, starts_on=date(2023, 1, 1), decision=text)
            store.meetings.plan(
                council.id,
                title=f"M{number} {text}",
                kind=MeetingKind.PLENARY,
                starts=[datetime(2026, 12, number, 19, 30)],
                minutes=60,
                location=text,
            )
            request = store.requests.register(
                council.id,
                title=f"R{number} {text}",
                received_on=date(2026, 11, 16),
                sender=text,
                their_reference=text,
                assignee=text,
            )
            store.files.add(
                request.id,
                name=f"{number} {text}.pdf",
                media_type="application/pdf",
                data=text.encode(),
                source="added",
                on=TODAY,
                text=text,
            )
    return path


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_hostile_text_is_only_text_in_every_place(
    start: Start, hostile: Path, size: tuple[int, int]
) -> None:
    with start(hostile, size=size) as app:
        up(app)
        for digit, letter in ((b"0", "Z"), (b"1", "R"), (b"3", "M"), (b"4", "Z")):
            app.send(digit)
            app.until(PLACES[digit])
            for number in ("1 [bold]x[/]", "2 [/]"):
                app.until(re.escape(letter + number))
            # In a wide window the text on a row stands beside the list.
            for key in (b"\x1b[B",) * 10 if size[0] > 100 else (b"\r", b"\x1b", b"\x1b[B") * 4:
                app.answer(key, quiet=0.02, patience=0.15)
            for key in (b"l", b"\x1b"):
                app.answer(key)
        app.send(b"z")
        app.answer(b"bold\r")
        for key in (b"\x1b", b"\x1b", b"0"):
            app.answer(key)
        up(app)
        leave(app)
        sent = app.received.decode("utf-8")
        assert "\x1b]52" not in sent
        assert "31337z" in sent
        assert not re.search(r"\x1b\[31337|[\x80-\x9f\u202a-\u202e\u2066-\u2069\x00]", sent)
