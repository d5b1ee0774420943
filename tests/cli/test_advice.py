from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.store import open_store
from tests.cli.conftest import Raadtui
from tests.conftest import fixed_actor


@pytest.fixture
def tabled(asd: Raadtui) -> Raadtui:
    """A council with a request on its agenda, due on 28 December."""
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-16")
    for state in ("in_progress", "tabled"):
        asd("requests", "advance", "2026-001", "--to", state, "--on", "2026-11-17")
    return asd


@pytest.fixture
def sent(tabled: Raadtui, tmp_path: Path) -> Raadtui:
    """The same, with an advice of three recommendations that was sent."""
    text, numbered = tmp_path / "advies.txt", tmp_path / "punten.txt"
    text.write_text("Wij zijn het eens met het doel.")
    numbered.write_text("Aanbeveling 1: Schrap art. 4.\n2. Houd spreekuur.\n3. Evalueer.\n")
    done = tabled(
        *("requests", "advise", "2026-001", text, "--recommendations", numbered),
        *("--tone", "positive_if", "--decision", "besluit 4", "--send", "--on", "2026-11-20"),
    )
    assert done.status == 0
    return tabled


def test_an_advice_is_written_adopted_and_sent_in_one_go(sent: Raadtui) -> None:
    advice = sent("requests", "advise", "2026-001", "--json").json
    assert (advice["ref"], advice["state"], advice["tone"], advice["issued_on"]) == (
        "2026-001-A1",
        "issued",
        "positive_if",
        "2026-11-20",
    )
    request = sent("requests", "show", "2026-001", "--json").json
    assert request["state"] == "issued"
    assert [each["text"] for each in request["recommendations"]] == [
        "Schrap art. 4.",
        "Houd spreekuur.",
        "Evalueer.",
    ]
    assert "advice sent" in sent("log").out.splitlines()[0]
    assert sent("undo").status == 0
    assert sent("requests", "advise", "2026-001").status == 1


def test_it_is_told_whose_text_another_replaced(tabled: Raadtui, db: Path, tmp_path: Path) -> None:
    text = tmp_path / "advies.txt"
    text.write_text("Van A.")
    advise = ("requests", "advise", "2026-001")
    assert tabled(*advise, text).err == ""
    text.write_text("Van A, beter.")
    assert tabled(*advise, text).err == ""
    with open_store(db, fixed_actor("pietersen")) as store:
        store.advice.save_text(store.advice.get(1, "2026-001-A1"), "Van pietersen.")
    refused = tabled(*advise, text, "--copy-sent", "2026-11-20")
    assert refused.status != 0 and "replaced" not in refused.err
    done = tabled(*advise, text)
    assert done.status == 0 and "This replaced version 3, written by pietersen on " in done.err
    assert tabled("undo").status == 0
    assert "Van pietersen." in tabled(*advise).out


def test_what_was_adopted_or_sent_is_not_written_on(tabled: Raadtui, tmp_path: Path) -> None:
    text = tmp_path / "advies.txt"
    text.write_text("Wij zijn het eens.")
    advise = ("requests", "advise", "2026-001")
    assert tabled(*advise, text, "--tone", "positive", "--decision", "besluit 4").status == 0
    text.write_text("Wij zijn het oneens.")
    for change in ([text], ["--tone", "negative"], ["--title", "Anders"], ["--withdraw"]):
        done = tabled(*advise, *change)
        assert done.status == 1
        assert "Take the adoption back first" in done.err
    back = ("requests", "advance", "2026-001", "--to", "draft")
    assert tabled(*back).status == 1
    assert tabled(*back, "--reason", "nieuwe cijfers").status == 0
    assert tabled(*advise, text, "--decision", "besluit 5", "--send").status == 0
    done = tabled(*advise, text)
    assert (done.status, "a request of its own" in done.err) == (1, True)


