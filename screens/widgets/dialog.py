"""The ground of every dialog: a screen of its own, opaque, gone with Escape."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType

from screens.widgets.whole import Whole


class Dialog(Whole[ScreenResultType], ModalScreen[ScreenResultType]):
    """A question that covers the screen; Escape dismisses it with None.

    The screen below is not drawn through it: that costs the drawing of two screens at
    every key, and a screen reader reads both.
    """

    DEFAULT_CSS = """
    Dialog { background: $background; padding: 1 2; &:ansi { background: $background; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    # No dialog looks otherwise in a wide window, so it need not be styled again for it.
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012 - as Textual has it

    answered = False
    """Whether the dialog has its answer, and only has yet to disappear."""

    again = False
    """Whether it went only to be opened anew, as what it was about is no longer what it was."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with an answer, once: a key that was typed ahead asks for it again."""
        if self.answered:
            return AwaitComplete()
        self.answered = True
        return super().dismiss(result)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles: a theme that changed meanwhile is applied by the app."""
        event.refresh_styles = False

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed here that is not saved."""
        return False

    @property
    def kept(self) -> bool:
        """Whether what was typed here is there again after the program was left."""
        return False

    def keep(self) -> None:
        """Keep what is typed as a draft; a dialog in which one types does."""
