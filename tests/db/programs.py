"""Running something in programs of their own, one or all at the same moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run_together(module: str, *arguments: str, times: int) -> list[str]:
    """Start a test program some times, let all go on at once, and return what each said last.

    The program says one line when it is ready, and then waits for one.
    """
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _nth in range(times)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    return [program.communicate(timeout=60)[0].strip() for program in programs]


def run(module: str, *arguments: str) -> str:
    """Run a test program and return what it said; it must not complain."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout
