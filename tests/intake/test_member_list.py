from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.errors import Damaged
from council.members import Office, Role
from intake.member_list import MemberLine, MemberList, read_member_list

DUTCH = (
    "Naam;E-mail;Telefoon;Zetel;Rol;Domein;Functie;Stemrecht;Benoemd per;T/m;Termijn;Besluit\r\n"
    "Sanne van der Proef;s.proef@example.nl;0612345678;VZ;Onafhankelijk voorzitter;Algemeen;;nee;"
    "1-1-2024;31-12-2027;1;B-2023-101\r\n"
    "Noël Kwelder;n.kwelder@example.nl;612345679;PW1;Cliëntlid;Participatiewet;Penningmeester;ja;"
    "01-07-2025;30-06-2029;2;\r\n"
    "Vacature;;;WMO1;Vertegenwoordiger;Wmo;;;;;;\r\n"
)
LEGACY = DUTCH.encode("cp1252")


def read(text: str) -> MemberList:
    return read_member_list(text.encode())


def only(text: str) -> MemberLine:
    result = read(text)
    assert result.faults == ()
    return result.lines[0]


def faults(text: str) -> list[str]:
    return [str(fault) for fault in read(text).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_dutch_list_is_understood_whole(encoding: str) -> None:
    result = read_member_list(DUTCH.encode(encoding))
    assert result.faults == () and result.ignored == () and result.left_out == ()
    assert result.lines[:2] == (
        MemberLine(
            number=2,
            name="Sanne van der Proef",
            email="s.proef@example.nl",
            phone="0612345678",
            seat="VZ",
            role=Role.INDEPENDENT_CHAIR,
            domain="general",
            voting=False,
            starts_on=date(2024, 1, 1),
            ends_on=date(2027, 12, 31),
            term_number=1,
            decision="B-2023-101",
        ),
        MemberLine(
            number=3,
            name="Noël Kwelder",
            email="n.kwelder@example.nl",
            phone="0612345679",
            seat="PW1",
            role=Role.CLIENT_MEMBER,
            domain="pw",
            office=Office.TREASURER,
            voting=True,
            starts_on=date(2025, 7, 1),
            ends_on=date(2029, 6, 30),
            term_number=2,
        ),
    )
    assert (result.lines[2].name, result.lines[2].seat) == ("", "WMO1")
    assert result.columns["Benoemd per"] == "starts_on"


def test_english_headers_and_commas() -> None:
    line = only(
        "Name,Email,Phone,Seat,Role,Domain,Office,Voting,From,Until,Term number,Decision\n"
        "Ada Brink,a@example.nl,+31 20 1234567,Y1,client_member,youth,vice_chair,yes,"
        "2026-01-01,2029-12-31,2nd,D1\n".replace("2nd", "2")
    )
    assert (line.role, line.office, line.domain) == (Role.CLIENT_MEMBER, Office.VICE_CHAIR, "youth")
    assert line.ends_on == date(2029, 12, 31)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Voornaam;Tussenvoegsel;Achternaam\nSanne;van der;Proef", "Sanne van der Proef"),
        ("Voornaam;Tussenvoegsel;Achternaam\nSanne;;Proef", "Sanne Proef"),
        ("Roepnaam;Naam\nSanne;Proef", "Sanne Proef"),
        ("Voornaam;Achternaam\nSanne;Hof, van 't", "Sanne van 't Hof"),
        ("Achternaam\nProef", "Proef"),
        ("Naam;Zetel\nProef, Sanne van der;L1", "Sanne van der Proef"),
        ("Naam;Zetel\nvan der Proef, Sanne;L1", "Sanne van der Proef"),
        ("Naam;Zetel\nVan der Proef, Sanne;L1", "Sanne van der Proef"),
        ("Naam;Zetel\nIn 't Proef-De Wit, Sanne;L1", "Sanne in 't Proef-De Wit"),
        ("Naam;Zetel\nEl Proef, Sanne;L1", "Sanne El Proef"),
        ("Naam;Zetel\nVan, Sanne;L1", "Sanne Van"),
        ("Naam;Zetel\nSanne Proef, MSc;L1", "Sanne Proef, MSc"),
        ("Naam\n=HYPERLINK(1)", "=HYPERLINK(1)"),
        ('Naam\n"Sanne\n  Proef"', "Sanne Proef"),
    ],
)
def test_names_may_stand_in_pieces(text: str, name: str) -> None:
    assert only(text).name == name


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Onafhankelijk voorzitter", Role.INDEPENDENT_CHAIR),
        ("voorzitter", Role.CHAIR),
        ("Cliëntlid", Role.CLIENT_MEMBER),
        ("client", Role.CLIENT_MEMBER),
        ("Vertegenwoordiger", Role.REPRESENTATIVE),
        ("inwoner", Role.RESIDENT),
        ("Burgerlid", Role.RESIDENT),
        ("Toegevoegd lid", Role.ADVISER),
        ("adviseur", Role.ADVISER),
        ("Secretaris", Role.SECRETARY),
        ("independent_chair", Role.INDEPENDENT_CHAIR),
        ("lid", None),
        ("", None),
    ],
)
def test_roles_by_their_words(word: str, role: Role | None) -> None:
    assert only(f"naam;rol\nNoor;{word}").role is role


