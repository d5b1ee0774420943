"""How meetings lie in the database, and are read as records."""

from __future__ import annotations

from datetime import datetime

from council.meetings import Meeting, MeetingKind, MeetingStatus
from db.connection import Connection, Row

_UNINVITED = (
    "CASE WHEN status = 'invited' THEN (SELECT count(DISTINCT p.id) FROM seat s"
    " JOIN appointment a ON a.seat_id = s.id"
    "  AND date(meeting.starts_at) BETWEEN a.starts_on AND a.last_day"
    " JOIN person p ON p.id = a.person_id WHERE s.council_id = meeting.council_id"
    "  AND p.email <> '' AND NOT EXISTS (SELECT 1 FROM invitee i"
    "   WHERE i.meeting_id = meeting.id AND i.person_id = p.id)) ELSE 0 END"
)
_COLUMNS = (
    "id, council_id, series_id, title, kind, status, starts_at, minutes, location, uid,"
    " sequence, told_sequence, told_title, told_starts_at, told_location, told_sender, reason,"
    " public, created_at, modified_at, version"
)
SELECT_MEETING = f"SELECT {_COLUMNS}, {_UNINVITED} FROM meeting"


def meeting_of(row: Row) -> Meeting:
    """Return the columns of `SELECT_MEETING` as a record."""
    (
        meeting_id,
        council_id,
        series_id,
        title,
        kind,
        status,
        starts_at,
        minutes,
        location,
        uid,
        sequence,
        told_sequence,
        told_title,
        told_starts_at,
        told_location,
        told_sender,
        reason,
        public,
        created_at,
        modified_at,
        version,
        uninvited,
    ) = row
    return Meeting(
        id=meeting_id,
        council_id=council_id,
        series_id=series_id,
        title=title,
        kind=MeetingKind(kind),
        status=MeetingStatus(status),
        starts_at=datetime.fromisoformat(starts_at),
        minutes=minutes,
        location=location,
        uid=uid,
        sequence=sequence,
        told_sequence=told_sequence,
        told_title=told_title,
        told_starts_at=datetime.fromisoformat(told_starts_at) if told_starts_at else None,
        told_location=told_location,
        told_sender=told_sender,
        reason=reason,
        public=bool(public),
        created_at=datetime.fromisoformat(created_at),
        modified_at=datetime.fromisoformat(modified_at),
        version=version,
        uninvited=uninvited,
    )


def left_in_calendars(connection: Connection, change_id: int) -> bool:
    """Tell whether meetings that a change planned left since, in a calendar or in invitations.

    It says so as well after these invitations were undone: a mail that was sent stays sent.
    """
    return bool(
        connection.value(
            "SELECT EXISTS (SELECT 1 FROM change mine JOIN change c ON c.id > mine.id"
            "  AND c.council_id IS mine.council_id AND c.action = 'export.calendar'"
            "  WHERE mine.id = :id AND mine.action = 'meeting.plan')"
            " OR EXISTS (SELECT 1 FROM change p JOIN trail mine ON mine.change_id = p.id"
            "  AND mine.table_name = 'meeting' JOIN trail t ON t.table_name = 'meeting'"
            "  AND t.row_id = mine.row_id JOIN change c ON c.id = t.change_id"
            "  AND c.action = 'meeting.invite' WHERE p.id = :id AND p.action = 'meeting.plan')",
            {"id": change_id},
        )
    )
