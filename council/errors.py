"""What can go wrong, in kinds that a screen and a command answer differently.

Every error carries one finished sentence for the user. `field` names the form field or
option it is about, where there is one.
"""

from __future__ import annotations

from council.wording import Message, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


class RaadError(Exception):
    """Something the user must hear about, as one sentence in the user's language."""

    def __init__(self, message: Message, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Refused(RaadError):
    """A rule of the council, an ordinance or the law does not allow it.

    `source` names where the rule stands, for example an article.
    """

    def __init__(self, message: Message, *, field: str | None = None, source: str = "") -> None:
        super().__init__(message, field=field)
        self.source = source

    def __str__(self) -> str:
        return f"{self.message} ({self.source})" if self.source else str(self.message)


class WrongUse(RaadError):
    """What was typed cannot be understood: an unknown code, a date that does not exist."""


class NotFound(WrongUse):
    """The thing asked for is not in this database."""


class Damaged(RaadError):
    """A file or a database is damaged, unreadable, or not what it should be."""


class Conflict(RaadError):
    """Someone else changed the record after it was read."""


class NotAllowed(RaadError):
    """The user, or the file system, does not give the right to do this."""


def not_found(what: str, key: str | int) -> NotFound:
    """Return the error that says there is no `what` (in the user's words) called `key`."""
    return NotFound(say("There is no {what} “{key}”.", what=what, key=key))


def ends_before_start(start: date, end: date) -> Message:
    """Return what is wrong with days of which the last lies before the first."""
    return say("The end {end} lies before the start {start}.", end=end, start=start)


def fault(error: BaseException) -> Message:
    """Describe a fault of the program itself by its kind and its place in the code.

    What the program was working on is left out: a report of a fault holds no names.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    return say(
        "This is a fault in raadtui itself; what was saved is safe. Please report: {name}, {place}",
        name=type(error).__name__,
        place=place,
    )
