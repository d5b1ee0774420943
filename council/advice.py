"""Advice and what became of it: adopting, sending, the answer to each recommendation.

What the program decides is refused when it breaks a rule: sending what was never adopted,
changing what was sent. What the municipality does is only flagged: deviating without
reasons, or passing over a recommendation, is the council's evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from council.calendar import ONE_DAY
from council.record import record
from council.wording import N_, Message, say

if TYPE_CHECKING:
    from fractions import Fraction


class Tone(StrEnum):
    """The judgement that an advice comes to."""

    POSITIVE = "positive"
    POSITIVE_IF = "positive_if"
    NEGATIVE_UNLESS = "negative_unless"
    NEGATIVE = "negative"
    NONE = "none"


TONE_LABELS = {
    Tone.POSITIVE: N_("positive"),
    Tone.POSITIVE_IF: N_("positive, provided that"),
    Tone.NEGATIVE_UNLESS: N_("negative, unless"),
    Tone.NEGATIVE: N_("negative"),
    Tone.NONE: N_("no judgement"),
}


class AdviceState(StrEnum):
    """How far an advice is; `issued` and `withdrawn` are final, an adoption can be taken back."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


ADVICE_STATE_LABELS = {
    AdviceState.DRAFT: N_("draft"),
    AdviceState.ADOPTED: N_("adopted"),
    AdviceState.ISSUED: N_("sent"),
    AdviceState.WITHDRAWN: N_("withdrawn"),
}


class AnswerForm(StrEnum):
    """In what form the municipality answered."""

    LETTER = "letter"
    COUNCIL_PROPOSAL = "council_proposal"
    EXPLANATORY_NOTE = "explanatory_note"
    ORAL = "oral"


ANSWER_FORM_LABELS = {
    AnswerForm.LETTER: N_("letter"),
    AnswerForm.COUNCIL_PROPOSAL: N_("proposal to the city council"),
    AnswerForm.EXPLANATORY_NOTE: N_("explanatory note to the decision"),
    AnswerForm.ORAL: N_("by word of mouth"),
}


