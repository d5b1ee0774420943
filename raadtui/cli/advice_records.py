"""The shapes of JSON of advice, of what came of it, and of letters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from raadtui.cli.records import Shape, day_of, outcome

if TYPE_CHECKING:
    from council.advice import Advice, Outcome, Promise, UndatedPromise
    from council.letters import SentLetter
    from exports.letters import Letter


def advice(one: Advice, outcomes: Iterable[Outcome]) -> Shape:
    """Return an advice with its recommendations."""
    return {
        "ref": one.ref,
        "title": one.title,
        "state": str(one.state),
        "tone": str(one.tone) if one.tone else None,
        "text": one.text,
        "text_version": one.text_version,
        "decision": one.decision,
        "mandate": one.mandate,
        "adopted_on": day_of(one.adopted_on),
        "issued_on": day_of(one.issued_on),
        "copy_sent_on": day_of(one.copy_sent_on),
        "public_on": day_of(one.public_on),
        "minority_view": one.minority_view,
        "recommendations": [outcome(each) for each in outcomes],
    }


def promise(one: Promise, today: date) -> Shape:
    """Return a promise, with what was found of it."""
    return {
        **_promised(one, one.promised_on),
        "overdue": one.overdue(today),
        "checked_on": day_of(one.checked_on),
        "seen": one.seen,
        "kept": one.kept,
    }


def undated(one: UndatedPromise) -> Shape:
    """Return a promise without a day in the shape of one that has one."""
    nothing = {"overdue": False, "checked_on": None, "seen": "", "kept": None}
    return {**_promised(one, None), **nothing}


def _promised(one: Promise | UndatedPromise, on: date | None) -> Shape:
    return {
        "advice": one.advice_ref,
        "title": one.title,
        "number": one.number,
        "text": one.text,
        "promised_on": day_of(on),
        "words": one.words,
    }


def letter(one: Letter) -> Shape:
    """Return a letter as it can be sent."""
    return {
        "kind": str(one.kind),
        "reference": one.reference,
        "on": day_of(one.on),
        "addressee": one.addressee,
        "subject": one.subject,
        "text": one.body_text,
        "markdown": one.body_markdown,
        "remarks": [str(remark) for remark in one.remarks],
    }


def sent_letter(one: SentLetter) -> Shape:
    """Return a letter as it was sent."""
    return {
        "kind": str(one.kind),
        "reference": one.reference,
        "on": day_of(one.on),
        "addressee": one.addressee,
        "subject": one.subject,
        "text": one.body,
    }
