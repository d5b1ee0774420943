from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest

from council.errors import Damaged
from db.asides import new_aside
from db.connection import Actor
from db.store import open_store
from raadtui import __version__
from raadtui.config import SETTINGS, Settings, read_settings
from raadtui.identity import who
from raadtui.language import choose
from tests.cli.conftest import Raadtui
from tests.cli.test_requests import REGISTER
from tests.conftest import fixed_actor

ROOT = Path(__file__).parents[2]
HOSTILE = "[bold]x[/] \x1b]52;c;eA==\x07 \u202eabc \x9b2J =cmd|x"


def program(*words: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "raadtui", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **more},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("option", "configured", "environment", "language"),
    [
        ("en", "nl", {"LANG": "nl_NL.UTF-8"}, "en"),
        (None, "en", {"LANG": "nl_NL.UTF-8"}, "en"),
        (None, "", {"LANG": "en_US.UTF-8"}, "en"),
        (None, "", {"LANG": "en_US.UTF-8", "LC_MESSAGES": "nl_NL"}, "nl"),
        (None, "", {"LANG": "en_US.UTF-8", "LC_ALL": "nl"}, "nl"),
        (None, "", {"LANG": "C.UTF-8"}, "nl"),
        (None, "", {"LANG": "de_DE.UTF-8"}, "nl"),
        (None, "", {}, "nl"),
    ],
)
def test_the_language_is_asked_configured_local_or_dutch(
    option: str | None, configured: str, environment: dict[str, str], language: str
) -> None:
    assert choose(option, configured, environment) == language


@pytest.mark.parametrize("place", [0, 1, 2])
def test_options_of_the_whole_program_stand_before_and_after_the_command(
    asd: Raadtui, place: int
) -> None:
    asd("meetings", "plan", "--title", "Plenair", "--start", "2026-11-20 19:30")
    words: list[str | Path] = ["meetings", "list"]
    words[place:place] = ["--today", "2026-11-19", "--json", "--council", "asd"]
    assert len(asd(*words).json) == 1


@pytest.mark.parametrize("words", [("--json", "today"), ("today", "--json")])
def test_today_tells_what_is_due(asd: Raadtui, words: tuple[str, ...]) -> None:
    asd("requests", "register", "--title", "Jeugdhulp", "--received", "2026-11-16")
    asd("meetings", "plan", "--title", "Plenair", "--start", "2026-12-08 19:30")
    found = asd(*words).json
    assert found["today"] == "2026-11-23"
    assert [one["purpose"] for one in found["clocks"]] == ["acknowledgement", "advice"]
    assert all(one["explanation"] for one in found["clocks"])
    assert found["next_meeting"]["title"] == "Plenair"
    assert {"vacancies", "terms_ending", "conditions", "actions"} <= found.keys()
    text = asd("today").out
    assert "Jeugdhulp" in text
    assert "Tue 8 Dec 19:30" in text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("members", "list", "--frob"), 2),
        (("frobnicate",), 2),
        (("members",), 2),
        (("members", "list", "extra"), 2),
        (("members", "appoint"), 2),
        (("members", "appoint", "nobody", "--seat", "X", "--from", "2026-01-01"), 2),
        (("members", "list", "--on", "2026-02-30"), 2),
        (("members", "list", "--on"), 2),
        (("members", "list", "--json=1"), 2),
        (("meetings", "show", "x"), 2),
        (("meetings", "show", "99"), 2),
        (("requests", "show", "2026-999"), 2),
        (("--lang", "de", "today"), 2),
        (("--today", "30-2-2026", "today"), 2),
        (("--today", "9999-12-31", "today"), 2),
        (("--today", "0001-01-01", "radar", "list"), 2),
        (("--council", "NONE", "today"), 2),
        (("members", "import", "/nowhere/leden.csv"), 2),
        (("init",), 1),
        (("undo", "--db", "/nowhere/raad.db"), 2),
        ((), 2),
    ],
)
def test_what_goes_wrong_is_one_line_and_the_promised_status(
    asd: Raadtui, words: tuple[str, ...], status: int
) -> None:
    answer = asd(*words)
    assert (answer.status, answer.out) == (status, "")
    assert len(answer.err.splitlines()) == 1
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("meetings show {}", "There is no meeting “{}”."),
        ("radar show {}", "There is no announcement {}."),
        ("members show {}", "There is no person “{}”."),
        ("members end A{} --on 2026-11-01 --reason x", "There is no appointment “{}”."),
        ("papers save {}", "There is no paper {}."),
        ("requests intake --forget {} --yes", "There is no unread mail {}."),
        ("log --limit {}", "That number is too large."),
        (
            "members seat PW-1 --role client_member --from 2026-01-01 --terms {}",
            "That number is too large.",
        ),
    ],
)
def test_a_number_beyond_all_that_are_stored_is_that_of_nothing(
    asd: Raadtui, words: str, told: str
) -> None:
    number = "99999999999999999999"
    answer = asd(*words.format(number).split())
    assert (answer.status, answer.err) == (2, f"{told.format(number)}\n")


