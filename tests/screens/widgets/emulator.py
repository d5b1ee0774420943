"""Terminals to compare screens on, and what stands in their cells."""

from __future__ import annotations

from itertools import groupby

import pyte
from pyte.screens import Char
from rich.cells import split_graphemes
from wcwidth import wcwidth


class Terminal(pyte.Screen):
    """A terminal that gives characters the width that Textual gives them."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._stream = pyte.Stream(self)
        self._stream.feed("\x1b[?7l")

    def show(self, text: str) -> None:
        self._stream.feed(text)

    def draw(self, data: str) -> None:
        line = self.buffer[self.cursor.y]
        for start, end, width in split_graphemes(data)[0]:
            if width:
                x = min(self.cursor.x, self.columns - width)
                line[x] = self.cursor.attrs._replace(data=data[start:end])
                if width == 2:
                    line[x + 1] = self.cursor.attrs._replace(data="")
                self.cursor.x = x + width

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Return character, colours and attributes of every cell, line by line, as they show."""
        lines = range(self.lines)
        return [[tuple(_seen(self.buffer[y][x])) for x in range(self.columns)] for y in lines]

    def text(self) -> str:
        columns = range(self.columns)
        lines = ("".join(self.buffer[y][x].data for x in columns) for y in range(self.lines))
        return "\n".join(line.rstrip() for line in lines)


class PlainTerminal(Terminal):
    """A terminal that gives a joined emoji the cells of all its parts, as many do.

    It and Textual disagree about where what follows stands.
    """

    def draw(self, data: str) -> None:
        # pyte drops what follows a character without width, so that what it shows would
        # depend on how the text was cut in writes.
        for takes_cells, text in groupby(data, key=lambda character: wcwidth(character) > 0):
            if takes_cells:
                pyte.Screen.draw(self, "".join(text))


def _seen(cell: Char) -> Char:
    """Return a cell as one sees it: of a blank not its ink, nor whether it is bold."""
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return Char(" ", bg=cell.bg)
    return cell
