"""Which requests are new, and which got too little time, as SQL conditions for every list.

They stand apart from the inbox so that `raadtui today` starts without it.
"""

from __future__ import annotations

from datetime import date

from council.terms import SOON
from db.connection import Connection

AWAKE = (
    "(coalesce(r.snoozed_until, '') <= :today"
    f" OR (r.due_on < r.snoozed_until AND r.due_on <= date(:today, '+{SOON} days')))"
)
"""SQL condition on `request r`: not put aside until a later day, or back because a term ends first.

Its nearest term has passed, or ends soon and before that day. See `council.request_facts.aside`.
"""

_SEEN = (
    "coalesce((SELECT s.change_id FROM request_seen s"
    " WHERE s.who = :who AND s.request_id = r.id), 0)"
)
"""SQL value on `request r`: the last change of it that `:who` looked at."""

_NEWS = "(r.closed_on IS NULL OR r.mail_in > 0)"
"""SQL condition on `request r`: there may be news of it; literally that of an index."""

UNSEEN = (
    f"{_NEWS} AND (r.mail_in > {_SEEN} OR (r.closed_on IS NULL AND EXISTS (SELECT 1 FROM change c"
    f" WHERE c.request_id = r.id AND c.id > {_SEEN} AND c.who <> :who)))"
)
"""SQL condition on `request r`: changed since `:who` last looked.

By a mail that joined it, whoever took that in, or while it is open by somebody else.
"""

_MAIL_IN = f"{_NEWS} AND r.mail_in > {_SEEN}"
"""SQL condition on `request r`: a mail joined it, which `:who` did not see."""

NEW = f"r.closed_on IS NULL AND r.queue = 'new' AND {AWAKE}"
"""SQL condition on `request r`: nobody has looked at it yet."""

TOO_SHORT = (
    "EXISTS (SELECT 1 FROM clock k WHERE k.request_id = r.id AND k.purpose = 'advice' AND ("
    "(k.original_due_on > r.asked_by AND r.asked_by < coalesce(r.agreed_due_on, '9999-12-31'))"
    " OR (k.original_due_on > r.decision_on AND r.decision_on >= r.received_on"
    "  AND r.short_term_agreed_by = '')"
    " OR k.due_on < k.fair_due_on))"
)
"""SQL condition on `request r`: less time than the ordinance gives, and nobody agreed to that.

The advice is asked for earlier, the decision planned earlier, or the term ends earlier. What was
taken of the term and given back is not too short; the day asked for stands whatever is done to it.
"""

DECIDED_ON = (
    "coalesce((SELECT min(a.decided_on) FROM announcement a WHERE a.request_id = r.id),"
    " r.decision_on)"
)
"""SQL value on `request r`: the decision that the radar saw, or else the day it is planned."""


# Once bypassed, it stays so: closing that request or taking it up does not undo it.
BYPASSED = (
    "(r.state IS 'bypassed' OR EXISTS (SELECT 1 FROM request_history h"
    " WHERE h.request_id = r.id AND h.origin = 'bypassed'))"
)
"""SQL condition on `request r`: by it nothing was submitted, on record."""

NOTHING_ASKED = (
    "(r.form IS 'unsolicited' OR r.state IS 'withdrawn' OR (r.state IS 'closed' AND 'withdrawn' ="
    " (SELECT h.origin FROM request_history h WHERE h.request_id = r.id ORDER BY h.id DESC LIMIT 1)))"
)
"""SQL condition on `request r`: by it the municipality asks nothing. It is the council's own
initiative, or was withdrawn and not taken up again."""

NOT_ASKED = (
    f"(a.request_id IS NULL OR {BYPASSED} OR {NOTHING_ASKED}"
    " OR coalesce(r.received_on > a.decided_on, 0))"
)
"""SQL condition on `announcement a` and its `request r`: no request came of it, or only after the
decision."""

REQUEST_OWED = f"a.advice_due = 1 AND {NOT_ASKED}"
"""SQL condition on the same: the municipality owes the council a request."""

DECISION_PASSED = f"(coalesce(a.decided_on, '9999-12-31') <= :today OR {BYPASSED})"
"""SQL condition on the same: there is nothing left to ask."""


def count_mail_in(connection: Connection, council_id: int) -> int:
    """Return how many requests got a mail that the user has not seen."""
    count = connection.value(
        f"SELECT count(*) FROM request r WHERE r.council_id = :council AND {_MAIL_IN}",
        {"council": council_id, "who": connection.actor.who},
    )
    return int(count)


def count_new(connection: Connection, council_id: int, today: date) -> int:
    """Return how many requests nobody has looked at yet."""
    count = connection.value(
        f"SELECT count(*) FROM request r WHERE r.council_id = :council AND {NEW}",
        {"council": council_id, "today": today.isoformat()},
    )
    return int(count)
