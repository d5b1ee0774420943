"""Bytes into text when the sender is careless about naming the character set."""

from __future__ import annotations

import re

_TEXT_CODECS = (
    "ascii",
    "us-ascii",
    "utf",
    "iso-8859",
    "iso8859",
    "latin",
    "windows-",
    "cp",
    "mac",
    "koi8",
    "gb",
    "big5",
    "shift_jis",
    "euc",
    "iso-2022",
)
"""How the names of character sets begin; Python knows codecs that are none, such as zlib."""

_WESTERN = re.compile(r"^(us-ascii|ascii|iso-?8859-?15?|latin-?1|windows-1252|cp1252|unknown.*)?$")
"""Names that Dutch mail carries whatever its real character set is."""

_NAME = re.compile(r"[\w.:-]+", re.ASCII)
"""What a name of a character set is made of; Python raises ValueError at a NUL in one."""

_LOST = "\ufffd"


def decode(data: bytes, declared: str = "") -> str:
    """Return `data` as text; what cannot be read becomes U+FFFD, nothing raises.

    UTF-8 that proves itself wins over a western name or none. `iso-8859-1` and `us-ascii`
    are read as Windows-1252, as browsers do (WHATWG Encoding, names and labels).
    """
    name = declared.strip().strip("\"'").lower()
    if _WESTERN.match(name):
        return _western(data)
    if not (name.startswith(_TEXT_CODECS) and _NAME.fullmatch(name)):
        return _western(data)
    try:
        return data.decode(name)
    except LookupError:
        return _western(data)
    except ValueError:
        return _mostly(data, name)


def _western(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _mostly(data: bytes, name: str) -> str:
    """Return damaged text in its own character set, or in the western one if that is likelier."""
    text = data.decode(name, "replace")
    lost = text.count(_LOST)
    read = sum(letter > "\x7f" for letter in text) - lost
    return text if read > lost else _western(data)


def unreadable(text: str) -> bool:
    """Tell whether characters were lost when `text` was decoded."""
    return _LOST in text
