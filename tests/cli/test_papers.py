"""`raadtui papers`: adding, guarding and getting out what is advised on."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Raadtui
from tests.cli.mails import mail
from tests.cli.test_requests import REGISTER
from tests.intake.test_document_text import encrypted


@pytest.fixture
def registered(asd: Raadtui) -> Raadtui:
    assert asd(*REGISTER).status == 0
    return asd


def draft(folder: Path, text: str, name: str = "ontwerp.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("dicht.pdf", encrypted(), "“dicht.pdf” is encrypted, so its text cannot be read"),
        ("leeg.pdf", b"%PDF-1.4", "No text could be read from “leeg.pdf”."),
        ("foto.png", b"PNG", ""),
        ("ontwerp.txt", b"Een", ""),
    ],
)
def test_a_paper_without_words_is_kept_and_told(
    registered: Raadtui, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = registered("papers", "add", "2026-001", path)
    assert (done.status, name in done.out) == (0, True)
    assert done.err.startswith(told) if told else not done.err


def test_a_file_by_the_same_name_is_a_new_edition(registered: Raadtui, tmp_path: Path) -> None:
    (first,) = registered(
        "papers", "add", "2026-001", draft(tmp_path, "Een"), "--embargo", "2026-12-10", "--json"
    ).json
    assert (first["edition"], first["embargo_until"]) == (1, "2026-12-10")
    (second,) = registered("papers", "add", "2026-001", draft(tmp_path, "Twee"), "--json").json
    assert (second["edition"], second["embargo_until"]) == (2, "2026-12-10")
    assert [one["id"] for one in registered("papers", "list", "2026-001", "--json").json] == [2]
    older = registered("papers", "list", "2026-001", "--all", "--json").json
    assert [(one["edition"], one["current"]) for one in older] == [(1, False), (2, True)]


def test_the_words_of_an_added_paper_are_found(registered: Raadtui, tmp_path: Path) -> None:
    registered("papers", "add", "2026-001", draft(tmp_path, "De kostendelersnorm vervalt"))
    assert "ontwerp.txt" in registered("search", "delersnorm").out


def test_a_paper_comes_out_as_it_went_in(registered: Raadtui, tmp_path: Path) -> None:
    content = bytes(range(256))
    source = tmp_path / "bijlage.bin"
    source.write_bytes(content)
    (made,) = registered("papers", "add", "2026-001", source, "--json").json
    assert made["sha256"] == hashlib.sha256(content).hexdigest()
    out = tmp_path / "terug.bin"
    assert registered("papers", "save", made["id"], "-o", out).status == 0
    assert out.read_bytes() == content


def test_saving_a_guarded_paper_says_so(registered: Raadtui, tmp_path: Path) -> None:
    registered("papers", "add", "2026-001", draft(tmp_path, "Een"), "--confidential")
    saved = registered("papers", "save", "1", "-o", tmp_path / "x.txt")
    assert (saved.status, "confidential" in saved.out) == (0, True)
    opened = registered("papers", "change", "1", "--open", "--name", "nota.txt", "--json").json
    assert (opened[0]["confidential"], opened[0]["name"]) == (False, "nota.txt")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["add", "2026-001", "nergens.pdf"], 2, "There is no file nergens.pdf."),
        (["add", "2026-001", "-"], 2, "--name"),
        (["add", "2026-001", "{file}", "--replaces", "9"], 2, "There is no paper 9."),
        (["change", "9"], 2, "There is no paper 9."),
        (["save", "9", "-o", "x"], 2, "There is no paper 9."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    registered: Raadtui, tmp_path: Path, words: list[str], status: int, said: str
) -> None:
    path = draft(tmp_path, "Een")
    answer = registered("papers", *(word.format(file=path) for word in words))
    assert answer.status == status
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_reply_with_the_same_attachment_brings_a_new_edition(
    asd: Raadtui, tmp_path: Path
) -> None:
    asd("requests", "intake", mail(tmp_path, "nota"))
    again = mail(tmp_path, "nota", In_Reply_To="<nota@wijderveld.example.nl>")
    raw = again.read_bytes()
    content, newer = base64.b64encode(b"Nota nota"), base64.b64encode(b"Nota nieuw")
    assert content in raw
    again.write_bytes(raw.replace(b"<nota@", b"<nieuw@", 1).replace(content, newer))
    asd("requests", "intake", again)
    papers = asd("papers", "list", "2026-001", "--all", "--json").json
    assert [(one["name"], one["edition"]) for one in papers if one["source"] == "attachment"] == [
        ("nota.txt", 1),
        ("nota.txt", 2),
    ]


def test_a_paper_that_should_not_be_there_is_removed_for_good(
    registered: Raadtui, tmp_path: Path
) -> None:
    registered("papers", "add", "2026-001", draft(tmp_path, "De kostendelersnorm vervalt"))
    assert registered("papers", "remove", "1").status == 2
    words = ("papers", "remove", "1", "--reason", "verkeerd bestand")
    unsure = registered(*words)
    assert (unsure.status, "add --yes" in unsure.err) == (2, True)
    assert registered("papers", "list", "2026-001", "--json").json != []
    removed = registered(*words, "--yes")
    assert (removed.status, removed.out) == (
        0,
        "Paper 1 is removed; older backups still have it.\n",
    )
    assert "There are no papers." in registered("papers", "list", "2026-001", "--all").err
    assert "ontwerp.txt" not in registered("search", "delersnorm").out + registered("log").out
    undone = registered("undo")
    assert undone.out == (
        "Undone: request registered, 2026-001 Verordening jeugdhulp."
        " What was forgotten or removed for good stays so.\n"
    )


def test_what_went_with_a_removed_attachment_is_told(asd: Raadtui, tmp_path: Path) -> None:
    asd("requests", "intake", mail(tmp_path, "a"))
    ref, (first, note) = "2026-001", asd("papers", "list", "2026-001", "--json").json
    words = ("papers", "remove", str(note["id"]), "--reason", "weg", "--yes", "--json")
    assert asd(*words).json == {"removed": [note["id"], first["id"]], "request": ref}
    assert asd("papers", "list", ref, "--json").json == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
@pytest.mark.parametrize(("typed", "status", "left"), [(b"n\n", 130, 1), (b"y\n", 0, 0)])
def test_at_a_terminal_a_removal_is_asked_about(
    registered: Raadtui, tmp_path: Path, typed: bytes, status: int, left: int
) -> None:
    import pty

    registered("papers", "add", "2026-001", draft(tmp_path, "Een"))
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as keys:
        keys.write(typed)
        done = subprocess.run(
            [sys.executable, "-m", "raadtui", "papers", "remove", "1", "--reason", "weg"],
            cwd=Path(__file__).parents[2],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
            timeout=30,
        )
        os.close(theirs)
    assert b"Remove ontwerp.txt of 2026-001. This cannot be undone." in done.stderr
    assert done.returncode == status
    assert len(registered("papers", "list", "2026-001", "--json").json) == left


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_a_paper_does_nothing_to_the_terminal_on_which_it_is_shown(
    registered: Raadtui, tmp_path: Path
) -> None:
    import pty

    paper = draft(tmp_path, "\x1b]52;c;aGFsbG8=\x07Artikel\x9b2J 1")
    registered("papers", "add", "2026-001", paper)
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "raadtui", "papers", "save", "1", "-o"]
    root = Path(__file__).parents[2]
    subprocess.run([*words, "-"], cwd=root, stdout=theirs, check=True, timeout=30)
    assert os.read(ours, 1000) == b"]52;c;aGFsbG8=Artikel2J 1\r\n"
    os.close(theirs)
    os.close(ours)
    piped = subprocess.run([*words, "-"], cwd=root, capture_output=True, check=True, timeout=30)
    assert piped.stdout == paper.read_bytes()
