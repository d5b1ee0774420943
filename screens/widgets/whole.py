"""A screen that is drawn when it is complete, once."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.screen import Screen, ScreenResultType


class Whole(Screen[ScreenResultType]):
    """A screen of which no frame is drawn in part, or in vain.

    Textual shows a new screen before its widgets know their size, and then once more. And
    while an app holds its updates back, it draws all the same, throws the frame away, and
    draws later only what changed meanwhile.
    """

    BLANK = True
    KEYS_AT_ONCE: ClassVar[bool] = False
    """Whether a key does what it is bound to before a widget hears of it that types nothing."""

    _complete = False

    @property
    def ready(self) -> bool:
        """Whether it is laid out as it is now, and its widgets have what is typed."""
        return self._complete and not self._layout_required

    async def _compose(self) -> None:
        await super()._compose()
        self.call_after_refresh(self._is_complete)

    def _is_complete(self) -> None:
        self._complete = True
        # It has its styles; Textual would give them once more when one comes back to it.
        self._css_update_count = self.app._css_update_count
        self.refresh()

    async def _on_idle(self, event: events.Idle) -> None:
        """Let what one key changes in several widgets come in one frame."""
        if self._dirty_widgets:
            self._update_timer.reset()

    def _compositor_refresh(self) -> None:
        if self._complete and not self.app._batch_count:
            super()._compositor_refresh()
