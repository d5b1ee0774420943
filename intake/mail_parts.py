"""The parts of a mail (MIME): its text, its files, and the mails inside it."""

from __future__ import annotations

import quopri
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import CloseBoundaryNotFoundDefect, MessageError, StartBoundaryNotFoundDefect
from email.generator import BytesGenerator
from email.message import Message as EmailMessage
from email.parser import BytesParser
from email.policy import Compat32, compat32
from io import BytesIO
from typing import Any, cast

from council.record import record
from council.wording import Message, say
from intake import mail_headers
from intake.charset import decode, unreadable
from intake.file_names import extension, safe_name
from intake.html_text import html_to_text
from intake.mail_headers import base64_bytes, parameters
from intake.tnef import Tnef, read_tnef

MAX_NESTING = 10
MAX_PARTS = 1000

_MEDIA_TYPE = re.compile(r"^[\w.+-]{1,80}/[\w.+-]{1,80}$")
_CID = re.compile(r"""(?i)\bcid:([^"'\s>)]{1,300})""")
_BAD_QUOTED = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")
_TNEF_TYPES = frozenset(["application/ms-tnef", "application/vnd.ms-tnef"])
_SEALED = frozenset(["application/pkcs7-mime", "application/x-pkcs7-mime"])
_UNKNOWN = "application/octet-stream"
_STUB = 4
"""A plain text this many times shorter than the HTML only says that there is HTML."""
_KNOWN = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".eml": "message/rfc822",
    ".ics": "text/calendar",
    ".html": "text/html",
    ".txt": "text/plain",
    ".rtf": "application/rtf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".zip": "application/zip",
}
"""Files that councils are sent: what an `application/octet-stream` is by its name, and back."""


@record
class Piece:
    """A file in a mail; `content_id` is the name by which the HTML may show it."""

    name: str
    media_type: str
    content_id: str = ""
    data: bytes


@dataclass(slots=True)
class Parts:
    """What was found in one mail; mails inside it are not opened."""

    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    envelopes: list[Tnef] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    html: bool


class _AsItCame(Compat32):
    """Writes a field as it came: folding one takes time with the square of its length."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the field as it stood in the mail."""
        return f"{name}: {value}{self.linesep}".encode("ascii", "surrogateescape")


class RawMail(EmailMessage):
    """A part of a mail that keeps its content as it came, and bears malformed parameters.

    What is deeper than is read stays whole: the parser holds every line against the boundaries of
    all parts around it.
    """

    source = ""
    depth = 0

    def attach(self, payload: Any) -> None:
        """Take in a part, which is one deeper."""
        payload.depth = self.depth + 1
        super().attach(payload)

    def get_boundary(self, failobj: Any = None) -> Any:
        """Return what divides the parts; nothing where they are not read."""
        return failobj if self.depth > MAX_NESTING else super().get_boundary(failobj)

    def set_payload(self, payload: Any, charset: Any = None) -> None:
        """Keep the content of a leaf as it came; reading it back would decode it unasked."""
        if isinstance(payload, str):
            self.source = payload
        super().set_payload(payload, charset)

    def get_payload(self, i: Any = None, decode: Any = False) -> Any:
        """Return the parts or the content; parts that were not told apart as they came.

        Reading these would decode what is to be written back.
        """
        if self.get_content_maintype() == "multipart" and not self.is_multipart():
            return self.source
        return super().get_payload(i, decode)

    def get_param(
        self,
        param: str,
        failobj: Any = None,
        header: str = "content-type",
        unquote: bool = True,
    ) -> Any:
        """Return a parameter without ever raising, which the parser needs of a boundary."""
        return parameters(mail_headers.field(self, header)).get(param, failobj)


def parse(data: bytes) -> RawMail:
    """Return the tree of parts of a mail. Raise RecursionError on thousands of levels."""
    return cast("RawMail", BytesParser(RawMail, policy=compat32).parsebytes(data))


