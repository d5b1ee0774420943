"""The ground of the widgets that draw text: every tone is named once, and looked up once."""

from __future__ import annotations

from rich.style import Style
from textual._styles_cache import StylesCache
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

_TYPED_AT = Style(reverse=True)


class _DrawnLines(StylesCache):
    """The lines of a widget as they were drawn, until they are drawn again.

    Textual's own cache draws what may stand around a line, and goes through the colours of
    every line in every frame, drawn again or not. It takes longer than the lines themselves.
    """

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        width = widget.size.width
        if width != self._width:
            self.clear()
            self._width = width
        stale = self._dirty_lines.intersection(crop.line_range)
        stale.update(y for y in crop.line_range if y not in self._cache)
        if stale:
            self._draw(widget, stale)
        strips = [self._cache[y] for y in crop.line_range]
        start, end = crop.column_span
        return strips if (start, end) == (0, width) else [one.crop(start, end) for one in strips]

    def _draw(self, widget: Widget, lines: set[int]) -> None:
        # The colours of tones come from a theme, none of them by its number.
        filters = [one for one in widget.get_line_filters() if not isinstance(one, ANSIToTruecolor)]
        # One that was removed may be asked once more, until the screen is laid out anew.
        there = widget.is_attached
        for y in lines:
            strip = widget.render_line(y) if there else Strip.blank(self._width)
            for one in filters:
                strip = strip.apply_filter(one, widget.background_colors[1])
            self._cache[y] = strip
        self._dirty_lines -= lines


class Toned(Widget):
    """A widget that draws text in tones: what a line can be, beside plain text.

    A tone adds colour to what the words already say. It is styled when it is first drawn in:
    Textual's component classes all are as soon as there is a widget, and most are never seen.

    It draws its lines whole: a margin may stand around them, but no border and no padding.
    """

    DEFAULT_CSS = """
    Toned {
        & > .tone--heading { color: $text-primary; text-style: bold; }
        & > .tone--strong { text-style: bold; }
        & > .tone--late { color: $text-error; text-style: bold; }
        & > .tone--soon { color: $text-warning; }
        & > .tone--paused { color: $text-accent; }
        & > .tone--done { color: $text-success; }
        & > .tone--dim { color: $text-muted; }
        & > .tone--current { background: $panel; }
        & > .tone--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """

    # Textual lays a widget out again as soon as the first time told it its size.
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._styles_cache = _DrawnLines()
        self._parts: dict[tuple[str, str], DOMNode] = {}
        self._styles_of_tones: dict[str, Style] = {}

    @property
    def size(self) -> Size:
        """How many columns and lines are drawn: all of them, as nothing stands around them."""
        # Textual looks for the widget on its screen to take off border and padding.
        return self.outer_size

    def caret(self) -> Offset:
        """Return where in the widget the terminal's cursor belongs while it has the keys.

        It is not seen, but a braille display and a magnifier follow it.
        """
        return Offset()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep the styles: what the focus changes, the widget draws itself."""

    def tone(self, name: str) -> Style:
        """Return the style of a tone; that of plain text without a name."""
        # Looking a style up takes longer than drawing a line in it.
        if name not in self._styles_of_tones:
            self._styles_of_tones[name] = (
                self._part(f"tone--{name}").rich_style if name else self.rich_style
            )
        return self._styles_of_tones[name]

    def _part(self, name: str) -> DOMNode:
        """Return a part of this widget, a class of its own, as the theme styles it."""
        part = self._parts.get((self.app.theme, name))
        if part is None:
            part = self._parts[self.app.theme, name] = DOMNode(classes=name)
            part._attach(self)
            self.app.stylesheet.apply(part)
        return part

    def typing(self, under: Style) -> Style:
        """Return the style of the letter that one types at, in a line drawn in `under`."""
        return under + _TYPED_AT

    def notify_style_update(self) -> None:
        """Draw anew in the styles as they have become."""
        super().notify_style_update()
        self._styles_of_tones.clear()
