"""The inbox as one likes it: its order, what is new, and the views that are kept."""

from __future__ import annotations

import os
import sys
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from council.councils import CouncilKind
from council.requests import Queue, RequestState
from council.views import Order
from council.wording import long_date
from db.store import Store
from intake.requests import take_in
from screens.answer import AnswerDialog
from tests.intake.mails import letter
from tests.screens.advised import sent
from tests.screens.conftest import TODAY, Opener, press, register, settle, shown, write


def refs(text: str) -> list[str]:
    """Return the numbers of the requests in the list, in their order."""
    return [word for line in text.splitlines()[4:] for word in line.split() if word[:5] == "2026-"]


async def test_the_order_is_changed_by_one_key_and_marked_on_its_column(
    store: Store, screens: Opener
) -> None:
    register(store, "Beleidsplan", 5)
    register(store, "Verordening", 20)
    register(store, "Afspraken", 1)
    async with screens() as pilot:
        await press(pilot, "1")
        assert "time left ▲" in shown(pilot)
        assert refs(shown(pilot)) == ["2026-002", "2026-001", "2026-003"]
        assert await press(pilot, ",") == 1
        assert "number ▼" in shown(pilot)
        assert refs(shown(pilot)) == ["2026-003", "2026-001", "2026-002"]
        await press(pilot, ",")
        assert "subject ▲" in shown(pilot).replace("  ", "")
        assert refs(shown(pilot)) == ["2026-003", "2026-001", "2026-002"]
        assert "Sorted by subject." in shown(pilot)
        await press(pilot, ",")
        assert "time left ▲" in shown(pilot)


async def test_closed_requests_come_latest_first_and_say_so(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "shift+tab")
        assert "[closed 0]" in shown(pilot)
        assert "number ▼" in shown(pilot)


async def test_what_a_colleague_changed_is_marked_until_it_is_read(
    store: Store, colleague: Store, screens: Opener
) -> None:
    register(store, "Van mij")
    register(colleague, "Van een collega")
    async with screens() as pilot:
        await press(pilot, "1")
        assert "changed since you looked 1" in shown(pilot)
        marked = [line for line in shown(pilot).splitlines() if "+ 2026-" in line]
        assert len(marked) == 1
        assert "Van een collega" in marked[0]
        await press(pilot, "down", "enter", "escape")
        assert "changed since you looked 0" in shown(pilot)
        assert "+ 2026-" not in shown(pilot)
        assert store.views.unseen(1) == frozenset()


async def test_doing_something_with_a_request_is_looking_at_it(
    store: Store, colleague: Store, screens: Opener
) -> None:
    request = register(colleague, "Van een collega")
    async with screens() as pilot:
        await press(pilot, "1", "v")
        assert store.views.unseen(1) == frozenset()
        colleague.requests.assign(colleague.requests.by_id(request.id), "Werkgroep")
        assert store.views.unseen(1) == frozenset({request.id})


async def test_what_is_new_stays_in_sight_while_one_reads_it(
    store: Store, colleague: Store, screens: Opener
) -> None:
    register(colleague, "Eerste", text="De eerste brief")
    register(colleague, "Tweede", text="De tweede brief")
    async with screens(120, 60) as pilot:
        await press(pilot, "1", "tab", "enter")
        assert "[changed since you looked 2]" in shown(pilot)
        assert "De eerste brief" in shown(pilot)
        await press(pilot, "escape")
        assert "[changed since you looked 1]" in shown(pilot)
        assert "De tweede brief" in shown(pilot)


async def test_a_view_is_kept_under_a_name_and_shown_again(store: Store, screens: Opener) -> None:
    register(store, "Verordening jeugdhulp", 3)
    register(store, "Beleidsregels bijstand", 2)
    async with screens() as pilot:
        await press(pilot, "1", "tab", "tab", ",", "/")
        await write(pilot, "jeugd")
        await press(pilot, "enter", "F", "n", "ctrl+u")
        await write(pilot, "Jeugd")
        await press(pilot, "enter")
        (view,) = store.views.all(1)
        assert (view.name, view.queue) == ("Jeugd", Queue.NEW)
        assert (view.filter_text, view.order) == ("jeugd", Order.RECEIVED)
        await press(pilot, "escape", "shift+tab", "shift+tab")
        assert refs(shown(pilot)) == ["2026-002", "2026-001"]
        assert await press(pilot, "F", "1") == 2
        assert "[new 2]" in shown(pilot)
        assert refs(shown(pilot)) == ["2026-001"]
        assert "number ▼" in shown(pilot)
        await press(pilot, "escape")
        assert refs(shown(pilot)) == ["2026-002", "2026-001"]


