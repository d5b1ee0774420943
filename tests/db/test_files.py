from __future__ import annotations

import hashlib
import os
import stat
from datetime import date, datetime
from pathlib import Path

import pytest

from council.councils import Council
from council.errors import Conflict, Damaged, NotAllowed, NotFound, Refused, WrongUse
from council.papers import Paper
from council.requests import AdviceRequest
from db.store import Store

MONDAY = date(2026, 11, 16)
LETTER = b"%PDF-1.7 brief"


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    return store.requests.register(council.id, title="Verordening", received_on=MONDAY)


def add(store: Store, request: AdviceRequest, *, name: str = "brief.pdf") -> Paper:
    return store.files.add(
        request.id,
        name=name,
        media_type="application/pdf",
        data=LETTER,
        source="attachment",
        on=MONDAY,
    )


def kept(store: Store) -> list[Path]:
    return [path for path in store.files.folder.rglob("*") if path.is_file()]


def test_a_paper_is_kept_and_read_back(store: Store, request_: AdviceRequest) -> None:
    paper = add(store, request_)
    assert store.files.of_request(request_.id) == [paper]
    assert store.files.read(paper) == LETTER
    assert (paper.size, paper.sha256) == (len(LETTER), hashlib.sha256(LETTER).hexdigest())


def test_papers_are_for_the_owner_alone(store: Store, request_: AdviceRequest) -> None:
    add(store, request_)
    (path,) = kept(store)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.is_relative_to(store.path.parent)
    for folder in (store.files.folder, path.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["", " \n", "\x00", " \x1b "])
def test_a_paper_needs_a_name(store: Store, request_: AdviceRequest, name: str) -> None:
    with pytest.raises(WrongUse, match="A paper needs a name"):
        add(store, request_, name=name)
    assert kept(store) == []
    paper = add(store, request_)
    with pytest.raises(WrongUse, match="A paper needs a name"):
        store.files.change(paper, name=name, confidential=False, embargo_until=None)


def test_the_same_content_is_kept_once(store: Store, request_: AdviceRequest) -> None:
    add(store, request_)
    add(store, request_, name="kopie.pdf")
    assert len(kept(store)) == 1
    names = [paper.name for paper in store.files.of_request(request_.id)]
    assert names == ["brief.pdf", "kopie.pdf"]


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/passwd", "/etc/passwd"),
        ("a\nb\x1b[2J.pdf", "a b[2J.pdf"),
        ("CON", "CON"),
    ],
)
def test_a_name_is_text_and_never_a_path(
    store: Store, request_: AdviceRequest, name: str, kept_as: str
) -> None:
    assert add(store, request_, name=name).name == kept_as
    (path,) = kept(store)
    assert path.name == hashlib.sha256(LETTER).hexdigest()


def test_a_paper_that_was_altered_or_lost_is_said(store: Store, request_: AdviceRequest) -> None:
    paper = add(store, request_)
    (path,) = kept(store)
    path.write_bytes(b"iets anders")
    with pytest.raises(Damaged, match="was altered on the disk"):
        store.files.read(paper)
    path.unlink()
    with pytest.raises(Damaged, match=r"“brief\.pdf” is not in"):
        store.files.read(paper)


def test_undoing_keeps_the_content(store: Store, request_: AdviceRequest) -> None:
    paper = add(store, request_)
    store.trail.undo()
    assert store.files.of_request(request_.id) == []
    store.trail.redo()
    assert store.files.read(store.files.of_request(request_.id)[0]) == store.files.read(paper)


def test_a_folder_that_cannot_be_made_is_said(store: Store, request_: AdviceRequest) -> None:
    store.files.folder.write_text("in de weg")
    with pytest.raises(NotAllowed, match="A paper cannot be kept in"):
        add(store, request_)
    assert store.files.of_request(request_.id) == []


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_one_may_not_enter_is_said(store: Store, request_: AdviceRequest) -> None:
    add(store, request_)
    store.path.parent.chmod(0o700)
    os.seteuid(65534)
    try:
        with pytest.raises(NotAllowed, match="A paper cannot be kept in"):
            add(store, request_, name="nota.pdf")
    finally:
        os.seteuid(0)
    assert len(store.files.of_request(request_.id)) == 1


