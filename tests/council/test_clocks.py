from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from council.calendar import DayOff, DayOffKind, WorkCalendar
from council.clocks import (
    Clock,
    ClockEvent,
    ClockEventKind,
    ClockState,
    Reckoning,
    explain,
    reckon,
    require_met,
    require_reason,
)
from council.errors import Refused
from council.record import replace
from council.terms import Owner, Purpose, TermRule, Unit, owner_of, rule_for
from council.wording import Message, say, steps_from_json, steps_to_json

SUMMER = DayOff(
    starts_on=date(2026, 7, 18),
    ends_on=date(2026, 8, 30),
    kind=DayOffKind.RECESS,
    name="zomerreces",
)
AUTUMN = DayOff(
    starts_on=date(2026, 10, 17),
    ends_on=date(2026, 10, 25),
    kind=DayOffKind.RECESS,
    name="herfstreces",
)
CALENDAR = WorkCalendar([AUTUMN, SUMMER])


def rule(
    amount: int = 6,
    unit: Unit = Unit.WEEK,
    *,
    first_day_counts: bool = False,
    rolls: bool = True,
    recess_suspends: bool = False,
    article: str = "art. 5 lid 2",
) -> TermRule:
    return TermRule(
        id=1,
        council_id=1,
        purpose=Purpose.ADVICE,
        amount=amount,
        unit=unit,
        first_day_counts=first_day_counts,
        rolls=rolls,
        recess_suspends=recess_suspends,
        article=article,
        valid_from=date(2015, 1, 1),
    )


def stop(on: date, reason: str = "") -> ClockEvent:
    return ClockEvent(kind=ClockEventKind.STOP, on=on, reason=reason)


def resume(on: date) -> ClockEvent:
    return ClockEvent(kind=ClockEventKind.RESUME, on=on)


def extend(on: date, amount: int, unit: Unit, reason: str = "") -> ClockEvent:
    return ClockEvent(kind=ClockEventKind.EXTEND, on=on, amount=amount, unit=unit, reason=reason)


def shorten(on: date, amount: int, unit: Unit, agreed_by: str = "") -> ClockEvent:
    return ClockEvent(
        kind=ClockEventKind.SHORTEN, on=on, amount=amount, unit=unit, agreed_by=agreed_by
    )


def correct(on: date, due_on: date | None, agreed_by: str = "") -> ClockEvent:
    return ClockEvent(kind=ClockEventKind.CORRECT, on=on, due_on=due_on, agreed_by=agreed_by)


def due(term: TermRule, starts_on: date, *events: ClockEvent) -> date:
    return reckon(term, starts_on, events, CALENDAR).due_on


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2026, 1, 5), date(2026, 2, 16)),
        (date(2026, 3, 24), date(2026, 5, 6)),
        (date(2027, 3, 25), date(2027, 5, 10)),
        (date(2026, 11, 14), date(2026, 12, 28)),
        (date(2026, 2, 20), date(2026, 4, 7)),
    ],
)
def test_six_weeks_end_on_the_same_weekday_or_the_next_working_day(
    received: date, expected: date
) -> None:
    assert due(rule(), received) == expected


@pytest.mark.parametrize(
    ("term", "received", "expected"),
    [
        (rule(10, Unit.DAY), date(2026, 1, 5), date(2026, 1, 15)),
        (rule(10, Unit.DAY, first_day_counts=True), date(2026, 1, 5), date(2026, 1, 14)),
        (rule(1, Unit.WEEK, first_day_counts=True), date(2026, 1, 6), date(2026, 1, 12)),
        (rule(1, Unit.MONTH, rolls=False), date(2026, 1, 31), date(2026, 2, 28)),
        (rule(1, Unit.MONTH), date(2026, 1, 31), date(2026, 3, 2)),
        (rule(1, Unit.MONTH), date(2028, 1, 31), date(2028, 2, 29)),
        (rule(3, Unit.MONTH), date(2026, 9, 25), date(2026, 12, 28)),
        (rule(1, Unit.MONTH, first_day_counts=True), date(2026, 3, 1), date(2026, 3, 31)),
        (
            rule(1, Unit.MONTH, first_day_counts=True, rolls=False),
            date(2026, 1, 31),
            date(2026, 2, 28),
        ),
        (rule(3, Unit.WORKDAY), date(2026, 4, 2), date(2026, 4, 9)),
        (rule(3, Unit.WORKDAY, first_day_counts=True), date(2026, 4, 2), date(2026, 4, 8)),
        (rule(1, Unit.WORKDAY), date(2026, 1, 9), date(2026, 1, 12)),
    ],
)
def test_each_unit_is_counted_its_own_way(term: TermRule, received: date, expected: date) -> None:
    assert due(term, received) == expected


def test_a_rule_outside_the_law_may_end_on_a_holiday() -> None:
    assert due(rule(rolls=False), date(2026, 3, 24)) == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("days", "received", "expected"),
    [
        (3, date(2026, 1, 8), date(2026, 1, 12)),
        (3, date(2026, 1, 9), date(2026, 1, 13)),
        (3, date(2026, 4, 2), date(2026, 4, 8)),
        (2, date(2026, 1, 9), date(2026, 1, 12)),
    ],
)
def test_a_term_of_three_days_holds_two_working_days(
    days: int, received: date, expected: date
) -> None:
    assert due(rule(days, Unit.DAY), received) == expected