def test_nothing_is_kept_of_an_advice_that_cannot_be_sent(tabled: Raadtui, tmp_path: Path) -> None:
    text = tmp_path / "advies.txt"
    text.write_text("Wij zijn het eens.")
    done = tabled("requests", "advise", "2026-001", text, "--tone", "negative", "--send")
    assert (done.status, done.err) == (1, "2026-001-A1 has to be adopted before it is sent.\n")
    assert "There is no advice" in tabled("requests", "advise", "2026-001").err


def test_a_request_is_not_adopted_without_its_advice(tabled: Raadtui) -> None:
    done = tabled("requests", "advance", "2026-001", "--to", "adopted")
    assert done.status == 1
    assert "by a decision of the council or under a mandate" in done.err


def test_an_answer_is_recorded_from_a_file(sent: Raadtui, tmp_path: Path) -> None:
    lines = tmp_path / "reactie.txt"
    lines.write_bytes("1 overgenomen\r\n2 later 2027-03-01 na de evaluatie\r\n".encode("cp1252"))
    done = sent("requests", "answer", "2026-001", lines, "--received", "2026-11-23")
    assert done.status == 0
    assert "not answered" in done.out
    assert "Taken over: 50%; partly counts as half." in done.out
    outcomes = sent("requests", "answer", "2026-001", "--json").json
    assert [(each["verdict"], each["stands_out"]) for each in outcomes] == [
        ("adopted", False),
        ("later", False),
        ("not_answered", True),
    ]
    assert sent("requests", "show", "2026-001", "--json").json["state"] == "responded"


def test_a_promise_stays_until_it_is_kept(sent: Raadtui, tmp_path: Path) -> None:
    lines = tmp_path / "reactie.txt"
    lines.write_text("2 later 2027-03-01 na de evaluatie\n")
    sent("requests", "answer", "2026-001", lines)
    see = ("requests", "promise", "2026-001", "2", "--source", "artikel 12", "--on", "2026-11-23")
    assert "2026-001-A1" in sent("requests", "promise").out
    assert "na de evaluatie" in sent("requests", "promise").out
    assert sent("requests", "promise", "--json").json[0]["words"] == "na de evaluatie"
    assert sent(*see).status == 2
    promise = sent(*see, "--not-kept", "--json").json
    assert (promise["seen"], promise["kept"], promise["overdue"]) == ("artikel 12", False, False)
    assert "not kept" in sent("requests", "promise").out
    early = sent(*see, "--not-kept").err
    assert "Promised for Mon 1 Mar 2027: on Mon 23 Nov 2026 it can still be kept." in early
    for ignored in (["--kept"], ["--source", "artikel 12"], ["--on", "2026-11-23"]):
        done = sent("requests", "promise", "2026-001", *ignored)
        assert (done.status, "of which recommendation" in done.err) == (2, True)
    assert "not kept" in sent("today").out
    assert "not kept, asked" not in sent("today").out
    sent("requests", "letter", "2026-001", "promise", "--keep")
    assert "not kept, asked 23 Nov" in sent("today").out
    clocks = sent("today", "--json").json["clocks"]
    [asked] = [one["chased"] for one in clocks if one["purpose"] == "follow_up"]
    assert asked == {"kind": "promise", "on": "2026-11-23"}
    kept = sent(*see, "--kept")
    assert (kept.status, "kept" in kept.out, "Houd spreekuur." in kept.out) == (0, True, True)
    assert sent("requests", "promise", "--json").json == []
    assert sent(*see, "--kept").status == 1


