"""Values as people type them on a command line: days, lengths, and words for codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

import click
from click.shell_completion import CompletionItem

from council.councils import DOMAINS
from council.errors import WrongUse, ends_before_start
from council.terms import Span
from council.text import clean_line, folded
from council.wording import _, say
from raadtui.cli.context import Context
from raadtui.language import translator


class _Spoken(click.ParamType[object]):
    """A value that one of floor 1's readers understands."""

    def __init__(self, name: str, read: Callable[[str, date], object]) -> None:
        self.name = name
        self._read = read

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """Read what was typed, and name the option when it cannot be understood."""
        if not isinstance(value, str):
            return value
        context = ctx.find_object(Context) if ctx else None
        today = context.today if context else date.today()
        try:
            return self._read(value, today)
        except WrongUse as error:
            raise _about(param, str(error)) from error


def _about(param: click.Parameter | None, reason: str) -> WrongUse:
    if param is None or not param.opts or param.param_type_name == "argument":
        return WrongUse(say("{reason}", reason=reason))
    return WrongUse(say("{option}: {reason}", option=param.opts[-1], reason=reason))


def _day(text: str, today: date) -> date:
    from council.dates import parse_date

    return parse_date(text, today)


def _past_day(text: str, today: date) -> date:
    from council.dates import parse_date

    return parse_date(text, today, past=True)


def _first_day(text: str, today: date, *, past: bool = False) -> date:
    from council.dates import parse_first

    return parse_first(text, today, past=past)


def _last_day(text: str, today: date, *, past: bool = False) -> date:
    from council.dates import parse_last

    return parse_last(text, today, past=past)


def _happened(text: str, today: date) -> date:
    from council.dates import parse_happened

    return parse_happened(text, today)


def _coming(text: str, today: date) -> date:
    from council.dates import parse_coming

    return parse_coming(text, today)


class Ending:
    """A day on which something ends, as it was typed: without a year it counts from the beginning.

    `read` makes it a day, counted from another one.
    """

    def __init__(self, read: Callable[[str, date], date], text: str, today: date) -> None:
        self._read, self._text, self._today = read, text, today

    def after(self, begun: date | None) -> date:
        """Return the day for what begins on the day `begun`, None where that is open."""
        return self._read(self._text, max(self._today, begun or self._today))


class _PastEnding(Ending):
    """One that has been, unless what ends then had not begun."""

    def after(self, begun: date | None) -> date:
        """Return the last such day, or the first one from the beginning on."""
        day = _last_day(self._text, self._today, past=True)
        return self._read(self._text, begun) if begun and day < begun else day


def counted(end: Ending | None, begun: date | None) -> date | None:
    """Return the day on which something ends that begins on the day `begun`, if one was typed."""
    return end.after(begun) if end else None


def _ending(
    text: str, today: date, *, read: Callable[[str, date], date] = _day, kind: type[Ending] = Ending
) -> Ending:
    typed = kind(read, text, today)
    typed.after(None)  # What is no day is refused here, under the name of its option.
    return typed


def _ending_or_none(text: str, today: date) -> Ending | str:
    return _ending(text, today) if text.strip() else ""


def _day_or_none(text: str, today: date) -> date | str:
    return _day(text, today) if text.strip() else ""


def _day_or_name(text: str, today: date) -> date | str:
    try:
        return _day(text, today)
    except WrongUse:
        return clean_line(text)


def _until(text: str, today: date) -> date:
    from council.dates import parse_until

    return parse_until(text, today)


def _until_or_none(text: str, today: date) -> date | str:
    return _until(text, today) if text.strip() else ""


def _moment(text: str, today: date) -> datetime:
    from council.dates import parse_moment

    return parse_moment(text, today)


def _span(text: str, today: date) -> Span:
    from council.dates import parse_span

    return parse_span(text)


def _duration(text: str, today: date) -> int:
    from council.dates import parse_duration

    return parse_duration(text)


def require_range(first: date | None, last: date | None) -> None:
    """Refuse a stretch of days whose end lies before its start."""
    if first and last and last < first:
        raise WrongUse(ends_before_start(first, last))


DAY = _Spoken("DATE", _day)
"""A day to come: `2027-01-12`, `di 12 jan`, `2w`, `eind maart`."""

