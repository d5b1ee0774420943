"""Letters about a request: which fit now, a last look, kept as sent and written to files."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from council.errors import Refused
from council.letter_choice import LetterOffer, letters_now
from council.letters import LETTER_LABELS, LetterKind
from council.requests import AdviceRequest
from council.terms import Purpose
from council.wording import N_, _, say
from screens.ask import Menu, Option, is_yes
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, Field, choices
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar

if TYPE_CHECKING:
    from exports.letters import Letter
    from screens.place import AnyPlace

_KEEP, _CHANGE = "keep", "change"


def offers(desk: Desk, request: AdviceRequest) -> list[LetterOffer]:
    """Return the letters about a request that fit now."""
    store = desk.store
    return letters_now(
        request,
        store.advice.current(request.id),
        store.requests.clocks.open_of(request.id, Purpose.ANSWER),
        store.letters.of_request(request.id),
    )


def write_letter(place: AnyPlace, request: AdviceRequest) -> None:
    """Choose a letter that fits now, look at it, and keep it as sent."""
    desk = place.desk
    found = offers(desk, request)
    if not found:
        raise Refused(say("There is no letter to write about {ref} now.", ref=request.ref))
    by_kind = {offer.kind.value: offer for offer in found}
    options = [
        Option(
            value=one.value,
            key=one.key,
            label=one.label,
            help=_said(by_kind[one.value], desk.today),
            why_not=""
            if by_kind[one.value].ready(desk.today)
            else _said(by_kind[one.value], desk.today),
        )
        for one in choices((kind, _(LETTER_LABELS[offer.kind])) for kind, offer in by_kind.items())
    ]

    def chosen(value: str) -> None:
        kind = LetterKind(value)
        if kind is LetterKind.INFORMATION:
            place.ask(_missing_form(desk, request), partial(_look, place, request, kind))
        else:
            _look(place, request, kind, ())

    place.ask(
        Menu(_("Letters: {ref} {title}", ref=request.ref, title=request.title), options), chosen
    )


def _said(offer: LetterOffer, today: date) -> str:
    if offer.from_on is not None:
        said = N_("Due since {day}.") if offer.ready(today) else N_("Not before {day}.")
        return _(said, day=offer.from_on)
    return _("Sent on {day} already.", day=offer.sent_on) if offer.sent_on else ""


def _missing_form(desk: Desk, request: AdviceRequest) -> FormDialog[tuple[str, ...]]:
    """Return the form that asks which papers are missing."""
    from council.requests import RequestState

    steps = desk.store.requests.history(request.id)
    reasons = [step.reason for step in steps if step.target is RequestState.INCOMPLETE]

    def save(answers: Answers) -> tuple[str, ...]:
        pieces = (piece.strip() for piece in answers.text("missing").split(";"))
        return tuple(piece for piece in pieces if piece)

    field = Field(
        name="missing",
        label=_("missing papers"),
        hint=_("Separated by a semicolon."),
        value=reasons[-1] if reasons else "",
        required=True,
    )
    title = _("Which papers of {ref} are missing?", ref=request.ref)
    return FormDialog(desk, title, [field], save, draft=("letter.missing", request.id))


def _look(
    place: AnyPlace, request: AdviceRequest, kind: LetterKind, missing: tuple[str, ...]
) -> None:
    from exports.letter_facts import read_facts
    from exports.letters import letter

    desk = place.desk
    facts = read_facts(desk.store, request, kind, desk.today, desk.dutch, missing=missing)
    _show(place, request, letter(kind, facts))


def _show(place: AnyPlace, request: AdviceRequest, letter: Letter) -> None:
    def chosen(choice: str) -> None:
        if choice == _CHANGE:
            place.ask(_editor(place.desk, request, letter), partial(_show, place, request))
        else:
            place.say(_keep(place.desk, request, letter), "done")

    place.ask(LetterDialog(letter), chosen)


def _editor(desk: Desk, request: AdviceRequest, letter: Letter) -> Dialog[Letter]:
    """Return the dialog in which the text of a letter is changed before it goes."""
    from council.record import replace
    from screens.editor import EditorDialog, Part

    def save(texts: dict[str, str]) -> Letter:
        return replace(letter, body_text=texts["body"], body_markdown=texts["body"])

    part = Part(name="body", label=letter.reference, text=letter.body_text)
    draft = (f"letter.{letter.kind}", request.id)
    return EditorDialog(desk, _(LETTER_LABELS[letter.kind]), [part], save, draft=draft)


def _keep(desk: Desk, request: AdviceRequest, letter: Letter) -> str:
    """Keep a letter as sent, write it to the home folder, and say where it is."""
    from exports.atomic import write_atomically

    desk.store.letters.keep(
        request,
        letter.kind,
        reference=letter.reference,
        on=desk.today,
        addressee=letter.addressee,
        subject=letter.subject,
        body=letter.body_text,
    )
    name = "".join(one if one.isalnum() or one in "-_" else "-" for one in letter.reference)
    for ending, body in (("txt", letter.body_text), ("md", letter.body_markdown)):
        write_atomically(Path.home() / f"{name}.{ending}", body.encode())
    return _("Kept as sent, and written: {path} and .md", path=f"~/{name}.txt")


class LetterDialog(Dialog[str]):
    """A letter as it will leave: y keeps it as sent, w changes its text first."""

    def __init__(self, letter: Letter) -> None:
        super().__init__()
        self._letter = letter

    def compose(self) -> ComposeResult:
        """Lay out the letter and the keys."""
        kind = _(LETTER_LABELS[self._letter.kind])
        yield TitleBar(_("{kind}, as it will be sent", kind=kind), right=self._letter.reference)
        yield Detail([("", self._letter.body_text)])
        yield KeyBar(
            [
                Hint(_("y"), _("keep as sent")),
                Hint("w", _("change")),
                Hint("↑↓", _("read")),
                Hint(_("Esc"), _("back")),
            ]
        )

    def on_key(self, event: events.Key) -> None:
        """Keep or change."""
        letter = event.character or ""
        if is_yes(letter):
            event.stop()
            self.dismiss(_KEEP)
        elif letter == "w":
            event.stop()
            self.dismiss(_CHANGE)
