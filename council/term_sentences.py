"""The sentences in which a term explains itself.

A sentence is kept as its message id with the values, so that it can be read in every language;
hence one for each holiday by law, whose name as a value would keep its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from council.calendar import DayOff
from council.terms import PURPOSE_LABELS, Purpose, TermRule, Unit
from council.wording import N_, Message, Value, _, say

TERM = {
    Unit.DAY: (N_("{count} day from {first}: {due}."), N_("{count} days from {first}: {due}.")),
    Unit.WORKDAY: (
        N_("{count} working day from {first}: {due}."),
        N_("{count} working days from {first}: {due}."),
    ),
    Unit.WEEK: (N_("{count} week from {first}: {due}."), N_("{count} weeks from {first}: {due}.")),
    Unit.MONTH: (
        N_("{count} month from {first}: {due}."),
        N_("{count} months from {first}: {due}."),
    ),
}
EXTENDED = {
    Unit.DAY: (
        N_("Extended by {count} day on {on}: {due}."),
        N_("Extended by {count} days on {on}: {due}."),
    ),
    Unit.WORKDAY: (
        N_("Extended by {count} working day on {on}: {due}."),
        N_("Extended by {count} working days on {on}: {due}."),
    ),
    Unit.WEEK: (
        N_("Extended by {count} week on {on}: {due}."),
        N_("Extended by {count} weeks on {on}: {due}."),
    ),
    Unit.MONTH: (
        N_("Extended by {count} month on {on}: {due}."),
        N_("Extended by {count} months on {on}: {due}."),
    ),
}
SHORTENED = {
    Unit.DAY: (
        N_("Shortened by {count} day on {on}: {due}."),
        N_("Shortened by {count} days on {on}: {due}."),
    ),
    Unit.WORKDAY: (
        N_("Shortened by {count} working day on {on}: {due}."),
        N_("Shortened by {count} working days on {on}: {due}."),
    ),
    Unit.WEEK: (
        N_("Shortened by {count} week on {on}: {due}."),
        N_("Shortened by {count} weeks on {on}: {due}."),
    ),
    Unit.MONTH: (
        N_("Shortened by {count} month on {on}: {due}."),
        N_("Shortened by {count} months on {on}: {due}."),
    ),
}
RESUMED = (
    N_("Resumed on {end}; 1 calendar day from {start} is added: {due}."),
    N_("Resumed on {end}; {count} calendar days from {start} are added: {due}."),
)
IN_RECESS_WORKDAYS = (
    N_("The recess “{name}”, {start} to {end}, suspends the term for 1 working day."),
    N_("The recess “{name}”, {start} to {end}, suspends the term for {count} working days."),
)
IN_RECESS = (
    N_("The recess “{name}”, {start} to {end}, suspends the term for 1 day."),
    N_("The recess “{name}”, {start} to {end}, suspends the term for {count} days."),
)
KNOWN = (
    N_("Of the stopped days 1 lies before the agreement and is not added."),
    N_("Of the stopped days {count} lie before the agreement and are not added."),
)
NOT_TWICE = (
    N_("Of the stopped days 1 lies in a recess and is not counted twice."),
    N_("Of the stopped days {count} lie in a recess and are not counted twice."),
)
_HOLIDAYS = {
    "New Year's Day": N_("{day} is New Year's Day."),
    "Good Friday": N_("{day} is Good Friday."),
    "Easter Monday": N_("{day} is Easter Monday."),
    "King's Day": N_("{day} is King's Day."),
    "Liberation Day": N_("{day} is Liberation Day."),
    "Ascension Day": N_("{day} is Ascension Day."),
    "Whit Monday": N_("{day} is Whit Monday."),
    "Christmas Day": N_("{day} is Christmas Day."),
    "Boxing Day": N_("{day} is Boxing Day."),
    "Day after New Year's Day": N_(
        "{day} is the day after New Year's Day, equated with a holiday."
    ),
    "Day after Ascension Day": N_("{day} is the day after Ascension Day, equated with a holiday."),
    "Day after King's Day": N_("{day} is the day after King's Day, equated with a holiday."),
}


REASON = N_("Reason: {reason}.")
"""The step that gives the council's own reason for what was done to a term."""


def counted(forms: tuple[str, str], count: int, **values: Value) -> Message:
    """Return the sentence for one or for several."""
    return say(forms[count != 1], count=count, **values)


def holiday(day: date, off: DayOff) -> Message:
    """Return which holiday a day is."""
    if known := _HOLIDAYS.get(off.name):
        return say(known, day=day)
    return say("{day} is equated with a holiday: {name}.", day=day, name=off.name)


def particulars(rule: TermRule) -> list[Message]:
    """Return in what a rule differs from how most terms are counted."""
    told = (
        (rule.first_day_counts, say("the first day counts")),
        (not rule.rolls, say("without the Algemene termijnenwet")),
        (rule.recess_suspends, say("a recess suspends it")),
    )
    return [words for holds, words in told if holds]


def opening(rule: TermRule, starts_on: date) -> Message:
    """Return where the term begins, and by which article."""
    if rule.article and rule.first_day_counts:
        return say(
            "By {article} the term begins on {start} itself.",
            article=rule.article,
            start=starts_on,
        )
    if rule.article:
        return say(
            "By {article} the term begins the day after {start}.",
            article=rule.article,
            start=starts_on,
        )
    if rule.first_day_counts:
        return say("The term begins on {start} itself.", start=starts_on)
    return say("The term begins the day after {start}.", start=starts_on)


def met_sentence(met_on: date, due_on: date) -> Message:
    """Return when a term was met, and whether that was before it ended."""
    if met_on > due_on:
        return say("Met on {met}, after the end of the term.", met=met_on)
    return say("Met on {met}, in time.", met=met_on)


def why_ended(ref: str, purpose: Purpose, met_on: date | None) -> Message:
    """Return why a term that was met, or else lapsed, moves no more, and what can be done."""
    named = _(PURPOSE_LABELS[purpose])
    if met_on is None and purpose is Purpose.ANSWER:
        return say(
            "The term of {ref} for the {purpose} has lapsed: it goes on when the request is "
            "reopened to follow it up.",
            ref=ref,
            purpose=named,
        )
    if met_on is None:
        return say(
            "The term of {ref} for the {purpose} has lapsed: it goes on when the request is taken "
            "up again.",
            ref=ref,
            purpose=named,
        )
    return say(
        "The term of {ref} for the {purpose} was met on {day} and moves no more: undo that step "
        "first, change the term, and take the step again.",
        ref=ref,
        purpose=named,
        day=met_on,
    )


def explain_outside(steps: Iterable[Message], spell: Callable[[date], str]) -> list[str]:
    """Put the steps into words for a letter: days by `spell`, without our own reasons."""
    from council.grounds import cited

    def word(name: str, value: Value) -> Value:
        if isinstance(value, date):
            return spell(value)
        return cited(str(value)) if name == "article" else value

    return [
        str(
            Message(
                id=step.id, values={name: word(name, value) for name, value in step.values.items()}
            )
        )
        for step in steps
        if step.id != REASON
    ]
