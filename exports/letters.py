"""The letters of the council, in Dutch whatever the program speaks: a municipality reads them.

Each kind is a template over the same facts. What is cited is what may be cited for the kind
of decision: see `council.chasing`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from council.advice import Advice, AdviceState, Recommendation, Tone
from council.chasing import (
    ADVISER_INFORMED,
    DEVIATION_MOTIVATED,
    PAPERS_PROVIDED,
    TERM_LONG_ENOUGH,
    awb_asks_reasons,
)
from council.errors import Refused
from council.letters import LetterKind, SentLetter
from council.partners import Partner, leader_of
from council.record import record
from council.request_facts import told_afterwards
from council.requests import AdviceRequest, RequestForm
from council.text import clean_line
from council.wording import say
from exports.layout import Block, Heading, Listed, Numbered, Signature, as_markdown, as_text


@record
class LetterFacts:
    """What a letter can speak of.

    `advice_due_on` is the end of the council's term and `rule_due_on` what the ordinance makes of
    it, `explanation` in Dutch how it came about, `decided_on` when the municipality decided or
    means to, `term_article` where it stands, `stopped_on` since when it stands still. `answer_due_on`
    and `answer_article` are the same for the municipality's answer. `missing` are the papers
    asked for, `sent` the letters about the request so far.
    """

    council: str
    municipality: str
    request: AdviceRequest
    reference: str
    on: date
    chair: str = ""
    secretary: str = ""
    advice_due_on: date | None = None
    rule_due_on: date | None = None
    decided_on: date | None = None
    explanation: tuple[str, ...] = ()
    term_article: str = ""
    stopped_on: date | None = None
    missing: tuple[str, ...] = ()
    advice: Advice | None = None
    recommendations: tuple[Recommendation, ...] = ()
    answer_due_on: date | None = None
    answer_article: str = ""
    answered: bool = False
    sent: tuple[SentLetter, ...] = ()
    partners: tuple[Partner, ...] = ()


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


_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def letter(kind: LetterKind, facts: LetterFacts) -> Letter:
    """Write a letter of this kind.

    Raises Refused when there is nothing to write about: no papers named, no advice, an advice
    not sent yet, or one that was answered.
    """
    _require_reason(kind, facts)
    addressee, salutation, name = _addressee(kind, facts)
    subject = f"{name} {clean_line(facts.request.title)}"
    head = [
        ("Aan", addressee),
        ("Datum", _day(facts.on)),
        ("Ons kenmerk", facts.reference),
        ("Uw kenmerk", facts.request.their_reference),
        ("Betreft", subject),
        ("Status", "concept, nog niet vastgesteld" if _is_draft(kind, facts) else ""),
    ]
    head = [(label, value) for label, value in head if value]
    blocks = [salutation, *_TEMPLATES[kind](facts), "Met vriendelijke groet,", _signature(facts)]
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
    return kind is LetterKind.ADVICE and _the_advice(facts).state is AdviceState.DRAFT


def _require_reason(kind: LetterKind, facts: LetterFacts) -> None:
    if kind is LetterKind.INFORMATION and not any(map(str.strip, facts.missing)):
        raise Refused(say("Say which papers are missing."), field="missing")
    if kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION):
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
    elif facts.answered:
        raise Refused(say("{ref} has been answered already.", ref=advice.ref))


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
_TONES = {
    Tone.POSITIVE: "Ons advies is positief.",
    Tone.POSITIVE_IF: "Ons advies is positief, mits u onze aanbevelingen overneemt.",
    Tone.NEGATIVE_UNLESS: "Ons advies is negatief, tenzij u onze aanbevelingen overneemt.",
    Tone.NEGATIVE: "Ons advies is negatief.",
    Tone.NONE: "Wij geven geen oordeel.",
}


def _acknowledgement(facts: LetterFacts) -> list[Block]:
    request = facts.request
    blocks: list[Block] = [
        f"Op {_day(request.received_on)} ontvingen wij uw adviesaanvraag over "
        f"{clean_line(request.title)}. Wij hebben uw aanvraag geregistreerd onder nummer {request.ref}."
    ]
    if facts.decided_on is not None and told_afterwards(request.received_on, facts.decided_on):
        blocks.append(
            f"Over dit onderwerp is al besloten op {_day(facts.decided_on)}, voordat wij uw aanvraag "
            "ontvingen. Daarmee is uw bericht een mededeling: ons advies kan het besluit niet meer "
            "beïnvloeden."
        )
        return blocks
    if facts.advice_due_on is None:
        blocks.append("Wij laten u weten wanneer u ons advies kunt verwachten.")
        return blocks
    due = _day(facts.advice_due_on)
    asked, by_rule = request.asked_by, facts.rule_due_on or facts.advice_due_on
    if asked is None or asked >= by_rule:
        blocks.append(f"U ontvangt ons advies uiterlijk op {due}.")
    elif request.short_term_agreed_by:
        blocks.append(
            f"Onze termijn loopt tot en met {_day(by_rule)}. U vraagt het advies eerder en daarmee "
            f"hebben wij ingestemd: u ontvangt het uiterlijk op {due}."
        )
    else:
        ours = f" Onze termijn staat in {facts.term_article}." if facts.term_article else ""
        blocks.append(
            f"U vraagt ons advies uiterlijk op {_day(asked)}. Dat is eerder dan de termijn die wij "
            f"hebben.{ours} Een termijn mag niet zo kort zijn dat wij onze taak niet goed kunnen "
            f"doen ({TERM_LONG_ENOUGH}). U ontvangt ons advies daarom uiterlijk op {due}."
        )
    if facts.explanation:
        blocks += ["Zo is onze termijn berekend:", Listed(facts.explanation)]
    return blocks


def _information(facts: LetterFacts) -> list[Block]:
    request = facts.request
    stopped = _day(facts.stopped_on or facts.on)
    return [
        f"Op {_day(request.received_on)} vroeg u ons om advies over {clean_line(request.title)}. "
        "Voor dit advies missen wij nog:",
        Numbered(facts.missing),
        f"Wilt u ons deze stukken sturen? In {PAPERS_PROVIDED} staat dat wij van u de gegevens "
        "krijgen die wij nodig hebben voor ons advies.",
        f"Zolang wij de stukken niet hebben, staat onze adviestermijn stil. Dat is zo vanaf {stopped}. "
        "Zodra wij alles hebben, loopt de termijn verder. U hoort dan van ons wanneer u het advies "
        "kunt verwachten.",
    ]


def _advice(facts: LetterFacts) -> list[Block]:
    request, advice = facts.request, _the_advice(facts)
    title = clean_line(request.title)
    blocks: list[Block] = [
        f"Uit eigen beweging adviseren wij u over {title}."
        if request.form is RequestForm.UNSOLICITED
        else f"Op {_day(request.received_on)} vroeg u ons om advies over {title}. "
        "In deze brief leest u ons advies."
    ]
    if facts.partners:
        blocks.append(_together(facts.partners))
    if advice.tone is not None:
        blocks += [Heading("Ons oordeel"), _TONES[advice.tone]]
    if advice.text:
        blocks += [Heading("Toelichting"), advice.text]
    if facts.recommendations:
        blocks += [Heading("Onze aanbevelingen"), _numbered(facts)]
    if advice.minority_view:
        blocks += [
            Heading("Minderheidsstandpunt"),
            "Een deel van onze leden denkt hier anders over:",
            advice.minority_view,
        ]
    if advice.adopted_on:
        blocks.append(f"Wij hebben dit advies vastgesteld op {_day(advice.adopted_on)}.")
    return [*blocks, Heading("Uw reactie"), _answer_wanted(facts)]


def _together(partners: tuple[Partner, ...]) -> str:
    *others, last = (clean_line(partner.name) for partner in partners)
    names = f"{', '.join(others)} en {last}" if others else last
    leader = clean_line(leader_of(partners))
    led = f" {leader} coördineert het advies." if leader else ""
    return f"Dit advies brengen wij uit samen met {names}.{led}"


def _answer_wanted(facts: LetterFacts) -> str:
    until = f" uiterlijk op {_day(facts.answer_due_on)}" if facts.answer_due_on else ""
    wanted = f"Wij ontvangen{until} graag uw schriftelijke reactie."
    if facts.recommendations:
        return (
            f"{wanted} Wilt u per aanbeveling aangeven of u die overneemt, en waarom wel of "
            "waarom niet?"
        )
    return f"{wanted} Wilt u daarin aangeven wat u met ons advies doet, en waarom?"


def _reminder(facts: LetterFacts) -> list[Block]:
    return [
        _still_waiting(facts, "u"),
        *_grounds(facts, "u"),
        "Wilt u ons alsnog per aanbeveling schriftelijk laten weten of u die overneemt, en waarom "
        "wel of waarom niet? Hebt u meer tijd nodig? Laat ons dan weten wanneer wij uw reactie "
        "kunnen verwachten.",
    ]


def _alderman(facts: LetterFacts) -> list[Block]:
    return [
        _still_waiting(facts, _THE_EXECUTIVE),
        *_reminded(facts),
        *_grounds(facts, _THE_EXECUTIVE),
        "Wilt u ervoor zorgen dat wij een schriftelijke reactie krijgen, met per aanbeveling de "
        "redenen? Blijft een reactie uit, dan laten wij dat aan de gemeenteraad weten.",
    ]


def _city_council(facts: LetterFacts) -> list[Block]:
    blocks: list[Block] = [_still_waiting(facts, _THE_EXECUTIVE), *_reminded(facts)]
    if facts.recommendations:
        blocks += ["Dit zijn onze aanbevelingen:", _numbered(facts)]
    return [
        *blocks,
        "Wilt u het college om een reactie vragen, en ons advies betrekken bij uw besluit?",
    ]


_THE_EXECUTIVE = "het college"


def _still_waiting(facts: LetterFacts, whom: str) -> str:
    """Say what was sent, and until when an answer was expected from `whom`."""
    advice = _the_advice(facts)
    sent = (
        f"Op {_day(advice.issued_on or facts.on)} stuurden wij {whom} ons advies over "
        f"{clean_line(facts.request.title)} (kenmerk {advice.ref})."
    )
    expected = "Een reactie hebben wij nog niet ontvangen."
    if facts.answer_due_on is not None:
        expected = (
            f"Wij verwachtten uiterlijk op {_day(facts.answer_due_on)} een reactie. Die hebben wij "
            "nog niet ontvangen."
        )
    return f"{sent} {expected}"


def _grounds(facts: LetterFacts, whom: str) -> list[Block]:
    """Cite where the duty to answer stands, and to give reasons where the Awb asks them."""
    grounds: list[Block] = []
    if facts.answer_article:
        grounds.append(f"De termijn voor de reactie staat in {clean_line(facts.answer_article)}.")
    if awb_asks_reasons(facts.request):
        grounds.append(
            f"Neemt {whom} een besluit dat afwijkt van ons advies? Dan moet in de motivering staan "
            f"dat het afwijkt en waarom ({DEVIATION_MOTIVATED}). Ook moeten wij dan van het besluit "
            f"op de hoogte worden gebracht ({ADVISER_INFORMED})."
        )
    return grounds


def _reminded(facts: LetterFacts) -> list[Block]:
    """Tell which letters went before this one, since the advice was sent."""
    issued_on = _the_advice(facts).issued_on or facts.on
    lines = tuple(
        f"{_day(sent.on)}: {_REMINDED[sent.kind]} (kenmerk {sent.reference})"
        for sent in facts.sent
        if sent.kind in _REMINDED and sent.on >= issued_on
    )
    return ["Wij schreven hierover al eerder:", Listed(lines)] if lines else []


_REMINDED = {
    LetterKind.REMINDER: "herinnering aan het college",
    LetterKind.ALDERMAN: "brief aan de wethouder",
}


def _numbered(facts: LetterFacts) -> Numbered:
    ordered = sorted(facts.recommendations, key=lambda each: each.number)
    return Numbered(tuple(each.text for each in ordered))


def _the_advice(facts: LetterFacts) -> Advice:
    assert facts.advice is not None  # _require_reason saw to it
    return facts.advice


def _signature(facts: LetterFacts) -> Signature:
    names = ((facts.chair, "voorzitter"), (facts.secretary, "secretaris"))
    return Signature((facts.council, *(f"{name}, {office}" for name, office in names if name)))


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_TEMPLATES: dict[LetterKind, Callable[[LetterFacts], list[Block]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.INFORMATION: _information,
    LetterKind.ADVICE: _advice,
    LetterKind.REMINDER: _reminder,
    LetterKind.ALDERMAN: _alderman,
    LetterKind.CITY_COUNCIL: _city_council,
}
