from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from council.advice import Tone
from council.calendar import DayOff, DayOffKind
from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState, Moved, explain
from council.councils import Council
from council.errors import Refused, WrongUse
from council.letters import LetterKind
from council.record import replace
from council.requests import AdviceRequest, Queue, RequestForm, RequestState
from council.terms import Purpose, Span, Unit
from db.store import Store

S = RequestState
RECEIVED, TODAY = date(2026, 11, 16), date(2026, 11, 23)
DUE = date(2026, 12, 28)
AFTER_CHRISTMAS = DayOff(
    starts_on=DUE,
    ends_on=date(2026, 12, 31),
    kind=DayOffKind.EQUALISED,
    name="Brugdagen",
    source="KB 1-12-2026",
)


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    request = store.requests.register(council.id, title="Jeugdhulp", received_on=RECEIVED)
    return store.requests.advance(request, RequestState.IN_PROGRESS, on=RECEIVED)


def test_a_day_off_entered_later_moves_the_open_terms_at_once_and_says_so(
    store: Store, request_: AdviceRequest
) -> None:
    moved = store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    assert moved == [
        Moved(
            ref=request_.ref,
            title=request_.title,
            purpose=Purpose.ADVICE,
            before=DUE,
            after=date(2027, 1, 4),
        )
    ]
    clock = store.requests.open_clock(request_, Purpose.ADVICE)
    assert (clock.original_due_on, clock.due_on) == (DUE, date(2027, 1, 4))
    assert (
        "Reckoned again on Mon 23 Nov 2026, after a change of “Brugdagen” in the calendar; "
        "it was Mon 28 Dec 2026." in explain(clock.explanation)
    )
    (line,) = [one for one in store.trail.log(request_id=request_.id) if one.action == "recess.add"]
    assert "Mon 28 Dec 2026" in store.trail.edits([line])[line.id][0].old


def test_an_extension_of_a_day_is_one_day_whatever_was_entered_before(
    store: Store, request_: AdviceRequest
) -> None:
    store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    extended = ClockEvent(
        kind=ClockEventKind.EXTEND, on=TODAY, amount=1, unit=Unit.DAY, reason="afgesproken"
    )
    clock = store.requests.record_event(request_, Purpose.ADVICE, extended)
    assert clock.due_on == date(2027, 1, 5)


def test_what_a_day_off_does_not_move_stays_as_it_was(
    store: Store, request_: AdviceRequest
) -> None:
    summer = DayOff(
        starts_on=date(2027, 7, 17),
        ends_on=date(2027, 8, 29),
        kind=DayOffKind.RECESS,
        name="Zomerreces",
        source="rooster",
    )
    before = store.requests.clocks.of_request(request_.id)
    assert store.terms.add_day_off(summer, TODAY) == []
    assert store.requests.clocks.of_request(request_.id) == before


def test_a_term_that_was_met_does_not_move(store: Store, request_: AdviceRequest) -> None:
    store.requests.advance(request_, RequestState.DECLINED, on=TODAY, reason="te laat")
    assert store.terms.add_day_off(AFTER_CHRISTMAS, TODAY) == []


def test_undoing_takes_the_terms_back(store: Store, request_: AdviceRequest) -> None:
    store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    store.trail.undo()
    assert store.requests.open_clock(request_, Purpose.ADVICE).due_on == DUE
    with pytest.raises(Refused, match="lies before the start"):
        store.terms.add_day_off(
            DayOff(starts_on=TODAY, ends_on=RECEIVED, kind=DayOffKind.RECESS, name="x", source="y"),
            TODAY,
        )


def changed(store: Store, request: AdviceRequest, **facts: object) -> AdviceRequest:
    """Change some facts of a request today; the rest stays."""
    names = [
        "title",
        "kind",
        "form",
        "stage",
        "body",
        "domains",
        "received_on",
        "asked_by",
        "decision_on",
        "their_reference",
        "sender",
        "sender_email",
        "department",
        "short_term_agreed_by",
    ]
    request = store.requests.by_id(request.id)
    values: dict[str, Any] = {name: getattr(request, name) for name in names} | facts
    return store.requests.change(request, **values, partners=(), on=TODAY)


def advice_clock(store: Store, request: AdviceRequest) -> Clock:
    return store.requests.open_clock(request, Purpose.ADVICE)


def told(clock: Clock) -> str:
    return "\n".join(explain(clock.explanation))


