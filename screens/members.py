"""The members: every seat with who holds it, on a day of one's choice; and who has no seat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, TypeAlias, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from council.errors import Refused
from council.member_words import awaited_words, withdrawn_words
from council.members import (
    OFFICE_LABELS,
    STANDING_LABELS,
    Appointment,
    Membership,
    Seat,
    Standing,
    Unseated,
    begins,
    role_label,
)
from council.wording import Message, _, say, short_date
from screens.about_members import about_person, about_seat, rota_lines, term_words
from screens.actions import Action, bindings
from screens.place import Lines, Place
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import TabLine
from screens.widgets.window import MemorySource, Source

Line: TypeAlias = Membership | Unseated

_WITH_SEAT = frozenset({"reappoint", "end_appointment", "change_person"})
_WITHOUT_SEAT = frozenset({"end_appointment", "change_person"})
"""What is done with the row under the cursor, in either queue."""

_TONES = {
    Standing.VACANT: "late",
    Standing.ENDING: "soon",
    Standing.FUTURE: "dim",
    Standing.ENDED: "dim",
}
_MARKS = {Standing.VACANT: "!", Standing.ENDING: "^"}


class MembersPlace(Place[Line]):
    """Seats in order, chair first, and in a queue of their own the people without one.

    The ids of this place are those of seats; somebody without a seat has theirs below zero.
    """

    PLACE = "members"
    BINDINGS: ClassVar[list[BindingType]] = bindings("members")

    def __init__(self) -> None:
        super().__init__()
        self._on: date | None = None
        self._domains: dict[str, str] = {}
        self._unseated = False
        self._queues = TabLine(id="queues")

    @property
    def on(self) -> date:
        """The day in view: today, unless another was chosen."""
        return self._on or self.desk.today

    def make_list(self) -> RowList[Line]:
        """Return the list of seats, or of people without one and the seat they had last."""
        return RowList(
            [
                Column(title="", draw=lambda line: self._mark(line), width=1),
                Column(title=_("seat"), draw=_code, width=9),
                Column(title=_("name"), draw=self._holder),
                Column(
                    title=_("role"),
                    draw=self._role,
                    width=20,
                    least=76,
                ),
                Column(title=_("term"), draw=self._term, width=7, least=56),
                Column(title=_("until"), draw=self._until, width=15),
            ],
            key=_id,
            tone=self._tone,
        )

    def above_list(self) -> ComposeResult:
        """Yield the line of queues."""
        yield self._queues

    def source(self, filter_text: str) -> Source[Line]:
        """Return the seats in force on the day in view, or who has none today."""
        store, council = self.desk.store, self.desk.council.id
        if not filter_text.strip() and not self._unseated:
            return cast("Source[Line]", store.members.window(council, self.on))
        self._domains = {one.code: one.name for one in store.councils.domains()}
        rows: Sequence[Line]
        if self._unseated:
            rows = store.people.without_seat(council, self.desk.today)
        else:
            rows = store.members.memberships(council, self.on)
        found: MemorySource[Line] = MemorySource(self.filtered(rows), _id)
        return found

    def words(self, row: Line) -> str:
        """Return what the list shows of a row, with the name of the domain of the seat."""
        seat = _seat(row)
        return f"{super().words(row)} {self._domains.get((seat and seat.domain) or '', '')}"

    def when_read(self) -> None:
        """Count the people without a seat, and say what to do where there is nothing."""
        count = self.desk.store.people.count(self.desk.council.id, self.desk.today)
        names = [_("seats"), _("without a seat {count}", count=count)]
        self._queues.show(names, int(self._unseated))
        self.list.set_empty(self._empty())

    def _empty(self) -> str:
        if self.filter_text:
            return _("Nothing here holds “{text}”. Esc shows all.", text=self.filter_text)
        if self._unseated:
            return _("Everybody who is known has a seat: Tab shows the seats.")
        return _("No seats yet: press n to appoint the first member, i to read in a list.")

    def notice(self) -> str:
        """Return the day in view when it is another than today."""
        return _("as on {day}", day=self._on) if self._on and not self._unseated else ""

    def about(self, row: Line) -> Lines:
        """Return all that is known of a seat and who holds it, or of somebody without one."""
        if isinstance(row, Unseated):
            return about_person(self.desk, row)
        return about_seat(self.desk, row, self.on)

    def reveal(self, subject: int) -> None:
        """Put the cursor on a seat, or on somebody without one."""
        line: Line | None
        if subject < 0:
            line = self.desk.store.people.unseated(self.desk.council.id, -subject, self.desk.today)
        else:
            lines = self.desk.store.members.memberships(self.desk.council.id, self.on)
            line = next((one for one in lines if one.seat.id == subject), None)
        if line is None:
            return
        if self.filter_text or self._unseated is not (subject < 0):
            self.filter_text = ""
            self._look_at(unseated=subject < 0)
        self.list.reload(line)

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id not in _WITH_SEAT:
            return None
        row = self.row
        if self._unseated and wanted.id not in _WITHOUT_SEAT:
            return say("Who has no seat is appointed first: press n.")
        if row is None and self._unseated:
            return say("There is nobody under the cursor.")
        if row is None:
            return say("There is no seat under the cursor.")
        if isinstance(row, Unseated):
            return None
        if row.appointment is None:
            return self._why_not_vacant(wanted, row)
        if wanted.id == "end_appointment" and row.appointment.ended_on:
            return say("This appointment was ended on {day}.", day=row.appointment.ended_on)
        if wanted.id == "reappoint":
            return self._why_not_again(row)
        return None

    def _why_not_vacant(self, wanted: Action, line: Membership) -> Message | None:
        """Return why something cannot be done with a vacant seat: it is changed, or taken away."""
        seat = line.seat
        if wanted.id == "change_person":
            return None
        if wanted.id == "end_appointment" and (
            line.awaited or not self.desk.store.members.history(seat.id)
        ):
            return None
        return say("Seat {seat} is vacant: press n to appoint somebody.", seat=seat.code)

    def on_bar(self, wanted: Action) -> bool:
        """Leave out what is only done with seats where people have none."""
        return super().on_bar(wanted) and not (
            self._unseated and wanted.id in ("reappoint", "on_date")
        )

    def label(self, wanted: Action) -> str:
        """Return what an action is called now: a person is forgotten, a vacant seat taken away."""
        row = self.row
        if wanted.id == "end_appointment" and self._unseated:
            return _("forget")
        if wanted.id == "end_appointment" and self._to_come(row):
            return _("take back")
        if wanted.id == "end_appointment" and isinstance(row, Membership) and not row.appointment:
            return _("take away")
        return super().label(wanted)

    def _why_not_again(self, line: Membership) -> Message | None:
        appointment = line.appointment
        if appointment is not None and appointment.ended_on:
            return say("This appointment was ended on {day}.", day=appointment.ended_on)
        if line.followed_on:
            return say(
                "{name} is appointed to this seat from {day}.",
                name=line.followed_by,
                day=line.followed_on,
            )
        return None

    # How a line looks

    def _mark(self, line: Line) -> str:
        return _MARKS.get(self._standing(line), " ")

    def _tone(self, line: Line) -> str:
        return _TONES.get(self._standing(line), "")

    def _standing(self, line: Line) -> Standing:
        """Return how a line is shown; a vacancy that somebody was found for is nothing to do."""
        if isinstance(line, Unseated):
            return Standing.ACTIVE
        return Standing.FUTURE if line.awaited else line.standing(self.on)

    def _holder(self, line: Line) -> str:
        if line.person:
            return line.person.name
        awaited = awaited_words(line, self.on) if isinstance(line, Membership) else ""
        return awaited or f"({_(STANDING_LABELS[Standing.VACANT])})"

    def _role(self, line: Line) -> str:
        seat = _seat(line)
        offices = line.offices if isinstance(line, Membership) else ()
        roles = [role_label(seat.role)] if seat else []
        return ", ".join([*roles, *(_(OFFICE_LABELS[office]) for office in offices)])

    def _term(self, line: Line) -> str:
        return term_words(line) if isinstance(line, Membership) else ""

    def _until(self, line: Line) -> str:
        held = line if isinstance(line, Membership) else line.last
        return short_date(held.appointment.last_day) if held and held.appointment else ""

    # What can be done

    def do_next_queue(self) -> None:
        """Show the people without a seat, or the seats again."""
        self._look_at(unseated=not self._unseated)

    do_previous_queue = do_next_queue

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Show the queue that was clicked."""
        if event.tab_line is self._queues:
            self._look_at(unseated=bool(event.index))

    def _look_at(self, *, unseated: bool) -> None:
        self._unseated = unseated
        self.show_rows()
        self.show_keys()

    def _required(self) -> tuple[Membership, Appointment]:
        line = self.row
        if not isinstance(line, Membership) or line.appointment is None:
            raise Refused(say("There is no appointment under the cursor."))
        return line, line.appointment

    def do_appoint(self) -> None:
        """Appoint somebody, to the vacant seat under the cursor or to another; or who has none."""
        from screens.member_forms import appoint_form

        row = self.row
        if isinstance(row, Unseated):
            form = appoint_form(self.desk, None, row.person)
        else:
            vacant = row.seat if row and row.appointment is None else None
            form = appoint_form(self.desk, vacant)
        self.ask(form, self._appointed)

    def _appointed(self, made: tuple[Seat, str]) -> None:
        seat, said = made
        self.fresh()
        self.reveal(seat.id)
        self._done(said)

    def do_reappoint(self) -> None:
        """Give the member the next term."""
        from screens.member_forms import reappoint_form

        self.ask(reappoint_form(self.desk, *self._required()), self._done)

    def do_end_appointment(self) -> None:
        """End the appointment or take it back, forget who has none, or take a vacant seat away."""
        from screens.member_forms import end_form, forget_review, withdraw_review
        from screens.seat_forms import remove_seat_review

        row = self.row
        if isinstance(row, Unseated):
            self.ask(forget_review(self.desk, row), lambda _yes: self._forget(row))
            return
        to_come = self._to_come(row)
        if to_come is not None:
            self.ask(withdraw_review(self.desk, to_come), lambda _yes: self._withdraw(to_come))
            return
        if row is not None and row.appointment is None:
            seat = row.seat
            self.ask(remove_seat_review(seat), lambda _yes: self._remove_seat(seat))
            return
        self.ask(end_form(self.desk, *self._required()), self._done)

    def _to_come(self, row: Line | None) -> Membership | None:
        """Return the appointment of a row that has not begun: in view, or to a vacant seat."""
        if not isinstance(row, Membership):
            return None
        if row.appointment is not None:
            return row if row.appointment.starts_on > self.desk.today else None
        terms = self.desk.store.members.history(row.seat.id) if row.awaited else []
        return next((one for one in terms if begins(one, row.followed_on)), None)

    def _withdraw(self, line: Membership) -> None:
        assert line.appointment is not None
        self.desk.store.members.withdraw(line.appointment, self.desk.today)
        self._done(withdrawn_words(line))

    def _remove_seat(self, seat: Seat) -> None:
        self.desk.store.members.corrections.remove_seat(seat)
        self._done(_("Seat {seat} is taken away.", seat=seat.code))

    def _forget(self, one: Unseated) -> None:
        forgotten = self.desk.store.people.forget(one.person, self.desk.today)
        self._done(_("Forgotten: what is left is “{name}”.", name=forgotten.name))

    def do_change_person(self) -> None:
        """Change how somebody is called and reached and when they sit, or what a vacant seat is."""
        from screens.person_forms import person_form
        from screens.seat_forms import seat_form

        row = self.row
        if isinstance(row, Unseated):
            form = person_form(self.desk, row.person, None)
        elif row is not None and row.appointment is None:
            form = seat_form(self.desk, row.seat)
        else:
            line, _appointment = self._required()
            assert line.person is not None
            form = person_form(self.desk, line.person, line)
        self.ask(form, self._done)

    def do_on_date(self) -> None:
        """Show who sat where on another day."""
        from screens.member_forms import day_form

        self.ask(day_form(self.desk, self.on), self._show_day)

    def do_rota(self) -> None:
        """Show who retires when, as on the day in view."""
        from screens.ask import Reading

        self.app.push_screen(Reading(_("Rota of retirement"), rota_lines(self.desk, self.on)))

    def do_read_list(self) -> None:
        """Read in a member list that was saved as a file."""
        from screens.ask import Reading
        from screens.member_import import import_list, import_review, list_form

        def review(raw: bytes) -> None:
            look = import_review(self.desk, raw)
            if isinstance(look, Reading):
                self.app.push_screen(look)
            else:
                self.ask(look, lambda _yes: self._done(import_list(self.desk, raw)))

        self.ask(list_form(self.desk), review)

    def _show_day(self, day: date) -> None:
        self._on = None if day == self.desk.today else day
        self._look_at(unseated=False)

    def do_back(self) -> None:
        """Go back one step; the last one is back to today."""
        at_rest = not (self.reading or self.filter_text or self._came_from)
        if self._on and at_rest:
            self._show_day(self.desk.today)
        else:
            super().do_back()

    def _done(self, said: str) -> None:
        self.say(said, "done")


def _seat(line: Line) -> Seat | None:
    """Return the seat of a row: that which somebody without one had last."""
    if isinstance(line, Membership):
        return line.seat
    return line.last.seat if line.last else None


def _code(line: Line) -> str:
    seat = _seat(line)
    return seat.code if seat else ""


def _id(line: Line) -> int:
    return line.seat.id if isinstance(line, Membership) else -line.person.id
