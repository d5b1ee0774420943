from __future__ import annotations

from datetime import date, timedelta

import pytest

from council.councils import Council, CouncilKind
from council.errors import Conflict, NotFound, Refused, WrongUse
from council.members import Appointment, Membership, Office, Role, Seat, Standing
from db.store import Store
from tests.db.desk import Desk, desk

NEW_YEAR = date(2024, 1, 1)


@pytest.fixture
def at(store: Store, council: Council) -> Desk:
    return desk(store, council)


def appointment_of(line: Membership) -> Appointment:
    assert line.appointment is not None
    return line.appointment


def test_a_term_ends_the_day_before_its_anniversary(at: Desk) -> None:
    assert (at.holder.starts_on, at.holder.ends_on) == (NEW_YEAR, date(2027, 12, 31))
    assert at.holder.term_number == 1


def test_the_list_shows_holders_and_vacancies_on_a_day(at: Desk) -> None:
    at.store.members.add_seat(
        at.council.id, code="VZ", role=Role.INDEPENDENT_CHAIR, starts_on=date(2025, 1, 1)
    )
    at.store.members.add_seat(
        at.council.id, code="A-SEC", role=Role.SECRETARY, starts_on=date(2020, 1, 1)
    )

    def shown(on: date) -> list[tuple[str, str | None]]:
        lines = at.store.members.memberships(at.council.id, on)
        return [(line.seat.code, line.person.name if line.person else None) for line in lines]

    members = [("PW-1", "S. van der Proef"), ("PW-2", None)]
    assert shown(date(2027, 12, 31)) == [("VZ", None), *members, ("A-SEC", None)]
    assert shown(date(2024, 12, 31)) == [*members, ("A-SEC", None)]
    assert shown(date(2028, 1, 1))[1] == ("PW-1", None)
    assert shown(date(2019, 12, 31)) == []
    holders = at.store.members.memberships(at.council.id, NEW_YEAR, vacancies=False)
    assert [line.seat.code for line in holders] == ["PW-1"]


def test_seats_are_in_the_order_in_which_one_counts(store: Store, council: Council) -> None:
    """Also where the list is read a few rows at a time."""
    codes = ["A1B2", "A1B10", "PW", "PW-1", "pw-2", "PW-10", "PW-10a"]
    for code in reversed(codes):
        role = Role.CLIENT_MEMBER
        store.members.add_seat(council.id, code=code, role=role, starts_on=NEW_YEAR)
    assert [line.seat.code for line in store.members.memberships(council.id, NEW_YEAR)] == codes
    assert [seat.code for seat in store.members.seats(council.id)] == codes
    window = store.members.window(council.id, NEW_YEAR)
    (line,) = window.first(1)
    read = [line]
    while more := window.after(read[-1], 1):
        read += more
    assert [one.seat.code for one in read] == codes


@pytest.mark.parametrize("role", list(Role))
def test_who_advises_or_chairs_from_outside_has_no_vote(
    store: Store, council: Council, role: Role
) -> None:
    seat = store.members.add_seat(council.id, code="X", role=role, starts_on=NEW_YEAR)
    assert seat.voting == (role not in {Role.INDEPENDENT_CHAIR, Role.ADVISER, Role.SECRETARY})


def test_reappointing_continues_the_term_and_counts(at: Desk) -> None:
    second = appointment_of(at.store.members.reappoint(at.holder, decision="B&W 7-12-2027"))
    assert (second.starts_on, second.ends_on) == (date(2028, 1, 1), date(2031, 12, 31))
    assert (second.term_number, second.follows_id) == (2, at.holder.id)
    with pytest.raises(
        Refused, match="This would be term 3; seat PW-1 allows 2, unless a deviation is given"
    ):
        at.store.members.reappoint(second)
    third = at.store.members.reappoint(second, deviation="geen kandidaat gevonden")
    assert appointment_of(third).term_number == 3


def test_an_appointment_right_after_the_last_one_continues_it(at: Desk) -> None:
    person = at.holder.person_id
    second = at.store.members.appoint(person, at.empty, starts_on=date(2028, 1, 1))
    assert appointment_of(second).term_number == 2
    assert appointment_of(second).follows_id == at.holder.id


def test_after_a_pause_the_terms_count_anew(at: Desk) -> None:
    again = at.store.members.appoint(at.holder.person_id, at.seat, starts_on=date(2028, 1, 2))
    assert (appointment_of(again).term_number, appointment_of(again).follows_id) == (1, None)
    person, council = at.holder.person_id, at.council.id
    assert at.store.members.counted_anew(council, person, date(2028, 1, 1)) is None
    assert str(at.store.members.counted_anew(council, person, date(2028, 1, 2))) == (
        "Sat until Fri 31 Dec 2027 before: after a gap the terms are counted anew."
    )


