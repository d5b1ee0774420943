"""`raadtui councils`: the councils in the database, their parts, and their ordinance's terms."""

from __future__ import annotations

from datetime import date

import click

from council.councils import COUNCIL_LABELS, PARTS, Council, CouncilKind
from council.errors import WrongUse
from council.quorum import BASIS_LABELS, QuorumBasis
from council.record import replace
from council.requests import STATE_LABELS, RequestState
from council.steps import Step, only_early_input
from council.term_sentences import particulars
from council.terms import PURPOSE_LABELS, Purpose, Span, TermRule
from council.wording import _, long_date, say
from raadtui.cli import records
from raadtui.cli.clocks import tell_moved
from raadtui.cli.context import Context
from raadtui.cli.options import Group, pass_context
from raadtui.cli.printing import tell, tell_json, tell_table
from raadtui.cli.values import DAY, SPAN, Words


@click.group(cls=Group, help=_("The councils in the database, and the terms of their ordinance."))
def councils() -> None:
    """Councils and their terms."""


@councils.command("list", help=_("Show the councils, their parts and their terms."))
@pass_context
def list_councils(context: Context) -> None:
    """Show every council with the terms that hold for it."""
    store = context.store.councils
    if context.json:
        tell_json(
            [
                {
                    **records.council(one),
                    "rules": [records.rule(rule) for rule in store.rules(one.id)],
                }
                for one in store.all()
            ]
        )
        return
    for one in store.all():
        _tell_named(one)
        tell("  " + _("quorum: {rule}", rule=str(one.quorum)))
        tell_table([("", *_rule(rule)) for rule in store.rules(one.id) if one.parent_id is None])


@councils.command(
    help=_("Add a part of the council, such as a working group, or another whole council.")
)
@click.option("--code", required=True, help=_("A short code for it."))
@click.option("--name", required=True, help=_("What it is called."))
@click.option(
    "--kind",
    type=Words(CouncilKind, COUNCIL_LABELS),
    default=CouncilKind.WORKING_GROUP.value,
    help=_("What sort it is. A whole council gets the terms of a fresh one."),
)
@click.option("--municipality", default="", help=_("The municipality a whole council advises."))
@pass_context
def add(context: Context, code: str, name: str, kind: CouncilKind, municipality: str) -> None:
    """Add a council or a part of one."""
    if kind in PARTS:
        made = context.store.councils.create(
            code=code, name=name, kind=kind, parent_id=context.council.id
        )
    else:
        from db.defaults import start_council

        made = start_council(context.store, code, name, municipality, kind, context.today)
    if context.json:
        tell_json(records.council(made))
    else:
        tell(f"{made.code}  {made.name}")


@councils.command(help=_("Change what the council is called; what you leave out stays."))
@click.option("--code", help=_("A short code for it."))
@click.option("--name", help=_("What it is called."))
@click.option("--kind", type=Words(CouncilKind, COUNCIL_LABELS), help=_("What sort it is."))
@click.option("--municipality", help=_("The municipality it advises."))
@pass_context
def change(
    context: Context,
    code: str | None,
    name: str | None,
    kind: CouncilKind | None,
    municipality: str | None,
) -> None:
    """Change the council that --council names."""
    if (code, name, kind, municipality) == (None, None, None, None):
        raise WrongUse(say("Say what to change, for example --name."))
    one = context.council
    changed = context.store.councils.change(
        one,
        code=one.code if code is None else code,
        name=one.name if name is None else name,
        kind=kind or one.kind,
        municipality=one.municipality if municipality is None else municipality,
    )
    if context.json:
        tell_json(records.council(changed))
    else:
        _tell_named(changed)


def _tell_named(council: Council) -> None:
    """Say what a council is called, and which municipality it advises where that is known."""
    tell(f"{council.code}  {council.name}")
    if council.municipality:
        tell(f"  {_('municipality')}: {council.municipality}")


@councils.command(
    help=_(
        "Set the quorum of the council, for example: 2/3 --at-least --article “art. 9”; 0 asks for "
        "none. What you leave out stays."
    ),
)
@click.argument("part", required=False, metavar="[PART]")
@click.option(
    "--at-least/--more-than",
    "at_least",
    default=None,
    help=_("Whether exactly that part is enough; more than it unless you say."),
)
@click.option(
    "--of",
    "basis",
    type=Words(QuorumBasis, BASIS_LABELS),
    help=_("Of what it is a part; of the seated voting members unless you say."),
)
@click.option("--article", help=_("Where the ordinance says so."))
@pass_context
def quorum(
    context: Context,
    part: str | None,
    at_least: bool | None,
    basis: QuorumBasis | None,
    article: str | None,
) -> None:
    """Set the quorum of the council that --council names."""
    if (part, at_least, basis, article) == (None, None, None, None):
        raise WrongUse(say("Say what to change, for example 1/2 or --article."))
    rule = context.council.quorum
    strict = rule.strict if at_least is None else not at_least
    rule = replace(
        rule.asking(part) if part is not None else rule,
        strict=strict,
        basis=basis or rule.basis,
        article=rule.article if article is None else article,
    )
    changed = context.store.councils.set_quorum(context.council, rule)
    if context.json:
        tell_json(records.council(changed))
    else:
        tell(_("quorum: {rule}", rule=str(changed.quorum)))


