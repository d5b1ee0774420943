"""Writing on standard output and error: text that is harmless, whatever it came from."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress

from council.errors import Conflict, Damaged, NotAllowed, RaadError, Refused, WrongUse
from council.text import clean, clean_line
from council.wording import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

DONE, REFUSED, WRONG_USE, DAMAGED, CONFLICT, NOT_ALLOWED = range(6)
BROKEN_PIPE = 141
"""128 and the number of SIGPIPE, as a shell reports it."""

INTERRUPTED = 130

_GAP, _INDENT = "  ", "    "
"""What stands between columns, and before the lines that a row goes on with."""

_LEAST = 16
"""Fewer columns of a text do not tell what it is."""


def status_of(error: RaadError) -> int:
    """Return the exit status that says what kind of error it was."""
    for kind, status in (
        (Refused, REFUSED),
        (Damaged, DAMAGED),
        (Conflict, CONFLICT),
        (NotAllowed, NOT_ALLOWED),
    ):
        if isinstance(error, kind):
            return status
    return WRONG_USE


def tell(text: str = "") -> None:
    """Write lines on standard output."""
    _write(sys.stdout, text)


def complain(text: str) -> None:
    """Write one line on standard error."""
    with suppress(OSError, ReaderGone):
        _write(sys.stderr, clean_line(text))


class ReaderGone(Exception):
    """Who read our output has gone: there is nobody to write for any more.

    No OSError: click would answer that in its own way.
    """


def _write(stream: TextIO, text: str) -> None:
    """The one way out: nothing that moves a cursor or turns the writing direction passes."""
    try:
        stream.write(clean(text) + "\n")
    except BrokenPipeError:
        raise ReaderGone from None


def hand_over(data: bytes) -> None:
    """Write the bytes of a file on standard output; a terminal gets what is harmless in them."""
    if sys.stdout.isatty():
        tell(data.decode(errors="replace"))
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def output_file(output: str | None) -> Path | None:
    """Return the file to write; None is standard output, which must not be a screen."""
    if output not in (None, "-", ""):
        from pathlib import Path

        return Path(str(output))
    if output is None and sys.stdout.isatty():
        raise WrongUse(say("Say where to: -o FILE, or -o - for standard output."))
    return None


def write_out(target: Path | None, data: bytes) -> bool:
    """Write bytes to a file, or to standard output without one; tell whether it is a file.

    A file that is there already is replaced by the same sort of file alone.
    """
    if target is None:
        hand_over(data)
        return False
    from exports.atomic import require_same_sort, write_atomically

    require_same_sort(target, data)
    write_atomically(target, data)
    return True


def tell_json(value: object) -> None:
    """Write a value as JSON."""
    import json

    tell(json.dumps(value, ensure_ascii=False, indent=2))


def tell_json_line(value: object) -> None:
    """Write a value as JSON on one line, for a stream of them."""
    import json

    tell(json.dumps(value, ensure_ascii=False))


def tell_table(
    rows: Iterable[Sequence[str]], header: Sequence[str] = (), *, cut: Sequence[int] = ()
) -> None:
    """Write rows in columns under their header; nothing at all when there are no rows.

    A terminal too narrow for them cuts the texts in the columns `cut`, by their numbers, or else
    takes more lines for a row; what goes into a pipe or a file is always whole.
    """
    lines = [[clean_line(cell) for cell in row] for row in rows]
    if not lines:
        return
    if header:
        lines.insert(0, list(header))
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    room = _room() if cut else None
    if room is not None:
        widths = fitted(widths, cut, room)
    parts = [range(len(widths))] if room is None else folded(widths, room)
    for line in lines:
        cells = [_filled(cell, wide) for cell, wide in zip(line, widths, strict=True)]
        for number, part in enumerate(parts):
            text = _GAP.join(cells[part.start : part.stop]).rstrip()
            if text or not number:
                tell(_INDENT * bool(number) + text)


def fitted(widths: Sequence[int], cut: Sequence[int], room: int) -> list[int]:
    """Return widths of columns that fit in `room`, the widest of `cut` made narrower first.

    Where none of them would say enough any more, the row takes more lines, and only what has no
    room on one is cut.
    """
    fit = list(widths)
    for _cell in range(sum(fit) + len(_GAP) * (len(fit) - 1) - room):
        widest = max(cut, key=fit.__getitem__)
        if fit[widest] <= _LEAST:
            most = room - len(_INDENT)
            return [min(wide, most) if at in cut else wide for at, wide in enumerate(widths)]
        fit[widest] -= 1
    return fit


def folded(widths: Sequence[int], room: int) -> list[range]:
    """Return which columns stand on each line of a row, the lines after the first indented."""
    parts, first, used = [], 0, 0
    for at, wide in enumerate(widths):
        if at > first and used + wide > room:
            parts.append(range(first, at))
            first, used = at, len(_INDENT)
        used += wide + len(_GAP)
    return [*parts, range(first, len(widths))]


def _room() -> int | None:
    """Return how many columns the terminal has that one writes to; None where there is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def _filled(cell: str, wide: int) -> str:
    """Return a text in so many columns: filled, or cut with an ellipsis."""
    length = _width(cell)
    if length <= wide:
        return cell + " " * (wide - length)
    while _width(cell) >= wide:
        cell = cell[:-1]
    return f"{cell}…" + " " * (wide - 1 - _width(cell))


def tell_list(
    rows: Iterable[Sequence[str]], header: Sequence[str], empty: str, *, cut: Sequence[int] = ()
) -> None:
    """Write rows in columns; without rows say on standard error that there is nothing.

    `cut` is as in `tell_table`.
    """
    lines = list(rows)
    tell_table(lines, header, cut=cut)
    if not lines:
        complain(empty)


def tell_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Write names with their values in two columns, leaving out what is empty."""
    tell_table([(f"{name}:", value) for name, value in facts if value])


def _width(text: str) -> int:
    """Return the number of columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def open_closed_streams() -> None:
    """Put the null device in the place of a stream that was closed before the start (`>&-`).

    Else the next file opened, the database, would take its number and whatever is written to it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w"))


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: a name must never stop the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and stream.encoding.casefold() != "utf-8":
            reconfigure(encoding="utf-8", errors="replace")


def fall_silent() -> None:
    """Stop writing: who read our output has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
