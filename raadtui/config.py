"""The user's settings: a table says what there is and what it allows, a record what holds."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from council.errors import Damaged, RaadError, WrongUse
from council.record import record
from council.wording import _, say
from db.place import StrPath
from raadtui.language import LANGUAGES

FILE_NAME = "config.toml"


@record
class Setting:
    """One line of the configuration: its type and the values it allows.

    No `choices` means any value of the type.
    """

    name: str
    type: type[str] | type[bool]
    choices: tuple[str, ...] = ()

    def check(self, value: object) -> str | bool:
        """Return `value`, or say what it should have been."""
        if not isinstance(value, self.type):
            wanted = _("true or false") if self.type is bool else _("text between quotes")
            raise WrongUse(say("{name} must be {wanted}.", name=self.name, wanted=wanted))
        if self.choices and value not in self.choices:
            choices = ", ".join(f'"{choice}"' for choice in self.choices)
            raise WrongUse(say("{name} is one of: {choices}.", name=self.name, choices=choices))
        assert isinstance(value, (str, bool))
        return value


SETTINGS = (
    Setting(name="lang", type=str, choices=("", *LANGUAGES)),
    Setting(name="db", type=str),
    Setting(name="council", type=str),
    Setting(name="folder", type=str),
    Setting(name="mouse", type=bool),
    Setting(name="driver", type=str, choices=("cells", "textual")),
    Setting(name="theme", type=str, choices=("auto", "dark", "light", "sixteen", "mono")),
)
"""Every setting there is."""


@record
class Settings:
    """The settings as they hold, after `SETTINGS`."""

    lang: str = ""
    db: str = ""
    council: str = ""
    folder: str = ""
    mouse: bool = True
    driver: str = "cells"
    theme: str = "auto"


def config_path(environment: Mapping[str, str] = os.environ) -> str:
    """Return where the settings stand (XDG base directories)."""
    if sys.platform == "win32":
        base = environment.get("APPDATA", "")
    else:
        base = environment.get("XDG_CONFIG_HOME", "")
    folder = base if os.path.isabs(base) else os.path.expanduser("~/.config")
    return os.path.join(folder, "raadtui", FILE_NAME)


def read_settings(path: StrPath) -> Settings:
    """Return the settings in the file at `path`; the defaults when there is none.

    Raises Damaged when it is no TOML or cannot be read, WrongUse for an unknown setting or
    a value that is not allowed.
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read().removeprefix("\ufeff")  # which Notepad puts in front
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        from db.reasons import reason_of

        raise _unreadable(path, reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, _("it is not written in UTF-8")) from error
    found = plain_lines(text)
    if found is None:
        import tomllib

        try:
            found = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _unreadable(path, _not_understood(text)) from error
    return Settings(**_checked(found, path))  # type: ignore[arg-type]


def plain_lines(text: str) -> dict[str, object] | None:
    """Return what `tomllib` would read, or None for what only `tomllib` can read.

    Nearly every file of settings holds nothing but lines such as `lang = "nl"`, and to
    import `tomllib` takes longer than all else that `raadtui today` does.
    """
    found: dict[str, object] = {}
    for line in text.split("\n"):
        name, _equals, value = map(str.strip, line.partition("="))
        inner = value[1:-1]
        if not line.isprintable():
            return None
        if not line.strip() or name.startswith("#"):
            continue
        if name in found or not (name.isascii() and name.isidentifier()):
            return None
        if value in ("true", "false"):
            found[name] = value == "true"
        elif value == f'"{inner}"' and not {'"', "\\"} & set(inner):
            found[name] = inner
        else:
            return None
    return found


def _checked(found: Mapping[str, object], path: StrPath) -> dict[str, str | bool]:
    known = {setting.name: setting for setting in SETTINGS}
    values = {}
    for name, value in found.items():
        if name not in known:
            raise WrongUse(
                say(
                    "{file}: there is no setting “{name}”; there is: {names}.",
                    file=str(path),
                    name=name,
                    names=", ".join(known),
                )
            )
        try:
            values[name] = known[name].check(value)
        except WrongUse as error:
            raise WrongUse(
                say("{file}: {reason}", file=str(path), reason=str(error.message))
            ) from error
    return values


def _not_understood(text: str) -> str:
    """Return why a file is no TOML, by the first line with which it is none.

    What `tomllib` has to say is English, and differs from one version of it to the next.
    """
    import tomllib

    lines = text.split("\n")
    for number in range(1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            break
    return _('line {number} is not of the form name = "value"', number=number)


def _unreadable(path: StrPath, reason: str) -> RaadError:
    return Damaged(
        say("The settings in {file} cannot be read: {reason}.", file=str(path), reason=reason)
    )
