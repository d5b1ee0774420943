"""The form of somebody: how they are called and reached, and what was wrong of their term."""

from __future__ import annotations

from council.members import OFFICE_LABELS, Appointment, Membership, Office, Person
from council.wording import _, long_date
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, choices


def person_form(desk: Desk, person: Person, line: Membership | None) -> FormDialog[str]:
    """Return the form that changes how somebody is called and reached.

    Of who has a seat, `line`, it changes their offices as well, and puts their term right.
    """
    appointment = line.appointment if line else None

    def save(answers: Answers) -> str:
        name = answers.text("name")
        with desk.store.connection.change("person.change", name):
            desk.store.members.change_person(
                person, name=name, email=answers.text("email"), phone=answers.text("phone")
            )
            if appointment is not None:
                _put_right(desk, appointment, answers)
                offices = [Office(office) for office in answers.many("offices")]
                held = desk.store.members.appointment(appointment.id)
                desk.store.members.offices.set(held, offices, on=desk.today)
        return _("{name}: saved.", name=name)

    fields = [
        Field(name="name", label=_("name"), value=person.name, required=True),
        Field(name="email", label=_("e-mail"), value=person.email),
        Field(name="phone", label=_("phone"), value=person.phone),
    ]
    if line is not None:
        fields.append(_office_field(line))
    if appointment is not None:
        fields += _term_fields(appointment)
    draft = ("person.change", person.id)
    return FormDialog(desk, _("Change {name}", name=person.name), fields, save, draft=draft)


def _term_fields(appointment: Appointment) -> list[Field]:
    return [
        DateField(
            name="from",
            label=_("from"),
            value=long_date(appointment.starts_on),
            required=True,
            main=False,
        ),
        DateField(
            name="until",
            label=_("until"),
            after="from",
            value=long_date(appointment.ends_on),
            hint=_("The end of the term by its decision; x ends it early."),
            required=True,
            main=False,
        ),
        Field(name="decision", label=_("decision"), value=appointment.decision, main=False),
    ]


def _put_right(desk: Desk, appointment: Appointment, answers: Answers) -> None:
    """Put the term right where the form has other days or another decision than there are."""
    start, end = answers.required_day("from"), answers.required_day("until")
    decision = answers.text("decision")
    known = (appointment.starts_on, appointment.ends_on, appointment.decision)
    if (start, end, decision) != known:
        desk.store.members.corrections.appointment(
            appointment,
            starts_on=start,
            # A full term stays a full one when its first day moves.
            ends_on=None if end == appointment.ends_on else end,
            decision=decision,
        )


def _office_field(line: Membership) -> Field:
    return ChoiceField(
        name="offices",
        label=_("office"),
        hint=_("From today on; what is not chosen any more ends yesterday."),
        value=" ".join(line.offices),
        options=choices((office, _(label)) for office, label in OFFICE_LABELS.items()),
        many=True,
        main=False,
    )