def test_a_promise_without_a_day_stands_out_until_it_has_one(sent: Raadtui, tmp_path: Path) -> None:
    lines = tmp_path / "reactie.txt"
    lines.write_text("1 4 We kijken er later naar\n2 3 te duur\n3 3 te duur\n")
    said = sent("requests", "answer", "2026-001", lines).out
    assert "!  1  later" in said
    assert "We kijken er later naar; a promise without a day" in said
    outcomes = sent("requests", "answer", "2026-001", "--json").json
    assert [each["undated"] for each in outcomes] == [True, False, False]
    [listed] = sent("requests", "promise", "--json").json
    assert (listed["number"], listed["promised_on"], listed["kept"]) == (1, None, None)
    assert "without a day" in sent("requests", "promise", "2026-001").out
    assert sent("requests", "promise", "--until", "2030-01-01", "--json").json == []
    looked = sent("requests", "promise", "2026-001", "1", "--kept", "--source", "artikel 1")
    assert (looked.status, "--put-off DAY gives it one" in looked.err) == (1, True)
    close = ("requests", "advance", "2026-001", "--to", "closed")
    refused = sent(*close)
    assert (refused.status, refused.err) == (
        1,
        "A promise has no day and comes back by nothing: say why it is closed so.\n",
    )
    promise = ("requests", "promise", "2026-001")
    assert sent(*promise, "2", "--put-off", "2027-03-01").status == 1
    dated = sent(*promise, "1", "--put-off", "2027-03-01", "--json").json
    assert (dated["promised_on"], dated["words"]) == ("2027-03-01", "We kijken er later naar")
    earlier = sent(*promise, "1", "--put-off", "2027-02-28")
    assert (earlier.status, earlier.err) == (
        1,
        "It was promised for Mon 1 Mar 2027; putting it off needs a later day than Sun 28 Feb "
        "2027.\n",
    )
    for besides in (["--kept"], ["--source", "art. 3"], ["--on", "2026-11-20"]):
        both = sent(*promise, "1", "--put-off", "2027-09-01", *besides)
        assert (both.status, both.err) == (
            2,
            "Give --put-off, or what was found and when; not both.\n",
        )
    assert sent("requests", "promise", "--json").json[0]["promised_on"] == "2027-03-01"
    assert sent(*close).status == 0


def test_the_next_step_of_a_request_that_a_promise_keeps_open_is_about_that_promise(
    sent: Raadtui, tmp_path: Path
) -> None:
    lines = tmp_path / "reactie.txt"
    lines.write_text("1 1\n2 3 te duur\n3 3 te duur\n")
    sent("requests", "answer", "2026-001", lines)
    step, show = ("requests", "advance", "2026-001"), ("requests", "show", "2026-001")
    assert sent(*step, "--json").json["state"] == "follow_up"
    assert "give the promise a day\n" in sent(*show).out
    refused = sent(*step)
    assert (refused.status, refused.err) == (
        1,
        "A promise has no day: raadtui requests promise 2026-001 NUMBER --put-off DAY gives it one."
        " Or close the request: --to closed --reason WHY.\n",
    )
    sent("requests", "promise", "2026-001", "1", "--put-off", "2027-03-01")
    assert "see whether it was kept\n" in sent(*show).out
    refused = sent(*step)
    assert (refused.status, refused.err) == (
        1,
        "A promise is open: raadtui requests promise 2026-001 shows it, and records whether it was"
        " kept. Or close the request: --to closed.\n",
    )
    sent("requests", "promise", "2026-001", "1", "--kept", "--source", "art. 4")
    assert sent(*step, "--json").json["state"] == "closed"
    assert "next:" not in sent(*show).out


def test_an_advice_without_recommendations_is_answered_by_a_date(
    tabled: Raadtui, tmp_path: Path
) -> None:
    text, empty = tmp_path / "advies.txt", tmp_path / "leeg.txt"
    text.write_text("Wij zijn het eens.")
    empty.write_text("")
    advise = ("requests", "advise", "2026-001", text, "--tone", "positive", "--decision", "4")
    assert tabled(*advise, "--send").status == 0
    assert tabled("requests", "answer", "2026-001", empty).status == 0
    assert tabled("requests", "show", "2026-001", "--json").json["state"] == "responded"


def test_an_empty_text_is_no_answer_and_no_advice(sent: Raadtui, tmp_path: Path) -> None:
    empty = tmp_path / "leeg.txt"
    for nothing in ("", " \n\n"):
        empty.write_text(nothing)
        for command in ("answer", "advise"):
            done = sent("requests", command, "2026-001", empty)
            assert (done.status, done.err) == (3, "The file is empty.\n")
    assert sent("requests", "show", "2026-001", "--json").json["state"] == "issued"


