"""The trail: who changed what and when; undoing a change and doing it again.

Triggers (`db.tracked`) write what happened to each row. Undoing applies the opposite as a new
change of its own; nothing in the trail is ever rewritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from council.changes import ACTIONS, Change
from council.errors import Conflict, Refused
from council.record import replace
from council.text import clean_line
from council.wording import _, say
from db.connection import Connection, local
from db.driver import sqlite3

if TYPE_CHECKING:
    from db.edits import Edit

FINAL = ("person.forget", "document.remove", "mail.forget")
"""What takes away for good: undoing passes it over."""

_RENAMED = "{}.action = 'person.forget' AND t.table_name IN ('request', 'clock', 'clock_event')"
"""SQL condition on a change and its `trail t`: a number came for a name, which hinders nothing."""

_IS_FINAL = (
    f"(c.action IN {FINAL}"
    " OR EXISTS (SELECT 1 FROM trail mine"
    "  JOIN trail t ON t.table_name = mine.table_name AND t.row_id = mine.row_id"
    "  JOIN change f ON f.id = t.change_id"
    f" WHERE mine.change_id = c.id AND f.id > c.id AND f.action IN {FINAL}"
    f"  AND NOT ({_RENAMED.format('f')}))"
    " OR EXISTS (SELECT 1 FROM trail mine JOIN appointment a ON a.seat_id = mine.row_id"
    "  JOIN person p ON p.id = a.person_id WHERE mine.change_id = c.id"
    "  AND mine.table_name = 'seat' AND mine.old IS NULL AND p.forgotten_on IS NOT NULL))"
)
"""SQL condition on `change c`: it took away for good, or of what it did something was since.