@pytest.mark.parametrize(
    ("term", "received", "expected"),
    [
        (rule(12, Unit.WEEK), date(2026, 1, 11), date(2026, 4, 7)),
        (rule(13, Unit.WEEK), date(2026, 1, 4), date(2026, 4, 5)),
        (rule(90, Unit.DAY), date(2026, 1, 5), date(2026, 4, 7)),
        (rule(91, Unit.DAY), date(2026, 1, 4), date(2026, 4, 5)),
        (rule(4, Unit.MONTH), date(2026, 8, 25), date(2026, 12, 25)),
    ],
)
def test_a_term_of_more_than_three_months_does_not_roll(
    term: TermRule, received: date, expected: date
) -> None:
    assert due(term, received) == expected


@pytest.mark.parametrize(
    ("term", "received", "expected"),
    [
        (rule(recess_suspends=True), date(2026, 6, 1), date(2026, 7, 13)),
        (rule(recess_suspends=True), date(2026, 6, 22), date(2026, 9, 16)),
        (rule(recess_suspends=False), date(2026, 6, 22), date(2026, 8, 3)),
        # Six weeks would end on 26 August; 44 days more end on 9 October.
        (rule(recess_suspends=True), date(2026, 7, 15), date(2026, 10, 9)),
        # Ten weeks would end on 16 September, with the summer on 30 October, with the
        # autumn nine days later, a Sunday.
        (rule(10, recess_suspends=True), date(2026, 7, 8), date(2026, 11, 9)),
        (rule(5, Unit.WORKDAY, recess_suspends=True), date(2026, 7, 16), date(2026, 9, 3)),
        # Received in the recess: counting begins on 31 August.
        (rule(1, recess_suspends=True), date(2026, 8, 3), date(2026, 9, 7)),
    ],
)
def test_a_recess_that_suspends_is_not_counted(
    term: TermRule, received: date, expected: date
) -> None:
    assert due(term, received) == expected


def test_a_term_does_not_roll_into_a_recess_that_suspends() -> None:
    from_monday = DayOff(
        starts_on=date(2026, 7, 20),
        ends_on=date(2026, 8, 30),
        kind=DayOffKind.RECESS,
        name="zomer",
    )
    calendar = WorkCalendar([from_monday])
    received = date(2026, 6, 6)
    assert reckon(rule(), received, (), calendar).due_on == date(2026, 7, 20)
    suspended = reckon(rule(recess_suspends=True), received, (), calendar)
    assert suspended.due_on == date(2026, 8, 31)
    assert "Mon 20 Jul 2026 is in the recess “zomer”, until Sun 30 Aug 2026." in explain(
        suspended.steps
    )


@pytest.mark.parametrize(
    ("received", "events", "expected"),
    [
        ((2026, 1, 5), [stop(date(2026, 1, 20)), resume(date(2026, 1, 27))], (2026, 2, 23)),
        ((2026, 1, 5), [stop(date(2026, 1, 20)), resume(date(2026, 1, 20))], (2026, 2, 16)),
        # Five stopped days: Saturday 21 February, so Monday.
        ((2026, 1, 5), [stop(date(2026, 1, 20)), resume(date(2026, 1, 25))], (2026, 2, 23)),
        (
            (2026, 1, 5),
            [
                stop(date(2026, 1, 20)),
                extend(date(2026, 1, 21), 2, Unit.WEEK),
                resume(date(2026, 1, 27)),
                extend(date(2026, 3, 1), 4, Unit.WEEK),
            ],
            (2026, 4, 7),
        ),
        (
            (2026, 1, 5),
            [
                stop(date(2026, 1, 20)),
                resume(date(2026, 1, 27)),
                shorten(date(2026, 1, 28), 1, Unit.WEEK),
                stop(date(2026, 2, 2)),
                resume(date(2026, 2, 4)),
            ],
            (2026, 2, 18),
        ),
        ((2026, 1, 5), [extend(date(2026, 2, 2), 3, Unit.WORKDAY)], (2026, 2, 19)),
        ((2026, 1, 5), [extend(date(2026, 2, 2), 1, Unit.MONTH)], (2026, 3, 16)),
        ((2026, 1, 5), [correct(date(2026, 1, 6), date(2026, 2, 15))], (2026, 2, 15)),
        (
            (2026, 1, 5),
            [
                correct(date(2026, 1, 6), date(2026, 2, 13)),
                stop(date(2026, 1, 7)),
                resume(date(2026, 1, 8)),
            ],
            (2026, 2, 16),
        ),
    ],
)
def test_events_move_the_end_from_where_it_was(
    received: tuple[int, int, int], events: Sequence[ClockEvent], expected: tuple[int, int, int]
) -> None:
    assert due(rule(), date(*received), *events) == date(*expected)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        # Confirmed after the end of the term: it stood still from a day in it.
        ([stop(date(2026, 2, 9)), resume(date(2026, 3, 9))], date(2026, 3, 16)),
        # An extension had been recorded meanwhile; and one that is heard of after the stop.
        (
            [
                extend(date(2026, 1, 28), 1, Unit.WEEK),
                stop(date(2026, 1, 20)),
                resume(date(2026, 1, 27)),
            ],
            date(2026, 3, 2),
        ),
        (
            [
                stop(date(2026, 1, 20)),
                extend(date(2026, 1, 14), 1, Unit.WEEK),
                resume(date(2026, 1, 27)),
            ],
            date(2026, 3, 2),
        ),
        (
            [extend(date(2026, 1, 28), 1, Unit.WEEK), extend(date(2026, 1, 14), 1, Unit.WEEK)],
            date(2026, 3, 2),
        ),
    ],
)
def test_what_is_heard_of_later_counts_from_its_own_day(
    events: Sequence[ClockEvent], expected: date
) -> None:
    assert due(rule(), date(2026, 1, 5), *events) == expected


