"""The choice of the driver that talks to the terminal, and repainting it from nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver


def driver_class(enabled: bool) -> type[Driver] | None:
    """Return the driver that writes only changed cells; None means Textual's own.

    None when not `enabled` and on Windows, for which there is no such driver.
    """
    if not enabled or sys.platform == "win32":
        return None
    from screens.widgets.cell_driver import CellDriver

    return CellDriver


def repaint(app: App[Any]) -> None:
    """Write the whole screen again: something else may have written on the terminal."""
    forget = getattr(app._driver, "forget", None)
    if forget is not None:
        forget()
    app.screen.refresh(layout=True)
