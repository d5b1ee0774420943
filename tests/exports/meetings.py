"""A meeting of a fictional council, to change at will."""

from __future__ import annotations

from datetime import UTC, datetime

from council.meetings import Meeting, MeetingKind
from council.record import replace


def meeting(number: int = 1, **changes: object) -> Meeting:
    """Return an open meeting on Tuesday 12 January 2027, 19:30 to 21:30."""
    standard = Meeting(
        id=number,
        council_id=1,
        title=f"Cliëntenraad {number}",
        kind=MeetingKind.PLENARY,
        starts_at=datetime(2027, 1, 12, 19, 30),
        minutes=120,
        location="Raadhuis, zaal 1; 2e etage",
        uid=f"00000000-0000-4000-8000-{number:012}",
        public=True,
        created_at=datetime(2026, 6, 1, 9, 0, tzinfo=UTC),
        modified_at=datetime(2026, 6, 2, 10, 30, tzinfo=UTC),
    )
    return replace(standard, **changes)
