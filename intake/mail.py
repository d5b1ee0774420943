"""A mail file (.eml) as records: who wrote what and when, and what was attached.

Mail is read as it is, not as it should be: what is damaged is left out and named in
`problems`. Nothing in a mail is executed, fetched or followed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from council.errors import Damaged
from council.record import record, replace
from council.text import clean
from council.wording import Message, say
from intake.forwards import find_forwarded
from intake.mail_headers import (
    field,
    fields,
    is_bulk,
    message_ids,
    moment,
    parameters,
    received_at,
    sender,
    words,
)
from intake.mail_parts import MAX_NESTING, Parts, Piece, RawMail, envelope_pieces, gather, parse
from intake.tnef import Tnef

MAX_BYTES = 50_000_000
MAX_BOUNDARIES = 20_000
"""Lines that may divide parts; a mail with more is made to keep its reader busy."""
MAX_SUBJECT = 1000
"""Characters of a subject that are read: a line of a mail has no more (RFC 5322, 2.1.1)."""
SMALL_IMAGE = 20_000
"""Bytes below which a picture shown in the text is a logo, not something to read."""

_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_HEADER = re.compile(rb"^[!-9;-~]+[ \t]*:")
_OWN_FIELDS = re.compile(
    rb"(?im)^(from|to|subject|date|message-id|received|mime-version|content-type|return-path)[ \t]*:"
)
_PREFIX = re.compile(
    r"(?i)^(?:\s*(?:(?P<reply>re|antw|antwoord|aw|sv)|fwd?|doorst|doorgestuurd|wg|tr|betr|betreft)"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:|\s*\[?extern(?:al)?\]?\s*:|\s*\[extern(?:al)?\])\s*"
)


@record
class Attachment:
    """A file that came with a mail. `inline` marks the logos of a signature."""

    name: str
    media_type: str
    data: bytes
    inline: bool = False


@record
class IncomingMail:
    """A mail as far as it could be read.

    `topic` is the subject without its prefixes (RE:, FW:), `addressees` is to whom it went, as it
    says. Message ids stand without angle brackets. `received_at` is when the last mail server took
    it in. `forwarded` is the mail that was passed on with this one, attached or within the text.
    `data` is the file that it was read from, where it was one. `bulk` tells that it went to a list
    or was sent by a program. `problems` says what could not be read.
    """

    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sender_name: str = ""
    sender_address: str = ""
    addressees: str = ""
    subject: str = ""
    topic: str = ""
    sent_on: datetime | None = None
    received_at: datetime | None = None
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    forwarded: IncomingMail | None = None
    data: bytes = b""
    bulk: bool = False
    problems: tuple[Message, ...] = ()


def read_mail(raw: bytes) -> IncomingMail:
    """Return the mail in `raw`. Raise `Damaged` when it is no mail at all, or too large."""
    if len(raw) > MAX_BYTES:
        raise Damaged(say("The mail is larger than {size} MB.", size=MAX_BYTES // 1_000_000))
    data = _require_mail(raw)
    try:
        return replace(_mail(parse(data), 0), data=raw)
    except RecursionError as error:
        raise Damaged(say("The mail is too damaged to be read.")) from error


def breaks_off(raw: bytes) -> bool:
    """Tell whether a mail file seems to be there in part only, as while it is being written.

    Its heading, its last line or its last part is not finished; of a mail of one part that ends
    at a line end nobody can tell.
    """
    data = raw.lstrip(b" \t\r\n")
    heading, *body = _BLANK_LINE.split(data, maxsplit=1)
    if not body:
        return True
    described = parameters(field(parse(heading + b"\n\n"), "content-type"))
    if boundary := described.get("boundary"):
        return f"--{boundary}--".encode("utf-8", "surrogateescape") not in body[0]
    return not data.endswith((b"\n", b"\r"))


def without_prefixes(subject: str) -> str:
    """Return a subject without the marks of answering and passing on."""
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def _require_mail(raw: bytes) -> bytes:
    """Return `raw` from its first header on, or say why it is no mail."""
    data = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not data:
        raise Damaged(say("The file is empty: there is no mail in it."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Damaged(say("This is an Outlook file (.msg): save the mail as .eml."))
    heading = _BLANK_LINE.split(data[:200_000], maxsplit=1)[0]
    lines = heading.splitlines()
    first = lines[1] if lines[0].startswith((b"From ", b">From ")) and lines[1:] else lines[0]
    if b"\0" in heading or not _HEADER.match(first) or not _OWN_FIELDS.search(heading):
        raise Damaged(say("This is no mail: it names no From and no Date."))
    if data.count(b"\n--") > MAX_BOUNDARIES:
        raise Damaged(say("The mail has more parts than can be read."))
    return data


def _mail(raw: RawMail, depth: int) -> IncomingMail:
    parts = gather(raw)
    subject = words(field(raw, "subject"))
    text = parts.text
    for envelope in parts.envelopes:
        subject = subject or envelope.subject
        text = text or envelope.text
    subject, text = subject[:MAX_SUBJECT].strip(), clean(text).strip()
    name, address = sender(field(raw, "from") or field(raw, "sender"))
    sent_on = moment(field(raw, "date"))
    in_reply_to = message_ids(field(raw, "in-reply-to"))
    return IncomingMail(
        message_id="".join(message_ids(field(raw, "message-id"))[:1]),
        in_reply_to="".join(in_reply_to[:1]),
        references=message_ids(field(raw, "references")),
        sender_name=name,
        sender_address=address,
        addressees=" ".join(words(value) for name in ("to", "cc") for value in fields(raw, name)),
        subject=subject,
        topic=without_prefixes(subject),
        sent_on=sent_on,
        received_at=received_at(raw),
        text=text,
        attachments=tuple(_attachment(piece, parts.shown) for piece in parts.pieces),
        forwarded=_forwarded(parts, subject, text, depth),
        bulk=is_bulk(raw),
        problems=(*parts.problems, *_missing(address, sent_on, text, parts)),
    )


def _missing(address: str, sent_on: datetime | None, text: str, parts: Parts) -> list[Message]:
    problems = []
    if not address:
        problems.append(say("The mail does not name a sender."))
    if sent_on is None:
        problems.append(say("The mail has no date that can be read."))
    if not text and not parts.pieces:
        problems.append(say("The mail holds no text and no attachment."))
    return problems


def _attachment(piece: Piece, shown: set[str]) -> Attachment:
    return Attachment(
        name=piece.name,
        media_type=piece.media_type,
        data=piece.data,
        inline=(
            piece.content_id in shown
            and piece.media_type.startswith("image/")
            and len(piece.data) < SMALL_IMAGE
        ),
    )


def _forwarded(parts: Parts, subject: str, text: str, depth: int) -> IncomingMail | None:
    """Return the mail passed on with this one: attached, in a winmail.dat, or in the text."""
    if depth < MAX_NESTING:
        for piece in parts.pieces:
            if piece.media_type == "message/rfc822" and (mail := _opened(piece.data, depth + 1)):
                return mail
    for envelope in parts.envelopes:
        if envelope.mails:
            return _from_envelope(envelope.mails[0])
    prefix = _PREFIX.match(subject)
    if prefix and prefix.group("reply"):
        # An answer quotes its own past; that is not a mail passed on.
        return None
    return _from_text(text, depth)


def _opened(data: bytes, depth: int) -> IncomingMail | None:
    try:
        return replace(_mail(parse(_require_mail(data)), depth), data=data)
    except (Damaged, RecursionError):
        return None


def _from_envelope(envelope: Tnef) -> IncomingMail:
    pieces: Sequence[Piece] = envelope_pieces(envelope)
    subject = envelope.subject[:MAX_SUBJECT].strip()
    return IncomingMail(
        subject=subject,
        topic=without_prefixes(subject),
        text=clean(envelope.text).strip(),
        attachments=tuple(_attachment(piece, set()) for piece in pieces),
        forwarded=_from_envelope(envelope.mails[0]) if envelope.mails else None,
    )


def _from_text(text: str, depth: int) -> IncomingMail | None:
    found = find_forwarded(text) if depth < MAX_NESTING else None
    if found is None:
        return None
    subject = found.subject[:MAX_SUBJECT].strip()
    return IncomingMail(
        sender_name=found.sender_name,
        sender_address=found.sender_address,
        subject=subject,
        topic=without_prefixes(subject),
        sent_on=found.sent_on,
        text=found.text,
        forwarded=_from_text(found.text, depth + 1),
    )