def test_a_corrected_day_of_receipt_reckons_the_terms_again(
    store: Store, request_: AdviceRequest
) -> None:
    changed(store, request_, received_on=date(2026, 11, 9))
    clock = advice_clock(store, request_)
    assert (clock.starts_on, clock.original_due_on, clock.due_on) == (
        date(2026, 11, 9),
        date(2026, 12, 21),
        date(2026, 12, 21),
    )
    assert "the day of receipt was put right; it was Mon 28 Dec 2026" in told(clock)
    with pytest.raises(Refused, match="cannot be received after Mon 16 Nov 2026: “in progress”"):
        changed(store, request_, received_on=date(2026, 11, 17))
    store.trail.undo()
    assert advice_clock(store, request_).due_on == DUE


def test_a_day_of_receipt_put_right_reckons_the_terms_that_were_met_as_well(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    store.letters.keep(
        request_,
        LetterKind.ACKNOWLEDGEMENT,
        reference="2026-001-B1",
        on=RECEIVED,
        addressee="het college",
        subject="ontvangstbevestiging",
        body="Wij ontvingen uw aanvraag.",
    )
    request = store.requests.advance(request_, S.DRAFT, on=RECEIVED)
    advice = store.advice.change(store.advice.draft(request, text="x"), tone=Tone.POSITIVE)
    advice = store.advice.adopt(advice, on=RECEIVED, decision="besluit")
    store.advice.issue(advice, on=TODAY)
    received = date(2026, 10, 5)
    changed(store, request_, received_on=received)
    acknowledged, advised, answer = store.requests.clocks.of_request(request_.id)
    assert (advised.state, advised.met_on) == (ClockState.MET, TODAY)
    assert (advised.starts_on, advised.original_due_on, advised.due_on) == (
        received,
        date(2026, 11, 16),
        date(2026, 11, 16),
    )
    assert advised.met_late
    assert "the day of receipt was put right; it was Mon 28 Dec 2026" in told(advised)
    assert (acknowledged.due_on, acknowledged.met_late) == (date(2026, 10, 8), True)
    assert answer.starts_on == TODAY
    (figure,) = store.figures.facts(council.id, received, received, TODAY)
    assert figure.days_granted == 42
    store.trail.undo()
    assert not store.requests.clocks.get(advised.id).met_late


def test_another_form_brings_its_own_term(store: Store, request_: AdviceRequest) -> None:
    form = RequestForm
    unagreed = changed(store, request_, form=form.URGENT)
    assert advice_clock(store, request_).due_on == DUE
    assert not store.requests.too_short(unagreed)
    changed(store, request_, form=form.URGENT, short_term_agreed_by="Cora")
    clock = advice_clock(store, request_)
    assert clock.due_on == date(2026, 11, 30)
    assert "by another rule" in told(clock)
    changed(store, request_, short_term_agreed_by="")
    assert advice_clock(store, request_).due_on == DUE
    changed(store, request_, form=form.EARLY_INPUT)
    assert store.requests.clocks.open_of(request_.id, Purpose.ADVICE) is None
    changed(store, request_, form=form.REQUESTED)
    assert advice_clock(store, request_).due_on == DUE
    with pytest.raises(Refused, match="register it anew"):
        changed(store, request_, form=form.UNSOLICITED)


def test_a_date_that_was_agreed_becomes_that_of_the_term(
    store: Store, request_: AdviceRequest
) -> None:
    asked = date(2026, 12, 10)
    changed(store, request_, asked_by=asked)
    assert advice_clock(store, request_).due_on == DUE
    assert store.requests.too_short(request_)
    changed(store, request_, short_term_agreed_by="Cora")
    clock = advice_clock(store, request_)
    assert (clock.original_due_on, clock.due_on) == (DUE, asked)
    assert "Cora agreed to an earlier date: Thu 10 Dec 2026." in told(clock)
    assert not store.requests.too_short(request_)
    changed(store, request_, short_term_agreed_by="")
    clock = advice_clock(store, request_)
    assert clock.due_on == DUE
    assert "On Mon 23 Nov 2026 the earlier date was let go." in told(clock)


AGREED = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("facts", "due", "short"),
    [
        ({"asked_by": date(2026, 12, 3)}, AGREED, True),
        ({"asked_by": date(2026, 12, 3), "agreed_anew": True}, date(2026, 12, 3), False),
        ({"asked_by": date(2026, 12, 3), "short_term_agreed_by": "Dirk"}, date(2026, 12, 3), False),
        ({"asked_by": date(2026, 12, 14)}, date(2026, 12, 14), False),
        ({"asked_by": None}, DUE, False),
        ({"title": "Jeugdwet"}, AGREED, False),
        ({"asked_by": date(2026, 12, 3), "short_term_agreed_by": ""}, DUE, True),
    ],
)
def test_who_agreed_to_one_date_did_not_agree_to_an_earlier_one(
    store: Store, request_: AdviceRequest, facts: dict[str, object], due: date, short: bool
) -> None:
    changed(store, request_, asked_by=AGREED, short_term_agreed_by="Cora")
    request = changed(store, request_, **facts)
    assert advice_clock(store, request).due_on == due
    assert store.requests.too_short(request) is short
    told = [str(one) for one in store.requests.remarks(request)]
    assert any("Too little time: asked for by Thu 3 Dec 2026" in one for one in told) is short


