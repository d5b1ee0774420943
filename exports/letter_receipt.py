"""What the letters say that go before there is an advice: that a request came, and what it lacks.

A term is claimed only where the ordinance that sets it is known; what the program gives a fresh
council is an aim, and so it is put.
"""

from __future__ import annotations

from datetime import date

from council.grounds import PAPERS_PROVIDED, cited
from council.request_facts import told_afterwards
from council.requests import WITHOUT_TERM
from council.text import clean_line
from exports.layout import Block, Listed, Numbered
from exports.letter_facts import LetterFacts, full_day
from exports.letter_words import titled, words_for


def acknowledgement(facts: LetterFacts) -> list[Block]:
    """Say that a request came, and when the advice on it can be expected."""
    words = words_for(facts.request)
    return [
        f"{received(facts)} Wij hebben uw {words.short} geregistreerd onder nummer "
        f"{facts.request.ref}.",
        *_expected(facts),
    ]


def day_named(facts: LetterFacts) -> date | None:
    """Return the day on which the acknowledgement says the advice will come, if it names one."""
    if _told_of(facts) is not None or facts.request.form in WITHOUT_TERM:
        return None
    return facts.due_told


def _told_of(facts: LetterFacts) -> date | None:
    """Return the day of a decision that was taken before the request came, if it was."""
    decided = facts.decided_on
    told = decided is not None and told_afterwards(facts.request.received_on, decided)
    return decided if told else None


def _expected(facts: LetterFacts) -> list[Block]:
    if (day := day_named(facts)) is not None:
        return [_advice_by(facts, full_day(day)), *_reckoned(facts)]
    words = words_for(facts.request)
    if (decided_on := _told_of(facts)) is not None:
        return [
            f"Over dit onderwerp is al besloten op {full_day(decided_on)}, voordat wij uw "
            f"{words.short} ontvingen. Daarmee is uw bericht een mededeling: {words.ours} kan het "
            "besluit niet meer beïnvloeden."
        ]
    if facts.request.form in WITHOUT_TERM:
        return ["Wij nemen contact met u op over de manier waarop wij meedenken."]
    if facts.advice_due_on is None:
        return ["Wij laten u weten wanneer u ons advies kunt verwachten."]
    if facts.stopped_on is None:
        return ["U ontvangt ons advies zo spoedig mogelijk."]
    term = "onze adviestermijn" if facts.term_article else "de tijd voor ons advies"
    return [
        f"Sinds {full_day(facts.stopped_on)} staat {term} stil. Zodra die weer loopt, schuift het "
        "einde op met de dagen van de stilstand."
    ]


def received(facts: LetterFacts) -> str:
    """Say when the request came, and on what."""
    request = facts.request
    return (
        f"Op {full_day(request.received_on)} ontvingen wij uw {words_for(request).request} over "
        f"{titled(request)}."
    )


def _advice_by(facts: LetterFacts, due: str) -> str:
    """Say when the advice comes, and why not on the day it is asked for where that is earlier."""
    request, asked = facts.request, facts.request.asked_by
    by_rule = facts.rule_due_on or facts.advice_due_on
    if asked is None or by_rule is None or asked >= by_rule:
        return _promised_by(facts, due)
    early = f"U vraagt ons advies uiterlijk op {full_day(asked)}"
    if request.due_by_agreement == asked:
        term = f"Onze termijn loopt tot en met {full_day(by_rule)}. " if facts.term_article else ""
        return f"{term}{early} en daarmee hebben wij ingestemd: u ontvangt het uiterlijk op {due}."
    if request.due_by_agreement is not None:
        return (
            f"{early}. Dat is eerder dan de dag waarmee wij hebben ingestemd. U ontvangt ons advies "
            f"daarom uiterlijk op {due}."
        )
    if facts.term_article:
        return (
            f"{early}. Dat is eerder dan de termijn die wij hebben. Die termijn staat in "
            f"{cited(facts.term_article)}. U ontvangt ons advies daarom uiterlijk op {due}."
        )
    return (
        f"{early}. In die tijd kunnen wij geen zorgvuldig advies geven. {_promised_by(facts, due)}"
    )


def _promised_by(facts: LetterFacts, due: str) -> str:
    if facts.term_article:
        return f"U ontvangt ons advies uiterlijk op {due}."
    return f"Wij streven ernaar u uiterlijk op {due} te adviseren."


def _reckoned(facts: LetterFacts) -> list[Block]:
    """Show how the term of the ordinance came about; any other is nobody's to hold us to."""
    if not facts.term_article or not facts.explanation:
        return []
    # A sentence may begin with who agreed, as typed: the chair, without a capital.
    lines = tuple(line[:1].upper() + line[1:] for line in facts.explanation)
    return ["Zo is onze termijn berekend:", Listed(lines)]


def information(facts: LetterFacts) -> list[Block]:
    """Ask for the papers that are missing, and say what becomes of the term meanwhile."""
    words = words_for(facts.request)
    return [
        f"{received(facts)} Voor {words.ours} missen wij nog:",
        Numbered(facts.missing),
        f"Wilt u ons deze stukken sturen? In {PAPERS_PROVIDED} staat dat wij van u de gegevens "
        f"krijgen die wij nodig hebben voor {words.ours}."
        if facts.request.form not in WITHOUT_TERM
        else "Wilt u ons deze stukken sturen?",
        *_meanwhile(facts),
    ]


def _meanwhile(facts: LetterFacts) -> list[Block]:
    """Say what becomes of the term while papers are missing.

    The Awb has the papers given (3:7) but lets no term stand still for them: that takes the
    consent of whoever asked, which is asked here.
    """
    if facts.stopped_on is not None:
        since = full_day(facts.stopped_on)
        if not facts.term_article:
            return [
                "Zonder deze stukken kunnen wij niet verder. Wij verzoeken u ermee in te stemmen "
                f"dat de tijd voor ons advies stilstaat vanaf {since}, totdat wij alles hebben."
            ]
        return [
            "Zonder deze stukken kunnen wij niet verder. De termijn van "
            f"{cited(facts.term_article)} laten wij daarom stilstaan vanaf {since}, totdat wij "
            "alles hebben. Het einde schuift op met de dagen van de stilstand. Wij verzoeken u "
            "hiermee in te stemmen."
        ]
    if facts.due_told is None:
        return []
    due = full_day(facts.due_told)
    if facts.term_article:
        return [f"Onze adviestermijn loopt intussen door, tot en met {due}."]
    return [_promised_by(facts, due)]


def declined(facts: LetterFacts) -> list[Block]:
    """Say that the council gives no advice, and why."""
    reason = clean_line(facts.declined or "").rstrip(".")
    return [
        f"{received(facts)} Die staat bij ons geregistreerd onder nummer {facts.request.ref}.",
        f"Wij zien af van advies. De reden daarvoor is: {reason}.",
        "Dat wij geen advies geven, betekent niet dat wij met het voorstel instemmen.",
    ]
