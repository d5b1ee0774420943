"""Which facts of a request go together, and which can still be put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from council.clocks import Clock, ClockState
from council.errors import Refused, WrongUse
from council.requests import AdviceRequest, RequestForm, state_label
from council.steps import AFTER_SENDING, UNDER_WAY, WAITING_ON_MUNICIPALITY, StepTaken
from council.terms import PURPOSE_LABELS, SOON, Purpose
from council.text import INFIXES, folded, quoted, says_something
from council.wording import N_, Message, _, say

TOO_LITTLE = N_("Too little time: less than the ordinance gives, and nobody agreed.")

URGENCY_UNAGREED = N_("Asked as urgent, but nobody agreed to that: the usual term holds.")


def require_asked(received_on: date, asked_by: date | None) -> None:
    """Refuse a date asked for before the day of receipt."""
    if asked_by is not None and asked_by < received_on:
        raise WrongUse(
            say("Asked for {asked}, before it was received.", asked=asked_by), field="asked_by"
        )


def require_somebody(agreed_by: str) -> None:
    """Refuse an agreement by nobody: what is typed names no one."""
    if agreed_by and not says_something(agreed_by):
        raise Refused(
            say("“{who}” is nobody: say who agreed, or leave it empty.", who=quoted(agreed_by)),
            field="agreed_by",
        )


def require_consent(request: AdviceRequest, form: RequestForm, agreed_by: str, anew: bool) -> None:
    """Refuse to read an agreement that was given before as one to urgency.

    An urgent request to which nobody agreed is recorded: its terms are the usual ones.
    """
    urgent = form is RequestForm.URGENT and form is not request.form
    if urgent and agreed_by and not anew:
        raise Refused(
            say(
                "{who} agreed before it was urgent: say who agreed to that, or leave it empty.",
                who=agreed_by,
            ),
            field="agreed_by",
        )


def agreed_day(
    request: AdviceRequest, asked_by: date | None, agreed_by: str, *, anew: bool
) -> date | None:
    """Return for which day asked somebody agreed to a short term, after a change of a request.

    Another one who agrees, or the same `anew`, agrees to the day asked for now.
    """
    if not agreed_by:
        return None
    anew = anew or agreed_by != request.short_term_agreed_by
    return asked_by if anew else request.agreed_due_on


def require_receipt(received_on: date, steps: Sequence[StepTaken]) -> None:
    """Refuse a day of receipt after the first thing that was done with a request."""
    first = min(steps, key=lambda step: step.on, default=None)
    if first and first.on < received_on:
        raise Refused(
            say(
                "It cannot be received after {day}: “{state}” was recorded then.",
                day=first.on,
                state=state_label(first.target),
            ),
            field="received",
        )


def require_order(steps: Sequence[StepTaken], on: date) -> None:
    """Refuse a step on a day before the one that it follows.

    That the council's own writing was recorded later, to have the books in order, does not count:
    the day on which it adopted an advice, or the municipality withdrew its request, stands.
    """
    binding = [step for step in steps if not step.own_work]
    if binding and on < binding[-1].on:
        raise Refused(
            say(
                "“{state}” was recorded on {latest}; what follows it cannot lie before that, on "
                "{day}. Undo that step if its day is wrong.",
                state=state_label(binding[-1].target),
                latest=binding[-1].on,
                day=on,
            ),
            field="on",
        )


def without_term(request: AdviceRequest, clocks: Iterable[Clock]) -> list[Message]:
    """Say that no term to advise runs for what was taken up again after its advice was sent."""
    advice = [one for one in clocks if one.purpose is Purpose.ADVICE]
    if request.state not in UNDER_WAY | WAITING_ON_MUNICIPALITY or not advice:
        return []
    if any(one.live for one in advice) or all(one.met_on is None for one in advice):
        return []
    return [
        say(
            "The term to advise was met, and none runs for a further advice: what the "
            "municipality asks anew is registered as a request of its own."
        )
    ]


def require_form(request: AdviceRequest, form: RequestForm) -> None:
    """Refuse another form once the advice was sent, and between own initiative and request."""
    if form is request.form:
        return
    if request.state in AFTER_SENDING:
        raise Refused(
            say("The advice was sent: the form of {ref} stays as it is.", ref=request.ref),
            field="form",
        )
    if RequestForm.UNSOLICITED in (form, request.form):
        raise Refused(
            say(
                "What the council began itself is no request, nor the other way round: register it anew."
            ),
            field="form",
        )


def aside(ref: str, clocks: Iterable[Clock], until: date, today: date) -> list[Message]:
    """Return why a request that is put aside past the end of one of its terms is back before.

    Nothing that ends soon or is late stays out of sight; the term that ends first decides.
    """
    ending = [one for one in clocks if one.state is ClockState.RUNNING and one.due_on < until]
    first = min(ending, key=lambda one: one.due_on, default=None)
    if first is None:
        return []
    back = first.due_on - timedelta(days=SOON)
    words: dict[str, str | date] = {
        "ref": ref,
        "purpose": _(PURPOSE_LABELS[first.purpose]),
        "due": first.due_on,
    }
    if back <= today:
        return [say("{ref} stays in sight: its term for the {purpose} ends on {due}.", **words)]
    return [
        say(
            "{ref} is back from {back} on: its term for the {purpose} ends on {due}.",
            back=back,
            **words,
        )
    ]


def agreed_words(request: AdviceRequest) -> str:
    """Return who agreed to a short term; also for which day, where it is asked for sooner now."""
    who, day = request.short_term_agreed_by, request.agreed_due_on
    if who and day and request.asks_unagreed:
        return _("{who}, for {day}", who=who, day=day)
    return who


def unagreed_urgency(request: AdviceRequest) -> list[Message]:
    """Say why the terms for what is urgent do not hold for a request that came as urgent."""
    if request.form is not RequestForm.URGENT or request.hurried:
        return []
    return [say(URGENCY_UNAGREED)]


def unfit_consent(agreed_by: str, presiding: Sequence[str]) -> list[Message]:
    """Say that somebody else agreed to less time than the chair or the vice-chair.

    It is recorded all the same: a council may have it otherwise. `presiding` are the names of who
    held those offices meanwhile; where none is known, nothing is said.
    """
    said = folded(agreed_by)
    if not agreed_by or not presiding or any(word in said for word in _OFFICE_WORDS):
        return []
    words = set(re.findall(r"\w+", folded(" ".join(presiding)))) - INFIXES
    spoken = re.findall(r"\w+", said)
    theirs = any(word.startswith(_THEIR_WORDS) and word not in words for word in spoken)
    if not theirs and any(len(word) > _INITIAL and word in words for word in spoken):
        return []
    return [
        say(
            "{who} agreed to less time, but is neither chair nor vice-chair ({names}): the consent "
            "is the council's to give.",
            who=agreed_by,
            names=", ".join(presiding),
        )
    ]


_OFFICE_WORDS = ("chair", "voorzitter")
_THEIR_WORDS = ("wethoud", "burgemeester", "college", "ambtena", "gemeente", "beleids")
"""How words begin by which somebody is of the municipality, whatever the surname."""
_INITIAL = 2


def told_afterwards(received_on: date, decision_on: date | None) -> bool:
    """Tell whether a request came after the decision: then it is an announcement."""
    return decision_on is not None and received_on > decision_on


_WITHIN = {
    Purpose.ADVICE: N_("The decision of {day} comes before the end of the term to advise, {due}."),
    Purpose.ANSWER: N_("The decision of {day} comes before the end of the term to answer, {due}."),
}


def cut_short(clock: Clock) -> list[Message]:
    """Say that the term to advise ends before the rule lets it, and nobody agreed to that."""
    if clock.purpose is not Purpose.ADVICE or not clock.cut_short:
        return []
    return [say(TOO_LITTLE)]


def decided_within(decided_on: date | None, purpose: Purpose, due_on: date | None) -> list[Message]:
    """Say that the decision is planned before a term ends that should come first."""
    if decided_on is None or due_on is None or decided_on >= due_on or purpose not in _WITHIN:
        return []
    return [say(_WITHIN[purpose], day=decided_on, due=due_on)]


def remarks(
    received_on: date,
    *,
    decided_on: date | None,
    due_on: date | None,
    answer_due_on: date | None = None,
    too_short: bool,
    unagreed: date | None = None,
) -> list[Message]:
    """Return what a secretary must know of the time that a request of the municipality leaves.

    `decided_on` is when the municipality decided or means to, `due_on` the end of the open
    term to advise, `answer_due_on` that of the open term to answer, `unagreed` the date asked for
    where that is earlier than anybody agreed to.
    """
    found = []
    if decided_on is not None and told_afterwards(received_on, decided_on):
        found.append(
            say(
                "Decided on {day}, before it was received: an announcement, no request.",
                day=decided_on,
            )
        )
    else:
        found += decided_within(decided_on, Purpose.ADVICE, due_on)
        found += decided_within(decided_on, Purpose.ANSWER, answer_due_on)
    if too_short and unagreed is not None:
        found.append(
            say("Too little time: asked for by {asked}, which nobody agreed to.", asked=unagreed)
        )
    elif too_short:
        found.append(say(TOO_LITTLE))
    return found
