"""The shapes of JSON: what scripts may rely on, key by key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from council.meetings import TIMEZONE

if TYPE_CHECKING:
    from council.advice import Outcome
    from council.calendar import DayOff
    from council.changes import Change
    from council.clocks import Clock, Moved
    from council.councils import Council
    from council.meetings import Meeting
    from council.members import Membership, Person, Unseated
    from council.papers import Paper
    from council.partners import Partner
    from council.quorum import Quorum
    from council.requests import AdviceRequest
    from council.steps import Step, StepTaken
    from council.terms import TermRule
    from council.today import Condition, OpenClock, Today
    from council.views import SavedView
    from db.edits import Edit
    from db.search import Found

Shape = dict[str, Any]


def day_of(day: date | None) -> str | None:
    """Return a day as dates are written in JSON (RFC 3339)."""
    return None if day is None else day.isoformat()


def moment(at: datetime) -> str:
    """Return a wall time of the council's zone with its offset (RFC 3339)."""
    from zoneinfo import ZoneInfo

    return at.replace(tzinfo=ZoneInfo(TIMEZONE)).isoformat()


def person(one: Person) -> Shape:
    """Return somebody who may not have a seat."""
    return {"id": one.id, "name": one.name, "email": one.email, "phone": one.phone}


def unseated(one: Unseated) -> Shape:
    """Return somebody without a seat, with the seat they had last."""
    last = one.last
    return {
        "id": one.person.id,
        "name": one.person.name,
        "seat": None,
        "last_seat": last.seat.code if last else None,
        "last_role": str(last.seat.role) if last else None,
        "ends_on": day_of(last.appointment.last_day) if last and last.appointment else None,
    }


def member(line: Membership, today: date) -> Shape:
    """Return a seat with its holder; `id` is the person's, None for a vacancy."""
    appointment, holder, seat = line.appointment, line.person, line.seat
    return {
        "id": holder.id if holder else None,
        "name": holder.name if holder else None,
        "seat": seat.code,
        "role": str(seat.role),
        "offices": [str(office) for office in line.offices],
        "domain": seat.domain,
        "voting": seat.voting,
        "starts_on": day_of(appointment.starts_on) if appointment else None,
        "ends_on": day_of(appointment.last_day) if appointment else None,
        "term_number": appointment.term_number if appointment else None,
        "max_terms": seat.max_terms,
        "reappointable": line.reappointable,
        "status": str(line.standing(today)),
        "appointment": appointment.id if appointment else None,
        "end_reason": appointment.end_reason if appointment else "",
        "followed_by": line.followed_by or None,
        "followed_on": day_of(line.followed_on),
        "reappointed_until": day_of(line.reappointed_until),
    }


def quorum(one: Quorum) -> Shape:
    """Return the quorum of a meeting."""
    return {
        "seated": one.seated,
        "present": one.present,
        "required": one.required,
        "met": one.met,
    }


def meeting(one: Meeting, needs: Quorum | None) -> Shape:
    """Return a meeting with the quorum it needs; None for one that decides nothing."""
    return {
        "id": one.id,
        "uid": one.uid,
        "sequence": one.sequence,
        "title": one.title,
        "kind": str(one.kind),
        "status": str(one.status),
        "starts_at": moment(one.starts_at),
        "ends_at": moment(one.ends_at),
        "timezone": TIMEZONE,
        "location": one.location,
        "series": one.series_id,
        "quorum": quorum(needs) if needs else None,
        "agenda": [],
        "public": one.public,
        "reason": one.reason,
    }


def clock(one: Clock, today: date) -> Shape:
    """Return a term with its explanation, one sentence for each step."""
    return {
        "purpose": str(one.purpose),
        "owner": str(one.owner),
        "state": str(one.state),
        "original_due_on": day_of(one.original_due_on),
        "due_on": day_of(one.due_on),
        "overdue": one.overdue(today),
        "explanation": [str(step) for step in one.explanation],
        "starts_on": day_of(one.starts_on),
        "days_left": one.days_left(today),
        "met_on": day_of(one.met_on),
        "late_reason": one.late_reason,
    }


def moved(one: Moved) -> Shape:
    """Return a term that ends on another day than it did."""
    return {
        "ref": one.ref,
        "title": one.title,
        "purpose": str(one.purpose),
        "before": day_of(one.before),
        "after": day_of(one.after),
    }


def request(
    one: AdviceRequest,
    clocks: Iterable[Clock],
    today: date,
    *,
    outcomes: Iterable[Outcome] = (),
    partners: Iterable[Partner] = (),
) -> Shape:
    """Return a request with its terms, its partners and what became of its recommendations."""
    return {
        "ref": one.ref,
        "title": one.title,
        "kind": str(one.kind),
        "form": str(one.form),
        "state": str(one.state),
        "stage": str(one.stage),
        "body": str(one.body),
        "received_on": day_of(one.received_on),
        "asked_by": day_of(one.asked_by),
        "agreed_by": one.short_term_agreed_by,
        "agreed_due_on": day_of(one.agreed_due_on),
        "decision_on": day_of(one.decision_on),
        "domains": list(one.domains),
        "sender": one.sender,
        "sender_email": one.sender_email,
        "department": one.department,
        "their_reference": one.their_reference,
        "assignee": one.assignee,
        "partners": [{"name": each.name, "leads": each.leads} for each in partners],
        "snoozed_until": day_of(one.snoozed_until),
        "closed_on": day_of(one.closed_on),
        "clocks": [clock(each, today) for each in clocks],
        "recommendations": [outcome(each) for each in outcomes],
    }


