"""People without a seat: finding them, and forgetting whom the council need not know any more."""

from __future__ import annotations

from datetime import date

from council.errors import Refused
from council.members import Membership, Person, Unseated, require_known
from council.text import sort_name
from council.wording import _, say
from db.connection import Connection, Row
from db.member_reading import MemberReader
from db.member_rows import APPOINTMENT, IN_WHOLE, PERSON, SEAT, appointment_of, person_of, seat_of
from db.naming import NAMED_LABELS, Naming, pattern, to_json_list
from db.search import Found, merge_index

_LAST = (
    f"FROM person p LEFT JOIN appointment a ON a.id = (SELECT o.id {IN_WHOLE}"
    "  ORDER BY o.last_day DESC LIMIT 1)"
    " LEFT JOIN seat s ON s.id = a.seat_id"
    " WHERE p.forgotten_on IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM appointment WHERE person_id = p.id AND last_day >= :on)"
    " AND (a.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM appointment WHERE person_id = p.id))"
)
_UNSEATED = f"SELECT {PERSON}, {APPOINTMENT}, {SEAT} {_LAST}"

_APPOINTMENTS = (
    "SELECT row_id FROM trail WHERE table_name = 'appointment'"
    " AND json_extract(coalesce(old, new), '$.person_id') = :person"
)
_OF_PERSON = (
    "(table_name = 'person' AND row_id = :person)"
    f" OR (table_name = 'appointment' AND row_id IN ({_APPOINTMENTS}))"
    " OR (table_name = 'office'"
    f"  AND json_extract(coalesce(old, new), '$.appointment_id') IN ({_APPOINTMENTS}))"
)
"""The lines of the trail of somebody, of their appointments and of the offices in these."""

_DRAFTS = (
    "(form IN ('person.change', 'person.appoint') AND subject_id = :person)"
    " OR (form IN ('member.end', 'member.reappoint')"
    f"  AND subject_id IN ({_APPOINTMENTS}))"
    " OR (form = 'member.appoint' AND json_extract(fields, '$.person') IN"
    "  (SELECT value FROM json_each(:called)))"
)
"""What anybody is typing about somebody whose names are `:called`."""

_WORDS = ("end_reason", "decision", "deviation")
"""What was written about an appointment."""

_EMPTIED = ", ".join(f"{column} = iif({column} = '', '', '–')" for column in _WORDS)
_REMOVED = ", ".join(f"'$.{column}'" for column in _WORDS)

_SHOWN = 5


