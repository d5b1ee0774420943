from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.advice import (
    Advice,
    AdviceState,
    Judgement,
    Outcome,
    Promise,
    Recommendation,
    Tone,
    Verdict,
)
from council.chasing import Chase
from council.clocks import ClockEvent, ClockEventKind, explain
from council.councils import Council
from council.errors import Refused
from council.letters import LetterKind, SentLetter
from council.members import Role
from council.papers import Paper
from council.partners import partners_of
from council.record import replace
from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestForm, RequestState
from council.terms import AdvisedBody, Purpose, Unit
from db.store import Store
from exports.layout import WIDTH, Block, Listed, Numbered, as_markdown, as_text, edited_markdown
from exports.letter_facts import LetterFacts, read_facts
from exports.letters import letter
from exports.sending import keep_letter
from intake.requests import take_in
from tests.intake import mails

REQUEST = AdviceRequest(
    id=1,
    council_id=1,
    ref="2026-014",
    title="de Verordening jeugdhulp",
    kind=DocumentKind.ORDINANCE,
    form=RequestForm.REQUESTED,
    stage=PolicyStage.DRAFT_POLICY,
    state=RequestState.ISSUED,
    received_on=date(2026, 10, 5),
    their_reference="Z/26/1234",
    sender="T. Testema",
)
ADVICE = Advice(
    id=1,
    request_id=1,
    ref="2026-014-A1",
    title="Verordening jeugdhulp",
    state=AdviceState.ISSUED,
    tone=Tone.POSITIVE_IF,
    text="Wij zijn het eens met het doel.\n\nOver de uitvoering hebben wij zorgen.",
    text_version=1,
    decision="besluit 4",
    adopted_on=date(2026, 11, 10),
    issued_on=date(2026, 11, 12),
    minority_view="Twee leden willen de verordening uitstellen.",
)
ANSWERED_ON = date(2026, 12, 21)


def _outcome(number: int, text: str, verdict: Verdict | None) -> Outcome:
    return Outcome(
        recommendation=Recommendation(id=number, advice_id=1, number=number, text=text),
        judgement=Judgement(recommendation_id=number, verdict=verdict) if verdict else None,
    )


TAKEN_OVER = _outcome(1, "Schrap artikel 4.", Verdict.ADOPTED)
REFUSED = _outcome(2, "Houd spreekuur in elke wijk.", Verdict.REJECTED)
SILENT = _outcome(3, "Evalueer.", None)
PROMISE = Promise(
    clock_id=1,
    request_id=1,
    advice_ref="2026-014-A1",
    title="Verordening jeugdhulp",
    recommendation_id=2,
    number=2,
    text="Houd spreekuur in elke wijk",
    promised_on=date(2027, 3, 1),
    answered_on=ANSWERED_ON,
    verdict=Verdict.ADOPTED,
)
FACTS = LetterFacts(
    council="Adviesraad Sociaal Domein Wijderveld",
    municipality="Wijderveld",
    request=REQUEST,
    reference="2026-014-B1",
    on=date(2026, 12, 28),
    chair="S. van der Proef",
    secretary="J. Fictie",
    advice_due_on=date(2026, 11, 16),
    explanation=("6 weken vanaf di 6 okt 2026: ma 16 nov 2026.",),
    term_article="artikel 7 van de verordening",
    missing=("de financiële bijlage", "de reactie van de huisartsen"),
    advice=ADVICE,
    recommendations=tuple(
        Recommendation(id=number, advice_id=1, number=number, text=text)
        for number, text in [(2, "Houd spreekuur in elke wijk."), (1, "Schrap artikel 4.")]
    ),
    answer_due_on=date(2026, 12, 24),
    answer_article="artikel 8 van de verordening",
    sent=(
        SentLetter(
            id=1,
            request_id=1,
            kind=LetterKind.REMINDER,
            reference="2026-014-B1",
            on=date(2026, 12, 28),
            addressee="het college",
            subject="x",
            body="x",
        ),
    ),
)


CHASE = Chase(kind=LetterKind.REMINDER, from_on=date(2026, 12, 29))
DECLINED = replace(REQUEST, state=RequestState.DECLINED)
OWN = replace(REQUEST, form=RequestForm.UNSOLICITED)


LAST_RUNGS = {
    LetterKind.CITY_COUNCIL_CHAIR: AdvisedBody.CITY_COUNCIL,
    LetterKind.GENERAL_BOARD: AdvisedBody.JOINT_BOARD,
}


ASKED = replace(FACTS, on=date(2026, 10, 12), advice=None, recommendations=(), sent=())
"""As it was when the request had just come."""


def occasion(kind: LetterKind) -> LetterFacts:
    """Return facts that call for a letter of this kind."""
    if kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION):
        return ASKED
    if kind is LetterKind.REASONS:
        return replace(FACTS, answered_on=ANSWERED_ON, outcomes=(TAKEN_OVER, REFUSED, SILENT))
    if body := LAST_RUNGS.get(kind):
        return replace(FACTS, request=replace(REQUEST, body=body))
    if kind is LetterKind.DECLINED:
        return replace(FACTS, request=DECLINED, declined="te laat gevraagd.")
    if kind is LetterKind.PROMISE:
        return replace(FACTS, answered_on=ANSWERED_ON, promises=(PROMISE,))
    return FACTS


def words(kind: LetterKind, facts: LetterFacts | None = None) -> str:
    """Return the text of a letter with its lines run together."""
    return " ".join(letter(kind, facts or occasion(kind)).body_text.split())


def test_a_letter_is_laid_out_under_its_references() -> None:
    text = letter(LetterKind.REMINDER, FACTS).body_text
    assert text.startswith(
        """\
Adviesraad Sociaal Domein Wijderveld

Aan:          het college van burgemeester en wethouders van de gemeente
              Wijderveld
Datum:        28 december 2026
Ons kenmerk:  2026-014-B1
Uw kenmerk:   Z/26/1234
Betreft:      herinnering: uw reactie op ons advies over de Verordening
              jeugdhulp

Geacht college,

"""
    )
    assert text.endswith(
        """
Met vriendelijke groet,

Adviesraad Sociaal Domein Wijderveld
S. van der Proef, voorzitter
J. Fictie, secretaris
"""
    )