def test_bytes_that_are_no_text_are_nothing_in_a_code_and_fine_in_the_name_of_a_file(
    asd: Raadtui, tmp_path: Path
) -> None:
    no_text = os.fsdecode(b"\xff")
    answer = asd("members", "remove-seat", f"PW{no_text}")
    assert (answer.status, answer.err) == (
        2,
        "There are no seats yet; to add one: raadtui members seat PW --role …\n",
    )
    copy = tmp_path / f"b{no_text}.db"
    assert asd("backup", copy).status == 0
    assert asd("members", "list", "--db", copy).status == 0


@pytest.mark.parametrize("command", [("today",), ("members", "list"), ("log",)])
def test_a_text_file_is_not_taken_for_a_database(
    raadtui: Raadtui, db: Path, command: tuple[str, ...]
) -> None:
    db.write_text("This is no database. " * 100)
    answer = raadtui(*command)
    assert answer.status == 3
    assert len(answer.err.splitlines()) == 1


def test_an_init_leaves_a_file_alone_that_it_did_not_make(raadtui: Raadtui, db: Path) -> None:
    db.write_text("A letter to my aunt.")
    answer = raadtui("init")
    assert answer.status == 1
    assert answer.err == f"{db} already exists; choose another place with --db.\n"
    assert db.read_text() == "A letter to my aunt."


def test_what_to_run_next_names_the_database_that_was_asked_for(
    raadtui: Raadtui, tmp_path: Path
) -> None:
    path = tmp_path / "the other.db"
    assert f"raadtui init --name \"…\" --db '{path}'" in raadtui("today", "--db", path).err
    made = raadtui("init", "--db", path).out
    assert f"import FILE.csv --db '{path}'" in made
    hint = re.search(r"raadtui (councils rule .*)$", made, re.MULTILINE)
    assert hint
    assert raadtui(*shlex.split(hint[1])).status == 0