PAST_DAY = _Spoken("DATE", _past_day)
"""A day that has been: without a year it is the last one."""

FIRST_DAY = _Spoken("DATE", _first_day)
LAST_DAY = _Spoken("DATE", _last_day)
END_OF_PERIOD = _Spoken("DATE", partial(_ending, read=_last_day))
PAST_FIRST_DAY = _Spoken("DATE", partial(_first_day, past=True))
PAST_END_OF_PERIOD = _Spoken("DATE", partial(_ending, read=_last_day, kind=_PastEnding))
"""The days between which a period lies, also by its years: `2026`, `2025-2026`."""

END = _Spoken("DATE", _ending)
END_OR_NONE = _Spoken("DATE", _ending_or_none)
"""The day on which something ends that begins on another one; an empty text takes it away."""

HAPPENED = _Spoken("DATE", _happened)
"""The day on which something happened: never one that still lies ahead."""

COMING_DAY = _Spoken("DATE", _coming)
"""A day after today."""

DAY_OR_NONE = _Spoken("DATE", _day_or_none)
"""A day to come, or an empty text that takes it away."""

DAY_OR_NAME = _Spoken("DATE", _day_or_name)
"""A day to come; what is no day is a name."""

UNTIL = _Spoken("DATE", _until)
"""The end of a time that is given: a length ends on a working day."""

UNTIL_OR_NONE = _Spoken("DATE", _until_or_none)
"""The same, or an empty text that takes it away."""

MOMENT = _Spoken("MOMENT", _moment)
SPAN = _Spoken("LENGTH", _span)
DURATION = _Spoken("LENGTH", _duration)


class Named(click.Choice[str]):
    """One of some codes, which may be typed by what they are called as well.

    `names` gives for each code message ids of what it is called; the first is its label.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        super().__init__(list(names))
        self._labels = {code: next(iter(called), code) for code, called in names.items()}
        self._codes = {
            _plain(word): code
            for code, called in names.items()
            for each in (code, *called)
            for word in (each, translator("nl")(each))
        }

    @property
    def offered(self) -> str:
        """What can be chosen, in the user's language, each with its code."""
        return ", ".join(_both(_(label), each) for each, label in self._labels.items())

    def known(self, word: str) -> str | None:
        """Return the code that a word stands for; None for another word."""
        return self._codes.get(_plain(word))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the code that was meant, or say which ones there are."""
        code = self.known(str(value))
        if code is None:
            choices = self.offered
            reason = str(say("“{value}” is not one of: {choices}.", value=value, choices=choices))
            raise _about(param, reason)
        return code


def _plain(word: str) -> str:
    return re.sub("[-_ ]+", " ", folded(clean_line(word)))


def _both(label: str, code: str) -> str:
    """Return what something is called, with its code where that is another word."""
    return code if _plain(label) == _plain(code) else f"{label} ({code})"


class Words(Named):
    """One of the codes of an enumeration, or its label in either language.

    Where labels are long, `names` gives words to type; those are what help and completion show.
    """

    def __init__(
        self,
        kind: type[StrEnum],
        labels: Mapping[Any, str] | None = None,
        names: Mapping[Any, str] | None = None,
    ) -> None:
        known = [each for each in (names, labels) if each]
        super().__init__({str(code): [each[code] for each in known] for code in kind})
        self._kind, self._names = kind, names or {}

    def _to_type(self) -> list[str]:
        return ["-".join(_(name).split()) for name in self._names.values()]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Return what can be typed, the words rather than the codes."""
        return f"[{'|'.join(self._to_type())}]" if self._names else super().get_metavar(param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the words; a code where it was begun and no word fits."""
        begun = folded(incomplete)
        found = [CompletionItem(word) for word in self._to_type() if folded(word).startswith(begun)]
        return found or super().shell_complete(ctx, param, incomplete)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the member of the enumeration, or say which ones there are."""
        return self._kind(super().convert(value, param, ctx))


class DomainName(Named):
    """A policy domain by its code, its name or its act; what is left empty stays empty."""

    def __init__(self) -> None:
        super().__init__({one.code: [one.name, *filter(None, [one.act])] for one in DOMAINS})

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the code of the domain, or say which ones there are."""
        return value if value == "" else super().convert(value, param, ctx)


DOMAIN = DomainName()
