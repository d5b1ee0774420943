"""A bar chart as plain lines of text, for a terminal, a letter or a report."""

from __future__ import annotations

from collections.abc import Sequence

from council.wording import number

BLOCK = "▇"
PLAIN = "="
"""The mark for a terminal or a file that knows ASCII only."""


def bar_chart(
    rows: Sequence[tuple[str, float | None]], *, width: int = 40, mark: str = BLOCK
) -> list[str]:
    """Return one line per row: its label, a bar, its value; the longest bar is `width` marks.

    A value above nought has at least one mark, so that little does not look like nothing.
    None is unknown: it has no bar, and `-` for a value. Negative values have no bar.
    """
    labels = max((len(label) for label, _value in rows), default=0)
    most = max((value for _label, value in rows if value), default=0)
    return [_line(label.ljust(labels), value, most, width, mark) for label, value in rows]


def _line(label: str, value: float | None, most: float, width: int, mark: str) -> str:
    if value is None:
        return f"{label}  -"
    length = max(1, round(value / most * width)) if value > 0 else 0
    bar = f"{mark * length} " if length else ""
    return f"{label}  {bar}{number(value)}"