def test_an_ordinance_that_counts_over_a_gap_is_followed_by_the_number(at: Desk) -> None:
    def again(number: int) -> Membership:
        person, start = at.holder.person_id, date(2028, 2, 1)
        return at.store.members.appoint(person, at.seat, starts_on=start, term_number=number)

    with pytest.raises(Refused, match="This would be term 3"):
        again(3)
    assert appointment_of(again(2)).term_number == 2


def test_who_leaves_early_is_not_asked_again_and_the_seat_becomes_vacant(at: Desk) -> None:
    at.store.members.end(at.holder, on=date(2026, 12, 1), reason="verhuisd")
    line = at.store.members.memberships(at.council.id, date(2026, 11, 23))[0]
    assert line.standing(date(2026, 11, 23)) is Standing.ENDING
    assert (line.reappointable, line.becomes_vacant) == (False, True)


def test_an_appointment_that_overlaps_is_refused_by_name(at: Desk) -> None:
    with pytest.raises(Refused, match=r"PW-1 is taken by S\. van der Proef from Mon 1 Jan 2024"):
        at.store.members.appoint(at.person.id, at.seat, starts_on=date(2027, 12, 31))
    at.store.members.appoint(at.person.id, at.seat, starts_on=date(2028, 1, 1))


def test_nobody_sits_on_two_seats_of_one_council(at: Desk) -> None:
    with pytest.raises(Refused, match=r"S\. van der Proef already sits on seat PW-1"):
        at.store.members.appoint(at.holder.person_id, at.empty, starts_on=date(2026, 1, 1))


def test_somebody_may_sit_in_two_councils(at: Desk) -> None:
    other = at.store.councils.create(
        code="CR", name="Cliëntenraad", kind=CouncilKind.CLIENT_COUNCIL
    )
    seat = at.store.members.add_seat(
        other.id, code="PW-1", role=Role.CLIENT_MEMBER, starts_on=NEW_YEAR
    )
    at.store.members.appoint(at.holder.person_id, seat, starts_on=date(2026, 1, 1))
    seats = [line.seat.council_id for line in at.store.members.appointments(at.holder.person_id)]
    assert seats == [other.id, at.council.id]


def test_ending_early_frees_the_seat_from_the_next_day(at: Desk) -> None:
    last_day = date(2026, 11, 23)
    ended = at.store.members.end(at.holder, on=last_day, reason="verhuisd")
    assert appointment_of(ended).last_day == last_day
    next_day = last_day + timedelta(days=1)
    at.store.members.appoint(at.person.id, at.seat, starts_on=next_day)
    names = [line.person and line.person.name for line in at.store.members.history(at.seat.id)]
    assert names == ["B. Voorbeeldt", "S. van der Proef"]
    with pytest.raises(Refused, match="was already ended"):
        at.store.members.end(appointment_of(ended), on=last_day, reason="nog eens")
    with pytest.raises(Refused, match="was ended on"):
        at.store.members.reappoint(appointment_of(ended))


