"""Reads which letter must go about a request before anything else is done with it."""

from __future__ import annotations

from datetime import date

from council.advice import Promise
from council.letters import LetterKind
from council.requests import AdviceRequest, RequestForm, RequestState
from council.terms import Purpose
from db.clocks import ClockStore
from db.connection import Connection, day


def letter_due(
    connection: Connection, clocks: ClockStore, request: AdviceRequest, today: date
) -> LetterKind | None:
    """Return the letter that a request calls for now, or None.

    A late answer is chased, also once it was closed and taken up again; one that stands out is
    asked to be completed, and who asked for an advice that is not given hears so. The last two were
    done with a letter since.
    """
    if request.state in (RequestState.ISSUED, RequestState.FOLLOW_UP):
        return _chase(connection, clocks, request, today)
    if request.state is RequestState.DECLINED and request.form is not RequestForm.UNSOLICITED:
        return _unless_sent(
            connection, request.id, LetterKind.DECLINED, _declined_on(connection, request)
        )
    if request.state is RequestState.RESPONDED:
        return _unless_sent(
            connection, request.id, LetterKind.REASONS, _incomplete_since(connection, request)
        )
    return None


def promise_letter_due(connection: Connection, promise: Promise) -> bool:
    """Tell whether a promise was seen not kept, and no letter has asked for it since."""
    since = None if promise.kept is not False else promise.checked_on
    return _unless_sent(connection, promise.request_id, LetterKind.PROMISE, since) is not None


def _chase(
    connection: Connection, clocks: ClockStore, request: AdviceRequest, today: date
) -> LetterKind | None:
    clock = clocks.open_of(request.id, Purpose.ANSWER)
    if clock is None or not clock.overdue(today):
        return None
    from council.chasing import next_chase
    from db.kept_letters import letters_of

    chase = next_chase(clock, letters_of(connection, request.id))
    return chase.kind if chase and chase.ready(today) else None


def _declined_on(connection: Connection, request: AdviceRequest) -> date | None:
    return day(
        connection.value(
            "SELECT max(on_date) FROM request_history WHERE request_id = ? AND target = ?",
            (request.id, RequestState.DECLINED),
        )
    )


def _incomplete_since(connection: Connection, request: AdviceRequest) -> date | None:
    """Return when the last answer came, if the answers so far leave something to ask about."""
    from db.advice_records import AdviceReader

    read = AdviceReader(connection)
    advice = read.current(request.id)
    answers = read.answers_to(advice.id) if advice else []
    if advice is None or not any(one.stands_out for one in read.outcomes(advice.id)):
        return None
    return answers[-1].received_on if answers else None


def _unless_sent(
    connection: Connection, request_id: int, kind: LetterKind, since: date | None
) -> LetterKind | None:
    """Return a letter that is called for since a day, unless it went on that day or later."""
    if since is None:
        return None
    from db.kept_letters import letters_of

    sent = letters_of(connection, request_id)
    return None if any(one.kind is kind and one.on >= since for one in sent) else kind
