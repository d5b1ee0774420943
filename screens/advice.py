"""The advice of the council by stage, from the draft to the promises that are still open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from council.advice import Advice, AdviceState, Promise, UndatedPromise, Verdict
from council.advice_stages import IN_HAND, STAGE_LABELS, AdviceLine, AdviceStage
from council.chasing import due_label
from council.clocks import Clock
from council.errors import Refused
from council.letters import LetterKind
from council.requests import AdviceRequest, RequestLine, RequestState, state_label
from council.steps import takes_adoption_back
from council.wording import Message, _, say, short_date
from db.search import holds, words_of
from screens import advice_forms, advice_lines, advice_steps
from screens.about import days_left
from screens.about_advice import about_advice
from screens.actions import Action, bindings
from screens.advice_lines import ON_ADVICE, Line
from screens.place import Lines
from screens.request_place import RequestPlace
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import TabLine
from screens.widgets.window import Heading, MemorySource, Source

_ON_REQUEST = frozenset({"other_step", "term", "write_advice", "letters", "read_text"})


class AdvicePlace(RequestPlace[Line]):
    """Advice and promises; the ids of this place are those of advice."""

    PLACE = "advice"
    BINDINGS: ClassVar[list[BindingType]] = bindings("advice")

    def __init__(self) -> None:
        super().__init__()
        # None is all that is in hand: drafts, what is to be sent or answered, promises.
        self._stages = (None, AdviceStage.ANSWERED, AdviceStage.WITHDRAWN)
        self._at = 0
        self._in_hand = 0
        self._rows = MemorySource[Line]([], advice_lines.key_of)
        self._stage_tabs = TabLine(id="stages")

    def make_list(self) -> RowList[Line]:
        """Return the list of advice."""
        return RowList(
            [
                Column(title="", draw=self._mark, width=1),
                Column(title=_("number"), draw=advice_lines.ref, width=12),
                Column(title=_("subject"), draw=advice_lines.subject),
                Column(title=_("tone"), draw=advice_lines.tone, width=22, least=120),
                Column(title=_("sent on"), draw=self._sent, width=15, least=96),
                Column(title=_("rec."), draw=advice_lines.number, width=5, align="right"),
                Column(title=_("copy"), draw=advice_lines.copy, width=9, least=76),
                Column(title=_("stand"), draw=self._stand, width=18),
            ],
            key=advice_lines.key_of,
            tone=self._tone_of,
        )

    def above_list(self) -> ComposeResult:
        """Yield the line of stages."""
        yield self._stage_tabs

    def source(self, filter_text: str) -> Source[Line]:
        """Return the advice in view."""
        stage = self._stages[self._at]
        if stage is not None:
            found = self.desk.store.advice.list.window(self.desk.council.id, stage, filter_text)
            return cast("Source[Line]", found)
        # Replaced rather than made anew: the cursor stays where a line has gone.
        self._rows.replace(list(self._all_in_hand(filter_text)))
        return self._rows

    def _all_in_hand(self, filter_text: str) -> Iterator[Line | Heading]:
        store, council_id = self.desk.store.advice, self.desk.council.id
        self._in_hand = 0
        for stage in IN_HAND:
            lines = store.list.lines(council_id, stage, filter_text)
            self._in_hand += len(lines)
            if lines:
                yield Heading(_(STAGE_LABELS[stage]).upper())
                yield from sorted(lines, key=lambda line: (str(line.answer_due_on), -line.id))
        words = words_of(filter_text)
        owed: list[Promise | UndatedPromise] = [
            *store.answers.promises(council_id),
            *store.answers.undated(council_id),
        ]
        promises = [
            one
            for one in owed
            if not filter_text or holds(f"{one.advice_ref} {one.title} {one.text}", words)
        ]
        self._in_hand += len(promises)
        if promises:
            yield Heading(_("open promises").upper())
            yield from promises

    def when_read(self) -> None:
        """Show the stages, and say what to do where there is nothing."""
        names = [
            _("in hand {count}", count=self._in_hand) if stage is None else _(STAGE_LABELS[stage])
            for stage in self._stages
        ]
        self._stage_tabs.show(names, self._at)
        self.list.set_empty(self._empty())

    def _empty(self) -> str:
        if self.filter_text:
            return _("Nothing here holds “{text}”. Esc shows all.", text=self.filter_text)
        if self._stages[self._at] is None:
            return _("No advice in hand: press n to begin one, Tab for what was answered.")
        return _("There is none.")

    def about(self, row: Line) -> Lines:
        """Return all that is known of an advice."""
        return about_advice(self.desk, self._advice_of(row))

    def reveal(self, subject: int) -> None:
        """Put the cursor on an advice, where it stands now."""
        line = self.desk.store.advice.list.line(subject)
        if line is None:
            return
        wanted = None if line.stage in IN_HAND else line.stage
        if self._stages[self._at] is not wanted or self.filter_text:
            self._at, self.filter_text = self._stages.index(wanted), ""
            self.show_rows()
        self.list.reload(line)

    def arrive(self, subject: int, origin: str) -> None:
        """Show the advice one came for, to read."""
        self._came_from = origin
        self.reveal(subject)
        super().open()

    def show_promise(self, promise: Promise) -> None:
        """Put the cursor on a promise of the advice under it."""
        self.arrive_at_promise(promise, self._came_from)

    def arrive_at_promise(self, promise: Promise, origin: str) -> None:
        """Put the cursor on the promise one came for; Esc leads back to `origin`."""
        self._came_from = origin
        if self._stages[self._at] is not None or self.filter_text:
            self._at, self.filter_text = 0, ""
            self.show_rows()
        self.list.reload(promise)
        self.show_around()

    def open(self) -> None:
        """Record the answer to an advice that waits for one; read any other."""
        line = self.row
        if isinstance(line, AdviceLine) and line.stage is AdviceStage.WAITING:
            advice_steps.answer(self, self._advice_of(line))
        else:
            super().open()

    # The row under the cursor

    def request_id(self) -> int | None:
        """Return the request of the advice under the cursor."""
        return self.row.request_id if self.row else None

    def term(self, request: AdviceRequest) -> Clock | None:
        """Return the term of the promise under the cursor, or of the request."""
        if self._promise:
            return self.clock(self._promise.clock_id)
        return super().term(request)

    @property
    def _promise(self) -> Promise | None:
        return self.row if isinstance(self.row, Promise) else None

    def _advice_of(self, line: Line) -> Advice:
        store = self.desk.store.advice
        if not isinstance(line, AdviceLine):
            return store.get(self.desk.council.id, line.advice_ref)
        return store.by_id(line.id)

    def _advice(self) -> Advice:
        if self.row is None:
            raise Refused(say("There is no advice under the cursor."))
        return self._advice_of(self.row)

    def label(self, wanted: Action) -> str:
        """Return what an action is called now."""
        if wanted.id in ("next_step", "not_kept") and self._promise:
            owed = self.owes_letter(self._promise)
            if wanted.id == "next_step" and owed:
                return due_label(LetterKind.PROMISE)
            if wanted.id == "next_step" or owed:
                return _("seen fulfilled")
        return super().label(wanted)

    def on_bar(self, wanted: Action) -> bool:
        """Tell whether the key bar has an action: a draft, what was sent and a promise differ."""
        return wanted.bar and self.why_not(wanted) is None

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        line = self.row
        if isinstance(line, UndatedPromise) and wanted.id in ("next_step", "not_kept", "term"):
            return say("This promise has no day yet: w gives it one.")
        if wanted.id == "not_kept":
            return None if self._promise else say("There is no promise under the cursor.")
        if wanted.id == "next_step" and self._promise:
            return None
        if line is None and wanted.id in ON_ADVICE | _ON_REQUEST | {"next_step"}:
            return say("There is no advice under the cursor.")
        if isinstance(line, AdviceLine):
            reason = advice_lines.why_not(wanted.id, line)
            if reason is None and wanted.id == "adopt":
                reason = self._why_not_adopt()
            if reason is not None:
                return reason
        elif wanted.id in ON_ADVICE - {"texts", "change_advice", "copy"} | {"write_advice"}:
            return say("There is a promise under the cursor: v or x says what came of it.")
        return super().why_not(wanted)

    def _why_not_adopt(self) -> Message | None:
        request = self.request
        if request and not advice_forms.step_to(self.desk, request, RequestState.ADOPTED):
            return say(
                "{ref} is “{state}”: take its next step with v first.",
                ref=request.ref,
                state=state_label(request.state),
            )
        return None

    # How a line looks

    def _mark(self, line: Line) -> str:
        return "!" if self._late(line) or advice_lines.stands_out(line) else " "

    def _tone_of(self, line: Line) -> str:
        if self._late(line):
            return "late"
        return "soon" if advice_lines.stands_out(line) else ""

    def _late(self, line: Line) -> bool:
        return not isinstance(line, UndatedPromise) and line.overdue(self.desk.today)

    def _sent(self, line: Line) -> str:
        if not isinstance(line, AdviceLine) or line.issued_on is None:
            return ""
        return short_date(line.issued_on, self.desk.today)

    def _stand(self, line: Line) -> str:
        """Return in few words how an advice stands."""
        today = self.desk.today
        if isinstance(line, UndatedPromise):
            return _("without a day")
        if isinstance(line, Promise):
            if line.kept is False:
                return _("not kept")
            return days_left((line.promised_on - today).days)
        if line.answered_on:
            good = line.verdicts.get(Verdict.ADOPTED, 0)
            return _("{good} of {count} in full", good=good, count=line.recommendations)
        if line.answer_due_on:
            return days_left((line.answer_due_on - today).days)
        if line.state is AdviceState.ISSUED:
            return _("no answer")
        return _("to send") if line.state is AdviceState.ADOPTED else ""

    # What can be done

    def do_next_queue(self) -> None:
        """Show the next stage."""
        self._turn(self._at + 1)

    def do_previous_queue(self) -> None:
        """Show the previous stage."""
        self._turn(self._at - 1)

    def _turn(self, at: int) -> None:
        self._at = at % len(self._stages)
        self.show_rows()

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Show the stage that was clicked."""
        if event.tab_line is self._stage_tabs:
            self._turn(event.index)

    def do_new_advice(self) -> None:
        """Begin an advice on a request."""

        def chosen(answer: tuple[str, RequestLine | None]) -> None:
            if answer[1] is not None:
                request = self.desk.store.requests.by_id(answer[1].id)
                advice_steps.write(self, request)

        self.ask(advice_forms.request_picker(self.desk), chosen)

    def written(self, advice: Advice) -> None:
        """Put the cursor on an advice that was written, or begun on a request chosen for it."""
        self.fresh()
        self.reveal(advice.id)

    def do_next_step(self) -> None:
        """Take the next step of the request; ask for a broken promise, or see that it was kept."""
        promise = self._promise
        if promise and self.owes_letter(promise):
            from screens.letters import look

            look(self, self._required(), LetterKind.PROMISE)
        elif promise:
            self.ask(advice_forms.seen_form(self.desk, promise, kept=True), self._done)
        else:
            super().do_next_step()

    def do_not_kept(self) -> None:
        """Record that a promise was not kept; while the next step asks for it, that it was."""
        promise = self._promise
        if promise:
            kept = self.owes_letter(promise)
            self.ask(advice_forms.seen_form(self.desk, promise, kept=kept), self._done)

    def do_adopt(self) -> None:
        """Adopt the draft."""
        step = advice_forms.step_to(self.desk, self._required(), RequestState.ADOPTED)
        advice_steps.adopt(self, self._advice(), step)

    def do_change_advice(self) -> None:
        """Change tone and minority view; of an answered advice, the answer."""
        from screens.answer import AnswerDialog

        advice = self._advice()
        recorded = self.desk.store.advice.answers_to(advice.id)
        if recorded:
            self.ask(AnswerDialog(self.desk, advice, recorded[-1]), self._done)
            return
        form = advice_forms.change_form(self.desk, advice)
        self.ask(form, lambda done: self._done(_("{ref}: saved.", ref=done.ref)))

    def do_copy(self) -> None:
        """Record that the city council got a copy."""
        form = advice_forms.copy_form(self.desk, self._advice())
        self.ask(form, lambda done: self._done(_("{ref}: copy recorded.", ref=done.ref)))

    def do_texts(self) -> None:
        """Read the advice, and the letters about it as they were sent."""
        from screens.ask import Reading

        advice = self._advice()
        lines = [*about_advice(self.desk, advice)]
        for letter in self.desk.store.letters.of_request(advice.request_id):
            lines += [("", ""), ("heading", f"{letter.reference}  {letter.addressee}")]
            lines += [("", letter.body)]
        self.app.push_screen(Reading(f"{advice.ref} {advice.title}", lines))

    def do_read_text(self) -> None:
        """Take the text of the advice from a file."""
        from screens.read_file import read_file_form

        request = self._required()
        seen = self.desk.store.advice.in_the_making(request)
        form = read_file_form(
            self.desk,
            _("Text of the advice on {ref}", ref=request.ref),
            _("text file"),
            _("Plain text or Markdown, for example ~/advice.txt."),
        )

        def taken(raw: bytes) -> None:
            advice = advice_forms.text_from_file(self.desk, request, seen, raw)
            self._done(
                _("{ref}: saved, version {number}.", ref=advice.ref, number=advice.text_version)
            )

        self.ask(form, taken)

    def do_withdraw_advice(self) -> None:
        """Take back the adoption of an advice, or a draft."""
        from screens.ask import Review

        advice = self._advice()
        if advice.frozen:
            self._take_adoption_back()
            return

        def withdrawn(_yes: bool) -> None:
            self.desk.store.advice.withdraw(advice)
            self._done(_("{ref} has been taken back.", ref=advice.ref))

        lines = [("strong", f"{advice.ref}  {advice.title}"), ("", _("Another can be begun then."))]
        self.ask(Review(_("Take back this advice"), lines, _("take back")), withdrawn)

    def _take_adoption_back(self) -> None:
        request = self._required()
        steps = self.desk.store.requests.steps(request)
        step = next((one for one in steps if takes_adoption_back(one.origin, one.target)), None)
        if step is None:
            raise Refused(
                say("From “{state}” no step leads back.", state=state_label(request.state))
            )
        self._take(request, step)

    def _done(self, said: str) -> None:
        self.say(said, "done")
