"""Rich text from Outlook: unpacked (MS-OXRTFCP) and read as plain text (MS-OXRTFEX)."""

from __future__ import annotations

import re
import struct

from intake.charset import decode
from intake.html_text import html_to_text

MAX_RTF = 10_000_000
"""Bytes of rich text that are unpacked and read."""

# MS-OXRTFCP section 2.1.2.1: what the window of the packer holds before the first byte.
_WINDOW = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)|\\"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles "
    b"listtable listoverridetable rsidtbl generator datastore xmlnstbl header footer".split()
)
_SIGNS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"row": "\n",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
}


def unpack_rtf(packed: bytes) -> bytes:
    """Return the rich text in a PR_RTF_COMPRESSED value, as far as it can be unpacked."""
    if len(packed) < 16:
        return b""
    _size, raw_size, kind = struct.unpack_from("<III", packed)
    if kind == _PLAIN:
        return packed[16 : 16 + min(raw_size, MAX_RTF)]
    if kind != _PACKED:
        return b""
    out = bytearray(_WINDOW)
    limit = len(_WINDOW) + min(raw_size, MAX_RTF)
    place = 16
    while place < len(packed) and len(out) < limit:
        control = packed[place]
        place += 1
        for bit in range(8):
            if not control >> bit & 1:
                out += packed[place : place + 1]
                place += 1
                continue
            if place + 1 >= len(packed):
                return bytes(out[len(_WINDOW) :])
            reference = packed[place] << 8 | packed[place + 1]
            place += 2
            offset, length = reference >> 4, (reference & 15) + 2
            # Positions count in a ring of 4096; an offset at the place of writing ends it.
            back = (len(out) - offset) % 4096
            if not back:
                return bytes(out[len(_WINDOW) :])
            for _ in range(length):
                out.append(out[-back] if back <= len(out) else 0x20)
    return bytes(out[len(_WINDOW) : limit])


def rtf_to_text(rtf: bytes) -> str:
    """Return the readable text of `rtf`; a mail that was written in HTML is read as that HTML."""
    reader = _Reader(html=rb"\fromhtml" in rtf[:2000])
    for found in _TOKEN.finditer(rtf[:MAX_RTF]):
        reader.take(found)
    text = reader.text()
    return html_to_text(text) if reader.html else re.sub(r"\n{3,}", "\n\n", text).strip()


class _Reader:
    """Walks through rich text, keeping what is shown."""

    def __init__(self, *, html: bool) -> None:
        self.html = html
        self._out: list[str] = []
        self._bytes = bytearray()
        self._codepage = "cp1252"
        # Per open group: silent or not, how many letters stand in for a \u, inside \htmlrtf.
        self._groups: list[tuple[bool, int, bool]] = []
        self._silent = False
        self._fallback = 1
        self._outside_html = False
        self._skip = 0
        self._starred = False

    def text(self) -> str:
        """Return what was kept so far."""
        self._flush()
        return "".join(self._out)

    def take(self, found: re.Match[bytes]) -> None:
        """Take in one token."""
        word, number, code, sign, brace, plain = found.groups()
        if brace == b"{":
            group = self._silent, self._fallback, self._outside_html
            # Most are as the one around them: millions of braces then share one state.
            same = self._groups and self._groups[-1] == group
            self._groups.append(self._groups[-1] if same else group)
        elif brace:
            if self._groups:
                self._silent, self._fallback, self._outside_html = self._groups.pop()
        elif word:
            self._control(word, int(number) if number else None)
        elif code:
            self._letters(bytes([int(code, 16)]))
        elif plain:
            self._letters(plain)
        elif sign:
            self._symbol(sign)
        if not sign:
            self._starred = False

    def _control(self, word: bytes, number: int | None) -> None:
        if word in _SILENT or (self._starred and word != b"htmltag"):
            self._silent = True
        elif word == b"htmlrtf":
            self._outside_html = number != 0
        elif word == b"ansicpg" and number:
            self._codepage = f"cp{number}"
        elif word == b"uc" and number is not None:
            self._fallback = max(0, min(number, 8))
        elif word == b"u" and number is not None:
            self._put(chr(number % 0x10000))
            self._skip = self._fallback
        elif word in _SIGNS:
            self._put(_SIGNS[word])

    def _symbol(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign == b"~":
            self._put(" ")
        elif sign in (b"\n", b"\r"):
            self._put("\n")
        elif sign in b"\\{}":
            self._letters(sign)

    def _letters(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        if not (self._silent or self._outside_html):
            self._bytes += data[skipped:]

    def _put(self, text: str) -> None:
        self._skip = 0
        if not (self._silent or self._outside_html):
            self._flush()
            self._out.append(text)

    def _flush(self) -> None:
        # Letters come in bytes of one code page, and may take two.
        if self._bytes:
            self._out.append(decode(bytes(self._bytes), self._codepage))
            self._bytes.clear()
