"""What an action is: its key, its name, its help, where it can be done."""

from __future__ import annotations

from council.record import record
from council.wording import N_, _


@record
class Action:
    """Something that can be done: `Place.do_<id>` does it.

    `label` is what the key bar says, `help` one sentence. Without `places` it can be done
    in all of them. With `bar` off, the key bar leaves it out; help is always in it. What
    stands `apart` from the rows of its place can be done at once when asked for in another.
    """

    id: str
    key: str
    label: str
    help: str
    group: str
    places: tuple[str, ...] = ()
    bar: bool = True
    apart: bool = False

    @property
    def home(self) -> str:
        """The place where it is done when asked for elsewhere."""
        return self.places[0]

    def works_in(self, place: str) -> bool:
        """Tell whether it can be done in a place."""
        return not self.places or place in self.places

    @property
    def key_label(self) -> str:
        """The key as it is called in the user's language."""
        return _(_KEY_LABELS[self.key]) if self.key in _KEY_LABELS else self.key


_KEY_LABELS = {
    "space": N_("Space"),
    "escape": N_("Esc"),
    "enter": N_("Enter"),
    "tab": N_("Tab"),
    "shift+tab": N_("Shift+Tab"),
    "ctrl+l": "Ctrl+L",
}

REQUEST = N_("Request")
ADVICE = N_("Advice")
MEETING = N_("Meeting")
MEMBER = N_("Member")
ANNOUNCEMENT = N_("Announcement")
FIGURES = N_("Figures")
LIST = N_("List")
GENERAL = N_("Everywhere")
PLACES = N_("Places")
