"""What click has to say about wrong use, in one sentence of the user's language."""

from __future__ import annotations

from difflib import get_close_matches

import click

from council.wording import _
from raadtui.cli.options import Group, in_words
from raadtui.cli.values import Named


def sentence(error: click.ClickException) -> str:
    """Put what click has to say about wrong use into one sentence, with where to look."""
    path = "raadtui"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        path = error.ctx.command_path
    where = _("See: {command} --help", command=path)
    return f"{_reason(error)} {where}"


def _reason(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        if meant := _meant(error):
            return _(
                "There is no option {option}; did you mean {others}?",
                option=error.option_name,
                others=", ".join(meant),
            )
        return _("There is no option {option}.", option=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name, kind = _name_of(error.param), error.param.type
        if isinstance(kind, Named):
            return _("{name} is missing; it is one of: {choices}.", name=name, choices=kind.offered)
        return _("{name} is missing.", name=name)
    if isinstance(error, click.BadOptionUsage) and _is_flag(error):
        return _("Option {option} takes no value.", option=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return _("Option {option} needs one value.", option=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        if isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            return _("{name} is one of: {choices}.", name=_name_of(error.param), choices=choices)
        if isinstance(error.param.type, click.IntRange):
            return _(
                "{name} is a whole number, {least} or more.",
                name=_name_of(error.param),
                least=error.param.type.min,
            )
        if isinstance(error.param.type, click.types.IntParamType):
            return _("{name} is a whole number.", name=_name_of(error.param))
        return _("{name}: {reason}.", name=_name_of(error.param), reason=error.message.rstrip("."))
    if isinstance(error, click.UsageError) and error.ctx and isinstance(error.ctx.command, Group):
        names = ", ".join(error.ctx.command.list_commands(error.ctx))
        return _("Say what to do: {names}.", names=names)
    return error.format_message()


_ALIKE = (("until", "to"), ("from", "since"))
"""Names of options for the same thing, of which a command has one."""


def _meant(error: click.NoSuchOption) -> list[str]:
    """Return the options that may have been meant: the same by another name, or nearly so spelled.

    Without the dashes, by which click finds every short one like every other.
    """
    if error.ctx is None:
        return []
    options = [opt for param in error.ctx.command.params for opt in param.opts]
    names = {opt.removeprefix("--"): opt for opt in options if opt.startswith("--")}
    typed = error.option_name.removeprefix("--")
    alike = [name for group in _ALIKE if typed in group for name in group if name in names]
    return [names[name] for name in alike or get_close_matches(typed, names)]


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(param, click.Option) and param.is_flag and error.option_name in param.opts
        for param in params
    )


def _name_of(param: click.Parameter) -> str:
    if isinstance(param, click.Argument):
        return in_words(param.metavar or (param.name or "").upper())
    return param.opts[-1]