def test_a_stop_does_not_reach_back_over_the_days_a_term_had_lapsed() -> None:
    lapsed = ClockEvent(kind=ClockEventKind.LAPSE, on=date(2026, 1, 20))
    again = ClockEvent(kind=ClockEventKind.REOPEN, on=date(2026, 1, 27))
    with pytest.raises(Refused, match="on Tue 27 Jan 2026 already"):
        due(rule(), date(2026, 1, 5), lapsed, again, stop(date(2026, 1, 26)))


STOP = date(2026, 2, 2)


@pytest.mark.parametrize(
    "move",
    [
        correct(date(2026, 2, 3), date(2026, 2, 1)),
        shorten(date(2026, 1, 6), 3, Unit.WEEK),
        ClockEvent(
            kind=ClockEventKind.AGREE,
            on=date(2026, 2, 3),
            due_on=date(2026, 2, 1),
            agreed_by="Cora",
        ),
    ],
)
def test_a_term_that_stands_still_is_not_ended_before_it_stopped(move: ClockEvent) -> None:
    with pytest.raises(Refused, match=r"stood still since Mon 2 Feb 2026.*Resume it first"):
        due(rule(), date(2026, 1, 5), stop(STOP), move)


def test_a_term_that_stands_still_may_end_on_the_day_it_stopped() -> None:
    moved = correct(date(2026, 2, 3), STOP)
    assert due(rule(), date(2026, 1, 5), stop(STOP), moved) == STOP


WEEK = timedelta(weeks=1)
BY_RULE = date(2026, 2, 16)
SHORT = shorten(date(2026, 1, 12), 2, Unit.WEEK)
AGREED = shorten(date(2026, 1, 12), 2, Unit.WEEK, "Cora")
LONGER = extend(date(2026, 1, 13), 4, Unit.WEEK)


@pytest.mark.parametrize(
    ("events", "by_rule", "fair"),
    [
        ([], None, None),
        ([stop(date(2026, 1, 12)), resume(date(2026, 1, 19))], None, None),
        ([SHORT], BY_RULE, BY_RULE),
        ([AGREED], BY_RULE, BY_RULE - 2 * WEEK),
        ([LONGER], BY_RULE, BY_RULE),
        ([AGREED, LONGER], BY_RULE, BY_RULE),
        ([AGREED, SHORT], BY_RULE, BY_RULE - 2 * WEEK),
        ([SHORT, stop(date(2026, 1, 12)), resume(date(2026, 1, 19))], *[BY_RULE + WEEK] * 2),
        ([AGREED, stop(date(2026, 1, 12)), resume(date(2026, 1, 19))], BY_RULE + WEEK, BY_RULE - WEEK),
        ([LONGER, stop(date(2026, 3, 2)), resume(date(2026, 3, 9))], BY_RULE, BY_RULE),
        ([correct(date(2026, 1, 12), date(2026, 1, 20))], BY_RULE, BY_RULE),
        ([correct(date(2026, 1, 12), date(2026, 1, 20), "Cora")], BY_RULE, date(2026, 1, 20)),
        ([correct(date(2026, 1, 12), date(2026, 3, 2))], BY_RULE, BY_RULE),
    ],
)  # fmt: skip
def test_what_the_rule_gives_and_what_of_that_was_agreed_away(
    events: list[ClockEvent], by_rule: date | None, fair: date | None
) -> None:
    reckoning = reckon(rule(), date(2026, 1, 5), events, CALENDAR)
    assert (reckoning.rule_due_on, reckoning.fair_due_on) == (by_rule, fair)


@pytest.mark.parametrize(
    ("met_on", "last"),
    [
        (
            date(2026, 3, 2),
            "Met on Mon 2 Mar 2026, in time: the clock had stood still since Mon 2 Feb 2026.",
        ),
        (date(2026, 1, 30), "Met on Fri 30 Jan 2026, in time."),
    ],
)
def test_what_was_met_while_it_stood_still_says_so_and_moves_no_more(
    met_on: date, last: str
) -> None:
    reckoning = reckon(rule(), date(2026, 1, 5), [stop(STOP)], CALENDAR, met_on)
    assert explain(reckoning.steps)[-1] == last


def test_stopped_extended_resumed_and_extended_again_over_two_recesses() -> None:
    term = rule(recess_suspends=True)
    events = [
        stop(date(2026, 6, 22)),
        extend(date(2026, 6, 24), 2, Unit.WEEK),
        resume(date(2026, 6, 29)),
        extend(date(2026, 9, 1), 5, Unit.WEEK),
    ]
    ends = [due(term, date(2026, 6, 1), *events[:n]) for n in range(5)]
    assert ends == [
        date(2026, 7, 13),
        date(2026, 7, 13),
        date(2026, 9, 9),
        date(2026, 9, 16),
        date(2026, 10, 30),
    ]


def test_days_of_a_recess_in_which_the_clock_was_stopped_are_added_once() -> None:
    events = [stop(date(2026, 7, 10)), resume(date(2026, 9, 7))]
    reckoning = reckon(rule(recess_suspends=True), date(2026, 6, 22), events, CALENDAR)
    assert reckoning.original_due_on == date(2026, 9, 16)
    assert reckoning.due_on == date(2026, 10, 1)
    assert explain(reckoning.steps)[-2:] == [
        "Of the stopped days 44 lie in a recess and are not counted twice.",
        "Resumed on Mon 7 Sep 2026; 15 calendar days from Fri 10 Jul 2026 are added: Thu 1 Oct 2026.",
    ]


def test_a_stop_adds_calendar_days_to_a_term_in_working_days_and_says_so() -> None:
    events = [stop(date(2026, 1, 20)), resume(date(2026, 1, 27))]
    reckoning = reckon(rule(30, Unit.WORKDAY), date(2026, 1, 5), events, CALENDAR)
    assert (reckoning.original_due_on, reckoning.due_on) == (date(2026, 2, 16), date(2026, 2, 23))
    assert explain(reckoning.steps)[-1] == (
        "Resumed on Tue 27 Jan 2026; 7 calendar days from Tue 20 Jan 2026 are added: "
        "Mon 23 Feb 2026."
    )


