from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raadtui.config import plain_lines

PLAIN = """# the council of Wijderveld = ours

lang = "en"
db="/srv/raad/raad.db"
  mouse =  false
council = ""
"""

PIECES = ["lang", "db", "=", " = ", '"', '"nl"', "true", "false", "#", "\n", "\r", "\t", " ", "\\"]
PIECES += ["[", "]", "'", ".", "1", "\u00a0", "\u2028", "é", "[a]", '"""']


def test_plain_lines_are_read_without_a_parser() -> None:
    assert plain_lines(PLAIN) == {
        "lang": "en",
        "db": "/srv/raad/raad.db",
        "mouse": False,
        "council": "",
    }


@pytest.mark.parametrize(
    "line",
    [
        "lang = 'nl'",
        'lang = "nl" # Dutch',
        'db = "C:\\\\raad"',
        'lang = """nl"""',
        "[screens]",
        "screens.lang = true",
        "lang",
        "lang = nl",
        'lang = "nl',
        "mouse = True",
        "mouse = 1",
        "# \x1b[31m",
    ],
)
def test_anything_else_is_left_to_the_parser(line: str) -> None:
    assert plain_lines(f"{PLAIN}{line}\n") is None


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_read_without_the_parser_is_what_the_parser_reads(text: str) -> None:
    found = plain_lines(text)
    if found is not None:
        assert found == tomllib.loads(text)
