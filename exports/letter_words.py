"""What letters call things in running text: the advice by how it came about, a title."""

from __future__ import annotations

from council.record import record
from council.requests import AdviceRequest, RequestForm
from council.text import clean_line


@record
class Words:
    """What a letter calls the request, what the council makes of it, and the judgement in it.

    `request` follows "uw", `short` takes its place later on; `given` says that the council
    gives it, `judged` comes before a tone.
    """

    request: str
    short: str
    ours: str
    this: str
    the: str
    given: str
    judged: str


def words_for(request: AdviceRequest) -> Words:
    """Return the words for a request: who talks along early was not asked for an advice."""
    return _EARLY if request.form is RequestForm.EARLY_INPUT else _ADVICE


def titled(request: AdviceRequest) -> str:
    """Return the title of a request in quotation marks; those in it become single ones."""
    return f"“{clean_line(request.title).translate(_SINGLE)}”"


_SINGLE = str.maketrans('“”„"', "‘’‘’")
_ADVICE = Words(
    request="adviesaanvraag",
    short="aanvraag",
    ours="ons advies",
    this="dit advies",
    the="het advies",
    given="brengen wij uit",
    judged="Ons advies is",
)
_EARLY = Words(
    request="vraag om mee te denken",
    short="vraag",
    ours="onze inbreng",
    this="deze inbreng",
    the="de inbreng",
    given="geven wij",
    judged="Wij zijn",
)