@pytest.mark.parametrize(
    ("on", "reason", "says"),
    [
        (date(2026, 11, 23), "  ", "needs a reason"),
        (date(2023, 12, 31), "verhuisd", "lies outside the term"),
        (date(2028, 1, 1), "verhuisd", "lies outside the term"),
    ],
)
def test_an_early_end_has_a_reason_and_lies_in_the_term(
    at: Desk, on: date, reason: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        at.store.members.end(at.holder, on=on, reason=reason)


def test_an_appointment_that_has_not_begun_is_taken_back(at: Desk) -> None:
    """Who withdraws before the first day served no term: the seat is as vacant as it was."""
    members, today = at.store.members, date(2026, 11, 23)
    first = appointment_of(members.appoint(at.person.id, at.empty, starts_on=date(2027, 7, 1)))
    members.reappoint(first)
    members.offices.set(first, [Office.TREASURER], on=first.starts_on)
    members.withdraw(members.appointment(first.id), today)
    assert members.appointments(at.person.id) == []
    assert not members.memberships(at.council.id, today)[1].awaited
    assert at.store.trail.undo().action == "member.withdraw"
    assert len(members.appointments(at.person.id)) == 2


def test_a_term_that_begins_today_is_ended_and_not_taken_back(at: Desk) -> None:
    with pytest.raises(Refused, match="began on Mon 1 Jan 2024: end it instead"):
        at.store.members.withdraw(at.holder, NEW_YEAR)
    at.store.members.withdraw(at.holder, NEW_YEAR - timedelta(days=1))


def test_what_a_colleague_changed_meanwhile_is_not_taken_back(at: Desk, colleague: Store) -> None:
    line = at.store.members.appoint(at.person.id, at.empty, starts_on=date(2027, 7, 1))
    known = appointment_of(line)
    colleague.members.corrections.appointment(known, starts_on=date(2027, 6, 1), decision="")
    with pytest.raises(Conflict):
        at.store.members.withdraw(known, date(2026, 11, 23))


def test_a_seat_without_a_fixed_term_needs_an_end(at: Desk) -> None:
    seat = at.store.members.add_seat(
        at.council.id, code="ADV", role=Role.ADVISER, starts_on=NEW_YEAR, term_months=None
    )
    with pytest.raises(WrongUse, match="give an end"):
        at.store.members.appoint(at.person.id, seat, starts_on=NEW_YEAR)
    line = at.store.members.appoint(
        at.person.id, seat, starts_on=NEW_YEAR, ends_on=date(2024, 6, 30)
    )
    assert line.standing(date(2024, 7, 1)) is Standing.ENDED


def test_a_council_has_one_chair(at: Desk) -> None:
    at.store.members.add_seat(
        at.council.id, code="VZ", role=Role.INDEPENDENT_CHAIR, starts_on=NEW_YEAR
    )
    with pytest.raises(Refused, match="already has a chair’s seat: VZ"):
        at.store.members.add_seat(at.council.id, code="VZ-2", role=Role.CHAIR, starts_on=NEW_YEAR)
    with pytest.raises(Refused, match="There already is a seat vz"):
        at.store.members.add_seat(at.council.id, code="vz", role=Role.RESIDENT, starts_on=NEW_YEAR)


def test_an_office_shows_while_it_is_held(at: Desk) -> None:
    new_year, june = date(2025, 1, 1), date(2025, 6, 1)
    give = at.store.members.offices.set
    give(at.holder, [Office.VICE_CHAIR], on=new_year)
    give(at.holder, [Office.TREASURER], on=june)

    def offices(on: date) -> tuple[Office, ...]:
        return at.store.members.memberships(at.council.id, on)[0].offices

    assert offices(date(2024, 12, 31)) == ()
    assert offices(new_year) == (Office.VICE_CHAIR,)
    assert offices(date(2025, 5, 31)) == (Office.VICE_CHAIR,)
    assert offices(june) == (Office.TREASURER,)
    give(at.holder, [], on=june)
    assert offices(june) == ()
    with pytest.raises(Refused, match="This appointment ends on"):
        give(at.holder, [Office.TREASURER], on=date(2050, 1, 1))


def test_an_office_goes_on_in_the_next_term(at: Desk) -> None:
    """It was given to the person: that a term ends and the next begins does not end it."""
    offices, last = at.store.members.offices, at.holder.last_day
    offices.set(at.holder, [Office.VICE_CHAIR], on=NEW_YEAR)
    second = appointment_of(at.store.members.reappoint(at.holder))
    assert offices.held(second.id, second.starts_on) == (Office.VICE_CHAIR,)
    offices.set(at.holder, [Office.TREASURER, Office.VICE_CHAIR], on=last)
    assert offices.held(second.id, second.last_day) == (Office.VICE_CHAIR, Office.TREASURER)
    offices.set(second, [Office.MINUTE_TAKER, Office.TREASURER], on=second.starts_on)
    offices.set(at.holder, [Office.VICE_CHAIR], on=last)
    assert offices.held(second.id, second.starts_on) == (Office.MINUTE_TAKER,)
    at.store.trail.undo()
    at.store.trail.undo()
    at.store.trail.undo()
    assert at.store.trail.undo().action == "member.reappoint"
    assert offices.held(at.holder.id, last) == (Office.VICE_CHAIR,)


@pytest.mark.parametrize(
    ("role", "kept"),
    [
        (Role.REPRESENTATIVE, (Office.VICE_CHAIR, Office.TREASURER)),
        (Role.CHAIR, (Office.TREASURER,)),
    ],
)
def test_on_another_seat_offices_go_on_but_a_chair_is_no_vice_chair(
    at: Desk, role: Role, kept: tuple[Office, ...]
) -> None:
    members, start = at.store.members, date(2028, 1, 1)
    seat = members.add_seat(at.council.id, code="X", role=role, starts_on=NEW_YEAR)
    members.offices.set(at.holder, [Office.VICE_CHAIR, Office.TREASURER], on=NEW_YEAR)
    moved = appointment_of(members.appoint(at.holder.person_id, seat, starts_on=start))
    assert members.offices.held(moved.id, start) == kept


def test_after_a_gap_no_office_comes_back(at: Desk) -> None:
    members, start = at.store.members, date(2028, 2, 1)
    members.offices.set(at.holder, [Office.TREASURER], on=NEW_YEAR)
    again = appointment_of(members.appoint(at.holder.person_id, at.seat, starts_on=start))
    assert members.offices.held(again.id, start) == ()


def test_a_term_with_a_successor_is_not_about_to_end(at: Desk) -> None:
    def line() -> Membership:
        return at.store.members.memberships(at.council.id, last - timedelta(days=30))[0]

    last = at.holder.last_day
    assert line().standing(last - timedelta(days=30)) is Standing.ENDING
    assert line().reappointable
    at.store.members.reappoint(at.holder)
    assert line().standing(last - timedelta(days=30)) is Standing.ACTIVE
    assert not line().reappointable
    assert (line().followed_on, line().followed_by) == (
        last + timedelta(days=1),
        "S. van der Proef",
    )


@pytest.mark.parametrize("text", ["van der Proef", "proef", "S. VAN DER PROEF", "1"])
def test_a_person_is_found_by_part_of_the_name_or_the_number(at: Desk, text: str) -> None:
    assert at.store.members.find_person(text).id == at.holder.person_id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jan", "Jan de Vries"),
        ("jan vries", "Jan de Vries"),
        ("Janse", "Piet Jansen"),
        ("Ans", "Ans Hout-Smit"),
        ("smit", "Ans Hout-Smit"),
    ],
)
def test_a_whole_word_of_a_name_goes_before_a_part_of_one(
    store: Store, text: str, found: str
) -> None:
    for name in ("Piet Jansen", "Jan de Vries", "Ans Hout-Smit", "Kees Smits"):
        store.members.add(name)
    assert store.members.find_person(text).name == found


