"""What of Textual is left out, so that the program is on the screen sooner and takes less."""

from __future__ import annotations

import sys
import typing
from types import ModuleType
from typing import Any


def leave_out() -> None:
    """Keep from being loaded what Textual brings along and no screen uses.

    To be called before anything of Textual or asyncio is imported.
    """
    # No connection is made that would be encrypted, and asyncio does without, as it does in a
    # Python built without: OpenSSL takes a tenth of the memory of an empty Textual app. The others
    # would be for archives, which are made elsewhere.
    for name in ("ssl", "bz2", "lzma"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    # Python itself has what Textual asks of it.
    sys.modules.setdefault("typing_extensions", typing)
    for name in (
        "asyncio.sslproto",
        "ipaddress",  # for addresses in brackets
        "platformdirs",  # files are written where the settings say
        "rich.panel",  # for mistakes in a stylesheet
        "rich.table",  # for logs, and to look at objects
        "rich.tree",  # to look at widgets
        "subprocess",  # no other program is started
        "textual.command",  # `:` and `?` stand for the command palette
        "textual.css._help_text",  # for mistakes in a stylesheet
        "textual.pilot",  # for tests
        "textual.suggestions",  # for mistakes in a stylesheet
    ):
        sys.modules.setdefault(name, _Hollow(name))


class _Hollow(ModuleType):
    """A module in which every name is an empty class, but for those that Python gives."""

    def __getattr__(self, name: str) -> Any:
        # Who looks where a module comes from would take a class for a path.
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