def test_an_urgent_form_needs_an_agreement_of_its_own(
    store: Store, request_: AdviceRequest
) -> None:
    changed(store, request_, asked_by=AGREED, short_term_agreed_by="Cora")
    with pytest.raises(Refused, match="Cora agreed before it was urgent"):
        changed(store, request_, form=RequestForm.URGENT)
    changed(store, request_, form=RequestForm.URGENT, agreed_anew=True)
    request = changed(store, request_, asked_by=date(2026, 11, 25))
    assert advice_clock(store, request).due_on == date(2026, 11, 30)
    assert store.requests.too_short(request)


def test_a_request_can_come_with_the_date_that_was_agreed(store: Store, council: Council) -> None:
    request = store.requests.register(
        council.id,
        title="Spoed",
        received_on=RECEIVED,
        form=RequestForm.URGENT,
        asked_by=date(2026, 11, 25),
        short_term_agreed_by="Cora",
    )
    clock = advice_clock(store, request)
    assert (clock.original_due_on, clock.due_on) == (date(2026, 11, 30), date(2026, 11, 25))


def done(kind: str, weeks: int, agreed_by: str = "") -> ClockEvent:
    return ClockEvent(
        kind=ClockEventKind(kind),
        on=TODAY,
        amount=weeks,
        unit=Unit.WEEK,
        reason="verzoek",
        agreed_by=agreed_by,
    )


def put_right(due_on: date, agreed_by: str = "") -> ClockEvent:
    return ClockEvent(
        kind=ClockEventKind.CORRECT,
        on=TODAY,
        due_on=due_on,
        reason="verzoek",
        agreed_by=agreed_by,
    )


STOPPED = ClockEvent(kind=ClockEventKind.STOP, on=date(2026, 11, 16), reason="stukken")
RESUMED = ClockEvent(kind=ClockEventKind.RESUME, on=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("facts", "events", "short"),
    [
        ({}, [], False),
        ({"form": RequestForm.URGENT}, [], False),
        ({"asked_by": DUE}, [], False),
        ({"asked_by": date(2026, 12, 27)}, [], True),
        ({"asked_by": date(2026, 12, 27)}, [done("extend", 2)], True),
        (
            {"asked_by": date(2026, 12, 27), "short_term_agreed_by": "Cora"},
            [done("extend", 2)],
            False,
        ),
        ({"asked_by": date(2026, 12, 27)}, [done("shorten", 2), done("extend", 2)], True),
        ({"decision_on": date(2026, 12, 27)}, [], True),
        ({"decision_on": date(2026, 11, 1)}, [], False),
        ({"decision_on": date(2026, 12, 27), "short_term_agreed_by": "Cora"}, [], False),
        ({}, [done("shorten", 1)], True),
        ({}, [done("shorten", 1, "Cora")], False),
        ({}, [done("shorten", 2), done("extend", 1)], True),
        ({}, [done("shorten", 2), done("extend", 2)], False),
        ({}, [done("shorten", 2), done("extend", 4)], False),
        ({}, [done("extend", 4), done("shorten", 2)], False),
        ({}, [done("shorten", 2, "Cora"), done("extend", 1)], False),
        ({}, [done("shorten", 2, "Cora"), done("shorten", 1)], True),
        ({}, [put_right(date(2026, 12, 1))], True),
        ({}, [put_right(date(2026, 12, 1), "Cora")], False),
        ({}, [put_right(DUE)], False),
        ({}, [put_right(date(2027, 1, 4))], False),
        ({}, [put_right(date(2026, 12, 1)), put_right(DUE)], False),
        ({}, [STOPPED, RESUMED, put_right(DUE)], True),
        ({}, [STOPPED, RESUMED, put_right(date(2027, 1, 4))], False),
    ],
)
def test_too_short_is_told_the_same_by_request_queue_and_figures(
    store: Store,
    council: Council,
    request_: AdviceRequest,
    facts: dict[str, object],
    events: list[ClockEvent],
    short: bool,
) -> None:
    request = changed(store, request_, **facts)
    for event in events:
        store.requests.record_event(request, Purpose.ADVICE, event)
    assert store.requests.too_short(request) is short
    assert store.requests.inbox.counts(council.id, TODAY)[Queue.TOO_SHORT] == short
    (figure,) = store.figures.facts(council.id, RECEIVED, RECEIVED, TODAY)
    assert figure.too_short is short
    assert any("Too little time" in str(one) for one in store.requests.remarks(request)) is short


