"""Which plenary can adopt an advice in time, and what is left when none can."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from council.record import record
from council.wording import Message, say


@record
class AdviceRoute:
    """The way of a request through the plenaries.

    `meeting_at` is the last plenary within the term, `first_at` the first one after receipt,
    in time or not. Without a plenary in time `ways_out` says what can still be done.
    """

    meeting_at: datetime | None = None
    first_at: datetime | None = None
    ways_out: tuple[Message, ...] = ()


def advice_route(received_on: date, due_on: date, plenaries: Iterable[datetime]) -> AdviceRoute:
    """Find the plenary that adopts the advice on a request received and due on these days.

    A plenary on the day of receipt comes too early to treat it; one on the last day of the
    term is in time.
    """
    later = sorted(moment for moment in plenaries if moment.date() > received_on)
    in_time = [moment for moment in later if moment.date() <= due_on]
    first = later[0] if later else None
    if in_time:
        return AdviceRoute(meeting_at=in_time[-1], first_at=first)
    return AdviceRoute(first_at=first, ways_out=_ways_out(due_on, first))


def _ways_out(due_on: date, first: datetime | None) -> tuple[Message, ...]:
    ways = (
        say("Decide in a written round before {due}.", due=due_on),
        say("Call an extra plenary on or before {due}.", due=due_on),
    )
    if first is None:
        return (*ways, say("Agree on a longer term and plan a plenary in it."))
    return (*ways, say("Agree on a longer term: the next plenary is {moment}.", moment=first))
