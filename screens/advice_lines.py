"""What a line of Advice shows, and what cannot be done with it yet or any more."""

from __future__ import annotations

from council.advice import TONE_LABELS, AdviceState, Promise, UndatedPromise
from council.advice_stages import AdviceLine, AdviceStage
from council.terms import AdvisedBody
from council.wording import Message, _, say

Line = AdviceLine | Promise | UndatedPromise

ON_ADVICE = frozenset({"adopt", "change_advice", "copy", "texts", "read_text", "withdraw_advice"})
"""What is done with an advice itself, not with its request."""


def key_of(line: Line) -> int:
    """Return the number by which the list knows a line."""
    if isinstance(line, UndatedPromise):
        return -line.recommendation_id
    return line.clock_id * 2 + 1 if isinstance(line, Promise) else line.id * 2


def ref(line: Line) -> str:
    """Return the reference of the advice."""
    return line.ref if isinstance(line, AdviceLine) else line.advice_ref


def subject(line: Line) -> str:
    """Return what it is about."""
    return line.title if isinstance(line, AdviceLine) else f"{line.number}. {line.text}"


def tone(line: Line) -> str:
    """Return how the council judges, in words."""
    return _(TONE_LABELS[line.tone]) if isinstance(line, AdviceLine) and line.tone else ""


def number(line: Line) -> str:
    """Return how many recommendations there are."""
    return str(line.recommendations or "") if isinstance(line, AdviceLine) else ""


def copy(line: Line) -> str:
    """Return whether the city council has its copy."""
    if not isinstance(line, AdviceLine) or line.state is not AdviceState.ISSUED:
        return ""
    if line.copy_sent_on:
        return _("sent")
    return _("missing") if line.copy_missing else ""


def stands_out(line: Line) -> bool:
    """Tell whether something is to be done that no term brings back: a copy, or a day."""
    if isinstance(line, AdviceLine):
        return line.copy_missing and not line.closed
    return isinstance(line, UndatedPromise)


def why_not(action_id: str, line: AdviceLine) -> Message | None:
    """Return why something cannot be done with an advice, by how far it is."""
    sent = line.issued_on
    match action_id:
        case "copy" if sent is None:
            return say("{ref} has not been sent yet.", ref=line.ref)
        case "copy" if line.body is AdvisedBody.CITY_COUNCIL:
            return say("{ref} went to the city council itself.", ref=line.ref)
        case "copy" if line.copy_sent_on:
            return say("The city council got its copy on {day}.", day=line.copy_sent_on)
        case "adopt" | "write_advice" | "read_text" | "withdraw_advice" if sent:
            return say("{ref} has been sent; what was sent does not change any more.", ref=line.ref)
        case "adopt" if line.stage is AdviceStage.ADOPTED:
            return say(
                "{ref} has been adopted already: v sends it, X takes the adoption back.",
                ref=line.ref,
            )
        case "write_advice" | "read_text" | "change_advice" if line.stage is AdviceStage.ADOPTED:
            return say(
                "{ref} has been adopted: take the adoption back first, with X.", ref=line.ref
            )
        case "change_advice" if sent and line.answered_on is None:
            return say("{ref} has been sent and waits for an answer.", ref=line.ref)
        case _ if line.state is AdviceState.WITHDRAWN and action_id in ON_ADVICE - {"texts"}:
            return say("{ref} has been withdrawn; begin a new advice.", ref=line.ref)
    return None
