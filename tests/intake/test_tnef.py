from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rtf_text import rtf_to_text, unpack_rtf
from intake.tnef import MAX_FILES, read_tnef
from tests.intake import tnef_builder as build
from tests.intake.tnef_builder import LETTER

# The worked examples of MS-OXRTFCP, sections 3.1.1 and 3.1.2.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d"
    "0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_subject_text_and_files_come_out() -> None:
    opened = read_tnef(LETTER)
    assert opened is not None
    assert opened.subject == "Adviesaanvraag re-integratie"
    assert opened.text == "Geachte leden,\r\nbijgaand het stuk."
    assert [(file.name, file.data) for file in opened.files] == [
        ("Verordening re-integratie é.pdf", b"%PDF-1.7 verordening"),
        ("memo.docx", b"PK memo"),
    ]
    assert opened.files[1].media_type == "application/x-memo"
    assert opened.whole


def test_subject_and_text_of_old_attributes_are_in_their_code_page() -> None:
    opened = read_tnef(
        build.tnef(
            build.attribute(1, build.SUBJECT, "Cliënten\0".encode("cp1252")),
            build.attribute(1, build.BODY, "Vóór 1 mei\0".encode("cp1252")),
        )
    )
    assert opened is not None
    assert (opened.subject, opened.text) == ("Cliënten", "Vóór 1 mei")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (build.binary_property(0x1013, b"<p>Beste <b>Noor</b></p>"), "Beste Noor"),
        (build.binary_property(0x1009, HELLO), "hello world"),
    ],
)
def test_text_may_be_html_or_rich_text(value: bytes, text: str) -> None:
    opened = read_tnef(build.tnef(build.attribute(1, build.PROPERTIES, build.properties(value))))
    assert opened is not None and opened.text == text


def test_attached_mail_is_opened_with_its_files() -> None:
    opened = read_tnef(build.tnef(build.attached_mail(LETTER)))
    assert opened is not None
    assert [mail.subject for mail in opened.mails] == ["Adviesaanvraag re-integratie"]
    assert len(opened.mails[0].files) == 2
    assert opened.files == ()


def test_mails_within_mails_are_opened_to_a_limit() -> None:
    stream = LETTER
    for _ in range(50):
        stream = build.tnef(build.attached_mail(stream))
    depth, opened = 0, read_tnef(stream)
    while opened is not None and opened.mails:
        depth, opened = depth + 1, opened.mails[0]
    assert depth == 5


def test_of_thousands_of_files_the_first_are_taken_out() -> None:
    one = build.attribute(2, build.NEW_FILE, b"") + build.attribute(2, build.FILE_DATA, b"x")
    opened = read_tnef(build.tnef(one * 5000))
    assert opened is not None and not opened.whole
    assert len(opened.files) == MAX_FILES


def test_a_stream_cut_short_gives_what_came_before() -> None:
    opened = read_tnef(LETTER[:-90])
    assert opened is not None and not opened.whole
    assert opened.subject and opened.files[0].data == b"%PDF-1.7 verordening"


def test_other_data_are_no_tnef() -> None:
    assert read_tnef(b"%PDF-1.7") is None
    assert read_tnef(b"") is None


@given(st.binary(max_size=300))
def test_whatever_follows_the_signature_is_survived(noise: bytes) -> None:
    read_tnef(LETTER[:6] + noise)


@given(st.integers(0, len(LETTER) - 1), st.integers(0, 255))
def test_a_changed_byte_is_survived(place: int, value: int) -> None:
    read_tnef(LETTER[:place] + bytes([value]) + LETTER[place + 1 :])


def test_rich_text_is_unpacked_as_the_specification_says() -> None:
    assert unpack_rtf(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpack_rtf(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_rich_text_may_be_stored_unpacked() -> None:
    packed = bytes.fromhex("1a0000000e0000004d454c4100000000") + b"{\\rtf1 simpel}"
    assert rtf_to_text(unpack_rtf(packed)) == "simpel"


@given(st.binary(max_size=200))
def test_damaged_rich_text_is_survived(noise: bytes) -> None:
    rtf_to_text(unpack_rtf(HELLO[:16] + noise))
    rtf_to_text(noise)


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 Cli\'ebnten\par Tweede regel}", "Cliënten\nTweede regel"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}\uc1 Vo\u243?r}", "Voór"),
        (rb"{\rtf1 {\pict 89504e470d}na}", "na"),
        (rb"{\rtf1 a\{b\}\\c\tab d}", "a{b}\\c\td"),
        (
            rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf{\b\htmlrtf0 Beste"
            rb"{\*\htmltag84 <br>}\htmlrtf\line\htmlrtf0 leden{\*\htmltag72 </p>}\htmlrtf\par}"
            rb"\htmlrtf0 }",
            "Beste\nleden",
        ),
    ],
)
def test_rich_text_is_read_as_it_is_shown(rtf: bytes, text: str) -> None:
    assert rtf_to_text(rtf) == text
