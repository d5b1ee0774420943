"""The council itself: its name, its kind, and the quorum it decides with."""

from __future__ import annotations

from enum import StrEnum

from council.quorum import QuorumRule
from council.record import record
from council.wording import N_, _


class CouncilKind(StrEnum):
    """What sort of council, or part of one, it is."""

    CLIENT_COUNCIL = "client_council"
    ADVISORY_COUNCIL = "advisory_council"
    PARTICIPATION_COUNCIL = "participation_council"
    CITIZEN_COUNCIL = "citizen_council"
    SUB_COUNCIL = "sub_council"
    WORKING_GROUP = "working_group"


COUNCIL_LABELS = {
    CouncilKind.CLIENT_COUNCIL: N_("client council"),
    CouncilKind.ADVISORY_COUNCIL: N_("advisory council"),
    CouncilKind.PARTICIPATION_COUNCIL: N_("participation council"),
    CouncilKind.CITIZEN_COUNCIL: N_("citizen council"),
    CouncilKind.SUB_COUNCIL: N_("sub-council"),
    CouncilKind.WORKING_GROUP: N_("working group"),
}

PARTS = frozenset({CouncilKind.SUB_COUNCIL, CouncilKind.WORKING_GROUP})
"""Kinds that belong to another council."""


@record
class Council:
    """A council, or a part of one when `parent_id` names the council it belongs to."""

    id: int
    code: str
    name: str
    kind: CouncilKind
    municipality: str = ""
    parent_id: int | None = None
    quorum: QuorumRule
    version: int = 1


@record
class PolicyDomain:
    """A field of policy and the act that governs it."""

    code: str
    name: str
    act: str


DOMAINS = (
    PolicyDomain(code="pw", name=N_("Work and income"), act="Participatiewet"),
    PolicyDomain(code="wmo", name=N_("Social support"), act="Wmo 2015"),
    PolicyDomain(code="youth", name=N_("Youth"), act="Jeugdwet"),
    PolicyDomain(code="general", name=N_("General"), act=""),
)
"""The domains a new council starts with."""

_DOMAIN_NAMES = {domain.code: domain.name for domain in DOMAINS}


def domain_label(code: str | None) -> str:
    """Return the name of a domain in the user's language; nothing for none."""
    return _(_DOMAIN_NAMES.get(code, code)) if code else ""
