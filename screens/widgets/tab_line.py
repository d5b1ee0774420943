"""One line of names of which one is chosen, and one line of news."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.css.scalar import Scalar
from textual.message import Message
from textual.strip import Strip

from screens.widgets.text import cells, fit, printable, wrap
from screens.widgets.toned import Toned


class TabLine(Toned):
    """Names in a line; the chosen one stands between brackets and is bold.

    A line too long for the screen begins so far that the chosen name is seen, and ends in `…`.
    """

    DEFAULT_CSS = "TabLine { height: 1; }"

    class Clicked(Message):
        """A name was clicked."""

        def __init__(self, tab_line: TabLine, index: int) -> None:
            super().__init__()
            self.tab_line = tab_line
            self.index = index

        @property
        def control(self) -> TabLine:
            """The line, for handlers that name it."""
            return self.tab_line

    def __init__(
        self,
        names: Sequence[str] = (),
        chosen: int = 0,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._names, self._chosen = tuple(names), chosen

    def show(self, names: Sequence[str], chosen: int) -> None:
        """Show other names, or another one as chosen; the same is not drawn again."""
        if (tuple(names), chosen) != (self._names, self._chosen):
            self._names, self._chosen = tuple(names), chosen
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell which name was clicked."""
        at = event.x + self._skipped()
        for index, text in enumerate(self._texts()):
            if at < cells(text):
                self.post_message(self.Clicked(self, index))
                return
            at -= cells(text)

    def _texts(self) -> list[str]:
        names = (printable(name) for name in self._names)
        return [f"[{name}]" if at == self._chosen else f" {name} " for at, name in enumerate(names)]

    def _skipped(self) -> int:
        """Return how many cells at the left are out of sight."""
        ends = [0]
        for text in self._texts():
            ends.append(ends[-1] + cells(text))
        if ends[-1] <= self.size.width or not self._names:
            return 0
        # Show a name beyond the chosen one as well, so that it is seen that there is more.
        seen = ends[min(self._chosen + 2, len(ends) - 1)]
        least = max(0, min(seen - self.size.width, ends[self._chosen] - 1))
        # Half a name says nothing, as a number without its name: the `…` stands for all of it.
        begins = next(end for end in ends if end >= least)
        return least if begins == least else begins - 1

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        chosen, plain = self.tone("heading"), self.tone("")
        segments = [
            Segment(text, chosen if at == self._chosen else plain)
            for at, text in enumerate(self._texts())
        ]
        line, skipped, width = Strip(segments), self._skipped(), self.size.width
        before, after = skipped > 0, skipped + width < line.cell_length
        more = Strip([Segment("…", plain)], 1)
        shown = line.crop(skipped + before, skipped + width - after)
        parts = [more] * before + [shown] + [more] * after
        return Strip.join(parts).adjust_cell_length(width, plain)


_MOST_LINES = 4


class NewsLine(Toned):
    """A line that says what was done, or why something cannot be done; it grows with the text."""

    DEFAULT_CSS = "NewsLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.text, self._tone = "", ""
        self._lines = [""]

    def say(self, text: str = "", tone: str = "") -> None:
        """Say this, or nothing, in the tone late, soon, done, dim or none."""
        if (text, tone) != (self.text, self._tone):
            self.text, self._tone = text, tone
            self._wrap()
            self.refresh()

    def on_resize(self) -> None:
        """Break the text anew."""
        self._wrap()
        # It was drawn already, in the new width as it was broken for the old one.
        self.refresh()

    def _wrap(self) -> None:
        """Break the text in lines, and take as many; what is more than the most is cut."""
        width = self.size.width
        lines = wrap(f" {printable(self.text)}", width) if width else [self.text]
        last = " ".join(lines[_MOST_LINES - 1 :])
        self._lines = lines[: _MOST_LINES - 1] + ([last] if last else [])
        if self.styles.height != (height := Scalar.from_number(len(self._lines))):
            self.styles.height = height

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        text = fit(self._lines[y], self.size.width) if y < len(self._lines) else ""
        return Strip([Segment(text, self.tone(self._tone))]).adjust_cell_length(
            self.size.width, self.tone(self._tone)
        )
