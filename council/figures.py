"""Figures over advice requests: how early the council was asked, who kept their terms, with
what result.

Records in, figures out. Own initiatives count as advice but say nothing about how early the
municipality asks. A median is used for days, because one forgotten file would spoil a mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import fmean, median

from council.advice import Verdict, share_adopted
from council.councils import domain_label
from council.record import record
from council.request_facts import told_afterwards
from council.requests import PolicyStage, RequestForm
from council.wording import N_, _

_STAGES = tuple(PolicyStage)


@record
class TermRun:
    """How one term went: its end by the rule, its end in fact, and the day it was met.

    `open` means that it runs or stands still; a term neither open nor met has lapsed.
    """

    original_due_on: date
    due_on: date
    met_on: date | None = None
    open: bool = False
    stopped: bool = False


@record
class RequestFacts:
    """What the figures need to know of one request.

    `domain` is the primary one. `issued_on` is the day the advice was sent, `answered_on`
    the day the answer came. `too_short` means that less was granted than the ordinance gives,
    with nobody's consent. `stopped_days` is how long its clocks stood still by law;
    `verdicts` counts what became of its recommendations.
    """

    ref: str
    title: str
    form: RequestForm
    stage: PolicyStage
    received_on: date
    domain: str = ""
    department: str = ""
    asked_by: date | None = None
    decision_on: date | None = None
    too_short: bool = False
    issued_on: date | None = None
    answered_on: date | None = None
    advice: TermRun | None = None
    answer: TermRun | None = None
    stopped_days: int = 0
    verdicts: Mapping[Verdict, int] | None = None

    @property
    def asked(self) -> bool:
        """Whether the municipality asked, rather than the council beginning itself."""
        return self.form is not RequestForm.UNSOLICITED

    @property
    def days_granted(self) -> int | None:
        """Calendar days the council got: until the date asked for, or else by the rule."""
        until = self.asked_by or (self.advice.original_due_on if self.advice else None)
        return (until - self.received_on).days if self.asked and until else None

    @property
    def days_to_use(self) -> int | None:
        """Days between sending the advice and the decision, negative when sent after it."""
        if self.issued_on is None or self.decision_on is None:
            return None
        return (self.decision_on - self.issued_on).days

    @property
    def told_afterwards(self) -> bool:
        """Whether it came after the decision: an announcement, not a request for advice."""
        return self.asked and told_afterwards(self.received_on, self.decision_on)

    @property
    def days_to_advise(self) -> int | None:
        """Calendar days from receipt until the advice was sent."""
        return (self.issued_on - self.received_on).days if self.issued_on else None

    @property
    def days_to_answer(self) -> int | None:
        """Calendar days from sending the advice until the answer came."""
        if self.issued_on is None or self.answered_on is None:
            return None
        return (self.answered_on - self.issued_on).days


@record
class Punctuality:
    """How a party kept its terms. `overdue` has passed and nothing came; `open` is not due yet.

    `days` is the median number of calendar days taken, None when nothing was finished.
    """

    in_time: int
    late: int
    overdue: int
    open: int
    days: float | None

    @property
    def share_in_time(self) -> Fraction | None:
        """Which part of the terms that ended was kept; None when none has ended."""
        ended = self.in_time + self.late + self.overdue
        return Fraction(self.in_time, ended) if ended else None


@record
class Figures:
    """The figures over some requests.

    `by_stage` counts at which stage the municipality asked, and `stage` is the mean place
    among them: 1 exploration, 7 evaluation; lower is earlier. `ours` is about the council's
    terms to advise, `theirs` about the municipality's to answer.
    """

    requests: int
    unsolicited: int
    urgent: int
    by_stage: Mapping[PolicyStage, int]
    stage: float | None
    days_granted: float | None
    too_short: int
    told_afterwards: int
    days_to_use: float | None
    ours: Punctuality
    theirs: Punctuality
    verdicts: Mapping[Verdict, int]
    share_adopted: Fraction | None
    stopped_days: int


def figures(requests: Iterable[RequestFacts], today: date) -> Figures:
    """Reckon the figures over these requests as they stand `today`."""
    facts = list(requests)
    asked = [one for one in facts if one.asked]
    stages = Counter(one.stage for one in asked)
    verdicts: Counter[Verdict] = Counter()
    for one in facts:
        verdicts.update(one.verdicts or {})
    return Figures(
        requests=len(facts),
        unsolicited=len(facts) - len(asked),
        urgent=sum(one.form is RequestForm.URGENT for one in facts),
        by_stage={stage: stages[stage] for stage in _STAGES},
        stage=fmean(_STAGES.index(one.stage) + 1 for one in asked) if asked else None,
        days_granted=_median(one.days_granted for one in asked),
        too_short=sum(one.too_short for one in asked),
        told_afterwards=sum(one.told_afterwards for one in asked),
        days_to_use=_median(one.days_to_use for one in asked if not one.told_afterwards),
        ours=_punctuality(
            (one.advice for one in facts), (one.days_to_advise for one in asked), today
        ),
        theirs=_punctuality(
            (one.answer for one in facts), (one.days_to_answer for one in facts), today
        ),
        verdicts={verdict: verdicts[verdict] for verdict in Verdict},
        share_adopted=share_adopted(verdicts.elements()),
        stopped_days=sum(one.stopped_days for one in facts),
    )


class Grouping(StrEnum):
    """By what figures are compared."""

    YEAR = "year"
    QUARTER = "quarter"
    DOMAIN = "domain"
    DEPARTMENT = "department"


GROUPING_LABELS = {
    Grouping.YEAR: N_("year"),
    Grouping.QUARTER: N_("quarter"),
    Grouping.DOMAIN: N_("policy domain"),
    Grouping.DEPARTMENT: N_("department"),
}

_KEYS: dict[Grouping, Callable[[RequestFacts], str]] = {
    Grouping.YEAR: lambda one: f"{one.received_on.year}",
    Grouping.QUARTER: lambda one: f"{one.received_on.year}-Q{(one.received_on.month + 2) // 3}",
    Grouping.DOMAIN: lambda one: one.domain,
    Grouping.DEPARTMENT: lambda one: one.department,
}


def group_label(grouping: Grouping, key: str) -> str:
    """Return what a group of `figures_by` is called in the user's language."""
    return (domain_label(key) if grouping is Grouping.DOMAIN else key) or _("not named")


def figures_by(
    requests: Iterable[RequestFacts], grouping: Grouping, today: date
) -> dict[str, Figures]:
    """Reckon the figures for each year, quarter (`2026-Q1`), domain code or department, in order.

    What has no domain or department stands under the empty name, at the end.
    """
    key = _KEYS[grouping]
    groups: dict[str, list[RequestFacts]] = {}
    for one in requests:
        groups.setdefault(key(one), []).append(one)
    return {
        name: figures(groups[name], today)
        for name in sorted(groups, key=lambda name: (not name, name))
    }


def _punctuality(
    terms: Iterable[TermRun | None], days: Iterable[int | None], today: date
) -> Punctuality:
    in_time = late = overdue = still_open = 0
    for term in terms:
        if term is None:
            continue
        if term.met_on is not None:
            in_time += term.met_on <= term.due_on
            late += term.met_on > term.due_on
        elif term.open:
            passed = not term.stopped and term.due_on < today
            overdue += passed
            still_open += not passed
    return Punctuality(
        in_time=in_time, late=late, overdue=overdue, open=still_open, days=_median(days)
    )


def _median(values: Iterable[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None
