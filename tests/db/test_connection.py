from __future__ import annotations

from datetime import date, datetime

import pytest

from council.councils import Council
from council.errors import Conflict, RaadError, WrongUse
from council.members import Role
from db.connection import Connection, at_once
from db.driver import wal_is_safe
from db.store import Store, open_store
from tests.conftest import fixed_actor
from tests.db.desk import plan


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_a_log_ahead_is_written_only_by_a_mended_sqlite(
    version: tuple[int, ...], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def test_the_settings_of_every_connection(store: Store) -> None:
    def pragma(name: str) -> object:
        return store.connection.value(f"PRAGMA {name}")

    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("analysis_limit") == 2**31 - 1
    mended = wal_is_safe()
    assert pragma("journal_mode") == ("wal" if mended else "truncate")
    assert pragma("synchronous") == (2 if mended else 3)


def test_a_change_is_written_whole_or_not_at_all(store: Store) -> None:
    def half() -> None:
        with store.connection.change("member.import", "lijst"):
            store.members.add("J. Fictema")
            raise RuntimeError("halverwege")

    with pytest.raises(RuntimeError):
        half()
    assert store.connection.value("SELECT count(*) FROM person") == 0
    assert store.trail.log() == []
    store.members.add("J. Fictema")


def test_a_part_of_a_whole_can_fail_alone(store: Store) -> None:
    raw = store.connection.raw

    def fails() -> None:
        with at_once(raw):
            store.members.add("K. Dummerink")
            raise RuntimeError

    with at_once(raw):
        store.members.add("J. Fictema")
        with pytest.raises(RuntimeError):
            fails()
    assert not raw.in_transaction
    assert [name for (name,) in store.connection.rows("SELECT name FROM person")] == ["J. Fictema"]


def test_a_change_inside_a_change_is_one_line_and_one_undo(store: Store) -> None:
    with store.connection.change("member.import", "lijst"):
        store.members.add("J. Fictema")
        store.members.add("K. Dummerink")
    assert [change.subject for change in store.trail.log()] == ["lijst"]
    store.trail.undo()
    assert store.connection.value("SELECT count(*) FROM person") == 0


def test_who_waits_too_long_for_another_is_told(store: Store, colleague: Store) -> None:
    store.connection.raw.execute("PRAGMA busy_timeout = 10")
    with (
        colleague.connection.change("person.add", "lang"),
        pytest.raises(Conflict, match="Someone else is writing"),
    ):
        store.members.add("J. Fictema")
    store.members.add("J. Fictema")


def test_others_read_on_while_somebody_writes(store: Store, colleague: Store) -> None:
    store.members.add("J. Fictema")
    with store.connection.change("person.add", "lang"):
        store.members.add("K. Dummerink")
        if wal_is_safe():
            assert colleague.connection.value("SELECT count(*) FROM person") == 1
    assert colleague.connection.value("SELECT count(*) FROM person") == 2


@pytest.mark.parametrize(
    ("council_id", "code", "told"),
    [
        (99, "X", "What this belongs to is gone or in use meanwhile. Look at it again first."),
        (1, "", r"The database refuses this: CHECK constraint failed: .*\."),
    ],
)
def test_an_error_of_the_database_is_one_sentence(
    store: Store, council: Council, council_id: int, code: str, told: str
) -> None:
    def wrong() -> None:
        with store.connection.change("seat.add", "x"):
            store.connection.insert(
                "seat",
                council_id=council_id,
                code=code,
                role=Role.RESIDENT,
                voting=1,
                starts_on=date.max,
            )

    with pytest.raises(RaadError, match=f"^{told}$"):
        wrong()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (2**63, "That number is too large."),
        ("J\udcff", "“J” is not written in UTF-8: type it again."),
    ],
)
def test_what_cannot_be_stored_is_told_in_one_sentence(
    store: Store, value: object, told: str
) -> None:
    with pytest.raises(WrongUse, match=f"^{told}$"):
        store.connection.rows("SELECT ?", (value,))
    with pytest.raises(WrongUse, match=f"^{told}$"), store.connection.change("person.add", "x"):
        store.connection.insert("person", name=value, sort_name="x")


# Drafts


def test_what_was_typed_is_kept_for_who_typed_it(store: Store, colleague: Store) -> None:
    store.drafts.save("request", 0, {"title": "Veror"})
    store.drafts.save("request", 0, {"title": "Verordening “jeugd”\n"})
    store.drafts.save("request", 7, {"title": "Ander"})
    assert store.drafts.find("request", 0) == {"title": "Verordening “jeugd”\n"}
    assert colleague.drafts.find("request", 0) is None
    store.close()
    with open_store(store.path, fixed_actor()) as again:
        assert again.drafts.find("request", 0) == {"title": "Verordening “jeugd”\n"}
        again.drafts.discard("request", 0)
        assert again.drafts.find("request", 0) is None
        assert again.drafts.find("request", 7) == {"title": "Ander"}
        assert again.trail.log() == []


def test_a_connection_knows_when_another_wrote(store: Store, colleague: Store) -> None:
    connection: Connection = store.connection
    seen = connection.version()
    store.members.add("J. Fictema")
    assert connection.version() == seen
    colleague.members.add("K. Dummerink")
    assert connection.version() != seen


def test_moments_are_kept_as_local_wall_time(store: Store, council: Council) -> None:
    summer, winter = datetime(2026, 10, 24, 19, 30), datetime(2026, 10, 26, 19, 30)
    plan(store, council, summer, winter)
    starts = [one.starts_at for one in store.meetings.between(council.id)]
    assert starts == [summer, winter]
