"""The steps of a request from state to state, and what they do to its clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from council.errors import Refused
from council.letters import LetterKind
from council.record import record, replace
from council.requests import RequestForm, RequestState, state_label
from council.terms import Purpose
from council.text import says_something
from council.wording import N_, Message, _, say

S = RequestState

STEP_LABELS = {
    S.ACKNOWLEDGED: N_("acknowledge receipt"),
    S.INCOMPLETE: N_("ask for missing papers"),
    S.IN_PROGRESS: N_("take up"),
    S.CONSULTED: N_("record the consultation"),
    S.DRAFT: N_("draft ready"),
    S.TABLED: N_("put on the agenda"),
    S.ADOPTED: N_("adopt the advice"),
    S.ISSUED: N_("send the advice"),
    S.RESPONDED: N_("record the answer"),
    S.FOLLOW_UP: N_("follow up promises"),
    S.ON_HOLD: N_("put on hold"),
    S.DECLINED: N_("give no advice"),
    S.BYPASSED: N_("not submitted to the council"),
    S.WITHDRAWN: N_("withdrawn by the municipality"),
    S.CLOSED: N_("close"),
}
"""What a secretary does to reach a state, as the label of a key."""

STEP_KEYS = {
    S.ACKNOWLEDGED: "b",
    S.INCOMPLETE: "p",
    S.IN_PROGRESS: "n",
    S.CONSULTED: "r",
    S.DRAFT: "c",
    S.TABLED: "a",
    S.ADOPTED: "s",
    S.ISSUED: "v",
    S.RESPONDED: "l",
    S.FOLLOW_UP: "t",
    S.ON_HOLD: "h",
    S.DECLINED: "g",
    S.BYPASSED: "o",
    S.WITHDRAWN: "i",
    S.CLOSED: "f",
}
"""The key of the step to each state, the same from every state: most stand for the Dutch label."""

STEP_LETTERS = {S.ACKNOWLEDGED: LetterKind.ACKNOWLEDGEMENT, S.ISSUED: LetterKind.ADVICE}
"""The letter by which a step is taken: until it goes, nothing has reached the municipality."""

WAITING_ON_MUNICIPALITY = frozenset({S.INCOMPLETE, S.ON_HOLD})

IN_THE_MAKING = frozenset({S.IN_PROGRESS, S.CONSULTED, S.DRAFT, S.TABLED})
"""States in which the advice is still being written: none in them has been adopted."""

_OURS = (Purpose.ACKNOWLEDGEMENT, Purpose.ADVICE)
"""The terms of the council itself."""

AFTER_SENDING = frozenset({S.ISSUED, S.RESPONDED, S.FOLLOW_UP})
"""States of a request of which the advice was sent."""

ENDED = frozenset({S.DECLINED, S.BYPASSED, S.WITHDRAWN, S.CLOSED})

UNDER_WAY = frozenset(
    {S.RECEIVED, S.ACKNOWLEDGED, S.IN_PROGRESS, S.CONSULTED, S.DRAFT, S.TABLED, S.ADOPTED}
)


@record
class Step:
    """An allowed move from one state to another.

    `rank` orders the steps from a state: 1 is the sensible next one. `why` says what of this one
    request makes that it needs a reason, None where it always does or does not.
    """

    origin: RequestState
    target: RequestState
    rank: int
    needs_reason: bool = False
    why: Message | None = None


def takes_adoption_back(origin: RequestState, target: RequestState) -> bool:
    """Tell whether a step leads from an adopted advice back to the making of it."""
    return origin is S.ADOPTED and target in IN_THE_MAKING


def asks_reason(origin: RequestState, target: RequestState) -> bool:
    """Tell whether a step needs a reason, unless a council says otherwise.

    What waits or ends without an advice does, and what takes up something that had ended.
    """
    return (
        target in WAITING_ON_MUNICIPALITY | ENDED - {S.CLOSED}
        or (origin in ENDED and target is not S.CLOSED)
        or takes_adoption_back(origin, target)
        or (target is S.CLOSED and origin in UNDER_WAY | {S.ISSUED})
    )


def _steps(origin: RequestState, *targets: RequestState) -> list[Step]:
    return [
        Step(origin=origin, target=target, rank=rank, needs_reason=asks_reason(origin, target))
        for rank, target in enumerate(targets, 1)
    ]


DEFAULT_STEPS: tuple[Step, ...] = (
    *_steps(
        S.RECEIVED,
        S.ACKNOWLEDGED,
        S.IN_PROGRESS,
        S.INCOMPLETE,
        S.ON_HOLD,
        S.DECLINED,
        S.WITHDRAWN,
        S.BYPASSED,
    ),
    *_steps(
        S.ACKNOWLEDGED,
        S.IN_PROGRESS,
        S.INCOMPLETE,
        S.ON_HOLD,
        S.DECLINED,
        S.WITHDRAWN,
        S.BYPASSED,
    ),
    *_steps(S.INCOMPLETE, S.IN_PROGRESS, S.ACKNOWLEDGED, S.DECLINED, S.WITHDRAWN, S.BYPASSED),
    *_steps(
        S.IN_PROGRESS,
        S.DRAFT,
        S.CONSULTED,
        S.TABLED,
        S.INCOMPLETE,
        S.ON_HOLD,
        S.DECLINED,
        S.WITHDRAWN,
        S.BYPASSED,
        S.CLOSED,
    ),
    *_steps(S.CONSULTED, S.DRAFT, S.TABLED, S.ON_HOLD, S.DECLINED, S.WITHDRAWN, S.CLOSED),
    *_steps(S.DRAFT, S.TABLED, S.IN_PROGRESS, S.ADOPTED, S.ON_HOLD, S.DECLINED, S.WITHDRAWN),
    *_steps(S.TABLED, S.ADOPTED, S.IN_PROGRESS, S.ON_HOLD, S.DECLINED, S.WITHDRAWN),
    *_steps(S.ADOPTED, S.ISSUED, S.DRAFT, S.WITHDRAWN),
    *_steps(S.ISSUED, S.RESPONDED, S.FOLLOW_UP, S.CLOSED),
    *_steps(S.RESPONDED, S.FOLLOW_UP, S.CLOSED),
    *_steps(S.FOLLOW_UP, S.CLOSED, S.RESPONDED),
    *_steps(S.ON_HOLD, S.IN_PROGRESS, S.WITHDRAWN, S.BYPASSED),
    *_steps(S.DECLINED, S.CLOSED, S.IN_PROGRESS),
    *_steps(S.BYPASSED, S.CLOSED, S.IN_PROGRESS),
    *_steps(S.WITHDRAWN, S.CLOSED, S.IN_PROGRESS),
    *_steps(S.CLOSED, S.FOLLOW_UP, S.IN_PROGRESS),
)


@record
class StepTaken:
    """One move in the history of a request: who, when, and why."""

    origin: RequestState
    target: RequestState
    on: date
    who: str
    reason: str = ""

    @property
    def own_work(self) -> bool:
        """Whether it says how far the council is with writing: no term moves, nobody is told."""
        going_on = self.origin in UNDER_WAY and self.origin is not S.ADOPTED
        return going_on and self.target in IN_THE_MAKING


@record
class ClockEffect:
    """What reaching a state does to the clock of one purpose."""

    action: str  # start, meet, stop, resume, lapse or reopen
    purpose: Purpose


def clock_effects(origin: RequestState, target: RequestState) -> tuple[ClockEffect, ...]:
    """Return what the step from `origin` to `target` does to the clocks, in order.

    Waiting for papers or being put on hold stops the council's terms (Awb 3:7: the municipality
    owes the papers); coming back resumes them. Only acknowledging receipt meets the term for that,
    which stays owed until the advice itself is sent. Sending the advice meets the council's term
    and starts the municipality's; only an answer meets that. Taking up what had ended takes up its
    term; following it up that of an answer that never came. The clock of a promise goes on whatever
    becomes of the request, until somebody has seen it kept.
    """
    effects: list[ClockEffect] = []
    if origin in WAITING_ON_MUNICIPALITY and target not in WAITING_ON_MUNICIPALITY:
        effects += [ClockEffect(action="resume", purpose=purpose) for purpose in _OURS]
    if target in WAITING_ON_MUNICIPALITY and origin not in WAITING_ON_MUNICIPALITY:
        effects += [ClockEffect(action="stop", purpose=purpose) for purpose in _OURS]
    if target is S.ACKNOWLEDGED:
        effects.append(ClockEffect(action="meet", purpose=Purpose.ACKNOWLEDGEMENT))
    if target is S.ISSUED:
        effects.append(ClockEffect(action="lapse", purpose=Purpose.ACKNOWLEDGEMENT))
        effects.append(ClockEffect(action="meet", purpose=Purpose.ADVICE))
        effects.append(ClockEffect(action="start", purpose=Purpose.ANSWER))
    if target is S.RESPONDED:
        effects.append(ClockEffect(action="meet", purpose=Purpose.ANSWER))
    if origin in ENDED and target in UNDER_WAY:
        effects.append(ClockEffect(action="reopen", purpose=Purpose.ADVICE))
    if origin in ENDED and target is S.FOLLOW_UP:
        effects.append(ClockEffect(action="reopen", purpose=Purpose.ANSWER))
    if target in ENDED:
        effects.extend(
            ClockEffect(action="lapse", purpose=purpose)
            for purpose in Purpose
            if purpose is not Purpose.FOLLOW_UP
        )
    return tuple(effects)


@record
class LooseEnds:
    """What the municipality still owes of an advice that was sent.

    `unanswered` means that no answer came, `undated` that it took something over, or put it
    off, without naming a day, and `promises` that nobody has seen a promise kept.
    """

    unanswered: bool = False
    undated: bool = False
    promises: bool = False

    @property
    def why(self) -> Message | None:
        """What closing leaves open for good, since no clock brings it back; None for nothing."""
        if self.unanswered:
            return say("No answer to the advice came: say why it is closed without one.")
        if self.undated:
            return say("A promise has no day and comes back by nothing: say why it is closed so.")
        return None

    def keeps_open(self, ref: str) -> Message | None:
        """Return what is to be done about the promises on a request, with the command for it."""
        if self.promises:
            return say(
                "A promise is open: raadtui requests promise {ref} shows it, and records whether it "
                "was kept. Or close the request: --to closed.",
                ref=ref,
            )
        if self.undated:
            return say(
                "A promise has no day: raadtui requests promise {ref} NUMBER --put-off DAY gives it "
                "one. Or close the request: --to closed --reason WHY.",
                ref=ref,
            )
        return None


NO_LOOSE_ENDS = LooseEnds()


def with_reasons(steps: Iterable[Step], ends: LooseEnds) -> list[Step]:
    """Let closing a request ask why where the municipality still owes something."""
    why = ends.why
    return [
        replace(step, needs_reason=True, why=why) if why and step.target is S.CLOSED else step
        for step in steps
    ]


def next_step(steps: Iterable[Step], ends: LooseEnds = NO_LOOSE_ENDS) -> Step | None:
    """Return the one sensible step, the first of those allowed, or None at the end of the road.

    Without a promise there is nothing to follow up: what was answered is closed, and what is
    closed stays so. With one, closing is nothing to do without thinking; nor is it while an answer
    may come, which is recorded then.
    """
    ordered = list(steps)
    if ends.unanswered:
        ordered = [step for step in ordered if step.target is not S.CLOSED]
    open_promises = ends.promises or ends.undated
    if ordered and ordered[0].target is S.CLOSED and open_promises:
        return None
    if ordered and ordered[0].origin is S.CLOSED and not open_promises:
        return None
    if ordered and ordered[0].target is S.FOLLOW_UP and not open_promises:
        ordered = [step for step in ordered if step.target is S.CLOSED]
    return ordered[0] if ordered else None


def steps_for(form: RequestForm, steps: Iterable[Step], *, sent: bool) -> list[Step]:
    """Return the steps that fit a form, and whether an advice was sent: that is followed up.

    Only early input ends in what was said, without an advice: the reason of its closing records
    that, and closing it is then the sensible step. Other forms are declined instead.
    """
    steps = [step for step in steps if sent or step.target is not S.FOLLOW_UP]
    ends = [step for step in steps if only_early_input(step)]
    others = [step for step in steps if step not in ends]
    return [*ends, *others] if form is RequestForm.EARLY_INPUT else others


def only_early_input(step: Step) -> bool:
    """Tell whether only early input takes a step: it may end before there is an advice."""
    return step.target is S.CLOSED and step.origin in UNDER_WAY


def stops_the_term(origin: RequestState, target: RequestState) -> bool:
    """Tell whether a step stops the council's term, which never goes without a reason."""
    return any(effect.action == "stop" for effect in clock_effects(origin, target))


def require_step(
    steps: Iterable[Step], origin: RequestState, target: RequestState, reason: str
) -> Step:
    """Return the allowed step to `target`, or refuse it saying which steps there are."""
    allowed = sorted(steps, key=lambda step: step.rank)
    for step in allowed:
        if step.target is target:
            if step.needs_reason and not says_something(reason):
                raise Refused(step.why or say("This step needs a reason."), field="reason")
            return step
    raise no_such_step(allowed, origin)


def no_such_step(steps: Iterable[Step], origin: RequestState) -> Refused:
    """Return the refusal of a step that is none of these, saying which there are."""
    return Refused(
        say(
            "From “{state}” the next steps are: {steps}.",
            state=state_label(origin),
            steps=", ".join(state_label(step.target) for step in steps) or "-",
        ),
        field="to",
    )


def step_label(step: Step) -> str:
    """Return what is done in a step, in the user's language."""
    if takes_adoption_back(step.origin, step.target):
        return _("take the adoption back")
    return _(STEP_LABELS[step.target])
