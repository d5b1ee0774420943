"""Changes of the ordinance and the calendar, which the open clocks follow at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from council.calendar import DECREE, DECREED_DAYS, DayOff
from council.clocks import Clock, ClockEvent, ClockEventKind, ClockState, Moved
from council.errors import Conflict, NotFound, Refused, WrongUse, ends_before_start
from council.record import replace
from council.terms import PURPOSE_LABELS, Purpose, Span, TermRule
from council.text import NAME_MOST, clean_line, folded, quoted, says_something, short_line
from council.wording import Message, _, long_date, say
from db.clocks import ClockStore
from db.connection import Connection, stored
from db.councils import CouncilStore

_SAME_DAYS = "kind = ? AND starts_on = ? AND ends_on = ?"


class TermStore:
    """The ordinance and the calendar: no date moves later by surprise.

    What changes the calendar returns the terms it moves. Those are reckoned again on the day
    `on`, each with a line in its explanation.
    """

    def __init__(self, connection: Connection, councils: CouncilStore) -> None:
        self._db = connection
        self._councils = councils
        self._clocks = ClockStore(connection, councils)

    def day_off(self, which: date | str) -> DayOff:
        """Return the recess or decreed day of this first day, or name, that can be changed.

        The days of the decree that the program knows are always counted. WrongUse when more
        than one is meant: no two have both in common.
        """
        by_day = isinstance(which, date)
        found = [
            one
            for one in self._councils.days_off()
            if (one.starts_on == which if by_day else folded(one.name) == folded(str(which)))
        ]
        if not found:
            raise NotFound(
                say("No recess or decreed day begins on {day}.", day=which)
                if by_day
                else say("No recess or decreed day is called “{name}”.", name=quoted(str(which))),
                field="start",
            )
        own = [one for one in found if one not in DECREED_DAYS]
        if not own:
            first = found[0].starts_on
            raise Refused(say("{day} is off by decree ({source}).", day=first, source=DECREE))
        if len(own) > 1:
            raise WrongUse(_say_which(own, by_day=by_day), field="start")
        return own[0]

    def add_day_off(self, off: DayOff, on: date) -> list[Moved]:
        """Add a recess, or a day equalised with a holiday by decree."""
        with self._db.change("recess.add"):
            off = self._fit(off)
            self._db.about(off.name)
            self._db.insert(
                "day_off",
                starts_on=off.starts_on,
                ends_on=off.ends_on,
                kind=off.kind,
                name=off.name,
                source=off.source,
            )
            return self._follow(ClockEventKind.CALENDAR, on, off.name)

    def change_day_off(self, off: DayOff, to: DayOff, on: date) -> list[Moved]:
        """Change when a recess or decreed day is, what it is called and who decided it."""
        with self._db.change("recess.change"):
            self._require_known(off)
            to = self._fit(to, besides=off)
            self._db.about(to.name)
            if all(one.name != off.name or one == off for one in self._councils.days_off()):
                self._rename_in_events(off.name, to.name)
            self._db.execute(
                "UPDATE day_off SET starts_on = ?, ends_on = ?, name = ?, source = ?"
                f" WHERE {_SAME_DAYS}",
                (
                    to.starts_on.isoformat(),
                    to.ends_on.isoformat(),
                    to.name,
                    to.source,
                    *_days_key(off),
                ),
            )
            return self._follow(ClockEventKind.CALENDAR, on, to.name)

    def remove_day_off(self, off: DayOff, on: date) -> list[Moved]:
        """Take away a recess or a decreed day that was added."""
        with self._db.change("recess.remove", off.name):
            self._require_known(off)
            self._db.execute(f"DELETE FROM day_off WHERE {_SAME_DAYS}", _days_key(off))
            return self._follow(ClockEventKind.CALENDAR, on, off.name)

    def _require_known(self, off: DayOff) -> None:
        """Raise Conflict where somebody changed or removed days off since they were read."""
        if off not in self._councils.days_off():
            raise Conflict(
                say("“{name}” was changed in the meantime. Look at it again first.", name=off.name)
            )

    def _fit(self, off: DayOff, besides: DayOff | None = None) -> DayOff:
        """Return days off as they are kept; refuse what ends before it starts, or is known."""
        if off.ends_on < off.starts_on:
            raise Refused(ends_before_start(off.starts_on, off.ends_on), field="until")
        name = short_line(off.name, NAME_MOST, "name")
        for known in self._councils.days_off():
            if _days_key(known) == _days_key(off) and known != besides:
                raise Refused(
                    say("{start} to {end} is known already.", start=off.starts_on, end=off.ends_on),
                    field="from",
                )
            same = (known.starts_on, folded(known.name)) == (off.starts_on, folded(name))
            if same and known != besides:
                raise Refused(
                    say("“{name}” begins on {day} already.", name=known.name, day=known.starts_on),
                    field="name",
                )
        source = clean_line(off.source)
        if not says_something(source):
            raise WrongUse(say("Say who decided it, and where that stands."), field="source")
        return replace(off, name=name, source=source)

    def set_rule(
        self,
        council_id: int,
        *,
        purpose: Purpose,
        span: Span,
        valid_from: date,
        urgent: bool = False,
        first_day_counts: bool | None = None,
        rolls: bool | None = None,
        recess_suspends: bool | None = None,
        article: str,
        on: date,
    ) -> tuple[TermRule, list[Moved]]:
        """Add a version of a term, or put the one right that begins on the same day.

        The open terms that it holds for are reckoned again on the day `on`; those that moved are
        returned with the rule. What is left out stays, or is that of most ordinances.
        """
        self._require_whole(council_id)
        article = clean_line(article)
        if not article:
            raise WrongUse(say("Say in which article the ordinance sets this."), field="article")
        flags = {
            "first_day_counts": first_day_counts,
            "rolls": rolls,
            "recess_suspends": recess_suspends,
        }
        words: dict[str, Any] = {"amount": span.amount, "unit": span.unit, "article": article}
        words |= {name: flag for name, flag in flags.items() if flag is not None}
        present = self._councils.rule_from(council_id, purpose, valid_from, urgent=urgent)
        action = "rule.change" if present else "rule.add"
        with self._db.change(action, f"{_(PURPOSE_LABELS[purpose])}: {span}, {article}"):
            self._require_same(present, council_id, purpose, valid_from, urgent=urgent)
            if present is None:
                rule = self._councils.add_rule(
                    council_id, purpose=purpose, urgent=urgent, valid_from=valid_from, **words
                )
            else:
                columns = ", ".join(f"{name} = ?" for name in words)
                self._db.execute(
                    f"UPDATE term_rule SET {columns} WHERE id = ?",
                    [*stored(words).values(), present.id],
                )
                rule = self._councils.rule_by_id(present.id)
            return rule, self._follow(ClockEventKind.RULE, on, rule=rule)

    def remove_rule(
        self, council_id: int, *, purpose: Purpose, valid_from: date, urgent: bool, on: date
    ) -> tuple[TermRule, list[Moved]]:
        """Take away a version of a term that was entered by mistake, and return it.

        The version before it holds on; open terms follow that. Refused when a term that is over
        was counted with it, or when nothing else holds for an open one.
        """
        self._require_whole(council_id)
        rule = self._councils.rule_from(council_id, purpose, valid_from, urgent=urgent)
        if rule is None:
            raise NotFound(
                say(
                    "No term for the {purpose} begins on {day}.",
                    purpose=_(PURPOSE_LABELS[purpose]),
                    day=valid_from,
                ),
                field="from",
            )
        what = f"{_(PURPOSE_LABELS[purpose])}: {rule.span}, {rule.article}"
        with self._db.change("rule.remove", what):
            self._require_same(rule, council_id, purpose, valid_from, urgent=urgent)
            self._db.execute("PRAGMA defer_foreign_keys = ON")
            self._db.execute("DELETE FROM term_rule WHERE id = ?", (rule.id,))
            self._db.execute(
                "UPDATE term_rule SET valid_until = ?1 WHERE council_id = ?2 AND purpose = ?3"
                " AND urgent = ?4 AND valid_until = date(?5, '-1 day')",
                (
                    rule.valid_until.isoformat() if rule.valid_until else None,
                    *(council_id, purpose, urgent, valid_from.isoformat()),
                ),
            )
            moved = self._follow(ClockEventKind.RULE, on, rule=rule)
            self._require_unused(rule)
        return rule, moved

    def _require_same(
        self,
        rule: TermRule | None,
        council_id: int,
        purpose: Purpose,
        valid_from: date,
        *,
        urgent: bool,
    ) -> None:
        """Raise Conflict where somebody changed a version of a term since it was read."""
        now = self._councils.rule_from(council_id, purpose, valid_from, urgent=urgent)
        either = now or rule
        if either is not None and now != rule:
            raise self._db.conflict("term_rule", either.id)

    def _require_unused(self, rule: TermRule) -> None:
        """Refuse when there are terms counted with a rule; those that are over follow no other."""
        refs = [
            ref
            for (ref,) in self._db.rows(
                "SELECT DISTINCT r.ref FROM clock c JOIN request r ON r.id = c.request_id"
                " WHERE c.rule_id = ? ORDER BY r.ref LIMIT 6",
                (rule.id,),
            )
        ]
        if refs:
            raise Refused(
                say(
                    "Terms were counted with it: {refs}. Put it right instead, from the same day.",
                    refs=", ".join(refs),
                ),
                field="from",
            )

    def _require_whole(self, council_id: int) -> None:
        """Refuse a term of a part of a council: it follows the ordinance of the whole."""
        part = self._councils.by_id(council_id)
        if part.parent_id is None:
            return
        whole = self._councils.by_id(part.parent_id)
        raise Refused(
            say(
                "{part} follows the terms of {whole}: set them there, with --council {code}.",
                part=part.name,
                whole=whole.name,
                code=whole.code,
            ),
            field="council",
        )

    def _by(self, rule: TermRule | None, clock: Clock) -> Clock | None:
        """Return a clock under the version in force at its start; None where `rule` is not its.

        Without a rule, each clock as it is.
        """
        if rule is None:
            return clock
        if rule.purpose is not clock.purpose:
            return None
        holds = self._rule_in_force(clock)
        if holds is None or rule.id not in (holds.id, clock.rule_id):
            return None
        return replace(clock, rule_id=holds.id)

    def _rule_in_force(self, clock: Clock) -> TermRule | None:
        """Return the version of its rule that is in force on the day a clock starts, or None."""
        council_id, hurried = self._db.row(
            "SELECT council_id, form = 'urgent' AND short_term_agreed_by <> '' FROM request"
            " WHERE id = ?",
            (clock.request_id,),
        )
        urgent = bool(hurried) and clock.purpose is not Purpose.FOLLOW_UP
        return self._councils.rule(council_id, clock.purpose, clock.starts_on, urgent=urgent)

    def _rename_in_events(self, old: str, new: str) -> None:
        """Let open clocks call a recess that once moved them what it is called now."""
        self._db.execute(
            "UPDATE clock_event SET reason = ? WHERE kind = 'calendar' AND reason = ?"
            " AND clock_id IN (SELECT id FROM clock WHERE state IN ('running', 'stopped'))",
            (new, old),
        )

    def _follow(
        self, kind: ClockEventKind, on: date, name: str = "", rule: TermRule | None = None
    ) -> list[Moved]:
        """Reckon open clocks again, and return those that end on another day."""
        moved = []
        for ref, title, clock in self._clocks.open_by_rule():
            now = self._by(rule, clock)
            if now is None:
                continue
            event = ClockEvent(kind=kind, on=on, reason=name, due_on=clock.due_on)
            after = self._clocks.preview(now, event)
            if _course(after) == _course(clock):
                self._clocks.retell(clock)
            else:
                self._clocks.write(after, event)
            if after.due_on != clock.due_on:
                moved.append(
                    Moved(
                        ref=ref,
                        title=title,
                        purpose=clock.purpose,
                        before=clock.due_on,
                        after=after.due_on,
                    )
                )
        return moved


def _course(clock: Clock) -> tuple[int | None, date, date, ClockState]:
    """Return what a change of the rule or the calendar can move of a clock."""
    return clock.rule_id, clock.original_due_on, clock.due_on, clock.state


def _say_which(several: list[DayOff], *, by_day: bool) -> Message:
    """Ask which of several days off is meant, by what they do not have in common."""
    first = several[0]
    if by_day:
        names = ", ".join(f"“{one.name}”" for one in several)
        return say(
            "On {day} begin {names}: say which one by its name.", day=first.starts_on, names=names
        )
    days = ", ".join(long_date(one.starts_on) for one in several)
    return say(
        "More than one is called “{name}” ({days}): say which one by its first day.",
        name=first.name,
        days=days,
    )


def _days_key(off: DayOff) -> tuple[str, str, str]:
    return (off.kind, off.starts_on.isoformat(), off.ends_on.isoformat())
