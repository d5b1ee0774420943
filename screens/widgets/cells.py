"""What a terminal shows, cell by cell, and the output that brings it up to date.

Textual writes a frame as lines: a place, then styled text, each style opened from plain
and closed again. `Cells` reads such frames and returns only what differs from what the
terminal shows already.

A character counts as known when every terminal gives it the same width. A line with any
other character (emoji, joiners, combining marks) is written as Textual wrote it, whole,
because what stands to the right of it depends on the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import is_not, itemgetter, ne, or_

from rich.cells import get_character_cell_size

from screens.widgets.pen import LINK_END, PLAIN, Pen, Row, Style, on_blank, style_of

_BLANKS = re.compile("^ +|   +| +$")
_CHANGED = re.compile(b"\x01+")
_PLACE = re.compile(r"\x1b\[(\d+);(\d+)H")
_TOKEN = re.compile(
    r"\x1b\[([\d;]*)m"
    r"|(\x1b\]8;[^\x00-\x1f\x7f-\x9f]*\x1b\\)"
    r"|([^\x00-\x1f\x7f-\x9f]+)"
)


class Cells:
    """The memory of what a terminal of `width` by `height` cells shows.

    `erases_coloured` says that erased cells take the background colour (terminfo's bce).
    """

    def __init__(self, width: int, height: int, *, erases_coloured: bool = False) -> None:
        self.size = (width, height)
        self._width = width
        self._rows = [Row.unknown(width) for _ in range(height)]
        # What was last written on each line, whole: writing it again changes nothing.
        self._written: list[list[tuple[int, str]]] = [[] for _ in range(height)]
        self._cursor: list[int] | None = None
        self._pen = Pen(width, erases_coloured=erases_coloured)

    def update(self, frame: str) -> str | None:
        """Return the shortest output that shows `frame`; None if it is not understood.

        After None the terminal must get `frame` itself, and this memory must be dropped.
        """
        found = self._pieces(frame)
        if found is None:
            return None
        *pieces, (*cursor, _nothing) = found
        for y, line in groupby(pieces, key=itemgetter(0)):
            if not self._line(y, [(x, body.removesuffix("\n")) for _y, x, body in line]):
                return None
        output = self._pen.take()
        if not output and cursor == self._cursor:
            return ""
        self._cursor = cursor
        self._pen.go(cursor[1], cursor[0])
        return output + self._pen.take()

    def _pieces(self, frame: str) -> list[tuple[int, int, str]] | None:
        """Split a frame in line, column and styled text; the last piece places the cursor."""
        start, *rest = _PLACE.split(frame)
        places = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        pieces = [(int(y) - 1, int(x) - 1, body) for y, x, body in places]
        if start or not pieces or pieces[-1][2]:
            return None
        width, height = self.size
        # A line feed on the bottom line would scroll.
        if all(0 <= y < height - body.endswith("\n") and 0 <= x < width for y, x, body in pieces):
            return pieces
        return None

    def _line(self, y: int, pieces: list[tuple[int, str]]) -> bool:
        """Write what changes on line `y` by texts from columns; False if one is not understood."""
        if pieces == self._written[y]:
            return True
        row = self._rows[y].copy()
        known = True
        for x, body in pieces:
            cells = _cells_of(body)
            if cells is None:
                return False
            known = known and self._place(row, x, cells)
        if known:
            self._paint(y, row)
        else:
            self._pen.verbatim("".join(f"\x1b[{y + 1};{x + 1}H{body}" for x, body in pieces))
            row = Row.unknown(self._width)
        self._rows[y] = row
        self._written[y] = pieces
        return True

    def _place(self, row: Row, x: int, cells: Row) -> bool:
        """Put cells on `row` from `x`; False if what is then shown is not certain."""
        end = x + len(cells.characters)
        if end > self._width or None in cells.styles:
            return False
        if end == x:
            return True
        # What remains of a wide character when one half is overwritten, the terminal decides.
        if row.is_right_half(x) or (end < self._width and row.is_right_half(end)):
            return False
        row.characters[x:end] = cells.characters
        row.styles[x:end] = cells.styles
        return True

    def _paint(self, y: int, row: Row) -> None:
        """Write the cells in which `row` differs from what line `y` shows."""
        for start, end in _spans(self._rows[y], row):
            if self._pen.write(start, y, row, end):
                break


@lru_cache(maxsize=256)
def _cells_of(body: str) -> Row | None:
    """Return the cells of styled text; None if it holds anything else, or an open style.

    Blanks have what of their style shows, but for those between words. A cell whose width is
    not certain has no style.
    """
    cells = Row([], [])
    at, style = 0, PLAIN
    while at < len(body):
        match = _TOKEN.match(body, at)
        if not match:
            return None
        at = match.end()
        sgr, link, text = match.groups()
        if text is not None:
            _add(cells, text, style)
        elif link is not None:
            style = style_of(style.sgr, "" if link == LINK_END else link)
        elif sgr in ("", "0"):
            style = style_of("", style.link)
        elif style.sgr:
            return None
        else:
            style = style_of(sgr, style.link)
    return cells if style == PLAIN else None


def _add(cells: Row, text: str, style: Style) -> None:
    blank = on_blank(style)
    if text.isascii() or all(_certain_width(one) == 1 for one in set(text)):
        styles: list[Style | None] = [style] * len(text)
        for blanks in _BLANKS.finditer(text):
            start, end = blanks.span()
            styles[start:end] = [blank] * (end - start)
        cells.characters.extend(text)
        cells.styles.extend(styles)
        return
    for character in text:
        width = _certain_width(character)
        cells.characters.extend((character, "")[: max(1, width)])
        known = style if width else None
        cells.styles.extend([known] * max(1, width))


def _spans(old: Row, new: Row) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which two lines differ, never splitting a wide character."""
    start = end = -1
    for stretch in _CHANGED.finditer(_differences(old, new)):
        first, last = stretch.span()
        if new.is_right_half(first):
            first -= 1
        if first > end and not _is_gap(new, end - 1, first + 1):
            if start >= 0:
                yield start, end
            start = first
        end = last + (last < len(new.characters) and new.is_right_half(last))
    if start >= 0:
        yield start, end


def _differences(old: Row, new: Row) -> bytes:
    """Return a 1 for every cell in which two lines differ, and a 0 for the others."""
    others = map(ne, old.characters, new.characters)
    # Nearly always so, and lists of the same objects are compared at once.
    if old.styles == new.styles:
        return bytes(others)
    return bytes(map(or_, others, map(is_not, old.styles, new.styles)))


def _is_gap(row: Row, first: int, end: int) -> bool:
    """Tell whether what stands between two changes is shorter than a motion over it.

    The change before it ends with the cell `first`, and the next begins with the last.
    """
    styles = row.styles[first:end]
    if not 3 <= len(styles) <= 5 or styles[0] is None or styles.count(styles[0]) < len(styles):
        return False
    return all(map(str.isascii, row.characters[first:end]))


_WIDE = (
    ("\u2e80", "\u303e"),
    ("\u3041", "\ua4cf"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe6f"),
    ("\uff01", "\uff60"),
    ("\uffe0", "\uffe6"),
    ("\U00020000", "\U0003fffd"),
)
"""What has been wide from the first: Chinese, Japanese and Korean script."""


@lru_cache(maxsize=4096)
def _certain_width(character: str) -> int:
    """Return the cells that `character` takes on any terminal; 0 if that is not certain."""
    kind = unicodedata.category(character)[0]
    if kind in "MC" or "\u1160" <= character <= "\u11ff":
        return 0
    width = get_character_cell_size(character)
    if width == 2:
        return 2 if any(first <= character <= last for first, last in _WIDE) else 0
    return width if character < "\U0001f000" else 0