@pytest.mark.parametrize("text", ["Nergens", "", "999", "['\"%_"])
def test_who_is_not_there_is_said(at: Desk, text: str) -> None:
    with pytest.raises(NotFound):
        at.store.members.find_person(text)


def test_a_name_that_fits_two_people_asks_for_the_number(at: Desk) -> None:
    other = at.store.members.add("K. Proef-Konijn")
    with pytest.raises(WrongUse, match=rf"K\. Proef-Konijn \({other.id}\)"):
        at.store.members.find_person("proef")
    at.store.members.add("Proef")
    assert at.store.members.find_person("proef").name == "Proef"


@pytest.mark.parametrize(
    "email", ["jan", "jan@", "@example.nl", "a b@example.nl", "a@b@c", "jose@example"]
)
def test_what_is_no_address_is_refused(store: Store, email: str) -> None:
    with pytest.raises(WrongUse, match="is not an e-mail address"):
        store.members.add("J. Fictema", email=email)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\x1b]52;c;aGFja2Vk\x07J. Fictema", "]52;c;aGFja2VkJ. Fictema"),
        ("[bold]x[/]", "[bold]x[/]"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("Jan\u202e netsim", "Jan netsim"),
        ("  J.\t Fic\ntema ", "J. Fic tema"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_names_are_kept_as_harmless_text(store: Store, given: str, kept: str) -> None:
    assert store.members.add(given).name == kept


def test_two_who_change_one_person_do_not_overwrite_each_other(at: Desk, colleague: Store) -> None:
    colleague.members.change_person(at.person, name="B. Voorbeeldt", email="", phone="06-12345678")
    with pytest.raises(Conflict, match="pietersen changed this on"):
        at.store.members.change_person(at.person, name="B. V.", email="", phone="")
    assert at.store.members.person(at.person.id).phone == "06-12345678"


def test_two_who_fill_one_seat_do_not_both_succeed(at: Desk, colleague: Store) -> None:
    seat: Seat = colleague.members.seat(at.council.id, "pw-2")
    colleague.members.appoint(at.person.id, seat, starts_on=date(2026, 1, 1))
    third = at.store.members.add("J. Fictema")
    with pytest.raises(Refused, match=r"taken by B\. Voorbeeldt"):
        at.store.members.appoint(third.id, at.empty, starts_on=date(2026, 1, 1))


def test_who_has_no_seat_on_a_day_cannot_be_ended(at: Desk) -> None:
    with pytest.raises(Refused, match=r"B\. Voorbeeldt has no seat in this council"):
        at.store.members.current(at.council.id, at.person.id, NEW_YEAR)
    line = at.store.members.current(at.council.id, at.holder.person_id, NEW_YEAR)
    assert line.appointment == at.holder