@pytest.mark.parametrize(
    ("text", "role", "office"),
    [
        ("naam;functie\nNoor;secretaris", Role.SECRETARY, None),
        ("naam;rol;functie\nNoor;inwoner;secretaris", Role.RESIDENT, Office.SECRETARY),
        ("naam;functie\nNoor;Cliëntlid, penningmeester", Role.CLIENT_MEMBER, Office.TREASURER),
        ("naam;functie\nNoor;lid en vice-voorzitter", None, Office.VICE_CHAIR),
        ("naam;functie\nNoor;Plv. voorzitter", None, Office.VICE_CHAIR),
        ("naam;rol;functie\nNoor;;voorzitter", Role.CHAIR, None),
    ],
)
def test_a_function_is_a_role_or_an_office(
    text: str, role: Role | None, office: Office | None
) -> None:
    line = only(text)
    assert (line.role, line.office) == (role, office)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("PW", "pw"),
        ("Participatiewet", "pw"),
        ("Werk en inkomen", "pw"),
        ("Wmo", "wmo"),
        ("Jeugd", "youth"),
        ("jeugdhulp", "youth"),
        ("youth", "youth"),
        ("Algemeen", "general"),
    ],
)
def test_domains_by_their_words(word: str, code: str) -> None:
    assert only(f"naam;domein\nNoor;{word}").domain == code


@pytest.mark.parametrize(("word", "votes"), [("Ja", True), ("x", True), ("NEE", False), ("", None)])
def test_votes(word: str, votes: bool | None) -> None:
    assert only(f"naam;stemrecht\nNoor;{word}").voting is votes


