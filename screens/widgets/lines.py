"""Lines of text around and beside the lists: title bar, key bar, detail pane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from screens.widgets.text import cells, fit, printable, wrap
from screens.widgets.toned import Toned

_ARROW_ROOM = 2
"""Cells at the right of a pane that its text leaves to the arrows."""


class TitleBar(Toned):
    """One line that says where one is: a text at the left, the middle and the right."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(self, left: str = "", middle: str = "", right: str = "") -> None:
        super().__init__()
        self._texts = (left, middle, right)

    def show(
        self, left: str | None = None, middle: str | None = None, right: str | None = None
    ) -> None:
        """Change the texts that are given; what is the same is not drawn again."""
        given = (left, middle, right)
        texts = tuple(
            old if new is None else new for old, new in zip(self._texts, given, strict=True)
        )
        if texts != self._texts:
            self._texts = (texts[0], texts[1], texts[2])
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line; the left gives way first when there is no room for all."""
        width = self.size.width
        left, middle, right = (printable(text) for text in self._texts)
        right = fit(right, min(cells(right), width))
        room = max(0, width - cells(right) - bool(right))
        start = (width - cells(middle)) // 2
        if middle and cells(left) < start and start + cells(middle) <= room:
            left = f"{fit(left, start)}{middle}"
        elif middle:
            most = max(0, room - cells(middle) - 2)
            left = f"{fit(left, min(cells(left), most))}  {middle}"
        text = f"{fit(left, room)} {right}" if right else fit(left, room)
        return Strip([Segment(text, self.tone(""))], width)


class Hint(NamedTuple):
    """A key, what it does, and whether it can be done now; `action` is what a click does."""

    key: str
    label: str
    enabled: bool = True
    action: str = ""


class KeyBar(Toned):
    """One line of keys. A key that cannot be used now is not bold and its label is dim.

    Of many, the first ones are drawn; `first` and `last`, if there are any, always have room.
    `first` is called otherwise from one moment to the next. It stands alone at the left and
    the rest at the right, where it stays: what does not move is not written again.
    """

    DEFAULT_CSS = "KeyBar { height: 1; background: $panel; color: $foreground; }"

    class Clicked(Message):
        """A key with an action was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, hints: Sequence[Hint] = (), last: Hint | None = None) -> None:
        super().__init__()
        self._hints, self._last = tuple(hints), last
        self._first: Hint | None = None

    def show(
        self, hints: Sequence[Hint], *, first: Hint | None = None, last: Hint | None = None
    ) -> None:
        """Show other keys; the same keys are not drawn again."""
        if (tuple(hints), first, last) != (self._hints, self._first, self._last):
            self._hints, self._first, self._last = tuple(hints), first, last
            self.refresh()

    def _shown(self) -> tuple[list[Hint], list[Hint]]:
        """Return the hint that stands alone, if there is one, and the others that fit."""
        first = [self._first] if self._first else []
        return first, self._fitting(self.size.width - sum(map(_room, first)))

    def on_click(self, event: events.Click) -> None:
        """Tell which key was clicked."""
        first, rest = self._shown()
        start = self.size.width - sum(map(_room, rest)) + len(_GAP) if first else 0
        for hint, begin in [*_places(first, 0), *_places(rest, start)]:
            if begin <= event.x < begin + _room(hint) - len(_GAP) and hint.action:
                self.post_message(self.Clicked(hint.action))

    def render_line(self, y: int) -> Strip:
        """Draw as many hints as fit, the first ones first."""
        width = self.size.width
        first, rest = map(self._drawn, self._shown())
        blank = width - sum(one.cell_length for one in [*first, *rest])
        gap = Segment(" " * blank, self.tone(""))
        return Strip([*first, gap, *rest] if first else [*rest, gap]).adjust_cell_length(width)

    def _drawn(self, hints: Sequence[Hint]) -> list[Segment]:
        plain, bold, off = self.tone(""), self.tone("heading"), self.tone("dim")
        segments: list[Segment] = []
        for hint in hints:
            gap = _GAP if segments else ""
            segments += [
                Segment(gap + printable(hint.key), bold if hint.enabled else off),
                Segment(f" {printable(hint.label)}", plain if hint.enabled else off),
            ]
        return segments

    def _fitting(self, room: int) -> list[Hint]:
        """Return the hints that have room, in their order."""
        room += len(_GAP) - (_room(self._last) if self._last else 0)
        found = []
        for hint in self._hints:
            room -= _room(hint)
            if room < 0:
                break
            found.append(hint)
        return [*found, self._last] if self._last else found


