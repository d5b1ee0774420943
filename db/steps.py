"""The steps that requests may take, and how a council deviates from what is usual."""

from __future__ import annotations

from council.errors import Refused, WrongUse
from council.requests import STATE_LABELS, RequestState
from council.step_ways import require_possible, require_way_on
from council.steps import Step, asks_reason, stops_the_term
from council.wording import _, say
from db.connection import Connection


class StepStore:
    """Reads the allowed steps, and changes them for one council."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, council_id: int, origin: RequestState | None = None) -> list[Step]:
        """Return a council's steps, from one state or from all; the sensible one first."""
        rows = self._db.rows(
            "SELECT origin, target, rank, needs_reason FROM council_step"
            " WHERE council_id = ?1 AND (?2 IS NULL OR origin = ?2) ORDER BY origin, rank, target",
            (council_id, origin),
        )
        return [
            Step(
                origin=RequestState(origin),
                target=RequestState(target),
                rank=rank,
                needs_reason=bool(reason),
            )
            for origin, target, rank, reason in rows
        ]

    def allow(
        self,
        council_id: int,
        origin: RequestState,
        target: RequestState,
        *,
        needs_reason: bool | None = None,
        first: bool = False,
    ) -> Step:
        """Allow a step; with `first` it becomes the sensible one.

        Without `needs_reason` that stays what it is; a new step has what is usual for it.
        """
        if origin is target:
            raise WrongUse(say("A step leads to another state."), field="target")
        require_possible(origin, target)
        with self._db.change("step.change", _path(origin, target)):
            step = self._allowed(council_id, origin, target, needs_reason, first)
            self._say(council_id, step, allowed=True)
        return step

    def _allowed(
        self,
        council_id: int,
        origin: RequestState,
        target: RequestState,
        needs_reason: bool | None,
        first: bool,
    ) -> Step:
        steps = self.of(council_id, origin)
        present = next((step for step in steps if step.target is target), None)
        ranks = [step.rank for step in steps]
        if first:
            rank = min(ranks, default=1) - 1
        else:
            rank = present.rank if present else max(ranks, default=0) + 1
        stops = stops_the_term(origin, target)
        if needs_reason is None:
            needs_reason = present.needs_reason if present else asks_reason(origin, target)
        elif stops and not needs_reason:
            raise Refused(say("This step stops the term: that always needs a reason."))
        return Step(origin=origin, target=target, rank=rank, needs_reason=needs_reason)

    def drop(self, council_id: int, origin: RequestState, target: RequestState) -> None:
        """Allow a step no longer; requests that took it keep their history."""
        with self._db.change("step.change", _path(origin, target)):
            steps = self.of(council_id)
            path = (origin, target)
            step = next((one for one in steps if (one.origin, one.target) == path), None)
            if step is None:
                raise Refused(
                    say(
                        "From “{state}” to “{target}” there is no step.",
                        state=_(STATE_LABELS[origin]),
                        target=_(STATE_LABELS[target]),
                    )
                )
            require_way_on(one for one in steps if one is not step)
            self._say(council_id, step, allowed=False)

    def _say(self, council_id: int, step: Step, *, allowed: bool) -> None:
        """Keep what a council says of a step."""
        whole = self._db.value(
            "SELECT coalesce(parent_id, id) FROM council WHERE id = ?", (council_id,)
        )
        self._db.execute(
            "INSERT INTO request_step (council_id, origin, target, rank, needs_reason, allowed)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (coalesce(council_id, 0), origin, target) DO UPDATE SET"
            " rank = excluded.rank, needs_reason = excluded.needs_reason,"
            " allowed = excluded.allowed",
            (whole, step.origin, step.target, step.rank, step.needs_reason, allowed),
        )


def _path(origin: RequestState, target: RequestState) -> str:
    return f"{_(STATE_LABELS[origin])} → {_(STATE_LABELS[target])}"
