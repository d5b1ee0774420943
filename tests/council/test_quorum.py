from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from council.errors import Refused, WrongUse
from council.quorum import Quorum, QuorumBasis, QuorumRule

MEMBERS = st.integers(0, 200)


@pytest.mark.parametrize(
    ("rule", "seats", "seated", "required"),
    [
        (QuorumRule(), 12, 9, 5),
        (QuorumRule(), 12, 10, 6),
        (QuorumRule(strict=False), 12, 9, 5),
        (QuorumRule(strict=False), 12, 10, 5),
        (QuorumRule(basis=QuorumBasis.SEATS), 12, 9, 7),
        (QuorumRule(numerator=2, denominator=3, strict=False), 12, 10, 7),
        (QuorumRule(numerator=2, denominator=3, strict=False), 12, 9, 6),
        (QuorumRule(numerator=2, denominator=3), 12, 9, 7),
        (QuorumRule(numerator=1, denominator=1, strict=False), 12, 9, 9),
        (QuorumRule(numerator=0), 12, 9, 0),
        (QuorumRule(), 12, 0, 1),
    ],
)
def test_so_many_must_be_present(rule: QuorumRule, seats: int, seated: int, required: int) -> None:
    assert rule.required(seats, seated) == required


def test_exactly_half_is_not_more_than_half() -> None:
    assert not QuorumRule().met(12, 10, 5)
    assert QuorumRule().met(12, 10, 6)
    assert QuorumRule(strict=False).met(12, 10, 5)


@st.composite
def rules(draw: st.DrawFn) -> QuorumRule:
    denominator = draw(st.integers(1, 20))
    numerator = draw(st.integers(1, denominator))
    strict = draw(st.booleans())
    assume(not (strict and numerator == denominator))
    return QuorumRule(
        numerator=numerator,
        denominator=denominator,
        strict=strict,
        basis=draw(st.sampled_from(QuorumBasis)),
    )


@given(rules(), MEMBERS, MEMBERS, MEMBERS)
def test_the_quorum_is_the_exact_fraction(
    rule: QuorumRule, seats: int, seated: int, present: int
) -> None:
    whole = seats if rule.basis is QuorumBasis.SEATS else seated
    part = whole * Fraction(rule.numerator, rule.denominator)
    assert rule.met(seats, seated, present) == (present > part if rule.strict else present >= part)


@given(rules(), st.integers(1, 200))
def test_a_full_council_always_has_its_quorum(rule: QuorumRule, members: int) -> None:
    assert rule.met(members, members, members)


@pytest.mark.parametrize(
    ("numerator", "denominator", "strict"),
    [(1, 1, True), (3, 2, False), (-1, 2, False), (0, 0, False), (1, 0, True), (0, -1, False)],
)
def test_a_quorum_that_can_never_be_met_is_refused(
    numerator: int, denominator: int, strict: bool
) -> None:
    with pytest.raises(Refused, match="can never be met"):
        QuorumRule(numerator=numerator, denominator=denominator, strict=strict)


def test_whether_it_is_met_is_unknown_without_attendance() -> None:
    assert QuorumRule().count(12, 9) == Quorum(seated=9, required=5)
    assert QuorumRule().count(12, 9).met is None
    assert QuorumRule().count(12, 9, 5).met is True
    assert QuorumRule().count(12, 9, 4).met is False
    assert QuorumRule(numerator=0).count(12, 9, 0).met is True


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (QuorumRule(), "more than half of the seated voting members (the program's default)"),
        (
            QuorumRule(article="art. 9"),
            "more than half of the seated voting members (art. 9)",
        ),
        (
            QuorumRule(basis=QuorumBasis.SEATS, strict=False).asking("2/3"),
            "at least 2/3 of the voting seats",
        ),
        (QuorumRule().asking("0"), "no quorum is asked"),
    ],
)
def test_a_quorum_says_its_rule(rule: QuorumRule, words: str) -> None:
    assert str(rule) == words


@pytest.mark.parametrize("part", ["", "half", "1/", "/2", "-1/2", "1/2/3", "½"])
def test_what_is_no_part_is_refused(part: str) -> None:
    with pytest.raises(WrongUse, match="give one such as 1/2"):
        QuorumRule().asking(part)
