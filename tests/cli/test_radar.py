from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Raadtui

LIST = """Onderwerp;Soort;Domein;Verwacht;Bron;Besluit op
Verordening jeugdhulp 2027;verordening;Jeugd;oktober 2026;planning;
Minimabeleid;beleidsplan;PW;Q1 2027;planning;
Beleidsregels bijstand;beleidsregels;PW;;planning;5-11-2026
"""


@pytest.fixture
def planning(tmp_path: Path) -> Path:
    path = tmp_path / "planning.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_from_a_list_to_what_was_never_submitted(asd: Raadtui, planning: Path) -> None:
    assert asd("radar", "import", planning).out == "Added 3, changed 0, known already 0.\n"
    assert asd("radar", "import", planning, "--json").json["unchanged"] == 3
    listed = asd("radar", "list", "--json").json
    assert [(one["title"], one["standing"]) for one in listed] == [
        ("Verordening jeugdhulp 2027", "overdue"),
        ("Beleidsregels bijstand", "not_submitted"),
        ("Minimabeleid", "expected"),
    ]
    missed = asd("radar", "list", "--standing", "not_submitted").out
    assert "Beleidsregels bijstand" in missed
    assert "decided without a request" in missed
    assert "Minimabeleid" not in missed
    assert asd("figures", "--json").json["not_submitted"] == 1


def test_a_bad_list_is_not_taken_over(asd: Raadtui, planning: Path) -> None:
    planning.write_text(LIST + "Nota;nota;PW;ooit;;\n", encoding="utf-8")
    answer = asd("radar", "import", planning)
    assert answer.status == 1
    assert "Row 5" in answer.err
    assert "nothing was imported" in answer.err
    assert asd("radar", "list").out == ""


def test_linking_deciding_and_undoing(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Jeugdhulpverordening", "--received", "2026-11-20")
    asd("radar", "add", "--title", "Verordening jeugdhulp", "--expected", "2026-10-31")
    shown = asd("radar", "show", "1").out
    assert "May be about 2026-001 Jeugdhulpverordening, received Fri 20 Nov 2026:\n  Words" in shown
    [proposal] = asd("radar", "show", "1", "--json").json["proposals"]
    assert (proposal["ref"], proposal["score"]) == ("2026-001", 1.0)
    assert "2026-001 Jeugdhulpverordening" in asd("radar", "match", "1", "2026-001").out
    assert asd("radar", "unmatch", "1", "--json").json["request"] is None
    assert asd("radar", "decide", "1", "--json").json["decided_on"] == "2026-11-23"
    assert asd("undo").status == 0
    assert asd("radar", "show", "1", "--json").json["standing"] == "overdue"
    assert asd("radar", "show", "9").status == 2


def test_today_tells_what_was_not_submitted_or_not_asked_in_time(
    asd: Raadtui, planning: Path
) -> None:
    asd("radar", "import", planning)
    asd("radar", "add", "--title", "Nota vervoer", "--expected", "2027-02-01")
    text = asd("today").out
    assert "1 not submitted" in text
    assert "Nota vervoer  no request; the last day was " in text
    assert "Minimabeleid" not in text
    found = asd("today", "--json").json
    assert (found["not_submitted"], [one["title"] for one in found["unasked"]]) == (
        1,
        ["Nota vervoer"],
    )
    listed = asd("radar", "list").out.splitlines()
    assert [line.endswith("last day to ask passed") for line in listed[1:]] == [
        "Nota vervoer" in line for line in listed[1:]
    ]
    shown = asd("radar", "show", "4").out.splitlines()
    assert [line.split(maxsplit=1)[1] for line in shown if line.startswith("status")] == [
        "last day to ask passed"
    ]
    (last,) = [line for line in shown if line.startswith("last day to ask")]
    assert last.endswith("Wed 28 Oct 2026")
    expected = asd("radar", "list", "--standing", "expected").out
    assert "Nota vervoer" not in expected
    assert "Nota vervoer" in asd("radar", "list", "--standing", "unasked").out


def test_counting_back(asd: Raadtui) -> None:
    answer = asd("radar", "countback", "2027-06-24", "--json")
    [back] = answer.json
    assert (back["advice_by"], back["request_by"]) == ("2027-05-04", "2027-03-23")
    text = asd("radar", "countback", "2027-06-24", "2027-07-08").out
    assert "Tue 4 May 2027: the advice is with the municipality\n  14 days before" in text
    assert text.count("the request is with the council") == 2
    [own] = asd("radar", "countback", "2027-05-25", "--executive", "--json").json
    assert own["request_by"] == "2027-03-23"


def test_the_last_day_to_ask_is_one_day_everywhere(asd: Raadtui) -> None:
    asd("meetings", "plan", "--title", "Plenair", "--start", "2026-12-08 19:30")
    asd(
        "radar", "add", "--title", "Nota vervoer", "--kind", "ordinance", "--expected", "2027-02-11"
    )
    [back] = asd("radar", "countback", "2027-02-11", "--json").json
    [told] = asd("today", "--json").json["unasked"]
    assert back["request_by"] == told["request_by"] == "2026-10-27"
    assert (
        "Tue 8 Dec 2026: the plenary adopts the advice"
        in asd("radar", "countback", "2027-02-11").out
    )


def test_figures_of_this_year_and_by_domain(asd: Raadtui) -> None:
    for domain, received in (("pw", "2026-02-02"), ("wmo", "2026-03-02"), ("pw", "2025-03-02")):
        asd(
            *("requests", "register", "--title", "Verordening", "--received", received),
            *("--domain", domain, "--stage", "exploration"),
        )
    text = asd("figures").out
    assert "Received from Thu 1 Jan 2026 to Mon 23 Nov 2026" in text
    assert "0 in time, 0 came late, 2 past the term, 0 not due yet" in text
    assert f"exploration                   {'▇' * 40} 2" in text
    assert set(asd("figures", "--by", "domain", "--json").json) == {"pw", "wmo"}
    by_year = asd("figures", "--by", "year").out.splitlines()
    assert [line.split()[:2] for line in by_year[1:]] == [["2025", "1"], ["2026", "2"]]
    assert asd("figures", "--since", "2025-01-01", "--json").json["requests"] == 3


def test_figures_of_nothing(asd: Raadtui) -> None:
    assert asd("figures").status == 0
    assert asd("figures", "--by", "sender").out == ""
