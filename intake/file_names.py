"""File names from outside, made fit to show, to store and to write to a disk."""

from __future__ import annotations

import re
import unicodedata

from council.text import clean_line

MAX_CHARACTERS = 120
MAX_BYTES = 240
"""What file systems allow is 255 bytes; the rest is room for a suffix."""

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|\s*$)")
_EXTENSION = re.compile(r"\.[^.\s]{1,10}$")


def safe_name(name: str) -> str:
    """Return `name` without path, control or hidden characters, leading dots or device names.

    Nor does it begin as an option does: `rm *` would take `-rf` for one. At most
    `MAX_CHARACTERS` long with its extension kept; `attachment` when nothing is left.
    """
    last = re.split(r"[/\\]", clean_line(name).rstrip("/\\ "))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) != "Cf")
    plain = _FORBIDDEN.sub("_", clean_line(shown)).lstrip(". -").rstrip(". ")
    plain = _DEVICE.sub(r"_\1", plain)
    return _shortened(plain) or "attachment"


def extension(name: str) -> str:
    """Return the extension of `name` in lower case with its dot, or nothing."""
    found = _EXTENSION.search(name)
    return found.group().lower() if found else ""


def _shortened(name: str) -> str:
    ending = _EXTENSION.search(name)
    tail = ending.group() if ending else ""
    stem = name[: len(name) - len(tail)][: MAX_CHARACTERS - len(tail)]
    while stem and len((stem + tail).encode()) > MAX_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(". ") or "attachment") + tail if name else ""
