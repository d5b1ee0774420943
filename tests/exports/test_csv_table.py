from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.text import clean_line
from exports.csv_table import Cell, table


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def cell(value: Cell) -> str:
    [_header, [shown, _last]] = read(table(["a", "b"], [[value, "end"]]))
    return shown


def test_the_bytes_that_a_dutch_excel_opens_with_its_columns() -> None:
    data = table(["naam", "tot en met"], [["Zoë; van der Proef", date(2027, 12, 31)]])
    assert data == (
        b"\xef\xbb\xbfnaam;tot en met\r\n" + '"Zoë; van der Proef";2027-12-31\r\n'.encode()
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (-5, "-5"),
        (date(2026, 12, 8), "2026-12-08"),
        (datetime(2026, 12, 8, 19, 30), "2026-12-08 19:30"),
        ('zij zei "ja"', 'zij zei "ja"'),
        ("eerste regel\r\ntweede\tkolom", "eerste regel tweede kolom"),
        ("\x1b]52;c;x\x07", "]52;c;x"),
        ("\u202egnp.exe", "gnp.exe"),
        ("+31 6 12345678", "+31 6 12345678"),
        ("-12,50", "-12,50"),
        ("06-12345678", "06-12345678"),
        ("=1+1", "'=1+1"),
        ("  =1+1", "'=1+1"),
        ("\t\r\n=1+1", "'=1+1"),
        ("\ufeff=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("|calc", "'|calc"),
        ("%0A", "'%0A"),
        ("＝1+1", "'＝1+1"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("+31-6-12345678", "'+31-6-12345678"),
        ("-", "'-"),
    ],
)
def test_what_a_cell_shows(value: Cell, shown: str) -> None:
    assert cell(value) == shown


def test_headers_are_no_formulas_either() -> None:
    assert read(table(["=1+1", "b"], [])) == [["'=1+1", "b"]]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_every_text_stays_in_its_cell_and_runs_nothing(rows: list[list[str]]) -> None:
    [_header, *shown] = read(table(["a", "b"], rows))
    assert len(shown) == len(rows)
    for row, shown_row in zip(rows, shown, strict=True):
        for text, seen in zip(row, shown_row, strict=True):
            assert seen.removeprefix("'") == clean_line(text).removeprefix("'")
            assert not seen.startswith(tuple("=@|%＝＠｜％＋－"))
            assert not any(unicodedata.category(letter) == "Cc" for letter in seen)
