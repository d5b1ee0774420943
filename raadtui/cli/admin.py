"""`raadtui init`, `demo`, `backup` and `restore`: making a database, and keeping a copy."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from council.councils import COUNCIL_LABELS, PARTS, CouncilKind
from council.errors import WrongUse
from council.text import clean_line, folded
from council.wording import _, say
from db.place import place_option
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import hand_over, tell, tell_json
from raadtui.cli.values import Words


@click.command(cls=Command, help=_("Make a database with a council in it."))
@click.option("--demo", is_flag=True, help=_("Fill it with a fictional council around today."))
@click.option("--name", metavar="NAME", help=_("What the council is called."))
@click.option("--code", metavar="CODE", help=_("A short code for it, such as ASD."))
@click.option("--municipality", metavar="NAME", default="", help=_("The municipality it advises."))
@click.option(
    "--kind",
    type=Words(CouncilKind, COUNCIL_LABELS),
    default=CouncilKind.ADVISORY_COUNCIL.value,
    help=_("What sort of council it is."),
)
@pass_context
def init(
    context: Context,
    demo: bool,
    name: str | None,
    code: str | None,
    municipality: str,
    kind: CouncilKind,
) -> None:
    """Make a database, and tell what comes next."""
    if demo:
        if name or code or municipality:
            raise WrongUse(say("The demo council has its own name: leave out what it is called."))
        from raadtui.cli.screens import make_demo

        make_demo(context, context.path)
    else:
        if name is None and sys.stdin.isatty() and sys.stdout.isatty():
            name = _asked(_("What is the council called?"), _("Client council"))
            municipality = municipality or _asked(_("Which municipality does it advise?"))
        _start(context, name if name is not None else _("Client council"), code, municipality, kind)
    council = context.store.councils.get()
    if context.json:
        tell_json({"db": str(context.path), "council": records.council(council)})
        return
    tell(
        _(
            "Made {file} for {council} ({code}).",
            file=str(context.path),
            council=council.name,
            code=council.code,
        )
    )
    if not demo:
        place = place_option(context.options.db)
        tell(
            _(
                "Next, take over the member list: raadtui members import FILE.csv{place}",
                place=place,
            )
        )
        tell(
            _(
                "Six weeks to advise holds until you set your ordinance's own term: "
                'raadtui councils rule advice 6w --article "art. …" --from {day}{place}',
                day=context.today.replace(month=1, day=1).isoformat(),
                place=place,
            )
        )


def _asked(question: str, usual: str = "") -> str:
    """Return what is answered at the terminal; without a usual answer it may be left empty."""
    shown = bool(usual)
    return str(click.prompt(question, default=usual, show_default=shown, prompt_suffix=" "))


def _start(
    context: Context, name: str, code: str | None, municipality: str, kind: CouncilKind
) -> None:
    from db.defaults import fresh_store, start_council

    if kind in PARTS:
        raise WrongUse(say("A part of a council comes after the whole: raadtui councils add"))
    if not clean_line(name):
        raise WrongUse(say("A council needs a name."), field="name")
    with fresh_store(context.path, context.actor) as store:
        start_council(store, code or _code_of(name), name, municipality, kind, context.today)


def _code_of(name: str) -> str:
    """Make a code of the first letters of a name: `Adviesraad Sociaal Domein` is `ASD`."""
    words = [word for word in clean_line(name).split() if word[0].isalpha()]
    letters = "".join(word[0] for word in words) if len(words) > 1 else name.strip()[:4]
    # Without accents, for it is typed.
    return folded(letters).upper()[:8]


@click.command(
    cls=Command, help=_("Open the screens on a fictional council, thrown away afterwards.")
)
@pass_context
def demo(context: Context) -> int:
    """Try the program out."""
    if context.options.db:
        raise WrongUse(
            say(
                "demo opens no database of yours, so it takes no --db: leave that out. A demo that "
                "stays is made with: raadtui init --demo{place}",
                place=place_option(context.options.db),
            )
        )
    from raadtui.cli.screens import open_demo

    return open_demo(context)


@click.command(cls=Command, help=_("Write a checked copy of the database, also while others work."))
@click.argument("file", metavar="FILE|-")
@click.option("--papers", "whole", is_flag=True, help=_("With the papers, in one archive (tar)."))
@pass_context
def backup(context: Context, file: str, whole: bool) -> None:
    """Write a copy of the database to a new file, or to standard output."""
    from db.archive import archive
    from db.backup import back_up, folder_beside

    store = context.store
    write = archive if whole else back_up
    if file == "-":
        with folder_beside(store.path) as folder:
            hand_over(write(store.path, folder / store.path.name).read_bytes())
        store.trail.note("backup", _("standard output"))
        return
    written = write(store.path, Path(file))
    store.trail.note("backup", str(written))
    papers = store.files.folder if store.files.folder.is_dir() and not whole else None
    if context.json:
        tell_json({"file": str(written), "papers": str(papers) if papers else None})
        return
    tell(_("Written: {file}.", file=str(written)))
    if papers:
        tell(
            _(
                "The papers are not in it. Copy this folder as well, or use --papers: {folder}",
                folder=str(papers),
            )
        )


@click.command(cls=Command, help=_("Put a backup in the place of the database."))
@click.argument("file")
@pass_context
def restore(context: Context, file: str) -> None:
    """Go back to a backup; what was there is kept beside it."""
    from db import restore as restoring
    from db.archive import is_archive, restore_archive

    whole = is_archive(Path(file))
    put_back = restore_archive if whole else restoring.restore
    kept = put_back(Path(file), context.path, context.actor, context.now)
    context.store.trail.note("restore", file)
    again = restoring.known_again(kept, context.store) if kept else []
    if context.json:
        tell_json(
            {
                "db": str(context.path),
                "kept": str(kept) if kept else None,
                "known_again": [records.person(one) for one in again],
            }
        )
        return
    tell(_("Restored: {file}.", file=str(context.path)))
    if kept:
        tell(_("What was there is kept in {file}.", file=str(kept)))
    for one in again:
        command = f"raadtui members forget {one.id}{place_option(context.options.db)}"
        tell(
            _(
                "{name} was forgotten after this backup was made, and is known again. "
                "Forget them once more: {command}",
                name=one.name,
                command=command,
            )
        )
    if whole:
        return
    tell(
        _(
            "Papers are not in this backup; put back their folder as well: {folder}",
            folder=f"{context.path}.files",
        )
    )
