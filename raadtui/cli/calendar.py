"""`raadtui calendar`: the recesses of the council and the days that a decree gives off."""

from __future__ import annotations

from datetime import date

import click

from council.calendar import DAY_OFF_LABELS, DayOff, DayOffKind
from council.clocks import Moved
from council.errors import WrongUse
from council.wording import _, long_date, say, short_moment
from raadtui.cli import records
from raadtui.cli.clocks import tell_moved
from raadtui.cli.context import Context
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import tell, tell_json, tell_table
from raadtui.cli.values import DAY, DAY_OR_NAME, END, Ending, counted


@click.group(cls=Group, help=_("Recesses, and days equated with a holiday by decree."))
def calendar() -> None:
    """Recesses and decreed days."""


@calendar.command("list", help=_("Show the recesses and the decreed days."))
@pass_context
def list_days(context: Context) -> None:
    """Show the days off that are kept in the database."""
    days = context.store.councils.days_off()
    if context.json:
        tell_json([records.day_off(one, _name(one)) for one in days])
        return
    tell_table(
        ((_(DAY_OFF_LABELS[one.kind]), _period(one), _name(one), one.source) for one in days),
        (_("what"), _("when"), _("name"), _("source")),
        cut=(0, 2, 3),
    )


@calendar.command(help=_("Add a recess, or a day equated with a holiday."))
@click.argument("name")
@click.option("--from", "start", type=DAY, required=True, help=_("The first day."))
@click.option("--until", type=END, help=_("The last day; without it one day."))
@click.option(
    "--decreed", is_flag=True, help=_("It is a day by decree: terms in law do not end on it.")
)
@click.option("--source", required=True, help=_("Who decided it, and where that stands."))
@pass_context
def add(
    context: Context, name: str, start: date, until: Ending | None, decreed: bool, source: str
) -> None:
    """Add a stretch of days off."""
    kind = DayOffKind.EQUALISED if decreed else DayOffKind.RECESS
    added = DayOff(
        starts_on=start,
        ends_on=counted(until, start) or start,
        kind=kind,
        name=name,
        source=source,
    )
    moved = context.store.terms.add_day_off(added, context.today)
    _told(context, added, moved, _("{what}: added."))


@calendar.command(
    help=_(
        "Change a recess or a decreed day, by its first day or its name; what you leave out stays."
    )
)
@click.argument("which", type=DAY_OR_NAME, metavar="DATE|NAME")
@click.option("--name", help=_("What it is called."))
@click.option("--from", "start", type=DAY, help=_("The first day."))
@click.option("--until", type=END, help=_("The last day."))
@click.option("--source", help=_("Who decided it, and where that stands."))
@pass_context
def change(
    context: Context,
    which: date | str,
    name: str | None,
    start: date | None,
    until: Ending | None,
    source: str | None,
) -> None:
    """Change days off."""
    if (name, start, until, source) == (None, None, None, None):
        raise WrongUse(say("Say what to change, for example --until."))
    one = context.store.terms.day_off(which)
    one_day = one.starts_on == one.ends_on
    starts_on = start or one.starts_on
    changed = DayOff(
        kind=one.kind,
        starts_on=starts_on,
        ends_on=counted(until, starts_on) or (starts_on if one_day else one.ends_on),
        name=name or one.name,
        source=source or one.source,
    )
    moved = context.store.terms.change_day_off(one, changed, context.today)
    _told(context, changed, moved, _("{what}: saved."))


@calendar.command(help=_("Take away a recess or a decreed day, by its first day or its name."))
@click.argument("which", type=DAY_OR_NAME, metavar="DATE|NAME")
@pass_context
def remove(context: Context, which: date | str) -> None:
    """Take away days off."""
    one = context.store.terms.day_off(which)
    moved = context.store.terms.remove_day_off(one, context.today)
    _told(context, one, moved, _("{what}: removed."), gone=True)


def _told(
    context: Context, one: DayOff, moved: list[Moved], done: str, *, gone: bool = False
) -> None:
    """Say what was done with days off, which terms moved with it, and which meetings fall in it."""
    meetings = [] if gone else context.store.meetings.in_days_off(one, context.now)
    if context.json:
        tell_json(
            {
                **records.day_off(one, _name(one)),
                "moved": [records.moved(term) for term in moved],
                "meetings": [meeting.id for meeting in meetings],
            }
        )
        return
    tell(done.format(what=f"{_name(one)}, {_period(one)}"))
    tell_moved(moved)
    for meeting in meetings:
        when = short_moment(meeting.starts_at)
        tell(_("Mind: a meeting falls in it: {title}, {when}.", title=meeting.title, when=when))


def _name(one: DayOff) -> str:
    """Translate what a law or decree calls it; a recess is called what the council says."""
    return one.name if one.kind is DayOffKind.RECESS else _(one.name)


def _period(one: DayOff) -> str:
    if one.starts_on == one.ends_on:
        return long_date(one.starts_on)
    return _("{start} to {end}", start=one.starts_on, end=one.ends_on)