def test_a_letter_is_written_and_kept(sent: Raadtui) -> None:
    day = ("--today", "2027-01-11")
    made = sent("requests", "letter", "2026-001", "reminder", "--keep", *day)
    assert "Ons kenmerk:  2026-001-B1" in made.out
    assert "Geacht college," in made.out
    listed = sent("requests", "letter", "2026-001").out
    assert "2026-001-B1" in listed
    assert "Without an answer, from Mon 25 Jan 2027: letter to the alderman." in listed
    _advice, kept = sent("requests", "letter", "2026-001", "--json").json
    assert kept["text"] == made.out
    [late] = [one for one in sent("today", "--json", *day).json["clocks"] if one["overdue"]]
    assert late["chased"] == {"kind": "reminder", "on": "2027-01-11"}
    assert late["chase"] == {"kind": "alderman", "from_on": "2027-01-25"}
    assert "reminded 11 Jan" in sent("today", *day).out


def test_on_what_is_taken_up_again_no_answer_to_the_old_advice_is_chased(sent: Raadtui) -> None:
    day = ("--today", "2027-01-11")
    for state in ("closed", "in_progress"):
        sent("requests", "advance", "2026-001", "--to", state, "--reason", "opnieuw", *day)
    for kind in ("reminder", "alderman", "city council"):
        refused = sent("requests", "letter", "2026-001", kind, *day)
        assert (refused.status, refused.out) == (1, "")
        assert f"The letter “{kind}” about 2026-001 (in progress) does not fit now" in refused.err
        assert "these do: receipt, papers, advice." in refused.err
    assert sent("requests", "letter", "2026-001", "receipt", *day).status == 0


def test_no_rung_of_chasing_is_skipped(sent: Raadtui) -> None:
    refused = sent("requests", "letter", "2026-001", "city council", "--today", "2027-01-11")
    assert (refused.status, "these do: reminder, advice." in refused.err) == (1, True)


