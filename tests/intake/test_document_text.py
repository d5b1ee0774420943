from __future__ import annotations

import logging
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.document_text import MAX_TEXT, text_of, wordless

WORD = (
    '<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>'
    "<w:p><w:r><w:t>Jeugdhulp</w:t></w:r><w:r><w:t>verordening</w:t></w:r></w:p>"
    "<w:p><w:del><w:r><w:delText>geschrapt</w:delText></w:r></w:del>"
    "<w:r><w:t>artikel 1</w:t><w:tab/><w:t>begrippen</w:t></w:r>"
    "<mc:AlternateContent><mc:Fallback><w:t>dubbel</w:t></mc:Fallback></mc:AlternateContent></w:p>"
    "</w:body></w:document>"
)
OPEN_DOCUMENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t">'
    "<office:body><office:text><text:h>Kadernota</text:h>"
    "<text:p>Wij<text:s/>vragen <text:span>advies</text:span>.</text:p>"
    "</office:text></office:body></office:document-content>"
)


def package(**parts: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


def pdf(text: str, pages: int = 1) -> bytes:
    """A PDF of the simplest sort: one line of text on each page."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            b"/Encoding /WinAnsiEncoding >> >> >> >>"
        ]
        * pages,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    )


def encrypted() -> bytes:
    """The same as a PDF that asks for a password (AES, ISO 32000-2 section 7.6)."""
    keys = b"/O <%s> /U <%s> /OE <%s> /UE <%s>" % tuple(b"00" * size for size in (48, 48, 32, 32))
    rule = b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 %s >> /Root" % keys
    return pdf("Geheim").replace(b"/Root", rule)


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.docx", package(word__document_xml=WORD), "Jeugdhulpverordening\nartikel 1\tbegrippen"),
        ("a.odt", package(content_xml=OPEN_DOCUMENT), "Kadernota\nWij vragen advies."),
        ("a.pdf", pdf("Verordening jeugdhulp"), "Verordening jeugdhulp"),
        ("naamloos", pdf("Op inhoud herkend"), "Op inhoud herkend"),
        ("a.txt", "Cliënten\r\nadvies".encode("cp1252"), "Cliënten\nadvies"),
        ("a.html", b"<p>Nota</p><script>x</script>", "Nota"),
        ("a.rtf", rb"{\rtf1 Nota\par minima}", "Nota\nminima"),
    ],
)
def test_documents_give_their_text(name: str, data: bytes, text: str) -> None:
    assert text_of(name, data) == text


def test_footnotes_of_a_word_document_count() -> None:
    notes = '<w:footnotes xmlns:w="w"><w:p><w:t>voetnoot</w:t></w:p></w:footnotes>'
    data = package(word__document_xml=WORD, word__footnotes_xml=notes)
    assert "voetnoot" in text_of("a.docx", data)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w">'
    "<w:p><w:t>&b;</w:t></w:p></w:document>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document xmlns:w="w">'
    "<w:p><w:t>voor &a; na</w:t></w:p></w:document>"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leeg.pdf", b""),
        ("kapot.pdf", pdf("x")[:60]),
        ("kapot.pdf", b"%PDF-1.7\n" + bytes(500)),
        ("kapot.docx", package(word__document_xml=WORD)[:-40]),
        ("geen.docx", package(ander__deel_xml="<x/>")),
        ("ongesloten.docx", package(word__document_xml=WORD[:-20])),
        ("lachers.docx", package(word__document_xml=LAUGHS)),
        ("buiten.docx", package(word__document_xml=OUTSIDE)),
        ("plaatje.png", b"\x89PNG"),
    ],
)
def test_what_cannot_be_read_gives_nothing(name: str, data: bytes) -> None:
    assert text_of(name, data) == ""


def test_a_package_that_unpacks_without_end_is_cut_off() -> None:
    body = "<w:p><w:t>advies </w:t></w:p>" * 2_000_000
    data = package(word__document_xml=f'<w:document xmlns:w="w">{body}</w:document>')
    text = text_of("a.docx", data)
    assert text.startswith("advies") and len(text) <= MAX_TEXT


def test_a_tag_without_end_is_not_read_on() -> None:
    started = time.process_time()
    data = package(word__document_xml=f'<w:p a="{"x" * 40_000_000}"/>')
    assert text_of("a.docx", data) == ""
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    "extra",
    [
        lambda number: "<a>" * number + "</a>" * number,
        lambda number: "".join(f"<a{each}/>" for each in range(10 * number)),
        lambda number: "".join(f'<a b{each}=""/>' for each in range(10 * number)),
        lambda number: "".join(f'<a xmlns:b{each}=""/>' for each in range(10 * number)),
    ],
    ids=["depth", "elements", "attributes", "name spaces"],
)
@pytest.mark.parametrize(("number", "text"), [(900, "advies"), (1100, "")])
def test_a_document_that_fills_the_memory_is_not_read(
    extra: Callable[[int], str], number: int, text: str
) -> None:
    """The reader remembers every level and every name: a small package would take gigabytes."""
    body = f"<w:p><w:t>advies</w:t></w:p>{extra(number)}"
    assert text_of("a.docx", package(word__document_xml=f"<w:body>{body}</w:body>")) == text


def test_a_long_pdf_is_read_to_a_limit() -> None:
    text = text_of("a.pdf", pdf("bladzijde", pages=520))
    assert text.count("bladzijde") == 500


def test_control_characters_do_not_come_along() -> None:
    assert text_of("a.txt", b"a\x1b]52;c;x\x07b") == "a]52;c;xb"


def test_warnings_about_a_pdf_stay_out_of_the_screen(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("pypdf").setLevel(logging.NOTSET)
    assert text_of("a.pdf", pdf("advies").replace(b"startxref\n", b"startxref\n9")) == "advies"
    assert caplog.records == []


SAMPLES = st.sampled_from([pdf("advies"), package(word__document_xml=WORD)])


@settings(deadline=None)
@given(SAMPLES, st.integers(0, 600), st.binary(max_size=5))
def test_damaged_documents_are_survived(data: bytes, place: int, noise: bytes) -> None:
    text_of("a.pdf", data[:place] + noise + data[place + len(noise) :])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (encrypted(), "“a.pdf” is encrypted"),
        (
            b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            "“a.pdf” is encrypted",
        ),
        (pdf(""), "No text could be read from “a.pdf”."),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "No text could be read from “a.pdf”."),
    ],
)
def test_why_a_document_has_no_words(data: bytes, said: str) -> None:
    assert text_of("a.pdf", data) == ""
    assert str(wordless("a.pdf", data)).startswith(said)
