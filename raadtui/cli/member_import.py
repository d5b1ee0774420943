"""`raadtui members import`: taking over a member list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from council.wording import _
from raadtui.cli import records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import DONE, REFUSED, tell, tell_json, tell_table
from raadtui.cli.reading import complain_of, read_input

if TYPE_CHECKING:
    from intake.imported import Imported


@click.command(
    "import",
    cls=Command,
    help=_("Take over a member list, saved by a spreadsheet as CSV, all or nothing."),
)
@click.argument("file", metavar="FILE.csv|-")
@click.option("--dry-run", is_flag=True, help=_("Only show what would happen."))
@pass_context
def import_list(context: Context, file: str, dry_run: bool) -> int:
    """Take over a member list."""
    from intake.member_list import read_member_list
    from intake.members import import_members

    read = read_member_list(read_input(file))
    done = import_members(context.store, context.council.id, read, dry_run=dry_run)
    if context.json:
        tell_json(_imported(done))
    else:
        for notice in read.notices:
            tell(str(notice))
        tell_table(
            (str(one.number), one.name, one.seat.code, one.understood, one.told)
            for one in done.lines
        )
        for caution in done.over(context.today):
            tell(_("Mind: {what}", what=str(caution)))
    if done.faults:
        complain_of(done.faults)
        return REFUSED
    if not context.json:
        tell(str(done.summary))
    return DONE


def _imported(done: Imported) -> records.Shape:
    return {
        "dry_run": done.dry_run,
        "people": done.people,
        "seats": done.seats,
        "appointments": done.appointments,
        "changes": done.changes,
        "lines": [
            {
                "line": one.number,
                "name": one.name,
                "seat": one.seat.code,
                "understood": one.understood,
                "outcome": str(one.outcome),
                "edits": [records.edit(each) for each in one.edits],
            }
            for one in done.lines
        ],
        "faults": [
            {"line": fault.line, "column": fault.column, "reason": str(fault.message)}
            for fault in done.faults
        ],
    }
