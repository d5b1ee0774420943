"""The council itself: its name, its kind, and the quorum it decides with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from council.quorum import QuorumRule
from council.wording import N_


class CouncilKind(StrEnum):
    """What sort of council, or part of one, it is."""

    CLIENT_COUNCIL = "client_council"
    ADVISORY_COUNCIL = "advisory_council"
    PARTICIPATION_COUNCIL = "participation_council"
    CITIZEN_COUNCIL = "citizen_council"
    SUB_COUNCIL = "sub_council"
    WORKING_GROUP = "working_group"


PARTS = frozenset({CouncilKind.SUB_COUNCIL, CouncilKind.WORKING_GROUP})
"""Kinds that belong to another council."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class PolicyDomain:
    """A field of policy and the act that governs it."""

    code: str
    name: str
    act: str


DOMAINS = (
    PolicyDomain("pw", N_("Work and income"), "Participatiewet"),
    PolicyDomain("wmo", N_("Social support"), "Wmo 2015"),
    PolicyDomain("youth", N_("Youth"), "Jeugdwet"),
    PolicyDomain("general", N_("General"), ""),
)
"""The domains a new council starts with."""