def test_the_acknowledgement_gives_the_date_and_how_it_came_about() -> None:
    text = words(LetterKind.ACKNOWLEDGEMENT)
    assert "ontvingen wij uw adviesaanvraag over “de Verordening jeugdhulp”." in text
    assert "U ontvangt ons advies uiterlijk op 16 november 2026." in text
    assert "- 6 weken vanaf di 6 okt 2026: ma 16 nov 2026." in text
    assert "nummer 2026-014" in text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"advice_due_on": None}, "Wij laten u weten wanneer u ons advies kunt verwachten."),
        ({"on": date(2026, 11, 17)}, "U ontvangt ons advies zo spoedig mogelijk."),
        (
            {"stopped_on": date(2026, 10, 12)},
            "Sinds 12 oktober 2026 staat onze adviestermijn stil. Zodra die weer loopt, schuift het "
            "einde op met de dagen van de stilstand.",
        ),
        (
            {"decided_on": date(2026, 10, 1)},
            "is al besloten op 1 oktober 2026, voordat wij uw aanvraag ontvingen",
        ),
        (
            {"request": replace(REQUEST, form=RequestForm.EARLY_INPUT)},
            "Wij nemen contact met u op over de manier waarop wij meedenken.",
        ),
    ],
)
def test_without_a_term_that_runs_no_day_is_promised(change: dict[str, object], says: str) -> None:
    text = words(LetterKind.ACKNOWLEDGEMENT, replace(ASKED, **change))
    assert says in text
    assert "16 november" not in text
    assert "hoort" not in text


@pytest.mark.parametrize("article", ["artikel 7 van de verordening", ""])
@pytest.mark.parametrize(
    ("asked_by", "agreed", "says"),
    [
        (date(2026, 11, 2), None, "U vraagt ons advies uiterlijk op 2 november 2026."),
        (date(2026, 11, 2), date(2026, 11, 2), "ingestemd: u ontvangt het uiterlijk op 2 november"),
        (
            date(2026, 10, 26),
            date(2026, 11, 2),
            "ingestemd. U ontvangt ons advies daarom uiterlijk",
        ),
        (date(2026, 11, 16), None, "uiterlijk op 16 november 2026"),
        (None, None, "uiterlijk op 16 november 2026"),
    ],
)
def test_a_term_that_is_too_short_is_answered(
    asked_by: date | None, agreed: date | None, says: str, article: str
) -> None:
    who = "voorzitter" if agreed else ""
    request = replace(REQUEST, asked_by=asked_by, short_term_agreed_by=who, agreed_due_on=agreed)
    facts = replace(ASKED, request=request, rule_due_on=FACTS.advice_due_on, term_article=article)
    if agreed:
        facts = replace(facts, advice_due_on=agreed)
    assert says in words(LetterKind.ACKNOWLEDGEMENT, facts)


@pytest.mark.parametrize(
    ("article", "cites"),
    [
        ("art. 7 lid 2", "Die termijn staat in artikel 7 lid 2 van de verordening."),
        ("art. 7 Verordening ASD", "Die termijn staat in artikel 7 van de Verordening ASD."),
    ],
)
def test_a_term_of_the_ordinance_is_claimed_by_its_article(article: str, cites: str) -> None:
    facts = replace(
        ASKED, request=replace(REQUEST, asked_by=date(2026, 11, 2)), term_article=article
    )
    assert cites in words(LetterKind.ACKNOWLEDGEMENT, facts)


@pytest.mark.parametrize("asked_by", [None, date(2026, 11, 2)])
def test_a_term_of_which_no_ordinance_is_known_is_an_aim(asked_by: date | None) -> None:
    request = replace(REQUEST, asked_by=asked_by)
    text = words(LetterKind.ACKNOWLEDGEMENT, replace(ASKED, request=request, term_article=""))
    assert "Wij streven ernaar u uiterlijk op 16 november 2026 te adviseren." in text
    assert not re.search("termijn|artikel", text)
    asking = words(LetterKind.INFORMATION, replace(ASKED, term_article=""))
    assert "Wij streven ernaar u uiterlijk op 16 november 2026 te adviseren." in asking
    assert "termijn" not in asking


def test_early_input_is_not_called_an_advice() -> None:
    early = replace(REQUEST, form=RequestForm.EARLY_INPUT)
    asked = replace(ASKED, request=early, advice_due_on=None)
    receipt = words(LetterKind.ACKNOWLEDGEMENT, asked)
    assert "ontvangstbevestiging van uw vraag om mee te denken over" in receipt
    asking = words(LetterKind.INFORMATION, asked)
    given = words(LetterKind.ADVICE, replace(FACTS, request=early, answer_article=""))
    assert "Wij zijn positief, mits u onze aanbevelingen overneemt." in given
    for text in (receipt, asking, given):
        assert not re.search(r"advies\w*", text.replace("Adviesraad", ""))


def test_missing_papers_are_asked_for_while_the_term_runs_on() -> None:
    text = words(LetterKind.INFORMATION)
    assert "Onze adviestermijn loopt intussen door, tot en met 16 november 2026." in text
    assert "stil" not in text
    late = words(LetterKind.INFORMATION, replace(ASKED, on=date(2026, 11, 17)))
    assert "termijn" not in late


@pytest.mark.parametrize(
    ("article", "says"),
    [
        (
            "art. 7",
            "De termijn van artikel 7 van de verordening laten wij daarom stilstaan vanaf 12 "
            "oktober 2026, totdat wij alles hebben.",
        ),
        (
            "",
            "Wij verzoeken u ermee in te stemmen dat de tijd voor ons advies stilstaat vanaf 12 "
            "oktober 2026, totdat wij alles hebben.",
        ),
    ],
)
def test_that_the_term_stands_still_for_papers_asks_consent(article: str, says: str) -> None:
    facts = replace(ASKED, stopped_on=date(2026, 10, 12), waits=True, term_article=article)
    text = words(LetterKind.INFORMATION, facts)
    assert "1. de financiële bijlage 2. de reactie van de huisartsen" in text
    assert "artikel 3:7 van de Algemene wet bestuursrecht" in text
    assert says in text
    assert "in te stemmen" in text
    assert "U hoort" not in text
    with pytest.raises(Refused, match="which papers"):
        letter(LetterKind.INFORMATION, replace(ASKED, missing=()))


