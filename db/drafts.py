"""What somebody was typing in a form, so that a broken line loses nothing."""

from __future__ import annotations

import json

from db.connection import Connection, to_json


class DraftStore:
    """Keeps the fields of an unfinished form, per user. Drafts leave no trail."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def save(self, form: str, subject_id: int, fields: dict[str, str]) -> None:
        """Keep the fields of a form as they are now."""
        self._db.execute(
            "INSERT INTO draft (who, form, subject_id, fields, saved_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at",
            (
                self._db.actor.who,
                form,
                subject_id,
                to_json(fields),
                self._db.actor.clock().isoformat(),
            ),
        )

    def find(self, form: str, subject_id: int) -> dict[str, str] | None:
        """Return the fields of an unfinished form, or None."""
        text = self._db.value(
            "SELECT fields FROM draft WHERE who = ? AND form = ? AND subject_id = ?",
            (self._db.actor.who, form, subject_id),
        )
        return None if text is None else json.loads(text)

    def discard(self, form: str, subject_id: int) -> None:
        """Forget a draft: the form was finished or given up."""
        self._db.execute(
            "DELETE FROM draft WHERE who = ? AND form = ? AND subject_id = ?",
            (self._db.actor.who, form, subject_id),
        )
