from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.councils import Council, CouncilKind
from council.members import Office, Role
from council.wording import short_moment
from db.search import Found
from db.store import Store
from tests.db.desk import PLENARY, plan

MONDAY = date(2026, 11, 16)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def found_in(store: Store, council: Council) -> Store:
    """A store with one of each kind to be found."""
    person = store.members.add("A. Schijn-de Wit")
    seat = store.members.add_seat(
        council.id, code="WMO-7", role=Role.CLIENT_MEMBER, starts_on=MONDAY, domain="wmo"
    )
    held = store.members.appoint(person.id, seat, starts_on=MONDAY).appointment
    assert held is not None
    store.members.offices.set(held, [Office.TREASURER], on=MONDAY)
    store.announcements.add(
        council.id, title="Minimabeleid 2028", source="collegeprogramma", seen_on=MONDAY
    )
    plan(store, council, PLENARY, title="Plenaire vergadering")
    request = store.requests.register(
        council.id,
        title="Jeugdhulpverordening 2027",
        received_on=MONDAY,
        sender="Café Coördinatie",
        department="Beleid Samenleving",
        text="Over het persoonsgebonden budget van 06-12345678",
    )
    store.files.add(
        request.id,
        name="begroting.pdf",
        media_type="application/pdf",
        data=b"x",
        source="mail",
        on=MONDAY,
        text="meerjarenraming",
    )
    return store


def titles(store: Store, words: str, on: date = MONDAY) -> list[str]:
    return [one.title for one in store.search.find(1, words, on)]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("schijn", ["person"]),
        ("plenaire", ["meeting"]),
        ("wmo-7", ["seat"]),
        ("clientlid", ["seat"]),
        ("ondersteuning", ["seat"]),
        ("penningmeester", ["seat"]),
        ("treasurer", ["seat"]),
        ("minimabeleid", ["announcement"]),
        ("collegeprog", ["announcement"]),
        ("RAADZAAL", ["meeting"]),
        ("jeugdhulp", ["request"]),
        ("verordening", ["request"]),
        ("hulpverord", ["request"]),
        ("coordinatie", ["request"]),
        ("ordinatie", ["request"]),
        ("ul", []),
        ("pe", ["request", "seat"]),
        ("cafe", ["request"]),
        ("samenleving", ["request"]),
        ("2026-001", ["request"]),
        ("budget jeugd", ["request"]),
        ("begr", ["document"]),
        ("jarenraming", ["document"]),
        ("budget schijn", []),
        ("xyzzy", []),
        ("", []),
        ("  ", []),
        ("%%%", []),
        ("___", []),
    ],
)
def test_words_find_what_holds_them(found_in: Store, words: str, kinds: list[str]) -> None:
    assert [one.kind for one in found_in.search.find(1, words, MONDAY)] == kinds


def test_what_is_found_shows_where(found_in: Store) -> None:
    (found,) = found_in.search.find(1, "budget", MONDAY)
    assert found == Found(
        kind="request",
        id=1,
        title="2026-001 Jeugdhulpverordening 2027",
        context="Over het persoonsgebonden budget van 06-12345678",
        ref="2026-001",
    )


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("jeugdhulp", "2026-001 Jeugdhulpverordening 2027"),
        ("begroting", "2026-001 begroting.pdf"),
        ("plenaire", f"{short_moment(PLENARY)} Plenaire vergadering"),
        ("wmo-7", "WMO-7"),
    ],
)
def test_what_is_found_says_where_it_is(found_in: Store, words: str, named: str) -> None:
    assert [one.named for one in found_in.search.find(1, words, MONDAY)] == [named]


def test_a_seat_is_found_in_words_and_no_longer_by_an_office_given_up(found_in: Store) -> None:
    (seat,) = found_in.search.find(1, "penningmeester", MONDAY)
    assert seat.context == "client member, Social support, treasurer"
    (line,) = found_in.members.memberships(1, MONDAY)
    assert line.appointment is not None
    found_in.members.offices.set(line.appointment, [], on=NEW_YEAR)
    assert titles(found_in, "penningmeester", NEW_YEAR - timedelta(1)) == ["WMO-7"]
    assert titles(found_in, "penningmeester", NEW_YEAR) == []
    found_in.trail.undo()
    assert titles(found_in, "penningmeester", NEW_YEAR) == ["WMO-7"]


