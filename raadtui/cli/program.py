"""The root of the command line; a noun's module is imported when its command is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from council.wording import _
from raadtui import __version__
from raadtui.cli.context import Context
from raadtui.cli.options import Command, Group, pass_context

_COMMANDS = {
    "demo": "admin:demo",
    "init": "admin:init",
    "today": "program:today",
    "members": "members:members",
    "meetings": "meetings:meetings",
    "requests": "requests:requests",
    "papers": "papers:papers",
    "radar": "radar:radar",
    "figures": "figures:show",
    "export": "export:export",
    "search": "search:search",
    "log": "trail:log",
    "undo": "trail:undo",
    "redo": "trail:redo",
    "calendar": "calendar:calendar",
    "councils": "councils:councils",
    "backup": "admin:backup",
    "restore": "admin:restore",
    "keys": "keys:keys",
    "doctor": "doctor:doctor",
    "completion": "completion:completion",
}
"""Where each command stands, in the order of the help."""


class Program(Group):
    """All commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return the command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _colon, name = _COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"raadtui.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(
    name="raadtui",
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    help=_("The secretary's desk of a client council. Without a command it opens the screens."),
)
@click.version_option(
    __version__, prog_name="raadtui", message="%(prog)s %(version)s", help=_("Show the version.")
)
@click.pass_context
def program(ctx: click.Context) -> None:
    """Open the screens when no command was given."""
    if ctx.invoked_subcommand is None:
        from raadtui.cli.screens import open_screens

        open_screens(ctx.ensure_object(Context))


@click.command(cls=Command, help=_("Show what must be done today."))
@pass_context
def today(context: Context) -> None:
    """Show what must be done today."""
    from raadtui.cli.today import show

    show(context)
