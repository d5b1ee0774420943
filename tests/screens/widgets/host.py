"""A small app around the widgets under test, and its screen as text."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.widget import Widget

from screens.widgets.row_list import RowList


class Host(App[None]):
    """Shows `widgets` one below the other and keeps what a list reports."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._widgets = widgets
        self.heard: list[tuple[str, object]] = []

    def compose(self) -> ComposeResult:
        yield from self._widgets

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        self._keep(message)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self._keep(message)

    def on_row_list_marked(self, message: RowList.Marked) -> None:
        self._keep(message)

    def _keep(self, message: RowList.Moved) -> None:
        self.heard.append((type(message).__name__, message.row))


def lines(app: App[Any]) -> list[str]:
    """Return what `app` shows, line by line, without the blanks at the right."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def count_lines_drawn(widget: Widget) -> list[int]:
    """Return a list that grows with every line that `widget` draws from now on."""
    drawn: list[int] = []
    draw = widget.render_line

    def render_line(y: int) -> Any:
        drawn.append(y)
        return draw(y)

    widget.render_line = render_line  # type: ignore[method-assign]
    return drawn