def test_the_advice_holds_everything_in_its_order() -> None:
    text = words(LetterKind.ADVICE)
    parts = [
        "gevraagd advies over de Verordening jeugdhulp",
        "Op 5 oktober 2026 ontvingen wij uw adviesaanvraag over “de Verordening jeugdhulp”.",
        "Ons oordeel Ons advies is positief, mits u onze aanbevelingen overneemt.",
        "Over de uitvoering hebben wij zorgen.",
        "1. Schrap artikel 4. 2. Houd spreekuur in elke wijk.",
        "Minderheidsstandpunt",
        "Twee leden willen de verordening uitstellen.",
        "vastgesteld op 10 november 2026",
        "Wij ontvangen uiterlijk op 24 december 2026 graag uw schriftelijke reactie. "
        "Die termijn staat in artikel 8 van de verordening. Wilt u per aanbeveling aangeven",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_said_in_words(tone: Tone) -> None:
    text = words(LetterKind.ADVICE, replace(FACTS, advice=replace(ADVICE, tone=tone)))
    said = text.partition("Ons oordeel ")[2].partition(" Toelichting")[0]
    assert {
        Tone.POSITIVE: "positief.",
        Tone.POSITIVE_IF: "positief, mits",
        Tone.NEGATIVE_UNLESS: "negatief, tenzij",
        Tone.NEGATIVE: "negatief.",
        Tone.NONE: "geen oordeel",
    }[tone] in said


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (RequestForm.UNSOLICITED, "Betreft: ongevraagd advies"),
        (RequestForm.URGENT, "Betreft: spoedadvies"),
        (RequestForm.EVALUATION, "Betreft: advies over"),
    ],
)
def test_the_advice_says_how_it_came_about(form: RequestForm, says: str) -> None:
    text = words(LetterKind.ADVICE, replace(FACTS, request=replace(REQUEST, form=form)))
    assert says in text
    assert ("ontvingen wij uw" in text) is (form is not RequestForm.UNSOLICITED)


CHASING = [LetterKind.REMINDER, LetterKind.ALDERMAN, LetterKind.CITY_COUNCIL, *LAST_RUNGS]


def test_the_advice_names_who_advises_along_and_who_leads() -> None:
    partners = partners_of(["Raad A", "Raad B", "Raad C"], "Raad B")
    text = " ".join(words(LetterKind.ADVICE, replace(FACTS, partners=partners)).split())
    assert "uit samen met Raad A, Raad B en Raad C. Raad B coördineert het advies." in text
    assert "samen met" not in words(LetterKind.ADVICE)


@pytest.mark.parametrize("kind", CHASING)
def test_chasing_names_the_advice_and_the_day_that_passed(kind: LetterKind) -> None:
    text = words(kind, occasion(kind))
    assert "Op 12 november 2026 stuurden wij" in text
    assert "(kenmerk 2026-014-A1)" in text
    assert "uiterlijk op 24 december 2026 een reactie" in text


def test_each_step_names_the_one_before_and_the_next() -> None:
    assert "28 december 2026: herinnering aan het college (kenmerk 2026-014-B1)" in words(
        LetterKind.ALDERMAN
    )
    assert "laten wij dat aan de gemeenteraad weten" in words(LetterKind.ALDERMAN)
    assert "ter attentie van de griffie" in words(LetterKind.CITY_COUNCIL)
    assert "1. Schrap artikel 4." in words(LetterKind.CITY_COUNCIL)


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("document", [DocumentKind.ORDINANCE, DocumentKind.IMPLEMENTING_RULES])
def test_no_letter_about_a_generally_binding_rule_cites_the_duty_to_motivate(
    kind: LetterKind, document: DocumentKind
) -> None:
    facts = occasion(kind)
    about = replace(facts.request, kind=document, stage=PolicyStage.EXECUTIVE_DECISION)
    assert not re.search(r"3:(50|43)", words(kind, replace(facts, request=about)))


@pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.ALDERMAN, LetterKind.REASONS])
def test_about_policy_rules_the_duty_to_motivate_is_cited(kind: LetterKind) -> None:
    rules = replace(occasion(kind), request=replace(REQUEST, kind=DocumentKind.POLICY_RULES))
    assert re.search(r"3:50.*3:43", words(kind, rules))
    assert "artikel 8 van de verordening." in words(kind, rules)


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        (LetterKind.ADVICE, {"advice": None}, "There is no advice"),
        (LetterKind.REMINDER, {"advice": None}, "There is no advice"),
        (LetterKind.ADVICE, {"advice": replace(ADVICE, tone=None)}, "positive or negative"),
        (LetterKind.REMINDER, {"advice": replace(ADVICE, issued_on=None)}, "has not been sent"),
        (LetterKind.CITY_COUNCIL, {"answered_on": ANSWERED_ON}, "answered already"),
        (LetterKind.REMINDER, {"chase": CHASE}, "before Tue 29 Dec 2026"),
        (LetterKind.ALDERMAN, {"chase": CHASE}, "before Tue 29 Dec 2026"),
        (LetterKind.ACKNOWLEDGEMENT, {"request": OWN}, "council's own initiative"),
        (LetterKind.INFORMATION, {"request": OWN}, "council's own initiative"),
        (LetterKind.REASONS, {"answered_on": None}, "has not been answered yet"),
        (
            LetterKind.REASONS,
            {"answered_on": ANSWERED_ON, "outcomes": (TAKEN_OVER,)},
            "The answer to 2026-014-A1 is complete",
        ),
        (LetterKind.PROMISE, {"promises": ()}, "has passed its day or was broken"),
    ],
)
def test_there_must_be_something_to_write_about(
    kind: LetterKind, change: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        letter(kind, replace(FACTS, **change))


@pytest.mark.parametrize(
    ("kind", "stage", "executive"),
    [
        (DocumentKind.ORDINANCE, PolicyStage.EXECUTIVE_DECISION, False),
        (DocumentKind.POLICY_PLAN, PolicyStage.DRAFT_POLICY, False),
        (DocumentKind.POLICY_RULES, PolicyStage.DRAFT_POLICY, True),
        (DocumentKind.IMPLEMENTING_RULES, PolicyStage.DRAFT_POLICY, True),
        (DocumentKind.OTHER, PolicyStage.EXECUTIVE_DECISION, True),
    ],
)
def test_the_city_council_is_asked_what_it_can_do(
    kind: DocumentKind, stage: PolicyStage, executive: bool
) -> None:
    request = replace(REQUEST, kind=kind, stage=stage)
    text = words(LetterKind.CITY_COUNCIL, replace(FACTS, request=request))
    assert ("Het college beslist hierover zelf." in text) is executive
    assert ("betrekken bij uw besluit" in text) is not executive


def about(
    body: AdvisedBody, kind: LetterKind, document: DocumentKind = DocumentKind.ORDINANCE
) -> str:
    """Return the words of a letter about a request that is about this body."""
    request = replace(REQUEST, body=body, sender="", kind=document)
    sent = tuple(replace(one, addressee="het secretariaat") for one in FACTS.sent)
    return words(kind, replace(occasion(kind), request=request, sent=sent))


TO_BODY = [
    LetterKind.ACKNOWLEDGEMENT,
    LetterKind.INFORMATION,
    LetterKind.ADVICE,
    LetterKind.REMINDER,
    LetterKind.REASONS,
    LetterKind.PROMISE,
]


@pytest.mark.parametrize("kind", TO_BODY)
@pytest.mark.parametrize(
    ("body", "name", "greeting"),
    [
        (
            AdvisedBody.EXECUTIVE,
            "het college van burgemeester en wethouders van de gemeente Wijderveld",
            "Geacht college,",
        ),
        (
            AdvisedBody.CITY_COUNCIL,
            "de gemeenteraad van de gemeente Wijderveld, ter attentie van de griffie",
            "Geachte leden van de gemeenteraad,",
        ),
        (
            AdvisedBody.JOINT_BOARD,
            "het dagelijks bestuur van de gemeenschappelijke regeling",
            "Geacht bestuur,",
        ),
    ],
)
def test_a_letter_addresses_the_body_that_is_advised(
    kind: LetterKind, body: AdvisedBody, name: str, greeting: str
) -> None:
    text = about(body, kind)
    assert f"Aan: {name} " in text
    assert greeting in text
    if body is not AdvisedBody.EXECUTIVE:
        assert "college" not in text


def test_a_city_council_that_does_not_answer_is_reached_through_its_chair() -> None:
    text = about(AdvisedBody.CITY_COUNCIL, LetterKind.CITY_COUNCIL_CHAIR)
    assert "Aan: de voorzitter van de gemeenteraad van de gemeente Wijderveld, ter" in text
    assert "Betreft: geen reactie van de gemeenteraad op ons advies" in text
    assert "Geachte voorzitter, Op 12 november 2026 stuurden wij de gemeenteraad ons" in text
    assert "28 december 2026: herinnering aan het secretariaat (kenmerk 2026-014-B1)" in text
    assert "Wilt u ervoor zorgen dat de gemeenteraad ons advies behandelt" in text
    assert "college" not in text


@pytest.mark.parametrize(
    ("kind", "itself"), [(DocumentKind.POLICY_RULES, True), (DocumentKind.ORDINANCE, False)]
)
def test_the_general_board_is_asked_what_it_can_do(kind: DocumentKind, itself: bool) -> None:
    text = about(AdvisedBody.JOINT_BOARD, LetterKind.GENERAL_BOARD, kind)
    assert "Aan: het algemeen bestuur van de gemeenschappelijke regeling" in text
    assert "Betreft: geen reactie van het dagelijks bestuur op ons advies" in text
    assert "Geachte leden van het algemeen bestuur," in text
    assert ("Het dagelijks bestuur beslist hierover zelf." in text) is itself
    assert "Wilt u het dagelijks bestuur om een reactie vragen" in text
    assert "college" not in text


@pytest.mark.parametrize(
    ("body", "kind", "fitting"),
    [
        (
            AdvisedBody.CITY_COUNCIL,
            LetterKind.ALDERMAN,
            "reminder, letter to the chair of the city council",
        ),
        (
            AdvisedBody.JOINT_BOARD,
            LetterKind.CITY_COUNCIL,
            "reminder, letter to the general board",
        ),
        (
            AdvisedBody.EXECUTIVE,
            LetterKind.GENERAL_BOARD,
            "reminder, letter to the alderman, letter to the city council",
        ),
    ],
)
def test_a_letter_that_does_not_fit_the_body_names_those_that_do(
    body: AdvisedBody, kind: LetterKind, fitting: str
) -> None:
    facts = replace(FACTS, request=replace(REQUEST, body=body))
    with pytest.raises(Refused, match=f"these letters fit: {fitting}."):
        letter(kind, facts)


@pytest.mark.parametrize(
    ("body", "copy"),
    [
        (AdvisedBody.EXECUTIVE, "Cc: de griffie, ter"),
        (AdvisedBody.JOINT_BOARD, "Cc: de griffie van de gemeente Wijderveld, ter"),
        (AdvisedBody.CITY_COUNCIL, None),
    ],
)
def test_the_city_council_gets_a_copy_unless_the_advice_goes_there(
    body: AdvisedBody, copy: str | None
) -> None:
    text = about(body, LetterKind.ADVICE)
    assert (copy in text) if copy else ("Cc:" not in text)


def test_what_an_answer_leaves_out_is_asked_for() -> None:
    text = words(LetterKind.REASONS, occasion(LetterKind.REASONS))
    assert "Op 21 december 2026 ontvingen wij uw reactie" in text
    assert "zonder te zeggen waarom bij: - aanbeveling 2: Houd spreekuur" in text
    assert "geen reactie op: - aanbeveling 3: Evalueer." in text
    assert "aanbeveling 1" not in text


@pytest.mark.parametrize(
    ("checked_on", "says"),
    [
        (
            None,
            "- aanbeveling 2: Houd spreekuur in elke wijk. U nam deze aanbeveling over. U zegde toe "
            "dat dit uiterlijk op 1 maart 2027 klaar zou zijn. Wilt",
        ),
        (date(2027, 3, 9), "Op 9 maart 2027 was dit niet gedaan (artikel 12)."),
    ],
)
def test_a_promise_that_was_not_kept_is_asked_about(checked_on: date | None, says: str) -> None:
    seen = "artikel 12" if checked_on else ""
    facts = replace(FACTS, promises=(replace(PROMISE, checked_on=checked_on, seen=seen),))
    text = words(LetterKind.PROMISE, facts)
    assert "Op 21 december 2026 ontvingen wij uw reactie" in text
    assert says in text


@pytest.mark.parametrize(
    ("verdict", "taken"),
    [
        (Verdict.ADOPTED, "U nam deze aanbeveling over."),
        (Verdict.PARTLY, "U nam deze aanbeveling deels over."),
        (Verdict.LATER, "U wilde hier later op terugkomen."),
    ],
)
def test_what_the_answer_named_no_day_for_is_not_called_a_promise(
    verdict: Verdict, taken: str
) -> None:
    taken_over = replace(PROMISE, verdict=verdict, by_rule=True, article="art. 10")
    text = words(LetterKind.PROMISE, replace(FACTS, promises=(taken_over,)))
    assert (
        f"{taken} Volgens artikel 10 van de verordening zou dit uiterlijk op 1 maart 2027 zijn "
        "uitgevoerd." in text
    )
    assert "Betreft: herinnering: de uitvoering van ons advies over" in text
    assert not re.search("toegezegd|toezegging|zegde", text)
    both = words(LetterKind.PROMISE, replace(FACTS, promises=(taken_over, PROMISE)))
    assert "uw toezegging bij ons advies" in both


@pytest.mark.parametrize("kind", CHASING)
def test_a_term_to_answer_of_which_no_article_is_known_was_a_wish(kind: LetterKind) -> None:
    text = words(kind, replace(occasion(kind), answer_article=""))
    assert "Wij hadden graag uiterlijk op 24 december 2026 een reactie ontvangen." in text
    assert not re.search("verwachtten|termijn|artikel", text.replace("Schrap artikel 4.", ""))


@pytest.mark.parametrize("kind", CHASING)
def test_chasing_says_where_the_term_to_answer_stands(kind: LetterKind) -> None:
    assert "De termijn voor de reactie staat in artikel 8 van de verordening." in words(kind)


def test_an_advice_adopted_under_a_mandate_says_so() -> None:
    mandated = replace(ADVICE, decision="", mandate="dagelijks bestuur, mandaatbesluit 2026")
    text = words(LetterKind.ADVICE, replace(FACTS, advice=mandated))
    assert (
        "Dit advies is namens ons vastgesteld op 10 november 2026, krachtens mandaat (dagelijks "
        "bestuur, mandaatbesluit 2026)." in text
    )
    assert "Wij hebben dit advies vastgesteld" not in text


@pytest.mark.parametrize(
    ("chair", "secretary", "signed", "remark"),
    [
        ("S. Proef", "J. Fictie", "S. Proef, voorzitter J. Fictie, secretaris", ""),
        ("S. Proef", "", "S. Proef, voorzitter", ""),
        ("", "J. Fictie", "namens de raad, J. Fictie, secretaris", "the secretary signs"),
        ("", "", "", "nobody signs"),
    ],
)
def test_without_a_chair_the_secretary_signs_and_that_is_remarked(
    chair: str, secretary: str, signed: str, remark: str
) -> None:
    made = letter(LetterKind.REMINDER, replace(FACTS, chair=chair, secretary=secretary))
    _text, _greeting, end = made.body_text.partition("Met vriendelijke groet,")
    assert " ".join(end.split()) == f"Adviesraad Sociaal Domein Wijderveld {signed}".strip()
    assert [remark in str(one) for one in made.remarks] == ([True] if remark else [])


@pytest.mark.parametrize("kind", LetterKind)
def test_chasing_tells_of_a_mail_that_may_be_the_answer(kind: LetterKind) -> None:
    facts = replace(occasion(kind), mail_on=date(2026, 12, 3))
    said = " ".join(map(str, letter(kind, facts).remarks))
    assert ("came on Thu 3 Dec 2026, after the advice was sent" in said) is (kind in CHASING)


@pytest.mark.parametrize("no_plenary", [True, False])
def test_a_day_that_no_plenary_makes_possible_is_remarked(no_plenary: bool) -> None:
    facts = replace(ASKED, no_plenary=no_plenary)
    said = [str(one) for one in letter(LetterKind.ACKNOWLEDGEMENT, facts).remarks]
    remark = "The letter names Mon 16 Nov 2026, but no plenary before it can adopt the advice."
    assert said == ([remark] if no_plenary else [])
    stopped = replace(facts, stopped_on=date(2026, 10, 8))
    assert letter(LetterKind.ACKNOWLEDGEMENT, stopped).remarks == ()


@pytest.mark.parametrize(
    ("sender", "name", "greeting"),
    [
        ("mw. J. Jansen", "mw. J. Jansen", "Geachte mevrouw Jansen,"),
        ("Mevrouw De Vries", "Mevrouw De Vries", "Geachte mevrouw De Vries,"),
        ("mevr. J. van der Berg", "mevr. J. van der Berg", "Geachte mevrouw Van der Berg,"),
        (
            "dhr. drs. P.Q. Fictie-de Wit",
            "dhr. drs. P.Q. Fictie-de Wit",
            "Geachte heer Fictie-de Wit,",
        ),
        ("de heer Testema", "de heer Testema", "Geachte heer Testema,"),
        ("mw. Anneke Jansen", "mw. Anneke Jansen", "Geachte mevrouw,"),
        (
            "mw. J. Jansen en dhr. P. Smit",
            "mw. J. Jansen en dhr. P. Smit",
            "Geachte heer of mevrouw,",
        ),
        ("de heer en mevrouw Jansen", "de heer en mevrouw Jansen", "Geachte heer of mevrouw,"),
        ("mr. J. Jansen", "mr. J. Jansen", "Geachte heer of mevrouw,"),
        ("Dekker, P. (Piet)", "P. Dekker", "Geachte heer of mevrouw,"),
        ("Dijk, J.M. van", "J.M. van Dijk", "Geachte heer of mevrouw,"),
        ("Vries, Truus de", "Truus de Vries", "Geachte heer of mevrouw,"),
        ("Hoek, Jan Willem van den (Zorg)", "Jan Willem van den Hoek", "Geachte heer of mevrouw,"),
        ("Vries, Truus", "Vries, Truus", "Geachte heer of mevrouw,"),
        (
            "mw. A. van 't Hek-de la Cour",
            "mw. A. van 't Hek-de la Cour",
            "Geachte mevrouw Van 't Hek-de la Cour,",
        ),
        (
            "dhr. J. Jansen-in 't Veld",
            "dhr. J. Jansen-in 't Veld",
            "Geachte heer Jansen-in 't Veld,",
        ),
        ("dhr. J. Jansen te Dijk", "dhr. J. Jansen te Dijk", "Geachte heer,"),
        (
            "Gemeente Wijderveld, afd. Zorg",
            "Gemeente Wijderveld, afd. Zorg",
            "Geachte heer of mevrouw,",
        ),
    ],
)
def test_who_wrote_is_greeted_as_the_name_tells(sender: str, name: str, greeting: str) -> None:
    facts = replace(ASKED, request=replace(REQUEST, sender=sender))
    made = letter(LetterKind.ACKNOWLEDGEMENT, facts)
    assert made.addressee == name
    assert f"\n{greeting}\n" in made.body_text


def test_a_title_with_quotation_marks_is_quoted_once() -> None:
    request = replace(REQUEST, title="Nota “Meedoen” 2027")
    text = words(LetterKind.REMINDER, replace(FACTS, request=request))
    assert "ons advies over “Nota ‘Meedoen’ 2027” (kenmerk" in text


def test_a_promise_is_asked_about_in_the_words_it_was_given_in() -> None:
    facts = replace(FACTS, promises=(replace(PROMISE, words="vóór de zomer in elke wijk"),))
    text = words(LetterKind.PROMISE, facts)
    assert "uiterlijk op 1 maart 2027 klaar zou zijn: “vóór de zomer in elke wijk”. " in text
    facts = replace(FACTS, promises=(replace(PROMISE, words="Eerst een proef."),))
    assert "klaar zou zijn: “Eerst een proef”. " in words(LetterKind.PROMISE, facts)


def test_each_line_of_how_the_term_was_reckoned_begins_as_a_sentence() -> None:
    facts = replace(ASKED, explanation=("de voorzitter stemde in met een eerdere datum.",))
    assert "- De voorzitter stemde in met" in words(LetterKind.ACKNOWLEDGEMENT, facts)


def test_the_advice_names_its_papers_and_who_gets_a_copy() -> None:
    papers = ("Conceptverordening, versie 2, ontvangen op 5 oktober 2026",)
    text = words(LetterKind.ADVICE, replace(FACTS, papers=papers))
    assert f"Wij baseren ons advies op deze stukken: - {papers[0]}" in text
    assert "Cc: de griffie, ter kennisneming" in text
    assert "deze stukken" not in words(LetterKind.ADVICE)
    assert "Cc:" not in words(LetterKind.REMINDER)


def test_a_declined_request_is_told_why_and_that_silence_is_no_consent() -> None:
    text = words(LetterKind.DECLINED, occasion(LetterKind.DECLINED))
    assert "Betreft: geen advies over de Verordening jeugdhulp" in text
    assert (
        "Op 5 oktober 2026 ontvingen wij uw adviesaanvraag over “de Verordening jeugdhulp”" in text
    )
    assert "Wij zien af van advies. De reden daarvoor is: te laat gevraagd." in text
    assert "betekent niet dat wij met het voorstel instemmen" in text
    with pytest.raises(Refused, match="has not declined 2026-014: take the step “give no advice”"):
        letter(LetterKind.DECLINED, FACTS)


@pytest.mark.parametrize("kind", [LetterKind.ACKNOWLEDGEMENT, LetterKind.INFORMATION])
@pytest.mark.parametrize(
    "state", [RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.CLOSED]
)
def test_no_letter_promises_an_advice_that_will_not_come(
    kind: LetterKind, state: RequestState
) -> None:
    with pytest.raises(Refused, match="no advice on it is to be expected"):
        letter(kind, replace(FACTS, request=replace(REQUEST, state=state)))


@pytest.mark.parametrize("state", [RequestState.WITHDRAWN, RequestState.CLOSED])
def test_an_adopted_advice_on_what_has_ended_is_not_written_out(state: RequestState) -> None:
    facts = occasion(LetterKind.ADVICE)
    assert facts.advice is not None
    adopted = replace(facts.advice, state=AdviceState.ADOPTED, issued_on=None)
    ended = replace(facts, request=replace(facts.request, state=state))
    with pytest.raises(Refused, match="no advice on it is sent unless it is taken up again"):
        letter(LetterKind.ADVICE, replace(ended, advice=adopted))
    sent = replace(adopted, state=AdviceState.ISSUED, issued_on=date(2026, 11, 1))
    assert letter(LetterKind.ADVICE, replace(ended, advice=sent)).kind is LetterKind.ADVICE


@pytest.mark.parametrize("kind", LetterKind)
def test_letters_differ(kind: LetterKind) -> None:
    assert words(kind, occasion(kind)).count("Met vriendelijke groet,") == 1
    subjects = {letter(one, occasion(one)).subject for one in LetterKind}
    assert len(subjects) == len(LetterKind)


@given(st.text(max_size=200))
def test_what_comes_from_outside_cannot_steer_a_letter(text: str) -> None:
    request = replace(REQUEST, title=text, sender=text, their_reference=text)
    advice = replace(ADVICE, text=text, minority_view=text)
    made = letter(LetterKind.ADVICE, replace(FACTS, request=request, advice=advice, chair=text))
    for body in (made.body_text, made.body_markdown):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", body)
    assert "\n" not in made.subject + made.addressee


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("**dringend**", r"\*\*dringend\*\*"),
        ("[klik](http://x.example)", r"\[klik\](http://x.example)"),
        ("<script>", r"\<script\>"),
        ("# kop", r"\# kop"),
        ("1. punt", r"1\. punt"),
        ("- punt\n- punt", "\\- punt\\\n\\- punt"),
        ("a_b & c\\d", r"a\_b \& c\\d"),
        ("| a | b |", r"\| a \| b \|"),
    ],
)
def test_in_markdown_a_text_stands_as_it_was_typed(text: str, literal: str) -> None:
    assert as_markdown("R", [], [text]) == f"**R**\n\n{literal}\n"


