"""The forms of the meetings: planning one or a series, moving, changing, cancelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import partial

from council.dates import parse_duration, parse_moment
from council.meetings import KIND_LABELS, Meeting, MeetingKind
from council.recurrence import Occurrence, occurrences, parse_every, require_whole
from council.wording import _, long_date, short_date, short_moment
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, ReadField, choices

Line = tuple[str, str]

_USUAL_TIME = time(19, 30)
_USUAL_MINUTES = 120
_IN_A_ROW = 4
"""Dates of a series that stand beside each other: as many as a narrow window has room for."""


def plan_form(desk: Desk, day: date | None) -> FormDialog[list[Meeting]]:
    """Return the form that plans one meeting or a series; all dates stand under it."""

    def save(answers: Answers) -> list[Meeting]:
        dates = _dates(desk, answers)
        start: datetime = answers.any("start")
        return desk.store.meetings.plan(
            desk.council.id,
            title=answers.text("title"),
            kind=MeetingKind(answers.text("kind")),
            starts=[one.starts_at for one in dates if one.skipped is None],
            minutes=answers.any("duration"),
            location=answers.text("location"),
            rrule=_rrule(answers, start) or "",
            public=answers.text("public") == "yes",
        )

    def preview(answers: Answers) -> Sequence[Line]:
        return list(_preview(desk, _dates(desk, answers), answers.any("duration")))

    return FormDialog(
        desk,
        _("Plan meetings"),
        _plan_fields(day),
        save,
        preview=preview,
        draft=("meeting.plan", 0),
        confirm=_("plan"),
    )


def _plan_fields(day: date | None) -> list[Field]:
    yes_no = choices([("yes", _("yes")), ("no", _("no"))])
    return [
        Field(name="title", label=_("title"), value=_("Council meeting"), required=True),
        ChoiceField(
            name="kind",
            label=_("kind"),
            value=MeetingKind.PLENARY,
            options=choices((kind, _(label)) for kind, label in KIND_LABELS.items()),
        ),
        _moment_field(
            "start",
            _("begins"),
            f"{long_date(day)} {_USUAL_TIME:%H:%M}" if day else "",
            usual=True,
        ),
        ReadField(
            name="every",
            label=_("every"),
            hint=_("For a series: 2nd tuesday, last thursday, every 2 weeks. Empty: one meeting."),
            reader=_often,
            told=lambda _often: "",
        ),
        DateField(
            name="until",
            label=_("series until"),
            after="start",
            hint=_("The last day of the series; empty for one meeting."),
        ),
        _duration_field(_USUAL_MINUTES),
        Field(name="location", label=_("where"), main=False),
        ChoiceField(
            name="skip_holidays",
            label=_("not on holidays"),
            value="yes",
            options=yes_no,
            main=False,
        ),
        ChoiceField(
            name="skip_recess",
            label=_("not in recess"),
            value="yes",
            options=yes_no,
            main=False,
        ),
        ChoiceField(
            name="public",
            label=_("open to the public"),
            value="no",
            options=yes_no,
            main=False,
        ),
    ]


def _moment_field(
    name: str, label: str, value: str, at: time = _USUAL_TIME, *, usual: bool = False
) -> ReadField:
    return ReadField(
        name=name,
        label=label,
        hint=_("For example tue 8 dec 19:30, or 14-4 20:00."),
        value=value,
        usual=usual,
        required=True,
        reader=partial(parse_moment, default_time=at),
        told=short_moment,
    )


def _duration_field(minutes: int, *, main: bool = False) -> ReadField:
    return ReadField(
        name="duration",
        label=_("lasts"),
        hint=_("For example 2h, 90m or 1:30."),
        value=_in_hours(minutes),
        required=True,
        reader=lambda text, _today: parse_duration(text),
        told=_in_hours,
        main=main,
    )


def _in_hours(minutes: int) -> str:
    return _("{hours}:{minutes}", hours=minutes // 60, minutes=f"{minutes % 60:02}")


def _dates(desk: Desk, answers: Answers) -> tuple[Occurrence, ...]:
    """Return the dates that the form asks for; a series says which ones it skips and why."""
    start: datetime | None = answers.any("start")
    until = answers.day("until")
    if start is None:
        return ()
    rrule = _rrule(answers, start)
    require_whole(rrule, until)
    if rrule is None or until is None:
        return (Occurrence(starts_at=start),)
    return occurrences(
        rrule,
        start,
        until,
        desk.store.councils.calendar(),
        skip_holidays=answers.text("skip_holidays") == "yes",
        skip_recess=answers.text("skip_recess") == "yes",
    )


def _often(text: str, today: date) -> str:
    """Return how often, as it was typed: what it means depends on the first day."""
    parse_every(text, today)
    return text


def _rrule(answers: Answers, start: datetime) -> str | None:
    """Return the rule of the series, reckoned from its first day; None for one meeting."""
    every = answers.any("every")
    return parse_every(every, start.date()) if every else None


def _preview(desk: Desk, dates: Sequence[Occurrence], minutes: int) -> Iterator[Line]:
    kept = [one for one in dates if one.skipped is None]
    for one in kept:
        yield from _cautions(desk, one.starts_at, minutes)
    if len(dates) < 2:
        return
    yield "strong", _("{count} meetings:", count=len(kept))
    days = [f"  {short_date(one.starts_at.date()):16}" for one in kept]
    for at in range(0, len(days), _IN_A_ROW):
        yield "", "".join(days[at : at + _IN_A_ROW]).rstrip()
    for one in dates:
        if one.skipped is not None:
            yield "dim", f"- {short_date(one.starts_at.date()):16}  {one.reason}"


def _cautions(
    desk: Desk, moment: datetime, minutes: int, moved: Meeting | None = None
) -> Iterator[Line]:
    store, council = desk.store.meetings, desk.council.id
    for caution in store.cautions(council, moment, minutes, desk.now, moved=moved):
        yield "soon", f"! {caution}"


def move_form(desk: Desk, meeting: Meeting) -> FormDialog[Meeting]:
    """Return the form that moves a meeting to another moment or place."""

    def save(answers: Answers) -> Meeting:
        return desk.store.meetings.move(
            meeting,
            answers.any("to"),
            minutes=answers.any("duration"),
            location=answers.text("location"),
        )

    def preview(answers: Answers) -> Sequence[Line]:
        return list(_cautions(desk, answers.any("to"), answers.any("duration"), meeting))

    fields = [
        _moment_field("to", _("to"), short_moment(meeting.starts_at), meeting.starts_at.time()),
        _duration_field(meeting.minutes),
        Field(name="location", label=_("where"), value=meeting.location, main=False),
    ]
    title = _("Move {title} of {when}", title=meeting.title, when=short_moment(meeting.starts_at))
    draft = ("meeting.move", meeting.id)
    return FormDialog(desk, title, fields, save, preview=preview, draft=draft)


def change_form(desk: Desk, meeting: Meeting) -> FormDialog[Meeting]:
    """Return the form that changes what a meeting is called and for whom it is."""

    def save(answers: Answers) -> Meeting:
        return desk.store.meetings.rename(
            meeting,
            title=answers.text("title"),
            kind=MeetingKind(answers.text("kind")),
            public=answers.text("public") == "yes",
        )

    fields = [
        Field(name="title", label=_("title"), value=meeting.title, required=True),
        ChoiceField(
            name="kind",
            label=_("kind"),
            value=meeting.kind,
            options=choices((kind, _(label)) for kind, label in KIND_LABELS.items()),
        ),
        ChoiceField(
            name="public",
            label=_("open to the public"),
            value="yes" if meeting.public else "no",
            options=choices([("yes", _("yes")), ("no", _("no"))]),
        ),
    ]
    title = _("Change {title} of {when}", title=meeting.title, when=short_moment(meeting.starts_at))
    return FormDialog(desk, title, fields, save, draft=("meeting.change", meeting.id))


def cancel_form(desk: Desk, meeting: Meeting) -> FormDialog[Meeting]:
    """Return the form that cancels a meeting; members and the annual report ask why."""
    field = Field(
        name="reason",
        label=_("reason"),
        hint=_("Members read it in the mail; a calendar only says that it is cancelled."),
        required=True,
    )
    title = _("Cancel {title} of {when}", title=meeting.title, when=short_moment(meeting.starts_at))
    return FormDialog(
        desk,
        title,
        [field],
        lambda answers: desk.store.meetings.cancel(meeting, answers.text("reason")),
        draft=("meeting.cancel", meeting.id),
    )
