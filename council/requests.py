"""Advice requests: what is asked, how far it is, which step comes next.

The states follow the life of a request from the letter of the municipality to what became
of the advice. Which steps are allowed is data (`DEFAULT_STEPS` is what a new council gets);
what a step does to the clocks is a rule and stands here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from council.clocks import ClockState
from council.record import record
from council.terms import AdvisedBody, Purpose
from council.wording import N_, _


class DocumentKind(StrEnum):
    """What sort of policy document the advice is asked on."""

    ORDINANCE = "ordinance"
    POLICY_PLAN = "policy_plan"
    POLICY_RULES = "policy_rules"
    IMPLEMENTING_RULES = "implementing_rules"
    OTHER = "other"


DOCUMENT_LABELS = {
    DocumentKind.ORDINANCE: N_("ordinance"),
    DocumentKind.POLICY_PLAN: N_("policy plan"),
    DocumentKind.POLICY_RULES: N_("policy rules"),
    DocumentKind.IMPLEMENTING_RULES: N_("implementing rules"),
    DocumentKind.OTHER: N_("other document"),
}

BY_EXECUTIVE = frozenset({DocumentKind.POLICY_RULES, DocumentKind.IMPLEMENTING_RULES})
"""What the executive decides on itself: its policy rules, and rules that implement an ordinance."""


class RequestForm(StrEnum):
    """How the advice came about."""

    REQUESTED = "requested"
    UNSOLICITED = "unsolicited"
    URGENT = "urgent"
    EARLY_INPUT = "early_input"
    REGIONAL = "regional"
    EVALUATION = "evaluation"


FORM_LABELS = {
    RequestForm.REQUESTED: N_("requested advice"),
    RequestForm.UNSOLICITED: N_("unsolicited advice"),
    RequestForm.URGENT: N_("urgent advice"),
    RequestForm.EARLY_INPUT: N_("early input"),
    RequestForm.REGIONAL: N_("regional advice"),
    RequestForm.EVALUATION: N_("evaluation"),
}


class PolicyStage(StrEnum):
    """How far the policy was when the council was first involved, early to late."""

    EXPLORATION = "exploration"
    STARTING_NOTE = "starting_note"
    DRAFT_POLICY = "draft_policy"
    EXECUTIVE_DECISION = "executive_decision"
    CITY_COUNCIL_DECISION = "city_council_decision"
    IMPLEMENTATION = "implementation"
    EVALUATION = "evaluation"


STAGE_LABELS = {
    PolicyStage.EXPLORATION: N_("exploration"),
    PolicyStage.STARTING_NOTE: N_("starting note"),
    PolicyStage.DRAFT_POLICY: N_("draft policy"),
    PolicyStage.EXECUTIVE_DECISION: N_("decision of the executive"),
    PolicyStage.CITY_COUNCIL_DECISION: N_("decision of the city council"),
    PolicyStage.IMPLEMENTATION: N_("implementation"),
    PolicyStage.EVALUATION: N_("evaluation"),
}


class RequestState(StrEnum):
    """How far a request is."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    INCOMPLETE = "incomplete"
    IN_PROGRESS = "in_progress"
    CONSULTED = "consulted"
    DRAFT = "draft"
    TABLED = "tabled"
    ADOPTED = "adopted"
    ISSUED = "issued"
    RESPONDED = "responded"
    FOLLOW_UP = "follow_up"
    ON_HOLD = "on_hold"
    DECLINED = "declined"
    BYPASSED = "bypassed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


S = RequestState

STATE_LABELS = {
    S.RECEIVED: N_("received"),
    S.ACKNOWLEDGED: N_("receipt acknowledged"),
    S.INCOMPLETE: N_("incomplete, waiting for papers"),
    S.IN_PROGRESS: N_("in progress"),
    S.CONSULTED: N_("constituency consulted"),
    S.DRAFT: N_("draft advice"),
    S.TABLED: N_("on the agenda"),
    S.ADOPTED: N_("advice adopted"),
    S.ISSUED: N_("advice sent"),
    S.RESPONDED: N_("answer received"),
    S.FOLLOW_UP: N_("follow-up"),
    S.ON_HOLD: N_("on hold"),
    S.DECLINED: N_("no advice given"),
    S.BYPASSED: N_("not submitted to the council"),
    S.WITHDRAWN: N_("withdrawn by the municipality"),
    S.CLOSED: N_("closed"),
}


