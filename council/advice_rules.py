"""What must hold before an advice is changed, adopted, sent or answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from council.advice import PROMISING, Advice, AdviceState, Judgement, Promise, Recommendation
from council.errors import Refused
from council.requests import AdviceRequest, RequestState, state_label
from council.steps import AFTER_SENDING
from council.text import says_something
from council.wording import say


def require_draft(advice: Advice) -> None:
    """Refuse to change what was adopted, sent or withdrawn."""
    if advice.state is AdviceState.ADOPTED:
        raise Refused(
            say(
                "{ref} has been adopted and does not change any more. Take the adoption back "
                "first: the step from “{state}” to “{target}”.",
                ref=advice.ref,
                state=state_label(RequestState.ADOPTED),
                target=state_label(RequestState.DRAFT),
            )
        )
    _require_open(advice)


def require_advisable(request: AdviceRequest, current: Advice | None) -> None:
    """Refuse to write on a request whose advice, the `current` one, was adopted or sent.

    One that was sent makes room when its request is taken up again.
    """
    if request.state is RequestState.CLOSED:
        raise Refused(say("{ref} is closed; reopen it first.", ref=request.ref))
    if current is None or current.state is AdviceState.WITHDRAWN:
        return
    if current.state is AdviceState.ADOPTED:
        require_draft(current)
    if current.state is AdviceState.ISSUED and request.state in AFTER_SENDING:
        raise Refused(
            say(
                "{ref} has been sent and does not change any more. Register a request of its own "
                "for a further advice.",
                ref=current.ref,
            )
        )


def _require_open(advice: Advice) -> None:
    if advice.state is AdviceState.ISSUED:
        raise Refused(
            say("{ref} has been sent; what was sent does not change any more.", ref=advice.ref)
        )
    if advice.state is AdviceState.WITHDRAWN:
        raise Refused(say("{ref} has been withdrawn; begin a new advice.", ref=advice.ref))


def require_adoptable(
    advice: Advice, recommendations: Sequence[Recommendation], decision: str, mandate: str
) -> None:
    """Refuse to adopt twice, to adopt what says nothing, or nobody's decision.

    What it says is a judgement, with a text or recommendations. It is adopted by a decision
    of the council or under a mandate.
    """
    _require_open(advice)
    if advice.state is AdviceState.ADOPTED:
        raise Refused(say("{ref} has been adopted already.", ref=advice.ref))
    if not advice.text and not recommendations:
        raise Refused(
            say("{ref} says nothing yet: write its text or its recommendations.", ref=advice.ref)
        )
    if advice.tone is None:
        raise Refused(
            say("Say first whether {ref} is positive or negative.", ref=advice.ref), field="tone"
        )
    if not decision.strip() and not mandate.strip():
        raise Refused(
            say("An advice is adopted by a decision of the council or under a mandate: say which."),
            field="decision",
        )
    for field, said in (("decision", decision), ("mandate", mandate)):
        if said.strip() and not says_something(said):
            raise Refused(
                say("“{said}” names no decision and no mandate: say which it is.", said=said),
                field=field,
            )


def require_issuable(advice: Advice, on: date) -> None:
    """Refuse to send what was not adopted, or was adopted later."""
    _require_open(advice)
    if advice.adopted_on is None:
        raise Refused(say("{ref} has to be adopted before it is sent.", ref=advice.ref))
    if on < advice.adopted_on:
        raise Refused(
            say(
                "{ref} was adopted on {day}; it cannot be sent before that.",
                ref=advice.ref,
                day=advice.adopted_on,
            ),
            field="on",
        )


def require_after_issue(advice: Advice, on: date) -> None:
    """Refuse what can only follow the sending of an advice: an answer, a copy, publication."""
    if advice.issued_on is None:
        raise Refused(say("{ref} has not been sent yet.", ref=advice.ref))
    if on < advice.issued_on:
        raise Refused(
            say(
                "{ref} was sent on {issued}; {day} lies before that.",
                ref=advice.ref,
                issued=advice.issued_on,
                day=on,
            ),
            field="on",
        )


def require_later(promise: Promise, until: date) -> None:
    """Refuse to put a promise off to the day it was made for, or to one before.

    A day by the council's own rule is no promise: the municipality may name an earlier one.
    """
    if not promise.by_rule and until <= promise.promised_on:
        raise Refused(
            say(
                "It was promised for {due}; putting it off needs a later day than {day}.",
                due=promise.promised_on,
                day=until,
            ),
            field="until",
        )


def require_possible_promise(judgement: Judgement, number: int, received_on: date) -> None:
    """Refuse a promise about what was not taken over, or for a day before the answer.

    `number` is that of the recommendation in its advice.
    """
    if judgement.promised_on is None:
        return
    if judgement.verdict not in PROMISING:
        raise Refused(
            say(
                "Recommendation {number} is not taken over and promises nothing: leave its date "
                "out.",
                number=number,
            ),
            field="promised_on",
        )
    if judgement.promised_on < received_on:
        raise Refused(
            say(
                "The answer came on {received}; it cannot promise recommendation {number} for {day}.",
                received=received_on,
                number=number,
                day=judgement.promised_on,
            ),
            field="promised_on",
        )
