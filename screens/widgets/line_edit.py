"""A line of text while it is typed, and the widget for one such line."""

from __future__ import annotations

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from council.text import clean_line
from screens.widgets.text import cells, fit
from screens.widgets.toned import Toned

LONGEST = 2000
"""Characters a line may have; a paste of a whole file is cut there."""


class LineEdit:
    """Text with a cursor, changed by keys. While it is `selected`, what is typed replaces it."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)
        self.selected = False
        self._before: list[tuple[str, int]] = []

    def set(self, text: str) -> None:
        """Take another text, with the cursor behind it; there is nothing to undo in it."""
        self.text, self.cursor, self.selected = text, len(text), False
        self._before.clear()

    def enter(self, proposed: str) -> None:
        """Begin to type: what was `proposed` is selected, behind what was typed one goes on."""
        self.cursor = len(self.text)
        self.selected = bool(self.text) and self.text == proposed

    def undo(self) -> None:
        """Take back the last change, if there is one."""
        if self._before:
            self.text, self.cursor = self._before.pop()
            self.selected = False

    def complete(self, text: str) -> None:
        """Take the whole of what was begun, with the cursor behind it."""
        self._change(text, len(text))

    def _change(self, text: str, cursor: int) -> None:
        if text != self.text:
            self._before.append((self.text, self.cursor))
        self.text, self.cursor = text, cursor

    def press(self, event: events.Key) -> bool:
        """Do what a key does in a line; False when it means nothing here."""
        if self.selected and event.key in ("backspace", "delete"):
            self.selected = False
            self._change("", 0)
            return True
        known = self._pressed(event)
        self.selected = self.selected and not known
        return known

    def _pressed(self, event: events.Key) -> bool:
        match event.key:
            case "left":
                self.cursor = max(0, self.cursor - 1)
            case "right":
                self.cursor = min(len(self.text), self.cursor + 1)
            case "home":
                self.cursor = 0
            case "end":
                self.cursor = len(self.text)
            case "backspace":
                self._cut(max(0, self.cursor - 1), self.cursor)
            case "delete":
                self._cut(self.cursor, self.cursor + 1)
            case "ctrl+w":
                before = self.text[: self.cursor].rstrip()
                self._cut(before.rfind(" ") + 1, self.cursor)
            case "ctrl+u":
                self._cut(0, self.cursor)
            case _ if event.is_printable and event.character:
                self.insert(event.character)
            case _:
                return False
        return True

    def insert(self, text: str) -> None:
        """Put typed or pasted text in at the cursor, made safe; what is selected goes."""
        head, tail = self.text[: self.cursor], self.text[self.cursor :]
        if self.selected:
            head = tail = ""
            self.selected = False
        text = text if text == " " else clean_line(text[:LONGEST])
        text = text[: LONGEST - len(head) - len(tail)]
        self._change(head + text + tail, len(head) + len(text))

    def _cut(self, start: int, end: int) -> None:
        self._change(self.text[:start] + self.text[end:], start)

    def view(self, width: int) -> tuple[str, int]:
        """Return the part that fits in `width` cells with the cursor in sight, and its cell.

        Of a text that is selected that is the beginning: nobody types at its end yet.
        """
        if self.selected:
            return fit(self.text, width), max(0, min(cells(self.text), width - 1))
        start = self._start(width)
        return fit(self.text[start:], width), cells(self.text[start : self.cursor])

    def segments(self, width: int, style: Style, cursor: Style) -> list[Segment]:
        """Return the line drawn in `width` cells with its cursor."""
        if self.selected:
            text = fit(self.text, width)
            shown = text.rstrip(" ")
            return [Segment(shown, cursor), Segment(text[len(shown) :], style)]
        start = self._start(width)
        text, at = fit(self.text[start:], width), self.cursor - start
        head, under, tail = text[:at], text[at : at + 1] or " ", text[at + 1 :]
        return [Segment(head, style), Segment(under, cursor), Segment(tail, style)]

    def _start(self, width: int) -> int:
        """Return where the part begins at whose end the cursor is, before what tells of more."""
        under, behind = self.text[self.cursor : self.cursor + 1], self.text[self.cursor + 1 :]
        start, room = self.cursor, width - max(1, cells(under)) - bool(behind)
        while start and (room := room - get_character_cell_size(self.text[start - 1])) >= 0:
            start -= 1
        # What joins, or is a mark on, a letter out of sight.
        while start < self.cursor and not get_character_cell_size(self.text[start]):
            start += 1
        return start


class Field(Toned, can_focus=True):
    """One line to type in, behind a prompt."""

    DEFAULT_CSS = "Field { height: 1; }"

    class Changed(Message):
        """The text changed."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

        @property
        def control(self) -> Field:
            """The field, for handlers that name it."""
            return self.field

    class Submitted(Changed):
        """Enter was pressed."""

    def __init__(
        self,
        prompt: str,
        text: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._prompt = f" {prompt} "
        self.line = LineEdit(text)

    def on_key(self, event: events.Key) -> None:
        """Edit, or submit with Enter."""
        if event.key == "enter":
            event.stop()
            self.post_message(self.Submitted(self, self.line.text))
            return
        before = self.line.text
        if self.line.press(event):
            event.stop()
            event.prevent_default()
            self.refresh()
            if self.line.text != before:
                self.post_message(self.Changed(self, self.line.text))

    def action_undo(self) -> None:
        """Take back what was typed last."""
        self.line.undo()
        self.refresh()
        self.post_message(self.Changed(self, self.line.text))

    def on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted."""
        event.stop()
        self.line.insert(event.text)
        self.refresh()
        self.post_message(self.Changed(self, self.line.text))

    def caret(self) -> Offset:
        """Return where one types."""
        room = self.size.width - cells(self._prompt)
        return Offset(cells(self._prompt) + self.line.view(room)[1], 0)

    def render_line(self, y: int) -> Strip:
        """Draw the prompt and the line."""
        prompt = fit(self._prompt, min(cells(self._prompt), self.size.width))
        style = self.tone("")
        room = self.size.width - cells(prompt)
        segments = self.line.segments(room, style, self.typing(style) if self.has_focus else style)
        return Strip([Segment(prompt, self.tone("heading")), *segments]).adjust_cell_length(
            self.size.width, style
        )
