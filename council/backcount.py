"""Counting back from a decision: when advice, and the request for it, must be there at the latest.

A date that is counted back moves earlier when it falls on a day off, where a term that runs
forward moves later (art. 1 Algemene termijnenwet). The recesses are those of the council: what
the council itself must do is done before them. Whether the municipality works on then is not
known here; a date of its own in a recess stays, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from council.calendar import ONE_DAY, SATURDAY, WorkCalendar
from council.clocks import reckon
from council.errors import Refused
from council.record import record, replace
from council.terms import Purpose, TermRule, Unit, rule_for, shift
from council.wording import N_, Message, say

MONDAY, TUESDAY = 0, 1


class BackStepKind(StrEnum):
    """A moment on the way to a decision, from the decision back to the request."""

    CITY_COUNCIL = "city_council"
    COMMITTEE = "committee"
    PUBLICATION = "publication"
    REGISTRY = "registry"
    EXECUTIVE = "executive"
    EXECUTIVE_PAPERS = "executive_papers"
    ADVICE = "advice"
    PLENARY = "plenary"
    REQUEST = "request"


BACK_STEP_LABELS = {
    BackStepKind.CITY_COUNCIL: N_("the city council decides"),
    BackStepKind.COMMITTEE: N_("committee of the city council"),
    BackStepKind.PUBLICATION: N_("papers of the committee are published"),
    BackStepKind.REGISTRY: N_("papers are with the registry of the city council"),
    BackStepKind.EXECUTIVE: N_("the municipal executive decides"),
    BackStepKind.EXECUTIVE_PAPERS: N_("papers of the executive are ready"),
    BackStepKind.ADVICE: N_("the advice is with the municipality"),
    BackStepKind.PLENARY: N_("the plenary adopts the advice"),
    BackStepKind.REQUEST: N_("the request is with the council"),
}

_OURS = frozenset({BackStepKind.ADVICE, BackStepKind.PLENARY, BackStepKind.REQUEST})
"""What the council does, or must have; the other steps are the municipality's."""

_SHORTEST_MONTH_LACKS = timedelta(days=3)
"""A month from the 28th to the 31st of January ends on the same day of February."""

_BEFORE = {
    Unit.DAY: (N_("{count} day before {end}: {day}."), N_("{count} days before {end}: {day}.")),
    Unit.WORKDAY: (
        N_("{count} working day before {end}: {day}."),
        N_("{count} working days before {end}: {day}."),
    ),
    Unit.WEEK: (N_("{count} week before {end}: {day}."), N_("{count} weeks before {end}: {day}.")),
    Unit.MONTH: (
        N_("{count} month before {end}: {day}."),
        N_("{count} months before {end}: {day}."),
    ),
}


@record
class Lead:
    """How many days one step comes before the next; `source` says who set that, if anybody."""

    days: int
    source: str = ""


@record
class Practice:
    """How a municipality prepares a decision.

    The numbers are what is usual; no law sets them. `weekday` is the day on which the
    executive meets, Monday 0.
    """

    committee: Lead = Lead(days=14)
    publication: Lead = Lead(days=14)
    registry: Lead = Lead(days=2)
    papers: Lead = Lead(days=6)
    processing: Lead = Lead(days=14)
    weekday: int = TUESDAY
    weekday_source: str = ""

    def __post_init__(self) -> None:
        if not MONDAY <= self.weekday < SATURDAY:
            raise Refused(say("The executive meets on a working day."), field="weekday")


USUAL = Practice()


@record
class BackStep:
    """One date on the way back, how it came about, and where the number in it stands."""

    kind: BackStepKind
    on: date
    explanation: tuple[Message, ...]
    source: str = ""


@record
class BackCount:
    """The steps from a decision back to the request, the decision first."""

    steps: tuple[BackStep, ...]

    def on(self, kind: BackStepKind) -> date | None:
        """Return the date of one step, or None when this decision does not take it."""
        return next((step.on for step in self.steps if step.kind is kind), None)

    @property
    def decided_on(self) -> date:
        """The day of the decision."""
        return self.steps[0].on

    @property
    def request_by(self) -> date:
        """The last day on which a request leaves the council its full term."""
        return self.steps[-1].on

    @property
    def advice_by(self) -> date:
        """The last day on which the municipality can still use the advice."""
        return next(step.on for step in self.steps if step.kind is BackStepKind.ADVICE)

    @property
    def days(self) -> int:
        """Calendar days from the request to the decision."""
        return (self.decided_on - self.request_by).days


