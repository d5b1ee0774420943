"""Sending letters: a letter goes as it was written, and is kept as it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from council.advice import Advice
from council.advice_rules import require_issuable
from council.letters import LetterKind, SentLetter
from council.requests import AdviceRequest, RequestState
from db.store import Store
from exports.letter_facts import read_facts
from exports.letters import Letter, letter


def keep_letter(
    store: Store,
    request: AdviceRequest,
    made: Letter,
    *,
    reason: str = "",
    late_reason: str = "",
    copied: bool = False,
) -> SentLetter:
    """Keep a letter as it was sent, with the step that it is (see `LetterStore.keep`).

    `copied` records that the city council got its copy of the advice with it.
    """
    if made.kind is LetterKind.INFORMATION:
        reason = "; ".join(made.missing)
    with store.connection.change("letter.keep"):
        kept = store.letters.keep(
            request,
            made.kind,
            reference=made.reference,
            on=made.on,
            addressee=made.addressee,
            subject=made.subject,
            body=made.body_text,
            reason=reason,
            late_reason=late_reason,
        )
        advice = store.advice.current(request.id) if copied else None
        if advice is not None:
            store.advice.copy_sent(advice, made.on)
    return kept


def send_advice(
    store: Store,
    advice: Advice,
    on: date,
    dutch: Callable[[str], str],
    *,
    reason: str = "",
    late_reason: str = "",
) -> None:
    """Send an adopted advice by its letter: its request steps on, the term to answer starts.

    `dutch` translates message ids into Dutch. Without an adoption it is refused, and after
    the end of the council's own term without a `late_reason`.
    """
    require_issuable(advice, on)
    request = store.requests.by_id(advice.request_id)
    with store.connection.change("advice.issue", f"{advice.ref} {advice.title}"):
        made = letter(LetterKind.ADVICE, read_facts(store, request, LetterKind.ADVICE, on, dutch))
        keep_letter(store, request, made, reason=reason, late_reason=late_reason)


def step_on(
    store: Store,
    request: AdviceRequest,
    target: RequestState | None,
    on: date,
    dutch: Callable[[str], str],
    *,
    reason: str = "",
    late_reason: str = "",
) -> AdviceRequest:
    """Take a step of a request, to `target` or the sensible next one; sending sends the letter."""
    if target is None and (step := store.requests.next_step(request)):
        target = step.target
    advice = store.advice.current(request.id) if target is RequestState.ISSUED else None
    if advice is None:
        return store.requests.advance(
            request, target, on=on, reason=reason, late_reason=late_reason
        )
    send_advice(store, advice, on, dutch, reason=reason, late_reason=late_reason)
    return store.requests.by_id(request.id)
