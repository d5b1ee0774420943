"""The table of what was measured: beside its targets, and beside the table of last time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version, system

from db.driver import sqlite3

README = Path(__file__).with_name("README.md")

SLOWER = 1.2
"""How much more than last time is worse, and not noise."""

FLOOR = "`python -c pass`"
"""The line that says how quick the machine is; times are compared with it in mind."""

_START, _END = "<!-- measured -->", "<!-- end -->"
_ROW = re.compile(r"^\| (?P<name>[^|]+?) +\| +(?P<reached>[\d,.]+) (?P<unit>\S+) \|", re.M)
_DECIMALS = {"×": 2, "ms": 1, "MiB": 1, "bytes": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was measured: how much of `unit`, and the most that it should be."""

    part: str
    name: str
    reached: float
    unit: str
    target: float | None = None

    @property
    def missed(self) -> bool:
        """Whether it is more than it should be."""
        return self.target is not None and self.reached > self.target


def table(lines: Sequence[Line], before: Sequence[Line] = ()) -> str:
    """Return the lines as Markdown, with a mark where a target is missed or it got worse."""
    old = {line.name: line.reached for line in before}
    pace = _pace(lines, before)
    rows = []
    part = ""
    for line in lines:
        if line.part != part:
            part = line.part
            rows.append((f"**{part}**", "", "", ""))
        target = f"≤ {_amount(line.target, line.unit)}" if line.target is not None else ""
        rows.append((line.name, _amount(line.reached, line.unit), target, _mark(line, old, pace)))
    head = ("Measured", "Reached", "Target", "")
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(4)]
    text = [_row(head, widths), f"|{'-' * (widths[0] + 2)}|{'-' * (widths[1] + 1)}:|"]
    text[1] += f"{'-' * (widths[2] + 1)}:|{'-' * (widths[3] + 2)}|"
    return "\n".join([*text, *(_row(row, widths) for row in rows)])


def read(path: Path = README) -> list[Line]:
    """Return what was reached last time."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [
        Line(
            part="",
            name=found["name"],
            reached=float(found["reached"].replace(",", "")),
            unit=found["unit"],
        )
        for found in _ROW.finditer(text)
    ]


def write(lines: Sequence[Line], today: date, path: Path = README) -> None:
    """Put the table in the README, with the day and the versions it holds for."""
    versions = (
        f"Measured on {today:%-d %B %Y} with Python {python_version()}, Textual"
        f" {version('textual')} and SQLite {sqlite3.sqlite_version}, on {system()} {machine()}."
    )
    text = path.read_text(encoding="utf-8")
    head, start, rest = text.partition(_START)
    _old, end, tail = rest.partition(_END)
    path.write_text(f"{head}{start}\n{versions}\n\n{table(lines)}\n{end}{tail}", encoding="utf-8")


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, reached, target, mark = cells
    return (
        f"| {name:<{widths[0]}} | {reached:>{widths[1]}} | {target:>{widths[2]}} |"
        f" {mark:<{widths[3]}} |"
    )


def _amount(amount: float, unit: str) -> str:
    return f"{amount:,.{_DECIMALS[unit]}f} {unit}"


def _pace(lines: Sequence[Line], before: Sequence[Line]) -> float:
    """Return how much slower this machine is now than the one of the table."""
    floors = [line.reached for line in (*lines, *before) if line.name == FLOOR]
    return floors[0] / floors[1] if len(floors) == 2 else 1.0


def _mark(line: Line, old: dict[str, float], pace: float) -> str:
    marks = ["✗ missed"] if line.missed else []
    was = old.get(line.name)
    if was is not None:
        was *= pace if line.unit == "ms" else 1.0
        if line.reached > was * SLOWER:
            marks.append(f"▲ was {_amount(was, line.unit)}")
    return ", ".join(marks)
