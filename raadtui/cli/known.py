"""What a shell completes: file names, and what the database knows, for a value begun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import click
from click.shell_completion import CompletionItem

from council.errors import RaadError
from council.text import clean_line, folded
from council.wording import short_moment
from raadtui.cli.context import Context

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
_MOST = 200
_SHORTEST_WORD = 3
"""Shorter ones are initials and what stands before a surname."""
_Choices = Iterable[tuple[str, str]]
"""Values with what they stand for."""


def _from_database(read: Callable[[Context], _Choices]) -> Completer:
    """Make a completer of what the database holds; without a database there is nothing."""

    def complete(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
        context = ctx.find_object(Context)
        try:
            found = list(read(context)) if context else []
        except RaadError:
            return []
        fitting = (pair for pair in found if folded(pair[0]).startswith(folded(begun)))
        return [
            CompletionItem(clean_line(value), help=clean_line(words))
            for _nth, (value, words) in zip(range(_MOST), fitting, strict=False)
        ]

    return complete


def files(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell complete the name of a file."""
    return [CompletionItem(begun, type="file")]


def folders(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell complete the name of a folder."""
    return [CompletionItem(begun, type="dir")]


def _councils(context: Context) -> _Choices:
    return ((one.code, one.name) for one in context.store.councils.all())


def _parts(context: Context) -> _Choices:
    return (
        (one.code, one.name) for one in context.store.councils.all() if one.parent_id is not None
    )


def _seats(context: Context) -> _Choices:
    lines = context.store.members.memberships(context.council.id, context.today)
    return ((one.seat.code, one.person.name if one.person else "") for one in lines)


def _people(context: Context) -> Iterator[tuple[str, str]]:
    """Yield numbers, and words of names: a value with a blank in it would be two to a shell."""
    for one in context.store.members.people():
        yield str(one.id), one.name
        for word in one.name.split():
            if len(word) >= _SHORTEST_WORD:
                yield word, one.name


def _requests(context: Context) -> _Choices:
    from council.requests import Queue

    for queue in (Queue.OPEN, Queue.CLOSED):
        window = context.store.requests.inbox.window(context.council.id, queue, context.today)
        yield from ((line.ref, line.title) for line in window.first(_MOST))


def _presiding(context: Context) -> Iterator[tuple[str, str]]:
    """Yield the surnames of who can agree to less time: the chair and the vice-chair."""
    for name in context.store.requests.presiding(context.council.id, context.today):
        yield name.split()[-1], name


def _departments(context: Context) -> _Choices:
    return ((name, "") for name in context.store.requests.in_use(context.council.id, "department"))


def _meetings(context: Context) -> _Choices:
    found = context.store.meetings.between(context.council.id)
    return ((str(one.id), f"{short_moment(one.starts_at)} {one.title}") for one in found)


def _announcements(context: Context) -> _Choices:
    window = context.store.announcements.window(context.council.id, context.today)
    return ((str(one.id), one.title) for one in window.first(_MOST))


def _views(context: Context) -> _Choices:
    return ((one.name, "") for one in context.store.views.all(context.council.id))


people = _from_database(_people)
meetings = _from_database(_meetings)
announcements = _from_database(_announcements)
views = _from_database(_views)

BY_NAME: dict[str, Completer] = {
    "db": files,
    "file": files,
    "files": files,
    "output": files,
    "watch": folders,
    "council": _from_database(_councils),
    "group": _from_database(_parts),
    "seat": _from_database(_seats),
    "department": _from_database(_departments),
    "agreed_by": _from_database(_presiding),
    "short_term_agreed_by": _from_database(_presiding),
    "ref": _from_database(_requests),
    "person": people,
    "view": views,
}
"""How the arguments and options of these names are completed, in every command."""
