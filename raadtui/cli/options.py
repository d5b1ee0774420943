"""What click needs to know: the options of the whole program, and values as people type them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import click

from council.errors import WrongUse
from council.terms import Span
from council.wording import N_, _, say
from raadtui.cli.context import Context
from raadtui.language import LANGUAGES

CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("Show this message and exit."),
)
"""The words of click's own help that this program shows; click asks gettext for them."""

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


class Command(click.Command):
    """A command that takes the options of the whole program after its name as well."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(_whole_program())

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
        self.params.extend(_whole_program())

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
            names = ", ".join(self.list_commands(ctx))
            raise WrongUse(
                say("There is no command “{name}”; there is: {names}.", name=name, names=names)
            )
        return super().resolve_command(ctx, args)


class _Spoken(click.ParamType[object]):
    """A value that one of floor 1's readers understands."""

    def __init__(self, name: str, read: Callable[[str, date], object]) -> None:
        self.name = name
        self._read = read

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """Read what was typed, and name the option when it cannot be understood."""
        if not isinstance(value, str):
            return value
        context = ctx.find_object(Context) if ctx else None
        today = context.today if context else date.today()
        try:
            return self._read(value, today)
        except WrongUse as error:
            raise _about(param, str(error)) from error


def _about(param: click.Parameter | None, reason: str) -> WrongUse:
    if param is None or not param.opts or param.param_type_name == "argument":
        return WrongUse(say("{reason}", reason=reason))
    return WrongUse(say("{option}: {reason}", option=param.opts[-1], reason=reason))


def _day(text: str, today: date) -> date:
    from council.dates import parse_date

    return parse_date(text, today)


def _past_day(text: str, today: date) -> date:
    from council.dates import parse_date

    return parse_date(text, today, past=True)


def _moment(text: str, today: date) -> datetime:
    from council.dates import parse_moment

    return parse_moment(text, today)


def _span(text: str, today: date) -> Span:
    from council.dates import parse_span

    return parse_span(text)


def _duration(text: str, today: date) -> int:
    from council.dates import parse_duration

    return parse_duration(text)


DAY = _Spoken("DATE", _day)
"""A day to come: `2027-01-12`, `di 12 jan`, `2w`, `eind maart`."""

PAST_DAY = _Spoken("DATE", _past_day)
"""A day that has been: without a year it is the last one."""

MOMENT = _Spoken("MOMENT", _moment)
SPAN = _Spoken("LENGTH", _span)
DURATION = _Spoken("LENGTH", _duration)


class Words(click.Choice[str]):
    """One of the codes of an enumeration."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__([str(each) for each in kind])
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the member of the enumeration, or say which ones there are."""
        try:
            return self._kind(str(value).casefold())
        except ValueError:
            choices = ", ".join(self._kind)
            reason = str(say("“{value}” is not one of: {choices}.", value=value, choices=choices))
            raise _about(param, reason) from None


def sentence(error: click.ClickException) -> str:
    """Put what click has to say about wrong use into one sentence, with where to look."""
    path = "raadtui"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        path = error.ctx.command_path
    where = _("See: {command} --help", command=path)
    return f"{_reason(error)} {where}"


def _reason(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        if error.possibilities:
            return _(
                "There is no option {option}; did you mean {others}?",
                option=error.option_name,
                others=", ".join(error.possibilities),
            )
        return _("There is no option {option}.", option=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _("{name} is missing.", name=_name_of(error.param))
    if isinstance(error, click.BadOptionUsage) and _is_flag(error):
        return _("Option {option} takes no value.", option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return _("Option {option} needs one value.", option=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        if isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return _("{name} is one of: {choices}.", name=_name_of(error.param), choices=choices)
        if isinstance(error.param.type, click.types.IntParamType):
            return _("{name} is a whole number.", name=_name_of(error.param))
        return _("{name}: {reason}.", name=_name_of(error.param), reason=error.message.rstrip("."))
    if isinstance(error, click.UsageError) and error.ctx and isinstance(error.ctx.command, Group):
        names = ", ".join(error.ctx.command.list_commands(error.ctx))
        return _("Say what to do: {names}.", names=names)
    return error.format_message()


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(param, click.Option) and param.is_flag and error.option_name in param.opts
        for param in params
    )


def _name_of(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return param.metavar or (param.name or "").upper()
    return param.opts[-1]
