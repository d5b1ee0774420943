"""Reads the letters that were kept, apart from their keeping: Today needs no more."""

from __future__ import annotations

from datetime import date

from council.letters import LetterKind, SentLetter
from db.connection import Connection


def letters_of(connection: Connection, request_id: int) -> list[SentLetter]:
    """Return the letters about a request in the order they were sent."""
    return kept_letters(connection, "request_id = ? ORDER BY on_date, id", request_id)


def kept_letters(connection: Connection, where: str, *values: object) -> list[SentLetter]:
    """Return the letters for which an SQL condition with these values is true."""
    rows = connection.rows(
        "SELECT id, request_id, kind, reference, on_date, addressee, subject, body"
        f" FROM letter WHERE {where}",
        values,
    )
    return [
        SentLetter(
            id=letter_id,
            request_id=request,
            kind=LetterKind(kind),
            reference=reference,
            on=date.fromisoformat(on),
            addressee=addressee,
            subject=subject,
            body=body,
        )
        for letter_id, request, kind, reference, on, addressee, subject, body in rows
    ]
