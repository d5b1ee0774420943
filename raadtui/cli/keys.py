"""`raadtui keys`: the keys of the screens on one page, to print or to have read aloud."""

from __future__ import annotations

from collections.abc import Iterator

import click

from council.wording import _
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import tell, tell_json
from screens.action import Action
from screens.actions import ACTIONS
from screens.doors import DOORS


@click.command(cls=Command, help=_("Show the keys of the screens."))
@pass_context
def keys(context: Context) -> None:
    """Show the keys."""
    if context.json:
        tell_json(
            [
                {
                    "key": one.key_label,
                    "label": _(one.label),
                    "help": _(one.help),
                    "group": _(one.group),
                    "places": list(one.places) or [door.id for door in DOORS],
                }
                for one in ACTIONS
            ]
        )
        return
    tell("\n".join(page()))


def page() -> Iterator[str]:
    """Yield the page of keys in Markdown: a table for every group, in the order of the bar."""
    title, everywhere = _("Keys"), _("everywhere")
    head = (_("key"), _("does"), _("where"))
    yield f"# {title}"
    groups: dict[str, list[Action]] = {}
    for one in ACTIONS:
        groups.setdefault(one.group, []).append(one)
    for group, actions in groups.items():
        yield ""
        yield f"## {_(group)}"
        yield ""
        yield f"| {' | '.join(head)} |"
        yield "|---|---|---|"
        for one in actions:
            where = ", ".join(_(door.label) for door in DOORS if door.id in one.places)
            what = f"**{_(one.label)}**: {_(one.help)}"
            yield f"| `{one.key_label}` | {what} | {where or everywhere} |"
