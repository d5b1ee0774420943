"""HTML from a mail as the plain text a person would read aloud from it.

The scan goes through the source once, whatever is in it: a hostile mail costs no more time
than a kind one. Nothing is fetched; scripts, styles and hidden text are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

MAX_SOURCE = 2_000_000
"""Characters of HTML that are read; a long newsletter has a tenth of that."""

_MAX_NESTING = 20
_NAME = re.compile(r"/?\s*([a-zA-Z][a-zA-Z0-9:-]*)")
_QUOTED = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_HREF = re.compile(r"""(?is)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|mso-hide\s*:\s*all")
_NO_SIGN = re.compile(r"&#\d{100,};?")
"""A number of a sign that there cannot be; of thousands of digits Python refuses to read one."""
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")

_RAW = frozenset(["script", "style"])
_SKIPPED = frozenset(["head", "title", "template", "noscript", "object", "select", "svg"])
_VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr"])
_PARAGRAPHS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "pre",
        "table",
        "blockquote",
        "address",
        "figure",
        "fieldset",
    ]
)
_LINES = frozenset(
    [
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "li",
        "dt",
        "dd",
        "tr",
        "form",
        "center",
        "caption",
        "tbody",
        "thead",
        "tfoot",
        "figcaption",
        "body",
        "html",
    ]
)
_FRAMES = {"td": "cell", "th": "cell", "tr": "row", "table": "table", "blockquote": "quote"}

_INDENT = "\x00"
"""A blank that tidying leaves alone."""
_LINE = "\x01"
"""The edge of a block: the text beyond it begins a line."""
_PARAGRAPH = "\x02"
"""The edge of a paragraph: a blank line lies there."""
_MARKS = str.maketrans("", "", _INDENT + _LINE + _PARAGRAPH)
# Blanks are looked at from the first of them: there may be a hundred thousand without an edge.
_GAP = re.compile(f"(?<![ \t])[ \t]*[\n{_LINE}{_PARAGRAPH}][ \t\n{_LINE}{_PARAGRAPH}]*")


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closes: bool
    source: str


@dataclass(slots=True)
class _Frame:
    """A piece of the page that is laid out by itself: a table, row, cell or quotation."""

    kind: str
    parts: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    def text(self) -> str:
        return _tidy("".join(self.parts))


def html_to_text(html: str) -> str:
    """Return the readable text of `html`: paragraphs, lists, tables, and links with their address.

    Cells of a table row stand on one line divided by bars, unless a cell holds several lines,
    as in tables that serve the layout alone. Quotations are marked with `> `.
    """
    page = _Page()
    for piece in _pieces(html[:MAX_SOURCE].translate(_MARKS)):
        if isinstance(piece, str):
            page.text(piece)
        elif piece.closes:
            page.close(piece.name)
        else:
            page.open(piece)
    return page.result()


def _pieces(html: str) -> Iterator[str | _Tag]:
    """Yield the text and the tags of `html` in order; comments and scripts are passed over."""
    lower = html.lower()
    quotes_match = True
    place = 0
    while (start := html.find("<", place)) >= 0:
        yield html[place:start]
        following = html[start + 1 : start + 2]
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            place = end + 3
        elif not (following.isalpha() or following in ("/", "!", "?")):
            yield "<"
            end = place = start + 1
        else:
            closing = _QUOTED.match(html, start + 1) if quotes_match else None
            # One stray quotation mark would send every later search to the end of the page.
            quotes_match = closing is not None
            end = closing.end() - 1 if closing else html.find(">", start)
            place = end + 1
            if end >= 0 and (name := _NAME.match(html, start + 1, end)):
                tag = _Tag(name.group(1).lower(), following == "/", html[start:end])
                if tag.name in _RAW and not tag.closes:
                    end = lower.find("</" + tag.name, place)
                    place = end
                else:
                    yield tag
        if end < 0:
            return
    yield html[place:]


