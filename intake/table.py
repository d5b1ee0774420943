"""Tables as spreadsheets save them in the Netherlands: text with a delimiter (CSV, RFC 4180).

One reader for every list that comes in: it finds out the character set, the delimiter and
the line of headers, and keeps the row numbers that the spreadsheet shows.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from io import StringIO

from council.errors import Damaged, WrongUse
from council.record import record
from council.text import clean, clean_line, folded
from council.wording import Message, say
from intake.dates_in_text import dates_in

MAX_BYTES = 10_000_000
MAX_ROWS = 50_000
_HEADER_ROWS = 10
"""Rows in which the headers are looked for; a title may stand above them."""

_DELIMITERS = ";\t,|"
_SEP_LINE = re.compile(r"\A(?:\"?sep=([;,|\t])\"?)[^\n]*\r?\n", re.IGNORECASE)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
# Letters with accents of code page 850 lie where Windows-1252 has signs that no word contains.
_CODE_PAGE_850 = re.compile(rb"[A-Za-z][\x81\x82\x84\x87-\x8b\x94][A-Za-z]")
_HIGH = re.compile(rb"[\xc0-\xff]")


@record
class Row:
    """A row of cells; `number` is the one the spreadsheet shows, counted from 1."""

    number: int
    cells: tuple[str, ...]


@record
class Table:
    """What a file holds: rows that are not empty, cells cleaned and trimmed."""

    encoding: str
    delimiter: str
    rows: tuple[Row, ...]


@record
class Fault:
    """Why a row cannot be taken over; `column` is the header as it stands in the file."""

    line: int
    column: str
    message: Message

    def __str__(self) -> str:
        return str(
            say(
                "Row {line}, {column}: {fault}",
                line=self.line,
                column=self.column,
                fault=str(self.message),
            )
            if self.column
            else say("Row {line}: {fault}", line=self.line, fault=str(self.message))
        )


def fault_words(faults: Iterable[Fault]) -> list[str]:
    """Say what is wrong, each thing once with all its rows: often it is the same in every row."""
    alike: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.column, str(fault.message)), []).append(fault)
    return [_of_rows(same) if len(same) > 1 else str(same[0]) for same in alike.values()]


def _of_rows(same: list[Fault]) -> str:
    rows = ", ".join(str(fault.line) for fault in same)
    column, fault = same[0].column, str(same[0].message)
    if column:
        return str(say("Rows {rows}, {column}: {fault}", rows=rows, column=column, fault=fault))
    return str(say("Rows {rows}: {fault}", rows=rows, fault=fault))


@record
class Columns:
    """The line of headers, understood.

    `fields` gives the position of each field, `understood` its header as written; `ignored`
    names the other headers, `barred` those that must not be read.
    """

    line: int
    fields: Mapping[str, int]
    understood: Mapping[str, str]
    ignored: tuple[str, ...]
    barred: tuple[str, ...] = ()

    def cell(self, row: Row, field: str) -> str:
        """Return what stands in `row` under `field`, on one line; empty when there is nothing."""
        place = self.fields.get(field, len(row.cells))
        return clean_line(row.cells[place]) if place < len(row.cells) else ""

    def header(self, field: str) -> str:
        """Return the header of `field` as written; empty when the file has no such column."""
        return self.understood.get(field, "")


def decode_table(raw: bytes) -> Table:
    """Return the table in `raw`. Raise `Damaged` when it is no text table, or too large."""
    if len(raw) > MAX_BYTES:
        raise Damaged(say("The file is larger than {size} MB.", size=MAX_BYTES // 1_000_000))
    _refuse_other_formats(raw)
    text, encoding = _text(raw)
    if not text.strip():
        raise Damaged(say("The file is empty."))
    if _BINARY.search(text):
        raise Damaged(
            say("This is no text file. Save the list in Excel as “CSV UTF-8” and try again.")
        )
    separator = _SEP_LINE.match(text)
    text = text[separator.end() :] if separator else text
    delimiter = separator.group(1) if separator else _delimiter(text)
    rows = tuple(_rows(text, delimiter))
    if not rows:
        raise Damaged(say("The file is empty."))
    return Table(encoding=encoding, delimiter=delimiter, rows=rows)


def _refuse_other_formats(raw: bytes) -> None:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Damaged(
            say(
                "This is a workbook, not CSV. Open it in Excel, choose Save As, “CSV UTF-8 (*.csv)”."
            )
        )
    if raw.startswith(b"%PDF"):
        raise Damaged(
            say(
                "This is a PDF. Ask for the list as an Excel file and save that as “CSV UTF-8 (*.csv)”."
            )
        )


def _text(raw: bytes) -> tuple[str, str]:
    """Return the text and the character set it was in."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), encoding
    zeros = Counter(place % 2 for place, byte in enumerate(raw[:2000]) if not byte)
    if zeros.total() > len(raw[:2000]) // 3:
        encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
        return raw.decode(encoding, "replace"), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = "cp850" if _CODE_PAGE_850.search(raw) and not _HIGH.search(raw) else "cp1252"
        return raw.decode(encoding, "replace"), encoding


