from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from council.backcount import (
    BackCount,
    BackStepKind,
    Lead,
    Practice,
    advice_end,
    advice_on_asking,
    count_back_city_council,
    count_back_executive,
)
from council.calendar import DayOff, DayOffKind, WorkCalendar
from council.clocks import explain, reckon
from council.errors import Refused
from council.record import replace
from council.terms import Purpose, TermRule, Unit

K = BackStepKind


def recess(first: date, last: date) -> DayOff:
    return DayOff(
        starts_on=first, ends_on=last, kind=DayOffKind.RECESS, name="Zomerreces", source="besluit"
    )


NO_RECESS = WorkCalendar()
SUMMERS = WorkCalendar(
    [
        recess(date(2026, 7, 18), date(2026, 8, 30)),
        recess(date(2027, 7, 17), date(2027, 8, 29)),
    ]
)


def term(amount: int = 6, unit: Unit = Unit.WEEK, *, first_day_counts: bool = False) -> TermRule:
    return TermRule(
        id=1,
        council_id=1,
        purpose=Purpose.ADVICE,
        amount=amount,
        unit=unit,
        first_day_counts=first_day_counts,
        article="art. 7",
        valid_from=date(2015, 1, 1),
    )


WORKED = [
    # city council, committee, executive, advice, request without and with a recess
    (date(2026, 11, 12), (10, 29), (10, 13), (9, 23), (8, 12), (6, 29)),
    (date(2026, 12, 17), (12, 3), (11, 17), (10, 28), (9, 16), (9, 16)),
    (date(2027, 6, 24), (6, 10), (5, 25), (5, 4), (3, 23), (3, 23)),
    (date(2027, 9, 30), (9, 16), (8, 31), (8, 11), (6, 30), (6, 4)),
]


@pytest.mark.parametrize(("decided", "committee", "executive", "advice", "plain", "rested"), WORKED)
def test_from_the_city_council_back_to_the_request(
    decided: date,
    committee: tuple[int, int],
    executive: tuple[int, int],
    advice: tuple[int, int],
    plain: tuple[int, int],
    rested: tuple[int, int],
) -> None:
    def on(month_and_day: tuple[int, int]) -> date:
        return date(decided.year, *month_and_day)

    back = count_back_city_council(decided, term(), NO_RECESS)
    assert back.on(K.COMMITTEE) == on(committee)
    assert back.on(K.EXECUTIVE) == on(executive)
    assert back.advice_by == on(advice)
    assert back.request_by == on(plain)
    assert count_back_city_council(decided, term(), SUMMERS).request_by == on(rested)


def test_advice_due_in_the_recess_is_due_before_it_and_the_officials_work_on() -> None:
    back = count_back_city_council(date(2027, 9, 30), term(), SUMMERS)
    assert back.on(K.EXECUTIVE_PAPERS) == date(2027, 8, 25)
    assert back.advice_by == date(2027, 7, 16)
    advice = next(step for step in back.steps if step.kind is K.ADVICE)
    assert explain(advice.explanation) == [
        "14 days before Wed 25 Aug 2027: Wed 11 Aug 2027.",
        "Wed 11 Aug 2027 is in the recess “Zomerreces” of the council, from Sat 17 Jul 2027.",
        "Counting back moves to the working day before: Fri 16 Jul 2027.",
    ]


def test_the_request_explains_itself_and_names_the_article() -> None:
    request = count_back_city_council(date(2026, 11, 12), term(), SUMMERS).steps[-1]
    assert request.source == "art. 7"
    assert explain(request.explanation) == [
        "6 weeks before Wed 23 Sep 2026: Wed 12 Aug 2026.",
        "The council has its recess “Zomerreces”, Sat 18 Jul 2026 to Sun 30 Aug 2026: "
        "those days are not counted.",
        "The term of the ordinance itself runs on in a recess; asked any later, the council has "
        "less than its full term to work in.",
        "The last working day that leaves the full term: Mon 29 Jun 2026.",
    ]


def test_a_term_that_ends_sooner_is_asked_for_on_its_last_day_and_says_so() -> None:
    rule = replace(term(), valid_until=date(2026, 9, 6))
    back = count_back_city_council(date(2026, 12, 17), rule, NO_RECESS)
    assert back.request_by == date(2026, 9, 4)
    assert explain(back.steps[-1].explanation) == [
        "6 weeks before Wed 28 Oct 2026: Wed 16 Sep 2026.",
        "What is received after Sun 6 Sep 2026 has another term.",
        "The last working day that leaves the full term: Fri 4 Sep 2026.",
    ]


def test_a_term_that_a_recess_suspends_says_nothing_of_running_on() -> None:
    suspended = replace(term(), recess_suspends=True)
    request = count_back_city_council(date(2026, 11, 12), suspended, SUMMERS).steps[-1]
    assert not [one for one in explain(request.explanation) if "runs on" in one]


def test_a_date_of_the_municipality_in_a_recess_says_whose_recess_it_is() -> None:
    christmas = WorkCalendar([recess(date(2026, 12, 19), date(2027, 1, 3))])
    back = count_back_city_council(date(2027, 2, 1), term(), christmas)
    executive = next(step for step in back.steps if step.kind is K.EXECUTIVE)
    assert executive.on == date(2026, 12, 29)
    assert explain(executive.explanation)[-1] == (
        "Tue 29 Dec 2026 is in the recess “Zomerreces” of the council: ask whether the "
        "municipality works on then."
    )
    assert not christmas.in_recess(back.advice_by)