def gather(mail: RawMail) -> Parts:
    """Return the parts of `mail`: the best text it offers, and every file."""
    gatherer = _Gatherer()
    texts = gatherer.walk(mail, 0)
    gatherer.found.text = "\n\n".join(piece.text for piece in texts if piece.text).strip()
    return gatherer.found


class _Gatherer:
    """Walks through the parts once, deepest first."""

    def __init__(self) -> None:
        self.found = Parts()
        self._count = 0

    def walk(self, part: RawMail, depth: int) -> list[_Text]:
        """Return the text under `part`; files are noted on the way."""
        self._count += 1
        if depth > MAX_NESTING or self._count > MAX_PARTS:
            self._problem(say("The mail has more parts, or deeper ones, than are read."))
            return []
        if any(
            isinstance(defect, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect)
            for defect in part.defects
        ):
            self._problem(say("The mail breaks off: what should follow is missing."))
        kind = media_type(part)
        if not part.is_multipart():
            return self._leaf(part, kind)
        children = cast("list[RawMail]", part.get_payload())
        if kind.startswith("message/"):
            self._attached(part, children, kind)
            return []
        groups = [self.walk(child, depth + 1) for child in children]
        if kind == "multipart/alternative":
            return _best(groups)
        return [text for group in groups for text in group]

    def _leaf(self, part: RawMail, kind: str) -> list[_Text]:
        name = file_name(part)
        disposition = mail_headers.field(part, "content-disposition").partition(";")[0].lower()
        data, whole = _content(part)
        if kind in ("text/plain", "text/html") and not name and disposition.strip() != "attachment":
            if not whole:
                self._problem(say("The text of the mail is damaged in places."))
            return [self._text(part, kind, data)]
        name = safe_name(name) if name else _invented(kind, len(self.found.pieces) + 1)
        if not whole:
            self._problem(say("The attachment “{name}” is damaged.", name=name))
        if kind in _TNEF_TYPES or name.lower() == "winmail.dat":
            self._envelope(name, kind, data)
            return []
        if kind in _SEALED:
            self._problem(
                say("“{name}” is signed or encrypted in a way that is not opened here.", name=name)
            )
        if kind == _UNKNOWN:
            kind = _KNOWN.get(extension(name), kind)
        identity = mail_headers.field(part, "content-id").strip("<> ")
        self.found.pieces.append(Piece(name=name, media_type=kind, content_id=identity, data=data))
        return []

    def _text(self, part: RawMail, kind: str, data: bytes) -> _Text:
        described = parameters(mail_headers.field(part, "content-type"))
        text = decode(data, described.get("charset", ""))
        if unreadable(text):
            self._problem(say("Some characters of the text could not be read."))
        if kind == "text/html":
            self.found.shown.update(_CID.findall(text))
            return _Text(html_to_text(text), html=True)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if described.get("format", "").lower() == "flowed":
            text = unflow(text, delete_space=described.get("delsp", "").lower() == "yes")
        return _Text(text.strip(), html=False)

    def _envelope(self, name: str, kind: str, data: bytes) -> None:
        """Note the files in a winmail.dat; keep it itself when not all of it could be read."""
        opened = read_tnef(data)
        if opened is None or not opened.whole:
            self._problem(say("“{name}” could not be opened in full.", name=name))
            self.found.pieces.append(Piece(name=name, media_type=kind, data=data))
        if opened is not None:
            self.found.envelopes.append(opened)
            self.found.pieces += envelope_pieces(opened)

    def _attached(self, part: RawMail, children: list[RawMail], kind: str) -> None:
        """Keep a mail that is attached, or another report of a mail server, as a file."""
        if kind not in ("message/rfc822", "message/global") or not children:
            name, kind, data = file_name(part) or "report.txt", "text/plain", _as_bytes(part)
        else:
            name, kind, data = file_name(part), "message/rfc822", _attached_bytes(part, children[0])
            if not name:
                name = mail_headers.words(mail_headers.field(children[0], "subject"))
            name = f"{name[:100].removesuffix('.eml').rstrip('. ') or 'message'}.eml"
        self.found.pieces.append(Piece(name=safe_name(name), media_type=kind, data=data))

    def _problem(self, problem: Message) -> None:
        if problem not in self.found.problems:
            self.found.problems.append(problem)