def test_markdown_keeps_paragraphs_numbers_and_points() -> None:
    assert as_markdown("R", [("Aan", "x")], ["a\n\nb", Numbered(("c", "d")), Listed(("e",))]) == (
        "**R**\n\n**Aan:** x\n\na\n\nb\n\n1. c\n2. d\n\n- e\n"
    )


@given(st.lists(st.text("abc -", min_size=1, max_size=300), max_size=4))
def test_text_keeps_to_its_width_and_loses_no_word(items: list[str]) -> None:
    text = as_text("", [], [Numbered(tuple(items)), *items])
    found = [word for word in text.split() if not re.fullmatch(r"\d+\.", word)]
    assert "".join(found) == "".join(re.sub(r"[\s]", "", item) for item in [*items, *items])
    assert all(len(line) <= WIDTH or len(line.split()) <= 2 for line in text.splitlines())


# Gathered from the database


def upper(message: str) -> str:
    """Stand in for the Dutch catalogue."""
    return re.sub(r"(?<![{\w])[a-z]+(?![\w}])", lambda found: found[0].upper(), message)


def test_the_facts_come_from_the_database(store: Store, council: Council) -> None:
    seat = store.members.add_seat(
        council.id, code="VZ", role=Role.INDEPENDENT_CHAIR, starts_on=date(2020, 1, 1)
    )
    chair = store.members.add("Proef, Saar van der")
    store.members.appoint(chair.id, seat, starts_on=date(2025, 1, 1))
    request = store.requests.register(
        council.id, title="Jeugdhulpverordening", received_on=date(2026, 10, 5)
    )
    request = store.requests.advance(
        request, RequestState.INCOMPLETE, on=date(2026, 10, 12), reason="de begroting"
    )
    on = date(2026, 10, 12)
    facts = read_facts(store, request, LetterKind.INFORMATION, on, upper)
    assert (facts.chair, facts.secretary, facts.municipality) == (
        "Saar van der Proef",
        "",
        "Wijderveld",
    )
    assert (facts.reference, facts.missing, facts.stopped_on) == (
        "2026-001-B1",
        ("de begroting",),
        date(2026, 10, 12),
    )
    [clock] = store.requests.clocks.of_request(request.id)[1:]
    assert facts.explanation[0].startswith("By artikel 7 van de verordening THE TERM BEGINS")
    assert "5 oktober 2026" in facts.explanation[0]
    ours = [line for line in explain(clock.explanation) if "de begroting" in line]
    assert len(facts.explanation) == len(explain(clock.explanation)) - len(ours)
    assert ours and "de begroting" not in " ".join(facts.explanation)
    assert facts.answer_due_on == date(2026, 11, 23)
    assert "de begroting" in letter(LetterKind.INFORMATION, facts).body_text


