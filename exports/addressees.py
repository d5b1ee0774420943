"""To whom a letter goes, how it greets them, and what it calls the body that is advised."""

from __future__ import annotations

import re

from council.letters import LetterKind
from council.record import record
from council.requests import AdviceRequest
from council.terms import AdvisedBody
from council.text import clean_line


@record
class Addressee:
    """Somebody as a Dutch letter addresses them: in full, and by the greeting."""

    name: str
    greeting: str


def addressee(kind: LetterKind, request: AdviceRequest, municipality: str) -> Addressee:
    """Return to whom a letter about a request goes: the advised body, or who can move it."""
    name, greeting = _ABOVE.get(kind) or _ADVISED[request.body]
    return Addressee(name=name.format(of=of_municipality(municipality)), greeting=greeting)


def person(name: str) -> Addressee:
    """Return somebody who wrote to us, greeted as far as the name surely tells how.

    `mw. J. van Dijk` is greeted as mevrouw Van Dijk; without a title nobody knows. A name as
    address books turn it, such as `Dijk, J. van (Jan)`, is turned back.
    """
    name = _turned_back(clean_line(name))
    found = _TITLED.match(name)
    if found is None or _SEVERAL.search(found["rest"]):
        return Addressee(name=name, greeting="Geachte heer of mevrouw,")
    title = "mevrouw" if found["title"].lower().startswith("m") else "heer"
    surname = _surname(found["rest"])
    return Addressee(name=name, greeting=f"Geachte {title}{f' {surname}' if surname else ''},")


_INITIAL = r"(?:[A-Z]|IJ|Ch|Chr|Fr|Ph|Th|Tj)\."
_PARTICLE = r"(?i:de|den|der|het|in|op|te|ten|ter|['’]t|la|van|von)"
_WORD = r"[A-ZÀ-Þ]['’]?\w+"
# After a hyphen any prefix belongs to the name; after a space it may begin a place: `te Dijk`.
_JOINED = rf"(?:-(?:{_PARTICLE}[- ])*|[ ](?:(?:de|den|der|van)[- ])*)"
_FAMILY = rf"{_WORD}(?:{_JOINED}{_WORD})*"
_TITLED = re.compile(
    r"(?P<title>mw|mevr|mevrouw|dhr|de\ heer|heer)\b\.?\s+(?P<rest>\S.*)", re.IGNORECASE
)
_TURNED = re.compile(
    rf"(?P<family>{_WORD}(?:-{_WORD})?),\s*"
    rf"(?P<given>{_INITIAL}(?:\s?{_INITIAL})*(?:\s+{_PARTICLE})*"
    # Without initials the prefix tells a person from the department of an organisation.
    rf"|{_WORD}(?:[- ]{_WORD})*(?:\s+{_PARTICLE})+)(?:\s+\(\w[\w -]*\))?"
)
_SEVERAL = re.compile(r"\b(?:en|of)\b|[&;]")
_SURNAME = re.compile(
    rf"(?P<forms>(?:[a-z]+\.\s*)*)(?P<initials>(?:{_INITIAL}\s*)*)"
    rf"(?P<particles>(?:{_PARTICLE}\s+)*)(?P<family>{_FAMILY})",
)


def _turned_back(name: str) -> str:
    found = _TURNED.fullmatch(name)
    if found is None:
        return name
    return f"{found['given']} {found['family']}"


def _surname(rest: str) -> str:
    """Return the family name as it stands after a title, empty where it cannot be told surely.

    After initials or a particle all of it is the family name. Two words without either may be
    a first name and a family name.
    """
    found = _SURNAME.fullmatch(rest)
    if found is None:
        return ""
    particles, family = found["particles"].lower(), found["family"]
    if " " in family and not (found["initials"] or particles):
        return ""
    name = f"{particles}{family}"
    return f"{name[0].upper()}{name[1:]}"


def called(body: AdvisedBody) -> str:
    """Return what a letter to somebody else calls the advised body."""
    return _CALLED[body]


def of_municipality(name: str) -> str:
    """Return the words that say of which municipality something is; nothing without a name."""
    return f" van de gemeente {clean_line(name)}" if name else ""


_CITY_COUNCIL = (
    "de gemeenteraad{of}, ter attentie van de griffie",
    "Geachte leden van de gemeenteraad,",
)
# A joint authority is of several municipalities, and what it is called stands nowhere.
_ADVISED = {
    AdvisedBody.EXECUTIVE: (
        "het college van burgemeester en wethouders{of}",
        "Geacht college,",
    ),
    AdvisedBody.CITY_COUNCIL: _CITY_COUNCIL,
    AdvisedBody.JOINT_BOARD: (
        "het dagelijks bestuur van de gemeenschappelijke regeling",
        "Geacht bestuur,",
    ),
}
_ABOVE = {
    LetterKind.ALDERMAN: ("de verantwoordelijke wethouder{of}", "Geachte wethouder,"),
    LetterKind.CITY_COUNCIL: _CITY_COUNCIL,
    LetterKind.CITY_COUNCIL_CHAIR: (
        "de voorzitter van de gemeenteraad{of}, ter attentie van de griffie",
        "Geachte voorzitter,",
    ),
    LetterKind.GENERAL_BOARD: (
        "het algemeen bestuur van de gemeenschappelijke regeling",
        "Geachte leden van het algemeen bestuur,",
    ),
}
_CALLED = {
    AdvisedBody.EXECUTIVE: "het college",
    AdvisedBody.CITY_COUNCIL: "de gemeenteraad",
    AdvisedBody.JOINT_BOARD: "het dagelijks bestuur",
}
