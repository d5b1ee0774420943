"""What of Textual is left out, so that the program is on the screen sooner."""

from __future__ import annotations

import sys
from types import ModuleType


def leave_out_palette() -> None:
    """Keep Textual's command palette from being loaded, for which `:` and `?` stand here.

    To be called before anything of Textual is imported. The palette brings six widgets along
    that no screen uses, a tenth of what it takes to import Textual; what Textual derives
    from it gets an empty class.
    """
    palette = ModuleType("textual.command")
    palette.__getattr__ = lambda name: type(name, (), {})  # type: ignore[method-assign]
    sys.modules.setdefault(palette.__name__, palette)
