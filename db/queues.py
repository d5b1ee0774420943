"""Which requests are new, as SQL: one condition for the inbox and for today.

It stands apart from the inbox so that `raadtui today` starts without it.
"""

from __future__ import annotations

from datetime import date

from db.connection import Connection

AWAKE = "coalesce(r.snoozed_until, '') <= :today"
"""SQL condition on `request r`: not put aside until a later day."""

NEW = f"r.closed_on IS NULL AND r.queue = 'new' AND {AWAKE}"
"""SQL condition on `request r`: nobody has looked at it yet."""


def count_new(connection: Connection, council_id: int, today: date) -> int:
    """Return how many requests nobody has looked at yet."""
    count = connection.value(
        f"SELECT count(*) FROM request r WHERE r.council_id = :council AND {NEW}",
        {"council": council_id, "today": today.isoformat()},
    )
    return int(count)
