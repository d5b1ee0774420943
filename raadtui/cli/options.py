"""What click needs to know: the options of the whole program, and how its commands behave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from council.errors import WrongUse
from council.wording import N_, _, say
from raadtui.cli.context import Context
from raadtui.cli.known import BY_NAME, Completer
from raadtui.language import LANGUAGES

CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("Show this message and exit."),
)
"""The words of click's own help that this program shows; click asks gettext for them."""

METAVARS = (
    N_("APPOINTMENT"),
    N_("ARGS"),
    N_("CODE"),
    N_("COMMAND"),
    N_("COUNCIL"),
    N_("DATE"),
    N_("DD"),
    N_("EMAIL"),
    N_("FILE"),
    N_("FOLDER"),
    N_("FROM"),
    N_("ID"),
    N_("KIND"),
    N_("LENGTH"),
    N_("MEETING"),
    N_("MM"),
    N_("MOMENT"),
    N_("NAME"),
    N_("NUMBER"),
    N_("OFFICE"),
    N_("OPTIONS"),
    N_("PAPER"),
    N_("PART"),
    N_("PERSON"),
    N_("PURPOSE"),
    N_("REF"),
    N_("RULE"),
    N_("SHELL"),
    N_("TERM"),
    N_("TEXT"),
    N_("TO"),
    N_("UNTIL"),
    N_("WHO"),
    N_("WORDS"),
    N_("YYYY"),
)
"""The words by which help names what to fill in."""


def in_words(metavar: str) -> str:
    """Return what is to be filled in, such as `FILE.csv|-`, in the user's language."""
    return re.sub("[A-Z]{2,}", lambda word: _(word[0]), metavar)


pass_context = click.make_pass_decorator(Context)

_Answer = TypeVar("_Answer")


def _note(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep an option of the whole program, wherever on the line it was typed."""
    context = ctx.find_object(Context)
    if value and param.name and context is not None:
        setattr(context.options, param.name, value)


def _option(name: str, help: str, **more: Any) -> click.Option:
    return click.Option(
        [name], help=help, expose_value=False, is_eager=True, callback=_note, **more
    )


def _whole_program() -> list[click.Parameter]:
    return [
        _option("--db", _("The database file."), metavar="FILE"),
        _option("--council", _("The council to work with, by its code."), metavar="CODE"),
        _option("--lang", _("The language."), type=click.Choice(LANGUAGES)),
        _option("--today", _("Reckon as if it were this day."), metavar="YYYY-MM-DD"),
        _option("--json", _("Answer in JSON."), is_flag=True),
    ]


@contextmanager
def _placed(ctx: click.Context) -> Iterator[None]:
    """Let what is wrong say to which command it was typed; click forgets it here and there."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


class _Completed(click.types.StringParamType):
    """A text that the shell completes."""

    def __init__(self, completer: Completer) -> None:
        self._completer = completer

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what begins like this."""
        return self._completer(ctx, param, incomplete)


def _furnish(command: click.Command) -> None:
    """Give a command the options of the whole program, completion, and words to fill in."""
    command.params.extend(_whole_program())
    for param in command.params:
        if param.type is click.STRING and param.name in BY_NAME:
            param.type = _Completed(BY_NAME[param.name])
        takes_value = isinstance(param, click.Option) and not (param.is_flag or param.count)
        if takes_value and not isinstance(param.type, click.Choice):
            number = isinstance(param.type, click.types.IntParamType)
            name = param.metavar or ("NUMBER" if number else param.type.name.upper())
            param.metavar = in_words(name)


class Command(click.Command):
    """A command that takes the options of the whole program after its name as well."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        _furnish(self)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the line of usage, in the user's language."""
        return [in_words(piece) for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; say so when there is one too many."""
        ctx.allow_extra_args = True
        with _placed(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise WrongUse(say("“{word}” is one word too many here.", word=rest[0]))
        return rest


class Group(click.Group):
    """A noun with its commands."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("no_args_is_help", False)
        super().__init__(*args, **settings)
        _furnish(self)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the line of usage, in the user's language."""
        return [in_words(piece) for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command."""
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which ones there are."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            if ctx.resilient_parsing:
                return None, None, args[1:]
            known = self.list_commands(ctx)
            if close := get_close_matches(name.casefold(), known):
                raise WrongUse(
                    say(
                        "There is no command “{name}”; did you mean {others}?",
                        name=name,
                        others=_or(close),
                    )
                )
            names = ", ".join(known)
            raise WrongUse(
                say("There is no command “{name}”; there is: {names}.", name=name, names=names)
            )
        return super().resolve_command(ctx, args)


def _or(names: list[str]) -> str:
    *most, last = names
    return _("{most} or {last}", most=", ".join(most), last=last) if most else last
