from __future__ import annotations

import re
from pathlib import Path

import pytest

from council.views import Order
from db.connection import Actor
from db.store import open_store
from raadtui.identity import who
from tests.cli.conftest import Raadtui

REGISTER = ("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-16")


def test_a_registered_request_has_its_terms_explained(asd: Raadtui) -> None:
    made = asd(*REGISTER, "--domain", "youth", "--domain", "wmo", "--json").json
    assert (made["ref"], made["state"], made["domains"]) == (
        "2026-001",
        "received",
        ["youth", "wmo"],
    )
    clocks = {one["purpose"]: one for one in made["clocks"]}
    assert clocks["advice"]["due_on"] == "2026-12-28"
    assert clocks["advice"]["owner"] == "council"
    assert clocks["acknowledgement"]["overdue"] is True
    text = asd("requests", "explain", "2026-001").out
    assert "6 weeks" in text
    assert "28 Dec 2026" in text


def test_a_term_of_the_ordinance_replaces_the_default(asd: Raadtui) -> None:
    asd("councils", "rule", "advice", "8w", "--article", "art. 7 lid 2", "--from", "2026-01-01")
    made = asd(*REGISTER, "--json").json
    advice = next(one for one in made["clocks"] if one["purpose"] == "advice")
    assert advice["due_on"] == "2027-01-11"
    assert "art. 7 lid 2" in advice["explanation"][0]


def test_a_term_stops_resumes_and_is_extended(asd: Raadtui) -> None:
    asd(*REGISTER)
    clock = ("requests", "clock")
    asd(*clock, "stop", "2026-001", "--on", "2026-11-18", "--reason", "papers")
    asd(*clock, "resume", "2026-001", "--on", "2026-11-20")
    done = asd(*clock, "extend", "2026-001", "--by", "2w", "--reason", "agreed", "--json").json
    advice = next(one for one in done["clocks"] if one["purpose"] == "advice")
    assert advice["original_due_on"] == "2026-12-28"
    assert advice["due_on"] == "2027-01-13"
    asd("requests", "change", "2026-001", "--decision-on", "2027-01-14")
    told = asd(*clock, "extend", "2026-001", "--by", "2w", "--reason", "agreed").out
    assert "! The decision of Thu 14 Jan 2027 comes before the end of the term to advise" in told


def test_a_request_is_assigned_and_moves_on(asd: Raadtui) -> None:
    asd(*REGISTER)
    assert (
        asd("requests", "assign", "2026-001", "Werkgroep", "--json").json["assignee"] == "Werkgroep"
    )
    moved = asd("requests", "advance", "2026-001", "--on", "2026-11-17", "--json").json
    assert moved["state"] == "acknowledged"
    refused = asd("requests", "advance", "2026-001", "--to", "issued")
    assert refused.status == 1
    assert [one["action"] for one in asd("log", "2026-001", "--json").json] == [
        "request.step",
        "request.assign",
        "request.register",
    ]


def test_the_list_holds_what_is_open(asd: Raadtui) -> None:
    asd(*REGISTER)
    asd(*REGISTER[:3], "Beleidsplan", *REGISTER[4:])
    asd("requests", "advance", "2026-001", "--on", "2026-11-17")
    new = asd("requests", "list", "--queue", "new", "--json").json
    assert [one["title"] for one in new] == ["Beleidsplan"]
    assert len(asd("requests", "list", "--json").json) == 2
    both = asd("requests", "list", "--queue", "new", "--all")
    assert (both.status, both.err) == (2, "Give --queue or --all, not both.\n")


def test_a_sender_of_whom_only_the_address_is_known_is_named_once(asd: Raadtui) -> None:
    sender = ("--sender", "j@example.nl", "--sender-email", "j@example.nl")
    asd(*REGISTER, *sender)
    assert asd("requests", "show", "2026-001").out.count("j@example.nl") == 1


def register_two(asd: Raadtui) -> None:
    asd(*REGISTER, "--domain", "youth")
    asd("requests", "register", "--title", "Beleidsregels bijstand", "--received", "2026-11-02")


def listed(raadtui: Raadtui, *words: str) -> list[str]:
    return [one["ref"] for one in raadtui("requests", "list", *words, "--json").json]


def test_requests_are_listed_in_the_order_that_is_asked_for(asd: Raadtui) -> None:
    register_two(asd)
    assert listed(asd) == ["2026-002", "2026-001"]
    assert listed(asd, "--order", "received") == ["2026-001", "2026-002"]
    assert listed(asd, "--order", "title") == ["2026-002", "2026-001"]


