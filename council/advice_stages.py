"""How far the advice of a council is, as lines of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from council.advice import VERDICT_LABELS, Advice, AdviceState, Tone, Verdict
from council.record import record
from council.terms import AdvisedBody
from council.wording import N_, _


class AdviceStage(StrEnum):
    """Where an advice is between the first draft and what became of it."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    WAITING = "waiting"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


STAGE_LABELS = {
    AdviceStage.DRAFT: N_("drafts"),
    AdviceStage.ADOPTED: N_("to send"),
    AdviceStage.WAITING: N_("waiting for an answer"),
    AdviceStage.ANSWERED: N_("answered or closed"),
    AdviceStage.WITHDRAWN: N_("withdrawn"),
}

IN_HAND = (AdviceStage.DRAFT, AdviceStage.ADOPTED, AdviceStage.WAITING)
"""The stages in which somebody still has to do something, in their order."""


@record
class AdviceLine:
    """An advice as one line of a list.

    `answer_due_on` is the end of the municipality's term while that runs. `verdicts` counts
    what became of the recommendations, silence included; it is empty before an answer.
    `closed` tells that its request was closed, with or without an answer; `body` is the one
    it goes to.
    """

    id: int
    request_id: int
    ref: str
    title: str
    state: AdviceState
    tone: Tone | None
    issued_on: date | None
    copy_sent_on: date | None
    recommendations: int
    answered_on: date | None
    answer_due_on: date | None
    verdicts: Mapping[Verdict, int]
    closed: bool = False
    body: AdvisedBody = AdvisedBody.EXECUTIVE

    @property
    def stage(self) -> AdviceStage:
        """Where it is."""
        if self.state is AdviceState.ISSUED:
            done = self.closed or self.answered_on is not None
            return AdviceStage.ANSWERED if done else AdviceStage.WAITING
        return AdviceStage(self.state)

    def overdue(self, today: date) -> bool:
        """Tell whether the municipality should have answered by now."""
        return self.answer_due_on is not None and self.answer_due_on < today

    @property
    def copy_missing(self) -> bool:
        """Whether it was sent, but never copied to the city council."""
        return copy_missing(self, self.body)


def copy_missing(advice: Advice | AdviceLine, body: AdvisedBody) -> bool:
    """Tell whether an advice to `body` was sent, but never copied to the city council.

    What went to the city council itself needs no copy.
    """
    sent = advice.state is AdviceState.ISSUED and body is not AdvisedBody.CITY_COUNCIL
    return sent and advice.copy_sent_on is None


def verdict_summary(verdicts: Mapping[Verdict, int]) -> str:
    """Return how often each verdict was given, such as `3 taken over, 1 later`."""
    counted = ((verdict, verdicts.get(verdict, 0)) for verdict in Verdict)
    return ", ".join(f"{count} {_(VERDICT_LABELS[verdict])}" for verdict, count in counted if count)
