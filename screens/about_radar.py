"""What there is to read about an announcement: what became of it, and when a request was due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from council.announcements import STANDING_LABELS, Announcement, Standing, compare
from council.backcount import BACK_STEP_LABELS, BackCount, BackStepKind
from council.record import record
from council.requests import DOCUMENT_LABELS, state_label
from council.wording import _, long_date
from db.radar import count_back_from
from screens.about import aligned

if TYPE_CHECKING:
    from db.announcement_reading import Proposal
    from db.store import Store
    from screens.desk import Desk

Line = tuple[str, str]

TONES = {
    Standing.NOT_SUBMITTED: "late",
    Standing.UNASKED: "late",
    Standing.OVERDUE: "soon",
    Standing.MATCHED: "done",
    Standing.NO_ADVICE: "dim",
}
"""The tone of an announcement by what became of it."""

_OWED = frozenset({Standing.EXPECTED, Standing.UNASKED, Standing.OVERDUE})


@record
class Ground:
    """What takes a while to find: the requests it may be about, and the counting back."""

    proposals: tuple[Proposal, ...]
    count: BackCount | None


def ground(store: Store, one: Announcement) -> Ground:
    """Find the requests that may be about an announcement, and count back from its decision."""
    free = one.request_id is None
    return Ground(
        proposals=tuple(store.announcements.proposals(one, limit=5)) if free else (),
        count=count_back_from(store, one),
    )


def about_announcement(
    desk: Desk, one: Announcement, standing: Standing, found: Ground | None
) -> list[Line]:
    """Return the facts of an announcement, its request or those it may be, and the counting back.

    `found` is None as long as it is being looked for.
    """
    lines = [*_facts(desk, one, standing), *_request(desk, one)]
    if found is not None:
        lines += [*_proposals(found), *_counting(found, standing, desk.today)]
    return lines


def _facts(desk: Desk, one: Announcement, standing: Standing) -> Iterator[Line]:
    names = {domain.code: domain.name for domain in desk.store.councils.domains()}
    yield "strong", one.title
    yield TONES.get(standing, ""), _(STANDING_LABELS[standing])
    yield from aligned(
        {
            _("kind"): _(DOCUMENT_LABELS[one.kind]),
            _("domain"): names.get(one.domain, one.domain),
            _("expected"): one.expected_on,
            _("decided"): one.decided_on,
            _("announced in"): one.source,
            _("seen"): one.seen_on,
        }
    )


def _request(desk: Desk, one: Announcement) -> Iterator[Line]:
    """Yield the request it is linked with, and what the two have in common."""
    if one.request_id is None:
        return
    request = desk.store.requests.by_id(one.request_id)
    yield "", ""
    yield "heading", _("Request")
    yield "strong", f"{request.ref}  {request.title}"
    yield (
        "",
        _(
            "Received {day}, {state}.",
            day=request.received_on,
            state=state_label(request.state),
        ),
    )
    for remark in (*one.why_unasked(), *desk.store.requests.remarks(request)):
        yield "late", f"! {remark}"
    for sentence in compare(one, request.title, request.domains, request.kind).evidence:
        yield "", f"  {sentence}"


def _proposals(found: Ground) -> Iterator[Line]:
    if found.proposals:
        yield "", ""
        yield "heading", _("May be about one of these: k links")
    for proposal in found.proposals:
        yield "strong", f"{proposal.ref}  {proposal.title}"
        yield "", _("Received {day}.", day=proposal.received_on)
        for sentence in proposal.likeness.evidence:
            yield "", f"  {sentence}"


def _counting(found: Ground, standing: Standing, today: date) -> Iterator[Line]:
    """Yield the steps from the decision back to the request, each explained."""
    if found.count is None:
        return
    yield "", ""
    yield "heading", _("Counted back from the decision")
    missing = standing in _OWED
    for step in reversed(found.count.steps):
        passed = missing and step.kind is BackStepKind.REQUEST and step.on < today
        yield (
            "late" if passed else "strong",
            f"{long_date(step.on)}  {_(BACK_STEP_LABELS[step.kind])}",
        )
        for sentence in step.explanation:
            yield "", f"  {sentence}"
        if step.source:
            yield "dim", f"  {step.source}"
