"""Invitations to a meeting from the screens: to whom answers go, and where the mails are."""

from __future__ import annotations

from collections.abc import Sequence

from council.meetings import (
    Meeting,
    MeetingKind,
    MeetingStatus,
    moved_from,
    place_before,
    still_to_invite,
    title_before,
)
from council.wording import N_, _, plural, short_moment
from exports.atomic import free_paths
from exports.mailing import (
    answers_to,
    invitees,
    mailing,
    method_for,
    never_invited,
    other_sender,
    write,
)
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, Field
from screens.outgoing import shown
from screens.place import Lines

_OF_A_PART = frozenset({MeetingKind.COMMITTEE, MeetingKind.WORKING_GROUP})
"""Kinds of meeting that one may expect to be of some members only."""


def invitation_form(desk: Desk, meeting: Meeting) -> FormDialog[str]:
    """Return the form that writes each member a mail: to come, or that it is off."""
    store = desk.store
    cancelled = meeting.status is MeetingStatus.CANCELLED
    day = f"{meeting.starts_at:%Y-%m-%d}"
    stem = _("cancellations {day}", day=day) if cancelled else _("invitations {day}", day=day)
    (folder,) = free_paths(desk.folder, stem, [""])

    def save(answers: Answers) -> str:
        sender = answers.text("sender")
        made = mailing(store, meeting, sender, method_for(meeting), desk.today)
        write(store, made, folder)
        one, many = N_("{count} mail written: {path}"), N_("{count} mails written: {path}")
        said = plural(one, many, len(made.mails), path=shown(folder))
        if not made.unreached:
            return said
        names = ", ".join(made.unreached)
        return " ".join([f"{said}.", _("No e-mail address: {names}.", names=names)])

    field = Field(
        name="sender",
        label=_("answers to"),
        hint=_("The e-mail address of who reads the answers."),
        value=answers_to(store, meeting, desk.today),
        required=True,
    )
    lines = _preview(desk, meeting, shown(folder))

    def preview(answers: Answers) -> Sequence[tuple[str, str]]:
        caution = other_sender(meeting, answers.text("sender"))
        return [("soon", f"! {caution}"), *lines] if caution else lines

    about = {"title": meeting.title, "when": short_moment(meeting.starts_at)}
    before = moved_from(meeting)
    title = (
        _("Tell that it is off: {title} of {when}", **about)
        if cancelled
        else _("Tell that it moved from {before}: {title}, now {when}", before=before, **about)
        if before
        else _("Tell that the place changed: {title} of {when}", **about)
        if place_before(meeting) is not None
        else _("Tell that the title changed: {title} of {when}", **about)
        if title_before(meeting) is not None
        else _("Invite to {title} of {when}", **about)
    )
    return FormDialog(desk, title, [field], save, preview=preview, confirm=_("write the mails"))


def _preview(desk: Desk, meeting: Meeting, folder: str) -> Sequence[tuple[str, str]]:
    reached, unreached = invitees(desk.store, meeting)
    one, many = N_("{count} mail, to one member each."), N_("{count} mails, to one member each.")
    lines: Lines = [("strong", plural(one, many, len(reached)))]
    if still_to_invite(meeting):
        lines.append(("", _("Only to who has no invitation yet: the others have theirs.")))
    if needless := never_invited(meeting):
        lines.append(("soon", f"! {needless}"))
    if meeting.kind in _OF_A_PART:
        council = desk.store.councils.by_id(meeting.council_id).name
        words = _(
            "To all members of {council}. A part of it has meetings of its own: r.", council=council
        )
        lines.append(("soon", words))
    lines += [
        ("soon", _("{name} has no e-mail address.", name=person.name)) for person in unreached
    ]
    return [
        *lines,
        ("", _("In the folder: {path}", path=folder)),
        ("dim", _("Open the files in your mail program and send them.")),
    ]
