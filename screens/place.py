"""The base of every place: a list beside what it says of the row under the cursor."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from council.wording import N_, Message, _, short_date
from screens.actions import Action, action, actions_elsewhere, actions_in
from screens.doors import DOORS, door
from screens.listing import Listing
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar
from screens.widgets.row_list import RowList
from screens.widgets.tab_line import TabLine
from screens.widgets.window import Row

if TYPE_CHECKING:
    from council.requests import AdviceRequest
    from screens.widgets.dialog import Dialog

Lines = list[tuple[str, str]]
"""A text for the detail pane: the tone of each line (`screens.widgets.toned.Toned`), and it."""

T = TypeVar("T")

_REST = 0.1
"""Seconds without a move after which the cursor rests; a key held down repeats sooner."""

_LEADING_ELSEWHERE = frozenset(["q", "ctrl+c", "ctrl+q", *(door.key for door in DOORS)])


class Place(Listing[Row]):
    """A place of the program, with the row type of its list.

    A place gives its name, its bindings, its list, the source of its rows, the text on a row, and a
    method `do_<id>` for each of its own actions; `why_not` says which of them cannot be done now
    and `label` what they are called now; `SIGNS` explains the signs in its list.

    `behind` tells that what stands around the list is still about another row.
    """

    PLACE: ClassVar[str]
    SIGNS: ClassVar[str] = N_("! late or missing  ~ stopped  ^ ends soon")
    BINDINGS: ClassVar[list[BindingType]]
    AUTO_FOCUS = "RowList"
    KEYS_AT_ONCE = True
    CSS_PATH = "place.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.title_bar = TitleBar()
        self.tabs = TabLine(id="places")
        self.detail = Detail()
        self.key_bar = KeyBar()
        self._came_from = ""
        self.behind = False
        self._moved_at = -_REST
        self._resting: Timer | None = None
        self._refused_on: Row | None = None
        self._doing = ""

    # What each place gives

    @abstractmethod
    def about(self, row: Row) -> Lines:
        """Return what the detail pane says of a row."""

    def above_list(self) -> ComposeResult:
        """Yield lines between the names of the places and the list."""
        yield from ()

    def beside_detail(self) -> ComposeResult:
        """Yield what stands beside the detail pane: the list."""
        yield self.list

    def notice(self) -> str:
        """Return what stands at the right of the title line."""
        return ""

    def why_not(self, wanted: Action) -> Message | None:
        """Return why an action cannot be done now, or None when it can."""
        return None

    def on_bar(self, wanted: Action) -> bool:
        """Tell whether the key bar has an action, dim where it cannot be done now."""
        return wanted.bar

    def label(self, wanted: Action) -> str:
        """Return what an action is called in the key bar now."""
        return _(wanted.label)

    def reveal(self, subject: int) -> None:
        """Put the cursor on the thing with this id; the place says what its ids are."""

    def registered(self, request: AdviceRequest) -> None:
        """Tell of a new request, and how to get there: the cursor stays on something else."""
        said = _("Registered: {ref} {title}.", ref=request.ref, title=request.title)
        way = _("Type :{ref} to go there.", ref=request.ref)
        self.say(f"{said} {way}", "done")

    # The screen

    def ready_for(self, key: str) -> bool:
        """Let a key wait for the first rows, unless it leads elsewhere or is typed."""
        waiting = self.row is None and self.aside.reading and self._filter is None
        return super().ready_for(key) and (key in _LEADING_ELSEWHERE or not waiting)

    def compose(self) -> ComposeResult:
        """Lay out the lines, the list and the detail pane."""
        # Textual does this at the first resize, and then styles everything once more.
        self.add_class(_width_class(self.app.size.width, self.raad.HORIZONTAL_BREAKPOINTS))
        yield self.title_bar
        yield self.tabs
        yield from self.above_list()
        with Horizontal():
            yield from self.beside_detail()
            yield self.detail
        yield self.news
        yield self.key_bar

    def show_around(self) -> None:
        """Show the title line, the places and the keys as they are now."""
        self.show_title()
        self.show_keys()

    def show_title(self) -> None:
        """Show the title line and the places as they are now."""
        day = short_date(self.desk.today)
        self.title_bar.show(self.desk.council.name, day, self.notice())
        names = [f"{door.key} {_(door.label)}" for door in DOORS]
        self.tabs.show(names, [door.id for door in DOORS].index(self.PLACE))

    def show_keys(self) -> None:
        """Show what can be done now, and always the help, which shows all of it."""
        hints = {
            one.id: Hint(one.key_label, self.label(one), self.why_not(one) is None, one.id)
            for one in actions_in(self.PLACE)
            if self.on_bar(one)
        }
        # What it is called differs from row to row.
        first = hints.pop("next_step", None)
        last = Hint("?", self.label(action("help")), action="help")
        self.key_bar.show(list(hints.values()), first=first, last=last)

    def show_about(self, *, keep: bool = False) -> None:
        """Show the text on the row under the cursor, if the pane is in sight."""
        row = self.row
        if row is None and self.reading:
            self._close_detail()
        if self.has_class("-wide") or self.reading:
            self.detail.show(self.about(row) if row is not None else [], keep=keep)

    def say(self, text: str = "", tone: str = "") -> None:
        """Say something in the line above the keys, until the next action; no text clears it."""
        self._refused_on = None
        super().say(text, tone)

    def do_filter(self) -> None:
        """Type words that a line must hold."""
        self._close_detail()
        super().do_filter()

    def ask(self, dialog: Dialog[T], then: Callable[[T], None]) -> None:
        """Open a dialog, and do something with its answer, if there is one.

        One that is to be opened again is, by the action that led to it, if its row is still there.
        """
        doing, key = self._doing, self.list.key

        def answered(result: T | None) -> None:
            if result is not None:
                self.attempt(lambda: then(result))
            elif dialog.again and doing:
                self.fresh()
                self.settle()
                if self.list.key == key:
                    self.action_act(doing)
                else:
                    self.say(_("This is no longer in the list; what you typed is kept."), "soon")

        self.app.push_screen(dialog, answered)

    def on_key_bar_clicked(self, event: KeyBar.Clicked) -> None:
        """Do what the key does that was clicked."""
        self.action_act(event.action)

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Go to the place that was clicked."""
        if event.tab_line is self.tabs:
            self.action_act(f"go_{DOORS[event.index].id}")

    def action_act(self, action_id: str) -> None:
        """Do an action, or say why it cannot be done now."""
        wanted = action(action_id)
        self.say()
        self.settle()
        reason = self.why_not(wanted)
        if reason is not None:
            self.say(str(reason), "late")
            self._refused_on = self.row
            return
        self._doing = action_id
        self.attempt(lambda: self.perform(action_id))

    def perform(self, action_id: str) -> None:
        """Do an action that can be done: this place's own, or one of every place."""
        own = getattr(self, f"do_{action_id}", None)
        if own is not None:
            own()
            return
        from screens.everywhere import DO

        DO[action_id](self)

    # The list and the detail pane

    @property
    def reading(self) -> bool:
        """Whether the detail pane has the keys, and in a narrow window the room as well."""
        return self.has_class("-reading")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Follow the cursor at once; over rows of the list that are only passed, when it rests."""
        event.stop()
        if self._refused_on is not None and self._refused_on != self.row:
            # Why a thing could not be done with that row says nothing of this one.
            self.say()
        before, self._moved_at = self._moved_at, monotonic()
        if self.reading or self._moved_at - before > _REST:
            self._follow()
            return
        if self._resting is not None:
            self._resting.stop()
        self.behind = True
        self._resting = self.set_timer(_REST, self._follow)

    def _follow(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self.behind = False
        self.show_about()
        self.show_keys()

    def on_key(self, event: events.Key) -> None:
        """Answer a letter that means nothing here."""
        keys = {one.key for one in actions_in(self.PLACE)}
        if event.is_printable and keys.isdisjoint((event.key, event.character or "")):
            name = _("Space") if event.key == "space" else event.character or ""
            self.say(self._why_nothing(event.key, name), "dim")

    def _why_nothing(self, key: str, name: str) -> str:
        """Say where a key that does nothing here works, when it means one thing in all places."""
        meant = [one for one in actions_elsewhere(self.PLACE) if one.key in (key, name)]
        if len(meant) != 1:
            return _("{key} does nothing here; ? shows what does.", key=name)
        return _(
            "{key} ({does}) works in: {places}. ? shows what works here.",
            key=name,
            does=_(meant[0].label),
            places=", ".join(_(door(place).label) for place in meant[0].places),
        )

    def on_row_list_chosen(self) -> None:
        """Enter: read about the row, or go where it leads."""
        self.say()
        self.settle()
        self._doing = ""
        self.attempt(self.open)

    def on_resize(self) -> None:
        """Fill the pane if it came in sight."""
        self.call_after_refresh(self.show_about, keep=True)

    def open(self) -> None:
        """Read about the row under the cursor."""
        self._set_reading(True)
        self._follow()
        self.set_focus(self.detail)

    def do_back(self) -> None:
        """Go back one step: out of the filter or the text, to where one came from."""
        if self._filter is not None:
            self._filter_by("")
            self._end_filter()
        elif self._came_from:
            origin, self._came_from = self._came_from, ""
            self._close_detail()
            self.raad.go(origin)
        elif self.reading:
            self._close_detail()
        elif self.list.marked:
            self.list.marked.clear()
            self.list.redraw()
        elif self.filter_text:
            self._filter_by("")

    def _close_detail(self) -> None:
        self._set_reading(False)
        self.set_focus(self.list)
        self.list.redraw()

    def _set_reading(self, reading: bool) -> None:
        self.set_class(reading, "-reading", update=False)
        # Of all that is on the screen only these look at it.
        self.raad.stylesheet.update_nodes(self.query("Horizontal > *"), animate=True)
        # Told at once, or the list would lose the focus in a frame of its own.
        self.refresh(repaint=False, layout=True)

    def arrive(self, subject: int, origin: str) -> None:
        """Show the thing one came for; Esc leads back to `origin`."""
        self._came_from = origin
        self.reveal(subject)
        self.open()


def _width_class(width: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Return the class that a window of this width has."""
    return max(one for one in breakpoints if one[0] <= width)[1]


AnyPlace = Place[Any]