class Verdict(StrEnum):
    """What the municipality does with one recommendation."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"
    LATER = "later"
    NOT_ANSWERED = "not_answered"


VERDICT_LABELS = {
    Verdict.ADOPTED: N_("taken over"),
    Verdict.PARTLY: N_("partly taken over"),
    Verdict.REJECTED: N_("not taken over"),
    Verdict.LATER: N_("later"),
    Verdict.NOT_ANSWERED: N_("not answered"),
}

VERDICT_KEYS = {
    "1": Verdict.ADOPTED,
    "2": Verdict.PARTLY,
    "3": Verdict.REJECTED,
    "4": Verdict.LATER,
    "0": Verdict.NOT_ANSWERED,
}
"""The digit that records a verdict, on the screen and in a file of verdicts."""

DEVIATING = frozenset({Verdict.PARTLY, Verdict.REJECTED, Verdict.LATER})
"""Verdicts that deviate from the advice and owe the council reasons."""

PROMISING = frozenset({Verdict.ADOPTED, Verdict.PARTLY, Verdict.LATER})
"""Verdicts that can come with a promise and its date."""


@record
class Advice:
    """An advice on a request, `ref` being what it is cited by, such as `2026-014-A1`.

    `text` is the newest version, `text_version` its number, 0 before anything was written.
    `decision` names the decision of the council that adopted it, `mandate` the mandate under
    which somebody adopted it for the council. `copy_sent_on` is the day the city council got
    a copy, `minority_view` what those who disagree want to have said.
    """

    id: int
    request_id: int
    ref: str
    title: str
    state: AdviceState = AdviceState.DRAFT
    tone: Tone | None = None
    text: str = ""
    text_version: int = 0
    decision: str = ""
    mandate: str = ""
    adopted_on: date | None = None
    issued_on: date | None = None
    copy_sent_on: date | None = None
    public_on: date | None = None
    minority_view: str = ""
    version: int = 1

    @property
    def frozen(self) -> bool:
        """Whether nothing in it can change: the council adopted it, or let go of it."""
        return self.state is not AdviceState.DRAFT


@record
class AdviceText:
    """One version of the text of an advice: who saved it, and when in local time."""

    number: int
    text: str
    who: str
    at: datetime


@record
class Recommendation:
    """One numbered recommendation of an advice; `domain` is a policy domain code or empty."""

    id: int
    advice_id: int
    number: int
    text: str
    domain: str = ""


@record
class Answer:
    """What the municipality answered to an advice, as a whole."""

    id: int
    advice_id: int
    received_on: date
    form: AnswerForm = AnswerForm.LETTER
    reference: str = ""


@record
class Judgement:
    """What an answer does with one recommendation, with the reasons it gives.

    `promised_on` is when it is to be done: the answer named that day, unless it is `by_rule` of the
    council's ordinance. `seen` tells what was found of that in the adopted text on `checked_on`,
    and `kept` whether that fulfils the promise; None before anybody looked.
    """

    recommendation_id: int
    verdict: Verdict
    reasons: str = ""
    promised_on: date | None = None
    by_rule: bool = False
    seen: str = ""
    checked_on: date | None = None
    kept: bool | None = None

    @property
    def undated(self) -> bool:
        """Whether it promises something, and neither the answer nor the ordinance gives a day."""
        return self.verdict in PROMISING and self.promised_on is None

    @property
    def unreasoned(self) -> bool:
        """Whether it deviates from the advice without saying why."""
        return self.verdict in DEVIATING and not self.reasons.strip()


@record
class Outcome:
    """A recommendation with what became of it; `judgement` is None where nobody answered."""

    recommendation: Recommendation
    judgement: Judgement | None = None

    @property
    def verdict(self) -> Verdict:
        """What the municipality did with it, silence included."""
        return self.judgement.verdict if self.judgement else Verdict.NOT_ANSWERED

    @property
    def undated(self) -> bool:
        """Whether it is promised without a day, so that nothing brings it back."""
        return self.judgement is not None and self.judgement.undated

    @property
    def stands_out(self) -> bool:
        """Whether the council should ask about it: passed over, or refused without reasons."""
        unreasoned = self.judgement is not None and self.judgement.unreasoned
        return unreasoned or self.verdict is Verdict.NOT_ANSWERED


@record
class Promise:
    """Something the municipality promised with its answer.

    `number` and `text` are those of the recommendation, `verdict` what the answer does with
    it, `words` what it said about it: what was promised. The answer named the day, unless it
    is `by_rule`: then it follows from the ordinance, by its `article`. `checked_on` is the day
    somebody last looked and found `seen`, and `kept` whether that fulfils it; None before
    anybody did.
    """

    clock_id: int
    request_id: int
    advice_ref: str
    title: str
    recommendation_id: int
    number: int
    text: str
    promised_on: date
    answered_on: date
    verdict: Verdict
    by_rule: bool = False
    article: str = ""
    words: str = ""
    checked_on: date | None = None
    seen: str = ""
    kept: bool | None = None

    def overdue(self, today: date) -> bool:
        """Tell whether the promised day has passed."""
        return self.promised_on < today

    def early(self, on: date) -> list[Message]:
        """Say that on a day nobody can have broken it yet; what the world does is recorded."""
        if on >= self.promised_on:
            return []
        return [
            say("Promised for {due}: on {day} it can still be kept.", due=self.promised_on, day=on)
        ]

    @property
    def asked_from(self) -> date:
        """The first day to ask for it: after the promised day, or when it was seen not kept."""
        return self.checked_on or self.promised_on + ONE_DAY


@record
class UndatedPromise:
    """Something the municipality promised, without a day in the answer or by the ordinance.

    Nothing brings it back before it has one. The rest is as in `Promise`.
    """

    request_id: int
    advice_ref: str
    title: str
    recommendation_id: int
    number: int
    text: str
    answered_on: date
    verdict: Verdict
    words: str = ""


def outcomes(
    recommendations: Iterable[Recommendation], judgements: Sequence[Judgement]
) -> list[Outcome]:
    """Return each recommendation with its latest judgement; `judgements` are in order of time.

    A later answer that passes a recommendation over does not undo an earlier one.
    """
    last: dict[int, Judgement] = {}
    for judgement in judgements:
        silent = judgement.verdict is Verdict.NOT_ANSWERED
        if not silent or judgement.recommendation_id not in last:
            last[judgement.recommendation_id] = judgement
    return [
        Outcome(recommendation=recommendation, judgement=last.get(recommendation.id))
        for recommendation in sorted(recommendations, key=lambda each: each.number)
    ]


def share_adopted(verdicts: Iterable[Verdict]) -> Fraction | None:
    """Return which part of the answered recommendations was taken over, partly for a half.

    None when nothing was answered: silence is neither a yes nor a no.
    """
    from fractions import Fraction

    answered = [verdict for verdict in verdicts if verdict is not Verdict.NOT_ANSWERED]
    if not answered:
        return None
    halves = 2 * answered.count(Verdict.ADOPTED) + answered.count(Verdict.PARTLY)
    return Fraction(halves, 2 * len(answered))
