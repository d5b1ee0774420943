from __future__ import annotations

from datetime import date, timedelta

from council.advice import Verdict
from council.figures import RequestFacts, TermRun, figures
from council.record import replace
from council.requests import PolicyStage, RequestForm
from exports.figure_table import figure_table

TODAY = date(2026, 11, 23)


def facts(days: int, late: bool, name: str = "Verordening") -> RequestFacts:
    received = TODAY - timedelta(days=100)
    due = received + timedelta(days=42)
    issued = received + timedelta(days=days)
    return RequestFacts(
        ref="2026-001",
        title=name,
        form=RequestForm.REQUESTED,
        stage=PolicyStage.STARTING_NOTE,
        received_on=received,
        sent=((issued, None),),
        advice=TermRun(original_due_on=due, due_on=due, met_on=issued),
        verdicts={Verdict.ADOPTED: 1, Verdict.REJECTED: 1} if not late else None,
    )


def rows(*groups: tuple[str, list[RequestFacts]]) -> list[dict[str, str]]:
    data = figure_table("department", [(name, figures(some, TODAY)) for name, some in groups])
    header, *lines = (line.split(";") for line in data.decode("utf-8-sig").splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def test_each_group_is_a_row_with_medians_in_dutch_decimals() -> None:
    (row,) = rows(("Jeugd", [facts(40, False), facts(45, True)]))
    assert row["department"] == "Jeugd"
    assert (row["advice in time"], row["advice came late"]) == ("1", "1")
    assert row["days to advise (median)"] == "42,5"
    assert row["days granted (median)"] == "42"
    assert row["taken over (%, partly counts as half)"] == "50"


def test_what_came_late_and_what_has_not_come_are_not_added() -> None:
    waiting = replace(
        facts(45, True),
        sent=(),
        advice=TermRun(original_due_on=date(2026, 9, 26), due_on=date(2026, 9, 26)),
    )
    (row,) = rows(("Jeugd", [facts(45, True), facts(44, True), waiting]))
    assert (row["advice came late"], row["advice past its term"]) == ("2", "1")


def test_what_is_unknown_is_an_empty_cell() -> None:
    (row,) = rows(("", [facts(45, True)]))
    assert row["taken over (%, partly counts as half)"] == ""
    assert row["days to answer (median)"] == ""


def test_a_department_that_a_spreadsheet_would_run_is_only_text() -> None:
    (row,) = rows(("=cmd|'x'!A0", [facts(40, False)]))
    assert row["department"] == "'=cmd|'x'!A0"
