"""`raadtui meetings`: planning one meeting or a series, moving and cancelling."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import click

from council.errors import Refused, WrongUse
from council.meetings import (
    CHANGEABLE,
    KIND_LABELS,
    Meeting,
    MeetingKind,
    MeetingStatus,
    kind_label,
    no_plenary_for,
    status_label,
    still_to_tell,
)
from council.record import replace
from council.recurrence import (
    Occurrence,
    check_rrule,
    describe_rrule,
    occurrence,
    occurrences,
    parse_every,
    require_whole,
)
from council.wording import _, say, short_moment
from raadtui.cli import known, records
from raadtui.cli.context import Context
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import tell, tell_facts, tell_json, tell_list, tell_table
from raadtui.cli.values import (
    DURATION,
    END,
    END_OF_PERIOD,
    FIRST_DAY,
    MOMENT,
    Ending,
    Words,
    counted,
    require_range,
)

_USUAL_LENGTH = "2h"


@click.group(cls=Group, help=_("Plan, move and cancel meetings."))
def meetings() -> None:
    """Meetings and series of them."""


@meetings.command("list", help=_("Show the meetings from today on, cancelled ones as well."))
@click.option("--all", "everything", is_flag=True, help=_("Past ones as well."))
@click.option("--from", "start", type=FIRST_DAY, help=_("From this day on."))
@click.option("--to", "end", type=END_OF_PERIOD, help=_("Up to and including this day."))
@click.option("--group", metavar="CODE", help=_("Only this part of the council."))
@pass_context
def list_meetings(
    context: Context, everything: bool, start: date | None, end: Ending | None, group: str | None
) -> None:
    """Show meetings in order of time."""
    last = counted(end, start)
    require_range(start, last)
    first = start if everything or start else context.today
    found = context.store.meetings.between(context.part(group).id, first, last)
    if context.json:
        tell_json([_shape(context, one) for one in found])
    else:
        _tell_meetings(found, context.now, _("There are no meetings."))


@meetings.command(help=_("Show one meeting."))
@click.argument("number", type=int, metavar="ID", shell_complete=known.meetings)
@pass_context
def show(context: Context, number: int) -> None:
    """Show one meeting with the quorum it needs."""
    store = context.store.meetings
    one = context.meeting(number)
    if context.json:
        tell_json(_shape(context, one))
        return
    quorum = store.quorum(one)
    tell_facts(
        [
            (_("meeting"), f"{one.title} ({one.id})"),
            (_("when"), f"{short_moment(one.starts_at)} – {one.ends_at:%H:%M}"),
            (_("where"), one.location),
            (_("kind"), kind_label(one.kind)),
            (_("status"), status_label(one.status_at(context.now))),
            (_("reason"), one.reason),
            (_("open to the public"), _("yes") if one.public else _("no")),
            (
                _("series"),
                describe_rrule(store.series_rule(one.series_id)) if one.series_id else "",
            ),
            (
                _("quorum"),
                _("{required} of {seated}", required=quorum.required, seated=quorum.seated)
                if quorum
                else "",
            ),
            (
                _("by the rule"),
                str(context.store.councils.by_id(one.council_id).quorum) if quorum else "",
            ),
        ]
    )
    _untold(context, one)
    if one.status in CHANGEABLE and one.starts_at >= context.now:
        _caution(context, one.council_id, one.starts_at, one.minutes, moved=one)


@meetings.command(help=_("Plan one meeting, or a series with --every or --rrule."))
@click.option("--title", required=True, help=_("What it is called."))
@click.option(
    "--kind",
    type=Words(MeetingKind, KIND_LABELS),
    default=MeetingKind.PLENARY.value,
    help=_("What sort of meeting it is."),
)
@click.option("--start", type=MOMENT, required=True, help=_("When, such as “12 jan 19:30”."))
@click.option(
    "--duration", type=DURATION, default=_USUAL_LENGTH, help=_("How long; 2h unless you say.")
)
@click.option("--location", default="", help=_("Where."))
@click.option("--group", metavar="CODE", help=_("The part of the council that meets."))
@click.option("--every", metavar="WORDS", help=_("How often, such as “2e dinsdag”."))
@click.option("--rrule", metavar="RULE", help=_("How often, as in RFC 5545."))
@click.option("--until", type=END, help=_("The last day of the series."))
@click.option("--skip-holidays", is_flag=True, help=_("Not on holidays."))
@click.option("--skip-recess", is_flag=True, help=_("Not in a recess."))
@click.option("--draft", is_flag=True, help=_("As a draft, which no calendar shows."))
@click.option("--public", is_flag=True, help=_("Open to the public."))
@click.option("--dry-run", is_flag=True, help=_("Only show the dates."))
@pass_context
def plan(
    context: Context,
    title: str,
    kind: MeetingKind,
    start: datetime,
    duration: int,
    location: str,
    group: str | None,
    every: str | None,
    rrule: str | None,
    until: Ending | None,
    skip_holidays: bool,
    skip_recess: bool,
    draft: bool,
    public: bool,
    dry_run: bool,
) -> None:
    """Plan meetings and show what was planned."""
    last = counted(until, start.date())
    rule = _rule(every, rrule, last, start)
    council, calendar = context.part(group).id, context.store.councils.calendar()
    skips = {"skip_holidays": skip_holidays, "skip_recess": skip_recess}
    if rule and last:
        dates = occurrences(rule, start, last, calendar, **skips)
    else:
        dates = (occurrence(start, calendar, **skips),)
    kept = [one.starts_at for one in dates if one.skipped is None]
    if dry_run:
        _preview(context, council, dates, duration)
        return
    if not kept:
        raise Refused(say("Nothing to plan: every date is skipped."), field="start")
    planned = context.store.meetings.plan(
        council,
        title=title,
        kind=kind,
        starts=kept,
        minutes=duration,
        location=location,
        draft=draft,
        public=public,
        rrule=rule,
    )
    if context.json:
        shapes = [_shape(context, one) for one in planned]
        tell_json(shapes if rule else shapes[0])
        return
    _tell_meetings(planned, context.now)
    for meeting in planned:
        _caution(context, council, meeting.starts_at, duration, moved=meeting)
    _tell_skipped(dates)


def _rule(every: str | None, rrule: str | None, until: date | None, start: datetime) -> str:
    """Return the rule of the series; empty for one meeting."""
    if every and rrule:
        raise WrongUse(say("Give --every or --rrule, not both."))
    require_whole(every or rrule, until)
    if every:
        return parse_every(every, start.date())
    return check_rrule(rrule) if rrule else ""


def _preview(
    context: Context, council_id: int, dates: tuple[Occurrence, ...], minutes: int
) -> None:
    if context.json:
        tell_json(
            [
                {
                    "starts_at": records.moment(one.starts_at),
                    "skipped": str(one.skipped.kind) if one.skipped else None,
                }
                for one in dates
            ]
        )
        return
    kept = [one.starts_at for one in dates if one.skipped is None]
    tell_table([(short_moment(moment),) for moment in kept])
    for moment in kept:
        _caution(context, council_id, moment, minutes)
    _tell_skipped(dates)


def _tell_skipped(dates: Iterable[Occurrence]) -> None:
    for one in dates:
        if one.reason:
            tell(_("Skipped: {moment}. {reason}", moment=one.starts_at, reason=str(one.reason)))


@meetings.command(help=_("Make a draft a planned meeting, which calendars show."))
@click.argument("number", type=int, metavar="ID", shell_complete=known.meetings)
@pass_context
def confirm(context: Context, number: int) -> None:
    """Make a draft final."""
    store = context.store.meetings
    _told(context, store.confirm(context.meeting(number)))


@meetings.command(help=_("Move a meeting to another moment or place."))
@click.argument("number", type=int, metavar="ID", shell_complete=known.meetings)
@click.option("--to", type=MOMENT, required=True, help=_("The new moment."))
@click.option("--duration", type=DURATION, help=_("How long, if that changes."))
@click.option("--location", help=_("Where, if that changes."))
@pass_context
def move(
    context: Context, number: int, to: datetime, duration: int | None, location: str | None
) -> None:
    """Move a meeting."""
    store = context.store.meetings
    before = context.meeting(number)
    moved = store.move(before, to, minutes=duration, location=location)
    _told(context, moved)
    _untold(context, moved)
    _stranded(context, before)
    if not context.json:
        _caution(context, moved.council_id, moved.starts_at, moved.minutes, moved=moved)


@meetings.command(help=_("Change what a meeting is called; what you leave out stays."))
@click.argument("number", type=int, metavar="ID", shell_complete=known.meetings)
@click.option("--title", help=_("What it is called."))
@click.option("--kind", type=Words(MeetingKind, KIND_LABELS), help=_("What sort of meeting it is."))
@click.option("--public/--closed", default=None, help=_("Whether it is open to the public."))
@pass_context
def change(
    context: Context, number: int, title: str | None, kind: MeetingKind | None, public: bool | None
) -> None:
    """Change a meeting."""
    if title is None and kind is None and public is None:
        raise WrongUse(say("Say what to change, for example --title."))
    store = context.store.meetings
    one = context.meeting(number)
    renamed = store.rename(
        one,
        title=one.title if title is None else title,
        kind=kind or one.kind,
        public=one.public if public is None else public,
    )
    _told(context, renamed)
    _untold(context, renamed)


@meetings.command(help=_("Cancel a meeting; it stays in lists and calendars, marked."))
@click.argument("number", type=int, metavar="ID", shell_complete=known.meetings)
@click.option("--reason", required=True, help=_("Why."))
@pass_context
def cancel(context: Context, number: int, reason: str) -> None:
    """Cancel a meeting."""
    store = context.store.meetings
    before = context.meeting(number)
    cancelled = store.cancel(before, reason)
    _told(context, cancelled)
    _untold(context, cancelled)
    _stranded(context, before)


def _untold(context: Context, one: Meeting) -> None:
    """Say what those who were invited have yet to hear, and which command writes the mails."""
    untold = still_to_tell(one, context.now)
    if untold is not None and not context.json:
        off = " --cancel" if one.status is MeetingStatus.CANCELLED else ""
        tell(context.again(f"{untold} raadtui export invitations {one.id}{off} -o mails"))


def _stranded(context: Context, before: Meeting) -> None:
    """Name the requests whose advice can no longer be adopted in time."""
    refs = context.store.meetings.stranded(before, context.today)
    if refs and not context.json:
        tell(_("Mind: {what}", what=str(no_plenary_for(refs))))


def _caution(
    context: Context,
    council_id: int,
    moment: datetime,
    minutes: int,
    moved: Meeting | None = None,
) -> None:
    """Say what speaks against a meeting at a moment."""
    store, now = context.store.meetings, context.now
    for caution in store.cautions(council_id, moment, minutes, now, moved=moved):
        tell(_("Mind: {what}", what=str(caution)))


def _shape(context: Context, one: Meeting) -> records.Shape:
    now = replace(one, status=one.status_at(context.now))
    return records.meeting(now, context.store.meetings.quorum(one))


def _told(context: Context, one: Meeting) -> None:
    if context.json:
        tell_json(_shape(context, one))
    else:
        _tell_meetings([one], context.now)


def _tell_meetings(found: Iterable[Meeting], now: datetime, empty: str = "") -> None:
    tell_list(
        (
            (
                str(one.id),
                short_moment(one.starts_at, now.date()),
                f"{one.ends_at:%H:%M}",
                one.title,
                kind_label(one.kind),
                one.location,
                _state(one, now),
            )
            for one in found
        ),
        (_("no."), _("when"), _("ends"), _("title"), _("kind"), _("where"), _("status")),
        empty,
        cut=(3, 5),
    )


def _state(one: Meeting, now: datetime) -> str:
    """Return how far a meeting is; nothing where it is as one expects."""
    status = one.status_at(now)
    return "" if status is MeetingStatus.PLANNED else status_label(status)
