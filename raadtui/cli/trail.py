"""`raadtui log`, `undo` and `redo`: who changed what, and taking it back."""

from __future__ import annotations

import click

from council.changes import Change, reversed_words
from council.wording import _, short_moment
from db.edits import edit_words
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import tell, tell_json, tell_table


@click.command(cls=Command, help=_("Show who changed what, the latest first."))
@click.argument("ref", required=False)
@click.option("--limit", type=click.IntRange(1), default=200, help=_("How many changes at most."))
@pass_context
def log(context: Context, ref: str | None, limit: int) -> None:
    """Show the changes, of everything or of one request."""
    request_id = context.store.requests.get(context.council.id, ref).id if ref else None
    changes = context.store.trail.log(request_id=request_id, limit=limit)
    edits = context.store.trail.edits(changes)
    if context.json:
        tell_json([records.change(one, edits.get(one.id, [])) for one in changes])
        return
    tell_table(
        (
            (
                short_moment(one.at),
                one.who,
                one.label,
                one.subject,
                "; ".join(map(edit_words, edits.get(one.id, []))),
                _("undone") if one.undone else "",
            )
            for one in changes
        ),
        cut=(3, 4),
    )


@click.command(cls=Command, help=_("Undo your own last change."))
@pass_context
def undo(context: Context) -> None:
    """Undo the last change."""
    _told(context, context.store.trail.undo())


@click.command(cls=Command, help=_("Do again what you undid last."))
@pass_context
def redo(context: Context) -> None:
    """Redo the change that was undone."""
    _told(context, context.store.trail.redo())


def _told(context: Context, change: Change) -> None:
    if context.json:
        tell_json({**records.change(change), "in_calendars": change.in_calendars})
    else:
        tell(context.again(reversed_words(change)))
