"""Reading in a member list from the screens: which file, a last look, done."""

from __future__ import annotations

from council.wording import _
from screens.ask import Reading, Review
from screens.desk import Desk
from screens.form import FormDialog
from screens.read_file import read_file_form

Line = tuple[str, str]


def list_form(desk: Desk) -> FormDialog[bytes]:
    """Return the form that asks for a member list saved as CSV."""
    hint = _("A list saved by Excel as CSV, for example ~/members.csv.")
    return read_file_form(desk, _("Read in a member list"), _("member list"), hint)


def import_review(desk: Desk, raw: bytes) -> Review | Reading:
    """Return a last look at what a member list would bring, or all that is wrong with it."""
    from db.edits import edit_words
    from intake.imported import OUTCOME_LABELS
    from intake.member_list import read_member_list
    from intake.members import import_members
    from intake.table import fault_words

    read = read_member_list(raw)
    rehearsal = import_members(desk.store, desk.council.id, read, dry_run=True)
    if rehearsal.faults:
        faults: list[Line] = [("late", _("Nothing was read in.")), ("", "")]
        faults += [("", words) for words in fault_words(rehearsal.faults)]
        return Reading(_("Read in a member list"), faults)
    lines: list[Line] = [("strong", str(rehearsal.summary))]
    lines += [("soon", str(notice)) for notice in read.notices]
    lines += [("soon", f"! {caution}") for caution in rehearsal.over(desk.today)]
    lines.append(("", ""))
    for line in rehearsal.lines:
        outcome = _(OUTCOME_LABELS[line.outcome])
        lines.append(("", f"{line.number:>4}  {line.seat.code:<9} {line.name}: {outcome}"))
        lines += [("soon", f"      {edit_words(edit)}") for edit in line.edits]
        lines.append(("dim", f"      {line.understood}"))
    return Review(_("Read in a member list"), lines, _("read in"))


def import_list(desk: Desk, raw: bytes) -> str:
    """Write a member list as a whole, and return what was added."""
    from intake.member_list import read_member_list
    from intake.members import import_members

    return str(import_members(desk.store, desk.council.id, read_member_list(raw)).summary)
