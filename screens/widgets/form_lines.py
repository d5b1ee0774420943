"""The fields of a form as lines of one widget, of which one is being typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from council.text import clean_line
from council.wording import _
from screens.drafts import Typed
from screens.form_fields import ChoiceField, Field
from screens.form_texts import FormTexts
from screens.widgets.laid_out import LaidOut
from screens.widgets.line_edit import LONGEST, LineEdit
from screens.widgets.text import cells, fit, wrap

_WIDEST_LABEL = 26
_NARROW_VALUE = 20


class FormLines(LaidOut, can_focus=True):
    """Labels and values under each other; under the current one its help, choices or error.

    The main fields come first, the others under a line that says what Enter does with them;
    `confirm` is what Enter is called where it finishes the form. While `frozen` it leaves all
    keys to others.
    """

    DEFAULT_CSS = "FormLines { height: 1fr; margin: 1 0 0 0; }"

    class Changed(Message):
        """A text changed."""

    class Left(Message):
        """Another field is the current one."""

    class Scrolled(Message):
        """There are lines below what is seen now, or there are no more."""

    class Finished(Message):
        """Enter was pressed in the last of the main fields, or in one of the others."""

    def __init__(self, fields: Sequence[Field], today: date, confirm: str) -> None:
        super().__init__()
        self.frozen = False
        self.texts = FormTexts(fields, today)
        """What is typed in the fields."""
        self.confirm = confirm
        widest = max(cells(field.label) for field in fields)
        self._label_width = min(widest, _WIDEST_LABEL) + 1
        self._carried = False
        self.refused = False
        """Whether nothing was done yet since it was said what is wrong with the current field."""
        self._below: list[tuple[str, str]] = []
        self._starts: list[int] = []
        # What is seen when nothing is scrolled keeps the current field in sight.
        self._rest = self._scrolled = 0
        self.more = False
        """Whether there are lines below what is seen."""

    def fill(self, kept: Mapping[str, Typed]) -> bool:
        """Put back what was typed; tell whether that stands over what another made of a field."""
        over = self.texts.fill(kept)
        self.drawn()
        return over

    def blame(self, name: str, reason: str) -> bool:
        """Go to a field and say what is wrong with it; False if there is no such field."""
        found = self.texts.blame(name, reason)
        if found:
            self.refused = True
            self.drawn()
        return found

    def show_below(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines under the fields: what would follow."""
        if list(lines) != self._below:
            self._below = list(lines)
            self.drawn()

    # Keys

    def _go(self, at: int) -> None:
        self.texts.go(at)
        self.refused = False
        self._scrolled = 0
        self.post_message(self.Left())
        self.drawn()

    def on_key(self, event: events.Key) -> None:
        """Type, choose, or go to another field."""
        if self.frozen or event.key == "escape":
            return
        # A letter of a choice has gone to the next field already: who presses Tab means that one.
        carried, self._carried = self._carried, False
        refused, self.refused = self.refused, False
        match event.key:
            case "tab" if carried:
                pass
            case "tab" | "down":
                self._go(self.texts.at + 1)
            case "shift+tab" | "up":
                self._go(self.texts.at - 1)
            case "enter" if refused and not (self.texts.finishes or self.texts.overtaken):
                # Pressed twice it would go on, and take away what nobody has read yet.
                self.refused = True
            case "enter":
                self._enter()
            case "pagedown" | "pageup":
                self._scroll(1 if event.key == "pagedown" else -1)
            case _ if not self._type(event):
                return
        event.stop()
        event.prevent_default()

    def _enter(self) -> None:
        """Decide for what was typed, go to the next main field, or finish."""
        decided = self.texts.overtaken
        if decided:
            self.texts.right()
        if not self.texts.finishes:
            self._go(self.texts.at + 1)
        elif decided:
            self.post_message(self.Left())
            self.drawn()
        else:
            self.post_message(self.Finished())

    def _scroll(self, pages: int) -> None:
        """Show more of what stands below the fields, or less."""
        self.lay_out()
        hidden = len(self._strips) - self.size.height - self._top
        step = pages * max(1, self.size.height - 1)
        self._scrolled = max(0, self._scrolled + min(step, max(0, hidden)))
        self.drawn()

    def _type(self, event: events.Key) -> bool:
        field, edit = self.texts.field, self.texts.edit
        before = edit.text
        if isinstance(field, ChoiceField):
            chosen = field.press(edit.text, event.character or event.key)
            if chosen is None:
                chosen = field.press(edit.text, event.key)
            if chosen is None:
                return self._stray(event)
            self.texts.right()
            edit.set(chosen)
            if not field.many and event.is_printable:
                self._go(self.texts.at + 1)
                self._carried = True
        elif self.texts.press(event):
            self.texts.right()
        else:
            return False
        self._scrolled = 0
        self.drawn()
        if edit.text != before:
            self.post_message(self.Changed())
        return True

    def action_undo(self) -> None:
        """Take back what was typed last in this field."""
        if not self.frozen:
            self.texts.undo()
            self.drawn()
            self.post_message(self.Changed())

    def _stray(self, event: events.Key) -> bool:
        """Remember a key that chooses nothing, or take back what was; False for another key."""
        if event.is_printable and event.character:
            self.texts.stray(event.character)
        elif event.key in ("backspace", "delete"):
            self.texts.right()
        else:
            return False
        self.drawn()
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Put in what was pasted, on one line; nothing is pasted in a choice."""
        event.stop()
        if self.frozen:
            return
        if isinstance(self.texts.field, ChoiceField):
            self.texts.stray(clean_line(event.text[:LONGEST]))
            self.drawn()
            return
        self.refused = False
        self.texts.edit.insert(event.text)
        self.drawn()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked."""
        starts = [start for start in self._starts if start <= event.y - 1 + self._top]
        if starts and not self.frozen:
            self._go(len(starts) - 1)

    # Drawing

    def caret(self) -> Offset:
        """Return where one types or chooses."""
        self.lay_out()
        x = self._label_width + 2
        if not isinstance(self.texts.field, ChoiceField):
            x += self.texts.edit.view(self._room)[1]
        return Offset(x, self._starts[self.texts.at] - self._top)

    @property
    def _room(self) -> int:
        return max(1, self.size.width - self._label_width - 2)

    def _draw(self) -> None:
        self._strips, self._starts = [], []
        for at, field in enumerate(self.texts.fields):
            if 0 < at == self.texts.mains:
                self._strips.append(self._others())
            self._starts.append(len(self._strips))
            self._strips += self._field(at, field)
        for tone, text in self._below:
            self._strips += [self._text(line, tone) for line in wrap(text, self.size.width)]
        height = max(1, self.size.height)
        first = self._starts[self.texts.at]
        beyond = [*self._starts, len(self._strips)][self.texts.at + 1]
        self._rest = max(0, min(self._rest, len(self._strips) - height))
        self._rest = min(max(self._rest, beyond - height), first)
        self._top = self._rest + self._scrolled
        more = self._top + self.size.height < len(self._strips)
        if more != self.more:
            self.more = more
            self.post_message(self.Scrolled())

    def _others(self) -> Strip:
        """Draw the line above the fields that can be left as they are."""
        said = _("If you wish, with Tab:")
        if self.texts.passes_fields:
            said = _("Enter here: {confirm}. If you wish, Tab first:", confirm=self.confirm)
        elif self.texts.finishes:
            said = _("If you wish; Enter: {confirm}.", confirm=self.confirm)
        return self._text(f"  {said}", "soon" if self.texts.passes_fields else "dim")

    def _field(self, at: int, field: Field) -> list[Strip]:
        current = at == self.texts.at
        edit, indent = self.texts.edits[at], " " * (self._label_width + 2)
        mark = ">" if current else " "
        label = Segment(
            f"{mark} {fit(field.label, self._label_width)}",
            self.tone("strong" if current else ""),
        )
        strips = [Strip([label, *self._value(field, edit, current)])]
        if current and isinstance(field, ChoiceField):
            offer = _packed(field.offer(edit.text), self._room)
            strips += [self._text(indent + line) for line in offer]
        if error := self.texts.errors.get(field.name):
            strips += [self._text(f"{indent}! {line}", "late") for line in self._wrapped(error)]
        elif current and field.hint:
            strips += [self._text(indent + line, "dim") for line in self._wrapped(field.hint)]
        return strips

    def _value(self, field: Field, edit: LineEdit, current: bool) -> list[Segment]:
        plain = self.tone("")
        echo, tone = field.echo(edit.text, self.texts.counted_from(field)), "done"
        if current and (completion := self.texts.completion):
            echo, tone = f"→ {completion}", "dim"
        if not current or isinstance(field, ChoiceField):
            shown = field.shown(edit.text)
            style = self.tone("current") if current else plain
            value = [Segment(fit(shown, min(self._room, cells(shown) + 1)), style)]
            if current and isinstance(field, ChoiceField):
                value.append(Segment(f"  {_how_chosen(field)}", self.tone("dim")))
        else:
            width = self._room
            if echo:
                # Beside what was typed rather than at the far end of the line.
                least = max(_NARROW_VALUE, cells(edit.text) + 1)
                width = max(1, min(least, width - cells(echo) - 2))
            style = self.tone("current")
            value = edit.segments(width, style, self.typing(style))
        return [*value, Segment(f"  {echo}", self.tone(tone))] if echo else value

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, max(1, self._room - 2))

    def _text(self, line: str, tone: str = "") -> Strip:
        return Strip([Segment(line, self.tone(tone))])

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        strip, width = super().render_line(y), self.size.width
        below = y == self.size.height - 1 and self._top + y < len(self._strips) - 1
        if not (below or (y == 0 and self._top > 0)):
            return strip
        return Strip([*strip.crop(0, width - 1), Segment("↓" if y else "↑", self.tone("dim"))])


def _how_chosen(field: ChoiceField) -> str:
    """Return what a letter does: where only one can be chosen it leads on as well."""
    return _("letters choose one or more") if field.many else _("a letter chooses and goes on")


def _packed(pieces: Sequence[str], width: int) -> list[str]:
    """Put pieces in as few lines of `width` cells as they take, none of them broken."""
    lines: list[str] = []
    for piece in pieces:
        if lines and cells(lines[-1]) + 2 + cells(piece) <= width:
            lines[-1] += f"  {piece}"
        else:
            lines.append(piece)
    return lines
