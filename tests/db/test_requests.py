from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Literal

import pytest

from council.advice import Advice, Tone
from council.clocks import ClockEvent, ClockEventKind, ClockState, explain
from council.councils import Council, CouncilKind
from council.errors import Conflict, NotFound, Refused, WrongUse
from council.letters import LetterKind
from council.record import replace
from council.request_facts import require_receipt
from council.requests import (
    AdviceRequest,
    DocumentKind,
    PolicyStage,
    Queue,
    RequestForm,
    RequestState,
)
from council.terms import AdvisedBody, Purpose, Unit
from db.store import Store
from db.today import read_today
from tests.db.programs import run_together

S = RequestState
MONDAY = date(2026, 11, 16)


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    return register(store, council)


def register(
    store: Store, council: Council, *, title: str = "Verordening jeugdhulp", on: date = MONDAY
) -> AdviceRequest:
    return store.requests.register(council.id, title=title, received_on=on, domains=["youth", "pw"])


def purposes(store: Store, request: AdviceRequest) -> dict[Purpose, ClockState]:
    return {clock.purpose: clock.state for clock in store.requests.clocks.of_request(request.id)}


def adopted(store: Store, request: AdviceRequest) -> Advice:
    """Bring a request in progress as far as an advice that can be sent."""
    request = store.requests.advance(request, S.DRAFT, on=request.received_on)
    advice = store.advice.draft(request, text="Wij adviseren:")
    advice = store.advice.change(advice, tone=Tone.POSITIVE)
    return store.advice.adopt(advice, on=request.received_on, decision="besluit")


def event(kind: ClockEventKind, on: date, **values: object) -> ClockEvent:
    return replace(ClockEvent(kind=kind, on=on, reason="afgesproken"), **values)


# Registering


def test_references_count_up_within_a_year_and_a_council(store: Store, council: Council) -> None:
    other = store.councils.create(code="CR", name="Raad", kind=CouncilKind.CLIENT_COUNCIL)
    refs = [
        register(store, council, on=date(2026, 12, 30)).ref,
        register(store, council, on=date(2027, 1, 4)).ref,
        register(store, council, on=date(2026, 11, 2)).ref,
        register(store, other).ref,
    ]
    assert refs == ["2026-001", "2027-001", "2026-002", "2026-001"]


def test_two_programs_at_once_share_the_references_without_gaps(
    store: Store, council: Council
) -> None:
    answers = run_together("tests.db.registers", str(store.path), "25", times=4)
    references = sorted(ref for answer in answers for ref in answer.split())
    assert references == [f"2026-{number:03}" for number in range(1, 101)]
    assert register(store, council).ref == "2026-101"


def test_a_request_starts_the_clocks_of_the_ordinance(
    store: Store, request_: AdviceRequest
) -> None:
    acknowledgement, advice = store.requests.clocks.of_request(request_.id)
    assert (acknowledgement.purpose, acknowledgement.due_on) == (
        Purpose.ACKNOWLEDGEMENT,
        date(2026, 11, 19),
    )
    assert (advice.purpose, advice.due_on) == (Purpose.ADVICE, date(2026, 12, 28))
    assert "art. 7" in " ".join(explain(advice.explanation))
    assert "28 Dec 2026" in explain(advice.explanation)[-1]


@pytest.mark.parametrize(
    ("agreed_by", "due"), [("T. Testema", date(2026, 11, 30)), (" ", date(2026, 12, 28))]
)
def test_what_is_urgent_has_its_own_term_by_consent_and_all_the_days_of_the_usual_one_without(
    store: Store, council: Council, agreed_by: str, due: date
) -> None:
    urgent = store.requests.register(
        council.id,
        title="Beleidsregels",
        received_on=MONDAY,
        form=RequestForm.URGENT,
        short_term_agreed_by=agreed_by,
    )
    assert store.requests.open_clock(urgent, Purpose.ADVICE).due_on == due
    assert not store.requests.too_short(urgent)
    assert store.requests.remarks(urgent) == []


