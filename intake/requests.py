"""A mail becomes a request, or joins the one it answers; what cannot be read is kept too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import chain, count

from council.advice import Advice
from council.errors import Damaged
from council.papers import Paper, edition_before
from council.record import record, replace
from council.requests import AdviceRequest, RequestState
from council.text import clean_line, says_something
from council.wording import Message, _, say
from db.contents import hash_of
from db.store import Store
from intake.belonging import asking, belongs_to
from intake.document_text import text_of, wordless
from intake.mail import IncomingMail, read_mail
from intake.mail_headers import spoken_name
from intake.policy_words import points_at_advice
from intake.suggestion import Suggestion, suggest

MAIL_TYPE = "message/rfc822"
MAX_SECONDS = 60.0
"""How long the documents of one mail may take together, counted between them: of the rest, which
are kept as well, no words are read. A thousand that each take their time would keep out all mail
that comes after."""


class Outcome(StrEnum):
    """What became of a message."""

    REGISTERED = "registered"
    JOINED = "joined"
    KNOWN = "known"
    UNREADABLE = "unreadable"


@record
class TakenIn:
    """What became of a message, in one sentence, with the request it belongs to.

    `evidence` quotes what the registration rests on, `doubts` says what could be meant otherwise;
    `problems` says what of the mail could not be read. There is no request when the message was
    unreadable. `waiting` is the advice of the request that was sent and has no answer yet: the mail
    may be that, come on the day `came_on`.
    """

    outcome: Outcome
    message: Message
    request: AdviceRequest | None = None
    papers: tuple[Paper, ...] = ()
    evidence: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()
    problems: tuple[Message, ...] = ()
    waiting: Advice | None = None
    came_on: date | None = None


@record
class _File:
    """A file to keep with the request, the text that search may find in it, and files it holds."""

    name: str
    media_type: str
    data: bytes
    source: str
    text: str
    holds: tuple[bytes, ...] = ()


def take_in(store: Store, council_id: int, raw: bytes, today: date) -> TakenIn:
    """Take in one mail file, in one change that can be undone.

    The same message is taken in once by a council. A reply to a message that is known, also to
    one of another council, or a mail that clearly belongs to the request with the number in its
    subject, joins that request; any other becomes a request, registered as the letter suggests.
    Attachments are kept with it. A message that cannot be read is kept, with the reason.
    """
    if known := _known(store, council_id, raw):
        return known
    try:
        mail = read_mail(raw)
    except Damaged as error:
        return _unreadable(store, raw, error.message)
    # Reading long documents takes its time, and others must be able to write meanwhile.
    files = list(_files(mail, raw))
    suggestion = suggest(mail, today)
    title = next(
        filter(says_something, (suggestion.title, mail.topic)), _("Mail without a subject")
    )
    with store.connection.change("request.intake", title):
        if known := _known(store, council_id, raw):
            return known
        request, doubts = belongs_to(store, council_id, mail, raw)
        if request and (known := _known(store, request.council_id, raw)):
            return known
        outcome = Outcome.JOINED if request else Outcome.REGISTERED
        if request is None:
            request = _register(store, council_id, mail, replace(suggestion, title=title))
        store.connection.concerns(request.id)
        papers = _keep(store, request, files, suggestion.received_on)
        store.files.record_message(
            raw,
            message_id=mail.message_id,
            request_id=request.id,
            joins=outcome is Outcome.JOINED,
            subject=mail.subject,
            sent_at=mail.sent_on,
        )
    if outcome is Outcome.REGISTERED:
        advice, to_look_at = None, (*_no_request(mail, files), *suggestion.doubts)
    else:
        advice = store.advice.current(request.id)
        to_look_at = tuple(_to_look_at(request, suggestion, advice))
    return TakenIn(
        outcome=outcome,
        message=_sentence(store, council_id, outcome, request),
        request=store.requests.by_id(request.id),
        papers=papers,
        evidence=suggestion.evidence if outcome is Outcome.REGISTERED else (),
        doubts=(*doubts, *to_look_at),
        problems=(*mail.problems, *_wordless(files)),
        waiting=advice if request.state is RequestState.ISSUED else None,
        came_on=suggestion.received_on,
    )


def _no_request(mail: IncomingMail, files: list[_File]) -> Iterator[Message]:
    """Say that a mail that became a request may ask for nothing, such as a newsletter."""
    source = asking(mail)
    if mail.bulk or source.bulk:
        yield say(
            "This mail went to a list or was sent by a program: it may be no request. Then o in "
            "the inbox takes it back (raadtui undo)."
        )
        return
    pieces = (
        mail.subject,
        source.subject,
        source.text,
        *(f"{one.name}\n{one.text}" for one in files),
    )
    if not any(map(points_at_advice, pieces)):
        yield say(
            "Nothing in this mail asks for advice: it may be no request. Then o in the inbox "
            "takes it back (raadtui undo)."
        )


def _to_look_at(
    request: AdviceRequest, letter: Suggestion, advice: Advice | None
) -> Iterator[Message]:
    """Say that a mail about a request names another day to advise by, or may be the answer."""
    if advice is not None and advice.issued_on:
        if request.state is RequestState.ISSUED:
            yield say(
                "{ref} was sent on {day}: if this mail is the answer, record that with v in the "
                "inbox.",
                ref=advice.ref,
                day=advice.issued_on,
            )
        return
    named, asked = letter.asked_by, request.asked_by
    if named is None or named == asked:
        return
    if asked is None:
        yield say(
            "This mail names {named}; the request has no day by which it is asked.", named=named
        )
    else:
        yield say(
            "This mail names {named}; the request stands at {asked}.", named=named, asked=asked
        )


def _wordless(files: list[_File]) -> Iterator[Message]:
    """Say which documents gave no text: damaged, scanned, or of a kind that cannot be read."""
    for file in files:
        if not file.text and not file.media_type.startswith(("image/", "message/")):
            yield wordless(file.name, file.data)


def _sentence(store: Store, council_id: int, outcome: Outcome, request: AdviceRequest) -> Message:
    values = {"ref": request.ref, "title": request.title}
    if request.council_id != council_id:
        council = store.councils.by_id(request.council_id).name
        return say("Added to {ref} {title}, a request of {council}.", council=council, **values)
    if outcome is Outcome.JOINED:
        return say("Added to {ref} {title}.", **values)
    return say("Registered as {ref} {title}.", **values)


def _known(store: Store, council_id: int, raw: bytes) -> TakenIn | None:
    request_id = store.files.taken_in(council_id, raw)
    if request_id is None:
        return None
    if not request_id:
        return TakenIn(
            outcome=Outcome.KNOWN,
            message=say(
                "This message was kept before, as unread mail {number}.",
                number=store.files.number_of(raw),
            ),
        )
    request = store.requests.by_id(request_id)
    return TakenIn(
        outcome=Outcome.KNOWN,
        message=say("Taken in before, as {ref} {title}.", ref=request.ref, title=request.title),
        request=request,
    )


def _unreadable(store: Store, raw: bytes, problem: Message) -> TakenIn:
    store.files.record_message(raw, problem=str(problem))
    return TakenIn(
        outcome=Outcome.UNREADABLE,
        message=say(
            "{problem} Kept as unread mail {number}.",
            problem=str(problem),
            number=store.files.number_of(raw),
        ),
        problems=(problem,),
    )


def _register(
    store: Store, council_id: int, mail: IncomingMail, letter: Suggestion
) -> AdviceRequest:
    source = asking(mail)
    return store.requests.register(
        council_id,
        title=letter.title,
        received_on=letter.received_on,
        domains=letter.domains,
        kind=letter.kind,
        asked_by=letter.asked_by,
        decision_on=letter.decision_on,
        their_reference=letter.their_reference,
        sender=spoken_name(source.sender_name, source.sender_address) or source.sender_address,
        sender_email=source.sender_address,
        text=source.text or mail.text,
    )


def _files(mail: IncomingMail, raw: bytes) -> Iterator[_File]:
    """Yield the mail itself and everything attached to it or to a mail inside it."""
    stem = clean_line(mail.topic)[:80] or _("mail")
    held = _held(mail)
    yield _File(
        name=f"{stem}.eml",
        media_type=MAIL_TYPE,
        data=raw,
        source="mail",
        text=mail.text,
        holds=held,
    )
    end = time.monotonic() + MAX_SECONDS
    inside: IncomingMail | None = mail
    while inside is not None:
        passed_on = inside.forwarded
        for each in inside.attachments:
            if each.inline:
                continue
            is_passed_on = passed_on is not None and each.data == passed_on.data
            yield _File(
                name=each.name,
                media_type=each.media_type,
                data=each.data,
                source="attachment",
                text=text_of(each.name, each.data) if time.monotonic() < end else "",
                holds=_held(passed_on) if is_passed_on else (),
            )
        inside = passed_on


def _held(mail: IncomingMail | None) -> tuple[bytes, ...]:
    """Return every file in a mail, and in the mails inside it."""
    if mail is None:
        return ()
    return (*(each.data for each in mail.attachments), *_held(mail.forwarded))


def _keep(
    store: Store, request: AdviceRequest, files: list[_File], came_on: date
) -> tuple[Paper, ...]:
    """Keep the files of a mail with the request, leaving out what it has already.

    An attachment by the name of a paper that came before is a new edition of it; mails with one
    subject are numbered.
    """
    papers = [paper for paper in store.files.of_request(request.id) if paper.source != "mail"]
    there = store.files.of_request(request.id)
    had, names = {paper.sha256 for paper in there}, {paper.name for paper in there}
    kept = []
    for file in files:
        if hash_of(file.data) in had:
            continue
        before = edition_before(papers, file.name) if file.source == "attachment" else None
        paper = store.files.add(
            request.id,
            name=_told_apart(file.name, names) if file.source == "mail" else file.name,
            media_type=file.media_type,
            data=file.data,
            source=file.source,
            on=came_on,
            text=file.text,
            holds=file.holds,
            replaces=before,
        )
        papers = [one for one in papers if one is not before]
        had.add(paper.sha256)
        kept.append(paper)
    return tuple(kept)


def _told_apart(name: str, taken: set[str]) -> str:
    """Return the name of a mail file with a number where another has that name: `vraag (2).eml`."""
    stem = name.removesuffix(".eml")
    names = chain([name], (f"{stem} ({number}).eml" for number in count(2)))
    return next(each for each in names if each not in taken)
