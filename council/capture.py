"""A request in one line: `Re-integratieverordening !pw #ordinance @draft 6w`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from council.dates import parse_until
from council.errors import WrongUse
from council.record import record
from council.requests import DOCUMENT_LABELS, STAGE_LABELS, DocumentKind, PolicyStage
from council.text import clean_line, folded, quoted
from council.wording import _, say

Code = TypeVar("Code", bound=StrEnum)


@record
class Captured:
    """What a line says of a request; `asked_by` is the day the advice is asked for.

    Without a `kind` its title may tell.
    """

    title: str
    domains: tuple[str, ...] = ()
    kind: DocumentKind | None = None
    stage: PolicyStage = PolicyStage.DRAFT_POLICY
    asked_by: date | None = None


def capture(text: str, today: date, domains: Iterable[tuple[str, str]]) -> Captured:
    """Read a request from one line.

    `!` comes before a domain, by its code or the begin of its name; `#` before the kind of
    document and `@` before the stage, by their code or the begin of a word in the user's
    language. A last word that is a day or a length such as `6w` is the day it is asked for.
    """
    title: list[str] = []
    found: list[str] = []
    kind: DocumentKind | None = None
    stage = PolicyStage.DRAFT_POLICY
    names = dict(domains)
    for word in clean_line(text).split():
        mark, rest = word[0], word[1:]
        if mark == "!" and rest:
            found.append(_one(rest, names))
        elif mark == "#" and rest:
            kind = DocumentKind(_one(rest, _spoken(DOCUMENT_LABELS)))
        elif mark == "@" and rest:
            stage = PolicyStage(_one(rest, _spoken(STAGE_LABELS)))
        else:
            title.append(word)
    asked_by = _day(title[-1], today) if len(title) > 1 else None
    if asked_by:
        title.pop()
    if not title:
        raise WrongUse(say("Type what the request is about."))
    return Captured(
        title=" ".join(title),
        domains=tuple(dict.fromkeys(found)),
        kind=kind,
        stage=stage,
        asked_by=asked_by,
    )


def _spoken(labels: Mapping[Code, str]) -> dict[str, str]:
    return {str(code): _(label) for code, label in labels.items()}


def _one(typed: str, names: Mapping[str, str]) -> str:
    """Return the code that was typed: the code itself, or a word of its name, or their begin."""
    typed = folded(typed)
    if typed in names:
        return typed
    begun = [
        code
        for code, name in names.items()
        if any(part.startswith(typed) for part in [code, *folded(name).split()])
    ]
    inside = begun or [code for code, name in names.items() if typed in folded(name)]
    if len(inside) != 1:
        raise WrongUse(
            say(
                "“{typed}” can be: {names}.",
                typed=quoted(typed),
                names=", ".join(names[code] for code in inside or names),
            )
        )
    return inside[0]


def _day(word: str, today: date) -> date | None:
    """Return the day a last word says; a bare name of a day may be part of the subject."""
    if not any(letter.isdigit() for letter in word):
        return None
    try:
        return parse_until(word, today)
    except WrongUse:
        return None
