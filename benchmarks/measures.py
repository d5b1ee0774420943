"""What is measured: each function returns lines for the table, from a number of rounds."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks import keys
from benchmarks.bed import CELLS, HUGE, PASS, RAADTUI, SCRATCH, TEXTUAL, UP, YEARS, Bed, Cost, run
from benchmarks.pty_app import Answer, Opening
from benchmarks.report import FLOOR, Line

SMALL, LARGE = (80, 24), (120, 40)

COMMANDS: dict[str, Sequence[str]] = {
    "`today`": ["today"],
    "`members list`": ["members", "list"],
    "`meetings list`": ["meetings", "list"],
    "`requests list`": ["requests", "list"],
    "`export ical -o -`": ["export", "ical", "-o", "-"],
    "`search verordening`": ["search", "verordening"],
}

_CPU_TARGETS = {keys.CURSOR: 8.0, keys.PAGE: 16.0, keys.FILTER: 16.0, keys.PLACE: 16.0}
_WALL_TARGETS = {keys.CURSOR: 16.0}
_BYTES_TARGETS = {
    keys.CURSOR: 350.0,
    keys.PAGE: 2500.0,
    keys.PLACE: 2500.0,
    keys.OPEN: 5000.0,
    keys.CLOSE: 5000.0,
    keys.TYPED: 400.0,
}


def percentile(values: Iterable[float], part: float = 0.95) -> float:
    """Return the value that so large a part of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def start(bed: Bed, rounds: int, databases: Sequence[str]) -> list[Line]:
    """Measure how soon the first frame stands, and how many bytes it takes."""
    found: dict[str, list[Opening]] = defaultdict(list)
    weighed: dict[str, list[float]] = defaultdict(list)
    # The least of few starts is still that of a busy moment.
    for _ in range(4 * rounds):
        for name in ("", *databases):
            with bed.raadtui(name) if name else bed.empty_app() as app:
                found[name].append(app.opening(UP if name else ""))
                weighed[name].append(app.memory())
    part = "Start: the first whole frame, beside that of an empty Textual app"
    wall = {name: min(one.wall for one in some) for name, some in found.items()}
    cpu = {name: min(one.cpu for one in some) for name, some in found.items()}
    memory = {name: median(some) for name, some in weighed.items()}
    lines = [_line(part, "empty Textual app", wall[""] * 1000, "ms")]
    for name in databases:
        lines += [
            _line(part, f"{name}", wall[name] / wall[""], "×", 1.15),
            _line(part, f"{name}, processor", cpu[name] / cpu[""], "×", 1.15),
            _line(part, f"{name}, to its last byte", found[name][-1].bytes, "bytes", 8000),
        ]
    part = "Memory (PSS), beside an empty Textual app"
    lines += [_line(part, "empty Textual app, memory", memory[""], "MiB")]
    lines += [
        _line(part, f"{name}, just started", memory[name] / memory[""], "×", 1.3)
        for name in databases
    ]
    return lines


def walk(bed: Bed, rounds: int) -> list[Line]:
    """Measure every kind of key on twenty years of data, in two sizes and with both drivers."""
    found: dict[tuple[tuple[int, int], str, str], list[Answer]] = defaultdict(list)
    for _ in range(rounds):
        for size in (SMALL, LARGE):
            for driver in (CELLS, TEXTUAL):
                with bed.raadtui(YEARS, size=size, driver=driver) as app:
                    app.until(UP)
                    app.settle()
                    for kind, key in keys.WALK:
                        found[size, driver, kind].append(app.answer(key))
    kinds = (keys.CURSOR, keys.PAGE, keys.FILTER, keys.PLACE, keys.OPEN, keys.CLOSE, keys.TYPED)
    lines = []
    for size in (SMALL, LARGE):
        shape = f"{size[0]} × {size[1]}"
        part = f"A key until the terminal is quiet, at {shape}, 95th percentile"
        for kind in kinds:
            ours = found[size, CELLS, kind]
            wall = percentile(one.wall for one in ours) * 1000
            cpu = percentile(one.cpu for one in ours) * 1000
            name = f"{kind}, {shape}"
            lines += [
                _line(part, name, wall, "ms", _WALL_TARGETS.get(kind)),
                _line(part, f"{name}, processor", cpu, "ms", _CPU_TARGETS.get(kind)),
            ]
        part = f"Bytes for a key, at {shape}, 95th percentile"
        for kind in kinds:
            sent, whole = (
                percentile(one.bytes for one in found[size, driver, kind])
                for driver in (CELLS, TEXTUAL)
            )
            target = _BYTES_TARGETS.get(kind) if size == SMALL else None
            name = f"{kind}, {shape}, written"
            lines += [
                _line(part, name, sent, "bytes", target),
                _line(part, f"{name}, beside Textual's driver", sent / max(1, whole), "×"),
            ]
    return lines


