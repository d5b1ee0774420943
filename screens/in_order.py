"""Keys that are typed ahead wait their turn: each finds the screen that the one before it made.

Textual hands a key to the widget that has the focus, and what it does only when it came back
from there. Of keys that come in one piece, over a slow line or from fast hands, all are on
their way before the first has done anything: what follows a `/` would not be typed in the
filter but do what its letters mean in the list.
"""

from __future__ import annotations

from asyncio import get_running_loop
from collections import deque

from textual import events
from textual.app import App, ReturnType
from textual.binding import Binding
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from screens.widgets.whole import Whole

_LOOK = 0.001
"""Seconds between two looks at whether all is done that a key led to."""

_PATIENCE = 1000
"""Looks after which the next key no longer waits for what does not come to an end."""


class InOrder(App[ReturnType]):
    """An app that hands out a key, or a paste, when all is done that the one before it led to.

    That may go from hand to hand: Enter in a list is told to the screen, which makes room for
    a text, which can be scrolled when it is laid out.
    """

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)  # type: ignore[arg-type]
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._held = False
        self._looks = 0

    @property
    def busy(self) -> bool:
        """Whether something that was typed still waits its turn."""
        return bool(self._waiting)

    async def on_event(self, event: events.Event) -> None:
        """Let what is typed wait its turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            if not self._held:
                await self._hand_out()
        else:
            await super().on_event(event)

    async def _hand_out(self) -> None:
        """Hand out what waits, as far as it need not wait any longer."""
        self._held = False
        # While the program ends there is no screen any more that could answer.
        while self._waiting and self.screen_stack and not self._hold():
            event = self._waiting.popleft()
            if not await self._done_at_once(event):
                await super().on_event(event)

    async def _done_at_once(self, event: events.Key | events.Paste) -> bool:
        """Do what a key is bound to, if what has the focus would only pass it on.

        Textual lets every key go from hand to hand, from that widget up to the app, and looks
        there what it is bound to: a turn for each, before anything happens.
        """
        screen = self.screen
        if not (isinstance(event, events.Key) and isinstance(screen, Whole) and self.app_focus):
            return False
        if not screen.KEYS_AT_ONCE or hasattr(self.focused, "on_key"):
            return False
        for node, binding in _bound(event.key, self.focused or screen):
            if await self.run_action(binding.action, node):
                return True
        return False

    def _hold(self) -> bool:
        """Look again later, if something of the key before is still on its way."""
        self._held = not self._at_rest(self._waiting[0]) and self._looks < _PATIENCE
        self._looks = self._looks + 1 if self._held else 0
        if self._held:
            # A timer of Textual's that is late by more than its time never comes.
            get_running_loop().call_later(_LOOK, self.call_next, self._hand_out)
        return self._held

    def _at_rest(self, event: events.Key | events.Paste) -> bool:
        """Tell whether nobody has anything left to do before what was typed can be dealt with."""
        widgets = (
            one for screen in self.screen_stack for one in screen.walk_children(with_self=True)
        )
        key = event.key if isinstance(event, events.Key) else ""
        ready = not isinstance(self.screen, Whole) or self.screen.ready_for(key)
        return ready and not _has_mail(self) and not any(map(_has_mail, widgets))


def _bound(key: str, focused: DOMNode) -> list[tuple[DOMNode, Binding]]:
    """Return what a key is bound to, and where, in the order in which Textual asks.

    Its own way to ask copies what is bound to any key, to leave out what could be typed.
    """
    found = [
        (node, binding)
        for node in focused.ancestors_with_self
        for binding in node._bindings.key_to_bindings.get(key, ())
    ]
    first = [one for one in found if one[1].priority]
    return first[::-1] + [one for one in found if not one[1].priority]


def _has_mail(pump: MessagePump) -> bool:
    """Tell whether messages wait for `pump`; the next one it may have taken out already."""
    return bool(pump.message_queue_size or pump._pending_message)
