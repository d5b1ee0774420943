from __future__ import annotations

from datetime import UTC, datetime

import pytest

from council.meetings import Meeting, MeetingKind, MeetingStatus

BEGIN, END = datetime(2026, 11, 10, 19, 30), datetime(2026, 11, 10, 21, 30)


def meeting(status: MeetingStatus) -> Meeting:
    return Meeting(
        id=1,
        council_id=1,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        status=status,
        starts_at=BEGIN,
        minutes=120,
        uid="1@example.nl",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        modified_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("status", "now", "seen"),
    [
        (MeetingStatus.PLANNED, BEGIN, MeetingStatus.PLANNED),
        (MeetingStatus.PLANNED, END, MeetingStatus.HELD),
        (MeetingStatus.INVITED, BEGIN, MeetingStatus.INVITED),
        (MeetingStatus.INVITED, END, MeetingStatus.HELD),
        (MeetingStatus.CANCELLED, END, MeetingStatus.CANCELLED),
        (MeetingStatus.DRAFT, END, MeetingStatus.DRAFT),
    ],
)
def test_a_meeting_that_was_not_cancelled_was_held_once_it_has_ended(
    status: MeetingStatus, now: datetime, seen: MeetingStatus
) -> None:
    assert meeting(status).status_at(now) is seen
