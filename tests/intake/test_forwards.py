from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.dates_in_text import dates_in
from intake.forwards import find_forwarded

OUTLOOK = """Zie hieronder.

Van: Noor Zilt <n.zilt@example.nl>
Verzonden: maandag 9 november 2026 10:15
Aan: Voorzitter <voorzitter@example.nl>; Anton Kwelder
<a.kwelder@example.nl>
CC: Griffie
Onderwerp: Adviesaanvraag minima
Bijlagen: nota.pdf

Graag advies."""
GMAIL = """---------- Forwarded message ---------
Van: *Noor Zilt* <n.zilt@example.nl>
Date: ma 9 nov 2026 om 10:15
Subject: Adviesaanvraag minima
To: voorzitter@example.nl <voorzitter@example.nl>


Graag advies."""
THUNDERBIRD = """-------- Doorgestuurd bericht --------
Onderwerp: \tAdviesaanvraag minima
Datum: \tMon, 9 Nov 2026 10:15:00 +0100
Van: \tNoor Zilt <n.zilt@example.nl>
Aan: \tvoorzitter@example.nl

Graag advies."""
THUNDERBIRD_TABLE = """-------- Doorgestuurd bericht --------

Onderwerp: | Adviesaanvraag minima
Datum: | Mon, 9 Nov 2026 10:15:00 +0100
Van: | Noor Zilt <n.zilt@example.nl>
Aan: | voorzitter@example.nl

Graag advies."""
APPLE = """Begin doorgestuurd bericht:

> Van: Noor Zilt <n.zilt@example.nl>
> Onderwerp: Adviesaanvraag minima
> Datum: 9 november 2026 om 10:15:00 CET
> Aan: voorzitter@example.nl
>
> Graag advies."""
ENGLISH = """From: Noor Zilt [mailto:n.zilt@example.nl]
Sent: Monday, November 9, 2026 10:15 AM
To: voorzitter@example.nl
Subject: Adviesaanvraag minima

Graag advies."""


@pytest.mark.parametrize("text", [OUTLOOK, GMAIL, THUNDERBIRD, THUNDERBIRD_TABLE, APPLE, ENGLISH])
def test_what_mail_programs_write_above_a_mail_passed_on(text: str) -> None:
    found = find_forwarded(text)
    assert found is not None
    assert found.sender_name == "Noor Zilt"
    assert found.sender_address == "n.zilt@example.nl"
    assert found.subject == "Adviesaanvraag minima"
    assert found.sent_on is not None
    assert found.sent_on.isoformat() == "2026-11-09T10:15:00+01:00"
    assert found.text == "Graag advies."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Van: Noor\nen verder niets",
        "Onderwerp: minima\nDatum: 9 november 2026\n\nEen agenda, geen mail.",
        "De route gaat van: A\nnaar: B",
    ],
)
def test_ordinary_text_passes_nothing_on(text: str) -> None:
    assert find_forwarded(text) is None


@given(st.lists(st.sampled_from([*OUTLOOK.split("\n"), "", "> ", "Datum: 31 feb", "Date: +0000"])))
def test_any_order_of_lines_is_survived(lines: list[str]) -> None:
    find_forwarded("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("op 18 december 2026.", [date(2026, 12, 18)]),
        ("18-12-2026 of 18/12/2026 of 18.12.2026", [date(2026, 12, 18)] * 3),
        ("2026-12-18", [date(2026, 12, 18)]),
        ("18 dec. 2026, 3 mrt 2027", [date(2026, 12, 18), date(2027, 3, 3)]),
        ("18 december", [date(2026, 12, 18)]),
        ("3 maart a.s.", [date(2027, 3, 3)]),
        ("1e januari 2027", [date(2027, 1, 1)]),
        ("December 18, 2026", [date(2026, 12, 18)]),
        ("18-12-26", [date(2026, 12, 18)]),
        ("31 februari 2026, 31-4-2026", []),
        ("29 februari", []),
        ("Z-2026-12-18123", []),
        ("1.2.3.4 en 06-12345678", []),
        ("8 mensen mei", []),
    ],
)
def test_dates_in_letters(text: str, days: list[date]) -> None:
    assert [found.day for found in dates_in(text, date(2026, 11, 9))] == days
