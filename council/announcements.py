"""Coming policy that the municipality announced, and whether the council was asked about it.

Whether every ordinance and policy proposal came to the council early can only be tested against a
list that the municipality keeps itself (Participatiewet art. 47, Wmo 2015 art. 2.1.3 lid 3,
Jeugdwet art. 2.10). Comparing that list with the requests is a proposal to a person: it says what
it rests on, and never links anything by itself.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from council.likeness import folded_title, likeness, shared_words
from council.record import record
from council.requests import DocumentKind
from council.wording import N_, Message, say

LIKELY = 0.5
"""The score from which two pieces are proposed as the same."""


class Standing(StrEnum):
    """What became of an announcement; it follows from its dates and is never stored."""

    EXPECTED = "expected"
    UNASKED = "unasked"
    MATCHED = "matched"
    OVERDUE = "overdue"
    NOT_SUBMITTED = "not_submitted"
    NO_ADVICE = "no_advice"


STANDING_LABELS = {
    Standing.EXPECTED: N_("expected"),
    Standing.UNASKED: N_("last day to ask passed"),
    Standing.MATCHED: N_("request received"),
    Standing.OVERDUE: N_("expected date passed"),
    Standing.NOT_SUBMITTED: N_("decided without a request"),
    Standing.NO_ADVICE: N_("no advice needed"),
}


@record
class Announcement:
    """A piece of coming policy on the municipality's list.

    `expected_on` is the last day of what was announced (a day, a month, a quarter);
    `decided_on` the day the municipality decided; `seen_on` the day the council learned of
    it, and `source` from where. Without `advice_due` the municipality owes no request.
    `bypassed` means that the request it is linked to records that nothing was submitted, also
    when that was closed or taken up since; `nothing_asked` that it is the council's own initiative,
    or was withdrawn; `requested_on` is when that request was received.
    """

    id: int
    council_id: int
    title: str
    kind: DocumentKind
    domain: str = ""
    expected_on: date | None = None
    decided_on: date | None = None
    source: str = ""
    seen_on: date
    request_id: int | None = None
    bypassed: bool = False
    nothing_asked: bool = False
    requested_on: date | None = None
    advice_due: bool = True
    version: int = 1

    @property
    def told_afterwards(self) -> bool:
        """Whether its request came after the decision, when there was nothing left to advise on."""
        return (
            self.decided_on is not None
            and self.requested_on is not None
            and self.requested_on > self.decided_on
        )

    @property
    def asked(self) -> bool:
        """Whether the municipality asked about it in time to be advised."""
        linked = self.request_id is not None
        return linked and not (self.bypassed or self.nothing_asked or self.told_afterwards)

    def why_unasked(self) -> list[Message]:
        """Say why what it is linked with does not count as a request by the municipality."""
        if self.request_id is None:
            return []
        if self.bypassed:
            return [say("By its request nothing was submitted to the council.")]
        if self.nothing_asked:
            return [
                say(
                    "That is the council's own advice, or a request that was withdrawn: with it the "
                    "municipality has asked nothing."
                )
            ]
        if self.told_afterwards:
            return [
                say(
                    "Its request came after the decision: the figures count it as decided without a "
                    "request, and among what was told after the decision."
                )
            ]
        return []

    def standing(self, today: date, unasked: Container[int] = ()) -> Standing:
        """Return what became of it up to `today`.

        `unasked` are the ids of those expected about which the council can no longer be asked in
        time: that takes the terms and the plenaries of a council (see `db.radar`).
        """
        if self.asked:
            return Standing.MATCHED
        if not self.advice_due:
            return Standing.NO_ADVICE
        if self.bypassed or (self.decided_on is not None and self.decided_on <= today):
            return Standing.NOT_SUBMITTED
        if self.expected_on is not None and self.expected_on < today:
            return Standing.OVERDUE
        return Standing.UNASKED if self.id in unasked else Standing.EXPECTED


@record
class Likeness:
    """How sure it is, from 0 to 1, that a request is about an announced piece, and why."""

    score: float
    evidence: tuple[Message, ...]

    @property
    def likely(self) -> bool:
        """Whether it is worth proposing."""
        return self.score >= LIKELY


@record
class Match:
    """An announcement that a request may be about."""

    announcement: Announcement
    likeness: Likeness


def compare(
    announcement: Announcement, title: str, domains: Sequence[str], kind: DocumentKind
) -> Likeness:
    """Compare an announcement with the title, domains and kind of a request.

    The words of the titles decide; a domain or a kind that differs makes it less likely.
    """
    score = likeness(announcement.title, title)
    if not score:
        return Likeness(score=0.0, evidence=())
    shared = shared_words(announcement.title, title)
    evidence = [say("Words in common: {words}.", words=", ".join(shared))]
    if announcement.domain and domains:
        if announcement.domain in domains:
            evidence.append(say("The same policy domain."))
        else:
            score *= 0.7
            evidence.append(say("Another policy domain."))
    if DocumentKind.OTHER not in (announcement.kind, kind):
        if announcement.kind is kind:
            evidence.append(say("The same kind of document."))
        else:
            score *= 0.8
            evidence.append(say("Another kind of document."))
    return Likeness(score=score, evidence=tuple(evidence))


def matches(
    title: str, domains: Sequence[str], kind: DocumentKind, announcements: Iterable[Announcement]
) -> list[Match]:
    """Return the announcements that a request is likely to be about, the likeliest first."""
    found = [
        Match(announcement=one, likeness=compare(one, title, domains, kind))
        for one in announcements
    ]
    likely = [match for match in found if match.likeness.likely]
    return sorted(likely, key=lambda match: (-match.likeness.score, match.announcement.id))


class Piece(Protocol):
    """One line of a list of coming policy, wherever it was read."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def kind(self) -> DocumentKind:
        """What sort of document it is."""

    @property
    def domains(self) -> tuple[str, ...]:
        """Codes of its policy domains, the primary one first."""

    @property
    def expected_on(self) -> date | None:
        """When it is expected at the latest."""

    @property
    def decided_on(self) -> date | None:
        """When it was decided, if it was."""

    @property
    def source(self) -> str:
        """Where it stands."""


