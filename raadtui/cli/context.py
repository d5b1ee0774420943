"""What every command works with: the options of the whole program, the database, today."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime, time
from functools import cached_property

from council.calendar import FIRST_YEAR, LAST_YEAR
from council.councils import Council
from council.errors import RaadError, WrongUse
from db.connection import Actor
from db.place import default_path, place_option
from db.store import Store, open_store
from raadtui.config import Settings, config_path, read_settings
from raadtui.identity import who

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from council.meetings import Meeting

VALUED = ("--db", "--council", "--lang", "--today")
"""Options of the whole program that take a value; `--json` takes none."""


class Options:
    """What was typed of the options that hold for the whole program; empty means nothing."""

    __slots__ = ("council", "db", "json", "lang", "today")

    def __init__(self) -> None:
        self.db = self.council = self.lang = self.today = ""
        self.json = False


def read_options(arguments: list[str]) -> tuple[Options, list[str]]:
    """Return the options of the whole program at the head and tail, and what else was typed.

    Only to decide early what is asked; a command reads its own options with click.
    """
    options, rest = Options(), []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if name in VALUED and (equals or waiting):
            setattr(options, name[2:], value if equals else waiting.pop(0))
        elif word == "--json":
            options.json = True
        else:
            rest.append(word)
    return options, rest


class Context:
    """One run of the program. The database is opened when it is first asked for."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    @property
    def json(self) -> bool:
        """Whether answers are written as JSON."""
        return self.options.json

    @cached_property
    def settings(self) -> Settings:
        """The user's settings."""
        return read_settings(config_path())

    @cached_property
    def fixed_today(self) -> date | None:
        """The day that `--today` or `$RAADTUI_TODAY` puts in the place of today, if any."""
        text = self.options.today or os.environ.get("RAADTUI_TODAY", "")
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text or not FIRST_YEAR <= day.year <= LAST_YEAR:
            # Only what is wrong is worth the time that this import takes.
            from council.dates import parse_iso
            from council.wording import say

            try:
                return parse_iso(text)
            except WrongUse as error:
                name = "--today" if self.options.today else "RAADTUI_TODAY"
                raise WrongUse(
                    say("{option}: {reason}", option=name, reason=str(error.message))
                ) from None
        return day

    @property
    def today(self) -> date:
        """The day on which everything is reckoned."""
        return self.fixed_today or date.today()

    @property
    def now(self) -> datetime:
        """The present moment in local time; the beginning of the day when that was given."""
        if self.fixed_today:
            return datetime.combine(self.fixed_today, time())
        return datetime.now().replace(second=0, microsecond=0)

    @property
    def file(self) -> str:
        """Where the database stands, or should."""
        asked = self.options.db or os.environ.get("RAADTUI_DB", "") or self.settings.db
        return os.path.expanduser(asked) if asked else default_path()

    @property
    def path(self) -> Path:
        """Where the database stands, or should, as a `Path`."""
        from pathlib import Path

        return Path(self.file)

    @cached_property
    def actor(self) -> Actor:
        """Who does this."""
        return Actor(who=who())

    @cached_property
    def store(self) -> Store:
        """The database, opened to work in the council that the command is about."""
        store = open_store(self.file, self.actor)
        if self.council_code:
            # Where there is none of that name, who asks for the council says so.
            with suppress(RaadError):
                store.connection.council_id = store.councils.get(self.council_code).id
        return store

    @property
    def council_code(self) -> str | None:
        """The code of the council that was asked for or configured."""
        return self.options.council or self.settings.council or None

    @cached_property
    def council(self) -> Council:
        """The council the command is about: the first one unless another was asked for."""
        return self.store.councils.get(self.council_code)

    def part(self, code: str | None) -> Council:
        """Return the part of the council called `code`; the council itself without one."""
        if code is None:
            return self.council
        part = self.store.councils.get(code)
        self.require_own(part.id)
        return part

    def require_own(self, council_id: int) -> None:
        """Refuse a thing with a number of its own that is of another council."""
        self.store.councils.require_within(self.council, council_id)

    def meeting(self, number: int) -> Meeting:
        """Return the meeting of the council, or of a part of it, that has this number."""
        one = self.store.meetings.get(number)
        self.require_own(one.council_id)
        return one

    def again(self, text: str) -> str:
        """Return a text in which the commands of ours that it names go to the same council."""
        import re
        from shlex import quote

        chosen = f" --council {quote(self.options.council)}" if self.options.council else ""
        options = place_option(self.options.db) + chosen
        return re.sub(r"\braadtui (?=[a-z])", lambda _name: f"raadtui{options} ", text)

    def close(self) -> None:
        """Close the database, if it was opened."""
        if "store" in self.__dict__:
            self.store.close()
