"""`raadtui requests letter`: letters about a request, written and kept as sent."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from council.errors import WrongUse
from council.letters import LETTER_LABELS, LETTER_NAMES, LetterKind, SentLetter
from council.requests import AdviceRequest, state_label
from council.terms import Purpose
from council.wording import _, say, short_date
from raadtui.cli import advice_records
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import complain, tell, tell_json, tell_table
from raadtui.cli.values import DAY, Words

if TYPE_CHECKING:
    from exports.letters import Letter


@click.command(
    cls=Command,
    help=_(
        "Write a letter about a request, in Dutch; without a kind, show those that were sent, or "
        "the one with the reference you give."
    ),
)
@click.argument("ref")
@click.argument("kind", required=False, type=Words(LetterKind, LETTER_LABELS, LETTER_NAMES))
@click.option("--on", type=DAY, help=_("The date on the letter; today unless you say."))
@click.option("--missing", multiple=True, help=_("A paper to ask for; may be repeated."))
@click.option(
    "--markdown", is_flag=True, help=_("As Markdown; what was sent is kept as plain text.")
)
@click.option(
    "--keep",
    is_flag=True,
    help=_(
        "Keep it as it was sent, with the step that it is: acknowledging, waiting for papers, "
        "sending the advice."
    ),
)
@click.option("--late-reason", default="", help=_("Why the council's term was not met."))
@pass_context
def letter(
    context: Context,
    ref: str,
    kind: LetterKind | None,
    on: date | None,
    missing: tuple[str, ...],
    markdown: bool,
    keep: bool,
    late_reason: str,
) -> None:
    """Write a letter, or show what was sent: of an acknowledgement and an advice there is one."""
    request, sent = _asked_for(context, ref)
    if kind is None and sent is None:
        _tell_letters(context, request)
        return
    if kind is LetterKind.ADVICE:
        sent = context.store.letters.of_advice(request)
    elif kind is LetterKind.ACKNOWLEDGEMENT:
        letters = context.store.letters.of_request(request.id)
        sent = next((one for one in letters if one.kind is kind), None)
    if sent is not None:
        _tell_sent(context, sent)
        return
    assert kind is not None
    made = _write(context, request, kind, on or context.today, missing)
    for remark in made.remarks:
        complain(str(remark))
    if keep:
        _keep(context, request, made, late_reason)
    if context.json:
        tell_json(advice_records.letter(made))
        return
    tell((made.body_markdown if markdown else made.body_text).rstrip("\n"))


_LETTER = re.compile(r"(.+)-[AB]\d+")


def _asked_for(context: Context, ref: str) -> tuple[AdviceRequest, SentLetter | None]:
    """Return the request with this reference, or the letter and the request it is about."""
    requests = context.store.requests
    found = _LETTER.fullmatch(ref)
    if found is None:
        return requests.get(context.council.id, ref), None
    request = requests.get(context.council.id, found[1])
    sent = context.store.letters.under(request.id, ref)
    if sent is None:
        raise WrongUse(say("There is no letter {ref}.", ref=ref), field="ref")
    return request, sent


def _tell_sent(context: Context, sent: SentLetter) -> None:
    """Show a letter as it was sent; that is its text, without the Markdown of another day."""
    if context.json:
        tell_json(advice_records.sent_letter(sent))
    else:
        tell(sent.body.rstrip("\n"))


def _keep(context: Context, request: AdviceRequest, made: Letter, late_reason: str) -> None:
    """Keep a letter as it was sent; tell beside it which step that was."""
    from exports.sending import keep_letter

    if made.on > context.today:
        raise WrongUse(say("A letter is kept when it is sent: {day} has yet to come.", day=made.on))
    keep_letter(context.store, request, made, late_reason=late_reason)
    now = context.store.requests.by_id(request.id)
    if now.state is not request.state:
        complain(_("{ref}: {state}.", ref=now.ref, state=state_label(now.state)))
    advice = context.store.advice.current(request.id) if made.names_copy else None
    if advice is not None and advice.copy_sent_on is None:
        complain(
            context.again(
                _(
                    "The letter names a copy to the city council; record that it went with: "
                    "raadtui requests advise {ref} --copy-sent DAY",
                    ref=request.ref,
                )
            )
        )


def _write(
    context: Context, request: AdviceRequest, kind: LetterKind, on: date, missing: tuple[str, ...]
) -> Letter:
    from exports.letter_facts import read_facts
    from exports.letters import letter as write
    from raadtui.language import translator

    dutch = translator("nl")
    made = write(kind, read_facts(context.store, request, kind, on, dutch, missing=missing))
    context.store.letters.require_fit(request, kind)
    return made


def _tell_letters(context: Context, request: AdviceRequest) -> None:
    from council.chasing import next_chase
    from council.grounds import articles_for_answer

    sent = context.store.letters.of_request(request.id)
    if context.json:
        tell_json([advice_records.sent_letter(each) for each in sent])
        return
    tell_table(_letter_row(each, context.today) for each in sent)
    clock = context.store.requests.clocks.open_of(request.id, Purpose.ANSWER)
    chase = next_chase(clock, sent) if clock else None
    if clock is None or chase is None:
        return
    kind = _(LETTER_LABELS[chase.kind])
    tell(_("Without an answer, from {day}: {kind}.", day=chase.from_on, kind=kind))
    rule = context.store.councils.rule_by_id(clock.rule_id) if clock.rule_id else None
    if articles := articles_for_answer(request, [rule.article] if rule else []):
        tell(_("It can rest on: {articles}.", articles=", ".join(articles)))


def _letter_row(one: SentLetter, today: date) -> tuple[str, ...]:
    return one.reference, short_date(one.on, today), _(LETTER_LABELS[one.kind]), one.addressee