def test_a_holiday_moves_a_date_back_where_a_term_would_move_on() -> None:
    advice = next(
        step
        for step in count_back_city_council(date(2027, 6, 24), term(), NO_RECESS).steps
        if step.kind is K.ADVICE
    )
    assert explain(advice.explanation)[-1] == (
        "Counting back moves to the working day before: Tue 4 May 2027."
    )


def test_a_decision_of_the_executive_skips_the_city_council() -> None:
    back = count_back_executive(date(2026, 10, 13), term(), NO_RECESS)
    assert [step.kind for step in back.steps] == [
        K.EXECUTIVE,
        K.EXECUTIVE_PAPERS,
        K.ADVICE,
        K.REQUEST,
    ]
    assert (back.advice_by, back.request_by) == (date(2026, 9, 23), date(2026, 8, 12))
    assert back.days == 62


def test_a_list_of_committees_goes_before_counting() -> None:
    dates = [date(2026, 10, 15), date(2026, 10, 27), date(2026, 11, 5)]
    back = count_back_city_council(date(2026, 11, 12), term(), NO_RECESS, committees=dates)
    assert back.on(K.COMMITTEE) == date(2026, 10, 27)


def test_the_plenary_that_adopts_the_advice_brings_the_request_forward() -> None:
    plenaries = [date(2026, 9, 8), date(2026, 9, 22), date(2026, 10, 6)]
    back = count_back_city_council(date(2026, 11, 12), term(), NO_RECESS, plenaries=plenaries)
    assert back.on(K.PLENARY) == date(2026, 9, 22)
    assert back.request_by == date(2026, 8, 11)


def test_a_municipality_with_its_own_practice_names_where_it_stands() -> None:
    own = Practice(processing=Lead(days=21, source="werkafspraken art. 4"), weekday=0)
    back = count_back_city_council(date(2026, 11, 12), term(), NO_RECESS, practice=own)
    assert back.on(K.EXECUTIVE) == date(2026, 10, 12)
    assert back.advice_by == date(2026, 9, 15)
    assert {step.source for step in back.steps} == {"", "werkafspraken art. 4", "art. 7"}


def test_an_executive_that_meets_on_a_holiday_counts_as_meeting_the_week_before() -> None:
    # Tuesday 27 April 2027 is King's Day, Monday 17 May Whit Monday.
    back = count_back_city_council(date(2027, 5, 31), term(), NO_RECESS)
    assert back.on(K.COMMITTEE) == date(2027, 5, 14)
    assert back.on(K.REGISTRY) == date(2027, 4, 28)
    assert back.on(K.EXECUTIVE) == date(2027, 4, 20)


@pytest.mark.parametrize("weekday", [-1, 5, 6])
def test_an_executive_meets_on_a_working_day(weekday: int) -> None:
    with pytest.raises(Refused, match="working day"):
        Practice(weekday=weekday)


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
TERMS = st.builds(
    term,
    st.integers(1, 12),
    st.sampled_from([Unit.WEEK, Unit.MONTH, Unit.WORKDAY]),
    first_day_counts=st.booleans(),
)
RECESSES = st.lists(
    st.builds(
        lambda first, days: recess(first, first + timedelta(days=days)), DAYS, st.integers(0, 50)
    ),
    max_size=3,
)


def backs(decided: date, rule: TermRule, calendar: WorkCalendar) -> list[BackCount]:
    return [
        count_back_city_council(decided, rule, calendar),
        count_back_executive(decided, rule, calendar),
    ]


@given(decided=DAYS, rule=TERMS, recesses=RECESSES)
def test_every_date_is_earlier_than_the_next_and_a_working_day(
    decided: date, rule: TermRule, recesses: list[DayOff]
) -> None:
    calendar = WorkCalendar(recesses)
    for back in backs(decided, rule, calendar):
        days = [step.on for step in back.steps]
        assert days == sorted(days, reverse=True)
        assert all(calendar.is_working_day(day) for day in days[1:])
        assert not calendar.in_recess(back.advice_by)
        assert not calendar.in_recess(back.request_by)


@given(decided=DAYS, rule=TERMS, recesses=RECESSES)
def test_the_clock_of_a_request_on_its_last_day_ends_in_time(
    decided: date, rule: TermRule, recesses: list[DayOff]
) -> None:
    calendar = WorkCalendar(recesses)
    for back in backs(decided, rule, calendar):
        assert reckon(rule, back.request_by, [], calendar).due_on <= back.advice_by


@given(decided=DAYS, rule=TERMS, recesses=RECESSES, days=st.integers(-40, 40))
@example(
    decided=date(2024, 9, 1), rule=term(1, Unit.WORKDAY, first_day_counts=True), recesses=[], days=1
)
@example(decided=date(2024, 3, 20), rule=term(1, Unit.MONTH), recesses=[], days=1)
def test_whether_it_is_too_late_to_ask_is_told_without_the_whole_count(
    decided: date, rule: TermRule, recesses: list[DayOff], days: int
) -> None:
    calendar = WorkCalendar(recesses)
    for executive, back in zip((False, True), backs(decided, rule, calendar), strict=True):
        today = back.request_by + timedelta(days=days)
        end = advice_end(decided, calendar, by_executive=executive)
        on_asking = advice_on_asking(today, [rule], calendar)
        assert on_asking is not None
        too_late = on_asking > end
        assert too_late is (back.request_by < today)
