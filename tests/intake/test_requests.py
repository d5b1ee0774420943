from __future__ import annotations

from datetime import date
from email.message import EmailMessage

from council.councils import Council
from db.store import Store
from intake.requests import take_in
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
