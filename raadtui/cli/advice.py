"""`raadtui requests advise, answer, promise`: the advice and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import click

from council.advice import (
    ADVICE_STATE_LABELS,
    ANSWER_FORM_LABELS,
    TONE_LABELS,
    VERDICT_LABELS,
    Advice,
    AdviceText,
    AnswerForm,
    Outcome,
    Promise,
    Tone,
    UndatedPromise,
    share_adopted,
)
from council.advice_stages import copy_missing
from council.errors import Damaged, Refused, WrongUse
from council.requests import AdviceRequest
from council.wording import _, long_date, say, short_date, short_moment
from raadtui.cli import advice_records, records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import complain, tell, tell_facts, tell_json, tell_table
from raadtui.cli.reading import read_input
from raadtui.cli.values import DAY, HAPPENED, LAST_DAY, Words


@click.command(
    cls=Command,
    help=_("Write, adopt and send the advice on a request; without options, show it."),
)
@click.argument("ref")
@click.argument("file", required=False, metavar="[FILE|-]")
@click.option("--title", default="", help=_("Its subject; that of the request unless you say."))
@click.option(
    "--recommendations",
    metavar="FILE|-",
    help=_("A text with the recommendations as numbered lines."),
)
@click.option("--tone", type=Words(Tone, TONE_LABELS), help=_("The judgement it comes to."))
@click.option("--minority", help=_("What those who disagree want to have said."))
@click.option("--decision", default="", help=_("Adopt it by this decision of the council."))
@click.option("--mandate", default="", help=_("Adopt it under this mandate."))
@click.option("--send", is_flag=True, help=_("Send it; the term to answer starts."))
@click.option("--on", type=HAPPENED, help=_("The day it happened; today unless you say."))
@click.option("--late-reason", default="", help=_("Why the council's term was not met."))
@click.option("--copy-sent", type=HAPPENED, help=_("The day the city council got a copy."))
@click.option("--public", type=HAPPENED, help=_("The day it was made public."))
@click.option(
    "--withdraw", is_flag=True, help=_("Take back a draft, so that another can be begun.")
)
@pass_context
def advise(
    context: Context,
    ref: str,
    file: str | None,
    title: str,
    recommendations: str | None,
    tone: Tone | None,
    minority: str | None,
    decision: str,
    mandate: str,
    send: bool,
    on: date | None,
    late_reason: str,
    copy_sent: date | None,
    public: date | None,
    withdraw: bool,
) -> None:
    """Write, adopt and send an advice, all of it or nothing."""
    store = context.store.advice
    request = context.store.requests.get(context.council.id, ref)
    writing = _Writing(file, title, recommendations, tone, minority)
    steps: list[Callable[[Advice], Advice]] = []
    day = on or context.today
    if decision or mandate:
        steps.append(lambda one: store.adopt(one, on=day, decision=decision, mandate=mandate))
    if send:
        steps.append(lambda one: _send(context, one, day, late_reason))
    if copy_sent:
        steps.append(lambda one: store.copy_sent(one, copy_sent))
    if public:
        steps.append(lambda one: store.publish(one, public))
    if withdraw:
        steps.append(store.withdraw)
    if not writing.asked and not steps:
        _tell_advice(context, _advice_on(context, request), request)
        return
    with context.store.connection.change(_action(decision or mandate, send, withdraw)):
        advice = writing.done(context, request)
        for step in steps:
            advice = step(advice)
    _tell_replaced(context, writing.replaced)
    _tell_advice(context, advice, request)


def _action(adopts: str, send: bool, withdraw: bool) -> str:
    """Return under which name the log keeps it: the weightiest of what is done."""
    if withdraw:
        return "advice.withdraw"
    return "advice.issue" if send else "advice.adopt" if adopts else "advice.change"


def _send(context: Context, advice: Advice, on: date, late_reason: str) -> Advice:
    from exports.sending import send_advice
    from raadtui.language import translator

    send_advice(context.store, advice, on, translator("nl"), late_reason=late_reason)
    return context.store.advice.by_id(advice.id)


class _Writing:
    """What was handed over to write in an advice, read before anything is changed."""

    def __init__(
        self,
        file: str | None,
        title: str,
        recommendations: str | None,
        tone: Tone | None,
        minority: str | None,
    ) -> None:
        from council.advice_lines import read_recommendations

        self._text = _read(file) if file else None
        self._listed = read_recommendations(_read(recommendations)) if recommendations else None
        if self._listed == []:
            raise WrongUse(say("No line of {file} is numbered.", file=str(recommendations)))
        self._title, self._tone, self._minority = title, tone, minority
        self.replaced: list[AdviceText] = []
        """The version of the text that was the newest, where there is another now."""

    @property
    def asked(self) -> bool:
        """Whether there is anything to write."""
        given = (self._text, self._listed, self._tone, self._minority)
        return bool(self._title) or any(each is not None for each in given)

    def done(self, context: Context, request: AdviceRequest) -> Advice:
        """Write it in the advice in the making, begun where there is none; return the advice."""
        store = context.store.advice
        if not self.asked:
            return _advice_on(context, request)
        advice = store.in_the_making(request) or store.draft(request)
        if self._text is not None:
            before = store.versions(advice.id)[-1:]
            advice = store.save_text(advice, self._text)
            self.replaced = [one for one in before if one.number < advice.text_version]
        if self._listed is not None:
            store.recommend(advice, self._listed)
            advice = store.by_id(advice.id)
        if self._title or self._tone or self._minority is not None:
            advice = store.change(
                advice,
                title=self._title or None,
                tone=self._tone,
                minority_view=self._minority,
            )
        return advice


def _tell_replaced(context: Context, replaced: list[AdviceText]) -> None:
    """Say that the text of somebody else is no longer the newest: a file cannot know of it."""
    for one in replaced:
        if one.who != context.store.connection.actor.who:
            said = _(
                "This replaced version {number}, written by {who} on {at}; "
                "“raadtui undo” brings it back.",
                number=one.number,
                who=one.who,
                at=short_moment(one.at),
            )
            complain(context.again(said))


@click.command(
    cls=Command,
    help=_(
        "Record the answer to an advice: a file with on each line the number of a recommendation, "
        "the verdict (1 taken over, 2 partly, 3 not, 4 later, 0 not answered), where there is a "
        "promise its date, and the reasons. Without a file, show what became of the advice."
    ),
)
@click.argument("ref")
@click.argument("file", required=False, metavar="[FILE|-]")
@click.option("--received", type=HAPPENED, help=_("The day it came; today unless you say."))
@click.option(
    "--form", type=Words(AnswerForm, ANSWER_FORM_LABELS), default="letter", help=_("In what form.")
)
@click.option("--reference", default="", help=_("The municipality's own reference."))
@pass_context
def answer(
    context: Context,
    ref: str,
    file: str | None,
    received: date | None,
    form: AnswerForm,
    reference: str,
) -> None:
    """Record an answer, or show what became of the advice."""
    store = context.store.advice
    advice = _advice_on(context, context.store.requests.get(context.council.id, ref))
    if file:
        from council.advice_lines import read_verdicts

        recommendations = store.recommendations(advice.id)
        text = _read(file, may_be_empty=not recommendations)
        judgements = read_verdicts(text, recommendations, context.today)
        store.answers.record(
            advice,
            received_on=received or context.today,
            form=form,
            reference=reference,
            judgements=judgements,
        )
    found = store.outcomes(advice.id)
    if context.json:
        tell_json([records.outcome(each) for each in found])
        return
    _tell_outcomes(found)


@click.command(
    cls=Command, help=_("Show the open promises, or record whether one of them was kept.")
)
@click.argument("ref", required=False)
@click.argument("number", required=False, type=int)
@click.option("--kept/--not-kept", default=None, help=_("What was found."))
@click.option("--source", default="", help=_("Where you looked: an article of the adopted text."))
@click.option("--on", type=HAPPENED, help=_("The day you looked; today unless you say."))
@click.option("--until", type=LAST_DAY, help=_("Only promises for this day or before."))
@click.option(
    "--put-off",
    type=DAY,
    help=_("A later day that was agreed for it, or its day where it had none."),
)
@pass_context
def promise(
    context: Context,
    ref: str | None,
    number: int | None,
    kept: bool | None,
    source: str,
    on: date | None,
    until: date | None,
    put_off: date | None,
) -> None:
    """Show promises, record what was found of one, or agree on another day for it."""
    store, council = context.store.advice.answers, context.council.id
    about = context.store.requests.get(council, ref).id if ref else None
    found = store.promises(council, until=until, request_id=about)
    undated = [] if until else store.undated(council, request_id=about)
    if number is None:
        if kept is not None or put_off is not None or source or on:
            raise WrongUse(say("Say of which recommendation: REF NUMBER --kept or --not-kept."))
        if context.json:
            dated = [advice_records.promise(each, context.today) for each in found]
            tell_json([*dated, *map(advice_records.undated, undated)])
        else:
            _tell_promises(found, context.today, undated)
        return
    one = next((each for each in found if each.number == number), None)
    loose = next((each for each in undated if each.number == number), None)
    if put_off is not None and (kept is not None or source or on):
        raise WrongUse(say("Give --put-off, or what was found and when; not both."))
    if put_off is not None:
        now = _dated(context, ref, one, loose, number, put_off)
    elif one is None and loose:
        raise Refused(
            say(
                "The promise on recommendation {number} has no day yet: --put-off DAY gives it one.",
                number=number,
            )
        )
    elif one is not None and kept is None:
        raise WrongUse(say("Say what was found: --kept or --not-kept."))
    else:
        now = one and store.see(one, kept=bool(kept), on=on or context.today, source=source)
        for warning in now.early(on or context.today) if now and not kept else ():
            complain(str(warning))
    if now is None:
        raise Refused(say("Recommendation {number} has no open promise.", number=number))
    if context.json:
        tell_json(advice_records.promise(now, context.today))
    else:
        _tell_promises([now], context.today)


def _dated(
    context: Context,
    ref: str | None,
    one: Promise | None,
    loose: UndatedPromise | None,
    number: int,
    day: date,
) -> Promise | None:
    """Put an open promise off, or give the day to one that came without; None if there is none."""
    store, council = context.store.advice, context.council.id
    if one is not None:
        return store.answers.put_off(one, day)
    request = context.store.requests.get(council, ref or "")
    advice = store.get(council, loose.advice_ref) if loose else store.current(request.id)
    return store.answers.give_day(advice, number, day) if advice else None


def _tell_promises(
    promises: Iterable[Promise], today: date, undated: Iterable[UndatedPromise] = ()
) -> None:
    def row(each: Promise | UndatedPromise, on: str, stand: str) -> tuple[str, ...]:
        return each.advice_ref, str(each.number), on, stand, each.text, each.words

    tell_table(
        [
            *(row(one, short_date(one.promised_on, today), _stand(one, today)) for one in promises),
            *(row(one, "", _("without a day")) for one in undated),
        ],
        (_("advice"), _("no."), _("promised for"), "", _("recommendation"), _("promised")),
        cut=(4, 5),
    )


def _stand(one: Promise, today: date) -> str:
    """Return in few words how a promise stands."""
    if one.kept is not None:
        return _("kept") if one.kept else _("not kept")
    return _("overdue") if one.overdue(today) else ""


def _read(name: str, *, may_be_empty: bool = False) -> str:
    """Return a text that was handed over; what is not UTF-8 is read as Windows wrote it.

    Raises Damaged when there is nothing in it: only an advice without recommendations can
    be answered by nothing more than its date.
    """
    raw = read_input(name)
    if not raw.strip() and not may_be_empty:
        raise Damaged(say("The file is empty."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _advice_on(context: Context, request: AdviceRequest) -> Advice:
    advice = context.store.advice.current(request.id)
    if advice is None:
        raise Refused(say("There is no advice on {ref} yet.", ref=request.ref))
    return advice


def _tell_advice(context: Context, one: Advice, request: AdviceRequest) -> None:
    found = context.store.advice.outcomes(one.id)
    if context.json:
        tell_json(advice_records.advice(one, found))
        return
    tell_facts(
        [
            (_("advice"), f"{one.ref} {one.title}"),
            (_("state"), _(ADVICE_STATE_LABELS[one.state])),
            (_("tone"), _(TONE_LABELS[one.tone]) if one.tone else ""),
            (_("version"), str(one.text_version or "")),
            (_("decision"), one.decision),
            (_("mandate"), one.mandate),
            (_("adopted"), long_date(one.adopted_on) if one.adopted_on else ""),
            (_("sent"), long_date(one.issued_on) if one.issued_on else ""),
            (_("copy to the city council"), _copy(one, request)),
            (_("public"), long_date(one.public_on) if one.public_on else ""),
            (_("minority view"), one.minority_view),
        ]
    )
    for each in found:
        tell(f"{each.recommendation.number}. {each.recommendation.text}")
    if one.text:
        tell("\n" + one.text)


def _copy(one: Advice, request: AdviceRequest) -> str:
    if one.copy_sent_on:
        return long_date(one.copy_sent_on)
    return _("not sent yet") if copy_missing(one, request.body) else ""


def _tell_outcomes(found: list[Outcome]) -> None:
    tell_table(_outcome_row(each) for each in found)
    share = share_adopted(each.verdict for each in found)
    if share is not None:
        tell(_("Taken over: {percent}%; partly counts as half.", percent=round(share * 100)))


def _outcome_row(one: Outcome) -> tuple[str, ...]:
    reasons = one.judgement.reasons if one.judgement else ""
    if one.judgement and one.judgement.unreasoned:
        reasons = _("without reasons")
    if one.undated:
        reasons = "; ".join(filter(None, [reasons, _("a promise without a day")]))
    mark = "!" if one.stands_out or one.undated else ""
    number, text = one.recommendation.number, one.recommendation.text
    return mark, str(number), _(VERDICT_LABELS[one.verdict]), text, reasons