async def test_a_view_is_forgotten(store: Store, screens: Opener) -> None:
    store.views.save(1, "Jeugd", filter_text="jeugd")
    async with screens() as pilot:
        await press(pilot, "1", "F", "x", "1")
        assert "View “Jeugd” is forgotten." in shown(pilot)
        assert store.views.all(1) == []
        await press(pilot, "F", "x")
        assert "There is none." in shown(pilot)


async def test_keys_typed_ahead_of_the_filter_work_on_what_it_finds(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening jeugdhulp", 9)
    wanted = register(store, "Beleidsregels bijstand", 2)
    async with screens() as pilot:
        await press(pilot, "1")
        await pilot.press("/", *"bijst", "enter", "a", *"Werkgroep", "enter")
        await settle(pilot)
        assert store.requests.by_id(wanted.id).assignee == "Werkgroep"
        assert store.requests.by_id(1).assignee == ""


async def test_keys_typed_ahead_of_the_search_go_to_what_it_finds(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening jeugdhulp", 9)
    register(store, "Beleidsregels bijstand", 2, text="De brief over bijstand")
    async with screens(120, 60) as pilot:
        await pilot.press("z", *"bijst", "enter")
        await settle(pilot)
        assert "[1 Inbox]" in shown(pilot)
        assert "De brief over bijstand" in shown(pilot)


async def test_the_filter_of_a_later_letter_is_the_one_that_stays(
    store: Store, screens: Opener
) -> None:
    for number in range(30):
        register(store, f"Verordening {number}")
    register(store, "Vervoer")
    async with screens() as pilot:
        await press(pilot, "1", "/")
        await pilot.press(*"vervoer", *["backspace"] * 3, *"oer")
        await settle(pilot)
        assert refs(shown(pilot)) == ["2026-031"]
        assert store.requests.by_id(31).received_on == TODAY


async def test_what_was_read_in_a_mail_is_shown_and_can_be_corrected(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    mail = letter("Adviesaanvraag Verordening jeugdhulp 2027, advies vóór 18 december")
    path = tmp_path / "aanvraag.eml"
    path.write_bytes(mail.as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        read = shown(pilot)
        assert "! The letter also says “… Graag ontvangen wij uw advies uiterlijk 18" in read
        assert "asked for" in read and "Thu 17 Dec 2026" in read
        assert "n.zilt@gemeente.example.nl" in read
        assert "Verordening jeugdhulp – concept.pdf" in read
        await press(pilot, "w")
        assert "> subject" in shown(pilot)
        await press(pilot, *["tab"] * 4)
        await write(pilot, "18-12-2026")
        await press(pilot, "enter")
        assert "2026-001: saved." in shown(pilot)
    assert store.requests.get(1, "2026-001").asked_by == date(2026, 12, 18)


async def test_a_mail_that_was_read_well_needs_but_enter(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "aanvraag.eml"
    path.write_bytes(letter().as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter", "enter")
        assert "Registered as 2026-001 Verordening jeugdhulp 2027." in shown(pilot)
        await press(pilot, "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        assert "Taken in before, as 2026-001" in shown(pilot)


@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", " “{}” "])
async def test_a_path_may_stand_in_quotes(
    store: Store, screens: Opener, tmp_path: Path, quoted: str
) -> None:
    path = tmp_path / "een aanvraag.eml"
    path.write_bytes(letter().as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, quoted.format(path))
        await press(pilot, "enter", "enter")
        assert "Registered as 2026-001" in shown(pilot)


@pytest.mark.parametrize("path", ["C:\\Users\\kim\\a.eml", "d:/a.eml", "\\\\server\\map\\a.eml"])
async def test_a_file_on_another_computer_must_first_come_here(
    store: Store, screens: Opener, path: str
) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, f'"{path}"')
        await press(pilot, "enter")
        assert f"{path} is on another computer: put the file on" in " ".join(shown(pilot).split())


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes with a name")
async def test_a_pipe_does_not_hold_the_screens_up(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "a.eml")
    async with screens() as pilot:
        await press(pilot, "1", "i")
        for path in (str(tmp_path / "a.eml"), os.devnull):
            await write(pilot, path)
            await press(pilot, "enter")
            assert "is a link or a device; name an ordinary file." in " ".join(shown(pilot).split())
            await press(pilot, "ctrl+u")


async def test_of_a_folder_it_is_told_how_to_take_in_its_mails(
    store: Store, screens: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "post"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    async with screens(160, 24) as pilot:
        await press(pilot, "1", "i")
        await write(pilot, folder.name)
        await press(pilot, "enter")
        assert "is a folder: name a file in it." in shown(pilot)
        for name in ("b.eml", "a.eml", "c.txt"):
            (folder / name).touch()
        await press(pilot, "enter")
        told = " ".join(shown(pilot).split())
    assert "is a folder: name one mail in it, such as a.eml. All 2 are taken in by:" in told
    assert f"raadtui requests intake {folder.name}/*.eml" in told


async def test_what_is_no_mail_is_told_once_in_one_line(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "foto.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        said = "This is no mail: it names no From and no Date. Kept as unread mail 1."
        assert shown(pilot).count("This is no mail") == 1
        assert said in shown(pilot)


async def test_a_second_mail_that_names_another_day_is_shown_with_the_way_to_correct(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    register(
        store, "Verordening", asked_by=date(2026, 12, 14), sender_email="n.zilt@gemeente.example.nl"
    )
    path = tmp_path / "aanvulling.eml"
    path.write_bytes(letter("Aanvulling bij 2026-001").as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        read = shown(pilot)
        assert "! This mail names Fri 18 Dec 2026; the request stands at Mon 14 Dec 2026." in read
        assert "! No text could be read from “Verordening jeugdhulp – concept.pdf”." in read
        await press(pilot, "w")
        assert "> subject" in shown(pilot)


async def test_a_mail_that_may_answer_what_was_sent_leads_to_recording_that(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    advice = sent(store)
    path = tmp_path / "reactie.eml"
    path.write_bytes(letter(f"Reactie op uw advies {advice.ref}").as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        read = " ".join(shown(pilot).split())
        assert f"! {advice.ref} was sent on Fri 20 Nov 2026: if this mail is the answer" in read
        assert "This mail names" not in read and "w correct" not in read
        await press(pilot, "w")
        assert "v record the answer" in shown(pilot)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, AnswerDialog)
        # A mail from before the advice was sent cannot be the answer, whatever its day.
        assert f"Received {long_date(TODAY)}, letter" in shown(pilot)


async def test_the_answer_in_a_mail_is_recorded_on_the_day_it_came(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    advice = sent(store)
    reply = letter(f"Reactie op uw advies {advice.ref}")
    del reply["Received"], reply["Date"]
    reply["Date"] = "Sat, 21 Nov 2026 10:15:00 +0100"
    path = tmp_path / "reactie.eml"
    path.write_bytes(reply.as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter", "v")
        assert "Received Sat 21 Nov 2026, letter" in shown(pilot)
        await press(pilot, "enter")
        (answer,) = store.advice.answers_to(advice.id)
        assert answer.received_on == date(2026, 11, 21)


async def test_a_reply_to_another_council_opens_nothing_of_that(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    own = register(store, "Eigen nota")
    other = store.councils.create(code="CR", name="Raad Drecht", kind=CouncilKind.CLIENT_COUNCIL)
    asked = store.requests.register(
        other.id, title="Verordening", received_on=TODAY, asked_by=date(2026, 12, 14)
    )
    store.files.record_message(
        b"x", message_id="2026-4711@gemeente.example.nl", request_id=asked.id
    )
    reply = letter("Antwoord, met een andere dag")
    del reply["Message-ID"]
    reply["In-Reply-To"] = letter()["Message-ID"]
    path = tmp_path / "antwoord.eml"
    path.write_bytes(reply.as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        said = " ".join(shown(pilot).split())
        assert f"Added to {asked.ref} {asked.title}, a request of Raad Drecht." in said
        assert "w correct" not in said
        assert own.title in said


async def test_a_mail_about_a_closed_request_is_told_until_it_is_read(
    store: Store, screens: Opener
) -> None:
    take_in(store, 1, letter().as_bytes(), TODAY)
    request = store.requests.get(1, "2026-001")
    for state in (RequestState.WITHDRAWN, RequestState.CLOSED):
        request = store.requests.advance(request, state, on=TODAY, reason="vervallen")
    take_in(store, 1, answer().as_bytes(), TODAY)
    async with screens() as pilot:
        assert "mail on 1 request" in shown(pilot)
        await press(pilot, "1", "tab")
        assert "+ 2026-001" in shown(pilot)
        await press(pilot, "enter", "escape", "0")
        assert "mail on 1 request" not in shown(pilot)


def answer() -> EmailMessage:
    """Return a mail that answers the letter."""
    reply = letter("RE: nog iets")
    reply.replace_header("Message-ID", "<2@example.nl>")
    reply["In-Reply-To"] = "<2026-4711@gemeente.example.nl>"
    return reply


@pytest.mark.parametrize("ended", [False, True])
async def test_a_mail_that_one_reads_in_oneself_is_no_news(
    store: Store, screens: Opener, tmp_path: Path, ended: bool
) -> None:
    take_in(store, 1, letter().as_bytes(), TODAY)
    request = store.requests.get(1, "2026-001")
    if ended:
        store.requests.advance(request, RequestState.WITHDRAWN, on=TODAY, reason="vervallen")
    path = tmp_path / "antwoord.eml"
    path.write_bytes(answer().as_bytes())
    async with screens() as pilot:
        await press(pilot, "1", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
        read = shown(pilot)
        assert ("! 2026-001 is done with" in read) is ended
        assert "mail on" not in read
    assert store.views.unseen(1) == frozenset()