def test_that_no_advice_is_given_is_not_written_once_that_was_closed(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-20")
    asd("requests", "advance", "2026-001", "--to", "declined", "--reason", "te laat")
    assert asd("requests", "letter", "2026-001", "no advice").status == 0
    asd("requests", "advance", "2026-001", "--to", "closed")
    refused = asd("requests", "letter", "2026-001", "no advice")
    assert (refused.status, refused.err) == (1, "There is no letter to write about 2026-001 now.\n")


@pytest.mark.parametrize(
    ("body", "code", "name", "letter"),
    [
        (
            "city council",
            "city_council",
            "the city council",
            "letter to the chair of the city council",
        ),
        (
            "joint_board",
            "joint_board",
            "the board of the joint authority",
            "letter to the general board",
        ),
    ],
)
def test_the_answer_is_awaited_from_the_body_that_is_advised(
    sent: Raadtui, body: str, code: str, name: str, letter: str
) -> None:
    day = ("--today", "2027-01-11")
    assert "advice to" not in sent("requests", "show", "2026-001").out
    assert sent("requests", "change", "2026-001", "--body", body, "--json").json["body"] == code
    shown = sent("requests", "show", "2026-001").out
    assert re.search(f"advice to: +{name}", shown)
    assert f"answer by {name}" in shown
    assert f"answer by {name}" in sent("today").out
    calendar = sent("export", "ical", "--audience", "members", "--deadlines", "-o", "-").out
    assert f"answer by {name}" in calendar.replace("\r\n ", "").replace("\n ", "")
    assert sent("requests", "letter", "2026-001", "reminder", "--keep", *day).status == 0
    assert f": {letter}." in sent("requests", "letter", "2026-001", *day).out
    refused = sent("requests", "letter", "2026-001", "alderman", *day)
    assert (refused.status, f"reminder, {letter}." in refused.err) == (1, True)
    assert "college" not in sent("requests", "letter", "2026-001", "reminder", *day).out


def test_a_copy_is_not_owed_of_what_went_to_the_city_council(sent: Raadtui) -> None:
    assert "not sent yet" in sent("requests", "advise", "2026-001").out
    sent("requests", "change", "2026-001", "--body", "city_council")
    assert "not sent yet" not in sent("requests", "advise", "2026-001").out


@pytest.mark.parametrize(
    "kind", ["ontvangst", "ontvangstbevestiging", "receipt", "acknowledgement"]
)
def test_a_letter_is_asked_for_by_a_short_word_in_either_language(asd: Raadtui, kind: str) -> None:
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-20")
    assert "Ons kenmerk:  2026-001-B1" in asd("requests", "letter", "2026-001", kind).out


def test_a_letter_that_is_none_and_the_help_name_the_words(asd: Raadtui) -> None:
    words = (
        "ontvangst|stukken|geen-advies|advies|herinnering|wethouder|gemeenteraad|raadsvoorzitter"
        "|algemeen-bestuur|motivering|toezegging"
    )
    shown = asd("--lang", "nl", "requests", "letter", "--help").out
    assert words in "".join(shown.split())
    wrong = asd("--lang", "nl", "requests", "letter", "2026-001", "kaartje")
    assert wrong.status == 2
    assert "herinnering (reminder)" in wrong.err


def test_a_letter_is_not_kept_before_the_day_it_is_sent(sent: Raadtui) -> None:
    done = sent("requests", "letter", "2026-001", "reminder", "--on", "2027-01-11", "--keep")
    assert (done.status, "has yet to come" in done.err) == (2, True)


def test_sending_keeps_the_letter_as_it_went(sent: Raadtui) -> None:
    [kept] = sent("requests", "letter", "2026-001", "--json").json
    assert (kept["kind"], kept["reference"], kept["on"]) == ("advice", "2026-001-A1", "2026-11-20")
    assert "Datum:        20 november 2026" in kept["text"]
    sent("requests", "partners", "2026-001", "Participatieraad Elders")
    for more in ([], ["--keep"], ["--on", "2026-11-23"]):
        assert sent("requests", "letter", "2026-001", "advice", *more).out == kept["text"]
    assert len(sent("requests", "letter", "2026-001", "--json").json) == 1
    again = sent("requests", "advise", "2026-001", "--send")
    assert (again.status, "has been sent" in again.err) == (1, True)


def test_the_letter_of_a_draft_says_so_and_is_not_kept(tabled: Raadtui, tmp_path: Path) -> None:
    text = tmp_path / "advies.txt"
    text.write_text("Wij zijn het eens.")
    tabled("requests", "advise", "2026-001", text, "--tone", "positive")
    write = ("requests", "letter", "2026-001", "advice")
    assert "Status:       concept, nog niet vastgesteld" in tabled(*write).out
    assert "**Status:** concept" in tabled(*write, "--markdown").out
    done = tabled(*write, "--keep")
    assert (done.status, "has to be adopted before it is sent" in done.err) == (1, True)
    tabled("requests", "advise", "2026-001", "--decision", "besluit 4")
    done = tabled(*write, "--keep")
    assert "concept" not in done.out
    assert done.err.splitlines() == [
        "There is no chair and no secretary on Mon 23 Nov 2026: nobody signs.",
        "2026-001: advice sent.",
        "The letter names a copy to the city council; record that it went with: "
        "raadtui requests advise 2026-001 --copy-sent DAY",
    ]
    assert tabled("requests", "advise", "2026-001", "--json").json["issued_on"] == "2026-11-23"


def test_stepping_on_to_sent_keeps_the_letter_as_well(tabled: Raadtui, tmp_path: Path) -> None:
    text = tmp_path / "advies.txt"
    text.write_text("Wij zijn het eens.")
    advise = ("requests", "advise", "2026-001", text, "--tone", "positive", "--decision", "4")
    tabled(*advise)
    assert tabled("requests", "advance", "2026-001").status == 0
    [kept] = tabled("requests", "letter", "2026-001", "--json").json
    assert kept["kind"] == "advice"


def test_a_letter_is_read_again_as_it_was_sent(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-20")
    asd("requests", "letter", "2026-001", "acknowledgement", "--keep")
    before = asd("requests", "letter", "2026-001-B1").out
    asd("requests", "change", "2026-001", "--title", "Een andere naam")
    asd("councils", "change", "--name", "Een andere raad")
    assert asd("requests", "letter", "2026-001-B1").out == before
    assert asd("requests", "letter", "2026-001", "acknowledgement", "--keep").out == before
    assert len(asd("requests", "letter", "2026-001", "--json").json) == 1
    unknown = asd("requests", "letter", "2026-001-B2")
    assert (unknown.status, unknown.err) == (2, "There is no letter 2026-001-B2.\n")


def test_keeping_the_acknowledgement_acknowledges(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-20")
    done = asd("requests", "letter", "2026-001", "acknowledgement", "--keep")
    assert done.status == 0
    assert done.err.splitlines() == [
        "The letter names Mon 4 Jan 2027, but no plenary before it can adopt the advice.",
        "There is no chair and no secretary on Mon 23 Nov 2026: nobody signs.",
        "2026-001: receipt acknowledged.",
    ]
    request = asd("requests", "show", "2026-001", "--json").json
    states = {one["purpose"]: one["state"] for one in request["clocks"]}
    assert (request["state"], states["acknowledgement"]) == ("acknowledged", "met")
    assert asd("undo").status == 0
    assert asd("requests", "show", "2026-001", "--json").json["state"] == "received"
    assert asd("requests", "letter", "2026-001", "--json").json == []


def test_asking_for_papers_waits_for_them(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-20")
    ask = ("requests", "letter", "2026-001", "information", "--missing", "de begroting")
    seen = asd(*ask, "--missing", "de toelichting")
    assert "the request waits for the papers" in seen.err
    assert asd("requests", "show", "2026-001", "--json").json["state"] == "received"
    done = asd(*ask, "--missing", "de toelichting", "--keep")
    assert done.out == seen.out
    assert "stilstaat vanaf 23 november 2026" in " ".join(done.out.split())
    assert done.err.splitlines()[-1] == "2026-001: incomplete, waiting for papers."
    request = asd("requests", "show", "2026-001", "--json").json
    assert [one["state"] for one in request["clocks"] if one["purpose"] == "advice"] == ["stopped"]
    again = asd("requests", "letter", "2026-001", "information").out
    assert "1. de begroting\n2. de toelichting" in again
    assert asd("undo").status == 0
    assert asd("requests", "show", "2026-001", "--json").json["state"] == "received"


def test_no_reference_is_given_twice(asd: Raadtui) -> None:
    asd("requests", "register", "--title", "Verordening jeugdhulp", "--received", "2026-11-20")
    asd("requests", "letter", "2026-001", "acknowledgement", "--keep")
    assert asd("undo").status == 0
    ask = ("requests", "letter", "2026-001", "information", "--missing", "de begroting", "--keep")
    assert "Ons kenmerk:  2026-001-B2" in asd(*ask).out
    assert asd("undo").status == 0
    assert asd("redo").status == 0
    kept = asd("requests", "letter", "2026-001", "--json").json
    assert [one["reference"] for one in kept] == ["2026-001-B2"]
    assert "2026-001-B3" in asd("requests", "letter", "2026-001", "acknowledgement").out


def test_an_advice_is_found_by_its_words(sent: Raadtui) -> None:
    found = sent("search", "spreekuur")
    assert found.status == 0
    assert "2026-001-A1" in found.out


def test_decisions_and_what_was_answered_are_found(sent: Raadtui, tmp_path: Path) -> None:
    lines = tmp_path / "reactie.txt"
    lines.write_text("1 niet overgenomen dekkingsprobleem\n")
    done = sent("requests", "answer", "2026-001", lines, "--reference", "Z-2026/881")
    assert (done.status, done.err) == (0, "")
    for words in ("besluit 4", "dekkingsprobleem", "Z-2026/881"):
        assert [(one["kind"], one["ref"]) for one in sent("search", words, "--json").json] == [
            ("advice", "2026-001")
        ]
