"""What the fictional council works on, and what became of what it worked on before.

Everything is told in days before today. Names are coined, so that no real person is hit.
"""

from __future__ import annotations

from dataclasses import dataclass

from council.advice import Tone, Verdict
from council.clocks import ClockEventKind
from council.partners import Partner
from council.record import record
from council.requests import DocumentKind, PolicyStage, RequestForm, RequestState
from raadtui.demo.wijderveld import CHAIR


@record
class Turn:
    """Something that happened to a request, `ago` days before today.

    Either a step `to` a state, or an `event` of the term to advise.
    """

    ago: int
    to: RequestState | None = None
    event: ClockEventKind | None = None
    weeks: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A recommendation, and what the municipality answered to it once it did.

    `promised_in` is the day for which something was promised, in days from today.
    """

    text: str
    verdict: Verdict = Verdict.NOT_ANSWERED
    reasons: str = ""
    promised_in: int | None = None


@record
class Case:
    """A request that came in `ago` days before today, and what became of it since.

    `papers` came with it and `reply` with the answer, each a name and a text. `title` may name a
    year: `{year}` is this one, `{next}` the coming one. `asked_in` and `decided_in` are days from
    today. Receipt was acknowledged on the next working day, unless `new`.
    """

    title: str
    ago: int
    domains: tuple[str, ...]
    kind: DocumentKind = DocumentKind.POLICY_PLAN
    form: RequestForm = RequestForm.REQUESTED
    partners: tuple[Partner, ...] = ()
    stage: PolicyStage = PolicyStage.DRAFT_POLICY
    first: RequestState = RequestState.RECEIVED
    new: bool = False
    turns: tuple[Turn, ...] = ()
    asked_in: int | None = None
    decided_in: int | None = None
    agreed_by: str = ""
    assignee: str = ""
    snoozed_for: int | None = None
    papers: tuple[tuple[str, str], ...] = ()
    reply: tuple[str, str] | None = None
    tone: Tone = Tone.POSITIVE_IF
    points: tuple[Point, ...] = ()


S, E = RequestState, ClockEventKind


def _closed(received: int) -> tuple[Turn, ...]:
    """Return the turns of a request that went by the book."""
    return (
        Turn(ago=received - 8, to=S.IN_PROGRESS),
        Turn(ago=received - 24, to=S.DRAFT),
        Turn(ago=received - 30, to=S.ADOPTED),
        Turn(ago=received - 31, to=S.ISSUED),
        Turn(ago=received - 62, to=S.RESPONDED),
        Turn(
            ago=received - 80,
            to=S.CLOSED,
            reason="Wat is toegezegd, staat in de vastgestelde tekst.",
        ),
    )


CASES = (
    Case(
        title="Nadere regels jeugdhulp {last}",
        ago=520,
        domains=("youth",),
        kind=DocumentKind.IMPLEMENTING_RULES,
        turns=_closed(520),
        points=(
            Point("Noem in artikel 4 het recht op cliëntondersteuning.", Verdict.ADOPTED),
            Point("Geef ouders binnen twee weken bericht over de wachttijd.", Verdict.ADOPTED),
        ),
    ),
    Case(
        title="Participatieverordening en uitdaagrecht",
        ago=505,
        domains=("general",),
        kind=DocumentKind.ORDINANCE,
        turns=_closed(505),
        tone=Tone.POSITIVE,
        points=(
            Point("Laat bewoners ook bij de evaluatie meepraten.", Verdict.ADOPTED),
            Point("Leg vast dat het college schriftelijk reageert.", Verdict.ADOPTED),
        ),
    ),
    Case(
        title="Verordening leerlingenvervoer {year}",
        ago=490,
        domains=("youth",),
        kind=DocumentKind.ORDINANCE,
        turns=_closed(490),
        tone=Tone.POSITIVE,
        points=(
            Point("Houd de reistijd onder een uur per rit.", Verdict.ADOPTED),
            Point("Betaal de eigen bijdrage gespreid.", Verdict.ADOPTED),
        ),
    ),
    Case(
        title="Evaluatie toegang sociaal domein",
        ago=470,
        domains=("general", "wmo", "youth"),
        kind=DocumentKind.OTHER,
        form=RequestForm.EVALUATION,
        stage=PolicyStage.EVALUATION,
        turns=_closed(470),
        points=(
            Point(
                "Vraag ook wie zich niet meldde waarom niet.",
                Verdict.PARTLY,
                "Het onderzoek loopt al; bij de volgende ronde.",
            ),
            Point("Maak de uitkomsten openbaar.", Verdict.ADOPTED),
        ),
    ),
    Case(
        title="Bereikbaarheid loket werk en inkomen",
        ago=210,
        domains=("pw",),
        kind=DocumentKind.OTHER,
        form=RequestForm.UNSOLICITED,
        stage=PolicyStage.IMPLEMENTATION,
        first=S.IN_PROGRESS,
        turns=(
            Turn(ago=190, to=S.CONSULTED),
            Turn(ago=170, to=S.DRAFT),
            Turn(ago=160, to=S.ADOPTED),
            Turn(ago=158, to=S.ISSUED),
            Turn(ago=125, to=S.RESPONDED),
            Turn(ago=120, to=S.FOLLOW_UP),
        ),
        papers=(
            (
                "Signalen loket werk en inkomen.txt",
                "Gesprekken over geld zijn aan de open balie te horen. Telefonisch is het loket "
                "drie ochtenden per week bereikbaar.",
            ),
        ),
        points=(
            Point(
                "Maak het loket elke werkdag telefonisch bereikbaar.",
                Verdict.PARTLY,
                "Eerst een proef van een half jaar.",
                promised_in=24,
            ),
            Point("Richt een spreekkamer in voor gesprekken over geld.", Verdict.ADOPTED),
            Point(
                "Schrijf brieven op taalniveau B1.",
                Verdict.REJECTED,
                "Past niet bij beschikkingen.",
            ),
        ),
    ),
    Case(
        title="Regiovisie beschermd wonen en opvang",
        ago=125,
        domains=("wmo",),
        form=RequestForm.REGIONAL,
        partners=(
            Partner(name="Cliëntenraad Werk en Inkomen Donkerveen"),
            Partner(name="Participatieraad Lage Kaag", leads=True),
        ),
        turns=(
            Turn(ago=120, to=S.IN_PROGRESS),
            Turn(ago=100, to=S.DRAFT),
            Turn(ago=93, to=S.ADOPTED),
            Turn(ago=90, to=S.ISSUED),
        ),
        papers=(
            (
                "Regiovisie (concept).txt",
                "Beschermd thuis, uitstroom naar een eigen woning en de verdeling van middelen "
                "over de vier gemeenten.",
            ),
        ),
        points=(
            Point("Verdeel de middelen naar het aantal inwoners met een zorgvraag."),
            Point("Regel een woning voordat iemand uitstroomt."),
        ),
    ),
    Case(
        title="Eigen bijdrage collectief vervoer",
        ago=112,
        domains=("wmo",),
        kind=DocumentKind.OTHER,
        form=RequestForm.UNSOLICITED,
        stage=PolicyStage.IMPLEMENTATION,
        first=S.IN_PROGRESS,
        turns=(
            Turn(ago=95, to=S.DRAFT),
            Turn(ago=80, to=S.ADOPTED),
            Turn(ago=63, to=S.ISSUED),
        ),
        tone=Tone.NEGATIVE_UNLESS,
        points=(
            Point("Schaf de eigen bijdrage af voor wie van een minimum leeft."),
            Point("Laat ritten naar het ziekenhuis dezelfde dag bestellen."),
        ),
    ),
    Case(
        title="Beleidsregels bijzondere bijstand {year}",
        ago=96,
        domains=("pw",),
        kind=DocumentKind.POLICY_RULES,
        form=RequestForm.URGENT,
        stage=PolicyStage.EXECUTIVE_DECISION,
        agreed_by=CHAIR,
        turns=(
            Turn(ago=93, to=S.IN_PROGRESS),
            Turn(ago=90, to=S.DRAFT),
            Turn(ago=89, to=S.ADOPTED),
            Turn(ago=88, to=S.ISSUED),
            Turn(ago=46, to=S.RESPONDED),
        ),
        reply=(
            "Reactie college.txt",
            "Het college neemt het advies niet over en stelt de beleidsregels ongewijzigd vast.",
        ),
        tone=Tone.NEGATIVE_UNLESS,
        points=(
            Point("Laat de draagkrachtgrens op 120 procent.", Verdict.REJECTED),
            Point("Beslis binnen acht weken, met een tussenbericht.", Verdict.REJECTED),
        ),
    ),
    Case(
        title="Beleidsplan schuldhulpverlening",
        ago=66,
        domains=("pw", "general"),
        stage=PolicyStage.STARTING_NOTE,
        assignee="Werkgroep Armoede & Schulden",
        turns=(
            Turn(ago=60, to=S.IN_PROGRESS),
            Turn(ago=38, event=E.EXTEND, weeks=1, reason="Cijfers van de kredietbank volgen."),
            Turn(ago=12, to=S.DRAFT),
        ),
    ),
    Case(
        title="Verordening maatschappelijke ondersteuning {next}",
        ago=62,
        domains=("wmo", "youth"),
        kind=DocumentKind.ORDINANCE,
        decided_in=45,
        turns=(
            Turn(ago=58, to=S.IN_PROGRESS),
            Turn(ago=40, to=S.DRAFT),
            Turn(ago=27, to=S.ADOPTED),
            Turn(ago=25, to=S.ISSUED),
        ),
        papers=(
            (
                "Conceptverordening maatschappelijke ondersteuning.txt",
                "Artikel 3. Hulp bij het huishouden. Artikel 9. Persoonsgebonden budget. "
                "Artikel 14. Cliëntondersteuning.",
            ),
            (
                "Aanbiedingsbrief college.txt",
                "Het college vraagt de adviesraad om advies over de conceptverordening.",
            ),
        ),
        points=(
            Point("Regel vervanging bij ziekte van de hulp in de zomer."),
            Point("Noem de onafhankelijke cliëntondersteuner in het besluit."),
            Point("Houd het persoonsgebonden budget voor informele hulp in stand."),
        ),
    ),
    Case(
        title="Individuele inkomenstoeslag en studietoeslag",
        ago=42,
        domains=("pw",),
        kind=DocumentKind.ORDINANCE,
        stage=PolicyStage.CITY_COUNCIL_DECISION,
        first=S.BYPASSED,
        snoozed_for=21,
    ),
    Case(
        title="Re-integratieverordening Participatiewet (PW in balans)",
        ago=37,
        domains=("pw",),
        kind=DocumentKind.ORDINANCE,
        decided_in=60,
        assignee="B. Voorbeeldt",
        turns=(
            Turn(ago=32, to=S.INCOMPLETE, reason="De financiële paragraaf ontbreekt."),
            Turn(ago=22, to=S.IN_PROGRESS),
            Turn(ago=9, to=S.DRAFT),
            Turn(ago=4, to=S.TABLED),
        ),
        papers=(
            (
                "Financiële paragraaf.txt",
                "Bufferbudget en loonkostensubsidie: raming voor vier jaar.",
            ),
        ),
        points=(
            Point("Laat bijverdienen niet tot terugvordering leiden."),
            Point("Bied jobcoaching ook na het eerste jaar."),
        ),
    ),
    Case(
        title="Lokale inclusie-agenda (VN-verdrag Handicap)",
        ago=30,
        domains=("general", "wmo"),
        form=RequestForm.EARLY_INPUT,
        stage=PolicyStage.EXPLORATION,
        assignee="Werkgroep Toegankelijkheid & Inclusie",
        turns=(Turn(ago=20, to=S.IN_PROGRESS), Turn(ago=6, to=S.CONSULTED)),
    ),
    Case(
        title="Inkoop hulp bij het huishouden {next}",
        ago=24,
        domains=("wmo",),
        kind=DocumentKind.OTHER,
        stage=PolicyStage.EXPLORATION,
        turns=(
            Turn(ago=15, to=S.INCOMPLETE, reason="Het programma van eisen is niet meegestuurd."),
        ),
    ),
    Case(
        title="Minimabeleid “Iedereen doet mee” {next}",
        ago=1,
        domains=("pw", "youth"),
        stage=PolicyStage.STARTING_NOTE,
        new=True,
        asked_in=18,
        decided_in=75,
        papers=(
            (
                "Startnotitie minimabeleid.txt",
                "De meedoenregeling is onbekend bij ouders op school. Het college wil de "
                "inkomensgrens verhogen.",
            ),
        ),
    ),
)