FIRST_STATES = frozenset({S.RECEIVED, S.IN_PROGRESS, S.BYPASSED})

WITHOUT_TERM = frozenset({RequestForm.UNSOLICITED, RequestForm.EARLY_INPUT})
"""Forms without a term to advise: the council's own initiative, and talking along."""


@record
class AdviceRequest:
    """A request for advice, or the council's own initiative, with the body that it is about.

    `domains` holds policy domain codes, the primary one first. `asked_by` is the date the
    municipality asks the advice for, `decision_on` the day it means to decide. `sender` is who
    wrote, `department` the part of the municipality that asks, empty when nobody said. A term
    shorter than the ordinance gives is agreed to by `short_term_agreed_by`, normally the
    chair; empty means nobody agreed. `agreed_due_on` is the date asked for that they agreed to,
    None when none was asked for then.
    """

    id: int
    council_id: int
    ref: str
    title: str
    kind: DocumentKind
    form: RequestForm
    stage: PolicyStage
    state: RequestState
    received_on: date
    body: AdvisedBody = AdvisedBody.EXECUTIVE
    domains: tuple[str, ...] = ()
    asked_by: date | None = None
    decision_on: date | None = None
    their_reference: str = ""
    sender: str = ""
    sender_email: str = ""
    department: str = ""
    assignee: str = ""
    text: str = ""
    short_term_agreed_by: str = ""
    agreed_due_on: date | None = None
    snoozed_until: date | None = None
    closed_on: date | None = None
    version: int = 1

    @property
    def hurried(self) -> bool:
        """Whether its terms are the urgent ones: it came as urgent, and somebody agreed to that."""
        return self.form is RequestForm.URGENT and bool(self.short_term_agreed_by)

    @property
    def asks_unagreed(self) -> bool:
        """Whether the advice is asked for earlier than anybody agreed to."""
        if self.asked_by is None:
            return False
        return self.agreed_due_on is None or self.asked_by < self.agreed_due_on

    @property
    def due_by_agreement(self) -> date | None:
        """The day on which the advice comes by agreement: the one asked for, as far as agreed."""
        if self.asked_by is None or self.agreed_due_on is None:
            return None
        return max(self.asked_by, self.agreed_due_on)


def state_label(state: RequestState) -> str:
    """Return the state in the user's language."""
    return _(STATE_LABELS[state])


class Queue(StrEnum):
    """A named part of the inbox."""

    OPEN = "open"
    UNSEEN = "unseen"
    NEW = "new"
    WORKING = "working"
    WAITING = "waiting"
    FINISHING = "finishing"
    TOO_SHORT = "too_short"
    ANSWER_LATE = "answer_late"
    SNOOZED = "snoozed"
    CLOSED = "closed"


QUEUE_LABELS = {
    Queue.OPEN: N_("all open"),
    Queue.UNSEEN: N_("changed since you looked"),
    Queue.NEW: N_("new"),
    Queue.WORKING: N_("in progress"),
    Queue.WAITING: N_("waiting for the municipality"),
    Queue.FINISHING: N_("to finish"),
    Queue.TOO_SHORT: N_("term too short"),
    Queue.ANSWER_LATE: N_("answer late"),
    Queue.SNOOZED: N_("put aside"),
    Queue.CLOSED: N_("closed"),
}


@record
class RequestLine:
    """A request as one line of a list, with its most urgent open clock.

    `purpose`, `clock_state` and `due_on` are None when no clock is open.
    """

    id: int
    ref: str
    title: str
    state: RequestState
    form: RequestForm
    received_on: date
    assignee: str
    domains: tuple[str, ...]
    purpose: Purpose | None
    clock_state: ClockState | None
    due_on: date | None
    order: str

    def overdue(self, today: date) -> bool:
        """Tell whether its most urgent clock has passed unmet."""
        return (
            self.clock_state is ClockState.RUNNING
            and self.due_on is not None
            and self.due_on < today
        )
