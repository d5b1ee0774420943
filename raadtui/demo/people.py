"""The founding of the demo council, its rules, its seats and who sits on them."""

from __future__ import annotations

from datetime import date, timedelta

from council.calendar import SATURDAY, DayOff, DayOffKind
from council.councils import Council, CouncilKind
from council.members import Membership
from raadtui.demo import wijderveld
from raadtui.demo.diary import Diary, first
from raadtui.demo.wijderveld import Chair

FOUNDED, SEATED = -120, -96
"""In months from this one."""

DECISION = "B&W-besluit"


def found(diary: Diary) -> Council:
    """Found the council with its terms, its recesses and its working groups."""
    councils = diary.store.councils
    with diary.clock_at(diary.month(FOUNDED)):
        council = councils.create(
            code="ASD", name=wijderveld.COUNCIL, municipality=wijderveld.MUNICIPALITY
        )
        for purpose, urgent, amount, unit, article in wijderveld.TERMS:
            councils.add_rule(
                council.id,
                purpose=purpose,
                urgent=urgent,
                amount=amount,
                unit=unit,
                valid_from=diary.month(FOUNDED),
                article=f"{article} {wijderveld.ORDINANCE}",
            )
        for year in range(diary.today.year - 2, diary.today.year + 2):
            _add_recess(diary, "Zomerreces", first(SATURDAY, date(year, 7, 15)), days=44)
            _add_recess(diary, "Kerstreces", first(SATURDAY, date(year, 12, 19)), days=16)
        for code, name in wijderveld.WORKING_GROUPS:
            councils.create(
                code=code,
                name=name,
                kind=CouncilKind.WORKING_GROUP,
                municipality=wijderveld.MUNICIPALITY,
                parent_id=council.id,
            )
    return council


def _add_recess(diary: Diary, name: str, starts_on: date, *, days: int) -> None:
    recess = DayOff(
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        kind=DayOffKind.RECESS,
        name=name,
        source="demo",
    )
    diary.store.terms.add_day_off(recess, diary.month(FOUNDED))


def seat_everybody(diary: Diary, council: Council) -> None:
    """Write down who was appointed when, who left, and who is to come."""
    for chair in (*wijderveld.SEATS, wijderveld.VACANT):
        began = diary.month(-chair.months)
        joined = diary.month(-chair.months - 48) if chair.second_term else began
        diary.on(diary.month(SEATED), _add_seat, diary, council, chair.code, chair)
        diary.on(joined, _appoint, diary, council, chair, joined)
        if chair.second_term:
            diary.on(began, _reappoint, diary, council, chair, began)
        if chair.office:
            diary.on(began, _give_office, diary, council, chair, began)
        if chair.group:
            diary.on(began, _join, diary, diary.store.councils.get(chair.group), chair, began)
    left = diary.today - timedelta(days=wijderveld.VACANT_FOR_DAYS)
    diary.on(left, _leave, diary, council, left)
    diary.on(diary.ago(11), _appoint_successor, diary, council)


def _add_seat(diary: Diary, council: Council, code: str, chair: Chair) -> None:
    diary.store.members.add_seat(
        council.id,
        code=code,
        role=chair.role,
        starts_on=diary.month(SEATED),
        domain=chair.domain,
    )


def _add_person(diary: Diary, name: str) -> int:
    surname = name.split()[-1].lower()
    person = diary.store.members.add(name, email=f"{surname}@example.nl", phone="06-00000000")
    return person.id


def _appoint(diary: Diary, council: Council, chair: Chair, on: date) -> None:
    members = diary.store.members
    seat = members.seat(council.id, chair.code)
    members.appoint(_add_person(diary, chair.name), seat, starts_on=on, decision=DECISION)


def _reappoint(diary: Diary, council: Council, chair: Chair, on: date) -> None:
    holder = _holder(diary, council, chair.code, on - timedelta(days=1))
    if holder.appointment:
        diary.store.members.reappoint(holder.appointment, decision=DECISION)


def _give_office(diary: Diary, council: Council, chair: Chair, on: date) -> None:
    holder = _holder(diary, council, chair.code, on)
    if holder.appointment and chair.office:
        diary.store.members.offices.set(holder.appointment, [chair.office], on=on)


def _holder(diary: Diary, council: Council, code: str, day: date) -> Membership:
    lines = diary.store.members.memberships(council.id, day)
    return next(line for line in lines if line.seat.code == code)


def _join(diary: Diary, group: Council, chair: Chair, on: date) -> None:
    code = f"{group.code}-{chair.code}"
    _add_seat(diary, group, code, chair)
    person = diary.store.members.find_person(chair.name)
    diary.store.members.appoint(person.id, diary.store.members.seat(group.id, code), starts_on=on)


def _leave(diary: Diary, council: Council, on: date) -> None:
    holder = _holder(diary, council, wijderveld.VACANT.code, on)
    if holder.appointment:
        diary.store.members.end(holder.appointment, on=on, reason=wijderveld.LEFT_BECAUSE)


def _appoint_successor(diary: Diary, council: Council) -> None:
    holder = _holder(diary, council, wijderveld.SUCCEEDS, diary.today)
    if holder.appointment:
        diary.store.members.appoint(
            _add_person(diary, wijderveld.SUCCESSOR),
            holder.seat,
            starts_on=holder.appointment.last_day + timedelta(days=1),
            decision=DECISION,
        )
