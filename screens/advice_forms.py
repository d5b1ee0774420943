"""The forms about advice: writing, changing, adopting, copying, what was found of a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from council.advice import TONE_LABELS, Advice, Promise, Tone
from council.advice_lines import split_recommendations
from council.requests import AdviceRequest, RequestLine, RequestState, state_label
from council.steps import Step
from council.text import clean_line
from council.wording import _, long_date
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, choices
from screens.pick import Picker
from screens.widgets.row_list import Column

if TYPE_CHECKING:
    from screens.editor import EditorDialog

_OFFERED = 50


def request_picker(desk: Desk) -> Picker[RequestLine]:
    """Return the choice of an open request to write an advice on."""
    from council.requests import Queue

    inbox = desk.store.requests.inbox

    def find(text: str) -> Sequence[RequestLine]:
        window = inbox.window(desk.council.id, Queue.OPEN, desk.today, text)
        return window.first(_OFFERED)

    return Picker(
        _("On which request is the advice?"),
        [
            Column(title=_("number"), draw=lambda line: line.ref, width=9),
            Column(title=_("subject"), draw=lambda line: line.title),
            Column(title=_("state"), draw=lambda line: state_label(line.state), width=20),
        ],
        find,
        empty=_("No open request holds that."),
    )


def writing(desk: Desk, request: AdviceRequest, told: str = "") -> EditorDialog[Advice]:
    """Return the dialog in which the advice in the making is written, or a new one begun.

    `told` is what it says first.
    """
    from screens.editor import EditorDialog, Part

    store = desk.store.advice
    advice = store.in_the_making(request)
    listed = store.recommendations(advice.id) if advice else []

    def save(texts: dict[str, str]) -> Advice:
        with desk.store.connection.change("advice.text", f"{request.ref} {request.title}"):
            # As it was opened: what somebody else wrote meanwhile is not written over.
            one = advice or store.draft(request)
            one = store.save_text(one, texts["text"])
            store.recommend(one, split_recommendations(texts["recommendations"]))
        return store.by_id(one.id)

    parts = [
        Part(name="text", label=_("Text"), text=advice.text if advice else "", share=3),
        Part(
            name="recommendations",
            label=_("Recommendations, one a line or numbered"),
            text="\n".join(f"{one.number}. {one.text}" for one in listed),
            share=2,
        ),
    ]
    named = advice.ref if advice else _("New advice on {ref}", ref=request.ref)
    title = f"{named}  {advice.title if advice else request.title}"
    return EditorDialog(desk, title, parts, save, draft=("advice.text", request.id), told=told)


def text_from_file(desk: Desk, request: AdviceRequest, advice: Advice | None, raw: bytes) -> Advice:
    """Make what a file holds the text of `advice` as it was seen, begun where there is none."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    store = desk.store.advice
    with desk.store.connection.change("advice.text", f"{request.ref} {request.title}"):
        return store.save_text(advice or store.draft(request), text)


def change_form(desk: Desk, advice: Advice) -> FormDialog[Advice]:
    """Return the form that changes the subject, the tone and the minority view."""
    minority = clean_line(advice.minority_view)

    def save(answers: Answers) -> Advice:
        told = answers.text("minority_view")
        return desk.store.advice.change(
            advice,
            title=answers.text("title"),
            tone=_tone(answers),
            minority_view=None if told == minority else told,
        )

    fields = [
        _tone_field(advice),
        Field(
            name="minority_view",
            label=_("minority view"),
            hint=_("What those who disagree want to have said; empty for none."),
            value=minority,
        ),
        Field(name="title", label=_("subject"), value=advice.title, required=True, main=False),
    ]
    title = _("Change {ref}", ref=advice.ref)
    return FormDialog(desk, title, fields, save, draft=("advice.change", advice.id))


def _tone_field(advice: Advice) -> ChoiceField:
    return ChoiceField(
        name="tone",
        label=_("the advice is"),
        value=advice.tone or "",
        options=choices((tone, _(label)) for tone, label in TONE_LABELS.items()),
    )


