"""Keeps the letters of the council as they were sent."""

from __future__ import annotations

from datetime import date

from council.errors import Conflict, NotFound, Refused
from council.letter_choice import LetterOffer, letters_now
from council.letters import LETTER_NAMES, LetterKind, SentLetter
from council.requests import AdviceRequest, RequestState, state_label
from council.terms import Purpose
from council.text import clean, clean_line
from council.wording import _, say
from db.advice import AdviceStore
from db.connection import Connection
from db.kept_letters import kept_letters, letters_of
from db.requests import RequestStore


class LetterStore:
    """Letters about requests. What is kept never changes."""

    def __init__(self, connection: Connection, requests: RequestStore, advice: AdviceStore) -> None:
        self._db = connection
        self._requests = requests
        self._advice = advice

    def next_reference(self, request: AdviceRequest) -> str:
        """Return the reference for the next letter about a request, such as `2026-014-B2`.

        An advice goes under a reference of its own. No number is given twice: a letter may have
        gone out before its keeping was undone, so that the trail is asked as well.
        """
        head = f"{request.ref}-B"
        # As the index `trail_of_letters` has it, or SQLite reads the letters of every request.
        numbers = self._db.rows(
            "SELECT substr(json_extract(new, '$.reference'), ?) FROM trail"
            " WHERE table_name = 'letter' AND json_extract(new, '$.request_id') = ?"
            " AND json_extract(new, '$.kind') <> 'advice'",
            (len(head) + 1, request.id),
        )
        return f"{head}{1 + max((int(number) for (number,) in numbers), default=0)}"

    def offers(self, request: AdviceRequest) -> list[LetterOffer]:
        """Return the letters about a request that fit now."""
        advice = self._advice.current(request.id)
        answered = advice is not None and self._advice.answers_to(advice.id)
        return letters_now(
            request,
            advice,
            self._requests.clocks.open_of(request.id, Purpose.ANSWER),
            self.of_request(request.id),
            outcomes=self._advice.outcomes(advice.id) if advice and answered else (),
            promises=self._advice.answers.promises(request.council_id, request_id=request.id),
        )

    def require_fit(self, request: AdviceRequest, kind: LetterKind) -> None:
        """Refuse a letter that does not fit now; an advice can be read from its draft on."""
        fitting = [offer.kind for offer in self.offers(request)]
        if kind in (LetterKind.ADVICE, *fitting):
            return
        if not fitting:
            raise Refused(say("There is no letter to write about {ref} now.", ref=request.ref))
        raise Refused(
            say(
                "The letter “{letter}” about {ref} ({state}) does not fit now; these do: {letters}.",
                letter=_(LETTER_NAMES[kind]),
                ref=request.ref,
                state=state_label(request.state),
                letters=", ".join(_(LETTER_NAMES[each]) for each in fitting),
            ),
            field="kind",
        )

    def waits_for_papers(self, request: AdviceRequest, on: date) -> bool:
        """Tell whether a request will wait for papers when they are asked for on a day.

        Not where it waits already or is past that step, nor after the end of the term to advise:
        that cannot stand still any more.
        """
        clock = self._requests.clocks.open_of(request.id, Purpose.ADVICE)
        if clock is not None and clock.due_on < on:
            return False
        steps = self._requests.steps(request)
        return any(step.target is RequestState.INCOMPLETE for step in steps)

    def keep(
        self,
        request: AdviceRequest,
        kind: LetterKind,
        *,
        reference: str,
        on: date,
        addressee: str,
        subject: str,
        body: str,
        reason: str = "",
        late_reason: str = "",
    ) -> SentLetter:
        """Keep a letter as it was sent, and take the step of its request that it is.

        The letter of an adopted advice sends it, with the `reason` or `late_reason` that this
        step may need; one that was sent before is kept under the day it was sent. The
        acknowledgement of receipt acknowledges, where that step is the council's to take now.
        Asking for papers makes the request wait for them, see `waits_for_papers`; its `reason` is
        then which papers.

        Raises Conflict when its reference was taken in the meantime: two letters under one
        reference cannot be told apart.
        """
        reference = clean_line(reference)
        with self._db.change("letter.keep"):
            self._db.concerns(request.id, f"{reference} {clean_line(subject)}")
            if self.under(request.id, reference) is not None:
                raise Conflict(
                    say(
                        "A letter with reference {reference} was kept in the meantime. "
                        "Make this one again.",
                        reference=reference,
                    )
                )
            if kind is LetterKind.ADVICE:
                self._send(request, on, reason, late_reason)
            elif kind is LetterKind.ACKNOWLEDGEMENT:
                self._acknowledge(request, on)
            elif kind is LetterKind.INFORMATION and self.waits_for_papers(request, on):
                target = RequestState.INCOMPLETE
                self._requests.advance(request, target, on=on, reason=reason)
            letter_id = self._db.insert(
                "letter",
                request_id=request.id,
                kind=kind,
                reference=reference,
                on_date=on,
                addressee=clean_line(addressee),
                subject=clean_line(subject),
                body=clean(body),
            )
        return self.by_id(letter_id)

    def _send(self, request: AdviceRequest, on: date, reason: str, late_reason: str) -> None:
        """Send the advice with its letter, unless it was sent that day already."""
        advice = self._advice.current(request.id)
        if advice is None:
            raise Refused(say("There is no advice on {ref} yet.", ref=request.ref))
        if advice.issued_on is None:
            self._advice.issue(advice, on=on, reason=reason, late_reason=late_reason)
        elif advice.issued_on != on:
            raise Refused(
                say(
                    "{ref} was sent on {day}; its letter carries that day.",
                    ref=advice.ref,
                    day=advice.issued_on,
                ),
                field="on",
            )

    def _acknowledge(self, request: AdviceRequest, on: date) -> None:
        """Acknowledge receipt; a request that was taken up or waits only has that term met."""
        steps = self._requests.steps(request) if request.state is RequestState.RECEIVED else []
        for step in steps:
            if step.target is RequestState.ACKNOWLEDGED and not step.needs_reason:
                self._requests.advance(request, step.target, on=on)
                return
        clocks = self._requests.clocks
        if clock := clocks.open_of(request.id, Purpose.ACKNOWLEDGEMENT):
            clocks.meet(clock, on)

    def of_request(self, request_id: int) -> list[SentLetter]:
        """Return the letters about a request in the order they were sent."""
        return letters_of(self._db, request_id)

    def under(self, request_id: int, reference: str) -> SentLetter | None:
        """Return the letter about a request that was sent under a reference, if any."""
        return next(
            iter(kept_letters(self._db, "request_id = ? AND reference = ?", request_id, reference)),
            None,
        )

    def of_advice(self, request: AdviceRequest) -> SentLetter | None:
        """Return the letter by which the advice on a request was sent, if it was kept."""
        advice = self._advice.current(request.id)
        return None if advice is None else self.under(request.id, advice.ref)

    def by_id(self, letter_id: int) -> SentLetter:
        """Return one letter."""
        found = kept_letters(self._db, "id = ?", letter_id)
        if not found:
            raise NotFound(say("This letter is gone: keeping it was undone."))
        return found[0]
