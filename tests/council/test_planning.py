from __future__ import annotations

from datetime import date, datetime

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


def test_a_plenary_on_the_last_day_of_the_term_is_in_time() -> None:
    assert advice_route(date(2026, 12, 1), date(2027, 2, 9), PLENARIES).meeting_at == FEBRUARY


def test_a_plenary_on_the_day_of_receipt_is_too_early() -> None:
    route = advice_route(date(2026, 12, 8), date(2027, 1, 11), PLENARIES)
    assert route.meeting_at is None
    assert route.first_at == JANUARY


def test_without_a_plenary_in_time_the_ways_out_are_named() -> None:
    route = advice_route(date(2026, 12, 8), date(2027, 1, 11), PLENARIES)
    assert [str(way) for way in route.ways_out] == [
        "Decide in a written round before Mon 11 Jan 2027.",
        "Call an extra plenary on or before Mon 11 Jan 2027.",
        "Agree on a longer term: the next plenary is Tue 12 Jan 2027 19:30.",
    ]


def test_without_any_plenary_one_must_be_planned() -> None:
    route = advice_route(date(2027, 2, 10), date(2027, 3, 24), PLENARIES)
    assert (route.meeting_at, route.first_at) == (None, None)
    assert str(route.ways_out[-1]) == "Agree on a longer term and plan a plenary in it."
