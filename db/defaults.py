"""What a fresh council starts with: the terms that hold until its own ordinance is entered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from council.councils import Council, CouncilKind
from council.terms import Purpose, Unit
from db.connection import Actor
from db.store import Store, create_store

_YEARS_BACK = 10
"""Requests received before the program came must have their terms as well."""

_TERMS = (
    (Purpose.ACKNOWLEDGEMENT, False, 3, Unit.WORKDAY),
    (Purpose.ADVICE, False, 6, Unit.WEEK),
    (Purpose.ADVICE, True, 2, Unit.WEEK),
    (Purpose.ANSWER, False, 6, Unit.WEEK),
)
"""Purpose, whether urgent, and how long."""


@contextmanager
def fresh_store(path: Path, actor: Actor) -> Iterator[Store]:
    """Make a database to fill; when that fails, leave none behind."""
    with create_store(path, actor) as store:
        try:
            yield store
        except BaseException:
            store.close()
            for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                part.unlink(missing_ok=True)
            raise


def start_council(
    store: Store, code: str, name: str, municipality: str, kind: CouncilKind, today: date
) -> Council:
    """Make a council with terms to begin with, as one change.

    They count from the day after receipt, the Algemene termijnenwet applies, and a recess
    does not suspend them. No law sets these terms: the ordinance of the municipality does.
    """
    valid_from = date(today.year - _YEARS_BACK, 1, 1)
    with store.connection.change("council.create", name):
        council = store.councils.create(code=code, name=name, kind=kind, municipality=municipality)
        for purpose, urgent, amount, unit in _TERMS:
            store.councils.add_rule(
                council.id,
                purpose=purpose,
                urgent=urgent,
                amount=amount,
                unit=unit,
                valid_from=valid_from,
            )
    return council
