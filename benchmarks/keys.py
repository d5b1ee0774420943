"""What is typed while measuring: one walk through every kind of key, and a minute of work."""

from __future__ import annotations

from itertools import chain, repeat

DOWN, UP, PAGE_DOWN, PAGE_UP = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~"
ENTER, ESCAPE, BACKSPACE, TAB = b"\r", b"\x1b", b"\x7f", b"\t"

CURSOR = "cursor key"
PAGE = "page"
FILTER = "letter in the filter"
PLACE = "change of screen"
OPEN, CLOSE = "dialog opened", "dialog closed"
TYPED = "letter in a form"

Keys = list[tuple[str, bytes]]

UNMEASURED = ""


def each(kind: str, *keys: bytes, times: int = 1) -> Keys:
    """Return keys of one kind, typed one after the other."""
    return [(kind, key) for key in chain.from_iterable(repeat(keys, times))]


def letters(kind: str, text: str) -> Keys:
    """Return the letters of a text as keys of one kind."""
    return [(kind, letter.encode()) for letter in text]


WALK: Keys = [
    *each(UNMEASURED, b"4", b"3", b"0", b"1"),
    *each(CURSOR, DOWN, times=16),
    *each(CURSOR, UP, times=8),
    *each(PAGE, PAGE_DOWN, times=8),
    *each(PAGE, PAGE_UP, times=4),
    *each(UNMEASURED, b"/"),
    *letters(FILTER, "verordening"),
    *each(FILTER, BACKSPACE, times=5),
    *each(UNMEASURED, ESCAPE),
    *each(PLACE, b"0", b"1", b"3", b"4", b"1", times=3),
    *each(OPEN, b"?"),
    *each(CLOSE, ESCAPE),
    *each(OPEN, b"?"),
    *each(CLOSE, ESCAPE),
    *each(OPEN, b"?"),
    *each(CLOSE, ESCAPE),
    *each(OPEN, b"n"),
    *letters(TYPED, "Nadere regels voor jeugdhulp"),
]
"""Every kind of key, typed in the inbox; it ends in a form."""

MINUTE: Keys = [
    *each(PLACE, b"1"),
    *each(CURSOR, DOWN, times=6),
    *each(OPEN, ENTER),
    *each(CURSOR, DOWN, times=2),
    *each(CLOSE, ESCAPE),
    *each(PAGE, PAGE_DOWN, times=2),
    *each(UNMEASURED, b"/"),
    *letters(FILTER, "jeugd"),
    *each(UNMEASURED, ENTER),
    *each(CURSOR, DOWN, times=2),
    *each(UNMEASURED, ESCAPE),
    *each(PLACE, b"3"),
    *each(CURSOR, DOWN, times=4),
    *each(PLACE, b"4"),
    *each(CURSOR, DOWN, times=4),
    *each(OPEN, b"?"),
    *each(CLOSE, ESCAPE),
    *each(PLACE, b"0"),
    *each(CURSOR, DOWN, times=3),
    *each(PLACE, b"1"),
    *each(OPEN, b"n"),
    *letters(TYPED, "Beleidsregels vervoer"),
]
"""A minute of a secretary's work: look around, filter, read, begin to register a request."""

RANDOM = (
    *repeat(DOWN, 12),
    *repeat(UP, 6),
    *repeat(PAGE_DOWN, 3),
    *repeat(PAGE_UP, 2),
    *(b"0", b"1", b"2", b"3", b"4", b"8", b"R"),
    *repeat(ENTER, 3),
    *repeat(ESCAPE, 8),
    *(b"?", b"/", b"z", b"n", b"v", b"t", b"w", b"a", b"s", b"l", b"o", b"O", b" ", b"e", b"x"),
    TAB,
    b"\x1b[Z",
    BACKSPACE,
)
"""Keys to type at random for a long time; `q` and what stops the program are left out."""
