"""A member list as a secretary keeps it in a spreadsheet, line by line understood or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from council.errors import Damaged, WrongUse, ends_before_start
from council.members import Office, Role
from council.reach import email_address, phone_number
from council.record import record
from council.text import folded, natural_name
from council.wording import Message, say
from intake.policy_words import DOMAINS, domains_in
from intake.table import Columns, Fault, Row, decode_table, find_columns, table_date

_T = TypeVar("_T")

_HEADERS = {
    "name": "naam name volledigenaam fullname naamlid",
    "first": "voornaam roepnaam firstname givenname voorletters initialen",
    "infix": "tussenvoegsel tussenvoegsels tussenv tv infix voorvoegsel",
    "last": "achternaam familienaam surname lastname familyname",
    "email": "email mail emailadres mailadres emailaddress",
    "phone": "telefoon telefoonnummer tel telnr mobiel mobielnummer phone mobile telephone",
    "seat": "zetel zetelcode zetelnummer zetelnr seat seatcode",
    "role": "rol role lidmaatschap",
    "function": "functie function functies",
    "office": "office offices bestuursfunctie taak",
    "domain": "domein domain domeinen werkgroep kamer",
    "voting": "stemrecht stemgerechtigd voting vote",
    "starts_on": "van vanaf from begin begindatum start startdatum benoemd benoemdper benoemdop "
    "datumbenoeming benoeming ingangsdatum lidsinds",
    "ends_on": "tot tm totenmet einde einddatum eind until enddate benoemdtot aftredend aftreden "
    "datumaftreden eindetermijn eindezittingstermijn",
    "term_number": "termijn term termnumber termijnnummer termijnnr periode zittingstermijn",
    "decision": "besluit decision besluitnummer benoemingsbesluit collegebesluit kenmerk",
}
_FIELDS = {name: field for field, names in _HEADERS.items() for name in names.split()}

_SENSITIVE = re.compile(
    r"uitkering|doelgroep|bijstand|minima|inkomen|\bbsn|burgerservice|sofi|geboorte|geboren|birth"
    r"|leeftijd|hoedanigheid|diagnose|beperking|handicap|indicatie|voorziening|ervaringsdeskundig"
    r"|nationaliteit|herkomst|gezondheid|benefit|target group|schuld"
)
"""Headers of columns that say why someone counts for the law, or who they are to the state."""

_ROLES = {
    Role.INDEPENDENT_CHAIR: "onafhankelijk voorzitter|onafhankelijke voorzitter|technisch voorzitter"
    "|independent chair|independent_chair",
    Role.CHAIR: "voorzitter|chair|voorzitster|chairperson",
    Role.CLIENT_MEMBER: "cliëntlid|client|cliënt|clientlid|client member|client_member|lid cliënt"
    "|ervaringsdeskundige|ervaringsdeskundig lid",
    Role.REPRESENTATIVE: "vertegenwoordiger|representative|vertegenwoordigend lid|belangenbehartiger",
    Role.RESIDENT: "inwoner|burgerlid|resident|inwonerlid|burger|ingezetene",
    Role.ADVISER: "adviseur|toegevoegd lid|adviser|advisor|toegevoegd adviseur|adviserend lid",
    Role.SECRETARY: "secretaris|secretary|ambtelijk secretaris",
}
_OFFICES = {
    Office.VICE_CHAIR: "vicevoorzitter|vice-voorzitter|plaatsvervangend voorzitter|plv. voorzitter"
    "|plv voorzitter|tweede voorzitter|2e voorzitter|vice-chair|vice chair|vice_chair",
    Office.TREASURER: "penningmeester|treasurer",
    Office.SECRETARY: "secretaris|secretary",
    Office.MINUTE_TAKER: "notulist|notuliste|verslaglegger|minute-taker|minute taker|minute_taker",
}
_ROLE_WORDS = {folded(word): role for role, words in _ROLES.items() for word in words.split("|")}
_OFFICE_WORDS = {
    folded(word): office for office, words in _OFFICES.items() for word in words.split("|")
}
_PLAIN_MEMBER = frozenset(["lid", "raadslid", "member", "gewoon lid"])
_VACANT = frozenset(["vacature", "vacant", "vacancy", "n.n.", "open"])
_YES = frozenset(["ja", "j", "yes", "y", "x", "1", "true", "waar", "wel"])
_NO = frozenset(["nee", "n", "no", "0", "false", "onwaar", "geen", "niet"])
_FIELD_NAMES = {"first": "name", "infix": "name", "last": "name", "function": "role"}
"""Columns that together make one field of a line."""
_WHY_LEFT_OUT = say(
    "It says why someone counts for the law or who they are to the state; "
    "a member list does not need that, and it was not read."
)
_TERM = re.compile(r"([1-9])(?:e|ste|de)?(?: ?(?:termijn|periode|/ ?\d|van \d|of \d))?")


@record
class MemberLine:
    """One line of the list as it was understood; what is empty or not understood is None.

    `number` is the row the spreadsheet shows. No `name` means that the seat is vacant. A
    role that only says "member" is None: what that means is for the seat to say. `domain`
    is a code (pw, wmo, youth, general). `starts_on` and `ends_on` are both included.
    """

    number: int
    name: str = ""
    email: str = ""
    phone: str = ""
    seat: str = ""
    role: Role | None = None
    domain: str | None = None
    office: Office | None = None
    voting: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    term_number: int | None = None
    decision: str = ""


@record
class LeftOut:
    """A column that was not read, and why."""

    header: str
    reason: Message


@record
class MemberList:
    """What a file says about members.

    `lines` holds every line as far as it was understood, so that it can be shown; only a list
    without `faults` may be taken over. `columns` gives the field for each header understood.
    """

    lines: tuple[MemberLine, ...]
    faults: tuple[Fault, ...]
    delimiter: str
    encoding: str
    columns: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def notices(self) -> Sequence[Message]:
        """What of the file is not taken over, though nothing is wrong with it."""
        found = [
            say(
                "Column “{column}” was left out. {reason}",
                column=column.header,
                reason=str(column.reason),
            )
            for column in self.left_out
        ]
        if self.ignored:
            columns = ", ".join(self.ignored)
            found.append(say("Columns that were not understood: {columns}.", columns=columns))
        return found


def read_member_list(raw: bytes) -> MemberList:
    """Return the member list in `raw`. Raise `Damaged` when the file is no such list, or empty."""
    table = decode_table(raw)
    columns = find_columns(table, _FIELDS, required=["name|last"], barred=_is_sensitive)
    rows = [row for row in table.rows if row.number > columns.line]
    if not rows:
        raise Damaged(say("The list has no members: there is nothing below its headers."))
    readers = [_LineReader(columns, row) for row in rows]
    lines = tuple(reader.line() for reader in readers)
    faults = [fault for reader in readers for fault in reader.faults]
    faults += _double_seats(lines, columns)
    return MemberList(
        lines=lines,
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
        delimiter=table.delimiter,
        encoding=table.encoding,
        columns={
            header: _FIELD_NAMES.get(field, field) for field, header in columns.understood.items()
        },
        ignored=columns.ignored,
        left_out=tuple(LeftOut(header=header, reason=_WHY_LEFT_OUT) for header in columns.barred),
    )


def _is_sensitive(header: str) -> bool:
    return bool(_SENSITIVE.search(folded(header)))


class _LineReader:
    """Reads one row, noting what is wrong with it."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self.faults: list[Fault] = []
        self._columns = columns
        self._row = row

    def line(self) -> MemberLine:
        """Return the line as far as it can be understood."""
        role, office = self._role_and_office()
        starts_on, ends_on = (
            self._value("starts_on", table_date),
            self._value("ends_on", table_date),
        )
        if starts_on and ends_on and ends_on < starts_on:
            self._fault("ends_on", ends_before_start(starts_on, ends_on))
        return MemberLine(
            number=self._row.number,
            name=self._name(),
            email=self._value("email", _email) or "",
            phone=self._value("phone", _phone) or "",
            seat=self._cell("seat"),
            role=role,
            domain=self._value("domain", _domain),
            office=office,
            voting=self._value("voting", _yes_or_no),
            starts_on=starts_on,
            ends_on=ends_on,
            term_number=self._value("term_number", _term_number),
            decision=self._cell("decision"),
        )

    def _cell(self, field: str) -> str:
        return self._columns.cell(self._row, field)

    def _fault(self, field: str, message: Message) -> None:
        column = self._columns.header(field)
        self.faults.append(Fault(line=self._row.number, column=column, message=message))

    def _value(self, field: str, convert: Callable[[str], _T]) -> _T | None:
        text = self._cell(field)
        if not text:
            return None
        try:
            return convert(text)
        except WrongUse as error:
            self._fault(field, error.message)
            return None

    def _name(self) -> str:
        """Return the name in one piece; a surname may stand in a column of its own.

        A row that has a seat and nobody to reach is a vacancy, whether it says so or not.
        """
        surname = natural_name(self._cell("last") or self._cell("name"))
        pieces = (self._cell("first"), self._cell("infix"), surname)
        name = " ".join(piece for piece in pieces if piece)
        if not self._cell("last") and not {"first", "infix"} & self._columns.fields.keys():
            name = self._cell("name")
        if folded(name).strip("<>()- ") in _VACANT:
            return ""
        if not name and self._cell("seat") and not (self._cell("email") or self._cell("phone")):
            return ""
        if not surname:
            self._fault(
                "last" if self._columns.header("last") else "name", say("The name is missing.")
            )
        return natural_name(name)

    def _role_and_office(self) -> tuple[Role | None, Office | None]:
        """Return what the columns for role, function and office say together.

        Lists use "functie" for either; beside a column for the role it means the office.
        """
        role_is_known = "role" in self._columns.fields
        found: list[Role | Office] = []
        for field, office_first in (("role", False), ("function", role_is_known), ("office", True)):
            for word in _words(self._cell(field)):
                if word in _PLAIN_MEMBER:
                    continue
                meaning = _meaning(word, office_first)
                if meaning is None:
                    self._fault(field, _unknown_role(word, office_first))
                else:
                    found.append(meaning)
        roles = list(dict.fromkeys(item for item in found if isinstance(item, Role)))
        offices = list(dict.fromkeys(item for item in found if isinstance(item, Office)))
        if len(roles) > 1 or len(offices) > 1:
            field = next(f for f in ("role", "function", "office") if self._cell(f))
            self._fault(field, say("A line can hold one role and one office."))
        return (roles[0] if roles else None), (offices[0] if offices else None)


