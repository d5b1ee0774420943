"""Small questions: a choice by letter, and a last look before something is done."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from council.record import record
from council.wording import _
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Detail, Hint, KeyBar, TitleBar
from screens.widgets.tab_line import NewsLine


def is_yes(key: str) -> bool:
    """Tell whether a key means yes: `y`, and that of the user's language."""
    return key in ("y", _("y"))


def is_no(key: str) -> bool:
    """Tell whether a key means no: `n`, and that of the user's language."""
    return key in ("n", _("n"))


@record
class Option:
    """One answer to a question: its letter, its name, what it means.

    One without a letter is chosen with the arrows. `why_not` says why it cannot be chosen now;
    empty when it can.
    """

    value: str
    key: str
    label: str
    help: str = ""
    why_not: str = ""


class Menu(Dialog[str]):
    """A choice by letter, or by arrow and Enter; the answer is the option's value.

    No option is pointed at until an arrow is pressed: Enter out of habit chooses nothing. Where
    one is in force, `current` is its value and it is pointed at. `lines` stand above the options:
    what the choice is about.
    """

    AUTO_FOCUS = "Detail"

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        lines: Sequence[tuple[str, str]] = (),
        *,
        current: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self._options = list(options)
        self._lines = list(lines)
        values = [option.value for option in self._options]
        self._at = values.index(current) if current in values else -1
        self._news, self._detail = NewsLine(), Detail(self._shown())

    def compose(self) -> ComposeResult:
        """Lay out the question and its options."""
        yield TitleBar(self._title)
        yield self._detail
        yield self._news
        digits = all(option.key.isdigit() for option in self._options)
        keys = _("its number, or ↑↓ Enter") if digits else _("its letter, or ↑↓ Enter")
        yield KeyBar([Hint(keys, _("choose")), Hint(_("Esc"), _("back"))])

    def _shown(self) -> list[tuple[str, str]]:
        width = max((len(option.label) for option in self._options), default=0)
        shown = [
            (
                "dim" if option.why_not else "strong" if at == self._at else "",
                f"{'>' if at == self._at else ' '} {option.key:1}  {option.label:{width}}  "
                f"{option.why_not or option.help}".rstrip(),
            )
            for at, option in enumerate(self._options)
        ]
        return [*self._lines, ("", ""), *shown]

    def _point(self, steps: int) -> None:
        self._at = max(0, min(len(self._options) - 1, self._at + steps))
        self._news.say()
        self._detail.show(self._shown(), keep=True)
        self._detail.keep_in_sight(len(self._lines) + 1 + self._at)

    def on_key(self, event: events.Key) -> None:
        """Choose by letter, or point with an arrow and choose with Enter."""
        option = next((one for one in self._options if one.key == event.character), None)
        if event.key in ("up", "down"):
            self._point(1 if event.key == "down" else -1)
        elif event.key == "enter" and self._at < 0:
            self._news.say(_("Press the letter of a choice, or point at it with an arrow."), "late")
        elif event.key == "enter":
            self._choose(self._options[self._at])
        elif option is not None:
            self._choose(option)
        elif event.is_printable:
            self._news.say(_("“{key}” is none of these.", key=event.character), "late")
        else:
            return
        event.stop()
        event.prevent_default()

    def _choose(self, option: Option) -> None:
        if option.why_not:
            self._news.say(option.why_not, "late")
        else:
            self.dismiss(option.value)


class Review(Dialog[bool]):
    """What is about to be done, to be confirmed with y or Enter."""

    AUTO_FOCUS = "Detail"

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], confirm: str) -> None:
        super().__init__()
        self._title, self._lines, self._confirm = title, list(lines), confirm

    def compose(self) -> ComposeResult:
        """Lay out the title, the lines and the keys."""
        yield TitleBar(self._title)
        yield Detail(self._lines)
        yield KeyBar([Hint(_("y"), self._confirm), Hint(_("Esc"), _("back"))])

    def on_key(self, event: events.Key) -> None:
        """Confirm."""
        if event.key == "enter" or is_yes(event.character or ""):
            event.stop()
            self.dismiss(True)


class Reading(Dialog[None]):
    """A text to read."""

    AUTO_FOCUS = "Detail"

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._lines = title, list(lines)

    def compose(self) -> ComposeResult:
        """Lay out the title and the text."""
        yield TitleBar(self._title)
        yield Detail(self._lines)
        yield KeyBar([Hint(_("Esc"), _("back"))])

    def on_key(self, event: events.Key) -> None:
        """Close with q as well: Esc takes a tenth of a second longer."""
        if event.character == "q":
            event.stop()
            self.dismiss(None)
