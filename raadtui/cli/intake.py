"""`raadtui requests intake`: mails become requests, one by one or from a watched folder."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from council.errors import RaadError, WrongUse
from council.wording import N_, _, plural, say, short_moment
from db.reasons import failure, reason_of
from raadtui.cli import records
from raadtui.cli.arrivals import Arrivals
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import (
    DAMAGED,
    DONE,
    complain,
    status_of,
    tell,
    tell_json,
    tell_json_line,
    tell_list,
)
from raadtui.cli.reading import read_input, require_yes, yes_option
from raadtui.cli.request_words import shape

if TYPE_CHECKING:
    from intake.requests import TakenIn

_PAUSE = 2.0
"""Seconds between two looks at a watched folder."""


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
    return _take_in_files(context, files)


def _take_in_files(context: Context, files: tuple[str, ...]) -> int:
    from intake.requests import Outcome

    status, shapes = DONE, []
    for name in files:
        try:
            done = _take_in(context, name)
        except RaadError as error:
            complain(str(error))
            status = max(status, status_of(error))
            continue
        shapes.append(_shape(context, name, done))
        if done.outcome is Outcome.UNREADABLE:
            status = max(status, DAMAGED)
        elif not context.json:
            _tell(name, done)
    if context.json:
        tell_json(shapes[0] if len(files) == 1 and shapes else shapes)
    return status


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


def _take_in(context: Context, name: str) -> TakenIn:
    """Take in one file, and say so when it was kept unread. Raise when it cannot be taken in."""
    from intake.requests import Outcome, take_in

    done = take_in(context.store, context.council.id, read_input(name), context.today)
    if done.outcome is Outcome.UNREADABLE:
        complain(f"{name}: {done.message}")
    return done


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
    try:
        there = folder.is_dir()
    except OSError as error:
        reason = reason_of(error)
        raise failure(
            error, say("{file} cannot be read: {reason}.", file=str(folder), reason=reason)
        ) from error
    if not there:
        raise WrongUse(say("{folder} is not a folder.", folder=str(folder)))
    stopped = Event()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_signal: stopped.set())
    arrivals = Arrivals(folder)
    away = False
    while not stopped.is_set():
        try:
            take_in_all(context, arrivals, stopped)
        except RaadError as error:  # a share may be gone for a moment
            if not away:
                complain(str(error))
            away = True
        else:
            if away:
                complain(_("{folder} can be read again.", folder=str(folder)))
            away = False
        sys.stdout.flush()
        stopped.wait(_PAUSE)


def take_in_all(context: Context, arrivals: Arrivals, stopped: Event) -> None:
    """Take in what arrived, a line for each; what was known already is only counted.

    What could not be taken in comes back, and is complained of when something else is wrong.
    """
    from intake.requests import Outcome

    known = 0
    for path in arrivals.look():
        if stopped.is_set():
            return
        try:
            done = _take_in(context, str(path))
        except RaadError as error:
            if arrivals.again(path, str(error)):
                complain(str(error))
            continue
        if done.outcome is Outcome.KNOWN:
            known += 1
        elif context.json:
            tell_json_line(_shape(context, str(path), done))
        elif done.outcome is not Outcome.UNREADABLE:
            tell(" ".join(map(str, [f"{path}:", done.message, *done.doubts, *done.problems])))
        sys.stdout.flush()
    if known and context.json:
        tell_json_line({"outcome": str(Outcome.KNOWN), "mails": known})
    elif known:
        one, more = (
            N_("{count} mail was taken in before."),
            N_("{count} mails were taken in before."),
        )
        tell(plural(one, more, known))
