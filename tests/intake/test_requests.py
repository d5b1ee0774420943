from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from council.councils import Council, CouncilKind
from db.store import Store
from intake.requests import Outcome, take_in
from tests.intake import mails

TUESDAY = date(2026, 11, 10)


def test_with_an_attachment_goes_only_the_mail_it_came_with(store: Store, council: Council) -> None:
    first = take_in(store, council.id, bytes(mails.letter()), TUESDAY)
    assert first.request is not None
    thanks = mails.raw(
        *mails.HEAD, f"In-Reply-To: {mails.letter()['Message-ID']}", "", "Dank en tot vrijdag."
    )
    second = take_in(store, council.id, thanks, TUESDAY)
    assert second.request == first.request
    _mail, pdf, word = first.papers
    store.files.removals.remove(pdf, reason="verkeerd bestand")
    assert store.files.of_request(first.request.id) == [word, *second.papers]


def test_with_an_attachment_of_a_mail_that_was_passed_on_go_both_mails(
    store: Store, council: Council
) -> None:
    outer = EmailMessage()
    outer["From"] = "Secretaris <secretaris@example.nl>"
    outer["Subject"] = "Fwd: Adviesaanvraag"
    outer["Date"] = "Mon, 09 Nov 2026 11:00:00 +0100"
    outer.set_content("Zie de bijlagen.")
    outer.add_attachment(b"agenda", maintype="text", subtype="plain", filename="agenda.txt")
    outer.add_attachment(mails.letter())
    taken = take_in(store, council.id, bytes(outer), TUESDAY)
    assert taken.request is not None
    by_content = {store.files.read(paper): paper for paper in taken.papers}
    plan = store.files.removals.plan(by_content[mails.PDF])
    assert [one.media_type for one in plan.holders] == ["message/rfc822"] * 2
    store.files.removals.remove(by_content[mails.PDF], reason="verkeerd bestand")
    left = store.files.of_request(taken.request.id)
    assert {store.files.read(paper) for paper in left} == {b"agenda", mails.WORD}


def test_what_a_mail_holds_is_known_again_after_it_was_undone_and_redone(
    store: Store, council: Council
) -> None:
    taken = take_in(store, council.id, bytes(mails.letter()), TUESDAY)
    store.trail.undo()
    store.trail.redo()
    mail, pdf, _word = taken.papers
    assert store.files.removals.plan(pdf).holders == (mail,)


def another(store: Store) -> Council:
    return store.councils.create(code="CR", name="Cliëntenraad", kind=CouncilKind.CLIENT_COUNCIL)


def test_a_mail_to_two_councils_becomes_a_request_of_each(store: Store, council: Council) -> None:
    other, mail = another(store), bytes(mails.letter())
    first, second = (take_in(store, one.id, mail, TUESDAY) for one in (council, other))
    assert first.request is not None and second.request is not None
    assert first.outcome is second.outcome is Outcome.REGISTERED
    assert (first.request.council_id, second.request.council_id) == (council.id, other.id)
    assert len(second.papers) == len(first.papers)
    assert take_in(store, other.id, mail, TUESDAY).request == second.request
    answer = mails.raw(*mails.HEAD, f"In-Reply-To: {mails.letter()['Message-ID']}", "", "Dank.")
    assert take_in(store, council.id, answer, TUESDAY).request == first.request


def test_a_mail_to_two_councils_can_be_thrown_away_in_one(store: Store, council: Council) -> None:
    other, mail = another(store), bytes(mails.letter())
    first, second = (take_in(store, one.id, mail, TUESDAY) for one in (council, other))
    store.files.removals.remove(second.papers[0], reason="verkeerd bestand")
    assert second.request is not None
    assert store.requests.by_id(second.request.id).text == ""
    assert first.request is not None
    assert store.requests.by_id(first.request.id).text != ""
    assert store.files.read(first.papers[0]) == mail


