"""Tables as CSV that opens in a Dutch Excel with its columns, and runs nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from council.text import clean_line

Cell = str | int | date | None

# What a spreadsheet takes for the start of a formula or of a command to another program,
# also in the full width of a Japanese keyboard.
_FORMULA = re.compile(r"[=@|%+\-＝＠｜％＋－]")
# Signed numbers, and telephone numbers as people write them: `+31 6 12345678`. With a
# hyphen or brackets inside, a spreadsheet would do the sum.
_NUMBER = re.compile(r"[+-]\d[\d .,]*")


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the rows under their header: `;`, CRLF, UTF-8 with a byte order mark.

    Every cell is one line without control characters. A text that a spreadsheet would run
    gets an apostrophe in front. Days are written as 2026-12-08, moments as 2026-12-08 19:30,
    which every spreadsheet reads as such; None is an empty cell.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(title) for title in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    text = clean_line(str(value))
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
