"""Figures over advice requests: how early the council was asked, who kept their terms, with
what result.

Records in, figures out. Own initiatives count as advice but say nothing about how early the
municipality asks. A median is used for days, because one forgotten file would spoil a mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import fmean, median

from council.advice import Verdict, share_adopted
from council.clocks import ClockEvent, ClockEventKind
from council.councils import domain_label
from council.record import record
from council.request_facts import told_afterwards
from council.requests import PolicyStage, RequestForm
from council.text import folded
from council.wording import N_, _

_STAGES = tuple(PolicyStage)


@record
class TermRun:
    """How one term went: its end by the rule, its end in fact, and the day it was met.

    `rule_due_on` is where the rule would have put the end that somebody moved, None where nobody
    did. `lapsed_on` is the day on which it was let go unmet; a term neither met nor let go is open.
    `stopped` tells that it stands still, or did when it was met or lapsed.
    """

    original_due_on: date
    due_on: date
    rule_due_on: date | None = None
    met_on: date | None = None
    lapsed_on: date | None = None
    stopped: bool = False

    @property
    def days_moved(self) -> int:
        """Calendar days by which somebody moved its end, negative for less time."""
        return (self.due_on - (self.rule_due_on or self.due_on)).days

    def passed(self, today: date) -> bool:
        """Tell whether its end has passed, which it cannot while it stands still."""
        return not self.stopped and self.due_on < today


@record
class RequestFacts:
    """What the figures need to know of one request.

    `domain` is the primary one. `sent` holds the day on which each advice on it was sent and the
    day on which that was first answered, None without an answer; `answers` the terms to answer
    them. `asked_agreed` tells that somebody agreed to the date asked for. `too_short` means that
    less was granted than the ordinance gives, with nobody's consent; `bypassed` that nothing was
    submitted, and the council took it up by itself. `stopped_days` is how long its clocks stood
    still by law; `verdicts` counts what became of its recommendations.
    """

    ref: str
    title: str
    form: RequestForm
    stage: PolicyStage
    received_on: date
    domain: str = ""
    department: str = ""
    asked_by: date | None = None
    asked_agreed: bool = False
    decision_on: date | None = None
    too_short: bool = False
    bypassed: bool = False
    sent: tuple[tuple[date, date | None], ...] = ()
    advice: TermRun | None = None
    answers: tuple[TermRun, ...] = ()
    stopped_days: int = 0
    verdicts: Mapping[Verdict, int] | None = None

    @property
    def asked(self) -> bool:
        """Whether the municipality asked, rather than the council beginning itself."""
        return self.form is not RequestForm.UNSOLICITED and not self.bypassed

    @property
    def days_granted(self) -> int | None:
        """Calendar days the council got to advise, those that its term stood still apart.

        By the rule, with what was done to the term; until the date asked for where that is earlier
        and nobody agreed to it. One that was agreed is the end of the term itself.
        """
        if not self.asked:
            return None
        wanted = (self.asked_by - self.received_on).days if self.asked_by else None
        if self.advice is None:
            return wanted
        days = (self.advice.original_due_on - self.received_on).days + self.advice.days_moved
        return days if wanted is None or self.asked_agreed else min(wanted, days)

    @property
    def issued_on(self) -> date | None:
        """The day the first advice was sent."""
        return min((issued_on for issued_on, _answered_on in self.sent), default=None)

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
    def days_to_answer(self) -> tuple[int, ...]:
        """Calendar days from sending each advice that was answered until the answer came."""
        return tuple(
            (answered_on - issued_on).days
            for issued_on, answered_on in self.sent
            if answered_on is not None
        )


@record
class Punctuality:
    """How a party kept its terms. `overdue` has passed and nothing came; `open` is not due yet.

    `unanswered` has passed as well, and was closed with nothing to wait for any more.
    `days` is the median number of calendar days taken, None when nothing was finished.
    """

    in_time: int
    late: int
    overdue: int
    unanswered: int
    open: int
    days: float | None

    @property
    def share_in_time(self) -> Fraction | None:
        """Which part of the terms that ended was kept; None when none has ended."""
        ended = self.in_time + self.late + self.overdue + self.unanswered
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
        urgent=sum(one.form is RequestForm.URGENT for one in asked),
        by_stage={stage: stages[stage] for stage in _STAGES},
        stage=fmean(_STAGES.index(one.stage) + 1 for one in asked) if asked else None,
        days_granted=_median(one.days_granted for one in asked),
        too_short=sum(one.too_short for one in asked),
        told_afterwards=sum(one.told_afterwards for one in asked),
        days_to_use=_median(one.days_to_use for one in asked if not one.told_afterwards),
        ours=_punctuality(
            [one.advice for one in facts if one.advice],
            (one.days_to_advise for one in asked),
            today,
        ),
        theirs=_punctuality(
            [term for one in facts for term in one.answers],
            (days for one in facts for days in one.days_to_answer),
            today,
            closing_is_silence=True,
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


def _quarter(day: date) -> int:
    """Return the number of a quarter, counted on from the first of the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _quarter_name(number: int) -> str:
    return f"{number // 4}-Q{number % 4 + 1}"