@pytest.mark.parametrize(
    ("decided", "remark"),
    [
        (date(2026, 11, 15), "Decided on Sun 15 Nov 2026, before it was received"),
        (date(2026, 12, 27), "The decision of Sun 27 Dec 2026 comes before the end of the term"),
        (DUE, None),
    ],
)
def test_what_the_decision_leaves_is_told(
    store: Store, request_: AdviceRequest, decided: date, remark: str | None
) -> None:
    request = changed(store, request_, decision_on=decided)
    remarks = [str(one) for one in store.requests.remarks(request)]
    assert any(remark in one for one in remarks) if remark else not remarks


@pytest.mark.parametrize(("decided", "told"), [(AGREED, True), (date(2027, 2, 1), False)])
def test_an_answer_that_is_due_after_the_decision_is_told(
    store: Store, request_: AdviceRequest, decided: date, told: bool
) -> None:
    changed(store, request_, decision_on=decided)
    request = store.requests.advance(store.requests.by_id(request_.id), S.DRAFT, on=RECEIVED)
    advice = store.advice.change(store.advice.draft(request, text="x"), tone=Tone.POSITIVE)
    store.advice.issue(store.advice.adopt(advice, on=RECEIVED, decision="besluit"), on=TODAY)
    remarks = map(str, store.requests.remarks(store.requests.by_id(request.id)))
    assert any("comes before the end of the term to answer" in one for one in remarks) is told


@pytest.mark.parametrize("ended", [(S.WITHDRAWN,), (S.DECLINED,), (S.DECLINED, S.CLOSED)])
def test_a_reopened_request_has_its_term_again(
    store: Store, request_: AdviceRequest, ended: tuple[RequestState, ...]
) -> None:
    request = request_
    for state in ended:
        request = store.requests.advance(request, state, on=TODAY, reason="reden")
    later = date(2026, 11, 30)
    request = store.requests.advance(request, S.IN_PROGRESS, on=later, reason="toch gevraagd")
    clock = advice_clock(store, request)
    assert (clock.original_due_on, clock.due_on) == (DUE, date(2027, 1, 4))
    assert "Taken up again on Mon 30 Nov 2026." in told(clock)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"received_on": date(2026, 11, 9)}, date(2026, 12, 28)),
        ({"form": RequestForm.URGENT, "short_term_agreed_by": "Cora"}, date(2026, 12, 7)),
        ({"asked_by": date(2026, 12, 10), "short_term_agreed_by": "Cora"}, date(2026, 12, 10)),
        ({"form": RequestForm.EARLY_INPUT}, None),
    ],
)
def test_a_reopened_term_follows_what_changed_while_it_lay_still(
    store: Store, request_: AdviceRequest, facts: dict[str, object], due: date | None
) -> None:
    store.requests.advance(request_, S.DECLINED, on=TODAY, reason="geen tijd")
    request = changed(store, request_, **facts)
    request = store.requests.advance(
        request, S.IN_PROGRESS, on=date(2026, 11, 30), reason="toch gevraagd"
    )
    clock = store.requests.clocks.open_of(request.id, Purpose.ADVICE)
    assert (clock and clock.due_on) == due


