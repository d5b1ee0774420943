from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from council.councils import Council
from council.errors import Conflict, WrongUse
from council.papers import Paper, Removal
from council.requests import AdviceRequest, RequestState
from db.store import Store
from tests.db.desk import on_disk

MONDAY = date(2026, 11, 16)
LETTER = b"%PDF-1.7 brief"


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    return store.requests.register(council.id, title="Verordening", received_on=MONDAY)


def add(
    store: Store,
    request: AdviceRequest,
    *,
    name: str = "brief.pdf",
    data: bytes = LETTER,
    source: str = "attachment",
) -> Paper:
    return store.files.add(
        request.id,
        name=name,
        media_type="application/pdf",
        data=data,
        source=source,
        on=MONDAY,
    )


def kept(store: Store) -> list[Path]:
    return [path for path in store.files.folder.rglob("*") if path.is_file()]


def remove(store: Store, paper: Paper) -> Removal:
    return store.files.removals.remove(paper, reason="per ongeluk")


def test_nothing_of_a_removed_paper_is_left(store: Store, request_: AdviceRequest) -> None:
    paper = store.files.add(
        request_.id,
        name="Zienswijze Schuilnaam.pdf",
        media_type="application/pdf",
        data=LETTER,
        source="added",
        on=MONDAY,
        text="BSN 999990019",
    )
    paper = store.files.change(paper, name="Schuilnaam.pdf", confidential=True, embargo_until=None)
    remove(store, paper)
    assert store.files.of_request(request_.id) == []
    assert kept(store) == []
    assert store.search.find(request_.council_id, "999990019", MONDAY) == []
    raw = on_disk(store)
    assert b"schuilnaam" not in raw
    assert b"999990019" not in raw
    told = [(one.action, one.subject) for one in store.trail.log(request_id=request_.id)]
    assert told[:2] == [("document.remove", "paper 1: per ongeluk"), ("document.change", "paper 1")]


def test_content_that_another_paper_has_stays(store: Store, request_: AdviceRequest) -> None:
    first, second = add(store, request_), add(store, request_, name="kopie.pdf")
    remove(store, first)
    assert store.files.read(second) == LETTER
    remove(store, second)
    assert kept(store) == []


def test_the_editions_around_a_removed_one_follow_each_other(
    store: Store, request_: AdviceRequest
) -> None:
    papers = [add(store, request_)]
    for number in (2, 3):
        papers.append(
            store.files.add(
                request_.id,
                name="brief.pdf",
                media_type="application/pdf",
                data=b"versie %d" % number,
                source="added",
                on=MONDAY,
                replaces=papers[-1],
            )
        )
    remove(store, papers[1])
    found = store.files.of_request(request_.id)
    assert [(one.id, one.edition, one.replaces_id) for one in found] == [
        (papers[0].id, 1, None),
        (papers[2].id, 2, papers[0].id),
    ]


MAIL = b"Subject: brief\n\nmet bijlage"


def taken_in(
    store: Store,
    request: AdviceRequest,
    *,
    mail: bytes = MAIL,
    holds: Sequence[bytes] = (),
    subject: str = "Zaak Schuilnaam",
) -> Paper:
    """Keep a mail as taking it in does: as a message and as a paper."""
    with store.connection.change("request.intake", subject):
        store.files.record_message(mail, request_id=request.id, subject=subject)
        return store.files.add(
            request.id,
            name=f"{subject}.eml",
            media_type="message/rfc822",
            data=mail,
            source="mail",
            on=MONDAY,
            holds=holds,
        )


def made_from_mail(
    store: Store, council: Council, text: str = "", **mail: Any
) -> tuple[AdviceRequest, Paper]:
    """Register a request from a mail, in one change as taking it in does."""
    with store.connection.change("request.intake", "Zaak Schuilnaam"):
        made = store.requests.register(
            council.id, title="Verordening", received_on=MONDAY, text=text
        )
        return made, taken_in(store, made, **mail)


def test_only_the_mails_that_hold_a_removed_paper_go_with_it(
    store: Store, request_: AdviceRequest
) -> None:
    taken_in(store, request_, holds=[LETTER, b"tweede"])
    second = taken_in(store, request_, mail=b"antwoord", holds=[b"tweede"], subject="Antwoord")
    third = taken_in(store, request_, mail=b"bedankt", subject="Dank")
    removed = remove(store, add(store, request_))
    assert [one.name for one in removed.papers] == ["brief.pdf", "Zaak Schuilnaam.eml"]
    assert store.files.of_request(request_.id) == [second, third]
    assert store.files.taken_in(1, MAIL) == request_.id
    for one, data in ((second, b"antwoord"), (third, b"bedankt")):
        assert store.files.read(one) == data
    assert len(kept(store)) == 2


def test_a_mail_goes_with_what_somebody_had_added_before_it_came(
    store: Store, request_: AdviceRequest
) -> None:
    paper = add(store, request_, source="added")
    taken_in(store, request_, holds=[LETTER])
    remove(store, paper)
    assert kept(store) == []


