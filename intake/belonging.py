"""To which request a mail belongs: the one it answers, or the one whose number it clearly means.

A request that nobody sees costs the council its influence, a second one costs a key: what is not
certain does not join.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from council.errors import NotFound
from council.likeness import topics, words
from council.requests import AdviceRequest, state_label
from council.steps import ENDED
from council.wording import Message, say
from db.search import searchable
from db.store import Store
from intake.mail import IncomingMail

_NUMBER = re.compile(r"(?<![\w-])(?:19|20)\d{2}-\d{3,4}(?![\w-])")
_OURS = re.compile(
    r"(?i)\b(?:(?:uw|your) (?:kenmerk|referentie|nummer|advies|brief|reference|advice|letter)"
    r"|(?:op|on) (?:het |the )?(?:advies|advice))\W{0,3}$"
)
"""What comes before a number of the council: nobody else numbers its letters and advice."""
_OUR_LETTER = re.compile(r"(?<![\w-])(?:19|20)\d{2}-\d{3,4}-[ABab]\d{1,3}(?![\w-])")
"""The reference of an advice or a letter of the council: nobody else has these."""
_YOUR_REFERENCE = re.compile(r"(?i)\b(?:uw|your) (?:kenmerk|referentie|reference|ref\.?)\W{0,9}$")
_FIRST_LINES = 15
"""Lines at the head of a letter, addresses among them, where it may name our reference."""
_ASKING = re.compile(r"(?i)^(?:nieuwe? )?(?:adviesaanvraag|aanvraag advies|verzoek om advies)")
_SAYING_NOTHING = frozenset(
    words(
        "aanvulling aanvullend bijlage stuk stukken nagezonden nagekomen herinnering vraag vragen"
        " antwoord reactie bericht mail brief document kenmerk referentie nummer nr dossier uw"
        " betreft definitief versie attachment papers reference number your"
    )
)
"""Words of a subject that fit every request."""

Belonging = tuple[AdviceRequest | None, tuple[Message, ...]]


def belongs_to(store: Store, council_id: int, mail: IncomingMail, raw: bytes) -> Belonging:
    """Return the request that a mail joins, None when it is its own, and what is in doubt."""
    files = store.files
    begun = files.begun_by(council_id, raw, mail.message_id, mail.subject)
    answers = tuple(filter(None, (mail.in_reply_to, *reversed(mail.references))))
    request_id = (
        begun
        # The own id as well: the same mail may come in twice, along different servers.
        or files.request_of_message(council_id, (mail.message_id, *answers))
        or files.request_of_message(council_id, answers, elsewhere=True)
    )
    if request_id is not None:
        request = store.requests.by_id(request_id)
        return request, tuple(filter(None, [_half(begun, request), _ended(request)]))
    if answered := _answered(store, council_id, mail):
        request, doubts = _meant(store, mail, raw, *answered)
        return request, tuple(filter(None, [*doubts, _ended(request) or _anew(mail, request)]))
    doubts = list(_of_another(store, council_id, mail))
    for found in _NUMBER.finditer(mail.subject):
        numbered = _numbered(store, council_id, found.group())
        if numbered is None:
            continue
        lead = mail.subject[: found.start()]
        if numbered.state not in ENDED and (_OURS.search(lead) or _is_about(mail, numbered)):
            meant, in_doubt = _meant(store, mail, raw, numbered)
            return meant, tuple(
                filter(None, [*in_doubt, _ended(meant) or _other_case(mail, lead, meant)])
            )
        doubts.append(
            say(
                "The subject has the number of {ref} {title}; it is not certain that this mail is "
                "about that, so it became a new request.",
                ref=numbered.ref,
                title=numbered.title,
            )
        )
    return None, tuple(doubts)


def _answered(
    store: Store, council_id: int, mail: IncomingMail
) -> tuple[AdviceRequest, str] | None:
    """Return the request of the letter of ours that a mail names, with its reference, if any."""
    for letter in _letters_named(mail):
        if request := _numbered(store, council_id, _of_letter(letter)):
            return request, letter
    return None


def _numbered(store: Store, council_id: int, ref: str) -> AdviceRequest | None:
    try:
        return store.requests.get(council_id, ref)
    except NotFound:
        return None


def _meant(
    store: Store, mail: IncomingMail, raw: bytes, ours: AdviceRequest, letter: str = ""
) -> tuple[AdviceRequest, list[Message]]:
    """Return which request with the number of `ours` a mail means, and what is to be known of it.

    Councils number alike. Who sent the letter that it names tells, which council it names, and
    what it is about; where nothing does it is ours.
    """
    councils = {council.id: council.name for council in store.councils.all()}
    elsewhere = (_numbered(store, one, ours.ref) for one in councils if one != ours.council_id)
    # One that another council made of this mail cannot be what the mail is about.
    others = [one for one in elsewhere if one and not store.files.began(one.id, raw)]
    found = [ours, *others]
    said = _plain(" ".join(_said(mail)))
    named = [name for name in map(_plain, councils.values()) if name in said]
    signs: list[Callable[[AdviceRequest], bool]] = [
        lambda one: _sent(store, one, letter),
        lambda one: _named(_plain(councils[one.council_id]), named),
        lambda one: _is_about(mail, one),
    ]
    for tells in signs:
        found = list(filter(tells, found)) or found
    meant = found[0] if len(found) == 1 else ours
    if meant is not ours:
        council = councils[ours.council_id]
        yours = say(
            "{council} has {ref} {title} too.", council=council, ref=ours.ref, title=ours.title
        )
        return meant, [yours]
    if found == [ours]:
        return ours, []
    other = next(one for one in found if one is not ours)
    doubt = say(
        "It went to {council}; {other} has {ref} {title} too: is it for them, take this back (o) "
        "and read it in there.",
        council=councils[ours.council_id],
        other=councils[other.council_id],
        ref=other.ref,
        title=other.title,
    )
    return ours, [doubt]


def _sent(store: Store, request: AdviceRequest, letter: str) -> bool:
    """Tell whether there is an advice on a request, or a letter about it, under a reference."""
    advice = store.advice.of_request(request.id)
    return letter.upper() in (one.ref.upper() for one in advice) or bool(
        store.letters.under(request.id, letter.upper())
    )


def _named(council: str, named: list[str]) -> bool:
    """Tell whether a council is named, and not only within the name of another one."""
    return council in named and not any(council in one for one in named if one != council)


def _plain(text: str) -> str:
    return f"{searchable(text)}  "


def _said(mail: IncomingMail) -> Iterator[str]:
    """Yield what tells for whom a mail is: its subject, its addressees, and its head."""
    inside: IncomingMail | None = mail
    while inside is not None:
        yield from (inside.subject, inside.addressees, _head(inside))
        inside = inside.forwarded


def _of_another(store: Store, council_id: int, mail: IncomingMail) -> Iterator[Message]:
    """Doubt a mail that names a letter which is of another council in the file, if it does."""
    for ref in map(_of_letter, _letters_named(mail)):
        for council in store.councils.all():
            if council.id == council_id:
                continue
            request = _numbered(store, council.id, ref)
            if request is None:
                continue
            yield say(
                "The mail names a letter about {ref} {title} of {council}: is it for them, "
                "take this back (o) and read it in there.",
                ref=ref,
                title=request.title,
                council=council.name,
            )
            return


def _letters_named(mail: IncomingMail) -> Iterator[str]:
    """Yield our letters by reference: any in the subject, as "your reference" at the head."""
    inside: IncomingMail | None = mail
    while inside is not None:
        yield from (found.group() for found in _OUR_LETTER.finditer(inside.subject))
        head = _head(inside)
        for found in _OUR_LETTER.finditer(head):
            if _YOUR_REFERENCE.search(head[: found.start()]):
                yield found.group()
        inside = inside.forwarded


def _of_letter(reference: str) -> str:
    """Return the reference of the request that a letter is about."""
    return reference.rpartition("-")[0]


def _head(mail: IncomingMail) -> str:
    """Return the first lines: a letter may be about another one; its own past stands quoted."""
    lines = [line for line in mail.text[:5_000].splitlines() if line.strip()]
    return "\n".join(line for line in lines[:_FIRST_LINES] if not line.startswith(">"))


def _is_about(mail: IncomingMail, request: AdviceRequest) -> bool:
    """Tell whether a subject, besides a number, is that of a request: any case may be numbered so.

    It names what the request is about, or no subject at all and is from who asked.
    """
    said = set(words(_NUMBER.sub(" ", mail.topic))) - _SAYING_NOTHING
    if said:
        return bool(said & set(topics(request.title))) or said <= _known(request)
    address = asking(mail).sender_address
    return bool(address) and address == request.sender_email.casefold()


def _known(request: AdviceRequest) -> set[str]:
    return set(words(f"{request.title} {request.their_reference}"))


def _other_case(mail: IncomingMail, lead: str, request: AdviceRequest) -> Message | None:
    """Doubt a mail that joined by a bare number and shares a word with its request, not all."""
    said = set(words(_NUMBER.sub(" ", mail.topic))) - _SAYING_NOTHING
    if _OURS.search(lead) or said <= _known(request):
        return None
    return say(
        "It joined by the number {ref} and a word of its subject: where it is about something "
        "else, take this back (o) and register it as a request of its own (n).",
        ref=request.ref,
    )


def asking(mail: IncomingMail) -> IncomingMail:
    """Return the mail of who asks: of one that was passed on, the innermost with a sender."""
    while mail.forwarded and (mail.forwarded.sender_address or mail.forwarded.sender_name):
        mail = mail.forwarded
    return mail


def _half(begun: int | None, request: AdviceRequest) -> Message | None:
    if begun is None:
        return None
    return say(
        "Only the first part of this mail was there when it became {ref}: check what is known of it.",
        ref=request.ref,
    )


def _ended(request: AdviceRequest) -> Message | None:
    if request.state not in ENDED:
        return None
    return say(
        "{ref} is done with ({state}): see whether this mail asks for something new.",
        ref=request.ref,
        state=state_label(request.state),
    )


def _anew(mail: IncomingMail, request: AdviceRequest) -> Message | None:
    if mail.subject != mail.topic or not _ASKING.search(mail.topic):
        return None
    return say(
        "It was added as it names our letter about {ref}: see whether it asks for something new.",
        ref=request.ref,
    )
