"""What is typed in a form: the text of each field, the one that one is in, what is wrong where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from textual import events

from council.errors import WrongUse
from council.text import folded
from council.wording import Message, _, say
from screens.drafts import Typed
from screens.form_fields import Answers, Field
from screens.widgets.line_edit import LineEdit
from screens.widgets.text import cells, fit

_LONGEST_STRAY = 20


class FormTexts:
    """The fields of a form, the main ones first, with what is typed in them.

    `at` is the place of the field one is in, `errors` what is wrong by the name of a field.
    """

    def __init__(self, fields: Sequence[Field], today: date) -> None:
        self.today = today
        self.fields = sorted(fields, key=lambda field: not field.main)
        self.mains = sum(field.main for field in fields)
        self.edits = [LineEdit(field.value) for field in self.fields]
        self.errors: dict[str, str] = {}
        self.at = 0
        self._proposed = [field.value for field in self.fields]
        self._strays: dict[str, str] = {}
        self._overtaken: dict[str, str] = {}
        self.enter(0)

    @property
    def field(self) -> Field:
        """The field one is in."""
        return self.fields[self.at]

    @property
    def edit(self) -> LineEdit:
        """What is typed in the field one is in."""
        return self.edits[self.at]

    # What was typed

    @property
    def typed(self) -> bool:
        """Whether any text differs from what the form proposed."""
        return any(
            edit.text != proposed for edit, proposed in zip(self.edits, self._proposed, strict=True)
        )

    @property
    def began(self) -> dict[str, str]:
        """What every text was before somebody typed in it, by the name of its field."""
        names = [field.name for field in self.fields]
        return dict(zip(names, self._proposed, strict=True)) | self._overtaken

    @property
    def overtaken(self) -> bool:
        """Whether what was typed in the field one is in stands over what another made of it."""
        return self.field.name in self._overtaken

    def by_name(self) -> dict[str, str]:
        """Return every text by the name of its field."""
        return {field.name: edit.text for field, edit in zip(self.fields, self.edits, strict=True)}

    def lasting(self) -> dict[str, str]:
        """Return every text by the name of its field, as it will still mean the same later."""
        return {
            field.name: field.lasting(edit.text, self.today)
            for field, edit in zip(self.fields, self.edits, strict=True)
        }

    def fill(self, kept: Mapping[str, Typed]) -> bool:
        """Put back what was typed; tell whether that stands over what another made of a field."""
        for place, (field, edit) in enumerate(zip(self.fields, self.edits, strict=True)):
            if (typed := kept.get(field.name)) is None:
                continue
            edit.complete(typed.text)
            if field.proposed:
                self._proposed[place] = typed.before
            elif not field.usual and field.value not in (typed.text, typed.before):
                self._overtaken[field.name] = typed.before
                self.errors[field.name] = str(self._told(field))
        self._propose()
        at = next((at for at, one in enumerate(self.fields) if one.name in self._overtaken), None)
        self.enter(self.at if at is None else at)
        return at is not None

    def answers(self, *, typing: bool = False) -> Answers:
        """Return what was typed as values, or raise the first error there is in it.

        While one is `typing`, a line of text may still be empty.
        """
        values = {}
        for field, edit in zip(self.fields, self.edits, strict=True):
            if not typing and (undecided := self._undecided(field)):
                raise WrongUse(undecided, field=field.name)
            empty = typing and type(field) is Field and not edit.text
            values[field.name] = "" if empty else field.read(edit.text, self.counted_from(field))
        return Answers(values)

    def counted_from(self, field: Field) -> date:
        """Return the day from which one in a field is counted: today, or a later one before it."""
        if isinstance(field.after, date):
            return max(self.today, field.after)
        for other, edit in zip(self.fields, self.edits, strict=True):
            if other.name == field.after and edit.text:
                try:
                    begun = other.read(edit.text, self.today)
                except WrongUse:
                    break
                return max(self.today, begun.date() if isinstance(begun, datetime) else begun)
        return self.today

    @property
    def completion(self) -> str:
        """A name known here that what one types begins a word of; empty if there is none."""
        typed, text = folded(self.edit.text), self.edit.text
        if not typed or self.edit.selected or self.edit.cursor < len(text):
            return ""
        beginning = f" {typed}"
        found = [one for one in self.field.known if beginning in f" {folded(one)}"]
        return (
            ""
            if text in found
            else min(found, key=lambda one: not folded(one).startswith(typed), default="")
        )

    def press(self, event: events.Key) -> bool:
        """Do what a key does in the line one is in; False when it means nothing there."""
        if event.key == "right" and (completion := self.completion):
            self.edit.complete(completion)
            return True
        return self.edit.press(event)

    def undo(self) -> None:
        """Take back what was typed last in this field."""
        self.edit.undo()
        self.right()

    # What is wrong

    def blame(self, name: str, reason: str) -> bool:
        """Go to a field that something is wrong with; False if there is no such field."""
        names = [field.name for field in self.fields]
        if name not in names:
            return False
        self.errors[name] = reason
        self.edit.selected = False
        self.enter(names.index(name))
        return True

    def stray(self, typed: str) -> None:
        """Remember what was typed at a choice and chooses nothing, behind what was before it."""
        typed = self._strays.get(self.field.name, "") + typed
        self._strays[self.field.name] = fit(typed, min(cells(typed), _LONGEST_STRAY))
        self.errors[self.field.name] = str(self._strange(self.field))

    def right(self) -> None:
        """Forget what was wrong with the field one is in: it has changed, or stays as it is."""
        self.errors.pop(self.field.name, None)
        self._strays.pop(self.field.name, None)
        self._overtaken.pop(self.field.name, None)

    def _undecided(self, field: Field) -> Message | None:
        """Say what one has to decide about a field before the form can be finished, if anything."""
        if field.name in self._strays:
            return self._strange(field)
        return self._told(field) if field.name in self._overtaken else None

    def _told(self, field: Field) -> Message:
        """Say what another made of a field after somebody typed in it."""
        now = field.shown(field.value) or _("(empty)")
        return say("Changed meanwhile; now it is: {now}.", now=now)

    def _strange(self, field: Field) -> Message:
        """Say that what was typed at a choice is none of its letters, and how to go on."""
        typed = self._strays[field.name]
        return say("“{key}” is none of these; Backspace takes it back.", key=typed)

    # Moving

    @property
    def finishes(self) -> bool:
        """Whether Enter finishes the form here; else it decides or leads to the next main field."""
        return self.at >= self.mains - 1 and not self.overtaken

    @property
    def passes_fields(self) -> bool:
        """Whether Enter finishes the form here although one has been in none of the others."""
        return self.finishes and self.at == self.mains - 1 < len(self.fields) - 1

    @property
    def field_after(self) -> int | None:
        """The place of the field that Tab leads to; None when there is but one field."""
        return (self.at + 1) % len(self.fields) if len(self.fields) > 1 else None

    def enter(self, at: int) -> None:
        """Make a field the current one, the same whatever led to it."""
        self.at = at
        self.edit.enter(self.field.value)

    def go(self, at: int) -> None:
        """Leave the field one is in, saying what is wrong with it, for another."""
        field = self.field
        self.errors.pop(field.name, None)
        if self.edit.text:
            try:
                field.read(self.edit.text, self.counted_from(field))
            except WrongUse as error:
                self.errors[field.name] = str(error)
        if undecided := self._undecided(field):
            self.errors[field.name] = str(undecided)
        self.edit.selected = False
        self._propose()
        self.enter(at % len(self.fields))

    def _propose(self) -> None:
        """Fill in what follows from other fields, where nobody chose anything else."""
        texts = self.by_name()
        for place, (field, edit) in enumerate(zip(self.fields, self.edits, strict=True)):
            if field.proposed and edit.text == self._proposed[place]:
                self._proposed[place] = field.proposed(texts)
                edit.set(self._proposed[place])
