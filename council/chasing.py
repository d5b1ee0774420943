"""Chasing an answer that is late, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from council.calendar import ONE_DAY
from council.clocks import Clock, ClockState
from council.letters import LETTER_NAMES, LetterKind, SentLetter
from council.record import record
from council.terms import AdvisedBody
from council.wording import N_, _, day_and_month

LADDERS = {
    AdvisedBody.EXECUTIVE: (LetterKind.REMINDER, LetterKind.ALDERMAN, LetterKind.CITY_COUNCIL),
    AdvisedBody.CITY_COUNCIL: (LetterKind.REMINDER, LetterKind.CITY_COUNCIL_CHAIR),
    AdvisedBody.JOINT_BOARD: (LetterKind.REMINDER, LetterKind.GENERAL_BOARD),
}
"""Who is written to when the advised body does not answer: itself, and then who can move it.

The executive owes account to the city council (Gemeentewet 169), the executive committee of a
joint authority to its general board (Wet gemeenschappelijke regelingen 19a).
"""

CHASES = frozenset(kind for ladder in LADDERS.values() for kind in ladder)
"""The letters that chase an answer, whichever body is advised."""

CHASE_LABELS = {
    LetterKind.REMINDER: N_("send a reminder"),
    LetterKind.ALDERMAN: N_("write to the alderman"),
    LetterKind.CITY_COUNCIL: N_("write to the city council"),
    LetterKind.CITY_COUNCIL_CHAIR: N_("write to the chair of the city council"),
    LetterKind.GENERAL_BOARD: N_("write to the general board"),
}
"""What is done about a late answer, as the label of a key."""

CHASED_LABELS = {
    LetterKind.REMINDER: N_("reminded {day}"),
    LetterKind.ALDERMAN: N_("alderman {day}"),
    LetterKind.CITY_COUNCIL: N_("clerk {day}"),
    LetterKind.CITY_COUNCIL_CHAIR: N_("chair {day}"),
    LetterKind.GENERAL_BOARD: N_("board {day}"),
    LetterKind.PROMISE: N_("asked {day}"),
}
"""Who was written to about a late answer, and on which day; the clerk is the griffie.

And when a promise that was not kept was asked for.
"""

PATIENCE = timedelta(weeks=2)
"""How long each letter is given to work before the next one."""


@record
class Chase:
    """The next letter about a late answer, and the first day it makes sense to send it."""

    kind: LetterKind
    from_on: date

    def ready(self, today: date) -> bool:
        """Tell whether it can be sent now."""
        return self.from_on <= today


def next_chase(answer_clock: Clock, sent: Iterable[SentLetter]) -> Chase | None:
    """Return the next step in chasing the answer to an advice.

    `sent` are the letters about the request; those from before the advice do not count. The
    first step waits for the end of the term, each further one for `PATIENCE` as well. None
    when the clock does not run, or when the last of the ladder has been written to: there is
    nobody above it.
    """
    if answer_clock.state is not ClockState.RUNNING:
        return None
    from_on = answer_clock.due_on + ONE_DAY
    ladder, rung = LADDERS[answer_clock.body], 0
    for letter in _chasing(answer_clock, sent):
        # One written when another body was thought to be advised is no step on this ladder.
        if letter.kind in ladder:
            rung = max(rung, ladder.index(letter.kind) + 1)
        from_on = max(from_on, letter.on + PATIENCE)
    return Chase(kind=ladder[rung], from_on=from_on) if rung < len(ladder) else None


def last_chased(answer_clock: Clock, sent: Iterable[SentLetter]) -> SentLetter | None:
    """Return the last letter that chased the answer to an advice, or None."""
    return max(_chasing(answer_clock, sent), key=lambda letter: letter.on, default=None)


def last_asked(
    promise_clock: Clock, broken_on: date, sent: Iterable[SentLetter]
) -> SentLetter | None:
    """Return the last letter that asked for a promise, seen not kept on `broken_on`, or None."""
    since = min(broken_on, promise_clock.due_on + ONE_DAY)
    asking = (one for one in sent if one.kind is LetterKind.PROMISE and one.on >= since)
    return max(asking, key=lambda letter: letter.on, default=None)


def chased_label(letter: SentLetter) -> str:
    """Return what was done about a late answer or a broken promise and when, for the user."""
    return _(CHASED_LABELS[letter.kind], day=day_and_month(letter.on))


def due_label(kind: LetterKind) -> str:
    """Return what sending a letter is called that must go now, in the user's language."""
    if kind in CHASE_LABELS:
        return _(CHASE_LABELS[kind])
    return _("letter “{name}”", name=_(LETTER_NAMES[kind]))


def _chasing(answer_clock: Clock, sent: Iterable[SentLetter]) -> Iterator[SentLetter]:
    """Yield the letters that chase this answer: those from before the advice do not."""
    for letter in sent:
        if letter.kind in CHASES and letter.on >= answer_clock.starts_on:
            yield letter
