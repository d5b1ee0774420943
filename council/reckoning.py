"""The end of a term on its way: every move it makes, and the sentence that explains it.

Two decisions. Each move starts from the date that the explanation named last, rolled and
all, so that a reader can follow it with a calendar in hand. And where a recess suspends a
term, a day is skipped once: of the days that a clock stood still, those in a recess are not
added, because the recess already keeps them out of the term.
"""

from __future__ import annotations

from datetime import date, timedelta

from council.calendar import ONE_DAY, DayOff, WorkCalendar
from council.errors import Refused
from council.terms import Span, TermRule, Unit, shift
from council.wording import N_, Message, Value, say

_TERM = {
    Unit.DAY: (N_("{count} day from {first}: {due}."), N_("{count} days from {first}: {due}.")),
    Unit.WORKDAY: (
        N_("{count} working day from {first}: {due}."),
        N_("{count} working days from {first}: {due}."),
    ),
    Unit.WEEK: (N_("{count} week from {first}: {due}."), N_("{count} weeks from {first}: {due}.")),
    Unit.MONTH: (
        N_("{count} month from {first}: {due}."),
        N_("{count} months from {first}: {due}."),
    ),
}
_EXTENDED = {
    Unit.DAY: (
        N_("Extended by {count} day on {on}: {due}."),
        N_("Extended by {count} days on {on}: {due}."),
    ),
    Unit.WORKDAY: (
        N_("Extended by {count} working day on {on}: {due}."),
        N_("Extended by {count} working days on {on}: {due}."),
    ),
    Unit.WEEK: (
        N_("Extended by {count} week on {on}: {due}."),
        N_("Extended by {count} weeks on {on}: {due}."),
    ),
    Unit.MONTH: (
        N_("Extended by {count} month on {on}: {due}."),
        N_("Extended by {count} months on {on}: {due}."),
    ),
}
_SHORTENED = {
    Unit.DAY: (
        N_("Shortened by {count} day on {on}: {due}."),
        N_("Shortened by {count} days on {on}: {due}."),
    ),
    Unit.WORKDAY: (
        N_("Shortened by {count} working day on {on}: {due}."),
        N_("Shortened by {count} working days on {on}: {due}."),
    ),
    Unit.WEEK: (
        N_("Shortened by {count} week on {on}: {due}."),
        N_("Shortened by {count} weeks on {on}: {due}."),
    ),
    Unit.MONTH: (
        N_("Shortened by {count} month on {on}: {due}."),
        N_("Shortened by {count} months on {on}: {due}."),
    ),
}
_RESUMED = (
    N_("Resumed on {end}; 1 day from {start} is added: {due}."),
    N_("Resumed on {end}; {count} days from {start} are added: {due}."),
)
_IN_RECESS = (
    N_("The recess “{name}”, {start} to {end}, suspends the term for 1 day."),
    N_("The recess “{name}”, {start} to {end}, suspends the term for {count} days."),
)
_NOT_TWICE = (
    N_("Of the stopped days 1 lies in a recess and is not counted twice."),
    N_("Of the stopped days {count} lie in a recess and are not counted twice."),
)
# One sentence for each holiday by law: a name kept as a value would keep its language.
_HOLIDAYS = {
    "New Year's Day": N_("{day} is New Year's Day."),
    "Good Friday": N_("{day} is Good Friday."),
    "Easter Monday": N_("{day} is Easter Monday."),
    "King's Day": N_("{day} is King's Day."),
    "Liberation Day": N_("{day} is Liberation Day."),
    "Ascension Day": N_("{day} is Ascension Day."),
    "Whit Monday": N_("{day} is Whit Monday."),
    "Christmas Day": N_("{day} is Christmas Day."),
    "Boxing Day": N_("{day} is Boxing Day."),
}


def _count(forms: tuple[str, str], count: int, **values: Value) -> Message:
    return say(forms[count != 1], count=count, **values)


