"""`raadtui requests views` and `view`: ways to look at the inbox, kept by name."""

from __future__ import annotations

import click

from council.requests import QUEUE_LABELS, Queue
from council.views import ORDER_LABELS, Order, SavedView
from council.wording import _
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.known import views as known_views
from raadtui.cli.options import Command, Group, pass_context
from raadtui.cli.printing import tell, tell_json, tell_list
from raadtui.cli.values import Words


@click.command("views", cls=Command, help=_("Show the views of the inbox that you kept."))
@pass_context
def views(context: Context) -> None:
    """Show the views."""
    kept = context.store.views.all(context.council.id)
    if context.json:
        tell_json([records.view(one) for one in kept])
        return
    header = (_("name"), _("queue"), _("filter"), _("order"))
    tell_list(map(_row, kept), header, _("No views were kept yet."))


def _row(one: SavedView) -> tuple[str, ...]:
    return (one.name, _(QUEUE_LABELS[one.queue]), one.filter_text, _(ORDER_LABELS[one.order]))


@click.group("view", cls=Group, help=_("Keep a view of the inbox under a name, or forget it."))
def view() -> None:
    """One view of the inbox."""


@view.command(help=_("Keep a view under a name, in place of the one that had it."))
@click.argument("name", shell_complete=known_views)
@click.option("--queue", type=Words(Queue, QUEUE_LABELS), default="open", help=_("Which part."))
@click.option("--filter", "words", default="", help=_("Only those in which these words occur."))
@click.option(
    "--order", type=Words(Order, ORDER_LABELS), default="urgency", help=_("How they are sorted.")
)
@pass_context
def save(context: Context, name: str, queue: Queue, words: str, order: Order) -> None:
    """Keep a view."""
    kept = context.store.views.save(
        context.council.id, name, queue=queue, filter_text=words, order=order
    )
    if context.json:
        tell_json(records.view(kept))
    else:
        tell(_("{name}: saved.", name=kept.name))


@view.command(help=_("Forget a view; the requests stay."))
@click.argument("name", shell_complete=known_views)
@pass_context
def delete(context: Context, name: str) -> None:
    """Forget a view."""
    store = context.store.views
    gone = store.get(context.council.id, name)
    store.delete(gone)
    if context.json:
        tell_json(records.view(gone))
    else:
        tell(_("{name}: deleted.", name=gone.name))
