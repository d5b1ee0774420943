from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from council.wording import speak
from raadtui.__main__ import run


@dataclass(frozen=True)
class Answer:
    """What a command wrote, and the status it ended with."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Raadtui = Callable[..., Answer]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the commands look for the database, on Monday 23 November 2026, in English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("RAADTUI_DB", str(tmp_path / "raad.db"))
    monkeypatch.setenv("RAADTUI_TODAY", "2026-11-23")
    yield tmp_path / "raad.db"
    # A command chooses the language for the whole process, and other tests follow in it.
    speak()


@pytest.fixture
def raadtui(db: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Raadtui:
    """Run a command as if it was typed."""

    def typed(*words: str | Path) -> Answer:
        capsysbinary.readouterr()
        status = run([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return Answer(status, out.decode(), err.decode())

    return typed


@pytest.fixture
def asd(raadtui: Raadtui) -> Raadtui:
    """The same, on the fresh database of an advisory council."""
    assert raadtui("init", "--name", "Adviesraad Sociaal Domein").status == 0
    return raadtui


@pytest.fixture
def seated(asd: Raadtui) -> Raadtui:
    """The same, with one member on its one seat."""
    asd("members", "seat", "PW-1", "--role", "client_member", "--from", "2020-01-01")
    asd("members", "add", "--name", "S. van der Proef")
    asd("members", "appoint", "1", "--seat", "PW-1", "--from", "2026-01-01")
    return asd
