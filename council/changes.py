"""What was done to the records of a council, as the log tells it."""

from __future__ import annotations

from datetime import datetime

from council.record import record
from council.wording import N_, _

ACTIONS = {
    "council.create": N_("council made"),
    "council.change": N_("council changed"),
    "council.quorum": N_("quorum set"),
    "recess.add": N_("recess added"),
    "recess.change": N_("recess changed"),
    "recess.remove": N_("recess removed"),
    "rule.add": N_("term of the ordinance added"),
    "rule.change": N_("term of the ordinance put right"),
    "rule.remove": N_("term of the ordinance taken away"),
    "step.change": N_("step changed"),
    "request.partners": N_("councils that advise along changed"),
    "seat.add": N_("seat added"),
    "seat.change": N_("seat changed"),
    "seat.remove": N_("seat taken away"),
    "person.add": N_("person added"),
    "person.change": N_("person changed"),
    "person.forget": N_("person forgotten"),
    "member.appoint": N_("appointed"),
    "member.reappoint": N_("reappointed"),
    "member.correct": N_("appointment put right"),
    "member.end": N_("appointment ended"),
    "member.withdraw": N_("appointment taken back"),
    "member.office": N_("offices changed"),
    "member.import": N_("member list imported"),
    "meeting.plan": N_("meetings planned"),
    "meeting.move": N_("meeting moved"),
    "meeting.change": N_("meeting changed"),
    "meeting.invite": N_("invitations to meeting written"),
    "meeting.cancel": N_("meeting cancelled"),
    "request.register": N_("request registered"),
    "request.intake": N_("request taken in from a mail"),
    "mail.keep": N_("mail that could not be read, kept"),
    "mail.forget": N_("mail that could not be read, thrown away"),
    "request.change": N_("request changed"),
    "request.assign": N_("request assigned"),
    "request.step": N_("request moved on"),
    "request.snooze": N_("request put aside until a date"),
    "clock.stop": N_("term stopped"),
    "clock.resume": N_("term resumed"),
    "clock.extend": N_("term extended"),
    "clock.shorten": N_("term shortened"),
    "clock.correct": N_("term corrected"),
    "document.add": N_("paper added"),
    "document.change": N_("paper changed"),
    "document.remove": N_("paper removed"),
    "advice.draft": N_("advice begun"),
    "advice.text": N_("text of the advice saved"),
    "advice.recommend": N_("recommendations set"),
    "advice.change": N_("advice changed"),
    "advice.adopt": N_("advice adopted"),
    "advice.issue": N_("advice sent"),
    "advice.withdraw": N_("advice withdrawn"),
    "advice.copy": N_("copy of the advice sent to the city council"),
    "advice.publish": N_("advice made public"),
    "answer.record": N_("answer recorded"),
    "answer.judge": N_("answer to a recommendation recorded"),
    "promise.see": N_("promise checked"),
    "promise.put_off": N_("another day agreed for a promise"),
    "letter.keep": N_("letter kept"),
    "announcement.add": N_("announcement added"),
    "announcement.change": N_("announcement changed"),
    "announcement.match": N_("announcement linked with its request"),
    "announcement.unmatch": N_("announcement unlinked from a request"),
    "announcement.decide": N_("decision of the municipality recorded"),
    "announcement.import": N_("list of announcements taken over"),
    "view.save": N_("view saved"),
    "view.delete": N_("view deleted"),
    "export.calendar": N_("calendar written"),
    "export.invitations": N_("invitations written"),
    "export.figures": N_("figures written"),
    "backup": N_("backup written"),
    "restore": N_("backup put back"),
    "undo": N_("undone"),
    "redo": N_("done again"),
}
"""What a change did, as a line in the log."""


@record
class Change:
    """One line of the log. `at` is the time in the zone of the council, without an offset.

    `passed_over` tells of one that was undone that something of its maker's stands since that
    cannot be undone, for it was taken away for good. `in_calendars` tells of planned meetings that
    were undone that a calendar or invitations were written since, so that people may have them.
    """

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    undone: bool = False
    passed_over: bool = False
    in_calendars: bool = False

    @property
    def label(self) -> str:
        """What was done, in the user's language."""
        return _(ACTIONS[self.action])


def reversed_words(change: Change) -> str:
    """Say what was undone or done again, and what that does not reach."""
    done = _("Undone") if change.undone else _("Done again")
    said = [f"{done}: {change.label}, {change.subject}"]
    if change.passed_over:
        said.append(_("What was forgotten or removed for good stays so."))
    if change.in_calendars:
        said.append(
            _(
                "They may still stand in people's calendars: do it again (O, raadtui redo) and cancel "
                "the meetings, so that these hear of it."
            )
        )
    return ". ".join(said)
