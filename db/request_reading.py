"""Reading advice requests: what is known of them, and which step comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from council.clocks import Clock, ClockEventKind
from council.errors import NotFound
from council.request_facts import (
    cut_short,
    decided_within,
    remarks,
    unfit_consent,
    without_term,
)
from council.requests import (
    AdviceRequest,
    RequestForm,
    RequestState,
)
from council.steps import (
    AFTER_SENDING,
    NO_LOOSE_ENDS,
    LooseEnds,
    Step,
    StepTaken,
    next_step,
    steps_for,
    with_reasons,
)
from council.terms import Purpose
from council.text import clean_line, quoted
from council.wording import Message, say
from db.clocks import ClockStore
from db.connection import Connection, day
from db.councils import CouncilStore
from db.queues import DECIDED_ON, TOO_SHORT
from db.request_rows import REQUEST_COLUMNS, to_request

if TYPE_CHECKING:
    from council.letters import LetterKind
    from db.inbox import Inbox
    from db.partners import PartnerStore
    from db.steps import StepStore


_NEWEST = 500
"""How many requests are read for the names that are in use: what was used long ago is no help."""


class RequestReader:
    """Reads advice requests; `inbox` lists them, `clocks` holds their terms."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._councils = councils
        self.clocks = ClockStore(connection, councils)

    @cached_property
    def inbox(self) -> Inbox:
        """The requests in named queues."""
        from db.inbox import Inbox

        return Inbox(self._db)

    @cached_property
    def partners(self) -> PartnerStore:
        """The councils that advise along on regional requests."""
        from db.partners import PartnerStore

        return PartnerStore(self._db)

    @cached_property
    def allowed(self) -> StepStore:
        """The steps that requests may take, by council."""
        from db.steps import StepStore

        return StepStore(self._db)

    def get(self, council_id: int, ref: str) -> AdviceRequest:
        """Return the request with this reference, for example `2026-014`."""
        ref = clean_line(ref)
        row = self._db.row(
            f"SELECT {REQUEST_COLUMNS} FROM request r WHERE r.council_id = ? AND r.ref = ?",
            (council_id, ref),
        )
        if row is None:
            raise NotFound(say("There is no request “{ref}”.", ref=quoted(ref)), field="ref")
        return to_request(row)

    def by_id(self, request_id: int) -> AdviceRequest:
        """Return one request."""
        row = self._db.row(f"SELECT {REQUEST_COLUMNS} FROM request r WHERE r.id = ?", (request_id,))
        if row is None:
            raise NotFound(say("This request is gone: its registration was undone."))
        return to_request(row)

    def history(self, request_id: int) -> list[StepTaken]:
        """Return the steps a request took, in order."""
        rows = self._db.rows(
            "SELECT origin, target, on_date, who, reason FROM request_history"
            " WHERE request_id = ? ORDER BY id",
            (request_id,),
        )
        return [
            StepTaken(
                origin=RequestState(origin),
                target=RequestState(target),
                on=date.fromisoformat(on),
                who=who,
                reason=reason,
            )
            for origin, target, on, who, reason in rows
        ]

    def in_use(
        self, council_id: int, fact: Literal["department", "sender", "assignee"]
    ) -> list[str]:
        """Return the departments, senders or preparers of a council's newest requests, in order."""
        rows = self._db.rows(
            f"SELECT DISTINCT name FROM (SELECT {fact} AS name FROM request"
            "  WHERE council_id = ? ORDER BY received_on DESC LIMIT ?)"
            " WHERE name <> '' ORDER BY name COLLATE NOCASE",
            (council_id, _NEWEST),
        )
        return [name for (name,) in rows]

    def too_short(self, request: AdviceRequest) -> bool:
        """Tell whether less time was granted than the ordinance gives, with nobody's consent."""
        return bool(
            self._db.value(f"SELECT 1 FROM request r WHERE r.id = ? AND {TOO_SHORT}", (request.id,))
        )

    def decided_on(self, request: AdviceRequest) -> date | None:
        """Return the day on which the municipality decided, or else means to."""
        return day(
            self._db.value(f"SELECT {DECIDED_ON} FROM request r WHERE r.id = ?", (request.id,))
        )

    def remarks(
        self, request: AdviceRequest, clocks: Sequence[Clock] | None = None
    ) -> list[Message]:
        """Return what must be known of the time that a request leaves.

        `clocks` are all of its clocks, read here unless they are given.
        """
        if request.form is RequestForm.UNSOLICITED:
            return []
        if clocks is None:
            clocks = self.clocks.of_request(request.id, explained=False)
        live = {clock.purpose: clock for clock in clocks if clock.live}
        advice, answer = live.get(Purpose.ADVICE), live.get(Purpose.ANSWER)
        asked_by = request.asked_by
        early = advice and asked_by and asked_by < advice.original_due_on
        found = self._unfit(request, advice) if advice else []
        told = remarks(
            request.received_on,
            decided_on=self.decided_on(request),
            due_on=advice.due_on if advice else None,
            answer_due_on=answer.due_on if answer else None,
            too_short=self.too_short(request),
            unagreed=asked_by if early and request.asks_unagreed else None,
        )
        return [*found, *told, *without_term(request, clocks)]

    def _unfit(self, request: AdviceRequest, advice: Clock) -> list[Message]:
        """Say of everybody who agreed to less time that the consent is not theirs to give."""
        who = [request.short_term_agreed_by]
        if advice.agreed_to_less:
            done = (ClockEventKind.SHORTEN, ClockEventKind.CORRECT)
            events = self.clocks.events(advice.id)
            who += [event.agreed_by for event in events if event.kind in done]
        return [one for name in dict.fromkeys(who) for one in self.unfit_consent(request, name)]

    def unfit_consent(self, request: AdviceRequest, agreed_by: str) -> list[Message]:
        """Say that somebody agreed to less time who was neither chair nor vice-chair since."""
        if not agreed_by:
            return []
        from db.presiding import presiding

        names = presiding(self._db, request.council_id, request.received_on, date.max)
        return unfit_consent(agreed_by, names)

    def change_remarks(
        self, request: AdviceRequest, after: Clock, agreed_by: str = ""
    ) -> list[Message]:
        """Return what must be known of a term that was moved with the consent of `agreed_by`."""
        ours = after.purpose is Purpose.ADVICE and after.agreed_to_less
        return [
            *(self.unfit_consent(request, agreed_by) if ours else ()),
            *cut_short(after),
            *decided_within(self.decided_on(request), after.purpose, after.due_on),
        ]

    def presiding(self, council_id: int, on: date) -> list[str]:
        """Return the names of the chair and the vice-chair on a day: who can agree to less time."""
        from db.presiding import presiding

        return presiding(self._db, council_id, on, on)

    def steps(self, request: AdviceRequest) -> list[Step]:
        """Return the steps that a request may take now, the sensible one first."""
        return self.ways(request)[0]

    def next_step(self, request: AdviceRequest) -> Step | None:
        """Return the one sensible next step, or None."""
        return self.ways(request)[1]

    def ways(self, request: AdviceRequest) -> tuple[list[Step], Step | None]:
        """Return both: the steps that a request may take now, and the sensible one."""
        ends = self.loose_ends(request)
        sent = request.state in AFTER_SENDING or self._db.value(
            "SELECT 1 FROM advice WHERE request_id = ? AND issued_on IS NOT NULL", (request.id,)
        )
        allowed = self.allowed.of(request.council_id, request.state)
        steps = with_reasons(steps_for(request.form, allowed, sent=bool(sent)), ends)
        return steps, next_step(steps, ends)

    def loose_ends(self, request: AdviceRequest) -> LooseEnds:
        """Return what the municipality still owes of the advice sent last."""
        promises = self._db.value(
            "SELECT 1 FROM clock WHERE request_id = ? AND purpose = 'follow_up'"
            " AND state IN ('running', 'stopped')",
            (request.id,),
        )
        if request.state not in AFTER_SENDING:
            return LooseEnds(promises=True) if promises else NO_LOOSE_ENDS
        from db.advice_records import AdviceReader

        read = AdviceReader(self._db)
        sent = [one for one in read.of_request(request.id) if one.issued_on]
        return LooseEnds(
            unanswered=bool(sent) and not read.answers_to(sent[-1].id),
            undated=bool(sent) and any(one.undated for one in read.outcomes(sent[-1].id)),
            promises=bool(promises),
        )

    def letter_due(self, request: AdviceRequest, today: date) -> LetterKind | None:
        """Return the letter that the request calls for now, or None."""
        from db.letters_due import letter_due

        return letter_due(self._db, self.clocks, request, today)
