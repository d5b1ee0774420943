"""`raadtui completion`: the script by which a shell completes commands, options and codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from council.wording import _
from raadtui.cli.options import Command
from raadtui.cli.printing import tell

_QUOTED = """[[ ${COMP_WORDS[COMP_CWORD]} == [\\"\\']* ]] || printf -v value %q "$value"
            COMPREPLY+=("$value")"""
"""How bash takes a value: quoted, unless the user began a quotation."""


@click.command(
    cls=Command,
    help=_("Print the script that completes commands. In bash: source <(raadtui completion bash)"),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    from raadtui.cli.program import program

    found = get_completion_class(shell)
    assert found is not None
    script = found(program, {}, "raadtui", "_RAADTUI_COMPLETE").source()
    # Click's script for bash would put a blank in a value in as it is, which makes it two, and
    # the one for fish would cut a description off at its first comma.
    script = script.replace("COMPREPLY+=($value)", _QUOTED)
    tell(script.replace('string split ","', 'string split --max 1 ","'))