def test_the_code_of_a_council_can_be_typed(raadtui: Raadtui) -> None:
    made = raadtui("init", "--name", "Cliëntenraad", "--json").json
    assert made["council"]["code"] == "CLIE"


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_at_a_terminal_the_names_of_council_and_municipality_are_asked(db: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as keys:
        keys.write(b"Adviesraad Voorbeeldstad\nVoorbeeldstad\n")
        done = subprocess.run(
            [sys.executable, "-m", "raadtui", "init"],
            cwd=ROOT,
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
            timeout=30,
        )
        os.close(theirs)
    assert done.returncode == 0
    with open_store(db, fixed_actor()) as store:
        made = store.councils.get()
        assert (made.name, made.municipality) == ("Adviesraad Voorbeeldstad", "Voorbeeldstad")


def test_the_demo_that_is_thrown_away_takes_no_database(raadtui: Raadtui, tmp_path: Path) -> None:
    answer = raadtui("demo", "--db", tmp_path / "a.db")
    assert answer.status == 2
    assert f"raadtui init --demo --db {tmp_path / 'a.db'}" in answer.err
    assert "it takes no --db: leave that out" in answer.err


def test_an_init_that_fails_leaves_nothing_behind(raadtui: Raadtui, db: Path) -> None:
    assert raadtui("init", "--code", " ").status == 2
    assert not db.exists()
    assert raadtui("init").status == 0


def test_the_demo_council_is_the_same_for_the_same_day(raadtui: Raadtui, tmp_path: Path) -> None:
    answers = []
    for name in ("a.db", "b.db"):
        assert raadtui("init", "--demo", "--db", tmp_path / name).status == 0
        answers.append(raadtui("export", "ical", "-o", "-", "--db", tmp_path / name).out)
    assert answers[0] == answers[1]
    assert answers[0].count("BEGIN:VEVENT") > 5


def test_hostile_names_come_out_as_harmless_text(asd: Raadtui) -> None:
    asd("members", "add", "--name", HOSTILE)
    asd(
        "meetings", "plan", "--title", HOSTILE, "--start", "2026-12-08 19:30", "--location", HOSTILE
    )
    asd("requests", "register", "--title", HOSTILE, "--received", "2026-11-16", "--sender", HOSTILE)
    for words in (
        ("members", "show", "1"),
        ("meetings", "list"),
        ("requests", "show", "2026-001"),
        ("requests", "list", "--json"),
        ("today",),
        ("log",),
        ("search", "bold"),
        ("frob\x1b[2J",),
    ):
        answer = asd(*words)
        shown = answer.out + answer.err
        assert not any(letter in shown for letter in "\x1b\x07\x9b\u202e")
    assert "[bold]x[/]" in asd("requests", "list").out


def test_what_was_done_is_logged_undone_and_redone(asd: Raadtui) -> None:
    asd("members", "add", "--name", "S. van der Proef")
    undone = asd("undo", "--json").json
    assert (undone["action"], undone["undone"]) == ("person.add", True)
    assert asd("members", "show", "1").status == 2
    redone = asd("redo", "--json").json
    assert (redone["action"], redone["undone"]) == ("person.add", False)
    assert asd("members", "show", "1").status == 0
    assert [one["action"] for one in asd("log", "--json").json][:3] == [
        "redo",
        "undo",
        "person.add",
    ]


def test_in_each_council_one_logs_and_undoes_what_was_done_there(asd: Raadtui) -> None:
    here = ("--council", "CRD")
    asd("councils", "add", "--code", "CRD", "--name", "Raad Drecht", "--kind", "client_council")
    asd("meetings", "plan", "--title", "Van ons", "--start", "2027-01-12 19:30", *here)
    asd("meetings", "plan", "--title", "Van hen", "--start", "2027-01-13 19:30")
    assert [one["subject"] for one in asd("log", *here, "--json").json] == [
        "Van ons, Tue 12 Jan 2027"
    ]
    assert "Van ons" not in asd("log").out
    assert asd("undo", *here, "--json").json["subject"] == "Van ons, Tue 12 Jan 2027"
    assert asd("undo", *here).status == 1
    assert asd("redo", *here, "--json").json["subject"] == "Van ons, Tue 12 Jan 2027"
    assert asd("undo", "--json").json["subject"] == "Van hen, Wed 13 Jan 2027"


@pytest.mark.parametrize(
    "words",
    [
        ("meetings", "show", "1"),
        ("meetings", "cancel", "1", "--reason", "x"),
        ("meetings", "move", "1", "--to", "2027-01-14 19:30"),
        ("meetings", "change", "1", "--title", "x"),
        ("export", "invitations", "1", "--sender", "a@example.nl", "-o", "mails"),
        ("members", "end", "A1", "--on", "2026-11-20", "--reason", "x"),
        ("members", "office", "A1", "vice_chair"),
        ("radar", "change", "1", "--title", "x"),
        ("papers", "change", "1", "--name", "x"),
    ],
    ids=" ".join,
)
def test_a_number_of_another_council_is_refused(
    seated: Raadtui, tmp_path: Path, words: tuple[str, ...]
) -> None:
    paper = tmp_path / "nota.txt"
    paper.write_text("Een nota.", encoding="utf-8")
    seated("meetings", "plan", "--title", "Plenair", "--start", "2027-01-12 19:30")
    assert seated("radar", "add", "--title", "Minimabeleid").status == 0
    seated("requests", "register", "--title", "Nota", "--received", "2026-11-20")
    assert seated("papers", "add", "2026-001", paper).status == 0
    seated("councils", "add", "--code", "CRD", "--name", "Raad Drecht", "--kind", "client_council")
    refused = seated(*words, "--council", "CRD")
    assert (refused.status, refused.out) == (2, "")
    assert (
        "That is of Adviesraad Sociaal Domein, not of Raad Drecht: give --council ASD."
        in refused.err
    )


def test_a_meeting_of_a_part_of_the_council_is_one_of_its_own(asd: Raadtui) -> None:
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep jeugd")
    asd("meetings", "plan", "--title", "Jeugd", "--start", "2027-02-02 10:00", "--group", "WG")
    assert asd("meetings", "cancel", "1", "--reason", "x").status == 0


def test_today_in_json_has_a_next_meeting_that_needs_no_quorum(seated: Raadtui) -> None:
    plan = ("meetings", "plan", "--title", "Spreekuur", "--start", "2026-12-01 10:00")
    seated(*plan, "--kind", "consultation_hour")
    found = seated("today", "--json").json["next_meeting"]
    assert (found["title"], found["quorum"]) == ("Spreekuur", None)
    seated(*plan[:3], "Plenair", "--start", "2026-11-30 19:30")
    assert seated("today", "--json").json["next_meeting"]["quorum"]["required"] == 1


def test_today_in_json_tells_which_conditions_hold(asd: Raadtui) -> None:
    held = asd("today", "--json").json
    assert held["conditions"][-1] == {
        "code": "decreed_days",
        "holds": True,
        "since": None,
        "reason": "",
        "records": [],
    }
    assert held["actions"] == []
    broken = asd("today", "--json", "--today", "2028-08-01").json
    condition = broken["conditions"][-1]
    assert (condition["holds"], condition["since"]) == (False, "2028-07-01")
    assert condition["records"] == ["2029"]
    assert condition["reason"] in broken["missing"]


def test_a_new_council_is_told_what_to_begin_with_until_it_is_there(asd: Raadtui) -> None:
    def broken() -> list[str]:
        found = asd("today", "--json").json["conditions"]
        return [one["code"] for one in found if not one["holds"]]

    assert broken() == ["municipality", "seats", "plenary", "ordinance"]
    asd("councils", "change", "--municipality", "Wijderveld")
    assert broken() == ["seats", "plenary", "ordinance"]
    assert "in Members, n appoints somebody" in asd("today").out
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2020-01-01")
    asd("meetings", "plan", "--title", "Plenair", "--start", "2026-12-08 19:30")
    assert broken() == ["ordinance"]
    asd("councils", "rule", "advice", "6w", "--article", "art. 7 lid 2", "--from", "2020-01-01")
    assert broken() == []


def test_what_made_the_council_cannot_be_undone(asd: Raadtui) -> None:
    refused = asd("undo")
    assert (refused.status, refused.err) == (1, "The making of the council cannot be undone.\n")
    asd("members", "add", "--name", "S. van der Proef")
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep")
    assert asd("undo", "--json").json["action"] == "council.create"
    assert asd("undo", "--json").json["action"] == "person.add"
    assert asd("undo").status == 1
    assert asd("councils", "list").status == 0


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York"])
def test_the_log_gives_moments_in_the_zone_of_the_council(
    asd: Raadtui, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        at = datetime.fromisoformat(asd("log", "--json").json[0]["at"])
        assert f" {at:%H:%M}  " in asd("log").out
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert at.utcoffset() == at.astimezone(ZoneInfo("Europe/Amsterdam")).utcoffset()
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_today_begins_at_midnight_in_the_netherlands_wherever_the_server_is(
    asd: Raadtui, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAADTUI_TODAY")
    here = ZoneInfo("Europe/Amsterdam")
    # Half a day behind and half a day ahead: in one of them it is another day than here.
    for zone in ("Pacific/Pago_Pago", "Pacific/Kiritimati"):
        before = datetime.now(here).date()
        told = json.loads(program("today", "--json", TZ=zone).stdout)
        today = date.fromisoformat(told["today"])
        assert before <= today <= datetime.now(here).date()


def test_the_doctor_warns_where_the_system_does_not_know_dutch_time(
    asd: Raadtui, tmp_path: Path
) -> None:
    def advice(**more: str) -> str:
        told = json.loads(program("doctor", "--json", **more).stdout)
        return next(str(one["advice"]) for one in told if one["check"] == "time_zone")

    assert advice(TZ="UTC") == ""
    assert "install tzdata" in advice(TZDIR=str(tmp_path))


def test_the_codes_of_the_doctor_are_the_same_in_every_language(asd: Raadtui) -> None:
    english, dutch = (asd("doctor", "--json", "--lang", lang).json for lang in ("en", "nl"))
    codes = [one["check"] for one in english]
    assert codes == [one["check"] for one in dutch]
    assert "time_zone" in codes
    assert "tijdzone" in asd("doctor", "--lang", "nl").out


def test_the_doctor_says_what_to_do(raadtui: Raadtui, db: Path) -> None:
    sick = raadtui("doctor", "--json")
    assert sick.status == 3
    checks = {one["check"]: one for one in sick.json}
    assert "raadtui init" in checks["database"]["advice"]
    raadtui("init")
    db.chmod(0o644)
    well = raadtui("doctor", "--json")
    assert well.status == 0
    checks = {one["check"]: one for one in well.json}
    assert checks["database"]["ok"]
    assert "chmod 600" in checks["rights"]["advice"]


def checked(raadtui: Raadtui) -> dict[str, str]:
    """What the doctor advises, by the code of the check."""
    return {one["check"]: one["advice"] for one in raadtui("doctor", "--json").json}


def test_the_doctor_looks_at_what_every_command_and_screen_will_use(
    asd: Raadtui, tmp_path: Path
) -> None:
    assert checked(asd)["database"] == checked(asd)["folder"] == ""
    assert "no council “XYZ”" in checked(lambda *words: asd(*words, "--council", "XYZ"))["database"]
    settings = tmp_path / "config" / "raadtui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('council = "XYZ"\nfolder = "/nowhere"\n')
    assert checked(asd)["database"] == "There is no council “XYZ”; there is: ASD."
    assert checked(asd)["folder"] == "There is no folder /nowhere."
    assert asd("doctor").status == 3


@pytest.mark.parametrize("wrong", ["30-2-2026", "2026-02-30", "9999-12-31"])
def test_a_wrong_day_for_today_is_named_by_where_it_stands(
    asd: Raadtui, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    assert asd("today", "--today", wrong).err.startswith("--today: ")
    monkeypatch.setenv("RAADTUI_TODAY", wrong)
    told = asd("today")
    assert (told.status, told.err[:15]) == (2, "RAADTUI_TODAY: ")
    assert checked(asd)["today"] == told.err.strip()
    assert asd("doctor").status == 3


def test_the_doctor_tells_that_a_variable_holds_today(
    asd: Raadtui, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "RAADTUI_TODAY" in checked(asd)["today"]
    assert "Mon 23 Nov 2026" in asd("doctor").out
    assert checked(lambda *words: asd(*words, "--today", "2026-12-01"))["today"] == ""
    monkeypatch.delenv("RAADTUI_TODAY")
    assert checked(asd)["today"] == ""


@pytest.mark.parametrize(("days", "told"), [(-3, False), (0, False), (3, True)])
def test_the_doctor_tells_that_the_newest_change_is_still_to_come(
    asd: Raadtui, db: Path, days: int, told: bool
) -> None:
    moment = datetime.now(UTC) + timedelta(days=days)
    with open_store(db, Actor(who="jansen", clock=lambda: moment)) as store:
        store.members.add("J. Fictema")
    assert ("is still to come" in checked(asd)["clock"]) == told
    assert asd("doctor").status == 0
    asd("members", "add", "--name", "S. Schijn")
    assert checked(asd)["clock"] == ""


def test_the_doctor_names_what_a_backup_left_that_was_killed(asd: Raadtui, db: Path) -> None:
    assert checked(asd)["left"] == ""
    left = new_aside(db.parent)
    assert "personal data" in checked(asd)["left"]
    assert str(left) in asd("doctor").out


def test_the_doctor_names_earlier_copies_that_know_whom_the_council_forgot(
    asd: Raadtui, db: Path, tmp_path: Path
) -> None:
    asd(*REGISTER)
    (tmp_path / "nota.txt").write_text("nota")
    asd("papers", "add", "2026-001", tmp_path / "nota.txt")
    assert checked(asd)["earlier"] == ""
    asd("backup", tmp_path / "copy")
    kept = asd("restore", tmp_path / "copy", "--json").json["kept"]
    (found,) = (one for one in asd("doctor", "--json").json if one["check"] == "earlier")
    assert (found["found"], "has forgotten since" in found["advice"]) == (kept, True)
    assert asd("doctor").status == 0


def test_the_doctor_looks_after_the_papers(asd: Raadtui, db: Path, tmp_path: Path) -> None:
    asd("requests", "register", "--title", "Jeugd", "--received", "2026-11-16")
    note = tmp_path / "nota.txt"
    note.write_text("nota")
    asd("papers", "add", "2026-001", note)
    assert checked(asd)["rights"] == ""
    papers = db.with_name("raad.db.files")
    papers.chmod(0o755)
    assert checked(asd)["rights"] == f"Others can read the papers: chmod 700 {papers}"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
def test_the_doctor_finds_what_somebody_else_owns(raadtui: Raadtui) -> None:
    ours = 65534
    with TemporaryDirectory() as folder:
        db, theirs = Path(folder) / "raad.db", Path(folder) / "raad.db.files" / "ab"
        raadtui("--db", db, "init")
        theirs.mkdir(parents=True)
        for path in (db.parent, db, theirs.parent):
            os.chown(path, ours, ours)
        # Rights are looked at for the real user; the effective one still reads all.
        os.setreuid(ours, -1)
        try:
            told = raadtui("--db", db, "doctor", "--json")
        finally:
            os.setreuid(0, 0)
    assert told.status == 3
    rights = next(one["advice"] for one in told.json if one["check"] == "rights")
    assert rights == f"You have no right to write {theirs}."


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_the_doctor_says_that_somebody_may_not_see_the_database(asd: Raadtui, db: Path) -> None:
    db.parent.chmod(0o700)
    os.seteuid(65534)
    try:
        told = asd("doctor", "--json")
    finally:
        os.seteuid(0)
    assert told.status == 3
    database = next(one["advice"] for one in told.json if one["check"] == "database")
    assert "cannot be read" in database


def test_a_backup_can_be_worked_with(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "add", "--name", "S. van der Proef")
    copy = tmp_path / "copy.db"
    assert asd("backup", copy).status == 0
    assert asd("members", "show", "Proef", "--db", copy).status == 0
    assert asd("backup", copy).status == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion(raadtui: Raadtui, shell: str) -> None:
    assert "_RAADTUI_COMPLETE" in raadtui("completion", shell).out


def test_a_shell_completes_commands_and_global_options(db: Path) -> None:
    done = program(
        _RAADTUI_COMPLETE="bash_complete", COMP_WORDS="raadtui members --co", COMP_CWORD="2"
    )
    assert b"--council" in done.stdout


def test_settings_are_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert read_settings(path) == Settings()
    path.write_text('lang = "en"\nmouse = false\n')
    assert read_settings(path) == Settings(lang="en", mouse=False)


def test_the_table_of_settings_and_their_record_agree() -> None:
    defaults = Settings()
    assert {one.name: one.type for one in SETTINGS} == {
        name: type(getattr(defaults, name)) for name in vars(Settings)["__slots__"]
    }


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("lang = nl", 3),
        ('colour = "red"', 2),
        ('mouse = "no"', 2),
        ('lang = "de"', 2),
        ("lang = 1", 2),
    ],
)
def test_wrong_settings_are_refused_by_name(
    asd: Raadtui, tmp_path: Path, text: str, status: int
) -> None:
    folder = tmp_path / "config" / "raadtui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)
    answer = asd("today")
    assert answer.status == status
    assert "config.toml" in answer.err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"lang = nl\n", 'line 1 is not of the form name = "value"'),
        ('# raad\n\nfolder = "/srv"\ncouncil = “ASD”\nlang = nl\n'.encode(), "line 4 is not of"),
        (b'mouse = true\nlang = "nl\n', "line 2 is not of"),
        (b'lang = "nl"\nlang = "en"\n', "line 2 is not of"),
        (b'council = "Co\xebrdinatie"\n', "it is not written in UTF-8"),
    ],
)
def test_settings_that_cannot_be_read_are_explained_in_our_own_words(
    tmp_path: Path, text: bytes, reason: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text)
    with pytest.raises(Damaged, match=re.escape(f"{path} cannot be read: {reason}")):
        read_settings(path)


