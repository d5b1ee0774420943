"""The articles that a letter cites, and which may be cited when an answer is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from council.requests import (
    BY_EXECUTIVE,
    AdviceRequest,
    DocumentKind,
    PolicyStage,
    RequestForm,
)
from council.terms import AdvisedBody
from council.text import clean_line

ADVISER_INFORMED = "artikel 3:43 van de Algemene wet bestuursrecht"

DEVIATION_MOTIVATED = "artikel 3:50 van de Algemene wet bestuursrecht"

PAPERS_PROVIDED = "artikel 3:7 van de Algemene wet bestuursrecht"

_WITHOUT_REQUEST = frozenset({RequestForm.UNSOLICITED, RequestForm.EARLY_INPUT})


def executive_decides(request: AdviceRequest) -> bool:
    """Tell whether the executive decides itself, or that of a joint authority.

    The city council decides on every ordinance, and on what it asks advice on itself.
    """
    if request.kind is DocumentKind.ORDINANCE or request.body is AdvisedBody.CITY_COUNCIL:
        return False
    return request.kind in BY_EXECUTIVE or request.stage is PolicyStage.EXECUTIVE_DECISION


def awb_asks_reasons(request: AdviceRequest) -> bool:
    """Tell whether Awb 3:43 and 3:50 can be cited for the answer to this advice.

    They bind whoever decides on policy rules after an advice that was asked for. They do not
    reach a generally binding rule, such as an ordinance or the rules of the executive that
    implement one (Awb 3:1 lid 1): there the duty to give reasons stands in the council's own
    ordinance. A plan is not always a decision, so it counts only when the executive decides;
    any other document may be a generally binding rule, so nothing is claimed of it.
    """
    planned = request.kind is DocumentKind.POLICY_PLAN and executive_decides(request)
    by_decision = planned or request.kind is DocumentKind.POLICY_RULES
    return request.form not in _WITHOUT_REQUEST and by_decision


def articles_for_answer(request: AdviceRequest, local: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the articles on which an answer with reasons can be asked, in citing order.

    `local` are those configured for the council: the article of its ordinance, or the article
    of the Gemeentewet (84, 150) on which it rests. They are about advice that was asked for;
    whether one reaches further is not known, so for anything else nothing is claimed.
    """
    if request.form in _WITHOUT_REQUEST:
        return ()
    own = tuple(article for article in local if article.strip())
    return (*own, DEVIATION_MOTIVATED, ADVISER_INFORMED) if awb_asks_reasons(request) else own


_ARTICLE = re.compile(
    r"(?P<article>(?:art\.?|artikel)\s*\d+[a-z]?(?:[:.]\d+[a-z]?)*"
    r"(?:,?\s+(?:(?:lid|onder|sub)\s+\w+|\w+\s+lid))*)"
    r"(?:,?\s+(?P<ordinance>verordening\b.*))?",
    re.IGNORECASE,
)
"""An article with its paragraphs, and of which ordinance where that follows without a word."""


_ABBREVIATED = re.compile(r"^art(?:\.\s*|\s+)(?=\d)", re.IGNORECASE)


def cited(article: str) -> str:
    """Return an article as a Dutch letter cites it: in full, and always of an ordinance."""
    article = _ABBREVIATED.sub("artikel ", clean_line(article).rstrip(","))
    found = _ARTICLE.fullmatch(article)
    if found is None:
        return article
    bare = found["article"]
    return f"{bare}{',' if ',' in bare else ''} van de {found['ordinance'] or 'verordening'}"
