"""Lists the advice of a council by stage, with what became of it in numbers."""

from __future__ import annotations

import json
from typing import Any

from council.advice import AdviceState, Tone, Verdict
from council.advice_stages import AdviceLine, AdviceStage
from council.terms import AdvisedBody
from council.text import clean_line
from db.connection import Connection, day
from db.search import wanted
from db.window import Window

# What became of a recommendation is its latest judgement; silence does not undo an earlier one.
_VERDICTS = (
    "(SELECT json_group_object(verdict, times) FROM (SELECT verdict, count(*) AS times FROM ("
    " SELECT coalesce((SELECT j.verdict FROM judgement j JOIN answer w ON w.id = j.answer_id"
    "  WHERE j.recommendation_id = n.id"
    "  ORDER BY j.verdict = 'not_answered', w.received_on DESC, w.id DESC LIMIT 1), 'not_answered')"
    " AS verdict FROM recommendation n WHERE n.advice_id = a.id) GROUP BY verdict))"
)
_ANSWERED_ON = "(SELECT max(received_on) FROM answer WHERE advice_id = a.id)"
_SELECT = (
    "SELECT a.id, a.request_id, r.ref || '-A' || a.number, a.title, a.state, a.tone, a.issued_on,"
    " a.copy_sent_on, (SELECT count(*) FROM recommendation WHERE advice_id = a.id),"
    f" {_ANSWERED_ON},"
    " CASE a.state WHEN 'issued' THEN (SELECT min(due_on) FROM clock WHERE request_id = r.id"
    "  AND purpose = 'answer' AND state = 'running') END,"
    f" CASE WHEN {_ANSWERED_ON} IS NOT NULL THEN {_VERDICTS} ELSE '{{}}' END,"
    " r.closed_on IS NOT NULL, r.body"
    " FROM advice a JOIN request r ON r.id = a.request_id"
)
_IS_ANSWERED = "EXISTS (SELECT 1 FROM answer WHERE advice_id = a.id)"
_STAGES = {
    AdviceStage.DRAFT: "a.state = 'draft'",
    AdviceStage.ADOPTED: "a.state = 'adopted'",
    AdviceStage.WAITING: f"a.state = 'issued' AND r.closed_on IS NULL AND NOT {_IS_ANSWERED}",
    AdviceStage.ANSWERED: f"a.state = 'issued' AND (r.closed_on IS NOT NULL OR {_IS_ANSWERED})",
    AdviceStage.WITHDRAWN: "a.state = 'withdrawn'",
}

_ITS_WORDS = "(e.kind = 'request' OR (e.kind = 'advice' AND e.subject_id = a.id))"


class AdviceList:
    """Reads advice as lines, the newest first."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def window(
        self, council_id: int, stage: AdviceStage, filter_text: str = ""
    ) -> Window[AdviceLine]:
        """Return the advice in one stage as a list to page through.

        `filter_text` keeps the advice in which, or in whose request, every word occurs.
        """
        where = f"r.council_id = :council AND {_STAGES[stage]}"
        params: dict[str, object] = {"council": council_id}
        if clean_line(filter_text):
            condition, values = self._holding(filter_text)
            where += f" AND {condition}"
            params |= values
        return Window(
            self._db,
            select=_SELECT,
            where=where,
            params=params,
            key_columns=("a.id",),
            key=lambda line: (line.id,),
            make=_line,
            descending=True,
        )

    def _holding(self, text: str) -> tuple[str, dict[str, object]]:
        """Return the condition that an advice or its request holds every word, and its values."""
        found = wanted(self._db, text)
        if found.rare:
            ids = (
                "SELECT a.id FROM search_entry e JOIN advice a ON a.request_id = e.request_id"
                f" AND {_ITS_WORDS} WHERE {found.condition}"
            )
            return f"a.id IN ({ids})", found.values
        one = (
            "SELECT 1 FROM search_entry e WHERE e.request_id = r.id"
            f" AND {_ITS_WORDS} AND {found.condition}"
        )
        return f"EXISTS ({one})", found.values

    def lines(
        self, council_id: int, stage: AdviceStage, filter_text: str = "", limit: int = 1000
    ) -> list[AdviceLine]:
        """Return the advice in one stage."""
        return self.window(council_id, stage, filter_text).first(limit)

    def line(self, advice_id: int) -> AdviceLine | None:
        """Return one advice as a line; None when it is gone."""
        row = self._db.row(f"{_SELECT} WHERE a.id = ?", (advice_id,))
        return None if row is None else _line(row)


def _line(row: tuple[Any, ...]) -> AdviceLine:
    (
        advice_id,
        request_id,
        ref,
        title,
        state,
        tone,
        issued_on,
        copy_sent_on,
        recommendations,
        answered_on,
        answer_due_on,
        verdicts,
        closed,
        body,
    ) = row
    return AdviceLine(
        id=advice_id,
        request_id=request_id,
        ref=ref,
        title=title,
        state=AdviceState(state),
        tone=Tone(tone) if tone else None,
        issued_on=day(issued_on),
        copy_sent_on=day(copy_sent_on),
        recommendations=recommendations,
        answered_on=day(answered_on),
        answer_due_on=day(answer_due_on),
        verdicts={Verdict(verdict): count for verdict, count in json.loads(verdicts).items()},
        closed=bool(closed),
        body=AdvisedBody(body),
    )