def count_back_city_council(
    decided_on: date,
    rule: TermRule,
    calendar: WorkCalendar,
    *,
    practice: Practice = USUAL,
    committees: Iterable[date] = (),
    plenaries: Iterable[date] = (),
) -> BackCount:
    """Count back from a decision of the city council, as on an ordinance.

    `rule` is the council's term to advise. Dates of its `committees` go before counting;
    with `plenaries` the advice is adopted in the last one that is in time.
    """
    back = _Back(calendar, practice)
    back.city_council(decided_on, committees)
    back.council(plenaries)
    return back.request(rule)


def count_back_executive(
    decided_on: date,
    rule: TermRule,
    calendar: WorkCalendar,
    *,
    practice: Practice = USUAL,
    plenaries: Iterable[date] = (),
) -> BackCount:
    """Count back from a decision that the executive takes itself, as on policy rules."""
    back = _Back(calendar, practice)
    back.add(BackStepKind.EXECUTIVE, decided_on, [say("Decision on {day}.", day=decided_on)])
    back.council(plenaries)
    return back.request(rule)


def advice_end(
    decided_on: date,
    calendar: WorkCalendar,
    *,
    by_executive: bool = False,
    practice: Practice = USUAL,
    plenaries: Iterable[date] = (),
) -> date:
    """Return the day on which the term to advise must have ended to serve a decision.

    It is the day from which the count goes back to the request.
    """
    back = _Back(calendar, practice)
    if by_executive:
        back.add(BackStepKind.EXECUTIVE, decided_on, [])
    else:
        back.city_council(decided_on, ())
    back.council(plenaries)
    return back.day


def advice_on_asking(today: date, rules: Iterable[TermRule], calendar: WorkCalendar) -> date | None:
    """Return when the term to advise ends of what is asked on the first working day from `today`.

    What needs advice by then, or later, can be asked in time still. None without a term.
    """
    on = today
    while not calendar.is_working_day(on) or calendar.in_recess(on):
        on += ONE_DAY
    rule = rule_for(rules, Purpose.ADVICE, on)
    if rule is None:
        return None
    return reckon(replace(rule, recess_suspends=True), on, [], calendar).due_on


