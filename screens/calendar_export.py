"""From the meetings to a calendar file: for whom, a last look, done."""

from __future__ import annotations

from council.wording import N_, _
from screens.ask import Menu, Option, Review
from screens.desk import Desk
from screens.outgoing import fetching, path_shown, stem_of, write_files

_NAMES = {"members": N_("members"), "deadlines": N_("deadlines"), "public": N_("public")}
"""What each choice is called in the name of the file."""

_OPTIONS = {"members": "", "deadlines": " --deadlines", "public": " --audience public"}
"""By which options of the command each choice is had."""


def export_menu() -> Menu:
    """Return the choice for whom the calendar is."""
    return Menu(
        _("A calendar for whom?"),
        [
            Option(
                value="members",
                key=_("m"),
                label=_("members"),
                help=_("All meetings, no names."),
            ),
            Option(
                value="deadlines",
                key=_("t"),
                label=_("members, with terms"),
                help=_("Also the days on which terms end."),
            ),
            Option(
                value="public",
                key=_("p"),
                label=_("everybody"),
                help=_("Closed meetings only as a block without a title."),
            ),
        ],
    )


class Export:
    """One calendar that is about to leave: what it holds, and where it goes."""

    def __init__(self, desk: Desk, choice: str) -> None:
        from exports.deadlines import deadlines_of
        from exports.ical import Audience, calendar, review

        council = desk.council
        self._choice = choice
        self._desk, self._subject = desk, f"{council.name}, {_(_NAMES[choice])}"
        audience = Audience.PUBLIC if choice == "public" else Audience.MEMBERS
        meetings = desk.store.meetings.between(council.id)
        due = deadlines_of(desk.store, council, desk.today) if choice == "deadlines" else []
        self._words = str(review(meetings, audience=audience, deadlines=due))
        self._data = calendar(
            meetings, name=council.name, audience=audience, code=council.code, deadlines=due
        )
        self._stem = stem_of(desk, _(_NAMES[choice]))

    def review(self) -> Review:
        """Return a last look at what leaves, and where it goes."""
        command = fetching(self._desk, f"export ical{_OPTIONS[self._choice]}", "raad.ics")
        from_elsewhere = _("From your own computer it can also be fetched with: {c}", c=command)
        return Review(
            _("Write a calendar"),
            [
                ("strong", self._words),
                ("", ""),
                ("", _("File: {path}", path=path_shown(self._desk, self._stem, ".ics"))),
                *([("dim", from_elsewhere)] if command else []),
            ],
            _("write"),
        )

    def write(self) -> str:
        """Write the file and say where it is."""
        written = write_files(self._desk, self._stem, {".ics": self._data})
        self._desk.store.trail.note("export.calendar", self._subject)
        return _("Written: {path}", path=written)
