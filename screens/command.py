"""The list of what can be done here, and the line that does anything by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from council.errors import WrongUse
from council.text import folded
from council.wording import N_, Message, _, say
from screens import capture
from screens.actions import Action, actions_elsewhere, actions_in
from screens.doors import door
from screens.drafts import Draft
from screens.pick import Picker
from screens.widgets.row_list import Column

if TYPE_CHECKING:
    from screens.place import AnyPlace

ELSEWHERE = {
    N_("recess"): "raadtui calendar add",
    N_("holiday"): "raadtui calendar add",
    N_("ordinance"): "raadtui councils rule",
    N_("quorum"): "raadtui councils quorum",
    N_("council"): "raadtui councils change",
    N_("working group"): "raadtui councils add",
    N_("steps"): "raadtui councils step",
    N_("backup"): "raadtui backup",
    N_("restore"): "raadtui restore",
}
"""What is done by a command of the shell alone, by the word that one would look for."""

_REF = re.compile(r"\d{4}-\d+")

_SHORTEST = 4
"""From so many letters on what was typed is taken for the beginning of a word."""


class Help(Picker[Action]):
    """The keys of a place; what is typed filters them, and Enter does what the line says."""

    def __init__(self, place: AnyPlace) -> None:
        super().__init__(
            _("Keys in: {place}", place=_(door(place.PLACE).label)),
            _columns(place),
            lambda text: _matching(place, text, actions_in(place.PLACE)),
            prompt="?",
            empty=_("No key has that in its description."),
            choose=_("do it"),
            about=partial(_explained, place),
            note=_(place.SIGNS),
        )


class CommandLine(Picker[Action]):
    """A line for the name of an action, the reference of a request, or a request itself.

    A request that was typed and not registered is there again when the line is.
    """

    def __init__(self, place: AnyPlace) -> None:
        super().__init__(
            _("Command, or a request in one line: a subject !domain #kind @stage 6w"),
            _columns(place),
            self._actions,
            prompt=":",
            choose=_("do it"),
            said=self._understood,
            about=partial(_explained, place),
        )
        self._place = place
        self._draft = Draft(place.desk, "capture", place.desk.council.id, self._news)
        self._asking = self._sure = False

    def _actions(self, text: str) -> Sequence[Action]:
        if capture.is_request(text) or _REF.fullmatch(text.strip()):
            return []
        here = self._place.PLACE
        return _matching(self._place, text, [*actions_in(here), *actions_elsewhere(here)])

    def _understood(self, text: str) -> tuple[str, str]:
        """Return how a line is understood, in a tone; refuse what is the name of nothing."""
        self._asking = self._sure = False
        desk, ref = self._place.desk, text.strip()
        if capture.is_request(text):
            return capture.understood(desk, text)
        if _REF.fullmatch(ref):
            request = desk.store.requests.get(desk.council.id, ref)
            return _("Go to {ref} {title}.", ref=request.ref, title=request.title), "done"
        found = self._actions(text)
        outside = None if found and _named(self._place, text, found[0]) else _elsewhere(ref)
        if outside or not found:
            raise WrongUse(outside or say("There is no command “{text}”.", text=ref))
        return "", ""

    @property
    def unsaved(self) -> bool:
        """Whether a request was typed that is not registered."""
        return capture.is_request(self._field.line.text)

    def on_mount(self) -> None:
        """Put back the request that was typed before, if it was not registered."""
        if before := self._draft.found().get("line"):
            self._field.line.set(before.text)
            self._look(before.text)

    def chooses(self, text: str) -> bool:
        """Tell whether Enter does something.

        Of an empty line only when the cursor was moved. What was not called by its name is
        done by a second Enter, after it was said what that is.
        """
        row = self._list.row
        if row is None or row is not next(iter(self._actions(text)), None):
            return bool(text.strip()) or row is not None
        if not text.strip():
            return False
        if not (self._sure or _named(self._place, text, row)):
            self._sure = True
            what = _called(self._place, row)
            said = _("Nothing is called “{text}”; Enter again: {what}.", text=text, what=what)
            self._news.say(said, "soon")
            return False
        return True

    @property
    def kept(self) -> bool:
        """Whether a draft holds it."""
        return self._draft.safe

    def keep(self) -> None:
        """Keep a request that was not registered."""
        if self.unsaved:
            self._draft.keep({}, {"line": self._field.line.text})

    def action_leave(self) -> None:
        """Leave; what would be lost is thrown away by a second Esc."""
        if self.unsaved and not self._asking:
            self._asking = True
            self.keep()
            self._news.say(_("Esc again throws this request away; going on keeps it."), "soon")
            return
        self._draft.forget()
        self.dismiss(None)

    def entered(self, answer: tuple[str, Action | None]) -> None:
        """Do what was asked for."""
        text, chosen = answer
        place = self._place
        if capture.is_request(text):
            self.keep()
            place.registered(capture.register(place.desk, text))
            self._draft.forget()
        elif _REF.fullmatch(text.strip()):
            request = place.desk.store.requests.get(place.desk.council.id, text.strip())
            place.raad.go("inbox", request.id, origin=place.PLACE)
        elif chosen is not None:
            perform(place, chosen)


def _elsewhere(text: str) -> Message | None:
    """Say with which command of the shell something is done that no screen does."""
    typed = folded(text)
    for word, command in ELSEWHERE.items():
        if len(typed) >= _SHORTEST and any(
            called.startswith(typed) for called in (word, folded(_(word)))
        ):
            return say(
                "“{word}” is done outside the screens: {command} --help", word=text, command=command
            )
    return None


def perform(place: AnyPlace, chosen: Action) -> None:
    """Do an action in the place where it is done; what is done to a row waits for its key there."""
    if chosen.works_in(place.PLACE):
        place.action_act(chosen.id)
        return
    place.raad.go(chosen.home)
    there = place.raad.place
    # A place entered for the first time has yet to begin.
    if chosen.apart:
        there.call_later(there.action_act, chosen.id)
    else:
        said = _("{key} does that here, with the line under the cursor.", key=chosen.key_label)
        there.call_later(there.say, said)


def _columns(place: AnyPlace) -> list[Column[Action]]:
    return [
        Column(title=_("key"), draw=partial(_key, place), width=9),
        Column(title=_("does"), draw=partial(_called, place), width=24),
        Column(title="", draw=partial(_explained, place)),
    ]


def _key(place: AnyPlace, one: Action) -> str:
    return one.key_label if one.works_in(place.PLACE) else f"{door(one.home).key} {one.key_label}"


def _name(place: AnyPlace, one: Action) -> str:
    return place.label(one) if one.works_in(place.PLACE) else _(one.label)


def _called(place: AnyPlace, one: Action) -> str:
    name = _name(place, one)
    return name if one.works_in(place.PLACE) else f"{_(door(one.home).label)}: {name}"


def _explained(place: AnyPlace, one: Action) -> str:
    return str((one.works_in(place.PLACE) and place.why_not(one)) or _(one.help))


def _matching(place: AnyPlace, text: str, actions: Sequence[Action]) -> list[Action]:
    """Return the actions in which every word occurs: first those whose name begins so."""
    typed = folded(text).strip()

    def far(one: Action) -> int:
        name = folded(_name(place, one))
        if _is_key(place, text, one) or name.startswith(typed):
            return 0
        return 1 if f" {typed}" in name else 2 if _named(place, text, one) else 3

    found = [
        one
        for one in actions
        if all(word in folded(f"{_called(place, one)} {_(one.help)}") for word in typed.split())
        or _is_key(place, text, one)
    ]
    return sorted(found, key=far) if typed else found


def _named(place: AnyPlace, text: str, one: Action) -> bool:
    """Tell whether an action is called so: each word begins one of its name or of its place."""
    called = f" {folded(_called(place, one))}"
    words = folded(text).split()
    return _is_key(place, text, one) or all(f" {word}" in called for word in words)


def _is_key(place: AnyPlace, text: str, one: Action) -> bool:
    return text == one.key and one.works_in(place.PLACE)
