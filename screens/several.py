"""The forms that hold for one or several requests: who prepares them, putting aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from council.request_facts import aside
from council.requests import AdviceRequest
from council.wording import Message, _
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, DateField, Field


def assign_form(desk: Desk, requests: Sequence[AdviceRequest]) -> FormDialog[str]:
    """Return the form that says who prepares the advice on one or several requests."""

    def save(answers: Answers) -> str:
        name = answers.text("assignee")
        with desk.store.connection.change("request.assign", names(requests)):
            for request in requests:
                desk.store.requests.assign(request, name)
        if not name:
            return _("{what}: prepared by nobody.", what=names(requests))
        return _("{what}: prepared by {name}.", what=names(requests), name=name)

    council = desk.council.id
    lines = desk.store.members.memberships(council, desk.today, vacancies=False)
    members = [line.person.name for line in lines if line.person]
    field = Field(
        name="assignee",
        label=_("prepared by"),
        hint=_("A person or a working group; empty for nobody."),
        value=requests[0].assignee if len(requests) == 1 else "",
        known=list(dict.fromkeys([*desk.store.requests.in_use(council, "assignee"), *members])),
    )
    return FormDialog(desk, names(requests), [field], save)


def snooze_form(desk: Desk, requests: Sequence[AdviceRequest]) -> FormDialog[str]:
    """Return the form that puts requests aside until a day. Their terms go on."""

    def warnings(those: Sequence[AdviceRequest], until: date | None) -> list[Message]:
        if until is None:
            return []
        clocks = desk.store.requests.clocks
        return [
            warning
            for one in those
            for warning in aside(one.ref, clocks.of_request(one.id), until, desk.today)
        ]

    def save(answers: Answers) -> str:
        until = answers.day("until")
        with desk.store.connection.change("request.snooze", names(requests)):
            for request in requests:
                desk.store.requests.snooze(request, until)
        if until is None:
            return _("{what}: back in its queue.", what=names(requests))
        gone = [one for one in requests if not warnings([one], until)]
        said = [_("{what}: put aside until {day}.", what=names(gone), day=until)] if gone else []
        return " ".join([*said, *map(str, warnings(requests, until))])

    field = DateField(
        name="until",
        label=_("put aside until"),
        hint=_("The terms go on. Empty brings it back now."),
        coming=True,
    )
    return FormDialog(
        desk,
        names(requests),
        [field],
        save,
        preview=lambda answers: [
            ("late", f"! {one}") for one in warnings(requests, answers.day("until"))
        ],
    )


def names(requests: Sequence[AdviceRequest]) -> str:
    """Return what a form or a message calls one or several requests."""
    if len(requests) == 1:
        return f"{requests[0].ref} {requests[0].title}"
    return _(
        "{count} requests: {refs}", count=len(requests), refs=", ".join(r.ref for r in requests)
    )
