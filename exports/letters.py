"""The letters of the council: to whom, under which references, and signed by whom.

They are in Dutch, whatever the program speaks. What each says is in `exports.letter_texts`.
"""

from __future__ import annotations

from datetime import date

from council.advice import AdviceState
from council.chasing import CHASES, LADDERS
from council.errors import Refused
from council.letter_choice import OVER, comes_too_late, lies_still
from council.letters import LETTER_LABELS, LETTER_NAMES, LetterKind
from council.record import record
from council.requests import RequestForm, RequestState, state_label
from council.steps import ENDED, STEP_LABELS
from council.terms import AdvisedBody, body_name
from council.text import clean_line, says_something
from council.wording import Message, _, say
from exports.addressees import Addressee, addressee, called, of_municipality, person
from exports.layout import Signature, as_markdown, as_text
from exports.letter_facts import LetterFacts, full_day
from exports.letter_remarks import remarks
from exports.letter_texts import TEXTS, the_advice
from exports.letter_words import words_for


@record
class Letter:
    """A letter ready to be looked at and sent; `body_text` is what is kept of it.

    `missing` are the papers that it asks for, `remarks` are for whoever sends it.
    """

    kind: LetterKind
    reference: str
    on: date
    addressee: str
    subject: str
    body_text: str
    body_markdown: str
    missing: tuple[str, ...] = ()
    remarks: tuple[Message, ...] = ()

    @property
    def names_copy(self) -> bool:
        """Whether it says that the city council gets a copy; it may have been put otherwise."""
        lines = self.body_text.splitlines()
        return any(line.startswith("Cc:") and "griffie" in line for line in lines)


def letter(kind: LetterKind, facts: LetterFacts) -> Letter:
    """Write a letter of this kind.

    Raises Refused when there is nothing to write about:

    - of any about the request itself: nobody asked for advice;
    - of a receipt: the request is over, or the advice on it was adopted;
    - of a request for information: so is this, or no papers are named;
    - of declining: the council did not decline the request;
    - of an advice: there is none, its request lies still, or its tone was not said;
    - of a reminder: the advice was not sent, its answer came or is not late, or this letter does
      not go to whom it is from;
    - of one that asks for reasons: there is no answer, or it is complete;
    - of one about a promise: none has passed its day or was broken.
    """
    _require_reason(kind, facts)
    to = _addressee(kind, facts)
    subject = f"{_name(kind, facts)} {clean_line(facts.request.title)}"
    head = [
        ("Aan", to.name),
        ("Cc", _copy_to(kind, facts)),
        ("Datum", full_day(facts.on)),
        ("Ons kenmerk", facts.reference),
        ("Uw kenmerk", facts.request.their_reference),
        ("Betreft", subject),
        ("Status", "concept, nog niet vastgesteld" if _is_draft(kind, facts) else ""),
    ]
    head = [(label, value) for label, value in head if value]
    blocks = [to.greeting, *TEXTS[kind](facts), "Met vriendelijke groet,", _signature(facts)]
    return Letter(
        kind=kind,
        reference=facts.reference,
        on=facts.on,
        addressee=clean_line(to.name),
        subject=subject,
        body_text=as_text(facts.council, head, blocks),
        body_markdown=as_markdown(facts.council, head, blocks),
        missing=facts.missing if kind is LetterKind.INFORMATION else (),
        remarks=tuple(remarks(kind, facts)),
    )


def _is_draft(kind: LetterKind, facts: LetterFacts) -> bool:
    """Tell whether this is the letter of an advice that the council has not adopted yet."""
    return kind is LetterKind.ADVICE and the_advice(facts).state is AdviceState.DRAFT


def _require_reason(kind: LetterKind, facts: LetterFacts) -> None:
    if kind in _TO_WHO_ASKED:
        _require_request(kind, facts)
        return
    advice, ref = facts.advice, facts.request.ref
    if advice is None:
        raise Refused(say("There is no advice on {ref} yet.", ref=ref))
    if kind is LetterKind.ADVICE:
        if lies_still(facts.request, advice):
            raise Refused(
                say(
                    "{ref} is “{state}”: no advice on it is sent unless it is taken up again.",
                    ref=ref,
                    state=state_label(facts.request.state),
                )
            )
        if advice.tone is None:
            raise Refused(
                say("Say first whether {ref} is positive or negative.", ref=advice.ref),
                field="tone",
            )
    elif advice.issued_on is None:
        raise Refused(
            say("{ref} has not been sent: there is no answer to ask for.", ref=advice.ref)
        )
    elif kind in CHASES:
        _require_rung(kind, facts.request.body, advice.ref)
        _require_late(facts, advice.ref)
    elif kind is LetterKind.REASONS:
        _require_incomplete(facts, advice.ref)
    elif not facts.promises:
        raise Refused(
            say("No promise about {ref} has passed its day or was broken.", ref=advice.ref)
        )


