"""Which plenary can adopt an advice in time, and what is left when none can."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from council.record import record
from council.wording import Message, say

PAPERS_DAYS = 7
"""Days before a plenary on which its papers go out: what comes in later waits for the next."""


@record
class AdviceRoute:
    """The way of a request through the plenaries.

    `first_at` is the first plenary that can still treat it, in time or not; `meeting_at` the
    last one within the term. Without a plenary in time `ways_out` says what can still be done;
    `late_at` is then the first one within the term whose papers were out already.
    """

    due_on: date
    meeting_at: datetime | None = None
    first_at: datetime | None = None
    late_at: datetime | None = None
    ways_out: tuple[Message, ...] = ()

    @property
    def plenary_at(self) -> datetime | None:
        """The plenary that can adopt the advice in time, the first of several."""
        return self.first_at if self.meeting_at else None

    def sentences(self) -> tuple[Message, ...]:
        """Say at which plenary the advice can be adopted, or that there is none."""
        if self.meeting_at is None or self.first_at is None:
            if self.late_at is not None:
                return (
                    say(
                        "The papers of the plenary of {moment}, counted {days} days before it, "
                        "went out without this request. The ways out:",
                        moment=self.late_at,
                        days=PAPERS_DAYS,
                    ),
                )
            return (
                say("No plenary before {day} can adopt the advice. The ways out:", day=self.due_on),
            )
        first = say("The plenary of {moment} can adopt the advice.", moment=self.first_at)
        if self.first_at == self.meeting_at:
            return (first,)
        return (first, say("The last one in time is that of {moment}.", moment=self.meeting_at))


def advice_route(received_on: date, due_on: date, plenaries: Iterable[datetime]) -> AdviceRoute:
    """Find the plenary that adopts the advice on a request received and due on these days.

    It must come in before the papers of a plenary go out. The advice goes out the day after
    the plenary, so that one on the last day of the term is too late.
    """
    papers = timedelta(days=PAPERS_DAYS)
    coming = sorted(plenaries)
    treat = [moment for moment in coming if moment.date() - papers >= received_on]
    in_time = [moment for moment in treat if moment.date() < due_on]
    first = treat[0] if treat else None
    if in_time:
        return AdviceRoute(due_on=due_on, meeting_at=in_time[-1], first_at=first)
    late = next((moment for moment in coming if received_on < moment.date() < due_on), None)
    ways_out = _ways_out(due_on, first, late)
    return AdviceRoute(due_on=due_on, first_at=first, late_at=late, ways_out=ways_out)


def _ways_out(due_on: date, first: datetime | None, late: datetime | None) -> tuple[Message, ...]:
    ways = (
        *([say("Take it to that plenary as a late paper.")] if late else []),
        say("Decide in a written round by {due}.", due=due_on),
        say("Call an extra plenary before {due}.", due=due_on),
    )
    if first is None:
        return (*ways, say("Agree on a longer term and plan a plenary in it."))
    longer = say(
        "Agree on a longer term: then the plenary of {moment} can adopt the advice.", moment=first
    )
    return (*ways, longer)
