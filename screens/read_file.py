"""Asking for a file on this computer, and reading it."""

from __future__ import annotations

import re
import shlex
import stat
from pathlib import Path

from council.errors import WrongUse
from council.text import clean_line
from council.wording import Message, _, say
from db.reasons import reason_of
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, Field

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_QUOTES = ('""', "''", "“”", "‘’")


def read_path(text: str, *, field: str) -> tuple[Path, bytes]:
    """Return the path that was typed, and what is in the file; raises WrongUse about `field`."""
    text = _unquoted(text)
    if _WINDOWS.match(text):
        raise WrongUse(
            say(
                "{file} is on another computer: put the file on this server first, and name it "
                "as it is called here.",
                file=text,
            ),
            field=field,
        )
    path = Path(text).expanduser()
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise WrongUse(_folder(path), field=field)
        if not stat.S_ISREG(mode):  # a pipe or a device may never end, and no key would be heard
            raise WrongUse(
                say("{path} is a link or a device; name an ordinary file.", path=str(path)),
                field=field,
            )
        return path, path.read_bytes()
    except OSError as error:
        raise WrongUse(
            say("{file} cannot be read: {reason}.", file=str(path), reason=reason_of(error)),
            field=field,
        ) from error


def _unquoted(text: str) -> str:
    """Return a path without the quotes in which another program hands it over."""
    text = text.strip()
    if len(text) > 1 and text[0] + text[-1] in _QUOTES:
        return text[1:-1].strip()
    return text


def _folder(path: Path) -> Message:
    """Say that a folder is no file, and how its mails are taken in where it holds some."""
    try:
        mails = sorted(one.name for one in path.iterdir() if one.suffix.lower() == ".eml")
    except OSError:
        mails = []
    if not mails:
        return say("{file} is a folder: name a file in it.", file=str(path))
    return say(
        "{file} is a folder: name one mail in it, such as {name}. All {count} are taken in by: "
        "raadtui requests intake {pattern}",
        file=str(path),
        name=clean_line(mails[0]),
        count=len(mails),
        pattern=f"{shlex.quote(str(path))}/*{Path(mails[0]).suffix}",
    )


def read_file_form(desk: Desk, title: str, label: str, hint: str) -> FormDialog[bytes]:
    """Return a form that asks for a file; its answer is the content."""

    def save(answers: Answers) -> bytes:
        return read_path(answers.text("path"), field="path")[1]

    field = Field(name="path", label=label, hint=hint, required=True)
    return FormDialog(desk, title, [field], save, confirm=_("read"))
