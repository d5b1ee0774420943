"""Fills a database with a fictional council that stands in the middle of its year.

Everything goes through the stores, day by day in the order it happened, with the clock of
the trail put back: the log reads as if the program had been there all along.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from db.connection import Actor, at_once
from db.store import Store
from raadtui.demo.diary import Diary, noon
from raadtui.demo.meetings import plan_meetings
from raadtui.demo.people import found, seat_everybody
from raadtui.demo.policy import announce_policy
from raadtui.demo.requests import receive_requests


def demo_actor(today: date, who: str = "demo") -> Actor:
    """Return somebody for whom it is noon today, and whose identities are always the same."""
    numbers = count(1)
    return Actor(
        who=who,
        clock=lambda: noon(today),
        new_uid=lambda: str(uuid5(NAMESPACE_URL, f"raadtui:demo:{next(numbers)}")),
    )


def visitor(today: date) -> Actor:
    """Return who tries the demo out, at noon too, with identities that nobody has yet."""
    return Actor(who="demo", clock=lambda: noon(today))


def fill(store: Store, today: date) -> None:
    """Put the council of Wijderveld into an empty database, in one transaction.

    The same day gives the same council.
    """
    with at_once(store.connection.raw):
        diary = Diary(store, today)
        council = found(diary)
        seat_everybody(diary, council)
        plan_meetings(diary, council)
        receive_requests(diary, council)
        announce_policy(diary, council)
        diary.live()