def test_editions_that_hold_a_removed_paper_go_together(
    store: Store, request_: AdviceRequest
) -> None:
    paper = add(store, request_)
    editions: list[Paper] = []
    for number, holds in enumerate([[LETTER], [LETTER], []]):
        editions.append(
            store.files.add(
                request_.id,
                name="doorgestuurd.eml",
                media_type="message/rfc822",
                data=b"versie %d" % number,
                source="attachment",
                on=MONDAY,
                holds=holds,
                replaces=editions[-1] if editions else None,
            )
        )
    remove(store, paper)
    (left,) = store.files.of_request(request_.id)
    assert (left.id, left.edition, left.replaces_id) == (editions[2].id, 1, None)


def test_a_paper_of_another_request_stays_with_its_mail(
    store: Store, request_: AdviceRequest, council: Council
) -> None:
    other, mail = made_from_mail(store, council, holds=[LETTER])
    paper = add(store, other)
    remove(store, add(store, request_))
    assert store.files.of_request(other.id) == [mail, paper]
    assert store.files.read(paper) == LETTER


def test_a_mail_that_could_not_be_read_stays_when_a_paper_with_its_content_goes(
    store: Store, request_: AdviceRequest
) -> None:
    store.files.record_message(LETTER, problem="geen mail")
    remove(store, add(store, request_))
    assert [path.read_bytes() for path in kept(store)] == [LETTER]


def closed(store: Store, request: AdviceRequest) -> None:
    store.requests.advance(request, RequestState.WITHDRAWN, on=MONDAY, reason="ingetrokken")
    store.requests.advance(store.requests.by_id(request.id), RequestState.CLOSED, on=MONDAY)


@pytest.mark.parametrize("over", [False, True])
def test_with_the_mail_a_request_was_made_from_goes_its_text(
    store: Store, council: Council, over: bool
) -> None:
    made, mail = made_from_mail(store, council, text="BSN 999990019")
    if over:
        closed(store, made)
    remove(store, mail)
    assert store.requests.by_id(made.id).text == ""
    assert store.search.find(council.id, "999990019", MONDAY) == []
    raw = on_disk(store)
    assert b"999990019" not in raw
    assert b"schuilnaam" not in raw


def test_the_text_of_a_request_stays_when_a_later_mail_goes(store: Store, council: Council) -> None:
    made, _first = made_from_mail(store, council, text="Graag uw advies")
    remove(store, taken_in(store, made, mail=b"antwoord"))
    assert store.requests.by_id(made.id).text == "Graag uw advies"


def test_the_text_that_somebody_typed_stays_when_the_first_mail_about_it_goes(
    store: Store, council: Council
) -> None:
    typed = store.requests.register(
        council.id, title="Verordening", received_on=MONDAY, text="Aan de telefoon gevraagd"
    )
    remove(store, taken_in(store, typed))
    assert store.requests.by_id(typed.id).text == "Aan de telefoon gevraagd"


def test_what_of_a_mail_stays_in_its_request_is_said_before_it_goes(
    store: Store, council: Council
) -> None:
    made, mail = made_from_mail(store, council, text="Graag uw advies", holds=[LETTER])
    attached, added = add(store, made), add(store, made, data=b"notitie", source="added")
    later = taken_in(store, made, mail=b"antwoord", subject="Antwoord")

    def told(paper: Paper) -> list[str]:
        return [str(one) for one in store.files.removals.plan(paper).beside()]

    assert told(mail) == [
        "The request was made from this mail: its text goes too. Its title “Verordening”"
        " stays, and so do who asks and their reference, also in the log."
    ]
    assert told(attached) == [
        "“Zaak Schuilnaam.eml” holds it, and goes as well.",
        "The request was made from that mail: its text, its title “Verordening”,"
        " who asks and their reference stay.",
    ]
    assert told(later) == told(added) == []
    remove(store, attached)
    left = store.requests.by_id(made.id)
    assert (left.title, left.text) == ("Verordening", "Graag uw advies")


@pytest.mark.parametrize("source", ["added", "own"])
def test_the_mails_of_a_request_stay_when_another_paper_goes(
    store: Store, request_: AdviceRequest, source: str
) -> None:
    mail = taken_in(store, request_, holds=[LETTER])
    paper = store.files.add(
        request_.id,
        name="notitie.txt",
        media_type="text/plain",
        data=b"notitie",
        source=source,
        on=MONDAY,
    )
    remove(store, paper)
    assert store.files.of_request(request_.id) == [mail]
    assert store.files.read(mail) == MAIL


def test_what_undid_a_change_of_a_removed_paper_does_not_name_it_either(
    store: Store, request_: AdviceRequest
) -> None:
    paper = add(store, request_, name="brief.pdf")
    store.files.change(paper, name="Schuilnaam.pdf", confidential=True, embargo_until=None)
    store.trail.undo()
    remove(store, store.files.get(paper.id))
    subjects = {one.subject for one in store.trail.log(request_id=request_.id)}
    assert subjects == {"paper 1: per ongeluk", "paper 1", "2026-001 Verordening"}


def test_a_removal_says_why_and_does_not_overlook_a_colleague(
    store: Store, request_: AdviceRequest, colleague: Store
) -> None:
    paper = add(store, request_)
    with pytest.raises(WrongUse, match="Say why the paper goes"):
        store.files.removals.remove(paper, reason=" ")
    colleague.files.change(paper, name="nota.pdf", confidential=False, embargo_until=None)
    with pytest.raises(Conflict):
        remove(store, paper)
    assert len(kept(store)) == 1
