from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from council.advice import Verdict
from council.charts import PLAIN, bar_chart
from council.figures import (
    Figures,
    Grouping,
    RequestFacts,
    TermRun,
    figures,
    figures_by,
    group_label,
)
from council.requests import PolicyStage, RequestForm

TODAY = date(2026, 11, 23)
RECEIVED = date(2026, 3, 2)


def after(days: int) -> date:
    return RECEIVED + timedelta(days=days)


def term(met: int | None = None, *, due: int = 42, by_rule: int = 42, **how: bool) -> TermRun:
    return TermRun(
        original_due_on=after(by_rule),
        due_on=after(due),
        met_on=None if met is None else after(met),
        **how,
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


def over(*requests: RequestFacts) -> Figures:
    return figures(requests, TODAY)


@pytest.mark.parametrize(
    ("values", "granted"),
    [
        ({}, None),
        ({"advice": term()}, 42),
        ({"advice": term(), "asked_by": after(14)}, 14),
        ({"advice": term(due=63), "asked_by": after(14)}, 14),
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
    assert facts(issued_on=after(30), decision_on=after(50)).days_to_use == 20
    assert facts(issued_on=after(60), decision_on=after(50)).days_to_use == -10
    assert facts(issued_on=after(60)).days_to_use is None
    assert facts(decision_on=after(50)).days_to_use is None


def test_what_comes_after_the_decision_is_an_announcement_and_no_request() -> None:
    told = facts(decision_on=after(-1), issued_on=after(10))
    assert told.told_afterwards
    assert not facts(decision_on=after(0)).told_afterwards
    assert not facts(decision_on=after(-1), form=RequestForm.UNSOLICITED).told_afterwards
    in_time = facts(decision_on=after(50), issued_on=after(30))
    assert over(told, in_time).told_afterwards == 1
    assert over(told, in_time).days_to_use == 20


@pytest.mark.parametrize(
    ("run", "in_time", "late", "overdue", "still_open"),
    [
        (term(42), 1, 0, 0, 0),
        (term(43), 0, 1, 0, 0),
        (term(50, due=56), 1, 0, 0, 0),
        (term(open=True), 0, 0, 1, 0),
        (term(open=True, stopped=True), 0, 0, 0, 1),
        (term(open=True, due=300), 0, 0, 0, 1),
        (term(), 0, 0, 0, 0),
        (None, 0, 0, 0, 0),
    ],
)
def test_who_kept_the_terms(
    run: TermRun | None, in_time: int, late: int, overdue: int, still_open: int
) -> None:
    for kept in (over(facts(advice=run)).ours, over(facts(answer=run)).theirs):
        assert (kept.in_time, kept.late, kept.overdue, kept.open) == (
            in_time,
            late,
            overdue,
            still_open,
        )


def test_the_share_in_time_counts_what_passed_without_an_answer() -> None:
    result = over(
        facts(answer=term(42)), facts(answer=term(50)), facts(answer=term(open=True)), facts()
    )
    assert result.theirs.share_in_time == Fraction(1, 3)
    assert over(facts()).theirs.share_in_time is None


def test_days_taken_are_a_median_that_one_forgotten_file_does_not_spoil() -> None:
    result = over(*(facts(issued_on=after(d), answered_on=after(2 * d)) for d in (30, 40, 900)))
    assert (result.ours.days, result.theirs.days) == (40, 40)
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
        (Grouping.YEAR, {"2025": 1, "2026": 2}),
        (Grouping.QUARTER, {"2025-Q4": 1, "2026-Q1": 1, "2026-Q2": 1}),
        (Grouping.DOMAIN, {"pw": 2, "": 1}),
        (Grouping.DEPARTMENT, {"Jeugd": 1, "Zorg": 1, "": 1}),
    ],
)
def test_figures_by_group(grouping: Grouping, names: dict[str, int]) -> None:
    requests = [
        facts(received_on=date(2026, 4, 1), domain="pw", department="Zorg"),
        facts(received_on=date(2026, 3, 31), domain="pw", department="Jeugd"),
        facts(received_on=date(2025, 12, 31)),
    ]
    found = figures_by(requests, grouping, TODAY)
    assert [(name, each.requests) for name, each in found.items()] == list(names.items())


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
