"""The forms of the members: appointing, reappointing, ending, forgetting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from council.member_words import last_term
from council.members import (
    OFFICE_LABELS,
    ROLE_LABELS,
    USUAL_MONTHS,
    Appointment,
    Membership,
    Office,
    Person,
    Role,
    Seat,
    Unseated,
    offices_kept,
    term_end,
)
from council.text import folded
from council.wording import N_, _, long_date
from screens.ask import Review
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, choices

Line = tuple[str, str]

_REASONS = (
    ("request", N_("own request")),
    ("moved", N_("moved away")),
    ("role", N_("no longer fits the role")),
    ("deceased", N_("deceased")),
    ("dismissed", N_("dismissed")),
    ("other", N_("other")),
)


def appoint_form(
    desk: Desk, vacant: Seat | None, candidate: Person | None = None
) -> FormDialog[tuple[Seat, str]]:
    """Return the form that appoints somebody: to the `vacant` seat one came from, or a `candidate`.

    A name that nobody has makes a new person; a code that no seat has makes a new seat.
    Without a name only the seat is made. The answer is the seat, and what was done.
    """

    def save(answers: Answers) -> tuple[Seat, str]:
        code = answers.text("seat")
        typed = "" if candidate else answers.text("person")
        known = candidate or _known_person(desk, typed)
        name = known.name if known else typed
        with desk.store.connection.change("member.appoint", f"{name or '-'} ({code})"):
            seat = _seat_for(desk, answers)
            if not name:
                return seat, _("Seat {seat} is there, and vacant.", seat=seat.code)
            person = known or desk.store.members.add(
                name, email=answers.text("email"), phone=answers.text("phone")
            )
            line = desk.store.members.appoint(
                person.id,
                seat,
                starts_on=answers.required_day("from"),
                ends_on=answers.day("until"),
                decision=answers.text("decision"),
                deviation=answers.text("deviation"),
            )
        assert line.appointment is not None
        return seat, _(
            "{name} sits on {seat} until {day}.",
            name=person.name,
            seat=seat.code,
            day=line.appointment.last_day,
        )

    def preview(answers: Answers) -> Sequence[Line]:
        name = "" if candidate else answers.text("person")
        lines = _what_follows(desk, answers, name)
        person = candidate or _known_person(desk, name)
        return [*lines, *_counted_anew(desk, answers, person)]

    form = "person.appoint" if candidate else "member.appoint"
    subject = candidate or vacant
    fields = _seat_fields(desk, vacant)
    return FormDialog(
        desk,
        _("Appoint {name}", name=candidate.name) if candidate else _("Appoint"),
        fields if candidate else [*_name_fields(), *fields, *_reach_fields()],
        save,
        preview=preview,
        draft=(form, subject.id if subject else 0),
        confirm=_("appoint"),
    )


def _name_fields() -> list[Field]:
    hint = _("As on a letter. Empty makes a vacant seat.")
    return [Field(name="person", label=_("name"), hint=hint)]


def _reach_fields() -> list[Field]:
    return [
        Field(name="email", label=_("e-mail"), main=False),
        Field(name="phone", label=_("phone"), main=False),
    ]


def _seat_fields(desk: Desk, vacant: Seat | None) -> list[Field]:
    domains = [(one.code, one.name) for one in desk.store.councils.domains()]
    return [
        Field(
            name="seat",
            label=_("seat"),
            hint=_("A code such as PW-1. A new code makes a new seat."),
            value=vacant.code if vacant else "",
            main=vacant is None,
            required=True,
        ),
        ChoiceField(
            name="role",
            label=_("role"),
            value=vacant.role if vacant else Role.CLIENT_MEMBER,
            options=choices((role, _(label)) for role, label in ROLE_LABELS.items()),
            main=vacant is None,
        ),
        ChoiceField(
            name="domain",
            label=_("domain"),
            value=vacant.domain or "" if vacant else "",
            options=choices(domains),
            main=vacant is None,
        ),
        DateField(
            name="from",
            label=_("from"),
            value=long_date(desk.today),
            usual=True,
            required=True,
        ),
        DateField(
            name="until",
            label=_("until"),
            after="from",
            hint=_("Empty: the full term of the seat."),
            main=False,
        ),
        Field(name="decision", label=_("decision"), main=False),
        _deviation_field(),
    ]


def _deviation_field(*, required: bool = False) -> Field:
    return Field(
        name="deviation",
        label=_("deviation"),
        hint=_("Why this is allowed although the seat has fewer or shorter terms."),
        main=required,
        required=required,
    )


def _what_follows(desk: Desk, answers: Answers, name: str) -> list[Line]:
    code = answers.text("seat")
    seat, person = _known_seat(desk, code), _known_person(desk, name)
    lines: list[Line] = []
    if not code:
        lines += _vacant_seats(desk)
    else:
        words = (
            _("Seat {seat} exists.", seat=seat.code)
            if seat
            else _("Seat {seat} will be made.", seat=code)
        )
        lines.append(("dim", words))
    if name:
        known = _("{name} is known already.", name=name)
        lines.append(("dim", known if person else _("{name} is new.", name=name)))
    start = answers.day("from")
    if start and not answers.day("until"):
        months = seat.term_months if seat else USUAL_MONTHS
        if months:
            lines.append(("", _("The term ends on {day}.", day=term_end(start, months))))
    return lines


def _counted_anew(desk: Desk, answers: Answers, person: Person | None) -> list[Line]:
    start = answers.day("from")
    if person is None or start is None:
        return []
    anew = desk.store.members.counted_anew(desk.council.id, person.id, start)
    return [("soon", f"! {anew}")] if anew else []


def _vacant_seats(desk: Desk) -> list[Line]:
    """Return the codes of the seats that somebody can be appointed to now."""
    lines = desk.store.members.memberships(desk.council.id, desk.today)
    codes = [line.seat.code for line in lines if line.appointment is None]
    return [("dim", _("Vacant: {seats}.", seats=", ".join(codes)))] if codes else []


def _known_seat(desk: Desk, code: str) -> Seat | None:
    """Return the seat with this code, also one to come or one that is gone; None for a new code."""
    seats = desk.store.members.seats(desk.council.id)
    return next((one for one in seats if folded(one.code) == folded(code)), None)


def _known_person(desk: Desk, name: str) -> Person | None:
    people = desk.store.members.people() if name else []
    return next((one for one in people if folded(one.name) == folded(name)), None)


def _seat_for(desk: Desk, answers: Answers) -> Seat:
    code = answers.text("seat")
    return _known_seat(desk, code) or desk.store.members.add_seat(
        desk.council.id,
        code=code,
        role=Role(answers.text("role")),
        domain=answers.text("domain") or None,
        starts_on=answers.required_day("from"),
    )


def reappoint_form(desk: Desk, line: Membership, appointment: Appointment) -> FormDialog[str]:
    """Return the form that gives a member the next term."""
    name = line.person.name if line.person else ""
    start = appointment.last_day + timedelta(days=1)
    months = line.seat.term_months
    last = last_term(line.seat, appointment)

    def save(answers: Answers) -> str:
        done = desk.store.members.reappoint(
            appointment,
            ends_on=answers.required_day("until"),
            decision=answers.text("decision"),
            deviation=answers.text("deviation"),
        )
        assert done.appointment is not None
        said = _("{name} is reappointed until {day}.", name=name, day=done.appointment.last_day)
        return f"{said} {_stays(done.offices)}".strip()

    fields = [
        DateField(
            name="until",
            label=_("until"),
            after=start,
            value=long_date(term_end(start, months)) if months else "",
            hint=_("Term {number}, from {start}.", number=appointment.term_number + 1, start=start),
            required=True,
        ),
        Field(name="decision", label=_("decision"), main=False),
        _deviation_field(required=last is not None),
    ]
    held = desk.store.members.offices.held(appointment.id, appointment.last_day)
    kept = _stays(offices_kept(held, line.seat))
    follows = [*([("soon", str(last))] if last else []), *([("", kept)] if kept else [])]
    return FormDialog(
        desk,
        _("Reappoint {name}", name=name),
        fields,
        save,
        preview=lambda _answers: follows,
        draft=("member.reappoint", appointment.id),
        confirm=_("reappoint"),
    )


def _stays(offices: Sequence[Office]) -> str:
    """Say which offices go on in the next term; nothing without any."""
    names = ", ".join(_(OFFICE_LABELS[office]) for office in offices)
    return _("Stays {offices}.", offices=names) if names else ""


def end_form(desk: Desk, line: Membership, appointment: Appointment) -> FormDialog[str]:
    """Return the form that ends an appointment early."""
    name = line.person.name if line.person else ""
    reasons = {reason: _(label) for reason, label in _REASONS}

    def save(answers: Answers) -> str:
        reason = answers.text("explanation") or reasons.get(answers.text("reason"), "")
        done = desk.store.members.end(appointment, on=answers.required_day("on"), reason=reason)
        assert done.appointment is not None
        return _(
            "{name} sits until {day}; then seat {seat} is vacant.",
            name=name,
            day=done.appointment.last_day,
            seat=line.seat.code,
        )

    fields = [
        ChoiceField(
            name="reason",
            label=_("reason"),
            options=choices(reasons.items()),
        ),
        DateField(
            name="on",
            label=_("last day"),
            value=long_date(desk.today),
            usual=True,
            hint=_("The last day on which {name} sits.", name=name),
            required=True,
            main=False,
        ),
        Field(
            name="explanation",
            label=_("in other words"),
            hint=_("Instead of the reason above. Nothing about health or benefits."),
            main=False,
        ),
    ]
    title = _("End the appointment of {name}", name=name)
    following = [_next_term(term) for term in desk.store.members.continued(appointment)]
    return FormDialog(
        desk,
        title,
        fields,
        save,
        preview=lambda _answers: [("soon", words) for words in following],
        draft=("member.end", appointment.id),
    )


def withdraw_review(desk: Desk, line: Membership) -> Review:
    """Return a last look before an appointment that has not begun is taken back."""
    appointment, person = line.appointment, line.person
    assert appointment is not None and person is not None
    lines: list[Line] = [
        ("strong", person.name),
        (
            "",
            _(
                "Seat {seat}, from {start} to {end}.",
                seat=line.seat.code,
                start=appointment.starts_on,
                end=appointment.last_day,
            ),
        ),
    ]
    following = desk.store.members.continued(appointment)
    lines += [("soon", _next_term(term)) for term in following]
    title = _("Take back the appointment of {name}", name=person.name)
    return Review(title, lines, _("take back"))


def _next_term(term: Appointment) -> str:
    return _("The next term, from {day}, lapses as well.", day=term.starts_on)


def forget_review(desk: Desk, one: Unseated) -> Review:
    """Return a last look before somebody is forgotten: what goes, what stays."""
    from db.people import named_in_words

    named_in = named_in_words(desk.store.people.named_in(one.person))
    lines: list[Line] = [
        ("strong", one.person.name),
        ("", ""),
        (
            "",
            _(
                "The name, the address, the telephone number, the decision or the exception they "
                "sat by and why they left go; from the log too."
            ),
        ),
    ]
    if one.last:
        lines.append(
            ("", _("That somebody had seat {seat}, and when, stays.", seat=one.last.seat.code))
        )
    lines += [
        (
            "",
            _(
                "In requests a number stands for who sent them, prepared them or agreed to less time. "
                "What was written stays as it is, and so do older backups."
            ),
        ),
        *(("", line) for line in named_in),
        ("", ""),
        ("late", _("This cannot be undone.")),
    ]
    return Review(_("Forget {name}", name=one.person.name), lines, _("forget"))


def day_form(desk: Desk, shown: date) -> FormDialog[date]:
    """Return the form that asks on which day the members are shown."""
    field = DateField(
        name="day",
        label=_("as on"),
        hint=_("For example 1-1, or “end of March”; empty for today."),
        value="" if shown == desk.today else long_date(shown),
    )
    return FormDialog(
        desk,
        _("Who sat where?"),
        [field],
        lambda answers: answers.day("day") or desk.today,
        confirm=_("show"),
    )
