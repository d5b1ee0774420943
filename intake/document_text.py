"""The plain text of documents that come with a letter, so that they can be searched.

PDF through pypdf; Word and OpenDocument are zipped XML, read here without entities. Work is
bounded: a hostile file costs a little time and yields nothing.
"""

from __future__ import annotations

import logging
import time
import zipfile
from io import BytesIO
from typing import IO
from xml.parsers import expat

from council.text import clean
from council.wording import Message, say
from intake.charset import decode
from intake.file_names import extension
from intake.html_text import html_to_text
from intake.rtf_text import rtf_to_text

MAX_TEXT = 2_000_000
"""Characters that are kept of one document."""
MAX_PAGES = 500
MAX_SECONDS = 20.0
"""How long one PDF may take, counted between pages."""
MAX_XML = 50_000_000
"""Bytes of unpacked XML that are read; a thousand pages of text take a tenth of it."""
MAX_TAG = 1_000_000
"""Bytes of one tag or comment of XML that are read: the reader may begin it anew at every chunk."""
MAX_DEPTH = 1000
MAX_NAMES = 10_000
"""Elements within each other, and names of these and their attributes: the reader remembers every
one, in forty times the bytes that it takes in a package. Word processors stay far below both."""

_CHUNK = 64 * 1024
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_OPEN_DOCUMENT_PARTS = ("content.xml",)

_LINE_ENDS = frozenset(["w:p", "w:tr", "text:p", "text:h", "table:table-row"])
_SIGNS = {
    "w:tab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    "text:tab": "\t",
    "text:line-break": "\n",
    "text:s": " ",
}
_NOT_SHOWN = frozenset(
    ["w:delText", "w:instrText", "mc:Fallback", "text:tracked-changes", "office:annotation"]
)
_PLAIN = frozenset([".txt", ".md", ".csv"])


def text_of(name: str, data: bytes) -> str:
    """Return the text of the document `data`, called `name`; empty when there is none to read.

    At most `MAX_TEXT` characters. What the file is follows from its content, except for text.
    """
    ending = extension(name)
    try:
        if b"%PDF-" in data[:1024]:
            text = _pdf(data)
        elif data.startswith(b"PK\x03\x04"):
            text = _zipped(data)
        elif data.startswith(b"{\\rtf"):
            text = rtf_to_text(data)
        elif ending in (".html", ".htm"):
            text = html_to_text(decode(data[: 2 * MAX_TEXT]))
        elif ending in _PLAIN:
            text = decode(data[: 2 * MAX_TEXT])
        else:
            text = ""
    except Exception:  # A document nobody can read must not keep the letter out.
        return ""
    return clean(text[:MAX_TEXT]).strip()


def wordless(name: str, data: bytes) -> Message:
    """Say that a document gave no text, and why where that is known."""
    if _encrypted(data):
        return say(
            "“{name}” is encrypted, so its text cannot be read: ask for a copy without a password.",
            name=name,
        )
    return say("No text could be read from “{name}”.", name=name)


def _encrypted(data: bytes) -> bool:
    """Tell whether a document without text is encrypted (ISO 32000-2, 7.6; MS-OFFCRYPTO, 2.3.4)."""
    if b"%PDF-" in data[:1024]:
        return b"/Encrypt" in data
    return data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader

    # Its warnings would end up in the middle of a screen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    end = time.monotonic() + MAX_SECONDS
    pages: list[str] = []
    length = 0
    reader = PdfReader(BytesIO(data))
    for number in range(min(len(reader.pages), MAX_PAGES)):
        if length > MAX_TEXT or time.monotonic() > end:
            break
        try:
            pages.append(reader.pages[number].extract_text())
        except Exception:  # One page that cannot be read leaves the others.
            continue
        length += len(pages[-1])
    return "\n\n".join(pages)


def _zipped(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        parts = _WORD_PARTS if _WORD_PARTS[0] in names else _OPEN_DOCUMENT_PARTS
        reader = _XmlText()
        for part in parts:
            if part in names:
                with package.open(part) as stream:
                    reader.read(stream)
        return reader.text()


class _XmlText:
    """Gathers the text that a word processor shows from its XML."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._hidden = 0
        self._depth = 0
        self._names: set[str] = set()

    def text(self) -> str:
        """Return what was gathered so far."""
        return "".join(self._parts)

    def read(self, stream: IO[bytes]) -> None:
        """Read one part of the document, until it ends or there is enough."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._characters
        # Entities are declared in a doctype, and no word processor writes one.
        parser.StartDoctypeDeclHandler = _refuse
        given = 0
        for _ in range(MAX_XML // _CHUNK):
            chunk = stream.read(_CHUNK)
            parser.Parse(chunk, not chunk)
            given += len(chunk)
            if not chunk or self._length > MAX_TEXT:
                return
            if given - parser.CurrentByteIndex > MAX_TAG:
                raise ValueError("a tag without end")

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._names.add(name)
        if attributes:
            self._names.update(attributes)
        if self._depth > MAX_DEPTH or len(self._names) > MAX_NAMES:
            raise ValueError("no document of a word processor")
        if name in _NOT_SHOWN:
            self._hidden += 1
        elif name in _SIGNS:
            self._characters(_SIGNS[name])

    def _close(self, name: str) -> None:
        self._depth -= 1
        if name in _NOT_SHOWN:
            self._hidden -= 1
        elif name in _LINE_ENDS:
            self._characters("\n")

    def _characters(self, text: str) -> None:
        if not self._hidden:
            self._parts.append(text)
            self._length += len(text)


def _refuse(*doctype: object) -> None:
    raise ValueError("a document with a doctype")
