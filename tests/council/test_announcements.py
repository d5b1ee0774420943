from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.announcements import (
    LIKELY,
    Announcement,
    Standing,
    compare,
    matches,
    paired,
)
from council.likeness import likeness, shared_words
from council.requests import DocumentKind

TODAY = date(2026, 11, 23)
O = DocumentKind.ORDINANCE  # noqa: E741 - short in the tables below


def announced(title: str = "Verordening jeugdhulp", number: int = 1, **values: Any) -> Announcement:
    values.setdefault("kind", DocumentKind.OTHER)
    return Announcement(id=number, council_id=1, title=title, seen_on=TODAY, **values)


EXPECTED = {"expected_on": date(2026, 12, 31)}
PASSED = {"expected_on": date(2026, 11, 22)}
DECIDED = {"decided_on": date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        ({}, Standing.EXPECTED),
        (EXPECTED, Standing.EXPECTED),
        ({"expected_on": TODAY}, Standing.EXPECTED),
        (PASSED, Standing.OVERDUE),
        (DECIDED, Standing.NOT_SUBMITTED),
        (PASSED | DECIDED, Standing.NOT_SUBMITTED),
        (PASSED | {"decided_on": date(2026, 12, 17)}, Standing.OVERDUE),
        (PASSED | DECIDED | {"request_id": 1}, Standing.MATCHED),
        ({"request_id": 1, "bypassed": True}, Standing.NOT_SUBMITTED),
        (DECIDED | {"request_id": 1, "requested_on": date(2026, 11, 24)}, Standing.NOT_SUBMITTED),
        (DECIDED | {"request_id": 1, "requested_on": date(2026, 9, 1)}, Standing.MATCHED),
        (DECIDED | {"advice_due": False}, Standing.NO_ADVICE),
        (DECIDED | {"advice_due": False, "request_id": 1}, Standing.MATCHED),
    ],
)
def test_what_became_of_an_announcement(values: dict[str, Any], standing: Standing) -> None:
    assert announced(**values).standing(TODAY) is standing


ALIKE = [
    ("Jeugdhulpverordening", "Verordening jeugdhulp"),
    (
        "Verordening maatschappelijke ondersteuning 2027",
        "Adviesaanvraag concept Wmo-verordening gemeente Wijderveld 2027",
    ),
    ("Beleidsregels bijzondere bijstand 2026", "Beleidsregel bijzondere bijstand"),
    (
        "Individuele inkomenstoeslag en studietoeslag",
        "Verordening individuele inkomenstoeslag en studietoeslag 2027",
    ),
    ("Minimabeleid 'Iedereen doet mee' 2027-2030", "Startnotitie minimabeleid"),
    ("Beleidsplan schuldhulpverlening", "Schuldhulpverleningsplan 2027"),
    ("Re-integratieverordening Participatiewet", "Reïntegratieverordening PW"),
    ("Lokale inclusie-agenda", "Inclusieagenda (VN-verdrag)"),
    ("NADERE REGELS JEUGDHULP", "nadere regels jeugdhulp"),
]
DIFFERENT = [
    ("Nadere regels jeugdhulp", "Nadere regels Wmo"),
    ("Verordening jeugdhulp", "Verordening leerlingenvervoer"),
    ("Re-integratieverordening Participatiewet", "Participatieverordening en uitdaagrecht"),
    ("Regiovisie beschermd wonen en opvang", "Evaluatie toegang sociaal domein"),
    ("Verordening individuele inkomenstoeslag PW", "Re-integratieverordening PW"),
    ("Beleid 2027", "Plan 2026"),
    ("", "Verordening jeugdhulp"),
    ("de van en", "de van en"),
]


@pytest.mark.parametrize(("first", "second"), ALIKE)
def test_titles_of_one_piece_are_alike(first: str, second: str) -> None:
    assert likeness(first, second) >= LIKELY


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_titles_of_different_pieces_are_not(first: str, second: str) -> None:
    assert likeness(first, second) < LIKELY


