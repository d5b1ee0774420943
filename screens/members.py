"""The members: every seat of the council with who holds it, on a day of one's choice."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from council.errors import Refused
from council.members import (
    OFFICE_LABELS,
    STANDING_LABELS,
    Appointment,
    Membership,
    Standing,
    role_label,
)
from council.wording import Message, _, say, short_date
from screens.about_members import about_seat, term_words
from screens.actions import Action, bindings
from screens.place import Lines, Place
from screens.widgets.row_list import Column, RowList
from screens.widgets.window import MemorySource, Source

_TONES = {
    Standing.VACANT: "late",
    Standing.ENDING: "soon",
    Standing.FUTURE: "dim",
    Standing.ENDED: "dim",
}
_MARKS = {Standing.VACANT: "!", Standing.ENDING: "^"}


class MembersPlace(Place[Membership]):
    """Seats in order, chair first; the ids of this place are those of seats."""

    PLACE = "members"
    BINDINGS: ClassVar[list[BindingType]] = bindings("members")

    def __init__(self) -> None:
        super().__init__()
        self._on: date | None = None
        self._domains: dict[str, str] = {}

    @property
    def on(self) -> date:
        """The day in view: today, unless another was chosen."""
        return self._on or self.desk.today

    def make_list(self) -> RowList[Membership]:
        """Return the list of seats."""
        return RowList(
            [
                Column(title="", draw=lambda line: _MARKS.get(self._standing(line), " "), width=1),
                Column(title=_("seat"), draw=lambda line: line.seat.code, width=9),
                Column(title=_("name"), draw=self._holder),
                Column(
                    title=_("role"),
                    draw=self._role,
                    width=20,
                    least=76,
                ),
                Column(title=_("term"), draw=term_words, width=7, least=56),
                Column(title=_("until"), draw=self._until, width=15),
            ],
            key=lambda line: line.seat.id,
            tone=lambda line: _TONES.get(self._standing(line), ""),
        )

    def source(self, filter_text: str) -> Source[Membership]:
        """Return the seats in force on the day in view."""
        members, council = self.desk.store.members, self.desk.council.id
        if not filter_text.strip():
            return members.window(council, self.on)
        self._domains = {one.code: one.name for one in self.desk.store.councils.domains()}
        return MemorySource(
            self.filtered(members.memberships(council, self.on)), lambda line: line.seat.id
        )

    def words(self, row: Membership) -> str:
        """Return what the list shows of a seat, with the name of its domain."""
        return f"{super().words(row)} {self._domains.get(row.seat.domain or '', '')}"

    def when_read(self) -> None:
        """Say what to do where there is nothing."""
        self.list.set_empty(
            _("Nothing here holds “{text}”. Esc shows all.", text=self.filter_text)
            if self.filter_text
            else _("No seats yet: press n to appoint the first member, i to read in a list.")
        )

    def notice(self) -> str:
        """Return the day in view when it is another than today."""
        return _("as on {day}", day=self._on) if self._on else ""

    def about(self, row: Membership) -> Lines:
        """Return all that is known of a seat and who holds it."""
        return about_seat(self.desk, row, self.on)

    def reveal(self, subject: int) -> None:
        """Put the cursor on a seat."""
        lines = self.desk.store.members.memberships(self.desk.council.id, self.on)
        line = next((one for one in lines if one.seat.id == subject), None)
        if line is None:
            return
        if self.filter_text:
            self.filter_text = ""
            self.show_rows()
        self.list.reload(line)

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id not in ("reappoint", "end_appointment", "change_person"):
            return None
        if self.row is None:
            return say("There is no seat under the cursor.")
        if self.row.appointment is None:
            return say(
                "Seat {seat} is vacant: press n to appoint somebody.", seat=self.row.seat.code
            )
        if wanted.id == "end_appointment" and self.row.appointment.ended_on:
            return say("This appointment was ended on {day}.", day=self.row.appointment.ended_on)
        if wanted.id == "reappoint":
            return self._why_not_again(self.row)
        return None

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
        if not line.reappointable:
            return say(
                "This is the last of {most} terms that seat {seat} allows.",
                most=line.seat.max_terms or 0,
                seat=line.seat.code,
            )
        return None

    # How a line looks

    def _standing(self, line: Membership) -> Standing:
        return line.standing(self.on)

    def _holder(self, line: Membership) -> str:
        return line.person.name if line.person else f"({_(STANDING_LABELS[Standing.VACANT])})"

    def _role(self, line: Membership) -> str:
        offices = (_(OFFICE_LABELS[office]) for office in line.offices)
        return ", ".join([role_label(line.seat.role), *offices])

    def _until(self, line: Membership) -> str:
        return short_date(line.appointment.last_day) if line.appointment else ""

    # What can be done

    def _required(self) -> tuple[Membership, Appointment]:
        line = self.row
        if line is None or line.appointment is None:
            raise Refused(say("There is no appointment under the cursor."))
        return line, line.appointment

    def do_appoint(self) -> None:
        """Appoint somebody, to the vacant seat under the cursor or to another."""
        from screens.member_forms import appoint_form

        vacant = self.row.seat if self.row and self.row.appointment is None else None
        self.ask(appoint_form(self.desk, vacant), self._done)

    def do_reappoint(self) -> None:
        """Give the member the next term."""
        from screens.member_forms import reappoint_form

        self.ask(reappoint_form(self.desk, *self._required()), self._done)

    def do_end_appointment(self) -> None:
        """End the appointment early; the seat falls vacant."""
        from screens.member_forms import end_form

        self.ask(end_form(self.desk, *self._required()), self._done)

    def do_change_person(self) -> None:
        """Change how somebody is called and reached."""
        from screens.member_forms import person_form

        line, _appointment = self._required()
        assert line.person is not None
        self.ask(person_form(self.desk, line, line.person), self._done)

    def do_on_date(self) -> None:
        """Show who sat where on another day."""
        from screens.member_forms import day_form

        self.ask(day_form(self.desk, self.on), self._show_day)

    def do_read_list(self) -> None:
        """Read in a member list that was saved as a file."""
        from screens.ask import Reading
        from screens.member_forms import import_list, import_review, list_form

        def review(raw: bytes) -> None:
            look = import_review(self.desk, raw)
            if isinstance(look, Reading):
                self.app.push_screen(look)
            else:
                self.ask(look, lambda _yes: self._done(import_list(self.desk, raw)))

        self.ask(list_form(self.desk), review)

    def _show_day(self, day: date) -> None:
        self._on = None if day == self.desk.today else day
        self.show_rows()

    def do_back(self) -> None:
        """Go back one step; the last one is back to today."""
        at_rest = not (self.reading or self.filter_text or self._came_from)
        if self._on and at_rest:
            self._show_day(self.desk.today)
        else:
            super().do_back()

    def _done(self, said: str) -> None:
        self.say(said, "done")