def test_what_has_ended_has_no_running_term_when_its_form_gets_one(
    store: Store, council: Council
) -> None:
    request = store.requests.register(
        council.id, title="Praat mee", received_on=RECEIVED, form=RequestForm.EARLY_INPUT
    )
    store.requests.advance(request, S.DECLINED, on=TODAY, reason="geen tijd")
    request = changed(store, request, form=RequestForm.REQUESTED)
    assert store.requests.clocks.open_of(request.id, Purpose.ADVICE) is None
    later = date(2026, 11, 30)
    request = store.requests.advance(request, S.IN_PROGRESS, on=later, reason="toch gevraagd")
    assert advice_clock(store, request).due_on == date(2027, 1, 4)


@pytest.mark.parametrize("ended", [S.DECLINED, S.WITHDRAWN, S.BYPASSED])
def test_an_acknowledgement_that_was_never_sent_lapses(
    store: Store, council: Council, ended: RequestState
) -> None:
    request = store.requests.register(council.id, title="Brief", received_on=RECEIVED)
    store.requests.advance(request, ended, on=RECEIVED, reason="ingetrokken")
    clocks = store.requests.clocks.of_request(request.id)
    assert {clock.state for clock in clocks} == {ClockState.LAPSED}


def test_a_request_reopened_after_its_advice_was_sent_has_no_term_again(
    store: Store, request_: AdviceRequest
) -> None:
    request = store.requests.advance(request_, S.DRAFT, on=RECEIVED)
    advice = store.advice.change(store.advice.draft(request, text="x"), tone=Tone.POSITIVE)
    store.advice.issue(store.advice.adopt(advice, on=RECEIVED, decision="besluit"), on=TODAY)
    request = store.requests.by_id(request.id)
    assert store.requests.remarks(request) == []
    request = store.requests.advance(request, S.CLOSED, on=TODAY, reason="geen reactie")
    request = store.requests.advance(request, S.IN_PROGRESS, on=TODAY, reason="nieuwe versie")
    assert store.requests.clocks.open_of(request.id, Purpose.ADVICE) is None
    assert [str(one) for one in store.requests.remarks(request)] == [
        "The term to advise was met, and none runs for a further advice: what the municipality asks "
        "anew is registered as a request of its own."
    ]


@pytest.mark.parametrize("state", [S.INCOMPLETE, S.ON_HOLD])
def test_nothing_nags_while_the_term_stands_still(
    store: Store, council: Council, state: RequestState
) -> None:
    request = store.requests.register(council.id, title="Brief", received_on=RECEIVED)
    store.requests.advance(request, state, on=RECEIVED, reason="stukken ontbreken")
    clocks = store.requests.clocks.of_request(request.id)
    assert [clock.state for clock in clocks] == [ClockState.STOPPED, ClockState.STOPPED]
    assert not any(clock.overdue(date(2027, 2, 1)) for clock in clocks)


def set_rule(
    store: Store,
    council: Council,
    amount: int,
    article: str = "art. 8",
    *,
    unit: Unit = Unit.WEEK,
    recess_suspends: bool | None = None,
) -> list[Moved]:
    return store.terms.set_rule(
        council.id,
        purpose=Purpose.ADVICE,
        span=Span(amount=amount, unit=unit),
        valid_from=date(2015, 1, 1),
        recess_suspends=recess_suspends,
        article=article,
        on=TODAY,
    )[1]


