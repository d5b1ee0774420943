"""Chasing an answer that is late, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from council.calendar import ONE_DAY
from council.clocks import Clock, ClockState
from council.letters import LetterKind, SentLetter
from council.record import record
from council.wording import N_, _, day_and_month

LADDER = (LetterKind.REMINDER, LetterKind.ALDERMAN, LetterKind.CITY_COUNCIL)
"""Who is written to when no answer comes: the municipality, the alderman, the city council."""

CHASE_LABELS = {
    LetterKind.REMINDER: N_("remind the municipality"),
    LetterKind.ALDERMAN: N_("write to the alderman"),
    LetterKind.CITY_COUNCIL: N_("write to the city council"),
}
"""What is done about a late answer, as the label of a key."""

CHASED_LABELS = {
    LetterKind.REMINDER: N_("reminded {day}"),
    LetterKind.ALDERMAN: N_("alderman {day}"),
    LetterKind.CITY_COUNCIL: N_("clerk {day}"),
}
"""Who was written to about a late answer, and on which day; the clerk is the griffie."""

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
    when the clock does not run, or when the city council has been written to: there is
    nobody above it.
    """
    if answer_clock.state is not ClockState.RUNNING:
        return None
    from_on = answer_clock.due_on + ONE_DAY
    rung = 0
    for letter in _chasing(answer_clock, sent):
        rung = max(rung, LADDER.index(letter.kind) + 1)
        from_on = max(from_on, letter.on + PATIENCE)
    return Chase(kind=LADDER[rung], from_on=from_on) if rung < len(LADDER) else None


def last_chased(answer_clock: Clock, sent: Iterable[SentLetter]) -> SentLetter | None:
    """Return the last letter that chased the answer to an advice, or None."""
    return max(_chasing(answer_clock, sent), key=lambda letter: letter.on, default=None)


def chased_label(letter: SentLetter) -> str:
    """Return what was done about a late answer and when, in the user's language."""
    return _(CHASED_LABELS[letter.kind], day=day_and_month(letter.on))


def _chasing(answer_clock: Clock, sent: Iterable[SentLetter]) -> Iterator[SentLetter]:
    """Yield the letters that chase this answer: those from before the advice do not."""
    for letter in sent:
        if letter.kind in LADDER and letter.on >= answer_clock.starts_on:
            yield letter