class _Page:
    """The text as far as it was read."""

    def __init__(self) -> None:
        self._frames = [_Frame("page")]
        self._lists: list[int | None] = []
        self._skipping = ""
        self._skip_depth = 0
        self._preformatted = 0
        self._link: tuple[str, int] | None = None

    @property
    def _parts(self) -> list[str]:
        return self._frames[-1].parts

    def text(self, source: str) -> None:
        """Take in a run of text."""
        if self._skipping or not source:
            return
        words = _unescaped(source)
        kept = words.replace(" ", _INDENT) if self._preformatted else _SPACE.sub(" ", words)
        self._parts.append(kept)

    def open(self, tag: _Tag) -> None:
        """Take in a tag that opens, or stands alone."""
        name = tag.name
        if self._skipping:
            self._skip_depth += name == self._skipping and not tag.source.endswith("/")
            return
        if name in _SKIPPED or (name not in _VOID and _HIDDEN.search(tag.source)):
            if not tag.source.endswith("/"):
                self._skipping, self._skip_depth = name, 1
            return
        self._break_before(name)
        if name == "br":
            self._parts.append("\n")
        elif name == "hr":
            self._parts.append(f"{_PARAGRAPH}---{_PARAGRAPH}")
        elif name in ("ul", "ol"):
            self._lists.append(1 if name == "ol" else None)
        elif name == "li":
            self._item()
        elif name == "pre":
            self._preformatted += 1
        elif name == "a":
            self._open_link(tag.source)
        elif name in _FRAMES:
            self._open_frame(_FRAMES[name])

    def close(self, name: str) -> None:
        """Take in a tag that closes."""
        if self._skipping:
            self._skip_depth -= name == self._skipping
            if not self._skip_depth:
                self._skipping = ""
            return
        if name == "a":
            self._close_link()
        elif name in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
        elif name == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        elif name in _FRAMES:
            self._close_frame(_FRAMES[name])
        self._break_before(name)

    def result(self) -> str:
        """Close what was left open and return the text."""
        while len(self._frames) > 1:
            self._fold()
        return self._frames[0].text()

    def _break_before(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self._parts.append(_LINE if self._lists and name in ("ul", "ol") else _PARAGRAPH)
        elif name in _LINES:
            self._parts.append(_LINE)

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        indent = _INDENT * (2 * max(0, min(len(self._lists), _MAX_NESTING) - 1))
        if number is None:
            self._parts.append(f"{indent}- ")
        else:
            self._parts.append(f"{indent}{number}. ")
            self._lists[-1] = number + 1

    def _open_link(self, source: str) -> None:
        self._close_link()
        found = _HREF.search(source)
        target = _unescaped(next((part for part in found.groups() if part), "")) if found else ""
        self._link = (target.strip(), len(self._parts))

    def _close_link(self) -> None:
        if self._link is None:
            return
        target, start = self._link
        self._link = None
        shown = "".join(self._parts[start:]).strip()
        address = re.sub(r"(?i)^mailto:|\?.*$", "", target) if _is_mail(target) else target
        if not re.match(r"(?i)(https?|mailto):", target) or not shown:
            return
        if _bare(shown) != _bare(address):
            self._parts.append(f" ({address})")

    def _open_frame(self, kind: str) -> None:
        left_open = {"cell": ("cell",), "row": ("cell", "row")}.get(kind, ())
        while self._frames[-1].kind in left_open:
            self._fold()
        if len(self._frames) < _MAX_NESTING:
            self._link = None
            self._frames.append(_Frame(kind))

    def _close_frame(self, kind: str) -> None:
        for depth, frame in enumerate(reversed(self._frames[1:]), start=1):
            if frame.kind == kind:
                for _ in range(depth):
                    self._fold()
                return
            if frame.kind == "table":
                return

    def _fold(self) -> None:
        """Lay out the innermost frame and hand its text to the one around it."""
        self._link = None
        frame = self._frames.pop()
        text = frame.text()
        if frame.kind == "cell" and self._frames[-1].kind == "row":
            self._frames[-1].cells.append(text)
        elif frame.kind == "row":
            self._parts.append(_row([*frame.cells, text]))
        else:
            if frame.kind == "quote" and text:
                text = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
            self._parts.append(f"{_PARAGRAPH}{_kept(text)}{_PARAGRAPH}")


def _unescaped(source: str) -> str:
    return unescape(_NO_SIGN.sub("\ufffd", source))


def _row(cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    if any("\n" in cell for cell in filled):
        return _PARAGRAPH + _PARAGRAPH.join(map(_kept, filled)) + _PARAGRAPH
    return _LINE + _kept(" | ".join(filled)) + _LINE


def _kept(text: str) -> str:
    """Return `text` with the indents of its lines marked, so that tidying leaves them."""
    return re.sub(r"(?m)^ +", lambda indent: _INDENT * len(indent.group()), text)


def _tidy(text: str) -> str:
    text = re.sub(r" {2,}", " ", _GAP.sub(_gap, text))
    return text.strip(" \t\n").replace(_INDENT, " ")


def _gap(found: re.Match[str]) -> str:
    """Return the line ends that a run of edges and line breaks amounts to."""
    run = found.group().replace(" ", "").replace("\t", "")
    blank_line = run.startswith(_LINE) and "\n" in run
    return "\n\n" if _PARAGRAPH in run or blank_line or run.count("\n") > 1 else "\n"


def _is_mail(target: str) -> bool:
    return target[:7].lower() == "mailto:"


def _bare(address: str) -> str:
    return re.sub(r"(?i)^https?://(www\.)?|/$", "", address.strip()).lower()