def test_a_term_extended_while_it_stood_still_names_the_day_it_stopped(
    store: Store, council: Council
) -> None:
    request = store.requests.register(
        council.id, title="Jeugdhulpverordening", received_on=date(2026, 10, 5)
    )
    request = store.requests.advance(
        request, RequestState.INCOMPLETE, on=date(2026, 10, 12), reason="de begroting"
    )
    extended = ClockEvent(
        kind=ClockEventKind.EXTEND,
        on=date(2026, 10, 14),
        amount=1,
        unit=Unit.WEEK,
        reason="afgesproken",
    )
    store.requests.record_event(request, Purpose.ADVICE, extended)
    facts = read_facts(store, request, LetterKind.INFORMATION, date(2026, 10, 15), upper)
    assert facts.stopped_on == date(2026, 10, 12)


def test_the_advice_goes_under_its_own_reference(store: Store, council: Council) -> None:
    request = store.requests.register(
        council.id, title="Jeugdhulpverordening", received_on=date(2026, 10, 5)
    )
    advice = store.advice.draft(request, text="Goed.")
    store.advice.recommend(advice, ["Doe het."])
    on = date(2026, 11, 9)
    facts = read_facts(store, request, LetterKind.ADVICE, on, upper)
    assert (facts.reference, facts.advice) == ("2026-001-A1", store.advice.by_id(advice.id))
    assert [each.text for each in facts.recommendations] == ["Doe het."]
    assert facts.answered_on is None


