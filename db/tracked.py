"""Which tables leave a trail, and the triggers that write it."""

from __future__ import annotations

from db.driver import sqlite3

TRACKED = (
    "council",
    "term_rule",
    "day_off",
    "request_step",
    "person",
    "seat",
    "appointment",
    "office",
    "meeting_series",
    "meeting",
    "invitee",
    "request",
    "request_domain",
    "request_partner",
    "request_history",
    "clock",
    "clock_event",
    "document",
    "message",
    "announcement",
    "saved_view",
    "advice",
    "advice_text",
    "recommendation",
    "answer",
    "judgement",
    "letter",
)


def install_trail(raw: sqlite3.Connection) -> None:
    """Make the triggers that fill the trail, from the columns the tables have now."""
    for table in TRACKED:
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        if table == "request":
            # They follow the clocks and the messages by trigger.
            columns = [name for name in columns if name not in ("due_on", "mail_in")]
        if table == "meeting":
            # Somebody's address, which undoing need not bring back and forgetting must find.
            columns.remove("told_sender")
        for statement in _triggers(table, columns):
            raw.execute(statement)


def _triggers(table: str, columns: list[str]) -> list[str]:
    new = ", ".join(f"'{name}', NEW.{name}" for name in columns)
    old = ", ".join(f"'{name}', OLD.{name}" for name in columns)
    columns_of_both = " UNION ALL ".join(
        ["SELECT '' AS name, 0 AS was, 0 AS is_now"]
        + [f"SELECT '{name}', OLD.{name}, NEW.{name}" for name in columns]
    )
    into = "INSERT INTO trail (change_id, table_name, row_id, old, new)"
    return [
        f"DROP TRIGGER IF EXISTS trail_{table}_{event}" for event in ("new", "change", "gone")
    ] + [
        f"CREATE TRIGGER trail_{table}_new AFTER INSERT ON {table} BEGIN"
        f" {into} VALUES (current_change(), '{table}', NEW.id, NULL, json_object({new})); END",
        # Only the columns that changed; without any there is no group and so no line.
        f"CREATE TRIGGER trail_{table}_change AFTER UPDATE ON {table} BEGIN {into}"
        f" SELECT current_change(), '{table}', NEW.id, json_group_object(name, was),"
        f" json_group_object(name, is_now) FROM ({columns_of_both})"
        " WHERE was IS NOT is_now GROUP BY ''; END",
        f"CREATE TRIGGER trail_{table}_gone AFTER DELETE ON {table} BEGIN"
        f" {into} VALUES (current_change(), '{table}', OLD.id, json_object({old}), NULL); END",
    ]
