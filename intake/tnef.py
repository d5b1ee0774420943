"""Outlook's winmail.dat: the envelope called TNEF, opened (MS-OXTNEF).

Only what a reader needs is taken out: subject, text, attached files and attached mails.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from council.record import record
from council.text import clean_line
from intake.charset import decode
from intake.html_text import html_to_text
from intake.rtf_text import rtf_to_text, unpack_rtf

SIGNATURE = 0x223E9F78
MAX_NESTING = 5
MAX_FILES = 1000
"""Files that are taken out of one envelope; those of a letter are a handful."""

# MS-OXTNEF section 2.1.3.2: attribute ids without their type.
_SUBJECT, _BODY, _PROPERTIES, _CODEPAGE = 0x8004, 0x800C, 0x9003, 0x9007
_NEW_FILE, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005

# MS-OXPROPS: property ids.
_P_SUBJECT, _P_BODY, _P_RTF, _P_HTML = 0x0037, 0x1000, 0x1009, 0x1013
_P_SHORT_NAME, _P_LONG_NAME, _P_MEDIA_TYPE, _P_CONTENT_ID = 0x3704, 0x3707, 0x370E, 0x3712
_P_DATA, _P_SHOWN_NAME = 0x3701, 0x3001

# MS-OXCDATA section 2.11.1: the width of values of fixed length, padded to four bytes.
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING8, _UNICODE, _OBJECT = 0x1E, 0x1F, 0xD
_VARIABLE = frozenset([_STRING8, _UNICODE, _OBJECT, 0x102])
_INTERFACE_ID = 16

_Properties = dict[int, tuple[int, bytes]]
"""Type and value by property id."""


@record
class TnefFile:
    """A file that was attached."""

    name: str
    media_type: str = ""
    content_id: str = ""
    data: bytes


@record
class Tnef:
    """What a winmail.dat holds; `whole` is False when a part of it could not be read."""

    subject: str = ""
    text: str = ""
    files: tuple[TnefFile, ...] = ()
    mails: tuple[Tnef, ...] = ()
    whole: bool = True


@dataclass(slots=True)
class _Draft:
    """An attached file while its attributes come in."""

    name: bytes = b""
    data: bytes = b""
    properties: _Properties = field(default_factory=dict)


def read_tnef(data: bytes, depth: int = 0) -> Tnef | None:
    """Return what the winmail.dat `data` holds as far as it can be read; None when it is none."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != SIGNATURE:
        return None
    reader = _Reader(depth)
    try:
        for identity, value in _attributes(data):
            reader.take(identity, value)
        whole = True
    except (struct.error, _EndError):
        whole = False
    return reader.result(whole)


class _EndError(Exception):
    """The data end within a value, or go on with more files than are read."""


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield id and value of each attribute (MS-OXTNEF section 2.1.3.1)."""
    place = 6
    while place < len(data):
        _level, kind, length = struct.unpack_from("<BII", data, place)
        place += 9
        yield kind & 0xFFFF, data[place : place + length]
        if place + length + 2 > len(data):
            raise _EndError
        place += length + 2


def _properties(data: bytes) -> _Properties:
    """Return the properties in `data` by id, each with its type; the first value of several."""
    found: _Properties = {}
    cursor = _Cursor(data)
    try:
        for _ in range(cursor.number()):
            kind, identity = struct.unpack("<HH", cursor.take(4))
            if identity >= 0x8000:
                cursor.skip_name()
            many, kind = kind & 0x1000, kind & ~0x1000
            for value in cursor.values(kind, several=bool(many)):
                found.setdefault(identity, (kind, value))
    except (_EndError, struct.error):
        # What was read so far is whole: a property is only noted when all of it is there.
        pass
    return found


class _Cursor:
    """Reads forward through the properties of one item."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def take(self, length: int) -> bytes:
        """Return the next `length` bytes."""
        end = self._place + length
        if end > len(self._data):
            raise _EndError
        piece, self._place = self._data[self._place : end], end
        return piece

    def number(self) -> int:
        """Return the next unsigned number of four bytes."""
        return int.from_bytes(self.take(4), "little")

    def skip_name(self) -> None:
        """Pass over the name of a named property."""
        self.take(16)
        if self.number():
            self._counted()
        else:
            self.take(4)

    def values(self, kind: int, *, several: bool) -> Iterator[bytes]:
        """Yield the values of a property of type `kind`."""
        if kind in _VARIABLE:
            for _ in range(self.number()):
                yield self._counted()
        elif kind in _FIXED:
            for _ in range(self.number() if several else 1):
                yield self.take(_FIXED[kind])
        else:
            raise _EndError

    def _counted(self) -> bytes:
        value = self.take(self.number())
        self.take(-len(value) % 4)
        return value


