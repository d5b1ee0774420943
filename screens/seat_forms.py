"""The forms of a vacant seat: putting right what it is, taking it away."""

from __future__ import annotations

from datetime import date

from council.errors import WrongUse
from council.members import ROLE_LABELS, VOTELESS, Role, Seat
from council.record import replace
from council.wording import _, long_date, say
from screens.ask import Review
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, ReadField, choices


def seat_form(desk: Desk, seat: Seat) -> FormDialog[str]:
    """Return the form that puts right what a vacant seat is."""

    def save(answers: Answers) -> str:
        role = Role(answers.text("role"))
        changed = desk.store.members.corrections.seat(
            seat,
            replace(
                seat,
                role=role,
                domain=answers.text("domain") or None,
                voting=seat.voting if role is seat.role else role not in VOTELESS,
                max_terms=answers.any("terms"),
                starts_on=answers.required_day("from"),
                ends_on=answers.day("until"),
            ),
        )
        return _("Seat {seat}: saved.", seat=changed.code)

    domains = [(one.code, one.name) for one in desk.store.councils.domains()]
    fields: list[Field] = [
        ChoiceField(
            name="role",
            label=_("role"),
            value=seat.role,
            options=choices((role, _(label)) for role, label in ROLE_LABELS.items()),
        ),
        ChoiceField(
            name="domain", label=_("domain"), value=seat.domain or "", options=choices(domains)
        ),
        ReadField(
            name="terms",
            label=_("terms"),
            value=str(seat.max_terms or ""),
            reader=_number_of_terms,
            hint=_("How many one person may serve; empty for no limit."),
        ),
        DateField(
            name="from", label=_("exists since"), value=long_date(seat.starts_on), required=True
        ),
        DateField(
            name="until",
            label=_("exists until"),
            after="from",
            value=long_date(seat.ends_on) if seat.ends_on else "",
            hint=_("Empty while the seat exists."),
        ),
    ]
    draft = ("seat.change", seat.id)
    return FormDialog(desk, _("Change seat {seat}", seat=seat.code), fields, save, draft=draft)


def _number_of_terms(text: str, _today: date) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise WrongUse(say("Give a number of terms, such as 2."), field="terms")
    return int(text)


def remove_seat_review(seat: Seat) -> Review:
    """Return a last look before a seat that nobody ever held is taken away."""
    return Review(
        _("Take away seat {seat}", seat=seat.code),
        [
            ("strong", f"{seat.code} {_(ROLE_LABELS[seat.role])}"),
            ("", _("Nobody ever sat on this seat.")),
        ],
        _("take away"),
    )
