"""What becomes of a mail that is taken in by a command."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from threading import Event

import pytest

from raadtui.cli.arrivals import Arrivals
from raadtui.cli.context import Context
from raadtui.cli.intake import take_in_all
from tests.cli.conftest import Raadtui
from tests.cli.mails import mail
from tests.intake.mails import letter
from tests.intake.test_document_text import encrypted, pdf


def test_a_mail_becomes_a_request_with_its_papers(asd: Raadtui, tmp_path: Path) -> None:
    path = mail(tmp_path, "a", "Graag ontvangen wij uiterlijk 18 december 2026 uw advies.")
    made = asd("requests", "intake", path, "--json").json
    assert (made["outcome"], made["ref"], made["received_on"]) == (
        "registered",
        "2026-001",
        "2026-11-16",
    )
    assert made["title"] == "Verordening jeugdhulp"
    assert made["asked_by"] == "2026-12-18"
    assert made["sender_email"] == "beleid@wijderveld.example.nl"
    assert made["department"] == ""
    assert [one["source"] for one in made["papers"]] == ["mail", "attachment"]
    assert asd("search", "nota", "--json").json[0]["kind"] == "document"


def test_a_mail_is_taken_in_once_and_can_be_taken_back(asd: Raadtui, tmp_path: Path) -> None:
    path = mail(tmp_path, "a")
    asd("requests", "intake", path)
    again = asd("requests", "intake", path, "--json").json
    assert (again["outcome"], again["ref"]) == ("known", "2026-001")
    assert asd("undo").status == 0
    assert asd("requests", "list", "--json").json == []
    assert asd("requests", "intake", path, "--json").json["outcome"] == "registered"


@pytest.mark.parametrize(
    "headers",
    [
        {"In_Reply_To": "<a@wijderveld.example.nl>", "Subject": "RE: iets anders"},
        {"References": "<x@example.nl> <a@wijderveld.example.nl>", "Subject": "Nog een stuk"},
        {"Subject": "Aanvulling bij 2026-001"},
    ],
)
def test_what_belongs_to_a_request_joins_it(
    asd: Raadtui, tmp_path: Path, headers: dict[str, str]
) -> None:
    asd("requests", "intake", mail(tmp_path, "a"))
    joined = asd("requests", "intake", mail(tmp_path, "b", **headers), "--json").json
    assert (joined["outcome"], joined["ref"]) == ("joined", "2026-001")
    papers = asd("requests", "show", "2026-001", "--json").json["papers"]
    assert "b.txt" in [one["name"] for one in papers]
    assert len(asd("requests", "list", "--json").json) == 1


@pytest.mark.parametrize(
    ("first", "doubt"),
    [
        ("14 december 2026", "names Mon 21 Dec 2026; the request stands at Mon 14 Dec 2026."),
        ("21 december 2026", ""),
        ("", "names Mon 21 Dec 2026; the request has no day by which it is asked."),
    ],
)
def test_a_second_mail_that_names_another_day_is_no_silent_matter(
    asd: Raadtui, tmp_path: Path, first: str, doubt: str
) -> None:
    asd("requests", "intake", mail(tmp_path, "a", first and f"Graag uw advies uiterlijk {first}."))
    second = mail(tmp_path, "b", "Graag uw advies uiterlijk 21 december 2026.", Subject="2026-001")
    joined = asd("requests", "intake", second, "--json").json
    assert joined["outcome"] == "joined"
    assert joined["doubts"] == ([f"This mail {doubt}"] if doubt else [])


def test_an_attachment_without_words_is_told(asd: Raadtui, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(letter().as_bytes())
    told = asd("requests", "intake", path).out
    assert "No text could be read from “Verordening jeugdhulp – concept.pdf”." in told
    assert asd("requests", "intake", mail(tmp_path, "b"), "--json").json["problems"] == []


def test_mails_with_one_subject_are_told_apart(asd: Raadtui, tmp_path: Path) -> None:
    asd("requests", "intake", mail(tmp_path, "a", Subject="Minima"))
    for name in ("b", "c"):
        reply = {"In_Reply_To": "<a@wijderveld.example.nl>", "Subject": "RE: Minima"}
        asd("requests", "intake", mail(tmp_path, name, **reply))
    papers = asd("papers", "list", "2026-001", "--json").json
    mails = [one["name"] for one in papers if one["source"] == "mail"]
    assert mails == ["Minima.eml", "Minima (2).eml", "Minima (3).eml"]


def test_a_reference_that_is_not_ours_does_not_join(asd: Raadtui, tmp_path: Path) -> None:
    asd("requests", "intake", mail(tmp_path, "a"))
    other = mail(tmp_path, "b", Subject="Besluit 2026-014 over parkeren")
    assert asd("requests", "intake", other, "--json").json["outcome"] == "registered"


def test_a_mail_comes_from_standard_input(
    asd: Raadtui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = mail(tmp_path, "a").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert asd("requests", "intake", "-", "--json").json["ref"] == "2026-001"


def test_what_is_no_mail_is_reported_kept_and_stops_nothing_else(
    asd: Raadtui, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.eml"
    bad.write_bytes(b"\x00\x01 no mail")
    done = asd("requests", "intake", bad, mail(tmp_path, "a"))
    assert done.status == 3
    assert len(done.err.splitlines()) == 1
    assert len(asd("requests", "list", "--json").json) == 1
    kept = [path.read_bytes() for path in (tmp_path / "raad.db.files").rglob("*") if path.is_file()]
    assert bad.read_bytes() in kept
    (unread,) = asd("requests", "intake", "--unread", "--json").json
    assert f"{bad}: This is no mail: it names no From and no Date. Kept as " in done.err
    assert Path(unread["path"]).read_bytes() == bad.read_bytes()
    assert unread["path"] in asd("requests", "intake", "--unread").out
    assert "mail that could not be read, kept" in asd("log").out
    again = asd("requests", "intake", bad, "--json").json
    assert again["message"] == f"This message was kept before, as unread mail {unread['id']}."
    both = asd("requests", "intake", bad, "--unread")
    assert (both.status, "Name the mail files" in both.err) == (2, True)


def test_what_is_no_mail_is_thrown_away_for_good(asd: Raadtui, tmp_path: Path) -> None:
    asd("requests", "intake", mail(tmp_path, "a"))
    bad = tmp_path / "bad.eml"
    bad.write_bytes(b"no mail")
    asd("requests", "intake", bad)
    (unread,) = asd("requests", "intake", "--unread", "--json").json
    words = ("requests", "intake", "--forget", str(unread["id"]))
    assert asd(*words).status == 2
    assert Path(unread["path"]).exists()
    assert asd("requests", "intake", "--forget", "1", "--yes").status == 2
    assert asd(*words, "--yes").status == 0
    assert not Path(unread["path"]).exists()
    assert asd("requests", "intake", "--unread", "--json").json == []
    undone = asd("undo")
    assert "Undone: request taken in from a mail" in undone.out
    assert "What was forgotten or removed for good stays so." in undone.out
    assert "thrown away" in asd("log").out
    assert asd("requests", "intake", bad, "--json").json["outcome"] == "unreadable"


TOLD = "The subject has the number of 2026-001 "


@pytest.mark.parametrize(
    ("subject", "joins"),
    [
        ("2026-001", True),
        ("Aanvulling bij adviesaanvraag 2026-001", True),
        ("Nagekomen stukken (uw kenmerk 2026-001)", True),
        ("2026-001: tarieven leerlingenvervoer", True),
        ("Factuur 88, uw kenmerk: 2026-001", True),
        ("Reactie van het college op uw advies 2026-001", True),
        ("Collegereactie op advies 2026-001", True),
        ("Factuur 2026-001", False),
        ("Verordening Wmo (zaak 2026-001)", False),
        ("Verordening parkeren, ons kenmerk 2026-001", False),
        ("Ons kenmerk 2026-001", False),
        ("Nieuwe adviesaanvraag jeugdhulp (kenmerk 2026-001)", False),
    ],
)
def test_a_number_joins_only_with_the_subject_of_its_request(
    asd: Raadtui, tmp_path: Path, subject: str, joins: bool
) -> None:
    asd("requests", "intake", mail(tmp_path, "a", Subject="Verordening leerlingenvervoer 2027"))
    done = asd("requests", "intake", mail(tmp_path, "b", Subject=subject), "--json").json
    assert (done["outcome"], done["ref"]) == (
        ("joined", "2026-001") if joins else ("registered", "2026-002")
    )
    assert any(one.startswith(TOLD) for one in done["doubts"]) is not joins


BY_A_WORD = "It joined by the number 2026-001 and a word of its subject"


@pytest.mark.parametrize(
    ("subject", "doubted"),
    [
        ("Concept verordening leerlingenvervoer: verzoek om advies (zaaknummer 2026-001)", True),
        ("2026-001: tarieven leerlingenvervoer", True),
        ("RE: tarieven leerlingenvervoer, uw kenmerk 2026-001", False),
        ("Aanvulling leerlingenvervoer (2026-001)", False),
        ("Nagekomen stukken 2026-001", False),
    ],
)
def test_a_bare_number_with_a_word_of_the_subject_joins_and_is_doubted(
    asd: Raadtui, tmp_path: Path, subject: str, doubted: bool
) -> None:
    asd("requests", "intake", mail(tmp_path, "a", Subject="Leerlingenvervoer"))
    done = asd("requests", "intake", mail(tmp_path, "b", Subject=subject), "--json").json
    assert (done["outcome"], done["ref"]) == ("joined", "2026-001")
    assert any(one.startswith(BY_A_WORD) for one in done["doubts"]) is doubted


def test_a_number_alone_joins_only_from_who_asked(asd: Raadtui, tmp_path: Path) -> None:
    asd("requests", "intake", mail(tmp_path, "a"))
    other = mail(tmp_path, "b", Subject="Aanvulling bij 2026-001", From="belasting@example.nl")
    done = asd("requests", "intake", other)
    assert "Registered as 2026-002" in done.out
    assert TOLD in done.out


LIST = "This mail went to a list or was sent by a program: it may be no request."
NOTHING = "Nothing in this mail asks for advice: it may be no request."


@pytest.mark.parametrize(
    ("headers", "text", "doubt"),
    [
        ({"List-Unsubscribe": "<mailto:uit@example.nl>"}, "Graag uw advies.", LIST),
        ({"Precedence": "Bulk"}, "Graag uw advies.", LIST),
        ({"Auto-Submitted": "auto-replied"}, "Ik ben er niet.", LIST),
        ({"Auto-Submitted": "no"}, "Graag uw advies.", ""),
        ({"Subject": "Nieuws uit de wijk"}, "Beste adviesraad, zaterdag is het feest.", NOTHING),
        ({"Subject": "Lunch"}, "Tot morgen.\nKim, adviseur", NOTHING),
        ({"Subject": "Graag uw mening"}, "Tot morgen.", ""),
        ({"Subject": "Parkeren"}, "Wij leggen dit plan graag aan u voor.", ""),
        ({"Subject": "Verordening parkeren"}, "Zie bijlage.", ""),
        ({"Subject": "Stukken"}, "Hierbij een spoedadvies.", ""),
    ],
)
def test_what_may_be_no_request_is_told_with_the_way_back(
    asd: Raadtui, tmp_path: Path, headers: dict[str, str], text: str, doubt: str
) -> None:
    path = mail(tmp_path, "a", text, **headers)
    path.write_bytes(path.read_bytes().replace(b"a.txt", b"1.jpg").replace(b"Nota a", b"1"))
    done = asd("requests", "intake", path).out
    assert (f"  {doubt} Then o in the inbox takes it back" in done) is bool(doubt)
    assert ("may be no request" in done) is bool(doubt)
    assert asd("undo").status == 0
    assert asd("requests", "list", "--json").json == []


def test_an_attachment_may_ask_what_its_mail_does_not(asd: Raadtui, tmp_path: Path) -> None:
    path = mail(tmp_path, "a", "Zie bijlage.", Subject="Stukken")
    assert asd("requests", "intake", path, "--json").json["doubts"] == []


OTHER = {"Subject": "Collegebesluit", "From": "griffie@example.nl"}


@pytest.mark.parametrize(
    ("headers", "text", "joins"),
    [
        ({"Subject": "Reactie college op uw advies 2026-001-A1"}, "Zie bijlage.", True),
        ({"Subject": "Uw kenmerk 2026-001-A1"}, "Zie bijlage.", True),
        ({"Subject": "RE: gevraagd advies over tarieven (2026-001-A1)"}, "Dank.", True),
        ({"Subject": "Uw brief 2026-001-b2 van 3 november"}, "Dank.", True),
        ({"Subject": "FW: Antwoord 2026-001-B1"}, "Ter info.", True),
        ({"Subject": "Antwoord 2026-002-A1"}, "Zo kent de raad er geen.", False),
        ({"Subject": "Zaak 2026-001-A12B"}, "Besluit.", False),
        (OTHER, "Geachte raad,\n\nUw kenmerk: 2026-001-A1\nOns kenmerk: Z/26/1\n\nDank.", True),
        (OTHER, "Raad\nStraat 1\nUw kenmerk\n  2026-001-B1\nGeachte raad,", True),
        (OTHER, "Wij vragen advies. Eerder gaf u ons advies 2026-001-A1 hierover.", False),
        (OTHER, "Wij vragen advies.\n> Uw kenmerk: 2026-001-A1", False),
        (OTHER, "Wij vragen advies.\n" + "Regel.\n" * 20 + "Uw kenmerk: 2026-001-A1", False),
    ],
)
def test_who_names_a_letter_of_ours_answers_it(
    asd: Raadtui, tmp_path: Path, headers: dict[str, str], text: str, joins: bool
) -> None:
    asd("requests", "intake", mail(tmp_path, "a", Subject="Verordening leerlingenvervoer 2027"))
    done = asd("requests", "intake", mail(tmp_path, "b", text, **headers), "--json").json
    assert (done["outcome"], done["ref"]) == (
        ("joined", "2026-001") if joins else ("registered", "2026-002")
    )
    assert not joins or done["doubts"] == []


def test_of_what_was_sent_no_other_day_is_asked_any_more(asd: Raadtui, tmp_path: Path) -> None:
    asd("requests", "intake", mail(tmp_path, "a", "Graag uw advies uiterlijk 14 december 2026."))
    text = tmp_path / "advies.txt"
    text.write_text("Doen.")
    for state in ("in_progress", "tabled"):
        asd("requests", "advance", "2026-001", "--to", state)
    advise = ("requests", "advise", "2026-001", text, "--tone", "positive", "--decision", "1")
    assert asd(*advise, "--send").status == 0
    answer = "Op 21 december 2026 besluit de raad. Uw advies ontvangen wij graag vóór 18 december."
    reply = {"Subject": "RE: advies", "In_Reply_To": "<a@wijderveld.example.nl>"}
    done = asd("requests", "intake", mail(tmp_path, "b", answer, **reply), "--json").json
    assert done["doubts"] == [
        "2026-001-A1 was sent on Mon 23 Nov 2026: if this mail is the answer, record that with v "
        "in the inbox."
    ]


def test_who_names_a_letter_of_ours_and_asks_advice_is_looked_at(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("requests", "intake", mail(tmp_path, "a", Subject="Verordening leerlingenvervoer 2027"))
    asks = mail(tmp_path, "b", Subject="Adviesaanvraag evaluatie, na uw advies 2026-001-A1")
    done = asd("requests", "intake", asks, "--json").json
    assert (done["outcome"], done["ref"]) == ("joined", "2026-001")
    assert done["doubts"][0].endswith("see whether it asks for something new.")


def test_an_answer_to_a_letter_about_a_closed_request_is_found_with_it(
    asd: Raadtui, tmp_path: Path
) -> None:
    closed(asd, tmp_path)
    answer = mail(tmp_path, "b", Subject="Reactie op uw advies 2026-001-A1")
    done = asd("requests", "intake", answer, "--json").json
    assert (done["outcome"], done["ref"]) == ("joined", "2026-001")
    assert done["doubts"][0].startswith("2026-001 is done with (closed)")


def closed(asd: Raadtui, tmp_path: Path) -> None:
    """Take in a mail and close the request that it became."""
    asd("requests", "intake", mail(tmp_path, "a", Subject="Verordening leerlingenvervoer"))
    for state in ("withdrawn", "closed"):
        asd("requests", "advance", "2026-001", "--to", state, "--reason", "vervallen")
    assert asd("requests", "list", "--json").json == []


def test_a_number_of_a_closed_request_joins_nothing(asd: Raadtui, tmp_path: Path) -> None:
    closed(asd, tmp_path)
    subject = "Nieuwe adviesaanvraag leerlingenvervoer (kenmerk 2026-001)"
    done = asd("requests", "intake", mail(tmp_path, "b", Subject=subject), "--json").json
    assert (done["outcome"], done["ref"]) == ("registered", "2026-002")
    assert done["doubts"][0].startswith(TOLD)
    assert len(asd("requests", "list", "--queue", "new", "--json").json) == 1


def test_an_answer_about_a_closed_request_is_news_to_everybody_until_it_is_looked_at(
    asd: Raadtui, tmp_path: Path
) -> None:
    closed(asd, tmp_path)
    unseen = ("requests", "list", "--queue", "unseen", "--json")
    assert (asd(*unseen).json, asd("today", "--json").json["mail_in"]) == ([], 0)
    answer = mail(tmp_path, "b", Subject="RE: iets", In_Reply_To="<a@wijderveld.example.nl>")
    done = asd("requests", "intake", answer, "--json").json
    assert (done["outcome"], done["ref"]) == ("joined", "2026-001")
    assert done["doubts"] == [
        "2026-001 is done with (closed): see whether this mail asks for something new."
    ]
    assert [one["ref"] for one in asd(*unseen).json] == ["2026-001"]
    assert "mail on 1 request" in asd("today").out
    asd("requests", "show", "2026-001", "--json")
    assert len(asd(*unseen).json) == 1
    asd("requests", "show", "2026-001")
    assert (asd(*unseen).json, asd("today", "--json").json["mail_in"]) == ([], 0)


def test_a_mail_that_joins_an_open_request_is_news_until_it_is_looked_at(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("requests", "intake", mail(tmp_path, "a", Subject="Verordening leerlingenvervoer"))
    asd("requests", "show", "2026-001")
    unseen = ("requests", "list", "--queue", "unseen", "--json")
    assert (asd(*unseen).json, asd("today", "--json").json["mail_in"]) == ([], 0)
    asd("requests", "intake", mail(tmp_path, "b", Subject="RE: advies 2026-001"))
    assert [one["ref"] for one in asd(*unseen).json] == ["2026-001"]
    assert "mail on 1 request" in asd("today").out
    asd("requests", "assign", "2026-001", "Jan")
    assert asd("today", "--json").json["mail_in"] == 1
    asd("requests", "show", "2026-001")
    assert (asd(*unseen).json, asd("today", "--json").json["mail_in"]) == ([], 0)


def test_a_mail_that_becomes_a_request_is_new_and_not_mail_about_another(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("requests", "intake", mail(tmp_path, "a"))
    told = asd("today", "--json").json
    assert (told["new_requests"], told["mail_in"]) == (1, 0)


def test_taking_back_such_an_answer_takes_back_the_news(asd: Raadtui, tmp_path: Path) -> None:
    closed(asd, tmp_path)
    answer = mail(tmp_path, "b", In_Reply_To="<a@wijderveld.example.nl>")
    asd("requests", "intake", answer)
    assert asd("undo").status == 0
    assert asd("today", "--json").json["mail_in"] == 0
    assert asd("requests", "intake", answer, "--json").json["outcome"] == "joined"


@pytest.mark.parametrize("named", [True, False])
def test_a_mail_of_which_the_first_part_was_taken_in_is_no_second_request(
    asd: Raadtui, tmp_path: Path, named: bool
) -> None:
    whole = mail(tmp_path, "a", "Graag uw advies uiterlijk 18 december 2026.")
    data = whole.read_bytes()
    if not named:
        data = data.replace(b"Message-ID: <a@wijderveld.example.nl>\n", b"")
        whole.write_bytes(data)
    half = tmp_path / "half.eml"
    half.write_bytes(data[: data.index(b"Graag")])
    assert asd("requests", "intake", half, "--json").json["asked_by"] is None
    done = asd("requests", "intake", whole, "--json").json
    assert (done["outcome"], done["ref"]) == ("joined", "2026-001")
    assert done["doubts"] == [
        "Only the first part of this mail was there when it became 2026-001: "
        "check what is known of it.",
        "This mail names Fri 18 Dec 2026; the request has no day by which it is asked.",
    ]
    assert asd("search", "Nota", "--json").json[0]["kind"] == "document"


def test_what_a_killed_program_left_half_written_is_cleared_away(
    asd: Raadtui, tmp_path: Path
) -> None:
    shard = tmp_path / "raad.db.files" / "ab"
    shard.mkdir(parents=True)
    (shard / f".{'ab' * 32}.4711").write_bytes(b"half")
    asd("requests", "intake", mail(tmp_path, "a"))
    assert not list((tmp_path / "raad.db.files").glob("*/.*"))


def test_an_encrypted_document_is_called_that(asd: Raadtui, tmp_path: Path) -> None:
    message = letter()
    for part in message.iter_attachments():
        if part.get_content_subtype() == "pdf":
            part.set_content(
                encrypted(), maintype="application", subtype="pdf", filename="Verordening.pdf"
            )
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    told = "“Verordening.pdf” is encrypted, so its text cannot be read"
    assert told in asd("requests", "intake", path).out


def test_the_words_of_a_pdf_are_found(asd: Raadtui, tmp_path: Path) -> None:
    path = tmp_path / "b.eml"
    message = letter()
    message.add_attachment(
        pdf("De vertrouwenspersoon kijkt mee"),
        maintype="application",
        subtype="pdf",
        filename="Toelichting.pdf",
    )
    path.write_bytes(message.as_bytes())
    asd("requests", "intake", path)
    (found,) = asd("search", "vertrouwenspersoon", "--json").json
    assert (found["kind"], found["title"]) == ("document", "Toelichting.pdf")


def test_a_watch_says_once_what_is_wrong_with_a_mail(
    asd: Raadtui, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    context = Context()
    context.options.council = "XYZ"
    folder = tmp_path / "in"
    folder.mkdir()
    mail(folder, "a")
    arrivals = Arrivals(folder)
    capsysbinary.readouterr()
    for _look in range(100):
        take_in_all(context, arrivals, Event())
    assert capsysbinary.readouterr().err == "There is no council “XYZ”; there is: ASD.\n".encode()
    context.options.council = ""
    for _look in range(40):
        take_in_all(context, arrivals, Event())
    context.close()
    assert b"Registered as 2026-001" in capsysbinary.readouterr().out
