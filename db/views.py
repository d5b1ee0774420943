"""How the user looks at the inbox: views kept by name, and what is new since they last looked."""

from __future__ import annotations

from council.errors import WrongUse, not_found
from council.requests import Queue
from council.text import NAME_MOST, clean_line, says_something, short_line
from council.views import Order, SavedView
from council.wording import _, say
from db.connection import Connection
from db.queues import UNSEEN, count_mail_in

_COLUMNS = "id, council_id, name, queue, filter_text, sort, version"


class ViewStore:
    """Keeps the user's own views, and how far they have looked. Others do not see them."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self, council_id: int) -> list[SavedView]:
        """Return the user's views of a council by name."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM saved_view WHERE who = ? AND council_id = ? ORDER BY name",
            (self._db.actor.who, council_id),
        )
        return [
            SavedView(
                id=view_id,
                council_id=council,
                name=name,
                queue=Queue(queue),
                filter_text=filter_text,
                order=Order(sort),
                version=version,
            )
            for view_id, council, name, queue, filter_text, sort, version in rows
        ]

    def get(self, council_id: int, name: str) -> SavedView:
        """Return the user's view of this name, whatever its case."""
        wanted = clean_line(name)
        for view in self.all(council_id):
            if view.name.casefold() == wanted.casefold():
                return view
        raise not_found(_("view"), wanted)

    def save(
        self,
        council_id: int,
        name: str,
        *,
        queue: Queue = Queue.OPEN,
        filter_text: str = "",
        order: Order = Order.URGENCY,
    ) -> SavedView:
        """Keep a view under a name, in place of the one that had it."""
        name = short_line(name, NAME_MOST, "name")
        if not says_something(name):
            raise WrongUse(say("A view needs a name."), field="name")
        values = {"queue": queue, "filter_text": clean_line(filter_text), "sort": order}
        with self._db.change("view.save", name):
            views = self.all(council_id)
            known = [view for view in views if view.name.casefold() == name.casefold()]
            if known:
                self._db.update("saved_view", known[0].id, known[0].version, name=name, **values)
            else:
                self._db.insert(
                    "saved_view",
                    who=self._db.actor.who,
                    council_id=council_id,
                    name=name,
                    **values,
                )
        return self.get(council_id, name)

    def delete(self, view: SavedView) -> None:
        """Forget a view."""
        with self._db.change("view.delete", view.name):
            self._db.execute(
                "DELETE FROM saved_view WHERE id = ? AND who = ?", (view.id, self._db.actor.who)
            )

    def mark_seen(self, *request_ids: int) -> None:
        """Say that the user looked at these requests as they are now."""
        for request_id in request_ids:
            last = self._db.value(
                "SELECT max(id) FROM change WHERE request_id = :request AND id > coalesce((SELECT"
                " change_id FROM request_seen WHERE who = :who AND request_id = :request), 0)",
                {"who": self._db.actor.who, "request": request_id},
            )
            if last is not None:
                self._db.execute(
                    "INSERT INTO request_seen (who, request_id, change_id) VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET change_id = max(change_id, excluded.change_id)",
                    (self._db.actor.who, request_id, last),
                )

    def unseen(self, council_id: int) -> frozenset[int]:
        """Return the ids of the requests with news since the user last looked."""
        rows = self._db.rows(
            f"SELECT r.id FROM request r WHERE r.council_id = :council AND {UNSEEN}",
            {"council": council_id, "who": self._db.actor.who},
        )
        return frozenset(row[0] for row in rows)

    def mail_in(self, council_id: int) -> int:
        """Return how many requests got a mail that the user has not seen."""
        return count_mail_in(self._db, council_id)
