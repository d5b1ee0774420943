from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.errors import Damaged, WrongUse
from intake.table import decode_table, find_columns, header_key, table_date

TEXT = "Naam;Rol\r\nNoël Kwelder;cliëntlid\r\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "delimiter"),
    [
        (TEXT.encode(), "utf-8", ";"),
        (TEXT.encode("utf-8-sig"), "utf-8", ";"),
        (TEXT.encode("cp1252"), "cp1252", ";"),
        (TEXT.encode("cp850"), "cp850", ";"),
        (TEXT.replace(";", "\t").encode("utf-16"), "utf-16-le", "\t"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", ";"),
        (TEXT.encode("utf-16-le"), "utf-16-le", ";"),
        (TEXT.replace(";", ",").encode(), "utf-8", ","),
        (("sep=,\r\n" + TEXT.replace(";", ",")).encode(), "utf-8", ","),
        (TEXT.replace("\r\n", "\n").encode(), "utf-8", ";"),
        (TEXT.replace("\r\n", "\r").encode(), "utf-8", ";"),
        (TEXT.replace("\r\n", ";;;\r\n").encode() + b";;;\r\n;;;\r\n", "utf-8", ";"),
    ],
)
def test_every_way_in_which_excel_saves_a_list(raw: bytes, encoding: str, delimiter: str) -> None:
    table = decode_table(raw)
    assert (table.encoding, table.delimiter) == (encoding, delimiter)
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, ("Naam", "Rol")),
        (2, ("Noël Kwelder", "cliëntlid")),
    ]


def test_cells_may_hold_delimiters_quotation_marks_and_line_ends() -> None:
    table = decode_table(b'a;b\r\n"x;y";"zei ""ja""\r\nen ging"\r\n\r\nlaatste;rij')
    assert [(row.number, row.cells) for row in table.rows[1:]] == [
        (2, ("x;y", 'zei "ja"\nen ging')),
        (4, ("laatste", "rij")),
    ]


def test_a_comma_within_quotation_marks_is_no_delimiter() -> None:
    assert decode_table(b'naam;"a,b,c,d";e').delimiter == ";"


def test_cells_are_harmless_and_formulas_are_text() -> None:
    table = decode_table("=cmd|'/c calc'!A1;\u202eom;[bold]x[/]\n".encode())
    assert table.rows[0].cells == ("=cmd|'/c calc'!A1", "om", "[bold]x[/]")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"\xfe\xff", "empty"),
        (b"sep=;\r\n", "empty"),
        (b" \r\n\r\n", "empty"),
        (b";;;\r\n;;", "empty"),
        (b"PK\x03\x04" + bytes(50), "workbook.*Save As.*CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "workbook"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\x01\x02\x03\x04 naam;rol", "no text file"),
        (b'naam;rol\n"nooit gesloten;x\n', "Row 2 .*quotation mark"),
        (b"a" * 10_000_001, "10 MB"),
        (b"a\n" * 50_001, "50000 rows"),
    ],
)
def test_files_of_another_sort_are_refused_with_what_to_do(raw: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        decode_table(raw)


@given(st.binary(max_size=200))
def test_noise_is_refused_or_read(noise: bytes) -> None:
    try:
        table = decode_table(noise)
    except Damaged:
        return
    assert all(row.cells and row.number > 0 for row in table.rows)


NAMES = {"naam": "name", "name": "name", "email": "email", "van": "from"}


def test_headers_are_found_whatever_their_case_accents_and_signs() -> None:
    table = decode_table(b"Ledenlijst 2026\n\nNAAM ; E-mail; Schoenmaat;naam;\nNoor;a@b;40")
    columns = find_columns(table, NAMES, required=["name"])
    assert columns.line == 3
    assert columns.fields == {"name": 0, "email": 1}
    assert columns.understood == {"name": "NAAM", "email": "E-mail"}
    assert columns.ignored == ("Schoenmaat", "naam")
    row = table.rows[-1]
    assert [columns.cell(row, field) for field in ("name", "email", "from")] == ["Noor", "a@b", ""]


def test_a_list_without_headers_is_refused() -> None:
    with pytest.raises(Damaged, match="“naam”"):
        find_columns(decode_table(b"Noor;x\nAnton;y"), NAMES, required=["name"])


def test_barred_columns_are_not_read() -> None:
    table = decode_table(b"naam;email\nNoor;a@b")
    columns = find_columns(table, NAMES, ["name"], barred=lambda header: header == "email")
    assert columns.barred == ("email",)
    assert columns.cell(table.rows[1], "email") == ""


@pytest.mark.parametrize(("header", "key"), [("T/m", "tm"), (" Één ", "een"), ("E-mail*", "email")])
def test_header_keys(header: str, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("1-2-2026", date(2026, 2, 1)),
        ("31/12/2026", date(2026, 12, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("31-12-2026 0:00", date(2026, 12, 31)),
        ("31 december 2026", date(2026, 12, 31)),
        ("29-2-2028", date(2028, 2, 29)),
        ("31-12-26", date(2026, 12, 31)),
        ("1/2/30", date(2030, 2, 1)),
        ("1.9.98", date(1998, 9, 1)),
        ("31-12-26 0:00", date(2026, 12, 31)),
        ("31-dec-26", date(2026, 12, 31)),
        ("31 dec 26", date(2026, 12, 31)),
    ],
)
def test_dates_of_a_list(text: str, day: date) -> None:
    assert table_date(text) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31-02-2026", "does not exist"),
        ("12/31/2026", "does not exist"),
        ("2026-02-30", "does not exist"),
        ("31-02-26", "does not exist"),
        ("46387", "as Excel counts it"),
        ("binnenkort", "not a date"),
        ("31 februari 2026", "not a date"),
        ("31-12-2026 14:00", "not a date"),
        ("t/m 31 december 2026", "not a date"),
        ("0-0-0000", "does not exist"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        table_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_reads_back(day: date) -> None:
    assert table_date(f"{day.day}-{day.month}-{day.year}") == day == table_date(day.isoformat())
