"""The papers of a request: their editions, and which of them must not be passed on.

What a council gets to advise on comes in editions, and often before it is public. A paper
is confidential, or under embargo until the municipality makes it public (an ordinance such
as that of Goirle 2017 gives the draft under embargo).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from council.errors import Refused
from council.record import record, replace
from council.text import folded
from council.wording import Message, number, say


@record
class UnreadMail:
    """A mail that could not be read: since when it is kept (local time), where, and what is wrong."""

    id: int
    kept_at: datetime
    path: str
    problem: str


@record
class Paper:
    """A document of a request. Its content lies beside the database under `sha256`.

    `source` says where it comes from: it is a `mail` or was an `attachment` to one, or somebody
    `added` what the municipality gave or what is the council's `own`. `added_on` is the day on
    which that mail came, or on which it was added.
    `edition` counts from 1 the papers that replaced one another, `replaces_id` is the one
    before, and `current` tells that none came after it. `embargo_until` is the first day on
    which it is public.
    """

    id: int
    request_id: int
    name: str
    media_type: str
    size: int
    sha256: str
    source: str
    added_on: date
    confidential: bool = False
    embargo_until: date | None = None
    replaces_id: int | None = None
    edition: int = 1
    current: bool = True
    version: int = 1

    def under_embargo(self, today: date) -> bool:
        """Tell whether it is not public yet."""
        return self.embargo_until is not None and today < self.embargo_until


def in_editions(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers, which come in the order they were added, with the number of their edition."""
    made: dict[int, Paper] = {}
    for paper in papers:
        before = made.get(paper.replaces_id) if paper.replaces_id is not None else None
        if before is not None:
            made[before.id] = replace(before, current=False)
            paper = replace(paper, edition=before.edition + 1)
        made[paper.id] = paper
    return list(made.values())


def edition_before(papers: Iterable[Paper], name: str) -> Paper | None:
    """Return the paper of which a file with this name is a new edition, or None.

    That is the last one by the same name; what kind of letters it is written in does not
    count.
    """
    same = [paper for paper in papers if paper.current and folded(paper.name) == folded(name)]
    return same[-1] if same else None


def require_newest(paper: Paper) -> None:
    """Refuse a new edition of what has one already."""
    if not paper.current:
        raise Refused(
            say("“{name}” has a newer edition: replace that one.", name=paper.name),
            field="replaces",
        )


def added_by_hand(paper: Paper) -> bool:
    """Tell whether somebody added it, who then says whose it is; a mail does that itself."""
    return paper.source in ("added", "own")


def guards(paper: Paper, today: date) -> Sequence[Message]:
    """Return why a paper must not be passed on; nothing when it may."""
    found = []
    if paper.confidential:
        found.append(say("confidential"))
    if paper.embargo_until is not None and paper.under_embargo(today):
        found.append(say("under embargo until {day}", day=paper.embargo_until))
    return found


def file_size(count: int) -> str:
    """Write a number of bytes as people read it."""
    return f"{number(count / 1e6)} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
