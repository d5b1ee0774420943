"""A backup in one file: the database and the papers beside it, as a tar archive.

Unpacked by hand it is a database that works, with its folder of papers.
"""

from __future__ import annotations

import os
import re
import tarfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from council.errors import Damaged
from db.backup import back_up, folder_beside, new_file
from db.connection import Actor
from db.contents import hash_of
from db.place import give_to_owner, make_folder
from db.reasons import writing
from db.restore import no_backup, restore

_DATABASE = "raad.db"
_END = 2 * tarfile.BLOCKSIZE
"""Bytes of nothing with which every tar archive ends."""

_PAPER = re.compile(rf"{_DATABASE}\.files/([0-9a-f]{{2}})/(\1[0-9a-f]{{62}})")


def archive(source: Path, target: Path) -> Path:
    """Write the database at `source` with its papers to `target`, which must not exist.

    The database is copied first: a paper that is added meanwhile is at most one too many.
    """
    papers = source.with_name(f"{source.name}.files")
    with (
        new_file(target) as aside,
        folder_beside(source) as folder,
    ):
        copy = back_up(source, folder / _DATABASE, source)
        with aside.open("wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                _pack(tar, copy, papers)
            file.flush()
            os.fsync(file.fileno())
    return target


def _pack(tar: tarfile.TarFile, database: Path, papers: Path) -> None:
    tar.add(database, _DATABASE)
    for paper in sorted(papers.glob("??/*")):
        name = f"{_DATABASE}.files/{paper.parent.name}/{paper.name}"
        # A paper that is removed meanwhile is not kept either.
        with suppress(FileNotFoundError):
            if _PAPER.fullmatch(name):
                tar.add(paper, name)


def is_archive(path: Path) -> bool:
    """Tell whether a backup has the papers with it."""
    try:
        return path.is_file() and tarfile.is_tarfile(path)
    except OSError:
        return False


def restore_archive(source: Path, target: Path, actor: Actor, now: datetime) -> Path | None:
    """Let `target` and the papers beside it hold what an archive holds, like `restore`.

    Papers that are there already stay. Only what an archive of ours has is read from it, and a
    paper whose content is not what its name says makes the whole archive a damaged one.
    """
    with folder_beside(target) as folder:
        papers = _unpack(source, folder, target)
        kept = restore(folder / _DATABASE, target, actor, now, source)
        beside = target.with_name(f"{target.name}.files")
        with writing(beside):
            for paper in papers:
                place = beside / paper.name[:2] / paper.name
                for each in (beside, place.parent):
                    make_folder(each)
                paper.replace(place)
                give_to_owner(place)
    return kept


def _require_whole(source: Path, damaged: Damaged) -> None:
    """Refuse an archive that was broken off: between two papers tarfile sees no fault in it."""
    with source.open("rb") as file:
        file.seek(-min(_END, source.stat().st_size), os.SEEK_END)
        if file.read() != bytes(_END):
            raise damaged


def _unpack(source: Path, folder: Path, target: Path) -> list[Path]:
    """Write the database and the papers of an archive in a folder, and return the papers.

    When they cannot be written that is said of `target`, for which they are.
    """
    damaged = no_backup(source)
    papers = []
    found = False
    try:
        _require_whole(source, damaged)
        # Not a compressed one: a broken stream has errors of its own.
        with tarfile.open(source, "r:") as tar:
            for member in tar:
                paper = _PAPER.fullmatch(member.name)
                file = tar.extractfile(member) if member.isreg() else None
                if file is None or not (paper or member.name == _DATABASE):
                    continue
                data = file.read()
                if paper and hash_of(data) != paper[2]:
                    raise damaged
                path = folder / (paper[2] if paper else _DATABASE)
                with writing(target):
                    path.touch(mode=0o600)
                    path.write_bytes(data)
                found = found or not paper
                if paper:
                    papers.append(path)
    except tarfile.TarError as error:
        raise damaged from error
    if not found:
        raise damaged
    return papers
