"""The schema, as SQL a person can read."""

from __future__ import annotations

SCHEMA_VERSION = 1
"""Rises with every migration. A file with a higher number was made by a newer program."""

PARTS = ("core", "members", "meetings", "requests", "advice", "announcements", "views", "search")


def statements() -> str:
    """Return the whole schema as one SQL script."""
    from importlib.resources import files

    return "\n".join(
        (files(__name__) / f"{part}.sql").read_text(encoding="utf-8") for part in PARTS
    )