def huge(bed: Bed, rounds: int) -> list[Line]:
    """Measure every kind of key on a hundred thousand requests: within a frame."""
    found: dict[str, list[Answer]] = defaultdict(list)
    for _ in range(rounds):
        with bed.raadtui(HUGE) as app:
            app.until(UP)
            app.settle()
            for kind, key in keys.WALK:
                found[kind].append(app.answer(key))
    part = f"Processor time of a key on {HUGE}, 95th percentile"
    return [
        _line(part, f"{kind}, huge", percentile(one.cpu for one in found[kind]) * 1000, "ms", 16.0)
        for kind in (keys.CURSOR, keys.PAGE, keys.FILTER, keys.PLACE)
    ]


def minute(bed: Bed, idle: float) -> list[Line]:
    """Measure the bytes of a minute of work with both drivers, and of doing nothing."""
    total = {}
    silence = 0
    for driver in (TEXTUAL, CELLS):
        with bed.raadtui(YEARS, driver=driver) as app:
            app.until(UP)
            app.settle()
            opened = app.size
            for _kind, key in keys.MINUTE:
                app.answer(key)
            total[driver] = app.size - opened
            app.settle(idle, limit=2 * idle)
            silence = app.size - opened - total[driver]
    part = f"A minute of work, {len(keys.MINUTE)} keys, at 80 × 24"
    return [
        _line(part, "all of it", total[CELLS], "bytes"),
        _line(part, "beside Textual's driver", total[CELLS] / total[TEXTUAL], "×", 1 / 6),
        _line(part, f"{idle:.0f} seconds in which nobody types", silence, "bytes", 0),
    ]


def commands(bed: Bed, rounds: int) -> list[Line]:
    """Measure each command on twenty years of data."""
    bed.database(YEARS)
    environment = bed.environment(YEARS)
    programs = {FLOOR: PASS} | {
        name: [*RAADTUI, *arguments] for name, arguments in COMMANDS.items()
    }
    found: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(rounds + 1):
        for name, program in programs.items():
            found[name].append(run(program, environment))
    part = f"Commands on twenty years of data, beside {FLOOR}"
    wall = {name: min(one.wall for one in some) for name, some in found.items()}
    cpu = {name: min(one.cpu for one in some) for name, some in found.items()}
    lines = [_line(part, FLOOR, wall[FLOOR] * 1000, "ms")]
    for name in COMMANDS:
        target = 3.0 if name == "`today`" else None
        lines += [
            _line(part, name, wall[name] / wall[FLOOR], "×", target),
            _line(part, f"{name}, processor", cpu[name] / cpu[FLOOR], "×"),
        ]
    return lines


def memory(bed: Bed, count: int) -> list[Line]:
    """Measure the memory after so many random keys on the demo council."""
    choice = random.Random(1)
    with bed.empty_app() as app:
        app.opening()
        floor = app.memory()
    with bed.raadtui(SCRATCH) as app:
        app.until(UP)
        app.settle()
        for _ in range(count):
            key = choice.choice(keys.RANDOM)
            # What follows Esc too soon would make another key of it.
            app.answer(key, quiet=0.005, patience=0.15 if key == keys.ESCAPE else 0.03)
        app.settle()
        reached = app.memory()
    part = "Memory (PSS), beside an empty Textual app"
    return [_line(part, f"demo, after {count:,} random keys", reached / floor, "×", 1.3)]


def lists(bed: Bed, rounds: int) -> list[Line]:
    """Measure the list over ten, a thousand and a million rows."""
    sizes = (10, 1_000, 1_000_000)
    typed = [
        *keys.each(keys.CURSOR, keys.DOWN, times=12),
        *keys.each(keys.PAGE, keys.PAGE_DOWN, times=6),
        *keys.each(keys.UNMEASURED, b"/"),
        *keys.letters(keys.FILTER, "adv"),
        *keys.each(keys.FILTER, keys.BACKSPACE, times=3),
        *keys.letters(keys.FILTER, "youth 7"),
    ]
    starts: dict[int, list[float]] = defaultdict(list)
    answers: dict[tuple[int, str], list[Answer]] = defaultdict(list)
    for _ in range(rounds + 1):
        for rows in sizes:
            with bed.list_app(rows) as app:
                starts[rows].append(app.opening("Advice").cpu)
                for kind, key in typed:
                    answers[rows, kind].append(app.answer(key))
    part = "The list: processor time, beside the same with a thousand rows"
    lines = []
    for rows in (10, 1_000_000):
        ratio = min(starts[rows]) / min(starts[1_000])
        lines.append(_line(part, f"start, {rows:,} rows", ratio, "×", 1.15))
        for kind in (keys.CURSOR, keys.PAGE, keys.FILTER):
            here, there = (median(one.cpu for one in answers[n, kind]) for n in (rows, 1_000))
            lines.append(_line(part, f"{kind}, {rows:,} rows", here / there, "×", 1.3))
    return lines


def _line(part: str, name: str, reached: float, unit: str, target: float | None = None) -> Line:
    return Line(part=part, name=name, reached=reached, unit=unit, target=target)
