"""Reading the terms of requests."""

from __future__ import annotations

from datetime import date

from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState
from council.terms import AdvisedBody, Owner, Purpose, Unit
from council.wording import Message, say, steps_from_json
from db.connection import Connection, Row, day
from db.queues import AWAKE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.requests import AdviceRequest

STOOD_STILL = (
    "1 IS (SELECT e.kind = 'stop' AND e.on_date <= c.due_on FROM clock_event e"
    " WHERE e.clock_id = c.id AND e.kind IN ('stop', 'resume', 'reopen') ORDER BY e.id DESC LIMIT 1)"
)
"""SQL condition on `clock c`: it stands still, or did when it was met or lapsed.

A stop after its end is none: another rule brought that end forward since.
"""

_COLUMNS = (
    "c.id, c.request_id, c.purpose, c.owner, c.rule_id, c.subject_id, c.starts_on, c.original_due_on,"
    " c.due_on, c.rule_due_on, c.fair_due_on, c.state, c.met_on,"
    f" c.state = 'met' AND {STOOD_STILL}, c.late_reason, c.explanation, c.version,"
    " (SELECT body FROM request WHERE id = c.request_id)"
)

_PROMISED = "SELECT {} FROM judgement WHERE recommendation_id = c.subject_id"
_STANDS = (
    f"(c.purpose <> 'follow_up' OR (c.id IN ({_PROMISED.format('clock_id')})"
    f" AND (c.state <> 'lapsed' OR c.id = ({_PROMISED.format('max(clock_id)')}))))"
)
"""SQL condition on `clock c`: if it is a promise, an answer has it and no later one replaced it."""


def _columns(explained: bool) -> str:
    """Return what is read of a clock; what has no room for explanations is quicker without."""
    return _COLUMNS if explained else _COLUMNS.replace("c.explanation", "''")