WORDS = """verordening jeugdhulpverordening jeugdhulp wmo beleidsplan nadere regels 2027
    Participatiewet maatschappelijke ondersteuning de voor minima é"""
TITLES = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)


@given(TITLES, TITLES)
def test_likeness_is_the_same_from_both_sides_and_between_nought_and_one(
    first: str, second: str
) -> None:
    assert likeness(first, second) == pytest.approx(likeness(second, first))
    assert 0 <= likeness(first, second) <= 1 + 1e-9


@given(TITLES)
def test_a_title_is_wholly_alike_to_itself_or_says_nothing(title: str) -> None:
    assert likeness(title, title) in (0.0, pytest.approx(1.0))


def test_shared_words_stand_as_they_were_written_with_the_subject_first() -> None:
    assert shared_words("Verordening bijzondere bijstand", "Bijstandsverordening, bijzonder") == [
        "bijzondere",
        "bijstand",
        "verordening",
    ]


def test_a_match_says_what_it_rests_on() -> None:
    one = announced("Jeugdhulpverordening", kind=O, domain="youth")
    found = compare(one, "Verordening jeugdhulp 2027", ("youth",), O)
    assert [str(sentence) for sentence in found.evidence] == [
        "Words in common: jeugdhulpverordening.",
        "The same policy domain.",
        "The same kind of document.",
    ]
    other = compare(one, "Verordening jeugdhulp 2027", ("wmo",), DocumentKind.POLICY_PLAN)
    assert [str(sentence) for sentence in other.evidence[1:]] == [
        "Another policy domain.",
        "Another kind of document.",
    ]
    assert other.score < found.score


def test_the_best_match_wins_and_what_is_unlike_is_not_proposed() -> None:
    pieces = [
        announced("Verordening leerlingenvervoer", 1, kind=O),
        announced("Verordening jeugdhulp 2026", 2, kind=O),
        announced("Verordening jeugdhulp 2027", 3, kind=O),
    ]
    found = matches("Jeugdhulpverordening 2027", ("youth",), O, pieces)
    assert [match.announcement.id for match in found] == [3, 2]
    assert matches("Regiovisie wonen", (), DocumentKind.OTHER, pieces) == []


@dataclass(frozen=True)
class Line:
    title: str
    expected_on: date | None = None
    decided_on: date | None = None
    kind: DocumentKind = DocumentKind.OTHER
    domains: tuple[str, ...] = ()
    source: str = ""


JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("known", "line", "same"),
    [
        ({"expected_on": JUNE}, {"expected_on": JUNE}, True),
        ({"expected_on": JUNE}, {"expected_on": SEPTEMBER}, True),
        ({"expected_on": JUNE}, {}, True),
        ({"decided_on": JUNE}, {"expected_on": SEPTEMBER}, True),
        ({"decided_on": JUNE}, {"expected_on": date(2028, 6, 30)}, False),
    ],
)
def test_a_plan_that_moved_is_the_same_piece_but_its_successor_is_not(
    known: dict[str, Any], line: dict[str, Any], same: bool
) -> None:
    one = announced("Minimabeleid", **known)
    [(_piece, found)] = paired([Line("minimabeleid.", **line)], [one])
    assert found == (one if same else None)


def test_pieces_with_one_title_pair_by_their_dates_and_a_repeated_line_counts_once() -> None:
    june, september = (
        announced("Evaluatie", 1, expected_on=JUNE),
        announced("Evaluatie", 2, expected_on=SEPTEMBER),
    )
    lines = [Line("Evaluatie", SEPTEMBER), Line("Evaluatie", JUNE), Line("Evaluatie", JUNE)]
    assert [found for _line, found in paired(lines, [june, september])] == [september, june]
    assert [found for _line, found in paired(lines, [june])] == [None, june]
