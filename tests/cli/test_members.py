from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Raadtui

HEADER = "Zetel;Naam;E-mail;Rol;Domein;Van;Tot;Termijn;Bestuursfunctie"
LIST = f"""{HEADER}
VZ;J. Schijn-de Wit;;onafhankelijk voorzitter;;1-3-2025;28-2-2029;1;
PW-1;Renée van der Proef;renee@example.nl;cliëntlid;PW;01-01-2024;31-12-2027;2;penningmeester
WMO-1;vacature;;vertegenwoordiger;Wmo;;;;
"""


def as_file(folder: Path, text: str, encoding: str = "cp1252") -> Path:
    path = folder / "leden.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-8"])
def test_a_member_list_from_excel_becomes_seats_people_and_terms(
    asd: Raadtui, tmp_path: Path, encoding: str
) -> None:
    done = asd("members", "import", as_file(tmp_path, LIST, encoding), "--json")
    assert (done.status, done.err) == (0, "")
    assert {key: done.json[key] for key in ("people", "seats", "appointments")} == {
        "people": 2,
        "seats": 3,
        "appointments": 2,
    }
    renee = asd("members", "show", "renée", "--json").json
    assert renee["name"] == "Renée van der Proef"
    assert renee["email"] == "renee@example.nl"
    assert renee["seat"] == "PW-1"
    assert renee["role"] == "client_member"
    assert renee["domain"] == "pw"
    assert (renee["starts_on"], renee["ends_on"]) == ("2024-01-01", "2027-12-31")
    assert (renee["term_number"], renee["reappointable"]) == (2, False)
    assert renee["offices"] == ["treasurer"]


def test_members_are_listed_chair_first_and_vacancies_when_asked(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    assert [one["seat"] for one in asd("members", "list", "--json").json] == ["VZ", "PW-1"]
    lines = asd("members", "list", "--vacancies", "--json").json
    assert [one["seat"] for one in lines] == ["VZ", "PW-1", "WMO-1"]
    assert (lines[2]["id"], lines[2]["status"]) == (None, "vacant")
    assert asd("members", "list", "--on", "2023-06-01", "--json").json == []


def test_a_vacancy_for_which_somebody_was_found_says_who_comes(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    assert [one["seat"] for one in asd("today", "--json").json["vacancies"]] == ["WMO-1"]
    asd("members", "add", "--name", "O. Volger")
    asd("members", "appoint", "Volger", "--seat", "WMO-1", "--from", "2028-01-01")
    assert asd("today", "--json").json["vacancies"] == []
    assert "from 1 Jan 2028: O. Volger" in asd("members", "list", "--vacancies").out


def test_the_same_list_again_changes_nothing(asd: Raadtui, tmp_path: Path) -> None:
    path = as_file(tmp_path, LIST)
    asd("members", "import", path)
    before = asd("log", "--json").out
    again = asd("members", "import", path)
    assert again.status == 0
    assert "nothing changed" in again.out
    assert asd("log", "--json").out == before


def test_a_dry_run_shows_everything_and_writes_nothing(asd: Raadtui, tmp_path: Path) -> None:
    before = asd("log", "--json").out
    done = asd("members", "import", as_file(tmp_path, LIST), "--dry-run")
    assert done.status == 0
    assert "Renée van der Proef" in done.out
    assert asd("members", "list", "--vacancies", "--json").json == []
    assert asd("log", "--json").out == before


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("PW-2;A. Zander;;cliëntlid;PW;31-02-2024;31-12-2027;1;", "31-02-2024"),
        ("PW-2;A. Zander;;tovenaar;PW;1-1-2024;31-12-2027;1;", "tovenaar"),
        ("PW-2;A. Zander;;cliëntlid;PW;;31-12-2027;1;", "first day"),
        ("PW-1;A. Zander;;cliëntlid;PW;1-1-2025;31-12-2028;1;", "PW-1"),
        ("PW-2;Renée van der Proef;;cliëntlid;PW;1-1-2025;31-12-2028;1;", "already sits"),
        ("PW-2;A. Zander;;;PW;1-1-2024;31-12-2027;1;", "role"),
    ],
)
def test_one_bad_row_is_named_and_no_row_is_taken_over(
    asd: Raadtui, tmp_path: Path, row: str, reason: str
) -> None:
    done = asd("members", "import", as_file(tmp_path, f"{LIST}{row}\n"))
    assert done.status == 1
    first = done.err.splitlines()[0]
    assert "5" in first.split(",")[0].split(":")[0]
    assert reason in first
    assert "nothing was imported" in done.err
    assert asd("members", "list", "--vacancies", "--json").json == []


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_called_done(
    asd: Raadtui, tmp_path: Path
) -> None:
    rows = (
        f"{HEADER}\nPW-1;A. Zander;;cliëntlid;PW;31-02-2024;;;\n"
        "PW-2;B. Zeelt;;lid;PW;1-1-2024;31-12-2027;;\n"
        "PW-3;C. Brasem;;cliëntlid;PW;1-1-2024;31-12-2027;;\n"
        "PW-4;D. Voorn;;vice-voorzitter;PW;1-1-2024;31-12-2027;;\n"
    )
    done = asd("members", "import", as_file(tmp_path, rows))
    assert (done.status, done.out) == (1, "")
    told = done.err.splitlines()
    assert [line.split(":")[0].split(",")[0] for line in told[:3]] == ["Row 2", "Row 3", "Row 5"]
    assert "client member, representative, resident" in told[1]
    assert told[3] == "3 rows cannot be taken over: nothing was imported."
    refused = asd("members", "import", as_file(tmp_path, rows), "--json")
    assert (refused.json["lines"], len(refused.json["faults"])) == ([], 3)


