"""The meetings: in order of time, or by the month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from council.errors import Refused
from council.meetings import (
    CHANGEABLE,
    Meeting,
    MeetingStatus,
    kind_label,
    no_plenary_for,
    require_changeable,
    require_draft,
    require_mailable,
    status_label,
    still_to_tell,
)
from council.wording import N_, Message, _, day_name, month_name, say, short_moment
from screens.about_meetings import about_day, about_meeting
from screens.actions import Action, bindings
from screens.place import Lines, Place
from screens.widgets.month import Month
from screens.widgets.row_list import Column, RowList
from screens.widgets.window import Source

if TYPE_CHECKING:
    from db.store import Store

_ON_MEETINGS = frozenset({"confirm", "move", "cancel", "change_meeting", "invite"})


class MeetingsPlace(Place[Meeting]):
    """Meetings; the cursor begins at the next one."""

    PLACE = "meetings"
    SIGNS = N_("x cancelled  ! members have yet to hear")
    BINDINGS: ClassVar[list[BindingType]] = bindings("meetings")

    def __init__(self) -> None:
        super().__init__()
        self._month = Month()
        self._begun = False

    def make_list(self) -> RowList[Meeting]:
        """Return the list of meetings."""
        return RowList(
            [
                Column(title="", draw=self._mark, width=1),
                Column(
                    title=_("when"),
                    draw=lambda one: short_moment(one.starts_at),
                    width=22,
                ),
                Column(title=_("meeting"), draw=lambda one: one.title),
                Column(title=_("kind"), draw=lambda one: kind_label(one.kind), width=18, least=76),
                Column(title=_("state"), draw=self._state, width=11),
            ],
            key=lambda one: one.id,
            tone=self._tone,
        )

    def beside_detail(self) -> ComposeResult:
        """Yield the list, and the month that takes its room when it is shown."""
        yield self.list
        yield self._month

    def source(self, filter_text: str) -> Source[Meeting]:
        """Return the meetings of the council, past and to come."""
        return self.desk.store.meetings.window(self.desk.council.id)

    def slow_rows(self) -> Callable[[Store], Sequence[Meeting]] | None:
        """Return what reads all that passes the filter."""
        if not self.filter_text.strip():
            return None
        council = self.desk.council.id
        return lambda store: self.filtered(store.meetings.between(council))

    def words(self, row: Meeting) -> str:
        """Return what the list shows of a meeting, where it is, and its day and month in full."""
        day, month = day_name(row.starts_at.date()), month_name(row.starts_at.date())
        return f"{super().words(row)} {day} {month} {row.location}"

    def show_found(self, rows: Sequence[Meeting], *, keep: bool) -> None:
        """Begin at the next of the meetings that were found."""
        super().show_found(rows, keep=keep)
        coming = next((one for one in rows if one.ends_at > self.desk.now), None)
        if coming is not None and not keep:
            self.list.reload(coming)

    def show_rows(self) -> None:
        """Show other rows, from the next meeting on."""
        self._begun = False
        super().show_rows()

    def when_read(self) -> None:
        """Begin at the next meeting, and say what to do where there is none."""
        self.list.set_empty(
            _("Nothing here holds “{text}”. Esc shows all.", text=self.filter_text)
            if self.filter_text
            else _("No meetings yet: press n to plan one, or a series.")
        )
        if not self._begun:
            self._begun = True
            coming = self.desk.store.meetings.next_after(self.desk.council.id, self.desk.now)
            if coming is not None:
                self.list.reload(coming)
            self._month.go_to(self.desk.today)
        self._fill_month()

    def about(self, row: Meeting) -> Lines:
        """Return all that is known of a meeting, or of the day in the month."""
        if self._monthly:
            return about_day(self.desk, self._month.day, self._on_day(self._month.day))
        return about_meeting(self.desk, row)

    def reveal(self, subject: int) -> None:
        """Put the cursor on a meeting."""
        self._show_month(False)
        if self.filter_text:
            self.filter_text = ""
            self.show_rows()
        self.list.reload(self.desk.store.meetings.get(subject))

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id not in _ON_MEETINGS:
            return None
        meeting = self._meeting()
        if meeting is None:
            return say("There is no meeting under the cursor.")
        try:
            if wanted.id == "confirm":
                require_draft(meeting)
            elif wanted.id == "invite":
                require_mailable(meeting, self.desk.today)
            else:
                require_changeable(meeting)
        except Refused as error:
            return error.message
        return None

    def on_bar(self, wanted: Action) -> bool:
        """Tell whether the key bar has an action: making final only where there is a draft."""
        if wanted.id == "confirm" and self.why_not(wanted) is not None:
            return False
        return super().on_bar(wanted)

    # How a line looks

    def _mark(self, meeting: Meeting) -> str:
        if still_to_tell(meeting, self.desk.now):
            return "!"
        return "x" if meeting.status is MeetingStatus.CANCELLED else " "

    def _state(self, meeting: Meeting) -> str:
        return status_label(meeting.status_at(self.desk.now))

    def _tone(self, meeting: Meeting) -> str:
        if meeting.status is MeetingStatus.CANCELLED:
            return "late"
        if still_to_tell(meeting, self.desk.now):
            return "soon"
        past = meeting.starts_at.date() < self.desk.today
        return "dim" if past or meeting.status_at(self.desk.now) not in CHANGEABLE else ""

    # The month

    @property
    def _monthly(self) -> bool:
        """Whether the month is shown instead of the list."""
        return self.has_class("-month")

    def _on_day(self, day: date) -> list[Meeting]:
        return self.desk.store.meetings.between(self.desk.council.id, day, day)

    def _fill_month(self) -> None:
        if self._monthly:
            first, last = self._month.span()
            meetings = self.desk.store.meetings.between(self.desk.council.id, first, last)
            self._month.show(meetings, self.desk.store.councils.calendar(), self.desk.today)

    def do_month(self) -> None:
        """Show the month, or the list again."""
        self._show_month(not self._monthly)

    def _show_month(self, shown: bool) -> None:
        if self._monthly is shown:
            return
        self.set_class(shown, "-month")
        if shown:
            row = self.list.row
            self._month.go_to(row.starts_at.date() if row else self.desk.today)
            self._fill_month()
            self._month.focus()
        else:
            self.list.focus()
        self.show_about()
        self.show_keys()

    def on_month_moved(self) -> None:
        """Follow the day with the text and the keys."""
        self._fill_month()
        self.show_about()
        self.show_keys()

    def on_month_chosen(self) -> None:
        """Enter on a day: read its first meeting, or plan one there."""
        meetings = self._on_day(self._month.day)
        if meetings:
            self.reveal(meetings[0].id)
        else:
            self.action_act("plan")

    def show_about(self, *, keep: bool = False) -> None:
        """Show the text on the meeting or the day under the cursor."""
        if not self._monthly:
            super().show_about(keep=keep)
        elif self.has_class("-wide") or self.reading:
            day = self._month.day
            self.detail.show(about_day(self.desk, day, self._on_day(day)), keep=keep)

    # What can be done

    def _meeting(self) -> Meeting | None:
        """Return the meeting under the cursor, in the list or in the month."""
        if self._monthly:
            return next(iter(self._on_day(self._month.day)), None)
        return self.row

    def _required(self) -> Meeting:
        meeting = self._meeting()
        if meeting is None:
            raise Refused(say("There is no meeting under the cursor."))
        return meeting

    def do_plan(self) -> None:
        """Plan one meeting or a series."""
        from screens.meeting_forms import plan_form

        day = self._month.day if self._monthly else None
        self.ask(plan_form(self.desk, day), self._planned)

    def _go_along(self, meeting: Meeting) -> None:
        """Put the cursor on a meeting that was made or moved: the next key is about that."""
        self.fresh()
        self.settle()
        if self._monthly:
            self._month.go_to(meeting.starts_at.date())
            self.on_month_moved()
        else:
            self.list.reload(meeting)
        there = self._meeting()
        if there is None or there.id != meeting.id:
            # The filter leaves it out, or another is the first of its day.
            self.reveal(meeting.id)

    def _planned(self, meetings: list[Meeting]) -> None:
        self._go_along(meetings[0])
        when = short_moment(meetings[0].starts_at, self.desk.today)
        if len(meetings) == 1:
            self.say(_("Planned: {title}, {when}.", title=meetings[0].title, when=when), "done")
            return
        self.say(
            _(
                "Planned: {count} meetings, the first on {when}. o undoes it.",
                count=len(meetings),
                when=when,
            ),
            "done",
        )

    def do_confirm(self) -> None:
        """Make the draft a planned meeting."""
        self._changed(self.desk.store.meetings.confirm(self._required()))

    def do_move(self) -> None:
        """Move the meeting."""
        from screens.meeting_forms import move_form

        meeting = self._required()
        self.ask(move_form(self.desk, meeting), partial(self._changed, before=meeting))

    def do_cancel(self) -> None:
        """Cancel the meeting."""
        from screens.meeting_forms import cancel_form

        meeting = self._required()
        self.ask(cancel_form(self.desk, meeting), partial(self._changed, before=meeting))

    def do_change_meeting(self) -> None:
        """Change the title and kind of the meeting."""
        from screens.meeting_forms import change_form

        meeting = self._required()
        self.ask(change_form(self.desk, meeting), self._changed)

    def _changed(self, meeting: Meeting, before: Meeting | None = None) -> None:
        self._go_along(meeting)
        said = _(
            "{title}: {when}, {status}.",
            title=meeting.title,
            when=short_moment(meeting.starts_at, self.desk.today),
            status=self._state(meeting),
        )
        untold = still_to_tell(meeting, self.desk.now)
        if untold is not None:
            said = " ".join([said, str(untold), _("i writes the mails.")])
        stranded = self.desk.store.meetings.stranded(before, self.desk.today) if before else []
        if stranded:
            said = f"{said} {no_plenary_for(stranded)}"
        self.say(said, "soon" if untold or stranded else "done")

    def do_invite(self) -> None:
        """Write the mails that invite, or take the invitation back."""
        from screens.invitations import invitation_form

        self.ask(invitation_form(self.desk, self._required()), partial(self.say, tone="done"))

    def do_export(self) -> None:
        """Choose for whom, look once more, write the calendar."""
        from screens.calendar_export import Export, export_menu

        def chosen(audience: str) -> None:
            export = Export(self.desk, audience)
            self.ask(export.review(), lambda _yes: self.say(export.write(), "done"))

        self.ask(export_menu(), chosen)
