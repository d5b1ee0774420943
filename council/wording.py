"""The user's language: messages that are kept as data and put into words when shown.

Message ids are English. The front door installs a catalogue with `speak`; until then
texts come out in English. A `Message` holds the id and its values apart, so that an
explanation computed today can be stored and read tomorrow in another language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from council.record import record

Value = str | int | date


def _same(message: str) -> str:
    return message


_translate: Callable[[str], str] = _same
_for_now: ContextVar[Callable[[str], str] | None] = ContextVar("_for_now", default=None)


def speak(translate: Callable[[str], str] = _same) -> None:
    """Install what turns English message ids into the user's language; by default English."""
    global _translate
    _translate = translate


@contextmanager
def speaking(translate: Callable[[str], str]) -> Iterator[None]:
    """Speak another language inside a `with` block, for a letter that has one of its own."""
    before = _for_now.set(translate)
    try:
        yield
    finally:
        _for_now.reset(before)


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark a message id for the catalogue without translating it yet."""
    return message


def _(message: str, **values: object) -> str:
    """Return `message` in the user's language, its `{names}` filled from `values`.

    Dates are written as people say them (`di 8 dec 2026`). A value that ends a sentence itself,
    such as a title with a question mark, gets no full stop after it.
    """
    text = (_for_now.get() or _translate)(message)
    return _without_stops(text, values).format_map(_spoken(values)) if values else text


def _without_stops(text: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        if isinstance(value, str) and value.endswith((".", "?", "!", "…")):
            place = f"{{{name}}}"
            text = f"{text} ".replace(f"{place}. ", f"{place} ").removesuffix(" ")
    return text


def plural(one: str, many: str, count: int, **values: object) -> str:
    """Return `one` or `many`, both marked with `N_`, in the user's language.

    `count` chooses and fills `{count}`. Dutch and English both have two forms.
    """
    return _(one if count == 1 else many, count=count, **values)


def number(value: float) -> str:
    """Write a number in the user's language, with a decimal only where there is one: `2,5`."""
    whole, _point, tenths = f"{value:.1f}".partition(".")
    return whole if tenths == "0" else _("{whole}.{tenths}", whole=whole, tenths=tenths)


@record
class Message:
    """A text not yet put into words: a message id and the values that fill it."""

    id: str
    values: Mapping[str, Value]

    def __str__(self) -> str:
        return _(self.id, **self.values)


def say(message: str, **values: Value) -> Message:
    """Make a `Message`; the id is collected for the catalogue like one in `_()`."""
    return Message(id=message, values=values)


def _spoken(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _word(value) for name, value in values.items()}


def _word(value: object) -> object:
    if isinstance(value, datetime):
        return short_moment(value)
    if isinstance(value, date):
        return long_date(value)
    return value


def weekday_names() -> list[str]:
    """Return the short names of the days of the week, Monday first."""
    return _("Mon Tue Wed Thu Fri Sat Sun").split()


def month_names() -> list[str]:
    """Return the short names of the months, January first."""
    return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def day_name(day: date) -> str:
    """Return the name of the day of the week in full."""
    return _("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()[day.weekday()]


def month_name(day: date) -> str:
    """Return the name of the month in full."""
    names = _(
        "January February March April May June July August September October November December"
    )
    return names.split()[day.month - 1]


def day_and_month(day: date) -> str:
    """Write a day of which one knows the year: `8 dec`."""
    return f"{day.day} {month_names()[day.month - 1]}"


def short_date(day: date, today: date | None = None) -> str:
    """Write a day as people say it: `di 8 dec`; with the year unless that is `today`'s."""
    words = f"{weekday_names()[day.weekday()]} {day_and_month(day)}"
    return words if today is not None and today.year == day.year else f"{words} {day.year}"


def long_date(day: date) -> str:
    """Write a day with its year: `di 8 dec 2026`."""
    return short_date(day)


def short_moment(moment: datetime, today: date | None = None) -> str:
    """Write a day and a time: `di 8 dec 19:30`."""
    return f"{short_date(moment.date(), today)} {moment:%H:%M}"


def steps_to_json(steps: Iterable[Message]) -> str:
    """Write steps down so that they can be read again in another language."""
    import json

    return json.dumps(
        [
            [step.id, {name: _tagged(value) for name, value in step.values.items()}]
            for step in steps
        ],
        ensure_ascii=False,
    )


def steps_from_json(text: str) -> tuple[Message, ...]:
    """Read back what `steps_to_json` wrote; an empty text holds no steps."""
    if not text:
        return ()
    import json

    return tuple(
        Message(id=id_, values={name: _untagged(value) for name, value in values.items()})
        for id_, values in json.loads(text)
    )


def _tagged(value: Value) -> str | int | dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _untagged(value: str | int | dict[str, str]) -> Value:
    if not isinstance(value, dict):
        return value
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    return date.fromisoformat(value["date"])
