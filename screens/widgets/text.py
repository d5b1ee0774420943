"""Text as the widgets draw it: safe, and fitted to cells."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size

from council.text import clean


def printable(text: str) -> str:
    """Return `text` as one line that cannot control the terminal."""
    if text.isprintable():
        return text
    return clean(text).replace("\n", " ").replace("\t", " ")


def cells(text: str) -> int:
    """Return how many cells of the terminal a line takes."""
    # What rich measures it keeps, thousands of texts of it.
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells: filled, or cut with an ellipsis."""
    text = printable(text)
    length = cells(text)
    if length > width:
        return f"{set_cell_size(text, width - 1)}…" if width > 0 else ""
    fill = " " * (width - length)
    return fill + text if right else text + fill


def wrap(text: str, width: int) -> list[str]:
    """Break `text` at blanks in lines of at most `width` cells; a longer word is cut.

    Line feeds break. The blanks that a line begins with, or what stands before its first
    tab, indent the lines that follow it.
    """
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        head, tab, rest = paragraph.partition("\t")
        paragraph = f"{head}  {rest}".replace("\t", " ") if tab else paragraph
        if cells(paragraph) <= width:
            lines.append(paragraph.rstrip())
            continue
        words = paragraph.split(" ")
        hang = cells(head) + 2 if tab else len(paragraph) - len(paragraph.lstrip(" "))
        indent = " " * min(hang, max(0, width // 2 - 1))
        line, end = "", -1
        for place, word in enumerate(words):
            longer = end + 1 + cells(word)
            if longer <= width:
                line, end = f"{line} {word}" if place else word, longer
                continue
            if line.strip():
                lines.append(line.rstrip())
            before = indent if place else ""
            line = before + word
            if cells(line) > width:
                pieces = chop_cells(word, max(1, width - len(before))) or [""]
                *full, line = (before + piece for piece in pieces)
                lines += full
            end = cells(line)
        lines.append(line.rstrip())
    return lines