def test_a_clock_resumed_in_a_recess_runs_on_after_it() -> None:
    events = [stop(date(2026, 7, 10)), resume(date(2026, 7, 20))]
    assert due(rule(recess_suspends=True), date(2026, 6, 5), *events) == date(2026, 9, 7)


def test_a_term_is_shortened_by_days_that_counted() -> None:
    # 16 September less two weeks: seventeen days in September and on 31 August count.
    term = rule(recess_suspends=True)
    assert due(term, date(2026, 6, 22), shorten(date(2026, 6, 23), 2, Unit.WEEK)) == date(
        2026, 9, 2
    )
    assert due(term, date(2026, 6, 22), shorten(date(2026, 6, 23), 3, Unit.WEEK)) == date(
        2026, 7, 13
    )


def test_the_original_end_is_kept() -> None:
    reckoning = reckon(rule(), date(2026, 1, 5), [extend(date(2026, 1, 9), 2, Unit.WEEK)], CALENDAR)
    assert reckoning.original_due_on == date(2026, 2, 16)
    assert reckoning.due_on == date(2026, 3, 2)


def test_a_stopped_clock_keeps_the_end_it_had() -> None:
    reckoning = reckon(rule(), date(2026, 1, 5), [stop(date(2026, 1, 20))], CALENDAR)
    assert reckoning.state is ClockState.STOPPED
    assert reckoning.due_on == date(2026, 2, 16)
    assert explain(reckoning.steps)[-1] == (
        "The clock has stood still since Tue 20 Jan 2026; the term, now until "
        "Mon 16 Feb 2026, moves on when it resumes."
    )


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        (
            [stop(date(2026, 1, 20)), stop(date(2026, 1, 21))],
            "The clock has already stood still since Tue 20 Jan 2026.",
        ),
        ([resume(date(2026, 1, 20))], "The clock is running: there is nothing to resume."),
        (
            [stop(date(2026, 1, 20)), resume(date(2026, 1, 19))],
            "The clock was stopped or resumed on Tue 20 Jan 2026 already; Mon 19 Jan 2026 lies "
            "before that. Give a later day, or correct the end of the term.",
        ),
        (
            [stop(date(2026, 1, 4))],
            "Sun 4 Jan 2026 lies before the term, which starts with Mon 5 Jan 2026.",
        ),
        (
            [stop(date(2026, 1, 20)), resume(date(2026, 1, 27)), stop(date(2026, 1, 26))],
            "The clock was stopped or resumed on Tue 27 Jan 2026 already; Mon 26 Jan 2026 lies "
            "before that. Give a later day, or correct the end of the term.",
        ),
        (
            [stop(date(2026, 2, 17))],
            "The term ended on Mon 16 Feb 2026: say a day until then from which it stood still, "
            "or extend it.",
        ),
        (
            [extend(date(2026, 1, 20), 0, Unit.WEEK)],
            "Say by how much the term changes, for example 2w for two weeks.",
        ),
        (
            [ClockEvent(kind=ClockEventKind.SHORTEN, on=date(2026, 1, 20))],
            "Say by how much the term changes, for example 2w for two weeks.",
        ),
        (
            [shorten(date(2026, 1, 5), 7, Unit.WEEK)],
            "Shortened that much the term would end on Mon 29 Dec 2025, before Tue 6 Jan 2026.",
        ),
        (
            [shorten(date(2026, 2, 3), 3, Unit.WEEK)],
            "Shortened that much the term would end on Mon 26 Jan 2026, before Tue 3 Feb 2026.",
        ),
        ([correct(date(2026, 1, 20), None)], "A correction needs the date it should be."),
        (
            [correct(date(2026, 1, 20), date(2026, 1, 5))],
            "The term cannot end on Mon 5 Jan 2026: it begins on Tue 6 Jan 2026.",
        ),
    ],
)
def test_what_cannot_have_happened_is_refused(events: Sequence[ClockEvent], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        due(rule(), date(2026, 1, 5), *events)
    assert str(refused.value) == sentence


def test_a_term_explains_itself_step_by_step() -> None:
    events = [
        stop(date(2026, 4, 7), "bijlage ontbreekt."),
        resume(date(2026, 4, 8)),
        extend(date(2026, 5, 1), 1, Unit.WEEK, "afgesproken"),
    ]
    reckoning = reckon(rule(), date(2027, 3, 25), (), CALENDAR)
    assert explain(reckoning.steps) == [
        "By art. 5 lid 2 the term begins the day after Thu 25 Mar 2027.",
        "6 weeks from Fri 26 Mar 2027: Thu 6 May 2027.",
        "Thu 6 May 2027 is Ascension Day.",
        "Fri 7 May 2027 is the day after Ascension Day, equated with a holiday.",
        "Sat 8 May 2027 is in the weekend.",
        "Sun 9 May 2027 is in the weekend.",
        "The term runs on to Mon 10 May 2027 (art. 1 Algemene termijnenwet).",
    ]
    reckoning = reckon(rule(), date(2026, 3, 24), events, CALENDAR)
    assert explain(reckoning.steps)[2:] == [
        "Tue 5 May 2026 is Liberation Day.",
        "The term runs on to Wed 6 May 2026 (art. 1 Algemene termijnenwet).",
        "Stopped on Tue 7 Apr 2026.",
        "Reason: bijlage ontbreekt.",
        "Resumed on Wed 8 Apr 2026; 1 calendar day from Tue 7 Apr 2026 is added: Thu 7 May 2026.",
        "Extended by 1 week on Fri 1 May 2026: Thu 14 May 2026.",
        "Reason: afgesproken.",
        "Thu 14 May 2026 is Ascension Day.",
        "Fri 15 May 2026 is the day after Ascension Day, equated with a holiday.",
        "Sat 16 May 2026 is in the weekend.",
        "Sun 17 May 2026 is in the weekend.",
        "The term runs on to Mon 18 May 2026 (art. 1 Algemene termijnenwet).",
    ]


def test_a_recess_is_named_with_the_days_it_adds() -> None:
    reckoning = reckon(rule(recess_suspends=True, article=""), date(2026, 6, 22), (), CALENDAR)
    assert explain(reckoning.steps) == [
        "The term begins the day after Mon 22 Jun 2026.",
        "6 weeks from Tue 23 Jun 2026: Mon 3 Aug 2026.",
        "The recess “zomerreces”, Sat 18 Jul 2026 to Sun 30 Aug 2026, "
        "suspends the term for 44 days.",
        "The term therefore ends on Wed 16 Sep 2026.",
    ]


def test_a_count_of_working_days_names_the_holidays_it_skips() -> None:
    term = rule(3, Unit.WORKDAY, article="")
    assert explain(reckon(term, date(2026, 4, 2), (), CALENDAR).steps) == [
        "The term begins the day after Thu 2 Apr 2026.",
        "Fri 3 Apr 2026 is Good Friday.",
        "Mon 6 Apr 2026 is Easter Monday.",
        "3 working days from Fri 3 Apr 2026: Thu 9 Apr 2026.",
    ]


def test_a_recess_suspends_working_days_by_the_working_days_in_it() -> None:
    christmas = DayOff(
        starts_on=date(2026, 12, 19),
        ends_on=date(2027, 1, 3),
        kind=DayOffKind.RECESS,
        name="kerstreces",
    )
    term = rule(20, Unit.WORKDAY, recess_suspends=True, article="")
    reckoning = reckon(term, date(2026, 12, 1), (), WorkCalendar([christmas]))
    assert explain(reckoning.steps)[1:] == [
        "Fri 25 Dec 2026 is Christmas Day.",
        "20 working days from Wed 2 Dec 2026: Wed 30 Dec 2026.",
        "The recess “kerstreces”, Sat 19 Dec 2026 to Sun 3 Jan 2027, "
        "suspends the term for 8 working days.",
        "Fri 1 Jan 2027 is New Year's Day.",
        "The term therefore ends on Tue 12 Jan 2027.",
    ]


def happened(kind: ClockEventKind, on: date, **values: Any) -> ClockEvent:
    return ClockEvent(kind=kind, on=on, **values)


def test_the_last_agreement_on_an_earlier_date_holds() -> None:
    agree = partial(happened, ClockEventKind.AGREE, date(2026, 1, 5), agreed_by="Cora")
    events = [agree(due_on=date(2026, 1, 20)), agree(due_on=date(2026, 1, 24))]
    reckoning = reckon(rule(), date(2026, 1, 5), events, CALENDAR)
    assert (reckoning.original_due_on, reckoning.due_on) == (date(2026, 2, 16), date(2026, 1, 24))
    assert explain(reckoning.steps)[-1] == ("Cora agreed to an earlier date: Sat 24 Jan 2026.")
    assert due(rule(), date(2026, 1, 5), *events, agree(due_on=None)) == date(2026, 2, 16)


def test_an_agreement_made_again_on_the_day_that_it_was_taken_back_holds() -> None:
    agree = partial(happened, ClockEventKind.AGREE, date(2026, 1, 5), agreed_by="Cora")
    agreed = agree(due_on=date(2026, 1, 20))
    assert due(rule(), date(2026, 1, 5), agreed, agree(due_on=None), agreed) == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("stopped", "agreed", "resumed", "ends"),
    [
        (date(2026, 1, 7), date(2026, 1, 12), date(2026, 1, 14), date(2026, 1, 22)),
        (date(2026, 1, 7), date(2026, 1, 12), date(2026, 1, 12), date(2026, 1, 20)),
        (date(2026, 1, 7), date(2026, 1, 6), date(2026, 1, 9), date(2026, 1, 22)),
    ],
)
def test_an_agreed_date_moves_only_by_days_that_stood_still_after_it_was_agreed(
    stopped: date, agreed: date, resumed: date, ends: date
) -> None:
    agree = happened(ClockEventKind.AGREE, agreed, agreed_by="Cora", due_on=date(2026, 1, 20))
    events = sorted([stop(stopped), agree, resume(resumed)], key=lambda one: one.on)
    assert due(rule(), date(2026, 1, 5), *events) == ends
    recorded_later = [agree, stop(stopped), resume(resumed)]
    assert due(rule(), date(2026, 1, 5), *recorded_later) == ends


