"""The inbox: requests in named queues, the most urgent first, with all there is to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from council.announcements import Standing
from council.chasing import due_label
from council.clocks import ClockState
from council.errors import Refused
from council.requests import QUEUE_LABELS, AdviceRequest, Queue, RequestLine, state_label
from council.steps import STEP_LETTERS, step_label
from council.terms import SOON
from council.today import told_first
from council.views import ORDER_LABELS, Order, SavedView
from council.wording import N_, Message, _, say
from screens.about import days_left
from screens.actions import Action, bindings
from screens.place import Lines
from screens.request_place import RequestPlace
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import TabLine
from screens.widgets.window import Source

if TYPE_CHECKING:
    from council.announcements import Match
    from intake.requests import TakenIn

_QUEUES = tuple(Queue)
_ORDERS = tuple(Order)
_READING = frozenset({"assign", "change_request", "letters", "link", "next_step", "other_step"})
_READING |= {"papers", "snooze", "term", "write_advice"}
"""What is only done with a request that one looks at."""

_ON_ALL = frozenset({"assign", "snooze", "next_step"})
"""What is done with all marked requests at once."""


class InboxPlace(RequestPlace[RequestLine]):
    """Requests by queue."""

    PLACE = "inbox"
    SIGNS = N_("! late  ~ stopped  ^ ends soon  + new to you  * marked")
    BINDINGS: ClassVar[list[BindingType]] = bindings("inbox")

    def __init__(self) -> None:
        super().__init__()
        self._queue = Queue.OPEN
        self._order = Order.URGENCY
        self._counts: dict[Queue, int] = {}
        self._counted: object = None
        self._unseen: frozenset[int] = frozenset()
        self._missed = self._mail_in = 0
        self._queues = TabLine(id="queues")
        self._show_order()

    def make_list(self) -> RowList[RequestLine]:
        """Return the list of requests."""
        return RowList(
            [
                Column(title="", draw=self._marks, width=2),
                Column(title=_("number"), draw=lambda line: line.ref, width=9),
                Column(title=_("subject"), draw=lambda line: line.title),
                Column(
                    title=_("state"), draw=lambda line: state_label(line.state), width=20, least=76
                ),
                Column(title=_("time left"), draw=self._time_left, width=13),
            ],
            key=lambda line: line.id,
            tone=self._tone,
            markable=True,
        )

    def _show_order(self) -> None:
        """Mark the column that gives the order."""
        order = self._order
        if order is Order.URGENCY and self._queue is Queue.CLOSED:
            order = Order.RECEIVED
        place = {Order.URGENCY: 4, Order.RECEIVED: 1, Order.TITLE: 2}[order]
        self.list.mark_order(place, down=order is Order.RECEIVED)

    def above_list(self) -> ComposeResult:
        """Yield the line of queues."""
        yield self._queues

    def source(self, filter_text: str) -> Source[RequestLine]:
        """Return the requests of the queue in view."""
        council, today = self.desk.council.id, self.desk.today
        inbox = self.desk.store.requests.inbox
        return inbox.window(council, self._queue, today, filter_text, self._order)

    def when_read(self) -> None:
        """Count the queues if anything changed."""
        if self.stamp != self._counted:
            self._counted = self.stamp
            store, council, today = self.desk.store, self.desk.council.id, self.desk.today
            self._counts = store.requests.inbox.counts(council, today)
            self._unseen = store.views.unseen(council)
            self._mail_in = store.views.mail_in(council)
            self._missed = store.announcements.counts(council, today)[Standing.NOT_SUBMITTED]
        self._show_queues()
        self.list.set_empty(self._empty())

    def _show_queues(self) -> None:
        names = [f"{_(QUEUE_LABELS[queue])} {self._counts[queue]}" for queue in _QUEUES]
        self._queues.show(names, _QUEUES.index(self._queue))

    def _empty(self) -> str:
        if self.filter_text:
            return _("Nothing here holds “{text}”. Esc shows all.", text=self.filter_text)
        if not any(self._counts.values()):
            return _("No requests yet: press n to register one, i to read in a mail.")
        return _("This queue is empty: Tab shows the next one.")

    def notice(self) -> str:
        """Return what is new: requests, mail about others, and what never came."""
        new = self._counts.get(Queue.NEW, 0)
        return ", ".join(told_first(new, self._mail_in, self._missed))

    def about(self, row: RequestLine) -> Lines:
        """Return all that is known of a request."""
        return self.about_request()

    def open(self) -> None:
        """Read about the request, which is no news from then on."""
        super().open()
        # In the queue of what is new the row would go from under the eyes.
        if self._queue is not Queue.UNSEEN:
            self._mark_seen()

    def _close_detail(self) -> None:
        if self.reading and self._queue is Queue.UNSEEN:
            self._mark_seen()
        super()._close_detail()

    def perform(self, action_id: str) -> None:
        """Do an action; what one does something with is no news from then on."""
        if action_id in _READING:
            self._mark_seen()
        super().perform(action_id)

    def _mark_seen(self) -> None:
        ids = self.list.marked or ({self.row.id} if self.row else set())
        news = self._unseen.intersection(ids)
        if news:
            self.desk.store.views.mark_seen(*sorted(news))

    def request_id(self) -> int | None:
        """Return the request under the cursor."""
        return self.row.id if self.row else None

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id in ("assign", "snooze", "link") and self.row is None:
            return say("There is no request under the cursor.")
        if self.list.marked and wanted.id in _READING - _ON_ALL:
            return say("This is done with one request at a time: Esc takes the marks off.")
        return super().why_not(wanted)

    def label(self, wanted: Action) -> str:
        """Return what an action is called now; of marked requests each has its own next step."""
        if wanted.id == "next_step" and self.list.marked:
            return _(wanted.label)
        return super().label(wanted)

    def reveal(self, subject: int) -> None:
        """Put the cursor on a request, in the queue of all that is open, put aside or closed."""
        line = self.desk.store.requests.inbox.line(subject)
        if line is None:
            return
        queue = self.desk.store.requests.inbox.queue_of(subject, self.desk.today)
        if queue is not self._queue or self.filter_text:
            self.filter_text = ""
            self._look_at(queue, self._order)
        self.list.reload(line)

    # How a line looks

    def _marks(self, line: RequestLine) -> str:
        """Return how urgent a request is, and `+` for news since one looked."""
        return self._mark(line) + ("+" if line.id in self._unseen else " ")

    def _left(self, line: RequestLine) -> int | None:
        if line.clock_state is not ClockState.RUNNING or line.due_on is None:
            return None
        return (line.due_on - self.desk.today).days

    def _mark(self, line: RequestLine) -> str:
        if line.overdue(self.desk.today):
            return "!"
        if line.clock_state is ClockState.STOPPED:
            return "~"
        left = self._left(line)
        return "^" if left is not None and left <= SOON else " "

    def _tone(self, line: RequestLine) -> str:
        unseen = "strong" if line.id in self._unseen else ""
        return {"!": "late", "~": "paused", "^": "soon"}.get(self._mark(line), unseen)

    def _time_left(self, line: RequestLine) -> str:
        return days_left(self._left(line)) if line.purpose else ""

    # What can be done

    def do_next_queue(self) -> None:
        """Show the next queue."""
        self._turn(1)

    def do_previous_queue(self) -> None:
        """Show the previous queue."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._look_at(_QUEUES[(_QUEUES.index(self._queue) + step) % len(_QUEUES)], self._order)

    def _look_at(self, queue: Queue, order: Order) -> None:
        self._queue, self._order = queue, order
        self._show_order()
        self.show_rows()

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Show the queue that was clicked."""
        if event.tab_line is self._queues:
            self._look_at(_QUEUES[event.index], self._order)

    def do_order(self) -> None:
        """Sort by the next thing."""
        order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self._look_at(self._queue, order)
        self.say(_("Sorted {order}.", order=_(ORDER_LABELS[order])), "dim")

    def do_views(self) -> None:
        """Show a view that was kept, or keep this one."""
        from screens.views import choose_view

        choose_view(self, self._queue, self.filter_text, self._order, self._show_view)

    def _show_view(self, view: SavedView) -> None:
        self.filter_text = view.filter_text
        self._look_at(view.queue, view.order)
        self.say(_("View “{name}”.", name=view.name), "dim")

    def do_link(self) -> None:
        """Link the request with what was announced of it."""
        from screens.radar_links import announcement_picker

        request = self._required()

        def link(match: Match | None) -> None:
            if match is not None:
                self.desk.store.announcements.match(match.announcement, request)
                title = match.announcement.title
                self.say(_("{title}: linked with {ref}.", title=title, ref=request.ref), "done")

        self.ask(announcement_picker(self.desk, request), lambda chosen: link(chosen[1]))

    def do_new_request(self) -> None:
        """Register a request."""
        from screens.request_forms import new_request

        self.ask(new_request(self.desk), self.registered)

    def registered(self, request: AdviceRequest) -> None:
        """Put the cursor on a new request: the next key is about that."""
        self.fresh()
        self.reveal(request.id)
        self.say_registered(request)

    def do_change_request(self) -> None:
        """Change what is known of the request."""
        from screens.request_forms import change_request

        changed = change_request(self.desk, self._required())
        self.ask(changed, partial(self.say, tone="done"))

    def _chosen(self) -> list[AdviceRequest]:
        """Return the marked requests, or the one under the cursor."""
        marked = sorted(self.list.marked) or [self._required().id]
        return [self.desk.store.requests.by_id(request_id) for request_id in marked]

    def _done_with_marked(self, said: str) -> None:
        self.list.marked.clear()
        self.list.redraw()
        self.say(said, "done")

    def on_row_list_marked(self) -> None:
        """Show what can be done with several."""
        self.show_keys()

    def do_mark(self) -> None:
        """Mark the request under the cursor, or take its mark off."""
        self.list.action_mark()

    def do_next_step(self) -> None:
        """Take the sensible next step, with all marked requests when it is the same for all."""
        if not self.list.marked:
            super().do_next_step()
            return
        from screens.advice_steps import STEPS
        from screens.several import names

        chosen, store = self._chosen(), self.desk.store
        steps = [step for one in chosen if (step := store.requests.next_step(one)) is not None]
        step = steps[0] if len(steps) == len(chosen) else None
        if step is None or any(one.target is not step.target for one in steps):
            raise Refused(say("The marked requests do not have the same next step."))
        due = (store.requests.letter_due(request, self.desk.today) for request in chosen)
        letter = next(filter(None, due), None)
        if letter is not None or step.target in {*STEPS, *STEP_LETTERS}:
            name = step_label(step) if letter is None else due_label(letter)
            raise Refused(say("“{step}” is done with one request at a time.", step=name))
        said = f"{names(chosen)}: {state_label(step.target)}."
        moves = list(zip(chosen, steps, strict=True))
        if any(self.asks(*move) for move in moves):
            from screens.step_forms import step_form

            self.ask(step_form(self.desk, moves), lambda _done: self._done_with_marked(said))
            return
        with store.connection.change("request.step", names(chosen)):
            for request in chosen:
                store.requests.advance(request, step.target, on=self.desk.today)
        self._done_with_marked(said)

    def do_assign(self) -> None:
        """Say who prepares the advice."""
        from screens.several import assign_form

        self.ask(assign_form(self.desk, self._chosen()), self._done_with_marked)

    def do_snooze(self) -> None:
        """Put aside until a day."""
        from screens.several import snooze_form

        self.ask(snooze_form(self.desk, self._chosen()), self._done_with_marked)

    def do_papers(self) -> None:
        """Show the papers of the request."""
        from screens.papers import PapersDialog

        self.app.push_screen(PapersDialog(self.desk, self._required()), lambda _none: self.fresh())

    def do_take_in(self) -> None:
        """Make a request of a mail that was saved as a file."""
        from screens.read_file import read_file_form

        form = read_file_form(
            self.desk,
            _("Make a request of a mail"),
            _("mail file"),
            _("Where the mail was saved, for example ~/Downloads/request.eml."),
        )
        self.ask(form, self._take_in)

    def _take_in(self, raw: bytes) -> None:
        from intake.requests import Outcome, take_in

        taken = take_in(self.desk.store, self.desk.council.id, raw, self.desk.today)
        request = taken.request
        if request is not None and request.council_id != self.desk.council.id:
            # It stays news there, and nothing on this screen is about it.
            said = " ".join(map(str, [taken.message, *taken.doubts, *taken.problems]))
            self.say(said, "soon")
            return
        if request is not None:
            # Who reads it in sees it come; what others changed before that stays news.
            if taken.outcome is Outcome.JOINED and request.id not in self._unseen:
                self.desk.store.views.mark_seen(request.id)
            self.fresh()
            self.reveal(request.id)
        tone = "soon" if taken.problems or taken.doubts or request is None else "done"
        # What is wrong with a mail that became nothing stands in the message.
        problems = taken.problems if request is not None else ()
        said = " ".join(map(str, [taken.message, *problems]))
        self.say(said, tone)
        if request is not None and (taken.outcome is Outcome.REGISTERED or taken.doubts):
            from screens.taken_in import TakenInDialog

            self.ask(TakenInDialog(request, taken), partial(self._after_mail, taken))

    def _after_mail(self, taken: TakenIn, key: str) -> None:
        """Correct what a mail became, or record that it answers an advice that waits for that."""
        if key and taken.waiting is not None:
            from screens.advice_steps import answer

            answer(self, taken.waiting, came_on=taken.came_on)
        elif key:
            self.do_change_request()
