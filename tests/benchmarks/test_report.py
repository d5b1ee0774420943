from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.report import FLOOR, Line, read, table, write


def line(reached: float, unit: str = "×", target: float | None = None, name: str = "start") -> Line:
    return Line(part="Start", name=name, reached=reached, unit=unit, target=target)


@pytest.mark.parametrize(
    ("now", "before", "marks"),
    [
        (line(1.10, target=1.15), None, ""),
        (line(1.16, target=1.15), None, "✗ missed"),
        (line(1.19), line(1.0), ""),
        (line(1.21), line(1.0), "▲ was 1.00 ×"),
        (line(1.5, target=1.15), line(1.0), "✗ missed, ▲ was 1.00 ×"),
        (line(0.5), line(1.0), ""),
    ],
)
def test_what_is_over_its_target_or_got_slower_is_marked(
    now: Line, before: Line | None, marks: str
) -> None:
    last = table([now], [before] if before else []).splitlines()[-1]
    assert last.split("|")[-2].strip() == marks


@pytest.mark.parametrize(("floor", "slower"), [(10.0, True), (20.0, False)])
def test_a_slower_machine_is_no_slower_program(floor: float, slower: bool) -> None:
    before = [line(10.0, "ms", name=FLOOR), line(5.0, "ms")]
    now = [line(floor, "ms", name=FLOOR), line(10.0, "ms")]
    assert ("▲" in table(now, before)) is slower


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("Before\n<!-- measured -->\nold\n<!-- end -->\nAfter\n", encoding="utf-8")
    write([line(1.25), line(12_345, "bytes", name="opening")], date(2026, 11, 24), path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("Before\n") and text.endswith("After\n") and "old" not in text
    assert [(one.name, one.reached, one.unit) for one in read(path)] == [
        ("start", 1.25, "×"),
        ("opening", 12_345, "bytes"),
    ]
