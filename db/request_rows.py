"""Turns a row of the database into an advice request."""

from __future__ import annotations

from datetime import date
from typing import Any

from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestForm, RequestState
from council.terms import AdvisedBody
from db.connection import day

REQUEST_COLUMNS = (
    "r.id, r.council_id, r.ref, r.title, r.kind, r.form, r.stage, r.body, r.state, r.received_on,"
    " r.asked_by, r.decision_on, r.their_reference, r.sender, r.sender_email, r.department, r.assignee,"
    " r.text, r.short_term_agreed_by, r.agreed_due_on, r.snoozed_until, r.closed_on, r.version,"
    " (SELECT group_concat(domain) FROM (SELECT domain FROM request_domain d"
    "  WHERE d.request_id = r.id ORDER BY d.position))"
)
"""The columns of `request r` that `to_request` takes."""


def to_request(row: tuple[Any, ...]) -> AdviceRequest:
    """Return the request in a row of `REQUEST_COLUMNS`."""
    (
        request_id,
        council_id,
        ref,
        title,
        kind,
        form,
        stage,
        body,
        state,
        received_on,
        asked_by,
        decision_on,
        their_reference,
        sender,
        sender_email,
        department,
        assignee,
        text,
        agreed_by,
        agreed_due_on,
        snoozed_until,
        closed_on,
        version,
        domains,
    ) = row
    return AdviceRequest(
        id=request_id,
        council_id=council_id,
        ref=ref,
        title=title,
        kind=DocumentKind(kind),
        form=RequestForm(form),
        stage=PolicyStage(stage),
        body=AdvisedBody(body),
        state=RequestState(state),
        received_on=date.fromisoformat(received_on),
        domains=tuple(domains.split(",")) if domains else (),
        asked_by=day(asked_by),
        decision_on=day(decision_on),
        their_reference=their_reference,
        sender=sender,
        sender_email=sender_email,
        department=department,
        assignee=assignee,
        text=text,
        short_term_agreed_by=agreed_by,
        agreed_due_on=day(agreed_due_on),
        snoozed_until=day(snoozed_until),
        closed_on=day(closed_on),
        version=version,
    )