def test_what_is_wrong_in_every_row_is_said_once_with_the_rows(
    asd: Raadtui, tmp_path: Path
) -> None:
    rows = "naam;functie;van\nA. Zander;lid;1-1-24\nB. Zeelt;lid;1-1-24\nC. Brasem;lid;31-2-24\n"
    done = asd("members", "import", as_file(tmp_path, rows))
    assert done.err.splitlines() == [
        "Rows 2, 3: “Member” or an office does not tell what sort of member this is: write one of "
        "these in a column “role”: independent chair, chair, client member, representative, "
        "resident, adviser, secretary.",
        "Row 4, van: 31-2-2024 is a date that does not exist.",
        "3 rows cannot be taken over: nothing was imported.",
    ]


@pytest.mark.parametrize(
    ("row", "name", "email", "phone"),
    [
        ("Anneke de Vries;new@example.nl;0612345678", "Anneke de Vries", "new@", "0612345678"),
        ("Anneke de Vries;;0687654321", "Anneke de Vries", "old@", "0687654321"),
        ("Vries, Anneke de;;", "Anneke de Vries", "old@", "0612345678"),
        ("Anneke Jansen-de Vries;;", "Anneke Jansen-de Vries", "old@", "0612345678"),
        ("Annekée de Vries;new@example.nl;", "Annekée de Vries", "new@", "0612345678"),
    ],
)
def test_a_list_changes_how_somebody_is_called_and_reached(
    asd: Raadtui, tmp_path: Path, row: str, name: str, email: str, phone: str
) -> None:
    header, rest = (
        "Naam;E-mail;Telefoon;Zetel;Rol;Van;Tot\n",
        ";PW-1;cliëntlid;1-1-2024;31-12-2027\n",
    )
    first = f"{header}Anneke de Vries;old@example.nl;0612345678{rest}"
    asd("members", "import", as_file(tmp_path, first))
    path = as_file(tmp_path, f"{header}{row}{rest}")
    was = asd("members", "show", "1", "--json").json
    shown = asd("members", "import", path, "--dry-run")
    assert asd("members", "show", "1", "--json").json == was
    done = asd("members", "import", path, "--json").json
    now = asd("members", "show", "1", "--json").json
    assert (now["name"], now["email"], now["phone"]) == (name, f"{email}example.nl", phone)
    changed = [key for key in ("name", "email", "phone") if was[key] != now[key]]
    assert all(f"{was[key]} → {now[key]}" in shown.out for key in changed)
    assert (done["people"], done["changes"]) == (0, int(bool(changed)))
    assert done["lines"][0]["outcome"] == ("changed" if changed else "known")
    assert "nothing changed" in asd("members", "import", path).out


