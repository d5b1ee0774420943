from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.councils import Council
from council.meetings import MeetingKind
from council.members import Role
from council.requests import Queue
from db.connection import Connection
from db.store import Store, create_store
from db.window import Window
from tests.conftest import fixed_actor

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Row:
    id: int
    rank: int
    name: str


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Connection:
    path = tmp_path_factory.mktemp("window") / "raad.db"
    connection = create_store(path, fixed_actor()).connection
    connection.raw.execute("CREATE TEMP TABLE row (id INTEGER PRIMARY KEY, rank INT, name TEXT)")
    return connection


def window(connection: Connection, *, descending: bool = False) -> Window[Row]:
    return Window(
        connection,
        select="SELECT id, rank, name FROM row",
        where="rank < :most",
        params={"most": 4},
        key_columns=("rank", "name", "id"),
        key=lambda row: (row.rank, row.name, row.id),
        make=lambda row: Row(*row),
        descending=descending,
    )


ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc")), max_size=25)


@given(rows=ROWS, page=st.integers(1, 7), descending=st.booleans())
def test_paging_through_gives_the_whole_list_in_order(
    connection: Connection, rows: list[tuple[int, str]], page: int, descending: bool
) -> None:
    connection.raw.execute("DELETE FROM row")
    connection.raw.executemany("INSERT INTO row (rank, name) VALUES (?, ?)", rows)
    shown = window(connection, descending=descending)
    whole = sorted(
        (Row(number, rank, name) for number, (rank, name) in enumerate(rows, 1) if rank < 4),
        key=lambda row: (row.rank, row.name, row.id),
        reverse=descending,
    )
    assert shown.first(100) == whole == shown.last(100)
    down = shown.first(page)
    while more := shown.after(down[-1], page) if down else []:
        assert len(more) <= page
        down += more
    up = shown.last(page)
    while more := shown.before(up[0], page) if up else []:
        up = more + up
    assert down == up == whole
    for place, row in enumerate(whole):
        assert shown.after(row, page) == whole[place + 1 : place + 1 + page]
        assert shown.before(row, page) == whole[max(0, place - page) : place]


def test_the_place_of_a_row_that_is_gone_is_remembered(connection: Connection) -> None:
    connection.raw.execute("DELETE FROM row")
    connection.raw.executemany(
        "INSERT INTO row (rank, name) VALUES (?, ?)", [(1, "a"), (2, "b"), (3, "c")]
    )
    shown = window(connection)
    first, second, third = shown.first(3)
    connection.raw.execute("DELETE FROM row WHERE id = ?", (second.id,))
    assert shown.after(second, 9) == [third]
    assert shown.before(second, 9) == [first]


Fill = Callable[[Store, Council], None]


def fill_meetings(store: Store, council: Council) -> None:
    start = datetime(2026, 12, 8, 19, 30)
    store.meetings.plan(
        council.id,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        starts=[start + timedelta(days=7 * (number // 3)) for number in range(25)],
        minutes=120,
    )


def fill_seats(store: Store, council: Council) -> None:
    for number, role in enumerate([*Role, *Role]):
        if role is not Role.CHAIR and not (role is Role.INDEPENDENT_CHAIR and number):
            code = f"{'abC'[number % 3]}-{number}"
            store.members.add_seat(council.id, code=code, role=role, starts_on=date(2020, 1, 1))


def fill_requests(store: Store, council: Council) -> None:
    for number in range(25):
        store.requests.register(
            council.id, title=f"Brief {number}", received_on=TODAY - timedelta(days=number % 4)
        )


def page_through(shown: Window[object], page: int) -> tuple[list[object], list[object]]:
    down, up = shown.first(page), shown.last(page)
    while more := shown.after(down[-1], page):
        down += more
    while more := shown.before(up[0], page):
        up = more + up
    return down, up


@pytest.mark.parametrize(
    ("fill", "shown", "length"),
    [
        (fill_meetings, lambda store: store.meetings.window(1), 25),
        (fill_seats, lambda store: store.members.window(1, TODAY), 11),
        (fill_requests, lambda store: store.requests.inbox.window(1, Queue.OPEN, TODAY), 25),
        (fill_requests, lambda store: store.requests.inbox.window(1, Queue.NEW, TODAY), 25),
    ],
    ids=["meetings", "members", "open requests", "new requests"],
)
@pytest.mark.parametrize("page", [1, 4, 7])
def test_the_lists_of_the_screens_page_through(
    store: Store,
    council: Council,
    fill: Fill,
    shown: Callable[[Store], Window[object]],
    length: int,
    page: int,
) -> None:
    fill(store, council)
    whole = shown(store).first(100)
    assert len(whole) == length
    assert page_through(shown(store), page) == (whole, whole)


def test_a_window_holds_no_snapshot(store: Store, council: Council, tmp_path: Path) -> None:
    fill_requests(store, council)
    shown = store.requests.inbox.window(council.id, Queue.OPEN, TODAY)
    shown.first(3)
    fill_requests(store, council)
    assert len(shown.first(100)) == 50
