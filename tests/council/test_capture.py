"""A request in one line is read as it was meant, or refused with what there is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.capture import Captured, capture
from council.errors import WrongUse
from council.requests import DocumentKind, PolicyStage

TODAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
DOMAINS = [("pw", "Work and income"), ("wmo", "Social support"), ("youth", "Youth")]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Verordening", Captured(title="Verordening")),
        (
            "Re-integratieverordening !pw #ordinance @draft 6w",
            Captured(
                title="Re-integratieverordening",
                domains=("pw",),
                kind=DocumentKind.ORDINANCE,
                stage=PolicyStage.DRAFT_POLICY,
                asked_by=date(2027, 1, 4),
            ),
        ),
        (
            "!youth !wmo Inkoop jeugdhulp 2027 1-12-2026 !youth",
            Captured(
                title="Inkoop jeugdhulp 2027", domains=("youth", "wmo"), asked_by=date(2026, 12, 1)
            ),
        ),
        ("Beleidsplan !soc", Captured(title="Beleidsplan", domains=("wmo",))),
        ("Verordening fase 2", Captured(title="Verordening fase 2")),
        ("Nota morgen", Captured(title="Nota morgen")),
        ("Wat ! # @ is", Captured(title="Wat ! # @ is")),
    ],
)
def test_a_line_is_read(line: str, meant: Captured) -> None:
    assert capture(line, TODAY, DOMAINS) == meant


@pytest.mark.parametrize(
    ("line", "asked_by"),
    [
        ("Nota 6w", date(2027, 1, 11)),  # As the term of an ordinance of six weeks.
        ("Nota 2w", date(2026, 12, 14)),
        ("Nota 9-1-2027", date(2027, 1, 9)),
        ("Nota 5-12-2026", date(2026, 12, 5)),
    ],
)
def test_a_length_ends_on_a_working_day_and_a_day_on_that_day(line: str, asked_by: date) -> None:
    assert capture(line, SATURDAY, DOMAINS).asked_by == asked_by


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Verordening !xyz", "Work and income, Social support, Youth"),
        ("Verordening #polic", "policy plan, policy rules"),
        ("", "what the request is about"),
        ("!pw #ordinance", "what the request is about"),
    ],
)
def test_a_line_that_is_not_clear_says_what_there_is(line: str, says: str) -> None:
    with pytest.raises(WrongUse, match=says):
        capture(line, TODAY, DOMAINS)


@given(st.text())
def test_any_text_is_read_or_refused(line: str) -> None:
    try:
        found = capture(line, TODAY, DOMAINS)
    except WrongUse:
        return
    assert found.title == " ".join(found.title.split())
    assert found.title
