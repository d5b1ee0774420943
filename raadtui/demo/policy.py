"""The coming policy that the municipality of the demo council announced, and what came of it."""

from __future__ import annotations

from datetime import timedelta

from council.announcements import Announcement
from council.councils import Council
from council.record import record
from council.requests import DocumentKind, Queue
from raadtui.demo.diary import Diary

PLANNING = "Termijnagenda gemeenteraad"
PUBLISHED = 180
"""Days before today on which the council saw the planning."""


@record
class Plan:
    """One line of the planning, expected some days from today.

    `request` is the subject of what came of it, and was linked `linked` days before today.
    """

    title: str
    kind: DocumentKind
    domain: str
    expected_in: int
    request: str = ""
    linked: int | None = None


PLANS = (
    Plan(
        title="Individuele inkomenstoeslag en studietoeslag",
        kind=DocumentKind.ORDINANCE,
        domain="pw",
        expected_in=-60,
        request="Individuele inkomenstoeslag en studietoeslag",
        linked=41,
    ),
    Plan(
        title="Nadere regels leerlingenvervoer {year}",
        kind=DocumentKind.IMPLEMENTING_RULES,
        domain="youth",
        expected_in=-20,
    ),
    Plan(
        title="Verordening maatschappelijke ondersteuning {next}",
        kind=DocumentKind.ORDINANCE,
        domain="wmo",
        expected_in=30,
        request="Verordening maatschappelijke ondersteuning {next}",
        linked=55,
    ),
    Plan(
        title="Re-integratieverordening Participatiewet",
        kind=DocumentKind.ORDINANCE,
        domain="pw",
        expected_in=60,
        request="Re-integratieverordening Participatiewet (PW in balans)",
        linked=35,
    ),
    Plan(
        title="Minimabeleid {next}",
        kind=DocumentKind.POLICY_PLAN,
        domain="pw",
        expected_in=75,
    ),
    Plan(
        title="Verordening jeugdhulp {next}",
        kind=DocumentKind.ORDINANCE,
        domain="youth",
        expected_in=130,
    ),
)
"""One that was not submitted, one that is overdue, two that came, and two to come."""


def announce_policy(diary: Diary, council: Council) -> None:
    """Write down what was announced, and which request it was linked with."""
    for plan in PLANS:
        diary.on(diary.ago(PUBLISHED), _announce, diary, council, plan)
        if plan.linked is not None:
            diary.on(diary.ago(plan.linked), _link, diary, council, plan)


def _words(diary: Diary, text: str) -> str:
    return text.format(year=diary.today.year, next=diary.today.year + 1)


def _announce(diary: Diary, council: Council, plan: Plan) -> None:
    diary.store.announcements.add(
        council.id,
        title=_words(diary, plan.title),
        kind=plan.kind,
        domain=plan.domain,
        expected_on=diary.today + timedelta(days=plan.expected_in),
        source=PLANNING,
        seen_on=diary.ago(PUBLISHED),
    )


def _link(diary: Diary, council: Council, plan: Plan) -> None:
    store = diary.store
    wanted = _words(diary, plan.request)
    lines = store.requests.inbox.lines(council.id, Queue.OPEN, diary.today)
    request = next(line.id for line in lines if line.title == wanted)
    store.announcements.match(_announced(diary, council, plan), store.requests.by_id(request))


def _announced(diary: Diary, council: Council, plan: Plan) -> Announcement:
    title = _words(diary, plan.title)
    found = diary.store.announcements.window(council.id, diary.today).first(len(PLANS))
    return next(one for one in found if one.title == title)
