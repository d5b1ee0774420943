"""What arrives in a folder that is watched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from council.errors import RaadError
from raadtui.cli.arrivals import Arrivals

WHOLE = b"From: a@example.nl\nSubject: Nota\n\nGraag advies.\n"
PARTS = b"""From: a@example.nl
Content-Type: multipart/mixed; boundary="deel"

--deel

Graag advies.
--deel--
"""


def given(arrivals: Arrivals, looks: int) -> list[tuple[int, str]]:
    """Return in which look which file was given."""
    return [(look, path.name) for look in range(1, looks + 1) for path in arrivals.look()]


def test_a_watched_folder_gives_each_mail_once_when_it_no_longer_changes(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path)
    path = tmp_path / "a.eml"
    path.write_bytes(WHOLE[:-4])
    assert given(arrivals, 2) == []
    path.write_bytes(WHOLE)
    assert given(arrivals, 50) == [(5, "a.eml")]


@pytest.mark.parametrize(
    "half",
    [b"", WHOLE[:30], WHOLE[:-4], PARTS[:70], PARTS[:-9]],
    ids=["nothing", "heading", "last line", "first part", "last part"],
)
def test_a_mail_that_breaks_off_waits_longer_but_not_for_ever(tmp_path: Path, half: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(half)
    ((look, _name),) = given(Arrivals(tmp_path), 100)
    assert look > 30


@pytest.mark.parametrize("whole", [WHOLE, PARTS, WHOLE.replace(b"\n", b"\r\n")])
def test_a_whole_mail_waits_no_longer(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "a.eml").write_bytes(whole)
    assert given(Arrivals(tmp_path), 100) == [(5, "a.eml")]


def test_another_mail_under_the_same_name_is_given_as_well(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path)
    path = tmp_path / "verzoek.eml"
    path.write_bytes(WHOLE)
    assert len(given(arrivals, 10)) == 1
    path.write_bytes(PARTS)
    assert len(given(arrivals, 10)) == 1
    path.unlink()
    assert given(arrivals, 1) == []
    path.write_bytes(PARTS)
    assert len(given(arrivals, 10)) == 1


def test_a_mail_saved_over_another_of_the_same_length_and_moment_is_given(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    arrivals = Arrivals(folder)
    old, new = folder / "verzoek.eml", tmp_path / "new"
    old.write_bytes(WHOLE)
    assert len(given(arrivals, 10)) == 1
    new.write_bytes(WHOLE.replace(b"Nota", b"Plan"))
    os.utime(new, ns=(0, old.stat().st_mtime_ns))
    new.replace(old)
    assert len(given(arrivals, 10)) == 1


def test_a_folder_that_is_gone_for_a_moment_is_named_and_nothing_is_given_again(
    tmp_path: Path,
) -> None:
    folder, away = tmp_path / "map", tmp_path / "weg"
    folder.mkdir()
    (folder / "a.eml").write_bytes(WHOLE)
    arrivals = Arrivals(folder)
    assert len(given(arrivals, 10)) == 1
    folder.rename(away)
    with pytest.raises(RaadError, match=f"{folder} cannot be read now: it is not there"):
        given(arrivals, 1)
    away.rename(folder)
    assert given(arrivals, 10) == []


def test_a_maildir_is_watched_where_mail_is_delivered(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "tmp" / "half").write_bytes(b"From")
    (tmp_path / "new" / "whole").write_bytes(b"From: a@example.nl")
    assert list(Arrivals(tmp_path).look()) == [tmp_path / "new" / "whole"]


def test_a_mail_that_was_read_meanwhile_is_no_other_mail(tmp_path: Path) -> None:
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    path = tmp_path / "new" / "17.host"
    path.write_bytes(b"From: a@example.nl")
    arrivals = Arrivals(tmp_path)
    assert list(arrivals.look()) == [path]
    path.rename(tmp_path / "cur" / "17.host:2,S")
    assert list(arrivals.look()) == []


def test_a_mail_that_could_not_be_taken_in_comes_back_later(tmp_path: Path) -> None:
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    path = tmp_path / "new" / "17.host"
    path.write_bytes(b"From: a@example.nl")
    arrivals = Arrivals(tmp_path)
    assert list(arrivals.look()) == [path]
    arrivals.again(path, "the disk is full")
    looks = [list(arrivals.look()) for _look in range(40)]
    assert looks.count([path]) == 1
    assert looks.index([path]) > 10


def test_what_is_wrong_with_a_mail_is_news_once_for_the_mail_as_it_is(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path)
    path = tmp_path / "a.eml"

    def news(problem: str) -> bool:
        """Tell whether it is news when the mail is given once more and cannot be taken in."""
        assert [name for _look, name in given(arrivals, 40)] == ["a.eml"]
        return arrivals.again(path, problem)

    path.write_bytes(WHOLE)
    assert [news("no right"), news("no right"), news("no right")] == [True, False, False]
    assert [news("the disk is full"), news("the disk is full")] == [True, False]
    path.write_bytes(PARTS)
    assert [news("the disk is full"), news("the disk is full")] == [True, False]
