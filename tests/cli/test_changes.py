"""What a screen can change can be changed by a command: views, the radar, the council, recesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Raadtui


def test_a_view_is_kept_listed_used_and_deleted(asd: Raadtui) -> None:
    assert asd("requests", "views", "--json").json == []
    for title in ("Loket jeugd", "Minimabeleid"):
        asd("requests", "register", "--title", title, "--received", "2026-11-02")
    save = ("requests", "view", "save", "Jeugd", "--filter", "jeugd", "--order", "op onderwerp")
    kept = {"name": "Jeugd", "queue": "open", "filter": "jeugd", "order": "title"}
    assert asd(*save, "--json").json == kept
    assert asd("requests", "views", "--json").json == [kept]
    assert "Jeugd" in asd("requests", "views").out
    shown = asd("requests", "list", "--view", "jeugd", "--json").json
    assert [one["title"] for one in shown] == ["Loket jeugd"]
    assert asd("requests", "view", "delete", "jeugd").status == 0
    assert asd("requests", "view", "delete", "jeugd").status == 2
    assert asd("requests", "views").err == "No views were kept yet.\n"


def test_an_announcement_is_changed_and_what_is_left_out_stays(asd: Raadtui) -> None:
    asd("radar", "add", "--title", "Minimabeleid", "--expected", "2027-03-31", "--source", "plan")
    changed = asd("radar", "change", "1", "--domain", "pw", "--no-advice", "--json").json
    assert (changed["domain"], changed["advice_due"]) == ("pw", False)
    assert (changed["expected_on"], changed["source"]) == ("2027-03-31", "plan")
    assert asd("radar", "change", "1").status == 2


def test_a_dry_run_of_the_radar_writes_nothing(asd: Raadtui, tmp_path: Path) -> None:
    asd("radar", "add", "--title", "Minimabeleid", "--expected", "2027-03-31")
    path = tmp_path / "planning.csv"
    path.write_text("Onderwerp;Verwacht\nMinimabeleid;30-6-2027\nJeugdhulp;1-2-2027\n")
    shown = asd("radar", "import", path, "--dry-run")
    assert "Jeugdhulp     new" in shown.out
    assert "Minimabeleid  was expected on Wed 31 Mar 2027" in shown.out
    assert shown.out.splitlines()[-1].startswith("Would add 1, change 1, known already 0.")
    done = asd("radar", "import", path, "--dry-run", "--json").json
    assert done == {"dry_run": True, "added": 1, "changed": 1, "unchanged": 0}
    assert len(asd("radar", "list", "--json").json) == 1
    assert asd("radar", "import", path, "--json").json["added"] == 1


def test_a_mistyped_council_is_put_right(asd: Raadtui) -> None:
    words = ("--name", "Cliëntenraad Wijderveld", "--code", "CRW", "--kind", "cliëntenraad")
    changed = asd("councils", "change", *words, "--json").json
    assert (changed["name"], changed["code"]) == ("Cliëntenraad Wijderveld", "CRW")
    assert (changed["kind"], changed["municipality"]) == ("client_council", "")
    assert "Cliëntenraad Wijderveld" in asd("today").out
    assert asd("undo", "--json").json["action"] == "council.change"


def test_the_municipality_that_was_given_is_told_and_listed(asd: Raadtui) -> None:
    told = asd("councils", "change", "--municipality", "Wijderveld").out
    assert "  municipality: Wijderveld\n" in told
    assert asd("councils", "list").out.startswith(told)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((), 2),
        (("--name", " "), 2),
        (("--kind", "working_group"), 1),
        (("--code", "WG"), 1),
    ],
)
def test_a_council_is_not_changed_into_what_it_cannot_be(
    asd: Raadtui, words: tuple[str, ...], status: int
) -> None:
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep")
    assert asd("councils", "change", *words).status == status


def test_a_part_of_a_council_has_no_terms_of_its_own(asd: Raadtui) -> None:
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep")
    rule = ("councils", "rule", "advice", "4w", "--article", "art. 7", "--from", "2027-01-01")
    whole = asd("councils", "list", "--json").json[0]
    refused = asd(*rule, "--council", "WG")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == (
        "Werkgroep follows the terms of Adviesraad Sociaal Domein: set them there,"
        f" with --council {whole['code']}.\n"
    )
    assert asd("councils", "list", "--json").json[0] == whole


def recesses(asd: Raadtui) -> list[tuple[str, str, str]]:
    days = asd("calendar", "list", "--json").json
    return [
        (one["name"], one["starts_on"], one["ends_on"]) for one in days if one["kind"] == "recess"
    ]


def test_a_recess_is_changed_and_removed(asd: Raadtui) -> None:
    words = ("--from", "2027-07-17", "--until", "2027-08-29", "--source", "raad")
    asd("calendar", "add", "Zomerreces", *words)
    asd("calendar", "change", "2027-07-17", "--until", "2027-08-22")
    assert recesses(asd) == [("Zomerreces", "2027-07-17", "2027-08-22")]
    assert asd("calendar", "remove", "2027-07-17").status == 0
    assert recesses(asd) == []
    asd("undo")
    assert recesses(asd) == [("Zomerreces", "2027-07-17", "2027-08-22")]
    assert asd("calendar", "change", "2027-07-17", "--until", "2027-07-01").status == 1


def test_a_recess_ends_after_it_begins(asd: Raadtui) -> None:
    words = ("--from", "20 dec 2027", "--until", "24 dec", "--source", "raad")
    added = asd("calendar", "add", "Kerstreces", *words, "--json").json
    assert added["ends_on"] == "2027-12-24"
    changed = asd("calendar", "change", "kerstreces", "--until", "31 dec", "--json").json
    assert (changed["starts_on"], changed["ends_on"]) == ("2027-12-20", "2027-12-31")


def test_of_recesses_with_one_first_day_the_name_says_which(asd: Raadtui) -> None:
    begin = ("--from", "2027-07-17", "--source", "raad")
    asd("calendar", "add", "Zomerreces", *begin, "--until", "2027-08-29")
    asd("calendar", "add", "Bouwvak", *begin, "--until", "2027-08-06")
    both = recesses(asd)
    assert len(both) == 2
    for words in (("remove", "2027-07-17"), ("change", "2027-07-17", "--name", "Vakantie")):
        asked = asd("calendar", *words)
        assert asked.status == 2
        assert "begin “Zomerreces”, “Bouwvak”: say which one by its name." in asked.err
    assert recesses(asd) == both
    assert asd("calendar", "remove", "bouwvak").status == 0
    assert [name for name, _start, _end in recesses(asd)] == ["Zomerreces"]
    assert asd("calendar", "remove", "Bouwvak").status == 2
    twice = asd("calendar", "add", "zomerreces", *begin, "--until", "2027-07-31")
    assert (twice.status, "begins on Sat 17 Jul 2027 already" in twice.err) == (1, True)
    asd("calendar", "add", "Zomerreces", "--from", "2028-07-15", "--source", "raad")
    asked = asd("calendar", "remove", "Zomerreces")
    assert (asked.status, "say which one by its first day" in asked.err) == (2, True)


def test_days_off_are_decided_by_somebody(asd: Raadtui) -> None:
    nobody = asd("calendar", "add", "Zomerreces", "--from", "2027-07-19", "--source", " – ")
    assert (nobody.status, nobody.err) == (2, "Say who decided it, and where that stands.\n")
    assert "Zomerreces" not in asd("calendar", "list").out


@pytest.mark.parametrize("words", [("seat", "PW-1", "--role", "chair"), ("change-seat", "ALG-1")])
def test_a_term_has_a_length_that_makes_a_date(asd: Raadtui, words: tuple[str, ...]) -> None:
    asd("members", "seat", "ALG-1", "--role", "resident", "--months", "600")
    long = asd("members", *words, "--months", "601")
    assert (long.status, long.err) == (2, "A term has 600 months at the most.\n")


@pytest.mark.parametrize(
    ("words", "most"),
    [
        (("members", "add", "--name"), 120),
        (("members", "seat", "--role", "resident"), 20),
        (("councils", "add", "--code", "WG", "--name"), 120),
        (("councils", "add", "--name", "Werkgroep", "--code"), 20),
        (("councils", "change", "--name"), 120),
        (("meetings", "plan", "--start", "2027-01-12 19:30", "--title"), 300),
        (("meetings", "plan", "--start", "2027-01-12 19:30", "--title", "x", "--location"), 300),
        (("radar", "add", "--title"), 300),
        (("requests", "view", "save"), 120),
    ],
)
def test_what_is_too_long_to_be_meant_is_refused(
    asd: Raadtui, words: tuple[str, ...], most: int
) -> None:
    refused = asd(*words, "a" * (most + 1))
    assert (refused.status, refused.out) == (2, "")
    shown = "a" * 21 if most == 20 else "a" * 39 + "…"
    assert refused.err == f"“{shown}” is too long: {most} characters at the most.\n"
    assert asd(*words, "a" * most).status == 0


def test_what_is_off_by_decree_stays(asd: Raadtui) -> None:
    refused = asd("calendar", "remove", "2027-05-07")
    assert (refused.status, "Stcrt." in refused.err) == (1, True)
    assert asd("calendar", "remove", "2027-05-08").status == 2


def test_a_single_day_moves_by_its_first_day_alone(asd: Raadtui) -> None:
    asd("calendar", "add", "Studiedag", "--from", "2027-10-01", "--source", "besluit")
    moved = asd("calendar", "change", "2027-10-01", "--from", "2027-10-08", "--json").json
    assert (moved["starts_on"], moved["ends_on"]) == ("2027-10-08", "2027-10-08")


def test_the_quorum_is_set_with_its_article_and_stands_with_the_meeting(seated: Raadtui) -> None:
    said = seated("councils", "quorum", "2/3", "--at-least", "--article", "art. 9")
    rule = "at least 2/3 of the seated voting members (art. 9)"
    assert (said.status, said.out) == (0, f"quorum: {rule}\n")
    assert rule in seated("councils", "list").out
    seated("meetings", "plan", "--title", "Plenair", "--start", "2027-01-12 19:30")
    assert rule in seated("meetings", "show", "1").out
    kept = seated("councils", "quorum", "1/2", "--json").json["quorum"]
    assert (kept["numerator"], kept["strict"], kept["article"]) == (1, False, "art. 9")
    assert seated("councils", "quorum").status == 2
    assert seated("councils", "quorum", "3/2").status == 1


def test_a_recess_names_the_meetings_that_fall_in_it(asd: Raadtui) -> None:
    asd("meetings", "plan", "--title", "Plenair", "--start", "2027-07-13 19:30")
    words = ("--from", "2027-07-10", "--until", "2027-07-16", "--source", "besluit")
    added = asd("calendar", "add", "Zomer", *words)
    said = "Mind: a meeting falls in it: Plenair, Tue 13 Jul 2027 19:30."
    assert said in added.out
    assert "Mind: Tue 13 Jul 2027 is in “Zomer”." in asd("meetings", "show", "1").out
    moved = asd("calendar", "change", "Zomer", "--until", "2027-07-15", "--json").json
    assert moved["meetings"] == [1]
    assert said not in asd("calendar", "remove", "Zomer").out


def test_a_term_entered_by_mistake_is_taken_away(asd: Raadtui) -> None:
    asd("councils", "rule", "advice", "8w", "--article", "art. 7", "--from", "2072-01-01")
    gone = asd("councils", "remove-rule", "advice", "--from", "2072-01-01")
    assert (gone.status, gone.out.startswith("Removed: advice  8 weeks")) == (0, True)
    assert "8 weeks" not in asd("councils", "list").out
    again = asd("councils", "remove-rule", "advice", "--from", "2072-01-01")
    assert (again.status, "No term for the advice begins on" in again.err) == (2, True)
    asd("undo")
    assert "8 weeks" in asd("councils", "list").out
