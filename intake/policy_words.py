"""Words by which letters and lists name a policy domain or a sort of document."""

from __future__ import annotations

import re

from council.requests import DocumentKind
from council.text import folded

DOMAINS = ("pw", "wmo", "youth", "general")

_DOMAIN_WORDS = {
    "pw": re.compile(
        r"\b(?:participatiewet|pw|bijstand\w*|werk (?:en|&) inkomen|w&i|minima\w*|armoede\w*"
        r"|schuld\w*|re-?integratie\w*|\w*inkomenstoeslag\w*|uitkering\w*|studietoeslag\w*"
        r"|ioaw|ioaz|loonkostensubsidie\w*|tegenprestatie\w*|beschut werk|kindpakket\w*)"
    ),
    "wmo": re.compile(
        r"\b(?:wmo|wet maatschappelijke ondersteuning|maatschappelijke ondersteuning"
        r"|hulp bij het huishouden|huishoudelijke (?:hulp|ondersteuning)|beschermd wonen"
        r"|dagbesteding\w*|mantelzorg\w*|maatschappelijke opvang|woningaanpassing\w*"
        r"|\w*vervoersvoorziening\w*)"
    ),
    "youth": re.compile(r"\b(?:jeugd\w*|youth|pleegzorg\w*|kinderopvangtoeslag)"),
    "general": re.compile(r"\b(?:algemeen|general|sociaal domein|alle domeinen)\b"),
}
_KIND_WORDS = {
    DocumentKind.ORDINANCE: re.compile(r"\w*verordening(?:en)?\b|\bordinance\b"),
    DocumentKind.POLICY_RULES: re.compile(r"\w*beleidsregels?\b|\bpolicy rules?\b"),
    DocumentKind.IMPLEMENTING_RULES: re.compile(
        r"\bnadere regels?\b|\buitvoeringsregels?\b|\buitvoeringsbesluit\w*"
        r"|\bimplementing rules?\b"
    ),
    DocumentKind.POLICY_PLAN: re.compile(
        r"\w*beleidsplan\w*|\w*beleidskader\w*|\b(?:toekomst|beleids|kader|zorg|omgevings)?visie\b"
        r"|\b(?:kader|beleids|start|concept)?-?nota\b(?! bene)|\bplan van aanpak\b|\w*agenda sociaal"
        r"|\bpolicy plan\b"
    ),
}


def domains_in(text: str) -> tuple[str, ...]:
    """Return the codes of the domains that `text` names, in their usual order.

    `general` only counts when no domain is named.
    """
    plain = folded(text)
    found = tuple(code for code, words in _DOMAIN_WORDS.items() if words.search(plain))
    return tuple(code for code in found if code != "general") or found


def kind_in(text: str) -> DocumentKind | None:
    """Return the sort of document that `text` names first, or None."""
    plain = folded(text)
    places = {
        kind: found.start() for kind, words in _KIND_WORDS.items() if (found := words.search(plain))
    }
    return min(places, key=lambda kind: places[kind]) if places else None


def kind_of(title: str) -> DocumentKind:
    """Return the sort of document that a title names, else that it is another one."""
    return kind_in(title) or DocumentKind.OTHER
