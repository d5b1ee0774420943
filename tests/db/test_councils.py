from __future__ import annotations

from datetime import date

import pytest

from council.calendar import DECREED_DAYS, DayOff, DayOffKind
from council.councils import DOMAINS, Council, CouncilKind
from council.errors import NotFound, Refused, WrongUse
from council.quorum import QuorumBasis, QuorumRule
from council.terms import Purpose, Unit
from db.store import Store

SUMMER = (date(2027, 7, 17), date(2027, 8, 29))


def add_recess(store: Store, starts_on: date = SUMMER[0], ends_on: date = SUMMER[1]) -> None:
    recess = DayOff(
        starts_on=starts_on,
        ends_on=ends_on,
        kind=DayOffKind.RECESS,
        name="Zomerreces",
        source="rooster griffie",
    )
    store.terms.add_day_off(recess, date(2026, 11, 23))


def test_a_database_without_a_council_says_how_to_begin(store: Store) -> None:
    with pytest.raises(Refused, match="Run: raadtui init"):
        store.councils.get()


def test_a_council_is_found_by_its_code_whatever_the_case(store: Store, council: Council) -> None:
    assert store.councils.get("asd ") == council == store.councils.get()
    with pytest.raises(WrongUse, match="There is no council “XYZ”; there is: ASD"):
        store.councils.get("XYZ")
    with pytest.raises(NotFound):
        store.councils.by_id(99)


def test_a_council_keeps_its_quorum(store: Store) -> None:
    quorum = QuorumRule(numerator=2, denominator=3, strict=False, basis=QuorumBasis.SEATS)
    council = store.councils.create(code="CR", name="Cliëntenraad", quorum=quorum)
    assert store.councils.by_id(council.id).quorum == quorum


def test_whole_councils_come_before_their_parts(store: Store, council: Council) -> None:
    store.councils.create(
        code="WG", name="Werkgroep", kind=CouncilKind.WORKING_GROUP, parent_id=council.id
    )
    store.councils.create(code="CR", name="Cliëntenraad", kind=CouncilKind.CLIENT_COUNCIL)
    assert [one.code for one in store.councils.all()] == ["ASD", "CR", "WG"]


@pytest.mark.parametrize("kind", [CouncilKind.WORKING_GROUP, CouncilKind.SUB_COUNCIL])
def test_only_a_part_belongs_to_another_council(
    store: Store, council: Council, kind: CouncilKind
) -> None:
    with pytest.raises(Refused, match="belongs to another council"):
        store.councils.create(code="X", name="X", kind=kind)
    with pytest.raises(Refused, match="belongs to another council"):
        store.councils.create(code="X", name="X", parent_id=council.id)


def test_a_new_database_knows_the_domains_and_the_decreed_days(store: Store) -> None:
    assert [one.code for one in store.councils.domains()] == [one.code for one in DOMAINS]
    assert store.councils.days_off() == list(DECREED_DAYS)


def test_a_new_version_of_a_term_ends_the_old_one(store: Store, council: Council) -> None:
    new = store.councils.add_rule(
        council.id,
        purpose=Purpose.ADVICE,
        amount=8,
        unit=Unit.WEEK,
        valid_from=date(2027, 1, 1),
        article="art. 6",
    )
    old = store.councils.rule(council.id, Purpose.ADVICE, date(2026, 12, 31))
    assert old is not None
    assert (old.amount, old.valid_until) == (6, date(2026, 12, 31))
    assert store.councils.rule(council.id, Purpose.ADVICE, date(2027, 1, 1)) == new
    urgent = store.councils.rule(council.id, Purpose.ADVICE, date(2027, 1, 1), urgent=True)
    assert urgent is not None
    assert (urgent.amount, urgent.valid_until) == (2, None)
    with pytest.raises(Refused, match="already is such a term from Fri 1 Jan 2027"):
        store.councils.add_rule(
            council.id,
            purpose=Purpose.ADVICE,
            amount=9,
            unit=Unit.WEEK,
            valid_from=date(2027, 1, 1),
        )


def test_versions_of_a_term_never_overlap(store: Store, council: Council) -> None:
    for year in (2027, 2025, 2026):
        store.councils.add_rule(
            council.id,
            purpose=Purpose.ADVICE,
            amount=year - 2020,
            unit=Unit.WEEK,
            valid_from=date(year, 1, 1),
        )
    versions = [
        (rule.valid_from.year, rule.valid_until and rule.valid_until.isoformat())
        for rule in store.councils.rules(council.id)
        if rule.purpose is Purpose.ADVICE and not rule.urgent
    ]
    assert versions == [
        (2015, "2024-12-31"),
        (2025, "2025-12-31"),
        (2026, "2026-12-31"),
        (2027, None),
    ]


def test_a_part_follows_the_terms_of_the_whole(store: Store, council: Council) -> None:
    part = store.councils.create(
        code="WG", name="Werkgroep", kind=CouncilKind.WORKING_GROUP, parent_id=council.id
    )
    assert store.councils.rules(part.id) == store.councils.rules(council.id)


def test_before_the_ordinance_there_was_no_term(store: Store, council: Council) -> None:
    assert store.councils.rule(council.id, Purpose.ADVICE, date(2014, 12, 31)) is None
    request = store.requests.register(council.id, title="Oud", received_on=date(2014, 12, 31))
    assert store.requests.clocks.of_request(request.id) == []


def test_a_recess_counts_both_its_days(store: Store) -> None:
    add_recess(store)
    calendar = store.councils.calendar()
    for day in SUMMER:
        assert calendar.in_recess(day)
    assert not calendar.in_recess(date(2027, 7, 16))
    assert not calendar.in_recess(date(2027, 8, 30))
    with pytest.raises(Refused, match="is known already"):
        add_recess(store)


def test_a_recess_that_ends_before_it_begins_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="lies before the start"):
        add_recess(store, *reversed(SUMMER))


def test_the_calendar_follows_what_a_colleague_adds(store: Store, colleague: Store) -> None:
    assert not store.councils.calendar().in_recess(SUMMER[0])
    add_recess(colleague)
    assert store.councils.calendar().in_recess(SUMMER[0])


def test_unknown_domains_are_named_with_those_there_are(store: Store) -> None:
    with pytest.raises(WrongUse, match="no domain “jeugd”; there is: pw, wmo, youth, general"):
        store.councils.require_domains(["pw", "jeugd"])