def test_a_mistyped_term_is_put_right_with_the_clocks_it_reckoned(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    (moved,) = set_rule(store, council, 8)
    assert (moved.before, moved.after) == (DUE, date(2027, 1, 11))
    clock = advice_clock(store, request_)
    assert (clock.original_due_on, clock.due_on) == (date(2027, 1, 11), date(2027, 1, 11))
    assert "By art. 8 the term begins" in told(clock)
    assert len(store.councils.rules(council.id)) == 4
    with pytest.raises(WrongUse, match="in which article"):
        set_rule(store, council, 6, " ")
    store.trail.undo()
    assert advice_clock(store, request_).due_on == DUE


def test_a_term_put_right_to_what_it_was_changes_nothing(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    set_rule(store, council, 6)
    clock = advice_clock(store, request_)
    assert "By art. 8 the term begins" in told(clock)
    assert "Reckoned again" not in told(clock)
    assert set_rule(store, council, 6) == []
    assert advice_clock(store, request_) == clock


def test_what_is_left_out_of_a_correction_stays(store: Store, council: Council) -> None:
    def flags(**given: bool) -> tuple[bool, bool, bool]:
        rule = store.terms.set_rule(
            council.id,
            purpose=Purpose.ADVICE,
            span=Span(amount=6, unit=Unit.WEEK),
            valid_from=date(2026, 1, 1),
            article="art. 7",
            on=TODAY,
            **given,
        )[0]
        return rule.first_day_counts, rule.rolls, rule.recess_suspends

    assert flags() == (False, True, False)
    assert flags(first_day_counts=True, rolls=False, recess_suspends=True) == (True, False, True)
    assert flags() == (True, False, True)
    assert flags(rolls=True) == (True, True, True)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2026, 11, 1), date(2026, 12, 14)),
        (RECEIVED, date(2026, 12, 14)),
        (date(2026, 11, 17), DUE),
        (date(2014, 1, 1), DUE),
    ],
)
def test_a_version_added_later_reaches_what_was_received_under_it(
    store: Store, council: Council, request_: AdviceRequest, since: date, due: date
) -> None:
    _rule, moved = store.terms.set_rule(
        council.id,
        purpose=Purpose.ADVICE,
        span=Span(amount=4, unit=Unit.WEEK),
        valid_from=since,
        article="art. 7 nieuw",
        on=TODAY,
    )
    assert [one.after for one in moved] == ([due] if due != DUE else [])
    assert advice_clock(store, request_).due_on == due
    changed(store, request_, title="Jeugdwet")
    assert advice_clock(store, request_).due_on == due
    store.trail.undo()
    store.trail.undo()
    assert advice_clock(store, request_).due_on == DUE


def test_the_ordinary_term_leaves_an_urgent_request_alone(store: Store, council: Council) -> None:
    request = store.requests.register(
        council.id,
        title="Spoed",
        received_on=RECEIVED,
        form=RequestForm.URGENT,
        short_term_agreed_by="Cora",
    )
    assert set_rule(store, council, 8) == []
    assert advice_clock(store, request).due_on == date(2026, 11, 30)