def test_papers_are_named_by_their_last_edition_unless_they_are_confidential(
    store: Store, council: Council
) -> None:
    received = date(2026, 10, 5)
    request = store.requests.register(council.id, title="Nota", received_on=received)

    def add(
        name: str,
        on: date,
        *,
        replaces: Paper | None = None,
        confidential: bool = False,
        source: str = "added",
    ) -> Paper:
        return store.files.add(
            request.id,
            name=name,
            media_type="text/plain",
            data=f"{name} {on}".encode(),
            source=source,
            on=on,
            replaces=replaces,
            confidential=confidential,
        )

    first = add("Concept.txt", received)
    add("Concept.txt", date(2026, 10, 20), replaces=first)
    add("Geheim.txt", received, confidential=True)
    add("Reactie.txt", date(2026, 12, 1))
    add("Aanvraag.eml", received, source="mail")
    add("Toelichting.txt", received, source="attachment")
    add("Eigen notitie.txt", received, source="own")
    facts = read_facts(store, request, LetterKind.ACKNOWLEDGEMENT, date(2026, 11, 9), upper)
    assert facts.papers == (
        "Concept, versie 2",
        "Toelichting, ontvangen op 5 oktober 2026",
    )


@pytest.mark.parametrize("read_on", [date(2026, 11, 9), date(2026, 11, 28)])
def test_papers_came_on_the_day_of_their_mail_however_late_it_is_read(
    store: Store, council: Council, read_on: date
) -> None:
    taken = take_in(store, council.id, bytes(mails.letter()), read_on)
    assert taken.request is not None
    request = taken.request
    store.files.add(
        request.id,
        name="Uitvoeringsplan.txt",
        media_type="text/plain",
        data=b"x",
        source="added",
        on=date(2026, 11, 9),
    )

    def came() -> list[str]:
        facts = read_facts(store, request, LetterKind.ADVICE, date(2026, 12, 1), upper)
        return [paper.rpartition(", ")[2] for paper in facts.papers]

    assert came() == ["ontvangen op 9 november 2026"] * 2 + ["Uitvoeringsplan"]
    store.requests.change(
        request,
        title=request.title,
        kind=request.kind,
        form=request.form,
        stage=request.stage,
        body=request.body,
        domains=request.domains,
        received_on=date(2026, 11, 6),
        asked_by=request.asked_by,
        decision_on=None,
        their_reference="",
        sender="",
        sender_email="",
        department="",
        short_term_agreed_by="",
        partners=(),
        on=read_on,
    )
    assert came() == ["ontvangen op 6 november 2026"] * 2 + ["Uitvoeringsplan"]


