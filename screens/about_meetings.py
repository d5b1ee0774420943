"""What there is to read about a meeting, and about a day in the month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from council.meetings import (
    CHANGEABLE,
    Meeting,
    MeetingStatus,
    kind_label,
    status_label,
    still_to_tell,
)
from council.recurrence import describe_rrule
from council.wording import _, long_date, short_moment
from screens.about import aligned

if TYPE_CHECKING:
    from screens.desk import Desk

Line = tuple[str, str]


def about_meeting(desk: Desk, meeting: Meeting) -> list[Line]:
    """Return the facts of a meeting, the quorum it needs and the series it is part of."""
    return [*_meeting(desk, meeting), *_cautions(desk, meeting)]


def _cautions(desk: Desk, meeting: Meeting) -> Iterator[Line]:
    """Yield what speaks against a meeting to come, such as a recess that was added since."""
    if meeting.status not in CHANGEABLE or meeting.starts_at < desk.now:
        return
    at, minutes = meeting.starts_at, meeting.minutes
    for caution in desk.store.meetings.cautions(
        meeting.council_id, at, minutes, desk.now, moved=meeting
    ):
        yield "soon", f"! {caution}"


def _meeting(desk: Desk, meeting: Meeting) -> Iterator[Line]:
    quorum = desk.store.meetings.quorum(meeting)
    yield "strong", meeting.title
    status = meeting.status_at(desk.now)
    yield "", f"{kind_label(meeting.kind)}, {status_label(status)}"
    if status is MeetingStatus.INVITED:
        yield "dim", _("The invitations were written as files; you send them by mail yourself.")
    if untold := still_to_tell(meeting, desk.now):
        yield "soon", " ".join(["!", str(untold), _("i writes the mails.")])
    if meeting.reason:
        yield "late", _("Cancelled because: {reason}", reason=meeting.reason)
    facts = {
        _("when"): f"{short_moment(meeting.starts_at)} - {meeting.ends_at:%H:%M}",
        _("where"): meeting.location,
        _("open to"): _("everybody") if meeting.public else _("members"),
        _("quorum"): _(
            "{required} of {seated} voting members",
            required=quorum.required,
            seated=quorum.seated,
        )
        if quorum
        else "",
        _("by the rule"): str(desk.store.councils.by_id(meeting.council_id).quorum)
        if quorum
        else "",
        _("series"): describe_rrule(desk.store.meetings.series_rule(meeting.series_id))
        if meeting.series_id
        else "",
        _("changes"): str(meeting.sequence or ""),
    }
    yield from aligned(facts)


def about_day(desk: Desk, day: date, meetings: Sequence[Meeting]) -> list[Line]:
    """Return what is on a day: the meetings, a holiday, the recess."""
    calendar = desk.store.councils.calendar()
    lines: list[Line] = [("strong", long_date(day))]
    holiday, recess = calendar.name_of(day), calendar.recess_of(day)
    if holiday:
        lines.append(("soon", holiday))
    if recess:
        lines.append(("soon", _("Recess: {name}", name=recess.name)))
    for meeting in meetings:
        lines += [("", ""), *_meeting(desk, meeting)]
    if not meetings:
        lines.append(("dim", _("No meeting. Enter or n plans one.")))
    return lines
