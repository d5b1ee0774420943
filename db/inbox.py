"""The inbox: requests in named queues, with counts, in order of urgency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from council.clocks import ClockState
from council.requests import (
    FORM_LABELS,
    STATE_LABELS,
    Queue,
    RequestForm,
    RequestLine,
    RequestState,
)
from council.terms import Purpose
from council.text import clean_line, folded
from council.views import Order
from council.wording import N_, _
from db.connection import Connection
from db.queues import AWAKE, NEW, TOO_SHORT, UNSEEN
from db.search import wanted, words_of
from db.window import Window

_SELECT = (
    "SELECT r.id, r.ref, r.title, r.state, r.form, r.received_on, r.assignee,"
    " (SELECT group_concat(domain) FROM (SELECT domain FROM request_domain d"
    "  WHERE d.request_id = r.id ORDER BY d.position)),"
    " c.purpose, c.state, c.due_on, r.due_on"
    " FROM request r LEFT JOIN clock c ON c.id = (SELECT id FROM clock WHERE request_id = r.id"
    "  AND state IN ('running', 'stopped') ORDER BY state, due_on, id LIMIT 1)"
)

_QUEUES = {
    Queue.OPEN: f"r.closed_on IS NULL AND {AWAKE}",
    Queue.UNSEEN: UNSEEN,
    Queue.NEW: NEW,
    Queue.WORKING: f"r.closed_on IS NULL AND r.queue = 'working' AND {AWAKE}",
    Queue.WAITING: f"r.closed_on IS NULL AND r.queue = 'waiting' AND {AWAKE}",
    Queue.FINISHING: f"r.closed_on IS NULL AND r.queue = 'finishing' AND {AWAKE}",
    Queue.TOO_SHORT: f"r.closed_on IS NULL AND {TOO_SHORT}",
    Queue.ANSWER_LATE: "r.closed_on IS NULL AND r.due_on < :today AND EXISTS (SELECT 1 FROM clock k"
    " WHERE k.request_id = r.id AND k.purpose = 'answer' AND k.state = 'running'"
    " AND k.due_on < :today)",
    Queue.SNOOZED: f"r.closed_on IS NULL AND NOT {AWAKE}",
    Queue.CLOSED: "r.closed_on IS NOT NULL",
}

_SHORTEST_NAME = 3

_TERMS = {
    N_("late"): "r.due_on < :today",
    N_("stopped"): "EXISTS (SELECT 1 FROM clock k WHERE k.request_id = r.id"
    " AND k.state = 'stopped')",
}
"""How a term stands, by the name that the list gives it."""

_ORDERS: dict[Order, tuple[str, Callable[[RequestLine], str]]] = {
    Order.URGENCY: ("r.due_on", lambda line: line.order),
    Order.RECEIVED: ("r.received_on", lambda line: line.received_on.isoformat()),
    Order.TITLE: ("r.title COLLATE NOCASE", lambda line: line.title),
}


class Inbox:
    """Lists requests by queue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def counts(self, council_id: int, today: date) -> dict[Queue, int]:
        """Return how many requests each queue holds."""
        return {queue: self._count(council_id, queue, today) for queue in _QUEUES}

    def _count(self, council_id: int, queue: Queue, today: date) -> int:
        count = self._db.value(
            f"SELECT count(*) FROM request r WHERE r.council_id = :council AND {_QUEUES[queue]}",
            self._params(council_id, today),
        )
        return int(count)

    def _params(self, council_id: int, today: date) -> dict[str, object]:
        return {"council": council_id, "today": today.isoformat(), "who": self._db.actor.who}

    def window(
        self,
        council_id: int,
        queue: Queue,
        today: date,
        filter_text: str = "",
        order: Order = Order.URGENCY,
    ) -> Window[RequestLine]:
        """Return a queue as a list to page through.

        Closed requests have no urgency: they come latest first. `filter_text` keeps those in
        which every word occurs: in the request, its papers, advice or letters, or as the name
        of its state, its form or a domain, or of how its term stands. A text that is such a
        name as a whole is looked for nowhere else.
        """
        where = f"r.council_id = :council AND {_QUEUES[queue]}"
        params = self._params(council_id, today)
        if clean_line(filter_text):
            condition, values = self._holding(filter_text)
            where += f" AND {condition}"
            params |= values
        if queue is Queue.CLOSED and order is Order.URGENCY:
            order = Order.RECEIVED
        column, place_of = _ORDERS[order]
        return Window(
            self._db,
            select=_SELECT,
            where=where,
            params=params,
            key_columns=(column, "r.id"),
            key=lambda line: (place_of(line), line.id),
            make=_line,
            descending=order is Order.RECEIVED,
        )

    def _holding(self, text: str) -> tuple[str, dict[str, object]]:
        """Return the SQL condition that all words of `text` occur in a request, and its values."""
        whole = folded(clean_line(text))
        if called := self._named(lambda name: name == whole):
            return f"({' OR '.join(called)})", {}
        condition, values = self._written(text)
        words = words_of(text)
        names = [self._named_by(folded(word)) for word in words]
        if not any(names):
            return condition, values
        each = []
        for place, (word, named) in enumerate(zip(words, names, strict=True)):
            found, more = self._written(word, name=f"_{place}_")
            values |= more
            each.append(f"({' OR '.join([found, *named])})")
        return f"({condition} OR ({' AND '.join(each)}))", values

    def _written(self, text: str, name: str = "") -> tuple[str, dict[str, object]]:
        """Return the condition that one text of a request holds every word, and its values."""
        found = wanted(self._db, text, name)
        if found.rare:
            ids = f"SELECT e.request_id FROM search_entry e WHERE {found.condition}"
            return f"r.id IN ({ids})", found.values
        one = f"SELECT 1 FROM search_entry e WHERE e.request_id = r.id AND {found.condition}"
        return f"EXISTS ({one})", found.values

    def _named_by(self, word: str) -> list[str]:
        """Return conditions for what has a word in its name."""
        return self._named(lambda name: word in name) if len(word) >= _SHORTEST_NAME else []

    def _named(self, meant: Callable[[str], bool]) -> list[str]:
        """Return conditions for what has a name that is meant: states, forms, domains, terms."""
        domains = [
            code
            for code, name in self._db.rows("SELECT code, name FROM policy_domain")
            if meant(code) or meant(folded(_(name)))
        ]
        found = [
            _among(column, codes)
            for column, labels in (("r.state", STATE_LABELS), ("r.form", FORM_LABELS))
            if (codes := [one for one, label in labels.items() if meant(folded(_(label)))])
        ]
        if domains:
            found.append(
                "EXISTS (SELECT 1 FROM request_domain d WHERE d.request_id = r.id"
                f" AND {_among('d.domain', domains)})"
            )
        return found + [condition for name, condition in _TERMS.items() if meant(folded(_(name)))]

    def line(self, request_id: int) -> RequestLine | None:
        """Return one request as a line; None when it is gone."""
        row = self._db.row(f"{_SELECT} WHERE r.id = ?", (request_id,))
        return None if row is None else _line(row)

    def queue_of(self, request_id: int, today: date) -> Queue:
        """Return where a request is found: with all that is open, put aside or closed."""
        closed_on, awake = self._db.row(
            f"SELECT closed_on, {AWAKE} FROM request r WHERE r.id = :id",
            {"id": request_id, "today": today.isoformat()},
        )
        return Queue.CLOSED if closed_on else Queue.OPEN if awake else Queue.SNOOZED

    def lines(
        self, council_id: int, queue: Queue, today: date, limit: int = 100_000
    ) -> list[RequestLine]:
        """Return the requests of a queue."""
        return self.window(council_id, queue, today).first(limit)


def _among(column: str, codes: Sequence[str]) -> str:
    """Return the condition that a column holds one of some codes of this program."""
    return f"{column} IN ({', '.join(repr(str(code)) for code in codes)})"


def _line(row: tuple[Any, ...]) -> RequestLine:
    (
        request_id,
        ref,
        title,
        state,
        form,
        received_on,
        assignee,
        domains,
        purpose,
        clock_state,
        due,
        order,
    ) = row
    return RequestLine(
        id=request_id,
        ref=ref,
        title=title,
        state=RequestState(state),
        form=RequestForm(form),
        received_on=date.fromisoformat(received_on),
        assignee=assignee,
        domains=tuple(domains.split(",")) if domains else (),
        purpose=Purpose(purpose) if purpose else None,
        clock_state=ClockState(clock_state) if clock_state else None,
        due_on=date.fromisoformat(due) if due else None,
        order=order,
    )