def test_requests_are_listed_as_in_a_view_that_was_kept(asd: Raadtui, db: Path) -> None:
    register_two(asd)
    with open_store(db, Actor(who=who())) as store:
        store.views.save(1, "Bijstand", filter_text="bijstand", order=Order.RECEIVED)
    assert listed(asd, "--view", "bijstand") == ["2026-002"]
    assert listed(asd, "--view", "bijstand", "--filter", "jeugdhulp") == ["2026-001"]
    assert "no view" in asd("requests", "list", "--view", "Jeugd").err
    for state in ("withdrawn", "closed"):
        asd("requests", "advance", "2026-002", "--to", state, "--reason", "vervallen")
    assert listed(asd, "--view", "bijstand") == []
    assert listed(asd, "--view", "bijstand", "--all") == ["2026-002"]


def test_a_council_changes_its_steps_by_command(asd: Raadtui) -> None:
    changed = asd("councils", "step", "received", "tabled", "--next", "--reason", "--json").json
    assert changed[0] == {"from": "received", "to": "tabled", "rank": 0, "needs_reason": True}
    dropped = asd("councils", "step", "received", "declined", "--drop")
    assert (dropped.status, "declined" in dropped.out) == (0, False)
    assert changed[0] in asd("councils", "steps", "--json").json
    lines = asd("councils", "steps").out.splitlines()
    early, _consulted = [line for line in lines if "early input" in line]
    assert early.split()[:2] == ["in", "progress"] and "closed" in early
    both = asd("councils", "step", "received", "tabled", "--drop", "--next")
    assert (both.status, "--drop goes with nothing else" in both.err) == (2, True)


def test_a_regional_request_names_who_advises_along_and_who_leads(asd: Raadtui) -> None:
    register = ("requests", "register", "--title", "Regiovisie", "--received", "2026-11-16")
    made = asd(*register, "--with", "Donkerveen", "--with", "Lage Kaag", "--lead", "Lage Kaag")
    assert "Donkerveen, Lage Kaag (leads)" in made.out
    shown = asd("requests", "show", "2026-001", "--json").json
    assert shown["form"] == "regional"
    assert shown["partners"] == [
        {"name": "Donkerveen", "leads": False},
        {"name": "Lage Kaag", "leads": True},
    ]
    alone = asd("requests", "partners", "2026-001", "--json").json
    assert alone["partners"] == []
    asd("undo")
    assert asd("requests", "show", "2026-001", "--json").json["partners"] == shown["partners"]
    wrong = asd("requests", "partners", "2026-001", "Donkerveen", "--lead", "Zandmeer")
    assert (wrong.status, "“Zandmeer” is not among" in wrong.err) == (2, True)


