"""The offices that members hold beside their seat, such as vice-chair and treasurer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from council.errors import Refused
from council.members import Appointment, Office
from council.wording import say
from db.connection import Connection
from db.member_checks import require_unchanged
from db.member_reading import MemberReader


class OfficeStore:
    """Gives and takes offices; an office goes with the appointment at the latest."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def held(self, appointment_id: int, on: date) -> tuple[Office, ...]:
        """Return the offices that go with an appointment on a day, in the order of `Office`."""
        rows = self._db.rows(
            "SELECT office FROM office WHERE appointment_id = ? AND starts_on <= ?"
            " AND coalesce(ends_on, '9999-12-31') >= ?",
            (appointment_id, on.isoformat(), on.isoformat()),
        )
        found = {office for (office,) in rows}
        return tuple(office for office in Office if office in found)

    def set(self, appointment: Appointment, offices: Collection[Office], *, on: date) -> None:
        """Let a member hold just these offices from a day on.

        What that changes, it changes in the terms that continue this one as well. Refused: a day
        on which the member does not sit.
        """
        on = max(on, appointment.starts_on)
        if not appointment.covers(on):
            raise Refused(say("This appointment ends on {day}.", day=appointment.last_day))
        if set(self.held(appointment.id, on)) == set(offices):
            return
        with self._db.change("member.office"):
            require_unchanged(self._db, appointment)
            person = (appointment.person_id,)
            self._db.about(self._db.value("SELECT name FROM person WHERE id = ?", person))
            held = self.held(appointment.id, on)
            for office in Office:
                if office in held and office in offices:
                    continue
                self._take(appointment.id, office, on)
                if office in offices:
                    self._give(appointment.id, office, on)
            following = MemberReader(self._db).continued(appointment)
            for office in (one for one in Office if (one in held) != (one in offices)):
                for term in following:
                    self._take(term.id, office, term.starts_on)
                    if office in offices:
                        self._give(term.id, office, term.starts_on)

    def _give(self, appointment_id: int, office: Office, on: date) -> None:
        self._db.insert("office", appointment_id=appointment_id, office=office, starts_on=on)

    def _take(self, appointment_id: int, office: Office, on: date) -> None:
        """Let an office end the day before `on`; one that would not have begun never was."""
        where = "WHERE appointment_id = ?1 AND office = ?2 AND coalesce(ends_on, ?3) >= ?3"
        values = (appointment_id, office, on.isoformat())
        self._db.execute(f"DELETE FROM office {where} AND starts_on >= ?3", values)
        last = (on - timedelta(days=1)).isoformat()
        self._db.execute(f"UPDATE office SET ends_on = ?4 {where}", (*values, last))
