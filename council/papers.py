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
    """A mail that could not be read: since when (local time) and where it is kept, and why."""

    id: int
    kept_at: datetime
    path: str
    problem: str


@record
class Paper:
    """A document of a request. Its content lies beside the database under `sha256`.

    `source` says where it comes from: it is a `mail` or was an `attachment` to one, or somebody
    `added` what the municipality gave or what is the council's `own`. `added_on` is the day on
    which that mail came, or on which it was added. `edition` counts from 1 the papers that replaced
    one another, `replaces_id` is the one before, and `current` tells that none came after it.
    `embargo_until` is the first day on which it is public.
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


@record
class Removal:
    """What goes when a paper is removed for good, and what stays.

    `holders` are the papers of its request that hold it as well, such as the mail it was attached
    to. `origin` is the mail among these that the request was made from, if any, and `title` what
    that request is called.
    """

    paper: Paper
    holders: tuple[Paper, ...] = ()
    origin: Paper | None = None
    title: str

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers that go."""
        return self.paper, *self.holders

    def beside(self) -> list[Message]:
        """Say what goes beside the paper itself, and what of a mail stays in its request."""
        said = [say("“{name}” holds it, and goes as well.", name=one.name) for one in self.holders]
        if self.origin == self.paper:
            said.append(
                say(
                    "The request was made from this mail: its text goes too. Its title “{title}”"
                    " stays, and so do who asks and their reference, also in the log.",
                    title=self.title,
                )
            )
        elif self.origin is not None:
            said.append(
                say(
                    "The request was made from that mail: its text, its title “{title}”,"
                    " who asks and their reference stay.",
                    title=self.title,
                )
            )
        return said

    def done(self) -> Message:
        """Say that it was done."""
        if not self.holders:
            return say(
                "Paper {number} is removed; older backups still have it.", number=self.paper.id
            )
        numbers = ", ".join(str(one.id) for one in self.papers)
        return say("Papers {numbers} are removed; older backups still have them.", numbers=numbers)


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