_GAP = "  "


def _room(hint: Hint) -> int:
    """Return the cells that a hint takes in the key bar, with the gap after it."""
    return cells(printable(f"{hint.key} {hint.label}")) + len(_GAP)


def _places(hints: Sequence[Hint], start: int) -> Iterator[tuple[Hint, int]]:
    """Yield hints, each with the cell at which it begins."""
    for hint in hints:
        yield hint, start
        start += _room(hint)


class Detail(Toned, can_focus=True):
    """A text of lines in a tone each, wrapped to the pane and scrolled by its own keys.

    A line is the name of its tone (see `screens.widgets.toned.Toned`, or an empty string)
    and its text. An arrow at the right of the first or last line tells that there is more.
    """

    DEFAULT_CSS = "Detail { height: 1fr; margin: 0 0 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_lines(-1)", show=False),
        Binding("down", "scroll_lines(1)", show=False),
        Binding("pageup", "scroll_pages(-1)", show=False),
        Binding("pagedown", "scroll_pages(1)", show=False),
        Binding("home", "scroll_lines(-1000000)", show=False),
        Binding("end", "scroll_lines(1000000)", show=False),
    ]

    def __init__(
        self,
        lines: Sequence[tuple[str, str]] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._lines = list(lines)
        self._wrapped: list[tuple[str, str]] = []
        self._fits = Size()
        self._seen: list[tuple[str, str, str]] = []
        self._top = 0

    def show(self, lines: Sequence[tuple[str, str]], *, keep: bool = False) -> None:
        """Show other lines from the first, or with `keep` from where one was reading."""
        if list(lines) == self._lines and keep:
            return
        self._lines = list(lines)
        if not keep:
            self._top = 0
        seen = self._seen
        self._wrap()
        self._draw_changed(seen)

    def _fit(self) -> None:
        """Wrap the text anew where the pane came in sight, or got another size, since."""
        if self._fits != self.size:
            self._wrap()

    def _wrap(self) -> None:
        self._fits = self.size
        width = self._fits.width - _ARROW_ROOM
        self._wrapped = [(tone, line) for tone, text in self._lines for line in wrap(text, width)]
        self._begin_at(self._top)

    def _begin_at(self, top: int) -> None:
        height = self._fits.height
        self._top = max(0, min(top, len(self._wrapped) - height))
        self._seen = [self._line(y, height) for y in range(height)]

    def _draw_changed(self, seen: Sequence[tuple[str, str, str]]) -> None:
        """Draw the lines again that differ from what was seen; of two texts most are alike."""
        if len(seen) != len(self._seen):
            self.refresh()
            return
        changed = [y for y, line in enumerate(self._seen) if line != seen[y]]
        if changed:
            self.refresh(*(Region(0, y, self._fits.width, 1) for y in changed))

    def _line(self, y: int, height: int) -> tuple[str, str, str]:
        """Return the tone of a line, its text, and the arrow behind it."""
        at = self._top + y
        arrow = " "
        if y == 0 and self._top:
            arrow = "↑"
        elif y == height - 1 and at < len(self._wrapped) - 1:
            arrow = "↓"
        return (*(self._wrapped[at] if at < len(self._wrapped) else ("", "")), arrow)

    def keep_in_sight(self, at: int) -> None:
        """Scroll as far as it takes to see the line at this place."""
        width = self.size.width - _ARROW_ROOM
        heights = [len(wrap(text, width)) for _tone, text in self._lines[: at + 1]]
        first, last = sum(heights[:-1]), sum(heights)
        self.action_scroll_lines(min(max(self._top, last - self.size.height), first) - self._top)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll that many lines down, up when negative."""
        self._fit()
        seen = self._seen
        self._begin_at(self._top + lines)
        self._draw_changed(seen)

    def action_scroll_pages(self, pages: int) -> None:
        """Scroll that many panes down, up when negative."""
        self.action_scroll_lines(pages * max(1, self.size.height - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down by the wheel."""
        event.stop()
        self.action_scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up by the wheel."""
        event.stop()
        self.action_scroll_lines(-3)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        self._fit()
        width = self._fits.width
        tone, text, arrow = self._seen[y]
        line = Segment(fit(text, width - 1), self.tone(tone))
        return Strip([line, Segment(arrow, self.tone("dim"))], width)