@councils.command(
    "rule",
    help=_(
        "Set a term of the ordinance, for example: advice 6w --article “art. 7 lid 2”. From the same "
        "day as a version that is there, it puts that right; what you leave out of it stays. Open "
        "terms follow."
    ),
)
@click.argument("purpose", type=Words(Purpose, PURPOSE_LABELS))
@click.argument("term", type=SPAN, metavar="TERM")
@click.option("--article", required=True, help=_("Where the ordinance says so."))
@click.option("--from", "start", type=DAY, required=True, help=_("From when it holds."))
@click.option("--urgent", is_flag=True, help=_("It is the term for urgent advice."))
@click.option(
    "--first-day-counts/--no-first-day-counts",
    default=None,
    help=_("Whether the day of receipt is the first day; no unless you say."),
)
@click.option(
    "--termijnenwet/--no-termijnenwet",
    "rolls",
    default=None,
    help=_("Whether the Algemene termijnenwet applies; yes unless you say."),
)
@click.option(
    "--recess-suspends/--no-recess-suspends",
    default=None,
    help=_("Whether days in a recess do not count; they count unless you say."),
)
@pass_context
def add_rule(
    context: Context,
    purpose: Purpose,
    term: Span,
    article: str,
    start: date,
    urgent: bool,
    first_day_counts: bool | None,
    rolls: bool | None,
    recess_suspends: bool | None,
) -> None:
    """Add a version of a term, or put one right."""
    rule, moved = context.store.terms.set_rule(
        context.council.id,
        purpose=purpose,
        span=term,
        valid_from=start,
        urgent=urgent,
        first_day_counts=first_day_counts,
        rolls=rolls,
        recess_suspends=recess_suspends,
        article=article,
        on=context.today,
    )
    if context.json:
        tell_json({**records.rule(rule), "moved": [records.moved(one) for one in moved]})
        return
    tell_table([_rule(rule)])
    tell_moved(moved)


@councils.command(
    "remove-rule",
    help=_("Take away a term that was entered by mistake. Open terms follow the one before it."),
)
@click.argument("purpose", type=Words(Purpose, PURPOSE_LABELS))
@click.option("--from", "start", type=DAY, required=True, help=_("From when it holds."))
@click.option("--urgent", is_flag=True, help=_("It is the term for urgent advice."))
@pass_context
def remove_rule(context: Context, purpose: Purpose, start: date, urgent: bool) -> None:
    """Take away a version of a term."""
    rule, moved = context.store.terms.remove_rule(
        context.council.id, purpose=purpose, valid_from=start, urgent=urgent, on=context.today
    )
    if context.json:
        tell_json({**records.rule(rule), "moved": [records.moved(one) for one in moved]})
        return
    tell(_("Removed: {rule}", rule="  ".join(filter(None, _rule(rule)))))
    tell_moved(moved)


def _rule(rule: TermRule) -> tuple[str, ...]:
    purpose = _(PURPOSE_LABELS[rule.purpose])
    end = long_date(rule.valid_until) if rule.valid_until else "…"
    return (
        _("{purpose}, urgent", purpose=purpose) if rule.urgent else purpose,
        str(rule.span),
        f"{long_date(rule.valid_from)} – {end}",
        rule.article or _("the program's default (no ordinance entered yet)"),
        "; ".join(map(str, particulars(rule))),
    )


@councils.command("steps", help=_("Show which steps a request may take, the sensible one first."))
@pass_context
def list_steps(context: Context) -> None:
    """Show the allowed steps."""
    steps = context.store.requests.allowed.of(context.council.id)
    order = list(RequestState)
    _tell_steps(context, sorted(steps, key=lambda step: order.index(step.origin)))


@councils.command(
    "step", help=_("Allow a step from one state to another, or with --drop allow it no longer.")
)
@click.argument("origin", type=Words(RequestState, STATE_LABELS), metavar="FROM")
@click.argument("target", type=Words(RequestState, STATE_LABELS), metavar="TO")
@click.option("--next", "first", is_flag=True, help=_("It is the sensible next step."))
@click.option(
    "--reason/--no-reason", "needs_reason", default=None, help=_("Whether it needs a reason.")
)
@click.option("--drop", is_flag=True, help=_("It is allowed no longer."))
@pass_context
def change_step(
    context: Context,
    origin: RequestState,
    target: RequestState,
    first: bool,
    needs_reason: bool | None,
    drop: bool,
) -> None:
    """Change what a council allows."""
    allowed, council = context.store.requests.allowed, context.council.id
    if drop and (first or needs_reason is not None):
        raise WrongUse(say("--drop goes with nothing else."), field="drop")
    if drop:
        allowed.drop(council, origin, target)
    else:
        allowed.allow(council, origin, target, needs_reason=needs_reason, first=first)
    _tell_steps(context, allowed.of(council, origin))


def _tell_steps(context: Context, steps: list[Step]) -> None:
    if context.json:
        tell_json([records.allowed_step(step) for step in steps])
        return
    tell_table(
        [
            (
                _(STATE_LABELS[step.origin]),
                step.origin,
                _(STATE_LABELS[step.target]),
                step.target,
                _("with a reason") if step.needs_reason else "",
                _("early input only") if only_early_input(step) else "",
            )
            for step in steps
        ],
        (_("from"), _("code"), _("to"), _("code"), "", ""),
    )