class PeopleStore:
    """Reads who has no seat in any council of the file, and forgets them.

    A council sees who sat in it or in a part of it, and who never had a seat: that somebody
    sat elsewhere is not for its secretary to know.
    """

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def without_seat(self, council_id: int, on: date) -> list[Unseated]:
        """Return who has no seat on a day, nor is to get one, in order of their surnames."""
        rows = self._db.rows(
            f"{_UNSEATED} ORDER BY p.sort_name, p.id",
            {"on": on.isoformat(), "council": council_id},
        )
        return [_unseated(row) for row in rows]

    def count(self, council_id: int, on: date) -> int:
        """Return how many have no seat on a day, nor are to get one."""
        values = {"on": on.isoformat(), "council": council_id}
        return int(self._db.value(f"SELECT count(*) {_LAST}", values))

    def unseated(self, council_id: int, person_id: int, on: date) -> Unseated | None:
        """Return somebody who has no seat on a day, nor is to get one; None for others."""
        row = self._db.row(
            f"{_UNSEATED} AND p.id = :person",
            {"on": on.isoformat(), "person": person_id, "council": council_id},
        )
        return None if row is None else _unseated(row)

    def forget(self, person: Person, on: date) -> Person:
        """Forget on the day `on` how somebody without a seat is called and reached, for good.

        What stays is a number for a name, who sat on which seat when, and in the trail that
        something happened. The number also stands where a request has their name alone, as who
        sent it, prepares it or agreed to less time. Why they left goes as well, for it may tell of
        their health or work, and by which decision and why by way of exception they sat, for these
        may name them. What `named_in` returns stays as it is. Refused while the person has a seat,
        or is to get one.
        """
        name = _("anonymous {number}", number=person.id)
        with self._db.change("person.forget", name, erasing=True) as change_id:
            require_known(person)
            self._require_unseated(person, on)
            naming = Naming(self._db, person)
            self._db.execute(
                f"UPDATE appointment SET {_EMPTIED}, version = version + 1"
                f" WHERE person_id = ? AND {' || '.join(_WORDS)} <> ''",
                (person.id,),
            )
            self._db.update(
                "person",
                person.id,
                person.version,
                name=name,
                sort_name=sort_name(name),
                email="",
                phone="",
                forgotten_on=on,
            )
            self._drop_drafts(person.id, naming.called)
            self._drop_senders(person)
            self._mark_trail(person.id, change_id)
            naming.replace(name, change_id)
            self._clear_trail(person.id, naming.called, name)
            self._db.execute(
                "INSERT INTO trail (change_id, table_name, row_id, old, new)"
                " VALUES (?, 'person', ?, '{}', json_object('forgotten_on', ?))",
                (change_id, person.id, on.isoformat()),
            )
            merge_index(self._db)
        return MemberReader(self._db).person(person.id)

    def _require_unseated(self, person: Person, on: date) -> None:
        sits = self._db.row(
            "SELECT s.code, a.last_day FROM appointment a JOIN seat s ON s.id = a.seat_id"
            " WHERE a.person_id = ? AND a.last_day >= ? ORDER BY a.last_day DESC",
            (person.id, on.isoformat()),
        )
        if sits:
            code, last_day = sits
            raise Refused(
                say(
                    "{name} has seat {seat} until {end}: only who has no seat can be forgotten.",
                    name=person.name,
                    seat=code,
                    end=date.fromisoformat(last_day),
                ),
                field="person",
            )

    def named_in(self, person: Person) -> list[Found]:
        """Return what else holds a surname that somebody has or had, newest first.

        Forgetting leaves that as it is: what was written in requests, advice, letters, papers and
        meetings is the council's record, and what somebody is typing or keeps as a view is theirs.
        The same surname may be somebody else's.
        """
        return Naming(self._db, person).standing(dropped=_DRAFTS, own=_OF_PERSON)

    def _drop_drafts(self, person_id: int, called: list[str]) -> None:
        """Delete what anybody was typing about somebody: their name, or why they leave."""
        values = {"person": person_id, "called": to_json_list(called)}
        self._db.execute(f"DELETE FROM draft WHERE {_DRAFTS}", values)

    def _drop_senders(self, person: Person) -> None:
        """Take from the meetings that answers to their mails went to somebody."""
        self._db.execute(
            "UPDATE meeting SET told_sender = '' WHERE told_sender <> '' AND told_sender IN"
            " (SELECT ? UNION SELECT json_each.value FROM trail, json_each(json_array("
            "   json_extract(old, '$.email'), json_extract(new, '$.email')))"
            "  WHERE table_name = 'person' AND row_id = ?)",
            (person.email, person.id),
        )

    def _mark_trail(self, person_id: int, change_id: int) -> None:
        """Let the change that forgets somebody stand after each that was about them.

        None of these is undone or done again then: there would be a seat or an office for nobody.
        """
        self._db.execute(
            "INSERT INTO trail (change_id, table_name, row_id, old)"
            f" SELECT DISTINCT :change, table_name, row_id, '{{}}' FROM trail WHERE {_OF_PERSON}",
            {"change": change_id, "person": person_id},
        )

    def _clear_trail(self, person_id: int, called: list[str], name: str) -> None:
        """Take what was known of somebody from the trail, and their name from its lines."""
        names = pattern(called)
        for change_id, subject in self._db.rows(
            "SELECT id, subject FROM change"
            f" WHERE id IN (SELECT change_id FROM trail WHERE {_OF_PERSON})",
            {"person": person_id},
        ):
            self._db.execute(
                "UPDATE change SET subject = ? WHERE id = ?",
                (names.sub(name, subject), change_id),
            )
        self._db.execute(
            "DELETE FROM trail WHERE table_name = 'person' AND row_id = ?", (person_id,)
        )
        self._db.execute(
            f"UPDATE trail SET old = json_remove(old, {_REMOVED}), new = json_remove(new, {_REMOVED})"
            f" WHERE table_name = 'appointment' AND row_id IN ({_APPOINTMENTS})",
            {"person": person_id},
        )


def named_in_words(found: list[Found]) -> list[str]:
    """Say, a line each, what stays that holds the surname of somebody who is forgotten."""
    if not found:
        return []
    log = [one for one in found if one.kind == "log"]
    others = [one for one in found if one.kind != "log"]
    lines = list(map(_named, others[:_SHOWN]))
    if more := len(others) - len(lines):
        lines.append("  " + _("and {count} more", count=more))
    lines += map(_named, log)
    return [_("This surname also stands here, and stays:"), *lines]


def _named(one: Found) -> str:
    return f"  {_(NAMED_LABELS[one.kind])}: {one.named}"


def _unseated(row: Row) -> Unseated:
    person, appointment, seat = person_of(row[:6]), row[6:18], row[18:]
    last = None
    if appointment[0] is not None:
        last = Membership(
            seat=seat_of(seat), appointment=appointment_of(appointment), person=person
        )
    return Unseated(person=person, last=last)
