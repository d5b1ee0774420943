"""How alike two titles of policy documents are, with Dutch compounds taken apart."""

from __future__ import annotations

import re
from functools import lru_cache

from council.text import folded

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_PART = 4
# The names of the acts are long and every title has its own way of writing them.
_ACTS = (
    (re.compile(r"\b(?:wet )?maatschappelijke ondersteuning(?: 2015)?\b"), "wmo"),
    (re.compile(r"\bwmo 2015\b"), "wmo"),
    (re.compile(r"\bparticipatiewet\b"), "pw"),
    (re.compile(r"\bre-(?=[a-z])"), "re"),
)


def _stem(word: str) -> str:
    """Take off a plural or an inflection, so that `nadere regels` and `nader regel` are alike."""
    for ending in ("en", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PART:
            return word.removesuffix(ending)
    return word


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(_stem, text.split()))


_EMPTY = frozenset(
    _stems(
        "de het een en of van voor in op over met te ter tot aan bij naar door uit inzake om als"
        " betreffende is zijn gemeente gemeentelijk advies adviesaanvraag adviesverzoek verzoek"
        " aanvraag the a an and on for to request advice fwd fw re"
    )
)
# What a document is, rather than what it is about; these also end compounds.
_FORMS = _stems(
    "verordening regel programma kader notitie nota visie beleid plan agenda aanpak"
    " ordinance policy rule"
)
_WEAK = frozenset(_FORMS) | frozenset(
    _stems(
        "start uitvoering nader nieuw concept ontwerp wijziging gewijzigd herziening herzien"
        " actualisatie evaluatie vaststelling draft"
    )
)
_ACT_WORDS = frozenset(["wmo", "pw", "jeugdwet"])
_WEIGHTS = ((str.isdigit, 0.25), (_WEAK.__contains__, 0.3), (_ACT_WORDS.__contains__, 0.5))


def folded_title(title: str) -> str:
    """Return a title for telling whether two are the same: words only, without case or accents."""
    return " ".join(_WORD.findall(folded(title)))


def likeness(first: str, second: str) -> float:
    """Return how alike two titles are, from 0 (nothing in common) to 1 (the same words).

    Order does not count. A compound is alike to its parts: `jeugdhulpverordening` and
    `verordening jeugdhulp` are the same. What a document is about weighs more than what
    sort it is, and a title that says all of a shorter one is alike to it.
    """
    ours, theirs = words(first), words(second)
    if not ours or not theirs:
        return 0.0
    sides = [(_found(ours, theirs), _whole(ours)), (_found(theirs, ours), _whole(theirs))]
    of_both = sum(found for found, _ in sides) / sum(whole for _, whole in sides)
    found, whole = min(sides, key=lambda side: side[1])
    return (of_both + found / whole) / 2


def shared_words(first: str, second: str) -> list[str]:
    """Return the words of the first title that the second has too, what they are about first."""
    theirs = words(second)
    weights: dict[str, float] = {}
    for word, parts in _taken_apart(first):
        shared = [_weight(part) for part in parts if _nearest(part, theirs)]
        if shared:
            weights[word] = max(shared)
    return sorted(weights, key=lambda word: -weights[word])


def words(title: str) -> list[str]:
    """Return the words of a title that carry meaning, once each: compounds apart, plurals off."""
    return list(dict.fromkeys(part for _word, parts in _taken_apart(title) for part in parts))


def subject_words(title: str) -> list[str]:
    """Return the words that say what a title is about; all of them when none does."""
    return topics(title) or words(title)


def topics(title: str) -> list[str]:
    """Return the words that say what a title is about, beside its act and its sort."""
    return [word for word in words(title) if _weight(word) == 1.0]


@lru_cache(maxsize=1024)
def _taken_apart(title: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each word that carries meaning with its parts."""
    text = folded(title)
    for pattern, short in _ACTS:
        text = pattern.sub(short, text)
    return tuple(
        (word, tuple(_parts(_stem(word))))
        for word in _WORD.findall(text)
        if _stem(word) not in _EMPTY
    )


def _parts(word: str) -> list[str]:
    """Take the form of a document off the end of a compound."""
    for form in _FORMS:
        about = word.removesuffix(form)
        if about != word and len(about) >= _SHORTEST_PART:
            return [*_parts(_stem(about)), form]
    return [word]


def _weight(word: str) -> float:
    return next((weight for holds, weight in _WEIGHTS if holds(word)), 1.0)


def _whole(among: list[str]) -> float:
    return sum(map(_weight, among))


def _found(wanted: list[str], among: list[str]) -> float:
    return sum(_weight(word) * _nearest(word, among) for word in wanted)


def _nearest(word: str, among: list[str]) -> float:
    return max((_overlap(word, other) for other in among), default=0.0)


def _overlap(one: str, other: str) -> float:
    """Return how much of the longer word the shorter one covers, from its start or to its end."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_PART or not (long.startswith(short) or long.endswith(short)):
        return 0.0
    return len(short) / len(long)