def test_a_message_is_taken_in_once(store: Store, request_: AdviceRequest) -> None:
    assert store.files.taken_in(1, b"mail") is None
    store.files.record_message(
        b"mail",
        message_id="<1@example.nl>",
        request_id=request_.id,
        subject="Adviesvraag",
        sent_at=datetime(2026, 11, 16, 9, 30),
    )
    assert store.files.taken_in(1, b"mail") == request_.id
    with pytest.raises(Refused):
        store.files.record_message(b"mail", request_id=request_.id)
    other = store.requests.register(1, title="Nota", received_on=date(2026, 11, 16))
    with pytest.raises(Refused):
        store.files.record_message(b"mail", request_id=other.id)


def test_a_message_that_could_not_be_read_is_kept(store: Store) -> None:
    store.files.record_message(b"\xff\x00", problem="geen mail")
    assert store.files.taken_in(1, b"\xff\x00") == 0
    assert kept(store)[0].read_bytes() == b"\xff\x00"
    store.files.record_message(b"mail", request_id=None, problem="leeg")
    last, first = store.files.unread()
    assert (last.problem, first.problem) == ("leeg", "geen mail")
    assert Path(first.path).read_bytes() == b"\xff\x00"
    assert store.trail.log()[0].action == "mail.keep"


def test_a_reply_is_found_by_the_messages_it_answers(store: Store, request_: AdviceRequest) -> None:
    store.files.record_message(b"mail", message_id="<1@example.nl>", request_id=request_.id)
    assert store.files.request_of_message(1, ("<0@example.nl>", "<1@example.nl>")) == request_.id
    assert store.files.request_of_message(1, ("<0@example.nl>",)) is None
    assert store.files.request_of_message(1, ()) is None


def test_a_new_edition_is_guarded_as_the_one_before(store: Store, request_: AdviceRequest) -> None:
    first = add(store, request_)
    embargo = date(2026, 12, 10)
    first = store.files.change(
        first, name=" Ontwerp\n.pdf", confidential=True, embargo_until=embargo
    )
    assert first.name == "Ontwerp .pdf"
    second = store.files.add(
        request_.id,
        name="ontwerp 2.pdf",
        media_type="application/pdf",
        data=b"%PDF-1.7 tweede",
        source="added",
        on=MONDAY,
        replaces=first,
    )
    assert (second.edition, second.current) == (2, True)
    assert (second.confidential, second.embargo_until) == (True, embargo)
    with pytest.raises(Refused, match="newer edition"):
        store.files.add(
            request_.id,
            name="ontwerp 3.pdf",
            media_type="application/pdf",
            data=b"%PDF-1.7 derde",
            source="added",
            on=MONDAY,
            replaces=store.files.get(first.id),
        )


def test_two_people_do_not_guard_a_paper_over_each_other(
    store: Store, request_: AdviceRequest
) -> None:
    paper = add(store, request_)
    store.files.change(paper, name=paper.name, confidential=True, embargo_until=None)
    with pytest.raises(Conflict):
        store.files.change(paper, name=paper.name, confidential=False, embargo_until=None)
    assert store.files.get(paper.id).confidential


def test_a_paper_that_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(NotFound, match="no paper 7"):
        store.files.get(7)


def test_of_what_is_the_councils_own_an_edition_is_its_own_too(
    store: Store, request_: AdviceRequest
) -> None:
    first = store.files.add(
        request_.id,
        name="notitie.pdf",
        media_type="application/pdf",
        data=b"%PDF-1.7 eerste",
        source="added",
        on=MONDAY,
    )
    own = store.files.change(
        first, name=first.name, confidential=False, embargo_until=None, own=True
    )
    second = store.files.add(
        request_.id,
        name="notitie 2.pdf",
        media_type="application/pdf",
        data=b"%PDF-1.7 tweede",
        source="added",
        on=MONDAY,
        replaces=own,
    )
    assert (own.source, second.source) == ("own", "own")
    kept = store.files.change(second, name="notitie", confidential=True, embargo_until=None)
    assert kept.source == "own"


def test_what_came_by_mail_is_not_the_councils_own(store: Store, request_: AdviceRequest) -> None:
    paper = store.files.add(
        request_.id,
        name="ontwerp.pdf",
        media_type="application/pdf",
        data=b"%PDF-1.7 per mail",
        source="attachment",
        on=MONDAY,
    )
    with pytest.raises(Refused, match="came by mail"):
        store.files.change(paper, name=paper.name, confidential=False, embargo_until=None, own=True)
