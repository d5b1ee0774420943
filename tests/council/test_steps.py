"""The keys by which a step and a letter are chosen."""

from __future__ import annotations

from council.letters import LETTER_KEYS, LetterKind
from council.requests import RequestState
from council.steps import STEP_KEYS, STEP_LABELS


def test_every_step_has_a_name_and_a_key_of_its_own_whatever_a_council_allows() -> None:
    assert set(STEP_LABELS) == set(STEP_KEYS) == set(RequestState) - {RequestState.RECEIVED}
    assert len(set(STEP_KEYS.values())) == len(STEP_KEYS)


def test_every_letter_has_a_key_of_its_own() -> None:
    assert set(LETTER_KEYS) == set(LetterKind)
    assert len(set(LETTER_KEYS.values())) == len(LETTER_KEYS)
