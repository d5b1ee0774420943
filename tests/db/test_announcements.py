from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from council.announcements import Announcement, Standing
from council.councils import Council
from council.errors import Conflict, NotFound, Refused, WrongUse
from council.figures import figures
from council.meetings import MeetingKind
from council.record import replace
from council.requests import BY_EXECUTIVE, AdviceRequest, DocumentKind, RequestForm, RequestState
from council.terms import Purpose, Unit
from db.announcements import TakenOver
from db.radar import BY_EXECUTIVE_SQL, count_back, missed
from db.store import Store
from db.today import read_today

TODAY = date(2026, 11, 23)
S = Standing


@dataclass(frozen=True)
class Line:
    title: str
    expected_on: date | None = None
    decided_on: date | None = None
    kind: DocumentKind = DocumentKind.OTHER
    domains: tuple[str, ...] = ()
    source: str = ""


@pytest.fixture
def piece(store: Store, council: Council) -> Announcement:
    return store.announcements.add(
        council.id,
        title="Verordening jeugdhulp 2027",
        kind=DocumentKind.ORDINANCE,
        domain="youth",
        expected_on=date(2026, 10, 31),
        source="planningsdocument",
        seen_on=date(2026, 9, 1),
    )


@pytest.fixture
def request_(store: Store, council: Council) -> AdviceRequest:
    return store.requests.register(
        council.id, title="Jeugdhulpverordening", received_on=TODAY, domains=["youth"]
    )


def standings(store: Store, council: Council) -> dict[Standing, int]:
    """Return what is counted, after checking that the lists and the records agree with it."""
    counts = store.announcements.counts(council.id, TODAY)
    for standing, count in counts.items():
        listed = store.announcements.window(council.id, TODAY, standing).first(100)
        assert [one.standing(TODAY) for one in listed] == [standing] * count
    return {standing: count for standing, count in counts.items() if count}


def test_from_overdue_to_not_submitted_to_matched_and_back(
    store: Store, council: Council, piece: Announcement, request_: AdviceRequest
) -> None:
    assert standings(store, council) == {S.OVERDUE: 1}
    piece = store.announcements.decide(piece, date(2026, 11, 10))
    assert standings(store, council) == {S.NOT_SUBMITTED: 1}
    assert store.announcements.not_submitted(council.id, TODAY) == [piece]
    store.trail.undo()
    assert standings(store, council) == {S.OVERDUE: 1}
    piece = store.announcements.match(store.announcements.get(piece.id), request_)
    assert standings(store, council) == {S.MATCHED: 1}
    assert store.announcements.of_request(request_.id) == [piece]
    piece = store.announcements.decide(piece, TODAY)
    assert standings(store, council) == {S.MATCHED: 1}
    store.announcements.unmatch(piece)
    assert standings(store, council) == {S.NOT_SUBMITTED: 1}
    for standing in (S.MATCHED, S.MATCHED, S.OVERDUE):
        store.trail.undo()
        assert standings(store, council) == {standing: 1}


def test_every_standing_is_counted_as_the_record_says(store: Store, council: Council) -> None:
    def add(title: str, **values: Any) -> Announcement:
        return store.announcements.add(council.id, title=title, seen_on=TODAY, **values)

    add("later", expected_on=TODAY)
    add("ooit")
    add("voorbij", expected_on=date(2026, 11, 22), decided_on=date(2026, 12, 1))
    add("besloten", decided_on=TODAY)
    add("zonder advies", decided_on=TODAY, advice_due=False)
    bypassed = store.requests.register(
        council.id, title="omzeild", received_on=TODAY, state=RequestState.BYPASSED
    )
    store.announcements.match(add("omzeild"), bypassed)
    assert standings(store, council) == {
        S.EXPECTED: 2,
        S.OVERDUE: 1,
        S.NOT_SUBMITTED: 2,
        S.NO_ADVICE: 1,
    }


