"""What a window shows that is too small to work in."""

from __future__ import annotations

from rich.segment import Segment
from textual.screen import ModalScreen
from textual.strip import Strip

from council.wording import _
from screens.widgets.text import fit, wrap


class TooSmall(ModalScreen[None]):
    """One sentence, until the window is larger."""

    DEFAULT_CSS = "TooSmall { background: $background; }"

    def render_line(self, y: int) -> Strip:
        """Draw one line of the sentence."""
        width, height = self.app.size
        text = _(
            "This window has {width} columns and {height} lines; raadtui needs {least} or more.",
            width=width,
            height=height,
            least="80 × 22",
        )
        lines = wrap(text, width)
        line = lines[y] if y < len(lines) else ""
        return Strip([Segment(fit(line, width), self.rich_style)], width)
