"""Figures in plain text and as a table; days in a range, and lists that are empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Raadtui


@pytest.fixture
def advised(asd: Raadtui) -> Raadtui:
    """Two requests, of which one was asked for in four weeks and one in nine days."""
    register = ("requests", "register", "--title", "Loket", "--received", "2026-11-02")
    asd(*register, "--domain", "wmo", "--asked-by", "2026-11-30")
    asd(*register, "--domain", "wmo", "--asked-by", "2026-11-11")
    return asd


def test_figures_have_the_decimal_sign_of_the_language(advised: Raadtui) -> None:
    assert "18,5" in advised("figures", "--lang", "nl").out
    assert "18.5" in advised("figures", "--lang", "en").out
    assert advised("figures", "--json", "--lang", "nl").json["days_granted"] == 18.5


def test_figures_by_domain_name_the_domains_and_json_keeps_the_codes(advised: Raadtui) -> None:
    assert "Social support" in advised("figures", "--by", "domain").out
    assert (
        "Maatschappelijke ondersteuning"
        in advised(*["figures", "--by", "domain", "--lang", "nl"]).out
    )
    assert list(advised("figures", "--by", "domain", "--json").json) == ["wmo"]


def test_figures_by_department_end_with_what_names_none(advised: Raadtui) -> None:
    register = ("requests", "register", "--title", "Loket", "--received", "2026-11-02")
    advised(*register, "--department", "Werk en Inkomen", "--sender", "B. Voorbeeld")
    told = advised("figures", "--by", "department").out.splitlines()
    assert [line.split()[:3] for line in told[1:]] == [
        ["Werk", "en", "Inkomen"],
        ["not", "named", "2"],
    ]
    found = advised("figures", "--by", "department", "--json").json
    assert [(name, one["requests"]) for name, one in found.items()] == [
        ("Werk en Inkomen", 1),
        ("", 2),
    ]
    _header, *rows = advised("figures", "--by", "department", "--csv", "-o", "-").out.splitlines()
    assert [row.split(";")[:2] for row in rows] == [["Werk en Inkomen", "1"], ["not named", "2"]]


@pytest.mark.parametrize("grouping", ["year", "quarter", "domain", "department"])
def test_a_comparison_of_nothing_says_so(asd: Raadtui, grouping: str) -> None:
    told = asd("figures", "--by", grouping)
    assert (told.status, told.out) == (0, "No requests were received in this time.\n")
    assert asd("figures", "--by", grouping, "--json").json == {}


def test_a_year_without_requests_has_its_place(advised: Raadtui) -> None:
    advised("requests", "register", "--title", "Oud", "--received", "2023-11-02")
    told = advised("figures", "--by", "year").out.splitlines()
    assert [line.split()[:2] for line in told[1:]] == [
        ["2023", "1"],
        ["2024", "0"],
        ["2025", "0"],
        ["2026", "2"],
    ]


def test_figures_leave_as_a_table(advised: Raadtui, tmp_path: Path) -> None:
    target = tmp_path / "cijfers.csv"
    assert advised("figures", "--by", "domain", "--csv", "-o", target).status == 0
    header, row = target.read_text("utf-8-sig").splitlines()
    assert header.startswith("policy domain;requests;")
    assert row.startswith("Social support;2;0;")
    assert "18,5" in row
    assert advised("figures", "--csv", "-o", "-").out.splitlines()[1].startswith("2026;2;")
    assert advised("figures", "-o", target).status == 2


@pytest.mark.parametrize(
    "words",
    [
        ("export", "ical", "-o", "-", "--from", "2027-02-01", "--to", "2027-01-01"),
        ("meetings", "list", "--from", "2027-02-01", "--to", "2027-01-01"),
        ("figures", "--since", "2026-02-01", "--until", "2026-01-01"),
    ],
)
def test_days_that_end_before_they_begin_are_refused(asd: Raadtui, words: tuple[str, ...]) -> None:
    refused = asd(*words)
    assert (refused.status, refused.out) == (2, "")
    assert "lies before the start" in refused.err


@pytest.mark.parametrize(
    ("since", "until"), [("2026", "2026"), ("2025-2026", "2025-2026"), ("2025", "2026-12-31")]
)
def test_a_period_is_given_by_its_years(advised: Raadtui, since: str, until: str) -> None:
    found = advised("figures", "--since", since, "--until", until, "--json").json
    assert (found["requests"], found["until"]) == (2, "2026-12-31")
    assert found["since"] == f"{since[:4]}-01-01"
    assert advised("meetings", "list", "--from", since, "--to", until).status == 0


@pytest.mark.parametrize(
    ("since", "until", "last"),
    [
        ("1 sep", "31 dec", "2026-12-31"),
        ("1 sep", "30 jun", "2027-06-30"),
        ("1 jan", "30 jun", "2026-06-30"),
        ("2024-01-01", "30 jun", "2026-06-30"),
    ],
)
def test_the_end_of_a_period_is_the_last_one_that_was_unless_it_had_not_begun(
    advised: Raadtui, since: str, until: str, last: str
) -> None:
    found = advised("figures", "--until", until, "--since", since, "--json").json
    assert found["until"] == last


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("members list", "No members on this day."),
        ("members schedule", "Nobody is to retire."),
        ("meetings list", "There are no meetings."),
        ("requests list", "There are no such requests."),
        ("radar list", "There are no such announcements."),
    ],
)
def test_an_empty_list_says_so_beside_the_output(asd: Raadtui, words: str, told: str) -> None:
    shown = asd(*words.split())
    assert (shown.status, shown.out, shown.err) == (0, "", f"{told}\n")
    listed = asd(*words.split(), "--json")
    assert (listed.json, listed.err) == ([], "")


def test_a_request_shows_its_history_and_until_when_it_rests(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Loket", "--received", "2026-11-02")
    asd("requests", "advance", "2026-001", "--to", "on_hold", "--reason", "wacht op de raad")
    asd("requests", "snooze", "2026-001", "2026-12-15")
    shown = asd("requests", "show", "2026-001").out
    assert "put aside until:  Tue 15 Dec 2026" in shown
    assert "History" in shown
    assert "wacht op de raad" in shown