def test_settings_written_with_notepad_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbflang = "en"\r\nmouse = false\r\n')
    assert read_settings(path) == Settings(lang="en", mouse=False)


def test_nobody_is_believed_who_only_says_who_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = tmp_path / "loginuid"
    nobody.write_text(f"{0xFFFFFFFF}")
    monkeypatch.setenv("USER", "burgemeester")
    monkeypatch.setenv("LOGNAME", "burgemeester")
    monkeypatch.delenv("SUDO_UID", raising=False)
    assert who(nobody) != "burgemeester"
    monkeypatch.setenv("SUDO_UID", "4000000")
    assert who(nobody) == "4000000"
    logged_in = tmp_path / "login"
    logged_in.write_text("4000001")
    assert who(logged_in) == "4000001 (sudo: 4000000)"  # either may have been made up
    for same in ("4000001", "0"):
        monkeypatch.setenv("SUDO_UID", same)
        assert who(logged_in) == "4000001"
    monkeypatch.delenv("SUDO_UID")
    assert who(logged_in) == "4000001"


def test_a_reader_that_goes_away_is_no_error(db: Path) -> None:
    program("init")
    for number in range(3):
        program("members", "add", "--name", f"S. van der Proef {number}")
    done = subprocess.Popen(
        [sys.executable, "-m", "raadtui", "log", "--json"],
        cwd=ROOT,
        stdout=(gone := os.pipe())[1],
        stderr=subprocess.PIPE,
    )
    os.close(gone[0])
    os.close(gone[1])
    _out, err = done.communicate(timeout=60)
    assert (done.returncode, err) == (128 + signal.SIGPIPE, b"")


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["today", "today --json", "councils list"])
def test_a_stream_closed_before_the_start_stops_nothing(db: Path, closed: str, words: str) -> None:
    program("init")
    before = db.read_bytes()
    done = subprocess.run(
        f"exec {shlex.quote(sys.executable)} -m raadtui {words} {closed}",
        shell=True,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0
    assert db.read_bytes() == before


def test_a_full_disk_is_said_in_one_line(db: Path) -> None:
    program("init")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "raadtui", "today"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr == b"This did not work: the disk is full.\n"


def test_a_latin_locale_does_not_stop_a_name(db: Path) -> None:
    program("init")
    done = program("members", "add", "--name", "Ľudmila van der Proef", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert "Ľudmila" in done.stdout.decode()


def test_a_watched_folder_is_left_when_told_to_stop(db: Path, tmp_path: Path) -> None:
    program("init")
    folder = tmp_path / "in"
    for name in ("new", "cur"):
        (folder / name).mkdir(parents=True)
    (folder / "new" / "1").write_bytes(
        b"From: a@example.nl\nSubject: Adviesaanvraag\nMessage-ID: <1@example.nl>\n\nGraag advies.\n"
    )
    watching = subprocess.Popen(
        [sys.executable, "-m", "raadtui", "requests", "intake", "--watch", folder],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert watching.stdout is not None
    assert b"2026-001" in watching.stdout.readline()
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(timeout=60) == 0


def test_the_version_is_told_without_a_database(raadtui: Raadtui) -> None:
    told = raadtui("--version")
    assert (told.status, told.out) == (0, f"raadtui {__version__}\n")


def test_a_backup_is_put_back_and_what_was_there_is_kept(asd: Raadtui, tmp_path: Path) -> None:
    asd("members", "add", "--name", "J. Fictema")
    asd("backup", tmp_path / "copy.db")
    asd("members", "add", "--name", "S. Schijn")
    done = asd("restore", tmp_path / "copy.db")
    assert done.status == 0
    kept = next(one for one in tmp_path.iterdir() if one.name.startswith("raad.db.2026"))
    assert str(kept) in done.out
    assert asd("members", "show", "Schijn").status == 2
    assert asd("--db", kept, "members", "show", "Schijn").status == 0
    wrong = asd("restore", tmp_path / "nowhere.db")
    assert (wrong.status, wrong.out) == (2, "")