@pytest.mark.parametrize(
    ("form", "state", "clocks"),
    [
        (RequestForm.UNSOLICITED, S.IN_PROGRESS, set()),
        (RequestForm.EARLY_INPUT, S.RECEIVED, {Purpose.ACKNOWLEDGEMENT}),
        (RequestForm.REGIONAL, S.RECEIVED, {Purpose.ACKNOWLEDGEMENT, Purpose.ADVICE}),
    ],
)
def test_what_was_not_asked_has_no_term(
    store: Store, council: Council, form: RequestForm, state: RequestState, clocks: set[Purpose]
) -> None:
    request = store.requests.register(council.id, title="Brief", received_on=MONDAY, form=form)
    assert request.state is state
    assert set(purposes(store, request)) == clocks


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"title": " \x1b"}, WrongUse, "title"),
        ({"title": "."}, WrongUse, "title"),
        ({"asked_by": date(2026, 11, 15)}, WrongUse, "asked_by"),
        ({"domains": ["jeugd"]}, WrongUse, "domain"),
        ({"state": S.ISSUED}, Refused, "state"),
    ],
)
def test_what_cannot_be_registered_takes_no_reference(
    store: Store,
    council: Council,
    values: dict[str, object],
    error: type[WrongUse | Refused],
    field: str,
) -> None:
    fields: dict[str, object] = {"title": "Brief", "received_on": MONDAY}
    with pytest.raises(error) as refused:
        store.requests.register(council.id, **fields | values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert register(store, council).ref == "2026-001"


def test_domains_keep_their_order_once_each(store: Store, council: Council) -> None:
    request = store.requests.register(
        council.id, title="Brief", received_on=MONDAY, domains=["Wmo", "pw", "wmo"]
    )
    assert request.domains == ("wmo", "pw")


# Steps and clocks


def test_a_step_is_written_in_the_history(store: Store, request_: AdviceRequest) -> None:
    taken = store.requests.advance(request_, None, on=date(2026, 11, 17))
    assert taken.state is S.ACKNOWLEDGED
    (step,) = store.requests.history(request_.id)
    assert (step.origin, step.target, step.on, step.who) == (
        S.RECEIVED,
        S.ACKNOWLEDGED,
        date(2026, 11, 17),
        "jansen",
    )
    assert purposes(store, taken)[Purpose.ACKNOWLEDGEMENT] is ClockState.MET


@pytest.mark.parametrize(
    ("states", "stands"),
    [
        ([S.IN_PROGRESS], ClockState.RUNNING),
        ([S.ON_HOLD], ClockState.STOPPED),
        ([S.ON_HOLD, S.IN_PROGRESS], ClockState.RUNNING),
        ([S.INCOMPLETE, S.ACKNOWLEDGED], ClockState.MET),
        ([S.DECLINED], ClockState.LAPSED),
    ],
)
def test_receipt_is_owed_until_it_is_acknowledged(
    store: Store, request_: AdviceRequest, states: list[RequestState], stands: ClockState
) -> None:
    request = request_
    for state in states:
        request = store.requests.advance(request, state, on=MONDAY, reason="verkiezingen")
    assert purposes(store, request)[Purpose.ACKNOWLEDGEMENT] is stands


def test_a_late_acknowledgement_stays_late_while_the_municipality_is_waited_for(
    store: Store, request_: AdviceRequest
) -> None:
    on = date(2026, 11, 27)
    waits = store.requests.advance(request_, S.INCOMPLETE, on=on, reason="bijlage ontbreekt")
    assert purposes(store, waits)[Purpose.ACKNOWLEDGEMENT] is ClockState.RUNNING
    assert store.requests.open_clock(waits, Purpose.ACKNOWLEDGEMENT).overdue(on)


def test_an_advice_that_goes_out_acknowledges_nothing_any_more(
    store: Store, request_: AdviceRequest
) -> None:
    advice = adopted(store, store.requests.advance(request_, S.IN_PROGRESS, on=MONDAY))
    store.advice.issue(advice, on=MONDAY)
    assert purposes(store, request_)[Purpose.ACKNOWLEDGEMENT] is ClockState.LAPSED


def test_a_step_that_is_not_allowed_says_which_are(store: Store, request_: AdviceRequest) -> None:
    with pytest.raises(Refused, match="From “received” the next steps are: receipt acknowledged"):
        store.requests.advance(request_, S.RESPONDED, on=MONDAY)
    with pytest.raises(WrongUse, match="before it was received"):
        store.requests.advance(request_, None, on=date(2026, 11, 15))
    with pytest.raises(Refused, match="needs a reason"):
        store.requests.advance(request_, S.DECLINED, on=MONDAY)
    assert store.requests.history(request_.id) == []


def test_waiting_for_papers_stops_the_term_and_papers_resume_it(
    store: Store, request_: AdviceRequest
) -> None:
    waits = store.requests.advance(
        request_, S.INCOMPLETE, on=date(2026, 11, 18), reason="bijlage ontbreekt"
    )
    assert purposes(store, waits)[Purpose.ADVICE] is ClockState.STOPPED
    goes_on = store.requests.advance(waits, S.IN_PROGRESS, on=date(2026, 11, 25))
    clock = store.requests.open_clock(goes_on, Purpose.ADVICE)
    assert (clock.state, clock.due_on) == (ClockState.RUNNING, date(2027, 1, 4))
    assert clock.original_due_on == date(2026, 12, 28)
    kinds = [one.kind for one in store.requests.clocks.events(clock.id)]
    assert kinds == [ClockEventKind.STOP, ClockEventKind.RESUME]


def test_a_late_acknowledgement_needs_no_reason_but_shows(
    store: Store, request_: AdviceRequest
) -> None:
    late = store.requests.advance(request_, None, on=date(2026, 11, 20))
    acknowledgement = store.requests.clocks.of_request(late.id)[0]
    assert acknowledgement.met_late


def test_a_late_advice_needs_a_reason(store: Store, request_: AdviceRequest) -> None:
    advice = adopted(store, store.requests.advance(request_, S.IN_PROGRESS, on=MONDAY))
    sent_on = date(2026, 12, 29)
    with pytest.raises(Refused, match="The term ended on Mon 28 Dec 2026: say why it is late"):
        store.advice.issue(advice, on=sent_on)
    store.advice.issue(advice, on=sent_on, late_reason="ziekte")
    clock = store.requests.clocks.of_request(request_.id)[1]
    assert (clock.met_on, clock.late_reason) == (sent_on, "ziekte")
    answer = store.requests.open_clock(store.requests.by_id(request_.id), Purpose.ANSWER)
    assert answer.starts_on == sent_on


def test_refusing_to_advise_ends_the_terms_and_it_can_be_closed(
    store: Store, request_: AdviceRequest
) -> None:
    declined = store.requests.advance(request_, S.DECLINED, on=MONDAY, reason="buiten ons terrein")
    assert set(purposes(store, declined).values()) == {ClockState.LAPSED}
    closed = store.requests.advance(declined, None, on=date(2026, 11, 17))
    assert (closed.state, closed.closed_on) == (S.CLOSED, date(2026, 11, 17))
    with pytest.raises(Refused, match="2026-001 is closed: reopen it first"):
        store.requests.assign(closed, "Wmo")
    with pytest.raises(Refused, match=r"no next step|needs a reason"):
        store.requests.advance(closed, None, on=date(2026, 11, 18))
    reopened = store.requests.advance(
        closed, S.IN_PROGRESS, on=date(2026, 11, 18), reason="nieuwe brief"
    )
    assert reopened.closed_on is None
    assert store.requests.assign(reopened, "Wmo").assignee == "Wmo"


def test_closing_lets_an_open_answer_go(store: Store, council: Council) -> None:
    request = store.requests.register(
        council.id, title="Brief", received_on=MONDAY, form=RequestForm.UNSOLICITED
    )
    store.advice.issue(adopted(store, request), on=MONDAY)
    issued = store.requests.by_id(request.id)
    assert store.requests.open_clock(issued, Purpose.ANSWER).due_on == date(2026, 12, 28)
    with pytest.raises(Refused, match="No answer to the advice came: say why"):
        store.requests.advance(issued, S.CLOSED, on=date(2026, 11, 20))
    closed = store.requests.advance(issued, S.CLOSED, on=date(2026, 11, 20), reason="ingetrokken")
    assert closed.state is S.CLOSED
    assert purposes(store, closed)[Purpose.ANSWER] is ClockState.LAPSED
    with pytest.raises(Refused, match="goes on when the request is reopened to follow it up"):
        store.requests.open_clock(closed, Purpose.ANSWER)


@pytest.mark.parametrize(
    ("closed_on", "due"),
    [(date(2026, 12, 1), date(2027, 1, 12)), (date(2027, 1, 5), date(2026, 12, 28))],
)
def test_what_was_closed_unanswered_is_chased_once_it_is_taken_up_to_follow_it_up(
    store: Store, council: Council, closed_on: date, due: date
) -> None:
    request = store.requests.register(
        council.id, title="Brief", received_on=MONDAY, form=RequestForm.UNSOLICITED
    )
    advice = store.advice.issue(adopted(store, request), on=MONDAY)
    request = store.requests.by_id(request.id)
    request = store.requests.advance(request, S.CLOSED, on=closed_on, reason="geen reactie")
    again = closed_on + timedelta(days=15)
    request = store.requests.advance(request, S.FOLLOW_UP, on=again, reason="toch navragen")
    assert store.requests.open_clock(request, Purpose.ANSWER).due_on == due
    step = store.requests.next_step(request)
    assert step and step.target is S.RESPONDED
    after = due + timedelta(days=1)
    assert store.requests.letter_due(request, due) is None
    assert store.requests.letter_due(request, after) is LetterKind.REMINDER
    with pytest.raises(Refused, match="No answer to the advice came"):
        store.requests.advance(request, S.CLOSED, on=after)
    store.advice.answers.record(advice, received_on=MONDAY + timedelta(days=3))
    [clock] = store.requests.clocks.of_request(request.id)
    assert (clock.state, clock.met_on) == (ClockState.MET, MONDAY + timedelta(days=3))
    request = store.requests.by_id(request.id)
    assert store.requests.history(request.id)[-1].on == again
    assert store.requests.advance(request, S.CLOSED, on=max(after, again)).state is S.CLOSED


def test_a_step_does_not_lie_before_the_one_it_follows(store: Store, council: Council) -> None:
    request = store.requests.register(council.id, title="Brief", received_on=MONDAY)
    request = store.requests.advance(request, S.ACKNOWLEDGED, on=date(2026, 11, 20))
    with pytest.raises(Refused, match=r"acknowledged” was recorded on Fri 20 Nov 2026.*Thu 19"):
        store.requests.advance(request, S.IN_PROGRESS, on=date(2026, 11, 19))
    assert store.requests.by_id(request.id) == request
    assert store.requests.advance(request, S.IN_PROGRESS, on=date(2026, 11, 20)).version > 1
    store.trail.undo()
    store.trail.undo()
    back = store.requests.by_id(request.id)
    assert store.requests.advance(back, S.IN_PROGRESS, on=date(2026, 11, 18)).state is S.IN_PROGRESS


def test_an_advice_is_adopted_on_the_day_of_the_meeting_though_the_books_were_behind(
    store: Store, council: Council
) -> None:
    request = store.requests.register(council.id, title="Nota", received_on=MONDAY)
    advice = store.advice.draft(request, text="Goed.")
    advice = store.advice.change(advice, tone=Tone.POSITIVE)
    meeting, after = date(2026, 11, 24), date(2026, 11, 25)
    for target in (S.IN_PROGRESS, S.DRAFT, S.TABLED):
        request = store.requests.advance(request, target, on=after)
    advice = store.advice.adopt(advice, on=meeting, decision="punt 5")
    request = store.requests.by_id(request.id)
    assert (advice.adopted_on, store.requests.history(request.id)[-1].on) == (meeting, meeting)
    with pytest.raises(Refused, match=r"after Tue 24 Nov 2026: “advice adopted”"):
        require_receipt(after, store.requests.history(request.id))
    # What the council decided holds back what follows, and so does taking it back.
    with pytest.raises(Refused, match="“advice adopted” was recorded on Tue 24 Nov 2026"):
        store.requests.advance(request, S.ISSUED, on=MONDAY)
    request = store.requests.advance(request, S.DRAFT, on=after, reason="opnieuw")
    with pytest.raises(Refused, match="“draft advice” was recorded on Wed 25 Nov 2026"):
        store.advice.adopt(store.advice.by_id(advice.id), on=meeting, decision="punt 5")


@pytest.mark.parametrize(
    ("happens", "due"),
    [
        ([event(ClockEventKind.EXTEND, MONDAY, amount=2, unit=Unit.WEEK)], date(2027, 1, 11)),
        ([event(ClockEventKind.SHORTEN, MONDAY, amount=2, unit=Unit.WEEK)], date(2026, 12, 14)),
        ([event(ClockEventKind.CORRECT, MONDAY, due_on=date(2026, 12, 9))], date(2026, 12, 9)),
        (
            [
                event(ClockEventKind.STOP, date(2026, 11, 17)),
                event(ClockEventKind.RESUME, date(2026, 11, 24)),
                event(ClockEventKind.EXTEND, date(2026, 11, 24), amount=1, unit=Unit.WEEK),
            ],
            date(2027, 1, 11),
        ),
    ],
)
def test_a_term_moves_by_what_happens_to_it(
    store: Store, request_: AdviceRequest, happens: list[ClockEvent], due: date
) -> None:
    for one in happens:
        shown = store.requests.clocks.preview(
            store.requests.open_clock(request_, Purpose.ADVICE), one
        )
        clock = store.requests.record_event(request_, Purpose.ADVICE, one)
        assert (clock.due_on, clock.state) == (shown.due_on, shown.state)
    assert clock.due_on == due
    assert clock.original_due_on == date(2026, 12, 28)
    assert [one.who for one in store.requests.clocks.events(clock.id)] == ["jansen"] * len(happens)


def test_a_term_that_is_not_open_cannot_move(store: Store, request_: AdviceRequest) -> None:
    with pytest.raises(Refused, match="No such term is open for 2026-001"):
        store.requests.record_event(request_, Purpose.ANSWER, event(ClockEventKind.STOP, MONDAY))


def test_a_stop_in_the_term_is_recorded_after_its_end(
    store: Store, request_: AdviceRequest
) -> None:
    """The municipality confirms weeks later that the term stood still while papers were owed."""
    clock = store.requests.open_clock(request_, Purpose.ADVICE)
    assert clock.overdue(date(2027, 1, 15))
    for one in (
        event(ClockEventKind.EXTEND, date(2026, 12, 21), amount=1, unit=Unit.WEEK),
        event(ClockEventKind.STOP, date(2026, 12, 7)),
        event(ClockEventKind.RESUME, date(2027, 1, 4)),
    ):
        clock = store.requests.record_event(request_, Purpose.ADVICE, one)
    assert clock.due_on == date(2027, 2, 1)
    assert not clock.overdue(date(2027, 1, 15))


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (RequestState.ACKNOWLEDGED, "was met on Mon 16 Nov 2026 and moves no more: undo that step"),
        (RequestState.DECLINED, "has lapsed: it goes on when the request is taken up again"),
    ],
)
def test_a_term_that_has_ended_says_how_it_can_still_move(
    store: Store, request_: AdviceRequest, target: RequestState, sentence: str
) -> None:
    purpose = Purpose.ADVICE
    if target is RequestState.ACKNOWLEDGED:
        purpose = Purpose.ACKNOWLEDGEMENT
    request = store.requests.advance(request_, target, on=MONDAY, reason="x")
    with pytest.raises(Refused, match=sentence):
        store.requests.record_event(request, purpose, event(ClockEventKind.STOP, MONDAY))


