"""A watched Maildir gives each mail once, whatever happens to the program or the folder."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.terminal.conftest import ROOT

MAILS = 24
MAIL = """From: beleid@example.nl
Subject: Adviesaanvraag onderwerp {number}
Message-ID: <{number}@example.nl>
Date: Mon, 09 Nov 2026 10:15:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

Graag advies over onderwerp {number}.
--x
Content-Type: text/plain; name=bijlage.txt
Content-Disposition: attachment; filename=bijlage.txt

Bijlage {number}
--x--
"""


def raadtui(db: Path, *words: str | Path) -> list[str | Path]:
    options: list[str | Path] = ["--db", db, "--lang", "en", "--today", "2026-11-23"]
    return [sys.executable, "-m", "raadtui", *options, *words]


def answer(db: Path, *words: str | Path) -> list[dict[str, object]]:
    done = subprocess.run(raadtui(db, *words, "--json"), cwd=ROOT, capture_output=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_a_watch_that_is_killed_again_and_again_takes_each_mail_once(tmp_path: Path) -> None:
    db, box = tmp_path / "raad.db", maildir(tmp_path)
    subprocess.run(raadtui(db, "init"), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    for number in range(MAILS):
        (box / "new" / f"{number:03}.host").write_text(MAIL.format(number=number))
    watch = raadtui(db, "requests", "intake", "--watch", box)
    for lines in (1, 2, 4, 8):
        with subprocess.Popen(watch, cwd=ROOT, stdout=subprocess.PIPE, text=True) as watching:
            assert watching.stdout is not None
            while lines:
                if "Registered as" in watching.stdout.readline():
                    lines -= 1
            watching.kill()
    with subprocess.Popen(watch, cwd=ROOT, stdout=subprocess.DEVNULL) as watching:
        until = time.monotonic() + 60
        while len(answer(db, "requests", "list")) < MAILS and time.monotonic() < until:
            pass
        watching.terminate()
    titles = [one["title"] for one in answer(db, "requests", "list")]
    assert len(titles) == len(set(titles)) == MAILS
    papers = list((tmp_path / "raad.db.files").rglob("*"))
    assert not [path.name for path in papers if path.name.startswith(".")]


@contextmanager
def watching(db: Path, box: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = raadtui(db, "requests", "intake", "--watch", box, *words)
    pipes = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipes, stderr=pipes, text=True) as watch:
        try:
            yield watch
        finally:
            watch.terminate()


def maildir(tmp_path: Path) -> Path:
    box = tmp_path / "Maildir"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    return box


def test_a_watch_tells_each_mail_on_one_line_and_only_counts_what_it_knows(tmp_path: Path) -> None:
    db, box = tmp_path / "raad.db", maildir(tmp_path)
    subprocess.run(raadtui(db, "init"), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path = box / "new" / "1.host"
    path.write_text(MAIL.format(number=1))
    with watching(db, box) as watch:
        assert watch.stdout is not None and watch.stderr is not None
        assert watch.stdout.readline() == f"{path}: Registered as 2026-001 Onderwerp 1.\n"
        # Another mail under the same name, with a day that does not exist.
        path.write_text(MAIL.format(number=2).replace("Graag", "Voor 31-02-2027 graag"))
        line = watch.stdout.readline()
        assert line.startswith(
            f"{path}: Registered as 2026-002 Onderwerp 2. “… Voor 31-02-2027” is"
        )
        box.rename(tmp_path / "away")
        assert watch.stderr.readline().startswith(f"{box} cannot be read now: it is not there.")
        (tmp_path / "away").rename(box)
        assert watch.stderr.readline() == f"{box} can be read again.\n"
        (box / "new" / "3.host").write_text(MAIL.format(number=3))
        assert "Registered as 2026-003 Onderwerp 3." in watch.stdout.readline()
    with watching(db, box) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "2 mails were taken in before.\n"
    with watching(db, box, "--json") as watch:
        assert watch.stdout is not None
        assert json.loads(watch.stdout.readline()) == {"outcome": "known", "mails": 2}
        (box / "new" / "4.host").write_text(MAIL.format(number=4))
        assert json.loads(watch.stdout.readline())["ref"] == "2026-004"
