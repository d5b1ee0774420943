"""Keys that are typed ahead wait their turn: each finds the screen that the one before it made.

Textual hands a key to the widget that has the focus, and what it does only when it came back
from there. Of keys that come in one piece, over a slow line or from fast hands, all are on
their way before the first has done anything: what follows a `/` would not be typed in the
filter but do what its letters mean in the list.
"""

from __future__ import annotations

from collections import deque
from time import monotonic

from textual import events
from textual.app import App, ReturnType
from textual.message import Message
from textual.message_pump import MessagePump

from screens.widgets.whole import Whole

_SOON = 0.06
"""Seconds within which a key may find the one before it still on its way."""

_LOOK = 0.005
"""Seconds between two looks at whether a new screen is ready."""

_PATIENCE = 1.0
"""Seconds after which the next key no longer waits for one that did not come back."""


class InOrder(App[ReturnType]):
    """An app that hands out a key, or a paste, when the one before it has been done."""

    class Back(Message):
        """Follows a key through the same widgets, and so comes back after it has been done.

        It goes round twice: what the key does may be that its widget tells the screen to do
        something, as a list does with Enter.
        """

        def __init__(self, through: MessagePump, rounds: int) -> None:
            super().__init__()
            self.through, self.rounds = through, rounds

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._before: MessagePump | None = None
        self._handed_at = 0.0
        self._held = False

    @property
    def busy(self) -> bool:
        """Whether something that was typed still waits its turn."""
        return bool(self._waiting)

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait its turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            if not self._held or monotonic() - self._handed_at > _PATIENCE:
                await self._hand_out()
        else:
            await super().on_event(event)

    async def on_in_order_back(self, message: Back) -> None:
        """Go on: the key before has been done."""
        message.stop()
        if not self._send_round(message.through, message.rounds - 1):
            await self._hand_out()

    async def _hand_out(self) -> None:
        """Hand out what waits, as far as it need not wait any longer."""
        self._held = False
        # While the program ends there is no screen any more that could answer.
        while self._waiting and self.screen_stack and not self._hold():
            event = self._waiting.popleft()
            self._before, self._handed_at = self.focused or self.screen, monotonic()
            await super().on_event(event)

    def _send_round(self, through: MessagePump, rounds: int) -> bool:
        """Have a message follow the key, and tell whether it will come back."""
        return (
            rounds > 0 and through.is_running and through.post_message(self.Back(through, rounds))
        )

    def _hold(self) -> bool:
        """Wait while the key before is not done, or the screen that it opened is not ready."""
        before, self._before = self._before, None
        if before is not None and monotonic() - self._handed_at < _SOON:
            self._held = self._send_round(before, 2)
        elif isinstance(self.screen, Whole) and not self.screen.ready:
            self._held = True
            self.set_timer(_LOOK, self._hand_out)
        return self._held
