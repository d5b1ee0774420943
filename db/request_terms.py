"""The terms of a request that follow its facts: its receipt, its form, what was agreed."""

from __future__ import annotations

from datetime import date

from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState
from council.record import replace
from council.requests import FORM_LABELS, WITHOUT_TERM, AdviceRequest
from council.steps import ENDED
from council.terms import Purpose, TermRule
from council.wording import _
from db.clocks import ClockStore
from db.councils import CouncilStore


class RequestTerms:
    """Reckons the clocks of a request again on the day `on`, inside the change of the request."""

    def __init__(self, clocks: ClockStore, councils: CouncilStore) -> None:
        self._clocks = clocks
        self._councils = councils

    def follow(self, before: AdviceRequest, after: AdviceRequest, on: date) -> None:
        """Let the clocks of a request follow its day of receipt, its form and what was agreed."""
        if (before.received_on, before.form, before.hurried) != (
            after.received_on,
            after.form,
            after.hurried,
        ):
            for purpose in (Purpose.ACKNOWLEDGEMENT, Purpose.ADVICE):
                self._reckon_anew(after, purpose, on)
                self._reckon_met(after, purpose, on)
            if before.form in WITHOUT_TERM and after.form not in WITHOUT_TERM:
                self._begin(after, on)
        self._agree(after, on)

    def take_up(self, request: AdviceRequest, on: date) -> None:
        """Let a term to advise that is taken up again follow what changed while it lay still."""
        self._reckon_anew(request, Purpose.ADVICE, on)
        self._agree(request, on)

    def _begin(self, request: AdviceRequest, on: date) -> None:
        """Start the term to advise of a form that has one; of what has ended it lies still."""
        clock = self._clocks.start(request, Purpose.ADVICE, request.received_on)
        if clock is not None and request.state in ENDED:
            self._clocks.lapse(clock, on)

    def _reckon_anew(self, request: AdviceRequest, purpose: Purpose, on: date) -> None:
        """Reckon an open clock by the day of receipt and the form; one without a term lapses."""
        clock = self._clocks.open_of(request.id, purpose)
        if clock is None:
            return
        owed = purpose is Purpose.ACKNOWLEDGEMENT or request.form not in WITHOUT_TERM
        rule = self._rule(request, purpose) if owed else None
        if rule is None:
            self._clocks.lapse(clock, on, _(FORM_LABELS[request.form]))
        else:
            self._restart(clock, request.received_on, rule, on)

    def _reckon_met(self, request: AdviceRequest, purpose: Purpose, on: date) -> None:
        """Let a term that was met follow the day of receipt: the record tells what was late."""
        rule = self._rule(request, purpose)
        for clock in self._clocks.of_request(request.id):
            met = clock.state is ClockState.MET and clock.purpose is purpose
            if met and rule is not None and clock.starts_on != request.received_on:
                self._restart(clock, request.received_on, rule, on)

    def _rule(self, request: AdviceRequest, purpose: Purpose) -> TermRule | None:
        return self._councils.rule(
            request.council_id, purpose, request.received_on, urgent=request.hurried
        )

    def _restart(self, clock: Clock, starts_on: date, rule: TermRule, on: date) -> None:
        if starts_on != clock.starts_on:
            kind = ClockEventKind.RECEIPT
        elif rule.id != clock.rule_id:
            kind = ClockEventKind.RULE
        else:
            return
        event = ClockEvent(kind=kind, on=on, due_on=clock.due_on)
        moved = replace(clock, starts_on=starts_on, rule_id=rule.id)
        self._clocks.write(self._clocks.preview(moved, event), event)

    def _agree(self, request: AdviceRequest, on: date) -> None:
        """End the term on the day asked for, where that is earlier and somebody agreed to it."""
        advice = self._clocks.open_of(request.id, Purpose.ADVICE)
        if advice is None:
            return
        holds = None
        for event in self._clocks.events(advice.id):
            if event.kind is ClockEventKind.AGREE:
                holds = event.due_on
        agreed = request.due_by_agreement
        earlier = agreed if agreed and agreed < advice.original_due_on else None
        if earlier != holds:
            agreed_by = request.short_term_agreed_by if earlier else ""
            event = ClockEvent(
                kind=ClockEventKind.AGREE, on=on, due_on=earlier, agreed_by=agreed_by
            )
            self._clocks.record(advice, event)
