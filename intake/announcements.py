"""The municipality's list of coming policy: what will be asked, about what, and when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date

from council.errors import WrongUse
from council.record import record
from council.requests import DocumentKind
from council.text import TITLE_MOST, folded, quoted, short_line
from council.wording import say
from intake.dates_in_text import month_in
from intake.policy_words import domains_in, kind_in, kind_of
from intake.table import Columns, Fault, Row, decode_table, find_columns, table_date

_HEADERS = {
    "title": "titel onderwerp title subject naam dossier stuk beleidsstuk",
    "kind": "soort kind type soortstuk documentsoort",
    "domains": "domein domeinen domain domains wet beleidsterrein",
    "expected": "verwacht verwachtop expected expectedon planning gepland datum date wanneer "
    "verwachtedatum adviesaanvraagverwacht",
    "source": "bron source vindplaats herkomst",
    "decided": "besluit besluitop decided decidedon besluitdatum vastgesteld vastgesteldop "
    "genomenop raadsbesluit collegebesluit",
}
_FIELDS = {name: field for field, names in _HEADERS.items() for name in names.split()}
_QUARTER = re.compile(r"(?:q|k|kwartaal )?([1-4])(?:e|ste|de)?(?: ?kwartaal)?[ /-]*(\d{4})")
_QUARTER_LAST = re.compile(r"(\d{4})[ /-]*[qk]([1-4])")


@record
class AnnouncementLine:
    """One piece of coming policy.

    `expected_on` is the last day of what the list names (a day, a month, a quarter, a year),
    `expected` its own words. `decided_on` is when it was decided, if it was.
    """

    number: int
    title: str
    kind: DocumentKind
    domains: tuple[str, ...] = ()
    expected_on: date | None = None
    expected: str = ""
    source: str = ""
    decided_on: date | None = None


@record
class AnnouncementList:
    """What a file announces; only a list without `faults` may be taken over."""

    lines: tuple[AnnouncementLine, ...]
    faults: tuple[Fault, ...]
    delimiter: str
    encoding: str
    columns: Mapping[str, str]
    ignored: tuple[str, ...] = ()


def read_announcements(raw: bytes) -> AnnouncementList:
    """Return the announcements in `raw`. Raise `Damaged` when the file is no such list."""
    table = decode_table(raw)
    columns = find_columns(table, _FIELDS, required=["title"])
    faults: list[Fault] = []
    lines = [_line(columns, row, faults) for row in table.rows if row.number > columns.line]
    return AnnouncementList(
        lines=tuple(lines),
        faults=tuple(faults),
        delimiter=table.delimiter,
        encoding=table.encoding,
        columns={header: field for field, header in columns.understood.items()},
        ignored=columns.ignored,
    )


def _line(columns: Columns, row: Row, faults: list[Fault]) -> AnnouncementLine:
    def wrong(field: str, error: WrongUse) -> None:
        column = columns.header(field)
        faults.append(Fault(line=row.number, column=column, message=error.message))

    title, domain = columns.cell(row, "title"), columns.cell(row, "domains")
    if not title:
        wrong("title", WrongUse(say("The title is missing.")))
    try:
        short_line(title, TITLE_MOST, "title")
    except WrongUse as error:
        wrong("title", error)
    domains = domains_in(domain or title)
    if domain and not domains:
        wrong(
            "domains",
            WrongUse(
                say("“{text}” is no domain; use PW, Wmo, Jeugd or algemeen.", text=quoted(domain))
            ),
        )
    expected, decided = columns.cell(row, "expected"), columns.cell(row, "decided")
    expected_on = decided_on = None
    try:
        expected_on = last_day(expected) if expected else None
    except WrongUse as error:
        wrong("expected", error)
    try:
        decided_on = table_date(decided) if decided else None
    except WrongUse as error:
        wrong("decided", error)
    return AnnouncementLine(
        number=row.number,
        title=title,
        kind=kind_in(columns.cell(row, "kind")) or kind_of(title),
        domains=domains,
        expected_on=expected_on,
        expected=expected,
        source=columns.cell(row, "source"),
        decided_on=decided_on,
    )


def last_day(text: str) -> date:
    """Return the last day of what `text` names: a day, `maart 2027`, `Q2 2027` or `2027`.

    Raise `WrongUse` when it names none of these.
    """
    plain = folded(text).strip(" .")
    if found := _QUARTER.fullmatch(plain):
        return _month_end(int(found.group(2)), int(found.group(1)) * 3)
    if found := _QUARTER_LAST.fullmatch(plain):
        return _month_end(int(found.group(1)), int(found.group(2)) * 3)
    if found := re.fullmatch(r"([a-z]+)\.? (\d{4})", plain):
        month = month_in(found.group(1))
        if month:
            return _month_end(int(found.group(2)), month)
    if re.fullmatch(r"20\d{2}", plain):
        return date(int(plain), 12, 31)
    return table_date(text)


def _month_end(year: int, month: int) -> date:
    if not year >= 1:
        raise WrongUse(say("“{text}” is not a year.", text=str(year)))
    return date(year, month, calendar.monthrange(year, month)[1])
