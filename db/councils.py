"""The councils in a database: their rules, their calendar, their reference numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from council.calendar import ONE_DAY, DayOff, DayOffKind, WorkCalendar
from council.councils import PARTS, Council, CouncilKind, PolicyDomain
from council.errors import NotFound, Refused, WrongUse, not_found
from council.quorum import QuorumBasis, QuorumRule
from council.record import replace
from council.terms import PURPOSE_LABELS, Purpose, Span, TermRule, Unit, rule_for
from council.text import CODE_MOST, NAME_MOST, clean_line, quoted, short_line
from council.wording import _, say
from db.connection import Connection, Row, day

_COLUMNS = (
    "id, code, name, kind, municipality, parent_id, quorum_numerator, quorum_denominator,"
    " quorum_strict, quorum_basis, quorum_article, version"
)
_RULE_COLUMNS = (
    "id, council_id, purpose, urgent, amount, unit, first_day_counts, rolls, recess_suspends,"
    " article, valid_from, valid_until"
)


class CouncilStore:
    """Councils and their parts, their term rules, and the calendar these are counted with."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._calendar: WorkCalendar | None = None
        self._calendar_read: tuple[int, int] | None = None

    def all(self) -> list[Council]:
        """Return the councils and their parts, whole councils first."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM council ORDER BY parent_id IS NOT NULL, id")
        return [_council(row) for row in rows]

    def get(self, code: str | None = None) -> Council:
        """Return the council with this code; without a code, the first one."""
        councils = self.all()
        if not councils:
            raise Refused(
                say('There is no council in this database yet. Run: raadtui init --name "…"')
            )
        if code is None:
            return councils[0]
        for council in councils:
            if council.code.casefold() == code.strip().casefold():
                return council
        raise WrongUse(
            say(
                "There is no council “{code}”; there is: {codes}.",
                code=quoted(code),
                codes=", ".join(council.code for council in councils),
            ),
            field="council",
        )

    def by_id(self, council_id: int) -> Council:
        """Return one council."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM council WHERE id = ?", (council_id,))
        if row is None:
            raise not_found(_("council"), council_id)
        return _council(row)

    def require_within(self, council: Council, council_id: int) -> None:
        """Refuse what is of another council than this one and its parts."""
        owner = self.by_id(council_id)
        if council.id not in (owner.id, owner.parent_id):
            raise NotFound(
                say(
                    "That is of {owner}, not of {council}: give --council {code}.",
                    owner=owner.name,
                    council=council.name,
                    code=owner.code,
                ),
                field="council",
            )

    def create(
        self,
        *,
        code: str,
        name: str,
        kind: CouncilKind = CouncilKind.ADVISORY_COUNCIL,
        municipality: str = "",
        parent_id: int | None = None,
        quorum: QuorumRule | None = None,
    ) -> Council:
        """Make a council, or a part of one, and return it."""
        code, name = _called(code, name)
        _require_kind(kind, part=parent_id is not None)
        quorum = quorum or QuorumRule()
        with self._db.change("council.create", name):
            self._require_new(code, name)
            council_id = self._db.insert(
                "council",
                code=code,
                name=name,
                kind=kind,
                municipality=clean_line(municipality),
                parent_id=parent_id,
                **_quorum_columns(quorum),
            )
            self._db.made_in(parent_id or council_id)
        return self.by_id(council_id)

    def change(
        self, council: Council, *, code: str, name: str, kind: CouncilKind, municipality: str
    ) -> Council:
        """Change how a council is called, what sort it is and which municipality it advises.

        Refused: to make a part of a council into a whole one, or the other way round.
        """
        code, name = _called(code, name)
        _require_kind(kind, part=council.parent_id is not None)
        with self._db.change("council.change", name):
            self._require_new(code, name, besides=council.id)
            self._db.update(
                "council",
                council.id,
                council.version,
                code=code,
                name=name,
                kind=kind,
                municipality=clean_line(municipality),
            )
        return self.by_id(council.id)

    def set_quorum(self, council: Council, quorum: QuorumRule) -> Council:
        """Change the quorum of a council; a part has a quorum of its own."""
        quorum = replace(quorum, article=clean_line(quorum.article))
        with self._db.change("council.quorum", f"{council.name}: {quorum}"):
            self._db.update("council", council.id, council.version, **_quorum_columns(quorum))
        return self.by_id(council.id)

    def _require_new(self, code: str, name: str, besides: int = 0) -> None:
        """Refuse a code or a name that another council than `besides` has."""
        for known in self.all():
            if known.id == besides:
                continue
            if known.code.casefold() == code.casefold():
                raise Refused(
                    say("The code {code} is that of {name}.", code=known.code, name=known.name),
                    field="code",
                )
            if known.name == name:
                raise Refused(say("There already is a council “{name}”.", name=name), field="name")

    def domains(self) -> list[PolicyDomain]:
        """Return the policy domains in their usual order."""
        rows = self._db.rows("SELECT code, name, act FROM policy_domain ORDER BY position")
        return [PolicyDomain(code=code, name=_(name), act=act) for code, name, act in rows]

    def require_domains(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Return the codes in lower case, once each, or say which domains there are."""
        known = [domain.code for domain in self.domains()]
        wanted = tuple(dict.fromkeys(code.strip().casefold() for code in codes))
        for code in wanted:
            if code not in known:
                raise WrongUse(
                    say(
                        "There is no domain “{code}”; there is: {codes}.",
                        code=quoted(code),
                        codes=", ".join(known),
                    ),
                    field="domain",
                )
        return wanted

    def add_rule(
        self,
        council_id: int,
        *,
        purpose: Purpose,
        amount: int,
        unit: Unit,
        valid_from: date,
        urgent: bool = False,
        first_day_counts: bool = False,
        rolls: bool = True,
        recess_suspends: bool = False,
        article: str = "",
    ) -> TermRule:
        """Add a version of a term: it holds until the next one, and ends the one before it."""
        version = (council_id, purpose, urgent)
        article, span = clean_line(article), Span(amount=amount, unit=unit)
        with self._db.change("rule.add", f"{_(PURPOSE_LABELS[purpose])}: {span}, {article}"):
            if self.rule_from(council_id, purpose, valid_from, urgent=urgent):
                raise Refused(
                    say("There already is such a term from {day} on.", day=valid_from), field="from"
                )
            next_from = self._db.value(
                "SELECT min(valid_from) FROM term_rule WHERE council_id = ? AND purpose = ?"
                " AND urgent = ? AND valid_from > ?",
                (*version, valid_from.isoformat()),
            )
            self._db.execute(
                "UPDATE term_rule SET valid_until = date(?1, '-1 day') WHERE council_id = ?2"
                " AND purpose = ?3 AND urgent = ?4 AND valid_from < ?1"
                " AND coalesce(valid_until, ?1) >= ?1",
                (valid_from.isoformat(), *version),
            )
            rule_id = self._db.insert(
                "term_rule",
                council_id=council_id,
                purpose=purpose,
                urgent=urgent,
                amount=amount,
                unit=unit,
                first_day_counts=first_day_counts,
                rolls=rolls,
                recess_suspends=recess_suspends,
                article=article,
                valid_from=valid_from,
                valid_until=date.fromisoformat(next_from) - ONE_DAY if next_from else None,
            )
        return self.rule_by_id(rule_id)

    def rule_from(
        self, council_id: int, purpose: Purpose, valid_from: date, *, urgent: bool
    ) -> TermRule | None:
        """Return the version of a term that begins on a day, or None."""
        row = self._db.row(
            f"SELECT {_RULE_COLUMNS} FROM term_rule WHERE council_id = ? AND purpose = ?"
            " AND urgent = ? AND valid_from = ?",
            (council_id, purpose, urgent, valid_from.isoformat()),
        )
        return None if row is None else _rule(row)

    def rule_by_id(self, rule_id: int) -> TermRule:
        """Return one version of a term; Conflict when somebody took it away."""
        sql = f"SELECT {_RULE_COLUMNS} FROM term_rule WHERE id = ?"
        return _rule(self._db.known("term_rule", rule_id, sql))

    def rule(
        self, council_id: int, purpose: Purpose, on: date, *, urgent: bool = False
    ) -> TermRule | None:
        """Return the version of a term in force on a day; None when the ordinance sets none.

        Without a term of its own for urgent advice the ordinary one holds. A part of a
        council follows the rules of the whole.
        """
        return rule_for(self.rules(council_id), purpose, on, urgent=urgent)

    def rules(self, council_id: int) -> list[TermRule]:
        """Return every version of every term that holds for a council."""
        rows = self._db.rows(
            f"SELECT {_RULE_COLUMNS} FROM term_rule WHERE council_id ="
            " (SELECT coalesce(parent_id, id) FROM council WHERE id = ?)"
            " ORDER BY purpose, urgent, valid_from",
            (council_id,),
        )
        return [_rule(row) for row in rows]

    def days_off(self) -> list[DayOff]:
        """Return recess and decreed days, in order."""
        rows = self._db.rows(
            "SELECT starts_on, ends_on, kind, name, source FROM day_off ORDER BY starts_on, id"
        )
        return [
            DayOff(
                starts_on=date.fromisoformat(starts_on),
                ends_on=date.fromisoformat(ends_on),
                kind=DayOffKind(kind),
                name=name,
                source=source,
            )
            for starts_on, ends_on, kind, name, source in rows
        ]

    def calendar(self) -> WorkCalendar:
        """Return the working days that terms are counted with."""
        now = (self._db.version(), self._db.raw.total_changes)
        if self._calendar is None or now != self._calendar_read:
            self._calendar = WorkCalendar(self.days_off())
            self._calendar_read = now
        return self._calendar

    def next_reference(self, council_id: int, year: int) -> str:
        """Take the next reference of a council's requests in a year, inside a change."""
        self._db.execute(
            "INSERT INTO number_series (council_id, kind, year, last) VALUES (?, 'request', ?, 1)"
            " ON CONFLICT DO UPDATE SET last = last + 1",
            (council_id, year),
        )
        last = self._db.value(
            "SELECT last FROM number_series WHERE council_id = ? AND kind = 'request' AND year = ?",
            (council_id, year),
        )
        return f"{year}-{last:03}"


def _called(code: str, name: str) -> tuple[str, str]:
    """Return the code and the name of a council as they are kept; it needs both."""
    code, name = short_line(code, CODE_MOST, "code"), short_line(name, NAME_MOST, "name")
    if not code or not name:
        raise WrongUse(say("A council needs a code and a name."), field="name")
    return code, name


def _require_kind(kind: CouncilKind, *, part: bool) -> None:
    if (kind in PARTS) != part:
        raise Refused(say("Only a sub-council or working group belongs to another council."))


def _quorum_columns(quorum: QuorumRule) -> dict[str, object]:
    return {
        "quorum_numerator": quorum.numerator,
        "quorum_denominator": quorum.denominator,
        "quorum_strict": quorum.strict,
        "quorum_basis": quorum.basis,
        "quorum_article": quorum.article,
    }


def _council(row: Row) -> Council:
    (
        council_id,
        code,
        name,
        kind,
        municipality,
        parent_id,
        numerator,
        denominator,
        strict,
        basis,
        article,
        version,
    ) = row
    return Council(
        id=council_id,
        code=code,
        name=name,
        kind=CouncilKind(kind),
        municipality=municipality,
        parent_id=parent_id,
        quorum=QuorumRule(
            numerator=numerator,
            denominator=denominator,
            strict=bool(strict),
            basis=QuorumBasis(basis),
            article=article,
        ),
        version=version,
    )


def _rule(row: Row) -> TermRule:
    (
        rule_id,
        council_id,
        purpose,
        urgent,
        amount,
        unit,
        first,
        rolls,
        recess,
        article,
        start,
        end,
    ) = row
    return TermRule(
        id=rule_id,
        council_id=council_id,
        purpose=Purpose(purpose),
        urgent=bool(urgent),
        amount=amount,
        unit=Unit(unit),
        first_day_counts=bool(first),
        rolls=bool(rolls),
        recess_suspends=bool(recess),
        article=article,
        valid_from=date.fromisoformat(start),
        valid_until=day(end),
    )
