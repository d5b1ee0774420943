from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Raadtui

SERIES = ("meetings", "plan", "--title", "Plenair", "--start", "2027-01-12 19:30")


def test_a_series_is_planned_as_people_say_it(asd: Raadtui) -> None:
    planned = asd(*SERIES, "--every", "2e dinsdag", "--until", "2027-04-30", "--json").json
    assert [one["starts_at"] for one in planned] == [
        "2027-01-12T19:30:00+01:00",
        "2027-02-09T19:30:00+01:00",
        "2027-03-09T19:30:00+01:00",
        "2027-04-13T19:30:00+02:00",
    ]
    assert {one["status"] for one in planned} == {"planned"}
    assert planned[3]["ends_at"] == "2027-04-13T21:30:00+02:00"
    assert {one["timezone"] for one in planned} == {"Europe/Amsterdam"}
    assert len({one["uid"] for one in planned}) == 4
    assert len({one["series"] for one in planned}) == 1


def test_an_rrule_plans_the_same_dates(asd: Raadtui) -> None:
    words = asd(*SERIES, "--every", "2e dinsdag", "--until", "2027-06-30", "--dry-run", "--json")
    rule = asd(
        *SERIES, "--rrule", "FREQ=MONTHLY;BYDAY=2TU", "--until", "2027-06-30", "--dry-run", "--json"
    )
    assert words.json == rule.json


def test_a_series_ends_after_it_begins_and_a_list_as_well(asd: Raadtui) -> None:
    planned = asd(*SERIES, "--every", "2e dinsdag", "--until", "31 dec", "--json").json
    assert planned[-1]["starts_at"][:10] == "2027-12-14"
    within = ("--from", "1 jan", "--to", "31 mrt")
    assert len(asd("meetings", "list", *within, "--json").json) == 3
    written = asd("export", "ical", "-o", "-", "--to", "31 dec", "--from", "1 jan")
    assert written.out.count("BEGIN:VEVENT") == 12


def test_holidays_and_recesses_are_skipped_and_said(asd: Raadtui) -> None:
    asd(
        "calendar",
        "add",
        "Voorjaarsreces",
        "--from",
        "2027-02-20",
        "--until",
        "2027-02-28",
        "--source",
        "raad",
    )
    done = asd(
        *("meetings", "plan", "--title", "Plenair", "--start", "2027-02-15 19:30"),
        *("--every", "elke maandag", "--until", "2027-04-12", "--skip-holidays", "--skip-recess"),
    )
    starts = [one["starts_at"][:10] for one in asd("meetings", "list", "--json").json]
    assert "2027-02-22" not in starts
    assert "2027-03-29" not in starts
    assert len(starts) == 7
    assert "Voorjaarsreces" in done.out
    assert "Easter Monday" in done.out


def test_a_dry_run_plans_nothing(asd: Raadtui) -> None:
    shown = asd(*SERIES, "--every", "2e dinsdag", "--until", "2027-04-30", "--dry-run")
    assert len(shown.out.splitlines()) == 4
    assert asd("meetings", "list", "--json").json == []


def test_a_dry_run_in_json_gives_moments_with_their_offset_and_codes(asd: Raadtui) -> None:
    days = ("--every", "elke maandag", "--until", "2027-03-29", "--skip-holidays")
    start = ("meetings", "plan", "--title", "Plenair", "--start", "2027-03-22 19:30")
    for lang in ("nl", "en"):
        assert asd(*start, *days, "--dry-run", "--json", "--lang", lang).json == [
            {"starts_at": "2027-03-22T19:30:00+01:00", "skipped": None},
            {"starts_at": "2027-03-29T19:30:00+02:00", "skipped": "holiday"},
        ]


def test_a_dry_run_warns_as_planning_does(asd: Raadtui) -> None:
    words = ("meetings", "plan", "--title", "Plenair", "--start", "2027-03-29 19:30")
    shown, done = asd(*words, "--dry-run"), asd(*words)
    warning = "Mind: Mon 29 Mar 2027 is a holiday: Easter Monday."
    assert warning in shown.out
    assert warning in done.out


