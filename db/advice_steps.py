"""What a step of a request asks of its advice: adopted, sent, answered."""

from __future__ import annotations

from datetime import date

from council.advice import Advice, AdviceState
from council.advice_rules import require_issuable
from council.errors import Refused
from council.requests import AdviceRequest, RequestState
from council.steps import IN_THE_MAKING
from council.wording import say
from db.advice_records import AdviceReader
from db.connection import Connection


class AdviceSteps:
    """Lets a request step on only together with its advice, inside the change of the request."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._read = AdviceReader(connection)

    def follow(self, request: AdviceRequest, target: RequestState, on: date) -> None:
        """Refuse a step that the advice is not ready for; let the advice go along with the others.

        It is sent with its request, and a request that goes back to the making takes the
        adoption of its advice back.
        """
        advice = self._read.current(request.id)
        if target is RequestState.ADOPTED and not _is(advice, AdviceState.ADOPTED):
            raise Refused(
                say(
                    "No advice on {ref} has been adopted: adopt it by a decision of the council or "
                    "under a mandate.",
                    ref=request.ref,
                )
            )
        if target in IN_THE_MAKING and advice is not None and _is(advice, AdviceState.ADOPTED):
            self._take_adoption_back(advice)
        if target is RequestState.ISSUED:
            self._issue(request, advice, on)
        if target is RequestState.RESPONDED and not (advice and self._read.answers_to(advice.id)):
            raise Refused(
                say(
                    "No answer on {ref} has been recorded: record when it came and what it says.",
                    ref=request.ref,
                )
            )

    def _issue(self, request: AdviceRequest, advice: Advice | None, on: date) -> None:
        if advice is None:
            raise Refused(
                say(
                    "There is no advice on {ref} yet: write it and adopt it first.", ref=request.ref
                )
            )
        require_issuable(advice, on)
        self._db.update("advice", advice.id, advice.version, state=AdviceState.ISSUED, issued_on=on)

    def _take_adoption_back(self, advice: Advice) -> None:
        self._db.update(
            "advice",
            advice.id,
            advice.version,
            state=AdviceState.DRAFT,
            decision="",
            mandate="",
            adopted_on=None,
        )


def _is(advice: Advice | None, state: AdviceState) -> bool:
    return advice is not None and advice.state is state
