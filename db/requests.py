"""Advice requests: registering them, moving them on, and their terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from council.clocks import Clock, ClockEvent
from council.errors import Refused, WrongUse
from council.partners import Partner
from council.request_facts import (
    agreed_day,
    require_asked,
    require_consent,
    require_form,
    require_order,
    require_receipt,
    require_somebody,
)
from council.requests import (
    FIRST_STATES,
    WITHOUT_TERM,
    AdviceRequest,
    DocumentKind,
    PolicyStage,
    RequestForm,
    RequestState,
)
from council.steps import clock_effects, no_such_step, require_step
from council.terms import AdvisedBody, Purpose
from council.text import TITLE_MOST, clean, clean_line, says_something, short_line
from council.wording import say
from db.request_reading import RequestReader

if TYPE_CHECKING:
    from db.request_terms import RequestTerms


class RequestStore(RequestReader):
    """Reads advice requests, registers them and moves them on."""

    @cached_property
    def _terms(self) -> RequestTerms:
        from db.request_terms import RequestTerms

        return RequestTerms(self.clocks, self._councils)

    def register(
        self,
        council_id: int,
        *,
        title: str,
        received_on: date,
        domains: Sequence[str] = (),
        kind: DocumentKind = DocumentKind.OTHER,
        form: RequestForm = RequestForm.REQUESTED,
        stage: PolicyStage = PolicyStage.DRAFT_POLICY,
        body: AdvisedBody = AdvisedBody.EXECUTIVE,
        state: RequestState | None = None,
        asked_by: date | None = None,
        decision_on: date | None = None,
        their_reference: str = "",
        sender: str = "",
        sender_email: str = "",
        department: str = "",
        assignee: str = "",
        text: str = "",
        short_term_agreed_by: str = "",
        partners: Sequence[Partner] = (),
    ) -> AdviceRequest:
        """Register a request, give it a reference and start its clocks.

        The council's own initiative begins as in progress and has no term to advise. What is urgent
        has the urgent terms only when somebody agreed to that.
        """
        title = short_line(title, TITLE_MOST, "title")
        if not says_something(title):
            raise WrongUse(say("A request needs a subject."), field="title")
        agreed_by = clean_line(short_term_agreed_by)
        require_asked(received_on, asked_by)
        require_somebody(agreed_by)
        own = form is RequestForm.UNSOLICITED
        state = state or (RequestState.IN_PROGRESS if own else RequestState.RECEIVED)
        if state not in FIRST_STATES:
            raise Refused(say("A request cannot begin in this state."), field="state")
        codes = self._councils.require_domains(domains)
        with self._db.change("request.register"):
            ref = self._councils.next_reference(council_id, received_on.year)
            request_id = self._db.insert(
                "request",
                council_id=council_id,
                ref=ref,
                title=title,
                kind=kind,
                form=form,
                stage=stage,
                body=body,
                state=state,
                received_on=received_on,
                asked_by=asked_by,
                decision_on=decision_on,
                their_reference=clean_line(their_reference),
                sender=clean_line(sender),
                sender_email=clean_line(sender_email),
                department=clean_line(department),
                assignee=clean_line(assignee),
                text=clean(text),
                short_term_agreed_by=agreed_by,
                agreed_due_on=asked_by if agreed_by else None,
            )
            self._db.concerns(request_id, f"{ref} {title}")
            self._set_domains(request_id, codes)
            self.partners.set(self.by_id(request_id), partners)
            request = self.by_id(request_id)
            if state is RequestState.RECEIVED:
                self.clocks.start(request, Purpose.ACKNOWLEDGEMENT, received_on)
                if form not in WITHOUT_TERM:
                    self.clocks.start(request, Purpose.ADVICE, received_on)
                self._terms.follow(request, request, received_on)
            elif state is RequestState.BYPASSED:
                self._bypassed(request, received_on)
        return request

    def change(
        self,
        request: AdviceRequest,
        *,
        title: str,
        kind: DocumentKind,
        form: RequestForm,
        stage: PolicyStage,
        body: AdvisedBody,
        domains: Sequence[str],
        received_on: date,
        asked_by: date | None,
        decision_on: date | None,
        their_reference: str,
        sender: str,
        sender_email: str,
        department: str,
        short_term_agreed_by: str,
        agreed_anew: bool = False,
        partners: Sequence[Partner],
        on: date,
    ) -> AdviceRequest:
        """Change on the day `on` what is known of a request; its clocks follow.

        Another form reckons the open ones again, another day of receipt those that were met as
        well, and an agreement on the date asked for ends the term to advise on that date. An
        earlier date, or an urgent form, needs an agreement of its own: by somebody else, or
        `agreed_anew` by the same.
        """
        title = short_line(title, TITLE_MOST, "title")
        if not says_something(title):
            raise WrongUse(say("A request needs a subject."), field="title")
        agreed_by = clean_line(short_term_agreed_by)
        agreed_anew = agreed_anew or agreed_by != request.short_term_agreed_by
        require_asked(received_on, asked_by)
        require_somebody(agreed_by)
        require_consent(request, form, agreed_by, agreed_anew)
        require_form(request, form)
        if received_on != request.received_on:
            require_receipt(received_on, self.history(request.id))
        codes = self._councils.require_domains(domains)
        agreed_due_on = agreed_day(request, asked_by, agreed_by, anew=agreed_anew)
        with self._edit("request.change", request):
            self._db.update(
                "request",
                request.id,
                request.version,
                title=title,
                kind=kind,
                form=form,
                stage=stage,
                body=body,
                received_on=received_on,
                asked_by=asked_by,
                decision_on=decision_on,
                their_reference=clean_line(their_reference),
                sender=clean_line(sender),
                sender_email=clean_line(sender_email),
                department=clean_line(department),
                short_term_agreed_by=agreed_by,
                agreed_due_on=agreed_due_on,
            )
            if received_on != request.received_on:
                self._papers_came(request, received_on)
            self._terms.follow(request, self.by_id(request.id), on)
            if codes != request.domains:
                self._db.execute("DELETE FROM request_domain WHERE request_id = ?", (request.id,))
                self._set_domains(request.id, codes)
            self.partners.set(request, partners)
        return self.by_id(request.id)

    def _papers_came(self, request: AdviceRequest, on: date) -> None:
        """Put the day right on which the papers came that came with a request."""
        self._db.execute(
            "UPDATE document SET added_on = ?, version = version + 1 WHERE request_id = ?"
            " AND added_on = ? AND source IN ('mail', 'attachment')",
            (on.isoformat(), request.id, request.received_on.isoformat()),
        )

    def assign(self, request: AdviceRequest, assignee: str) -> AdviceRequest:
        """Say who prepares the advice: a person or a working group; empty for nobody."""
        with self._edit("request.assign", request):
            self._db.update("request", request.id, request.version, assignee=clean_line(assignee))
        return self.by_id(request.id)

    def snooze(self, request: AdviceRequest, until: date | None) -> AdviceRequest:
        """Put a request aside until a day, or bring it back. Its clocks go on."""
        with self._edit("request.snooze", request):
            self._db.update("request", request.id, request.version, snoozed_until=until)
        return self.by_id(request.id)

    def advance(
        self,
        request: AdviceRequest,
        target: RequestState | None,
        *,
        on: date,
        reason: str = "",
        late_reason: str = "",
        met_on: date | None = None,
    ) -> AdviceRequest:
        """Take a step, to `target` or the sensible next one, with what it does to the clocks.

        `met_on` is the day on which what a term waited for happened, where that was before the step
        was taken. The advice on the request goes along: only when that is adopted, sent or answered
        is the request, and sending the request sends the advice.
        """
        from db.advice_steps import AdviceSteps

        if target is None:
            step = self.next_step(request)
            if step is None:
                if request.state is RequestState.CLOSED:
                    raise Refused(say("There is no next step: this request is closed."))
                if promised := self.loose_ends(request).keeps_open(request.ref):
                    raise Refused(promised)
                raise no_such_step(self.steps(request), request.state)
            target = step.target
        reason = clean_line(reason)
        require_step(self.steps(request), request.state, target, reason)
        if on < request.received_on:
            raise WrongUse(
                say("{day} lies before it was received.", day=on),
                field="on",
            )
        require_order(self.history(request.id), on)
        with self._change("request.step", request):
            if self.by_id(request.id).version != request.version:
                raise self._db.conflict("request", request.id)
            AdviceSteps(self._db).follow(request, target, on)
            self._db.insert(
                "request_history",
                request_id=request.id,
                origin=request.state,
                target=target,
                on_date=on,
                who=self._db.actor.who,
                reason=reason,
            )
            self._db.update(
                "request",
                request.id,
                request.version,
                state=target,
                closed_on=on if target is RequestState.CLOSED else None,
            )
            for effect in clock_effects(request.state, target):
                day = met_on if met_on and effect.action == "meet" else on
                self.clocks.apply(request, effect, day, reason, clean_line(late_reason))
                if effect.action == "reopen":
                    self._terms.take_up(request, on)
            if target is RequestState.BYPASSED:
                self._bypassed(request, on)
        return self.by_id(request.id)

    def record_event(self, request: AdviceRequest, purpose: Purpose, event: ClockEvent) -> Clock:
        """Stop, resume, extend, shorten or correct one of a request's open clocks."""
        clock = self.open_clock(request, purpose)
        with self._change(f"clock.{event.kind}", request):
            return self.clocks.record(clock, event)

    def open_clock(self, request: AdviceRequest, purpose: Purpose) -> Clock:
        """Return the open clock of this purpose, or say that there is none."""
        clock = self.clocks.open_of(request.id, purpose)
        if clock is None:
            raise Refused(self.clocks.why_not_open(request, purpose), field="purpose")
        return clock

    def _bypassed(self, request: AdviceRequest, on: date) -> None:
        from db.announcements import AnnouncementStore

        AnnouncementStore(self._db, self._councils).bypassed(request, on)

    @contextmanager
    def _edit(self, action: str, request: AdviceRequest) -> Iterator[None]:
        """Open a change of what is known of a request, which must not be closed."""
        if request.state is RequestState.CLOSED:
            raise Refused(say("{ref} is closed: reopen it first.", ref=request.ref))
        with self._change(action, request):
            yield

    @contextmanager
    def _change(self, action: str, request: AdviceRequest) -> Iterator[None]:
        with self._db.change(action):
            self._db.concerns(request.id, f"{request.ref} {request.title}")
            yield

    def _set_domains(self, request_id: int, codes: Sequence[str]) -> None:
        for place, code in enumerate(codes):
            self._db.insert("request_domain", request_id=request_id, domain=code, position=place)