_PERIODS: dict[Grouping, Callable[[date, date], Iterable[str]]] = {
    Grouping.YEAR: lambda first, last: map(str, range(first.year, last.year + 1)),
    Grouping.QUARTER: lambda first, last: map(
        _quarter_name, range(_quarter(first), _quarter(last) + 1)
    ),
}

_KEYS: dict[Grouping, Callable[[RequestFacts], str]] = {
    Grouping.YEAR: lambda one: f"{one.received_on.year}",
    Grouping.QUARTER: lambda one: _quarter_name(_quarter(one.received_on)),
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

    A year or quarter in between in which nothing came has its place. What has no domain or
    department stands under the empty name, at the end. One department goes by the name that was
    written first, whatever its capitals and blanks.
    """
    key = _KEYS[grouping]
    facts = list(requests)
    groups: dict[str, list[RequestFacts]] = {}
    if facts and grouping in _PERIODS:
        days = [one.received_on for one in facts]
        groups = {name: [] for name in _PERIODS[grouping](min(days), max(days))}
    written: dict[str, str] = {}
    for one in facts:
        name = key(one)
        name = written.setdefault("".join(folded(name).split()), name)
        groups.setdefault(name, []).append(one)
    return {
        name: figures(groups[name], today)
        for name in sorted(groups, key=lambda name: (not name, name))
    }


def _punctuality(
    terms: Iterable[TermRun],
    days: Iterable[int | None],
    today: date,
    *,
    closing_is_silence: bool = False,
) -> Punctuality:
    """Count how terms were kept.

    A term that had passed when it was let go stays broken with `closing_is_silence`: who closes the
    request then only stops waiting. Otherwise what lapsed was owed no more, and does not count.
    """
    in_time = late = overdue = unanswered = still_open = 0
    for term in terms:
        if term.met_on is not None:
            came_late = term.passed(term.met_on)
            in_time += not came_late
            late += came_late
        elif term.lapsed_on is not None:
            unanswered += closing_is_silence and term.passed(term.lapsed_on)
        else:
            passed = term.passed(today)
            overdue += passed
            still_open += not passed
    return Punctuality(
        in_time=in_time,
        late=late,
        overdue=overdue,
        unanswered=unanswered,
        open=still_open,
        days=_median(days),
    )


def stopped_days(clocks: Iterable[tuple[Iterable[ClockEvent], date]]) -> int:
    """Return on how many calendar days any of these clocks of a request stood still.

    With each go its events in order, and the day up to which it counts. Two that stood still on
    one day did so for one reason: that day counts once.
    """
    days: set[date] = set()
    for events, until in clocks:
        start = None
        for event in events:
            if event.kind is ClockEventKind.STOP:
                start = event.on
            elif event.kind is ClockEventKind.RESUME and start:
                days.update(_days_between(start, event.on))
                start = None
        if start:
            days.update(_days_between(start, until))
    return len(days)


def _days_between(first: date, until: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((until - first).days))


def _median(values: Iterable[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None