def _delimiter(text: str) -> str:
    """Return the delimiter that divides the first rows into the most columns."""
    beginning = [line for line in text[:20_000].splitlines() if line.strip()][:_HEADER_ROWS]
    unquoted = [re.sub(r'"[^"]*"', "", line) for line in beginning]
    return max(_DELIMITERS, key=lambda sign: max(line.count(sign) for line in unquoted))


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Damaged(
                say(
                    "Row {line} cannot be read: a quotation mark is missing or out of place.",
                    line=number,
                )
            ) from error
        if number > MAX_ROWS:
            raise Damaged(say("The file has more than {count} rows.", count=MAX_ROWS))
        cleaned = [clean(cell).strip() for cell in cells]
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        if cleaned:
            yield Row(number=number, cells=tuple(cleaned))


def find_columns(
    table: Table,
    names: Mapping[str, str],
    required: Iterable[str],
    barred: Callable[[str], bool] = lambda header: False,
) -> Columns:
    """Return the line of headers and what its columns mean.

    `names` gives the field for each header as `header_key` writes it. Raise `Damaged` when no
    row near the top holds a header of each of the `required` fields (of one of them, when a
    field is written `a|b`). A header that is `barred` gives no column, whatever its name.
    """
    wanted = [option.split("|") for option in required]
    for row in table.rows[:_HEADER_ROWS]:
        columns = _columns(row, names, barred)
        if all(any(field in columns.fields for field in options) for options in wanted):
            return columns
    missing = next(iter(wanted))[0]
    header = next(name for name, field in names.items() if field == missing)
    raise Damaged(
        say(
            "The first row must hold the names of the columns; there is no column “{header}”.",
            header=header,
        )
    )


def _columns(row: Row, names: Mapping[str, str], barred: Callable[[str], bool]) -> Columns:
    fields: dict[str, int] = {}
    ignored: list[str] = []
    kept_out: list[str] = []
    for place, cell in enumerate(row.cells):
        field = names.get(header_key(cell))
        if barred(cell):
            kept_out.append(clean_line(cell))
        elif field and field not in fields:
            fields[field] = place
        elif cell:
            ignored.append(clean_line(cell))
    return Columns(
        line=row.number,
        fields=fields,
        understood={field: clean_line(row.cells[place]) for field, place in fields.items()},
        ignored=tuple(ignored),
        barred=tuple(kept_out),
    )


def header_key(header: str) -> str:
    """Return a header for comparing: without case, accents, blanks and signs."""
    return re.sub(r"[^a-z0-9]+", "", folded(header))


_NUMERIC = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: 0{1,2}:00(?::00)?)?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$")
_SHORT_YEAR = re.compile(
    r"^(\d{1,2}(?:[-/.]\d{1,2}[-/.]|[- ][a-z]{3,9}\.?[- ]))(\d{2})(?= |$)", re.IGNORECASE
)
_LAST_CENTURY = 69
"""The first year in two digits that lies in the last century, as POSIX has it (`strptime`)."""


def table_date(text: str) -> date:
    """Return the date in a cell: `31-12-2026`, `31/12/26`, `2026-12-31`, `31 december 2026`.

    A year may be in two digits, as Excel shows it by itself in many a list.
    Raise `WrongUse` that says what is wrong with anything else.
    """
    if short := _SHORT_YEAR.match(text):
        century = "20" if int(short[2]) < _LAST_CENTURY else "19"
        text = f"{short[1]}{century}{text[short.start(2) :]}"
    if found := _NUMERIC.match(text):
        return _existing(text, *map(int, reversed(found.groups())))
    if found := _ISO.match(text):
        return _existing(text, *map(int, found.groups()))
    if re.fullmatch(r"\d{5}", text):
        raise WrongUse(
            say(
                "“{text}” is a date as Excel counts it; give the column the format Date.", text=text
            )
        )
    if re.search(r"[A-Za-z]", text) and re.search(r"\d{4}$", text):
        spoken = next(dates_in(text, date(1900, 1, 1)), None)
        if spoken and (spoken.start, spoken.end) == (0, len(text)):
            return spoken.day
    raise WrongUse(say("“{text}” is not a date; write it as 31-12-2026.", text=text))


def _existing(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise WrongUse(say("{text} is a date that does not exist.", text=text)) from error
