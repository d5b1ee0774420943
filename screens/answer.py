"""The answer to an advice in one pass: every recommendation judged by a digit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual import events
from textual.app import ComposeResult

from council.advice import (
    ANSWER_FORM_LABELS,
    VERDICT_KEYS,
    VERDICT_LABELS,
    Advice,
    Answer,
    AnswerForm,
    Judgement,
    Outcome,
    Recommendation,
    Verdict,
)
from council.dates import parse_date
from council.errors import RaadError
from council.record import record, replace
from council.wording import N_, _, long_date
from screens.ask import is_yes
from screens.desk import Desk
from screens.drafts import Draft, Typed
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, choices
from screens.widgets.answer_lines import AnswerLines
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar
from screens.widgets.tab_line import NewsLine

_SHORT = {**VERDICT_LABELS, Verdict.PARTLY: N_("partly"), Verdict.REJECTED: N_("not")}
"""The verdicts as they stand beside each other in a narrow window."""


@record
class Head:
    """When the answer came, in what form, under which reference of the municipality."""

    received_on: date
    form: AnswerForm = AnswerForm.LETTER
    reference: str = ""


class AnswerDialog(Dialog[str]):
    """The recommendations of an advice in a column; the answer says what was recorded.

    `recorded` is an answer to correct; without one a new answer is recorded, proposed as one of
    today or of the mail that `came_on` a day since the advice was sent.
    """

    DEFAULT_CSS = """
    AnswerDialog Detail { height: 2; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        desk: Desk,
        advice: Advice,
        recorded: Answer | None = None,
        *,
        came_on: date | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._advice, self._recorded = desk, advice, recorded
        self._news = NewsLine()
        draft = ("answer.judge", recorded.id) if recorded else ("answer.record", advice.id)
        self._draft = Draft(desk, *draft, self._news)
        known = desk.store.advice.judgements(recorded.id) if recorded else []
        by_id = {one.recommendation_id: one for one in known}
        self._began = [
            Outcome(recommendation=one, judgement=by_id.get(one.id))
            for one in desk.store.advice.recommendations(advice.id)
        ]
        day = desk.today
        if came_on and advice.issued_on and came_on >= advice.issued_on:
            day = came_on
        self._head = Head(received_on=day)
        if recorded:
            self._head = Head(
                received_on=recorded.received_on, form=recorded.form, reference=recorded.reference
            )
        self._lines = AnswerLines(self._began, lambda text: parse_date(text, desk.today))
        self._asking = False
        self._about = Detail()
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Lay out what the digits mean, the recommendations and the keys."""
        yield TitleBar(f"{self._advice.ref}  {self._advice.title}")
        yield self._about
        yield self._lines
        yield self._news
        yield self._keys

    def on_mount(self) -> None:
        """Put back what was judged before, if it was not saved."""
        if kept := self._draft.found():
            self._put_back(kept)
        self._lines.focus()
        self._show_around()

    def _put_back(self, kept: Mapping[str, Typed]) -> None:
        """Put back what was judged, and say of what another judged meanwhile how that stands."""
        self._lines.outcomes = [_from_draft(one, kept) for one in self._began]
        if "at" in kept:
            typed = kept["typed"].text if "typed" in kept else ""
            self._lines.resume(int(kept["at"].text), kept["line"].text, typed)
        now = _as_draft(self._began)
        elsewise = {
            name
            for name, typed in kept.items()
            if now.get(name, "") not in (typed.text, typed.before)
        }
        over = [
            f"{one.recommendation.number} ({_(VERDICT_LABELS[one.verdict])})"
            for one in self._began
            if not elsewise.isdisjoint(_names(one.recommendation))
        ]
        back = _("What you typed before is back; Esc asks whether to throw it away.")
        changed = _(
            "What you typed before is back, over what was judged meanwhile: {numbers}.",
            numbers=", ".join(over),
        )
        self._news.say(changed if over else back, "soon")

    def _show_around(self) -> None:
        digits = "  ".join(f"{digit} {_(_SHORT[one])}" for digit, one in VERDICT_KEYS.items())
        form = _(ANSWER_FORM_LABELS[self._head.form])
        received = _("Received {day}, {form}", day=self._head.received_on, form=form)
        if self._head.reference:
            received += f", {self._head.reference}"
        self._about.show([("", received), ("heading", digits)])
        if self._lines.editing:
            hints = [
                Hint(_("Enter"), _("done")),
                Hint(_("Tab"), _("missing reasons")),
            ]
            last = Hint(_("Esc"), _("leave as it was"))
        else:
            hints = [
                Hint(_("Enter"), _("save")),
                Hint("m", _("reasons")),
                Hint(_("Tab"), _("missing reasons")),
                Hint("t", _("promise")),
                Hint("w", _("day, form")),
            ]
            last = Hint(_("Esc"), _("back"))
        self._keys.show(hints, last=last)

    # What the column reports

    def on_answer_lines_changed(self) -> None:
        """Keep what was judged, and say what stands out."""
        self._asking = False
        self.keep()
        if self._lines.error:
            self._news.say(self._lines.error, "late")
        else:
            self._news.say(self._standing_out(), "soon")
        self._show_around()

    def _standing_out(self, *, saved: bool = False) -> str:
        """Say what was passed over or lacks reasons; once `saved`, what was not reached as well."""
        outcomes = self._lines.outcomes
        bare = sum(one.judgement is not None and one.judgement.unreasoned for one in outcomes)
        silent = sum(
            one.verdict is Verdict.NOT_ANSWERED
            and (saved or one.judgement is not None or self._lines.skipped(at))
            for at, one in enumerate(outcomes)
        )
        said = [
            _("{count} without reasons", count=bare) if bare else "",
            _("{count} not answered", count=silent) if silent else "",
        ]
        return ", ".join(filter(None, said))

    def on_answer_lines_finished(self) -> None:
        """Record the answer, or say why it cannot be."""
        try:
            said = self._correct(self._recorded) if self._recorded else self._record()
        except RaadError as error:
            self._news.say(str(error), "late")
            return
        self._draft.forget()
        self.dismiss(said)

    def _record(self) -> str:
        self._desk.store.advice.answers.record(
            self._advice,
            received_on=self._head.received_on,
            form=self._head.form,
            reference=self._head.reference,
            judgements=[one.judgement for one in self._lines.outcomes if one.judgement],
        )
        return self._said()

    def _correct(self, recorded: Answer) -> str:
        changes = [
            (old, new.judgement)
            for old, new in zip(self._began, self._lines.outcomes, strict=True)
            if new.judgement is not None and new.judgement != old.judgement
        ]
        self._desk.store.advice.answers.correct(recorded, changes)
        return self._said()

    def _said(self) -> str:
        verdicts = [one.verdict for one in self._lines.outcomes]
        said = _(
            "{ref}: {good} of {count} taken over in full",
            ref=self._advice.ref,
            good=verdicts.count(Verdict.ADOPTED),
            count=len(verdicts),
        )
        return f"{'; '.join(filter(None, [said, self._standing_out(saved=True)]))}."

    # The answer as a whole

    def on_key(self, event: events.Key) -> None:
        """Say when and how the answer came; or whether to throw away what was judged."""
        if event.key == "escape":
            return
        if self._asking:
            event.stop()
            event.prevent_default()
            self._asking = False
            self._news.say()
            if is_yes(event.character or ""):
                self._draft.forget()
                self.dismiss(None)
        elif event.character == "w":
            event.stop()
            self._change_head()
        elif event.is_printable:
            event.stop()
            self._news.say(self._why_nothing(event.character or ""), "late")

    def _why_nothing(self, key: str) -> str:
        """Return why a key does nothing here; the column has taken those that do."""
        if key in ("o", "O"):
            return _("Undoing and doing again is for the list: Esc leads there.")
        if not self._lines.outcomes:
            return _("This advice has no recommendations to judge: Enter saves the answer.")
        if key.isdigit():
            return _("“{key}” is no judgement: 1, 2, 3, 4 or 0.", key=key)
        return _("{key} does nothing here; the keys that do stand below.", key=key)

    def _change_head(self) -> None:
        if self._recorded:
            self._news.say(
                _("An answer that was recorded keeps its day; back in the list o undoes it."),
                "late",
            )
            return

        def changed(head: Head | None) -> None:
            self._head = head or self._head
            self._news.say(self._standing_out(), "soon")
            self._show_around()

        self.app.push_screen(_head_form(self._desk, self._head), changed)

    # Leaving

    @property
    def unsaved(self) -> bool:
        """Whether something was judged, or typed in a line that is open."""
        return self._lines.outcomes != self._began or self._lines.typed is not None

    @property
    def kept(self) -> bool:
        """Whether a draft holds it."""
        return self._draft.safe

    def keep(self) -> None:
        """Keep what was judged as a draft, and what is typed in a line that is open."""
        draft = _as_draft(self._lines.outcomes)
        if typed := self._lines.typed:
            number, line, text = typed
            draft |= {"at": str(number), "line": line, "typed": text}
        self._draft.keep(_as_draft(self._began), draft)

    def action_leave(self) -> None:
        """Leave; ask first when something was judged."""
        if not self.unsaved:
            self.dismiss(None)
            return
        self._asking = not self._asking
        question = _("Throw away what you typed? {yes}/{no}", yes=_("y"), no=_("n"))
        said = question if self._asking else ""
        self._news.say(said, "soon")


def _head_form(desk: Desk, head: Head) -> FormDialog[Head]:
    def save(answers: Answers) -> Head:
        return Head(
            received_on=answers.required_day("received"),
            form=AnswerForm(answers.text("form")),
            reference=answers.text("reference"),
        )

    fields = [
        DateField(
            name="received",
            label=_("received"),
            value=long_date(head.received_on),
            happened=True,
            required=True,
        ),
        ChoiceField(
            name="form",
            label=_("form"),
            value=head.form,
            options=choices((one, _(label)) for one, label in ANSWER_FORM_LABELS.items()),
        ),
        Field(name="reference", label=_("their reference"), value=head.reference),
    ]
    return FormDialog(desk, _("The answer"), fields, save, confirm=_("done"))


def _as_draft(outcomes: list[Outcome]) -> dict[str, str]:
    draft: dict[str, str] = {}
    for outcome in outcomes:
        if judgement := outcome.judgement:
            day = judgement.promised_on.isoformat() if judgement.promised_on else ""
            judged, reasons = _names(outcome.recommendation)
            draft |= {judged: f"{judgement.verdict} {day}", reasons: judgement.reasons}
    return draft


def _names(recommendation: Recommendation) -> tuple[str, str]:
    """Return under which names a draft keeps how it was judged, and the reasons."""
    return str(recommendation.number), f"{recommendation.number} reasons"


def _from_draft(outcome: Outcome, kept: Mapping[str, Typed]) -> Outcome:
    judged, reasons = map(kept.get, _names(outcome.recommendation))
    if judged is None and reasons is None:
        return outcome
    judgement = outcome.judgement or Judgement(
        recommendation_id=outcome.recommendation.id, verdict=Verdict.NOT_ANSWERED
    )
    if judged is not None:
        verdict, _space, day = judged.text.partition(" ")
        promised_on = date.fromisoformat(day) if day else None
        judgement = replace(judgement, verdict=Verdict(verdict), promised_on=promised_on)
    if reasons is not None:
        judgement = replace(judgement, reasons=reasons.text)
    return replace(outcome, judgement=judgement)
