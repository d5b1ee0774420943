"""The ground of every dialog: a screen of its own, opaque, gone with Escape."""

from __future__ import annotations

from typing import ClassVar, Generic

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType], Generic[ScreenResultType]):
    """A question that covers the screen; Escape dismisses it with None.

    The screen below is not drawn through it: that costs the drawing of two screens at
    every key, and a screen reader reads both.
    """

    DEFAULT_CSS = """
    Dialog { background: $background; padding: 1 2; &:ansi { background: $background; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