def outcome(one: Outcome) -> Shape:
    """Return a recommendation with what became of it."""
    judgement = one.judgement
    return {
        "number": one.recommendation.number,
        "text": one.recommendation.text,
        "verdict": str(one.verdict),
        "reasons": judgement.reasons if judgement else "",
        "promised_on": day_of(judgement.promised_on) if judgement else None,
        "kept": judgement.kept if judgement else None,
        "stands_out": one.stands_out,
        "undated": one.undated,
    }


def paper(one: Paper) -> Shape:
    """Return a paper of a request."""
    return {
        "id": one.id,
        "name": one.name,
        "edition": one.edition,
        "current": one.current,
        "confidential": one.confidential,
        "embargo_until": day_of(one.embargo_until),
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "source": one.source,
        "added_on": day_of(one.added_on),
    }


def step(one: StepTaken) -> Shape:
    """Return one move in the history of a request."""
    return {
        "from": str(one.origin),
        "to": str(one.target),
        "on": day_of(one.on),
        "who": one.who,
        "reason": one.reason,
    }


def allowed_step(one: Step) -> Shape:
    """Return a step that requests may take."""
    return {
        "from": str(one.origin),
        "to": str(one.target),
        "rank": one.rank,
        "needs_reason": one.needs_reason,
    }


def today(one: Today) -> Shape:
    """Return what the start screen shows.

    No list of actions is kept, so `actions` is always empty.
    """
    return {
        "today": day_of(one.today),
        "new_requests": one.new_requests,
        "mail_in": one.mail_in,
        "clocks": [_open_clock(each, one.today) for each in one.clocks],
        "not_submitted": one.not_submitted,
        "unasked": [
            {
                "id": each.id,
                "title": each.title,
                "expected_on": day_of(each.expected_on),
                "request_by": day_of(each.request_by),
            }
            for each in one.unasked
        ],
        "next_meeting": meeting(one.next_meeting, one.quorum) if one.next_meeting else None,
        "to_tell": [meeting(each, None) for each in one.to_tell],
        "vacancies": [member(line, one.today) for line in one.vacancies],
        "terms_ending": [member(line, one.today) for line in one.terms_ending],
        "conditions": [_condition(each) for each in one.conditions],
        "actions": [],
        "missing": [str(sentence) for sentence in one.missing],
    }


def _condition(one: Condition) -> Shape:
    return {
        "code": one.code,
        "holds": one.holds,
        "since": day_of(one.since),
        "reason": str(one.reason or ""),
        "records": list(one.records),
    }


def _open_clock(one: OpenClock, day: date) -> Shape:
    chased, chase = one.chased, one.chase
    return {
        "ref": one.ref,
        "title": one.title,
        **clock(one.clock, day),
        "recommendation": one.number or None,
        "chased": {"kind": str(chased.kind), "on": day_of(chased.on)} if chased else None,
        "chase": {"kind": str(chase.kind), "from_on": day_of(chase.from_on)} if chase else None,
    }


def council(one: Council) -> Shape:
    """Return a council, or a part of one."""
    return {
        "id": one.id,
        "code": one.code,
        "name": one.name,
        "kind": str(one.kind),
        "municipality": one.municipality,
        "part": one.parent_id is not None,
        "quorum": {
            "numerator": one.quorum.numerator,
            "denominator": one.quorum.denominator,
            "strict": one.quorum.strict,
            "basis": str(one.quorum.basis),
            "article": one.quorum.article,
        },
    }


def rule(one: TermRule) -> Shape:
    """Return one version of a term of the ordinance."""
    return {
        "purpose": str(one.purpose),
        "urgent": one.urgent,
        "amount": one.amount,
        "unit": str(one.unit),
        "first_day_counts": one.first_day_counts,
        "rolls": one.rolls,
        "recess_suspends": one.recess_suspends,
        "article": one.article,
        "valid_from": day_of(one.valid_from),
        "valid_until": day_of(one.valid_until),
    }


def day_off(one: DayOff, name: str) -> Shape:
    """Return a recess, or a day equated with a holiday, under its name in words."""
    return {
        "starts_on": day_of(one.starts_on),
        "ends_on": day_of(one.ends_on),
        "kind": str(one.kind),
        "name": name,
        "source": one.source,
    }


def view(one: SavedView) -> Shape:
    """Return a way to look at the inbox."""
    return {
        "name": one.name,
        "queue": str(one.queue),
        "filter": one.filter_text,
        "order": str(one.order),
    }


def found(one: Found) -> Shape:
    """Return one thing that was found."""
    return {
        "kind": one.kind,
        "id": one.id,
        "title": one.title,
        "context": one.context,
        "ref": one.ref or None,
        "starts_at": moment(one.starts_at) if one.starts_at else None,
    }


def change(one: Change, edits: Iterable[Edit] = ()) -> Shape:
    """Return one line of the log, with what it altered."""
    return {
        "id": one.id,
        "at": moment(one.at),
        "who": one.who,
        "action": one.action,
        "label": one.label,
        "subject": one.subject,
        "undone": one.undone,
        "edits": [edit(each) for each in edits],
    }


def edit(one: Edit) -> Shape:
    """Return what a fact was and what it became; of whom, where the change does not say so."""
    return {"what": one.what, "old": one.old, "new": one.new, "whose": one.whose or None}
