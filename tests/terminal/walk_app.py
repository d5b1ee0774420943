"""A small program that shows all kinds of text, run by the tests with either driver.

With that for changed cells its screens are ours as well, and Textual's with Textual's.

After every key and every new size it says so, by writing to the clipboard.
"""

from __future__ import annotations

import random
import sys
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import DataTable, Input, Static

from screens.terminal import driver_class
from screens.widgets.whole import Whole

_WORDS = [
    *("advies", "quorum", "Kåre", "naïef", "漢字", "한국어", "日本", "│─┼", "…", "▲▼", "ｱｲｳ"),
    *("😀", "👩‍👧‍👦", "❤️", "🇳🇱", "e\u0301e\u0308", "👍🏽", "☎️", "🏳️‍🌈", "ﷺ", "क्षि", "\u00ad"),
]
_STYLES = ["", "bold", "italic red", "on blue", "underline", "reverse", "dim", "strike #abcdef"]
_STYLES += ["bold white on red", "link https://example.nl/a"]


class Walk(App[None]):
    """Changes something at every key, the same for the same keys."""

    CSS = "Static { height: auto; } #left { width: 40%; } ModalScreen { align: center middle; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", priority=True)]

    def __init__(self, *, cells: bool) -> None:
        super().__init__(driver_class=driver_class(cells))
        self.cells = cells
        self.animation_level = "none"
        self.choice = random.Random(7)
        self.dealt_with = 0

    def get_default_screen(self) -> Screen[None]:
        return Whole() if self.cells else Screen()

    def compose(self) -> ComposeResult:
        yield Input(id="input")
        with Horizontal():
            yield VerticalScroll(*(Static(self.text(4)) for _ in range(12)), id="left")
            yield DataTable()

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        table = self.query_one(DataTable)
        table.add_columns("one", "two", "three")
        table.add_rows([[self.text(1), self.text(2), self.text(3)] for _ in range(40)])

    def text(self, words: int) -> Text:
        text = Text()
        for _ in range(words):
            text.append(self.choice.choice(_WORDS), self.choice.choice(_STYLES))
            text.append(" ")
        return text

    async def on_event(self, event: events.Event) -> None:
        typed = isinstance(event, events.Key) and not event.is_forwarded
        await super().on_event(event)
        if typed and isinstance(event, events.Key):
            self.dealt_with += 1
            self.change(event.key)
            self.call_after_refresh(self.tell)

    def change(self, key: str) -> None:
        match key:
            case "f2":
                for line in self.screen_stack[0].query("#left Static").results(Static):
                    if self.choice.random() < 0.4:
                        line.update(self.text(self.choice.randint(0, 6)))
            case "f3" if len(self.screen_stack) < 4:
                self.push_screen((WholeOther if self.cells else Other)(self.text(9)))
            case "f4" if len(self.screen_stack) < 4:
                self.push_screen(Veil(self.text(9)))
            case "f5" if len(self.screen_stack) > 1:
                self.pop_screen()
            case "f6":
                left = self.screen_stack[0].query_one("#left")
                left.display = not left.display
            case "f7":
                self.theme = self.choice.choice(["textual-light", "textual-dark", "ansi-dark"])
            case "f8":
                self.bell()

    def tell(self) -> None:
        """Say how many keys were dealt with, and in which size."""
        self.copy_to_clipboard(f"{self.dealt_with} {self.size.width}x{self.size.height}")

    def on_resize(self) -> None:
        self.call_after_refresh(self.tell)


class Other(Screen[None]):
    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static(self.text)


class Veil(ModalScreen[None]):
    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static(self.text)
        yield Input("in a dialog")


class WholeOther(Whole[None], Other):
    """The same, drawn as the screens of the program are."""


if __name__ == "__main__":
    Walk(cells=sys.argv[1] == "cells").run()
