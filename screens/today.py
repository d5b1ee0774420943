"""Today: what must be done, by whom, and before when. It takes no key at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from council.chasing import chased_label
from council.clocks import Clock, ClockState
from council.councils import domain_label
from council.letters import LetterKind
from council.meetings import Meeting, MeetingStatus, kind_label, status_label, still_to_tell
from council.members import Membership, role_label
from council.record import record
from council.requests import AdviceRequest, RequestState
from council.steps import STEP_LABELS
from council.terms import AdvisedBody, Owner, Purpose
from council.today import Condition, OpenClock, Today, Unasked, told_first
from council.wording import Message, _, say, short_date, short_moment
from db.today import read_today
from screens.about import days_left, is_soon
from screens.actions import Action, bindings
from screens.place import Lines
from screens.request_place import RequestPlace
from screens.widgets.row_list import Column, RowList
from screens.widgets.window import Heading, MemorySource

if TYPE_CHECKING:
    from council.advice import Promise
    from council.quorum import Quorum


@record
class TodayRow:
    """A line of Today: what, how long there is, whose turn it is, and where Enter leads.

    `subject` is the id, in the place `leads_to`, of the thing that the line is about; `clock_id`
    is the term it shows, 0 for none, `purpose` what that waits for, and `broken` tells of a promise
    that it was seen not kept.
    """

    number: int
    mark: str = " "
    text: str
    what: str = ""
    left: str = ""
    whose: str = ""
    tone: str = ""
    leads_to: str = ""
    subject: int = 0
    clock_id: int = 0
    purpose: Purpose | None = None
    broken: bool = False
    more: tuple[str, ...] = ()


class TodayPlace(RequestPlace[TodayRow]):
    """The start screen."""

    PLACE = "today"
    BINDINGS: ClassVar[list[BindingType]] = bindings("today")

    def make_list(self) -> RowList[TodayRow]:
        """Return the list of what is due."""
        return RowList(
            [
                Column(title="", draw=lambda row: row.mark, width=1),
                Column(title=_("what"), draw=lambda row: row.text),
                Column(title=_("for"), draw=lambda row: row.what, width=16),
                Column(title=_("time left"), draw=lambda row: row.left, width=15),
                Column(title=_("whose turn"), draw=lambda row: row.whose, width=12, least=76),
            ],
            key=lambda row: row.number,
            tone=lambda row: row.tone,
            empty=_("Nothing is due and nothing is planned. Press 1 for the inbox, 4 for members."),
        )

    def source(self, filter_text: str) -> MemorySource[TodayRow]:
        """Return what is due, who is missing and what comes next."""
        today = read_today(self.desk.store, self.desk.council.id, self.desk.now)
        self._told = told_first(today.new_requests, today.mail_in, today.not_submitted)
        self._rows = list(rows_of(today))
        return MemorySource(self._rows, lambda row: row.number)

    def registered(self, request: AdviceRequest) -> None:
        """Put the cursor on the first term of a new request, if it has one."""
        self.fresh()
        lines = (one for one in self._rows if isinstance(one, TodayRow))
        row = next(
            (one for one in lines if (one.leads_to, one.subject) == ("inbox", request.id)), None
        )
        if row is None:
            super().registered(request)
        else:
            self.list.reload(row)
            self.say_registered(request)

    def notice(self) -> str:
        """Return what is new: requests, mail about others, and what never came."""
        return ", ".join(self._told)

    def about(self, row: TodayRow) -> Lines:
        """Return what is known of the thing on a line."""
        if row.leads_to == "inbox":
            return self.about_request()
        return [("strong", row.text), *(("", line) for line in row.more)]

    def open(self) -> None:
        """Go to the thing under the cursor; read the line where it leads nowhere."""
        row = self.row
        if row is not None and row.leads_to:
            self.raad.go(row.leads_to, row.subject or None, origin=self.PLACE)
            return
        super().open()
        if row is not None and self.has_class("-wide"):
            # The text is in view already: that nothing moves is told.
            self.say(row.more[0])

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        row = self.row
        on_seat = row is not None and row.leads_to == "members" and row.subject
        if wanted.id in ("appoint", "reappoint") and not on_seat:
            return say("There is no member under the cursor.")
        if wanted.id == "link":
            if row is not None and row.leads_to == "radar":
                return None
            return say("There is no announcement under the cursor.")
        if wanted.id == "next_step" and row is not None and row.purpose is Purpose.FOLLOW_UP:
            return None
        return super().why_not(wanted)

    def label(self, wanted: Action) -> str:
        """Return what an action is called now: the next step is that of the term on the line."""
        purpose = self.row.purpose if self.row else None
        if wanted.id == "next_step" and purpose is Purpose.FOLLOW_UP:
            # Read only of one not kept: Today starts without what it can do without.
            promise = self._promise() if self.row and self.row.broken else None
            return self.follow_up_label(promise) if promise else _("see whether it was kept")
        if wanted.id == "next_step" and purpose is Purpose.ACKNOWLEDGEMENT:
            return _(STEP_LABELS[RequestState.ACKNOWLEDGED])
        return super().label(wanted)

    def do_next_step(self) -> None:
        """Do what the term on the line waits for: a promise is looked at among the advice."""
        row = self.row
        if row is not None and row.purpose is Purpose.FOLLOW_UP:
            if promise := self._promise():
                self.follow_up(promise)
        elif row is not None and row.purpose is Purpose.ACKNOWLEDGEMENT:
            from screens.letters import look

            look(self, self._required(), LetterKind.ACKNOWLEDGEMENT)
        else:
            super().do_next_step()

    def _promise(self) -> Promise | None:
        """Return the promise on the line."""
        row = self.row
        if row is None:
            return None
        answers = self.desk.store.advice.answers
        promises = answers.promises(self.desk.council.id, request_id=row.subject)
        return next((one for one in promises if one.clock_id == row.clock_id), None)

    def on_bar(self, wanted: Action) -> bool:
        """Tell whether the key bar has an action: each line of Today has its own."""
        return (wanted.bar or wanted.id == "link") and self.why_not(wanted) is None

    def do_appoint(self) -> None:
        """Appoint somebody, to the vacant seat under the cursor."""
        self._elsewhere("members", "appoint")

    def do_reappoint(self) -> None:
        """Give the member under the cursor the next term."""
        self._elsewhere("members", "reappoint")

    def do_link(self) -> None:
        """Link the announcement under the cursor with the request that came of it."""
        self._elsewhere("radar", "link")

    def _elsewhere(self, place: str, action_id: str) -> None:
        assert self.row is not None
        self.raad.go(place, self.row.subject, origin=self.PLACE)
        there = self.raad.place
        there.call_later(there.action_act, action_id)

    def term(self, request: AdviceRequest) -> Clock | None:
        """Return the term on the line under the cursor."""
        return self.clock(self.row.clock_id if self.row else None)

    def request_id(self) -> int | None:
        """Return the request under the cursor."""
        row = self.row
        return row.subject if row is not None and row.leads_to == "inbox" else None


def rows_of(today: Today) -> Iterator[TodayRow | Heading]:
    """Yield the lines of Today, grouped under headings."""
    # A row is told apart by the group it is in and its id there.
    if today.clocks:
        yield Heading(_("TERMS"))
        yield from (_clock(one, today) for one in today.clocks)
    if today.unasked:
        yield Heading(_("COMING POLICY"))
        yield from (_unasked(one, today) for one in today.unasked)
    if today.next_meeting:
        yield Heading(_("NEXT MEETING"))
        yield _meeting(today.next_meeting, today, today.quorum)
    if today.to_tell:
        yield Heading(_("YET TO TELL THE MEMBERS"))
        yield from (_meeting(meeting, today) for meeting in today.to_tell)
    if today.vacancies or today.terms_ending:
        yield Heading(_("MEMBERS"))
        yield from (_vacancy(line) for line in today.vacancies)
        yield from (_ending(line, today) for line in today.terms_ending)
    if today.broken:
        yield Heading(_("MISSING"))
        yield from (_missing(number, one) for number, one in enumerate(today.broken))


def _key(group: int, number: int) -> int:
    return number * 8 + group


def _clock(one: OpenClock, today: Today) -> TodayRow:
    clock = one.clock
    late, stopped = clock.overdue(today.today), clock.state is ClockState.STOPPED
    soon = is_soon(clock, today.today)
    chased = chased_label(one.chased) if one.chased else ""
    return TodayRow(
        number=_key(1, clock.id),
        mark="!" if late else "~" if stopped else "^" if soon else " ",
        tone="late" if late else "paused" if stopped else "soon" if soon else "",
        text=f"{one.ref} {one.title}",
        what=one.waits_for if one.broken_on else chased or one.waits_for,
        left=chased or _("not kept") if one.broken_on else days_left(clock.days_left(today.today)),
        whose=_whose(clock),
        leads_to="inbox",
        subject=clock.request_id,
        clock_id=clock.id,
        purpose=clock.purpose,
        broken=one.broken_on is not None,
    )


def _whose(clock: Clock) -> str:
    if clock.owner is Owner.COUNCIL:
        return _("we")
    return _("joint board") if clock.body is AdvisedBody.JOINT_BOARD else _("municipality")


def _unasked(one: Unasked, today: Today) -> TodayRow:
    return TodayRow(
        number=_key(6, one.id),
        mark="!",
        tone="late",
        text=one.title,
        what=_("no request"),
        left=days_left((one.request_by - today.today).days),
        whose=_("municipality"),
        leads_to="radar",
        subject=one.id,
        more=(
            _(
                "Expected on {expected}: the request had to be here by {request_by}.",
                expected=one.expected_on,
                request_by=one.request_by,
            ),
            _("Did one come? k links it."),
        ),
    )


def _missing(number: int, one: Condition) -> TodayRow:
    return TodayRow(
        number=_key(5, number),
        mark="!",
        tone="soon",
        text=str(one.title),
        leads_to=_MENDED_IN.get(one.code, ""),
        more=(str(one.reason),),
    )


_MENDED_IN = {"seats": "members", "plenary": "meetings"}
"""The place where a condition comes to hold, by its code."""


def _meeting(meeting: Meeting, today: Today, quorum: Quorum | None = None) -> TodayRow:
    off = meeting.status is MeetingStatus.CANCELLED
    needed = f"{quorum.required}/{quorum.seated}" if quorum else ""
    untold = still_to_tell(meeting, meeting.starts_at)  # None on Today is over.
    return TodayRow(
        number=_key(2, meeting.id),
        mark="!" if untold else "",
        tone="soon" if untold else "",
        text=f"{short_moment(meeting.starts_at, today.today)} {meeting.title}",
        what=status_label(meeting.status) if off else kind_label(meeting.kind),
        left=days_left((meeting.starts_at.date() - today.today).days),
        whose=_("quorum {needed}", needed=needed) if needed else "",
        leads_to="meetings",
        subject=meeting.id,
        more=(
            _("{start} until {end}", start=meeting.starts_at, end=f"{meeting.ends_at:%H:%M}"),
            meeting.location,
            _("Quorum: {needed} voting members", needed=needed) if needed else "",
            str(untold or ""),
        ),
    )


def _vacancy(line: Membership) -> TodayRow:
    return TodayRow(
        number=_key(3, line.seat.id),
        mark="!",
        tone="soon",
        text=f"{line.seat.code} {role_label(line.seat.role)}",
        what=_("vacant"),
        whose=_("appoint"),
        leads_to="members",
        subject=line.seat.id,
        more=(domain_label(line.seat.domain), _("Nobody sits on this seat.")),
    )


def _ending(line: Membership, today: Today) -> TodayRow:
    assert line.appointment is not None and line.person is not None
    last = line.appointment.last_day
    return TodayRow(
        number=_key(4, line.seat.id),
        mark="^",
        text=f"{line.seat.code} {line.person.name}",
        what=_("term ends"),
        left=short_date(last, today.today),
        whose=_("reappoint")
        if line.reappointable
        else _("falls vacant")
        if line.becomes_vacant
        else _("last term"),
        leads_to="members",
        subject=line.seat.id,
        more=(_("Term {number} ends on {day}.", number=line.appointment.term_number, day=last),),
    )
