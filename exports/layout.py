"""Lays a letter out from its blocks: as plain text for a mail or a printer, and as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from council.text import clean, clean_line

WIDTH = 72
"""Columns of the plain text: what a mail program shows without breaking lines itself."""

# What CommonMark or HTML would read as more than a letter, anywhere and at a line's head.
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
_ITEM = re.compile(r"(?:-|\d+\.) ")
_HEAD = re.compile(r"[A-Z][\w ]*: {2,}")
_LINE_HEAD = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items with their numbers, from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Items without numbers."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, one line each."""

    lines: tuple[str, ...]


Block = str | Heading | Numbered | Listed | Signature
"""A piece of a letter; a plain string is text, its paragraphs parted by empty lines."""


def as_text(sender: str, head: Sequence[tuple[str, str]], blocks: Sequence[Block]) -> str:
    """Return the letter as plain text in lines of at most `WIDTH` columns, words kept whole."""
    wide = max((len(name) for name, _value in head), default=0) + 3
    parts = [clean_line(sender), "\n".join(_head_line(*line, wide) for line in head)]
    parts += [_text(block) for block in blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_markdown(sender: str, head: Sequence[tuple[str, str]], blocks: Sequence[Block]) -> str:
    """Return the letter as CommonMark in which everything from outside is literal text."""
    lines = [f"**{name}:** {_literal(clean_line(value))}" for name, value in head if value]
    parts = [f"**{_literal(clean_line(sender))}**", "\\\n".join(lines)]
    parts += [_markdown(block) for block in blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def edited_markdown(text: str, markdown: str, changed: str) -> str:
    """Return the CommonMark of a letter whose plain `text` was `changed` by hand.

    `text` and `markdown` are the letter as it was laid out: what was not changed stays as it
    was. The rest is literal text that keeps its lists and the line breaks that were typed.
    """
    before, laid_out = _paragraphs(text), _paragraphs(markdown)
    known = dict(zip(before, laid_out, strict=True)) if len(before) == len(laid_out) else {}
    parts = [known.get(one) or _typed(one) for one in _paragraphs(clean(changed))]
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> list[str]:
    return [one.rstrip() for one in re.split(r"\n\s*\n", text.strip())]


def _typed(paragraph: str) -> str:
    """Return a paragraph as Markdown; a line that ends before it had to was ended on purpose."""
    lines = [line for line in paragraph.split("\n") if line.strip()]
    typed = "".join(map(_typed_line, lines[:1]))
    for line, after in pairwise(lines):
        room = len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) <= WIDTH
        ended = not after[0].isspace() and (room or bool(_HEAD.match(after)))
        breaks = ended and not _ITEM.match(after)
        typed += ("\\\n" if breaks else "\n") + _typed_line(after)
    return typed


def _typed_line(line: str) -> str:
    item = _ITEM.match(line)
    mark = item.group() if item else ""
    return mark + _literal(" ".join(line[len(mark) :].split()))


def _head_line(name: str, value: str, wide: int) -> str:
    label = f"{name}:".ljust(wide)
    return _wrapped(clean_line(value), label, " " * wide)


def _text(block: Block) -> str:
    match block:
        case Heading(text):
            return clean_line(text)
        case Numbered(items):
            return "\n".join(_item(f"{nth}. ", item) for nth, item in enumerate(items, 1))
        case Listed(items):
            return "\n".join(_item("- ", item) for item in items)
        case Signature(lines):
            return "\n".join(clean_line(line) for line in lines)
        case str(text):
            return "\n".join(_wrapped(line) for line in clean(text).strip().splitlines())


def _item(mark: str, text: str) -> str:
    return _wrapped(clean_line(text), mark, " " * len(mark))


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _markdown(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_literal(clean_line(text))}"
        case Numbered(items):
            return "\n".join(
                f"{nth}. {_literal(clean_line(item))}" for nth, item in enumerate(items, 1)
            )
        case Listed(items):
            return "\n".join(f"- {_literal(clean_line(item))}" for item in items)
        case Signature(lines):
            return "\\\n".join(_literal(clean_line(line)) for line in lines)
        case str(text):
            paragraphs = re.split(r"\n\s*\n", clean(text).strip())
            return "\n\n".join(_broken(paragraph) for paragraph in paragraphs)


def _broken(paragraph: str) -> str:
    """Keep the line breaks of a paragraph, which Markdown would fold into one line."""
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    return "\\\n".join(_literal(line) for line in lines)


def _literal(text: str) -> str:
    return _LINE_HEAD.sub(_escape_head, _SPECIAL.sub(r"\\\1", text))


def _escape_head(found: re.Match[str]) -> str:
    space, mark, number, dot = found.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{dot}"