def test_a_rule_is_put_right_though_a_term_was_stopped_after_its_end_by_that_rule(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    stop = ClockEvent(kind=ClockEventKind.STOP, on=TODAY, reason="stukken ontbreken")
    before = store.requests.record_event(request_, Purpose.ADVICE, stop)
    assert before.state is ClockState.STOPPED

    (moved,) = set_rule(store, council, 6, unit=Unit.DAY)
    assert (moved.before, moved.after) == (DUE, date(2026, 11, 23))
    set_rule(store, council, 4, unit=Unit.DAY)
    clock = advice_clock(store, request_)
    assert (clock.state, clock.due_on) == (ClockState.RUNNING, date(2026, 11, 20))
    passed = "What was done on Mon 23 Nov 2026 counts no more"
    assert passed in told(clock)
    extended = store.requests.record_event(request_, Purpose.ADVICE, done("extend", 1))
    assert (extended.state, extended.due_on) == (ClockState.RUNNING, date(2026, 11, 27))
    store.trail.undo()
    (advanced,) = set_rule(store, council, 6)
    again = advice_clock(store, request_)
    assert (advanced.after, again.state) == (DUE, ClockState.STOPPED)
    assert passed not in told(again)
    resume = ClockEvent(kind=ClockEventKind.RESUME, on=date(2026, 11, 30))
    assert store.requests.record_event(request_, Purpose.ADVICE, resume).due_on == date(2027, 1, 4)
    set_rule(store, council, 4, unit=Unit.DAY)
    assert told(advice_clock(store, request_)).count("counts no more") == 1


def test_what_is_late_by_the_rule_put_right_is_not_in_time_for_a_stop_after_its_end(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    stop = ClockEvent(kind=ClockEventKind.STOP, on=TODAY, reason="stukken ontbreken")
    store.requests.record_event(request_, Purpose.ADVICE, stop)
    set_rule(store, council, 4, unit=Unit.DAY)
    clock = advice_clock(store, request_)
    with pytest.raises(Refused, match="say why it is late"):
        store.requests.clocks.meet(clock, TODAY)
    with store.connection.change("request.step", "advies"):
        store.requests.clocks.meet(clock, TODAY, "ziekte")
    assert store.requests.clocks.get(clock.id).met_late


def test_a_recess_is_taken_away_though_a_term_was_stopped_in_the_time_it_gave(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    set_rule(store, council, 2, recess_suspends=True)
    store.terms.add_day_off(WINTER, TODAY)
    stop = ClockEvent(kind=ClockEventKind.STOP, on=date(2026, 12, 7), reason="stukken")
    recess = replace(WINTER, starts_on=date(2026, 11, 17), ends_on=date(2026, 12, 6), name="Later")
    store.terms.add_day_off(recess, TODAY)
    store.requests.record_event(request_, Purpose.ADVICE, stop)
    store.terms.remove_day_off(recess, TODAY)
    clock = advice_clock(store, request_)
    assert (clock.state, clock.due_on) == (ClockState.RUNNING, date(2026, 11, 30))


def test_an_open_term_calls_a_renamed_recess_what_it_is_called_now(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    def told() -> str:
        clock = store.requests.open_clock(request_, Purpose.ADVICE)
        return " ".join(explain(clock.explanation))

    store.terms.add_day_off(AFTER_CHRISTMAS, TODAY)
    renamed = replace(AFTER_CHRISTMAS, name="Verplichte vrije dagen")
    assert store.terms.change_day_off(AFTER_CHRISTMAS, renamed, TODAY) == []
    assert "after a change of “Verplichte vrije dagen” in the calendar" in told()
    assert "Brugdagen" not in told()
    store.trail.undo()
    assert "“Brugdagen”" in told()
    later = replace(AFTER_CHRISTMAS, starts_on=date(2027, 12, 27), ends_on=date(2027, 12, 31))
    store.terms.add_day_off(later, TODAY)
    store.terms.change_day_off(later, replace(later, name="Andere dagen"), TODAY)
    assert "“Brugdagen”" in told()


def remove_rule(store: Store, council: Council, valid_from: date) -> list[Moved]:
    _rule, moved = store.terms.remove_rule(
        council.id, purpose=Purpose.ADVICE, valid_from=valid_from, urgent=False, on=TODAY
    )
    return moved


def test_open_terms_follow_the_version_before_one_that_is_taken_away(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    before = advice_clock(store, request_)
    start = date(request_.received_on.year, 1, 1)
    store.terms.set_rule(
        council.id,
        purpose=Purpose.ADVICE,
        span=Span(amount=8, unit=Unit.WEEK),
        valid_from=start,
        article="art. 8",
        on=TODAY,
    )
    moved = remove_rule(store, council, start)
    assert [one.after for one in moved] == [before.due_on]
    after = advice_clock(store, request_)
    assert (after.rule_id, after.due_on) == (before.rule_id, before.due_on)
    (only,) = (
        rule
        for rule in store.councils.rules(council.id)
        if rule.purpose is Purpose.ADVICE and not rule.urgent
    )
    assert only.valid_until is None


def test_a_version_without_which_a_term_has_none_stays(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    with pytest.raises(Refused, match="Terms were counted with it: 2026-001"):
        remove_rule(store, council, date(2015, 1, 1))
    assert advice_clock(store, request_).rule_id is not None


def test_a_version_by_which_a_term_ended_stays(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    set_rule(store, council, 8)
    store.requests.advance(
        request_, RequestState.WITHDRAWN, on=request_.received_on, reason="vervallen"
    )
    rules = store.councils.rules(council.id)
    latest = max(rule.valid_from for rule in rules if rule.purpose is Purpose.ADVICE)
    with pytest.raises(Refused, match="Terms were counted with it"):
        remove_rule(store, council, latest)


WINTER = DayOff(
    starts_on=date(2026, 12, 1),
    ends_on=date(2026, 12, 14),
    kind=DayOffKind.RECESS,
    name="Reces",
    source="college",
)


def test_an_end_set_by_hand_is_too_short_once_a_recess_gives_more_and_no_more_without_it(
    store: Store, council: Council
) -> None:
    set_rule(store, council, 6, recess_suspends=True)
    request = store.requests.register(council.id, title="Beleidsplan", received_on=RECEIVED)
    store.requests.record_event(request, Purpose.ADVICE, put_right(DUE))
    assert not store.requests.too_short(request)
    assert store.terms.add_day_off(WINTER, TODAY) == []
    assert store.requests.too_short(request)
    assert advice_clock(store, request).rule_due_on == date(2027, 1, 11)
    store.terms.remove_day_off(WINTER, TODAY)
    assert not store.requests.too_short(request)
    store.trail.undo()
    assert store.requests.too_short(request)
