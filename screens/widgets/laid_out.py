"""The ground of the widgets in which one line more or less moves all the others."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.strip import Strip

from screens.widgets.toned import Toned


class LaidOut(Toned):
    """Draws all its lines at once, when something changed or in another size, and shows some."""

    def __init__(self) -> None:
        super().__init__()
        self._strips: list[Strip] = []
        self._top = 0
        self._laid_out_for: Size | None = None

    def _draw(self) -> None:
        """Put all lines in `_strips`, and in `_top` the first that is seen."""
        raise NotImplementedError

    def drawn(self) -> None:
        """Draw again."""
        self._laid_out_for = None
        self.refresh()

    def lay_out(self) -> None:
        """Have the lines as they are now."""
        if self._laid_out_for != self.size:
            self._laid_out_for = self.size
            self._draw()

    def notify_style_update(self) -> None:
        """Draw anew in the styles as they have become."""
        super().notify_style_update()
        self._laid_out_for = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw all lines once for those that are asked."""
        self.lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        at = self._top + y
        strip = self._strips[at] if at < len(self._strips) else Strip([])
        return strip.adjust_cell_length(self.size.width, self.tone(""))
