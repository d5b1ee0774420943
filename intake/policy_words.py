"""Words by which letters and lists name a policy domain or a sort of document.

Each pattern begins at the edge of a word, and looks at a word once: a letter may hold one of a
hundred thousand signs.
"""

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
    # Not those of the European Union, which bind a municipality without its deciding.
    DocumentKind.ORDINANCE: re.compile(
        r"(?<!\beu-)(?<!europese )\b(?=\w*verordening(?:en\b|s\w|\b))\w++(?! gegevensbescherming)"
        r"|\bordinance\b"
    ),
    DocumentKind.POLICY_RULES: re.compile(r"\b\w*beleidsregels?\b|\bpolicy rules?\b"),
    # What municipalities call the rules by which the executive implements an ordinance.
    DocumentKind.IMPLEMENTING_RULES: re.compile(
        r"\bnadere regels?\b|\buitvoeringsregel(?:s|ing\w*)?\b|\bsubsidieregeling\w*"
        r"|\b(?:uitvoerings|tarief|tarieven)besluit\w*|\bfinancieel besluit\b"
        r"|\bbesluit (?:maatschappelijke ondersteuning|wmo|jeugd\w*|sociaal domein)(?![\w-])"
        r"|\bimplementing rules?\b"
    ),
    DocumentKind.POLICY_PLAN: re.compile(
        r"\b\w*beleids(?:plan|kader)\w*|\bplan van aanpak\b|\bpolicy plan\b"
        r"|\b(?:uitvoerings|actie)(?:plan|programma)\b|\b(?:beleids|start)notitie\b"
        r"|\b\w*agenda sociaal domein\b"
        # No opinion that is asked for, and none of the words that only end so.
        r"|(?<!\buw )\b\w*(?<!\btele)(?<!\bsuper)(?<!\bre)(?<!\bdi)(?<!\bpro)visie\b"
        # No bill, and not what changes or explains another document.
        r"|\b(?!huur|credit)\w+nota\b"
        r"|\bnota\b(?! (?:bene|voor|nr|nummer|\d|van (?!uitgangspunten)))"
    ),
}
_POLICY = re.compile(r"\b\w{3,}beleid\b")
"""A policy, such as minimabeleid: a plan, where no sort of document is named beside it."""

# A council is called adviesraad and who writes to it adviseur: these ask nothing.
_ADVICE = re.compile(
    r"\badvies(?!ra(?:ad|den)\b)\w*|\badviser\w+|\b\w+advies\b|\bzienswijze\w*|\binspraak\w*"
    r"|\breactie\w*|\breager\w+|\bterugkoppel\w*|\b(?:uw|jullie) (?:mening|inbreng|oordeel)\b"
    r"|\bverzoek\w*|\bvoor ?(?:te )?leg\w+|\b(?:leggen|legt) \w+ (?:\w+ ){0,6}voor\b"
    r"|\badvice\b|\badvise\b|\bcomments?\b|\byour (?:views?|opinion)\b|\brequest\w*"
)


def points_at_advice(text: str) -> bool:
    """Tell whether `text` asks for advice in some word, or names a document of policy."""
    return bool(_ADVICE.search(folded(text))) or kind_in(text) is not None


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
    if places:
        return min(places, key=lambda kind: places[kind])
    return DocumentKind.POLICY_PLAN if _POLICY.search(plain) else None


def kind_of(title: str) -> DocumentKind:
    """Return the sort of document that a title names, else that it is another one."""
    return kind_in(title) or DocumentKind.OTHER
