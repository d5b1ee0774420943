"""Letters about a request: which fit now, a last look, kept as sent and written to files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from council.errors import Conflict, Refused
from council.letter_choice import LetterOffer
from council.letters import LETTER_KEYS, LETTER_LABELS, LetterKind, SentLetter
from council.requests import AdviceRequest, state_label
from council.steps import STEP_LETTERS, clock_effects, step_label
from council.terms import PURPOSE_LABELS
from council.wording import N_, _, say
from screens.ask import Menu, Option, is_yes
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, Field
from screens.outgoing import write_files
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar

if TYPE_CHECKING:
    from exports.letters import Letter
    from screens.place import AnyPlace

Line = tuple[str, str]

_KEEP, _COPIED, _CHANGE = "keep", "copied", "change"


def write_letter(place: AnyPlace, request: AdviceRequest) -> None:
    """Choose a letter that fits now, look at it, and keep it as sent."""
    desk = place.desk
    found = desk.store.letters.offers(request)
    if not found:
        raise Refused(say("There is no letter to write about {ref} now.", ref=request.ref))
    options = [
        Option(
            value=offer.kind,
            key=LETTER_KEYS[offer.kind],
            label=_(LETTER_LABELS[offer.kind]),
            help=_said(offer, desk.today),
            why_not="" if offer.ready(desk.today) else _said(offer, desk.today),
        )
        for offer in found
    ]

    def chosen(value: str) -> None:
        kind = LetterKind(value)
        if kind is LetterKind.INFORMATION:
            place.ask(_missing_form(desk, request), partial(look, place, request, kind))
        else:
            look(place, request, kind)

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
    from exports.letter_facts import listed, papers_asked_for

    field = Field(
        name="missing",
        label=_("missing papers"),
        hint=_("Separated by a semicolon."),
        value="; ".join(papers_asked_for(desk.store, request)),
        required=True,
    )
    title = _("Which papers of {ref} are missing?", ref=request.ref)
    return FormDialog(
        desk,
        title,
        [field],
        lambda answers: listed(answers.text("missing")),
        draft=("letter.missing", request.id),
    )


def look(
    place: AnyPlace, request: AdviceRequest, kind: LetterKind, missing: tuple[str, ...] = ()
) -> None:
    """Look at a letter: as it was sent where an advice was, else as it will be sent."""
    from exports.letter_facts import read_facts
    from exports.letters import letter

    desk = place.desk
    sent = desk.store.letters.of_advice(request) if kind is LetterKind.ADVICE else None
    if sent is not None:
        _show_sent(place, sent)
        return
    facts = read_facts(desk.store, request, kind, desk.today, desk.dutch, missing=missing)
    _show(place, request, letter(kind, facts))


def _show_sent(place: AnyPlace, sent: SentLetter) -> None:
    """Show a letter as it was sent; it can only be written to a file again."""
    title = _("{kind}, as it was sent", kind=_(LETTER_LABELS[sent.kind]))
    shown = LetterDialog(title, sent.reference, sent.body, {_KEEP: _("write to a file")})

    def write(_choice: str) -> None:
        written = write_files(place.desk, _stem(sent.reference), {".txt": sent.body.encode()})
        place.say(_("Written: {path}", path=written), "done")

    place.ask(shown, write)


def _show(
    place: AnyPlace,
    request: AdviceRequest,
    letter: Letter,
    made: Letter | None = None,
    *,
    why_not: str = "",
) -> None:
    """Show a letter as it will be sent; keeping it is a step where it is one.

    `made` is how it was before its words were changed. `why_not` says why it could not be kept
    just now.
    """
    made = made or letter

    def chosen(choice: str) -> None:
        if choice == _CHANGE:
            editor = _editor(place.desk, request, letter)
            place.app.push_screen(editor, lambda done: _show(place, request, done or letter, made))
            return
        copied = choice == _COPIED
        try:
            place.say(_keep(place.desk, request, letter, copied=copied), "done")
        except Conflict as error:
            # Words that were changed here stay in sight, and come back in the one made again.
            if letter.body_text != made.body_text:
                _keep_draft(place.desk, request, letter, made)
            _show(place, request, letter, made, why_not=str(error))
        except Refused as error:
            if error.field != "reason":
                raise
            form = _reason_form(place.desk, request, letter, str(error), copied=copied)
            place.ask(form, partial(place.say, tone="done"))

    before = [("late", why_not)] if why_not else []
    before += _follows(place.desk, request, letter.kind)
    sends = letter.kind is LetterKind.ADVICE
    keys = {_KEEP: _("send and keep") if sends else _("keep as sent")}
    advice = place.desk.store.advice.current(request.id)
    if letter.names_copy and advice is not None and advice.copy_sent_on is None:
        keys[_COPIED] = _("with the copy")
        before.append(
            ("dim", _("It names the city council under Cc: c records that its copy goes along."))
        )
    keys[_CHANGE] = _("change")
    title = _("{kind}, as it will be sent", kind=_(LETTER_LABELS[letter.kind]))
    before += [("soon", str(remark)) for remark in letter.remarks]
    place.ask(LetterDialog(title, letter.reference, letter.body_text, keys, before), chosen)


def _follows(desk: Desk, request: AdviceRequest, kind: LetterKind) -> Iterator[Line]:
    """Yield what keeping a letter does to its request, where it is a step."""
    requests = desk.store.requests
    steps = [one for one in requests.steps(request) if STEP_LETTERS.get(one.target) is kind]
    if not steps or steps[0].needs_reason:
        return
    step = steps[0]
    yield "dim", _("Keeping it is the step “{step}”.", step=step_label(step))
    for effect in clock_effects(request.state, step.target):
        open_one = requests.clocks.open_of(request.id, effect.purpose)
        purpose = _(PURPOSE_LABELS[effect.purpose])
        if effect.action == "meet" and open_one:
            yield "dim", _("The term for the {purpose} ends: met today.", purpose=purpose)
        elif effect.action == "start":
            found = requests.clocks.reckoned(
                request.council_id, effect.purpose, desk.today, urgent=request.hurried
            )
            if found is not None:
                yield "dim", _("The answer is due by {due}.", due=found[1].due_on)


def _editor(desk: Desk, request: AdviceRequest, letter: Letter) -> Dialog[Letter]:
    """Return the dialog in which the text of a letter is changed before it goes."""
    from council.record import replace
    from exports.layout import edited_markdown
    from screens.editor import EditorDialog, Part

    def save(texts: dict[str, str]) -> Letter:
        text = texts["body"]
        markdown = edited_markdown(letter.body_text, letter.body_markdown, text)
        return replace(letter, body_text=text, body_markdown=markdown)

    part = Part(name="body", label=letter.reference, text=letter.body_text)
    draft = (_draft(letter), request.id)
    return EditorDialog(desk, _(LETTER_LABELS[letter.kind]), [part], save, draft=draft)


def _draft(letter: Letter) -> str:
    return f"letter.{letter.kind}"


def _keep_draft(desk: Desk, request: AdviceRequest, letter: Letter, made: Letter) -> None:
    from screens.drafts import to_draft

    typed = to_draft({"body": made.body_text}, {"body": letter.body_text})
    desk.store.drafts.save(_draft(letter), request.id, typed)


def _reason_form(
    desk: Desk, request: AdviceRequest, letter: Letter, why: str, *, copied: bool
) -> FormDialog[str]:
    """Return the form that asks the reason that keeping a letter needs; `why` tells what for."""

    def save(answers: Answers) -> str:
        return _keep(desk, request, letter, answers.text("reason"), copied=copied)

    field = Field(name="reason", label=_("reason"), hint=why, required=True)
    return FormDialog(desk, f"{letter.reference}  {letter.subject}", [field], save)


def _keep(
    desk: Desk, request: AdviceRequest, letter: Letter, reason: str = "", *, copied: bool
) -> str:
    """Keep a letter as sent, write it to files, and say where it is and which step that was."""
    from exports.sending import keep_letter

    keep_letter(desk.store, request, letter, reason=reason, late_reason=reason, copied=copied)
    bodies = {".txt": letter.body_text.encode(), ".md": letter.body_markdown.encode()}
    said = _("Kept and written: {path}", path=write_files(desk, _stem(letter.reference), bodies))
    now = desk.store.requests.by_id(request.id)
    if now.state is request.state:
        return said
    return f"{_('{ref}: {state}.', ref=now.ref, state=state_label(now.state))} {said}"


def _stem(reference: str) -> str:
    """Return a reference as the name of a file."""
    return "".join(one if one.isalnum() or one in "-_" else "-" for one in reference)


class LetterDialog(Dialog[str]):
    """A letter to look at: y keeps it or writes it, w changes its text where that can be.

    Above it stand the remarks for whoever sends it. Where it names a copy to the city council, c
    keeps it and records that copy.
    """

    AUTO_FOCUS = "Detail"

    def __init__(
        self,
        title: str,
        reference: str,
        body: str,
        keys: Mapping[str, str],
        before: Sequence[Line] = (),
    ) -> None:
        """Show the letter `body`, under lines `before` it that are no part of it."""
        super().__init__()
        self._title, self._reference, self._keys = title, reference, keys
        self._lines = [*before, *([("", "")] if before else []), ("", body)]

    def compose(self) -> ComposeResult:
        """Lay out the letter and the keys."""
        yield TitleBar(self._title, right=self._reference)
        yield Detail(self._lines)
        names = {_KEEP: _("y"), _COPIED: "c", _CHANGE: "w"}
        yield KeyBar(
            [
                *(Hint(names[choice], label) for choice, label in self._keys.items()),
                Hint("↑↓", _("read")),
                Hint(_("Esc"), _("back")),
            ]
        )

    def on_key(self, event: events.Key) -> None:
        """Keep or change."""
        letter = event.character or ""
        choice = _KEEP if is_yes(letter) else {"c": _COPIED, "w": _CHANGE}.get(letter, "")
        if choice in self._keys:
            event.stop()
            self.dismiss(choice)
