"""What can be done in every place: go, search, command, help, undo, log, another council."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from council.text import folded
from council.wording import _, short_moment
from db.search import FOUND_LABELS
from screens.actions import Action, actions_apart, actions_in
from screens.ask import Menu, Option, Reading
from screens.doors import DOORS, door
from screens.pick import Picker, SearchPicker
from screens.widgets.row_list import Column

if TYPE_CHECKING:
    from council.councils import Council
    from db.search import Found
    from db.trail import Change
    from screens.place import AnyPlace

_WHERE = {"request": "inbox", "meeting": "meetings", "person": "members", "advice": "advice"}


def go(place: AnyPlace, *, to: str) -> None:
    """Go to another place."""
    place.raad.go(to)


def leave(place: AnyPlace) -> None:
    """Leave the program."""
    place.app.exit()


def redraw(place: AnyPlace) -> None:
    """Draw the whole screen again."""
    place.raad.action_redraw()


def undo(place: AnyPlace) -> None:
    """Undo the user's last change and say what that was."""
    _said(place, _("Undone"), place.desk.store.trail.undo())


def redo(place: AnyPlace) -> None:
    """Do again what was undone last and say what that was."""
    _said(place, _("Done again"), place.desk.store.trail.redo())


def _said(place: AnyPlace, done: str, change: Change) -> None:
    place.say(f"{done}: {change.label}, {change.subject}", "done")


def choose_council(place: AnyPlace) -> None:
    """Choose another council in this database."""
    desk = place.desk
    councils = desk.store.councils.all()
    if len(councils) < 2:
        place.say(_("There is one council in this database."), "dim")
        return
    keys = "123456789abcdefghijklmnopqrstuvwxyz"
    options = [
        Option(value=str(council.id), key=key, label=council.name, help=council.code)
        for key, council in zip(keys, councils, strict=False)
    ]

    def chosen(council: Sequence[Council], value: str) -> None:
        desk.council = next(one for one in council if str(one.id) == value)

    place.ask(Menu(_("Which council?"), options), partial(chosen, councils))


def search(place: AnyPlace) -> None:
    """Search everything; Enter goes to what was found."""
    desk = place.desk
    picker: SearchPicker[Found] = SearchPicker(
        desk,
        _("Search people, meetings, requests and papers"),
        [
            Column(title=_("kind"), draw=lambda one: _(FOUND_LABELS[one.kind]), width=12),
            Column(title=_("title"), draw=lambda one: one.title),
            Column(title=_("found in"), draw=lambda one: one.context),
        ],
        lambda store, text: store.search.find(desk.council.id, text),
        prompt="z",
        empty=_("Type words, or parts of words."),
        choose=_("go there"),
    )

    def there(answer: tuple[str, Found | None]) -> None:
        found = answer[1]
        if found is None:
            return
        kind, subject = found.kind, found.id
        if kind == "document":
            kind, subject = "request", desk.store.files.get(found.id).request_id
        elif kind == "letter":
            kind, subject = "request", desk.store.letters.by_id(found.id).request_id
        elif kind == "person":
            subject = desk.store.members.current(desk.council.id, found.id, desk.today).seat.id
        place.raad.go(_WHERE[kind], subject, origin=place.PLACE)

    place.ask(picker, there)


def show_help(place: AnyPlace) -> None:
    """Show the keys of this place; Enter does what the line says."""
    picker: Picker[Action] = Picker(
        _("Keys in: {place}", place=_(door(place.PLACE).label)),
        _action_columns(place),
        partial(_matching, place),
        prompt="?",
        empty=_("No key has that in its description."),
        choose=_("do it"),
        said=lambda _text: (_(place.SIGNS), "dim"),
    )
    place.ask(picker, lambda answer: _perform(place, answer[1]))


def command(place: AnyPlace) -> None:
    """Type the name of an action, or a request in one line that begins with `a `."""
    from screens import capture

    desk = place.desk
    picker: Picker[Action] = Picker(
        _("Command, or a request in one line: a subject !domain #kind @stage 6w"),
        _action_columns(place),
        lambda text: [] if capture.is_request(text) else _matching(place, text, everywhere=True),
        prompt=":",
        choose=_("do it"),
        said=lambda text: capture.understood(desk, text),
    )

    def entered(answer: tuple[str, Action | None]) -> None:
        text, chosen = answer
        if capture.is_request(text):
            place.say(capture.register(desk, text), "done")
        else:
            _perform(place, chosen)

    place.ask(picker, entered)


def show_log(place: AnyPlace) -> None:
    """Show who changed what, newest first."""
    read_log(place, place.desk.store.trail.log(), _("Log of this database"))


def read_log(place: AnyPlace, changes: Sequence[Change], title: str) -> None:
    """Show lines of the log."""
    from db.edits import edit_words

    undone = " " + _("(undone)")
    edits = place.desk.store.trail.edits(changes)
    lines = []
    for change in changes:
        tone = "dim" if change.undone else ""
        said = (
            f"{short_moment(change.at, place.desk.today)}  {change.who}  {change.label}: "
            f"{change.subject}{undone if change.undone else ''}"
        )
        lines.append((tone, said))
        lines += [(tone, f"    {edit_words(edit)}") for edit in edits.get(change.id, [])]
    place.app.push_screen(Reading(title, lines or [("dim", _("Nothing was changed yet."))]))


def _action_columns(place: AnyPlace) -> list[Column[Action]]:
    return [
        Column(title=_("key"), draw=partial(_key, place), width=9),
        Column(title=_("does"), draw=partial(_called, place), width=24),
        Column(title="", draw=partial(_explained, place)),
    ]


def _key(place: AnyPlace, one: Action) -> str:
    return one.key_label if one.works_in(place.PLACE) else f"{door(one.home).key} {one.key_label}"


def _called(place: AnyPlace, one: Action) -> str:
    if one.works_in(place.PLACE):
        return place.label(one)
    return f"{_(door(one.home).label)}: {_(one.label)}"


def _explained(place: AnyPlace, one: Action) -> str:
    return str((one.works_in(place.PLACE) and place.why_not(one)) or _(one.help))


def _matching(place: AnyPlace, text: str, *, everywhere: bool = False) -> list[Action]:
    """Return the actions of a place in which every word occurs, those called so first.

    With `everywhere`, after them, what can be done from any place.
    """
    typed = folded(text).strip()

    def called(one: Action) -> str:
        return folded(_called(place, one))

    found = [
        one
        for one in [*actions_in(place.PLACE), *(actions_apart(place.PLACE) if everywhere else ())]
        if all(word in f"{called(one)} {folded(_(one.help))}" for word in typed.split())
        or text == one.key
    ]
    if not typed:
        return found
    return sorted(found, key=lambda one: text != one.key and not called(one).startswith(typed))


def _perform(place: AnyPlace, chosen: Action | None) -> None:
    if chosen is None:
        return
    if chosen.works_in(place.PLACE):
        place.action_act(chosen.id)
        return
    place.raad.go(chosen.home)
    there = place.raad.place
    # A place entered for the first time has yet to begin.
    there.call_later(there.action_act, chosen.id)


DO: Mapping[str, Callable[[AnyPlace], None]] = {
    "search": search,
    "command": command,
    "help": show_help,
    "undo": undo,
    "redo": redo,
    "council": choose_council,
    "log": show_log,
    "redraw": redraw,
    "quit": leave,
    **{f"go_{door.id}": partial(go, to=door.id) for door in DOORS},
}
