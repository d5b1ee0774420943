"""What each letter says, in Dutch whatever the program speaks: a municipality reads them.

What is cited is what may be cited for the kind of decision: see `council.grounds`.
"""

from __future__ import annotations

from collections.abc import Callable

from council.advice import Advice, Promise, Tone, Verdict
from council.grounds import (
    ADVISER_INFORMED,
    DEVIATION_MOTIVATED,
    PAPERS_PROVIDED,
    TERM_LONG_ENOUGH,
    awb_asks_reasons,
    cited,
    executive_decides,
)
from council.letters import LetterKind
from council.partners import Partner, leader_of
from council.request_facts import told_afterwards
from council.requests import RequestForm
from council.text import clean_line
from exports.addressees import called
from exports.layout import Block, Heading, Listed, Numbered
from exports.letter_facts import LetterFacts, full_day

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
        f"Op {full_day(request.received_on)} ontvingen wij uw adviesaanvraag over "
        f"{clean_line(request.title)}. Wij hebben uw aanvraag geregistreerd onder nummer {request.ref}."
    ]
    if facts.decided_on is not None and told_afterwards(request.received_on, facts.decided_on):
        blocks.append(
            f"Over dit onderwerp is al besloten op {full_day(facts.decided_on)}, voordat wij uw "
            "aanvraag ontvingen. Daarmee is uw bericht een mededeling: ons advies kan het besluit "
            "niet meer beïnvloeden."
        )
        return blocks
    if facts.advice_due_on is None:
        blocks.append("Wij laten u weten wanneer u ons advies kunt verwachten.")
        return blocks
    if facts.stopped_on is not None:
        blocks.append(
            f"Sinds {full_day(facts.stopped_on)} staat onze adviestermijn stil. Zodra hij weer "
            "loopt, schuift het einde op met de dagen dat hij stilstond. U hoort dan van ons "
            "wanneer u het advies kunt verwachten."
        )
        return blocks
    due = full_day(facts.advice_due_on)
    asked, by_rule = request.asked_by, facts.rule_due_on or facts.advice_due_on
    if asked is None or asked >= by_rule:
        blocks.append(f"U ontvangt ons advies uiterlijk op {due}.")
    elif request.due_by_agreement == asked:
        blocks.append(
            f"Onze termijn loopt tot en met {full_day(by_rule)}. U vraagt het advies eerder en "
            f"daarmee hebben wij ingestemd: u ontvangt het uiterlijk op {due}."
        )
    elif request.due_by_agreement is not None:
        blocks.append(
            f"U vraagt ons advies uiterlijk op {full_day(asked)}. Dat is eerder dan de dag waarmee wij "
            f"hebben ingestemd. U ontvangt ons advies daarom uiterlijk op {due}."
        )
    else:
        # Awb 3:6 lid 1 is for a term that no regulation sets.
        ground = (
            f"Die termijn staat in {cited(facts.term_article)}."
            if facts.term_article
            else "Een termijn mag niet zo kort zijn dat wij onze taak niet goed kunnen doen "
            f"({TERM_LONG_ENOUGH})."
        )
        blocks.append(
            f"U vraagt ons advies uiterlijk op {full_day(asked)}. Dat is eerder dan de termijn die wij "
            f"hebben. {ground} U ontvangt ons advies daarom uiterlijk op {due}."
        )
    if facts.explanation:
        blocks += ["Zo is onze termijn berekend:", Listed(facts.explanation)]
    return blocks


def _information(facts: LetterFacts) -> list[Block]:
    request = facts.request
    blocks: list[Block] = [
        f"Op {full_day(request.received_on)} vroeg u ons om advies over {clean_line(request.title)}. "
        "Voor dit advies missen wij nog:",
        Numbered(facts.missing),
        f"Wilt u ons deze stukken sturen? In {PAPERS_PROVIDED} staat dat wij van u de gegevens "
        "krijgen die wij nodig hebben voor ons advies.",
    ]
    if facts.stopped_on is not None:
        blocks.append(
            "Zolang wij de stukken niet hebben, staat onze adviestermijn stil. Dat is zo vanaf "
            f"{full_day(facts.stopped_on)}. Zodra wij alles hebben, loopt de termijn verder. U "
            "hoort dan van ons wanneer u het advies kunt verwachten."
        )
    elif facts.advice_due_on is not None:
        blocks.append(
            f"Onze adviestermijn loopt intussen door, tot en met {full_day(facts.advice_due_on)}."
        )
    return blocks


