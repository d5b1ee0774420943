"""`raadtui requests intake`: mails become requests, one by one or from a watched folder."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from council.errors import RaadError, WrongUse
from council.wording import _, say, short_moment
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import DAMAGED, DONE, complain, status_of, tell, tell_json, tell_list
from raadtui.cli.reading import read_input, require_yes, yes_option
from raadtui.cli.request_words import shape

if TYPE_CHECKING:
    from intake.requests import TakenIn

_PAUSE = 2.0
"""Seconds between two looks at a watched folder."""

_REST = 30
"""Looks for which a mail rests that could not be taken in, as when the disk was full."""


@click.command(
    cls=Command, help=_("Take in mail files (.eml); - reads one mail from standard input.")
)
@click.argument("files", nargs=-1, metavar="FILE.eml|-...")
@click.option(
    "--watch",
    metavar="FOLDER",
    help=_("Keep taking in what arrives in a folder or a Maildir, until interrupted."),
)
@click.option("--unread", is_flag=True, help=_("List the mails that were kept but not read."))
@click.option(
    "--forget", type=int, metavar="ID", help=_("Throw such a mail away, with its file, for good.")
)
@yes_option
@pass_context
def intake(
    context: Context,
    files: tuple[str, ...],
    watch: str | None,
    unread: bool,
    forget: int | None,
    yes: bool,
) -> int:
    """Take in mails; each becomes a request or joins one, or is kept with what is wrong."""
    if [bool(files), bool(watch), unread, forget is not None].count(True) != 1:
        raise WrongUse(say("Name the mail files, or a folder with --watch."))
    if unread:
        _tell_unread(context)
        return DONE
    if forget is not None:
        _forget(context, forget, yes)
        return DONE
    if watch:
        _watch(context, Path(watch))
        return DONE
    results = [_take_in(context, name) for name in files]
    if context.json:
        shapes = [shape for shape, _status in results if shape]
        tell_json(shapes[0] if len(files) == 1 and shapes else shapes)
    return max(status for _shape, status in results)


def _tell_unread(context: Context) -> None:
    kept = context.store.files.unread()
    if context.json:
        tell_json(
            [
                {
                    "id": one.id,
                    "kept_at": one.kept_at.isoformat(),
                    "path": one.path,
                    "problem": one.problem,
                }
                for one in kept
            ]
        )
        return
    tell_list(
        ((str(one.id), short_moment(one.kept_at), one.problem, one.path) for one in kept),
        (_("id"), _("when"), _("what is wrong"), _("file")),
        _("Every mail that was taken in could be read."),
    )


def _forget(context: Context, mail_id: int, yes: bool) -> None:
    require_yes(yes, _("Throw unread mail {number} away.", number=mail_id))
    context.store.files.forget_unread(mail_id)
    if context.json:
        tell_json({"forgotten": mail_id})
    else:
        tell(_("Unread mail {number} is thrown away.", number=mail_id))


def _take_in(context: Context, name: str) -> tuple[records.Shape | None, int]:
    """Take in one file; return its record and the exit status it deserves."""
    from intake.requests import Outcome, take_in

    try:
        raw = read_input(name)
        done = take_in(context.store, context.council.id, raw, context.today)
    except RaadError as error:
        complain(str(error))
        return None, status_of(error)
    if done.outcome is Outcome.UNREADABLE:
        complain(f"{name}: {done.message}")
        return _shape(context, name, done), DAMAGED
    if not context.json:
        _tell(name, done)
    return _shape(context, name, done), DONE


def _tell(name: str, done: TakenIn) -> None:
    tell(f"{name}: {done.message}")
    for sentence in (*done.evidence, *done.doubts, *done.problems):
        tell(f"  {sentence}")


def _shape(context: Context, name: str, done: TakenIn) -> records.Shape:
    request = done.request
    return {
        **(shape(context, request) if request else {}),
        "file": name,
        "outcome": str(done.outcome),
        "message": str(done.message),
        "evidence": [str(sentence) for sentence in done.evidence],
        "doubts": [str(sentence) for sentence in done.doubts],
        "problems": [str(sentence) for sentence in done.problems],
        "papers": [records.paper(paper) for paper in done.papers],
    }


def _watch(context: Context, folder: Path) -> None:
    """Take in every mail that appears, until the program is told to stop."""
    if not folder.is_dir():
        raise WrongUse(say("{folder} is not a folder.", folder=str(folder)))
    stopped = Event()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_signal: stopped.set())
    arrivals = Arrivals(folder)
    while not stopped.is_set():
        for path in arrivals.look():
            shape, _status = _take_in(context, str(path))
            if shape is None:
                arrivals.again(path)
            elif context.json:
                tell_json(shape)
            sys.stdout.flush()
        stopped.wait(_PAUSE)


class Arrivals:
    """The mails that arrive in a folder, each once.

    In a Maildir those are the files in `new` and `cur`, which are whole from the start and
    keep the name before the colon when they are read; in another folder a file counts when
    it did not grow between two looks.
    """

    def __init__(self, folder: Path) -> None:
        places = [folder / "new", folder / "cur"]
        self._maildir = all(place.is_dir() for place in places)
        self._folders = places if self._maildir else [folder]
        self._sizes: dict[str, int] = {}
        self._done: set[str] = set()
        self._resting: dict[str, int] = {}

    def look(self) -> Iterator[Path]:
        """Yield what arrived since the last look."""
        for path in (each for place in self._folders for each in sorted(place.iterdir())):
            name = self._name(path)
            if name in self._done or name.startswith(".") or self._rests(name):
                continue
            try:
                if not path.is_file():
                    continue
                size = path.stat().st_size
            except FileNotFoundError:  # a mail program moved it; the next look finds it
                continue
            if self._maildir or self._sizes.get(name) == size:
                self._done.add(name)
                yield path
            self._sizes[name] = size

    def again(self, path: Path) -> None:
        """Yield a mail once more, some looks later: it could not be taken in."""
        name = self._name(path)
        self._done.discard(name)
        self._resting[name] = _REST

    def _name(self, path: Path) -> str:
        return path.name.partition(":")[0] if self._maildir else path.name

    def _rests(self, name: str) -> bool:
        left = self._resting.pop(name, 0)
        if left > 1:
            self._resting[name] = left - 1
        return left > 0
