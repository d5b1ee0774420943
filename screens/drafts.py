"""What is typed in one form, kept for when the line breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from council.errors import RaadError
from council.record import record
from council.wording import _
from screens.desk import Desk
from screens.widgets.tab_line import NewsLine

_BEFORE = "{name} (from)"
"""Under which name a draft keeps what a text was before somebody typed."""


@record
class Typed:
    """A text that somebody typed, and what it was `before` that."""

    text: str
    before: str


def to_draft(began: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept of texts: those that were changed, each with what it was before.

    What is not in `began` was empty.
    """
    kept: dict[str, str] = {}
    for name, text in texts.items():
        before = began.get(name, "")
        if text != before:
            kept |= {name: text, _BEFORE.format(name=name): before}
    return kept


def _from_draft(kept: Mapping[str, str]) -> dict[str, Typed]:
    """Return what was typed, by its name; what has no text from before was not typed."""
    befores = {name: kept.get(_BEFORE.format(name=name)) for name in kept}
    return {
        name: Typed(text=kept[name], before=before)
        for name, before in befores.items()
        if before is not None
    }


class Draft:
    """The draft of one form: its name and the id of its subject.

    That it cannot be kept, because the disk is full or somebody else is writing, is said on
    `news` and stops nobody from typing.
    """

    def __init__(self, desk: Desk, name: str, subject_id: int, news: NewsLine) -> None:
        self._desk, self._key, self._news = desk, (name, subject_id), news
        self._holds = False
        self.safe = True
        """Whether the last keeping went well."""

    def found(self) -> dict[str, Typed]:
        """Return what was typed before and not saved, by its name."""
        typed = _from_draft(self._desk.store.drafts.find(*self._key) or {})
        self._holds = bool(typed)
        return typed

    def keep(self, began: Mapping[str, str], texts: Mapping[str, str]) -> None:
        """Keep of the texts what was typed: what differs from what they `began` with."""
        kept = to_draft(began, texts)
        if kept:
            self._try(lambda: self._desk.store.drafts.save(*self._key, kept))
            self._holds = True
        elif self._holds:
            self.forget()

    def forget(self) -> None:
        """Forget what was typed: it was saved, or thrown away."""
        self._try(lambda: self._desk.store.drafts.discard(*self._key))
        self._holds = False

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
            self.safe = True
        except RaadError as error:
            self.safe = False
            self._news.say(_("What you type is not kept: {why}", why=str(error)), "late")
