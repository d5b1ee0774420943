"""Who may speak for a council between its meetings: its chair and vice-chair."""

from __future__ import annotations

from datetime import date

from council.members import spoken_name
from db.connection import Connection


def presiding(connection: Connection, council_id: int, since: date, until: date) -> list[str]:
    """Return the names of who was chair or vice-chair on a day of a period, the chairs first."""
    rows = connection.rows(
        "SELECT DISTINCT p.name, s.role NOT IN ('independent_chair', 'chair') FROM appointment a"
        " JOIN seat s ON s.id = a.seat_id JOIN person p ON p.id = a.person_id"
        " LEFT JOIN office o ON o.appointment_id = a.id AND o.office = 'vice_chair'"
        "  AND o.starts_on <= :until AND coalesce(o.ends_on, :until) >= :since"
        " WHERE s.council_id = :council AND a.starts_on <= :until AND a.last_day >= :since"
        " AND (s.role IN ('independent_chair', 'chair') OR o.id IS NOT NULL) ORDER BY 2, p.sort_name",
        {"council": council_id, "since": since.isoformat(), "until": until.isoformat()},
    )
    return [spoken_name(name) for name, _vice in rows]
