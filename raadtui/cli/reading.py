"""Reading what the user hands over: a file, standard input, or a yes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from council.errors import Damaged, NotAllowed, NotFound, WrongUse
from council.wording import N_, _, plural, say
from db.reasons import reason_of
from raadtui.cli.printing import complain

if TYPE_CHECKING:
    from intake.table import Fault


def read_input(name: str) -> bytes:
    """Return the bytes of the file called `name`; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(say("There is no file {file}.", file=name)) from error
    except PermissionError as error:
        raise NotAllowed(say("You have no right to read {file}.", file=name)) from error
    except OSError as error:
        raise Damaged(
            say("{file} cannot be read: {reason}.", file=name, reason=reason_of(error))
        ) from error


def complain_of(faults: Sequence[Fault]) -> None:
    """Say on standard error what is wrong in a list that is therefore not taken over."""
    from intake.table import fault_words

    for words in fault_words(faults):
        complain(words)
    complain(
        plural(
            N_("{count} row cannot be taken over: nothing was imported."),
            N_("{count} rows cannot be taken over: nothing was imported."),
            len({fault.line for fault in faults}),
        )
    )


yes_option = click.option("--yes", is_flag=True, help=_("It is meant: do not ask."))


def require_yes(yes: bool, what: str) -> None:
    """Ask at a terminal whether `what`, which cannot be undone, is meant; elsewhere want `--yes`.

    Raise WrongUse without it, and `click.Abort` for any other answer than yes.
    """
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse(say("This cannot be undone: add --yes if it is meant."), field="yes")
    question = _("{what} This cannot be undone. Go on? (y/n)", what=what)
    if str(click.prompt(question, err=True)).strip().lower() not in ("y", _("y")):
        raise click.Abort