class _Reader:
    """Gathers the attributes of one message."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._codepage = ""
        self._subject = b""
        self._body = b""
        self._properties: _Properties = {}
        self._drafts: list[_Draft] = []

    def take(self, identity: int, value: bytes) -> None:
        """Take in one attribute."""
        if identity == _CODEPAGE and len(value) >= 4:
            self._codepage = f"cp{int.from_bytes(value[:4], 'little')}"
        elif identity == _SUBJECT:
            self._subject = value
        elif identity == _BODY:
            self._body = value
        elif identity == _PROPERTIES:
            self._properties = _properties(value)
        elif identity == _NEW_FILE:
            if len(self._drafts) == MAX_FILES:
                raise _EndError
            self._drafts.append(_Draft())
        elif self._drafts and identity == _FILE_NAME:
            self._drafts[-1].name = value
        elif self._drafts and identity == _FILE_DATA:
            self._drafts[-1].data = value
        elif self._drafts and identity == _FILE_PROPERTIES:
            self._drafts[-1].properties = _properties(value)

    def result(self, whole: bool) -> Tnef:
        """Return the message."""
        mails = [mail for draft in self._drafts if (mail := self._mail(draft))]
        files = [self._file(draft) for draft in self._drafts]
        return Tnef(
            subject=clean_line(self._string(_P_SUBJECT) or self._plain(self._subject)),
            text=self._text(),
            files=tuple(file for file in files if file.data),
            mails=tuple(mails),
            whole=whole and all(mail.whole for mail in mails),
        )

    def _text(self) -> str:
        if plain := (self._string(_P_BODY) or self._plain(self._body)).strip():
            return plain
        if html := self._string(_P_HTML):
            return html_to_text(html)
        _kind, packed = self._properties.get(_P_RTF, (0, b""))
        return rtf_to_text(unpack_rtf(packed)) if packed else ""

    def _file(self, draft: _Draft) -> TnefFile:
        def word(*identities: int) -> str:
            found = (self._string(identity, draft.properties) for identity in identities)
            return clean_line(next((text for text in found if text), ""))

        kind, stored = draft.properties.get(_P_DATA, (0, b""))
        return TnefFile(
            name=word(_P_LONG_NAME) or clean_line(self._plain(draft.name)) or word(_P_SHORT_NAME),
            media_type=word(_P_MEDIA_TYPE).lower(),
            content_id=word(_P_CONTENT_ID).strip("<>"),
            data=draft.data or (stored if kind != _OBJECT else b""),
        )

    def _mail(self, draft: _Draft) -> Tnef | None:
        """Return the mail that is attached as such: after the id of its interface, TNEF again."""
        kind, stored = draft.properties.get(_P_DATA, (0, b""))
        if kind != _OBJECT or self._depth >= MAX_NESTING:
            return None
        return read_tnef(stored[_INTERFACE_ID:], self._depth + 1)

    def _string(self, identity: int, properties: _Properties | None = None) -> str:
        kind, value = (self._properties if properties is None else properties).get(
            identity, (0, b"")
        )
        if kind == _UNICODE:
            return value.decode("utf-16-le", "replace").rstrip("\0")
        return self._plain(value)

    def _plain(self, value: bytes) -> str:
        return decode(value.rstrip(b"\0"), self._codepage)
