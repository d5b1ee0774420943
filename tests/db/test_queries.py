"""No list reads more rows than it shows: asked of SQLite's own plan, before and after ANALYZE."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from benchmarks import twenty_years
from council.requests import Queue
from db.store import Store, create_store, open_store
from db.today import read_today
from exports.deadlines import deadlines_of
from raadtui.demo import demo_actor, fill

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module", params=["fresh", "analysed"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A council of a year, and one of twenty years of which SQLite knows the statistics."""
    path: Path = tmp_path_factory.mktemp("plans") / "raad.db"
    if request.param == "analysed":
        twenty_years.make(path, requests=1000, trail=6000)
        store = open_store(path, demo_actor(TODAY))
        store.connection.raw.execute("ANALYZE")
    else:
        store = create_store(path, demo_actor(TODAY))
        fill(store, TODAY)
    with store:
        yield store


def plans(store: Store, read: Callable[[], object], *, outer: bool = False) -> list[str]:
    """Return the plan of every query that `read` sends, line by line.

    `outer` leaves out what happens in subqueries, which look at the rows that are shown.
    """
    sent: list[str] = []
    raw = store.connection.raw
    raw.set_trace_callback(sent.append)
    try:
        read()
    finally:
        raw.set_trace_callback(None)
    return [
        text
        for sql in sent
        if sql.startswith("SELECT")
        for _id, parent, _unused, text in raw.execute(f"EXPLAIN QUERY PLAN {sql}")
        if not (outer and parent)
    ]


SMALL = frozenset({"council", "policy_domain", "term_rule", "day_off", "s", "o", "d"})
"""What a council has a handful of: seats (s), offices (o), the domains of a request (d)."""

OPEN_WORK = frozenset({"clock_open_by_due", "message_unread"})
"""Indexes that hold nothing but what is open, or was never read."""


def scanned(lines: list[str]) -> list[str]:
    """Return the lines that read a large table of records from its beginning to its end."""
    return [
        line
        for line in lines
        if line.startswith("SCAN ")
        and line.split()[1] not in SMALL
        and line.split()[-1] not in OPEN_WORK
        and not line.startswith(("SCAN (", "SCAN CONSTANT"))
        and "VIRTUAL TABLE" not in line
    ]


def turn_pages(store: Store, queue: Queue) -> None:
    window = store.requests.inbox.window(1, queue, TODAY)
    rows = window.first(2)
    window.last(2)
    if rows:
        window.after(rows[-1], 2)
        window.before(rows[-1], 2)


@pytest.mark.parametrize("queue", list(Queue))
def test_no_queue_reads_all_requests_or_sorts_them(store: Store, queue: Queue) -> None:
    assert scanned(plans(store, lambda: turn_pages(store, queue))) == []
    outer = plans(store, lambda: turn_pages(store, queue), outer=True)
    assert outer
    assert "USE TEMP B-TREE FOR ORDER BY" not in outer


FILTERS = ["beleid", "verordening jeugdhulp", "v", "regels 2011", "ordening", "nergens"]
"""Words from every other request to none: what is common is not looked up in the index."""


def holding(store: Store, queue: Queue, words: str) -> set[int]:
    """Return the requests of a queue in which a text holds all these words, without an index."""
    texts: dict[int, list[str]] = {}
    for request_id, text in store.connection.rows(
        "SELECT request_id, title || ' ' || body FROM search_entry WHERE request_id IS NOT NULL"
    ):
        texts.setdefault(request_id, []).append(text.casefold())
    parts = [rf"\b{word}" if len(word) < 3 else word for word in words.split()]
    window = store.requests.inbox.window(1, queue, TODAY)
    return {
        line.id
        for line in window.first(10_000)
        if any(all(re.search(part, text) for part in parts) for text in texts[line.id])
    }


@pytest.mark.parametrize("words", FILTERS)
@pytest.mark.parametrize("queue", [Queue.OPEN, Queue.CLOSED])
def test_a_filter_keeps_all_that_hold_its_words_however_common_they_are(
    store: Store, queue: Queue, words: str
) -> None:
    lines = store.requests.inbox.window(1, queue, TODAY, words).first(10_000)
    assert {line.id for line in lines} == holding(store, queue, words)


