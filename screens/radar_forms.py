"""The forms of the radar: adding, changing, deciding, reading in a list."""

from __future__ import annotations

from datetime import date

from council.announcements import Announcement
from council.dates import parse_date
from council.errors import WrongUse
from council.requests import DOCUMENT_LABELS, DocumentKind
from council.wording import N_, _, long_date, plural, short_date
from screens.ask import Reading, Review
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, ReadField, choices
from screens.read_file import read_file_form

Line = tuple[str, str]

_DUE, _NOT_DUE = "due", "none"


def new_announcement(desk: Desk) -> FormDialog[Announcement]:
    """Return the form that adds what the municipality announced."""

    def save(answers: Answers) -> Announcement:
        return desk.store.announcements.add(
            desk.council.id,
            title=answers.text("title"),
            seen_on=desk.today,
            kind=DocumentKind(answers.text("kind")),
            domain=answers.text("domain"),
            expected_on=answers.any("expected"),
            decided_on=answers.day("decided"),
            source=answers.text("source"),
            advice_due=answers.text("advice") == _DUE,
        )

    return FormDialog(
        desk,
        _("What did the municipality announce?"),
        _fields(desk, None),
        save,
        draft=("announcement.new", 0),
        confirm=_("add"),
    )


def change_announcement(desk: Desk, one: Announcement) -> FormDialog[Announcement]:
    """Return the form that changes what is known of an announcement."""

    def save(answers: Answers) -> Announcement:
        return desk.store.announcements.change(
            one,
            title=answers.text("title"),
            kind=DocumentKind(answers.text("kind")),
            domain=answers.text("domain"),
            expected_on=answers.any("expected"),
            decided_on=answers.day("decided"),
            source=answers.text("source"),
            advice_due=answers.text("advice") == _DUE,
        )

    title = _("Change {title}", title=one.title)
    return FormDialog(desk, title, _fields(desk, one), save, draft=("announcement.change", one.id))


def _fields(desk: Desk, one: Announcement | None) -> list[Field]:
    domains = [(domain.code, domain.name) for domain in desk.store.councils.domains()]
    expected, decided = (one.expected_on, one.decided_on) if one else (None, None)
    return [
        Field(
            name="title",
            label=_("subject"),
            hint=_("What it is called on the municipality's list."),
            value=one.title if one else "",
            required=True,
        ),
        ReadField(
            name="expected",
            label=_("expected"),
            hint=_("A day, a month such as “maart 2027”, a quarter such as Q2 2027, or a year."),
            value=long_date(expected) if expected else "",
            reader=expected_day,
            told=long_date,
        ),
        ChoiceField(
            name="kind",
            label=_("kind of document"),
            value=one.kind if one else DocumentKind.OTHER,
            options=choices((kind, _(label)) for kind, label in DOCUMENT_LABELS.items()),
        ),
        ChoiceField(
            name="domain",
            label=_("domain"),
            value=one.domain if one else "",
            options=choices(domains),
        ),
        Field(
            name="source",
            label=_("announced in"),
            hint=_("Where it stands, for example the planning of the city council."),
            value=one.source if one else "",
            main=False,
        ),
        DateField(
            name="decided",
            label=_("decided"),
            hint=_("The day on which the municipality decided, if it did."),
            value=long_date(decided) if decided else "",
            past=True,
            happened=one is None,  # a list may announce the day of the decision
            main=False,
        ),
        ChoiceField(
            name="advice",
            label=_("advice"),
            hint=_("Whether the municipality must ask the council for advice on it."),
            value=_DUE if one is None or one.advice_due else _NOT_DUE,
            options=choices([(_DUE, _("must be asked")), (_NOT_DUE, _("not needed"))]),
            main=False,
        ),
    ]


def expected_day(text: str, today: date) -> date:
    """Return a day as people say it, or the last one of a month, a quarter or a year."""
    from intake.announcements import last_day

    try:
        return parse_date(text, today)
    except WrongUse as error:
        try:
            return last_day(text)
        except WrongUse:
            raise error from None


def decided_form(desk: Desk, one: Announcement) -> FormDialog[str]:
    """Return the form that records the day of the decision."""

    def save(answers: Answers) -> str:
        desk.store.announcements.decide(one, answers.required_day("on"))
        return _("{title}: decided on {day}.", title=one.title, day=answers.required_day("on"))

    field = DateField(
        name="on",
        label=_("decided on"),
        value=long_date(one.decided_on or desk.today),
        usual=one.decided_on is None,
        happened=True,
        required=True,
    )
    return FormDialog(desk, one.title, [field], save, draft=("announcement.decide", one.id))


# Reading in a list


def list_form(desk: Desk) -> FormDialog[bytes]:
    """Return the form that asks for a list of coming policy saved as CSV."""
    hint = _("The municipality's list saved by Excel as CSV, for example ~/planning.csv.")
    return read_file_form(desk, _("Read in coming policy"), _("list"), hint)


def list_review(desk: Desk, raw: bytes) -> Review | Reading:
    """Return a last look at what a list brings, line by line, or all that is wrong with it."""
    from db.announcements import counted
    from intake.announcements import read_announcements
    from intake.table import fault_words

    read = read_announcements(raw)
    if read.faults:
        faults: list[Line] = [("late", _("Nothing was read in.")), ("", "")]
        faults += [("", words) for words in fault_words(read.faults)]
        return Reading(_("Read in coming policy"), faults)
    compared = desk.store.announcements.compared(desk.council.id, read.lines)
    will = counted(compared)
    new = plural(N_("{count} new announcement"), N_("{count} new announcements"), will.added)
    summary = _(
        "{new}, {changed} changed, {known} known already.",
        new=new,
        changed=will.changed,
        known=will.unchanged,
    )
    lines: list[Line] = [("strong", summary)]
    if read.ignored:
        columns = ", ".join(read.ignored)
        lines.append(("dim", _("Columns that were not understood: {columns}.", columns=columns)))
    lines.append(("", ""))
    for one in compared:
        day = short_date(one.piece.expected_on, desk.today) if one.piece.expected_on else ""
        tone = "dim" if one.known and not one.news else ""
        lines.append((tone, f"{day:<15}\t{one.piece.title}: {one.outcome}"))
    return Review(_("Read in coming policy"), lines, _("read in"))


def take_list_over(desk: Desk, raw: bytes) -> str:
    """Take over a list without faults as a whole, and return what it changed."""
    from intake.announcements import read_announcements

    lines = read_announcements(raw).lines
    done = desk.store.announcements.take_over(desk.council.id, lines, desk.today)
    return _(
        "Added {added}, changed {changed}, known already {unchanged}.",
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged,
    )
