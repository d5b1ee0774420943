"""The program on the screen: its places, its colours, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from council.errors import fault
from council.wording import _
from screens.doors import DOORS
from screens.hangup import watch
from screens.in_order import InOrder
from screens.place import AnyPlace, Place
from screens.styles import KeptStylesheet
from screens.terminal import repaint
from screens.themes import DARK, LIGHT, MONO, SIXTEEN, THEMES, theme_for
from screens.widgets.tab_line import NewsLine

if TYPE_CHECKING:
    from screens.desk import Desk

_LOOK = 1.0
"""Seconds between two looks at whether a colleague, or the calendar, changed something."""

LEAST_WIDTH, LEAST_HEIGHT = 80, 22

_CHOSEN = {"dark": DARK, "light": LIGHT, "sixteen": SIXTEEN, "mono": MONO}
"""The themes by the names they have in the settings."""


class RaadApp(InOrder[None]):
    """The places on one desk. It opens on Today."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "end_by('Ctrl+C')", show=False, priority=True),
        Binding("ctrl+q", "end_by('Ctrl+Q')", show=False, priority=True),
        Binding("ctrl+z", "take_back", show=False, priority=True),
        Binding("ctrl+l", "redraw", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        door.id: door.enter for door in DOORS
    }
    DEFAULT_MODE = DOORS[0].id
    CSS_PATH = "app.tcss"

    def __init__(
        self,
        desk: Desk,
        environment: Mapping[str, str],
        *,
        theme: str = "auto",
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Show `desk` on the terminal that `environment` describes.

        `theme` is one of `_CHOSEN`, or `auto` for the one that suits the terminal.
        """
        fitting = _CHOSEN.get(theme) or theme_for(environment)
        # Told before the theme is set, or NO_COLOR turns the terminal's own colours to black.
        super().__init__(driver_class=driver_class, ansi_color=fitting.ansi or None)
        self.desk = desk
        self._covered = False
        self.animation_level = "none"
        # The line of news tells what happened: no screen need carry these two widgets.
        self._disable_notifications = self._disable_tooltips = True
        for one in THEMES:
            self.register_theme(one)
        self.theme = fitting.name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def on_mount(self) -> None:
        """Watch the terminal and the database."""
        watch(self, self.keep_typing)
        self.set_interval(_LOOK, self.look)
        self.call_after_refresh(_rest)

    def on_resize(self, event: events.Resize) -> None:
        """Draw everything again; ask for a larger window where there is no room to work in."""
        # What a window shows after it changed, and perhaps changed back, nobody knows.
        if self.screen_stack:
            self.screen.refresh()
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if small and not self._covered:
            from screens.small import TooSmall

            self.push_screen(TooSmall())
        elif self._covered and not small:
            self.pop_screen()
        self._covered = small

    def on_unmount(self) -> None:
        """Let go of the database."""
        self.desk.spare.close()

    # The places

    @property
    def place(self) -> AnyPlace:
        """The place at the bottom, whatever dialogs lie over it."""
        bottom = self.screen_stack[0]
        assert isinstance(bottom, Place)
        return bottom

    def go(self, place: str, subject: int | None = None, *, origin: str = "") -> None:
        """Go to a place, and there to the thing with this id; Esc leads back to `origin`."""
        self.switch_mode(place)
        self.place.say()
        if subject is not None:
            # By its own queue, which a place entered for the first time has yet to begin.
            self.place.call_later(self.place.arrive, subject, origin)

    def delay_update(self, delay: float = 0.05) -> None:
        """Do not hold back for a fixed time what is ready sooner."""

    def look(self) -> None:
        """Show what changed elsewhere."""
        # While the program ends there is no screen any more.
        for screen in self.screen_stack[-1:]:
            if isinstance(screen, Place):
                screen.fresh()

    # The end

    def keep_typing(self) -> None:
        """Keep what is typed in dialogs that are open."""
        from screens.widgets.dialog import Dialog

        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                screen.keep()

    def action_end_by(self, key: str) -> None:
        """Leave; where something typed is not saved, by pressing `key` twice."""
        self.keep_typing()
        if not self._warned(key):
            self.exit()

    def _warned(self, key: str) -> bool:
        """Warn of what is typed and not saved, unless that is there to be read already."""
        from screens.widgets.dialog import Dialog

        typed = [one for one in self.screen_stack if isinstance(one, Dialog) and one.unsaved]
        lines = self.screen.query(NewsLine)
        if not (typed and lines):
            return False
        said = _("{key} again closes the program; what you typed is lost then.", key=key)
        if all(one.kept for one in typed):
            said = _("{key} again closes the program; what you typed is kept.", key=key)
        line = lines.first()
        if line.text == said:
            return False
        line.say(said, "soon")
        return True

    def _fatal_error(self) -> None:
        """End after a fault of the program with one sentence.

        Textual's own way prints every variable, and with them people's names.
        """
        from rich.text import Text

        with suppress(Exception):
            self.keep_typing()
        error = sys.exception() or self._exception
        self.panic(Text(str(fault(error)) if error else ""))

    def action_take_back(self) -> None:
        """Undo in what one is typing; where nothing is typed, make room for the shell."""
        undo = getattr(self.focused, "action_undo", self.action_suspend_process)
        undo()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        repaint(self)


def _rest() -> None:
    """Leave what the start made out of every later garbage collection, and collect seldom.

    A key makes some hundreds of objects that are gone when it is dealt with.
    """
    import gc

    gc.freeze()
    gc.set_threshold(5_000)
    gc.enable()
