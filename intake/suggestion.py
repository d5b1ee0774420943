"""What a secretary would pick up from a letter: the subject, the date asked for, the domain.

A suggestion is only that: `evidence` quotes the words it rests on and says what was missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from council.calendar import WorkCalendar
from council.record import record
from council.requests import DocumentKind
from council.text import clean_line, folded
from council.wording import Message, say
from intake.dates_in_text import DateInText, Place, dates_in, no_dates_in
from intake.mail import IncomingMail
from intake.policy_words import domains_in, kind_in

_ZONE = ZoneInfo("Europe/Amsterdam")
MAX_TEXT = 50_000
"""Characters of a letter that are searched; what follows is quotation."""

_ASKS = re.compile(
    r"(?i)\badvi[es]\w*|\breactie\w*|\breageren\b|\bantwoord\w*|\bontvangen\b|\bterugkoppel\w*"
    r"|\bzienswijze\w*|\badvice\b|\bcomments?\b|\breply\b|\brespond\b"
)
_DECIDES = re.compile(
    r"(?i)\bbeslui\w*|\bvaststel\w*|\bvastgesteld\b|\bbehandel\w*|\bvergader\w*|\binwerking\w*"
    r"|\bin werking\b|\bdecide\w*|\badopt\w*|\bmeeting\b"
)
_SETTLES = r"\b(?:beslui\w*|vaststel\w*|vastgesteld|decides?|adopts?)\b"
_SETTLED_ON = re.compile(rf"(?i){_SETTLES}[^;\d]{{0,60}}$")
_SETTLES_AT = re.compile(rf"(?i){_SETTLES}(?:\s+\w{{3,8}}dag)?\s*$")
_IN_COUNCIL = r"in de (?:gemeente)?raad\b[^;\d]{0,40}\bbehandel\w*"
"""What the city council deals with it decides; a committee of it does not."""
_THEN_SETTLES = re.compile(rf"(?i)[\s,]*(?:(?:\w+\s+){{0,2}}{_SETTLES}|{_IN_COUNCIL})")
_BEFORE = 100
"""Characters before a date in which the verb is looked for that makes it a decision's."""
_DIVIDES = re.compile(r"[,;:]")
_LIMIT = re.compile(
    r"(?i)(?:(?P<before>\b(?:vóór|voor|before)\b(?! of op))"
    r"|(?P<firm>\b(?:uiterlijk|voor of op|vóór of op|tot|tot en met|t/m|deadline|latest|no later than"
    r"|(?:advies|reactie)(?:termijn|datum))\b)|\b(?:op|per|by)\b)"
    # Between the limit and its date stand only words that say nothing else.
    r"(?:[\s:,]|\b(?:op|is|of|de|den|het|om|en|met|met ingang van|loopt|eindigt|datum|than|at|on|the"
    r"|ma|di|wo|do|vr|za|zo|\w{3,8}dag|\w{3,6}day|\d{1,2}[.:]\d{2}|uur)\b)*$"
)
_LONGEST = timedelta(days=10 * 366)
"""How long ago a mail may have come that is taken in now."""
_SURE = 3
"""How sure a limit is that holds for the advice itself, without a decision near it."""
_LENGTH = 0
"""How sure a limit is that is a length of time: a day that is named holds before it."""