def _words(cell: str) -> list[str]:
    parts = re.split(r"[,/+&;]| en | and ", folded(cell))
    return [part for part in (part.strip(" .-") for part in parts) if part]


def _meaning(word: str, office_first: bool) -> Role | Office | None:
    if office_first:
        return _OFFICE_WORDS.get(word) or _ROLE_WORDS.get(word)
    return _ROLE_WORDS.get(word) or _OFFICE_WORDS.get(word)


def _unknown_role(word: str, office: bool) -> Message:
    if office:
        return say(
            "“{word}” is no office that is known; use vice-chair, treasurer, secretary or minute-taker.",
            word=word,
        )
    return say(
        "“{word}” is no role that is known; use independent chair, chair, client member, "
        "representative, resident, adviser or secretary.",
        word=word,
    )


def _email(text: str) -> str:
    return email_address(re.sub(r"(?i)^mailto:|^[^<]*<|>$", "", text))


def _phone(text: str) -> str:
    if re.fullmatch(r"[1-9]\d{8}", text):
        # Excel takes a telephone number for a number and drops its zero.
        return f"0{text}"
    return phone_number(text)


def _domain(text: str) -> str:
    code = folded(text).strip()
    found = (code,) if code in DOMAINS else domains_in(text)
    if len(found) != 1:
        raise WrongUse(
            say("“{text}” is not one domain; use PW, Wmo, Jeugd or algemeen.", text=text)
        )
    return found[0]


