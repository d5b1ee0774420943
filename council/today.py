"""What must be done today: the answer that takes no key at all."""

from __future__ import annotations

from datetime import date

from council.clocks import Clock
from council.meetings import Meeting
from council.members import NOTICE_MONTHS, Membership
from council.quorum import Quorum
from council.record import record
from council.terms import PURPOSE_LABELS, add_months
from council.wording import N_, Message, _, plural, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from council.chasing import Chase
    from council.letters import SentLetter


@record
class OpenClock:
    """A clock that runs or stands still, with the request it belongs to.

    Of a late answer, `chased` is the last letter about it and `chase` the next one. Of a promise,
    `number` is that of the recommendation it is about, 0 for every other clock, `broken_on` the day
    it was last seen not kept, and `chased` the last letter that asked for it since.
    """

    ref: str
    title: str
    clock: Clock
    number: int = 0
    broken_on: date | None = None
    chased: SentLetter | None = None
    chase: Chase | None = None

    @property
    def waits_for(self) -> str:
        """What the clock waits for, in the user's language; of several promises, which one."""
        if self.number:
            return _("promise {number}", number=self.number)
        return _(PURPOSE_LABELS[self.clock.purpose])


@record
class Unasked:
    """Coming policy about which the council had to be asked by `request_by`, and was not."""

    id: int
    title: str
    expected_on: date
    request_by: date


@record
class Condition:
    """Something that must be there for a council to work and for dates to come out right.

    `since` is the first day on which it did not hold, `title` and `reason` what is missing then,
    in few words and in a sentence that says what to do, and `records` what it is missing for.
    """

    code: str
    holds: bool
    since: date | None = None
    title: Message | None = None
    reason: Message | None = None
    records: tuple[str, ...] = ()


def decreed_days(known_until: int, today: date) -> Condition:
    """Tell whether the days that a decree equates with a holiday are known far enough ahead."""
    year = add_months(today, NOTICE_MONTHS).year
    if year <= known_until:
        return Condition(code="decreed_days", holds=True)
    return Condition(
        code="decreed_days",
        holds=False,
        since=add_months(date(known_until + 1, 1, 1), -NOTICE_MONTHS),
        title=say("equalised days {year}", year=str(year)),
        reason=say(
            "Days equalised with a holiday are not known for {year}: add them before you rely "
            "on dates in that year.",
            year=str(year),
        ),
        records=tuple(str(each) for each in range(known_until + 1, year + 1)),
    )


def beginnings(
    *, municipality: bool, seats: bool, plenary: bool, ordinance: bool
) -> tuple[Condition, ...]:
    """Tell whether a council has what it cannot begin without.

    That is a municipality to write to, seats, a plenary meeting to come, and terms of an ordinance.
    """
    return (
        _begun(
            "municipality",
            municipality,
            say("the municipality"),
            say(
                "It is not known which municipality the council advises, and every letter "
                "addresses it: raadtui councils change --municipality NAME"
            ),
        ),
        _begun(
            "seats",
            seats,
            say("no members yet"),
            say(
                "Nobody sits in the council yet: in Members, n appoints somebody and i takes over a "
                "member list."
            ),
        ),
        _begun(
            "plenary",
            plenary,
            say("no plenary meeting"),
            say(
                "No plenary meeting is planned, so no advice can be adopted there: in Meetings, n "
                "plans one, or a year of them."
            ),
        ),
        _begun(
            "ordinance",
            ordinance,
            say("terms of the ordinance"),
            say(
                "The term for advice is the usual six weeks until that of your ordinance is "
                "entered: raadtui councils rule advice 6w --article ARTICLE --from DAY"
            ),
        ),
    )


def _begun(code: str, holds: bool, title: Message, reason: Message) -> Condition:
    return Condition(code=code, holds=holds, title=title, reason=None if holds else reason)


@record
class Today:
    """Everything the start screen shows; `clocks` are in order of urgency.

    `not_submitted` counts what was decided without the council having been asked, `mail_in`
    the requests that got a mail which the user has not seen. `to_tell` are the meetings, but for
    the next one, of which the members have something yet to hear. Of the `vacancies` nobody is
    appointed to the seat from a later day either.
    """

    today: date
    new_requests: int
    clocks: tuple[OpenClock, ...]
    mail_in: int = 0
    not_submitted: int = 0
    unasked: tuple[Unasked, ...] = ()
    next_meeting: Meeting | None
    quorum: Quorum | None
    to_tell: tuple[Meeting, ...] = ()
    vacancies: tuple[Membership, ...]
    terms_ending: tuple[Membership, ...]
    conditions: tuple[Condition, ...]

    @property
    def missing(self) -> tuple[Message, ...]:
        """Sentences about data without which dates may come out wrong."""
        return tuple(one.reason for one in self.broken if one.reason)

    @property
    def broken(self) -> tuple[Condition, ...]:
        """The conditions that do not hold."""
        return tuple(one for one in self.conditions if not one.holds)


def told_first(new: int, mail_in: int, not_submitted: int) -> list[str]:
    """Say what is new: requests, mail about others, and pieces never submitted."""
    said = []
    if new:
        said.append(plural(N_("{count} new request"), N_("{count} new requests"), new))
    if mail_in:
        said.append(plural(N_("mail on {count} request"), N_("mail on {count} requests"), mail_in))
    if not_submitted:
        said.append(_("{count} not submitted", count=not_submitted))
    return said


def by_urgency(clock: OpenClock, today: date) -> tuple[int, date, int, int]:
    """Order clocks: those that run by their date, those lawfully stopped after them.

    Those of one day come in the order of their requests, as in the list of these.
    """
    one = clock.clock
    return (int(one.days_left(today) is None), one.due_on, one.request_id, one.id)
