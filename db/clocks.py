"""The terms of requests: starting, stopping, moving and meeting them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from council.clocks import (
    Clock,
    ClockEvent,
    ClockEventKind,
    ClockState,
    Reckoning,
    reckon,
    require_met,
    require_reason,
)
from council.errors import Refused
from council.record import replace
from council.terms import AdvisedBody, Owner, Purpose, TermRule, Unit, owner_of
from council.wording import Message, say, steps_from_json, steps_to_json
from db.connection import Connection, Row, day
from db.councils import CouncilStore
from db.queues import AWAKE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.requests import AdviceRequest
    from council.steps import ClockEffect

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


class ClockStore:
    """Reads clocks and changes them, always inside the change of the request."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._councils = councils

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

    def start(self, request: AdviceRequest, purpose: Purpose, on: date) -> Clock | None:
        """Start a clock by the rule in force on `on`; None when the ordinance sets no term."""
        found = self.reckoned(request.council_id, purpose, on, urgent=request.hurried)
        if found is None:
            return None
        rule, reckoning = found
        clock_id = self._db.insert(
            "clock",
            request_id=request.id,
            purpose=purpose,
            owner=owner_of(purpose),
            rule_id=rule.id,
            starts_on=on,
            original_due_on=reckoning.original_due_on,
            due_on=reckoning.due_on,
            explanation=steps_to_json(reckoning.steps),
        )
        return self.get(clock_id)

    def reckoned(
        self, council_id: int, purpose: Purpose, on: date, *, urgent: bool = False
    ) -> tuple[TermRule, Reckoning] | None:
        """Return the rule of a term that begins on `on` with what it makes; None without a rule."""
        rule = self._councils.rule(council_id, purpose, on, urgent=urgent)
        return (rule, reckon(rule, on, [], self._councils.calendar())) if rule else None

    def promise(
        self,
        request_id: int,
        subject_id: int,
        *,
        made_on: date,
        due_on: date,
        explanation: Sequence[Message],
        rule_id: int | None = None,
    ) -> Clock:
        """Start the clock of a promise about the recommendation `subject_id`.

        With `rule_id` the day was reckoned; the explanation then begins with why.
        """
        clock_id = self._db.insert(
            "clock",
            request_id=request_id,
            purpose=Purpose.FOLLOW_UP,
            owner=owner_of(Purpose.FOLLOW_UP),
            rule_id=rule_id,
            subject_id=subject_id,
            starts_on=made_on,
            original_due_on=due_on,
            due_on=due_on,
            explanation=steps_to_json(explanation),
        )
        return self.get(clock_id)

    def get(self, clock_id: int) -> Clock:
        """Return one clock; Conflict when somebody undid what began it."""
        sql = f"SELECT {_COLUMNS} FROM clock c WHERE c.id = ?"
        return _clock(self._db.known("clock", clock_id, sql))

    def preview(self, clock: Clock, event: ClockEvent) -> Clock:
        """Return what an event would make of a clock, without writing it."""
        after = self._reckon(clock, event)
        if event.kind in (ClockEventKind.RECEIPT, ClockEventKind.RULE):
            return after
        return replace(after, original_due_on=clock.original_due_on)

    def _reckon(self, clock: Clock, event: ClockEvent | None = None) -> Clock:
        """Reckon a clock by what is on record, and by one event more."""
        if clock.rule_id is None:
            raise Refused(
                say(
                    "This date was agreed, not reckoned; agree on another one with: "
                    "raadtui requests promise REF NUMBER --put-off DAY"
                )
            )
        rule = self._councils.rule_by_id(clock.rule_id)
        calendar = self._councils.calendar()
        past = self.events(clock.id)
        events = [*past, event] if event else past
        reckoning = reckon(rule, clock.starts_on, events, calendar, clock.met_on, known=len(past))
        why = clock.explanation[:1] if clock.subject_id else ()
        return replace(
            clock,
            original_due_on=reckoning.original_due_on,
            due_on=reckoning.due_on,
            rule_due_on=reckoning.rule_due_on,
            fair_due_on=reckoning.fair_due_on,
            state=clock.state if clock.state is ClockState.MET else reckoning.state,
            explanation=(*why, *reckoning.steps),
        )

    def retell(self, clock: Clock) -> None:
        """Explain a clock anew, where what it rests on changed but moved its end nowhere.

        Where the rule puts that end may have moved, past it or back: then it is cut short, or no
        more.
        """
        reckoned = self._reckon(clock)
        after = replace(reckoned, original_due_on=clock.original_due_on)
        if after != clock:
            self._db.update(
                "clock",
                clock.id,
                clock.version,
                rule_due_on=after.rule_due_on,
                fair_due_on=after.fair_due_on,
                explanation=steps_to_json(after.explanation),
            )

    def record(self, clock: Clock, event: ClockEvent) -> Clock:
        """Write an event and what it makes of the clock."""
        from council.request_facts import require_somebody

        require_reason(event)
        require_somebody(event.agreed_by)
        return self.write(self.preview(clock, event), event)

    def write(self, after: Clock, event: ClockEvent) -> Clock:
        """Write an event with what it made of the clock."""
        event_id = self._db.insert(
            "clock_event",
            clock_id=after.id,
            kind=event.kind,
            on_date=event.on,
            reason=event.reason,
            amount=event.amount,
            unit=event.unit,
            due_on=event.due_on,
            who=event.who or self._db.actor.who,
            agreed_by=event.agreed_by,
        )
        self._db.update(
            "clock",
            after.id,
            after.version,
            rule_id=after.rule_id,
            starts_on=after.starts_on,
            original_due_on=after.original_due_on,
            due_on=after.due_on,
            rule_due_on=after.rule_due_on,
            fair_due_on=after.fair_due_on,
            state=after.state,
            explanation=steps_to_json(after.explanation),
            event_id=event_id,
        )
        if after.subject_id:
            self._db.execute(
                "UPDATE judgement SET promised_on = ?1, version = version + 1"
                " WHERE clock_id = ?2 AND promised_on <> ?1",
                (after.due_on.isoformat(), after.id),
            )
        return self.get(after.id)

    def apply(
        self, request: AdviceRequest, effect: ClockEffect, on: date, reason: str, late_reason: str
    ) -> None:
        """Do to a request's clocks what a step does."""
        clocks = self.all_open_of(request.id, effect.purpose)
        if effect.action == "start" and not clocks:
            self.start(request, effect.purpose, on)
        if effect.action == "reopen" and not clocks:
            self._reopen(request, effect.purpose, on, reason)
        for clock in clocks:
            self._apply(clock, effect, on, reason, late_reason)

    def _apply(
        self, clock: Clock, effect: ClockEffect, on: date, reason: str, late_reason: str
    ) -> None:
        if effect.action == "meet":
            self.meet(clock, on, late_reason)
        elif effect.action == "lapse":
            self.lapse(clock, on, reason)
        elif effect.action == "stop" and clock.state is ClockState.RUNNING:
            if clock.purpose is Purpose.ACKNOWLEDGEMENT and clock.due_on < on:
                return  # Late already: waiting for the municipality does not mend that.
            self.record(clock, ClockEvent(kind=ClockEventKind.STOP, on=on, reason=reason))
        elif effect.action == "resume" and clock.state is ClockState.STOPPED:
            self.record(clock, ClockEvent(kind=ClockEventKind.RESUME, on=on, reason=reason))

    def _reopen(self, request: AdviceRequest, purpose: Purpose, on: date, reason: str) -> None:
        """Take up the last clock of this purpose, unless it was met."""
        clocks = [one for one in self.of_request(request.id) if one.purpose is purpose]
        if clocks and clocks[-1].state is ClockState.LAPSED:
            event = ClockEvent(kind=ClockEventKind.REOPEN, on=on, reason=reason)
            self.record(clocks[-1], event)

    def lapse(self, clock: Clock, on: date, reason: str = "") -> None:
        """Let go of a clock that nobody waits for any more."""
        if clock.rule_id is None:
            self._db.update("clock", clock.id, clock.version, state=ClockState.LAPSED)
        else:
            self.record(clock, ClockEvent(kind=ClockEventKind.LAPSE, on=on, reason=reason))

    def meet(self, clock: Clock, on: date, late_reason: str = "") -> None:
        """Close a clock because what it waited for happened on that day."""
        from council.term_sentences import met_sentence

        require_met(clock, on, late_reason)
        met = replace(clock, state=ClockState.MET, met_on=on)
        if clock.state is ClockState.RUNNING:
            told = (*clock.explanation, met_sentence(on, clock.due_on))
        else:
            told = self._reckon(met).explanation
        self._db.update(
            "clock",
            clock.id,
            clock.version,
            state=met.state,
            met_on=met.met_on,
            late_reason=late_reason,
            explanation=steps_to_json(told),
        )


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
