"""What was read in a mail that became a request: how it was understood, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from council.councils import domain_label
from council.requests import DOCUMENT_LABELS, AdviceRequest
from council.wording import _
from screens.about import aligned, sender_words
from screens.place import Lines
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar

if TYPE_CHECKING:
    from intake.requests import TakenIn


class TakenInDialog(Dialog[str]):
    """What a mail was registered as, or what it was added to; the answer is what to do about it.

    That is `w`, to correct it, or nothing; of a mail that may be the answer to an advice `v`, to
    record that: what was asked before is past correcting then.
    """

    AUTO_FOCUS = "Detail"

    def __init__(self, request: AdviceRequest, taken: TakenIn) -> None:
        super().__init__()
        self._message = str(taken.message)
        self._lines = list(_what_was_read(request, taken))
        self._key, self._does = (
            ("v", _("record the answer")) if taken.waiting else ("w", _("correct"))
        )

    def compose(self) -> ComposeResult:
        """Lay out what was read, and the keys."""
        yield TitleBar(self._message)
        yield Detail(self._lines)
        yield KeyBar(
            [Hint(_("Enter"), _("done")), Hint(self._key, self._does), Hint(_("Esc"), _("back"))]
        )

    def on_key(self, event: events.Key) -> None:
        """Do what its key says, or leave it as it is."""
        if event.key == "enter" or event.character == self._key:
            event.stop()
            self.dismiss("" if event.key == "enter" else self._key)


def _what_was_read(request: AdviceRequest, taken: TakenIn) -> Iterator[tuple[str, str]]:
    files = [paper.name for paper in taken.papers if paper.source == "attachment"]
    yield from _doubts(taken)
    yield from aligned(
        {
            _("subject"): request.title,
            _("sender"): sender_words(request),
            _("received"): request.received_on,
            _("asked for"): request.asked_by or _("no day found in the letter"),
            _("decision on"): request.decision_on or _("no day found in the letter"),
            _("domain"): ", ".join(map(domain_label, request.domains)),
            _("kind of document"): _(DOCUMENT_LABELS[request.kind]),
            _("their reference"): request.their_reference,
            _("attachments"): ", ".join(files) or _("none"),
        }
    )
    yield "", ""
    yield from (("dim", str(sentence)) for sentence in taken.evidence)


def _doubts(taken: TakenIn) -> Lines:
    """Return what is to be looked at, above all that was understood."""
    lines = [("late", f"! {sentence}") for sentence in (*taken.doubts, *taken.problems)]
    return [*lines, ("", "")] if lines else []
