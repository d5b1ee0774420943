"""Consent to less time is the council's to give: by its chair or vice-chair."""

from __future__ import annotations

from datetime import date

import pytest

from council.clocks import ClockEvent, ClockEventKind
from council.councils import Council
from council.errors import Refused
from council.members import Office, Role
from council.requests import AdviceRequest, RequestForm
from council.terms import Purpose, Unit
from db.store import Store

RECEIVED = date(2026, 11, 2)


@pytest.fixture
def presided(store: Store, council: Council) -> Council:
    """A council with a chair and a vice-chair in office."""
    people = (
        ("VZ", Role.INDEPENDENT_CHAIR, "Proef, Saar van der"),
        ("C1", Role.CLIENT_MEMBER, "Bo Fictie"),
    )
    for code, role, name in people:
        seat = store.members.add_seat(council.id, code=code, role=role, starts_on=date(2020, 1, 1))
        person = store.members.add(name)
        line = store.members.appoint(person.id, seat, starts_on=date(2025, 1, 1))
        if role is Role.CLIENT_MEMBER and line.appointment:
            store.members.offices.set(line.appointment, [Office.VICE_CHAIR], on=date(2025, 1, 1))
    return council


def urgent(store: Store, council: Council, agreed_by: str) -> AdviceRequest:
    return store.requests.register(
        council.id,
        title="Noodopvang",
        received_on=RECEIVED,
        form=RequestForm.URGENT,
        short_term_agreed_by=agreed_by,
    )


@pytest.mark.parametrize(
    ("agreed_by", "told"),
    [
        ("wethouder Jansen", True),
        ("wethouder Proef", True),
        ("Fictie, ambtenaar Wmo", True),
        ("beleidsmedewerker S. Proef", True),
        ("burgemeester Bo Fictie", True),
        ("Proef van de gemeente", True),
        ("wethouder Van der Laan", True),
        ("Saar van der Proef", False),
        ("mw. Proef", False),
        ("Bo Fictie, telefonisch", False),
        ("de voorzitter", False),
        ("vice-voorzitter", False),
    ],
)
def test_consent_of_somebody_else_is_recorded_and_told(
    store: Store, presided: Council, agreed_by: str, told: bool
) -> None:
    request = urgent(store, presided, agreed_by)
    assert store.requests.open_clock(request, Purpose.ADVICE).due_on == date(2026, 11, 16)
    said = " ".join(map(str, store.requests.remarks(request)))
    assert ("neither chair nor vice-chair (Saar van der Proef, Bo Fictie)" in said) is told


def test_without_a_chair_nothing_is_known_of_who_may_agree(store: Store, council: Council) -> None:
    assert store.requests.remarks(urgent(store, council, "Cora")) == []


def test_the_chair_and_the_vice_chair_of_a_day_can_agree(store: Store, presided: Council) -> None:
    requests = store.requests
    assert requests.presiding(presided.id, RECEIVED) == ["Saar van der Proef", "Bo Fictie"]
    assert requests.presiding(presided.id, date(2024, 12, 31)) == []


def test_nobody_is_no_consent(store: Store, council: Council) -> None:
    with pytest.raises(Refused, match="is nobody"):
        urgent(store, council, ".")


def less(kind: ClockEventKind, agreed_by: str) -> ClockEvent:
    """Return what takes two weeks of a term of six."""
    shorten = kind is ClockEventKind.SHORTEN
    return ClockEvent(
        kind=kind,
        on=RECEIVED,
        reason="spoed",
        amount=2 if shorten else None,
        unit=Unit.WEEK if shorten else None,
        due_on=None if shorten else date(2026, 11, 30),
        agreed_by=agreed_by,
    )


@pytest.mark.parametrize("kind", [ClockEventKind.SHORTEN, ClockEventKind.CORRECT])
@pytest.mark.parametrize(
    ("agreed_by", "told"),
    [("wethouder De Boer", True), ("Saar van der Proef", False), ("de voorzitter", False)],
)
def test_consent_to_a_shorter_term_is_told_as_that_at_registration(
    store: Store, presided: Council, kind: ClockEventKind, agreed_by: str, told: bool
) -> None:
    request = store.requests.register(presided.id, title="Noodopvang", received_on=RECEIVED)
    event = less(kind, agreed_by)
    after = store.requests.record_event(request, Purpose.ADVICE, event)
    at_once = store.requests.change_remarks(request, after, agreed_by)
    for remarks in (at_once, store.requests.remarks(request)):
        assert ["neither chair nor vice-chair" in str(one) for one in remarks] == [True] * told
    given_back = ClockEvent(
        kind=ClockEventKind.CORRECT, on=RECEIVED, due_on=date(2026, 12, 21), reason="toch meer tijd"
    )
    after = store.requests.record_event(request, Purpose.ADVICE, given_back)
    assert store.requests.change_remarks(request, after) == []


@pytest.mark.parametrize("kind", [ClockEventKind.SHORTEN, ClockEventKind.CORRECT])
def test_nobody_agrees_to_a_shorter_term(
    store: Store, council: Council, kind: ClockEventKind
) -> None:
    request = store.requests.register(council.id, title="Noodopvang", received_on=RECEIVED)
    with pytest.raises(Refused, match="is nobody"):
        store.requests.record_event(request, Purpose.ADVICE, less(kind, "."))
    assert store.requests.open_clock(request, Purpose.ADVICE).due_on == date(2026, 12, 14)
