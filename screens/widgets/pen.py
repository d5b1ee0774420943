"""The shortest terminal output for cells that change: motions, styles and erasures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

LINK_END = "\x1b]8;;\x1b\\"


class Style(NamedTuple):
    """How a cell looks: the parameters of its SGR sequence and the opening of its link."""

    sgr: str = ""
    link: str = ""


style_of = lru_cache(maxsize=4096)(Style)
"""Equal styles are one and the same, so that they are compared quickly."""

PLAIN = style_of()


class Row(NamedTuple):
    """The cells of a line: the character and the style of each.

    The right half of a wide character has an empty character. Where it is not known what the
    terminal shows, there is no style, and a character that is never written.
    """

    characters: list[str]
    styles: list[Style | None]

    @classmethod
    def unknown(cls, width: int) -> Row:
        """Return a line of which nothing is known."""
        return cls(["\0"] * width, [None] * width)

    def copy(self) -> Row:
        """Return the same line, to be changed."""
        return Row(self.characters.copy(), self.styles.copy())

    def is_right_half(self, x: int) -> bool:
        """Tell whether the cell at `x` is the right half of a wide character."""
        return not self.characters[x]


class Pen:
    """Writes cells at places, remembering where the cursor is and which style is on.

    `erases_coloured` says that erased cells take the background colour (terminfo's bce).
    """

    def __init__(self, width: int, *, erases_coloured: bool) -> None:
        self._width = width
        self._erases_coloured = erases_coloured
        self._out: list[str] = []
        self._style = PLAIN
        self._x: int | None = None
        self._y: int | None = None

    def take(self) -> str:
        """Return what was written since the last call, leaving the terminal's style plain."""
        self._turn(PLAIN)
        output = "".join(self._out)
        self._out.clear()
        return output

    def lose(self) -> None:
        """Forget where the cursor is."""
        self._x = self._y = None

    def verbatim(self, text: str) -> None:
        """Write `text`, which places itself and leaves the style plain, as it is."""
        self._turn(PLAIN)
        self._out.append(text)
        self.lose()

    def go(self, x: int, y: int) -> None:
        """Put the cursor at column `x` of line `y`, both from 0."""
        self._out.append(_motion(self._x, self._y, x, y))
        self._x, self._y = x, y

    def write(self, x: int, y: int, row: Row, end: int) -> bool:
        """Write the cells `x` to `end` of `row`, which is line `y` as it must become.

        Tell whether the rest of the line is right then as well.
        """
        if self._y == y and self._x is not None and self._x < x:
            x = self._bridge(self._x, x, y, row)
        elif self._y == y - 1:
            x = self._bridge(0, x, y, row)
        for style, characters in _alike(row, x, end):
            for text, count in _pieces(characters):
                self.go(x, y)
                blank = text.isspace()
                if not (blank and on_blank(self._style) is on_blank(style)):
                    self._turn(style)
                if blank and count >= _LEAST_TO_EDGE and self._may_erase(style):
                    if _is_blank_from(row, x):
                        self._out.append("\x1b[K")
                        return True
                    if count >= _LEAST_ERASED:
                        self._out.append(f"\x1b[{count}X")
                        x += count
                        continue
                self._out.append(text)
                x += count
                self._x = x
                # After the last column the cursor hangs, and terminals differ on where.
                if x >= self._width:
                    self.lose()
        return False

    def _bridge(self, here: int, x: int, y: int, row: Row) -> int:
        """Return where to write from: `here`, if that costs no more than a motion to `x`."""
        known = row.styles[here : x + 1]
        if x - here > 8 or None in known:
            return x
        texts = row.characters[here : x + 1]
        style, cost = self._style, len(_motion(self._x, self._y, here, y))
        for text, look in zip(texts, known, strict=True):
            assert look is not None
            cost += len(text.encode())
            if not (text == " " and look is on_blank(style)):
                cost += len(_turn(style, look))
                style = look
        move = len(_motion(self._x, self._y, x, y)) + len(_turn(self._style, style))
        return here if cost <= move + len(texts[-1].encode()) else x

    def _may_erase(self, style: Style) -> bool:
        """Tell whether an erased cell looks the same as a blank in this style."""
        seen = on_blank(style)
        attributes, _ink, ground = _parts(seen.sgr)
        if attributes or seen.link:
            return False
        return self._erases_coloured or ground == "49"

    def _turn(self, style: Style) -> None:
        self._out.append(_turn(self._style, style))
        self._style = style


_LEAST_TO_EDGE, _LEAST_ERASED = 4, 10
"""Blanks from which on erasing them is shorter: up to the edge, and between others."""


def _is_blank_from(row: Row, x: int) -> bool:
    """Tell whether nothing but blanks of one style stands on a line from `x` on."""
    styles = row.styles[x:]
    return styles.count(styles[0]) == len(styles) and set(row.characters[x:]) == {" "}


def _alike(row: Row, start: int, end: int) -> Iterator[tuple[Style, list[str]]]:
    """Yield the characters of known cells, those that can be written in one style together."""
    characters, styles = row.characters[start:end], row.styles[start:end]
    begin, current = 0, styles[0]
    assert current is not None
    # Nearly always all of them, and counting is quicker than looking at each.
    if styles.count(current) == len(styles):
        yield current, characters
        return
    at = 0
    for style, cells in groupby(styles):
        assert style is not None
        end = at + len(list(cells))
        if style is on_blank(current) and set(characters[at:end]) == {" "}:
            style = current
        elif style is not current:
            if on_blank(style) is not current or set(characters[begin:at]) != {" "}:
                yield current, characters[begin:at]
                begin = at
            current = style
        at = end
    yield current, characters[begin:]


_LONG = " " * 4
_LONG_BLANK = re.compile(f"{_LONG}+")


def _pieces(characters: list[str]) -> list[tuple[str, int]]:
    """Split equally styled cells in written parts and long blanks, each with its width."""
    line = "".join(characters)
    if len(line) < len(characters):
        line = "".join(character or "\0" for character in characters)
    if _LONG not in line:
        return [(line.replace("\0", ""), len(line))]
    pieces, at = [], 0
    for blank in _LONG_BLANK.finditer(line):
        pieces += [(line[at : blank.start()], blank.start() - at), (blank[0], len(blank[0]))]
        at = blank.end()
    pieces.append((line[at:], len(line) - at))
    return [(text.replace("\0", ""), width) for text, width in pieces if width]


def _motion(x: int | None, y: int | None, to_x: int, to_y: int) -> str:
    """Return the shortest sequence from `(x, y)`, perhaps unknown, to `(to_x, to_y)`."""
    if (x, y) == (to_x, to_y):
        return ""
    ways = [f"\x1b[{to_y + 1};{to_x + 1}H" if to_x else f"\x1b[{to_y + 1}H"]
    if x is not None and y == to_y:
        ways.append(f"\x1b[{_count(to_x - x)}C" if to_x > x else f"\x1b[{_count(x - to_x)}D")
        if not to_x:
            ways.append("\r")
    elif y is not None and x == to_x and to_y > y:
        ways.append(f"\x1b[{_count(to_y - y)}B")
    elif y is not None and x is not None and not to_x and to_y > y:
        ways += [f"\r\x1b[{_count(to_y - y)}B", "\r" + "\n" * (to_y - y)]
    return min(ways, key=len)


def _count(number: int) -> str:
    return "" if number == 1 else str(number)


@lru_cache(maxsize=4096)
def on_blank(style: Style) -> Style:
    """Return what of a style shows on a blank: mostly the background alone."""
    attributes, _ink, ground = _parts(style.sgr)
    # Underline, reverse and the like show, and so may a link.
    if style.link or not attributes <= {"1", "2", "3"}:
        return style
    return style_of("" if ground == "49" else ground)


_OFF = {**dict.fromkeys("12", "22"), "3": "23", "4": "24", "5": "25", "6": "25", "7": "27"} | {
    "8": "28",
    "9": "29",
}


@lru_cache(maxsize=4096)
def _turn(before: Style, after: Style) -> str:
    """Return the shortest sequence that changes the style `before` into `after`."""
    link = ""
    if before.link != after.link:
        link = after.link or LINK_END
    if before.sgr == after.sgr:
        return link
    whole = f"\x1b[0;{after.sgr}m" if after.sgr else "\x1b[m"
    if not before.sgr:
        whole = f"\x1b[{after.sgr}m"
    steps = _steps(before.sgr, after.sgr)
    if steps is None:
        return whole + link
    return min(f"\x1b[{';'.join(steps)}m" if steps else "", whole, key=len) + link


def _steps(before: str, after: str) -> list[str] | None:
    """Return the parameters that turn one style into another; None if only a reset can."""
    old, old_ink, old_ground = _parts(before)
    new, ink, ground = _parts(after)
    if not old | new <= _OFF.keys():
        return None
    removed = {_OFF[attribute] for attribute in old - new}
    kept = {attribute for attribute in old & new if _OFF[attribute] not in removed}
    steps = sorted(removed) + sorted(new - kept)
    if ink != old_ink:
        steps.append(ink)
    if ground != old_ground:
        steps.append(ground)
    return steps


@lru_cache(maxsize=4096)
def _parts(sgr: str) -> tuple[frozenset[str], str, str]:
    """Split SGR parameters into attributes, text colour and background colour."""
    codes = sgr.split(";") if sgr else []
    attributes, ink, ground = set(), "39", "49"
    while codes:
        code = codes.pop(0)
        if code in ("38", "48"):
            length = 2 if codes[:1] == ["5"] else 4
            code, codes = ";".join([code, *codes[:length]]), codes[length:]
        kind = code.partition(";")[0]
        if len(kind) == 2 and kind[0] in "39":
            ink = code
        elif len(kind) == 3 or (len(kind) == 2 and kind[0] == "4"):
            ground = code
        else:
            attributes.add(code)
    return frozenset(attributes), ink, ground
