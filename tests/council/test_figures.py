from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from council.advice import Verdict
from council.charts import PLAIN, bar_chart
from council.clocks import ClockEvent, ClockEventKind
from council.figures import (
    Figures,
    Grouping,
    RequestFacts,
    TermRun,
    figures,
    figures_by,
    group_label,
    stopped_days,
)
from council.requests import PolicyStage, RequestForm

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 3, 2)


def after(days: int) -> date:
    return RECEIVED + timedelta(days=days)


def term(
    met: int | None = None,
    *,
    due: int = 42,
    moved_from: int | None = None,
    let_go: int | None = None,
    stopped: bool = False,
) -> TermRun:
    return TermRun(
        original_due_on=after(42),
        due_on=after(due),
        rule_due_on=None if moved_from is None else after(moved_from),
        met_on=None if met is None else after(met),
        lapsed_on=None if let_go is None else after(let_go),
        stopped=stopped,
    )


def facts(**values: Any) -> RequestFacts:
    usual: dict[str, Any] = {
        "ref": "2026-001",
        "title": "Verordening",
        "form": RequestForm.REQUESTED,
        "stage": PolicyStage.DRAFT_POLICY,
        "received_on": RECEIVED,
    }
    return RequestFacts(**(usual | values))


def sent(issued: int, answered: int | None = None) -> tuple[tuple[date, date | None], ...]:
    return ((after(issued), None if answered is None else after(answered)),)


def over(*requests: RequestFacts) -> Figures:
    return figures(requests, TODAY)


@pytest.mark.parametrize(
    ("values", "granted"),
    [
        ({}, None),
        ({"advice": term()}, 42),
        ({"advice": term(), "asked_by": after(14)}, 14),
        ({"advice": term(), "asked_by": after(60)}, 42),
        ({"advice": term(due=56)}, 42),
        ({"advice": term(due=56), "asked_by": after(14)}, 14),
        ({"advice": term(due=63, moved_from=42)}, 63),
        ({"advice": term(due=63, moved_from=42), "asked_by": after(14)}, 14),
        ({"advice": term(due=14, moved_from=42), "asked_by": after(14), "asked_agreed": True}, 14),
        ({"advice": term(due=21, moved_from=42), "asked_by": after(14), "asked_agreed": True}, 21),
        ({"advice": term(due=63, moved_from=42), "asked_by": after(14), "asked_agreed": True}, 63),
        ({"advice": term(due=28, moved_from=42)}, 28),
        ({"advice": term(due=28, moved_from=42), "asked_by": after(14)}, 14),
        ({"advice": term(due=14, moved_from=42), "asked_by": after(14)}, 14),
        ({"advice": term(due=35, moved_from=49), "asked_by": after(60)}, 28),
        ({"asked_by": after(14)}, 14),
        ({"asked_by": after(14), "form": RequestForm.UNSOLICITED}, None),
    ],
)
def test_days_granted(values: dict[str, Any], granted: int | None) -> None:
    assert facts(**values).days_granted == granted
    assert over(facts(**values)).days_granted == granted


def test_too_short_is_counted_of_what_was_asked() -> None:
    short = facts(too_short=True)
    own = facts(too_short=True, form=RequestForm.UNSOLICITED)
    assert over(short, own, facts()).too_short == 1


def test_days_left_to_use_the_advice() -> None:
    assert facts(sent=sent(30), decision_on=after(50)).days_to_use == 20
    assert facts(sent=sent(60), decision_on=after(50)).days_to_use == -10
    assert facts(sent=sent(60)).days_to_use is None
    assert facts(decision_on=after(50)).days_to_use is None


def test_what_comes_after_the_decision_is_an_announcement_and_no_request() -> None:
    told = facts(decision_on=after(-1), sent=sent(10))
    assert told.told_afterwards
    assert not facts(decision_on=after(0)).told_afterwards
    assert not facts(decision_on=after(-1), form=RequestForm.UNSOLICITED).told_afterwards
    in_time = facts(decision_on=after(50), sent=sent(30))
    assert over(told, in_time).told_afterwards == 1
    assert over(told, in_time).days_to_use == 20


@pytest.mark.parametrize(
    ("run", "in_time", "late", "overdue", "still_open"),
    [
        (term(42), 1, 0, 0, 0),
        (term(43), 0, 1, 0, 0),
        (term(50, due=56), 1, 0, 0, 0),
        (term(), 0, 0, 1, 0),
        (term(50, stopped=True), 1, 0, 0, 0),
        (term(stopped=True), 0, 0, 0, 1),
        (term(due=300), 0, 0, 0, 1),
        (None, 0, 0, 0, 0),
    ],
)
def test_who_kept_the_terms(
    run: TermRun | None, in_time: int, late: int, overdue: int, still_open: int
) -> None:
    answers = (run,) if run else ()
    for kept in (over(facts(advice=run)).ours, over(facts(answers=answers)).theirs):
        assert (kept.in_time, kept.late, kept.overdue, kept.open) == (
            in_time,
            late,
            overdue,
            still_open,
        )


@pytest.mark.parametrize(
    ("lapsed", "unanswered"),
    [
        (term(let_go=43), 1),
        (term(let_go=42), 0),
        (term(due=50, let_go=43), 0),
        (term(let_go=43, stopped=True), 0),
    ],
)
def test_only_closing_what_had_passed_keeps_that_nothing_was_answered_in_time(
    lapsed: TermRun, unanswered: int
) -> None:
    assert over(facts(answers=(lapsed,))).theirs.unanswered == unanswered
    assert over(facts(advice=lapsed)).ours.unanswered == 0


