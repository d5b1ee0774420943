"""What can be done in every place: go, search, command, help, undo, log, another council."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

from council.wording import _, short_moment
from db.search import FOUND_LABELS, nothing_holds
from screens.actions import Action
from screens.ask import Menu, Option, Reading
from screens.doors import DOORS
from screens.pick import SearchPicker
from screens.widgets.row_list import Column

if TYPE_CHECKING:
    from council.changes import Change
    from db.search import Found
    from screens.desk import Desk
    from screens.place import AnyPlace

_WHERE = {
    "request": "inbox",
    "meeting": "meetings",
    "person": "members",
    "seat": "members",
    "advice": "advice",
    "announcement": "radar",
}


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
    _said(place, place.desk.store.trail.undo())


def redo(place: AnyPlace) -> None:
    """Do again what was undone last and say what that was."""
    _said(place, place.desk.store.trail.redo())


def _said(place: AnyPlace, change: Change) -> None:
    from council.changes import reversed_words

    place.say(reversed_words(change), "done")


def choose_council(place: AnyPlace) -> None:
    """Choose another council in this database."""
    desk = place.desk
    councils = desk.store.councils.all()
    if len(councils) < 2:
        place.say(_("There is one council in this database."), "dim")
        return
    # One beyond these is chosen with the arrows.
    keys = chain("123456789abcdefghijklmnopqrstuvwxyz", repeat(""))
    options = [
        Option(value=str(council.id), key=key, label=council.name, help=council.code)
        for key, council in zip(keys, councils, strict=False)
    ]

    def chosen(value: str) -> None:
        desk.council = next(one for one in councils if str(one.id) == value)

    place.ask(Menu(_("Which council?"), options, current=str(desk.council.id)), chosen)


def search(place: AnyPlace) -> None:
    """Search everything; Enter goes to what was found."""
    desk = place.desk
    picker: SearchPicker[Found] = SearchPicker(
        desk,
        _("Search people, seats, meetings, requests, papers, advice"),
        [
            Column(title=_("kind"), draw=lambda one: _(FOUND_LABELS[one.kind]), width=12),
            Column(title=_("title"), draw=lambda one: one.named),
            Column(title=_("found in"), draw=lambda one: one.context),
        ],
        lambda store, text: store.search.find(desk.council.id, text, desk.today),
        prompt="z",
        empty=_("Type words, or parts of words."),
        nothing=nothing_holds,
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
            subject = _place_of(desk, found.id)
        place.raad.go(_WHERE[kind], subject, origin=place.PLACE)

    place.ask(picker, there)


def _place_of(desk: Desk, person_id: int) -> int:
    """Return by which id the place of the members shows somebody."""
    if desk.store.people.unseated(desk.council.id, person_id, desk.today):
        return -person_id
    return desk.store.members.current(desk.council.id, person_id, desk.today).seat.id


def show_help(place: AnyPlace) -> None:
    """Show the keys of this place; Enter does what the line says."""
    from screens.command import Help, perform

    def chosen(answer: tuple[str, Action | None]) -> None:
        if answer[1] is not None:
            perform(place, answer[1])

    place.ask(Help(place), chosen)


def command(place: AnyPlace) -> None:
    """Type the name of an action, the reference of a request, or a request in one line."""
    from screens.command import CommandLine

    line = CommandLine(place)
    place.ask(line, line.entered)


def show_log(place: AnyPlace) -> None:
    """Show who changed what, newest first."""
    read_log(
        place, place.desk.store.trail.log(), _("Log of {council}", council=place.desk.council.name)
    )


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
