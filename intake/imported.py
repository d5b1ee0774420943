"""What taking over a member list did, or would do, row by row."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from council.councils import domain_label
from council.members import OFFICE_LABELS, Appointment, Office, Seat, role_label
from council.record import record
from council.wording import N_, Message, _, long_date, say
from db.edits import Edit, edit_words
from intake.table import Fault


class Outcome(StrEnum):
    """What becomes of a row."""

    APPOINTED = "appointed"
    CHANGED = "changed"
    OFFICE_ADDED = "office_added"
    SEAT_ADDED = "seat_added"
    KNOWN = "known"


OUTCOME_LABELS = {
    Outcome.APPOINTED: N_("appointed"),
    Outcome.CHANGED: N_("changed"),
    Outcome.OFFICE_ADDED: N_("office added"),
    Outcome.SEAT_ADDED: N_("vacant seat added"),
    Outcome.KNOWN: N_("known"),
}


@record
class ImportedLine:
    """What became, or would become, of one row of the list; a vacant seat has no `held`.

    `edits` are what the row changes of how its person was known.
    """

    number: int
    name: str
    seat: Seat
    outcome: Outcome
    held: Appointment | None = None
    offices: tuple[Office, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def understood(self) -> str:
        """The role, the domain, the days and the number of the term, in one line."""
        words = [role_label(self.seat.role), *(_(OFFICE_LABELS[one]) for one in self.offices)]
        if self.seat.domain:
            words.append(domain_label(self.seat.domain))
        if self.held:
            words.append(f"{long_date(self.held.starts_on)} – {long_date(self.held.last_day)}")
            words.append(_("term {number}", number=self.held.term_number))
        return ", ".join(words)

    @property
    def told(self) -> str:
        """What becomes of the row, and from what to what its person changes, in one line."""
        return "; ".join([_(OUTCOME_LABELS[self.outcome]), *map(edit_words, self.edits)])


@record
class Imported:
    """What taking over a list did, or on a dry run would do.

    The numbers count what is new (people, seats and appointments) and the people whose name
    or address changed. With `faults` nothing was written, and there are no `lines`.
    """

    dry_run: bool
    lines: tuple[ImportedLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    people: int = 0
    seats: int = 0
    appointments: int = 0
    changes: int = 0

    @property
    def changed(self) -> bool:
        """Whether the list brings anything that was not known."""
        return any(line.outcome is not Outcome.KNOWN for line in self.lines)

    def over(self, today: date) -> list[Message]:
        """Say of whose seat the only term in the list is over: an end that was read wrongly?"""
        going = {line.seat.id for line in self.lines if line.held and line.held.last_day >= today}
        return [
            say(
                "Row {number}, {name}: this term ended on {day}, and the seat is vacant since. Is "
                "that last day right?",
                number=line.number,
                name=line.name,
                day=line.held.last_day,
            )
            for line in self.lines
            if line.held and line.held.last_day < today and line.seat.id not in going
        ]

    @property
    def summary(self) -> Message:
        """One sentence about the whole."""
        if not self.changed:
            return say("Everything in the list was known already: nothing changed.")
        counts = {
            "people": self.people,
            "seats": self.seats,
            "appointments": self.appointments,
            "changes": self.changes,
        }
        if self.dry_run:
            return say(
                "Would add: people {people}, seats {seats}, appointments {appointments}; "
                "people changed: {changes}. Nothing was written.",
                **counts,
            )
        return say(
            "Added: people {people}, seats {seats}, appointments {appointments}; "
            "people changed: {changes}.",
            **counts,
        )
