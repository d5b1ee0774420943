"""All invitations to one meeting, or their taking back: who is written to, and the files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from council.errors import WrongUse
from council.meetings import Meeting, MeetingStatus, require_mailable
from council.members import Person
from council.record import record
from council.wording import Message, _, say
from db.reasons import failure, reason_of
from db.store import Store
from exports.atomic import write_atomically
from exports.invitations import Contact, Method, invitation
from exports.letter_facts import signatories


@record
class Mailing:
    """The mails about a meeting, one for each member; `unreached` have no address."""

    meeting: Meeting
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


def invitees(store: Store, meeting: Meeting) -> tuple[list[Person], list[Person]]:
    """Return who is a member on the day of the meeting: with, and without an e-mail address."""
    day = meeting.starts_at.date()
    lines = store.members.memberships(meeting.council_id, day, vacancies=False)
    people = {line.person.id: line.person for line in lines if line.person}.values()
    return (
        [person for person in people if person.email],
        [person for person in people if not person.email],
    )


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

    Who sends them is the secretary, from a mail program. The folder is for its owner alone, and
    no file is called after who gets it. Mails about the meeting that were written there before
    go: they may be to somebody who is no longer invited.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = say(
            "{folder} cannot be made: {reason}.", folder=str(folder), reason=reason_of(error)
        )
        raise failure(error, message) from error
    mails = {
        folder / f"{mailing.meeting.id}-{place:02}.eml": mail
        for place, mail in enumerate(mailing.mails, 1)
    }
    _remove_others(folder, mailing.meeting, set(mails))
    for path, mail in mails.items():
        write_atomically(path, mail)
    if mailing.meeting.told_sequence != mailing.meeting.sequence:
        store.meetings.invite(mailing.meeting)
    else:
        store.trail.note("export.invitations", mailing.meeting.title)


def _remove_others(folder: Path, meeting: Meeting, kept: set[Path]) -> None:
    """Remove the mails about a meeting that are not written anew."""
    for path in folder.glob(f"{meeting.id}-*.eml"):
        if path.stem.partition("-")[2].isdecimal() and path not in kept:
            try:
                path.unlink()
            except OSError as error:
                message = say(
                    "{file} cannot be removed: {reason}.", file=str(path), reason=reason_of(error)
                )
                raise failure(error, message) from error
