"""Letters of the council: which kinds there are, and how one that was sent is kept."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from council.record import record
from council.wording import N_


class LetterKind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    INFORMATION = "information"
    DECLINED = "declined"
    ADVICE = "advice"
    REMINDER = "reminder"
    ALDERMAN = "alderman"
    CITY_COUNCIL = "city_council"
    CITY_COUNCIL_CHAIR = "city_council_chair"
    GENERAL_BOARD = "general_board"
    REASONS = "reasons"
    PROMISE = "promise"


LETTER_LABELS = {
    LetterKind.ACKNOWLEDGEMENT: N_("acknowledgement of receipt"),
    LetterKind.INFORMATION: N_("request for missing papers"),
    LetterKind.DECLINED: N_("notice that no advice is given"),
    LetterKind.ADVICE: N_("advice"),
    LetterKind.REMINDER: N_("reminder"),
    LetterKind.ALDERMAN: N_("letter to the alderman"),
    LetterKind.CITY_COUNCIL: N_("letter to the city council"),
    LetterKind.CITY_COUNCIL_CHAIR: N_("letter to the chair of the city council"),
    LetterKind.GENERAL_BOARD: N_("letter to the general board"),
    LetterKind.REASONS: N_("request to complete the answer"),
    LetterKind.PROMISE: N_("reminder of a promise"),
}

LETTER_KEYS = {
    LetterKind.ACKNOWLEDGEMENT: "o",
    LetterKind.INFORMATION: "p",
    LetterKind.DECLINED: "g",
    LetterKind.ADVICE: "a",
    LetterKind.REMINDER: "h",
    LetterKind.ALDERMAN: "w",
    LetterKind.CITY_COUNCIL: "r",
    LetterKind.CITY_COUNCIL_CHAIR: "v",
    LetterKind.GENERAL_BOARD: "b",
    LetterKind.REASONS: "l",
    LetterKind.PROMISE: "t",
}
"""The key of each letter, whatever else fits: most stand for the Dutch label."""

LETTER_NAMES = {
    LetterKind.ACKNOWLEDGEMENT: N_("receipt"),
    LetterKind.INFORMATION: N_("papers"),
    LetterKind.DECLINED: N_("no advice"),
    LetterKind.ADVICE: N_("advice"),
    LetterKind.REMINDER: N_("reminder"),
    LetterKind.ALDERMAN: N_("alderman"),
    LetterKind.CITY_COUNCIL: N_("city council"),
    LetterKind.CITY_COUNCIL_CHAIR: N_("chair of the council"),
    LetterKind.GENERAL_BOARD: N_("general board"),
    LetterKind.REASONS: N_("reasons"),
    LetterKind.PROMISE: N_("promise"),
}
"""What each is called in one word, to be typed."""


@record
class SentLetter:
    """A letter as it was sent; it never changes.

    `reference` is what stands at its head as our reference.
    """

    id: int
    request_id: int
    kind: LetterKind
    reference: str
    on: date
    addressee: str
    subject: str
    body: str