def test_what_a_request_records_as_not_submitted_counts_once_and_as_no_request(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    def counted() -> tuple[int, int, int]:
        """How many the radar, Today and the figures count, the last as requests."""
        asked = figures(store.figures.facts(council.id, date.min, date.max, TODAY), TODAY)
        listed = standings(store, council).get(S.NOT_SUBMITTED, 0)
        assert len(store.announcements.not_submitted(council.id, TODAY)) == listed
        told = read_today(store, council.id, datetime(2026, 11, 23)).not_submitted
        return listed, told, asked.requests

    assert counted() == (0, 0, 1)
    request = store.requests.advance(request_, RequestState.BYPASSED, on=TODAY, reason="besluit")
    assert counted() == (1, 1, 0)
    [stands_in] = store.announcements.of_request(request.id)
    assert (stands_in.title, stands_in.domain, stands_in.source) == (
        request.title,
        "youth",
        request.ref,
    )
    with pytest.raises(Refused, match="link what was announced with 2026-001"):
        store.announcements.unmatch(stands_in)
    piece = store.announcements.add(council.id, title="Lijst", seen_on=TODAY, source="planning")
    piece = store.announcements.match(piece, request)
    assert store.announcements.of_request(request.id) == [piece]
    assert counted() == (1, 1, 0)
    store.requests.advance(request, RequestState.CLOSED, on=TODAY, reason="klaar")
    assert counted() == (1, 1, 0)
    for _step in range(4):
        store.trail.undo()
    assert counted() == (0, 0, 1)


def test_what_is_taken_up_after_it_was_not_submitted_is_the_councils_own_initiative(
    store: Store, council: Council
) -> None:
    bypassed = store.requests.register(
        council.id, title="omzeild", received_on=TODAY, state=RequestState.BYPASSED
    )
    assert standings(store, council) == {S.NOT_SUBMITTED: 1}
    store.requests.advance(bypassed, RequestState.IN_PROGRESS, on=TODAY, reason="eigen advies")
    found = figures(store.figures.facts(council.id, date.min, date.max, TODAY), TODAY)
    assert (found.requests, found.unsolicited) == (1, 1)
    assert standings(store, council) == {S.NOT_SUBMITTED: 1}


@pytest.mark.parametrize("target", [RequestState.IN_PROGRESS, RequestState.CLOSED])
def test_what_was_not_submitted_stays_so_whatever_becomes_of_its_request(
    store: Store, council: Council, piece: Announcement, target: RequestState
) -> None:
    bypassed = store.requests.register(
        council.id, title="omzeild", received_on=TODAY, state=RequestState.BYPASSED
    )
    store.announcements.match(piece, bypassed)
    bypassed = store.requests.advance(bypassed, target, on=TODAY, reason="alsnog gevraagd")
    assert standings(store, council) == {S.NOT_SUBMITTED: 1}
    if target is RequestState.IN_PROGRESS:
        store.requests.advance(bypassed, RequestState.WITHDRAWN, on=TODAY, reason="toch niet")
    (missed,) = store.announcements.not_submitted(council.id, TODAY)
    assert [str(one) for one in missed.why_unasked()] == [
        "By its request nothing was submitted to the council."
    ]


@pytest.mark.parametrize(
    ("form", "steps", "asked"),
    [
        (RequestForm.UNSOLICITED, [], False),
        (RequestForm.UNSOLICITED, ["withdrawn"], False),
        (RequestForm.REQUESTED, ["withdrawn"], False),
        (RequestForm.REQUESTED, ["withdrawn", "closed"], False),
        (RequestForm.REQUESTED, ["withdrawn", "in_progress"], True),
        (RequestForm.REQUESTED, ["withdrawn", "closed", "in_progress"], True),
        (RequestForm.REQUESTED, ["declined", "closed"], True),
        (RequestForm.EARLY_INPUT, ["in_progress", "closed"], True),
    ],
)
def test_what_the_municipality_did_not_ask_is_no_request(
    store: Store,
    council: Council,
    piece: Announcement,
    form: RequestForm,
    steps: list[str],
    asked: bool,
) -> None:
    piece = store.announcements.decide(piece, TODAY)
    request = store.requests.register(
        council.id, title="Jeugdhulpverordening", received_on=date(2026, 11, 2), form=form
    )
    piece = store.announcements.match(piece, request)
    for step in steps:
        request = store.requests.advance(request, RequestState(step), on=TODAY, reason="x")
    assert standings(store, council) == {S.MATCHED if asked else S.NOT_SUBMITTED: 1}
    missed = store.announcements.not_submitted(council.id, TODAY)
    assert [bool(one.why_unasked()) for one in missed] == ([] if asked else [True])
    assert read_today(store, council.id, datetime(2026, 11, 23)).not_submitted == len(missed)


def test_a_piece_whose_request_was_withdrawn_is_expected_again(
    store: Store, council: Council, piece: Announcement, request_: AdviceRequest
) -> None:
    store.announcements.match(piece, request_)
    store.requests.advance(request_, RequestState.WITHDRAWN, on=TODAY, reason="later")
    assert standings(store, council) == {S.OVERDUE: 1}


def test_a_request_that_came_after_the_decision_is_no_request(
    store: Store, council: Council, piece: Announcement, request_: AdviceRequest
) -> None:
    decided = date(2026, 11, 10)
    piece = store.announcements.match(store.announcements.decide(piece, decided), request_)
    assert piece.told_afterwards
    assert ["Its request came after the decision" in str(one) for one in piece.why_unasked()] == [
        True
    ]
    assert standings(store, council) == {S.NOT_SUBMITTED: 1}
    assert store.announcements.not_submitted(council.id, TODAY) == [piece]
    (facts,) = store.figures.facts(council.id, TODAY, TODAY, TODAY)
    assert facts.told_afterwards


def test_the_list_comes_by_expected_date_and_pages_both_ways(
    store: Store, council: Council
) -> None:
    for title, expected in (
        ("Nota", None),
        ("Beleidsregels bijstand", date(2027, 1, 31)),
        ("Verordening Wmo", date(2026, 12, 31)),
        ("Verordening bijstand", date(2027, 1, 31)),
    ):
        store.announcements.add(council.id, title=title, seen_on=TODAY, expected_on=expected)
    window = store.announcements.window(council.id, TODAY)
    listed = window.first(10)
    titles = ["Verordening Wmo", "Beleidsregels bijstand", "Verordening bijstand", "Nota"]
    assert [one.title for one in listed] == titles
    assert window.after(listed[0], 2) == listed[1:3]
    assert window.before(listed[3], 2) == listed[1:3]
    assert window.last(1) == listed[3:]
    filtered = store.announcements.window(council.id, TODAY, filter_text="BIJSTAND verord")
    assert [one.title for one in filtered.first(10)] == ["Verordening bijstand"]


def test_a_request_finds_its_announcement_and_an_announcement_its_request(
    store: Store, council: Council, piece: Announcement, request_: AdviceRequest
) -> None:
    store.announcements.add(council.id, title="Verordening leerlingenvervoer", seen_on=TODAY)
    store.requests.register(council.id, title="Verordening leerlingenvervoer", received_on=TODAY)
    [match] = store.announcements.suggestions(request_)
    assert match.announcement == piece
    [proposal] = store.announcements.proposals(piece)
    assert (proposal.request_id, proposal.ref) == (request_.id, request_.ref)
    assert str(proposal.likeness.evidence[0]) == "Words in common: jeugdhulp, verordening."
    store.announcements.match(piece, request_)
    assert store.announcements.suggestions(request_) == []


@pytest.mark.parametrize("domains", [[], ["youth"], ["pw"]], ids=["none", "its own", "another"])
def test_a_request_and_an_announcement_are_alike_from_either_side(
    store: Store, council: Council, piece: Announcement, domains: list[str]
) -> None:
    request = store.requests.register(
        council.id, title="Verordening jeugdhulp 2027", received_on=TODAY, domains=domains
    )
    [match] = store.announcements.suggestions(request)
    [proposal] = store.announcements.proposals(piece)
    assert proposal.likeness == match.likeness


def test_a_title_full_of_signs_finds_nothing_and_breaks_nothing(
    store: Store, council: Council
) -> None:
    odd = store.announcements.add(council.id, title='" OR * NEAR( ) -', seen_on=TODAY)
    assert store.announcements.proposals(odd) == []
    assert store.announcements.window(council.id, TODAY, filter_text='" OR *').first(5) == [odd]


def test_one_request_answers_several_announcements_but_not_the_other_way_round(
    store: Store, council: Council, piece: Announcement, request_: AdviceRequest
) -> None:
    other = store.announcements.add(council.id, title="Nadere regels jeugdhulp", seen_on=TODAY)
    piece = store.announcements.match(piece, request_)
    store.announcements.match(other, request_)
    assert len(store.announcements.of_request(request_.id)) == 2
    with pytest.raises(Refused, match="has a request already"):
        store.announcements.match(piece, request_)
    fresh = store.announcements.unmatch(piece)
    with pytest.raises(Refused, match="has no request"):
        store.announcements.unmatch(fresh)


def test_a_request_of_another_council_is_refused_by_store_and_schema(
    store: Store, piece: Announcement
) -> None:
    other = store.councils.create(code="CR", name="Cliëntenraad Donkerveen")
    theirs = store.requests.register(other.id, title="Verordening", received_on=TODAY)
    with pytest.raises(Refused, match="another council"):
        store.announcements.match(piece, theirs)
    with pytest.raises(Refused, match="another council"), store.connection.change("x"):
        store.connection.update("announcement", piece.id, piece.version, request_id=theirs.id)


def test_the_link_stands_in_the_log_of_the_request_and_both_are_undone_in_turn(
    store: Store, piece: Announcement, request_: AdviceRequest
) -> None:
    store.announcements.match(piece, request_)
    log = store.trail.log(request_id=request_.id)
    assert [change.action for change in log] == ["announcement.match", "request.register"]
    store.trail.undo()
    store.trail.undo()
    with pytest.raises(NotFound):
        store.requests.by_id(request_.id)
    store.trail.redo()
    store.trail.redo()
    assert store.announcements.get(piece.id).request_id == request_.id


def test_what_somebody_else_changed_first_is_a_conflict(store: Store, piece: Announcement) -> None:
    store.announcements.decide(piece, TODAY)
    with pytest.raises(Conflict, match="jansen changed this"):
        store.announcements.decide(piece, TODAY)


@pytest.mark.parametrize(
    ("values", "says"), [({"title": " \n"}, "needs a subject"), ({"domain": "zorg"}, "no domain")]
)
def test_what_cannot_be_announced(
    store: Store, council: Council, values: dict[str, Any], says: str
) -> None:
    with pytest.raises(WrongUse, match=says):
        store.announcements.add(council.id, seen_on=TODAY, **({"title": "Nota"} | values))


def test_changing_and_undoing(store: Store, piece: Announcement) -> None:
    changed = store.announcements.change(
        piece,
        title="Verordening jeugdhulp 2028",
        kind=piece.kind,
        domain="",
        expected_on=None,
        decided_on=None,
        source="",
        advice_due=False,
    )
    assert (changed.title, changed.domain, changed.advice_due) == (
        "Verordening jeugdhulp 2028",
        "",
        False,
    )
    store.trail.undo()
    restored = store.announcements.get(piece.id)
    assert (restored.title, restored.domain, restored.advice_due) == (
        piece.title,
        "youth",
        True,
    )


LIST = [
    Line("Verordening Wmo", date(2026, 12, 31), kind=DocumentKind.ORDINANCE, domains=("wmo",)),
    Line("Minimabeleid", date(2027, 3, 31), domains=("pw", "general")),
    Line("Evaluatie", date(2027, 3, 31)),
    Line("Evaluatie", date(2027, 9, 30)),
]


def test_a_list_read_again_changes_nothing(store: Store, council: Council) -> None:
    take_over = store.announcements.take_over
    assert take_over(council.id, LIST, TODAY, "planning.csv") == TakenOver(
        added=4, changed=0, unchanged=0
    )
    before = store.announcements.window(council.id, TODAY).first(10)
    assert {one.source for one in before} == {"planning.csv"}
    assert [one.domain for one in before] == ["wmo", "pw", "", ""]
    again = take_over(council.id, LIST[::-1], date(2026, 12, 1), "planning.csv")
    assert again == TakenOver(added=0, changed=0, unchanged=4)
    assert store.announcements.window(council.id, TODAY).first(10) == before
    assert len(store.trail.log()) == 6  # the council, its four terms, one list


def test_a_newer_list_moves_what_moved_and_keeps_what_it_leaves_open(
    store: Store, council: Council, piece: Announcement, request_: AdviceRequest
) -> None:
    store.announcements.match(piece, request_)
    newer = [
        Line("Verordening Jeugdhulp 2027", date(2026, 12, 31), source="planning dec"),
        Line("Verordening Wmo", decided_on=date(2026, 11, 5)),
    ]
    assert store.announcements.take_over(council.id, newer, TODAY) == TakenOver(
        added=1, changed=1, unchanged=0
    )
    moved = store.announcements.get(piece.id)
    assert (moved.expected_on, moved.source) == (date(2026, 12, 31), "planning dec")
    assert (moved.kind, moved.domain, moved.request_id, moved.seen_on) == (
        piece.kind,
        "youth",
        request_.id,
        piece.seen_on,
    )
    assert standings(store, council) == {S.MATCHED: 1, S.NOT_SUBMITTED: 1}
    store.trail.undo()
    assert standings(store, council) == {S.MATCHED: 1}
    assert store.announcements.get(piece.id).expected_on == piece.expected_on


def test_a_list_with_one_bad_line_is_not_taken_over_at_all(store: Store, council: Council) -> None:
    with pytest.raises(WrongUse, match="no domain"):
        store.announcements.take_over(council.id, [*LIST, Line("Nota", domains=("zorg",))], TODAY)
    assert store.announcements.window(council.id, TODAY).first(10) == []


@pytest.mark.parametrize(
    ("today", "facts", "told"),
    [
        (date(2026, 12, 30), {}, False),
        (date(2026, 12, 31), {}, True),
        (date(2027, 2, 1), {}, True),
        (date(2027, 1, 15), {"kind": DocumentKind.POLICY_RULES}, False),
        (date(2027, 1, 15), {"kind": DocumentKind.IMPLEMENTING_RULES}, False),
        (date(2027, 2, 1), {"advice_due": False}, False),
        (date(2027, 4, 2), {}, False),  # Its date has passed: that is told apart.
    ],
)
def test_that_the_last_day_to_ask_passed_is_told_as_it_is_counted_back(
    store: Store, council: Council, today: date, facts: dict[str, Any], told: bool
) -> None:
    one = store.announcements.add(
        council.id, title="Minimabeleid", expected_on=date(2027, 4, 1), seen_on=TODAY, **facts
    )
    decided, unasked = missed(store, council.id, today)
    assert (decided, [each.id for each in unasked]) == (0, [one.id] if told else [])
    if told:
        assert unasked[0].request_by == date(2026, 12, 30)
        assert one.standing(today) is S.EXPECTED


@pytest.mark.parametrize(
    ("changes", "request_by"),
    [
        ([], date(2026, 12, 30)),
        # A longer term begins later, before all that may be asked, or on the way.
        ([(10, date(2027, 1, 1))], date(2026, 12, 30)),
        ([(10, date(2026, 12, 1))], date(2026, 12, 2)),
        ([(10, date(2026, 12, 5))], date(2026, 12, 4)),
        # A shorter one begins in time to be of use, or too late for that.
        ([(10, date(2016, 1, 1)), (6, date(2026, 12, 28))], date(2026, 12, 30)),
        ([(10, date(2016, 1, 1)), (6, date(2027, 1, 4))], date(2026, 12, 2)),
    ],
)
def test_the_last_day_to_ask_follows_the_term_that_holds_on_that_day(
    store: Store, council: Council, changes: list[tuple[int, date]], request_by: date
) -> None:
    for weeks, since in changes:
        store.councils.add_rule(
            council.id, purpose=Purpose.ADVICE, amount=weeks, unit=Unit.WEEK, valid_from=since
        )
    count = count_back(store, council.id, date(2027, 4, 1), by_executive=False)
    assert count is not None
    assert count.request_by == request_by
    store.announcements.add(
        council.id, title="Minimabeleid", expected_on=date(2027, 4, 1), seen_on=TODAY
    )
    assert missed(store, council.id, request_by) == (0, ())
    (unasked,) = missed(store, council.id, request_by + timedelta(days=1))[1]
    assert unasked.request_by == request_by


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_today_knows_what_the_executive_decides_by_itself(
    store: Store, council: Council, kind: DocumentKind
) -> None:
    store.announcements.add(council.id, title="Minimabeleid", kind=kind, seen_on=TODAY)
    found = store.connection.value(f"SELECT {BY_EXECUTIVE_SQL} FROM announcement a")
    assert bool(found) is (kind in BY_EXECUTIVE)


def test_what_was_asked_in_time_or_decided_is_not_waited_for(
    store: Store, council: Council, request_: AdviceRequest
) -> None:
    asked, decided = (
        store.announcements.add(
            council.id, title=title, expected_on=date(2027, 1, 4), seen_on=TODAY
        )
        for title in ("Jeugdhulp", "Vervoer")
    )
    assert len(missed(store, council.id, TODAY)[1]) == 2
    store.announcements.match(asked, request_)
    store.announcements.decide(decided, TODAY)
    assert missed(store, council.id, TODAY) == (1, ())


@pytest.mark.parametrize(
    ("cancelled_on", "request_by"),
    [
        (None, date(2026, 10, 6)),
        (date(2026, 11, 23), date(2026, 10, 6)),  # That day had passed by then.
        (date(2026, 10, 6), date(2026, 9, 22)),
    ],
)
def test_a_last_day_to_ask_that_had_passed_stays_when_its_plenary_is_cancelled(
    store: Store, council: Council, cancelled_on: date | None, request_by: date
) -> None:
    early, late = (
        store.meetings.plan(
            council.id, title="Plenair", kind=MeetingKind.PLENARY, starts=[start], minutes=120
        )[0]
        for start in (datetime(2026, 11, 3, 19, 30), datetime(2026, 11, 17, 19, 30))
    )
    assert early.starts_at < late.starts_at
    if cancelled_on:
        clock = datetime.combine(cancelled_on, time(9), UTC)
        store.connection.actor = replace(store.connection.actor, clock=lambda: clock)
        store.meetings.cancel(late, "ziekte")
    count = count_back(store, council.id, date(2027, 1, 14), by_executive=False)
    assert count is not None
    assert count.request_by == request_by
