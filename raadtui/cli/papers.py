"""`raadtui papers`: the papers of a request, their editions, and what must not be passed on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from council.errors import WrongUse
from council.papers import Paper, file_size, guards
from council.wording import _, say, short_date
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import complain, output_file, tell, tell_json, tell_list, write_out
from raadtui.cli.reading import read_input, require_yes, yes_option
from raadtui.cli.values import DAY


@click.group(cls=Group, help=_("The papers of a request, in editions, and what is not public."))
def papers() -> None:
    """The papers of a request."""


@papers.command("list", help=_("Show the papers of a request, the newest edition of each."))
@click.argument("ref")
@click.option("--all", "every", is_flag=True, help=_("Older editions as well."))
@pass_context
def show(context: Context, ref: str, every: bool) -> None:
    """Show the papers of a request."""
    request = context.store.requests.get(context.council.id, ref)
    found = context.store.files.of_request(request.id)
    _told(context, [paper for paper in found if every or paper.current])


@papers.command(help=_("Keep a file with a request; by the same name it is a new edition."))
@click.argument("ref")
@click.argument("file", metavar="FILE|-")
@click.option("--name", help=_("What to call it, where the file comes from standard input."))
@click.option("--replaces", type=int, metavar="ID", help=_("Of which paper it is a new edition."))
@click.option("--confidential", is_flag=True, help=_("Not to be passed on."))
@click.option("--embargo", type=DAY, help=_("The first day on which it is public."))
@click.option("--own", is_flag=True, help=_("It is the council's own, not the municipality's."))
@pass_context
def add(
    context: Context,
    ref: str,
    file: str,
    name: str | None,
    replaces: int | None,
    confidential: bool,
    embargo: date | None,
    own: bool,
) -> None:
    """Add a paper."""
    from intake.papers import add_paper, unread

    if file == "-" and not name:
        raise WrongUse(say("Say what to call it: --name NAME."))
    store = context.store
    request = store.requests.get(context.council.id, ref)
    paper = add_paper(
        store,
        request,
        name or Path(file).name,
        read_input(file),
        context.today,
        replaces=_paper(context, replaces) if replaces is not None else None,
        confidential=confidential,
        embargo_until=embargo,
        own=own,
    )
    if remark := unread(store, paper):
        complain(str(remark))
    _told(context, [paper])


@papers.command(
    help=_("Change how a paper is called, whose it is, and whether it may be passed on.")
)
@click.argument("paper", type=int, metavar="ID")
@click.option("--name", help=_("What to call it."))
@click.option("--confidential/--open", default=None, help=_("Whether it is confidential."))
@click.option("--embargo", type=DAY, help=_("The first day on which it is public."))
@click.option("--no-embargo", is_flag=True, help=_("It is public already."))
@click.option(
    "--own/--received", default=None, help=_("The council's own, or of the municipality.")
)
@pass_context
def change(
    context: Context,
    paper: int,
    name: str | None,
    confidential: bool | None,
    embargo: date | None,
    no_embargo: bool,
    own: bool | None,
) -> None:
    """Change a paper."""
    one = _paper(context, paper)
    changed = context.store.files.change(
        one,
        name=one.name if name is None else name,
        confidential=one.confidential if confidential is None else confidential,
        embargo_until=None if no_embargo else embargo or one.embargo_until,
        own=own,
    )
    _told(context, [changed])


@papers.command(
    help=_("Remove a paper that should never have been kept, with its words and content, for good.")
)
@click.argument("paper", type=int, metavar="ID")
@click.option("--reason", required=True, help=_("Why; the log keeps this, so name nobody."))
@yes_option
@pass_context
def remove(context: Context, paper: int, reason: str, yes: bool) -> None:
    """Remove a paper."""
    files = context.store.files
    one = _paper(context, paper)
    ref = context.store.requests.by_id(one.request_id).ref
    what = [_("Remove {name} of {ref}.", name=one.name, ref=ref)]
    what += map(str, files.removals.plan(one).beside())
    require_yes(yes, " ".join(what))
    removed = files.removals.remove(one, reason=reason)
    if context.json:
        tell_json({"removed": [paper.id for paper in removed.papers], "request": ref})
    else:
        tell(str(removed.done()))


@papers.command(help=_("Write a paper to a file, as it came."))
@click.argument("paper", type=int, metavar="ID")
@click.option("--output", "-o", metavar="FILE|-", help=_("Where to; - is standard output."))
@pass_context
def save(context: Context, paper: int, output: str | None) -> None:
    """Write a paper to a file."""
    target = output_file(output)
    one = _paper(context, paper)
    data = context.store.files.read(one)
    if not write_out(target, data):
        return
    if context.json:
        tell_json({"file": str(target), "bytes": len(data)})
    else:
        said = "; ".join(map(str, guards(one, context.today)))
        tell(f"{target}: {said}" if said else str(target))


def _paper(context: Context, number: int) -> Paper:
    """Return the paper with this number, of a request of the council."""
    one = context.store.files.get(number)
    context.require_own(context.store.requests.by_id(one.request_id).council_id)
    return one


def _told(context: Context, found: Iterable[Paper]) -> None:
    if context.json:
        tell_json([records.paper(paper) for paper in found])
        return
    rows = [
        (
            str(paper.id),
            paper.name,
            str(paper.edition),
            short_date(paper.added_on, context.today),
            file_size(paper.size),
            ", ".join(map(str, guards(paper, context.today))),
        )
        for paper in found
    ]
    header = [_("id"), _("paper"), _("edition"), _("added"), _("size"), _("guarded")]
    tell_list(rows, header, _("There are no papers."), cut=(1, 5))
