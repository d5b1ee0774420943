"""A screen that is drawn when it is complete, once."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from typing import Any, ClassVar

from textual import events
from textual.await_remove import AwaitRemove
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from screens.widgets.composition import Composition
from screens.widgets.toned import Toned

_MEANWHILE = 0.002
"""Seconds in which what is changed still comes in the same frame."""


class Whole(Screen[ScreenResultType]):
    """A screen of which no frame is drawn in part, or in vain.

    Textual shows a new screen before its widgets know their size, and then once more. And
    while an app holds its updates back, it draws all the same, throws the frame away, and
    draws later only what changed meanwhile.
    """

    BLANK = True
    # Textual draws the whole screen anew when another widget gets the focus.
    focused = Reactive[Widget | None](None, repaint=False)
    # It lays a widget out again as soon as the first time told it its size.
    virtual_size = Reactive(Size(0, 0))
    KEYS_AT_ONCE: ClassVar[bool] = False
    """Whether a key does what it is bound to before a widget hears of it that types nothing."""

    _complete = False
    _next_frame: TimerHandle | None = None

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._compositor = Composition()

    def ready_for(self, key: str) -> bool:
        """Tell whether a key finds what it means: the screen, laid out as it is now."""
        return self._complete and not self._layout_required

    async def _compose(self) -> None:
        await super()._compose()
        self.call_after_refresh(self._is_complete)

    def _is_complete(self) -> None:
        self._complete = True
        # It has its styles; Textual would give them once more when one comes back to it.
        self._css_update_count = self.app._css_update_count
        self.refresh()

    def _screen_resized(self, size: Size) -> None:
        """Lay out for another size; Textual tells a screen its size when it has it already."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def remove(self) -> AwaitRemove:
        """Go; the screen below was drawn when it came back, and Textual would do so twice more."""
        return self.app._prune(self)

    async def _on_idle(self, event: events.Idle) -> None:
        """Let what one key changes in several widgets come in one frame."""
        event.prevent_default()
        if not (self._frame_wanted and self.is_current) or self.app._batch_count:
            await self._invoke_and_clear_callbacks()
        elif self._next_frame is None:
            # Textual has a timer for this, which sleeps on after every frame, and wakes in vain.
            self._next_frame = get_running_loop().call_later(_MEANWHILE, self._draw_frame)

    @property
    def _frame_wanted(self) -> bool:
        return bool(self._dirty_widgets) or (
            self._layout_required
            or self._scroll_required
            or self._repaint_required
            or self._recompose_required
        )

    def _draw_frame(self) -> None:
        self._next_frame = None
        if self.app._exit:
            return
        try:
            self._on_timer_update()
        except Exception as error:
            self.app._handle_exception(error)

    def _compositor_refresh(self) -> None:
        if self._complete and not self.app._batch_count:
            if isinstance(self.focused, Toned):
                self.app.cursor_position = self.focused.region.offset + self.focused.caret()
            super()._compositor_refresh()
