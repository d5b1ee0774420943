"""Linking what was announced with the request that came of it, from either side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from council.announcements import Announcement, Match, compare
from council.record import record
from council.requests import AdviceRequest, Queue
from council.wording import _, short_date
from screens.ask import Review
from screens.desk import Desk
from screens.pick import SearchPicker
from screens.widgets.row_list import Column

if TYPE_CHECKING:
    from db.store import Store

_FOUND = 40
"""How many requests or announcements a search shows."""


@record
class Candidate:
    """A request that an announcement may be about, and why it is proposed."""

    request_id: int
    ref: str
    title: str
    received_on: date
    why: str = ""


def request_picker(desk: Desk, one: Announcement) -> SearchPicker[Candidate]:
    """Return the choice of a request: those proposed first, and any that is typed for."""
    return SearchPicker(
        desk,
        _("Which request is about “{title}”?", title=one.title),
        [
            Column(title=_("number"), draw=lambda found: found.ref, width=9),
            Column(title=_("subject"), draw=lambda found: found.title),
            Column(
                title=_("received"),
                draw=lambda found: short_date(found.received_on, desk.today),
                width=15,
            ),
            Column(title=_("why"), draw=lambda found: found.why, least=90),
        ],
        lambda store, text: _candidates(store, one, desk.today, text),
        empty=_("No request looks like it; type words of its subject."),
        choose=_("link"),
    )


def _candidates(store: Store, one: Announcement, today: date, text: str) -> list[Candidate]:
    if not text.strip():
        return [
            Candidate(
                request_id=each.request_id,
                ref=each.ref,
                title=each.title,
                received_on=each.received_on,
                why=" ".join(map(str, each.likeness.evidence)),
            )
            for each in store.announcements.proposals(one)
        ]
    inbox = store.requests.inbox
    return [
        Candidate(request_id=line.id, ref=line.ref, title=line.title, received_on=line.received_on)
        for queue in (Queue.OPEN, Queue.SNOOZED, Queue.CLOSED)
        for line in inbox.window(one.council_id, queue, today, text).first(_FOUND)
    ]


def announcement_picker(desk: Desk, request: AdviceRequest) -> SearchPicker[Match]:
    """Return the choice of what was announced of a request: the likeliest first."""
    return SearchPicker(
        desk,
        _("What was announced of {ref} {title}?", ref=request.ref, title=request.title),
        [
            Column(title=_("announced"), draw=lambda match: match.announcement.title),
            Column(
                title=_("expected"),
                draw=lambda match: _expected(match.announcement, desk.today),
                width=15,
            ),
            Column(
                title=_("why"),
                draw=lambda match: " ".join(map(str, match.likeness.evidence)),
                least=70,
            ),
        ],
        lambda store, text: _announced(store, request, desk.today, text),
        empty=_("Nothing that was announced looks like it; type words of its subject."),
        choose=_("link"),
    )


def _expected(one: Announcement, today: date) -> str:
    day = one.expected_on or one.decided_on
    return short_date(day, today) if day else ""


def _announced(store: Store, request: AdviceRequest, today: date, text: str) -> list[Match]:
    if not text.strip():
        return store.announcements.suggestions(request)
    found = store.announcements.window(request.council_id, today, None, text).first(_FOUND)
    return [
        Match(
            announcement=one,
            likeness=compare(one, request.title, request.domains, request.kind),
        )
        for one in found
        if one.request_id is None
    ]


def unlink_review(desk: Desk, one: Announcement) -> Review:
    """Return a last look before an announcement is unlinked from its request."""
    assert one.request_id is not None
    request = desk.store.requests.by_id(one.request_id)
    lines = [
        ("strong", one.title),
        ("", _("is linked with {ref} {title}.", ref=request.ref, title=request.title)),
    ]
    return Review(_("Unlink"), lines, _("unlink"))