class ClockReader:
    """Reads clocks, and what happened to them."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of_request(self, request_id: int, *, explained: bool = True) -> list[Clock]:
        """Return the clocks of a request in the order they started.

        Of the promises about one recommendation only what stands: a day that was put right or put
        off began another, and what was no promise after all is none. The log has the rest.
        """
        rows = self._db.rows(
            f"SELECT {_columns(explained)} FROM clock c WHERE c.request_id = ? AND {_STANDS}"
            " ORDER BY c.id",
            (request_id,),
        )
        return [_clock(row) for row in rows]

    def open_of(self, request_id: int, purpose: Purpose) -> Clock | None:
        """Return the clock of this purpose that runs or stands still, or None.

        Of several promises, the one that was made for the earliest day.
        """
        return next(iter(self.all_open_of(request_id, purpose)), None)

    def all_open_of(self, request_id: int, purpose: Purpose) -> list[Clock]:
        """Return the open clocks of this purpose; only promises can be more than one."""
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM clock c WHERE c.request_id = ? AND c.purpose = ?"
            " AND c.state IN ('running', 'stopped') ORDER BY c.due_on, c.id",
            (request_id, purpose),
        )
        return [_clock(row) for row in rows]

    def why_not_open(self, request: AdviceRequest, purpose: Purpose) -> Message:
        """Return why a request has no clock of this purpose to stop or move."""
        from council.term_sentences import why_ended

        clocks = self.of_request(request.id, explained=False)
        last = next((clock for clock in reversed(clocks) if clock.purpose is purpose), None)
        if last is None:
            return say("No such term is open for {ref}.", ref=request.ref)
        return why_ended(request.ref, purpose, last.met_on)

    def open_of_council(
        self,
        council_id: int,
        *,
        start: date | None = None,
        end: date | None = None,
        explained: bool = True,
        awake_on: date | None = None,
        limit: int = -1,
    ) -> list[tuple[str, str, Clock]]:
        """Return reference, title and clock of what is open, the most urgent first.

        What ends from `start` to `end`, both included; all of it without a limit. With
        `awake_on` a request that is put aside on that day is left out, see `AWAKE`.
        """
        period = " AND c.due_on BETWEEN :start AND :end" if start or end else ""
        rows = self._db.rows(
            f"SELECT r.ref, r.title, {_columns(explained)} FROM clock c"
            " JOIN request r ON r.id = c.request_id"
            " WHERE c.state IN ('running', 'stopped') AND r.council_id = :council"
            f"{period}{f' AND {AWAKE}' if awake_on else ''} ORDER BY c.due_on, c.id LIMIT :limit",
            {
                "council": council_id,
                "start": start.isoformat() if start else "",
                "end": end.isoformat() if end else "9999",
                "today": awake_on and awake_on.isoformat(),
                "limit": limit,
            },
        )
        return [(row[0], row[1], _clock(row[2:])) for row in rows]

    def ended_of_council(
        self, council_id: int, start: date, end: date | None = None
    ) -> list[tuple[str, str, Clock]]:
        """Return reference, title and clock of what was met or lapsed, and ends in that period."""
        rows = self._db.rows(
            f"SELECT r.ref, r.title, {_COLUMNS} FROM clock c JOIN request r ON r.id = c.request_id"
            " WHERE c.state IN ('met', 'lapsed') AND r.council_id = ?"
            " AND c.due_on BETWEEN ? AND ? ORDER BY c.due_on, c.id",
            (council_id, start.isoformat(), end.isoformat() if end else "9999"),
        )
        return [(row[0], row[1], _clock(row[2:])) for row in rows]

    def open_by_rule(self) -> list[tuple[str, str, Clock]]:
        """Return reference, title and clock of what is open and was reckoned by a rule."""
        rows = self._db.rows(
            f"SELECT r.ref, r.title, {_COLUMNS} FROM clock c JOIN request r ON r.id = c.request_id"
            " WHERE c.state IN ('running', 'stopped') AND c.rule_id IS NOT NULL"
            " ORDER BY r.ref, c.id"
        )
        return [(row[0], row[1], _clock(row[2:])) for row in rows]

    def events(self, clock_id: int) -> list[ClockEvent]:
        """Return what happened to a clock, in order."""
        rows = self._db.rows(
            "SELECT kind, on_date, reason, amount, unit, due_on, who, agreed_by FROM clock_event"
            " WHERE clock_id = ? ORDER BY id",
            (clock_id,),
        )
        return [
            ClockEvent(
                kind=ClockEventKind(kind),
                on=date.fromisoformat(on),
                reason=reason,
                amount=amount,
                unit=Unit(unit) if unit else None,
                due_on=day(due_on),
                who=who,
                agreed_by=agreed_by,
            )
            for kind, on, reason, amount, unit, due_on, who, agreed_by in rows
        ]

    def get(self, clock_id: int) -> Clock:
        """Return one clock; Conflict when somebody undid what began it."""
        sql = f"SELECT {_COLUMNS} FROM clock c WHERE c.id = ?"
        return _clock(self._db.known("clock", clock_id, sql))


def _clock(row: Row) -> Clock:
    (
        clock_id,
        request_id,
        purpose,
        owner,
        rule_id,
        subject_id,
        starts_on,
        original,
        due,
        by_rule,
        fair,
        state,
        met,
        stood_still,
        late,
        steps,
        version,
        body,
    ) = row
    return Clock(
        id=clock_id,
        request_id=request_id,
        purpose=Purpose(purpose),
        owner=Owner(owner),
        body=AdvisedBody(body),
        rule_id=rule_id,
        subject_id=subject_id,
        starts_on=date.fromisoformat(starts_on),
        original_due_on=date.fromisoformat(original),
        due_on=date.fromisoformat(due),
        rule_due_on=day(by_rule),
        fair_due_on=day(fair),
        state=ClockState(state),
        met_on=day(met),
        stood_still=bool(stood_still),
        late_reason=late,
        explanation=steps_from_json(steps),
        version=version,
    )