def test_one_meeting_on_a_holiday_is_not_planned_when_those_are_skipped(asd: Raadtui) -> None:
    words = ("meetings", "plan", "--title", "Plenair", "--start", "2027-03-29 19:30")
    shown = asd(*words, "--skip-holidays", "--dry-run")
    assert "Skipped: Mon 29 Mar 2027 19:30. Holiday: Easter Monday." in shown.out
    refused = asd(*words, "--skip-holidays")
    assert (refused.status, asd("meetings", "list", "--json").json) == (1, [])
    assert "every date is skipped" in refused.err


def test_a_draft_is_made_final_and_then_invited_to(asd: Raadtui, tmp_path: Path) -> None:
    asd(*SERIES, "--draft")
    words = ("export", "invitations", "1", "--sender", "raad@example.nl", "-o", tmp_path)
    early = asd(*words)
    assert (early.status, "is a draft: make it final" in early.err) == (1, True)
    assert asd("meetings", "confirm", "1", "--json").json["status"] == "planned"
    assert asd(*words).status == 0
    assert asd("meetings", "confirm", "1").status == 1


def test_a_moved_meeting_keeps_its_identity_and_rises_in_sequence(asd: Raadtui) -> None:
    one = asd(*SERIES, "--json").json
    moved = asd("meetings", "move", str(one["id"]), "--to", "2027-03-16 20:00", "--json").json
    assert moved["starts_at"] == "2027-03-16T20:00:00+01:00"
    assert (moved["uid"], moved["sequence"]) == (one["uid"], one["sequence"] + 1)
    assert moved["ends_at"] == "2027-03-16T22:00:00+01:00"


def test_a_cancelled_meeting_is_still_listed(asd: Raadtui) -> None:
    asd(*SERIES)
    cancelled = asd("meetings", "cancel", "1", "--reason", "no quorum", "--json").json
    assert (cancelled["status"], cancelled["reason"]) == ("cancelled", "no quorum")
    assert [one["status"] for one in asd("meetings", "list", "--json").json] == ["cancelled"]
    assert asd("meetings", "move", "1", "--to", "2027-03-16 20:00").status == 1


