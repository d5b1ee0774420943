"""The kinds of fields of a form: how what is typed is read, and how that is echoed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from string import ascii_lowercase, digits
from typing import Any

from council.errors import WrongUse
from council.record import record
from council.text import clean_line, folded
from council.wording import _, long_date, say


@record
class Field:
    """A line of text. `main` fields are the ones that Enter leads through.

    `hint` is one line of help, shown while one is in the field. `known` are names that were used
    before; the beginning of a word of one is completed by the right arrow. `proposed` makes of the
    texts of all fields what stands here as long as nobody chose otherwise. A `usual` value, such as
    today, is recorded nowhere: that it is another one by now was nobody's doing. A day that comes
    `after` another one, or after that of another field, is counted from it.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    main: bool = True
    required: bool = False
    known: Sequence[str] = ()
    proposed: Callable[[Mapping[str, str]], str] | None = None
    usual: bool = False
    after: str | date = ""

    def read(self, text: str, today: date) -> Any:
        """Return what was typed as a value, or raise `WrongUse` about this field."""
        text = clean_line(text)
        if self.required and not text:
            raise WrongUse(say("Fill this in."), field=self.name)
        try:
            return self._value(text, today) if text else self._nothing()
        except WrongUse as error:
            error.field = self.name
            raise

    def _value(self, text: str, today: date) -> Any:
        return text

    def _nothing(self) -> Any:
        return ""

    def echo(self, text: str, today: date) -> str:
        """Return how a text was understood, to stand beside it; empty if that says nothing."""
        return ""

    def shown(self, text: str) -> str:
        """Return a text as the form shows it while one is elsewhere."""
        return text

    def lasting(self, text: str, today: date) -> str:
        """Return a text that means later what this one means today."""
        return text


@record
class DateField(Field):
    """A day as people say it; None when left empty. `past` looks back for the year.

    Where something `happened`, a day that still lies ahead is refused; what is `coming` lies after
    today. Of a time that is given `until` a day, a length ends on a working day.
    """

    past: bool = False
    happened: bool = False
    coming: bool = False
    until: bool = False

    def _value(self, text: str, today: date) -> date:
        from council.dates import parse_coming, parse_happened

        if self.happened:
            return parse_happened(text, today)
        if self.coming:
            return parse_coming(text, today)
        return self._meant(text, today)

    def _meant(self, text: str, today: date) -> date:
        """Return the day that was meant, also one that is refused."""
        from council.dates import parse_date, parse_until

        if self.until:
            return parse_until(text, today)
        return parse_date(text, today, past=self.past or self.happened)

    def _nothing(self) -> None:
        return None

    def echo(self, text: str, today: date) -> str:
        """Return the day that was understood, and why it is refused if it will be."""
        try:
            day = self._meant(text, today)
        except WrongUse:
            return ""
        if self.happened and day > today:
            return _("{day} still lies ahead", day=day)
        if self.coming and day <= today:
            return _("{day} is not after today", day=day)
        understood = long_date(day)
        return "" if understood == text else understood

    def lasting(self, text: str, today: date) -> str:
        """Return the day in full where what was typed will be another one in a day or a week."""
        if self.after or not text:
            return text
        try:
            day, *later = (self._meant(text, today + timedelta(days)) for days in (0, 1, 7))
        except WrongUse:
            return text
        return text if all(one == day for one in later) else long_date(day)


@record
class ReadField(Field):
    """A text read by a function, such as `parse_span`, and echoed by another."""

    reader: Callable[[str, date], Any]
    told: Callable[[Any], str] = str

    def _value(self, text: str, today: date) -> Any:
        return self.reader(text, today)

    def _nothing(self) -> None:
        return None

    def echo(self, text: str, today: date) -> str:
        """Return what was understood, where that says more than the text."""
        try:
            value = self.read(text, today)
        except WrongUse:
            return ""
        understood = self.told(value) if value is not None else ""
        return "" if understood == text else understood


@record
class Choice:
    """One of the values of a choice field, chosen by its letter."""

    value: str
    label: str
    key: str


def choices(labels: Iterable[tuple[str, str]]) -> list[Choice]:
    """Give each label a letter that is free: the first of one of its words, or another."""
    taken: set[str] = set()
    made = []
    for value, label in labels:
        words = folded(label)
        letters = [*(word[0] for word in words.split()), *words, *ascii_lowercase, *digits]
        key = next(one for one in letters if one.isalnum() and one not in taken)
        taken.add(key)
        made.append(Choice(value=value, label=label, key=key))
    return made


@record
class ChoiceField(Field):
    """One of a few values, or with `many` any of them in the order they were chosen.

    Its text is the values, separated by blanks; what `read` returns is a value, or with
    `many` a tuple.
    """

    options: Sequence[Choice]
    many: bool = False

    def _value(self, text: str, today: date) -> Any:
        values = tuple(value for value in text.split() if value in self._labels())
        return values if self.many else "".join(values[:1])

    def _nothing(self) -> Any:
        return () if self.many else ""

    def _labels(self) -> dict[str, str]:
        return {option.value: option.label for option in self.options}

    def shown(self, text: str) -> str:
        """Return the names of what is chosen."""
        labels = self._labels()
        return ", ".join(labels[value] for value in text.split() if value in labels)

    def press(self, text: str, key: str) -> str | None:
        """Return the text after a letter or an arrow; None when the key means nothing here."""
        for option in self.options:
            if option.key == key:
                return self._toggled(text, option.value) if self.many else option.value
        if key in ("left", "right") and not self.many:
            values = [option.value for option in self.options]
            at = values.index(text) if text in values else -1
            step = 1 if key == "right" else -1
            return values[max(0, min(len(values) - 1, at + step))]
        return None

    def _toggled(self, text: str, value: str) -> str:
        chosen = text.split()
        if value in chosen:
            chosen.remove(value)
        else:
            chosen.append(value)
        return " ".join(chosen)

    def offer(self, text: str) -> list[str]:
        """Return each choice with its letter, the chosen ones between brackets."""
        chosen = text.split()
        return [
            f"{one.key} [{one.label}]" if one.value in chosen else f"{one.key} {one.label}"
            for one in self.options
        ]


class Answers:
    """What a form holds, read: each value under the name of its field."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a text or the value of a choice."""
        return str(self._values[name])

    def many(self, name: str) -> tuple[str, ...]:
        """Return the values of a choice field with `many`."""
        return tuple(self._values[name])

    def day(self, name: str) -> date | None:
        """Return a day, or None when it was left empty."""
        day: date | None = self._values.get(name)
        return day

    def required_day(self, name: str) -> date:
        """Return a day that the form requires."""
        day: date = self._values[name]
        return day

    def any(self, name: str) -> Any:
        """Return what a `ReadField` made of its text; None if there is no such field."""
        return self._values.get(name)
