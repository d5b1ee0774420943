"""Reads rows of papers, for the stores that keep and remove them."""

from __future__ import annotations

from datetime import date
from typing import Any

from council.papers import Paper, in_editions
from db.connection import Connection, day

_COLUMNS = (
    "id, request_id, name, media_type, bytes, sha256, source, added_on, confidential,"
    " embargo_until, replaces_id, version"
)


def papers_of(connection: Connection, request_id: int) -> list[Paper]:
    """Return the papers of a request in the order they came, with their editions."""
    rows = connection.rows(
        f"SELECT {_COLUMNS} FROM document WHERE request_id = ? ORDER BY id", (request_id,)
    )
    return in_editions(_paper(row) for row in rows)


def editions_until(connection: Connection, paper_id: int) -> list[Paper]:
    """Return a paper after those it replaced, and the one that replaced it, if any."""
    rows = connection.rows(
        f"SELECT {_COLUMNS} FROM document WHERE id IN (WITH RECURSIVE until (id) AS ("
        "  VALUES (?) UNION SELECT d.replaces_id FROM until u JOIN document d ON d.id = u.id"
        "  WHERE d.replaces_id IS NOT NULL) SELECT id FROM until)"
        f" UNION SELECT {_COLUMNS} FROM document WHERE replaces_id = ? ORDER BY id",
        (paper_id, paper_id),
    )
    return in_editions(_paper(row) for row in rows)


def _paper(row: tuple[Any, ...]) -> Paper:
    (
        paper_id,
        request_id,
        name,
        media_type,
        size,
        sha256,
        source,
        added_on,
        secret,
        embargo,
        replaces_id,
        version,
    ) = row
    return Paper(
        id=paper_id,
        request_id=request_id,
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        source=source,
        added_on=date.fromisoformat(added_on),
        confidential=bool(secret),
        embargo_until=day(embargo),
        replaces_id=replaces_id,
        version=version,
    )