def test_days_that_were_known_to_who_agreed_are_told_apart() -> None:
    agree = happened(ClockEventKind.AGREE, date(2026, 1, 12), due_on=date(2026, 1, 20))
    events = [stop(date(2026, 1, 7)), agree, resume(date(2026, 1, 14))]
    assert explain(reckon(rule(), date(2026, 1, 5), events, CALENDAR).steps)[-2:] == [
        "Of the stopped days 5 lie before the agreement and are not added.",
        "Resumed on Wed 14 Jan 2026; 2 calendar days from Wed 7 Jan 2026 are added: Thu 22 Jan 2026.",
    ]


def test_a_term_that_lapsed_is_taken_up_with_the_days_that_were_left() -> None:
    lapse = happened(ClockEventKind.LAPSE, date(2026, 1, 12), reason="ingetrokken")
    reopen = happened(ClockEventKind.REOPEN, date(2026, 1, 19))
    assert reckon(rule(), date(2026, 1, 5), [lapse], CALENDAR).state is ClockState.LAPSED
    again = reckon(rule(), date(2026, 1, 5), [lapse, reopen], CALENDAR)
    assert (again.state, again.due_on) == (ClockState.RUNNING, date(2026, 2, 23))
    assert explain(again.steps)[-4:] == [
        "Lapsed on Mon 12 Jan 2026.",
        "Reason: ingetrokken.",
        "Taken up again on Mon 19 Jan 2026.",
        "Resumed on Mon 19 Jan 2026; 7 calendar days from Mon 12 Jan 2026 are added: Mon 23 Feb 2026.",
    ]


