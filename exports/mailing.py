"""All invitations to one meeting, or their taking back: who is written to, and the files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from council.errors import WrongUse
from council.meetings import Meeting, MeetingStatus, require_mailable, still_to_invite
from council.members import Person
from council.record import record
from council.wording import Message, _, say
from db.reasons import failure, reason_of
from db.store import Store
from exports.atomic import make_folder, write_atomically
from exports.invitations import Contact, Method, invitation
from exports.letter_facts import signatories


@record
class Mailing:
    """The mails about a meeting, one for each of `people`; `unreached` have no address.

    `sender` is the address that answers go to.
    """

    meeting: Meeting
    sender: str
    people: tuple[Person, ...]
    mails: tuple[bytes, ...]
    unreached: tuple[str, ...]


def never_invited(meeting: Meeting) -> Message | None:
    """Return that mails take back what was never written, so that it is known before they go."""
    if meeting.status is not MeetingStatus.CANCELLED or meeting.told_sequence is not None:
        return None
    return say(
        "No invitations were written for this meeting: the mails take back what nobody received."
    )


def method_for(meeting: Meeting) -> Method:
    """Return what there is to say about a meeting: come, or stay away from a cancelled one."""
    return Method.CANCEL if meeting.status is MeetingStatus.CANCELLED else Method.REQUEST


def secretary_address(store: Store, council_id: int, on: date) -> str:
    """Return the e-mail address of the council's secretary on a day; empty without one."""
    lines = store.members.memberships(council_id, on, vacancies=False)
    addresses = (line.person.email for line in lines if line.is_secretary and line.person)
    return next(filter(None, addresses), "")


def answers_to(store: Store, meeting: Meeting, on: date) -> str:
    """Return to whom answers go unless somebody else is named; empty where nobody is known.

    That is whom the mails before named, for a calendar takes a change from its organizer alone
    (RFC 5546 6.1.1); else the secretary; else whom the council's last mails named.
    """
    council = meeting.council_id
    secretary = meeting.told_sender or secretary_address(store, council, on)
    return secretary or store.meetings.last_sender(council)


def other_sender(meeting: Meeting, sender: str) -> Message | None:
    """Return that answers went elsewhere before, so that calendars may not take the change."""
    if not meeting.told_sender or meeting.told_sender.casefold() == sender.casefold():
        return None
    return say(
        "The mails before named {email}: a calendar may not take a change from another address.",
        email=meeting.told_sender,
    )


def invitees(store: Store, meeting: Meeting) -> tuple[list[Person], list[Person]]:
    """Return whom there is to write to: with, and without an e-mail address.

    They are the members on the day of the meeting; where invitations were written and some of
    them got none, these alone. That it is off is also for who was invited and left since.
    """
    day = meeting.starts_at.date()
    lines = store.members.memberships(meeting.council_id, day, vacancies=False)
    people = {line.person.id: line.person for line in lines if line.person}
    invited = store.meetings.invited(meeting)
    unreached = [person for person in people.values() if not person.email]
    if meeting.status is MeetingStatus.CANCELLED:
        people |= {one: store.members.person(one) for one in invited if one not in people}
    elif still_to_invite(meeting):
        people = {one: person for one, person in people.items() if one not in invited}
    return [person for person in people.values() if person.email], unreached


def mailing(store: Store, meeting: Meeting, sender: str, method: Method, on: date) -> Mailing:
    """Return the mails about a meeting, made on the day `on`; answers go to `sender`.

    Raises WrongUse without a sender, Refused when the meeting is a draft or over, and what
    `exports.invitations.invitation` raises.
    """
    if not sender:
        raise WrongUse(say("Say whom answers go to: --sender EMAIL."), field="sender")
    require_mailable(meeting, on)
    reached, unreached = invitees(store, meeting)
    signed_by = _signed_by(store, meeting.council_id, on)
    council = store.councils.by_id(meeting.council_id)
    organizer = Contact(name=council.name, email=sender)
    sent_at = store.connection.actor.clock()
    return Mailing(
        meeting=meeting,
        sender=sender,
        people=tuple(reached),
        mails=tuple(
            invitation(
                meeting,
                organizer=organizer,
                invitee=Contact(name=person.name, email=person.email),
                method=method,
                sent_at=sent_at,
                signed_by=signed_by,
                code=council.code,
            )
            for person in reached
        ),
        unreached=tuple(person.name for person in unreached),
    )


def _signed_by(store: Store, council_id: int, on: date) -> str:
    """Return who signs for the council: the secretary, else the chair; empty without either."""
    chair, secretary = signatories(store, council_id, on)
    if secretary:
        return f"{secretary}, {_('secretary')}"
    return f"{chair}, {_('chair')}" if chair else ""


def write(store: Store, mailing: Mailing, folder: Path) -> None:
    """Write the mails in a folder, made when it is not there; the meeting counts as invited to.

    Who sends them is the secretary, from a mail program. No file is called after who gets it. Mails
    about the meeting that were written there before go, for they may be to somebody who is no
    longer invited; they stay beside invitations to some alone.
    """
    try:
        make_folder(folder)
    except OSError as error:
        message = say(
            "{folder} cannot be made: {reason}.", folder=str(folder), reason=reason_of(error)
        )
        raise failure(error, message) from error
    meeting = mailing.meeting
    before = _written(folder, meeting)
    adding = still_to_invite(meeting)
    first = max(before, default=0) + 1 if adding else 1
    for place, mail in enumerate(mailing.mails, first):
        write_atomically(folder / f"{meeting.id}-{place:02}.eml", mail)
        before.pop(place, None)
    if not adding:
        _remove(before.values())
    told = meeting.told_sequence == meeting.sequence and meeting.told_sender == mailing.sender
    if told and not adding:
        store.trail.note("export.invitations", meeting.title)
    else:
        people = (person.id for person in mailing.people)
        store.meetings.invite(meeting, people, sender=mailing.sender)


def _written(folder: Path, meeting: Meeting) -> dict[int, Path]:
    """Return the mails about a meeting in a folder, by their numbers."""
    found = ((path, path.stem.partition("-")[2]) for path in folder.glob(f"{meeting.id}-*.eml"))
    return {int(number): path for path, number in found if number.isdecimal()}


def _remove(files: Iterable[Path]) -> None:
    for path in files:
        try:
            path.unlink()
        except OSError as error:
            message = say(
                "{file} cannot be removed: {reason}.", file=str(path), reason=reason_of(error)
            )
            raise failure(error, message) from error
