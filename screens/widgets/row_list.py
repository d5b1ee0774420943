"""The list that every screen shows: any number of rows, drawn from the few that are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Generic, Literal

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from council.record import record
from screens.widgets.text import fit, printable
from screens.widgets.toned import Toned
from screens.widgets.window import Heading, MemorySource, Row, Source, Window

_WHEEL_LINES = 3

_Look = tuple[str, str]
"""The text of a line and its tone."""

# By whether there is more above, and more below.
_ARROWS = {(False, False): " ", (True, False): "↑", (False, True): "↓", (True, True): "↕"}


@record
class Column(Generic[Row]):
    """A column: its title, what it shows of a row, and its width in cells.

    Columns without a width share what the others leave. A list narrower than `least` cells
    leaves the column out.
    """

    title: str
    draw: Callable[[Row], str]
    width: int | None = None
    align: Literal["left", "right"] = "left"
    least: int = 0


def _no_tone(_row: object) -> str:
    return ""


class RowList(Toned, Generic[Row], can_focus=True):
    """Rows in columns under a line of titles, with a cursor and, if asked, marks.

    `key` tells rows apart. `tone` names how a row looks (see `screens.widgets.toned.Toned`,
    or an empty string). `empty` is shown when there are no rows; with `markable`, Space
    marks. `marked` holds the keys of marked rows and belongs to the screen as well: change
    it and call `redraw`.

    Beside a row stands `>` for the cursor and `*` for a mark, beside the titles an arrow when
    there are rows above or below those that are seen.
    """

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        & > .tone--titles { color: $text-muted; background: $panel; text-style: bold; }
        & > .tone--cursor-away { background: $panel; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "home", show=False),
        Binding("end", "end", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "mark", show=False),
    ]

    class Moved(Message):
        """The cursor came to `row`; None when the list has no rows."""

        def __init__(self, row_list: RowList[Any], row: Any) -> None:
            super().__init__()
            self.row_list = row_list
            self.row = row

        @property
        def control(self) -> RowList[Any]:
            """The list, for handlers that name it."""
            return self.row_list

    class Chosen(Moved):
        """Enter was pressed on `row`, or it was clicked twice."""

    class Marked(Moved):
        """The mark of `row` was put on or taken off."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], int],
        tone: Callable[[Row], str] = _no_tone,
        empty: str = "",
        markable: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.marked: set[int] = set()
        self._columns = list(columns)
        self._fits: tuple[int, list[tuple[Column[Row], int]]] = (0, [])
        self._key = key
        self._tone = tone
        self._empty = empty
        self._markable = markable
        self._window: Window[Row] | None = None
        self._memory: MemorySource[Row] = MemorySource([], key)
        self._sorted_by: tuple[int, bool] | None = None
        self._looks: list[_Look] = []
        self._looked_at = Size()
        self._announced: object = self

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._window.row if self._window else None

    @property
    def key(self) -> int | None:
        """The key of the row under the cursor."""
        return None if self.row is None else self._key(self.row)

    def text(self, row: Row) -> str:
        """Return what all columns show of a row, in sight or not."""
        return " ".join(column.draw(row) for column in self._columns)

    def show(self, source: Source[Row], *, keep: bool = False) -> None:
        """Show the rows of `source` from the first, or with `keep` from where the cursor is."""
        if self._window is None:
            self._window = Window(source, self._key, self._height)
            keep = False
        self._window.source = source
        if keep:
            self._window.reload()
        else:
            self._window.home()
        self._changed()

    def show_all(self, rows: Sequence[Row | Heading], *, keep: bool = False) -> None:
        """Show rows that are all in memory; one that has gone leaves its place to the next."""
        self._memory.replace(rows)
        self.show(self._memory, keep=keep)

    def reload(self, row: Row | None = None) -> None:
        """Read the rows again, keeping the cursor, or putting it on `row` as it is now."""
        if self._window is not None:
            self._window.reload(row)
            self._changed()

    def redraw(self) -> None:
        """Draw again the lines that look otherwise: by their rows, marks, tones or texts."""
        before = self._looks
        self._look_anew()
        if len(before) == len(self._looks):
            self._draw(y for y, look in enumerate(self._looks) if look != before[y])
        else:
            self.refresh()

    def set_empty(self, text: str) -> None:
        """Say `text` when there are no rows."""
        if text != self._empty:
            self._empty = text
            if self.row is None:
                self.redraw()

    def mark_order(self, column: int, *, down: bool = False) -> None:
        """Mark the column, by its number, that gives the order; `down` is from high to low."""
        self._sorted_by = column, down
        self.redraw()

    # The cursor

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Space to others where nothing is marked."""
        return super().check_action(action, parameters) if action != "mark" else self._markable

    def action_move(self, steps: int) -> None:
        """Move the cursor that many rows down, up when negative."""
        window = self._window
        if window is None:
            return
        top_row, cursor = window.line(0), self._cursor_line()
        window.move(steps)
        if window.line(0) is top_row:
            self._redraw_row(cursor)
            self._redraw_row(self._cursor_line())
            self._announce()
        else:
            self._changed()

    def action_page(self, direction: int) -> None:
        """Move the cursor a screen down (1) or up (-1)."""
        if self._window is not None:
            self._window.page(direction)
            self._changed()

    def action_home(self) -> None:
        """Go to the first row."""
        if self._window is not None:
            self._window.home()
            self._changed()

    def action_end(self) -> None:
        """Go to the last row."""
        if self._window is not None:
            self._window.end()
            self._changed()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row is not None:
            self._tell(self.Chosen(self, self.row))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark off, and go to the next."""
        row = self.row
        if row is None:
            return
        self.marked ^= {self._key(row)}
        self._tell(self.Marked(self, row))
        self._redraw_row(self._cursor_line())
        self.action_move(1)

    # What Textual reports

    def on_resize(self) -> None:
        """Fill the new height with rows."""
        if self._window is not None:
            self._window.resize(self._height)
            self._changed()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the cursor as active or as away."""
        self._redraw_row(self._cursor_line())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where was clicked; a second click chooses."""
        if self._window is not None and self._window.select(event.y - 1):
            self._changed()
            if event.chain == 2:
                self.action_choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down by the wheel."""
        event.stop()
        self.action_move(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up by the wheel."""
        event.stop()
        self.action_move(-_WHEEL_LINES)

    # Drawing

    @property
    def _height(self) -> int:
        return self.size.height - 1

    def _cursor_line(self) -> int:
        """Return the line below the titles that the cursor is on."""
        window = self._window
        return 0 if window is None or window.cursor is None else window.cursor - window.top

    def caret(self) -> Offset:
        """Return where the line begins that the cursor is on."""
        return Offset(0, self._cursor_line() + 1)

    def _redraw_row(self, y: int) -> None:
        """Draw again the row that is so many lines below the titles, and the titles, if need be."""
        if self._looked_at != self.size:
            self.refresh()
            return
        for line in (0, y + 1):
            if line < len(self._looks) and self._looks[line] != self._look(line):
                self._looks[line] = self._look(line)
                self._draw([line])

    def _look_anew(self) -> None:
        """Find how every line looks in the size that the list has now."""
        self._looks = [self._look(y) for y in range(self.size.height)]
        self._looked_at = self.size

    def _draw(self, lines: Iterable[int]) -> None:
        if regions := [Region(0, y, self.size.width, 1) for y in lines]:
            self.refresh(*regions)

    def _changed(self) -> None:
        self.redraw()
        self._announce()

    def _announce(self) -> None:
        """Tell the screen on which row the cursor is."""
        if self.row != self._announced:
            self._announced = self.row
            self._tell(self.Moved(self, self.row))

    def _tell(self, message: Message) -> None:
        """Tell the screen: what lies between would only pass it on, a turn each."""
        # One that is not on a screen yet tells it when it is.
        (self.screen if self.is_attached else self).post_message(message)

    def render_line(self, y: int) -> Strip:
        """Draw one line, of a list that has come in sight or got another size since."""
        if self._looked_at != self.size:
            self._look_anew()
        text, tone = self._looks[y]
        width = self.size.width
        return Strip([Segment(fit(text, width), self.tone(tone))], width)

    def _look(self, y: int) -> _Look:
        """Return the text and the tone of a line."""
        if y == 0:
            return self._titles(), "titles"
        window = self._window
        if window is None:
            return "", ""
        if not window.rows:
            return (f" {self._empty}" if y == 1 else ""), "dim"
        item = window.line(y - 1)
        if item is None:
            return "", ""
        if isinstance(item, Heading):
            return printable(item.text), "heading"
        tone = self._tone(item)
        at_cursor = window.cursor == window.top + y - 1
        if at_cursor:
            # That it has the focus it is told itself after the frame in which it gets it.
            tone = "cursor" if self.screen.focused is self else "cursor-away"
        return self._line(item, at_cursor), tone

    def _line(self, row: Row, at_cursor: bool) -> str:
        mark = ">" if at_cursor else " "
        if self._markable:
            mark += "*" if self._key(row) in self.marked else " "
        cells = (
            fit(column.draw(row), width, right=column.align == "right")
            for column, width in self._fitting()
        )
        return " ".join([mark, *cells])

    def _titles(self) -> str:
        """Return the line of titles, with an arrow before it if there is more than is seen."""
        titles = []
        sorted_by = self._columns[self._sorted_by[0]] if self._sorted_by else None
        for column, width in self._fitting():
            title = column.title
            if self._sorted_by and column is sorted_by:
                mark = "▼" if self._sorted_by[1] else "▲"
                title = f"{fit(title, width - 2).rstrip()} {mark}"
            titles.append(fit(title, width, right=column.align == "right"))
        window = self._window
        more = (window.more_above, window.more_below) if window else (False, False)
        return " ".join([_ARROWS[more] + " " * self._markable, *titles])

    def _fitting(self) -> list[tuple[Column[Row], int]]:
        """Return the columns there is room for, with their widths: fixed, or a share."""
        room = self.size.width
        if self._fits[0] != room:
            self._fits = (room, self._fitted(room))
        return self._fits[1]

    def _fitted(self, room: int) -> list[tuple[Column[Row], int]]:
        columns = [column for column in self._columns if column.least <= room]
        left = room - (2 if self._markable else 1) - len(columns)
        left -= sum(column.width or 0 for column in columns)
        flexible = sum(column.width is None for column in columns)
        fitting = []
        for column in columns:
            width = column.width
            if width is None:
                width = max(0, left) // flexible
                left, flexible = left - width, flexible - 1
            fitting.append((column, width))
        return fitting
