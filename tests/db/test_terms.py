from __future__ import annotations

from datetime import date

import pytest

from council.calendar import DayOff, DayOffKind
from council.clocks import ClockEvent, ClockEventKind, Moved, Purpose, explain
from council.councils import Council
from council.errors import Refused
from council.requests import AdviceRequest, RequestState
from council.terms import Unit
from db.store import Store

RECEIVED, TODAY = date(2026, 11, 16), date(2026, 11, 23)
DUE = date(2026, 12, 28)
AFTER_CHRISTMAS = DayOff(
    starts_on=DUE,
    ends_on=date(2026, 12, 31),
    kind=DayOffKind.EQUALISED,
    name="Brugdagen",
    source="KB 1-12-2026",
)


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    request = store.requests.register(council.id, title="Jeugdhulp", received_on=RECEIVED)
    return store.requests.advance(request, RequestState.IN_PROGRESS, on=RECEIVED)


def test_a_day_off_entered_later_moves_the_open_terms_at_once_and_says_so(
    store: Store, request_: AdviceRequest
) -> None:
    moved = store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    assert moved == [
        Moved(
            ref=request_.ref,
            title=request_.title,
            purpose=Purpose.ADVICE,
            before=DUE,
            after=date(2027, 1, 4),
        )
    ]
    clock = store.requests.open_clock(request_, Purpose.ADVICE)
    assert (clock.original_due_on, clock.due_on) == (DUE, date(2027, 1, 4))
    assert (
        "Reckoned again on Mon 23 Nov 2026, with “Brugdagen” in the calendar; "
        "it was Mon 28 Dec 2026." in explain(clock.explanation)
    )
    (line,) = [one for one in store.trail.log(request_id=request_.id) if one.action == "recess.add"]
    assert "Mon 28 Dec 2026" in store.trail.edits([line])[line.id][0].old


def test_an_extension_of_a_day_is_one_day_whatever_was_entered_before(
    store: Store, request_: AdviceRequest
) -> None:
    store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    extended = ClockEvent(
        kind=ClockEventKind.EXTEND, on=TODAY, amount=1, unit=Unit.DAY, reason="afgesproken"
    )
    clock = store.requests.record_event(request_, Purpose.ADVICE, extended)
    assert clock.due_on == date(2027, 1, 5)


def test_what_a_day_off_does_not_move_stays_as_it_was(
    store: Store, request_: AdviceRequest
) -> None:
    summer = DayOff(
        starts_on=date(2027, 7, 17),
        ends_on=date(2027, 8, 29),
        kind=DayOffKind.RECESS,
        name="Zomerreces",
        source="rooster",
    )
    before = store.requests.clocks.of_request(request_.id)
    assert store.terms.add_day_off(summer, TODAY) == []
    assert store.requests.clocks.of_request(request_.id) == before


def test_a_term_that_was_met_does_not_move(store: Store, request_: AdviceRequest) -> None:
    store.requests.advance(request_, RequestState.DECLINED, on=TODAY, reason="te laat")
    assert store.terms.add_day_off(AFTER_CHRISTMAS, TODAY) == []


def test_undoing_takes_the_terms_back(store: Store, request_: AdviceRequest) -> None:
    store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    store.trail.undo()
    assert store.requests.open_clock(request_, Purpose.ADVICE).due_on == DUE
    with pytest.raises(Refused, match="lies before the start"):
        store.terms.add_day_off(
            DayOff(starts_on=TODAY, ends_on=RECEIVED, kind=DayOffKind.RECESS, name="x", source="y"),
            TODAY,
        )
