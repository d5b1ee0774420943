"""What there is to read about a seat: its rules, who holds it, who held it before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from council.member_words import after_words
from council.members import (
    OFFICE_LABELS,
    STANDING_LABELS,
    Membership,
    Standing,
    Unseated,
    role_label,
)
from council.wording import _, long_date
from screens.about import aligned

if TYPE_CHECKING:
    from screens.desk import Desk

Line = tuple[str, str]


def term_words(line: Membership) -> str:
    """Return which term of how many the holder serves: `1 of 2`."""
    if line.appointment is None:
        return ""
    most = line.seat.max_terms
    number = line.appointment.term_number
    return _("{number} of {most}", number=number, most=most) if most else str(number)


def about_seat(desk: Desk, line: Membership, on: date) -> list[Line]:
    """Return the facts of a seat and its holder, and who held it over time."""
    return [*_holder(desk, line, on), *_seat(desk, line), *_history(desk, line)]


def rota_lines(desk: Desk, on: date) -> list[Line]:
    """Return the rota of retirement: who sits on which seat until when, and what comes after."""
    rota = desk.store.members.rota(desk.council.id, on)
    cells = [
        (
            long_date(line.appointment.last_day) if line.appointment else "",
            line.seat.code,
            line.person.name if line.person else _("vacant"),
        )
        for line in rota
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    tones = {Standing.VACANT: "late", Standing.ENDING: "soon"}
    lines = [
        (
            tones.get(line.standing(on), ""),
            f"{'  '.join(map(str.ljust, texts, widths))}\t{after_words(line)}",
        )
        for line, texts in zip(rota, cells, strict=True)
    ]
    return lines or [("dim", _("Nobody is to retire."))]


def about_person(desk: Desk, one: Unseated) -> list[Line]:
    """Return how somebody without a seat is reached, and which seats they had."""
    return list(_person(desk, one))


def _person(desk: Desk, one: Unseated) -> Iterator[Line]:
    person = one.person
    yield "strong", person.name
    yield "", _("without a seat")
    yield from aligned({_("e-mail"): person.email, _("phone"): person.phone})
    if one.long_gone(desk.today):
        yield "soon", _("Left more than two years ago: is the address still needed?")
    names = {council.id: council.name for council in desk.store.councils.all()}
    terms = desk.store.members.appointments(person.id)
    if terms:
        yield "", ""
        yield "heading", _("Had a seat")
    for line in terms:
        appointment = line.appointment
        assert appointment is not None
        start, end = appointment.starts_on, appointment.last_day
        yield "", _("{start} to {end}  {name}", start=start, end=end, name=line.seat.code)
        yield "dim", f"  {role_label(line.seat.role)}, {names[line.seat.council_id]}"
        if appointment.end_reason:
            yield "dim", f"  {_('ended because')}: {appointment.end_reason}"


def _holder(desk: Desk, line: Membership, on: date) -> Iterator[Line]:
    person, appointment = line.person, line.appointment
    if person is None or appointment is None:
        yield "strong", line.seat.code
        yield "" if line.awaited else "late", _("vacant")
        yield from _next(line)
        return
    yield "strong", person.name
    yield "", f"{role_label(line.seat.role)} ({_(STANDING_LABELS[line.standing(on)])})"
    facts = {
        _("office"): ", ".join(_(OFFICE_LABELS[office]) for office in line.offices),
        _("e-mail"): person.email,
        _("phone"): person.phone,
        _("term"): term_words(line),
        _("from"): appointment.starts_on,
        _("until"): appointment.last_day,
        _("ended because"): appointment.end_reason,
        _("decision"): appointment.decision,
        _("deviation"): appointment.deviation,
        _("may be reappointed"): _again(line),
    }
    yield from aligned(facts)
    anew = desk.store.members.counted_anew(line.seat.council_id, person.id, appointment.starts_on)
    if anew and appointment.term_number == 1:
        yield "soon", str(anew)
    yield from _next(line)


def _again(line: Membership) -> str:
    if line.reappointable:
        return _("yes")
    if line.becomes_vacant:
        return _("no, falls vacant")
    return _("no") if line.followed_on else _("only with a deviation")


def _next(line: Membership) -> Iterator[Line]:
    if line.followed_on:
        yield "", _("From {day}: {name}.", day=line.followed_on, name=line.followed_by)


def _seat(desk: Desk, line: Membership) -> Iterator[Line]:
    seat = line.seat
    names = {domain.code: domain.name for domain in desk.store.councils.domains()}
    yield "", ""
    yield "heading", _("Seat {code}", code=seat.code)
    facts = {
        _("role"): role_label(seat.role),
        _("domain"): names.get(seat.domain or "", ""),
        _("votes"): _("yes") if seat.voting else _("no"),
        _("one term"): _("{count} months", count=seat.term_months) if seat.term_months else "",
        _("terms"): str(seat.max_terms or ""),
        _("exists since"): seat.starts_on,
        _("exists until"): seat.ends_on,
    }
    yield from aligned(facts)


def _history(desk: Desk, line: Membership) -> Iterator[Line]:
    holders = desk.store.members.history(line.seat.id)
    if not holders:
        return
    yield "", ""
    yield "heading", _("Holders")
    for holder in holders:
        appointment, person = holder.appointment, holder.person
        if appointment is not None and person is not None:
            yield (
                "",
                _(
                    "{start} to {end}  {name}",
                    start=appointment.starts_on,
                    end=appointment.last_day,
                    name=person.name,
                ),
            )