class _Back:
    """The way back so far; `day` is the date reached."""

    def __init__(self, calendar: WorkCalendar, practice: Practice) -> None:
        self._calendar = calendar
        self._practice = practice
        self._steps: list[BackStep] = []

    @property
    def day(self) -> date:
        return self._steps[-1].on

    def add(self, kind: BackStepKind, on: date, why: list[Message], source: str = "") -> None:
        recess = self._calendar.recess_of(on)
        if recess and kind not in _OURS:
            why = [
                *why,
                say(
                    "{day} is in the recess “{name}” of the council: ask whether the municipality "
                    "works on then.",
                    day=on,
                    name=recess.name,
                ),
            ]
        self._steps.append(BackStep(kind=kind, on=on, explanation=tuple(why), source=source))

    def lead(self, kind: BackStepKind, lead: Lead, *, council: bool = False) -> None:
        """Go back by a lead, and on to a working day; for the `council` also out of recess."""
        counted = self.day - timedelta(days=lead.days)
        why = [_before(Unit.DAY, lead.days, self.day, counted)]
        on = self._earlier(counted, why, council=council)
        self.add(kind, on, why, lead.source)

    def city_council(self, decided_on: date, committees: Iterable[date]) -> None:
        """Go back from a decision of the city council to the executive."""
        why = [say("Decision on {day}.", day=decided_on)]
        self.add(BackStepKind.CITY_COUNCIL, decided_on, why)
        self.committee(committees)
        self.lead(BackStepKind.PUBLICATION, self._practice.publication)
        self.lead(BackStepKind.REGISTRY, self._practice.registry)
        self.executive()

    def committee(self, dates: Iterable[date]) -> None:
        """Take the last committee that leaves its lead; without a list, count the days."""
        lead = self._practice.committee
        limit = self.day - timedelta(days=lead.days)
        known = max((day for day in dates if day <= limit), default=None)
        if known is None:
            self.lead(BackStepKind.COMMITTEE, lead)
            return
        why = [say("The last committee on or before {limit}: {day}.", limit=limit, day=known)]
        self.add(BackStepKind.COMMITTEE, known, why, lead.source)

    def executive(self) -> None:
        """Take the last weekly meeting of the executive; one on a day off is a week earlier."""
        on = self.day
        while on.weekday() != self._practice.weekday or not self._calendar.is_working_day(on):
            on -= ONE_DAY
        why = [
            say(
                "The last weekly meeting of the executive on or before {limit}: {day}.",
                limit=self.day,
                day=on,
            )
        ]
        self.add(BackStepKind.EXECUTIVE, on, why, self._practice.weekday_source)

    def council(self, plenaries: Iterable[date]) -> None:
        """Go back from the executive to the advice and its adoption."""
        self.lead(BackStepKind.EXECUTIVE_PAPERS, self._practice.papers)
        self.lead(BackStepKind.ADVICE, self._practice.processing, council=True)
        self._plenary(plenaries)

    def _plenary(self, plenaries: Iterable[date]) -> None:
        last = max((day for day in plenaries if day < self.day), default=None)
        if last is not None:
            why = [say("The last plenary before {limit}: {day}.", limit=self.day, day=last)]
            self.add(BackStepKind.PLENARY, last, why)

    def request(self, rule: TermRule) -> BackCount:
        """Go back to the request, and return the whole way.

        It is the last day from which the term, without the recesses, ends in time: reckoned as a
        clock reckons it, so that both always agree. After the last day of the rule another holds.
        """
        end, calendar = self.day, self._calendar
        full = replace(rule, recess_suspends=True)
        counted = shift(end, rule.span, calendar, back=True)
        latest = calendar.next_working_day(counted + _SHORTEST_MONTH_LACKS + ONE_DAY)
        on = self._asked_in_time(full, latest, end)
        why = [_before(rule.unit, rule.amount, end, counted)]
        if rule.valid_until and rule.valid_until < on:
            why.append(say("What is received after {day} has another term.", day=rule.valid_until))
            on = self._asked_in_time(full, rule.valid_until, end)
        rests = [
            recess
            for recess in calendar.recesses
            if recess.starts_on <= end and recess.ends_on >= min(on, counted)
        ]
        why += [
            say(
                "The council has its recess “{name}”, {start} to {end}: those days are not counted.",
                name=recess.name,
                start=recess.starts_on,
                end=recess.ends_on,
            )
            for recess in rests
        ]
        if rests and not rule.recess_suspends:
            why.append(
                say(
                    "The term of the ordinance itself runs on in a recess; asked any later, the "
                    "council has less than its full term to work in."
                )
            )
        if on != counted:
            why.append(say("The last working day that leaves the full term: {day}.", day=on))
        self.add(BackStepKind.REQUEST, on, why, rule.article)
        return BackCount(steps=tuple(self._steps))

    def _asked_in_time(self, rule: TermRule, on: date, end: date) -> date:
        """Return the last working day up to `on` from which the term ends in time."""
        calendar = self._calendar
        while (
            not calendar.is_working_day(on)
            or calendar.in_recess(on)
            or reckon(rule, on, [], calendar).due_on > end
        ):
            on -= ONE_DAY
        return on

    def _earlier(self, day: date, why: list[Message], *, council: bool) -> date:
        """Return the last working day up to `day`, for the council outside its recesses."""
        calendar, on = self._calendar, day
        while True:
            recess = calendar.recess_of(on) if council else None
            if recess:
                why.append(
                    say(
                        "{day} is in the recess “{name}” of the council, from {start}.",
                        day=on,
                        name=recess.name,
                        start=recess.starts_on,
                    )
                )
                on = recess.starts_on - ONE_DAY
            elif calendar.is_working_day(on):
                break
            else:
                on -= ONE_DAY
        if on != day:
            why.append(say("Counting back moves to the working day before: {day}.", day=on))
        return on


def _before(unit: Unit, amount: int, end: date, day: date) -> Message:
    return say(_BEFORE[unit][amount != 1], count=amount, end=end, day=day)
