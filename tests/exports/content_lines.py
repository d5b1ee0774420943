"""RFC 5545 read strictly, written anew from its text: lines, folds and escapes."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
_NAME = re.compile(r"[A-Z][A-Z0-9-]*")


class Line(NamedTuple):
    """One unfolded content line; `value` as written."""

    name: str
    parameters: str
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT (3.3.11); fails on an escape that the RFC does not have."""
        return _ESCAPES.sub(_plain, self.value)


def _plain(escape: re.Match[str]) -> str:
    return {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ","}[escape[1]]


def content_lines(data: bytes) -> list[Line]:
    """Return the unfolded lines of a file, after checking every physical one (3.1)."""
    assert data.endswith(b"\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert line, "an empty line"
        assert len(line) <= 75, line
        text = line.decode("utf-8")  # fails on a character that a fold splits
        controls = [c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
        assert set(controls) <= {"\t"}, line
    assert not physical[0].startswith((b" ", b"\t"))
    unfolded = re.sub("\r\n[ \t]", "", data.decode("utf-8")).removesuffix("\r\n").split("\r\n")
    lines = []
    for text in unfolded:
        head, _, value = text.partition(":")
        name, _, parameters = head.partition(";")
        assert _NAME.fullmatch(name), text
        lines.append(Line(name, parameters, value))
    return lines


def components(data: bytes, kind: str) -> list[dict[str, Line]]:
    """Return the components of one kind, each property by its name and none of them twice."""
    found: list[dict[str, Line]] = []
    open_ones: list[str] = []
    for line in content_lines(data):
        if line.name == "BEGIN":
            open_ones.append(line.value)
            if line.value == kind:
                found.append({})
        elif line.name == "END":
            assert open_ones.pop() == line.value
        elif open_ones[-1] == kind:
            assert line.name not in found[-1], line
            found[-1][line.name] = line
    assert not open_ones
    return found