class Course:
    """One term from its first day on; each method moves `due` and adds to `steps`."""

    def __init__(self, rule: TermRule, starts_on: date, calendar: WorkCalendar) -> None:
        self._rule = rule
        self._calendar = calendar
        self._first = rule.first_day(starts_on)
        self.steps: list[Message] = [_opening(rule, starts_on)]
        self.stopped_on: date | None = None
        self.due = rule.last_day(starts_on, calendar)
        self._say(_count(_TERM[rule.unit], rule.amount, first=self._first, due=self.due))
        self._skip_recesses(self._first - ONE_DAY, rule.span)
        self._roll()
        self._hold_two_working_days()

    def stop(self, on: date, reason: str) -> None:
        """Let the clock stand still from `on`: days from then do not count."""
        if self.stopped_on:
            raise Refused(
                say("The clock has already stood still since {day}.", day=self.stopped_on),
                field="on",
            )
        if on > self.due:
            raise Refused(
                say("The term ended on {due}: extend it instead of stopping it.", due=self.due),
                field="on",
            )
        self.stopped_on = on
        self._say(say("Stopped on {on}.", on=on), reason)

    def resume(self, on: date, reason: str) -> None:
        """Let the clock run again from `on`: the end moves by the days it stood still."""
        start = self.stopped_on
        if start is None:
            raise Refused(say("The clock is running: there is nothing to resume."), field="on")
        if on < start:
            raise Refused(
                say("The clock stopped on {day} and cannot resume before that.", day=start),
                field="on",
            )
        self.stopped_on = None
        stood = (on - start).days
        again = sum(self._recess(start + timedelta(days=n)) is not None for n in range(stood))
        before, count = self.due, stood - again
        self.due += timedelta(days=count)
        if again:
            self._say(_count(_NOT_TWICE, again))
        self._say(_count(_RESUMED, count, start=start, end=on, due=self.due), reason)
        self._skip_recesses(before, Span(amount=count, unit=Unit.DAY))
        self._roll()

    def extend(self, on: date, span: Span, reason: str) -> None:
        """Move the end a span on, whether the clock runs or stands still."""
        before = self.due
        self.due = shift(before, span, self._calendar)
        self._say(_count(_EXTENDED[span.unit], span.amount, on=on, due=self.due), reason)
        self._skip_recesses(before, span)
        self._roll()

    def shorten(self, on: date, span: Span, reason: str) -> None:
        """Move the end a span back; not before the first day, nor into the past of `on`."""
        before = self.due
        self.due = shift(before, span, self._calendar, back=True)
        self._say(_count(_SHORTENED[span.unit], span.amount, on=on, due=self.due), reason)
        self._skip_recesses(before, span, back=True)
        self._roll()
        if self.due < max(self._first, on):
            raise Refused(
                say(
                    "Shortened that much the term would end on {due}, before {day}.",
                    due=self.due,
                    day=max(self._first, on),
                ),
                field="by",
            )

    def correct(self, on: date, due: date, reason: str) -> None:
        """Set the end outright; what is set by hand does not roll."""
        if due < self._first:
            raise Refused(
                say("The term cannot end on {due}: it begins on {day}.", due=due, day=self._first),
                field="due",
            )
        self.due = due
        self._say(say("Corrected on {on}: {due}.", on=on, due=due), reason)

    def conclude(self) -> None:
        """Close with the end of the term, and that it will move where the clock stands still."""
        if self.stopped_on:
            self._say(
                say(
                    "The clock has stood still since {day}; the term, now until {due}, "
                    "moves on when it resumes.",
                    day=self.stopped_on,
                    due=self.due,
                )
            )
        elif self.steps[-1].values.get("due") != self.due:
            self._say(say("The term ends on {due}.", due=self.due))

    def _say(self, step: Message, reason: str = "") -> None:
        self.steps.append(step)
        if reason := reason.strip().rstrip("."):
            self.steps.append(say("Reason: {reason}.", reason=reason))

    def _recess(self, day: date) -> DayOff | None:
        return self._calendar.recess_of(day) if self._rule.recess_suspends else None

    def _skip_recesses(self, start: date, span: Span, *, back: bool = False) -> None:
        """Walk from `start` to `due` again, without counting days in a recess.

        A walk that is lengthened by one recess may run into the next.
        """
        if not self._rule.recess_suspends:
            return
        workdays = span.unit is Unit.WORKDAY
        left = span.amount if workdays else abs((self.due - start).days)
        step, day = -ONE_DAY if back else ONE_DAY, start
        crossed: dict[DayOff, int] = {}
        while left:
            day += step
            if recess := self._calendar.recess_of(day):
                crossed[recess] = crossed.get(recess, 0) + 1
            elif not workdays or self._calendar.is_working_day(day):
                left -= 1
        for recess, count in crossed.items():
            self._say(
                _count(
                    _IN_RECESS,
                    count,
                    name=recess.name,
                    start=recess.starts_on,
                    end=recess.ends_on,
                )
            )
        if crossed:
            self.due = day
            self._say(say("The term therefore ends on {due}.", due=day))

    def _roll(self) -> None:
        """Art. 1 Algemene termijnenwet: no term ends on a day off; over three months it may."""
        if not self._rule.rolls or self._day_off(self.due) is None:
            return
        if self._rule.too_long_for_the_law:
            self._say(
                say(
                    "{due} is a day off, but a term this long does not run on "
                    "(art. 4 Algemene termijnenwet).",
                    due=self.due,
                )
            )
            return
        self._leave_days_off()
        self._say(say("The term runs on to {due} (art. 1 Algemene termijnenwet).", due=self.due))

    def _leave_days_off(self) -> None:
        while off := self._day_off(self.due):
            reason, last = off
            self._say(reason)
            self.due = last + ONE_DAY

    def _hold_two_working_days(self) -> None:
        """Art. 2 Algemene termijnenwet: three days or more hold at least two working days."""
        if not self._rule.needs_two_working_days:
            return
        length = (self.due - self._first).days
        days = (self._first + timedelta(days=n) for n in range(length + 1))
        if sum(self._day_off(day) is None for day in days) >= 2:
            return
        self.due += ONE_DAY
        self._leave_days_off()
        self._say(
            say(
                "The term holds at least two working days (art. 2 Algemene termijnenwet): {due}.",
                due=self.due,
            )
        )

    def _day_off(self, day: date) -> tuple[Message, date] | None:
        """Return why a term does not end on `day`, with the last day of that; None if it may."""
        if holiday := self._calendar.holiday_of(day):
            if known := _HOLIDAYS.get(holiday.name):
                return say(known, day=day), day
            return say("{day} is equated with a holiday: {name}.", day=day, name=holiday.name), day
        if not self._calendar.is_working_day(day):
            return say("{day} is in the weekend.", day=day), day
        if recess := self._recess(day):
            return (
                say(
                    "{day} is in the recess “{name}”, until {end}.",
                    day=day,
                    name=recess.name,
                    end=recess.ends_on,
                ),
                recess.ends_on,
            )
        return None


def _opening(rule: TermRule, starts_on: date) -> Message:
    if rule.article and rule.first_day_counts:
        return say(
            "By {article} the term begins on {start} itself.",
            article=rule.article,
            start=starts_on,
        )
    if rule.article:
        return say(
            "By {article} the term begins the day after {start}.",
            article=rule.article,
            start=starts_on,
        )
    if rule.first_day_counts:
        return say("The term begins on {start} itself.", start=starts_on)
    return say("The term begins the day after {start}.", start=starts_on)
