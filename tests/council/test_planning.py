from __future__ import annotations

from datetime import date, datetime

import pytest

from council.planning import advice_route

DECEMBER = datetime(2026, 12, 8, 19, 30)
JANUARY = datetime(2027, 1, 12, 19, 30)
FEBRUARY = datetime(2027, 2, 9, 19, 30)
PLENARIES = [FEBRUARY, DECEMBER, JANUARY]


def test_the_last_plenary_within_the_term_adopts_the_advice() -> None:
    route = advice_route(date(2026, 12, 1), date(2027, 1, 31), PLENARIES)
    assert route.meeting_at == JANUARY
    assert route.first_at == DECEMBER
    assert route.ways_out == ()


def test_a_plenary_on_the_last_day_of_the_term_is_too_late() -> None:
    route = advice_route(date(2026, 12, 1), date(2027, 2, 9), PLENARIES)
    assert route.meeting_at == JANUARY
    assert advice_route(date(2026, 12, 1), date(2027, 2, 10), PLENARIES).meeting_at == FEBRUARY


@pytest.mark.parametrize(
    ("received", "first"),
    [(date(2026, 12, 1), DECEMBER), (date(2026, 12, 2), JANUARY), (date(2026, 12, 8), JANUARY)],
)
def test_what_comes_in_after_the_papers_went_out_waits_for_the_next_plenary(
    received: date, first: datetime
) -> None:
    assert advice_route(received, date(2027, 1, 31), PLENARIES).plenary_at == first


def test_the_plenary_is_told_in_words() -> None:
    def told(due_on: date) -> list[str]:
        return [str(one) for one in advice_route(date(2026, 12, 1), due_on, PLENARIES).sentences()]

    first = "The plenary of Tue 8 Dec 2026 19:30 can adopt the advice."
    assert told(date(2026, 12, 9)) == [first]
    last = "The last one in time is that of Tue 12 Jan 2027 19:30."
    assert told(date(2027, 1, 31)) == [first, last]
    assert told(date(2026, 12, 8)) == [
        "No plenary before Tue 8 Dec 2026 can adopt the advice. The ways out:",
    ]


def test_without_a_plenary_in_time_the_ways_out_are_named() -> None:
    # The plenary of that day is before the end of the term, and too soon for its papers.
    route = advice_route(date(2026, 12, 8), date(2027, 1, 11), PLENARIES)
    (told,) = map(str, route.sentences())
    assert told == "No plenary before Mon 11 Jan 2027 can adopt the advice. The ways out:"
    assert [str(way) for way in route.ways_out] == [
        "Decide in a written round by Mon 11 Jan 2027.",
        "Call an extra plenary before Mon 11 Jan 2027.",
        "Agree on a longer term: then the plenary of Tue 12 Jan 2027 19:30 can adopt the advice.",
    ]


def test_a_plenary_whose_papers_are_out_can_still_take_it_as_a_late_paper() -> None:
    route = advice_route(date(2026, 12, 2), date(2026, 12, 16), PLENARIES)
    assert (route.plenary_at, route.late_at) == (None, DECEMBER)
    (told,) = map(str, route.sentences())
    assert told == (
        "The papers of the plenary of Tue 8 Dec 2026 19:30, counted 7 days before it, went out "
        "without this request. The ways out:"
    )
    assert [str(way) for way in route.ways_out] == [
        "Take it to that plenary as a late paper.",
        "Decide in a written round by Wed 16 Dec 2026.",
        "Call an extra plenary before Wed 16 Dec 2026.",
        "Agree on a longer term: then the plenary of Tue 12 Jan 2027 19:30 can adopt the advice.",
    ]
    in_time = advice_route(date(2026, 12, 2), date(2027, 1, 31), PLENARIES)
    assert (in_time.plenary_at, in_time.late_at) == (JANUARY, None)


def test_without_any_plenary_one_must_be_planned() -> None:
    route = advice_route(date(2027, 2, 10), date(2027, 3, 24), PLENARIES)
    assert (route.meeting_at, route.first_at) == (None, None)
    assert str(route.ways_out[-1]) == "Agree on a longer term and plan a plenary in it."