def test_the_log_of_a_request_says_what_changed(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Loket", "--received", "2026-11-16")
    asd("requests", "assign", "2026-001", "Werkgroep Zorg")
    assert "prepared by: – → Werkgroep Zorg" in asd("log", "2026-001").out
    assert asd("log", "2026-001", "--json").json[0]["edits"] == [
        {"what": "prepared by", "old": "", "new": "Werkgroep Zorg", "whose": None}
    ]


def test_a_request_is_changed_and_put_aside_by_command(asd: Raadtui) -> None:
    register = ("requests", "register", "--title", "Loket", "--received", "2026-11-16")
    asd(*register, "--domain", "pw", "--sender", "Team beleid")
    changed = asd(
        "requests", "change", "2026-001", "--title", "Wijkloket", "--sender", "", "--json"
    )
    assert (changed.json["title"], changed.json["sender"]) == ("Wijkloket", "")
    assert changed.json["domains"] == ["pw"]
    nothing = asd("requests", "change", "2026-001")
    assert (nothing.status, "Say what to change" in nothing.err) == (2, True)
    aside = asd("requests", "snooze", "2026-001", "2026-12-07", "--json").json
    assert aside["snoozed_until"] == "2026-12-07"
    late = asd("requests", "snooze", "2026-001", "2027-03-01")
    assert "its term for the acknowledgement ends on" in late.err
    assert asd("requests", "snooze", "2026-001", "--json").json["snoozed_until"] is None


def test_the_department_is_told_where_it_is_known(asd: Raadtui) -> None:
    register = ("requests", "register", "--title", "Loket", "--received", "2026-11-16", "--json")
    assert asd(*register, "--department", "Jeugd").json["department"] == "Jeugd"
    assert asd(*register).json["department"] == ""
    assert "department" not in asd("requests", "show", "2026-002").out
    changed = asd("requests", "change", "2026-002", "--department", "Werk en Inkomen")
    assert re.search("department: +Werk en Inkomen", changed.out)
    assert "department: – → Werk en Inkomen" in asd("log", "2026-002").out
    found = asd("requests", "list", "--filter", "inkomen", "--json").json
    assert [one["ref"] for one in found] == ["2026-002"]
    emptied = asd("requests", "change", "2026-002", "--department", "", "--json").json
    assert emptied["department"] == ""


def test_a_request_says_which_body_it_is_about(asd: Raadtui) -> None:
    register = ("requests", "register", "--title", "Loket", "--received", "2026-11-16", "--json")
    assert asd(*register).json["body"] == "executive"
    assert asd(*register, "--body", "joint board").json["body"] == "joint_board"
    asd("requests", "change", "2026-001", "--body", "city council")
    assert "advice to: executive → city council" in asd("log", "2026-001").out
    wrong = asd(*register, "--body", "province")
    assert (wrong.status, "executive, city_council, joint_board" in wrong.err) == (2, True)


def test_a_recess_entered_later_says_which_dates_it_moves(asd: Raadtui) -> None:
    asd(
        "councils",
        "rule",
        "advice",
        "6w",
        "--article",
        "art. 7",
        "--from",
        "2026-01-01",
        "--recess-suspends",
    )
    asd(*REGISTER)
    christmas = (
        "calendar",
        "add",
        "Kerstreces",
        "--from",
        "2026-12-19",
        "--until",
        "2027-01-03",
        "--source",
        "rooster",
    )
    added = asd(*christmas)
    assert added.out.splitlines()[1] == (
        "2026-001 Verordening jeugdhulp: the term for the advice moves from Mon 28 Dec 2026"
        " to Wed 13 Jan 2027."
    )
    extend = ("requests", "clock", "extend", "2026-001", "--by", "1d", "--reason", "afgesproken")
    assert "Extended by 1 day on Mon 23 Nov 2026: Thu 14 Jan 2027." in asd(*extend).out


def test_a_request_tells_at_which_plenary_it_can_be_advised(asd: Raadtui) -> None:
    asd(*REGISTER)
    assert (
        "No plenary before Mon 28 Dec 2026 can adopt the advice. The ways out:"
        in asd("requests", "show", "2026-001").out
    )
    assert asd("requests", "show", "2026-001", "--json").json["plenary"] is None
    plan = ("meetings", "plan", "--title", "Plenair", "--kind", "plenary", "--duration", "2h")
    asd(*plan, "--start", "2026-12-08 19:30")
    shown = asd("requests", "show", "2026-001", "--json").json
    assert (shown["plenary"], shown["ways_out"]) == ("2026-12-08T19:30:00+01:00", [])
    said = asd("requests", "show", "2026-001").out
    assert "The plenary of Tue 8 Dec 2026 19:30 can adopt the advice." in said


def test_what_is_known_can_be_put_right_and_taken_away(asd: Raadtui) -> None:
    asd(*REGISTER, "--asked-by", "2026-12-10")
    change = ("requests", "change", "2026-001", "--json")
    agreed = asd(*change, "--agreed-by", "Cora").json
    assert (agreed["agreed_by"], agreed["too_short"]) == ("Cora", False)
    assert {one["purpose"]: one["due_on"] for one in agreed["clocks"]}["advice"] == "2026-12-10"
    cleared = asd(*change, "--asked-by", "").json
    assert cleared["asked_by"] is None
    assert {one["purpose"]: one["due_on"] for one in cleared["clocks"]}["advice"] == "2026-12-28"
    earlier = asd(*change, "--received", "2026-11-09").json
    assert {one["purpose"]: one["due_on"] for one in earlier["clocks"]}["advice"] == "2026-12-21"


@pytest.mark.parametrize(
    "words",
    [
        ("requests", "register", "--title", "x", "--received", "2026-11-24"),
        ("requests", "advance", "2026-001", "--on", "2026-11-24"),
        ("requests", "clock", "stop", "2026-001", "--on", "2026-11-24", "--reason", "x"),
        ("requests", "advise", "2026-001", "--on", "2026-11-24"),
        ("radar", "decide", "1", "--on", "2026-11-24"),
    ],
)
def test_what_happened_does_not_lie_ahead(asd: Raadtui, words: tuple[str, ...]) -> None:
    asd(*REGISTER)
    refused = asd(*words)
    assert refused.status == 2
    assert "Tue 24 Nov 2026 still lies ahead: give the day on which it happened." in refused.err


def test_a_request_is_not_put_aside_until_a_day_that_has_been(asd: Raadtui) -> None:
    asd(*REGISTER)
    refused = asd("requests", "snooze", "2026-001", "2026-11-23")
    assert (refused.status, refused.err) == (2, "Give a day after today.\n")


def test_a_term_shortened_with_consent_is_not_too_short(asd: Raadtui) -> None:
    asd(*REGISTER)
    shorten = ("requests", "clock", "shorten", "2026-001", "--by", "1w", "--reason", "verzoek")
    assert asd(*shorten, "--json").json["too_short"] is True
    assert "2026-001" in asd("requests", "list", "--queue", "too_short").out
    asd("undo")
    assert "Agreed by Cora." in asd(*shorten, "--agreed-by", "Cora").out
    assert asd("requests", "list", "--queue", "too_short").out == ""


def test_a_term_corrected_to_less_than_the_rule_is_too_short_unless_agreed(asd: Raadtui) -> None:
    asd(*REGISTER)
    due = ("requests", "clock", "correct", "2026-001", "--due", "2026-11-30")
    correct = (*due, "--reason", "gemeente wil eerder")
    said = asd(*correct).out
    assert "! Too little time: less than the ordinance gives, and nobody agreed." in said
    assert "2026-001" in asd("requests", "list", "--queue", "too_short").out
    asd("undo")
    agreed = asd(*correct, "--agreed-by", "Cora").out
    assert "Agreed by Cora." in agreed
    assert "Too little" not in agreed
    assert asd("requests", "list", "--queue", "too_short").out == ""


def test_a_term_that_stands_still_is_not_ended_before_it_stopped(asd: Raadtui) -> None:
    asd(*REGISTER)
    asd("requests", "clock", "stop", "2026-001", "--on", "2026-11-20", "--reason", "stukken")
    correct = ("requests", "clock", "correct", "2026-001", "--due", "2026-11-19", "--reason", "x")
    refused = asd(*correct)
    assert (refused.status, refused.err) == (
        1,
        "The clock has stood still since Fri 20 Nov 2026; the term cannot end before that, on "
        "Thu 19 Nov 2026. Resume it first.\n",
    )


def test_a_term_does_not_move_without_a_reason(asd: Raadtui) -> None:
    asd(*REGISTER)
    extend = ("requests", "clock", "extend", "2026-001", "--by", "1w", "--reason", "")
    refused = asd(*extend)
    assert (refused.status, refused.err) == (
        1,
        "Say why: a term never stops or moves without a reason.\n",
    )


def test_a_term_set_again_from_the_same_day_is_put_right(asd: Raadtui) -> None:
    rule = ("councils", "rule", "advice", "--from", "2026-01-01")
    asd(*rule, "8w", "--article", "art. 7")
    asd(*REGISTER)
    corrected = asd(*rule, "7w", "--article", "art. 7")
    assert "moves from Mon 11 Jan 2027 to Mon 4 Jan 2027." in corrected.out
    assert "advice: 7 weeks, art. 7" in asd("log").out
    assert asd(*rule, "6w", "--article", "").status == 2


def test_an_earlier_date_is_agreed_to_again_by_naming_who_did(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "A", "--received", "2026-11-16", "--domain", "pw")
    change = ("requests", "change", "2026-001", "--json")
    asd(*change, "--asked-by", "2026-12-10", "--agreed-by", "voorzitter")

    def due(*words: str) -> tuple[str, str]:
        made = asd(*change, *words).json
        clocks = {one["purpose"]: one["due_on"] for one in made["clocks"]}
        return clocks["advice"], made["agreed_due_on"]

    assert due("--asked-by", "2026-12-03") == ("2026-12-10", "2026-12-10")
    assert due("--agreed-by", "voorzitter") == ("2026-12-03", "2026-12-03")


def test_a_term_put_right_keeps_and_tells_how_it_is_counted(asd: Raadtui) -> None:
    rule = ("councils", "rule", "advice", "--from", "2026-01-01", "--article", "art. 7")
    made = asd(*rule, "8w", "--recess-suspends", "--first-day-counts", "--no-termijnenwet").out
    how = "the first day counts; without the Algemene termijnenwet; a recess suspends it"
    assert how in made
    assert how in asd(*rule, "6w").out
    assert how in asd("councils", "list").out
    assert how not in asd(*rule, "6w", "--no-recess-suspends").out


def test_consent_is_for_the_day_it_was_given_for(asd: Raadtui) -> None:
    asd(*REGISTER, "--asked-by", "2026-12-17", "--agreed-by", "Cora")
    assert "short term agreed by: Cora\n" in spaced(asd("requests", "show", "2026-001").out)
    asd("requests", "change", "2026-001", "--asked-by", "2026-12-10")
    said = spaced(asd("requests", "show", "2026-001").out)
    assert "short term agreed by: Cora, for Thu 17 Dec 2026\n" in said


@pytest.mark.parametrize(("agreed", "told"), [((), True), (("--agreed-by", "Cora"), False)])
def test_urgency_that_nobody_agreed_to_is_explained(
    asd: Raadtui, agreed: tuple[str, ...], told: bool
) -> None:
    asd(*REGISTER, "--form", "urgent", *agreed)
    said = asd("requests", "explain", "2026-001").out
    assert ("Asked as urgent, but nobody agreed to that: the usual term holds." in said) is told


def spaced(text: str) -> str:
    """The text with one space where it aligns."""
    return re.sub(" +", " ", text)
