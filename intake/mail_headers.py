"""Header fields of a mail as it really arrives: encoded words, parameters, addresses, dates.

Written for fields that break their own standard; nothing here raises.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message as RawMail
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from council.text import clean_line, folded, natural_name
from intake.charset import decode

MAX_FIELD = 20_000
"""Characters of one field that are read."""

# RFC 2047 section 2, with the language tag of RFC 2231 section 5.
_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_PARAMETER = re.compile(r';\s*([\w!#$&+.^`|~-]+)(\*\d+)?(\*)?\s*=\s*("(?:\\.|[^"\\])*"|[^;\s]*)')
_ANGLE = re.compile(r"<\s*([^<>\s]{1,320})\s*>")
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]{1,64}@[^\s<>()\[\]\",;:@]{1,255}")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")


def field(mail: RawMail, name: str) -> str:
    """Return the first field called `name` as it was sent, unfolded; empty when it is missing."""
    return next(fields(mail, name), "")


def fields(mail: RawMail, name: str) -> Iterator[str]:
    """Yield every field called `name`, unfolded, its undeclared 8-bit bytes decoded."""
    for key, value in mail.raw_items():
        if key.lower() == name:
            text = str(value)[:MAX_FIELD]
            if not text.isascii():
                text = decode(text.encode("utf-8", "surrogateescape"))
            yield re.sub(r"[\r\n]+", "", text).strip()


def words(text: str) -> str:
    """Return a field with its encoded words (RFC 2047) read, cleaned, on one line."""
    joined = _BETWEEN_WORDS.sub(r"\1", text)
    result: list[str] = []
    run, run_charset, place = b"", "", 0
    for found in _WORD.finditer(joined):
        charset, encoding, coded = found.groups()
        between = joined[place : found.start()]
        # A letter may be cut in two between neighbouring words: join their bytes first.
        if run and (between or charset.lower() != run_charset):
            result.append(decode(run, run_charset))
            run = b""
        result.append(between)
        run += _word_bytes(encoding, coded)
        run_charset, place = charset.lower(), found.end()
    result += [decode(run, run_charset), joined[place:]]
    return clean_line("".join(result))


def _word_bytes(encoding: str, coded: str) -> bytes:
    if encoding in "qQ":
        return quopri.decodestring(coded.replace("_", " ").encode("utf-8", "replace"), header=False)
    return base64_bytes(coded.encode("utf-8", "replace"))[0]


def base64_bytes(data: bytes) -> tuple[bytes, bool]:
    """Return what base64 `data` holds and whether it was whole; what does not belong is skipped."""
    letters = re.sub(rb"[\s=]+", b"", data)
    known = re.sub(rb"[^A-Za-z0-9+/]+", b"", letters)
    whole = known == letters and len(known) % 4 != 1
    known = known[: len(known) - (len(known) % 4 == 1)]
    return binascii.a2b_base64(known + b"=" * (-len(known) % 4)), whole


def parameters(value: str) -> dict[str, str]:
    """Return the parameters of a field such as Content-Type, names in lower case.

    Continued and encoded ones are put together after RFC 2231 sections 3 and 4.
    """
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAMETER.finditer(value):
        name, number, star, raw = found.groups()
        text = re.sub(r"\\(.)", r"\1", raw[1:-1]) if raw.startswith('"') else raw
        place = int(number[1:5]) if number else -1
        pieces.setdefault(name.lower(), []).append((place, bool(star), text))
    return {name: _parameter(parts) for name, parts in pieces.items()}


def _parameter(parts: list[tuple[int, bool, str]]) -> str:
    extended = [part for part in parts if part[0] >= 0 or part[1]]
    if not extended:
        return parts[0][2]
    charset, data = "", b""
    for position, (_place, coded, text) in enumerate(sorted(extended, key=lambda part: part[0])):
        if coded and position == 0 and text.count("'") >= 2:
            charset, _language, text = text.split("'", 2)
        data += unquote_to_bytes(text) if coded else text.encode("utf-8", "replace")
    return decode(data, charset or "utf-8")


def sender(value: str) -> tuple[str, str]:
    """Return the name and the address of the first mailbox in a From field; each may be empty."""
    angle = _ANGLE.search(value)
    if angle:
        name = words(value[: angle.start()]).strip(" \"'")
        return name, clean_line(angle.group(1)).lower()
    plain = words(value)
    bare = _ADDRESS.search(plain)
    if not bare:
        return plain.strip(" \"'"), ""
    comment = re.search(r"\(([^()]*)\)", plain)
    name = comment.group(1) if comment else plain[: bare.start()].partition("[mailto:")[0]
    return name.strip(" \"'"), bare.group().lower()


def spoken_name(name: str, address: str) -> str:
    """Return the name of a sender as one says it: `Zilt, Noor (beleid)` is `Noor Zilt (beleid)`.

    Only of a person, whose surname and first letter stand in the address: behind the comma of
    any other name may be a department.
    """
    bare, bracket, note = name.partition(" (")
    surname, _comma, given = (_letters(part) for part in bare.partition(","))
    local = _letters(address.partition("@")[0])
    known = bool(surname and given) and surname in local
    if known and local.replace(surname, "", 1)[:1] == given[0]:
        return f"{natural_name(bare)}{bracket}{note}"
    return name


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, folded(text)))


def message_ids(value: str) -> tuple[str, ...]:
    """Return the message ids in a field, without their angle brackets, in order, each once."""
    found = _MESSAGE_ID.findall(value) or [word for word in value.split() if "@" in word]
    return tuple(dict.fromkeys(clean_line(identity) for identity in found))


def moment(value: str) -> datetime | None:
    """Return the moment a Date field names, aware; None when it names none.

    A field without a zone is taken for UTC (RFC 5322 section 3.3, `-0000`).
    """
    try:
        read = parsedate_to_datetime(value[:200])
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(read.tzinfo or UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def is_bulk(mail: RawMail) -> bool:
    """Tell whether a mail went to a list, or was sent by a program (RFC 2369, RFC 3834)."""
    automatic = field(mail, "auto-submitted").lower()
    return bool(
        field(mail, "list-unsubscribe")
        or field(mail, "precedence").lower() in ("bulk", "list", "junk")
        or (automatic and not automatic.startswith("no"))
    )


def received_at(mail: RawMail) -> datetime | None:
    """Return when the last mail server took the mail in: the topmost Received field."""
    return next((moment(value.rpartition(";")[2]) for value in fields(mail, "received")), None)