A seat goes with it on which somebody sat who was forgotten: that they sat there stays.
"""

_HERE = "c.council_id IS :council"
"""SQL condition on `change c`: it was made in the council in which one works."""

_ALTERED = "EXISTS (SELECT 1 FROM trail t WHERE t.change_id = c.id)"
"""SQL condition on `change c`: it altered records, and is no mere note of what left."""


class TrailStore:
    """Reads the log, and undoes and redoes the user's own changes."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def log(
        self, *, request_id: int | None = None, limit: int = 200, before: int | None = None
    ) -> list[Change]:
        """Return the newest changes first, of the council one works in or of one request.

        Those of a request include what moved its terms from outside, such as a new recess.
        """
        where = ["c.id < :before"]
        if request_id is not None:
            where.append(
                "(c.request_id = :request OR c.id IN (SELECT t.change_id FROM clock k JOIN trail t"
                " ON t.table_name = 'clock' AND t.row_id = k.id WHERE k.request_id = :request))"
            )
        else:
            where.append(_HERE)
        rows = self._db.rows(
            "SELECT c.id, c.at, c.who, c.action, c.subject, c.undone_by IS NOT NULL"
            f" FROM change c WHERE {' AND '.join(where)} ORDER BY c.id DESC LIMIT :limit",
            {
                "before": before or 2**62,
                "request": request_id,
                "council": self._db.council_id,
                "limit": limit,
            },
        )
        return [_change(row) for row in rows]

    def edits(self, changes: Iterable[Change]) -> dict[int, list[Edit]]:
        """Return by the number of each change which known facts it altered."""
        from db.edits import edits_of

        return edits_of(self._db, [change.id for change in changes])

    def last_changes(self, request_ids: Iterable[int]) -> dict[int, datetime]:
        """Return the moment (UTC) of the newest change that `log` has of each of these requests."""
        rows = self._db.rows(
            "SELECT r.value, (SELECT at FROM change WHERE id = max(coalesce((SELECT max(c.id)"
            "  FROM change c WHERE c.request_id = r.value), 0), coalesce((SELECT max(t.change_id)"
            "  FROM clock k JOIN trail t ON t.table_name = 'clock' AND t.row_id = k.id"
            "  WHERE k.request_id = r.value), 0))) FROM json_each(?) r",
            (json.dumps(list(request_ids)),),
        )
        return {request_id: datetime.fromisoformat(at) for request_id, at in rows}

    def newest(self) -> datetime | None:
        """Return the moment (UTC) of the newest change in the whole database."""
        at = self._db.value("SELECT at FROM change ORDER BY id DESC LIMIT 1")
        return datetime.fromisoformat(at) if at else None

    def note(self, action: str, subject: str) -> None:
        """Say in the log what left, or came back, without changing a record.

        Once a day, and anew when meetings were planned since: a calendar that leaves then has them.
        """
        subject = clean_line(subject)
        actor = self._db.actor
        known = self._db.value(
            "SELECT EXISTS (SELECT 1 FROM (SELECT id, at, action, subject FROM change WHERE who = ?"
            " ORDER BY id DESC LIMIT 50) n WHERE date(at) = date(?) AND action = ? AND subject = ?"
            " AND NOT EXISTS (SELECT 1 FROM change p WHERE p.id > n.id AND p.action = 'meeting.plan'))",
            (actor.who, actor.clock().isoformat(), action, subject),
        )
        if not known:
            with self._db.change(action, subject):
                pass

    def undoable(self) -> Change | None:
        """Return the user's last change here that stands and can be undone at all, or None."""
        return self._one(
            "c.who = :who AND c.undoes IS NULL AND c.undone_by IS NULL"
            f" AND NOT {_IS_FINAL} AND {_ALTERED} AND {_HERE}",
            self._mine(),
        )

    def redoable(self) -> Change | None:
        """Return the change the user undid last here, unless they changed something since."""
        last = self._db.row(
            "SELECT c.id, c.undoes, c.undone_by, c.action FROM change c WHERE c.who = :who"
            " AND (c.undoes IS NULL OR (c.action = 'undo' AND c.undone_by IS NULL))"
            f" AND {_ALTERED} AND {_HERE} ORDER BY c.id DESC LIMIT 1",
            self._mine(),
        )
        if last is None or last[3] != "undo":
            return None
        return self._one("c.id = :id", {"id": last[1]})

    def undo(self) -> Change:
        """Undo the user's last change and return it as it now is.

        Passes over what took a person, a paper or an unread mail away for good, and what was
        about these. Refused: what somebody built on, and the making of the council everything
        hangs on.
        """
        change = self.undoable()
        passed_over = self._passed_over(change.id if change else 0)
        if change is None and passed_over:
            raise Refused(say("What was forgotten or removed for good cannot be brought back."))
        if change is None:
            raise Refused(say("There is nothing of yours to undo."))
        if self._leaves_no_council(change.id):
            raise Refused(say("The making of the council cannot be undone."))
        with self._reversing("undo", change, change.id) as undo_id:
            self._db.execute("UPDATE change SET undone_by = ? WHERE id = ?", (undo_id, change.id))
        from db.meeting_rows import left_in_calendars

        left = left_in_calendars(self._db, change.id)
        return replace(change, undone=True, passed_over=passed_over, in_calendars=left)

    def redo(self) -> Change:
        """Do what was undone last again, and return it as it now is; refuse like `undo`."""
        change = self.redoable()
        if change is None:
            raise Refused(say("There is nothing to do again."))
        undo_id = int(self._db.value("SELECT undone_by FROM change WHERE id = ?", (change.id,)))
        with self._reversing("redo", change, undo_id) as redo_id:
            self._db.execute("UPDATE change SET undone_by = ? WHERE id = ?", (redo_id, undo_id))
            self._db.execute("UPDATE change SET undone_by = NULL WHERE id = ?", (change.id,))
        return replace(change, undone=False)

    def _mine(self) -> dict[str, object]:
        """Return whose changes are looked for, and in which council."""
        return {"who": self._db.actor.who, "council": self._db.council_id}

    def _one(self, where: str, values: dict[str, object]) -> Change | None:
        row = self._db.row(
            "SELECT c.id, c.at, c.who, c.action, c.subject, c.undone_by IS NOT NULL"
            f" FROM change c WHERE {where} ORDER BY c.id DESC LIMIT 1",
            values,
        )
        return None if row is None else _change(row)

    def _passed_over(self, change_id: int) -> bool:
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT 1 FROM change c"
                " WHERE c.who = :who AND c.id > :id AND c.undoes IS NULL AND c.undone_by IS NULL"
                f" AND {_IS_FINAL} AND {_HERE})",
                {**self._mine(), "id": change_id},
            )
        )

    def _leaves_no_council(self, change_id: int) -> bool:
        """Tell whether undoing a change takes away every council there is."""
        made = (
            "SELECT row_id FROM trail WHERE change_id = :change"
            " AND table_name = 'council' AND old IS NULL"
        )
        return bool(
            self._db.value(
                f"SELECT EXISTS ({made})"
                f" AND NOT EXISTS (SELECT 1 FROM council WHERE id NOT IN ({made}))",
                {"change": change_id},
            )
        )

    @contextmanager
    def _reversing(self, action: str, change: Change, reversed_id: int) -> Iterator[int]:
        """Apply the opposite of what `reversed_id` did, as a change of its own."""
        try:
            with self._db.change(
                action, change.subject, undoes=reversed_id, undoing=True
            ) as new_id:
                self._require_unbuilt(reversed_id)
                self._reverse(reversed_id)
                self._link_request(change.id, new_id)
                yield new_id
        except (Refused, Conflict) as error:
            if not isinstance(error.__cause__, sqlite3.IntegrityError):
                raise
            # A link or a rule of the schema: a record made since depends on this one.
            raise Conflict(
                say("This cannot be undone or done again any more: other records build on it.")
            ) from error

    def _link_request(self, change_id: int, new_id: int) -> None:
        self._db.execute(
            "UPDATE change SET request_id = (SELECT request_id FROM change WHERE id = ?)"
            " WHERE id = ?",
            (change_id, new_id),
        )

    def _require_unbuilt(self, change_id: int) -> None:
        """Refuse when a later change of the same rows stands.

        One that was undone since does not, nor does what undid or redid a later one.
        """
        later = self._db.row(
            "SELECT c.who, c.action, c.subject FROM trail t JOIN change c ON c.id = t.change_id"
            " JOIN trail mine ON mine.table_name = t.table_name AND mine.row_id = t.row_id"
            " WHERE mine.change_id = :id AND t.change_id > :id AND c.undone_by IS NULL"
            f" AND coalesce(c.undoes, 0) <= :id AND NOT ({_RENAMED.format('c')})"
            " ORDER BY c.id DESC LIMIT 1",
            {"id": change_id},
        )
        if later is not None:
            who, action, subject = later
            raise Conflict(
                say(
                    "This cannot be undone or done again any more: {who} went on with it ({action}: {subject}).",
                    who=who,
                    action=_(ACTIONS[action]),
                    subject=subject,
                )
            )

    def _reverse(self, change_id: int) -> None:
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        for table, row_id, old, new in self._db.rows(
            "SELECT table_name, row_id, old, new FROM trail WHERE change_id = ? ORDER BY id DESC",
            (change_id,),
        ):
            if old is None:
                self._db.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
            elif new is None:
                self._put_back(table, json.loads(old))
            else:
                self._restore(table, row_id, json.loads(old))

    def _put_back(self, table: str, values: dict[str, Any]) -> None:
        names = ", ".join(values)
        marks = ", ".join("?" for _name in values)
        self._db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            list(values.values()),
        )

    def _restore(self, table: str, row_id: int, old: dict[str, Any]) -> None:
        """Write the old values; numbers that calendars and other users watch still rise."""
        rising = [name for name in ("version", "sequence") if old.pop(name, None) is not None]
        parts = [f"{name} = ?" for name in old] + [f"{name} = {name} + 1" for name in rising]
        if "modified_at" in old:
            old["modified_at"] = self._db.actor.clock().isoformat()
        self._db.execute(
            f"UPDATE {table} SET {', '.join(parts)} WHERE id = ?",
            [*old.values(), row_id],
        )


def _change(row: tuple[Any, ...]) -> Change:
    change_id, at, who, action, subject, undone = row
    return Change(
        id=change_id,
        at=local(at),
        who=who,
        action=action,
        subject=subject,
        undone=bool(undone),
    )
