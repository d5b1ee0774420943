"""A watched Maildir gives each mail once, whatever happens to the program."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.terminal.conftest import ROOT

MAILS = 24
MAIL = """From: beleid@example.nl
Subject: Adviesaanvraag {number}
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
    db, box = tmp_path / "raad.db", tmp_path / "Maildir"
    subprocess.run(raadtui(db, "init"), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
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
