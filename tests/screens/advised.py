"""Requests with advice on them, as far as a test wants it."""

from __future__ import annotations

from datetime import date, timedelta

from council.advice import Advice, Tone
from council.requests import AdviceRequest, DocumentKind, RequestState
from council.terms import AdvisedBody
from db.store import Store
from tests.screens.conftest import TODAY, register

WISHES = [
    "Neem de wijkteams op in de toelichting",
    "Vergoed de reiskosten van cliënten",
    "Leg vast wie inwoners ondersteunt",
    "Maak de brieven begrijpelijk",
    "Evalueer na een jaar",
    "Betrek de achterban bij de inkoop",
    "Stel een meldpunt in",
]


def drafted(
    store: Store,
    title: str = "Verordening",
    *,
    tone: Tone | None = Tone.POSITIVE_IF,
    body: AdvisedBody = AdvisedBody.EXECUTIVE,
) -> Advice:
    """An advice in the making on a request that is on the agenda, with seven recommendations."""
    request = register(store, title, 5, kind=DocumentKind.POLICY_RULES, body=body)
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT, RequestState.TABLED):
        request = store.requests.advance(request, state, on=request.received_on)
    advice = store.advice.draft(request, text="Wij hebben met de achterban gesproken.")
    store.advice.recommend(advice, WISHES)
    return store.advice.change(store.advice.by_id(advice.id), tone=tone)


def adopted(
    store: Store, title: str = "Verordening", body: AdvisedBody = AdvisedBody.EXECUTIVE
) -> Advice:
    """An advice that the council adopted."""
    advice = drafted(store, title, body=body)
    return store.advice.adopt(advice, on=TODAY - timedelta(4), decision="2026-12")


def sent(
    store: Store,
    title: str = "Verordening",
    on: date | None = None,
    body: AdvisedBody = AdvisedBody.EXECUTIVE,
) -> Advice:
    """An advice that the body it went to has to answer."""
    return store.advice.issue(adopted(store, title, body), on=on or TODAY - timedelta(3))


def request_of(store: Store, advice: Advice) -> AdviceRequest:
    """The request that an advice is on, as it is now."""
    return store.requests.by_id(advice.request_id)
