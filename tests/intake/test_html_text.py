from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Geachte leden,</p><p>Bijgaand.</p>", "Geachte leden,\n\nBijgaand."),
        ("<p class=MsoNormal>Een\r\n zin&nbsp;met<o:p></o:p> wit </p>", "Een zin met wit"),
        ("<div>een</div><div>twee</div>", "een\ntwee"),
        ("<div>een</div><div><br></div><div>twee</div>", "een\n\ntwee"),
        ("een<br>twee<br><br>drie", "een\ntwee\n\ndrie"),
        ("<ul><li>PW</li><li>Wmo<ul><li>hulp</ul></li></ul>", "- PW\n- Wmo\n  - hulp"),
        ("<ol><li>een<li>twee</ol>", "1. een\n2. twee"),
        (
            'Lees <a href="https://www.example.nl/stuk?id=1&amp;v=2">het stuk</a>.',
            "Lees het stuk (https://www.example.nl/stuk?id=1&v=2).",
        ),
        ('<a href="https://www.example.nl/">example.nl</a>', "example.nl"),
        ('<a href="mailto:n.zilt@example.nl?subject=x">Noor</a>', "Noor (n.zilt@example.nl)"),
        ('<a href="mailto:n.zilt@example.nl">n.zilt@example.nl</a>', "n.zilt@example.nl"),
        ('<a href="javascript:alert(1)">klik</a>', "klik"),
        (
            "<table><tr><th>Wat</th><th>Wanneer</th></tr>"
            "<tr><td><p>Concept</p></td><td><p>1 dec</p></td></tr></table>",
            "Wat | Wanneer\nConcept | 1 dec",
        ),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"),
        (
            "<table><tr><td><table><tr><td>Kop</td></tr><tr><td>Tekst</td></tr></table></td>"
            "<td></td></tr></table>",
            "Kop\nTekst",
        ),
        ("<blockquote>oud<br>bericht</blockquote>nieuw", "> oud\n> bericht\n\nnieuw"),
        ("<style>p{}</style><script>if(a<b){}</script>tekst", "tekst"),
        ("<!--[if mso]><p>weg</p><![endif]-->blijft<![if !vml]> dit<![endif]>", "blijft dit"),
        ('<div style="display:none">vooraf<div>dieper</div></div>zichtbaar', "zichtbaar"),
        ("<head><title>weg</title></head><body>tekst", "tekst"),
        ("3 < 4 &amp; 5 &gt; 4", "3 < 4 & 5 > 4"),
        ('<img alt="a > b">na', "na"),
        ('<a title="los>een</a> twee', "een twee"),
        ("<pre>a  b\n   c</pre>", "a  b\n   c"),
        ("afgebroken <b", "afgebroken"),
        ("<script>nooit gesloten", ""),
        ("", ""),
    ],
)
def test_html_reads_as_a_person_sees_it(html: str, text: str) -> None:
    assert html_to_text(html) == text


@given(st.lists(st.sampled_from(["<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>",
    "</ul>", "<a href='https://example.nl'>", "</a>", "<blockquote>", "</blockquote>", "<pre>",
    "</pre>", "tekst", " ", "<", "&#1;", "\x00", "\x01", "<p style=display:none>", "</p>"]), max_size=40))  # fmt: skip
def test_any_order_of_tags_is_survived(pieces: list[str]) -> None:
    assert not set(html_to_text("".join(pieces))) & set("\x00\x01\x02")


@given(st.text(max_size=200))
def test_text_without_tags_keeps_its_words(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    kept = "".join(html_to_text(plain).split())
    assert kept == "".join(plain.translate({0: None, 1: None, 2: None}).split())


@pytest.mark.parametrize(
    "pattern",
    [
        '<a "',
        "<!",
        "<!--",
        "<table><tr><td>",
        "<blockquote>",
        "<a href=",
        "<script>",
        "<'",
        "<b> ",
        "<pre>\t",
    ],
)
def test_hostile_html_takes_time_in_proportion(pattern: str) -> None:
    started = time.process_time()
    html_to_text(pattern * (200_000 // len(pattern)))
    assert time.process_time() - started < 5


def test_a_number_of_a_sign_that_cannot_be_is_a_sign_that_was_lost() -> None:
    assert html_to_text(f"advies&#{'9' * 5000}; &#0000065;") == "advies\ufffd A"
