"""What of Textual is left out, so that the program is on the screen sooner and takes less."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


def leave_out() -> None:
    """Keep from being loaded what Textual brings along and no screen uses.

    To be called before anything of Textual or asyncio is imported.
    """
    # No connection is made that would be encrypted, and asyncio does without, as it does in a
    # Python built without: OpenSSL takes a tenth of the memory of an empty Textual app.
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]
    # `:` and `?` stand for the command palette, and files are written where the settings say;
    # what Textual derives from these gets an empty class.
    for name in ("textual.command", "platformdirs"):
        sys.modules.setdefault(name, _Hollow(name))


class _Hollow(ModuleType):
    """A module in which every name is an empty class, but for those that Python gives."""

    def __getattr__(self, name: str) -> Any:
        # Who looks where a module comes from would take a class for a path.
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
