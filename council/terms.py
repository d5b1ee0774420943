"""How long a term is, whose it is and under which article: the rules that clocks follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from council.calendar import ONE_DAY, WorkCalendar
from council.record import record
from council.wording import N_, _, plural


class Unit(StrEnum):
    """In what a term is counted."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    MONTH = "month"


UNIT_LABELS = {
    Unit.DAY: N_("days"),
    Unit.WORKDAY: N_("working days"),
    Unit.WEEK: N_("weeks"),
    Unit.MONTH: N_("months"),
}

_AMOUNTS = {
    Unit.DAY: (N_("{count} day"), N_("{count} days")),
    Unit.WORKDAY: (N_("{count} working day"), N_("{count} working days")),
    Unit.WEEK: (N_("{count} week"), N_("{count} weeks")),
    Unit.MONTH: (N_("{count} month"), N_("{count} months")),
}


class Purpose(StrEnum):
    """What must have happened when the term ends."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ADVICE = "advice"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"


PURPOSE_LABELS = {
    Purpose.ACKNOWLEDGEMENT: N_("acknowledgement"),
    Purpose.ADVICE: N_("advice"),
    Purpose.ANSWER: N_("answer"),
    Purpose.FOLLOW_UP: N_("follow-up"),
}


SOON = 7
"""Calendar days before its end from which a term counts as ending."""


class Owner(StrEnum):
    """Who must act before the term ends; the executive stands for whichever body is advised."""

    COUNCIL = "council"
    EXECUTIVE = "executive"


class AdvisedBody(StrEnum):
    """Which body asks for an advice, gets it and answers it."""

    EXECUTIVE = "executive"
    CITY_COUNCIL = "city_council"
    JOINT_BOARD = "joint_board"


BODY_LABELS = {
    AdvisedBody.EXECUTIVE: N_("executive"),
    AdvisedBody.CITY_COUNCIL: N_("city council"),
    AdvisedBody.JOINT_BOARD: N_("joint board"),
}

_BODY_NAMES = {
    AdvisedBody.EXECUTIVE: N_("the municipal executive"),
    AdvisedBody.CITY_COUNCIL: N_("the city council"),
    AdvisedBody.JOINT_BOARD: N_("the board of the joint authority"),
}

_OWNERS = {
    Purpose.ACKNOWLEDGEMENT: Owner.COUNCIL,
    Purpose.ADVICE: Owner.COUNCIL,
    Purpose.ANSWER: Owner.EXECUTIVE,
    Purpose.FOLLOW_UP: Owner.EXECUTIVE,
}


def body_name(body: AdvisedBody) -> str:
    """Return what a sentence in the user's language calls an advised body."""
    return _(_BODY_NAMES[body])


def owner_label(owner: Owner, body: AdvisedBody) -> str:
    """Return who must act before a term ends, where `body` is advised, in the user's language."""
    return _("the council") if owner is Owner.COUNCIL else body_name(body)


def owner_of(purpose: Purpose) -> Owner:
    """Return who must act for a term of this purpose."""
    return _OWNERS[purpose]


@record
class Span:
    """A length of time as people agree on it, such as two weeks."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        one, many = _AMOUNTS[self.unit]
        return plural(one, many, self.amount)


# Art. 4 under a Algemene termijnenwet; a term in working days cannot end on a day off.
_LONGEST = {Unit.DAY: 90, Unit.WEEK: 12, Unit.MONTH: 3}
_SHORT = 3


@record
class TermRule:
    """What an ordinance says about one kind of term, from one day to another.

    `rolls` means that the Algemene termijnenwet applies to it (Gemeentewet art. 145);
    `recess_suspends` that days in a recess do not count; `first_day_counts` that the day
    of receipt is itself the first day of the term.
    """

    id: int
    council_id: int
    purpose: Purpose
    urgent: bool = False
    amount: int
    unit: Unit
    first_day_counts: bool = False
    rolls: bool = True
    recess_suspends: bool = False
    article: str = ""
    valid_from: date
    valid_until: date | None = None

    @property
    def span(self) -> Span:
        """The length of the term."""
        return Span(amount=self.amount, unit=self.unit)

    @property
    def too_long_for_the_law(self) -> bool:
        """Whether art. 4 Algemene termijnenwet takes this term out: over 90 days or alike."""
        return self.amount > _LONGEST.get(self.unit, self.amount)

    @property
    def needs_two_working_days(self) -> bool:
        """Whether art. 2 Algemene termijnenwet asks for two working days in this term."""
        short = self.unit is Unit.DAY and self.amount < _SHORT
        return self.rolls and not (short or self.too_long_for_the_law or self.unit is Unit.WORKDAY)

    def in_force(self, day: date) -> bool:
        """Tell whether the rule applies to what is received on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def first_day(self, starts_on: date) -> date:
        """Return the first day that counts."""
        return starts_on if self.first_day_counts else starts_on + ONE_DAY

    def last_day(self, starts_on: date, calendar: WorkCalendar) -> date:
        """Return the last day of the term as it is counted, before law or recess move it.

        Six weeks from Monday the 5th end on a Monday. A month ends on the day with the same
        number, or on the last day of a month that lacks it.
        """
        if not self.first_day_counts:
            return shift(starts_on, self.span, calendar)
        if self.unit is not Unit.MONTH:
            return shift(starts_on - ONE_DAY, self.span, calendar)
        same = shift(starts_on, self.span, calendar)
        return same - ONE_DAY if same.day == starts_on.day else same


def rule_for(
    rules: Iterable[TermRule], purpose: Purpose, received_on: date, *, urgent: bool = False
) -> TermRule | None:
    """Return the rule in force on the day of receipt; of several, the latest made.

    Without a rule of its own, what is urgent follows the ordinary one.
    """
    fitting = [
        rule
        for rule in rules
        if rule.purpose is purpose and rule.in_force(received_on) and rule.urgent <= urgent
    ]
    return max(fitting, key=lambda rule: (rule.urgent, rule.valid_from, rule.id), default=None)


def shift(day: date, span: Span, calendar: WorkCalendar, *, back: bool = False) -> date:
    """Return the day that lies a span after `day`, or before it when `back`."""
    amount = -span.amount if back else span.amount
    match span.unit:
        case Unit.DAY:
            return day + timedelta(days=amount)
        case Unit.WEEK:
            return day + timedelta(weeks=amount)
        case Unit.WORKDAY:
            return calendar.add_working_days(day, amount)
        case Unit.MONTH:
            return add_months(day, amount)


_DECEMBER = 11  # counted from 0


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, clipped to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 31 if month == _DECEMBER else (date(year, month + 2, 1) - ONE_DAY).day
    return date(year, month + 1, min(day.day, last))
