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
from council.terms import Purpose, TermRule, owner_of
from council.wording import Message, say, steps_to_json
from db.clock_reading import ClockReader
from db.connection import Connection
from db.councils import CouncilStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.requests import AdviceRequest
    from council.steps import ClockEffect


class ClockStore(ClockReader):
    """Reads clocks and changes them, always inside the change of the request."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        super().__init__(connection)
        self._councils = councils

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