def _tone(answers: Answers) -> Tone | None:
    chosen = answers.text("tone")
    return Tone(chosen) if chosen else None


def adopt_form(desk: Desk, advice: Advice, step: Step | None) -> FormDialog[Advice]:
    """Return the form that adopts an advice by a decision or under a mandate.

    It asks for the tone where nobody gave one, and for a reason where the step of the
    request needs one.
    """
    store = desk.store.advice
    toned = advice.tone is not None

    def save(answers: Answers) -> Advice:
        with desk.store.connection.change("advice.adopt", f"{advice.ref} {advice.title}"):
            one = advice if toned else store.change(advice, tone=_tone(answers))
            return store.adopt(
                one,
                on=answers.required_day("on"),
                decision=answers.text("decision"),
                mandate=answers.text("mandate"),
                reason=answers.text("reason") if step and step.needs_reason else "",
            )

    fields: list[Field] = [] if toned else [_tone_field(advice)]
    if step and step.needs_reason:
        fields.append(Field(name="reason", label=_("reason"), required=True))
    fields += [
        Field(
            name="decision",
            label=_("decision"),
            hint=_(
                "By which decision, for example: meeting of 8 Dec, item 4. Tab: under a mandate."
            ),
        ),
        Field(
            name="mandate",
            label=_("or mandate"),
            hint=_("Who adopted it for the council, and where the mandate stands."),
            main=False,
        ),
        _day_field(desk.today),
    ]
    title = _("Adopt {ref} {title}", ref=advice.ref, title=advice.title)
    draft = ("advice.adopt", advice.id)
    return FormDialog(desk, title, fields, save, draft=draft, confirm=_("adopt"))


def copy_form(desk: Desk, advice: Advice) -> FormDialog[Advice]:
    """Return the form that records when the city council got a copy."""
    return FormDialog(
        desk,
        _("{ref}: copy to the city council", ref=advice.ref),
        [_day_field(desk.today, main=True)],
        lambda answers: desk.store.advice.copy_sent(advice, answers.required_day("on")),
    )


def seen_form(desk: Desk, promise: Promise, *, kept: bool) -> FormDialog[str]:
    """Return the form that records what was found of a promise, and where."""

    def save(answers: Answers) -> str:
        desk.store.advice.answers.see(
            promise, kept=kept, on=answers.required_day("on"), source=answers.text("source")
        )
        named = _("{ref}, recommendation {number}", ref=promise.advice_ref, number=promise.number)
        if kept:
            return _("{what}: seen fulfilled.", what=named)
        return _("{what}: not kept; the promise stays open.", what=named)

    def preview(answers: Answers) -> list[tuple[str, str]]:
        early = () if kept else promise.early(answers.required_day("on"))
        return [*what, *(("late", f"! {warning}") for warning in early)]

    fields = [
        Field(
            name="source",
            label=_("found in"),
            hint=_("Where you looked, for example an article of the adopted text."),
            required=True,
        ),
        _day_field(desk.today),
    ]
    title = _("Promise seen fulfilled") if kept else _("Promise not kept")
    what = [("", ""), ("", f"{promise.number}. {promise.text}")]
    if promise.words:
        what.append(("", _("Promised: “{words}”", words=promise.words)))
    return FormDialog(
        desk,
        title,
        fields,
        save,
        preview=preview,
        draft=(f"promise.{'kept' if kept else 'broken'}", promise.clock_id),
    )


def _day_field(today: date, *, main: bool = False) -> DateField:
    return DateField(
        name="on",
        label=_("on"),
        value=long_date(today),
        usual=True,
        happened=True,
        required=True,
        main=main,
    )


def step_to(desk: Desk, request: AdviceRequest, target: RequestState) -> Step | None:
    """Return the step of a request to a state, if it can be taken now."""
    steps = desk.store.requests.steps(request)
    return next((step for step in steps if step.target is target), None)