def test_past_meetings_are_listed_when_asked(asd: Raadtui) -> None:
    asd("meetings", "plan", "--title", "Plenair", "--start", "2026-10-13 19:30")
    assert asd("meetings", "list", "--json").json == []
    (held,) = asd("meetings", "list", "--all", "--json").json
    assert held["status"] == "held"
    for words in (("list", "--all"), ("show", "1")):
        assert "held" in asd("meetings", *words).out
    assert asd("meetings", "cancel", "1", "--reason", "no quorum", "--json").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--every", "2e dinsdag"),
        ("--until", "2027-04-30"),
        ("--every", "2e dinsdag", "--rrule", "FREQ=WEEKLY;BYDAY=TU", "--until", "2027-04-30"),
        ("--rrule", "FREQ=YEARLY", "--until", "2027-04-30"),
        ("--duration", "soon"),
        ("--kind", "party"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_one_line(
    asd: Raadtui, words: tuple[str, ...]
) -> None:
    refused = asd(*SERIES, *words)
    assert (refused.status, refused.out) == (2, "")
    assert len(refused.err.splitlines()) == 1
    assert asd("meetings", "list", "--all", "--json").json == []


def test_a_calendar_holds_what_is_planned_and_what_is_cancelled(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd(*SERIES, "--every", "2e dinsdag", "--until", "2027-03-31")
    asd("meetings", "cancel", "2", "--reason", "x")
    asd(*SERIES[:3], "Later", *SERIES[4:], "--draft")
    target = tmp_path / "raad.ics"
    done = asd("export", "ical", "-o", target)
    assert "3 meetings" in done.out
    events = target.read_text().split("BEGIN:VEVENT")[1:]
    assert len(events) == 3
    assert sum("STATUS:CANCELLED" in event for event in events) == 1
    assert asd("export", "ical", "-o", "-").out.encode() == target.read_bytes()


def test_undoing_what_a_calendar_holds_says_what_to_do_about_that(
    asd: Raadtui, db: Path, tmp_path: Path
) -> None:
    asd(*SERIES)
    assert not asd("undo", "--json").json["in_calendars"]
    asd("redo")
    asd("export", "ical", "-o", tmp_path / "raad.ics")
    assert f"raadtui --db {db} redo" in asd("undo", "--db", db).out
    asd("redo")
    assert asd("undo", "--json").json["in_calendars"]


def test_a_calendar_can_be_of_a_period_or_a_part_of_the_council(asd: Raadtui) -> None:
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep jeugd")
    asd(*SERIES, "--every", "2e dinsdag", "--until", "2027-03-31")
    asd("meetings", "plan", "--title", "Jeugd", "--start", "2027-02-02 10:00", "--group", "WG")
    some = asd("export", "ical", "--from", "2027-02-01", "--to", "2027-02-28", "-o", "-").out
    assert (some.count("BEGIN:VEVENT"), "20270209" in some) == (1, True)
    group = asd("export", "ical", "--group", "WG", "-o", "-").out
    assert (group.count("BEGIN:VEVENT"), "SUMMARY:Jeugd" in group) == (1, True)


@pytest.mark.parametrize("words", ["public", "openbaar", "everybody", "Iedereen"])
def test_for_whom_a_calendar_is_can_be_said_in_words_and_is_logged_so(
    asd: Raadtui, words: str
) -> None:
    asd(*SERIES)
    shown = asd("export", "ical", "--audience", words, "-o", "-").out
    assert ("BEGIN:VEVENT" in shown, "Plenair" in shown) == (True, False)
    logged = asd("log", "--json").json[0]
    assert logged["subject"] == "Adviesraad Sociaal Domein, public"


def test_what_to_run_next_names_the_database_and_the_council(asd: Raadtui, db: Path) -> None:
    asd("councils", "add", "--code", "CRD", "--name", "Raad Drecht", "--kind", "client_council")
    here = ("--db", db, "--council", "CRD")
    asd(*SERIES, *here)
    mails = ("export", "invitations", "1", "--sender", "raad@example.nl", "-o", db.parent / "m")
    assert asd(*mails, *here).status == 0
    told = asd("meetings", "cancel", "1", "--reason", "ziekte", *here).out
    assert f"raadtui --db {db} --council CRD export invitations 1 --cancel" in told
    assert f"raadtui --db {db} --council CRD councils rule advice" in asd("today", *here).out


def test_a_part_of_another_council_is_refused(asd: Raadtui) -> None:
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep jeugd")
    asd("councils", "add", "--code", "CRD", "--name", "Raad Drecht", "--kind", "client_council")
    refused = asd(*SERIES, "--group", "WG", "--council", "CRD")
    assert (refused.status, "give --council WG" in refused.err) == (2, True)


def test_a_person_gets_the_meetings_of_their_own_term(asd: Raadtui) -> None:
    asd(*SERIES, "--every", "2e dinsdag", "--until", "2027-03-31")
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2020-01-01")
    asd("members", "add", "--name", "A. Zander")
    asd("members", "appoint", "1", "--seat", "PW-1", "--from", "2027-02-01")
    assert asd("export", "ical", "--audience", "Zander", "-o", "-").out.count("BEGIN:VEVENT") == 2


def test_deadlines_are_for_the_council_alone(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Jeugdhulp", "--received", "2026-11-16")
    own = asd("export", "ical", "--deadlines", "-o", "-").out
    assert "DTSTART;VALUE=DATE:20261228" in own
    uids = [line for line in own.splitlines() if line.startswith("UID")]
    asd("requests", "clock", "extend", "2026-001", "--by", "2w", "--reason", "agreed")
    moved = asd("export", "ical", "--deadlines", "-o", "-").out
    assert "DTSTART;VALUE=DATE:20270111" in moved
    assert sorted(uids) == sorted(line for line in moved.splitlines() if line.startswith("UID"))
    assert asd("export", "ical", "--deadlines", "--audience", "public", "-o", "-").status == 1


def test_a_deadline_in_a_calendar_tells_no_reasons_and_no_names(asd: Raadtui) -> None:
    register = ("requests", "register", "--received", "2026-11-16", "--title", "Jeugdhulp")
    asd(*register)
    why = ("--reason", "Bakker ligt in het ziekenhuis")
    asd("requests", "clock", "stop", "2026-001", "--on", "2026-11-20", *why)
    asd("requests", "clock", "resume", "2026-001", "--on", "2026-11-22", *why)
    asd("requests", "clock", "shorten", "2026-001", "--by", "1w", "--agreed-by", "T. Testema", *why)
    asd(*register, "--asked-by", "2026-12-14", "--agreed-by", "T. Testema")
    own = asd("export", "ical", "--deadlines", "-o", "-").out.replace("\r\n ", "")
    assert "Agreed by the council." in own
    assert "The council agreed to an earlier date: Mon 14 Dec 2026." in own
    assert not any(word in own for word in ("Testema", "Bakker", "ziekenhuis"))


def test_what_speaks_against_a_moment_is_said_and_not_refused(asd: Raadtui) -> None:
    planned = asd("meetings", "plan", "--title", "Plenair", "--start", "2027-04-27 19:30")
    assert (planned.status, "Mind: Tue 27 Apr 2027 is a holiday: King's Day." in planned.out) == (
        0,
        True,
    )
    moved = asd("meetings", "move", "1", "--to", "2026-11-20 19:30")
    assert (moved.status, "Mind: Fri 20 Nov 2026 19:30 has been." in moved.out) == (0, True)
    again = asd("meetings", "move", "1", "--to", "2026-11-20 19:30")
    assert (again.status, again.out) == (1, "")
    assert "where it is already" in again.err


def test_a_time_that_does_not_exist_is_refused(asd: Raadtui) -> None:
    refused = asd("meetings", "plan", "--title", "Plenair", "--start", "2027-03-28 02:30")
    assert refused.status == 2
    assert "the clocks go forward" in refused.err
    assert asd("meetings", "list", "--json").json == []


def test_each_member_gets_an_invitation_of_their_own(asd: Raadtui, tmp_path: Path) -> None:
    asd(*SERIES)
    members = tmp_path / "leden.csv"
    members.write_text(
        "Zetel;Naam;E-mail;Rol;Van;Tot\n"
        "PW-1;Zoë van der Proef;zoe@example.nl;cliëntlid;1-1-2026;31-12-2029\n"
        "WMO-1;S. Schijn;;cliëntlid;1-1-2026;31-12-2029\n",
        encoding="utf-8",
    )
    assert asd("members", "import", members).status == 0
    asked = asd("export", "invitations", "1", "-o", tmp_path)
    assert (asked.status, "--sender" in asked.err) == (2, True)
    folder = tmp_path / "mails"
    folder.mkdir()
    words = ("export", "invitations", "1", "--sender", "raad@example.nl", "-o", folder)
    done = asd(*words)
    assert (done.status, done.out) == (
        0,
        f"{folder}: 1 mail\nS. Schijn has no e-mail address.\n",
    )
    (mail,) = folder.iterdir()
    assert b"To: " in mail.read_bytes() and b"zoe@example.nl" in mail.read_bytes()
    assert b"Schijn" not in mail.read_bytes()
    (folder / "1-02.eml").write_bytes(b"To: wie@was.example.nl")
    (folder / "1-aantekening.eml").write_bytes(b"van een ander")
    assert asd(*words).status == 0
    assert {each.name for each in folder.iterdir()} == {"1-01.eml", "1-aantekening.eml"}
    early = asd(*words, "--cancel")
    assert (early.status, "cancel it before" in early.err) == (1, True)


def test_mails_go_to_who_was_not_invited_yet_and_the_end_to_who_was(
    seated: Raadtui, tmp_path: Path
) -> None:
    def mailed(*words: str) -> list[str]:
        folder = tmp_path / f"mails {len(list(tmp_path.iterdir()))}"
        done = seated("export", "invitations", "1", "-o", folder, *words)
        assert done.status == 0, done.err
        mails = (mail.read_text() for mail in sorted(folder.iterdir()))
        return [line for mail in mails for line in mail.splitlines() if line.startswith("To: ")]

    seated("members", "change", "1", "--email", "proef@example.nl")
    seated(*SERIES)
    assert mailed("--sender", "raad@example.nl") == ['To: "S. van der Proef" <proef@example.nl>']
    seated("members", "seat", "PW-2", "--role", "client_member", "--from", "2020-01-01")
    seated("members", "add", "--name", "Noor Nieuw", "--email", "noor@example.nl")
    seated("members", "appoint", "2", "--seat", "PW-2", "--from", "2026-12-01")
    assert "1 member has yet to get one" in seated("meetings", "show", "1").out
    assert "1 member has yet to get one" in seated("today").out
    renamed = seated("meetings", "change", "1", "--title", "Extra").out
    assert "yet to hear of the new title" in renamed
    seated("undo")
    assert mailed() == ["To: Noor Nieuw <noor@example.nl>"]
    assert "has yet to get one" not in seated("meetings", "show", "1").out
    seated("members", "end", "1", "--on", "2026-11-22", "--reason", "verhuisd")
    seated("meetings", "cancel", "1", "--reason", "ziekte")
    assert len(mailed("--cancel")) == 2


def test_answers_go_where_they_went_before_unless_one_says_otherwise(
    seated: Raadtui, tmp_path: Path
) -> None:
    def invite(number: str, *words: str) -> tuple[str, bool]:
        folder = tmp_path / f"mails {len(list(tmp_path.iterdir()))}"
        done = seated("export", "invitations", number, "-o", folder, *words)
        assert done.status == 0, done.err
        (mail,) = folder.iterdir()
        (sender,) = [line for line in mail.read_text().splitlines() if line.startswith("From: ")]
        return sender.rpartition("<")[2].rstrip(">"), "may not take a change" in done.out

    seated("members", "change", "1", "--email", "proef@example.nl")
    for day in ("2027-01-12", "2027-02-09"):
        seated("meetings", "plan", "--title", "Plenair", "--start", f"{day} 19:30")
    assert invite("1", "--sender", "raad@example.nl") == ("raad@example.nl", False)
    seated("meetings", "move", "1", "--to", "2027-01-13 19:30")
    assert invite("1") == ("raad@example.nl", False)
    assert invite("2") == ("raad@example.nl", False)
    assert invite("1", "--sender", "griffie@example.nl") == ("griffie@example.nl", True)
    assert invite("1") == ("griffie@example.nl", False)


def test_a_meeting_is_renamed_and_stays_where_it_is(asd: Raadtui) -> None:
    asd("meetings", "plan", "--title", "Plenair", "--start", "2027-02-09 19:30")
    before = asd("meetings", "show", "1", "--json").json
    after = asd(
        "meetings", "change", "1", "--title", "Thema-avond", "--kind", "theme", "--json"
    ).json
    assert (after["title"], after["kind"]) == ("Thema-avond", "theme")
    assert (after["starts_at"], after["uid"]) == (before["starts_at"], before["uid"])
    nothing = asd("meetings", "change", "1")
    assert (nothing.status, "Say what to change" in nothing.err) == (2, True)


def test_cancelling_a_plenary_names_the_requests_it_leaves_without_one(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Nota vervoer", "--received", "2026-11-23")
    asd("meetings", "plan", "--title", "Plenair", "--start", "2026-12-08 19:30")
    told = asd("meetings", "cancel", "1", "--reason", "ziekte").out
    assert "Mind: No plenary is left in time for the advice on 2026-001." in told


def _events(calendar: str) -> dict[str, dict[str, str]]:
    """Return the events of a calendar by what they are called: each its lines."""
    lines = calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    events = [dict(line.split(":", 1) for line in one.splitlines() if ":" in line) for one in lines]
    return {one["SUMMARY"]: one for one in events}


def test_a_term_that_ended_sooner_says_so_until_its_day_is_past(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Jeugdhulp", "--received", "2026-11-16")

    def days(today: str = "2026-11-18") -> dict[str, dict[str, str]]:
        sent = asd("export", "ical", "--deadlines", "-o", "-", "--today", today)
        return {name: one for name, one in _events(sent.out).items() if "2026-001" in name}

    receipt, advice = "2026-001: acknowledgement by the council", "2026-001: advice by the council"
    asked = days()
    assert asked.keys() == {receipt, advice}
    asd("requests", "advance", "2026-001", "--to", "acknowledged", "--on", "2026-11-18")
    asd("requests", "advance", "2026-001", "--to", "declined", "--reason", "te laat")
    ended = days()
    for before, after, status in (
        (receipt, f"{receipt} (met)", "CONFIRMED"),
        (advice, f"{advice} (lapsed)", "CANCELLED"),
    ):
        assert ended[after]["UID"] == asked[before]["UID"]
        assert int(ended[after]["SEQUENCE"]) > int(asked[before]["SEQUENCE"])
        assert ended[after]["STATUS"] == status
    assert days("2027-03-01") == {}
