from __future__ import annotations

from datetime import date
from email.message import EmailMessage

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
