"""Where the steps of a council lead: which can be taken, and whether a way to an end remains.

A council may change its steps as it likes, but never so that a request cannot end.
"""

from __future__ import annotations

from collections.abc import Iterable

from council.errors import Refused
from council.requests import RequestState, state_label
from council.steps import (
    AFTER_SENDING,
    ENDED,
    WAITING_ON_MUNICIPALITY,
    Step,
    only_early_input,
    stops_the_term,
)
from council.wording import say

S = RequestState

_KEEPS_ADOPTION = frozenset({S.ADOPTED}) | WAITING_ON_MUNICIPALITY | ENDED
"""States in which an advice that was adopted still is: going back to its making undoes that."""


def require_possible(origin: RequestState, target: RequestState) -> None:
    """Refuse a step that no request could ever take.

    A request is received once; an advice is sent after its adoption, answered and followed up after
    it was sent, and what was sent is not adopted again.
    """
    possible = {
        S.RECEIVED: frozenset[S](),
        S.ADOPTED: frozenset(S) - AFTER_SENDING,
        S.ISSUED: _KEEPS_ADOPTION,
        S.RESPONDED: AFTER_SENDING | ENDED,
        S.FOLLOW_UP: AFTER_SENDING | ENDED,
    }
    if origin not in possible.get(target, frozenset(S)):
        raise Refused(
            say(
                "No request can go from “{state}” to “{target}”.",
                state=state_label(origin),
                target=state_label(target),
            ),
            field="target",
        )


def require_way_on(steps: Iterable[Step]) -> None:
    """Refuse steps by which a request could not come from its state to being closed.

    What counts is what every request can do by itself: not a step that only early input takes,
    nor one that stops a term, which is refused after its end, nor one that waits for an answer.
    """
    onward = [step for step in steps if _always(step)]
    ending = {S.CLOSED}
    while more := {step.origin for step in onward if step.target in ending} - ending:
        ending |= more
    for state in S:
        if state not in ending:
            raise Refused(
                say(
                    "A request in the state “{state}” could not end then: allow another way on first.",
                    state=state_label(state),
                )
            )


def _always(step: Step) -> bool:
    """Tell whether any request in the state can take a step, however long it has been there."""
    if only_early_input(step) or stops_the_term(step.origin, step.target):
        return False
    match step.target:
        case S.RECEIVED | S.RESPONDED:
            return False
        case S.ISSUED:
            return step.origin is S.ADOPTED
        case S.ADOPTED:
            return step.origin not in AFTER_SENDING
    return True
