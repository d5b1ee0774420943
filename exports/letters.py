"""The letters of the council: to whom, under which references, and signed by whom.

They are in Dutch, whatever the program speaks. What each says is in `exports.letter_texts`.
"""

from __future__ import annotations

from datetime import date

from council.advice import AdviceState
from council.chasing import LADDER
from council.errors import Refused
from council.letters import LetterKind
from council.record import record
from council.requests import RequestForm
from council.text import clean_line
from council.wording import say
from exports.layout import Signature, as_markdown, as_text
from exports.letter_facts import LetterFacts, full_day
from exports.letter_texts import TEXTS, the_advice


@record
class Letter:
    """A letter ready to be looked at and sent; `body_text` is what is kept of it."""

    kind: LetterKind
    reference: str
    on: date
    addressee: str
    subject: str
    body_text: str
    body_markdown: str


def letter(kind: LetterKind, facts: LetterFacts) -> Letter:
    """Write a letter of this kind.

    Raises Refused when there is nothing to write about: nobody asked for advice, no papers
    are named, there is no advice, it was not sent yet or was answered, its answer is not late
    or is complete, or no promise was broken.
    """
    _require_reason(kind, facts)
    addressee, salutation, name = _addressee(kind, facts)
    subject = f"{name} {clean_line(facts.request.title)}"
    head = [
        ("Aan", addressee),
        ("Cc", "de griffie, ter kennisneming" if kind is LetterKind.ADVICE else ""),
        ("Datum", full_day(facts.on)),
        ("Ons kenmerk", facts.reference),
        ("Uw kenmerk", facts.request.their_reference),
        ("Betreft", subject),
        ("Status", "concept, nog niet vastgesteld" if _is_draft(kind, facts) else ""),
    ]
    head = [(label, value) for label, value in head if value]
    blocks = [salutation, *TEXTS[kind](facts), "Met vriendelijke groet,", _signature(facts)]
    return Letter(
        kind=kind,
        reference=facts.reference,
        on=facts.on,
        addressee=clean_line(addressee),
        subject=subject,
        body_text=as_text(facts.council, head, blocks),
        body_markdown=as_markdown(facts.council, head, blocks),
    )


def _is_draft(kind: LetterKind, facts: LetterFacts) -> bool:
    """Tell whether this is the letter of an advice that the council has not adopted yet."""
    return kind is LetterKind.ADVICE and the_advice(facts).state is AdviceState.DRAFT


def _require_reason(kind: LetterKind, facts: LetterFacts) -> None:
    if kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION):
        _require_request(kind, facts)
        return
    advice, ref = facts.advice, facts.request.ref
    if advice is None:
        raise Refused(say("There is no advice on {ref} yet.", ref=ref))
    if kind is LetterKind.ADVICE:
        if advice.tone is None:
            raise Refused(
                say("Say first whether {ref} is positive or negative.", ref=advice.ref),
                field="tone",
            )
    elif advice.issued_on is None:
        raise Refused(
            say("{ref} has not been sent: there is no answer to ask for.", ref=advice.ref)
        )
    elif kind in LADDER:
        _require_late(facts, advice.ref)
    elif kind is LetterKind.REASONS:
        _require_incomplete(facts, advice.ref)
    elif not facts.promises:
        raise Refused(
            say("No promise about {ref} has passed its day or was broken.", ref=advice.ref)
        )


def _require_request(kind: LetterKind, facts: LetterFacts) -> None:
    if facts.request.form is RequestForm.UNSOLICITED:
        raise Refused(
            say(
                "{ref} is the council's own initiative: nobody asked for it.", ref=facts.request.ref
            )
        )
    if kind is LetterKind.INFORMATION and not any(map(str.strip, facts.missing)):
        raise Refused(say("Say which papers are missing."), field="missing")


def _require_late(facts: LetterFacts, ref: str) -> None:
    if facts.answered_on is not None:
        raise Refused(say("{ref} has been answered already.", ref=ref))
    if facts.chase is not None and not facts.chase.ready(facts.on):
        raise Refused(
            say(
                "There is nothing to chase about {ref} before {day}.",
                ref=ref,
                day=facts.chase.from_on,
            ),
            field="on",
        )


def _require_incomplete(facts: LetterFacts, ref: str) -> None:
    if facts.answered_on is None:
        raise Refused(say("{ref} has not been answered yet.", ref=ref))
    if not any(outcome.stands_out for outcome in facts.outcomes):
        raise Refused(
            say(
                "The answer to {ref} is complete: it passes no recommendation over and gives its "
                "reasons.",
                ref=ref,
            )
        )


def _addressee(kind: LetterKind, facts: LetterFacts) -> tuple[str, str, str]:
    """Return to whom the letter goes, how it greets them, and what its subject begins with."""
    of = f" van de gemeente {clean_line(facts.municipality)}" if facts.municipality else ""
    executive = f"het college van burgemeester en wethouders{of}"
    match kind:
        case LetterKind.ACKNOWLEDGEMENT | LetterKind.INFORMATION:
            name = "ontvangstbevestiging van de adviesaanvraag over"
            if kind is LetterKind.INFORMATION:
                name = "verzoek om aanvullende stukken voor ons advies over"
            sender = facts.request.sender
            return sender or executive, "Geachte heer of mevrouw," if sender else _EXECUTIVE, name
        case LetterKind.ADVICE:
            return executive, _EXECUTIVE, _NAMES.get(facts.request.form, "advies over")
        case LetterKind.REMINDER:
            return executive, _EXECUTIVE, "herinnering: uw reactie op ons advies over"
        case LetterKind.REASONS:
            return executive, _EXECUTIVE, "verzoek om uw reactie aan te vullen: ons advies over"
        case LetterKind.PROMISE:
            return executive, _EXECUTIVE, "herinnering: uw toezegging bij ons advies over"
        case LetterKind.ALDERMAN:
            alderman = f"de verantwoordelijke wethouder{of}"
            return alderman, "Geachte wethouder,", "nog geen reactie op ons advies over"
        case LetterKind.CITY_COUNCIL:
            city_council = f"de gemeenteraad{of}, ter attentie van de griffie"
            name = "geen reactie van het college op ons advies over"
            return city_council, "Geachte leden van de gemeenteraad,", name


_EXECUTIVE = "Geacht college,"
_NAMES = {
    RequestForm.REQUESTED: "gevraagd advies over",
    RequestForm.UNSOLICITED: "ongevraagd advies over",
    RequestForm.URGENT: "spoedadvies over",
}


def _signature(facts: LetterFacts) -> Signature:
    names = ((facts.chair, "voorzitter"), (facts.secretary, "secretaris"))
    return Signature((facts.council, *(f"{name}, {office}" for name, office in names if name)))