@pytest.mark.parametrize(
    ("met_on", "events", "told"),
    [
        (date(2026, 2, 16), [], "Met on Mon 16 Feb 2026, in time."),
        (date(2026, 2, 17), [], "Met on Tue 17 Feb 2026, after the end of the term."),
        (
            date(2026, 3, 2),
            [happened(ClockEventKind.LAPSE, date(2026, 1, 12))],
            "Met on Mon 2 Mar 2026, after the end of the term.",
        ),
        (
            date(2026, 3, 2),
            [stop(date(2026, 1, 12)), happened(ClockEventKind.LAPSE, date(2026, 1, 19))],
            "Met on Mon 2 Mar 2026, in time: the clock had stood still since Mon 12 Jan 2026.",
        ),
    ],
)
def test_a_term_that_was_met_says_when(met_on: date, events: list[ClockEvent], told: str) -> None:
    reckoned = reckon(rule(), date(2026, 1, 5), events, CALENDAR, met_on)
    assert explain(reckoned.steps)[-1] == told


def test_what_lapsed_after_its_end_is_as_late_when_it_is_taken_up() -> None:
    lapse = happened(ClockEventKind.LAPSE, date(2026, 3, 2))
    reopen = happened(ClockEventKind.REOPEN, date(2026, 3, 9))
    assert due(rule(), date(2026, 1, 5), lapse, reopen) == date(2026, 2, 16)


def test_what_changed_under_a_term_is_told_with_the_end_it_had() -> None:
    changed = partial(happened, on=date(2026, 7, 1), due_on=date(2026, 8, 3), reason="zomerreces")
    kinds = (ClockEventKind.CALENDAR, ClockEventKind.RECEIPT, ClockEventKind.RULE)
    told = [
        explain(reckon(rule(), date(2026, 6, 22), [changed(kind)], CALENDAR).steps)[-2]
        for kind in kinds
    ]
    assert told == [
        "Reckoned again on Wed 1 Jul 2026, after a change of “zomerreces” in the calendar; "
        "it was Mon 3 Aug 2026.",
        "Reckoned again on Wed 1 Jul 2026: the day of receipt was put right; "
        "it was Mon 3 Aug 2026.",
        "Reckoned again on Wed 1 Jul 2026, by another rule; it was Mon 3 Aug 2026.",
    ]


@pytest.mark.parametrize("kind", ClockEventKind)
def test_a_term_never_stops_or_moves_by_hand_without_a_reason(kind: ClockEventKind) -> None:
    event = ClockEvent(kind=kind, on=date(2026, 7, 1), reason=" ")
    if kind in ("stop", "extend", "shorten", "correct"):
        with pytest.raises(Refused, match="Say why"):
            require_reason(event)
    else:
        require_reason(event)


def test_the_law_is_named_where_it_lengthens_or_leaves_a_term() -> None:
    short = reckon(rule(3, Unit.DAY), date(2026, 1, 9), (), CALENDAR)
    assert "art. 2 Algemene termijnenwet" in explain(short.steps)[-1]
    long = reckon(rule(4, Unit.MONTH), date(2026, 8, 25), (), CALENDAR)
    assert explain(long.steps)[-1] == (
        "Fri 25 Dec 2026 is a day off, but a term this long does not run on "
        "(art. 4 Algemene termijnenwet)."
    )


RULES = st.builds(
    rule,
    st.integers(1, 40),
    st.sampled_from(Unit),
    first_day_counts=st.booleans(),
    rolls=st.booleans(),
    recess_suspends=st.booleans(),
)
STARTS = st.dates(date(2025, 11, 1), date(2028, 12, 31))
KINDS = st.sampled_from(ClockEventKind)


@st.composite
def histories(draw: st.DrawFn) -> tuple[TermRule, date, list[ClockEvent]]:
    """A rule, a start and up to six events that can have happened."""
    term, starts_on = draw(RULES), draw(STARTS)
    events: list[ClockEvent] = []
    on = starts_on
    for kind in draw(st.lists(KINDS, max_size=6)):
        on += timedelta(days=draw(st.integers(0, 40)))
        event = ClockEvent(
            kind=kind,
            on=on,
            amount=draw(st.integers(1, 30)),
            unit=draw(st.sampled_from(Unit)),
            due_on=starts_on + timedelta(days=draw(st.integers(1, 200))),
            reason=draw(st.sampled_from(["", "stukken ontbreken", "ziekte {x}."])),
            agreed_by=draw(st.sampled_from(["", "Cora"])),
        )
        try:
            reckon(term, starts_on, [*events, event], CALENDAR)
        except Refused:
            continue
        events.append(event)
    return term, starts_on, events


@given(histories())
def test_the_explanation_ends_with_the_date_it_explains(
    history: tuple[TermRule, date, list[ClockEvent]],
) -> None:
    term, starts_on, events = history
    reckoning = reckon(term, starts_on, events, CALENDAR)
    assume(reckoning.state is not ClockState.LAPSED)
    assert reckoning.steps[-1].values["due"] == reckoning.due_on
    assert str(reckoning.due_on.year) in explain(reckoning.steps)[-1]


