"""A month of days, in which meetings, holidays and recess stand out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from council.calendar import WorkCalendar
from council.meetings import Meeting, MeetingStatus
from council.terms import add_months
from council.wording import _, month_names, weekday_names
from screens.widgets.text import cells, fit
from screens.widgets.toned import Toned

_CELL = 9
_WEEKS = 6
_TOP = 2


class Month(Toned, can_focus=True):
    """Six weeks, Monday first, with week numbers (ISO 8601) and a cursor on one day.

    In a day stands the time of its meeting, and `x` before it when that is cancelled; `*`
    marks a holiday, `~` recess. Nothing depends on colour alone.
    """

    DEFAULT_CSS = "Month { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "move(-7)", show=False),
        Binding("down", "move(7)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to another day."""

    class Chosen(Message):
        """Enter was pressed on the day."""

    def __init__(self) -> None:
        super().__init__()
        self.day = date(2000, 1, 1)
        self._today = self.day
        self._meetings: dict[date, list[Meeting]] = {}
        self._calendar = WorkCalendar(())

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = day
        self.refresh()

    def span(self) -> tuple[date, date]:
        """Return the first and the last day that are seen."""
        first = self.day.replace(day=1)
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=41)

    def show(self, meetings: Sequence[Meeting], calendar: WorkCalendar, today: date) -> None:
        """Show these meetings; they are those of `span`."""
        self._meetings = {}
        for meeting in meetings:
            self._meetings.setdefault(meeting.starts_at.date(), []).append(meeting)
        self._calendar, self._today = calendar, today
        self.refresh()

    def action_move(self, days: int) -> None:
        """Move the cursor by days."""
        self.go_to(self.day + timedelta(days=days))
        self.post_message(self.Moved())

    def action_turn(self, months: int) -> None:
        """Move the cursor by months."""
        self.go_to(add_months(self.day, months))
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        """Choose the day."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the day that was clicked."""
        column, week = (event.x - 4) // _CELL, (event.y - _TOP) // self._lines_a_week
        if 0 <= column < 7 and 0 <= week < _WEEKS:
            self.go_to(self.span()[0] + timedelta(days=week * 7 + column))
            self.post_message(self.Moved())

    @property
    def _lines_a_week(self) -> int:
        """A line for the day and two for meetings, or one where the window has no room for more."""
        return 3 if self.size.height >= _TOP + 3 * _WEEKS else 2

    def caret(self) -> Offset:
        """Return where the day stands that the cursor is on."""
        week, column = divmod((self.day - self.span()[0]).days, 7)
        return Offset(4 + _CELL * column, _TOP + week * self._lines_a_week)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if y == 0:
            title = f" {month_names()[self.day.month - 1]} {self.day.year}"
            legend = _("* holiday  ~ recess  < today")
            room = max(0, width - cells(legend) - 1)
            return self._strip(
                [Segment(fit(title, room), self.tone("heading")), Segment(legend, self.tone("dim"))]
            )
        if y == 1:
            names = "".join(fit(name, _CELL) for name in weekday_names())
            heads = fit(_("wk"), 4) + names
            return self._strip([Segment(fit(heads, width), self.tone("dim"))])
        week, line = divmod(y - _TOP, self._lines_a_week)
        if week >= _WEEKS:
            return self._strip([])
        monday = self.span()[0] + timedelta(days=7 * week)
        number = f"{monday.isocalendar().week:>2}  " if line == 0 else "    "
        segments = [Segment(number, self.tone("dim"))]
        segments += [self._cell(monday + timedelta(days=column), line) for column in range(7)]
        return self._strip(segments)

    def _strip(self, segments: list[Segment]) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, self.tone(""))

    def _cell(self, day: date, line: int) -> Segment:
        meetings = self._meetings.get(day, [])
        last = self._lines_a_week - 2
        text = self._day_text(day) if line == 0 else _meeting_text(meetings, line - 1, last)
        style = self.tone(self._day_tone(day, meetings))
        if day == self.day and line == 0:
            style = self.tone("cursor")
        return Segment(fit(text, _CELL - 1) + " ", style)

    def _day_text(self, day: date) -> str:
        off = "*" if self._calendar.name_of(day) else "~" if self._calendar.in_recess(day) else ""
        today = "<" if day == self._today else ""
        cursor = ">" if day == self.day else ""
        return f"{cursor}{day.day}{off}{today}"

    def _day_tone(self, day: date, meetings: Sequence[Meeting]) -> str:
        if meetings:
            return "strong"
        return "dim" if day.month != self.day.month or day.weekday() > 4 else ""


def _meeting_text(meetings: Sequence[Meeting], line: int, last: int) -> str:
    """Return what stands in a day about its meetings: a time each, on lines up to the `last`."""
    if line < len(meetings):
        meeting = meetings[line]
        mark = "x " if meeting.status is MeetingStatus.CANCELLED else ""
        more = "+" if line == last and len(meetings) > line + 1 else ""
        return f"{mark}{meeting.starts_at:%H:%M}{more}"
    return ""
