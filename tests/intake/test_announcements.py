from __future__ import annotations

from datetime import date

import pytest

from council.errors import Damaged, WrongUse
from council.requests import DocumentKind
from intake.announcements import AnnouncementLine, last_day, read_announcements

LIST = """Onderwerp;Soort;Domein;Verwacht;Bron;Besluit op
Verordening jeugdhulp 2027;verordening;Jeugd;Q2 2027;Termijnagenda;
Nota minima;;Werk en inkomen;15-3-2027;;1-2-2027
Beleidsregels Wmo;;;maart 2027;;
"""


def test_a_list_of_coming_policy() -> None:
    result = read_announcements(LIST.encode("cp1252"))
    assert result.faults == ()
    assert result.lines == (
        AnnouncementLine(
            number=2,
            title="Verordening jeugdhulp 2027",
            kind=DocumentKind.ORDINANCE,
            domains=("youth",),
            expected_on=date(2027, 6, 30),
            expected="Q2 2027",
            source="Termijnagenda",
        ),
        AnnouncementLine(
            number=3,
            title="Nota minima",
            kind=DocumentKind.POLICY_PLAN,
            domains=("pw",),
            expected_on=date(2027, 3, 15),
            expected="15-3-2027",
            decided_on=date(2027, 2, 1),
        ),
        AnnouncementLine(
            number=4,
            title="Beleidsregels Wmo",
            kind=DocumentKind.POLICY_RULES,
            domains=("wmo",),
            expected_on=date(2027, 3, 31),
            expected="maart 2027",
        ),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2e kwartaal 2027", date(2027, 6, 30)),
        ("kwartaal 4 2027", date(2027, 12, 31)),
        ("Q1-2027", date(2027, 3, 31)),
        ("2027 Q3", date(2027, 9, 30)),
        ("feb. 2028", date(2028, 2, 29)),
        ("2027", date(2027, 12, 31)),
        ("31-12-2027", date(2027, 12, 31)),
    ],
)
def test_the_last_day_of_what_a_planning_names(text: str, day: date) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["later", "Q5 2027", "30-2-2027", "xyz 2027", "Q1 0000"])
def test_a_planning_that_names_no_time_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        last_day(text)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (";verordening", "Row 2, titel: The title is missing."),
        ("x" * 301, f"Row 2, titel: “{'x' * 39}…” is too long"),
        ("Nota;;afval", "Row 2, domein: “afval” is no domain"),
        ("Nota;;;ooit", "Row 2, verwacht: “ooit” is not a date"),
        ("Nota;;;;46387", "Row 2, besluit: “46387” is a date as Excel counts it"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(line: str, fault: str) -> None:
    result = read_announcements(f"titel;soort;domein;verwacht;besluit\n{line}\n".encode())
    assert [str(found)[: len(fault)] for found in result.faults] == [fault]


def test_a_list_without_titles_is_refused() -> None:
    with pytest.raises(Damaged, match="titel"):
        read_announcements(b"verwacht;bron\n2027;x")
