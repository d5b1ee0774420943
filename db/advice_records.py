"""Reads advice, its versions and recommendations, and what was answered to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from council.advice import (
    PROMISING,
    Advice,
    AdviceState,
    AdviceText,
    Answer,
    AnswerForm,
    Judgement,
    Outcome,
    Promise,
    Recommendation,
    Tone,
    UndatedPromise,
    Verdict,
    outcomes,
)
from council.errors import NotFound
from council.text import clean_line, quoted
from council.wording import say
from db.connection import Connection, day, local

_ADVICE = (
    "SELECT a.id, a.request_id, r.ref || '-A' || a.number, a.title, a.state, a.tone,"
    " coalesce(t.text, ''), coalesce(t.number, 0), a.decision, a.mandate, a.adopted_on,"
    " a.issued_on, a.copy_sent_on, a.public_on, a.minority_view, a.version"
    " FROM advice a JOIN request r ON r.id = a.request_id"
    " LEFT JOIN advice_text t ON t.id ="
    "  (SELECT id FROM advice_text WHERE advice_id = a.id ORDER BY number DESC LIMIT 1)"
)
_JUDGEMENT = (
    "j.recommendation_id, j.verdict, j.reasons, j.promised_on, EXISTS (SELECT 1 FROM clock c"
    " WHERE c.id = j.clock_id AND c.rule_id IS NOT NULL), j.seen, j.checked_on, j.kept"
)

PROMISE = (
    "SELECT c.id, r.id, r.ref || '-A' || a.number, a.title, n.id, n.number, n.text, j.promised_on,"
    " w.received_on, j.verdict, c.rule_id IS NOT NULL, coalesce(t.article, ''), j.reasons,"
    " j.checked_on, j.seen, j.kept"
    " FROM clock c JOIN judgement j ON j.clock_id = c.id JOIN answer w ON w.id = j.answer_id"
    " JOIN recommendation n ON n.id = j.recommendation_id JOIN advice a ON a.id = n.advice_id"
    " JOIN request r ON r.id = a.request_id LEFT JOIN term_rule t ON t.id = c.rule_id"
)
"""Reads what `promise_of` makes a promise of: clocks `c` of judgements, the request `r`."""

UNDATED = (
    "SELECT r.id, r.ref || '-A' || a.number, a.title, n.id, n.number, n.text, w.received_on,"
    " j.verdict, j.reasons"
    " FROM request r CROSS JOIN advice a ON a.request_id = r.id"
    " CROSS JOIN recommendation n ON n.advice_id = a.id"
    " JOIN judgement j ON j.id = (SELECT l.id FROM judgement l JOIN answer e ON e.id = l.answer_id"
    "  WHERE l.recommendation_id = n.id"
    "  ORDER BY l.verdict = 'not_answered', e.received_on DESC, e.id DESC LIMIT 1)"
    " JOIN answer w ON w.id = j.answer_id"
    " WHERE r.closed_on IS NULL AND a.state = 'issued' AND j.promised_on IS NULL"
    f" AND j.verdict IN {tuple(str(verdict) for verdict in sorted(PROMISING))}"
)
"""Reads what `undated_of` makes of the promises of open requests that have no day.

