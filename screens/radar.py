"""The radar: what the municipality announced, by date, and what never came to the council."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from council.announcements import STANDING_LABELS, Announcement, Standing
from council.errors import Refused
from council.wording import N_, Message, _, say, short_date
from db.radar import missed
from screens import radar_forms, radar_links
from screens.about_radar import TONES, Ground, about_announcement, ground
from screens.actions import Action, bindings
from screens.ask import Reading
from screens.place import Lines, Place
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import TabLine
from screens.widgets.window import Source

_QUEUES = (
    None,
    Standing.EXPECTED,
    Standing.UNASKED,
    Standing.OVERDUE,
    Standing.NOT_SUBMITTED,
)
_TABS = {
    Standing.EXPECTED: N_("expected"),
    Standing.UNASKED: N_("too late to ask"),
    Standing.OVERDUE: N_("date passed"),
    Standing.NOT_SUBMITTED: N_("not submitted"),
}
"""What the queues are called, so short that all of them are seen in 80 columns."""

_MARKS = {
    Standing.NOT_SUBMITTED: "!",
    Standing.UNASKED: "!",
    Standing.OVERDUE: "^",
    Standing.MATCHED: "=",
}


class RadarPlace(Place[Announcement]):
    """Announcements by the date on which they are expected."""

    PLACE = "radar"
    SIGNS = N_("! not submitted, or not asked in time  ^ expected before today  = submitted")
    BINDINGS: ClassVar[list[BindingType]] = bindings("radar")

    def __init__(self) -> None:
        super().__init__()
        self._queue: Standing | None = None
        self._queues = TabLine(id="queues")
        self._counts: dict[Standing, int] = {}
        self._unasked: set[int] = set()
        self._found: tuple[object, Ground | None] = (None, None)

    def make_list(self) -> RowList[Announcement]:
        """Return the list of announcements."""
        return RowList(
            [
                Column(title="", draw=self._mark, width=1),
                Column(title=_("expected"), draw=self._day, width=15),
                Column(title=_("subject"), draw=lambda one: one.title),
                Column(
                    title=_("standing"),
                    draw=self._stand,
                    width=25,
                    least=76,
                ),
            ],
            key=lambda one: one.id,
            tone=self._tone,
        )

    def above_list(self) -> ComposeResult:
        """Yield the line of queues."""
        yield self._queues

    def source(self, filter_text: str) -> Source[Announcement]:
        """Return the announcements of the queue in view."""
        store, council, today = self.desk.store, self.desk.council.id, self.desk.today
        self._unasked = {one.id for one in missed(store, council, today)[1]}
        return store.announcements.window(council, today, self._queue, filter_text, self._unasked)

    def when_read(self) -> None:
        """Count the queues."""
        announcements, council = self.desk.store.announcements, self.desk.council.id
        self._counts = announcements.counts(council, self.desk.today, self._unasked)
        self.list.redraw()
        names = [
            f"{_(_TABS[one])} {self._counts[one]}"
            if one
            else _("all {count}", count=sum(self._counts.values()))
            for one in _QUEUES
        ]
        self._queues.show(names, _QUEUES.index(self._queue))
        self.list.set_empty(self._empty())

    def _empty(self) -> str:
        if self.filter_text:
            return _("Nothing here holds “{text}”. Esc shows all.", text=self.filter_text)
        if not any(self._counts.values()):
            return _("Nothing was announced yet: press n to add a piece, i to read in a list.")
        return _("This queue is empty: Tab shows the next one.")

    def notice(self) -> str:
        """Return how many pieces were decided without the council."""
        return not_submitted(self._counts.get(Standing.NOT_SUBMITTED, 0))

    def about(self, row: Announcement) -> Lines:
        """Return all that is known of an announcement; what takes a while is added to it."""
        asked = (row.id, self.desk.stamp())
        if self._found[0] != asked:
            self._found = (asked, None)
            self.aside.read("ground", lambda store: ground(store, row), partial(self._add, asked))
        return about_announcement(self.desk, row, self._standing(row), self._found[1])

    def _add(self, asked: object, found: Ground) -> None:
        self._found = (asked, found)
        self.show_about(keep=True)

    def reveal(self, subject: int) -> None:
        """Put the cursor on an announcement."""
        if self._queue or self.filter_text:
            self._queue, self.filter_text = None, ""
            self.show_rows()
        self.list.reload(self.desk.store.announcements.get(subject))

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now."""
        if wanted.id not in ("change_announcement", "link", "decided", "go_linked"):
            return None
        if self.row is None:
            return say("There is no announcement under the cursor.")
        if wanted.id == "go_linked" and self.row.request_id is None:
            return say("No request came of this yet: k links one.")
        return None

    def label(self, wanted: Action) -> str:
        """Return what an action is called now: a link is there to be undone."""
        if wanted.id == "link" and self.row and self.row.request_id is not None:
            return _("unlink")
        return super().label(wanted)

    # How a line looks

    def _standing(self, one: Announcement) -> Standing:
        return one.standing(self.desk.today, self._unasked)

    def _mark(self, one: Announcement) -> str:
        return _MARKS.get(self._standing(one), " ")

    def _stand(self, one: Announcement) -> str:
        return _(STANDING_LABELS[self._standing(one)])

    def _tone(self, one: Announcement) -> str:
        return TONES.get(self._standing(one), "")

    def _day(self, one: Announcement) -> str:
        day = one.expected_on or one.decided_on
        return short_date(day, self.desk.today) if day else ""

    # What can be done

    def do_next_queue(self) -> None:
        """Show the next queue."""
        self._turn(1)

    def do_previous_queue(self) -> None:
        """Show the previous queue."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._queue = _QUEUES[(_QUEUES.index(self._queue) + step) % len(_QUEUES)]
        self.show_rows()

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Show the queue that was clicked."""
        if event.tab_line is self._queues:
            self._queue = _QUEUES[event.index]
            self.show_rows()

    def _required(self) -> Announcement:
        if self.row is None:
            raise Refused(say("There is no announcement under the cursor."))
        return self.row

    def _added(self, one: Announcement) -> None:
        self.fresh()
        self.reveal(one.id)
        self.say(_("{title}: saved.", title=one.title), "done")

    def do_new_announcement(self) -> None:
        """Add what the municipality announced."""
        self.ask(radar_forms.new_announcement(self.desk), self._added)

    def do_change_announcement(self) -> None:
        """Change what is known of the announcement."""
        form = radar_forms.change_announcement(self.desk, self._required())
        self.ask(form, lambda one: self.say(_("{title}: saved.", title=one.title), "done"))

    def do_decided(self) -> None:
        """Record the day of the decision."""
        form = radar_forms.decided_form(self.desk, self._required())
        self.ask(form, partial(self.say, tone="done"))

    def do_link(self) -> None:
        """Link the announcement with a request, or undo that."""
        one, store = self._required(), self.desk.store.announcements
        if one.request_id is None:
            picker = radar_links.request_picker(self.desk, one)
            self.ask(picker, lambda chosen: self._linked(one, chosen[1]))
        else:
            review = radar_links.unlink_review(self.desk, one)
            self.ask(review, lambda _yes: self._unlinked(store.unmatch(one)))

    def _linked(self, one: Announcement, chosen: radar_links.Candidate | None) -> None:
        if chosen is not None:
            request = self.desk.store.requests.by_id(chosen.request_id)
            self.desk.store.announcements.match(one, request)
            self.say(_("{title}: linked with {ref}.", title=one.title, ref=request.ref), "done")

    def _unlinked(self, one: Announcement) -> None:
        self.say(_("{title}: not linked any more.", title=one.title), "done")

    def do_go_linked(self) -> None:
        """Go to the request that came of it."""
        self.raad.go("inbox", self._required().request_id, origin=self.PLACE)

    def do_read_announcements(self) -> None:
        """Read in the municipality's list, after a look at what it brings."""

        def review(raw: bytes) -> None:
            look = radar_forms.list_review(self.desk, raw)
            if isinstance(look, Reading):
                self.app.push_screen(look)
            else:
                take_over = partial(radar_forms.take_list_over, self.desk, raw)
                self.ask(look, lambda _yes: self.say(take_over(), "done"))

        self.ask(radar_forms.list_form(self.desk), review)


def not_submitted(count: int) -> str:
    """Say how many pieces were decided without the council; nothing for none."""
    return _("{count} not submitted", count=count) if count else ""