def _yes_or_no(text: str) -> bool:
    word = folded(text).strip(" .")
    if word not in _YES | _NO:
        raise WrongUse(say("“{text}” is neither yes nor no.", text=text))
    return word in _YES


def _term_number(text: str) -> int:
    found = _TERM.fullmatch(folded(text))
    if not found:
        raise WrongUse(say("“{text}” is not the number of a term, such as 1 or 2.", text=text))
    return int(found.group(1))


def _double_seats(lines: tuple[MemberLine, ...], columns: Columns) -> list[Fault]:
    """Return a fault for each line whose seat is held by an earlier line at the same time."""
    faults = []
    earlier: dict[str, list[MemberLine]] = {}
    for line in lines:
        if not line.seat or not line.name:
            continue
        holders = earlier.setdefault(folded(line.seat), [])
        other = next((holder for holder in holders if _overlap(holder, line)), None)
        if other:
            message = say(
                "Seat {seat} is held by {name} on row {row} in the same period.",
                seat=line.seat,
                name=other.name,
                row=other.number,
            )
            faults.append(Fault(line=line.number, column=columns.header("seat"), message=message))
        holders.append(line)
    return faults


def _overlap(one: MemberLine, other: MemberLine) -> bool:
    """Tell whether two terms share a day; a date that is missing is no limit."""
    one_first, one_last = one.starts_on or date.min, one.ends_on or date.max
    other_first, other_last = other.starts_on or date.min, other.ends_on or date.max
    return one_first <= other_last and other_first <= one_last
