"""`raadtui search`: find people, seats, meetings, requests, papers, advice by their words."""

from __future__ import annotations

import click

from council.wording import _
from db.search import FOUND_LABELS, nothing_holds
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import tell_json, tell_list


@click.command(
    cls=Command, help=_("Find people, seats, meetings, requests, papers, advice and announcements.")
)
@click.argument("words", nargs=-1, required=True)
@pass_context
def search(context: Context, words: tuple[str, ...]) -> None:
    """Find what holds all the words."""
    found = context.store.search.find(context.council.id, " ".join(words), context.today)
    if context.json:
        tell_json([records.found(one) for one in found])
        return
    tell_list(
        ((_(FOUND_LABELS[one.kind]), str(one.id), one.named, one.context) for one in found),
        (),
        nothing_holds(" ".join(words)),
        cut=(2, 3),
    )