_TO_WHO_ASKED = frozenset({LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION, LetterKind.DECLINED})
"""Letters about the request itself, before there is an advice on it."""


def _require_request(kind: LetterKind, facts: LetterFacts) -> None:
    request = facts.request
    if request.form is RequestForm.UNSOLICITED:
        raise Refused(
            say("{ref} is the council's own initiative: nobody asked for it.", ref=request.ref)
        )
    if kind is LetterKind.DECLINED:
        if facts.declined is None:
            raise Refused(
                say(
                    "The council has not declined {ref}: take the step “{step}” first.",
                    ref=request.ref,
                    step=_(STEP_LABELS[RequestState.DECLINED]),
                )
            )
    elif request.state in OVER:
        raise Refused(
            say(
                "{ref} is “{state}”: no advice on it is to be expected.",
                ref=request.ref,
                state=state_label(request.state),
            )
        )
    elif comes_too_late(kind, request, facts.advice):
        raise Refused(
            say(
                "{ref} is “{state}”: the letter “{letter}” comes too late.",
                ref=request.ref,
                state=state_label(request.state),
                letter=_(LETTER_NAMES[kind]),
            )
        )
    if kind is LetterKind.INFORMATION and not any(map(says_something, facts.missing)):
        raise Refused(say("Say which papers are missing."), field="missing")


def _require_rung(kind: LetterKind, body: AdvisedBody, ref: str) -> None:
    if kind not in LADDERS[body]:
        raise Refused(
            say(
                "{ref} goes to {body}; where no answer comes, these letters fit: {letters}.",
                ref=ref,
                body=body_name(body),
                letters=", ".join(_(LETTER_LABELS[each]) for each in LADDERS[body]),
            ),
            field="kind",
        )


def _require_late(facts: LetterFacts, ref: str) -> None:
    if facts.answered_on is not None:
        raise Refused(say("{ref} has been answered already.", ref=ref))
    if facts.request.state in ENDED:
        raise Refused(
            say(
                "{ref} is “{state}”: nobody waits for an answer. Reopen it first.",
                ref=facts.request.ref,
                state=state_label(facts.request.state),
            )
        )
    if facts.answer_stopped_on is not None:
        raise Refused(
            say(
                "The term to answer {ref} stands still since {day}: nothing is late.",
                ref=ref,
                day=facts.answer_stopped_on,
            ),
            field="on",
        )
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


def _addressee(kind: LetterKind, facts: LetterFacts) -> Addressee:
    """Return to whom the letter goes; what answers a request goes to whoever sent that."""
    sender = facts.request.sender
    if kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION) and sender:
        return person(sender)
    return addressee(kind, facts.request, facts.municipality)


def _name(kind: LetterKind, facts: LetterFacts) -> str:
    """Return what the subject of a letter begins with."""
    request = facts.request
    words = words_for(request)
    match kind:
        case LetterKind.ACKNOWLEDGEMENT:
            return f"ontvangstbevestiging van uw {words.request} over"
        case LetterKind.INFORMATION:
            return f"verzoek om aanvullende stukken voor {words.ours} over"
        case LetterKind.DECLINED:
            return "geen advies over"
        case LetterKind.ADVICE:
            return _NAMES.get(request.form, "advies over")
        case LetterKind.REMINDER:
            return f"herinnering: uw reactie op {words.ours} over"
        case LetterKind.REASONS:
            return f"verzoek om uw reactie aan te vullen: {words.ours} over"
        case LetterKind.PROMISE:
            told = (
                "de uitvoering van"
                if all(one.by_rule for one in facts.promises)
                else "uw toezegging bij"
            )
            return f"herinnering: {told} {words.ours} over"
        case LetterKind.ALDERMAN:
            return f"nog geen reactie op {words.ours} over"
        case _:
            return f"geen reactie van {called(request.body)} op {words.ours} over"


def _copy_to(kind: LetterKind, facts: LetterFacts) -> str:
    """Return who gets a copy: the city council of every advice, unless it goes there itself."""
    if kind is not LetterKind.ADVICE or facts.request.body is AdvisedBody.CITY_COUNCIL:
        return ""
    regional = facts.request.body is AdvisedBody.JOINT_BOARD
    return f"de griffie{of_municipality(facts.municipality) if regional else ''}, ter kennisneming"


_NAMES = {
    RequestForm.REQUESTED: "gevraagd advies over",
    RequestForm.UNSOLICITED: "ongevraagd advies over",
    RequestForm.URGENT: "spoedadvies over",
    RequestForm.EARLY_INPUT: "onze inbreng over",
}


def _signature(facts: LetterFacts) -> Signature:
    """Return who signs: without a chair the secretary does so for the council."""
    names = ((facts.chair, "voorzitter"), (facts.secretary, "secretaris"))
    signed = [f"{name}, {office}" for name, office in names if name]
    deputy = ["namens de raad,"] if facts.secretary and not facts.chair else []
    return Signature((facts.council, *deputy, *signed))
