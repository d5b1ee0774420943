"""What a screen draws of its widgets: of a changed line the parts that are seen, once."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from rich.console import Console, RenderableType
from textual._compositor import Compositor, CompositorUpdate, ReflowResult
from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


class _Piece(NamedTuple):
    """Part of a line, and where it stands."""

    y: int
    x: int
    strip: Strip


class _Pieces(CompositorUpdate):
    """Parts of lines that are drawn together, from the top to the bottom."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = sorted(pieces, key=itemgetter(0, 1))

    def render_segments(self, console: Console) -> str:
        """Return the pieces as a terminal reads them."""
        sequences, end = [], (-1, -1)
        for y, x, strip in self._pieces:
            if (y, x) != end:
                sequences.append(f"\x1b[{y + 1};{x + 1}H")
            sequences.append(strip.render(console))
            end = y, x + strip.cell_length
        return "".join(sequences)


class Composition(Compositor):
    """Draws changed lines by the widget; Textual cuts each where any widget on it ends.

    A line that one widget fills is one piece then, not one that is cut, drawn in parts and put
    together again by whoever reads the frame.
    """

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out all widgets, after which what is known of them is no longer out of date.

        If it were found anew before the next layout, that would miss what has changed since, and
        leave it standing.
        """
        found = super().reflow(parent, size)
        self._full_map_invalidated = False
        return found

    def render_update(  # type: ignore[override]
        self,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | CompositorUpdate | None:
        """Draw what changed; `full` is for a picture of the screen, which is none of ours."""
        if full:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        wanted: dict[int, list[tuple[int, int]]] = {}
        for y, start, end in self._regions_to_spans(self._dirty_regions):
            wanted.setdefault(y, []).append((start, end))
        self._dirty_regions.clear()
        pieces: list[_Piece] = []
        # From the front to the back: what is drawn is no longer wanted of a widget behind it.
        for widget, (region, clip) in self.visible_widgets.items():
            pieces += _draw(widget, region, region.intersection(clip), wanted)
        return _Pieces(pieces) if pieces else None


def _draw(
    widget: Widget, region: Region, seen: Region, wanted: dict[int, list[tuple[int, int]]]
) -> Iterator[_Piece]:
    """Draw what is wanted of a widget, of which `seen` is not cut off, and take it from there."""
    strips: list[Strip] = []
    for y in seen.line_range:
        left = []
        for start, end in wanted.pop(y, ()):
            first, last = max(start, seen.x), min(end, seen.right)
            if first >= last:
                left.append((start, end))
                continue
            strips = strips or widget.render_lines(seen.translate(-region.offset))
            yield _Piece(y, first, strips[y - seen.y].crop(first - seen.x, last - seen.x))
            left += [span for span in ((start, first), (last, end)) if span[0] < span[1]]
        if left:
            wanted[y] = left
