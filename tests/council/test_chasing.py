from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.chasing import LADDERS, PATIENCE, Chase, last_asked, next_chase
from council.clocks import Clock, ClockState
from council.grounds import articles_for_answer, cited
from council.letters import LetterKind, SentLetter
from council.members import spoken_name
from council.record import replace
from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestForm, RequestState
from council.terms import AdvisedBody, Owner, Purpose

SENT_ON, DUE_ON = date(2026, 10, 5), date(2026, 11, 16)
CLOCK = Clock(
    id=1,
    request_id=1,
    purpose=Purpose.ANSWER,
    owner=Owner.EXECUTIVE,
    starts_on=SENT_ON,
    original_due_on=DUE_ON,
    due_on=DUE_ON,
)


def sent(kind: LetterKind, on: date) -> SentLetter:
    return SentLetter(
        id=1, request_id=1, kind=kind, reference="x", on=on, addressee="x", subject="x", body="x"
    )


REMINDER = sent(LetterKind.REMINDER, date(2026, 11, 18))
ALDERMAN = sent(LetterKind.ALDERMAN, date(2026, 12, 2))
BODY = AdvisedBody


@pytest.mark.parametrize(
    ("letters", "kind", "from_on"),
    [
        ([], LetterKind.REMINDER, date(2026, 11, 17)),
        ([sent(LetterKind.ADVICE, SENT_ON)], LetterKind.REMINDER, date(2026, 11, 17)),
        ([REMINDER], LetterKind.ALDERMAN, date(2026, 12, 2)),
        ([sent(LetterKind.REMINDER, date(2026, 10, 12))], LetterKind.ALDERMAN, date(2026, 11, 17)),
        ([REMINDER, ALDERMAN], LetterKind.CITY_COUNCIL, date(2026, 12, 16)),
        ([ALDERMAN], LetterKind.CITY_COUNCIL, date(2026, 12, 16)),
        ([sent(LetterKind.REMINDER, date(2026, 3, 2))], LetterKind.REMINDER, date(2026, 11, 17)),
    ],
    ids=["none", "the advice", "reminder", "early", "both", "straight up", "of an earlier advice"],
)
def test_the_next_step_follows_what_was_sent(
    letters: list[SentLetter], kind: LetterKind, from_on: date
) -> None:
    assert next_chase(CLOCK, letters) == Chase(kind=kind, from_on=from_on)


@pytest.mark.parametrize(
    ("body", "letters", "kind", "from_on"),
    [
        (BODY.CITY_COUNCIL, [REMINDER], LetterKind.CITY_COUNCIL_CHAIR, date(2026, 12, 2)),
        (BODY.JOINT_BOARD, [REMINDER], LetterKind.GENERAL_BOARD, date(2026, 12, 2)),
        (BODY.JOINT_BOARD, [ALDERMAN], LetterKind.REMINDER, date(2026, 12, 16)),
    ],
    ids=["city council", "joint board", "alderman, before the body was put right"],
)
def test_the_next_step_fits_the_body_that_is_advised(
    body: AdvisedBody, letters: list[SentLetter], kind: LetterKind, from_on: date
) -> None:
    assert next_chase(replace(CLOCK, body=body), letters) == Chase(kind=kind, from_on=from_on)


@pytest.mark.parametrize("body", AdvisedBody)
def test_above_the_last_of_the_ladder_there_is_nobody(body: AdvisedBody) -> None:
    last = sent(LADDERS[body][-1], date(2026, 12, 16))
    assert next_chase(replace(CLOCK, body=body), [last]) is None


@pytest.mark.parametrize("state", [ClockState.MET, ClockState.STOPPED, ClockState.LAPSED])
def test_nobody_is_chased_while_the_clock_does_not_run(state: ClockState) -> None:
    assert next_chase(replace(CLOCK, state=state), []) is None


def test_a_step_is_ready_from_its_day_on() -> None:
    chase = next_chase(CLOCK, [])
    assert chase
    assert not chase.ready(DUE_ON)
    assert chase.ready(DUE_ON + timedelta(days=1))


@given(st.sampled_from(AdvisedBody), st.lists(st.integers(0, 90), max_size=5))
def test_whoever_follows_the_steps_climbs_the_whole_ladder(
    body: AdvisedBody, waits: list[int]
) -> None:
    letters: list[SentLetter] = []
    for wait in [*waits, 0, 0, 0]:
        chase = next_chase(replace(CLOCK, body=body), letters)
        if chase is None:
            break
        letters.append(sent(chase.kind, chase.from_on + timedelta(days=wait)))
    assert tuple(letter.kind for letter in letters) == LADDERS[body]
    gaps = pairwise(letters)
    assert all(later.on - earlier.on >= PATIENCE for earlier, later in gaps)


def request(
    kind: DocumentKind,
    stage: PolicyStage = PolicyStage.DRAFT_POLICY,
    form: RequestForm = RequestForm.REQUESTED,
) -> AdviceRequest:
    return AdviceRequest(
        id=1,
        council_id=1,
        ref="2026-014",
        title="x",
        kind=kind,
        form=form,
        stage=stage,
        state=RequestState.ISSUED,
        received_on=date(2026, 9, 1),
    )


UNASKED = (RequestForm.UNSOLICITED, RequestForm.EARLY_INPUT)


