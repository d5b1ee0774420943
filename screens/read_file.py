"""Asking for a file on this computer, and reading it."""

from __future__ import annotations

from pathlib import Path

from council.errors import WrongUse
from council.wording import _, say
from db.reasons import reason_of
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, Field


def read_path(text: str, *, field: str) -> tuple[Path, bytes]:
    """Return the path that was typed, and what is in the file; raises WrongUse about `field`."""
    path = Path(text).expanduser()
    try:
        return path, path.read_bytes()
    except OSError as error:
        raise WrongUse(
            say("{file} cannot be read: {reason}.", file=str(path), reason=reason_of(error)),
            field=field,
        ) from error


def read_file_form(desk: Desk, title: str, label: str, hint: str) -> FormDialog[bytes]:
    """Return a form that asks for a file; its answer is the content."""

    def save(answers: Answers) -> bytes:
        return read_path(answers.text("path"), field="path")[1]

    field = Field(name="path", label=label, hint=hint, required=True)
    return FormDialog(desk, title, [field], save, confirm=_("read"))