_NEXT_CYCLE = timedelta(days=365)


def same_piece(announcement: Announcement, piece: Piece) -> bool:
    """Tell whether a line of a newer list is about an announcement known already.

    A plan that moved to another date is the same piece. What is expected more than a year
    after it was decided is its successor.
    """
    if folded_title(announcement.title) != folded_title(piece.title):
        return False
    decided, expected = announcement.decided_on, piece.expected_on
    return decided is None or expected is None or expected <= decided + _NEXT_CYCLE


def paired(
    pieces: Iterable[Piece], announcements: Iterable[Announcement]
) -> list[tuple[Piece, Announcement | None]]:
    """Pair the lines of a list with the announcements they are about; None for a new one.

    A line that stands in the list twice counts once. Of pieces with one title, those with
    the same expected date belong together first, so that reading a list again changes nothing.
    """
    free: dict[str, list[Announcement]] = {}
    for known in announcements:
        free.setdefault(folded_title(known.title), []).append(known)
    unique = {
        (folded_title(one.title), one.kind, one.domains, one.expected_on, one.decided_on): one
        for one in pieces
    }
    found: dict[int, Announcement] = {}
    for exact in (True, False):
        for place, piece in enumerate(unique.values()):
            if place in found:
                continue
            candidates = free.get(folded_title(piece.title), [])
            for candidate in candidates:
                dated = not exact or candidate.expected_on == piece.expected_on
                if dated and same_piece(candidate, piece):
                    found[place] = candidate
                    candidates.remove(candidate)
                    break
    return [(piece, found.get(place)) for place, piece in enumerate(unique.values())]
