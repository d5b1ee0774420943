"""Which letters about a request make sense now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from council.advice import Advice, AdviceState, Outcome, Promise
from council.chasing import CHASES, next_chase
from council.clocks import Clock
from council.letters import LetterKind, SentLetter
from council.record import record
from council.requests import AdviceRequest, RequestForm, RequestState
from council.steps import ENDED, UNDER_WAY, WAITING_ON_MUNICIPALITY

_BEFORE = (LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION)
"""The letters that go before there is an advice."""

_SENT = frozenset({AdviceState.ADOPTED, AdviceState.ISSUED})


@record
class LetterOffer:
    """A letter that can be written: when it was sent last, and from which day it makes sense.

    Without `from_on` it makes sense at once.
    """

    kind: LetterKind
    sent_on: date | None = None
    from_on: date | None = None

    def ready(self, today: date) -> bool:
        """Tell whether it can be sent now."""
        return self.from_on is None or self.from_on <= today


def comes_too_late(kind: LetterKind, request: AdviceRequest, advice: Advice | None) -> bool:
    """Tell whether a letter that goes before an advice would say what is not so any more.

    Nothing is asked for once it was adopted, and receipt is not acknowledged once it went. A
    request that is taken up again begins anew.
    """
    if advice is None or kind not in _BEFORE:
        return False
    if advice.state is AdviceState.ADOPTED:
        return kind is LetterKind.INFORMATION
    return advice.state is AdviceState.ISSUED and request.state not in _TAKEN_UP


def lies_still(request: AdviceRequest, advice: Advice) -> bool:
    """Tell whether an advice was adopted on what has ended since: it goes out no more."""
    return advice.state is AdviceState.ADOPTED and request.state in ENDED


OVER = ENDED - {RequestState.BYPASSED}
"""States in which nothing is written to who asked: who asks after the decision is told so."""

_TAKEN_UP = UNDER_WAY | WAITING_ON_MUNICIPALITY


def letters_now(
    request: AdviceRequest,
    advice: Advice | None,
    answer_clock: Clock | None,
    sent: Iterable[SentLetter],
    *,
    outcomes: Iterable[Outcome] = (),
    promises: Iterable[Promise] = (),
) -> list[LetterOffer]:
    """Return the letters that fit how far a request is, the most needed one first.

    `advice` is the one in the making or sent last, `answer_clock` the municipality's term
    while it is open, `sent` the letters about the request so far. `outcomes` tells what an
    answer does with its recommendations, `promises` are those that nobody has seen kept.
    """
    letters = list(sent)
    last = {letter.kind: letter.on for letter in letters}
    kinds: list[LetterKind] = []
    chase = next_chase(answer_clock, letters) if answer_clock else None
    offers = [LetterOffer(kind=chase.kind, from_on=chase.from_on)] if chase else []
    asked = request.form is not RequestForm.UNSOLICITED
    if asked and request.state is RequestState.DECLINED:
        kinds.append(LetterKind.DECLINED)
    if advice is not None and advice.state in _SENT:
        if not lies_still(request, advice):
            kinds.append(LetterKind.ADVICE)
        if any(outcome.stands_out for outcome in outcomes):
            kinds.append(LetterKind.REASONS)
        if asked_from := [promise.asked_from for promise in promises]:
            offers.append(LetterOffer(kind=LetterKind.PROMISE, from_on=min(asked_from)))
    if asked and request.state not in OVER:
        adopted = advice is not None and advice.state is AdviceState.ADOPTED
        kinds += [
            kind
            for kind in _BEFORE
            if not comes_too_late(kind, request, advice) and not (adopted and kind in last)
        ]
    offers += [LetterOffer(kind=kind, sent_on=last.get(kind)) for kind in kinds]
    return sorted(offers, key=lambda offer: offer.kind not in CHASES and offer.sent_on is not None)
