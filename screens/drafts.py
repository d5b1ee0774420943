"""What is typed in one form, kept for when the line breaks."""

from __future__ import annotations

from collections.abc import Callable

from council.errors import RaadError
from council.wording import _
from screens.desk import Desk
from screens.widgets.tab_line import NewsLine


class Draft:
    """The draft of one form: its name and the id of its subject.

    That it cannot be kept, because the disk is full or somebody else is writing, is said on
    `news` and stops nobody from typing.
    """

    def __init__(self, desk: Desk, name: str, subject_id: int, news: NewsLine) -> None:
        self._desk, self._key, self._news = desk, (name, subject_id), news
        self.safe = True
        """Whether the last keeping went well."""

    def found(self) -> dict[str, str]:
        """Return the texts that were typed before and not saved; nothing when there are none."""
        return self._desk.store.drafts.find(*self._key) or {}

    def keep(self, texts: dict[str, str]) -> None:
        """Keep what is typed now."""
        self._try(lambda: self._desk.store.drafts.save(*self._key, texts))

    def forget(self) -> None:
        """Forget what was typed: it was saved, or thrown away."""
        self._try(lambda: self._desk.store.drafts.discard(*self._key))

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
            self.safe = True
        except RaadError as error:
            self.safe = False
            self._news.say(_("What you type is not kept: {why}", why=str(error)), "late")
