"""A small program that is hung up on, ended and stopped by the tests."""

from __future__ import annotations

import atexit
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.hangup import watch
from screens.terminal import driver_class
from screens.widgets.lines import TitleBar


class Lines(App[None]):
    """Keeps what is typed in the file that is its argument, when it must leave."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", priority=True)]

    def __init__(self, kept: Path) -> None:
        super().__init__(driver_class=driver_class(True))
        self.kept = kept

    def compose(self) -> ComposeResult:
        yield TitleBar("ready")
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        watch(self, self.save)

    def save(self) -> None:
        self.kept.write_text(self.query_one(Input).value)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    atexit.register(lambda: path.with_suffix(".left").touch())
    app = Lines(path)
    app.run()
    sys.exit(app.return_code or 0)