def corrected(events: Sequence[ClockEvent]) -> bool:
    by_hand = (ClockEventKind.CORRECT, ClockEventKind.AGREE)
    return any(event.kind in by_hand for event in events)


@given(histories())
def test_a_term_under_the_law_ends_on_a_working_day(
    history: tuple[TermRule, date, list[ClockEvent]],
) -> None:
    term, starts_on, events = history
    assume(term.rolls and not term.too_long_for_the_law and not corrected(events))
    end = reckon(term, starts_on, events, CALENDAR).due_on
    assert CALENDAR.is_working_day(end)
    assert not (term.recess_suspends and CALENDAR.in_recess(end))


@given(histories())
def test_the_original_end_does_not_depend_on_what_happened(
    history: tuple[TermRule, date, list[ClockEvent]],
) -> None:
    term, starts_on, events = history
    alone = reckon(term, starts_on, (), CALENDAR)
    assert reckon(term, starts_on, events, CALENDAR).original_due_on == alone.due_on
    assert alone.due_on == alone.original_due_on >= term.first_day(starts_on)


def cut(term: TermRule, starts_on: date, events: Sequence[ClockEvent]) -> bool:
    """Tell whether a term is shorter than the rule makes it, and nobody agreed."""
    reckoning = reckon(term, starts_on, events, CALENDAR)
    return reckoning.fair_due_on is not None and reckoning.due_on < reckoning.fair_due_on


@given(histories())
def test_who_has_all_the_days_of_the_rule_was_not_cut_short(
    history: tuple[TermRule, date, list[ClockEvent]],
) -> None:
    term, starts_on, events = history
    reckoning = reckon(term, starts_on, events, CALENDAR)
    full = reckoning.rule_due_on is None or reckoning.due_on >= reckoning.rule_due_on
    assert not (full and cut(term, starts_on, events))


@given(histories())
def test_nobody_is_cut_short_by_what_was_agreed_or_by_what_gives_time(
    history: tuple[TermRule, date, list[ClockEvent]],
) -> None:
    term, starts_on, events = history
    taking = (ClockEventKind.SHORTEN, ClockEventKind.CORRECT)
    assume(all(event.agreed_by or event.kind not in taking for event in events))
    assert not cut(term, starts_on, events)


@given(histories(), st.integers(1, 30), st.sampled_from(Unit))
def test_less_time_than_the_rule_gives_is_too_short_however_it_was_taken(
    history: tuple[TermRule, date, list[ClockEvent]], amount: int, unit: Unit
) -> None:
    term, starts_on, events = history
    agree = ClockEventKind.AGREE
    assume(not any(event.agreed_by or event.kind is agree for event in events))
    taken = shorten(starts_on, amount, unit)
    try:
        after = reckon(term, starts_on, [*events, taken], CALENDAR)
    except Refused:
        assume(False)
    moved = correct(starts_on, after.due_on)
    assert after.rule_due_on is not None
    less = after.due_on < after.rule_due_on
    for event in (taken, moved):
        assert cut(term, starts_on, [*events, event]) is less


@given(histories(), st.integers(0, 30), st.integers(0, 90))
def test_standing_still_never_brings_the_end_nearer(
    history: tuple[TermRule, date, list[ClockEvent]], later: int, days: int
) -> None:
    term, starts_on, events = history
    before = reckon(term, starts_on, events, CALENDAR)
    assume(before.state is ClockState.RUNNING)
    on = (events[-1].on if events else starts_on) + timedelta(days=later)
    assume(on <= before.due_on)
    until = on + timedelta(days=days)
    after = reckon(term, starts_on, [*events, stop(on), resume(until)], CALENDAR)
    assert after.state is ClockState.RUNNING
    assert after.due_on >= before.due_on
    if not term.recess_suspends:
        assert after.due_on >= before.due_on + timedelta(days=days)


@given(histories(), st.integers(1, 30), st.sampled_from(Unit))
def test_an_extension_never_brings_the_end_nearer(
    history: tuple[TermRule, date, list[ClockEvent]], amount: int, unit: Unit
) -> None:
    term, starts_on, events = history
    before = reckon(term, starts_on, events, CALENDAR)
    on = events[-1].on if events else starts_on
    after = reckon(term, starts_on, [*events, extend(on, amount, unit)], CALENDAR)
    assert after.due_on > before.due_on
    assert after.state is before.state


@given(RULES, STARTS)
def test_a_suspended_term_counts_as_many_days_as_one_without_recess(
    term: TermRule, starts_on: date
) -> None:
    assume(term.recess_suspends and not term.rolls)
    with_recess = reckon(term, starts_on, (), CALENDAR).due_on
    without = reckon(term, starts_on, (), WorkCalendar()).due_on
    first = term.first_day(starts_on)

    def counted(calendar: WorkCalendar, last: date) -> int:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return sum(
            not calendar.in_recess(day)
            and (term.unit is not Unit.WORKDAY or calendar.is_working_day(day))
            for day in days
        )

    assert counted(CALENDAR, with_recess) == counted(WorkCalendar(), without)
    assert not CALENDAR.in_recess(with_recess)


@given(histories())
def test_steps_survive_being_written_down(
    history: tuple[TermRule, date, list[ClockEvent]],
) -> None:
    term, starts_on, events = history
    steps = reckon(term, starts_on, events, CALENDAR).steps
    assert steps_from_json(steps_to_json(steps)) == steps