def test_the_log_says_of_whom_a_list_changed_the_address(asd: Raadtui, tmp_path: Path) -> None:
    rows = (
        "Naam;E-mail;Zetel;Rol;Van\nA. Zander;a@example.nl;PW-1;cliëntlid;1-1-2024\n"
        "B. Zeelt;b@example.nl;PW-2;cliëntlid;1-1-2024\n"
    )
    asd("members", "import", as_file(tmp_path, rows))
    asd("members", "import", as_file(tmp_path, rows.replace("@", "@nieuw.")))
    told = "A. Zander, e-mail: a@example.nl → a@nieuw.example.nl"
    assert told in asd("log", "--limit", "1").out
    assert [one["whose"] for one in asd("log", "--json").json[0]["edits"]] == [
        "A. Zander",
        "B. Zeelt",
    ]
    asd("members", "change", "Zander", "--email", "z@example.nl")
    assert asd("log", "--json").json[0]["edits"][0]["whose"] is None


@pytest.mark.parametrize(
    ("row", "way"),
    [
        (
            "Karel Appel;;PW-1;cliëntlid;1-1-2024",
            "A. de Vries sits on seat PW-1 since Mon 1 Jan 2024",
        ),
        ("A. de Vries;new@example.nl;PW-2;cliëntlid;1-1-2026", "A. de Vries is known as old@"),
    ],
)
def test_what_is_not_sure_is_said_with_the_way_out(
    asd: Raadtui, tmp_path: Path, row: str, way: str
) -> None:
    header = "Naam;E-mail;Zetel;Rol;Van\n"
    first = f"{header}A. de Vries;old@example.nl;PW-1;cliëntlid;1-1-2024\n"
    asd("members", "import", as_file(tmp_path, first))
    refused = asd("members", "import", as_file(tmp_path, f"{header}{row}\n"))
    assert refused.status == 1
    assert way in refused.err
    assert "raadtui members change 1 --" in refused.err


def test_outcomes_are_codes_in_every_language(asd: Raadtui, tmp_path: Path) -> None:
    path = as_file(tmp_path, LIST)
    for lang in ("nl", "en"):
        done = asd("members", "import", path, "--dry-run", "--json", "--lang", lang).json
        assert [one["outcome"] for one in done["lines"]] == ["appointed", "appointed", "seat_added"]