@pytest.mark.parametrize("form", [RequestForm.UNSOLICITED, RequestForm.EARLY_INPUT])
def test_no_article_is_claimed_for_an_answer_that_nobody_owes(
    store: Store, council: Council, form: RequestForm
) -> None:
    request = store.requests.register(
        council.id, title="Nota", received_on=date(2026, 10, 5), form=form
    )
    facts = read_facts(store, request, LetterKind.ADVICE, date(2026, 11, 9), upper)
    assert (facts.answer_due_on, facts.answer_article) == (date(2026, 12, 21), "")
    asked = store.requests.register(council.id, title="Nota", received_on=date(2026, 10, 5))
    facts = read_facts(store, asked, LetterKind.ADVICE, date(2026, 11, 9), upper)
    assert facts.answer_article != ""


@pytest.mark.parametrize(
    ("state", "on", "stopped_on"),
    [
        (RequestState.RECEIVED, date(2026, 10, 12), date(2026, 10, 12)),
        (RequestState.IN_PROGRESS, date(2026, 10, 12), date(2026, 10, 12)),
        (RequestState.TABLED, date(2026, 10, 12), None),
        (RequestState.RECEIVED, date(2026, 11, 17), None),
    ],
)
def test_asking_for_papers_stops_a_term_that_runs_where_the_request_can_wait(
    store: Store, council: Council, state: RequestState, on: date, stopped_on: date | None
) -> None:
    received = date(2026, 10, 5)
    request = store.requests.register(council.id, title="Nota", received_on=received)
    for step in (RequestState.IN_PROGRESS, RequestState.TABLED):
        if state is not RequestState.RECEIVED and request.state is not state:
            request = store.requests.advance(request, step, on=received)
    missing = ("de begroting", "de toelichting")
    facts = read_facts(store, request, LetterKind.INFORMATION, on, upper, missing=missing)
    assert (facts.stopped_on, facts.waits) == (stopped_on, stopped_on is not None)
    made = letter(LetterKind.INFORMATION, facts)
    assert bool([one for one in made.remarks if "stands still" in str(one)]) is facts.waits
    keep_letter(store, request, made)
    now = store.requests.by_id(request.id)
    assert now.state is (RequestState.INCOMPLETE if stopped_on else state)
    again = read_facts(store, now, LetterKind.INFORMATION, on, upper)
    assert again.stopped_on == stopped_on
    if stopped_on:
        assert again.missing == missing


def test_a_letter_changed_by_hand_keeps_its_markdown() -> None:
    head = [("Aan", "het college van burgemeester en wethouders"), ("Datum", "28 december 2026")]
    long = "Wij vragen u nogmaals om een reactie op ons advies, dat u in september ontving. " * 2
    blocks: list[Block] = ["Geacht college,", long.strip(), Listed(("Schrap *artikel* 4.",))]
    text, markdown = as_text("Raad", head, blocks), as_markdown("Raad", head, blocks)
    assert edited_markdown(text, markdown, text) == markdown
    changed = (
        text.replace("28 december", "29 december")
        .replace("nogmaals", "graag")
        .replace("- Schrap *artikel* 4.", "- Schrap *artikel* 5.\n- # Toets.\n1) Zo.")
    ) + "\nMet groet,\nJ. <b>Fictie</b>\n"
    parts = edited_markdown(text, markdown, changed).split("\n\n")
    assert parts[:3] == [
        "**Raad**",
        "Aan: het college van burgemeester en wethouders\\\nDatum: 29 december 2026",
        "Geacht college,",
    ]
    assert parts[3].startswith("Wij vragen u graag om een reactie op ons advies, dat u in")
    assert "\\\n" not in parts[3]
    assert parts[4] == "- Schrap \\*artikel\\* 5.\n- \\# Toets.\\\n1\\) Zo."
    assert parts[5] == "Met groet,\\\nJ. \\<b\\>Fictie\\</b\\>\n"