def _advice(facts: LetterFacts) -> list[Block]:
    request, advice = facts.request, the_advice(facts)
    title = clean_line(request.title)
    blocks: list[Block] = [
        f"Uit eigen beweging adviseren wij u over {title}."
        if request.form is RequestForm.UNSOLICITED
        else f"Op {full_day(request.received_on)} vroeg u ons om advies over {title}. "
        "In deze brief leest u ons advies."
    ]
    if facts.partners:
        blocks.append(_together(facts.partners))
    if facts.papers:
        blocks += ["Wij baseren ons advies op deze stukken:", Listed(facts.papers)]
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
        blocks.append(f"Wij hebben dit advies vastgesteld op {full_day(advice.adopted_on)}.")
    return [*blocks, Heading("Uw reactie"), _answer_wanted(facts)]


def _together(partners: tuple[Partner, ...]) -> str:
    *others, last = (clean_line(partner.name) for partner in partners)
    names = f"{', '.join(others)} en {last}" if others else last
    leader = clean_line(leader_of(partners))
    led = f" {leader} coördineert het advies." if leader else ""
    return f"Dit advies brengen wij uit samen met {names}.{led}"


def _answer_wanted(facts: LetterFacts) -> str:
    until = f" uiterlijk op {full_day(facts.answer_due_on)}" if facts.answer_due_on else ""
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
        _still_waiting(facts, called(facts.request.body)),
        *_reminded(facts),
        *_grounds(facts, called(facts.request.body)),
        "Wilt u ervoor zorgen dat wij een schriftelijke reactie krijgen, met per aanbeveling de "
        "redenen? Blijft een reactie uit, dan laten wij dat aan de gemeenteraad weten.",
    ]


def _above(facts: LetterFacts) -> list[Block]:
    """Write to the council that the executive owes account to, of a municipality or a joint authority."""
    body = called(facts.request.body)
    blocks: list[Block] = [_still_waiting(facts, body), *_reminded(facts)]
    if facts.recommendations:
        blocks += ["Dit zijn onze aanbevelingen:", _numbered(facts)]
    return [
        *blocks,
        f"{body.capitalize()} beslist hierover zelf. Wilt u {body} om een reactie vragen, en vragen "
        "of het ons advies bij zijn besluit betrekt?"
        if executive_decides(facts.request)
        else f"Wilt u {body} om een reactie vragen, en ons advies betrekken bij uw besluit?",
    ]


def _chair(facts: LetterFacts) -> list[Block]:
    body = called(facts.request.body)
    return [
        _still_waiting(facts, body),
        *_reminded(facts),
        *_grounds(facts, body),
        f"Wilt u ervoor zorgen dat {body} ons advies behandelt, en dat wij een schriftelijke reactie "
        "krijgen, met per aanbeveling de redenen?",
    ]


def _reasons(facts: LetterFacts) -> list[Block]:
    advice = the_advice(facts)
    blocks: list[Block] = [
        f"Op {full_day(facts.answered_on or facts.on)} ontvingen wij uw reactie op ons advies over "
        f"{clean_line(facts.request.title)} (kenmerk {advice.ref}). Die reactie is nog niet volledig."
    ]
    silent, unreasoned = [], []
    for outcome in facts.outcomes:
        line = f"aanbeveling {outcome.recommendation.number}: {outcome.recommendation.text}"
        if outcome.verdict is Verdict.NOT_ANSWERED:
            silent.append(line)
        elif outcome.stands_out:
            unreasoned.append(line)
    if unreasoned:
        blocks += [
            "U wijkt af van ons advies zonder te zeggen waarom bij:",
            Listed(tuple(unreasoned)),
        ]
    if silent:
        blocks += ["Wij vonden geen reactie op:", Listed(tuple(silent))]
    if article := cited(facts.answer_article):
        blocks.append(f"Dat u op ons advies reageert, volgt uit {article}.")
    return [
        *blocks,
        *_reasons_owed(facts, "u"),
        "Wilt u ons alsnog schriftelijk laten weten wat u met deze aanbevelingen doet, en waarom?",
    ]


