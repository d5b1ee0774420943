"""Saved views: a queue of the inbox with a filter and an order, kept under a name."""

from __future__ import annotations

from enum import StrEnum

from council.record import record
from council.requests import Queue
from council.wording import N_


class Order(StrEnum):
    """How a list of requests is sorted."""

    URGENCY = "urgency"
    RECEIVED = "received"
    TITLE = "title"


ORDER_LABELS = {
    Order.URGENCY: N_("by urgency"),
    Order.RECEIVED: N_("latest first"),
    Order.TITLE: N_("by subject"),
}


@record
class SavedView:
    """What one person looks at often, under the name they gave it."""

    id: int
    council_id: int
    name: str
    queue: Queue
    filter_text: str = ""
    order: Order = Order.URGENCY
    version: int = 1