_NUMBERS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_WITHIN = re.compile(rf"(?i)\bbinnen (\d{{1,2}}|{'|'.join(_NUMBERS)}) (week|weken|dagen)\b")
_AFTER_ADVICE = re.compile(
    r"(?i)^ (?:na|op) (?:(?:de )?ontvangst van )?(?:uw|het) (?:advies|reactie)\b"
)
_PROMISES = re.compile(r"(?i)\b(?:ontvangt|krijgt)\b")
_URGENT = re.compile(
    r"\bspoed\b|\bspoed(?:advies|aanvraag|verzoek|procedure|behandeling|eisend verzoek)\w*"
    r"|\burgent\b|\bdringend verzoek\b"
)
_NOT_URGENT = re.compile(r"\b(?:geen|niet)\s+(?:\w+\s+)?(?:spoed|urgent)")
_LABELS = (
    r"ons kenmerk|zaak(?:nummer|nr\.?|kenmerk)?|kenmerk|registratienummer|dossiernummer|referentie"
    r"|our reference|case number"
)
_REFERENCE = re.compile(
    rf"(?i)\b(?<!uw )(?:{_LABELS})[ \t]*(?:[:#][ \t]*)?"
    r"(?P<number>[A-Z]{0,12}[-/. ]?\d[\w./-]{2,38})"
)
_BARE_REFERENCE = re.compile(r"\b[ZD][-/]?\d{2,4}[-/.]\d{3,9}(?:[-/.]\d{1,9})*\b")
_ASKING_TITLE = re.compile(
    r"(?i)^(?:spoed\w*[\s:!-]*)?(?:(?:formele |officiële )?(?:advies\s?(?:aanvraag|verzoek|vraag)"
    r"|aanvraag advies|verzoek (?:om|tot) advies|request for advice))"
    r"\s*(?:over|inzake|betreffende|m\.?b\.?t\.?|t\.?a\.?v\.?|op|voor|on|:|-|–)*\s+(?=\S)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý])|\n\s*\n|\n(?=\s*[-•*])")


@record
class Suggestion:
    """How a letter might be registered as a request.

    `asked_by` is the last day on which the municipality wants the advice: of a date "before"
    which it is asked, the day before. `decision_on` is the first day on which it decides.
    `doubts` say what of the letter could be meant otherwise.
    """

    title: str
    received_on: date
    asked_by: date | None = None
    decision_on: date | None = None
    domains: tuple[str, ...] = ()
    kind: DocumentKind = DocumentKind.OTHER
    urgent: bool = False
    their_reference: str = ""
    evidence: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()


def suggest(mail: IncomingMail, today: date) -> Suggestion:
    """Return what can be picked up from `mail`; `today` counts when it has no date itself."""
    letter = _letter(mail)
    doubts: list[Message] = []
    received_on = _received_on(mail, today, doubts)
    files = " ; ".join(file.name for file in (*mail.attachments, *letter.attachments))
    text = f"{letter.text}\n\n{mail.text}" if letter is not mail else mail.text
    text = text[:MAX_TEXT]
    headline = f"{letter.subject} ; {mail.subject}"
    number = _reference(f"{headline}\n{text}")
    evidence: list[Message] = []

    sentences = [clean_line(one) for one in _SENTENCE.split(f"{letter.subject}\n\n{text}")]
    asked_by = _asked_by(sentences, received_on, evidence, doubts)
    decision_on = _decision_on(sentences, received_on, evidence, doubts)
    doubts += _impossible(sentences, received_on)
    domains = _domains((headline, files, text), evidence)
    kind = _kind((headline, files, text), evidence)
    urgent = _urgent(f"{headline}\n{text}", evidence)
    if number:
        evidence.append(say("The letter carries the number {number}.", number=number))
    return Suggestion(
        title=_title(mail, letter, number),
        received_on=received_on,
        asked_by=asked_by,
        decision_on=decision_on,
        domains=domains,
        kind=kind,
        urgent=urgent,
        their_reference=number,
        evidence=tuple(evidence),
        doubts=tuple(doubts),
    )


def _letter(mail: IncomingMail) -> IncomingMail:
    """Return the letter itself: of a mail that was passed on, the innermost."""
    while mail.forwarded is not None and (mail.forwarded.text or mail.forwarded.subject):
        mail = mail.forwarded
    return mail


