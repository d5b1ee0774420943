"""One open database: reading with plain SQL, writing in changes that leave a trail.

Without sqlite-utils, which makes the database (`db.migrations`): to load it takes two thirds of
the time of a whole command that writes, and a tenth of the memory of the screens.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime

from council.errors import Conflict, Damaged, RaadError
from council.record import record
from council.wording import say
from db.driver import sqlite3, wal_is_safe
from db.place import StrPath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    Row = tuple[Any, ...]
else:
    Row = tuple

BUSY_SECONDS = 8.0
"""How long a write waits for another user's write to end."""

_ALL_ROWS = 2**31 - 1

APPLICATION_ID = 0x52414144  # "RAAD"

Params = Sequence[object] | Mapping[str, object]


def utc_now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def fresh_uid() -> str:
    """Return a random identity for a calendar component (RFC 7986 5.3)."""
    from uuid import uuid4

    return str(uuid4())


@record
class Actor:
    """Who works with the database, and where time and identities come from.

    `clock` gives UTC for the trail; `new_uid` makes calendar identities.
    """

    who: str
    clock: Callable[[], datetime] = utc_now
    new_uid: Callable[[], str] = fresh_uid


class Connection:
    """A connection to one council database on behalf of one person.

    Changes are noted as made in the council in which they work (`council_id`), and the log,
    undoing and redoing keep to it.
    """

    def __init__(self, file: StrPath, actor: Actor) -> None:
        self.file = os.fspath(file)
        self.actor = actor
        self._council_id: int | None = None
        self.change_id: int | None = None
        self._undoing = self._erasing = False
        self._wrote = False
        self.raw = connect(self.file)
        self.raw.create_function("current_change", 0, lambda: self.change_id)
        self.raw.create_function("undoing", 0, lambda: int(self._undoing))
        self.raw.create_function("erasing", 0, lambda: int(self._erasing))
        self.raw.create_function("searchable", 1, _searchable)

    @property
    def path(self) -> Path:
        """Where the database stands."""
        from pathlib import Path

        return Path(self.file)

    @property
    def council_id(self) -> int | None:
        """The council one works in: the first, or the one chosen; None before there is one."""
        if self._council_id is None:
            self._council_id = self.value("SELECT min(id) FROM council WHERE parent_id IS NULL")
        return self._council_id

    @council_id.setter
    def council_id(self, council_id: int) -> None:
        self._council_id = council_id

    def rows(self, sql: str, params: Params = ()) -> list[Any]:
        """Return all rows of a query; never a cursor, which would pin an old snapshot."""
        with spoken_errors(self.file):
            return self.raw.execute(sql, params).fetchall()

    def row(self, sql: str, params: Params = ()) -> Any:
        """Return the first row of a query, or None: nothing has a number beyond SQLite's own."""
        with spoken_errors(self.file):
            try:
                found = self.raw.execute(sql, params).fetchall()
            except OverflowError:
                return None
        return found[0] if found else None

    def value(self, sql: str, params: Params = ()) -> Any:
        """Return the first column of the first row of a query, or None."""
        found = self.row(sql, params)
        return found[0] if found else None

    def known(self, table: str, row_id: int, sql: str) -> Any:
        """Return the row of a query about the record `row_id`; Conflict when that is gone.

        For what stood on the screen: somebody may have undone or removed it since.
        """
        found = self.row(sql, (row_id,))
        if found is None:
            raise self.conflict(table, row_id)
        return found

    def execute(self, sql: str, params: Params = ()) -> int:
        """Run a statement that writes, inside a change; return the number of rows."""
        with spoken_errors(self.file):
            return self.raw.execute(sql, params).rowcount

    def insert(self, table: str, **values: object) -> int:
        """Insert one row inside a change and return its id. Dates are stored as ISO text."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        with spoken_errors(self.file):
            done = self.raw.execute(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})", [*stored(values).values()]
            )
        return int(done.lastrowid or 0)

    def update(self, table: str, row_id: int, version: int, **values: object) -> None:
        """Change one row inside a change, unless someone else changed it since `version`."""
        columns = ", ".join(f"{name} = ?" for name in values)
        done = self.execute(
            f"UPDATE {table} SET {columns}, version = version + 1 WHERE id = ? AND version = ?",
            [*stored(values).values(), row_id, version],
        )
        if not done:
            raise self.conflict(table, row_id)

    def conflict(self, table: str, row_id: int) -> Conflict:
        """Return the error that says who changed a row first, and when.

        The trail knows every row, but not one that came after the backup that was put back.
        """
        last = self.row(
            "SELECT c.who, c.at FROM trail t JOIN change c ON c.id = t.change_id"
            " WHERE t.table_name = ? AND t.row_id = ? ORDER BY t.id DESC LIMIT 1",
            (table, row_id),
        )
        if last is None:
            return Conflict(
                say("This is no longer in the database: meanwhile a backup was put back.")
            )
        who, at = last
        return Conflict(
            say(
                "{who} changed this on {at}, after you opened it. Look at it again first.",
                who=who,
                at=local(at),
            )
        )

    @contextmanager
    def change(
        self,
        action: str,
        subject: str = "",
        *,
        undoes: int | None = None,
        undoing: bool = False,
        erasing: bool = False,
    ) -> Iterator[int]:
        """Open one write transaction that a line in the trail describes.

        Yields the id of the change. Everything inside is written together or not at all.
        A change inside a change joins the outer one. Only one that is `erasing` may take what
        was known of a person, or stood in a paper, out of the trail; it leaves no earlier state
        of the database beside it either.
        """
        if self.change_id is not None:
            yield self.change_id
            return
        with spoken_errors(self.file), at_once(self.raw):
            require_own_schema(self.raw)
            self.change_id = self.insert(
                "change",
                at=self.actor.clock().isoformat(),
                who=self.actor.who,
                action=action,
                subject=subject,
                council_id=self.council_id,
                undoes=undoes,
            )
            self._undoing, self._erasing = undoing, erasing
            self._wrote = True
            try:
                yield self.change_id
            finally:
                self.change_id = None
                self._undoing = self._erasing = False
        if erasing:
            # The log ahead still holds what the pages were before. Who reads at this moment
            # keeps it; then whoever closes the database last empties it.
            with suppress(sqlite3.Error):
                self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def concerns(self, request_id: int, subject: str = "") -> None:
        """Say that the open change is about a request, for the request's own log; see `about`."""
        self.execute(
            "UPDATE change SET request_id = coalesce(request_id, ?) WHERE id = ?",
            (request_id, self.change_id),
        )
        self.about(subject)

    def made_in(self, council_id: int) -> None:
        """Say in which council the open change is made, where it makes the first one."""
        self.execute(
            "UPDATE change SET council_id = coalesce(council_id, ?) WHERE id = ?",
            (council_id, self.change_id),
        )

    def about(self, subject: str) -> None:
        """Say what the open change is about, where it does not say so yet.

        For what has to be read first: what a change rests on is read within it, or a colleague
        may have changed it meanwhile.
        """
        self.execute(
            "UPDATE change SET subject = ? WHERE id = ? AND subject = ''", (subject, self.change_id)
        )

    def version(self) -> int:
        """Return a number that moves when another connection has committed something."""
        return int(self.value("PRAGMA data_version"))

    def close(self) -> None:
        """Close the connection; after writing, leave SQLite's statistics up to date."""
        if self._wrote:
            # 0x02 reads whole tables, which by default it samples: from a sample the index of
            # all requests looks as small as that of the open ones. A missed turn costs
            # nothing: the next one that writes takes it.
            with suppress(sqlite3.Error):
                self.raw.execute("PRAGMA optimize(0x02)")
        with spoken_errors(self.file):
            self.raw.close()


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` as SQLite stores them: dates as ISO text, truth as 0 or 1."""
    return {name: _stored(value) for name, value in values.items()}


def _searchable(text: str) -> str:
    from db.search import searchable

    return searchable(text)


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes" if value.tzinfo is None else "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, str) else value


def day(text: str | None) -> date | None:
    """Read a stored day, or None."""
    return date.fromisoformat(text) if text else None


def local(text: str) -> datetime:
    """Read a stored moment as the time it was for the council, whatever zone a server has."""
    from zoneinfo import ZoneInfo

    from council.meetings import TIMEZONE

    return datetime.fromisoformat(text).astimezone(ZoneInfo(TIMEZONE)).replace(tzinfo=None)


def connect(path: StrPath) -> sqlite3.Connection:
    """Open an existing database file with the settings every connection needs."""
    with spoken_errors(path):
        raw = sqlite3.connect(
            f"{file_uri(path)}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=64,
        )
        try:
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA secure_delete = ON")
            # Under any limit the statistics hold no samples, which would be names of people; under
            # the highest one they are still made of whole tables (sqlite.org/lang_analyze.html 3).
            raw.execute(f"PRAGMA analysis_limit = {_ALL_ROWS}")
            raw.execute(f"PRAGMA synchronous = {'FULL' if wal_is_safe() else 'EXTRA'}")
        except sqlite3.Error:
            raw.close()
            raise
    return raw


def write_ahead(raw: sqlite3.Connection) -> None:
    """Let a database log its changes ahead, where that is safe: reading waits for no writer.

    The file itself remembers this, but a copy of it does not.
    """
    if wal_is_safe():
        raw.execute("PRAGMA journal_mode = WAL")


def file_uri(path: StrPath) -> str:
    """Return the URI of a file as SQLite reads one (sqlite.org/uri.html 3.1)."""
    name = os.path.realpath(path).replace(os.sep, "/")
    letters = (chr(byte) if byte in _PLAIN_IN_URI else f"%{byte:02x}" for byte in os.fsencode(name))
    return ("file://" if name.startswith("/") else "file:///") + "".join(letters)


_PLAIN_IN_URI = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:"


def schema_version(raw: sqlite3.Connection) -> int:
    """Return the version of the schema that the file carries."""
    return int(raw.execute("PRAGMA user_version").fetchone()[0])


def require_own_schema(raw: sqlite3.Connection) -> None:
    """Refuse to write when a newer program upgraded the file while this one was open."""
    from db.schema import SCHEMA_VERSION

    if schema_version(raw) != SCHEMA_VERSION:
        raise Damaged(
            say(
                "A newer raadtui has upgraded this database. Close this program and start it again."
            )
        )


@contextmanager
def spoken_errors(path: StrPath) -> Iterator[None]:
    """Turn SQLite's errors into one sentence for the user."""
    try:
        yield
    except RaadError:
        raise
    except (sqlite3.DatabaseError, OverflowError, UnicodeEncodeError) as error:
        from db.spoken import sentence

        raise sentence(path, error) from error


@contextmanager
def at_once(raw: sqlite3.Connection) -> Iterator[None]:
    """Write everything inside together, or nothing; one within another can fail alone.

    The outermost takes the write lock at its beginning: one that reads first and writes then
    fails at once when somebody else wrote in between, and this one waits its turn.
    """
    inner = raw.in_transaction
    raw.execute("SAVEPOINT inner_part" if inner else "BEGIN IMMEDIATE")
    try:
        yield
        raw.execute("RELEASE inner_part" if inner else "COMMIT")
    except BaseException:
        # What went wrong may have ended the transaction.
        if raw.in_transaction:
            raw.execute("ROLLBACK TO inner_part" if inner else "ROLLBACK")
            if inner:
                raw.execute("RELEASE inner_part")
        raise


def to_json(values: dict[str, Any]) -> str:
    """Return `values` as compact JSON for the trail and for drafts."""
    import json

    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
