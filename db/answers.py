"""Records what the municipality answers to an advice, and watches over its promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from council.advice import (
    PROMISING,
    Advice,
    Answer,
    AnswerForm,
    Judgement,
    Outcome,
    Promise,
    Recommendation,
    UndatedPromise,
    Verdict,
)
from council.advice_rules import (
    require_after_issue,
    require_later,
    require_possible_promise,
)
from council.errors import NotFound, Refused
from council.record import replace
from council.requests import RequestState
from council.terms import Purpose
from council.text import clean_line
from council.wording import Message, say
from db.advice_records import PROMISE, UNDATED, AdviceReader, promise_of, undated_of
from db.connection import Connection, day
from db.requests import RequestStore


class AnswerStore:
    """Answers, what they do with each recommendation, and the promises in them."""

    def __init__(self, connection: Connection, requests: RequestStore) -> None:
        self._db = connection
        self._requests = requests
        self._read = AdviceReader(connection)

    def record(
        self,
        advice: Advice,
        *,
        received_on: date,
        form: AnswerForm = AnswerForm.LETTER,
        reference: str = "",
        judgements: Sequence[Judgement] = (),
        reason: str = "",
    ) -> Answer:
        """Record an answer in one pass, with what it does with each recommendation it mentions.

        The request steps on to answered where it still waits for one to this advice, not to a
        further one sent since. A recommendation without a judgement stands as not answered.
        `reason` is that of the step.
        """
        with self._change("answer.record", advice):
            # Its sending may have been undone meanwhile.
            advice = self._read.by_id(advice.id)
            require_after_issue(advice, received_on)
            answer_id = self._db.insert(
                "answer",
                advice_id=advice.id,
                received_on=received_on,
                form=form,
                reference=clean_line(reference),
            )
            answer = Answer(
                id=answer_id,
                advice_id=advice.id,
                received_on=received_on,
                form=form,
                reference=clean_line(reference),
            )
            for judgement in judgements:
                self._judge(advice, answer, judgement)
            request = self._requests.by_id(advice.request_id)
            current, steps = self._read.current(request.id), self._requests.steps(request)
            waits = any(step.target is RequestState.RESPONDED for step in steps)
            if waits and current and current.id == advice.id:
                # It may be found later than what was done with the request since it came.
                taken = self._requests.history(request.id)[-1:]
                self._requests.advance(
                    request,
                    RequestState.RESPONDED,
                    on=max([received_on, *(step.on for step in taken)]),
                    reason=reason,
                    met_on=received_on,
                )
            self._meet_term(advice, received_on)
        return answer

    def _meet_term(self, advice: Advice, received_on: date) -> None:
        """Meet the term to answer an advice also where nobody waits for that any more."""
        for clock in self._requests.clocks.of_request(advice.request_id):
            of_this = clock.purpose is Purpose.ANSWER and clock.starts_on == advice.issued_on
            if of_this and clock.met_on is None:
                self._requests.clocks.meet(clock, received_on)

    def judge(
        self,
        answer: Answer,
        recommendation: Recommendation,
        verdict: Verdict,
        *,
        reasons: str = "",
        promised_on: date | None = None,
    ) -> Judgement:
        """Record or replace what an answer does with one recommendation.

        Another promised day begins a new promise. Without one the council's own term for following
        up gives it; where that has none either, the old promise is let go.
        """
        advice = self._read.by_id(answer.advice_id)
        judgement = Judgement(
            recommendation_id=recommendation.id,
            verdict=verdict,
            reasons=clean_line(reasons),
            promised_on=promised_on,
        )
        with self._change("answer.judge", advice):
            self._db.known("answer", answer.id, "SELECT 1 FROM answer WHERE id = ?")
            self._judge(advice, answer, judgement)
        return self._judgement(answer.id, recommendation.id)

    def correct(self, answer: Answer, changes: Iterable[tuple[Outcome, Judgement]]) -> None:
        """Put judgements in the place of outcomes as they were seen: all of them, or none.

        Conflict where somebody else judged otherwise meanwhile.
        """
        advice = self._read.by_id(answer.advice_id)
        with self._change("answer.judge", advice):
            for seen, judgement in changes:
                row = self._row(answer.id, judgement.recommendation_id)
                if (
                    row
                    and self._judgement(answer.id, judgement.recommendation_id) != seen.judgement
                ):
                    raise self._db.conflict("judgement", row[0])
                self._judge(advice, answer, judgement)

    def promises(
        self,
        council_id: int,
        *,
        until: date | None = None,
        request_id: int | None = None,
        limit: int = 1000,
    ) -> list[Promise]:
        """Return the promises nobody has seen kept, the earliest first.

        `until` keeps those for that day or before, `request_id` those about one request.
        """
        where = ["c.state IN ('running', 'stopped')", "r.council_id = ?"]
        params: list[object] = [council_id]
        if until is not None:
            where.append("c.due_on <= ?")
            params.append(until.isoformat())
        if request_id is not None:
            where.append("r.id = ?")
            params.append(request_id)
        rows = self._db.rows(
            f"{PROMISE} WHERE {' AND '.join(where)} ORDER BY c.due_on, c.id LIMIT ?",
            [*params, limit],
        )
        return [promise_of(row) for row in rows]

    def undated(self, council_id: int, *, request_id: int | None = None) -> list[UndatedPromise]:
        """Return the promises that have no day, of requests that are open, the oldest first.

        `request_id` keeps those about one request.
        """
        rows = self._db.rows(
            f"{UNDATED} AND r.council_id = :council AND r.id = coalesce(:request, r.id)"
            " ORDER BY w.received_on, j.id",
            {"council": council_id, "request": request_id},
        )
        return [undated_of(row) for row in rows]

    def letter_due(self, promise: Promise) -> bool:
        """Tell whether a promise was seen not kept, and no letter has asked for it since."""
        from db.letters_due import promise_letter_due

        return promise_letter_due(self._db, promise)

    def see(self, promise: Promise, *, kept: bool, on: date, source: str) -> Promise:
        """Record what was found of a promise in the adopted text, and where; return it.

        One that is kept is done with. One that is not comes back, until it is seen kept or
        the recommendation is judged anew.
        """
        source = clean_line(source)
        if not source:
            raise Refused(
                say("Say where you looked, for example an article of the adopted text."),
                field="source",
            )
        if on < promise.answered_on:
            raise Refused(
                say(
                    "The promise was made on {made}; {day} lies before that.",
                    made=promise.answered_on,
                    day=on,
                ),
                field="on",
            )
        with self._about_promise("promise.see", promise):
            self._db.execute(
                "UPDATE judgement SET seen = ?, checked_on = ?, kept = ?, version = version + 1"
                " WHERE clock_id = ?",
                (source, on.isoformat(), int(kept), promise.clock_id),
            )
            if kept:
                self._requests.clocks.meet(self._requests.clocks.get(promise.clock_id), on)
        sql = f"{PROMISE} WHERE c.id = ?"
        return promise_of(self._db.known("clock", promise.clock_id, sql))

    def give_day(self, advice: Advice, number: int, promised_on: date) -> Promise | None:
        """Give a promise about the recommendation `number` the day that its answer did not name.

        None where no answer left that open.
        """
        numbers = {one.number: one for one in self._read.recommendations(advice.id)}
        for answer in reversed(self._read.answers_to(advice.id)):
            for one in self._read.judgements(answer.id):
                recommendation = numbers.get(number)
                if recommendation and one.recommendation_id == recommendation.id and one.undated:
                    self.judge(
                        answer,
                        recommendation,
                        one.verdict,
                        reasons=one.reasons,
                        promised_on=promised_on,
                    )
                    return self._open(advice.request_id, recommendation.id)
        return None

    def put_off(self, promise: Promise, until: date) -> Promise:
        """Agree on a later day for a promise, which begins it anew; return it as it is now."""
        require_later(promise, until)
        why = say(
            "Another day was agreed for recommendation {number} of {ref}: {due}.",
            number=promise.number,
            ref=promise.advice_ref,
            due=until,
        )
        with self._about_promise("promise.put_off", promise):
            answer_id, advice_id = self._db.row(
                "SELECT w.id, w.advice_id FROM judgement j JOIN answer w ON w.id = j.answer_id"
                " WHERE j.clock_id = ?",
                (promise.clock_id,),
            )
            advice = self._read.by_id(advice_id)
            answer = next(one for one in self._read.answers_to(advice_id) if one.id == answer_id)
            judgement = self._judgement(answer_id, promise.recommendation_id)
            self._judge(advice, answer, replace(judgement, promised_on=until), [why])
        return self._open(promise.request_id, promise.recommendation_id)

    def _open(self, request_id: int, recommendation_id: int) -> Promise:
        council_id = self._requests.by_id(request_id).council_id
        open_ones = self.promises(council_id, request_id=request_id)
        return next(one for one in open_ones if one.recommendation_id == recommendation_id)

    def _judge(
        self, advice: Advice, answer: Answer, judgement: Judgement, why: Sequence[Message] = ()
    ) -> None:
        """Write a judgement; `why` explains a day for it that the answer does not name."""
        recommendation = self._recommendation(advice, judgement.recommendation_id)
        require_possible_promise(judgement, recommendation.number, answer.received_on)
        rule_id = None
        if judgement.promised_on is None and judgement.verdict in PROMISING:
            judgement, why, rule_id = self._by_rule(advice, answer, recommendation, judgement)
        row = self._row(answer.id, recommendation.id)
        values: dict[str, object] = {
            "verdict": judgement.verdict,
            "reasons": clean_line(judgement.reasons),
        }
        if row is None or day(row[2]) != judgement.promised_on:
            clock_id = self._promise(
                advice, answer, recommendation, judgement.promised_on, why, rule_id
            )
            values |= {"promised_on": judgement.promised_on, "clock_id": clock_id}
            values |= {"seen": "", "checked_on": None, "kept": None}
        if row is None:
            self._db.insert(
                "judgement", answer_id=answer.id, recommendation_id=recommendation.id, **values
            )
        else:
            self._db.update("judgement", row[0], row[1], **values)

    def _promise(
        self,
        advice: Advice,
        answer: Answer,
        recommendation: Recommendation,
        promised_on: date | None,
        why: Sequence[Message],
        rule_id: int | None,
    ) -> int | None:
        """Start the clock of a promise in the place of an earlier one about the same thing."""
        clocks = self._requests.clocks
        for clock in clocks.all_open_of(advice.request_id, Purpose.FOLLOW_UP):
            if clock.subject_id == recommendation.id:
                clocks.lapse(clock, answer.received_on)
        if promised_on is None:
            return None
        promised = say(
            "Promised in the answer of {received} on recommendation {number} of {ref}: {due}.",
            received=answer.received_on,
            number=recommendation.number,
            ref=advice.ref,
            due=promised_on,
        )
        return clocks.promise(
            advice.request_id,
            recommendation.id,
            made_on=answer.received_on,
            due_on=promised_on,
            explanation=why or [promised],
            rule_id=rule_id,
        ).id

    def _by_rule(
        self, advice: Advice, answer: Answer, recommendation: Recommendation, judgement: Judgement
    ) -> tuple[Judgement, Sequence[Message], int | None]:
        """Return the judgement with the day on which the council itself follows up.

        With it come its explanation and the rule that it was reckoned by.
        """
        council_id = self._requests.by_id(advice.request_id).council_id
        found = self._requests.clocks.reckoned(council_id, Purpose.FOLLOW_UP, answer.received_on)
        if found is None:
            return judgement, (), None
        without = say(
            "The answer of {received} on recommendation {number} of {ref} names no day.",
            received=answer.received_on,
            number=recommendation.number,
            ref=advice.ref,
        )
        rule, reckoning = found
        dated = replace(judgement, promised_on=reckoning.due_on)
        return dated, [without, *reckoning.steps], rule.id

    def _recommendation(self, advice: Advice, recommendation_id: int) -> Recommendation:
        for recommendation in self._read.recommendations(advice.id):
            if recommendation.id == recommendation_id:
                return recommendation
        raise NotFound(say("{ref} has no such recommendation.", ref=advice.ref))

    def _row(self, answer_id: int, recommendation_id: int) -> tuple[int, int, str | None] | None:
        """Return the id, the version and the promised day of a judgement, if there is one."""
        found: tuple[int, int, str | None] | None = self._db.row(
            "SELECT id, version, promised_on FROM judgement"
            " WHERE answer_id = ? AND recommendation_id = ?",
            (answer_id, recommendation_id),
        )
        return found

    def _judgement(self, answer_id: int, recommendation_id: int) -> Judgement:
        return next(
            judgement
            for judgement in self._read.judgements(answer_id)
            if judgement.recommendation_id == recommendation_id
        )

    @contextmanager
    def _change(self, action: str, advice: Advice) -> Iterator[None]:
        with self._db.change(action):
            self._db.concerns(advice.request_id, f"{advice.ref} {advice.title}")
            yield

    @contextmanager
    def _about_promise(self, action: str, promise: Promise) -> Iterator[None]:
        """Open a change of a promise, which must be open still."""
        with self._db.change(action):
            self._db.concerns(promise.request_id, f"{promise.advice_ref} {promise.title}")
            if not self._requests.clocks.get(promise.clock_id).live:
                raise Refused(say("This promise has been dealt with already."))
            yield
