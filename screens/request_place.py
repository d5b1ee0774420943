"""What can be done with the request under the cursor: on Today, in the inbox, in Advice."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from council.chasing import due_label
from council.clocks import Clock, ClockState
from council.errors import Refused
from council.letters import LetterKind
from council.requests import AdviceRequest, RequestState, state_label
from council.steps import STEP_KEYS, STEP_LETTERS, WAITING_ON_MUNICIPALITY, Step, step_label
from council.terms import Purpose
from council.wording import N_, Message, _, say
from screens.about import about_request, open_clock
from screens.actions import Action, action
from screens.place import Lines, Place
from screens.widgets.window import Row

if TYPE_CHECKING:
    from council.advice import Advice, Promise
    from screens.advice import AdvicePlace
    from screens.desk import Desk

_ON_REQUESTS = frozenset(
    {
        "next_step",
        "other_step",
        "term",
        "change_request",
        "papers",
        "write_advice",
        "letters",
    }
)


class _UnderCursor:
    """A request, and what is told of it and its keys: each read once, when it is asked for."""

    def __init__(self, desk: Desk, request_id: int | None) -> None:
        self._desk, self._id = desk, request_id

    @cached_property
    def request(self) -> AdviceRequest | None:
        return self._desk.store.requests.by_id(self._id) if self._id else None

    @cached_property
    def letter_due(self) -> LetterKind | None:
        requests = self._desk.store.requests
        return requests.letter_due(self.request, self._desk.today) if self.request else None

    @cached_property
    def clocks(self) -> list[Clock]:
        return self._desk.store.requests.clocks.of_request(self._id) if self._id else []

    @cached_property
    def _ways(self) -> tuple[list[Step], Step | None]:
        return self._desk.store.requests.ways(self.request) if self.request else ([], None)

    @property
    def steps(self) -> list[Step]:
        return self._ways[0]

    @property
    def next_step(self) -> Step | None:
        return self._ways[1]

    @cached_property
    def promise(self) -> Promise | None:
        """The nearest promise, where nothing else keeps the request from being closed."""
        request = self.request
        if request is None or request.closed_on is not None or self.next_step is not None:
            return None
        answers = self._desk.store.advice.answers
        promises = answers.promises(request.council_id, request_id=request.id, limit=1)
        return promises[0] if promises else None


class RequestPlace(Place[Row]):
    """A place whose list has requests in it, if not on every line."""

    PROMISE_UNDATED = N_(
        "A promise has no day: in Advice w gives it one; or close with V and say why."
    )
    """Why there is no next step while only such a promise keeps a request from being closed."""

    def __init__(self) -> None:
        super().__init__()
        self._read: tuple[object, _UnderCursor] | None = None

    @abstractmethod
    def request_id(self) -> int | None:
        """Return the id of the request under the cursor; None when there is none."""

    def term(self, request: AdviceRequest) -> Clock | None:
        """Return the term that the term key is about: that of the advice, if it is open."""
        return open_clock(self._under_cursor.clocks)

    def clock(self, clock_id: int | None) -> Clock | None:
        """Return one of the terms of the request under the cursor."""
        return next((one for one in self._under_cursor.clocks if one.id == clock_id), None)

    @property
    def request(self) -> AdviceRequest | None:
        """The request under the cursor, read once until the place is read anew."""
        return self._under_cursor.request

    @property
    def _under_cursor(self) -> _UnderCursor:
        request_id = self.request_id()
        wanted = (request_id, self.stamp)
        if self._read is None or self._read[0] != wanted:
            self._read = (wanted, _UnderCursor(self.desk, request_id))
        return self._read[1]

    def about_request(self) -> Lines:
        """Return all that is known of the request under the cursor."""
        return about_request(self.desk, self._required(), self._under_cursor.clocks)

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id not in _ON_REQUESTS:
            return None
        request = self.request
        if request is None:
            return say("There is no request under the cursor.")
        if wanted.id == "next_step" and self._under_cursor.next_step is None:
            if self._under_cursor.promise:
                return None
            if request.closed_on is None:
                return say(self.PROMISE_UNDATED)
            return say("There is no next step: this request is closed.")
        if wanted.id == "other_step" and not self._under_cursor.steps:
            return say("There is no next step: this request is closed.")
        if wanted.id == "term" and self.term(request) is None:
            return self.desk.store.requests.clocks.why_not_open(request, Purpose.ADVICE)
        return None

    def label(self, wanted: Action) -> str:
        """Return what an action is called now: the next step by its own name."""
        if wanted.id == "next_step":
            if kind := self._under_cursor.letter_due:
                return due_label(kind)
            if step := self._under_cursor.next_step:
                return step_label(step)
            if promise := self._under_cursor.promise:
                return self.follow_up_label(promise)
        return super().label(wanted)

    def follow_up_label(self, promise: Promise) -> str:
        """Return what is done about a promise: it is asked for, or looked at."""
        if self.owes_letter(promise):
            return due_label(LetterKind.PROMISE)
        return _("see whether it was kept")

    def owes_letter(self, promise: Promise) -> bool:
        """Tell whether a promise was not kept, and nobody has asked for it since."""
        return self.desk.store.advice.answers.letter_due(promise)

    def _required(self) -> AdviceRequest:
        request = self.request
        if request is None:
            raise Refused(say("There is no request under the cursor."))
        return request

    def say_registered(self, request: AdviceRequest) -> None:
        """Tell of a new request, which is under the cursor."""
        self.say(_("Registered: {ref} {title}.", ref=request.ref, title=request.title), "done")

    def written(self, advice: Advice) -> None:
        """Go along with an advice that was written: the cursor is on its request already."""

    # Steps

    def do_next_step(self) -> None:
        """Take the sensible next step; where a letter must go first, or is that step, the letter.

        What only a promise keeps open leads to that promise.
        """
        request = self._required()
        step = self.desk.store.requests.next_step(request)
        if kind := self.desk.store.requests.letter_due(request, self.desk.today) or (
            STEP_LETTERS.get(step.target) if step and not step.needs_reason else None
        ):
            from screens.letters import look

            look(self, request, kind)
        elif step is not None:
            self._take(request, step)
        elif promise := self._under_cursor.promise:
            self.follow_up(promise)

    def follow_up(self, promise: Promise) -> None:
        """Ask for a promise that was not kept; go and see to any other among the advice."""
        if self.owes_letter(promise):
            from screens.letters import look

            look(self, self._required(), LetterKind.PROMISE)
        else:
            self.show_promise(promise)

    def show_promise(self, promise: Promise) -> None:
        """Go to a promise; Esc leads back."""
        self.raad.go("advice")
        there = cast("AdvicePlace", self.raad.place)
        there.call_later(there.arrive_at_promise, promise, self.PLACE)

    def do_other_step(self) -> None:
        """Choose among all steps."""
        from screens.ask import Menu, Option

        request = self._required()
        steps = {step.target.value: step for step in self.desk.store.requests.steps(request)}
        options = [
            Option(value=value, key=STEP_KEYS[step.target], label=step_label(step))
            for value, step in steps.items()
        ]
        menu = Menu(f"{request.ref} {request.title}", options)
        self.ask(menu, lambda value: self._take(request, steps[value]))

    def _take(self, request: AdviceRequest, step: Step) -> None:
        """Take a step; ask for a reason where one is needed. An advice is sent by its letter."""
        from screens import advice_steps

        if step.target is RequestState.ISSUED:
            from screens.letters import look

            look(self, request, STEP_LETTERS[step.target])
            return
        if step.target in advice_steps.STEPS and advice_steps.take(self, request, step):
            return
        if self.asks(request, step):
            self._ask_reason(request, step, str(step.why or ""))
        else:
            self._advance(request, step)

    def _advance(self, request: AdviceRequest, step: Step) -> None:
        try:
            done = self.desk.store.requests.advance(request, step.target, on=self.desk.today)
        except Refused as error:
            if error.field != "reason":
                raise
            self._ask_reason(request, step, str(error))
        else:
            self.stepped(done)

    def asks(self, request: AdviceRequest, step: Step) -> bool:
        """Tell whether a step asks something first: a reason, or the day a term goes on."""
        if step.needs_reason or request.state not in WAITING_ON_MUNICIPALITY:
            return step.needs_reason
        from screens.step_forms import effects_on_terms

        return bool(effects_on_terms(self.desk, request, step, "resume"))

    def _say_resumed(self, request: AdviceRequest) -> None:
        clock = self.desk.store.requests.clocks.open_of(request.id, Purpose.ADVICE)
        if clock is not None and clock.state is ClockState.RUNNING:
            self.say(
                _(
                    "{ref}: {state}; the term runs again, until {due}.",
                    ref=request.ref,
                    state=state_label(request.state),
                    due=clock.due_on,
                ),
                "done",
            )

    def stepped(self, request: AdviceRequest) -> None:
        """Say that a request moved on, and what can be done about that now."""
        said = [_("{ref}: {state}.", ref=request.ref, state=state_label(request.state))]
        if request.state is RequestState.CLOSED:
            said.append(_("o undoes that."))
        elif request.state is RequestState.DECLINED and action("letters").works_in(self.PLACE):
            said.append(_("u writes the letter that says so."))
        elif request.state is RequestState.INCOMPLETE and action("letters").works_in(self.PLACE):
            said.append(_("u writes the letter that asks for them."))
        elif request.state in (RequestState.DRAFT, RequestState.TABLED):
            from screens.advice_steps import on_its_way

            said += on_its_way(self, request)
        told = " ".join(said)
        self.say(told, "done")

    def _ask_reason(self, request: AdviceRequest, step: Step, why: str) -> None:
        from screens.step_forms import step_form

        def moved(done: list[AdviceRequest]) -> None:
            self.stepped(done[0])
            if request.state in WAITING_ON_MUNICIPALITY:
                self._say_resumed(done[0])

        self.ask(step_form(self.desk, [(request, step)], why), moved)

    # Advice and letters

    def do_write_advice(self) -> None:
        """Write the advice on the request."""
        from screens.advice_steps import write

        write(self, self._required())

    def do_letters(self) -> None:
        """Write a letter about the request."""
        from screens.letters import write_letter

        write_letter(self, self._required())

    # Terms, facts and papers

    def do_term(self) -> None:
        """Choose what happens to the term."""
        from screens.terms import term_form, term_menu

        request = self._required()
        clock = self.term(request)
        if clock is None:
            raise Refused(self.desk.store.requests.clocks.why_not_open(request, Purpose.ADVICE))

        def chosen(kind: str) -> None:
            self.ask(term_form(self.desk, request, clock, kind), partial(self.say, tone="done"))

        self.ask(term_menu(self.desk, request, clock), chosen)

    def do_log(self) -> None:
        """Show who changed what of this request, or of everything where there is none."""
        from screens.everywhere import read_log, show_log

        request = self.request
        if request is None:
            show_log(self)
            return
        title = _("Log of {ref} {title}", ref=request.ref, title=request.title)
        read_log(self, self.desk.store.trail.log(request_id=request.id), title)