def _promise(facts: LetterFacts) -> list[Block]:
    first = facts.promises[0]
    return [
        f"Op {full_day(first.answered_on)} ontvingen wij uw reactie op ons advies over "
        f"{clean_line(facts.request.title)} (kenmerk {first.advice_ref}). Daarin zegde u toe:",
        Listed(tuple(_promised(promise) for promise in facts.promises)),
        "Wilt u ons schriftelijk laten weten hoe het hiermee staat, en waar wij dat terugvinden? Is "
        "het nog niet gedaan, laat ons dan weten wanneer het klaar is.",
    ]


def _promised(promise: Promise) -> str:
    """Tell what was promised for when, and what was found of it."""
    text = clean_line(promise.text)
    mark = "" if text.endswith((".", "!", "?")) else "."
    said = f"aanbeveling {promise.number}: {text}{mark} Toegezegd voor {full_day(promise.promised_on)}."
    if promise.checked_on is None:
        return said
    seen = clean_line(promise.seen)
    return f"{said} Op {full_day(promise.checked_on)} was dit niet gedaan ({seen})."


def _still_waiting(facts: LetterFacts, whom: str) -> str:
    """Say what was sent, and until when an answer was expected from `whom`."""
    advice = the_advice(facts)
    sent = (
        f"Op {full_day(advice.issued_on or facts.on)} stuurden wij {whom} ons advies over "
        f"{clean_line(facts.request.title)} (kenmerk {advice.ref})."
    )
    expected = "Een reactie hebben wij nog niet ontvangen."
    if facts.answer_due_on is not None:
        expected = (
            f"Wij verwachtten uiterlijk op {full_day(facts.answer_due_on)} een reactie. Die hebben wij "
            "nog niet ontvangen."
        )
    return f"{sent} {expected}"


def _grounds(facts: LetterFacts, whom: str) -> list[Block]:
    """Cite where the term to answer stands, and the duty to give reasons where there is one."""
    article = cited(facts.answer_article)
    term: list[Block] = [f"De termijn voor de reactie staat in {article}."] if article else []
    return [*term, *_reasons_owed(facts, whom)]


def _reasons_owed(facts: LetterFacts, whom: str) -> list[Block]:
    """Cite the duty to give reasons, where the Awb has one."""
    grounds: list[Block] = []
    if awb_asks_reasons(facts.request):
        grounds.append(
            f"Neemt {whom} een besluit dat afwijkt van ons advies? Dan moet in de motivering staan "
            f"dat het afwijkt en waarom ({DEVIATION_MOTIVATED}). Ook moeten wij dan van het besluit "
            f"op de hoogte worden gebracht ({ADVISER_INFORMED})."
        )
    return grounds


def _reminded(facts: LetterFacts) -> list[Block]:
    """Tell which letters went before this one, since the advice was sent."""
    issued_on = the_advice(facts).issued_on or facts.on
    lines = tuple(
        f"{full_day(sent.on)}: {_REMINDED[sent.kind]} aan {sent.addressee} (kenmerk {sent.reference})"
        for sent in facts.sent
        if sent.kind in _REMINDED and sent.on >= issued_on
    )
    return ["Wij schreven hierover al eerder:", Listed(lines)] if lines else []


_REMINDED = {LetterKind.REMINDER: "herinnering", LetterKind.ALDERMAN: "brief"}


def _numbered(facts: LetterFacts) -> Numbered:
    ordered = sorted(facts.recommendations, key=lambda each: each.number)
    return Numbered(tuple(each.text for each in ordered))


def the_advice(facts: LetterFacts) -> Advice:
    """Return the advice that a letter is about; `exports.letters` sees to it that there is one."""
    assert facts.advice is not None
    return facts.advice


TEXTS: dict[LetterKind, Callable[[LetterFacts], list[Block]]] = {
    LetterKind.ACKNOWLEDGEMENT: _acknowledgement,
    LetterKind.INFORMATION: _information,
    LetterKind.ADVICE: _advice,
    LetterKind.REMINDER: _reminder,
    LetterKind.ALDERMAN: _alderman,
    LetterKind.CITY_COUNCIL: _above,
    LetterKind.CITY_COUNCIL_CHAIR: _chair,
    LetterKind.GENERAL_BOARD: _above,
    LetterKind.REASONS: _reasons,
    LetterKind.PROMISE: _promise,
}