def _received_on(mail: IncomingMail, today: date, doubts: list[Message]) -> date:
    """Return the day on which a mail came; a day that cannot be is told, and today instead.

    The clock of who sent it may be years off. A mail that is a year old may be one that was kept.
    """
    moments: list[datetime] = list(filter(None, (mail.received_at, mail.sent_on)))
    days = [day for one in moments if (day := _dutch_day(one))]
    for day in days:
        if today - _LONGEST <= day <= today + timedelta(days=1):
            if day < today - timedelta(days=366):
                doubts.append(say("The mail is dated {day}: check the day of receipt.", day=day))
            return min(day, today)
    if days:
        doubts.append(
            say(
                "The mail is dated {day}, which cannot be right: today is taken for the day of "
                "receipt.",
                day=days[0],
            )
        )
    return today


def _dutch_day(moment: datetime) -> date | None:
    try:
        return moment.astimezone(_ZONE).date()
    except OverflowError:  # the first and the last day that there are
        return None


def _title(mail: IncomingMail, letter: IncomingMail, number: str) -> str:
    first_line = next((line for line in letter.text.split("\n") if line.strip()), "")
    file = next((file.name for file in letter.attachments if not file.inline), "")
    title = letter.topic or mail.topic or file.rpartition(".")[0] or first_line
    title = _without(number, clean_line(title)[:200].strip(" -–:"))
    short = _ASKING_TITLE.sub("", title).strip(" -–:\"'“”‘’")
    return (short[:1].upper() + short[1:]) or title


def _without(number: str, title: str) -> str:
    """Return a title without the number of the municipality at either end: that has its own field.

    `Verordening jeugdhulp (Z/26/104512)` is `Verordening jeugdhulp`.
    """
    if not number:
        return title
    named = rf"(?:(?:{_LABELS})[\s:#]*)?{re.escape(number)}"
    return re.sub(rf"(?i)[\W_]+{named}[\W_]*$|^[\W_]*{named}[\W_]+", "", title) or title


def _asked_by(
    sentences: Sequence[str], received_on: date, evidence: list[Message], doubts: list[Message]
) -> date | None:
    """Return the date the sentences that ask for advice set as a limit, the surest one."""
    found = [
        limit
        for sentence in sentences
        if _ASKS.search(sentence)
        for limit in _limits(sentence, received_on)
        if limit[1] >= received_on
    ]
    if not found:
        return None
    _sure, asked_by, words = max(found, key=lambda limit: limit[0])
    evidence.append(say("“{words}” was read as: at the latest {day}.", words=words, day=asked_by))
    others = {
        day: said
        for sure, day, said in reversed(found)
        if (sure >= _SURE or sure == _LENGTH) and day != asked_by
    }
    doubts += map(_also, sorted(others.items()))
    return asked_by


def _impossible(sentences: Sequence[str], near: date) -> Iterator[Message]:
    """Say which limit is a day that does not exist."""
    for sentence in sentences:
        if _ASKS.search(sentence) or _DECIDES.search(sentence):
            for found in no_dates_in(sentence, near):
                if _LIMIT.search(sentence[max(0, found.start - 45) : found.start]):
                    words = _words(sentence, found)
                    yield say(
                        "“{words}” is not a day that exists: ask which is meant.", words=words
                    )


def _also(other: tuple[date, str]) -> Message:
    day, words = other
    return say("The letter also says “{words}”, {day}: check which holds.", words=words, day=day)


def _decision_on(
    sentences: Sequence[str], received_on: date, evidence: list[Message], doubts: list[Message]
) -> date | None:
    """Return the first day on which the municipality says that it decides."""
    found = [
        (one.day, _words(sentence, one))
        for sentence in sentences
        for one in _decisions(sentence, received_on)
        if one.day >= received_on
    ]
    if not found:
        return None
    day, words = min(found)
    doubts += map(_also, sorted({other: said for other, said in found if other != day}.items()))
    evidence.append(say("“{words}” was read as: decision on {day}.", words=words, day=day))
    return day


