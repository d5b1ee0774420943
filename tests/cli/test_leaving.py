"""What leaves and comes back: where it goes, what it says, and the line it leaves in the log."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from db.asides import asides_in
from db.connection import Actor
from db.store import open_store
from tests.cli.conftest import Raadtui
from tests.cli.test_requests import REGISTER

ROOT = Path(__file__).parents[2]


def logged(asd: Raadtui) -> list[str]:
    return [one["action"] for one in asd("log", "--json").json]


@pytest.fixture
def met(asd: Raadtui) -> Raadtui:
    """A council with one member and one meeting."""
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2024-01-01")
    asd("members", "add", "--name", "J. Fictema", "--email", "j@example.nl")
    asd("members", "appoint", "1", "--seat", "PW-1", "--from", "2026-01-01")
    asd("meetings", "plan", "--title", "Plenair", "--start", "2027-01-12 19:30")
    return asd


def test_a_mail_of_cancellation_says_why_and_a_calendar_does_not(
    met: Raadtui, tmp_path: Path
) -> None:
    met("meetings", "cancel", "1", "--reason", "te weinig leden")
    folder = tmp_path / "mails" / "januari"
    words = ("export", "invitations", "1", "--cancel", "--sender", "raad@example.nl")
    assert met(*words, "-o", folder).status == 0
    (mail,) = folder.iterdir()
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    assert "Why it was cancelled: te weinig leden" in body.get_content()
    assert "te weinig leden" not in met("export", "ical", "-o", "-").out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no groups of that sort")
@pytest.mark.parametrize(
    ("around", "folder", "mail"), [(0o2770, 0o2770, 0o640), (0o755, 0o700, 0o600)]
)
def test_mails_are_for_the_group_in_a_folder_of_the_group_alone(
    met: Raadtui, tmp_path: Path, around: int, folder: int, mail: int
) -> None:
    """As the account of the council works for several secretaries, who have to open them."""
    shared = tmp_path / "srv"
    shared.mkdir()
    shared.chmod(around)
    words = ("export", "invitations", "1", "--sender", "raad@example.nl", "-o", shared / "mails")
    assert met(*words).status == 0
    (written,) = (shared / "mails").iterdir()
    assert stat.S_IMODE(written.parent.stat().st_mode) == folder
    assert stat.S_IMODE(written.stat().st_mode) == mail


def test_what_leaves_stands_in_the_log_once_a_day(met: Raadtui, tmp_path: Path) -> None:
    before = logged(met)
    for _nth in range(2):
        met("export", "ical", "-o", "-")
    words = ("export", "invitations", "1", "--sender", "raad@example.nl")
    met(*words, "-o", tmp_path / "mails")
    met("figures", "--csv", "-o", "-")
    met("backup", tmp_path / "copy.db")
    added = logged(met)[: -len(before)]
    assert added == ["backup", "export.figures", "meeting.invite", "export.calendar"]
    assert met("undo", "--json").json["action"] == "meeting.invite"
    assert met("redo", "--json").json["action"] == "meeting.invite"


def test_today_names_every_meeting_of_which_the_members_have_yet_to_hear(
    met: Raadtui, tmp_path: Path
) -> None:
    words = ("--sender", "raad@example.nl", "-o", tmp_path / "mails")
    met("meetings", "plan", "--title", "Thema", "--kind", "theme", "--start", "2027-02-09 19:30")
    for number in ("1", "2"):
        met("export", "invitations", number, *words)
    assert met("today", "--json").json["to_tell"] == []
    met("meetings", "cancel", "1", "--reason", "te weinig leden")
    met("meetings", "plan", "--title", "Plenair", "--start", "2027-01-19 19:30")
    met("meetings", "move", "2", "--to", "2027-02-16 19:30")
    assert [one["id"] for one in met("today", "--json").json["to_tell"]] == [1, 2]
    lines = met("today").out.partition("Yet to tell the members\n")[2].splitlines()
    assert lines[0].split("  ")[1:] == [
        "Tue 12 Jan 2027 19:30",
        "Plenair",
        "Invitations were written: the members have yet to hear that it is off.",
    ]
    assert lines[1].endswith("the members have yet to hear of the new moment.")
    met("export", "invitations", "1", "--cancel", *words)
    met("export", "invitations", "2", *words)
    assert "Yet to tell" not in met("today").out


def test_who_is_invited_to_a_meeting_that_moves_is_invited_anew(
    met: Raadtui, tmp_path: Path
) -> None:
    words = ("export", "invitations", "1", "--sender", "raad@example.nl", "-o", tmp_path / "mails")
    met(*words)
    assert met("meetings", "show", "1", "--json").json["status"] == "invited"
    moved = met("meetings", "move", "1", "--to", "2027-01-13 19:30")
    assert (
        "have yet to hear of the new moment. raadtui export invitations 1 -o mails\n" in moved.out
    )
    assert met("meetings", "show", "1", "--json").json["status"] == "planned"
    assert "have yet to hear of the new moment." in met("meetings", "show", "1").out
    met(*words)
    assert "have yet to hear" not in met("meetings", "show", "1").out
    off = met("meetings", "cancel", "1", "--reason", "te weinig leden")
    assert (
        "have yet to hear that it is off. raadtui export invitations 1 --cancel -o mails\n"
        in off.out
    )
    (mail,) = (tmp_path / "mails").iterdir()
    subject = str(message_from_bytes(mail.read_bytes(), policy=policy.default)["Subject"])
    assert subject.startswith("Moved from Tue 12 Jan 2027 19:30: Plenair, Wed 13 Jan 2027 19:30 (")
    calendar = next(
        part.get_content()
        for part in message_from_bytes(mail.read_bytes(), policy=policy.default).walk()
        if part.get_content_type() == "text/calendar"
    )
    assert "SEQUENCE:1" in calendar
    assert "SUMMARY:Plenair (ASD)" in calendar
    assert "SUMMARY:CANCELLED: Plenair (ASD)" in met("export", "ical", "-o", "-").out
    over = met(*words, "--today", "2027-01-14")
    assert (over.status, "is over" in over.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("export ical", "raad.db"),
        ("figures --csv", "raad.db"),
        ("papers save 1", "raad.db"),
        ("export ical", "raad.db-wal"),
        ("export ical", "raad.db.files/??/*"),
        ("export ical", "copy.db"),
        ("export ical", "raad.tar"),
        ("export ical", "nota.txt"),
    ],
)
def test_what_leaves_is_not_written_over_something_else(
    met: Raadtui, db: Path, tmp_path: Path, words: str, place: str
) -> None:
    """`-o raad.db` is a slip of the finger away from `-o raad.ics`."""
    met(*REGISTER)
    (tmp_path / "nota.txt").write_text("nota")
    met("papers", "add", "2026-001", tmp_path / "nota.txt")
    met("backup", tmp_path / "copy.db")
    met("backup", "--papers", tmp_path / "raad.tar")
    with open_store(db, Actor(who="pietersen")):  # whose log is there, and may be empty
        (file,) = tmp_path.glob(place)
        there = file.read_bytes()
        refused = met(*words.split(), "-o", file)
        assert (refused.status, refused.err) == (
            1,
            f"{file} is already there; choose another name.\n",
        )
        assert file.read_bytes() == there


def test_a_feed_is_written_again_and_again(met: Raadtui, tmp_path: Path) -> None:
    words = ("export", "ical", "-o", tmp_path / "raad.ics")
    met(*words)
    met("meetings", "move", "1", "--to", "2027-01-13 19:30")
    assert met(*words).status == 0
    assert "DTSTART;TZID=Europe/Amsterdam:20270113T193000" in (tmp_path / "raad.ics").read_text()


def test_a_backup_goes_to_standard_output(asd: Raadtui, tmp_path: Path, db: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "raadtui", "backup", "-"], cwd=ROOT, capture_output=True, check=True
    )
    copy = tmp_path / "copy.db"
    copy.write_bytes(done.stdout)
    assert asd("--db", copy, "councils", "list").status == 0
    assert not (ROOT / "-").exists()
    assert asides_in(db.parent) == []


def test_a_backup_wants_a_folder_that_is_there(asd: Raadtui, tmp_path: Path) -> None:
    refused = asd("backup", tmp_path / "none" / "x.db")
    assert (refused.status, refused.err) == (2, f"There is no folder {tmp_path / 'none'}.\n")


def test_a_backup_that_is_not_there_is_said_and_one_put_back_is_logged(
    asd: Raadtui, tmp_path: Path
) -> None:
    missing = asd("restore", "nowhere.db")
    assert (missing.status, missing.err) == (2, "There is no backup nowhere.db.\n")
    asd("backup", tmp_path / "copy.db")
    for _nth in range(2):
        assert asd("restore", tmp_path / "copy.db").status == 0
    assert logged(asd)[0] == "restore"


def test_who_puts_a_backup_back_is_told_whom_to_forget_once_more(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("members", "add", "--name", "J. Fictema")
    asd("backup", tmp_path / "copy.db")
    asd("backup", tmp_path / "raad.tar", "--papers")
    for copy in ("copy.db", "raad.tar"):
        asd("members", "forget", "J. Fictema", "--yes")
        told = asd("restore", tmp_path / copy).out
        assert "J. Fictema was forgotten after this backup was made, and is known again." in told
        assert "Forget them once more: raadtui members forget 1" in told
    asd("members", "forget", "1", "--yes")
    again = asd("restore", tmp_path / "copy.db", "--json").json["known_again"]
    assert [(one["id"], one["name"]) for one in again] == [(1, "J. Fictema")]
    assert asd("restore", tmp_path / "copy.db", "--json").json["known_again"] == []


def test_one_archive_has_the_papers_and_brings_them_back(asd: Raadtui, tmp_path: Path) -> None:
    asd(*REGISTER)
    (tmp_path / "nota.txt").write_text("nota")
    asd("papers", "add", "2026-001", tmp_path / "nota.txt")
    whole = asd("backup", tmp_path / "raad.tar", "--papers")
    assert (whole.status, "The papers are not in it" in whole.out) == (0, False)
    assert "or use --papers" in asd("backup", tmp_path / "raad-alone.db").out
    asd("papers", "remove", "1", "--reason", "weg", "--yes")
    restored = asd("restore", tmp_path / "raad.tar")
    assert (restored.status, "not in this backup" in restored.out) == (0, False)
    assert asd("papers", "save", "1", "-o", tmp_path / "terug.txt").status == 0
    assert (tmp_path / "terug.txt").read_text() == "nota"


@pytest.mark.parametrize("name", ["", ".", "agenda"])
def test_a_backup_is_a_file_and_no_folder(asd: Raadtui, tmp_path: Path, name: str) -> None:
    (tmp_path / "agenda").mkdir()
    place = tmp_path / name if name else Path()
    for papers in ((), ("--papers",)):
        refused = asd("backup", *papers, place if name else "")
        assert (refused.status, refused.err) == (2, f"{place} is a folder; name a file in it.\n")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    "words",
    [
        ["restore", "{closed}/raad.tar"],
        ["restore", "{open}/copy.db", "--db", "{closed}/raad.db"],
        ["backup", "{closed}/in/copy.db"],
        ["requests", "intake", "--watch", "{closed}/mail"],
    ],
)
def test_a_place_that_one_may_not_see_is_named(
    raadtui: Raadtui, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_CONFIG_HOME", folder)
        closed = Path(folder) / "closed"
        closed.mkdir(mode=0o700)
        db = Path(folder) / "raad.db"
        raadtui("--db", db, "init")
        raadtui("--db", db, "backup", Path(folder) / "copy.db")
        for path in (Path(folder), db, Path(folder) / "copy.db"):
            os.chown(path, 65534, 65534)
        raadtui(*words, "--help")  # all code is read while there is still the right to
        os.seteuid(65534)
        try:
            refused = raadtui(
                "--db", db, *[one.format(open=folder, closed=closed) for one in words]
            )
        finally:
            os.seteuid(0)
    assert refused.status == 5
    assert str(closed) in refused.err
    assert "you have no right" in refused.err


@pytest.mark.skipif(os.getuid() != 0, reason="only root works in what is somebody else's")
def test_what_root_makes_beside_a_database_is_of_the_account_that_owns_the_folder(
    raadtui: Raadtui, tmp_path: Path
) -> None:
    council, paper, copy = 65534, tmp_path / "nota.txt", tmp_path / "raad.tar"
    paper.write_text("nota")
    place = tmp_path / "raad"
    place.mkdir()
    os.chown(place, council, council)
    db = place / "raad.db"
    raadtui("--db", db, "init")
    raadtui("--db", db, *REGISTER)
    assert raadtui("--db", db, "papers", "add", "2026-001", paper).status == 0
    assert raadtui("--db", db, "backup", "--papers", copy).status == 0
    assert copy.stat().st_uid == 0
    # Over a sound database, over a damaged one, and where there is none.
    assert raadtui("--db", db, "restore", copy).status == 0
    db.write_bytes(b"damaged")
    assert raadtui("--db", db, "restore", copy).status == 0
    assert raadtui("--db", place / "second.db", "restore", copy).status == 0
    assert {path.stat().st_uid for path in place.rglob("*")} == {council}
    assert len(list(place.rglob("*.files/??/*"))) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_backup_that_is_broken_off_leaves_no_copy_behind(
    asd: Raadtui, tmp_path: Path, number: signal.Signals
) -> None:
    there = {path.name for path in tmp_path.iterdir()}
    command = [sys.executable, "-m", "raadtui", "backup", "-"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writing:
        assert writing.stdout is not None
        # It is more than a pipe holds: the rest waits for a reader.
        assert writing.stdout.read(6) == b"SQLite"
        assert {path.name for path in tmp_path.iterdir()} > there
        writing.send_signal(number)
        assert writing.wait(timeout=60) == 128 + number
    assert {path.name for path in tmp_path.iterdir()} == there