@pytest.mark.parametrize(
    ("word", "number"), [("2", 2), ("2e", 2), ("2e termijn", 2), ("1 van 2", 1)]
)
def test_numbers_of_terms(word: str, number: int) -> None:
    assert only(f"naam;termijn\nNoor;{word}").term_number == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("naam;rol\nNoor;opperhoofd", "Row 2, rol: “opperhoofd” is no role"),
        ("naam;rol;functie\nNoor;lid;kok", "Row 2, functie: “kok” is no office"),
        ("naam;rol\nNoor;inwoner, adviseur", "Row 2, rol: A line can hold one role"),
        ("naam;Van\nNoor;31-02-2026", "Row 2, Van: 31-02-2026 is a date that does not exist."),
        ("naam;van;tot\nNoor;1-1-2026;1-1-2025", "Row 2, tot: The end Wed 1 Jan 2025 lies before"),
        ("naam;mail\n;noor@example.nl", "Row 2, naam: The name is missing."),
        (
            "naam;zetel;tel\n;L1;0612345678",
            "Row 2, naam: The name is missing.",
        ),
        ("voornaam;achternaam\nNoor;", "Row 2, achternaam: The name is missing."),
        ("naam;mail\nNoor;noor at example", "Row 2, mail: “noor at example” is not an e-mail"),
        ("naam;tel\nNoor;6,12E+08", "Row 2, tel: “6,12E+08” is not a telephone number."),
        ("naam;domein\nNoor;afval", "Row 2, domein: “afval” is not one domain"),
        ("naam;domein\nNoor;Wmo en jeugd", "Row 2, domein: “Wmo en jeugd” is not one domain"),
        ("naam;stemrecht\nNoor;soms", "Row 2, stemrecht: “soms” is neither yes nor no."),
        ("naam;termijn\nNoor;4 jaar", "Row 2, termijn: “4 jaar” is not the number of a term"),
        (
            "naam;zetel;van;tot\nNoor;L1;1-1-2024;31-12-2027\n\nAnton;l1;31-12-2027;1-1-2030",
            "Row 4, zetel: Seat l1 is held by Noor on row 2 in the same period.",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_reason(text: str, fault: str) -> None:
    found = faults(text)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_row_with_a_seat_and_nobody_is_a_vacancy() -> None:
    line = only("naam;zetel;rol\n;L1;inwoner")
    assert (line.name, line.seat, line.role) == ("", "L1", Role.RESIDENT)


def test_a_seat_may_pass_from_one_to_the_next() -> None:
    assert not faults(
        "naam;zetel;van;tot\nNoor;L1;1-1-2024;31-12-2027\nAnton;L1;1-1-2028;31-12-2031"
    )


def test_a_faulty_list_is_still_shown_as_far_as_it_was_understood() -> None:
    result = read("naam;rol;mail\nNoor;opperhoofd;n@example.nl\nAnton;inwoner;kapot")
    assert [(line.name, line.role) for line in result.lines] == [
        ("Noor", None),
        ("Anton", Role.RESIDENT),
    ]
    assert [fault.line for fault in result.faults] == [2, 3]


@pytest.mark.parametrize(
    "header",
    ["Uitkering", "Doelgroep", "Bijstand ja/nee", "BSN", "Geboortedatum", "Leeftijd", "Indicatie",
     "Geb. datum / geboren", "Target group"],
)  # fmt: skip
def test_why_someone_counts_is_not_read(header: str) -> None:
    result = read(f"Naam;{header};Woonplaats\nNoor;GEHEIM;Zeedorp")
    assert [column.header for column in result.left_out] == [header]
    assert "was not read" in str(result.left_out[0].reason)
    assert result.ignored == ("Woonplaats",)
    assert "GEHEIM" not in repr(result)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04xl/workbook.xml", "Save As"),
        (b"rol;zetel\nlid;L1", "“naam”"),
        (b"Naam;Zetel;Rol\n;;\n", "no members"),
        (b"Noor Zilt\nAnton Kwelder", "“naam”"),
    ],
)
def test_a_file_that_is_no_member_list_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        read_member_list(raw)


@given(st.integers(0, len(LEGACY) - 1), st.binary(max_size=3))
def test_a_changed_list_is_refused_or_read(place: int, noise: bytes) -> None:
    try:
        result = read_member_list(LEGACY[:place] + noise + LEGACY[place + 1 :])
    except Damaged:
        return
    assert all(fault.line >= 2 and str(fault) for fault in result.faults)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(020) 123 45 67", "(020) 123 45 67"),
        ("(020)1234567", "(020)1234567"),
        ("020 - 123 45 67", "020 - 123 45 67"),
        ("+31 (0)20 123 45 67", "+31 (0)20 123 45 67"),
        ("0612345678 (privé)", "0612345678 (privé)"),
        ("06.12.34.56.78", "06.12.34.56.78"),
        ("612345678", "0612345678"),
    ],
)
def test_a_telephone_number_is_taken_as_people_write_it(typed: str, kept: str) -> None:
    assert only(f"naam;tel\nNoor;{typed}").phone == kept
