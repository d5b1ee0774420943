"""`raadtui completion`: the script by which a shell completes commands, options and codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from council.wording import _
from raadtui.cli.options import Command
from raadtui.cli.printing import tell

_QUOTED = r"""case ${COMP_WORDS[COMP_CWORD]} in
                \"*) value=${value//\\/\\\\} value=${value//\"/\\\"}
                    value=${value//\$/\\\$} value=${value//\`/\\\`} ;;
                \'*) value=${value//\'/\'\\\'\'} ;;
                *) printf -v value %q "$value" ;;
            esac
            COMPREPLY+=("$value")"""
"""How bash takes a value: quoted, in the quotation that the user began or without one.

A name may hold what a shell would run.
"""


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
    # leave out a backslash; the one for fish would cut a description off at its first comma.
    script = script.replace("COMPREPLY+=($value)", _QUOTED).replace("read type", "read -r type")
    tell(script.replace('string split ","', 'string split --max 1 ","'))
