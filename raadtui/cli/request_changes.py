"""`raadtui requests change` and `snooze`: what is known of a request, and putting it aside."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from council.errors import WrongUse
from council.requests import AdviceRequest, DocumentKind, PolicyStage
from council.wording import _, say
from raadtui.cli.context import Context
from raadtui.cli.options import DAY, Command, Words, pass_context

_CHANGEABLE = (
    "title",
    "kind",
    "stage",
    "domains",
    "asked_by",
    "decision_on",
    "their_reference",
    "sender",
    "sender_email",
    "short_term_agreed_by",
)


@click.command(cls=Command, help=_("Change what is known of a request; what you leave out stays."))
@click.argument("ref")
@click.option("--title", help=_("What it is about."))
@click.option("--kind", type=Words(DocumentKind), help=_("What sort of document it is."))
@click.option(
    "--stage",
    type=Words(PolicyStage),
    help=_("How far the policy was when the council was involved."),
)
@click.option(
    "--domain", "domains", multiple=True, help=_("pw, wmo, youth or general; may be repeated.")
)
@click.option("--asked-by", type=DAY, help=_("The date the municipality asks it for."))
@click.option("--decision-on", type=DAY, help=_("The day the municipality means to decide."))
@click.option("--their-reference", help=_("The municipality's own reference."))
@click.option("--sender", help=_("Who asked."))
@click.option("--sender-email", help=_("Their e-mail address."))
@click.option("--agreed-by", "short_term_agreed_by", help=_("Who agreed to a shorter term."))
@pass_context
def change(context: Context, /, ref: str, **given: Any) -> None:
    """Change a request."""
    store = context.store.requests
    one = store.get(context.council.id, ref)
    said = {name: value for name, value in given.items() if value not in (None, ())}
    if not said:
        raise WrongUse(say("Say what to change, for example --title."))
    known = {name: getattr(one, name) for name in _CHANGEABLE}
    _told(context, store.change(one, **{**known, **said}, partners=store.partners.of(one.id)))


@click.command(cls=Command, help=_("Put a request aside until a day; without a day it is back."))
@click.argument("ref")
@click.argument("until", type=DAY, required=False)
@pass_context
def snooze(context: Context, ref: str, until: date | None) -> None:
    """Put a request aside, or bring it back."""
    store = context.store.requests
    _told(context, store.snooze(store.get(context.council.id, ref), until))


def _told(context: Context, one: AdviceRequest) -> None:
    from raadtui.cli.requests import tell_request

    tell_request(context, one)
