"""Recommendations in a column, each judged by one digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from council.advice import VERDICT_KEYS, VERDICT_LABELS, Judgement, Outcome
from council.errors import WrongUse
from council.record import replace
from council.wording import _, short_date
from screens.widgets.laid_out import LaidOut
from screens.widgets.line_edit import LineEdit
from screens.widgets.text import cells, fit, wrap

_VERDICT_WIDTH = 20
_INDENT = 8
REASONS, PROMISE = "reasons", "promise"


class AnswerLines(LaidOut, can_focus=True):
    """What becomes of each recommendation, the cursor on one of them.

    A digit judges and goes to the next; `m` and `t` open the lines for the reasons and for
    the day of a promise, Tab the reasons of the next one that owes them. `read_day` reads
    a day, or raises `WrongUse`.
    """

    DEFAULT_CSS = "AnswerLines { height: 1fr; }"

    class Changed(Message):
        """A judgement changed, or another line has the keys."""

    class Finished(Message):
        """Enter was pressed in the column."""

    def __init__(self, outcomes: Sequence[Outcome], read_day: Callable[[str], date]) -> None:
        super().__init__()
        self.outcomes = list(outcomes)
        self.editing = ""
        self.error = ""
        self._read_day = read_day
        self._at = 0
        self._edit = LineEdit()
        self._opened = ""
        self._warned = False
        self._typing_at = 0

    # Judging

    def skipped(self, at: int) -> bool:
        """Tell whether a recommendation was passed over while a later one was judged."""
        judged = [outcome.judgement is not None for outcome in self.outcomes]
        return not judged[at] and any(judged[at + 1 :])

    def _set(self, **values: object) -> None:
        outcome = self.outcomes[self._at]
        if outcome.judgement is not None:
            judgement = replace(outcome.judgement, **values)
            self.outcomes[self._at] = replace(outcome, judgement=judgement)

    def _judge(self, digit: str) -> None:
        outcome, verdict = self.outcomes[self._at], VERDICT_KEYS[digit]
        if outcome.judgement is None:
            judgement = Judgement(recommendation_id=outcome.recommendation.id, verdict=verdict)
            self.outcomes[self._at] = replace(outcome, judgement=judgement)
        else:
            self._set(verdict=verdict)
        self._move(1)

    def _move(self, steps: int) -> None:
        self._at = max(0, min(len(self.outcomes) - 1, self._at + steps))

    def _open(self, line: str) -> None:
        judgement = self.outcomes[self._at].judgement
        if judgement is None:
            self.error = _("Judge it first: 1, 2, 3, 4 or 0.")
            return
        day = judgement.promised_on
        self._opened = judgement.reasons if line == REASONS else short_date(day) if day else ""
        self._edit.set(self._opened)
        self.editing = line

    @property
    def typed(self) -> tuple[int, str, str] | None:
        """Return the recommendation, the line and the text of what is typed and not taken over."""
        if not self.editing or self._edit.text == self._opened:
            return None
        return self.outcomes[self._at].recommendation.number, self.editing, self._edit.text

    def resume(self, number: int, line: str, text: str) -> None:
        """Open a line again with what was typed in it."""
        numbers = [outcome.recommendation.number for outcome in self.outcomes]
        if number in numbers and self.outcomes[numbers.index(number)].judgement is not None:
            self._at = numbers.index(number)
            self._open(line)
            self._edit.set(text)

    def _close(self) -> bool:
        """Take over what was typed in a line; False when it cannot be understood."""
        if self.editing == PROMISE:
            try:
                text = self._edit.text.strip()
                self._set(promised_on=self._read_day(text) if text else None)
            except WrongUse as error:
                self.error = str(error)
                return False
        elif self.editing == REASONS:
            self._set(reasons=self._edit.text.strip())
        self.editing = ""
        return True

    def _next_reasons(self) -> None:
        """Open the reasons of the next one that owes them, else of this one."""
        order = [*range(self._at + 1, len(self.outcomes)), *range(self._at + 1)]
        judgements = ((at, self.outcomes[at].judgement) for at in order)
        owing = (at for at, one in judgements if one is not None and one.unreasoned)
        self._at = next(owing, self._at)
        self._open(REASONS)

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Judge, move, or type in a line."""
        self.error = ""
        if event.key == "enter" and not self.editing:
            event.stop()
            self.post_message(self.Finished())
            return
        if not (self._typed(event) if self.editing else self._pressed(event)):
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Changed())
        self.drawn()

    def _typed(self, event: events.Key) -> bool:
        warned, self._warned = self._warned, event.key == "escape" and self.typed is not None
        if event.key == "escape" and self._warned and not warned:
            self.error = _("Esc again throws away what you typed in this line.")
        elif event.key == "escape":
            self.editing, self._warned = "", False
        elif event.key == "enter":
            self._close()
        elif event.key == "tab":
            if self._close():
                self._next_reasons()
        elif event.key in ("up", "down"):
            if self._close():
                self._move(1 if event.key == "down" else -1)
        else:
            return self._edit.press(event)
        return True

    def _pressed(self, event: events.Key) -> bool:
        key = event.character or ""
        if not self.outcomes:
            return False
        if key in VERDICT_KEYS:
            self._judge(key)
        elif event.key in ("up", "down"):
            self._move(1 if event.key == "down" else -1)
        elif event.key in ("home", "end"):
            self._at = 0 if event.key == "home" else len(self.outcomes) - 1
        elif key == "m":
            self._open(REASONS)
        elif key == "t":
            self._open(PROMISE)
        elif event.key == "tab":
            self._next_reasons()
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Put what was pasted in the line that is open."""
        event.stop()
        if self.editing:
            self._edit.insert(event.text)
            self.post_message(self.Changed())
            self.drawn()

    def action_undo(self) -> None:
        """Take back what was typed last in the line that is open."""
        if self.editing:
            self._edit.undo()
            self.post_message(self.Changed())
            self.drawn()

    # Drawing

    def caret(self) -> Offset:
        """Return where one judges or types."""
        self.lay_out()
        x = _INDENT + self._label_width() + self._edit.view(self._room())[1] if self.editing else 0
        return Offset(x, self._typing_at - self._top)

    def _label_width(self) -> int:
        return max(map(cells, (_("reasons"), _("promised for"), _("their words")))) + 1

    def _room(self) -> int:
        return max(1, self.size.width - _INDENT - self._label_width())

    def _draw(self) -> None:
        lines: list[Strip] = []
        first = last = 0
        if not self.outcomes:
            lines = [self._line(_("This advice has no recommendations."), "dim")]
        for at, outcome in enumerate(self.outcomes):
            if at == self._at:
                first = len(lines)
            lines += self._recommendation(at, outcome)
            if at == self._at:
                last = len(lines)
        height = max(1, self.size.height)
        self._top = min(max(self._top, last - height), first, max(0, len(lines) - 1))
        self._typing_at = last - 1 if self.editing else first
        self._strips = lines

    def _recommendation(self, at: int, outcome: Outcome) -> list[Strip]:
        current, judgement = at == self._at, outcome.judgement
        stands_out = self.skipped(at) or (judgement is not None and outcome.stands_out)
        tone = "late" if stands_out else "strong" if current else "" if judgement else "dim"
        verdict = _(VERDICT_LABELS[outcome.verdict]) if judgement else ""
        if self.skipped(at):
            verdict = _("passed over")
        room = max(1, self.size.width - _INDENT - _VERDICT_WIDTH - 1)
        first, *rest = wrap(outcome.recommendation.text, room)
        if rest and not current:
            first, rest = f"{first} …", []
        head = f"{'>' if current else ' '}{'!' if stands_out else ' '}"
        head += f"{outcome.recommendation.number:>4}  {fit(first, room)} {verdict}"
        strips = [self._line(head, tone)]
        strips += [self._line(" " * _INDENT + line, tone) for line in rest]
        return [*strips, *self._below(judgement, current)]

    def _below(self, judgement: Judgement | None, current: bool) -> list[Strip]:
        """Draw the reasons and the promise, and the line in which one types last."""
        if judgement is None:
            return []
        lines = {
            PROMISE: (
                _("promised for"),
                short_date(judgement.promised_on) if judgement.promised_on else "",
            ),
            REASONS: (_("reasons"), judgement.reasons),
        }
        editing = self.editing if current else ""
        if judgement.unreasoned:
            lines[REASONS] = (_("reasons"), _("none given"))
        if judgement.promised_on:
            words = judgement.reasons or _("m writes down what was promised")
            lines[REASONS] = (_("their words"), words)
        strips = [
            self._line(f"{' ' * _INDENT}{fit(label, self._label_width())}{line}", "dim")
            for name, (label, value) in lines.items()
            if value and name != editing
            for line in ([value] if not current else wrap(value, self._room()))
        ]
        return [*strips, self._typing(lines[editing][0])] if editing else strips

    def _typing(self, label: str) -> Strip:
        style = self.tone("current")
        head = f"{' ' * _INDENT}{fit(label, self._label_width())}"
        return Strip(
            [
                Segment(head, self.tone("")),
                *self._edit.segments(self._room(), style, self.typing(style)),
            ]
        )

    def _line(self, text: str, tone: str) -> Strip:
        return Strip([Segment(fit(text, self.size.width), self.tone(tone))])
