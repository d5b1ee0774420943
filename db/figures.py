"""Reads what figures over requests are reckoned from, in one pass per table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from council.advice import Verdict
from council.clocks import ClockEvent, ClockEventKind
from council.figures import RequestFacts, TermRun, stopped_days
from council.requests import PolicyStage, RequestForm
from council.terms import Purpose
from db.clock_reading import STOOD_STILL
from db.connection import Connection, day
from db.queues import BYPASSED, DECIDED_ON, TOO_SHORT

_PERIOD = "r.council_id = :council AND r.received_on BETWEEN :first AND :last"
# What was never submitted is no request: it is counted on the radar. Taken up it is the council's
# own initiative.
_SUBMITTED = (
    "NOT (r.state = 'bypassed' OR (r.state = 'closed' AND 'bypassed' = (SELECT h.origin"
    " FROM request_history h WHERE h.request_id = r.id ORDER BY h.id DESC LIMIT 1)))"
)
_REQUESTS = (
    "SELECT r.id, r.ref, r.title, r.form, r.stage, r.received_on, d.domain, r.department, r.asked_by,"
    f" coalesce(r.asked_by >= r.agreed_due_on, 0), {DECIDED_ON}, {TOO_SHORT}, {BYPASSED}"
    " FROM request r"
    " LEFT JOIN request_domain d ON d.request_id = r.id AND d.position = 0"
    f" WHERE {_PERIOD} AND {_SUBMITTED} ORDER BY r.received_on, r.id"
)
_CLOCKS = (
    "SELECT c.request_id, c.purpose, c.original_due_on, c.due_on, c.rule_due_on, c.met_on,"
    " CASE c.state WHEN 'lapsed' THEN (SELECT max(l.on_date) FROM clock_event l"
    f"  WHERE l.clock_id = c.id AND l.kind = 'lapse') END, {STOOD_STILL}"
    " FROM request r CROSS JOIN clock c ON c.request_id = r.id"
    f" WHERE {_PERIOD} AND c.purpose IN ('advice', 'answer') ORDER BY r.id, c.id"
)
_SENT = (
    "SELECT a.request_id, a.issued_on, (SELECT min(w.received_on) FROM answer w"
    "  WHERE w.advice_id = a.id) FROM request r CROSS JOIN advice a ON a.request_id = r.id"
    f" WHERE {_PERIOD} AND a.issued_on IS NOT NULL ORDER BY a.request_id, a.number"
)
# A clock that closed while it stood still did so until it was met or lapsed.
_STOPS = (
    "SELECT c.request_id, c.id, iif(c.state = 'stopped', NULL, coalesce(c.met_on, (SELECT"
    "  max(l.on_date) FROM clock_event l WHERE l.clock_id = c.id AND l.kind = 'lapse'))), e.kind, e.on_date"
    " FROM request r CROSS JOIN clock c ON c.request_id = r.id"
    " CROSS JOIN clock_event e ON e.clock_id = c.id"
    f" WHERE {_PERIOD} AND e.kind IN ('stop', 'resume') ORDER BY c.id, e.id"
)
# The last answer that says something about a recommendation counts; one that was answered
# as a whole and passed it over leaves it unanswered.
_VERDICTS = (
    "SELECT a.request_id, coalesce((SELECT j.verdict FROM judgement j JOIN answer w ON w.id = j.answer_id"
    "  WHERE j.recommendation_id = n.id ORDER BY j.verdict = 'not_answered', w.received_on DESC,"
    "  w.id DESC LIMIT 1), 'not_answered'), count(*)"
    " FROM request r CROSS JOIN advice a ON a.request_id = r.id"
    " CROSS JOIN recommendation n ON n.advice_id = a.id"
    f" WHERE {_PERIOD} AND EXISTS (SELECT 1 FROM answer w WHERE w.advice_id = a.id) GROUP BY 1, 2"
)


class FigureStore:
    """Reads the facts of the requests received in a period."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def facts(self, council_id: int, first: date, last: date, today: date) -> list[RequestFacts]:
        """Return the facts of the requests received from `first` to `last`, in that order.

        A clock that stands still counts its days up to `today`.
        """
        params = {"council": council_id, "first": first.isoformat(), "last": last.isoformat()}
        clocks: dict[int, dict[str, list[TermRun]]] = defaultdict(lambda: defaultdict(list))
        for request_id, purpose, *values in self._db.rows(_CLOCKS, params):
            clocks[request_id][purpose].append(_term(*values))
        sent: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for request_id, issued_on, answered_on in self._db.rows(_SENT, params):
            sent[request_id].append((date.fromisoformat(issued_on), day(answered_on)))
        stopped = self._stopped(params, today)
        verdicts: dict[int, dict[Verdict, int]] = defaultdict(dict)
        for request_id, verdict, count in self._db.rows(_VERDICTS, params):
            verdicts[request_id][Verdict(verdict)] = count
        return [
            _facts(
                row,
                clocks.get(row[0], {}),
                sent.get(row[0], ()),
                stopped.get(row[0], 0),
                verdicts.get(row[0]),
            )
            for row in self._db.rows(_REQUESTS, params)
        ]

    def _stopped(self, params: Mapping[str, object], today: date) -> dict[int, int]:
        """Return on how many days the clocks of each request stood still."""
        events: dict[tuple[Any, ...], list[ClockEvent]] = defaultdict(list)
        for *clock, kind, on in self._db.rows(_STOPS, params):
            event = ClockEvent(kind=ClockEventKind(kind), on=date.fromisoformat(on))
            events[tuple(clock)].append(event)
        of_request: dict[int, list[tuple[list[ClockEvent], date]]] = defaultdict(list)
        for (request_id, _clock_id, closed_on), of_clock in events.items():
            of_request[request_id].append((of_clock, day(closed_on) or today))
        return {request_id: stopped_days(clocks) for request_id, clocks in of_request.items()}


def _term(
    original_due_on: str,
    due_on: str,
    rule_due_on: str | None,
    met_on: str | None,
    lapsed_on: str | None,
    stood_still: int,
) -> TermRun:
    return TermRun(
        original_due_on=date.fromisoformat(original_due_on),
        due_on=date.fromisoformat(due_on),
        rule_due_on=day(rule_due_on),
        met_on=day(met_on),
        lapsed_on=day(lapsed_on),
        stopped=bool(stood_still),
    )


def _facts(
    row: tuple[Any, ...],
    clocks: Mapping[str, Sequence[TermRun]],
    sent: Iterable[tuple[date, date | None]],
    stopped: int,
    verdicts: Mapping[Verdict, int] | None,
) -> RequestFacts:
    _id, ref, title, form, stage, received_on, domain, department, *rest = row
    asked_by, asked_agreed, decision_on, short, bypassed = rest
    return RequestFacts(
        ref=ref,
        title=title,
        form=RequestForm(form),
        stage=PolicyStage(stage),
        received_on=date.fromisoformat(received_on),
        domain=domain or "",
        department=department,
        asked_by=day(asked_by),
        asked_agreed=bool(asked_agreed),
        decision_on=day(decision_on),
        too_short=bool(short),
        bypassed=bool(bypassed),
        sent=tuple(sent),
        advice=next(reversed(clocks.get(Purpose.ADVICE, ())), None),
        answers=tuple(clocks.get(Purpose.ANSWER, ())),
        stopped_days=stopped,
        verdicts=verdicts,
    )
