"""Text from outside, made safe to store and to show.

What a letter, a member list or a paste brings in is data: it must not move a cursor,
write a clipboard, or turn the reading direction of a screen.
"""

from __future__ import annotations

import unicodedata

from council.errors import WrongUse
from council.wording import say

_QUOTED = 40
"""Characters of a text by which it is known again."""

# C0 without tab and line feed, DEL, C1, the line and paragraph separators, the
# directional overrides and isolates, and lone surrogates (UTS #9, Unicode 23.2); then what has
# no width: soft hyphens, zero width spaces, word joiners, marks of annotation, shorthand and music.
_UNSAFE = dict.fromkeys(
    letter
    for first, last in (
        (0x00, 0x08),
        (0x0B, 0x1F),
        (0x7F, 0x9F),
        (0x00AD, 0x00AD),
        (0x034F, 0x034F),
        (0x061C, 0x061C),
        (0x180E, 0x180E),
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0xD800, 0xDFFF),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
    )
    for letter in range(first, last + 1)
)

# Joiners make words in scripts from Hebrew on, and signs in emoji; variation selectors choose a
# sign; tags make a flag. After anything else they only hide.
_HIDDEN = (
    "(?<![\u0590-\u1dff\u2190-\U0010ffff])[\u200c\u200d]+"
    "|(?<=[A-Za-z\u00c0-\u058f])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"
)

_FROM_MARKS = "\u0300"
"""The first letter that is a mark on the one before it; none of them comes before this."""
_MOST_MARKS = 30
"""Marks that stay on one letter: no script has more (UAX #15, section 13). Putting them in order
takes time with the square of their number."""


def clean(text: str) -> str:
    """Return `text` in NFC with line feeds as the only line ends and nothing hidden or controlling.

    Removed: control characters, directional overrides, lone surrogates, what has no width, and
    marks on a letter beyond the thirtieth.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSAFE)
    if _may_hide(text):
        import re

        text = re.sub(_HIDDEN, "", text)
    if max(text, default="") >= _FROM_MARKS and _marks_in(text) > _MOST_MARKS:
        text = _bearable(text)
    return unicodedata.normalize("NFC", text)


def _marks_in(text: str) -> int:
    return sum(map(bool, map(unicodedata.combining, text)))


def _bearable(text: str) -> str:
    """Return `text` without the marks that are too many on one letter."""
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _may_hide(text: str) -> bool:
    """Tell quickly whether a text may have what is looked for: hardly any has."""
    return "\u200c" in text or "\u200d" in text or max(text, default="") >= "\ufe00"


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, blanks folded, ends trimmed."""
    words = clean(text).replace("\n", " ").replace("\t", " ").split(" ")
    return " ".join(filter(None, words)).strip()


def quoted(text: str) -> str:
    """Return a text as a sentence about it quotes it: of a long one, a paste perhaps, the start."""
    line = clean_line(text)
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1].rstrip()}…"


CODE_MOST, NAME_MOST, TITLE_MOST = 20, 120, 300
"""How many characters a code, a name and a title have at the most: beyond that it is a paste."""


def short_line(text: str, most: int, field: str) -> str:
    """Return `text` cleaned and on one line. WrongUse when it has more than `most` characters."""
    line = clean_line(text)
    if len(line) > most:
        raise WrongUse(
            say(
                "“{text}” is too long: {most} characters at the most.", text=quoted(line), most=most
            ),
            field=field,
        )
    return line


def says_something(text: str) -> bool:
    """Tell whether a text has a letter or a digit; a full stop alone is no reason for anything."""
    return any(each.isalnum() for each in text)


def folded(text: str) -> str:
    """Return `text` for comparing and sorting: lower case, without accents, ĳ as ij."""
    plain = unicodedata.normalize("NFKD", text.replace("ĳ", "ij").replace("Ĳ", "IJ").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


INFIXES = frozenset(
    [
        "van",
        "von",
        "de",
        "den",
        "der",
        "het",
        "'t",
        "ter",
        "ten",
        "te",
        "in",
        "op",
        "aan",
        "bij",
        "la",
        "le",
        "du",
        "da",
        "di",
        "el",
        "al",
        "y",
        "dos",
        "d'",
        "s'",
    ]
)
"""Words that stand before a Dutch surname and do not count in its place on a list."""

_DUTCH_INFIXES = INFIXES - frozenset(["la", "le", "du", "da", "di", "el", "al", "y", "dos"])
"""Those which have a small letter behind a given name: `Van der Proef` is `Sanne van der Proef`."""

_DEGREES = frozenset(["msc", "bsc", "ma", "ba", "mba", "llm", "phd", "ra", "bc"])


def natural_name(name: str) -> str:
    """Return a name as one says it: `Proef, Sanne van der` is `Sanne van der Proef`.

    What stands behind a comma and is a degree stays there.
    """
    surname, *rest = (part.strip() for part in clean_line(name).split(","))
    words = " ".join(rest).split()
    if not surname or not words or all(folded(word).strip(".") in _DEGREES for word in words):
        return clean_line(name)
    given = [word for word in words if folded(word) not in INFIXES]
    infixes = [word for word in words if folded(word) in INFIXES]
    family = surname.split()
    for place, word in enumerate(family[:-1]):
        if folded(word) not in _DUTCH_INFIXES:
            break
        family[place] = word.lower()
    return " ".join([*given, *infixes, *family])


def sort_name(name: str) -> str:
    """Return the folded key by which Dutch lists sort a name: the surname without its prefix.

    `Sanne van der Proef` sorts as `proef, sanne van der`, and so does that itself; titles
    such as `mw.` do not count.
    """
    words = [word for word in folded(natural_name(name)).split() if word not in _TITLES]
    if not words:
        return ""
    first = next((place for place, word in enumerate(words) if place and _opens(word)), -1)
    first %= len(words)
    surname = first
    while surname < len(words) - 1 and words[surname] in INFIXES:
        surname += 1
    given, infix = words[:first], words[first:surname]
    return f"{' '.join(words[surname:])}, {' '.join([*given, *infix])}".rstrip(", ")


def _opens(word: str) -> bool:
    """Tell whether a surname begins here: a prefix, or a double name such as `Schijn-de Wit`."""
    return word in INFIXES or word.rpartition("-")[2] in INFIXES


_TITLES = frozenset(
    [
        "mw.",
        "mw",
        "dhr.",
        "dhr",
        "mevr.",
        "mevr",
        "heer",
        "mevrouw",
        "dr.",
        "ir.",
        "mr.",
        "drs.",
        "prof.",
    ]
)