def test_the_share_in_time_counts_what_passed_without_an_answer() -> None:
    result = over(
        facts(answers=(term(42), term(let_go=60))),
        facts(answers=(term(50),)),
        facts(answers=(term(),)),
        facts(),
    )
    assert result.theirs.share_in_time == Fraction(1, 4)
    assert over(facts()).theirs.share_in_time is None


def test_days_taken_are_a_median_that_one_forgotten_file_does_not_spoil() -> None:
    result = over(*(facts(sent=sent(d, 2 * d)) for d in (30, 40, 900)))
    assert (result.ours.days, result.theirs.days) == (40, 40)
    twice = facts(sent=(*sent(30, 50), *sent(90), *sent(100, 130)))
    assert (over(twice).ours.days, over(twice).theirs.days) == (30, 25)
    assert over(facts()).ours.days is None


def test_the_stage_says_how_early_the_municipality_asks() -> None:
    result = over(
        facts(stage=PolicyStage.EXPLORATION),
        facts(stage=PolicyStage.CITY_COUNCIL_DECISION),
        facts(stage=PolicyStage.IMPLEMENTATION, form=RequestForm.UNSOLICITED),
    )
    assert result.stage == 3
    assert result.by_stage[PolicyStage.IMPLEMENTATION] == 0
    assert (result.requests, result.unsolicited) == (3, 1)
    assert over().stage is None


def test_recommendations_without_an_answer_do_not_count_in_the_share_adopted() -> None:
    result = over(
        facts(verdicts={Verdict.ADOPTED: 2, Verdict.NOT_ANSWERED: 3}),
        facts(verdicts={Verdict.PARTLY: 1, Verdict.REJECTED: 1}),
        facts(),
    )
    assert result.share_adopted == Fraction(5, 8)
    assert result.verdicts[Verdict.NOT_ANSWERED] == 3
    assert over(facts()).share_adopted is None


def test_stopped_days_and_urgent_requests_add_up() -> None:
    result = over(facts(stopped_days=7), facts(stopped_days=5, form=RequestForm.URGENT))
    assert (result.stopped_days, result.urgent) == (12, 1)


@pytest.mark.parametrize(
    ("grouping", "names"),
    [
        (Grouping.YEAR, {"2023": 1, "2024": 0, "2025": 0, "2026": 2}),
        (
            Grouping.QUARTER,
            {"2023-Q4": 1}
            | {f"{year}-Q{n}": 0 for year in (2024, 2025) for n in (1, 2, 3, 4)}
            | {"2026-Q1": 1, "2026-Q2": 1},
        ),
        (Grouping.DOMAIN, {"pw": 2, "": 1}),
        (Grouping.DEPARTMENT, {"Jeugd": 1, "Zorg": 1, "": 1}),
    ],
)
def test_figures_by_group(grouping: Grouping, names: dict[str, int]) -> None:
    requests = [
        facts(received_on=date(2026, 4, 1), domain="pw", department="Zorg"),
        facts(received_on=date(2026, 3, 31), domain="pw", department="Jeugd"),
        facts(received_on=date(2023, 12, 31)),
    ]
    found = figures_by(requests, grouping, TODAY)
    assert [(name, each.requests) for name, each in found.items()] == list(names.items())
    assert figures_by([], grouping, TODAY) == {}


def event(kind: ClockEventKind, days: int) -> ClockEvent:
    return ClockEvent(kind=kind, on=after(days))


def test_stopped_days_are_counted_up_to_a_day_while_it_stands_still() -> None:
    stop, resume = ClockEventKind.STOP, ClockEventKind.RESUME
    events = [
        event(stop, 20),
        event(resume, 27),
        event(ClockEventKind.EXTEND, 28),
        event(stop, 33),
    ]
    assert stopped_days([(events[:2], after(60))]) == 7
    assert stopped_days([(events, after(36))]) == 10
    assert stopped_days([(events, after(1))]) == 7
    assert stopped_days([([], after(36))]) == 0


def test_a_day_on_which_two_clocks_of_a_request_stood_still_counts_once() -> None:
    stop, resume = ClockEventKind.STOP, ClockEventKind.RESUME
    advice = [event(stop, 1), event(resume, 11)]
    assert stopped_days([(advice, TODAY), (advice, TODAY)]) == 10
    later = [event(stop, 8), event(resume, 20)]
    assert stopped_days([(advice, TODAY), (later, TODAY)]) == 19


def test_a_department_is_one_whatever_its_capitals_and_blanks() -> None:
    names = ["Werk en Inkomen", "werk en inkomen", "Werk en  inkomen", "Zorg", ""]
    found = figures_by([facts(department=name) for name in names], Grouping.DEPARTMENT, TODAY)
    assert {name: one.requests for name, one in found.items()} == {
        "Werk en Inkomen": 3,
        "Zorg": 1,
        "": 1,
    }


def test_what_names_no_department_has_a_name_in_the_table() -> None:
    assert group_label(Grouping.DEPARTMENT, "") == "not named"
    assert group_label(Grouping.DEPARTMENT, "Jeugd") == "Jeugd"


def test_a_bar_chart_in_plain_text() -> None:
    rows = [("2025", 20.0), ("2026", 10.0), ("nooit", 0), ("weinig", 0.1), ("onbekend", None)]
    assert bar_chart(rows, width=8, mark=PLAIN) == [
        "2025      ======== 20",
        "2026      ==== 10",
        "nooit     0",
        "weinig    = 0.1",
        "onbekend  -",
    ]
    assert bar_chart([("te laat", -10)]) == ["te laat  -10"]
    assert bar_chart([("a", 1)], width=3) == ["a  ▇▇▇ 1"]
    assert bar_chart([]) == []