def test_an_import_is_one_change_that_can_be_undone(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    assert asd("log", "--json").json[0]["action"] == "member.import"
    assert asd("undo").status == 0
    assert asd("members", "list", "--vacancies", "--json").json == []
    assert asd("redo").status == 0
    assert len(asd("members", "list", "--vacancies", "--json").json) == 3


def test_a_list_without_seat_codes_fills_free_seats_and_adds_others(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd(
        "members",
        "seat",
        "PW-9",
        "--role",
        "client_member",
        "--domain",
        "pw",
        "--from",
        "2020-01-01",
    )
    rows = "Naam;Rol;Domein;Van\nA. Zander;cliëntlid;PW;1-1-2025\nB. Zeelt;cliëntlid;PW;1-1-2025\n"
    path = as_file(tmp_path, rows)
    assert asd("members", "import", path).status == 0
    seats = {one["name"]: one["seat"] for one in asd("members", "list", "--json").json}
    assert seats == {"A. Zander": "PW-9", "B. Zeelt": "PW-1"}
    assert "nothing changed" in asd("members", "import", path).out


def test_a_second_term_in_the_list_continues_the_first(asd: Raadtui, tmp_path: Path) -> None:
    rows = (
        f"{HEADER}\nPW-1;A. Zander;;cliëntlid;PW;1-1-2024;31-12-2027;;\n"
        "PW-1;A. Zander;;cliëntlid;PW;1-1-2020;31-12-2023;;\n"
    )
    assert asd("members", "import", as_file(tmp_path, rows)).status == 0
    terms = asd("members", "show", "Zander", "--json").json["appointments"]
    assert [one["term_number"] for one in terms] == [2, 1]


def test_a_term_beyond_the_limit_that_was_served_is_taken_over(
    asd: Raadtui, tmp_path: Path
) -> None:
    rows = f"{HEADER}\nPW-1;A. Zander;;cliëntlid;PW;1-1-2024;31-12-2027;3;\n"
    assert asd("members", "import", as_file(tmp_path, rows)).status == 0
    assert asd("members", "list", "--json").json[0]["term_number"] == 3


def test_who_is_reappointed_too_late_is_told_the_number_by_which_that_is_done(
    asd: Raadtui,
) -> None:
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2022-11-01")
    asd("members", "add", "--name", "S. van der Proef")
    asd("members", "appoint", "Proef", "--seat", "PW-1", "--from", "2022-11-01")
    late = asd("members", "reappoint", "Proef")
    assert late.err == (
        "S. van der Proef has no seat in this council on Mon 23 Nov 2026:"
        " appointment A1 ended on Sat 31 Oct 2026.\n"
    )
    again = asd("members", "reappoint", "A1", "--json").json
    assert (again["starts_on"], again["term_number"]) == ("2026-11-01", 2)


def test_a_member_is_added_appointed_reappointed_and_ends(asd: Raadtui) -> None:
    seat = ("members", "seat", "PW-1", "--role", "client_member", "--from", "2020-01-01")
    assert asd(*seat, "--json").json["status"] == "vacant"
    person = asd("members", "add", "--name", "S. van der Proef", "--json").json
    appoint = ("members", "appoint", str(person["id"]), "--seat", "PW-1", "--from", "2025-01-01")
    member = asd(*appoint, "--decision", "B&W 12-3", "--json").json
    assert (member["id"], member["ends_on"]) == (person["id"], "2028-12-31")
    again = asd("members", "reappoint", "Proef", "--json").json
    assert (again["starts_on"], again["term_number"]) == ("2029-01-01", 2)
    assert (
        asd(
            "members", "end", f"A{again['appointment']}", "--on", "2030-01-31", "--reason", "x"
        ).status
        == 0
    )
    ended = asd("members", "end", "Proef", "--on", "2026-12-31", "--reason", "moved", "--json").json
    assert (ended["ends_on"], ended["end_reason"]) == ("2026-12-31", "moved")


def test_a_gap_is_said_and_the_ordinance_may_count_over_it(asd: Raadtui) -> None:
    asd("members", "add", "--name", "T. Voorbeeld")
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2020-01-01")
    asd("members", "appoint", "Voorbeeld", "--seat", "PW-1", "--from", "2020-01-01")
    again = ("members", "appoint", "Voorbeeld", "--seat", "PW-1", "--from", "2027-02-01")
    said = asd(*again).out
    assert "Mind: Sat until Sun 31 Dec 2023 before" in said
    asd("undo")
    counted = asd(*again, "--term", "2")
    assert "2/2" in counted.out
    assert "Mind" not in counted.out


def test_two_people_cannot_have_one_seat(asd: Raadtui) -> None:
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2020-01-01")
    for name in ("A. Zander", "B. Zeelt"):
        asd("members", "add", "--name", name)
    asd("members", "appoint", "Zander", "--seat", "PW-1", "--from", "2025-01-01")
    second = asd("members", "appoint", "Zeelt", "--seat", "PW-1", "--from", "2026-01-01")
    assert second.status == 1
    assert "A. Zander" in second.err


def test_the_rota_has_every_term_in_order_of_its_end(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    for name, seat in (("O. Volger", "PW-1"), ("B. Zeelt", "PW-2")):
        asd("members", "seat", "PW-2", "--role", "client_member", "--from", "2020-01-01")
        asd("members", "add", "--name", name)
        asd("members", "appoint", name, "--seat", seat, "--from", "2028-01-01")
    asd("members", "reappoint", "Schijn")
    lines = asd("members", "schedule", "--json").json
    assert [(one["seat"], one["name"], one["ends_on"]) for one in lines] == [
        ("WMO-1", None, None),
        ("PW-1", "Renée van der Proef", "2027-12-31"),
        ("VZ", "J. Schijn-de Wit", "2029-02-28"),
        ("PW-1", "O. Volger", "2031-12-31"),
        ("PW-2", "B. Zeelt", "2031-12-31"),
        ("VZ", "J. Schijn-de Wit", "2033-02-28"),
    ]
    assert (lines[1]["followed_by"], lines[1]["reappointed_until"]) == ("O. Volger", None)
    assert lines[2]["reappointed_until"] == "2033-02-28"
    shown = [line.split("  ")[-1].strip() for line in asd("members", "schedule").out.splitlines()]
    assert shown == [
        "afterwards",
        "vacant",
        "from Sat 1 Jan 2028: O. Volger",
        "reappointed until Mon 28 Feb 2033",
        "can be reappointed",
        "can be reappointed",
        "cannot be reappointed",
    ]


def test_ending_an_appointment_takes_the_next_term_with_it(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    asd("members", "reappoint", "Schijn")
    ended = asd("members", "end", "Schijn", "--on", "2026-12-31", "--reason", "verhuisd")
    assert "The next term, from Thu 1 Mar 2029, lapses as well." in ended.out
    terms = asd("members", "show", "Schijn", "--json").json["appointments"]
    assert [one["ends_on"] for one in terms] == ["2026-12-31"]
    asd("undo")
    assert len(asd("members", "show", "Schijn", "--json").json["appointments"]) == 2


def test_who_withdraws_before_the_first_day_is_taken_back(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    asd("members", "add", "--name", "O. Volger")
    asd("members", "appoint", "Volger", "--seat", "WMO-1", "--from", "2027-07-01")
    refused = asd("members", "end", "Volger", "--on", "2027-06-30", "--reason", "ziet ervan af")
    assert (refused.status, "raadtui members withdraw A3" in refused.err) == (1, True)
    done = asd("members", "withdraw", "A3")
    assert (done.status, done.out) == (0, "The appointment of O. Volger to WMO-1 is taken back.\n")
    assert [one["seat"] for one in asd("today", "--json").json["vacancies"]] == ["WMO-1"]
    sits = asd("members", "withdraw", "Renée")
    assert (sits.status, "end it instead" in sits.err) == (1, True)


def test_a_term_longer_than_the_seat_gives_needs_a_deviation(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    asd("members", "add", "--name", "O. Volger")
    words = ("members", "appoint", "Volger", "--seat", "WMO-1", "--from", "2026-01-01")
    refused = asd(*words, "--until", "2031-12-31")
    assert (refused.status, "ends on Mon 31 Dec 2029 at the latest" in refused.err) == (1, True)
    assert asd(*words, "--until", "2031-12-31", "--deviation", "geen kandidaat").status == 0
    longer = f"{HEADER}\nPW-8;L. Lang;;cliëntlid;PW;1-1-2020;31-12-2030;1;\n"
    assert asd("members", "import", as_file(tmp_path, longer)).status == 0


def test_nothing_sensitive_is_given_to_anyone(asd: Raadtui) -> None:
    asd("members", "add", "--name", "S. van der Proef")
    refused = asd("members", "show", "1", "--sensitive")
    assert (refused.status, refused.out) == (5, "")


def test_an_office_is_not_given_by_a_number_in_another_council(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    asd("councils", "add", "--code", "TI", "--name", "Tienerraad")
    number = asd("members", "show", "Renée", "--json").json["appointment"]
    office = ("members", "office", f"A{number}", "vice_chair", "--json")
    elsewhere = asd("--council", "TI", *office)
    assert (elsewhere.status, "--council ASD" in elsewhere.err) == (2, True)
    assert asd(*office).json["offices"] == ["vice_chair"]


def test_a_member_holds_the_offices_that_were_said_last(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    offices = ("members", "office", "Renée")
    assert asd(*offices, "secretary", "vice_chair", "--json").json["offices"] == [
        "vice_chair",
        "secretary",
    ]
    assert asd(*offices, "--json").json["offices"] == []
    asd("undo")
    assert "vice-chair" in asd("members", "show", "Renée").out


def test_a_list_with_offices_names_all_of_them(asd: Raadtui, tmp_path: Path) -> None:
    rows = (
        f"{HEADER}\nPW-1;A. Zander;;cliëntlid;PW;1-1-2020;31-12-2023;;penningmeester\n"
        "PW-1;A. Zander;;cliëntlid;PW;1-1-2024;31-12-2027;;\n"
    )
    assert asd("members", "import", as_file(tmp_path, rows)).status == 0
    terms = asd("members", "show", "Zander", "--json").json["appointments"]
    assert [one["offices"] for one in terms] == [[], ["treasurer"]]


def test_a_list_without_offices_takes_none_away(asd: Raadtui, tmp_path: Path) -> None:
    header = "Naam;Zetel;Rol;Van;Tot\n"
    rows = "A. Zander;PW-1;cliëntlid;1-1-2024;31-12-2027\n"
    asd("members", "import", as_file(tmp_path, header + rows))
    asd("members", "office", "Zander", "vice_chair")
    later = "A. Zander;PW-1;cliëntlid;1-1-2028;31-12-2031\n"
    assert asd("members", "import", as_file(tmp_path, header + later)).status == 0
    terms = asd("members", "show", "Zander", "--json").json["appointments"]
    assert [one["offices"] for one in terms] == [["vice_chair"], ["vice_chair"]]


def test_an_address_is_changed_by_command_and_the_name_stays(asd: Raadtui) -> None:
    asd("members", "add", "--name", "Renée van der Proef", "--phone", "0612345678")
    changed = asd("members", "change", "Renée", "--email", "renee@example.nl", "--json").json
    assert (changed["name"], changed["email"]) == ("Renée van der Proef", "renee@example.nl")
    nothing = asd("members", "change", "Renée")
    assert (nothing.status, "Say what to change" in nothing.err) == (2, True)


def test_a_name_that_is_known_is_added_and_said(asd: Raadtui) -> None:
    """There may be two of one name; more often one was known already."""
    assert "Mind" not in asd("members", "add", "--name", "Kees Bakker").out
    again = asd("members", "add", "--name", "Bakker, Kees")
    assert (again.status, "Mind: Kees Bakker was known already, as number 1" in again.out) == (
        0,
        True,
    )
    assert asd("undo").status == 0
    assert asd("members", "show", "Kees").status == 0


def test_an_appointment_says_what_must_be_there_first(asd: Raadtui) -> None:
    words = ("members", "appoint", "Kees", "--seat", "VZ", "--from", "2026-01-01")
    assert "raadtui members add" in asd(*words).err
    asd("members", "add", "--name", "Kees Bakker")
    assert "raadtui members seat VZ" in asd(*words).err
    asd("members", "seat", "PW-1", "--role", "client_member")
    assert "there is: PW-1" in asd(*words).err


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--email", "jose@example", "is not an e-mail address"),
        ("--phone", "0612", "is not a telephone number"),
        ("--phone", "bel maar", "is not a telephone number"),
    ],
)
def test_what_a_list_may_not_hold_is_not_typed_either(
    asd: Raadtui, tmp_path: Path, option: str, value: str, why: str
) -> None:
    column = {"--email": "E-mail", "--phone": "Telefoon"}[option]
    row = f"Naam;Zetel;Rol;Van;{column}\nA. Zander;PW-1;cliëntlid;1-1-2024;{value}\n"
    assert why in asd("members", "import", as_file(tmp_path, row)).err
    added = asd("members", "add", "--name", "A. Zander", option, value)
    assert (added.status, why in added.err) == (2, True)
    asd("members", "add", "--name", "A. Zander")
    changed = asd("members", "change", "Zander", option, value)
    assert (changed.status, why in changed.err) == (2, True)
    phone = "06-12345678 (privé)"
    assert asd("members", "change", "Zander", "--phone", phone).status == 0


def test_people_without_a_seat_are_listed_apart(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    asd("members", "end", "Renée", "--on", "2026-10-31", "--reason", "verhuisd")
    asd("members", "add", "--name", "O. Volger", "--email", "volger@example.nl")
    former = {
        "id": 1,
        "name": "Renée van der Proef",
        "seat": None,
        "last_seat": "PW-1",
        "last_role": "client_member",
        "ends_on": "2026-10-31",
    }
    found = asd("members", "list", "--without-seat", "--json").json
    assert found[0] == former
    assert (found[1]["name"], found[1]["last_seat"]) == ("O. Volger", None)
    shown = asd("members", "list", "--without-seat").out
    assert "Renée van der Proef  PW-1       client member  Sat 31 Oct 2026" in shown
    assert [one["name"] for one in asd("members", "list", "--json").json] == ["J. Schijn-de Wit"]
    both = asd("members", "list", "--without-seat", "--vacancies")
    assert (both.status, both.out) == (2, "")


def test_somebody_is_forgotten_by_number_or_whole_name_and_for_good(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("members", "import", as_file(tmp_path, LIST))
    seated = asd("members", "forget", "Renée van der Proef", "--yes")
    assert (seated.status, "has seat PW-1 until" in seated.err) == (1, True)
    asd("members", "end", "Renée", "--on", "2026-10-31", "--reason", "verhuisd")
    part = asd("members", "forget", "Renée")
    assert (part.status, "“Renée van der Proef”, or the number 1" in part.err) == (2, True)
    unsure = asd("members", "forget", "1")
    assert (unsure.status, "add --yes" in unsure.err) == (2, True)
    asd("meetings", "plan", "--title", "Afscheid Proef", "--start", "2026-12-08 19:30")
    asd("export", "ical", "--audience", "renee", "--output", str(tmp_path / "renee.ics"))
    assert "Renée van der Proef" in asd("log").out
    left = asd("members", "forget", "renee van der proef", "--yes", "--json").json
    assert [one["title"] for one in left.pop("named_in")] == ["Afscheid Proef", "1 line"]
    assert left == {"id": 1, "name": "anonymous 1", "email": "", "phone": ""}
    assert asd("members", "list", "--without-seat", "--json").json == []
    assert "enée" not in asd("log", "--json").out
    assert "enée" not in asd("search", "proef").out
    kept = asd("members", "show", "1", "--json").json["appointments"]
    assert [(one["seat"], one["ends_on"]) for one in kept] == [("PW-1", "2026-10-31")]
    assert "Undone: meetings planned" in asd("undo").out
    assert asd("members", "change", "1", "--name", "Renée").status == 1


def test_who_forgets_somebody_is_told_where_their_surname_stays(asd: Raadtui) -> None:
    asd("members", "add", "--name", "T. Voorbeeld")
    asd("meetings", "plan", "--title", "Afscheid Voorbeeld", "--start", "2026-12-08 19:30")
    assert asd("members", "forget", "T. Voorbeeld", "--yes").out.splitlines() == [
        "Forgotten: what is left is “anonymous 1”.",
        "This surname also stands here, and stays:",
        "  meeting: Tue 8 Dec 2026 19:30 Afscheid Voorbeeld",
        "  log: 1 line",
    ]


def test_an_appointment_and_a_seat_are_put_right(asd: Raadtui) -> None:
    for code in ("PW-1", "PW-2"):
        asd("members", "seat", code, "--role", "client_member", "--from", "2020-01-01")
    asd("members", "add", "--name", "T. Voorbeeld")
    asd("members", "appoint", "Voorbeeld", "--seat", "PW-1", "--from", "2026-01-01")
    after = asd("members", "correct", "A1", "--from", "2025-01-01", "--json").json
    assert (after["starts_on"], after["ends_on"]) == ("2025-01-01", "2028-12-31")
    assert asd("members", "correct", "Voorbeeld", "--decision", "B&W 1-2").status == 0
    assert asd("members", "correct", "Voorbeeld").status == 2
    seat = ("members", "change-seat", "PW-2", "--role", "adviser", "--domain", "wmo", "--terms")
    changed = asd(*seat, "0", "--json").json
    assert (changed["role"], changed["domain"], changed["voting"], changed["max_terms"]) == (
        *("adviser", "wmo", False),
        None,
    )
    assert asd("members", "remove-seat", "PW-2").out == "Seat PW-2 is taken away.\n"
    assert asd("members", "remove-seat", "PW-1").status == 1
    assert asd("members", "change-seat", "PW-1").status == 2


def test_a_term_that_is_over_already_is_said_before_it_is_taken_over(
    asd: Raadtui, tmp_path: Path
) -> None:
    rows = (
        "Naam;Zetel;Rol;Van;Tot\n"
        "A. Testman;PW-1;cliëntlid;1-1-2020;\n"
        "B. Testman;PW-2;cliëntlid;1-1-2020;31-12-2023\n"
        "B. Testman;PW-2;cliëntlid;1-1-2024;31-12-2027\n"
    )
    said = asd("members", "import", as_file(tmp_path, rows), "--dry-run").out
    assert "Mind: Row 2, A. Testman: this term ended on Sun 31 Dec 2023" in said
    assert said.count("Mind:") == 1


def test_a_list_without_first_days_says_which_column_is_missing(
    asd: Raadtui, tmp_path: Path
) -> None:
    refused = asd("members", "import", as_file(tmp_path, "Naam;E-mail\nA. Testman;a@example.nl\n"))
    assert "give it in a column “from”" in refused.err


def test_a_list_may_give_somebody_two_offices(asd: Raadtui, tmp_path: Path) -> None:
    rows = "Naam;Rol;Functie;Van\n" + "".join(
        f"A. Testman;cliëntlid;{office};1-1-2026\n"
        for office in ("penningmeester", "vicevoorzitter")
    )
    path = as_file(tmp_path, rows)
    assert asd("members", "import", path).status == 0
    (member,) = asd("members", "list", "--json").json
    assert set(member["offices"]) == {"treasurer", "vice_chair"}
    assert "nothing changed" in asd("members", "import", path).out


def test_the_last_day_of_a_term_or_a_seat_is_counted_from_the_first(seated: Raadtui) -> None:
    seated("members", "add", "--name", "B. Voorbeeldt")
    seated("members", "seat", "PW-2", "--role", "client_member")
    when = ("--until", "31 dec", "--from", "1 jan")
    line = seated("members", "appoint", "2", "--seat", "PW-2", *when, "--json").json
    assert (line["starts_on"], line["ends_on"]) == ("2027-01-01", "2027-12-31")
    line = seated("members", "correct", "Voorbeeldt", "--until", "30 nov", "--json").json
    assert line["ends_on"] == "2027-11-30"
    line = seated("members", "reappoint", "Voorbeeldt", "--until", "30 nov", "--json").json
    assert (line["starts_on"], line["ends_on"]) == ("2027-12-01", "2028-11-30")
    seated("members", "seat", "PW-3", "--role", "client_member", "--from", "2028-01-01")
    assert seated("members", "change-seat", "PW-3", "--until", "31 dec").status == 0
    asked = seated("members", "change-seat", "PW-3", "--until", "31 mrt", "--from", "2028-06-01")
    assert asked.status == 0
    wrong = seated("members", "reappoint", "Voorbeeldt", "--until", "31 bec")
    assert (wrong.status, "--until: “31 bec” is not a date" in wrong.err) == (2, True)
