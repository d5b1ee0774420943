"""The SQLite driver: pysqlite3 where it is installed, otherwise the standard library's.

SQLite 3.7.0 to 3.51.2 may lose committed pages in WAL mode when a checkpoint races with a
commit of another process (sqlite.org/wal.html#walresetbug). pysqlite3 carries a mended
SQLite; with an older one the rollback journal is used, which does not have the fault.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import pysqlite3.dbapi2 as sqlite3
    except ImportError:
        import sqlite3

__all__ = ["sqlite3", "wal_is_safe"]


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite has the WAL-reset fault mended."""
    return (
        version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )
