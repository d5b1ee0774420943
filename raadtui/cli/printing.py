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
    """Write the bytes of a file on standard output."""
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
    """Write bytes to a file, or to standard output without one; tell whether it is a file."""
    if target is None:
        hand_over(data)
        return False
    from exports.atomic import write_atomically

    write_atomically(target, data)
    return True


def tell_json(value: object) -> None:
    """Write a value as JSON."""
    import json

    tell(json.dumps(value, ensure_ascii=False, indent=2))


def tell_table(rows: Iterable[Sequence[str]], header: Sequence[str] = ()) -> None:
    """Write rows in columns under their header; nothing at all when there are no rows."""
    lines = [[clean_line(cell) for cell in row] for row in rows]
    if not lines:
        return
    if header:
        lines.insert(0, list(header))
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell + " " * (wide - _width(cell)) for cell, wide in zip(line, widths, strict=True)
        )
        tell("  ".join(cells).rstrip())


def tell_list(rows: Iterable[Sequence[str]], header: Sequence[str], empty: str) -> None:
    """Write rows in columns; without rows say on standard error that there is nothing."""
    lines = list(rows)
    tell_table(lines, header)
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
