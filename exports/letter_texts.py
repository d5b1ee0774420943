"""What each letter says, in Dutch whatever the program speaks: a municipality reads them.

What is cited is what may be cited for the kind of decision: see `council.grounds`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from council.advice import Advice, Promise, Tone, Verdict
from council.grounds import (
    ADVISER_INFORMED,
    DEVIATION_MOTIVATED,
    awb_asks_reasons,
    cited,
    executive_decides,
)
from council.letters import LetterKind
from council.partners import leader_of
from council.requests import RequestForm
from council.text import clean_line
from exports.addressees import called
from exports.layout import Block, Heading, Listed, Numbered
from exports.letter_facts import LetterFacts, full_day
from exports.letter_receipt import acknowledgement, declined, information, received
from exports.letter_words import titled, words_for

_TONES = {
    Tone.POSITIVE: "{judged} positief.",
    Tone.POSITIVE_IF: "{judged} positief, mits u {wanted}.",
    Tone.NEGATIVE_UNLESS: "{judged} negatief, tenzij u {wanted}.",
    Tone.NEGATIVE: "{judged} negatief.",
    Tone.NONE: "Wij geven geen oordeel.",
}


def _advice(facts: LetterFacts) -> list[Block]:
    request, advice, words = facts.request, the_advice(facts), words_for(facts.request)
    blocks: list[Block] = [
        f"Uit eigen beweging adviseren wij u over {titled(request)}."
        if request.form is RequestForm.UNSOLICITED
        else f"{received(facts)} In deze brief leest u {words.ours}."
    ]
    if facts.partners:
        blocks.append(_together(facts))
    if facts.papers:
        blocks += [f"Wij baseren {words.ours} op deze stukken:", Listed(facts.papers)]
    if advice.tone is not None:
        wanted = (
            "onze aanbevelingen overneemt"
            if facts.recommendations
            else "overneemt wat hieronder staat"
        )
        told = _TONES[advice.tone].format(judged=words.judged, wanted=wanted)
        blocks += [Heading("Ons oordeel"), told]
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
        blocks.append(_adopted(advice, advice.adopted_on, words.this))
    return [*blocks, Heading("Uw reactie"), _answer_wanted(facts)]


def _adopted(advice: Advice, on: date, this: str) -> str:
    """Say who adopted the advice: the council, or somebody under its mandate."""
    if not advice.mandate:
        return f"Wij hebben {this} vastgesteld op {full_day(on)}."
    return (
        f"{this.capitalize()} is namens ons vastgesteld op {full_day(on)}, krachtens mandaat "
        f"({clean_line(advice.mandate).rstrip('.')})."
    )


def _together(facts: LetterFacts) -> str:
    *others, last = (clean_line(partner.name) for partner in facts.partners)
    names = f"{', '.join(others)} en {last}" if others else last
    leader = clean_line(leader_of(facts.partners))
    words = words_for(facts.request)
    led = f" {leader} coördineert {words.the}." if leader else ""
    return f"{words.this.capitalize()} {words.given} samen met {names}.{led}"


def _answer_wanted(facts: LetterFacts) -> str:
    until = f" uiterlijk op {full_day(facts.answer_due_on)}" if facts.answer_due_on else ""
    wanted = f"Wij ontvangen{until} graag uw schriftelijke reactie."
    if facts.answer_due_on is not None and (article := cited(facts.answer_article)):
        wanted = f"{wanted} Die termijn staat in {article}."
    if facts.recommendations:
        return (
            f"{wanted} Wilt u per aanbeveling aangeven of u die overneemt, en waarom wel of "
            "waarom niet?"
        )
    return f"{wanted} Wilt u daarin aangeven wat u met {words_for(facts.request).ours} doet, en waarom?"


def _reminder(facts: LetterFacts) -> list[Block]:
    return [
        _still_waiting(facts, "u"),
        *_grounds(facts, "u"),
        f"{_answer_still(facts)} Hebt u meer tijd nodig? Laat ons dan weten wanneer wij uw reactie "
        "kunnen verwachten.",
    ]


def _answer_still(facts: LetterFacts) -> str:
    if facts.recommendations:
        return (
            "Wilt u ons alsnog per aanbeveling schriftelijk laten weten of u die overneemt, en "
            "waarom wel of waarom niet?"
        )
    ours = words_for(facts.request).ours
    return f"Wilt u ons alsnog schriftelijk laten weten wat u met {ours} doet, en waarom?"


def _with_reasons(facts: LetterFacts) -> str:
    """Return what the answer has to bring with it."""
    return "met per aanbeveling de redenen" if facts.recommendations else "met de redenen"


def _alderman(facts: LetterFacts) -> list[Block]:
    return [
        _still_waiting(facts, called(facts.request.body)),
        *_reminded(facts),
        *_grounds(facts, called(facts.request.body)),
        f"Wilt u ervoor zorgen dat wij een schriftelijke reactie krijgen, {_with_reasons(facts)}? "
        "Blijft een reactie uit, dan laten wij dat aan de gemeenteraad weten.",
    ]


def _above(facts: LetterFacts) -> list[Block]:
    """Write to whom the executive owes account: the council of a city or of a joint authority."""
    body, ours = called(facts.request.body), words_for(facts.request).ours
    blocks: list[Block] = [
        _still_waiting(facts, body),
        *_reminded(facts),
        *_grounds(facts, body),
    ]
    if facts.recommendations:
        blocks += ["Dit zijn onze aanbevelingen:", _numbered(facts)]
    if _decided(facts):
        asked = f"Wilt u {body} om een schriftelijke reactie vragen, {_with_reasons(facts)}?"
    elif executive_decides(facts.request):
        asked = (
            f"{body.capitalize()} beslist hierover zelf. Wilt u {body} om een reactie vragen, en "
            f"vragen of het {ours} bij zijn besluit betrekt?"
        )
    else:
        asked = f"Wilt u {body} om een reactie vragen, en {ours} betrekken bij uw besluitvorming?"
    return [*blocks, asked]


def _decided(facts: LetterFacts) -> bool:
    """Tell whether the day of the decision has passed: nothing can be taken along any more."""
    return facts.decided_on is not None and facts.decided_on < facts.on


def _chair(facts: LetterFacts) -> list[Block]:
    body = called(facts.request.body)
    return [
        _still_waiting(facts, body),
        *_reminded(facts),
        *_grounds(facts, body),
        f"Wilt u ervoor zorgen dat {body} {words_for(facts.request).ours} behandelt, en dat wij een "
        f"schriftelijke reactie krijgen, {_with_reasons(facts)}?",
    ]


def _reasons(facts: LetterFacts) -> list[Block]:
    advice, ours = the_advice(facts), words_for(facts.request).ours
    blocks: list[Block] = [
        f"Op {full_day(facts.answered_on or facts.on)} ontvingen wij uw reactie op {ours} over "
        f"{titled(facts.request)} (kenmerk {advice.ref}). Die reactie is nog niet volledig."
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
            f"U wijkt af van {ours} zonder te zeggen waarom bij:",
            Listed(tuple(unreasoned)),
        ]
    if silent:
        blocks += ["Wij vonden geen reactie op:", Listed(tuple(silent))]
    if article := cited(facts.answer_article):
        blocks.append(f"Dat u op {ours} reageert, volgt uit {article}.")
    return [
        *blocks,
        *_reasons_owed(facts, "u"),
        "Wilt u ons alsnog schriftelijk laten weten wat u met deze aanbevelingen doet, en waarom?",
    ]


def _promise(facts: LetterFacts) -> list[Block]:
    first = facts.promises[0]
    return [
        f"Op {full_day(first.answered_on)} ontvingen wij uw reactie op "
        f"{words_for(facts.request).ours} over {titled(facts.request)} (kenmerk {first.advice_ref}). "
        "Wij vragen u naar de uitvoering van:",
        Listed(tuple(_promised(promise) for promise in facts.promises)),
        "Wilt u ons schriftelijk laten weten hoe het hiermee staat, en waar wij dat terugvinden? Is "
        "het nog niet gedaan, laat ons dan weten wanneer het klaar is.",
    ]


def _promised(promise: Promise) -> str:
    """Tell what the answer said, by when and by whom it was to be done, and what was found."""
    text = clean_line(promise.text)
    mark = "" if text.endswith((".", "!", "?")) else "."
    day = full_day(promise.promised_on)
    said = f"aanbeveling {promise.number}: {text}{mark} {_TAKEN[promise.verdict]}"
    if not promise.by_rule:
        said = f"{said} U zegde toe dat dit uiterlijk op {day} klaar zou zijn"
        promised = clean_line(promise.words).rstrip(".")
        said += f": “{promised}”." if promised else "."
    elif article := cited(promise.article):
        said = f"{said} Volgens {article} zou dit uiterlijk op {day} zijn uitgevoerd."
    if promise.checked_on is None:
        return said
    seen = clean_line(promise.seen)
    return f"{said} Op {full_day(promise.checked_on)} was dit niet gedaan ({seen})."


_TAKEN = {
    Verdict.ADOPTED: "U nam deze aanbeveling over.",
    Verdict.PARTLY: "U nam deze aanbeveling deels over.",
    Verdict.LATER: "U wilde hier later op terugkomen.",
}


def _still_waiting(facts: LetterFacts, whom: str) -> str:
    """Say what was sent, and until when an answer was expected from `whom`."""
    advice = the_advice(facts)
    sent = (
        f"Op {full_day(advice.issued_on or facts.on)} stuurden wij {whom} "
        f"{words_for(facts.request).ours} over {titled(facts.request)} (kenmerk {advice.ref})."
    )
    expected = "Een reactie hebben wij nog niet ontvangen."
    if facts.answer_due_on is not None:
        due = full_day(facts.answer_due_on)
        # Only a term of the ordinance is one that can be counted on; any other was a wish.
        hoped = (
            f"Wij verwachtten uiterlijk op {due} een reactie."
            if facts.answer_article
            else f"Wij hadden graag uiterlijk op {due} een reactie ontvangen."
        )
        expected = f"{hoped} Die is er nog niet."
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
        asked = (
            "Is een besluit genomen dat afwijkt van ons advies?"
            if _decided(facts)
            else f"Neemt {whom} een besluit dat afwijkt van ons advies?"
        )
        grounds.append(
            f"{asked} Dan moet in de motivering staan "
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
    LetterKind.ACKNOWLEDGEMENT: acknowledgement,
    LetterKind.INFORMATION: information,
    LetterKind.DECLINED: declined,
    LetterKind.ADVICE: _advice,
    LetterKind.REMINDER: _reminder,
    LetterKind.ALDERMAN: _alderman,
    LetterKind.CITY_COUNCIL: _above,
    LetterKind.CITY_COUNCIL_CHAIR: _chair,
    LetterKind.GENERAL_BOARD: _above,
    LetterKind.REASONS: _reasons,
    LetterKind.PROMISE: _promise,
}
