"""Any piece of work on a council, chosen at random: one change each; some of it is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from council.advice import Advice, Judgement, Tone, Verdict
from council.calendar import DayOff, DayOffKind
from council.clocks import ClockEvent, ClockEventKind
from council.meetings import MeetingKind
from council.members import Office, Role
from council.requests import DocumentKind, PolicyStage, RequestForm, RequestState
from council.terms import AdvisedBody, Purpose, Unit
from db.store import Store

TODAY = date(2026, 11, 23)
DOMAINS = ("pw", "wmo", "youth", "general")


def _day(pick: Random, back: int = 100, ahead: int = 100) -> date:
    return TODAY + timedelta(days=pick.randrange(-back, ahead))


def _moment(pick: Random) -> datetime:
    return datetime.combine(_day(pick), time(pick.randrange(9, 21), 30))


def _any(store: Store, pick: Random, table: str) -> int:
    """Return the id of any row; of one that is not there when the table is empty."""
    rows = store.connection.rows(f"SELECT id FROM {table} ORDER BY id")
    return int(pick.choice(rows)[0]) if rows else 0


def _add_person(store: Store, pick: Random) -> None:
    store.members.add(f"Persoon {pick.randrange(100)}", email="p@example.nl")


def _change_person(store: Store, pick: Random) -> None:
    person = store.members.person(_any(store, pick, "person"))
    store.members.change_person(person, name=f"Anders {pick.randrange(9)}", email="", phone="")


def _add_seat(store: Store, pick: Random) -> None:
    store.members.add_seat(
        1,
        code=f"S-{pick.randrange(6)}",
        role=pick.choice(list(Role)),
        starts_on=_day(pick, 900, -400),
        domain=pick.choice(DOMAINS),
    )


def _appoint(store: Store, pick: Random) -> None:
    seat = store.members.seat(1, f"S-{pick.randrange(6)}")
    store.members.appoint(_any(store, pick, "person"), seat, starts_on=_day(pick, 300))


def _reappoint(store: Store, pick: Random) -> None:
    store.members.reappoint(store.members.appointment(_any(store, pick, "appointment")))


def _end(store: Store, pick: Random) -> None:
    appointment = store.members.appointment(_any(store, pick, "appointment"))
    store.members.end(appointment, on=_day(pick), reason="verhuisd")


def _give_office(store: Store, pick: Random) -> None:
    appointment = store.members.appointment(_any(store, pick, "appointment"))
    offices = pick.sample(list(Office), pick.randrange(3))
    store.members.offices.set(appointment, offices, on=appointment.starts_on)


def _plan(store: Store, pick: Random) -> None:
    starts = [_moment(pick) for _nth in range(pick.randrange(1, 4))]
    rrule = "FREQ=MONTHLY;BYDAY=2TU" if len(starts) > 1 else ""
    store.meetings.plan(
        1,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        starts=starts,
        minutes=120,
        rrule=rrule,
        draft=pick.random() < 0.3,
    )


def _move(store: Store, pick: Random) -> None:
    store.meetings.move(store.meetings.get(_any(store, pick, "meeting")), _moment(pick))


def _rename(store: Store, pick: Random) -> None:
    meeting = store.meetings.get(_any(store, pick, "meeting"))
    store.meetings.rename(meeting, title="Thema", kind=MeetingKind.THEME, public=True)


def _confirm(store: Store, pick: Random) -> None:
    store.meetings.confirm(store.meetings.get(_any(store, pick, "meeting")))


def _cancel(store: Store, pick: Random) -> None:
    store.meetings.cancel(store.meetings.get(_any(store, pick, "meeting")), "geen quorum")


def _register(store: Store, pick: Random) -> None:
    store.requests.register(
        1,
        title=f"Verordening {pick.randrange(100)}",
        received_on=_day(pick, ahead=1),
        domains=pick.sample(DOMAINS, pick.randrange(3)),
        form=pick.choice(list(RequestForm)),
        short_term_agreed_by="voorzitter",
    )


def _change_request(store: Store, pick: Random) -> None:
    request = store.requests.by_id(_any(store, pick, "request"))
    store.requests.change(
        request,
        title=f"Beleidsplan {pick.randrange(9)}",
        kind=DocumentKind.POLICY_PLAN,
        form=pick.choice(list(RequestForm)),
        stage=pick.choice(list(PolicyStage)),
        body=pick.choice(list(AdvisedBody)),
        domains=pick.sample(DOMAINS, pick.randrange(3)),
        received_on=_day(pick),
        asked_by=None,
        decision_on=_day(pick),
        their_reference="Z/26/1",
        sender="",
        sender_email="",
        department="",
        short_term_agreed_by="voorzitter",
        partners=(),
        on=_day(pick),
    )


def _assign(store: Store, pick: Random) -> None:
    request = store.requests.by_id(_any(store, pick, "request"))
    store.requests.assign(request, pick.choice(("", "Wmo", "Jeugd")))


def _snooze(store: Store, pick: Random) -> None:
    request = store.requests.by_id(_any(store, pick, "request"))
    store.requests.snooze(request, pick.choice((None, _day(pick))))


def _advance(store: Store, pick: Random) -> None:
    request = store.requests.by_id(_any(store, pick, "request"))
    store.requests.advance(
        request,
        pick.choice(store.requests.steps(request)).target,
        on=request.received_on + timedelta(days=pick.randrange(90)),
        reason="afgesproken",
        late_reason="vakantie",
    )


def _clock_event(store: Store, pick: Random) -> None:
    request = store.requests.by_id(_any(store, pick, "request"))
    purpose = pick.choice((Purpose.ADVICE, Purpose.ANSWER))
    kind = pick.choice(list(ClockEventKind))
    sized = kind in (ClockEventKind.EXTEND, ClockEventKind.SHORTEN)
    event = ClockEvent(
        kind=kind,
        on=request.received_on + timedelta(days=pick.randrange(60)),
        reason="afgesproken",
        amount=pick.randrange(1, 4) if sized else None,
        unit=Unit.WEEK if sized else None,
        due_on=_day(pick) if kind is ClockEventKind.CORRECT else None,
    )
    store.requests.record_event(request, purpose, event)


def _add_recess(store: Store, pick: Random) -> None:
    day = _day(pick)
    recess = DayOff(
        starts_on=day, ends_on=day, kind=DayOffKind.RECESS, name="Reces", source="besluit"
    )
    store.terms.add_day_off(recess, day)


def _add_rule(store: Store, pick: Random) -> None:
    store.councils.add_rule(
        1, purpose=Purpose.ADVICE, amount=4, unit=Unit.WEEK, valid_from=_day(pick)
    )


def _add_paper(store: Store, pick: Random) -> None:
    store.files.add(
        _any(store, pick, "request"),
        name="brief.pdf",
        media_type="application/pdf",
        data=b"%PDF" + bytes([pick.randrange(256)]),
        source="added",
        on=TODAY,
        text="jeugdhulp",
    )


def _advice(store: Store, pick: Random) -> Advice:
    return store.advice.by_id(_any(store, pick, "advice"))


def _advise(store: Store, pick: Random) -> None:
    """Bring a new request as far as an advice that is adopted, perhaps sent."""
    on = TODAY - timedelta(days=30)
    with store.connection.change("request.change", "advies"):
        request = store.requests.register(1, title="Notitie", received_on=on)
        for state in (RequestState.IN_PROGRESS, RequestState.DRAFT):
            request = store.requests.advance(request, state, on=on)
        advice = store.advice.draft(request, text="Wij adviseren:")
        store.advice.recommend(advice, ["Doe dit.", "Laat dat."])
        advice = store.advice.by_id(advice.id)
        advice = store.advice.change(advice, tone=Tone.POSITIVE_IF)
        advice = store.advice.adopt(advice, on=on, decision="besluit")
        if pick.random() < 0.6:
            store.advice.issue(advice, on=on)


def _draft_advice(store: Store, pick: Random) -> None:
    store.advice.draft(store.requests.by_id(_any(store, pick, "request")), text="Wij adviseren:")


def _write_advice(store: Store, pick: Random) -> None:
    with store.connection.change("advice.text", "tekst"):
        advice = store.advice.save_text(_advice(store, pick), f"Versie {pick.randrange(5)}")
        store.advice.recommend(advice, ["Doe dit.", "Laat dat."][: pick.randrange(3)])


def _change_advice(store: Store, pick: Random) -> None:
    store.advice.change(_advice(store, pick), tone=pick.choice(list(Tone)))


def _adopt(store: Store, pick: Random) -> None:
    store.advice.adopt(_advice(store, pick), on=_day(pick), decision="besluit", reason="spoed")


def _issue(store: Store, pick: Random) -> None:
    advice = _advice(store, pick)
    store.advice.issue(advice, on=advice.adopted_on or TODAY, late_reason="vakantie")


def _withdraw(store: Store, pick: Random) -> None:
    store.advice.withdraw(_advice(store, pick))


def _answer(store: Store, pick: Random) -> None:
    advice = _advice(store, pick)
    received_on = advice.issued_on or TODAY
    store.advice.answers.record(
        advice,
        received_on=received_on,
        judgements=[
            Judgement(
                recommendation_id=recommendation.id,
                verdict=Verdict.PARTLY,
                promised_on=pick.choice((None, received_on + timedelta(days=30))),
            )
            for recommendation in store.advice.recommendations(advice.id)
        ],
    )


def _see_promise(store: Store, pick: Random) -> None:
    promises = store.advice.answers.promises(1)
    if not promises:
        return
    promise = pick.choice(promises)
    store.advice.answers.see(
        promise, kept=pick.random() < 0.5, on=promise.answered_on, source="art. 4"
    )


def _two_in_one(store: Store, pick: Random) -> None:
    with store.connection.change("member.import", "lijst"):
        _add_person(store, pick)
        _appoint(store, pick)


WORK: tuple[Callable[[Store, Random], None], ...] = (
    _add_person,
    _change_person,
    _add_seat,
    _appoint,
    _reappoint,
    _end,
    _give_office,
    _plan,
    _move,
    _rename,
    _confirm,
    _cancel,
    _register,
    _change_request,
    _assign,
    _snooze,
    _advance,
    _clock_event,
    _add_recess,
    _add_rule,
    _add_paper,
    _advise,
    _draft_advice,
    _write_advice,
    _change_advice,
    _adopt,
    _issue,
    _withdraw,
    _answer,
    _see_promise,
    _two_in_one,
)
