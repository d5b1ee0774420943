"""Meetings: what they are, which steps they take, and what a calendar must hear of it.

Times are local wall times in the meeting's zone: a council meets at half past seven in
summer and in winter alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from council.errors import Refused
from council.record import record
from council.wording import N_, Message, _, say

TIMEZONE = "Europe/Amsterdam"


class MeetingKind(StrEnum):
    """What sort of meeting it is."""

    PLENARY = "plenary"
    COMMITTEE = "committee"
    THEME = "theme"
    CONSULTATION_HOUR = "consultation_hour"
    EXECUTIVE = "executive"
    WORKING_GROUP = "working_group"


KIND_LABELS = {
    MeetingKind.PLENARY: N_("plenary"),
    MeetingKind.COMMITTEE: N_("committee"),
    MeetingKind.THEME: N_("theme meeting"),
    MeetingKind.CONSULTATION_HOUR: N_("consultation hour"),
    MeetingKind.EXECUTIVE: N_("with the alderman"),
    MeetingKind.WORKING_GROUP: N_("working group"),
}


class MeetingStatus(StrEnum):
    """How far a meeting is; `cancelled` is final, and `held` is what the clock makes of it."""

    DRAFT = "draft"
    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    CANCELLED = "cancelled"


STATUS_LABELS = {
    MeetingStatus.DRAFT: N_("draft"),
    MeetingStatus.PLANNED: N_("planned"),
    MeetingStatus.INVITED: N_("mails ready"),  # whether they were sent, a file cannot tell
    MeetingStatus.HELD: N_("held"),
    MeetingStatus.CANCELLED: N_("cancelled"),
}

DECIDING = frozenset({MeetingKind.PLENARY, MeetingKind.COMMITTEE})
"""Kinds of meeting that take decisions."""

CHANGEABLE = frozenset({MeetingStatus.DRAFT, MeetingStatus.PLANNED, MeetingStatus.INVITED})


@record
class Meeting:
    """One meeting.

    `starts_at` is local wall time without an offset, `minutes` the length. `uid` and
    `sequence` are its identity in calendars (RFC 5545 3.8.4.7 and 3.8.7.4); `created_at`
    and `modified_at` are UTC. `series_id` groups meetings that were planned together.
    `told_sequence`, `told_title`, `told_starts_at` and `told_location` are those in the mails
    last written to the members, None before there were any; `told_sender` is the address to
    which answers to these go. `uninvited` is how many members have an address and no invitation,
    of a meeting for which invitations were written.
    """

    id: int
    council_id: int
    series_id: int | None = None
    title: str
    kind: MeetingKind
    status: MeetingStatus = MeetingStatus.PLANNED
    starts_at: datetime
    minutes: int
    location: str = ""
    uid: str
    sequence: int = 0
    told_sequence: int | None = None
    told_title: str | None = None
    told_starts_at: datetime | None = None
    told_location: str | None = None
    told_sender: str = ""
    reason: str = ""
    public: bool = False
    created_at: datetime
    modified_at: datetime
    version: int = 1
    uninvited: int = 0

    @property
    def ends_at(self) -> datetime:
        """Local wall time at which the meeting ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def status_at(self, now: datetime) -> MeetingStatus:
        """How far the meeting is at `now`, local time: once it has ended it was held.

        That follows from the clock and is not stored, so that a meeting which turns out not to
        have been can still be cancelled. A draft was never called.
        """
        over = self.status in CHANGEABLE - {MeetingStatus.DRAFT} and self.ends_at <= now
        return MeetingStatus.HELD if over else self.status


def counts_quorum(kind: MeetingKind, *, part: bool) -> bool:
    """Tell whether a quorum counts at a meeting of a council, or of a `part` of one.

    Who sits in a committee of the whole council is not kept, so that its quorum is not known.
    """
    return kind is MeetingKind.PLENARY or (part and kind in DECIDING)


def require_changeable(meeting: Meeting) -> None:
    """Refuse to move or cancel a meeting that is cancelled, or known as held."""
    if meeting.status not in CHANGEABLE:
        raise Refused(
            say(
                "“{title}” of {day} is {status} and cannot change.",
                title=meeting.title,
                day=meeting.starts_at,
                status=_(STATUS_LABELS[meeting.status]),
            )
        )


def require_draft(meeting: Meeting) -> None:
    """Refuse to make a meeting final that is no draft any more."""
    if meeting.status is not MeetingStatus.DRAFT:
        raise Refused(say("“{title}” is not a draft.", title=meeting.title))


def require_mailable(meeting: Meeting, on: date) -> None:
    """Refuse mails about a draft, which was never called, and a meeting before the day `on`."""
    if meeting.status is MeetingStatus.DRAFT:
        raise Refused(
            say("“{title}” is a draft: make it final before inviting.", title=meeting.title)
        )
    if meeting.starts_at.date() < on:
        raise Refused(say("“{title}” is over: there is nobody to write to.", title=meeting.title))


def require_reason(reason: str) -> None:
    """Refuse to cancel without a reason: members and the annual report ask for it."""
    if not reason.strip():
        raise Refused(say("Cancelling a meeting needs a reason."), field="reason")


def still_to_tell(meeting: Meeting, now: datetime) -> Message | None:
    """Return what the mails about a meeting do not say yet at `now`, local time, or None."""
    if meeting.ends_at <= now:
        return None
    if meeting.status is MeetingStatus.INVITED:
        # A move that was undone is a change to calendars, and none to people.
        return still_to_invite(meeting)
    if meeting.told_sequence in (None, meeting.sequence):
        return None
    if meeting.status is MeetingStatus.CANCELLED:
        return say("Invitations were written: the members have yet to hear that it is off.")
    if moved_from(meeting) is not None:
        return say("Invitations were written: the members have yet to hear of the new moment.")
    if place_before(meeting) is not None:
        return say("Invitations were written: the members have yet to hear of the new place.")
    if title_before(meeting) is not None:
        return say("Invitations were written: the members have yet to hear of the new title.")
    return say("Invitations were written: the members have yet to hear of the change.")


def still_to_invite(meeting: Meeting) -> Message | None:
    """Return how many became members since the invitations were written; None if nobody did."""
    if not meeting.uninvited:
        return None
    one = N_("Invitations were written: {count} member has yet to get one.")
    many = N_("Invitations were written: {count} members have yet to get one.")
    return say(one if meeting.uninvited == 1 else many, count=meeting.uninvited)


def moved_from(meeting: Meeting) -> datetime | None:
    """Return the moment that the mails last written named, where the meeting moved since."""
    return None if meeting.told_starts_at == meeting.starts_at else meeting.told_starts_at


def place_before(meeting: Meeting) -> str | None:
    """Return the place that the mails last written named, where it is another one since."""
    return None if meeting.told_location == meeting.location else meeting.told_location


def title_before(meeting: Meeting) -> str | None:
    """Return the title in the mails last written, where the meeting has another one since."""
    return None if meeting.told_title == meeting.title else meeting.told_title


def no_plenary_for(refs: Sequence[str]) -> Message:
    """Say of which requests the advice can no longer be adopted in time, by reference."""
    return say("No plenary is left in time for the advice on {refs}.", refs=", ".join(refs))


def status_label(status: MeetingStatus) -> str:
    """Return the status in the user's language."""
    return _(STATUS_LABELS[status])


def kind_label(kind: MeetingKind) -> str:
    """Return the kind of meeting in the user's language."""
    return _(KIND_LABELS[kind])