@pytest.mark.parametrize("stage", PolicyStage)
@pytest.mark.parametrize("form", [form for form in RequestForm if form not in UNASKED])
def test_about_an_ordinance_only_the_local_article_is_cited(
    stage: PolicyStage, form: RequestForm
) -> None:
    ordinance = request(DocumentKind.ORDINANCE, stage, form)
    assert articles_for_answer(ordinance, ["artikel 7 van de verordening", " "]) == (
        "artikel 7 van de verordening",
    )
    assert articles_for_answer(ordinance) == ()


@pytest.mark.parametrize(
    ("kind", "stage", "awb"),
    [
        (DocumentKind.POLICY_RULES, PolicyStage.DRAFT_POLICY, True),
        (DocumentKind.IMPLEMENTING_RULES, PolicyStage.DRAFT_POLICY, False),
        (DocumentKind.IMPLEMENTING_RULES, PolicyStage.EXECUTIVE_DECISION, False),
        (DocumentKind.OTHER, PolicyStage.EXECUTIVE_DECISION, False),
        (DocumentKind.POLICY_PLAN, PolicyStage.EXECUTIVE_DECISION, True),
        (DocumentKind.POLICY_PLAN, PolicyStage.CITY_COUNCIL_DECISION, False),
        (DocumentKind.OTHER, PolicyStage.EXPLORATION, False),
    ],
)
def test_the_awb_is_cited_for_policy_rules_and_plans_that_the_executive_adopts(
    kind: DocumentKind, stage: PolicyStage, awb: bool
) -> None:
    articles = articles_for_answer(request(kind, stage), ["artikel 7"])
    assert articles[0] == "artikel 7"
    assert [("3:50" in article, "3:43" in article) for article in articles[1:]] == (
        [(True, False), (False, True)] if awb else []
    )


@pytest.mark.parametrize(
    ("body", "kind", "stage", "awb"),
    [
        (BODY.CITY_COUNCIL, DocumentKind.POLICY_RULES, PolicyStage.DRAFT_POLICY, True),
        (BODY.CITY_COUNCIL, DocumentKind.POLICY_PLAN, PolicyStage.EXECUTIVE_DECISION, False),
        (BODY.JOINT_BOARD, DocumentKind.POLICY_PLAN, PolicyStage.EXECUTIVE_DECISION, True),
        (BODY.JOINT_BOARD, DocumentKind.ORDINANCE, PolicyStage.EXECUTIVE_DECISION, False),
    ],
)
def test_the_awb_binds_whichever_body_decides(
    body: AdvisedBody, kind: DocumentKind, stage: PolicyStage, awb: bool
) -> None:
    asked = replace(request(kind, stage), body=body)
    assert bool(articles_for_answer(asked)) is awb


@pytest.mark.parametrize("form", UNASKED)
def test_for_what_nobody_asked_advice_on_no_article_is_claimed(form: RequestForm) -> None:
    unasked = request(DocumentKind.POLICY_RULES, form=form)
    assert articles_for_answer(unasked, ["artikel 7 van de verordening"]) == ()


@pytest.mark.parametrize(
    ("article", "says"),
    [
        ("art. 6 lid 1", "artikel 6 lid 1 van de verordening"),
        ("Art 6", "artikel 6 van de verordening"),
        ("artikel 8, eerste lid", "artikel 8, eerste lid, van de verordening"),
        ("artikel 2:4", "artikel 2:4 van de verordening"),
        ("art. 6 Verordening ASD", "artikel 6 van de Verordening ASD"),
        ("art. 6, lid 1, Verordening ASD", "artikel 6, lid 1, van de Verordening ASD"),
        ("artikel 7 van de verordening", "artikel 7 van de verordening"),
        ("huishoudelijk reglement", "huishoudelijk reglement"),
        ("", ""),
    ],
)
def test_an_article_alone_is_cited_with_its_ordinance(article: str, says: str) -> None:
    assert cited(article) == says


@pytest.mark.parametrize(
    ("name", "says"),
    [("Vries, Anneke de", "Anneke de Vries"), ("Anneke de Vries", "Anneke de Vries")],
)
def test_a_name_is_signed_in_its_natural_order(name: str, says: str) -> None:
    assert spoken_name(name) == says


@pytest.mark.parametrize(
    ("letters", "asked_on"),
    [
        ([], None),
        ([REMINDER], None),
        ([sent(LetterKind.PROMISE, date(2026, 11, 16))], None),
        ([sent(LetterKind.PROMISE, date(2026, 11, 17))], date(2026, 11, 17)),
        (
            [sent(LetterKind.PROMISE, date(2026, 12, day)) for day in (1, 7)],
            date(2026, 12, 7),
        ),
    ],
    ids=["none", "about the answer", "of an earlier promise", "before the second look", "two"],
)
def test_a_broken_promise_was_last_asked_for_since_its_day(
    letters: list[SentLetter], asked_on: date | None
) -> None:
    promise = replace(CLOCK, purpose=Purpose.FOLLOW_UP)
    asked = last_asked(promise, date(2026, 12, 4), letters)
    assert (asked and asked.on) == asked_on


def test_a_promise_that_was_seen_broken_early_is_asked_for_from_then_on() -> None:
    promise = replace(CLOCK, purpose=Purpose.FOLLOW_UP)
    letter = sent(LetterKind.PROMISE, date(2026, 10, 20))
    assert last_asked(promise, date(2026, 10, 20), [letter]) == letter