@pytest.mark.parametrize("followed", [False, True])
def test_a_seat_is_not_found_by_the_office_of_who_left(found_in: Store, followed: bool) -> None:
    (line,) = found_in.members.memberships(1, MONDAY)
    assert line.appointment is not None
    found_in.members.end(line.appointment, on=NEW_YEAR - timedelta(1), reason="verhuisd")
    if followed:
        person = found_in.members.add("B. Voorbeeld")
        found_in.members.appoint(person.id, line.seat, starts_on=NEW_YEAR)
    assert titles(found_in, "penningmeester") == ["WMO-7"]
    assert titles(found_in, "penningmeester", NEW_YEAR) == []
    (seat,) = found_in.search.find(1, "cliëntlid", NEW_YEAR)
    assert seat.context == "client member, Social support"


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (
            "Een hele lange aanloop van woorden voor het woord bezwaartermijn komt",
            "van woorden voor het woord bezwaartermijn komt",
        ),
        ("Een aanloop\nbezwaartermijn", "Een aanloop bezwaartermijn"),
        (f"Voor {'x' * 40}bezwaar", f"{'x' * 40}bezwaar"),
        ("Café én bezwaar", "Café én bezwaar"),
        (
            f"{'ﬃ' * 40} en ĳs voor wie op tijd bezwaar maakt",
            "en ĳs voor wie op tijd bezwaar maakt",
        ),
        ("x\u0323" * 40 + " op tijd bezwaar gemaakt", "op tijd bezwaar gemaakt"),
    ],
)
def test_a_piece_of_text_begins_with_a_whole_word(
    store: Store, council: Council, text: str, context: str
) -> None:
    store.requests.register(council.id, title="Loket", received_on=MONDAY, text=text)
    assert [one.context for one in store.search.find(1, "bezwaar", MONDAY)] == [context]


@pytest.mark.parametrize("written", ["re-integratie", "re\u2011integratie", "reintegratie"])
@pytest.mark.parametrize("sought", ["re-integratie", "reintegratie", "Re-integr", "integratie"])
def test_a_hyphen_in_a_word_does_not_count(
    store: Store, council: Council, written: str, sought: str
) -> None:
    title = f"Beleidsplan {written}verordening"
    store.requests.register(council.id, title=title, received_on=date(2026, 11, 1), text=title)
    (found,) = store.search.find(council.id, sought, MONDAY)
    assert found.context.startswith("Beleidsplan")


@pytest.mark.parametrize("sought", ["PW-1", "2026-001", "001", "pw"])
def test_a_hyphen_at_a_number_divides(store: Store, council: Council, sought: str) -> None:
    store.requests.register(council.id, title="PW-1 en 2026-001", received_on=date(2026, 11, 1))
    assert len(store.search.find(council.id, sought, MONDAY)) == 1


def test_the_newest_come_first(store: Store, council: Council) -> None:
    for number in range(60):
        store.members.add(f"Lid {number}")
    assert titles(store, "lid")[:2] == ["Lid 59", "Lid 58"]
    assert len(titles(store, "lid")) == 50


def test_each_council_finds_its_own_and_who_sits_nowhere(found_in: Store) -> None:
    other = found_in.councils.create(code="CR", name="Raad", kind=CouncilKind.CLIENT_COUNCIL)
    assert found_in.search.find(other.id, "jeugdhulp", MONDAY) == []
    assert found_in.search.find(other.id, "schijn", MONDAY) == []
    found_in.members.add("N. Schijnbaar")
    assert [one.title for one in found_in.search.find(other.id, "schijn", MONDAY)] == [
        "N. Schijnbaar"
    ]


def test_what_changed_is_found_by_its_new_words_alone(found_in: Store) -> None:
    person = found_in.members.find_person("Schijn")
    found_in.members.change_person(person, name="A. Verzonnen", email="", phone="")
    assert titles(found_in, "schijn") == []
    assert titles(found_in, "verzonnen") == ["A. Verzonnen"]
    found_in.trail.undo()
    assert titles(found_in, "verzonnen") == []


def test_what_is_gone_is_not_found(found_in: Store) -> None:
    found_in.members.add("K. Dummerink")
    found_in.trail.undo()
    assert titles(found_in, "dummerink") == []
    assert titles(found_in, "ummeri") == []


def test_a_confidential_paper_is_found_by_its_name_only(found_in: Store) -> None:
    db = found_in.connection
    with db.change("document.change", "begroting.pdf"):
        db.execute("UPDATE document SET confidential = 1")
    assert titles(found_in, "meerjarenraming") == []
    assert titles(found_in, "begroting") == ["begroting.pdf"]


def test_the_index_agrees_with_what_it_indexes(found_in: Store) -> None:
    found_in.trail.undo()
    found_in.trail.redo()
    found_in.connection.execute(
        "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=30) | st.text(alphabet="ab\"'*()^-+:{}%_\x00\\ ", max_size=12))
def test_any_text_can_be_searched_for(found_in: Store, text: str) -> None:
    found_in.search.find(1, text, MONDAY)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(word=st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=3, max_size=12))
def test_any_word_is_found_again(store: Store, word: str) -> None:
    person = store.members.add(f"X {word}")
    found = store.search.find(1, person.name.split()[-1], MONDAY)
    assert person.id in {one.id for one in found if one.kind == "person"}
