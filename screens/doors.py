"""The places of the program, each behind a key, and imported when first entered."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from council.wording import N_

if TYPE_CHECKING:
    from screens.place import AnyPlace


class Door(NamedTuple):
    """A place: its name in the code, the key that leads there, its name for people."""

    id: str
    key: str
    label: str
    module: str
    screen: str

    def enter(self) -> AnyPlace:
        """Make the place's screen."""
        place: AnyPlace = getattr(import_module(self.module), self.screen)()
        return place


def door(place: str) -> Door:
    """Return the door to a place."""
    return next(one for one in DOORS if one.id == place)


DOORS = (
    Door("today", "0", N_("Today"), "screens.today", "TodayPlace"),
    Door("inbox", "1", N_("Inbox"), "screens.inbox", "InboxPlace"),
    Door("advice", "2", N_("Advice"), "screens.advice", "AdvicePlace"),
    Door("meetings", "3", N_("Meetings"), "screens.meetings", "MeetingsPlace"),
    Door("members", "4", N_("Members"), "screens.members", "MembersPlace"),
    Door("figures", "8", N_("Figures"), "screens.figures", "FiguresPlace"),
    Door("radar", "R", N_("Radar"), "screens.radar", "RadarPlace"),
)