def test_a_reply_to_another_council_joins_that_and_says_so(store: Store, council: Council) -> None:
    first = take_in(store, council.id, bytes(mails.letter()), TUESDAY)
    answer = mails.raw(*mails.HEAD, f"In-Reply-To: {mails.letter()['Message-ID']}", "", "Dank.")
    other = another(store)
    second = take_in(store, other.id, answer, TUESDAY)
    assert second.request == first.request
    assert take_in(store, other.id, answer, TUESDAY).outcome is Outcome.KNOWN
    assert str(second.message).endswith(f"a request of {council.name}.")


def test_a_mail_that_names_a_letter_of_another_council_says_so(
    store: Store, council: Council
) -> None:
    store.requests.register(council.id, title="Verordening Wmo", received_on=TUESDAY)
    mail = bytes(mails.letter("Reactie op uw advies 2026-001-A1"))
    taken = take_in(store, another(store).id, mail, TUESDAY)
    assert taken.outcome is Outcome.REGISTERED
    assert str(taken.doubts[0]) == (
        f"The mail names a letter about 2026-001 Verordening Wmo of {council.name}: is it for them, "
        "take this back (o) and read it in there."
    )
    assert take_in(store, council.id, mail, TUESDAY).outcome is Outcome.JOINED


def two_with_one_number(store: Store, council: Council, title: str = "Nota Wmo") -> Council:
    """Give another council a request with the number of one of this council."""
    other = another(store)
    for one, its in ((council, "Nota Wmo"), (other, title)):
        store.requests.register(one.id, title=its, received_on=date(2026, 10, 1))
    return other


@pytest.mark.parametrize(
    ("to", "text"),
    [
        ("Cliëntenraad <raad@example.nl>", "Dank."),
        ("raad@example.nl", "Aan de cliëntenraad\n\nDank."),
    ],
)
def test_of_two_councils_with_one_number_the_mail_goes_to_the_one_it_names(
    store: Store, council: Council, to: str, text: str
) -> None:
    other = two_with_one_number(store, council)
    head = ("From: a@example.nl", f"To: {to}", "Subject: Uw advies 2026-001-A1")
    for reader in (council, other):
        mail = mails.raw(*head, "Date: Mon, 9 Nov 2026 10:15:00 +0100", "", text, str(reader.id))
        taken = take_in(store, reader.id, mail, TUESDAY)
        assert taken.request is not None
        assert (taken.outcome, taken.request.council_id) == (Outcome.JOINED, other.id)
        told = [f"{council.name} has 2026-001 Nota Wmo too."]
        assert list(map(str, taken.doubts)) == (told if reader is council else [])


def test_of_two_councils_with_one_number_the_answer_goes_to_the_one_that_sent_the_letter(
    store: Store, council: Council
) -> None:
    other = two_with_one_number(store, council)
    store.advice.draft(store.requests.get(other.id, "2026-001"), text="Doen.")
    mail = mails.raw(*mails.HEAD, "", "Uw kenmerk: 2026-001-A1", "", "Dank.")
    taken = take_in(store, council.id, mail, TUESDAY)
    assert taken.request is not None and taken.request.council_id == other.id
    assert str(taken.message) == f"Added to 2026-001 Nota Wmo, a request of {other.name}."


def test_of_two_councils_with_one_number_the_one_it_is_about_gets_the_mail(
    store: Store, council: Council
) -> None:
    other = two_with_one_number(store, council, "Verordening jeugdhulp")
    mail = bytes(mails.letter("Verordening jeugdhulp, uw kenmerk 2026-001"))
    taken = take_in(store, council.id, mail, TUESDAY)
    assert taken.request is not None and taken.request.council_id == other.id


