"""A request typed in one line, behind the command key."""

from __future__ import annotations

from council.capture import Captured, capture
from council.councils import domain_label
from council.requests import DOCUMENT_LABELS, STAGE_LABELS, AdviceRequest, DocumentKind
from council.wording import _
from screens.desk import Desk


def is_request(text: str) -> bool:
    """Tell whether a line is a request rather than the name of an action."""
    return text.startswith(("a ", "A "))


def understood(desk: Desk, text: str) -> tuple[str, str]:
    """Return how a request in one line is understood, in a tone; nothing while it is empty."""
    if not text[2:].strip():
        return "", ""
    found = _read(desk, text)
    parts = [
        *map(domain_label, found.domains),
        _(DOCUMENT_LABELS[_kind(found)]),
        _(STAGE_LABELS[found.stage]),
    ]
    if found.asked_by:
        parts.append(_("asked for by {day}", day=found.asked_by))
    return "; ".join(parts), "done"


def register(desk: Desk, text: str) -> AdviceRequest:
    """Register the request."""
    found = _read(desk, text)
    return desk.store.requests.register(
        desk.council.id,
        title=found.title,
        received_on=desk.today,
        domains=found.domains,
        kind=_kind(found),
        stage=found.stage,
        asked_by=found.asked_by,
    )


def _kind(found: Captured) -> DocumentKind:
    """Return the kind of document that was typed, else the one that the title names."""
    from intake.policy_words import kind_of

    return found.kind or kind_of(found.title)


def _read(desk: Desk, text: str) -> Captured:
    domains = [(domain.code, domain.name) for domain in desk.store.councils.domains()]
    return capture(text[2:], desk.today, domains)
