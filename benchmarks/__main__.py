"""Measures everything in one run and prints it: `python -m benchmarks [--quick] [--write]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from benchmarks import measures, report
from benchmarks.bed import DEMO, HUGE, YEARS, Bed
from benchmarks.report import Line


def main() -> int:
    """Measure, print the table, and return 1 when a target is missed."""
    arguments = _arguments()
    # Without compiled modules everything would start several times slower.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    bed = Bed(_folder())
    rounds = 1 if arguments.quick else arguments.rounds
    databases = [DEMO, YEARS, *([HUGE] if arguments.huge else [])]
    steps: list[tuple[str, Callable[[], list[Line]]]] = [
        ("commands", lambda: measures.commands(bed, 3 * rounds)),
        ("start", lambda: measures.start(bed, 2 * rounds, databases)),
        ("keys", lambda: measures.walk(bed, rounds)),
        ("minute", lambda: measures.minute(bed, 3 if arguments.quick else 10)),
        ("lists", lambda: measures.lists(bed, rounds)),
        ("memory", lambda: measures.memory(bed, 300 if arguments.quick else 3000)),
    ]
    if arguments.huge:
        steps.append(("huge", lambda: measures.huge(bed, rounds)))
    lines: list[Line] = []
    for name, measure in steps:
        if not arguments.only or name in arguments.only:
            print(f"{name} …", file=sys.stderr, flush=True)
            lines += measure()
    parts = [line.part for line in lines]
    lines.sort(key=lambda line: parts.index(line.part))
    print(report.table(lines, report.read()))
    if arguments.write:
        report.write(lines, date.today())
    return 1 if any(line.missed for line in lines) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument("--quick", action="store_true", help="one round, to see that it works")
    parser.add_argument("--write", action="store_true", help="write the table to README.md")
    parser.add_argument("--huge", action="store_true", help=f"measure on {HUGE} as well: 1 GB")
    parser.add_argument("--only", action="append", metavar="STEP", help="measure this alone")
    return parser.parse_args()


def _folder() -> Path:
    """Return where the databases are kept: making twenty years takes a while."""
    folder = Path(gettempdir()) / f"raadtui-benchmarks-{os.getuid()}-{date.today()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
