"""The councils that advise together on a regional request; one of them leads."""

from __future__ import annotations

from collections.abc import Iterable

from council.errors import WrongUse
from council.record import record
from council.text import clean_line, folded, quoted
from council.wording import _, say


@record
class Partner:
    """Another council that advises along; without one that `leads`, our own does."""

    name: str
    leads: bool = False


def partners_of(names: Iterable[str], lead: str) -> tuple[Partner, ...]:
    """Return the partners by name, each once; `lead` names the one that leads, empty is us.

    Raises WrongUse when `lead` is none of them.
    """
    found: dict[str, str] = {}
    for name in filter(None, map(clean_line, names)):
        found.setdefault(folded(name), name)
    leader = folded(clean_line(lead))
    if leader and leader not in found:
        raise WrongUse(
            say("“{name}” is not among the councils that advise along.", name=quoted(lead)),
            field="lead",
        )
    return tuple(Partner(name=name, leads=key == leader) for key, name in found.items())


def leader_of(partners: Iterable[Partner]) -> str:
    """Return the name of the council that leads, empty when that is our own."""
    return next((partner.name for partner in partners if partner.leads), "")


def partner_words(partners: Iterable[Partner]) -> str:
    """Return the partners in one line, with who leads."""
    return ", ".join(
        _("{name} (leads)", name=partner.name) if partner.leads else partner.name
        for partner in partners
    )
