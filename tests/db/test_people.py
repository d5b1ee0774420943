"""Who has no seat, and what is left of somebody who was forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from council.clocks import ClockEvent, ClockEventKind, explain
from council.councils import Council, CouncilKind
from council.errors import Conflict, NotFound, Refused
from council.members import Office, Person, Role, Unseated
from council.requests import RequestForm, RequestState
from council.terms import Purpose, Unit
from db.people import named_in_words
from db.store import Store, open_store
from tests.conftest import MOMENT, fixed_actor
from tests.db.desk import Desk, desk, on_disk, plan

TODAY = MOMENT.date()


@pytest.fixture
def at(store: Store, council: Council) -> Desk:
    return desk(store, council)


def left(at: Desk) -> Unseated:
    """End the appointment of the holder yesterday, and return them."""
    at.store.members.end(at.holder, on=TODAY - timedelta(days=1), reason="verhuisd")
    found = at.store.people.unseated(at.council.id, at.holder.person_id, TODAY)
    assert found is not None
    return found


def test_without_a_seat_are_candidates_and_who_left_not_who_is_to_come(at: Desk) -> None:
    def names(on: date) -> list[str]:
        return [one.person.name for one in at.store.people.without_seat(at.council.id, on)]

    assert names(TODAY) == ["B. Voorbeeldt"]
    assert names(at.holder.last_day) == ["B. Voorbeeldt"]
    assert names(at.holder.last_day + timedelta(days=1)) == ["S. van der Proef", "B. Voorbeeldt"]
    coming = at.store.members.appoint(at.person.id, at.empty, starts_on=date(2027, 1, 1))
    assert names(TODAY) == []
    assert at.store.people.count(at.council.id, TODAY) == 0
    assert at.store.people.unseated(at.council.id, at.person.id, TODAY) is None
    assert coming.appointment is not None


def test_who_left_is_shown_with_the_seat_they_had_last(at: Desk) -> None:
    gone = left(at)
    assert gone.last is not None
    assert gone.last.appointment is not None
    assert (gone.last.seat.code, gone.last.appointment.last_day) == (
        "PW-1",
        TODAY - timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("today", "long_gone"), [(date(2028, 11, 22), False), (date(2028, 11, 23), True)]
)
def test_after_two_years_the_name_of_who_left_is_no_longer_needed(
    at: Desk, today: date, long_gone: bool
) -> None:
    assert left(at).long_gone(today) is long_gone
    candidate = at.store.people.unseated(at.council.id, at.person.id, TODAY)
    assert candidate is not None
    assert not candidate.long_gone(today)


def test_nothing_in_the_file_tells_who_was_forgotten(at: Desk) -> None:
    members = at.store.members
    person = members.person(at.holder.person_id)
    person = members.change_person(
        person, name="S. Schuilnaam", email="schuil@example.nl", phone="06-11122233"
    )
    second = members.reappoint(at.holder).appointment
    assert second is not None
    members.offices.set(at.holder, [Office.TREASURER], on=date(2026, 1, 1))
    left(at)
    for form, subject, fields in (
        ("person.change", person.id, {"name": "S. Schuilnaam"}),
        ("member.end", at.holder.id, {"explanation": "verhuisd"}),
        ("member.appoint", 0, {"person": "S. Schuilnaam", "phone": "06-11122233"}),
    ):
        at.store.drafts.save(form, subject, fields)
    at.store.meetings.invite(at.meeting, [person.id], sender="schuil@example.nl")
    forgotten = at.store.people.forget(person, TODAY)
    assert (forgotten.name, forgotten.email, forgotten.phone) == ("anonymous 1", "", "")
    assert forgotten.forgotten_on == TODAY
    raw = on_disk(at.store)
    for word in (b"schuil", b"van der proef", b"06-11122233", b"verhuisd"):
        assert word not in raw


def test_no_decision_or_exception_tells_who_was_forgotten(at: Desk) -> None:
    members = at.store.members
    line = members.appoint(
        at.person.id,
        at.empty,
        starts_on=date(2024, 1, 1),
        ends_on=date(2025, 12, 31),
        decision="Besluit Voorbeeldt",
        deviation="Voorbeeldt blijft langer",
    )
    assert line.appointment is not None
    members.corrections.appointment(
        line.appointment, starts_on=date(2024, 2, 1), decision="Besluit 2024-7 Voorbeeldt"
    )
    at.store.people.forget(at.person, TODAY)
    assert b"voorbeeldt" not in on_disk(at.store)
    (term,) = members.history(at.empty.id)
    assert term.appointment is not None
    kept = term.appointment
    assert (kept.decision, kept.deviation, kept.end_reason) == ("–", "–", "")
    assert kept.starts_on == date(2024, 2, 1)


def test_what_stays_that_holds_their_surname_is_told(at: Desk) -> None:
    person = at.store.members.change_person(at.person, name="B. de Wit", email="", phone="")
    assert at.store.people.named_in(person) == []
    assert named_in_words([]) == []
    plan(at.store, at.council, title="Afscheid Voorbeeldt")
    plan(at.store, at.council, title="Witte donderdag")
    for number in range(5):
        at.store.requests.register(at.council.id, title=f"Vraag De Wit {number}", received_on=TODAY)
    found = at.store.people.named_in(person)
    assert [one.kind for one in found] == [*["request"] * 5, "meeting", "log"]
    assert named_in_words(found) == [
        "This surname also stands here, and stays:",
        *(f"  request: 2026-{number:03} Vraag De Wit {number - 2}" for number in (6, 5, 4, 3, 2)),
        "  and 1 more",
        "  log: 6 lines",
    ]
    assert named_in_words(found[5:])[1] == "  meeting: Tue 8 Dec 2026 19:30 Afscheid Voorbeeldt"
    at.store.people.forget(person, TODAY)
    assert at.store.search.find(at.council.id, "Afscheid Voorbeeldt", TODAY) != []


def test_a_number_stands_where_a_request_has_the_name_alone(at: Desk, colleague: Store) -> None:
    requests, person = at.store.requests, at.store.members.add("E. Vergeetmij", email="e@forget.nl")
    other = at.store.members.add("S. de Wit")
    request = requests.register(
        at.council.id,
        title="Spoed",
        received_on=TODAY,
        asked_by=date(2026, 12, 1),
        form=RequestForm.URGENT,
        short_term_agreed_by="E. Vergeetmij",
        sender="e. vergeetmij",
        sender_email="E@forget.nl",
        assignee="S. de Wit en E. Vergeetmij",
    )
    shorter = ClockEvent(
        kind=ClockEventKind.SHORTEN,
        on=TODAY,
        amount=1,
        unit=Unit.DAY,
        reason="haast",
        agreed_by="E. Vergeetmij",
    )
    requests.record_event(request, Purpose.ADVICE, shorter)
    request = requests.assign(requests.by_id(request.id), "E. Vergeetmij, Wmo")
    assert at.store.people.named_in(person) == []
    colleague.people.forget(person, TODAY)
    raw = on_disk(at.store)
    assert b"vergeetmij" not in raw
    assert b"forget.nl" not in raw
    now, name = requests.by_id(request.id), f"anonymous {person.id}"
    assert (now.assignee, now.sender, now.sender_email) == (f"{name}, Wmo", name, "")
    assert now.short_term_agreed_by == name
    clock = requests.clocks.open_of(request.id, Purpose.ADVICE)
    assert clock is not None
    assert [one.agreed_by for one in requests.clocks.events(clock.id)][-1] == name
    assert f"Agreed by {name}." in explain(clock.explanation)
    edits = at.store.trail.edits(at.store.trail.log())
    told = [
        (one.old, one.new) for each in edits.values() for one in each if one.what == "prepared by"
    ]
    assert told == [(f"{other.name} en {name}", f"{name}, Wmo")]
    with pytest.raises(Conflict, match="pietersen changed this"):
        requests.assign(request, "Wmo")


def test_that_a_request_has_a_number_hinders_no_undoing(at: Desk) -> None:
    at.store.requests.assign(at.request, "B. Voorbeeldt")
    at.store.requests.assign(at.store.requests.by_id(at.request.id), "Wmo")
    at.store.people.forget(at.person, TODAY)
    assert at.store.trail.undo().action == "request.assign"
    number = f"anonymous {at.person.id}"
    assert at.store.requests.by_id(at.request.id).assignee == number
    assert at.store.trail.undo().action == "request.assign"
    assert at.store.requests.by_id(at.request.id).assignee == ""
    assert at.store.trail.redo().action == "request.assign"
    assert at.store.requests.by_id(at.request.id).assignee == number


def test_a_request_that_may_have_a_homonym_keeps_the_name_and_is_told(at: Desk) -> None:
    at.store.members.add("B. Voorbeeldt")
    at.store.requests.assign(at.request, "B. Voorbeeldt")
    found = at.store.people.named_in(at.person)
    assert [one.named for one in found] == ["2026-001 Verordening jeugdhulp", "2 lines"]
    at.store.people.forget(at.person, TODAY)
    assert at.store.requests.by_id(at.request.id).assignee == "B. Voorbeeldt"


def test_what_somebody_types_or_keeps_as_a_view_is_told(at: Desk, colleague: Store) -> None:
    colleague.drafts.save("advice.text", at.request.id, {"text": "Met dank\nVoorbeeldt"})
    colleague.drafts.save("meeting.plan", 0, {"title": "Met Voorbeeld"})
    at.store.drafts.save("person.change", at.person.id, {"name": "B. Voorbeeldt"})
    at.store.views.save(at.council.id, "Van haar", filter_text="voorbeeldt")
    found = at.store.people.named_in(at.person)
    assert named_in_words(found) == [
        "This surname also stands here, and stays:",
        "  not saved yet: 2026-001 by pietersen, Mon 23 Nov 2026",
        "  view: Van haar (jansen)",
        "  log: 1 line",
    ]


def test_what_no_search_finds_is_told(at: Desk) -> None:
    store, council = at.store, at.council.id
    store.meetings.cancel(at.meeting, reason="Voorbeeldt is ziek")
    request = store.requests.register(council, title="Nota", received_on=date(2026, 11, 16))
    store.requests.advance(request, RequestState.INCOMPLETE, on=TODAY, reason="via Voorbeeldt")
    store.files.add(
        at.request.id,
        name="brief.txt",
        media_type="text/plain",
        data=b"x",
        source="added",
        on=TODAY,
        text="Aan mevrouw Voorbeeldt",
        confidential=True,
    )
    store.members.corrections.appointment(
        at.holder, starts_on=at.holder.starts_on, decision="na Voorbeeldt"
    )
    told = [one.named for one in store.people.named_in(at.person)]
    assert sorted(told) == [
        "2026-001 brief.txt",
        "2026-002 Nota",
        "4 lines",
        "S. van der Proef",
        "Tue 8 Dec 2026 19:30 Plenair",
    ]


def test_who_sat_in_another_council_is_not_shown_to_this_one(at: Desk) -> None:
    left(at)
    other = at.store.councils.create(
        code="CRD", name="Raad Drecht", kind=CouncilKind.CLIENT_COUNCIL
    ).id
    people, search = at.store.people, at.store.search
    assert [one.person.name for one in people.without_seat(other, TODAY)] == ["B. Voorbeeldt"]
    assert people.count(other, TODAY) == 1
    assert people.unseated(other, at.holder.person_id, TODAY) is None
    assert search.find(other, "proef", TODAY) == []
    assert [one.kind for one in search.find(other, "voorbeeldt", TODAY)] == ["person"]


def test_who_sat_in_a_part_is_known_to_the_whole_council(at: Desk) -> None:
    part = at.store.councils.create(
        code="WG", name="Werkgroep", kind=CouncilKind.WORKING_GROUP, parent_id=at.council.id
    ).id
    left(at)
    assert at.store.people.count(part, TODAY) == 2
    assert [one.title for one in at.store.search.find(part, "proef", TODAY)] == ["S. van der Proef"]


def test_no_index_tells_who_a_candidate_was(at: Desk) -> None:
    at.store.people.forget(at.person, TODAY)
    raw = on_disk(at.store)
    assert b"voorbeeldt" not in raw
    assert b"b@example.nl" not in raw


def test_no_statistics_tell_who_a_candidate_was(at: Desk) -> None:
    """They are made whenever somebody who wrote closes the program."""
    at.store.close()
    with open_store(at.store.path, fixed_actor()) as store:
        assert store.connection.value("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'person'")
        store.people.forget(at.person, TODAY)
        assert b"voorbeeldt" not in on_disk(store)


def test_that_somebody_sat_and_that_something_happened_stays(at: Desk) -> None:
    left(at)
    person = at.store.people.forget(at.store.members.person(at.holder.person_id), TODAY)
    (term,) = at.store.members.history(at.seat.id)
    assert term.person is not None
    assert (term.person.name, term.person.forgotten_on) == ("anonymous 1", TODAY)
    told = [(one.action, one.subject) for one in at.store.trail.log()]
    assert told[:2] == [("person.forget", "anonymous 1"), ("member.end", "anonymous 1")]
    assert ("member.appoint", "anonymous 1 (PW-1)") in told
    assert ("person.add", "B. Voorbeeldt") in told
    assert person.id not in [
        one.person.id for one in at.store.people.without_seat(at.council.id, TODAY)
    ]
    assert at.store.search.find(at.council.id, "anonymous", TODAY) == []
    with pytest.raises(NotFound):
        at.store.members.find_person("anonymous")


def test_who_has_or_gets_a_seat_is_not_forgotten(at: Desk) -> None:
    holder = at.store.members.person(at.holder.person_id)
    with pytest.raises(Refused, match="has seat PW-1 until Fri 31 Dec 2027: only who has no seat"):
        at.store.people.forget(holder, TODAY)
    at.store.members.appoint(at.person.id, at.empty, starts_on=date(2027, 1, 1))
    with pytest.raises(Refused, match="has seat PW-2 until"):
        at.store.people.forget(at.person, TODAY)


def test_a_homonym_is_not_forgotten_along(at: Desk) -> None:
    other = at.store.members.add("B. Voorbeeldt")
    at.store.people.forget(at.person, TODAY)
    assert at.store.members.person(other.id).name == "B. Voorbeeldt"
    subjects = [one.subject for one in at.store.trail.log() if one.action == "person.add"]
    assert subjects.count("B. Voorbeeldt") == 1


def test_who_was_forgotten_stays_so(at: Desk, colleague: Store) -> None:
    person = at.store.people.forget(at.person, TODAY)
    assert at.store.trail.undo().action == "request.register"
    assert at.store.members.person(person.id) == person
    with pytest.raises(Refused, match=r"was forgotten on Mon 23 Nov 2026: add who comes back"):
        at.store.members.change_person(person, name="B. Voorbeeldt", email="", phone="")
    with pytest.raises(Refused, match="was forgotten"):
        at.store.members.appoint(person.id, at.empty, starts_on=date(2027, 1, 1))
    with pytest.raises(Refused, match="was forgotten"):
        colleague.people.forget(person, TODAY)


def test_the_term_of_who_was_forgotten_is_not_put_right_any_more(at: Desk) -> None:
    left(at)
    at.store.people.forget(at.store.members.person(at.holder.person_id), TODAY)
    held = at.store.members.appointment(at.holder.id)
    with pytest.raises(Refused, match="anonymous 1 was forgotten"):
        at.store.members.corrections.appointment(held, starts_on=held.starts_on, decision="B&W")


def test_undoing_goes_on_before_what_was_about_who_was_forgotten(at: Desk) -> None:
    at.store.requests.assign(at.request, "Wmo")
    seat = at.store.members.add_seat(
        at.council.id, code="PW-3", role=Role.CLIENT_MEMBER, starts_on=date(2020, 1, 1)
    )
    line = at.store.members.appoint(at.person.id, seat, starts_on=date(2024, 1, 1))
    assert line.appointment is not None
    at.store.members.end(line.appointment, on=TODAY - timedelta(days=1), reason="verhuisd")
    person = at.store.people.forget(at.store.members.person(at.person.id), TODAY)
    undone = at.store.trail.undo()
    assert (undone.action, undone.passed_over) == ("request.assign", True)
    assert at.store.members.person(at.person.id) == person
    assert [one.appointment for one in at.store.members.history(seat.id)] != []
    assert at.store.trail.redo().action == "request.assign"


def test_undoing_goes_on_before_the_end_of_whom_a_colleague_forgot(
    at: Desk, colleague: Store
) -> None:
    left(at)
    colleague.people.forget(colleague.members.person(at.holder.person_id), TODAY)
    undone = at.store.trail.undo()
    assert (undone.action, undone.passed_over) == ("request.register", True)
    assert at.store.people.unseated(at.council.id, at.holder.person_id, TODAY) is None


def past(at: Desk) -> Person:
    """Appoint somebody whose term passed without anybody ending it, as treasurer."""
    person = at.store.members.add("N. Bedachtsma")
    line = at.store.members.appoint(
        person.id, at.empty, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31)
    )
    assert line.appointment is not None
    at.store.members.offices.set(line.appointment, [Office.TREASURER], on=date(2024, 2, 1))
    return person


def test_no_appointment_or_office_of_who_was_forgotten_is_undone(at: Desk) -> None:
    at.store.people.forget(past(at), TODAY)
    assert at.store.trail.undo().action == "request.register"
    (term,) = at.store.members.history(at.empty.id)
    assert term.person is not None and term.person.name == "anonymous 3"


def test_no_appointment_of_who_was_forgotten_is_done_again(at: Desk, colleague: Store) -> None:
    at.store.members.appoint(at.person.id, at.empty, starts_on=date(2027, 1, 1))
    at.store.trail.undo()
    colleague.people.forget(colleague.members.person(at.person.id), TODAY)
    with pytest.raises(Conflict, match="pietersen went on with it"):
        at.store.trail.redo()
    assert at.store.people.unseated(at.council.id, at.person.id, TODAY) is None


def test_who_was_changed_meanwhile_is_looked_at_again_first(at: Desk, colleague: Store) -> None:
    colleague.members.change_person(at.person, name="B. Voorbeeldt", email="", phone="06-12345678")
    with pytest.raises(Conflict, match="pietersen changed this on"):
        at.store.people.forget(at.person, TODAY)
    assert at.store.members.person(at.person.id).phone == "06-12345678"


@pytest.mark.parametrize("name", ["?", "…", "王", "O", "-"])
def test_somebody_without_a_surname_to_look_for_can_be_forgotten(store: Store, name: str) -> None:
    person = store.members.add(name)
    assert store.people.named_in(person) == []
    assert store.people.forget(person, TODAY).name.startswith("anonymous")
