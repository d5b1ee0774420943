"""What whoever sends a letter has to know before it goes."""

from __future__ import annotations

from collections.abc import Iterator

from council.chasing import CHASES
from council.letters import LetterKind
from council.wording import Message, say
from exports.letter_facts import LetterFacts
from exports.letter_receipt import day_named


def remarks(kind: LetterKind, facts: LetterFacts) -> Iterator[Message]:
    """Yield what the letter promises or does unexpectedly, and who cannot sign."""
    day = day_named(facts) if kind is LetterKind.ACKNOWLEDGEMENT else None
    if day is not None and facts.no_plenary:
        yield say("The letter names {day}, but no plenary before it can adopt the advice.", day=day)
    if kind is LetterKind.INFORMATION and facts.waits:
        yield say("When this letter goes, the request waits for the papers.")
        if facts.stopped_on is not None:
            yield say("The term to advise then stands still from {day}.", day=facts.stopped_on)
    if kind is LetterKind.ADVICE and facts.late_papers:
        yield say(
            "After the adoption came: {papers}. The letter names only what the council had by then.",
            papers="; ".join(facts.late_papers),
        )
    if kind in CHASES and facts.mail_on is not None:
        yield say(
            "A mail about {ref} came on {day}, after the advice was sent: see whether that is the "
            "answer.",
            ref=facts.request.ref,
            day=facts.mail_on,
        )
    if not facts.chair and facts.secretary:
        yield say("There is no chair on {day}: the secretary signs for the council.", day=facts.on)
    elif not facts.chair:
        yield say("There is no chair and no secretary on {day}: nobody signs.", day=facts.on)