What became of a recommendation is its latest judgement; silence does not undo an earlier one.
"""


class AdviceReader:
    """Reads advice and answers; it changes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, council_id: int, ref: str) -> Advice:
        """Return the advice with this reference, for example `2026-014-A1`."""
        ref = clean_line(ref).upper()
        request_ref, _mark, number = ref.rpartition("-A")
        found = self._select(
            "r.council_id = ? AND r.ref = ? AND a.number = ?",
            (council_id, request_ref, int(number) if number.isdecimal() else 0),
        )
        if not found:
            raise NotFound(say("There is no advice “{ref}”.", ref=quoted(ref)), field="ref")
        return found[0]

    def by_id(self, advice_id: int) -> Advice:
        """Return one advice."""
        found = self._select("a.id = ?", (advice_id,))
        if not found:
            raise NotFound(say("This advice is gone: its making was undone."))
        return found[0]

    def of_request(self, request_id: int) -> list[Advice]:
        """Return every advice on a request, withdrawn ones included, in order."""
        return self._select("a.request_id = ? ORDER BY a.number", (request_id,))

    def current(self, request_id: int) -> Advice | None:
        """Return the last advice on a request that was not withdrawn, or None."""
        standing = "a.request_id = ? AND a.state <> 'withdrawn' ORDER BY a.number DESC LIMIT 1"
        return next(iter(self._select(standing, (request_id,))), None)

    def versions(self, advice_id: int) -> list[AdviceText]:
        """Return the versions of the text, in order."""
        rows = self._db.rows(
            "SELECT number, text, who, at FROM advice_text WHERE advice_id = ? ORDER BY number",
            (advice_id,),
        )
        return [
            AdviceText(
                number=number,
                text=text,
                who=who,
                at=local(at),
            )
            for number, text, who, at in rows
        ]

    def recommendations(self, advice_id: int) -> list[Recommendation]:
        """Return the recommendations in order."""
        rows = self._db.rows(
            "SELECT id, advice_id, number, text, coalesce(domain, '') FROM recommendation"
            " WHERE advice_id = ? ORDER BY number",
            (advice_id,),
        )
        return [
            Recommendation(id=id_, advice_id=advice, number=number, text=text, domain=domain)
            for id_, advice, number, text, domain in rows
        ]

    def answers_to(self, advice_id: int) -> list[Answer]:
        """Return the answers to an advice in the order they came."""
        rows = self._db.rows(
            "SELECT id, advice_id, received_on, form, reference FROM answer"
            " WHERE advice_id = ? ORDER BY received_on, id",
            (advice_id,),
        )
        return [
            Answer(
                id=answer_id,
                advice_id=advice,
                received_on=date.fromisoformat(received_on),
                form=AnswerForm(form),
                reference=reference,
            )
            for answer_id, advice, received_on, form, reference in rows
        ]

    def judgements(self, answer_id: int) -> list[Judgement]:
        """Return what one answer does with the recommendations it mentions, in their order."""
        rows = self._db.rows(
            f"SELECT {_JUDGEMENT} FROM judgement j"
            " JOIN recommendation n ON n.id = j.recommendation_id"
            " WHERE j.answer_id = ? ORDER BY n.number",
            (answer_id,),
        )
        return [_judgement(row) for row in rows]

    def outcomes(self, advice_id: int) -> list[Outcome]:
        """Return every recommendation with what became of it, over all answers."""
        rows = self._db.rows(
            f"SELECT {_JUDGEMENT} FROM judgement j JOIN answer w ON w.id = j.answer_id"
            " WHERE w.advice_id = ? ORDER BY w.received_on, w.id, j.id",
            (advice_id,),
        )
        return outcomes(self.recommendations(advice_id), [_judgement(row) for row in rows])

    def _select(self, where: str, params: Sequence[object]) -> list[Advice]:
        return [_advice(row) for row in self._db.rows(f"{_ADVICE} WHERE {where}", params)]


def _advice(row: tuple[Any, ...]) -> Advice:
    (
        advice_id,
        request_id,
        ref,
        title,
        state,
        tone,
        text,
        text_version,
        decision,
        mandate,
        adopted_on,
        issued_on,
        copy_sent_on,
        public_on,
        minority_view,
        version,
    ) = row
    return Advice(
        id=advice_id,
        request_id=request_id,
        ref=ref,
        title=title,
        state=AdviceState(state),
        tone=Tone(tone) if tone else None,
        text=text,
        text_version=text_version,
        decision=decision,
        mandate=mandate,
        adopted_on=day(adopted_on),
        issued_on=day(issued_on),
        copy_sent_on=day(copy_sent_on),
        public_on=day(public_on),
        minority_view=minority_view,
        version=version,
    )


def _judgement(row: tuple[Any, ...]) -> Judgement:
    recommendation_id, verdict, reasons, promised_on, by_rule, seen, checked_on, kept = row
    return Judgement(
        recommendation_id=recommendation_id,
        verdict=Verdict(verdict),
        reasons=reasons,
        promised_on=day(promised_on),
        by_rule=bool(by_rule),
        seen=seen,
        checked_on=day(checked_on),
        kept=None if kept is None else bool(kept),
    )


def undated_of(row: tuple[Any, ...]) -> UndatedPromise:
    """Return the promise that a row of `UNDATED` tells of."""
    request_id, advice_ref, title, recommendation_id, number, text, answered_on, verdict, words = (
        row
    )
    return UndatedPromise(
        request_id=request_id,
        advice_ref=advice_ref,
        title=title,
        recommendation_id=recommendation_id,
        number=number,
        text=text,
        answered_on=date.fromisoformat(answered_on),
        verdict=Verdict(verdict),
        words=words,
    )


def promise_of(row: tuple[Any, ...]) -> Promise:
    """Return the promise that a row of `PROMISE` tells of."""
    (
        clock_id,
        request_id,
        advice_ref,
        title,
        recommendation_id,
        number,
        text,
        promised_on,
        answered_on,
        verdict,
        by_rule,
        article,
        words,
        checked_on,
        seen,
        kept,
    ) = row
    return Promise(
        clock_id=clock_id,
        request_id=request_id,
        advice_ref=advice_ref,
        title=title,
        recommendation_id=recommendation_id,
        number=number,
        text=text,
        promised_on=date.fromisoformat(promised_on),
        answered_on=date.fromisoformat(answered_on),
        verdict=Verdict(verdict),
        by_rule=bool(by_rule),
        article=article,
        words=words,
        checked_on=day(checked_on),
        seen=seen,
        kept=None if kept is None else bool(kept),
    )
