from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.file_names import MAX_BYTES, MAX_CHARACTERS, extension, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Verordening jeugdhulp 2027.pdf", "Verordening jeugdhulp 2027.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\noor\\Bureaublad\\brief.docx", "brief.docx"),
        ("/tmp/", "tmp"),
        ("..", "attachment"),
        ("", "attachment"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("--.-hulp-nota.pdf", "hulp-nota.pdf"),
        ("...verborgen.txt", "verborgen.txt"),
        ("brief\x1b]52;c;x\x07.pdf", "brief]52;c;x.pdf"),
        ("brief\u202efdp.exe", "brieffdp.exe"),
        ("twee\r\nregels.pdf", "twee regels.pdf"),
        ("on\u200bzichtbaar.pdf", "onzichtbaar.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1.pdf", "_COM1.pdf"),
        ("Contract.pdf", "Contract.pdf"),
        ('a<b>c:d"e|f?g*.pdf', "a_b_c_d_e_f_g_.pdf"),
        ("naam. ", "naam"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("é" * 400_000 + ".pdf", "é" * 116 + ".pdf"),
        ("beleid.v2.concept.odt", "beleid.v2.concept.odt"),
    ],
)
def test_names_become_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_a_safe_name_is_short_has_no_path_and_stays_the_same(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= MAX_CHARACTERS
    assert len(safe.encode()) <= MAX_BYTES
    assert not set(safe) & set('/\\\x00\n<>:"|?*')
    assert not safe.startswith(".")
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "found"), [("a.PDF", ".pdf"), ("a", ""), ("a.b.odt", ".odt"), ("a.zin met spatie", "")]
)
def test_extension(name: str, found: str) -> None:
    assert extension(name) == found