def media_type(part: RawMail) -> str:
    """Return the media type of `part`; what cannot be understood is plain text (RFC 2045, 5.2)."""
    value = mail_headers.field(part, "content-type")
    kind = value.partition(";")[0].strip().lower()
    if _MEDIA_TYPE.match(kind):
        return kind
    return part.get_default_type() if not kind else "text/plain"


def file_name(part: RawMail) -> str:
    """Return the name the sender gave the file, as written; empty when there is none."""
    disposition = parameters(mail_headers.field(part, "content-disposition"))
    described = parameters(mail_headers.field(part, "content-type"))
    # Outlook writes encoded words here, against RFC 2047 section 5.
    return mail_headers.words(disposition.get("filename", "") or described.get("name", ""))


def envelope_pieces(opened: Tnef) -> list[Piece]:
    """Return the files of a winmail.dat."""
    return [
        Piece(
            name=safe_name(file.name),
            media_type=file.media_type or _KNOWN.get(extension(file.name), _UNKNOWN),
            content_id=file.content_id,
            data=file.data,
        )
        for file in opened.files
    ]


def unflow(text: str, *, delete_space: bool) -> str:
    """Return `format=flowed` text with its paragraphs on one line (RFC 3676, section 4)."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        kept = content[:-1] if flows and delete_space else content
        if depth == open_depth and content != "-- ":
            lines[-1].append(kept)
        else:
            lines.append([f"{'>' * depth}{' ' if depth else ''}", kept])
        open_depth = depth if flows else -1
    return "\n".join("".join(pieces).rstrip() for pieces in lines)


def _best(groups: list[list[_Text]]) -> list[_Text]:
    """Return the alternative to read: the plain one, unless it is a stub beside the HTML."""
    plain = [group for group in groups if group and not any(text.html for text in group)]
    html = [group for group in groups if any(text.html for text in group)]
    length = max((sum(len(text.text) for text in group) for group in html), default=0)
    for group in plain:
        if sum(len(text.text) for text in group) * _STUB > length:
            return group
    return html[-1] if html else (plain[0] if plain else [])


def _content(part: RawMail) -> tuple[bytes, bool]:
    """Return the bytes of a leaf and whether its transfer encoding was sound."""
    data = part.source.encode("ascii", "surrogateescape")
    encoding = mail_headers.field(part, "content-transfer-encoding").lower().split(";")[0].strip()
    if encoding == "base64":
        return base64_bytes(data)
    if encoding == "quoted-printable":
        return quopri.decodestring(data), not _BAD_QUOTED.search(data)
    return data, True


def _attached_bytes(part: RawMail, child: RawMail) -> bytes:
    """Return the bytes of an attached mail, also of one encoded against RFC 2046, 5.2.1."""
    encoding = mail_headers.field(part, "content-transfer-encoding").lower()
    if encoding == "base64" and child.source:
        return base64_bytes(child.source.encode("ascii", "surrogateescape"))[0]
    return _as_bytes(child)


def _as_bytes(part: RawMail) -> bytes:
    written = BytesIO()
    # Malformed parts cannot all be written back; what came before them can.
    with suppress(ValueError, TypeError, LookupError, AttributeError, MessageError):
        BytesGenerator(written, mangle_from_=False, policy=_AsItCame()).flatten(part)
    return written.getvalue()


def _invented(kind: str, number: int) -> str:
    ending = next((ending for ending, known in _KNOWN.items() if known == kind), "")
    return f"attachment-{number}{ending}"