def test_where_nothing_tells_which_council_is_meant_the_other_one_is_named(
    store: Store, council: Council
) -> None:
    other = two_with_one_number(store, council)
    mail = mails.raw(*mails.HEAD, "", "Uw kenmerk: 2026-001-A1", "", "Dank.")
    taken = take_in(store, council.id, mail, TUESDAY)
    assert taken.request is not None and taken.request.council_id == council.id
    assert str(taken.doubts[0]) == (
        f"It went to {council.name}; {other.name} has 2026-001 Nota Wmo too: is it for them, take "
        "this back (o) and read it in there."
    )
    store.trail.undo()
    taken = take_in(store, other.id, mail, TUESDAY)
    assert taken.request is not None and taken.request.council_id == other.id


def test_a_council_whose_name_is_part_of_anothers_is_not_named_by_that(
    store: Store, council: Council
) -> None:
    other = two_with_one_number(store, council)
    store.councils.change(
        council,
        code="WMO",
        name="Cliëntenraad Wmo",
        kind=CouncilKind.CLIENT_COUNCIL,
        municipality="",
    )
    head = ("From: a@example.nl", "To: Cliëntenraad Wmo <a@b.nl>", "Subject: Uw advies 2026-001-A1")
    mail = mails.raw(*head, "Date: Mon, 9 Nov 2026 10:15:00 +0100", "", "Dank.")
    taken = take_in(store, other.id, mail, TUESDAY)
    assert taken.request is not None and taken.request.council_id == council.id


def test_documents_that_take_too_long_are_kept_without_their_words(
    store: Store, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = mails.letter()
    letter.add_attachment(b"een agenda", maintype="text", subtype="plain", filename="agenda.txt")
    monkeypatch.setattr("intake.requests.MAX_SECONDS", 0)
    taken = take_in(store, council.id, letter.as_bytes(), TUESDAY)
    agenda = taken.papers[-1]
    assert (store.files.read(agenda), store.files.text(agenda)) == (b"een agenda", "")
    assert "No text could be read from “agenda.txt”." in map(str, taken.problems)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("Fri, 20 Nov 2026", date(2027, 1, 4)),  # six weeks end on New Year's Day
        ("Sat, 21 Nov 2026", date(2027, 1, 4)),
        ("Mon, 23 Nov 2026", date(2027, 1, 4)),
        ("Tue, 24 Nov 2026", date(2027, 1, 5)),
    ],
)
def test_the_weeks_that_the_ordinance_gives_are_not_too_few_when_a_letter_asks_them(
    store: Store, council: Council, sent: str, asked: date
) -> None:
    mail = mails.raw(
        "From: Noor Zilt <n.zilt@example.nl>",
        f"Date: {sent} 10:15:00 +0100",
        "Subject: Adviesaanvraag",
        "",
        "Graag uw advies binnen zes weken.",
    )
    taken = take_in(store, council.id, mail, date(2026, 11, 30))
    assert taken.request is not None and taken.request.asked_by == asked
    assert not store.requests.too_short(taken.request)


def test_the_number_of_the_municipality_in_a_subject_is_no_other_subject(
    store: Store, council: Council
) -> None:
    first = mails.raw(
        "From: a@example.nl", "Subject: Leerlingenvervoer (Z/26/104512)", "", "Graag uw advies."
    )
    second = mails.raw(
        "From: b@example.nl",
        "Subject: Leerlingenvervoer 2026-001 (Z/26/104512)",
        "",
        "Zie bijlage.",
    )
    taken = take_in(store, council.id, first, TUESDAY)
    assert taken.request is not None
    assert (taken.request.title, taken.request.their_reference) == (
        "Leerlingenvervoer",
        "Z/26/104512",
    )
    again = take_in(store, council.id, second, TUESDAY)
    assert (again.outcome, again.doubts) == (Outcome.JOINED, ())


def test_the_sender_of_a_request_is_named_as_a_letter_names_them(
    store: Store, council: Council
) -> None:
    taken = take_in(store, council.id, bytes(mails.letter()), TUESDAY)
    assert taken.request is not None and taken.request.sender == "Noor Zilt (beleid)"