def test_a_clock_keeps_the_rule_it_was_made_with(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    store.councils.add_rule(
        council.id,
        purpose=Purpose.ADVICE,
        amount=4,
        unit=Unit.WEEK,
        valid_from=date(2026, 11, 20),
        article="art. 7 nieuw",
    )
    later = register(store, council, on=date(2026, 11, 20))
    assert store.requests.open_clock(later, Purpose.ADVICE).due_on == date(2026, 12, 18)
    clock = store.requests.record_event(
        request_,
        Purpose.ADVICE,
        event(ClockEventKind.EXTEND, date(2026, 11, 23), amount=1, unit=Unit.WEEK),
    )
    assert clock.due_on == date(2027, 1, 4)
    ends = [rule.valid_until for rule in store.councils.rules(council.id) if rule.amount == 6]
    assert ends[0] == date(2026, 11, 19)


def test_a_request_is_about_the_executive_unless_another_body_is_named(
    store: Store, council: Council
) -> None:
    plain = register(store, council)
    named = store.requests.register(
        council.id, title="Regiovisie", received_on=MONDAY, body=AdvisedBody.JOINT_BOARD
    )
    bodies = (plain.body, store.requests.by_id(named.id).body)
    assert bodies == (AdvisedBody.EXECUTIVE, AdvisedBody.JOINT_BOARD)
    clocks = store.requests.clocks.of_request(named.id)
    assert {clock.body for clock in clocks} == {AdvisedBody.JOINT_BOARD}


@pytest.mark.parametrize("fact", ["department", "sender", "assignee"])
def test_the_names_in_use_are_named_once_in_order(
    store: Store, council: Council, fact: Literal["department", "sender", "assignee"]
) -> None:
    for name in ("werk en Inkomen", "Jeugd", "", "Jeugd"):
        store.requests.register(council.id, title="Nota", received_on=MONDAY, **{fact: name})  # type: ignore[arg-type]
    assert store.requests.in_use(council.id, fact) == ["Jeugd", "werk en Inkomen"]
    assert store.requests.in_use(council.id + 1, fact) == []


# Changing


def test_what_is_known_can_be_changed(store: Store, request_: AdviceRequest) -> None:
    changed = store.requests.change(
        request_,
        title="Verordening jeugd",
        kind=DocumentKind.ORDINANCE,
        form=request_.form,
        stage=PolicyStage.EXPLORATION,
        body=AdvisedBody.JOINT_BOARD,
        domains=["general"],
        received_on=request_.received_on,
        asked_by=date(2026, 12, 1),
        decision_on=None,
        their_reference="Z/26/1",
        sender="College",
        sender_email="b@example.nl",
        department=" Werk  en Inkomen\n",
        short_term_agreed_by="",
        partners=(),
        on=MONDAY,
    )
    assert (changed.title, changed.domains, changed.their_reference) == (
        "Verordening jeugd",
        ("general",),
        "Z/26/1",
    )
    assert changed.department == "Werk en Inkomen"
    assert changed.body is AdvisedBody.JOINT_BOARD
    assert (changed.ref, changed.received_on) == (request_.ref, request_.received_on)


def test_two_who_change_one_request_do_not_overwrite_each_other(
    store: Store, colleague: Store, request_: AdviceRequest
) -> None:
    colleague.requests.advance(request_, S.ACKNOWLEDGED, on=MONDAY)
    with pytest.raises(Conflict, match="pietersen changed this on Mon 23 Nov"):
        store.requests.assign(request_, "Wmo")
    with pytest.raises(Conflict, match="pietersen"):
        store.requests.advance(request_, S.IN_PROGRESS, on=MONDAY)
    assert len(store.requests.history(request_.id)) == 1


def test_what_is_not_there_is_said(store: Store, council: Council) -> None:
    with pytest.raises(NotFound, match="There is no request “2026-999”"):
        store.requests.get(council.id, "2026-999")
    gone = register(store, council)
    store.trail.undo()
    with pytest.raises(NotFound, match="its registration was undone"):
        store.requests.by_id(gone.id)


# Queues


def test_open_requests_come_in_order_of_urgency(store: Store, council: Council) -> None:
    late = register(store, council, title="oud", on=date(2026, 9, 1))
    stopped = register(store, council, title="wacht", on=date(2026, 10, 1))
    new = register(store, council, title="nieuw")
    for request in (late, stopped):
        store.requests.advance(request, S.ACKNOWLEDGED, on=request.received_on)
    store.requests.record_event(
        stopped, Purpose.ADVICE, event(ClockEventKind.STOP, date(2026, 10, 5))
    )
    today = date(2026, 11, 23)
    lines = store.requests.inbox.lines(council.id, Queue.OPEN, today)
    assert [line.ref for line in lines] == [late.ref, new.ref, stopped.ref]
    assert [line.overdue(today) for line in lines] == [True, True, False]
    assert lines[2].clock_state is ClockState.STOPPED
    assert lines[1].purpose is Purpose.ACKNOWLEDGEMENT


def test_each_request_is_counted_where_it_lies(store: Store, council: Council) -> None:
    today = date(2026, 11, 23)
    register(store, council)
    working = store.requests.advance(register(store, council), S.ACKNOWLEDGED, on=MONDAY)
    store.requests.advance(
        store.requests.advance(register(store, council), S.IN_PROGRESS, on=MONDAY),
        S.ON_HOLD,
        on=MONDAY,
        reason="verkiezingen",
    )
    store.requests.register(
        council.id, title="Te kort", received_on=MONDAY, asked_by=date(2026, 12, 1)
    )
    declined = store.requests.advance(
        register(store, council), S.DECLINED, on=MONDAY, reason="buiten ons terrein"
    )
    store.requests.advance(declined, S.CLOSED, on=MONDAY)
    store.requests.snooze(working, today + timedelta(days=1))

    def filled(on: date) -> dict[Queue, int]:
        counts = store.requests.inbox.counts(council.id, on)
        for queue, count in counts.items():
            assert len(store.requests.inbox.lines(council.id, queue, on)) == count
        return {queue: count for queue, count in counts.items() if count}

    assert filled(today) == {
        Queue.OPEN: 3,
        Queue.NEW: 2,
        Queue.WAITING: 1,
        Queue.TOO_SHORT: 1,
        Queue.SNOOZED: 1,
        Queue.CLOSED: 1,
    }
    assert filled(today + timedelta(days=1)) == {
        Queue.OPEN: 4,
        Queue.NEW: 2,
        Queue.WORKING: 1,
        Queue.WAITING: 1,
        Queue.TOO_SHORT: 1,
        Queue.CLOSED: 1,
    }


@pytest.mark.parametrize(
    ("on", "queue"),
    [
        (date(2026, 12, 20), Queue.SNOOZED),
        (date(2026, 12, 21), Queue.OPEN),  # A week before the end of its term to advise.
        (date(2027, 1, 10), Queue.OPEN),  # That has passed: what is overdue is never hidden.
        (date(2027, 1, 15), Queue.OPEN),
    ],
)
def test_what_is_put_aside_is_back_before_a_term_of_it_ends(
    store: Store, council: Council, request_: AdviceRequest, on: date, queue: Queue
) -> None:
    acknowledged = store.requests.advance(request_, S.ACKNOWLEDGED, on=MONDAY)
    store.requests.snooze(acknowledged, date(2027, 1, 15))
    inbox = store.requests.inbox
    assert inbox.queue_of(request_.id, on) is queue
    counts = inbox.counts(council.id, on)
    assert (counts[Queue.OPEN], counts[Queue.SNOOZED]) == (
        (1, 0) if queue is Queue.OPEN else (0, 1)
    )
    found = read_today(store, council.id, datetime.combine(on, time(9)))
    assert len(found.clocks) == counts[Queue.OPEN]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", 2),
        (" \x1b ", 2),
        ("jeugd", 1),
        ("hulpverl", 1),
        ("verordening jeugd", 1),
        ("2026-002", 1),
        ("begroting", 1),
        ("nergens", 0),
        ("%%%", 0),
        ('"', 0),
    ],
)
def test_a_queue_is_filtered_by_what_a_request_or_its_papers_say(
    store: Store, council: Council, words: str, found: int
) -> None:
    register(store, council)
    other = register(store, council, title="Beleidsplan schuldhulpverlening")
    store.files.add(
        other.id,
        name="bijlage.txt",
        media_type="text/plain",
        data=b"x",
        source="mail",
        on=MONDAY,
        text="De begroting van volgend jaar",
    )
    lines = store.requests.inbox.window(council.id, Queue.OPEN, MONDAY, words).first(9)
    assert len(lines) == found


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("received", ["2026-001", "2026-002"]),
        ("received youth", ["2026-001"]),
        ("progress", ["2026-003"]),
        ("unsolicited advice", ["2026-003"]),
        ("youth", ["2026-001"]),
        ("income", ["2026-003"]),
        ("werkgroep", ["2026-002"]),
        ("received werkgroep", ["2026-002"]),
        ("progress youth", []),
        ("late", ["2026-001"]),
        ("late youth", ["2026-001"]),
        ("stopped", ["2026-002"]),
    ],
)
def test_a_filter_knows_states_forms_domains_and_who_prepares(
    store: Store, council: Council, words: str, refs: list[str]
) -> None:
    make = partial(store.requests.register, council.id, received_on=MONDAY)
    make(title="Nadere regels", domains=["youth"], received_on=MONDAY - timedelta(days=90))
    transport = make(title="Vervoer, te laat gestopt", domains=["wmo"])
    transport = store.requests.assign(transport, "Werkgroep Mobiliteit")
    stop = ClockEvent(kind=ClockEventKind.STOP, on=MONDAY, reason="stukken")
    store.requests.record_event(transport, Purpose.ADVICE, stop)
    make(title="Loket", domains=["pw"], form=RequestForm.UNSOLICITED)
    window = store.requests.inbox.window(council.id, Queue.OPEN, MONDAY, words)
    assert sorted(line.ref for line in window.first(9)) == refs
