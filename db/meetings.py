"""Meetings: planning one or a whole series, moving, cancelling, and the quorum they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from council.calendar import DayOff
from council.errors import WrongUse, not_found
from council.meetings import (
    Meeting,
    MeetingKind,
    MeetingStatus,
    counts_quorum,
    require_changeable,
    require_draft,
    require_reason,
    still_to_tell,
)
from council.quorum import Quorum
from council.text import TITLE_MOST, clean_line, short_line
from council.wording import Message, _, say, short_date
from db.connection import Connection
from db.councils import CouncilStore
from db.meeting_rows import SELECT_MEETING, meeting_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.planning import AdviceRoute
    from db.window import Window

_LONGEST = timedelta(days=1)
"""No meeting takes longer, so that what has not ended began within it."""


class MeetingStore:
    """Reads meetings in order of time, and plans, changes, moves and cancels them."""

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._councils = councils

    # Reading

    def get(self, meeting_id: int) -> Meeting:
        """Return one meeting."""
        row = self._db.row(f"{SELECT_MEETING} WHERE id = ?", (meeting_id,))
        if row is None:
            raise not_found(_("meeting"), meeting_id)
        return meeting_of(row)

    def between(
        self, council_id: int, start: date | None = None, end: date | None = None
    ) -> list[Meeting]:
        """Return the meetings that begin from `start` to `end`, both included, in order."""
        rows = self._db.rows(
            f"{SELECT_MEETING} WHERE council_id = ? AND starts_at >= ? AND starts_at <= ?"
            " ORDER BY starts_at, id",
            (
                council_id,
                start.isoformat() if start else "",
                f"{end.isoformat()}T99" if end else "9999",
            ),
        )
        return [meeting_of(row) for row in rows]

    def next_after(self, council_id: int, moment: datetime) -> Meeting | None:
        """Return the first meeting, not cancelled and not a draft, that ends after `moment`."""
        row = self._db.row(
            f"{SELECT_MEETING} WHERE council_id = ? AND starts_at >= ?"
            " AND strftime('%Y-%m-%dT%H:%M', starts_at, '+' || minutes || ' minutes') > ?"
            " AND status NOT IN ('cancelled', 'draft') ORDER BY starts_at, id LIMIT 1",
            (council_id, (moment - _LONGEST).isoformat(), moment.isoformat()),
        )
        return None if row is None else meeting_of(row)

    def to_tell(self, council_id: int, moment: datetime) -> list[Meeting]:
        """Return the meetings, not over at `moment`, of which people have something yet to hear."""
        rows = self._db.rows(
            f"{SELECT_MEETING} WHERE council_id = ? AND starts_at >= ? AND told_sequence IS NOT NULL"
            " ORDER BY starts_at, id",
            (council_id, (moment - _LONGEST).isoformat()),
        )
        return [one for one in map(meeting_of, rows) if still_to_tell(one, moment)]

    def next_end(self, council_id: int, moment: datetime) -> datetime | None:
        """Return the first end of a meeting after `moment`, of those that begin by that day."""
        rows = self._db.rows(
            "SELECT starts_at, minutes FROM meeting"
            " WHERE council_id = ? AND starts_at >= ? AND starts_at <= ?",
            (council_id, (moment - _LONGEST).isoformat(), f"{moment.date().isoformat()}T99"),
        )
        ends = (datetime.fromisoformat(at) + timedelta(minutes=length) for at, length in rows)
        return min((end for end in ends if end > moment), default=None)

    def cautions(
        self,
        council_id: int,
        starts_at: datetime,
        minutes: int,
        now: datetime,
        *,
        moved: Meeting | None = None,
    ) -> Sequence[Message]:
        """Return what speaks against a meeting at a moment; `moved` is the one that goes there.

        `now` is local time without an offset.
        """
        from council.moments import cautions

        day = starts_at.date()
        others = self.between(council_id, day - timedelta(days=1), day + timedelta(days=1))
        return cautions(
            starts_at,
            minutes,
            self._councils.calendar(),
            [other for other in others if moved is None or other.id != moved.id],
            now,
        )

    def plenaries(self, council_id: int, start: date, limit: int = 12) -> list[datetime]:
        """Return when the coming plenary meetings are, from `start` on."""
        rows = self._db.rows(
            "SELECT starts_at FROM meeting WHERE council_id = ? AND starts_at >= ?"
            " AND kind = 'plenary' AND status NOT IN ('cancelled', 'draft')"
            " ORDER BY starts_at LIMIT ?",
            (council_id, start.isoformat(), limit),
        )
        return [datetime.fromisoformat(starts_at) for (starts_at,) in rows]

    def route(self, council_id: int, received_on: date, due_on: date, today: date) -> AdviceRoute:
        """Return at which of the plenaries to come the advice on a request can be adopted."""
        from council.planning import advice_route

        coming = self.plenaries(council_id, max(received_on, today))
        return advice_route(received_on, due_on, coming)

    def stranded(self, before: Meeting, today: date) -> list[str]:
        """Return the requests whose advice can no longer be adopted in time, by reference.

        It could be while the meeting `before` stood as it was; it was moved or cancelled since.
        """
        if before.kind is not MeetingKind.PLENARY or before.status is MeetingStatus.DRAFT:
            return []
        from council.planning import advice_route

        # What is adopted already needs no plenary any more.
        waiting = self._db.rows(
            "SELECT r.ref, r.received_on, c.due_on FROM clock c JOIN request r ON r.id = c.request_id"
            " WHERE r.council_id = ? AND c.purpose = 'advice' AND c.state IN ('running', 'stopped')"
            " AND c.due_on >= ? AND NOT EXISTS"
            " (SELECT 1 FROM advice a WHERE a.request_id = r.id AND a.adopted_on IS NOT NULL)"
            " ORDER BY c.due_on, r.ref",
            (before.council_id, today.isoformat()),
        )
        coming = self.plenaries(before.council_id, today)
        planned = [*coming, *([before.starts_at] if before.starts_at.date() >= today else [])]

        def in_time(plenaries: Sequence[datetime], received: str, due: str) -> bool:
            first = max(date.fromisoformat(received), today)
            ahead = [moment for moment in plenaries if moment.date() >= first]
            route = advice_route(date.fromisoformat(received), date.fromisoformat(due), ahead)
            return route.meeting_at is not None

        return [
            ref for ref, *days in waiting if in_time(planned, *days) and not in_time(coming, *days)
        ]

    def window(self, council_id: int) -> Window[Meeting]:
        """Return meetings in order of time as a list to page through."""
        from db.window import Window

        return Window(
            self._db,
            select=SELECT_MEETING,
            where="council_id = :council",
            params={"council": council_id},
            key_columns=("starts_at", "id"),
            key=lambda meeting: (meeting.starts_at.isoformat(timespec="minutes"), meeting.id),
            make=meeting_of,
        )

    def series_rule(self, series_id: int) -> str:
        """Return the rule (RFC 5545 RRULE) by which a series was planned; Conflict when undone."""
        sql = "SELECT rrule FROM meeting_series WHERE id = ?"
        return str(self._db.known("meeting_series", series_id, sql)[0])

    def quorum(self, meeting: Meeting) -> Quorum | None:
        """Return the quorum a meeting needs, by the seats in force on its day; None without one.

        A part of a council has seats of its own. Where nobody sits, nothing can be counted.
        """
        council = self._councils.by_id(meeting.council_id)
        is_part = council.parent_id is not None
        if not counts_quorum(meeting.kind, part=is_part):
            return None
        on = meeting.starts_at.date().isoformat()
        seats, seated = self._db.row(
            "SELECT count(*), count(a.id) FROM seat s LEFT JOIN appointment a"
            " ON a.seat_id = s.id AND ?1 BETWEEN a.starts_on AND a.last_day"
            " WHERE s.council_id = ?2 AND s.voting = 1 AND s.starts_on <= ?1"
            " AND coalesce(s.ends_on, '9999-12-31') >= ?1",
            (on, meeting.council_id),
        )
        return council.quorum.count(seats, seated) if seated else None

    def in_days_off(self, off: DayOff, now: datetime) -> list[Meeting]:
        """Return the meetings to come, of every council, that fall in days off.

        `now` is local time without an offset.
        """
        rows = self._db.rows(
            f"{SELECT_MEETING} WHERE starts_at BETWEEN ? AND ? AND status <> 'cancelled'"
            " ORDER BY starts_at, id",
            (max(off.starts_on.isoformat(), now.isoformat()), f"{off.ends_on.isoformat()}T99"),
        )
        return [meeting_of(row) for row in rows]

    # Changing

    def plan(
        self,
        council_id: int,
        *,
        title: str,
        kind: MeetingKind,
        starts: Sequence[datetime],
        minutes: int,
        location: str = "",
        draft: bool = False,
        public: bool = False,
        rrule: str = "",
    ) -> list[Meeting]:
        """Plan meetings at `starts`; with `rrule` they form a series planned by that rule."""
        from council.moments import require_moment

        title = short_line(title, TITLE_MOST, "title")
        if not title:
            raise WrongUse(say("A meeting needs a title."), field="title")
        if not starts:
            raise WrongUse(say("There is no date left to plan."), field="start")
        if not 1 <= minutes <= 24 * 60:
            raise WrongUse(say("A meeting lasts from a minute to a day."), field="duration")
        subject = f"{title}, {short_date(starts[0].date())}"
        if len(starts) > 1:
            subject += f" (+{len(starts) - 1})"
        for start in starts:
            require_moment(start)
        now = self._db.actor.clock()
        with self._db.change("meeting.plan", subject):
            series_id = None
            if rrule:
                series_id = self._db.insert(
                    "meeting_series",
                    council_id=council_id,
                    rrule=rrule,
                    until=max(starts).date(),
                )
            ids = [
                self._db.insert(
                    "meeting",
                    council_id=council_id,
                    series_id=series_id,
                    title=title,
                    kind=kind,
                    status=MeetingStatus.DRAFT if draft else MeetingStatus.PLANNED,
                    starts_at=start,
                    minutes=minutes,
                    location=short_line(location, TITLE_MOST, "location"),
                    uid=self._db.actor.new_uid(),
                    public=public,
                    created_at=now,
                    modified_at=now,
                )
                for start in starts
            ]
        return [self.get(meeting_id) for meeting_id in ids]

    def move(
        self,
        meeting: Meeting,
        to: datetime,
        *,
        minutes: int | None = None,
        location: str | None = None,
    ) -> Meeting:
        """Move a meeting to another moment, length or place; calendars hear of it.

        Who was invited to it has to be invited anew.
        """
        from council.moments import require_moment, require_move

        require_changeable(meeting)
        minutes = meeting.minutes if minutes is None else minutes
        if location is None:
            location = meeting.location
        location = short_line(location, TITLE_MOST, "location")
        require_move(meeting, to, minutes, location)
        require_moment(to)
        invited = meeting.status is MeetingStatus.INVITED
        return self._change(
            "meeting.move",
            meeting,
            starts_at=to,
            minutes=minutes,
            location=location,
            status=MeetingStatus.PLANNED if invited else meeting.status,
            sequence=meeting.sequence + 1,
        )

    def rename(self, meeting: Meeting, *, title: str, kind: MeetingKind, public: bool) -> Meeting:
        """Change what a meeting is called and what sort it is.

        Of another title those who were invited have to hear, and calendars with them.
        """
        require_changeable(meeting)
        title = short_line(title, TITLE_MOST, "title")
        if not title:
            raise WrongUse(say("A meeting needs a title."), field="title")
        retitled = meeting.status is MeetingStatus.INVITED and title != meeting.title
        return self._change(
            "meeting.change",
            meeting,
            title=title,
            kind=kind,
            public=public,
            status=MeetingStatus.PLANNED if retitled else meeting.status,
            sequence=meeting.sequence + retitled,
        )

    def confirm(self, meeting: Meeting) -> Meeting:
        """Make a draft a planned meeting."""
        require_draft(meeting)
        return self._change(
            "meeting.change",
            meeting,
            status=MeetingStatus.PLANNED,
            sequence=meeting.sequence + 1,
        )

    def invited(self, meeting: Meeting) -> list[int]:
        """Return the ids of the people who were invited to a meeting."""
        rows = self._db.rows("SELECT person_id FROM invitee WHERE meeting_id = ?", (meeting.id,))
        return [person_id for (person_id,) in rows]

    def last_sender(self, council_id: int) -> str:
        """Return whom the mails last written for a council let answer to; empty without any."""
        found = self._db.value(
            "SELECT told_sender FROM meeting WHERE council_id = ? AND told_sender <> ''"
            " ORDER BY modified_at DESC, id DESC LIMIT 1",
            (council_id,),
        )
        return str(found or "")

    def invite(self, meeting: Meeting, people: Iterable[int] = (), *, sender: str = "") -> Meeting:
        """Record that mails were written: come, or that it is off; in calendars nothing changes.

        `people` are the ids of who was invited, `sender` is the address that answers go to.
        """
        told = {
            "told_sequence": meeting.sequence,
            "told_title": meeting.title,
            "told_starts_at": meeting.starts_at,
            "told_location": meeting.location,
            "told_sender": sender or meeting.told_sender,
        }
        if meeting.status is MeetingStatus.CANCELLED:
            return self._change("export.invitations", meeting, **told)
        require_changeable(meeting)
        with self._db.change("meeting.invite", _subject(meeting)):
            for person_id in sorted(set(people) - set(self.invited(meeting))):
                self._db.insert("invitee", meeting_id=meeting.id, person_id=person_id)
            return self._change("meeting.invite", meeting, status=MeetingStatus.INVITED, **told)

    def cancel(self, meeting: Meeting, reason: str) -> Meeting:
        """Cancel a meeting; it stays in lists and calendars, marked as cancelled."""
        require_changeable(meeting)
        require_reason(reason)
        return self._change(
            "meeting.cancel",
            meeting,
            status=MeetingStatus.CANCELLED,
            reason=clean_line(reason),
            sequence=meeting.sequence + 1,
        )

    def _change(self, action: str, meeting: Meeting, **values: object) -> Meeting:
        with self._db.change(action, _subject(meeting)):
            self._db.update(
                "meeting",
                meeting.id,
                meeting.version,
                modified_at=self._db.actor.clock(),
                **values,
            )
        return self.get(meeting.id)


def _subject(meeting: Meeting) -> str:
    return f"{meeting.title}, {short_date(meeting.starts_at.date())}"
