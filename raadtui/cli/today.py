"""`raadtui today`: what is due, who is missing and what comes next, as plain text.

Made without click, so that a login script or a status line can ask it all the time.
"""

from __future__ import annotations

from datetime import date

from council.meetings import Meeting, still_to_tell
from council.members import ROLE_LABELS, Membership
from council.quorum import Quorum
from council.terms import owner_label
from council.today import OpenClock, Today, Unasked, told_first
from council.wording import N_, _, long_date, plural, short_date, short_moment
from db.today import read_today
from raadtui.cli.context import Context
from raadtui.cli.printing import tell, tell_json, tell_table


def show(context: Context) -> None:
    """Write what must be done today."""
    found = read_today(context.store, context.council.id, context.now, explained=context.json)
    if context.json:
        from raadtui.cli import records

        tell_json(records.today(found))
        return
    tell(f"{context.council.name} · {long_date(found.today)}")
    for title, rows in _sections(found):
        tell(f"\n{title}")
        tell_table([("", *row) for row in rows], cut=(2,))
    for sentence in found.missing:
        tell(context.again(f"\n{sentence}"))


def _sections(found: Today) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the parts that hold something, with their lines."""
    day = found.today
    parts = [
        (_("Due"), [_clock(one, day) for one in found.clocks]),
        (_("Coming policy"), [_unasked(one, day) for one in found.unasked]),
        (_("Next meeting"), _meeting(found.next_meeting, found.quorum, day)),
        (_("Yet to tell the members"), [_to_tell(one, day) for one in found.to_tell]),
        (_("Vacancies"), [_seat(line) for line in found.vacancies]),
        (_("Terms ending"), [(*_seat(line), _end(line, day)) for line in found.terms_ending]),
    ]
    told = told_first(found.new_requests, found.mail_in, found.not_submitted)
    parts.insert(0, (_("Inbox"), [(text,) for text in told]))
    filled = [part for part in parts if part[1]]
    return filled or [(_("Nothing is due."), [])]


def _clock(one: OpenClock, day: date) -> tuple[str, ...]:
    clock = one.clock
    return (
        one.ref,
        one.title,
        _(
            "{purpose} by {owner}",
            purpose=one.waits_for,
            owner=owner_label(clock.owner, clock.body),
        ),
        short_date(clock.due_on, day),
        days_left(clock.days_left(day)),
        ", ".join(filter(None, [_("not kept") if one.broken_on else "", _chased(one)])),
    )


def _chased(one: OpenClock) -> str:
    """Return what was done about a late answer or a broken promise."""
    if one.chased is None:
        return ""
    from council.chasing import chased_label

    return chased_label(one.chased)


def days_left(days: int | None) -> str:
    """Put into words how many days a term has left; None means that it stands still."""
    if days is None:
        return _("stands still")
    if days == 0:
        return _("today")
    if days < 0:
        return plural(N_("{count} day too late"), N_("{count} days too late"), -days)
    return plural(N_("{count} day left"), N_("{count} days left"), days)


def _unasked(one: Unasked, day: date) -> tuple[str, ...]:
    return (
        one.title,
        _("no request; the last day was {day}", day=short_date(one.request_by, day)),
        _("expected {day}", day=short_date(one.expected_on, day)),
    )


def _meeting(one: Meeting | None, needs: Quorum | None, day: date) -> list[tuple[str, ...]]:
    if one is None:
        return []
    quorum = ""
    if needs is not None:
        quorum = _("quorum {required} of {seated}", required=needs.required, seated=needs.seated)
    untold = still_to_tell(one, one.starts_at)  # None on Today is over.
    return [(short_moment(one.starts_at, day), one.title, one.location, quorum, str(untold or ""))]


def _to_tell(one: Meeting, day: date) -> tuple[str, ...]:
    return (short_moment(one.starts_at, day), one.title, str(still_to_tell(one, one.starts_at)))


def _seat(line: Membership) -> tuple[str, ...]:
    name = line.person.name if line.person else _("vacant")
    return (line.seat.code, _(ROLE_LABELS[line.seat.role]), name)


def _end(line: Membership, day: date) -> str:
    assert line.appointment is not None
    end = short_date(line.appointment.last_day, day)
    if line.reappointable:
        return _("until {end}; can be reappointed", end=end)
    if line.becomes_vacant:
        return _("until {end}; falls vacant", end=end)
    return _("until {end}", end=end)
