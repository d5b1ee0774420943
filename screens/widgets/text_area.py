"""Several lines of text to write in: plain, without colours of its own, safe to paste in."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from council.text import clean


class Writing(TextArea):
    """A text of many lines. What is pasted is cleaned first; Tab leaves it."""

    DEFAULT_CSS = """
    Writing {
        border: none;
        padding: 0 1;
        background: $background;
        &:focus { border: none; background: $panel; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__(clean(text), highlight_cursor_line=False)
        # A blinking cursor is drawn twice a second over a slow line.
        self.cursor_blink = False

    def action_undo(self) -> None:
        """Undo, unless the text is not to be changed now."""
        if not self.read_only:
            super().action_undo()

    async def on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted, without anything that controls a terminal."""
        event.prevent_default()
        event.stop()
        self.replace(clean(event.text), *self.selection)