@pytest.mark.parametrize("words", FILTERS)
def test_a_filter_reads_a_queue_in_its_order_or_the_few_that_the_index_names(
    store: Store, words: str
) -> None:
    window = store.requests.inbox.window(1, Queue.CLOSED, TODAY, words)
    lines = plans(store, lambda: window.first(20))
    assert scanned(lines) == []
    by_index = any("search_index VIRTUAL TABLE" in line for line in lines)
    outer = plans(store, lambda: window.first(20), outer=True)
    assert by_index or "USE TEMP B-TREE FOR ORDER BY" not in outer


def test_all_that_is_open_is_read_in_its_order(store: Store) -> None:
    window = store.requests.inbox.window(1, Queue.OPEN, TODAY)
    outer = plans(store, lambda: window.first(20), outer=True)
    assert outer[0] == "SEARCH r USING INDEX request_by_due (council_id=?)"


@pytest.mark.parametrize(
    "read",
    [
        lambda store: store.meetings.window(1).last(20),
        lambda store: store.meetings.between(1, TODAY),
        lambda store: store.meetings.next_after(1, datetime(2026, 11, 23, 9)),
        lambda store: store.meetings.next_end(1, datetime(2026, 11, 23, 9)),
        lambda store: store.meetings.plenaries(1, TODAY),
        lambda store: store.members.window(1, TODAY).first(20),
        lambda store: store.requests.get(1, "2026-001"),
        lambda store: store.requests.history(1),
        lambda store: store.requests.clocks.of_request(1),
        lambda store: store.files.of_request(1),
        lambda store: store.files.begun_by(1, b"From: x", "een@example.nl", "Adviesaanvraag"),
        lambda store: store.files.request_of_message(1, ("een@example.nl",)),
        lambda store: store.files.taken_in(1, b"From: x"),
        lambda store: store.files.unread(),
        lambda store: deadlines_of(store, store.councils.by_id(1), TODAY),
        lambda store: store.trail.log(),
        lambda store: store.trail.log(request_id=1),
        lambda store: store.trail.last_changes([1, 2]),
        lambda store: store.requests.clocks.open_of_council(1, start=TODAY),
        lambda store: store.trail.undoable(),
        lambda store: read_today(store, 1, datetime(2026, 11, 23, 9)),
    ],
    ids=[
        "meetings from the end",
        "meetings between",
        "next meeting",
        "when a meeting ends",
        "plenaries",
        "members",
        "a request",
        "its history",
        "its clocks",
        "its papers",
        "a mail that came in part before",
        "a mail that is answered",
        "a mail that came before",
        "unread mails",
        "the calendar of terms",
        "the log",
        "the log of a request",
        "when requests were changed",
        "the terms to come",
        "what can be undone",
        "today",
    ],
)
def test_no_screen_reads_a_table_from_end_to_end(
    store: Store, read: Callable[[Store], object]
) -> None:
    lines = plans(store, lambda: read(store))
    assert lines
    assert scanned(lines) == []


def test_a_paper_is_read_without_the_others_of_its_request(store: Store) -> None:
    lines = plans(store, lambda: store.files.get(1))
    assert lines and not any("document_of_request" in line for line in lines)


def test_the_next_letter_asks_the_trail_of_the_letters_of_its_request_alone(store: Store) -> None:
    request = store.requests.get(1, "2026-001")
    lines = plans(store, lambda: store.letters.next_reference(request))
    assert lines == ["SEARCH trail USING INDEX trail_of_letters (<expr>=?)"]


def test_counting_the_queues_reads_indexes(store: Store) -> None:
    lines = plans(store, lambda: store.requests.inbox.counts(1, TODAY))
    assert scanned(lines) == []
    assert "SEARCH r USING COVERING INDEX request_closed_by_receipt (council_id=?)" in lines
