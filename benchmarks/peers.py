"""Measures the program beside others of its kind: `make bench-peers`.

Those of them that are installed, in `.venv-peers` or on the path, with what they show when
first started.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import keys
from benchmarks.bed import EMPTY_APP, RAADTUI, ROOT, UP, run
from benchmarks.pty_app import Answer, Opening, PtyApp, Silent

ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program: how it is started, and what is on its screen when it is up."""

    name: str
    command: tuple[str, ...]
    up: str = ""


PEERS = (
    Peer(name="empty Textual app", command=tuple(EMPTY_APP)),
    Peer(name="raadtui", command=(*RAADTUI, "--lang", "en"), up=UP),
    Peer(name="posting", command=("posting",), up="Send"),
    Peer(name="harlequin", command=("harlequin",), up="Run Query"),
    Peer(name="ikhal", command=("ikhal", "-c", "khal.conf"), up="Mo Tu"),
    Peer(name="calcurse", command=("calcurse", "-D", "calcurse"), up="Calendar"),
)

_KHAL = """[calendars]
[[raad]]
path = {folder}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
"""


def main() -> int:
    """Measure, round by round, and print a table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory(prefix="raadtui-peers-") as name:
        home = Path(name)
        environment = _prepare(home)
        peers = [(one, command) for one in PEERS if (command := _running(one, environment))]
        openings: dict[str, list[Opening]] = {one.name: [] for one, _ in peers}
        cursor: dict[str, list[Answer]] = {one.name: [] for one, _ in peers}
        memory: dict[str, float] = {}
        for _ in range(ROUNDS):
            for peer, command in peers:
                with PtyApp(command, environment=environment) as app:
                    openings[peer.name].append(app.opening(peer.up))
                    memory[peer.name] = app.memory()
                    cursor[peer.name] += [app.answer(keys.DOWN) for _ in range(8)]
    floor = min(one.wall for one in openings[PEERS[0].name])
    print("| program | first frame | bytes of it | cursor key | bytes of it | memory |")
    print("|---|--:|--:|--:|--:|--:|")
    for peer, _ in peers:
        wall = min(one.wall for one in openings[peer.name]) / floor
        size = median(one.bytes for one in openings[peer.name])
        moved = median(one.wall for one in cursor[peer.name]) * 1000
        sent = median(one.bytes for one in cursor[peer.name])
        print(
            f"| {peer.name} | {wall:.2f} × | {size:,.0f} | {moved:.1f} ms | {sent:,.0f} |"
            f" {memory[peer.name]:.0f} MiB |"
        )
    return 0


def _prepare(home: Path) -> dict[str, str]:
    """Make a home in which every program finds what it asks for at its first start."""
    (home / "calcurse").mkdir()
    (home / "khal").mkdir()
    (home / "khal.conf").write_text(_KHAL.format(folder=home / "khal"), encoding="utf-8")
    path = f"{ROOT / '.venv-peers' / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "RAADTUI_DB": str(home / "raad.db"),
        "RAADTUI_TODAY": date.today().isoformat(),
    }
    run([*RAADTUI, "init", "--demo"], environment)
    return environment


def _running(peer: Peer, environment: dict[str, str]) -> list[str] | None:
    """Return the command of a program that is there and comes up, and say which do not."""
    command = _found(peer, environment)
    if command is None:
        print(f"{peer.name} is not installed", file=sys.stderr)
        return None
    try:
        with PtyApp(command, environment=environment) as app:
            app.opening(peer.up)
            app.memory()
    except (Silent, ProcessLookupError):
        print(f"{peer.name} does not start here", file=sys.stderr)
        return None
    return command


def _found(peer: Peer, environment: dict[str, str]) -> list[str] | None:
    program = shutil.which(peer.command[0], path=environment["PATH"])
    if program is None:
        return None
    arguments = (
        str(Path(environment["HOME"]) / word) if word in ("khal.conf", "calcurse") else word
        for word in peer.command[1:]
    )
    return [program, *arguments]


if __name__ == "__main__":
    sys.exit(main())