def _decisions(sentence: str, received_on: date) -> Iterator[DateInText]:
    """Yield the dates of a decision: they stand behind its verb, or before it."""
    asks, divides = _starts(_ASKS, sentence), _starts(_DIVIDES, sentence)
    for found in dates_in(sentence, received_on):
        first, end = max(0, found.start - _BEFORE), found.start
        if _SETTLES_AT.search(sentence, first, end):
            yield found
        elif _LIMIT.search(sentence[max(0, end - 45) : end]):
            if settled := _SETTLED_ON.search(sentence, first, end):
                if not _ASKS.search(settled.group()):
                    yield found
            elif _last(asks, end) <= _last(divides, end) and _THEN_SETTLES.match(
                sentence, found.end
            ):
                yield found


def _starts(words: re.Pattern[str], sentence: str) -> list[int]:
    """Return where words stand in a sentence, found once for all its dates."""
    return [found.start() for found in words.finditer(sentence)]


def _last(places: Sequence[int], before: int) -> int:
    """Return the last of some places before another, -1 when there is none."""
    nth = bisect_left(places, before)
    return places[nth - 1] if nth else -1


def _limits(sentence: str, received_on: date) -> Iterator[tuple[int, date, str]]:
    """Yield how sure, which day and on which words, for each limit in one sentence."""
    asks, decides = _starts(_ASKS, sentence), _starts(_DECIDES, sentence)
    for found in dates_in(sentence, received_on):
        limit = _LIMIT.search(sentence[max(0, found.start - 45) : found.start])
        # Behind a word that decides, without one that asks, it is the date of a decision.
        if limit and _last(decides, found.start) <= _last(asks, found.start):
            before, firm = limit.group("before"), limit.group("firm")
            day = found.day - timedelta(days=1) if before else found.day
            sureness = _sureness(sentence, found, firm=bool(before or firm))
            yield sureness, day, _words(sentence, found)
    within = _WITHIN.search(sentence)
    if (
        within
        and not _PROMISES.search(sentence)
        and not _AFTER_ADVICE.search(sentence[within.end() :])
    ):
        number, unit = within.groups()
        count = int(number) if number.isdigit() else 1 + _NUMBERS.index(number.lower())
        day = received_on + timedelta(days=count * (1 if unit.lower() == "dagen" else 7))
        # Ends as a term does: six weeks are what the ordinance gives, also where they end on
        # New Year's Day (art. 1 Algemene termijnenwet).
        yield _LENGTH, WorkCalendar().next_working_day(day), within.group()


def _sureness(sentence: str, found: DateInText, *, firm: bool) -> int:
    around = sentence[max(0, found.start - 80) : found.end + 60]
    return (4 if firm else 3) - 2 * bool(_DECIDES.search(around))


def _words(sentence: str, found: Place) -> str:
    """Return a date with the whole words before it."""
    first = max(0, found.start - 60)
    if first and not sentence[first - 1].isspace():
        first = sentence.find(" ", first, found.start) + 1 or found.start
    return "… " + clean_line(sentence[first : found.end])


def _domains(places: tuple[str, ...], evidence: list[Message]) -> tuple[str, ...]:
    """Return the domains named in the first of `places` that names one."""
    for place in places:
        if found := domains_in(place):
            return found
    evidence.append(say("The letter names no domain."))
    return ("general",)


def _kind(places: tuple[str, ...], evidence: list[Message]) -> DocumentKind:
    for place in places:
        if found := kind_in(place):
            return found
    evidence.append(say("The letter does not say what sort of document it is about."))
    return DocumentKind.OTHER


def _urgent(text: str, evidence: list[Message]) -> bool:
    plain = folded(text)
    found = _URGENT.search(plain)
    if not found or _NOT_URGENT.search(plain):
        return False
    evidence.append(say("“{words}” stands in the letter.", words=found.group()))
    return True


def _reference(text: str) -> str:
    labelled = _REFERENCE.search(text)
    bare = _BARE_REFERENCE.search(text)
    number = labelled.group("number") if labelled else bare.group() if bare else ""
    return number.rstrip(".-/ ")
