from __future__ import annotations

from datetime import date

import pytest

from council.wording import _, say, speaking

DUTCH = {
    "Due on {day}.": "Uiterlijk {day}.",
    "Mon Tue Wed Thu Fri Sat Sun": "ma di wo do vr za zo",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec": (
        "jan feb mrt apr mei jun jul aug sep okt nov dec"
    ),
}


def dutch(message: str) -> str:
    return DUTCH[message]


def test_a_letter_speaks_its_own_language_and_the_program_goes_on_in_its_own() -> None:
    due = say("Due on {day}.", day=date(2026, 12, 8))
    with speaking(dutch):
        assert str(due) == "Uiterlijk di 8 dec 2026."
        with speaking(lambda message: message):
            assert str(due) == "Due on Tue 8 Dec 2026."
        assert str(due) == "Uiterlijk di 8 dec 2026."
    assert str(due) == "Due on Tue 8 Dec 2026."


def test_the_language_comes_back_after_an_error() -> None:
    with pytest.raises(KeyError), speaking(dutch):
        _("unknown")
    assert _("unknown") == "unknown"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Jeugd", "Registered: Jeugd. Next."),
        ("Adviesrecht onder druk?", "Registered: Adviesrecht onder druk? Next."),
        ("Wmo, Jeugdwet e.d.", "Registered: Wmo, Jeugdwet e.d. Next."),
        ("{title}.", "Registered: {title}. Next."),
    ],
)
def test_what_ends_a_sentence_itself_gets_no_full_stop(title: str, said: str) -> None:
    assert _("Registered: {title}. Next.", title=title) == said
    assert _("Registered: {title}.", title=title) == said.removesuffix(" Next.")
    assert _("“{title}”.", title=title) == f"“{title}”."
