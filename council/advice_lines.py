"""Reads recommendations, and the verdicts on them, from plain text as people type it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from council.advice import (
    PROMISING,
    VERDICT_KEYS,
    VERDICT_LABELS,
    Judgement,
    Recommendation,
    Verdict,
)
from council.dates import MONTHS, parse_date
from council.errors import WrongUse
from council.text import clean, clean_line, folded
from council.wording import _, say

# "1." or "1)" at the head of a line, and "Aanbeveling 1:" or "Recommendation 1:".
_NUMBERED = re.compile(
    r"\s*(?:(?:aanbeveling|recommendation)\s+\d+\s*[.:)]|\d+[.)])\s+(?P<text>\S.*)", re.IGNORECASE
)
# What a word processor puts before a line of a list: "•", "-", "a)".
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣●○■\uf0b7]|[a-z]\))\s+(?P<text>\S.*)", re.IGNORECASE)
_VERDICT_LINE = re.compile(r"\s*(?P<number>\d+)\s*[.:;,)\t ]\s*(?P<rest>\S.*)")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}")
_DATE_IN_WORDS = re.compile(
    rf"(?P<day>\d{{1,2}} (?:{'|'.join(MONTHS)})\.? \d{{4}})\b[\s.:;,]*(?P<reasons>.*)",
    re.IGNORECASE,
)

_WORDS = {
    "overgenomen": Verdict.ADOPTED,
    "deels": Verdict.PARTLY,
    "niet": Verdict.REJECTED,
    "later": Verdict.LATER,
    "niet beantwoord": Verdict.NOT_ANSWERED,
}
"""The words of a Dutch letter of reply, whatever language the program speaks."""


def read_recommendations(text: str) -> list[str]:
    """Return the numbered recommendations in a text, in order.

    One begins at a line such as `1. …` or `Aanbeveling 1: …` and goes on over the lines
    after it until an empty line or the next one. A line right under one that begins anew
    (see `_begins`) is one as well.
    """
    found: list[list[str]] = []
    inside = False
    for line in clean(text).splitlines():
        if start := _NUMBERED.fullmatch(line):
            found.append([start["text"]])
            inside = True
        elif not line.strip():
            inside = False
        elif inside and _begins(line):
            found.append([line])
        elif inside:
            found[-1].append(line)
    return [clean_line(" ".join(lines)) for lines in found]


def split_recommendations(text: str) -> list[str]:
    """Return the recommendations in a text that holds nothing else, losing no word of it.

    Where lines are numbered, or else have bullets, each of these begins one, and so does a line
    that begins anew (see `_begins`); the other lines belong to the one above. Without either each
    line is one. A line that is indented more than the first belongs to the one above it.
    """
    lines = [line for line in clean(text).splitlines() if line.strip()]
    starts = [_NUMBERED.fullmatch(line) for line in lines]
    bullets = [_BULLET.fullmatch(line) for line in lines]
    numbered = any(starts)
    marked = numbered or any(bullets)
    found: list[str] = []
    for line, number, bullet in zip(lines, starts, bullets, strict=True):
        under = bool(found) and _indent(line) > _indent(lines[0])
        bare = bullet["text"] if bullet else line
        if number:
            found.append(number["text"])
        elif under or (found and marked and not _begins(line) and (numbered or not bullet)):
            found[-1] += f" {line if numbered else bare}"
        else:
            found.append(bare)
    return [clean_line(one) for one in found]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins(line: str) -> bool:
    """Tell whether a line without a number begins a recommendation among numbered ones.

    It does when it is not indented and its first letter is a capital: a sentence of its own.
    """
    first = next((letter for letter in line if letter.isalpha()), "")
    return first.isupper() and not line[0].isspace()


def read_verdicts(
    text: str, recommendations: Iterable[Recommendation], today: date
) -> list[Judgement]:
    """Return the verdicts in a text with one recommendation a line.

    A line holds the number, the verdict (a digit of `VERDICT_KEYS`, its code, or its word),
    where there is a promise its date, and the reasons: `3 later 2027-06-01 na de evaluatie`.

    Raises WrongUse, naming the line, for what cannot be read, a number the advice does not
    have, or the same number twice.
    """
    known = {recommendation.number: recommendation for recommendation in recommendations}
    judgements: dict[int, Judgement] = {}
    for place, line in enumerate(clean(text).splitlines(), 1):
        if not line.strip():
            continue
        number, verdict, rest = _head(place, line)
        if number not in known:
            raise WrongUse(
                say("Line {line}: there is no recommendation {number}.", line=place, number=number)
            )
        if number in judgements:
            raise WrongUse(
                say("Line {line}: recommendation {number} occurs twice.", line=place, number=number)
            )
        promised_on, reasons = _promise(verdict, rest, today)
        judgements[number] = Judgement(
            recommendation_id=known[number].id,
            verdict=verdict,
            reasons=clean_line(reasons),
            promised_on=promised_on,
        )
    return list(judgements.values())


def _head(place: int, line: str) -> tuple[int, Verdict, str]:
    found = _VERDICT_LINE.fullmatch(line)
    if found:
        rest = found["rest"]
        for word, verdict in _spellings():
            if re.match(re.escape(word) + r"(?!\w)", folded(rest)):
                return int(found["number"]), verdict, rest[len(word) :].lstrip(" \t.:;,)")
    raise WrongUse(
        say(
            "Line {line} holds no number with a verdict, such as “1 {verdict}”.",
            line=place,
            verdict=_(VERDICT_LABELS[Verdict.ADOPTED]),
        )
    )


def _spellings() -> list[tuple[str, Verdict]]:
    """Return what a verdict can be called, the longest first: `niet beantwoord` is not `niet`."""
    words: dict[str, Verdict] = {**VERDICT_KEYS, **_WORDS}
    for verdict, label in VERDICT_LABELS.items():
        words[str(verdict)] = verdict
        words[folded(_(label))] = verdict
    return sorted(words.items(), key=lambda item: -len(item[0]))


def _promise(verdict: Verdict, rest: str, today: date) -> tuple[date | None, str]:
    first, _space, others = rest.partition(" ")
    if _DATE.fullmatch(first):
        return parse_date(first, today), others
    # What promises nothing may give a day as its reason: `niet 1 juni 2027 is te vroeg`.
    in_words = _DATE_IN_WORDS.fullmatch(rest) if verdict in PROMISING else None
    if in_words:
        return parse_date(in_words["day"], today), in_words["reasons"]
    return None, rest
