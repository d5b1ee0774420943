"""Reads what of coming policy must be known today: what nobody asked the council about in time.

Apart from the announcements, whose comparing with requests Today does without.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from council.terms import Purpose, TermRule
from council.today import Unasked
from db.queues import DECISION_PASSED, REQUEST_OWED
from db.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.announcements import Announcement
    from council.backcount import BackCount

_YEAR = timedelta(days=366)
_FARTHEST = timedelta(days=400)
"""How far ahead a decision can lie whose last day to ask has passed: no ordinance asks for more."""
_MOST = 50

BY_EXECUTIVE_SQL = "a.kind IN ('policy_rules', 'implementing_rules')"
"""SQL condition on `announcement a`: `council.requests.BY_EXECUTIVE`, which Today does without."""


def missed(store: Store, council_id: int, today: date) -> tuple[int, tuple[Unasked, ...]]:
    """Return how many pieces were decided without a request, and what could still be asked.

    Of the latter the last day to ask has passed, counted back from the expected decision, which
    is yet to come. The nearest decision is first.
    """
    # Those of one council, some tens a year; the planner would read those of all.
    rows = store.connection.rows(
        f"SELECT a.id, a.title, a.expected_on, {BY_EXECUTIVE_SQL}, {DECISION_PASSED}"
        " FROM announcement a INDEXED BY announcement_by_date LEFT JOIN request r ON r.id = a.request_id"
        f" WHERE a.council_id = :council AND {REQUEST_OWED}"
        f" AND ({DECISION_PASSED} OR a.expected_on BETWEEN :today AND :farthest)"
        " ORDER BY a.sort_on, a.id",
        {
            "council": council_id,
            "today": today.isoformat(),
            "farthest": (today + _FARTHEST).isoformat(),
        },
    )
    coming = [row[:4] for row in rows if not row[4]]
    return len(rows) - len(coming), tuple(_unasked(store, council_id, today, coming[:_MOST]))


def _unasked(
    store: Store, council_id: int, today: date, coming: list[tuple[int, str, str, int]]
) -> Iterable[Unasked]:
    if not coming:
        return
    from council.backcount import advice_end, advice_on_asking

    rules, calendar = store.councils.rules(council_id), store.councils.calendar()
    advised = advice_on_asking(today, rules, calendar)
    for announcement_id, title, expected, by_executive in coming:
        expected_on = date.fromisoformat(expected)
        held = [day for day, off in _plenaries(store, council_id, expected_on).items() if not off]
        end = advice_end(expected_on, calendar, by_executive=bool(by_executive), plenaries=held)
        # All of the count takes its time: only where the outcome may be wanted.
        count = (advised is None or advised > end) and count_back(
            store, council_id, expected_on, by_executive=bool(by_executive)
        )
        if count and count.request_by < today:
            yield Unasked(
                id=announcement_id,
                title=title,
                expected_on=expected_on,
                request_by=count.request_by,
            )


def count_back(store: Store, council_id: int, day: date, *, by_executive: bool) -> BackCount | None:
    """Count back from a decision to the last day to ask; None without a term to advise.

    A request has the term that the ordinance sets on the day it is received: where that changes
    before the decision, the last day counts on which either leaves room. A plenary that was
    cancelled after that day still counts: it was asked, or not, to be in time for that one.
    """
    found = None
    for rule in reversed(store.councils.rules(council_id)):  # Of one term the newest comes first.
        if rule.purpose is Purpose.ADVICE and not rule.urgent and rule.valid_from <= day:
            found = _count_back(store, rule, day, _plenaries(store, council_id, day), by_executive)
            if found.request_by >= rule.valid_from:
                break
    return found


def _count_back(
    store: Store,
    rule: TermRule,
    day: date,
    plenaries: dict[date, date | None],
    by_executive: bool,
) -> BackCount:
    from council.backcount import BackStepKind, count_back_city_council, count_back_executive

    count = count_back_executive if by_executive else count_back_city_council
    while True:
        found = count(day, rule, store.councils.calendar(), plenaries=plenaries)
        plenary = found.on(BackStepKind.PLENARY)
        off = plenary and plenaries[plenary]
        if plenary is None or off is None or off > found.request_by:
            return found
        del plenaries[plenary]


def count_back_from(store: Store, one: Announcement) -> BackCount | None:
    """Count back from the day a piece was decided, or is expected at the latest.

    None without such a day, where no request is owed, and without a term to advise.
    """
    from council.requests import BY_EXECUTIVE

    day = one.decided_on or one.expected_on
    if day is None or not one.advice_due:
        return None
    by_executive = one.kind in BY_EXECUTIVE
    return count_back(store, one.council_id, day, by_executive=by_executive)


def _plenaries(store: Store, council_id: int, day: date) -> dict[date, date | None]:
    """Return the plenaries of the year before a day, and when each was cancelled if it was."""
    # A cancelled meeting changes no more; of two on one day the one that was not is the last.
    rows = store.connection.rows(
        "SELECT substr(starts_at, 1, 10),"
        " CASE status WHEN 'cancelled' THEN substr(modified_at, 1, 10) END"
        " FROM meeting WHERE council_id = ? AND kind = 'plenary' AND starts_at BETWEEN ? AND ?"
        " ORDER BY status <> 'cancelled'",
        (council_id, (day - _YEAR).isoformat(), day.isoformat()),
    )
    return {date.fromisoformat(on): off and date.fromisoformat(off) for on, off in rows}
