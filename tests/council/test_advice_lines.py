from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.advice_lines import split_recommendations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Stel een meldpunt in\n\nEvalueer", ["Stel een meldpunt in", "Evalueer"]),
        ("1. Stel een meldpunt in\n2) Evalueer", ["Stel een meldpunt in", "Evalueer"]),
        (
            "1. Stel een meldpunt in\ndat bereikbaar is\n\nvoor iedereen\n2. Evalueer",
            ["Stel een meldpunt in dat bereikbaar is voor iedereen", "Evalueer"],
        ),
        ("1. Stel in\n2. Vergoed\nEvalueer na een jaar.", ["Stel in", "Vergoed", "Evalueer na een jaar."]),
        ("1. Vergoed de reis\n   Ook van mantelzorgers\n2. Evalueer", ["Vergoed de reis Ook van mantelzorgers", "Evalueer"]),
        ("1. Vergoed de reis\n(ook van mantelzorgers)", ["Vergoed de reis (ook van mantelzorgers)"]),
        ("1. Vergoed\n“Evalueer” dit", ["Vergoed", "“Evalueer” dit"]),
        ("Vooraf\n1. Evalueer", ["Vooraf", "Evalueer"]),
        ("Aanbeveling 1: Evalueer", ["Evalueer"]),
        ("Vergoed de reis\n  ook van mantelzorgers\nEvalueer", ["Vergoed de reis ook van mantelzorgers", "Evalueer"]),
        ("Vergoed de reis\n\tOok van mantelzorgers", ["Vergoed de reis Ook van mantelzorgers"]),
        ("  Vergoed de reis\n  Evalueer", ["Vergoed de reis", "Evalueer"]),
        ("- Vergoed\n- evalueer", ["Vergoed", "evalueer"]),
        ("•\tVergoed\n•\tEvalueer", ["Vergoed", "Evalueer"]),
        ("  – vergoed\n  – evalueer", ["vergoed", "evalueer"]),
        ("* Vergoed\nde reis\n* Evalueer", ["Vergoed de reis", "Evalueer"]),
        ("a) vergoed\nb) evalueer", ["vergoed", "evalueer"]),
        ("- Vergoed:\n    - de reis\n    - het eten\n- Evalueer", ["Vergoed: de reis het eten", "Evalueer"]),
        ("1. Vergoed\n- de reis\n2. Evalueer", ["Vergoed - de reis", "Evalueer"]),
        ("1. Vergoed\n• Evalueer", ["Vergoed", "Evalueer"]),
        ("-5% op de eigen bijdrage", ["-5% op de eigen bijdrage"]),
    ],
)  # fmt: skip
def test_recommendations_are_numbered_or_one_a_line(text: str, found: list[str]) -> None:
    assert split_recommendations(text) == found


@given(st.lists(st.text("abc \n", max_size=20), max_size=5), st.booleans())
def test_no_word_is_lost(pieces: list[str], numbered: bool) -> None:
    text = "\n".join(f"{at}. x{one}" if numbered else one for at, one in enumerate(pieces, 1))
    kept = " ".join(split_recommendations(text)).split()
    numbers = {f"{at}." for at in range(1, len(pieces) + 1)} if numbered else set()
    assert kept == [word for word in text.split() if word not in numbers]
