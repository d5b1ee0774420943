from __future__ import annotations

from datetime import date

import pytest

from council.councils import Council
from council.errors import Conflict, Refused
from council.members import Appointment, Office, Role, Seat
from council.record import replace
from db.store import Store
from tests.db.desk import Desk, desk


@pytest.fixture
def at(store: Store, council: Council) -> Desk:
    return desk(store, council)


def corrected(
    at: Desk, starts_on: date, ends_on: date | None = None, decision: str = ""
) -> Appointment:
    one = at.store.members.appointment(at.holder.id)
    at.store.members.corrections.appointment(
        one, starts_on=starts_on, ends_on=ends_on, decision=decision
    )
    return at.store.members.appointment(at.holder.id)


def test_a_full_term_stays_full_when_its_first_day_is_put_right(at: Desk) -> None:
    after = corrected(at, date(2025, 3, 1), decision="B&W 12-2-2025")
    assert (after.starts_on, after.ends_on) == (date(2025, 3, 1), date(2029, 2, 28))
    assert after.decision == "B&W 12-2-2025"
    told = at.store.trail.log()[0]
    assert (told.action, told.subject) == ("member.correct", "S. van der Proef (PW-1)")
    at.store.trail.undo()
    assert at.store.members.appointment(at.holder.id).starts_on == date(2024, 1, 1)


def test_a_term_of_another_length_keeps_its_end(at: Desk) -> None:
    corrected(at, date(2024, 1, 1), date(2026, 12, 31))
    assert corrected(at, date(2024, 2, 1)).ends_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (date(2019, 12, 31), date(2023, 1, 1), "does not exist in all of that period"),
        (date(2024, 1, 1), date(2028, 1, 1), "ends on Fri 31 Dec 2027 at the latest"),
        (date(2027, 1, 1), date(2026, 1, 1), "lies before the start"),
    ],
)
def test_what_could_not_have_been_appointed_is_refused(
    at: Desk, start: date, end: date, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        corrected(at, start, end)


def test_another_holder_and_another_seat_stand_in_the_way(at: Desk) -> None:
    members = at.store.members
    members.appoint(at.person.id, at.seat, starts_on=date(2028, 1, 1))
    with pytest.raises(Refused, match="Seat PW-1 is taken by B"):
        corrected(at, date(2024, 2, 1))


def test_a_term_that_the_next_one_was_joined_to_keeps_its_end(at: Desk) -> None:
    at.store.members.reappoint(at.holder)
    with pytest.raises(Refused, match="The next term begins on Sat 1 Jan 2028"):
        corrected(at, date(2024, 2, 1))
    after = corrected(at, date(2024, 2, 1), at.holder.ends_on)
    assert (after.starts_on, after.ends_on) == (date(2024, 2, 1), date(2027, 12, 31))


def test_a_seat_made_along_with_the_appointment_begins_with_it(at: Desk) -> None:
    members = at.store.members
    seat = members.add_seat(
        at.council.id, code="J-1", role=Role.RESIDENT, starts_on=date(2027, 1, 1)
    )
    line = members.appoint(at.person.id, seat, starts_on=date(2027, 1, 1))
    assert line.appointment is not None
    members.corrections.appointment(line.appointment, starts_on=date(2026, 1, 1), decision="")
    assert members.seat(at.council.id, "J-1").starts_on == date(2026, 1, 1)


def test_an_office_does_not_begin_before_the_term(at: Desk) -> None:
    offices = at.store.members.offices
    offices.set(at.holder, [Office.TREASURER], on=date(2024, 1, 1))
    corrected(at, date(2025, 1, 1))
    assert offices.held(at.holder.id, date(2024, 12, 31)) == ()
    assert offices.held(at.holder.id, date(2025, 1, 1)) == (Office.TREASURER,)


def test_who_left_early_left_within_the_term(at: Desk) -> None:
    at.store.members.end(at.holder, on=date(2026, 6, 30), reason="verhuisd")
    with pytest.raises(Refused, match="was ended on Tue 30 Jun 2026"):
        corrected(at, date(2026, 7, 1))
    assert corrected(at, date(2025, 1, 1)).last_day == date(2026, 6, 30)


def seat_changed(at: Desk, seat: Seat, **facts: object) -> Seat:
    return at.store.members.corrections.seat(seat, replace(seat, **facts))


def test_a_seat_is_put_right(at: Desk) -> None:
    changed = seat_changed(at, at.seat, role=Role.RESIDENT, domain="wmo", max_terms=3)
    assert (changed.role, changed.domain, changed.max_terms) == (Role.RESIDENT, "wmo", 3)
    assert at.store.members.appointment(at.holder.id) == at.holder


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"starts_on": date(2024, 1, 2)}, "is held from Mon 1 Jan 2024 to Fri 31 Dec 2027"),
        ({"ends_on": date(2027, 12, 30)}, "is held from Mon 1 Jan 2024 to Fri 31 Dec 2027"),
    ],
)
def test_a_seat_exists_while_it_is_held(at: Desk, facts: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        seat_changed(at, at.seat, **facts)


def test_a_second_chair_is_refused(at: Desk) -> None:
    seat_changed(at, at.seat, role=Role.CHAIR)
    with pytest.raises(Refused, match="already has a chair"):
        seat_changed(at, at.empty, role=Role.INDEPENDENT_CHAIR)


def test_a_chairs_seat_of_the_past_does_not_stand_in_the_way(at: Desk) -> None:
    seat_changed(at, at.seat, role=Role.CHAIR)
    past = seat_changed(at, at.empty, role=Role.CHAIR, ends_on=date(2023, 12, 31))
    assert past.role is Role.CHAIR
    with pytest.raises(Refused, match="already has a chair"):
        seat_changed(at, past, ends_on=None)


def test_a_seat_that_somebody_changed_meanwhile_is_not_taken_away(
    at: Desk, colleague: Store
) -> None:
    colleague.members.corrections.seat(at.empty, replace(at.empty, domain="wmo"))
    with pytest.raises(Conflict):
        at.store.members.corrections.remove_seat(at.empty)
    assert len(at.store.members.seats(at.council.id)) == 2


def test_only_a_seat_that_was_never_held_is_taken_away(at: Desk) -> None:
    corrections = at.store.members.corrections
    corrections.remove_seat(at.empty)
    assert [seat.code for seat in at.store.members.seats(at.council.id)] == ["PW-1"]
    with pytest.raises(Refused, match="Seat PW-1 was held: give it a last day instead"):
        corrections.remove_seat(at.seat)
    at.store.trail.undo()
    assert len(at.store.members.seats(at.council.id)) == 2
