"""The ends of terms as days in a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid5

from council.clocks import Clock, ClockState
from council.councils import Council
from council.term_sentences import REASON
from council.terms import PURPOSE_LABELS, Owner, owner_label
from council.wording import N_, Message, _
from db.store import Store
from exports.ical import Deadline

_DEADLINES = UUID("5d0a4a2e-8b8f-4e2b-9d5c-0f5f1f6f2c11")

_STANDING = {
    ClockState.RUNNING: "{words}",
    ClockState.STOPPED: N_("{words} (stands still)"),
    ClockState.MET: N_("{words} (met)"),
    ClockState.LAPSED: N_("{words} (lapsed)"),
}
"""What a term is called in a calendar, as it stands."""


def deadline(
    council: Council, ref: str, title: str, clock: Clock, *, modified_at: datetime
) -> Deadline:
    """Return when a term of a request ends, and why then.

    `modified_at` (UTC) is when the request was last changed. The identity follows from the
    council, the request and the term, so that a reader moves the day instead of adding one.
    """
    key = f"{council.municipality}/{council.code}/{ref}/{clock.purpose}/{clock.id}"
    words = _(
        "{ref}: {purpose} by {owner}",
        ref=ref,
        purpose=_(PURPOSE_LABELS[clock.purpose]),
        owner=owner_label(clock.owner, clock.body),
    )
    return Deadline(
        uid=str(uuid5(_DEADLINES, key)),
        sequence=clock.version - 1,
        due_on=clock.due_on,
        summary=_(_STANDING[clock.state], words=words),
        description="\n".join([title, *_explained(clock)]),
        modified_at=modified_at,
        lapsed=clock.state is ClockState.LAPSED,
    )


def _explained(clock: Clock) -> Iterator[str]:
    """Yield how a term came to its end, without what people typed about each other.

    A calendar goes to every member, and from there to other companies: a reason may tell who is
    ill, and who agreed to less time did so for the council.
    """
    for step in clock.explanation:
        if step.id != REASON:
            values = dict(step.values)
            if "who" in values:
                values["who"] = owner_label(Owner.COUNCIL, clock.body)
            line = str(Message(id=step.id, values=values))
            yield line[:1].upper() + line[1:]


def deadlines_of(
    store: Store,
    council: Council,
    today: date,
    start: date | None = None,
    end: date | None = None,
) -> list[Deadline]:
    """Return the ends of a council's terms, from `start` to `end`, as days.

    All that are open, and what ended sooner than its day, which is from `today` on where there is
    no `start`: a calendar that read it in would keep it as it was.
    """
    clocks = store.requests.clocks
    found = clocks.open_of_council(council.id, start=start, end=end)
    found += clocks.ended_of_council(council.id, start or today, end)
    changed = store.trail.last_changes({clock.request_id for *_named, clock in found})
    return [
        deadline(council, ref, title, clock, modified_at=changed[clock.request_id])
        for ref, title, clock in found
    ]
