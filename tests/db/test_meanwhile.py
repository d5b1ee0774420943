"""A colleague saves just before the lock that our own change waits for: what they saved decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from council.advice import Advice, Judgement, Tone, Verdict
from council.calendar import DayOff, DayOffKind
from council.councils import Council
from council.errors import Conflict, Refused
from council.meetings import MeetingKind
from council.members import Office, Role
from council.papers import Paper
from council.partners import Partner
from council.record import replace
from council.requests import AdviceRequest, RequestState
from council.terms import Purpose, Span, Unit
from db.announcements import TakenOver
from db.store import Store, open_store
from intake.announcements import read_announcements
from tests.conftest import MOMENT, fixed_actor
from tests.db.desk import Desk, desk

TODAY = MOMENT.date()
RECESS = DayOff(
    starts_on=date(2026, 12, 21),
    ends_on=date(2027, 1, 3),
    kind=DayOffKind.RECESS,
    name="Kerstreces",
    source="besluit 12",
)


@pytest.fixture
def at(store: Store, council: Council) -> Desk:
    return desk(store, council)


@contextmanager
def just_before(store: Store, act: Callable[[], object]) -> Iterator[None]:
    """Let somebody act right before the next change of `store` takes the lock."""
    waiting = [act]
    raised: list[Exception] = []

    def begins(sql: str) -> None:
        if sql.startswith("BEGIN") and waiting:
            try:
                waiting.pop()()
            except Exception as error:
                raised.append(error)

    store.connection.raw.set_trace_callback(begins)
    try:
        yield
    finally:
        store.connection.raw.set_trace_callback(None)
        assert not waiting
        assert not raised


def six_years(at: Desk, colleague: Store, seat_code: str) -> Callable[[], object]:
    seat = colleague.members.seat(at.council.id, seat_code)
    return lambda: colleague.members.corrections.seat(seat, replace(seat, term_months=72))


def forget(at: Desk, colleague: Store) -> Callable[[], object]:
    return lambda: colleague.people.forget(colleague.members.person(at.person.id), TODAY)


def end(at: Desk, colleague: Store) -> Callable[[], object]:
    return lambda: colleague.members.end(at.holder, on=TODAY, reason="verhuisd")


def test_a_full_term_is_that_of_the_seat_as_it_became(at: Desk, colleague: Store) -> None:
    with just_before(at.store, six_years(at, colleague, "PW-2")):
        line = at.store.members.appoint(at.person.id, at.empty, starts_on=date(2027, 1, 1))
    assert line.appointment is not None
    assert line.appointment.ends_on == date(2032, 12, 31)


def test_what_became_no_full_term_keeps_its_end_when_its_begin_is_put_right(
    at: Desk, colleague: Store
) -> None:
    with just_before(at.store, six_years(at, colleague, "PW-1")):
        at.store.members.corrections.appointment(
            at.holder, starts_on=date(2024, 2, 1), decision="B&W"
        )
    held = at.store.members.appointment(at.holder.id)
    assert (held.starts_on, held.ends_on) == (date(2024, 2, 1), date(2027, 12, 31))


def test_who_was_forgotten_is_not_appointed(at: Desk, colleague: Store) -> None:
    with (
        just_before(at.store, forget(at, colleague)),
        pytest.raises(Refused, match="anonymous 2 was forgotten on"),
    ):
        at.store.members.appoint(at.person.id, at.empty, starts_on=date(2027, 1, 1))


@pytest.mark.parametrize(
    "do",
    [
        lambda at: at.store.members.reappoint(at.holder),
        lambda at: at.store.members.offices.set(at.holder, [Office.TREASURER], on=TODAY),
        lambda at: at.store.members.corrections.appointment(
            at.holder, starts_on=date(2024, 2, 1), decision="B&W"
        ),
    ],
    ids=["the next term", "an office", "another begin"],
)
def test_nothing_is_done_with_an_appointment_that_was_ended(
    at: Desk, colleague: Store, do: Callable[[Desk], object]
) -> None:
    with (
        just_before(at.store, end(at, colleague)),
        pytest.raises(Conflict, match="pietersen changed this"),
    ):
        do(at)
    (line,) = at.store.members.history(at.seat.id)
    assert line.appointment is not None
    assert line.appointment.ended_on == TODAY


def test_a_member_holds_just_the_offices_that_were_asked_for(at: Desk, colleague: Store) -> None:
    offices = at.store.members.offices
    offices.set(at.holder, [Office.TREASURER], on=date(2026, 1, 1))
    with just_before(
        at.store, lambda: colleague.members.offices.set(at.holder, [Office.SECRETARY], on=TODAY)
    ):
        offices.set(at.holder, [Office.TREASURER, Office.VICE_CHAIR], on=TODAY)
    assert set(offices.held(at.holder.id, TODAY)) == {Office.TREASURER, Office.VICE_CHAIR}


def test_the_last_step_out_of_a_state_is_not_dropped(at: Desk, colleague: Store) -> None:
    ours, theirs = at.store.requests.allowed, colleague.requests.allowed
    steps = ours.of(at.council.id, RequestState.RECEIVED)
    for step in steps[2:]:
        ours.drop(at.council.id, step.origin, step.target)
    first, second = steps[:2]
    with (
        just_before(
            at.store, lambda: theirs.drop(at.council.id, RequestState.RECEIVED, second.target)
        ),
        pytest.raises(Refused),
    ):
        ours.drop(at.council.id, RequestState.RECEIVED, first.target)
    assert ours.of(at.council.id, RequestState.RECEIVED) == [first]


def test_one_draft_is_begun(at: Desk, colleague: Store) -> None:
    with (
        just_before(at.store, lambda: colleague.advice.draft(at.request)),
        pytest.raises(Refused, match="2026-001-A1 is in the making already"),
    ):
        at.store.advice.draft(at.request)


def sent(at: Desk) -> Advice:
    """Send an advice with one recommendation."""
    request = at.request
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT, RequestState.TABLED):
        request = at.store.requests.advance(request, state, on=TODAY)
    advice = at.store.advice.draft(request, text="Wij zijn het eens.")
    at.store.advice.recommend(advice, ["Laat het zo."])
    advice = at.store.advice.change(at.store.advice.by_id(advice.id), tone=Tone.POSITIVE)
    advice = at.store.advice.adopt(advice, on=TODAY, decision="besluit 4")
    return at.store.advice.issue(advice, on=TODAY)


def answered(at: Desk) -> Advice:
    """Send an advice whose one recommendation is promised for next year."""
    advice = sent(at)
    (said,) = at.store.advice.recommendations(advice.id)
    promise = Judgement(
        recommendation_id=said.id, verdict=Verdict.LATER, promised_on=date(2027, 3, 1)
    )
    at.store.advice.answers.record(advice, received_on=TODAY, judgements=[promise])
    return advice


def test_what_is_no_promise_any_more_is_not_put_off(at: Desk, colleague: Store) -> None:
    advice = answered(at)
    (promise,) = at.store.advice.answers.promises(at.council.id)
    (answer,) = colleague.advice.answers_to(advice.id)
    (said,) = colleague.advice.recommendations(advice.id)
    with (
        just_before(
            at.store, lambda: colleague.advice.answers.judge(answer, said, Verdict.REJECTED)
        ),
        pytest.raises(Refused, match="dealt with already"),
    ):
        at.store.advice.answers.put_off(promise, date(2027, 9, 1))
    (judgement,) = at.store.advice.judgements(answer.id)
    assert (judgement.verdict, judgement.promised_on) == (Verdict.REJECTED, None)


def judged(at: Desk) -> Callable[[], object]:
    advice = answered(at)
    (answer,) = at.store.advice.answers_to(advice.id)
    (said,) = at.store.advice.recommendations(advice.id)
    return lambda: at.store.advice.answers.judge(answer, said, Verdict.REJECTED)


def seen(at: Desk) -> Callable[[], object]:
    answered(at)
    (promise,) = at.store.advice.answers.promises(at.council.id)
    return lambda: at.store.advice.answers.see(promise, kept=True, on=TODAY, source="art. 3")


def put_off(at: Desk) -> Callable[[], object]:
    answered(at)
    (promise,) = at.store.advice.answers.promises(at.council.id)
    return lambda: at.store.advice.answers.put_off(promise, date(2027, 9, 1))


def seated(at: Desk) -> Callable[[], object]:
    seat = at.store.members.add_seat(
        at.council.id, code="PW-3", role=Role.CLIENT_MEMBER, starts_on=TODAY
    )
    return lambda: at.store.members.appoint(at.person.id, seat, starts_on=TODAY)


def told_of_series(at: Desk) -> Callable[[], object]:
    moments = [datetime(2027, month, 9, 19, 30) for month in (1, 2)]
    (first, _second) = at.store.meetings.plan(
        at.council.id,
        title="Plenair",
        kind=MeetingKind.PLENARY,
        starts=moments,
        minutes=90,
        rrule="FREQ=MONTHLY",
    )
    assert first.series_id is not None
    return partial(at.store.meetings.series_rule, first.series_id)


def registered(
    do: Callable[[Desk, AdviceRequest], object],
) -> Callable[[Desk], Callable[[], object]]:
    def begin(at: Desk) -> Callable[[], object]:
        request = at.store.requests.register(at.council.id, title="Loket", received_on=TODAY)
        return lambda: do(at, request)

    return begin


def add_paper(at: Desk, request: AdviceRequest) -> Paper:
    return at.store.files.add(
        request.id,
        name="ontwerp.pdf",
        media_type="application/pdf",
        data=b"%PDF-1.7",
        source="added",
        on=TODAY,
    )


def read(at: Desk) -> Callable[[], object]:
    return partial(at.store.files.text, add_paper(at, at.request))


@pytest.mark.parametrize(
    "begin",
    [
        judged,
        seen,
        put_off,
        seated,
        told_of_series,
        read,
        registered(lambda at, request: at.store.advice.draft(request)),
        registered(lambda at, request: at.store.views.mark_seen(request.id)),
        registered(
            lambda at, request: at.store.requests.partners.set(request, [Partner(name="CR")])
        ),
        registered(add_paper),
    ],
    ids=[
        "an answer is judged",
        "a promise is seen",
        "a promise is put off",
        "a seat is given",
        "a series is described",
        "a paper is read",
        "an advice is begun",
        "a request is looked at",
        "partners are named",
        "a paper is added",
    ],
)
def test_what_was_undone_in_another_window_is_looked_at_again_first(
    at: Desk, begin: Callable[[Desk], Callable[[], object]]
) -> None:
    do = begin(at)
    with open_store(at.store.path, fixed_actor()) as window:
        window.trail.undo()
    with pytest.raises(Conflict, match="Look at it again first"):
        do()


def test_an_answer_is_not_recorded_to_an_advice_whose_sending_was_undone(at: Desk) -> None:
    advice = sent(at)
    (said,) = at.store.advice.recommendations(advice.id)
    with (
        open_store(at.store.path, fixed_actor()) as window,
        just_before(at.store, window.trail.undo),
        pytest.raises(Refused, match="2026-001-A1 has not been sent yet"),
    ):
        at.store.advice.answers.record(
            advice,
            received_on=TODAY,
            judgements=[Judgement(recommendation_id=said.id, verdict=Verdict.REJECTED)],
        )


@pytest.mark.parametrize("newer", [False, True])
def test_a_new_edition_is_guarded_as_the_one_before_became(
    at: Desk, colleague: Store, newer: bool
) -> None:
    def add(store: Store, **edition: object) -> object:
        return store.files.add(
            at.request.id,
            name="ontwerp.pdf",
            media_type="application/pdf",
            data=b"%PDF-1.7",
            source="added",
            on=TODAY,
            **edition,  # type: ignore[arg-type]
        )

    add(at.store)
    (first,) = at.store.files.of_request(at.request.id)
    if newer:
        with (
            just_before(at.store, lambda: add(colleague, replaces=first)),
            pytest.raises(Refused, match="has a newer edition"),
        ):
            add(at.store, replaces=first)
        return
    with just_before(
        at.store,
        lambda: colleague.files.change(
            first, name=first.name, confidential=True, embargo_until=None
        ),
    ):
        add(at.store, replaces=first)
    assert [one.confidential for one in at.store.files.of_request(at.request.id)] == [True, True]


def test_a_recess_is_added_once(at: Desk, colleague: Store) -> None:
    longer = replace(RECESS, ends_on=RECESS.ends_on + timedelta(days=7))
    with (
        just_before(at.store, lambda: colleague.terms.add_day_off(RECESS, TODAY)),
        pytest.raises(Refused, match="“Kerstreces” begins on Mon 21 Dec 2026 already"),
    ):
        at.store.terms.add_day_off(longer, TODAY)


@pytest.mark.parametrize(
    "do",
    [
        lambda store: store.terms.change_day_off(RECESS, replace(RECESS, name="Winter"), TODAY),
        lambda store: store.terms.remove_day_off(RECESS, TODAY),
    ],
    ids=["change", "remove"],
)
def test_a_recess_that_was_changed_is_looked_at_again_first(
    at: Desk, colleague: Store, do: Callable[[Store], object]
) -> None:
    at.store.terms.add_day_off(RECESS, TODAY)
    later = replace(RECESS, starts_on=RECESS.starts_on + timedelta(days=1))
    with (
        just_before(at.store, lambda: colleague.terms.change_day_off(RECESS, later, TODAY)),
        pytest.raises(Conflict, match="“Kerstreces” was changed in the meantime"),
    ):
        do(at.store)
    assert at.store.terms.day_off("Kerstreces") == later


def set_rule(store: Store, weeks: int) -> object:
    return store.terms.set_rule(
        1,
        purpose=Purpose.ADVICE,
        span=Span(amount=weeks, unit=Unit.WEEK),
        valid_from=date(2015, 1, 1),
        article="art. 8",
        on=TODAY,
    )


@pytest.mark.parametrize(
    "do",
    [
        lambda store: set_rule(store, 10),
        lambda store: store.terms.remove_rule(
            1, purpose=Purpose.ADVICE, valid_from=date(2015, 1, 1), urgent=False, on=TODAY
        ),
    ],
    ids=["put right", "take away"],
)
def test_a_term_that_was_put_right_is_looked_at_again_first(
    at: Desk, colleague: Store, do: Callable[[Store], object]
) -> None:
    with (
        just_before(at.store, lambda: set_rule(colleague, 8)),
        pytest.raises(Conflict, match="pietersen changed this"),
    ):
        do(at.store)
    rule = at.store.councils.rule(1, Purpose.ADVICE, TODAY)
    assert rule is not None
    assert rule.span.amount == 8


def test_a_name_is_given_to_one_council(at: Desk, colleague: Store) -> None:
    with (
        just_before(at.store, lambda: colleague.councils.create(code="CR", name="Cliëntenraad")),
        pytest.raises(Refused, match="The code CR is that of Cliëntenraad"),
    ):
        at.store.councils.create(code="cr", name="Cliëntenraad Wmo")


def test_a_view_of_one_name_is_kept_from_two_windows(at: Desk) -> None:

    with (
        open_store(at.store.path, fixed_actor()) as window,
        just_before(
            at.store, lambda: window.views.save(at.council.id, "Jeugd", filter_text="jeugd")
        ),
    ):
        at.store.views.save(at.council.id, "jeugd", filter_text="18+")
    (view,) = at.store.views.all(at.council.id)
    assert view.filter_text == "18+"


def test_a_list_that_a_colleague_just_took_over_is_known_and_leaves_no_line_in_the_log(
    at: Desk, colleague: Store
) -> None:
    read = read_announcements(b"onderwerp\nVerordening vervoer\nMinimabeleid\n")

    def take_over(store: Store) -> TakenOver:
        return store.announcements.take_over(at.council.id, read.lines, TODAY, "planning.csv")

    with just_before(at.store, lambda: take_over(colleague)):
        done = take_over(at.store)
    assert done == TakenOver(added=0, changed=0, unchanged=2)
    assert [one.action for one in at.store.trail.log()].count("announcement.import") == 1
