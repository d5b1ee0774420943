"""To whom a letter goes, how it greets them, and what it calls the body that is advised."""

from __future__ import annotations

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
