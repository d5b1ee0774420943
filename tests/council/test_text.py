from __future__ import annotations

import pytest

from council.text import clean, clean_line


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("jeugd\u200bhulp", "jeugdhulp"),
        ("jeugd\u00adhulp", "jeugdhulp"),
        ("jeugd\u2060hulp\ufeff", "jeugdhulp"),
        ("jeugd\u200d\u200chulp", "jeugdhulp"),
        ("jeugd\ufe0fhulp", "jeugdhulp"),
        ("jeugd\U000e0041\U000e0042hulp", "jeugdhulp"),
        ("\u200djeugd", "jeugd"),
        ("cli\u00ebnt\u200b", "cli\u00ebnt"),
        ("\u202ejeugd\x1b[0m", "jeugd[0m"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f9d1\U0001f3fd\u200d\u2696\ufe0f",
        "1\ufe0f\u20e3 \u26a0\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
    ids=["Persian", "Hindi", "family", "judge", "signs", "flag of England"],
)
def test_what_a_script_or_a_sign_needs_is_kept(text: str) -> None:
    assert clean(text) == text


def test_a_title_of_nothing_that_can_be_seen_is_empty() -> None:
    assert clean_line(" \u200b\u00ad ") == ""


def test_marks_on_a_letter_beyond_what_a_script_needs_are_taken_out() -> None:
    assert clean("e" + "\u0316" * 30 + "\u0301" * 400_000 + "x") == "e" + "\u0316" * 30 + "x"
    assert clean("e\u0301" * 40) == "é" * 40