def test_dates_and_moments_come_back_as_such() -> None:
    steps = (say("{a} {b} {c} {d}", a=date(2026, 1, 5), b=datetime(2026, 1, 5, 20), c="é", d=3),)
    back: tuple[Message, ...] = steps_from_json(steps_to_json(steps))
    assert back == steps
    assert type(back[0].values["a"]) is date
    assert type(back[0].values["b"]) is datetime
    assert steps_from_json("") == ()


def clock(state: ClockState = ClockState.RUNNING) -> Clock:
    return Clock(
        id=1,
        request_id=1,
        purpose=Purpose.ADVICE,
        owner=Owner.COUNCIL,
        starts_on=date(2026, 1, 5),
        original_due_on=date(2026, 2, 16),
        due_on=date(2026, 2, 16),
        state=state,
    )


@pytest.mark.parametrize(
    ("state", "today", "overdue", "left"),
    [
        (ClockState.RUNNING, date(2026, 2, 16), False, 0),
        (ClockState.RUNNING, date(2026, 2, 17), True, -1),
        (ClockState.RUNNING, date(2026, 2, 9), False, 7),
        (ClockState.STOPPED, date(2026, 3, 1), False, None),
        (ClockState.MET, date(2026, 3, 1), False, None),
        (ClockState.LAPSED, date(2026, 3, 1), False, None),
    ],
)
def test_only_a_running_clock_is_overdue(
    state: ClockState, today: date, overdue: bool, left: int | None
) -> None:
    assert clock(state).overdue(today) is overdue
    assert clock(state).days_left(today) == left


def test_only_a_late_advice_owes_a_reason() -> None:
    late = date(2026, 2, 17)
    with pytest.raises(Refused, match="say why it is late"):
        require_met(clock(), late, " ")
    with pytest.raises(Refused, match="say why it is late"):
        require_met(clock(), late, ".")
    require_met(clock(), late, "ziekte")
    require_met(clock(), date(2026, 2, 16), "")
    require_met(clock(ClockState.STOPPED), late, "")
    require_met(replace(clock(), purpose=Purpose.ANSWER, owner=Owner.EXECUTIVE), late, "")
    require_met(replace(clock(), purpose=Purpose.ACKNOWLEDGEMENT), late, "")


@pytest.mark.parametrize("state", [ClockState.MET, ClockState.LAPSED])
def test_what_is_closed_is_not_met_again(state: ClockState) -> None:
    with pytest.raises(Refused, match="closed already"):
        require_met(clock(state), date(2026, 2, 1), "")


def test_a_term_is_not_met_before_it_starts() -> None:
    with pytest.raises(Refused, match="lies before the term"):
        require_met(clock(), date(2026, 1, 4), "")


@pytest.mark.parametrize(
    ("purpose", "owner"),
    [
        (Purpose.ACKNOWLEDGEMENT, Owner.COUNCIL),
        (Purpose.ADVICE, Owner.COUNCIL),
        (Purpose.ANSWER, Owner.EXECUTIVE),
        (Purpose.FOLLOW_UP, Owner.EXECUTIVE),
    ],
)
def test_each_term_belongs_to_who_must_act(purpose: Purpose, owner: Owner) -> None:
    assert owner_of(purpose) is owner


def versioned(id_: int, since: date, until: date | None, *, urgent: bool = False) -> TermRule:
    return TermRule(
        id=id_,
        council_id=1,
        purpose=Purpose.ADVICE,
        urgent=urgent,
        amount=4,
        unit=Unit.WEEK,
        valid_from=since,
        valid_until=until,
    )


def test_a_term_follows_the_rule_in_force_on_receipt() -> None:
    rules = [
        versioned(1, date(2017, 1, 1), date(2025, 12, 31)),
        versioned(2, date(2026, 1, 1), None),
        versioned(3, date(2026, 1, 1), None, urgent=True),
    ]

    def chosen(day: date, *, urgent: bool = False, purpose: Purpose = Purpose.ADVICE) -> int:
        found = rule_for(rules, purpose, day, urgent=urgent)
        return found.id if found else 0

    assert chosen(date(2025, 12, 31)) == 1
    assert chosen(date(2026, 1, 1)) == 2
    assert chosen(date(2026, 1, 1), urgent=True) == 3
    assert chosen(date(2025, 12, 31), urgent=True) == 1
    assert chosen(date(2016, 12, 31)) == 0
    assert chosen(date(2026, 1, 1), purpose=Purpose.ANSWER) == 0


def test_a_reckoning_of_a_running_clock_is_running() -> None:
    reckoning: Reckoning = reckon(rule(), date(2026, 1, 5), (), CALENDAR)
    assert reckoning.state is ClockState.RUNNING


@pytest.mark.parametrize(
    ("met_on", "stood_still", "late"),
    [(BY_RULE, False, False), (BY_RULE + WEEK, False, True), (BY_RULE + WEEK, True, False)],
)
def test_what_comes_while_the_clock_stands_still_is_not_late(
    met_on: date, stood_still: bool, late: bool
) -> None:
    met = replace(clock(ClockState.MET), met_on=met_on, stood_still=stood_still)
    assert met.met_late is late


@pytest.mark.parametrize(
    ("kind", "reason", "needed"),
    [
        (ClockEventKind.STOP, ".", True),
        (ClockEventKind.EXTEND, "...", True),
        (ClockEventKind.SHORTEN, "-", True),
        (ClockEventKind.CORRECT, " ", True),
        (ClockEventKind.CORRECT, "fout", False),
        (ClockEventKind.RESUME, "", False),
        (ClockEventKind.RESUME, ".", True),
    ],
)
def test_a_full_stop_is_no_reason(kind: ClockEventKind, reason: str, needed: bool) -> None:
    event = ClockEvent(kind=kind, on=date(2026, 1, 12), reason=reason)
    with pytest.raises(Refused, match="Say why") if needed else nullcontext():
        require_reason(event)
