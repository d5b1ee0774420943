"""The end of a term on its way: every move it makes, and the sentence that explains it.

Two decisions. Each move starts from the date that the explanation named last, rolled and
all, so that a reader can follow it with a calendar in hand. And where a recess suspends a
term, a day is skipped once: of the days that a clock stood still, those in a recess are not
added, because the recess already keeps them out of the term.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from council.calendar import ONE_DAY, SATURDAY, DayOff, WorkCalendar
from council.errors import Refused
from council.term_sentences import (
    EXTENDED,
    IN_RECESS,
    IN_RECESS_WORKDAYS,
    KNOWN,
    NOT_TWICE,
    REASON,
    RESUMED,
    SHORTENED,
    TERM,
    counted,
    holiday,
    met_sentence,
    opening,
)
from council.terms import Span, TermRule, Unit, shift
from council.wording import Message, say


class Course:
    """One term from its first day on; each method moves `due` and adds to `steps`."""

    def __init__(self, rule: TermRule, starts_on: date, calendar: WorkCalendar) -> None:
        self._rule = rule
        self._calendar = calendar
        self._first = rule.first_day(starts_on)
        self.steps: list[Message] = [opening(rule, starts_on)]
        self.stopped_on: date | None = None
        self._let_go_on: date | None = None
        self._agreed_on = starts_on
        self.lapsed = False
        self.due = rule.last_day(starts_on, calendar)
        if rule.unit is Unit.WORKDAY:
            self._skipped_holidays(self._first - ONE_DAY, self.due)
        self._say(counted(TERM[rule.unit], rule.amount, first=self._first, due=self.due))
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
                say(
                    "The term ended on {due}: say a day until then from which it stood still, "
                    "or extend it.",
                    due=self.due,
                ),
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
        known = max((min(self._agreed_on, on) - start).days, 0)
        stood = range(known, (on - start).days)
        again = sum(self._recess(start + timedelta(days=n)) is not None for n in stood)
        before, count = self.due, len(stood) - again
        self.due += timedelta(days=count)
        if known:
            self._say(counted(KNOWN, known))
        if again:
            self._say(counted(NOT_TWICE, again))
        self._say(counted(RESUMED, count, start=start, end=on, due=self.due), reason)
        self._skip_recesses(before, Span(amount=count, unit=Unit.DAY))
        self._roll()

    def extend(self, on: date, span: Span, reason: str) -> None:
        """Move the end a span on, whether the clock runs or stands still."""
        before = self.due
        self.due = shift(before, span, self._calendar)
        if span.unit is Unit.WORKDAY:
            self._skipped_holidays(before, self.due)
        self._say(counted(EXTENDED[span.unit], span.amount, on=on, due=self.due), reason)
        self._skip_recesses(before, span)
        self._roll()

    def shorten(self, on: date, span: Span, reason: str, agreed_by: str) -> None:
        """Move the end a span back; not before the first day, nor into the past of `on`."""
        before = self.due
        self.due = shift(before, span, self._calendar, back=True)
        if span.unit is Unit.WORKDAY:
            self._skipped_holidays(self.due, before)
        self._say(counted(SHORTENED[span.unit], span.amount, on=on, due=self.due), reason)
        self._agreed(agreed_by)
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
        self._require_after_stop("by")

    def correct(self, on: date, due: date, reason: str, agreed_by: str) -> None:
        """Set the end outright; what is set by hand does not roll."""
        if due < self._first:
            raise Refused(
                say("The term cannot end on {due}: it begins on {day}.", due=due, day=self._first),
                field="due",
            )
        self.due = due
        self._require_after_stop("due")
        self._say(say("Corrected on {on}: {due}.", on=on, due=due), reason)
        self._agreed(agreed_by)

    def agree(self, on: date, due: date | None, who: str) -> None:
        """End the term on an earlier day that somebody agreed to; None lets the rule hold again.

        The days that the clock stood still before `on` were known then and are not added to it.
        """
        if due is None:
            self._say(say("On {on} the earlier date was let go.", on=on))
            return
        self.due, self._agreed_on = due, on
        self._require_after_stop("asked_by")
        self._say(say("{who} agreed to an earlier date: {due}.", who=who, due=due))

    def lapse(self, on: date, reason: str) -> None:
        """Let go of the term: nobody waits for it any more."""
        self.lapsed = True
        if self.stopped_on is None and on <= self.due:
            self.stopped_on = self._let_go_on = on
        self._say(say("Lapsed on {on}.", on=on), reason)

    def reopen(self, on: date, reason: str) -> None:
        """Take the term up again, with the days that were left when it lapsed."""
        self.lapsed, self._let_go_on = False, None
        self._say(say("Taken up again on {on}.", on=on), reason)
        if self.stopped_on:
            self.resume(on, "")

    def mark(self) -> tuple[date, date | None, date, int]:
        """Return where the term is now, to go back to."""
        return self.due, self.stopped_on, self._agreed_on, len(self.steps)

    def pass_over(self, on: date, mark: tuple[date, date | None, date, int]) -> None:
        """Go back to before what was done on a day, which the term has no room for any more."""
        self.due, self.stopped_on, self._agreed_on, told = mark
        del self.steps[told:]
        self._say(
            say(
                "What was done on {on} counts no more: the term as it is now has no room for it.",
                on=on,
            )
        )

    def again(self, sentence: str, on: date, before: date, what: str) -> None:
        """Say that the whole was reckoned again on a day, and what the end was until then."""
        self._say(say(sentence, on=on, before=before, what=what))

    def conclude(self, met_on: date | None) -> None:
        """Close with the end of the term, and that it will move where the clock stands still.

        What was met while it stood still moves no more.
        """
        stopped_on = None if self._let_go_on else self.stopped_on
        if stopped_on and met_on and met_on >= stopped_on:
            self._say(
                say(
                    "Met on {met}, in time: the clock had stood still since {day}.",
                    met=met_on,
                    day=stopped_on,
                )
            )
            return
        if not self.lapsed:
            self._close(met_on)
        if met_on:
            self._say(met_sentence(met_on, self.due))

    def _close(self, met_on: date | None) -> None:
        if self.stopped_on and met_on is None:
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

    def _agreed(self, who: str) -> None:
        if who:
            self._say(say("Agreed by {who}.", who=who))

    def _require_after_stop(self, field: str) -> None:
        """Refuse an end before the day from which the clock stands still: it would never move on.

        Resumed first, the days that it stood still are in the term, and the new end counts.
        """
        if self.stopped_on and self.due < self.stopped_on:
            raise Refused(
                say(
                    "The clock has stood still since {day}; the term cannot end before that, on "
                    "{due}. Resume it first.",
                    day=self.stopped_on,
                    due=self.due,
                ),
                field=field,
            )

    def _say(self, step: Message, reason: str = "") -> None:
        self.steps.append(step)
        if reason := reason.strip().rstrip("."):
            self.steps.append(say(REASON, reason=reason))

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
            counts = not workdays or self._calendar.is_working_day(day)
            if recess := self._calendar.recess_of(day):
                crossed[recess] = crossed.get(recess, 0) + counts
            else:
                left -= counts
        for recess, count in crossed.items():
            self._say(
                counted(
                    IN_RECESS_WORKDAYS if workdays else IN_RECESS,
                    count,
                    name=recess.name,
                    start=recess.starts_on,
                    end=recess.ends_on,
                )
            )
        if day != self.due:
            if workdays:
                self._skipped_holidays(min(self.due, day), max(self.due, day))
            self.due = day
            self._say(say("The term therefore ends on {due}.", due=day))

    def _skipped_holidays(self, after: date, until: date) -> None:
        """Name the holidays that counting working days passed over, those in a weekend apart."""
        day = after
        while day < until:
            day += ONE_DAY
            off = self._calendar.holiday_of(day)
            if off and day.weekday() < SATURDAY:
                self._say(holiday(day, off))

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
        worked = (day for day in days if self._day_off(day) is None)
        if next(islice(worked, 1, None), None) is not None:
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
        if off := self._calendar.holiday_of(day):
            return holiday(day, off), day
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
