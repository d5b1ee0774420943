"""The members: appointing, reappointing, ending, and who sat where on another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from council.members import Office, Role, Standing
from council.record import replace
from db.store import Store
from tests.db.desk import plan
from tests.screens.conftest import TODAY, Opener, press, shown, write


async def test_every_seat_is_shown_with_its_holder_term_and_end(screens: Opener) -> None:
    async with screens(120, 40) as pilot:
        assert await press(pilot, "4") == 1
        text = shown(pilot)
        assert "S. van der Proef" in text
        assert "1 of 2" in text
        assert "Thu 31 Dec 2026" in text
        assert "! PW-2" in text
        assert "(vacant)" in text


async def test_reappointing_takes_three_keys(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        assert await press(pilot, "4", "h", "enter") == 3
        assert "is reappointed until" in shown(pilot)
        (next_term, _first) = store.members.appointments(3)
        assert next_term.appointment is not None
        assert next_term.appointment.term_number == 2
        assert next_term.appointment.starts_on == date(2027, 1, 1)


async def test_where_a_seat_has_no_fixed_term_the_end_of_the_next_one_is_asked(
    store: Store, screens: Opener
) -> None:
    seat = store.members.seat(1, "J-1")
    store.members.corrections.seat(seat, replace(seat, term_months=None))
    async with screens() as pilot:
        await press(pilot, "4", "h", "enter")
        assert "! Fill this in." in shown(pilot)
        await write(pilot, "31 dec")
        await press(pilot, "enter")
        assert "is reappointed until Fri 31 Dec 2027" in shown(pilot)


async def test_a_member_who_leaves_opens_a_vacancy_in_three_keys(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "4")
        assert await press(pilot, "x", "m", "enter") == 3
        assert "then seat J-1 is vacant" in shown(pilot)
        line = store.members.appointments(3)[0]
        assert line.appointment is not None
        assert (line.appointment.ended_on, line.appointment.end_reason) == (TODAY, "moved away")


async def test_terms_from_before_a_gap_are_named_where_they_do_not_count(
    store: Store, screens: Opener
) -> None:
    line = store.members.memberships(1, TODAY)[1]
    assert line.appointment is not None
    store.members.end(line.appointment, on=date(2025, 5, 31), reason="ziekte")
    async with screens() as pilot:
        await press(pilot, "4", "n")
        await write(pilot, "S. van der Proef")
        await press(pilot, "tab")
        assert "! Sat until Sat 31 May 2025 before" in shown(pilot)
    store.members.appoint(line.appointment.person_id, line.seat, starts_on=TODAY)
    async with screens() as pilot:
        await press(pilot, "4", "down", "enter")
        text = " ".join(shown(pilot).split())
        assert "1 of 2" in text
        assert "after a gap the terms are counted anew" in text


async def test_a_vacant_seat_is_filled_by_a_name_alone(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "down", "down", "n")
        await write(pilot, "K. Dummerink")
        assert "K. Dummerink is new." in shown(pilot)
        assert "The term ends on Fri 22 Nov 2030." in shown(pilot)
        await press(pilot, "enter", "enter")
        line = store.members.memberships(1, TODAY)[2]
        assert line.person is not None
        assert (line.seat.code, line.person.name) == ("PW-2", "K. Dummerink")
        assert line.standing(TODAY) is Standing.ACTIVE


async def test_a_new_seat_code_makes_the_seat(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "n")
        await write(pilot, "T. Testema")
        await press(pilot, "enter")
        await write(pilot, "VZ")
        await press(pilot, "enter", "i", "enter", "enter", "enter")
        seat = store.members.seat(1, "VZ")
        assert (seat.role, seat.voting) == (Role.INDEPENDENT_CHAIR, False)
        assert store.members.memberships(1, TODAY)[0].person is not None
        assert store.trail.undo().label == "appointed"
        assert all(line.seat.code != "VZ" for line in store.members.memberships(1, TODAY))


async def test_the_end_of_an_appointment_without_a_year_lies_after_its_beginning(
    store: Store, screens: Opener
) -> None:
    store.members.add_seat(1, code="PW-9", role=Role.CLIENT_MEMBER, starts_on=TODAY)
    async with screens() as pilot:
        await press(pilot, "4", "n")
        await write(pilot, "K. Dummerink")
        await press(pilot, "enter")
        await write(pilot, "pw-9")
        await press(pilot, "enter", "enter", "enter")
        await write(pilot, "1 jan")
        await press(pilot, "tab")
        await write(pilot, "31 dec")
        await press(pilot, "enter")
        assert "K. Dummerink sits on PW-9 until Fri 31 Dec 2027" in shown(pilot)


async def test_a_seat_to_come_is_known_and_not_made_again(store: Store, screens: Opener) -> None:
    store.members.add_seat(1, code="PW-9", role=Role.CLIENT_MEMBER, starts_on=date(2027, 6, 1))
    async with screens() as pilot:
        await press(pilot, "4", "n")
        await write(pilot, "K. Dummerink")
        await press(pilot, "enter")
        await write(pilot, "pw-9")
        assert "Seat PW-9 exists." in shown(pilot)
        await press(pilot, "enter", "enter", "enter")
        await write(pilot, "1-6-2027")
        await press(pilot, "enter")
        assert "K. Dummerink sits on PW-9 until Sat 31 May 2031" in shown(pilot)


async def test_a_taken_seat_is_refused_beside_the_field_and_nothing_is_lost(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "n")
        await write(pilot, "K. Dummerink")
        await press(pilot, "enter")
        await write(pilot, "PW-1")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert "Seat PW-1 is taken by S. van der Proef" in shown(pilot)
        assert "K. Dummerink" in shown(pilot)
        assert [person.name for person in store.members.people()] == [
            "S. van der Proef",
            "A. Testman",
            "T. Voorbeeld",
        ]


async def test_the_rota_of_retirement_is_one_key_away_and_found_by_its_name(
    store: Store, screens: Opener
) -> None:
    line = store.members.memberships(1, TODAY)[0]
    assert line.appointment is not None
    store.members.reappoint(line.appointment)
    async with screens(120, 40) as pilot:
        await press(pilot, "4", "t")
        text = shown(pilot)
        assert "Thu 31 Dec 2026  J-1    A. Testman        reappointed until Tue 31 Dec 2030" in text
        assert "Tue 31 Dec 2030  J-1    A. Testman        cannot be reappointed" in text
        await press(pilot, "escape", "0", ":")
        await write(pilot, "rota")
        await press(pilot, "enter")
        assert "Rota of retirement" in shown(pilot)


async def test_another_day_shows_who_sat_then(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "@")
        await write(pilot, "1-1-2021")
        await press(pilot, "enter")
        assert "as on Fri 1 Jan 2021" in shown(pilot)
        assert "S. van der Proef" not in shown(pilot)
        await press(pilot, "escape")
        assert "S. van der Proef" in shown(pilot)


async def test_an_appointment_to_come_is_taken_back_from_the_vacant_seat(
    store: Store, screens: Opener
) -> None:
    person = store.members.add("O. Volger")
    store.members.appoint(person.id, store.members.seat(1, "PW-2"), starts_on=date(2027, 7, 1))
    async with screens() as pilot:
        await press(pilot, "4", "down", "down")
        assert "x take back" in shown(pilot)
        await press(pilot, "x")
        assert "Seat PW-2, from Thu 1 Jul 2027 to Mon 30 Jun 2031." in shown(pilot)
        await press(pilot, "y")
        assert "The appointment of O. Volger to PW-2 is taken back." in shown(pilot)
        assert "! PW-2" in shown(pilot)
        assert store.members.appointments(person.id) == []


async def test_a_successor_who_withdraws_is_taken_back_on_a_day_they_would_sit(
    store: Store, screens: Opener
) -> None:
    person = store.members.add("O. Volger")
    store.members.appoint(person.id, store.members.seat(1, "J-1"), starts_on=date(2027, 1, 1))
    async with screens() as pilot:
        await press(pilot, "4", "@")
        await write(pilot, "1-1-2027")
        await press(pilot, "enter")
        assert "O. Volger" in shown(pilot)
        await press(pilot, "x", "y")
        assert store.members.appointments(person.id) == []
        assert store.members.memberships(1, TODAY)[0].reappointable


async def test_what_cannot_be_done_with_a_vacant_seat_says_why(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "down", "down", "h")
        assert "Seat PW-2 is vacant: press n to appoint somebody." in shown(pilot)


async def test_a_member_list_is_shown_before_it_is_read_in(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "leden.csv"
    path.write_bytes(
        b"naam;zetel;rol;van;tot;schoenmaat\r\n"
        b"O. Verzonnen;WMO-2;vertegenwoordiger;01-01-2026;31-12-2029;42\r\n"
    )
    async with screens() as pilot:
        await press(pilot, "4", "i")
        await write(pilot, str(path).replace("/", "/"))
        await press(pilot, "enter")
        assert "O. Verzonnen" in shown(pilot)
        assert "representative, Thu 1 Jan 2026 – Mon 31 Dec 2029, term 1" in shown(pilot)
        assert "Columns that were not understood: schoenmaat." in shown(pilot)
        assert all(person.name != "O. Verzonnen" for person in store.members.people())
        await press(pilot, "y")
        assert store.members.seat(1, "WMO-2").role is Role.REPRESENTATIVE


async def test_a_list_that_comes_again_shows_from_what_to_what_somebody_changes(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    (line,) = [one for one in store.members.memberships(1, TODAY) if one.seat.code == "WMO-1"]
    assert line.appointment is not None
    path = tmp_path / "leden.csv"
    path.write_text(
        "naam;e-mail;zetel;van\n"
        f"Voorbeeld, Tim;tim@example.nl;WMO-1;{line.appointment.starts_on.isoformat()}\n",
        encoding="utf-8",
    )
    async with screens() as pilot:
        await press(pilot, "4", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        assert "T. Voorbeeld → Tim Voorbeeld" in shown(pilot)
        assert "– → tim@example.nl" in shown(pilot)
        assert store.members.find_person("Voorbeeld").email == ""
        await press(pilot, "y")
        assert store.members.find_person("Tim Voorbeeld").email == "tim@example.nl"


async def test_all_faults_of_a_member_list_are_shown_and_nothing_is_read_in(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "leden.csv"
    rows = "".join(f"Lid {at};X-{at};client member;31-2-2026;\n" for at in range(2, 12))
    path.write_text(f"naam;zetel;rol;van;tot\n{rows}", encoding="utf-8")
    async with screens() as pilot:
        people = len(store.members.people())
        await press(pilot, "4", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        text = shown(pilot)
        assert "Nothing was read in." in text
        assert "Rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, van: 31-2-2026" in text
        await press(pilot, "enter", "q")
        assert len(store.members.people()) == people


async def test_changing_a_name_keeps_the_seat(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "w", "end")
        await write(pilot, "nen")
        await press(pilot, "enter", "enter", "enter")
        assert "A. Testmannen" in shown(pilot)
        assert store.members.person(3).name == "A. Testmannen"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("vacant", ["PW-2"]),
        ("client member", ["J-1", "PW-1", "PW-2", "WMO-1"]),
        ("proef", ["PW-1"]),
        ("proef pw-2", []),
        ("youth", ["J-1"]),
        ("dec 2026", ["J-1", "PW-1", "WMO-1"]),
    ],
)
async def test_the_filter_keeps_what_one_sees(
    screens: Opener, words: str, codes: list[str]
) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "/")
        await write(pilot, words)
        text = shown(pilot)
        assert [code for code in ("J-1", "PW-1", "PW-2", "WMO-1") if f" {code} " in text] == codes


async def test_an_office_is_given_with_the_name_and_stands_beside_the_role(
    store: Store, screens: Opener
) -> None:
    async with screens(120, 40) as pilot:
        await press(pilot, "4", "w", "tab", "tab", "tab")
        await press(pilot, "v", "enter")
        assert "vice-chair" in shown(pilot)
        (line,) = [one for one in store.members.memberships(1, TODAY) if one.offices]
        assert [str(office) for office in line.offices] == ["vice_chair"]


async def test_one_more_term_than_the_seat_allows_takes_a_deviation(
    store: Store, screens: Opener
) -> None:
    seat = store.members.seat(1, "J-1")
    store.members.corrections.seat(seat, replace(seat, max_terms=1))
    async with screens() as pilot:
        await press(pilot, "4", "h")
        assert "Term 1 is the last that seat J-1 allows" in shown(pilot)
        await press(pilot, "enter", "enter", "enter")
        assert len(store.members.history(seat.id)) == 1
        await write(pilot, "geen kandidaat")
        await press(pilot, "enter")
        assert "is reappointed until" in shown(pilot)
        appointment = store.members.history(seat.id)[0].appointment
        assert appointment and appointment.deviation == "geen kandidaat"


async def test_reappointing_says_which_offices_go_on(store: Store, screens: Opener) -> None:
    line = store.members.memberships(1, TODAY)[0]
    assert line.appointment is not None
    store.members.offices.set(line.appointment, [Office.VICE_CHAIR], on=TODAY)
    async with screens() as pilot:
        await press(pilot, "4", "h")
        assert "Stays vice-chair." in shown(pilot)
        await press(pilot, "enter")
        assert "Stays vice-chair." in shown(pilot)


async def test_people_without_a_seat_are_one_key_away_and_are_appointed_from_there(
    store: Store, screens: Opener
) -> None:
    store.members.add("K. Dummerink", email="k@example.nl")
    async with screens() as pilot:
        await press(pilot, "4")
        assert "without a seat 1" in shown(pilot)
        assert "K. Dummerink" not in shown(pilot)
        assert await press(pilot, "tab", "enter") == 2
        assert "k@example.nl" in shown(pilot)
        await press(pilot, "n")
        assert "Appoint K. Dummerink" in shown(pilot)
        assert "Vacant: PW-2." in shown(pilot)
        await write(pilot, "PW-2")
        await press(pilot, "enter", "enter", "enter", "enter")
        (line,) = store.members.appointments(4)
        assert line.seat.code == "PW-2"
        assert "without a seat 0" in shown(pilot)
        assert "> " in next(row for row in shown(pilot).splitlines() if " PW-2 " in row)
        assert "K. Dummerink" in shown(pilot)


async def test_of_two_with_one_name_the_one_under_the_cursor_is_appointed(
    store: Store, screens: Opener
) -> None:
    store.members.add("A. Testman")
    async with screens() as pilot:
        await press(pilot, "4", "tab", "n")
        await write(pilot, "PW-2")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert len(store.members.appointments(4)) == 1


async def test_who_left_is_changed_and_forgotten_after_a_last_look(
    store: Store, screens: Opener
) -> None:
    held = store.members.appointments(3)[0].appointment
    assert held is not None
    store.members.end(held, on=date(2024, 11, 1), reason="moved away")
    plan(store, store.councils.get(), title="Afscheid Testman")
    async with screens(120, 40) as pilot:
        await press(pilot, "4", "tab")
        assert "Left more than two years ago" in shown(pilot)
        assert "J-1       A. Testman" in shown(pilot)
        await press(pilot, "w", "end")
        await write(pilot, "nen")
        await press(pilot, "enter", "enter", "enter")
        assert store.members.person(3).name == "A. Testmannen"
        assert await press(pilot, "x") == 1
        assert "This cannot be undone." in shown(pilot)
        assert "That somebody had seat J-1, and when, stays." in shown(pilot)
        assert "This surname also stands here, and stays:" in shown(pilot)
        assert "meeting: Tue 8 Dec 2026 19:30 Afscheid Testman" in shown(pilot)
        await press(pilot, "escape")
        assert store.members.person(3).forgotten_on is None
        await press(pilot, "x", "y")
        assert "Forgotten: what is left is “anonymous 3”." in shown(pilot)
        assert "Testman" not in shown(pilot)
        await press(pilot, "o")
        assert "What was forgotten or removed for good stays so." in shown(pilot)
        await press(pilot, "tab", "home")
        assert "anonymous 3" in shown(pilot)


async def test_reappointing_who_has_no_seat_says_to_appoint(store: Store, screens: Opener) -> None:
    store.members.add("K. Dummerink")
    async with screens() as pilot:
        await press(pilot, "4", "tab", "h")
        assert "Who has no seat is appointed first: press n." in shown(pilot)
        await press(pilot, "@")
        await write(pilot, "1-1-2024")
        await press(pilot, "enter")
        assert "as on Mon 1 Jan 2024" in shown(pilot)
        assert "S. van der Proef" in shown(pilot)


async def test_search_finds_who_has_no_seat(store: Store, screens: Opener) -> None:
    store.members.add("K. Dummerink", phone="06-12345678")
    async with screens() as pilot:
        await press(pilot, "z")
        await write(pilot, "dummer")
        await press(pilot, "enter")
        assert "06-12345678" in shown(pilot)
        assert "[without a seat 1]" in shown(pilot)


async def test_a_wrong_first_day_and_a_missing_decision_are_put_right(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "w", "tab", "tab", "tab", "tab", "ctrl+u")
        await write(pilot, "1-3-2024")
        await press(pilot, "tab", "tab")
        await write(pilot, "B&W 12-2")
        await press(pilot, "enter")
        assert "A. Testman: saved." in shown(pilot)
    line = store.members.memberships(1, TODAY)[0]
    assert line.appointment is not None
    assert (line.appointment.starts_on, line.appointment.decision) == (date(2024, 3, 1), "B&W 12-2")
    assert line.appointment.ends_on == date(2028, 2, 29)


async def test_a_vacant_seat_is_changed_and_taken_away(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "down", "down", "w", "enter", "enter", "ctrl+u")
        await write(pilot, "twee")
        await press(pilot, "enter", "enter", "enter")
        assert "Give a number of terms, such as 2." in shown(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "3")
        await press(pilot, "enter", "enter", "enter")
        assert "Seat PW-2: saved." in shown(pilot)
        assert store.members.seat(1, "PW-2").max_terms == 3
        assert "x take away" in shown(pilot)
        await press(pilot, "x", "y")
        assert "Seat PW-2 is taken away." in shown(pilot)
    assert len(store.members.seats(1)) == 3


async def test_the_end_of_a_seat_without_a_year_lies_after_its_beginning(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "4", "down", "down", "w", "enter", "enter", "enter", "ctrl+u")
        await write(pilot, "1 jan 2027")
        await press(pilot, "enter")
        await write(pilot, "31 dec")
        await press(pilot, "enter")
        assert store.members.seat(1, "PW-2").ends_on == date(2027, 12, 31)


async def test_a_term_that_is_over_is_said_before_the_list_is_read_in(
    screens: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "leden.csv"
    path.write_text("Naam;Zetel;Rol;Van\nO. Volger;WMO-9;cliëntlid;1-1-2020\n", encoding="utf-8")
    async with screens(120, 24) as pilot:
        await press(pilot, "4", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        assert "! Row 2, O. Volger: this term ended on Sun 31 Dec 2023" in shown(pilot)
