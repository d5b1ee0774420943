from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intake.mail import read_mail, without_prefixes
from intake.mail_headers import spoken_name
from tests.intake.mails import HEAD, problems, raw


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('attachment; filename="nota.pdf"', "nota.pdf"),
        ("attachment; filename=nota.pdf", "nota.pdf"),
        ("attachment; filename*=utf-8''cli%C3%ABnten.pdf", "cliënten.pdf"),
        ("attachment; filename*=iso-8859-1'nl'cli%EBnten.pdf", "cliënten.pdf"),
        ("attachment; filename*0=lange-; filename*1=naam.pdf", "lange-naam.pdf"),
        ("attachment; filename*1*=%C3%AB.pdf; filename*0*=utf-8''cli", "clië.pdf"),
        ('attachment; filename="=?utf-8?Q?cli=C3=ABnten.pdf?="', "cliënten.pdf"),
        ('attachment; filename="cliënten.pdf"', "cliënten.pdf"),
        ('attachment; filename="..\\\\..\\\\kwaad.exe"', "kwaad.exe"),
        ("attachment; filename*0=.pdf; filename*=stuk", "stuk.pdf"),
        ("attachment", "attachment-1.pdf"),
    ],
)
def test_names_of_attachments(line: str, name: str) -> None:
    mail = read_mail(
        raw(
            *HEAD,
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "Content-Type: application/pdf",
            f"Content-Disposition: {line}",
            "",
            "%PDF",
            "--b--",
        )
    )
    assert [file.name for file in mail.attachments] == [name]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("=?utf-8?Q?Advies_cli=C3=ABntenraad?=", "Advies cliëntenraad"),
        ("=?UTF-8?B?QWR2aWVzIGNsacOrbnRlbg==?=", "Advies cliënten"),
        ("=?utf-8?Q?cli=C3?=\r\n =?utf-8?Q?=ABnten?=", "cliënten"),
        ("=?utf-8?Q?een?= =?iso-8859-1?Q?_twe=EB?=", "een tweë"),
        ("=?iso-8859-1?Q?=80_5?=", "€ 5"),
        ("=?utf-8?B?QWR2aWVzIGNsacOrbnRlbg=?=", "Advies cliënten"),
        ("=?onzin?Q?tekst?=", "tekst"),
        ("Advies cliënten", "Advies cliënten"),
        (b"Advies cli\xebnten", "Advies cliënten"),
        ("Gevouwen\r\n onderwerp", "Gevouwen onderwerp"),
        ("[bold]x[/] \x1b]52;c;eA==\x07", "[bold]x[/] ]52;c;eA=="),
        ("om\u202ekeer", "omkeer"),
    ],
)
def test_subjects_are_read_and_harmless(subject: str | bytes, text: str) -> None:
    coded = subject if isinstance(subject, bytes) else subject.encode()
    assert read_mail(raw("From: a@example.nl", b"Subject: " + coded, "", "x")).subject == text


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("Noor Zilt <n.zilt@example.nl>", "Noor Zilt", "n.zilt@example.nl"),
        ('"Zilt, N." <n.zilt@example.nl>', "Zilt, N.", "n.zilt@example.nl"),
        ("n.zilt@example.nl (Noor Zilt)", "Noor Zilt", "n.zilt@example.nl"),
        ("n.zilt@example.nl", "", "n.zilt@example.nl"),
        ("=?utf-8?Q?No=C3=ABl?= <noel@example.nl>", "Noël", "noel@example.nl"),
        ("=?utf-8?Q?Zilt=2C_Noor?= <n@example.nl>", "Zilt, Noor", "n@example.nl"),
        ("Noor Zilt", "Noor Zilt", ""),
        ("(" * 3000, "(" * 3000, ""),
    ],
)
def test_senders(value: str, name: str, address: str) -> None:
    mail = read_mail(raw(f"From: {value}", "Subject: x", "", "tekst"))
    assert (mail.sender_name, mail.sender_address) == (name, address)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Mon, 9 Nov 2026 10:15:00 +0100", datetime(2026, 11, 9, 9, 15, tzinfo=UTC)),
        ("9 Nov 2026 10:15 GMT", datetime(2026, 11, 9, 10, 15, tzinfo=UTC)),
        ("Mon, 9 Nov 2026 10:15:00 -0000", datetime(2026, 11, 9, 10, 15, tzinfo=UTC)),
        ("Mon, 31 Feb 2026 10:15:00 +0100", None),
        ("gisteren", None),
        ("Mon, 9 Nov 99999 10:15:00 +9999", None),
    ],
)
def test_dates_are_aware_or_missing(value: str, moment: datetime | None) -> None:
    mail = read_mail(raw("From: a@example.nl", f"Date: {value}", "", "x"))
    assert mail.sent_on == moment
    assert ("date" in problems(mail)) == (moment is None)


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("RE: FW: Advies", "Advies"),
        ("Fwd: Advies", "Advies"),
        ("Antw: Doorst: Advies", "Advies"),
        ("RE[2]: Advies", "Advies"),
        ("[EXTERN] Betr.: Advies", "Betr.: Advies"),
        ("[EXTERN] FW: Advies", "Advies"),
        ("Regeling: concept", "Regeling: concept"),
        ("RE:", ""),
    ],
)
def test_prefixes_of_answering_and_passing_on(subject: str, topic: str) -> None:
    assert without_prefixes(subject) == topic


@pytest.mark.parametrize(
    ("name", "address", "spoken"),
    [
        ("Zilt, Noor", "n.zilt@example.nl", "Noor Zilt"),
        ("Zilt, N. (beleid)", "zilt.n@example.nl", "N. Zilt (beleid)"),
        ("Proef, Sanne van der", "s.vanderproef@example.nl", "Sanne van der Proef"),
        ("Noor Zilt", "n.zilt@example.nl", "Noor Zilt"),
        ("Gemeente Drecht, Sociaal Domein", "sociaaldomein@drecht.example.nl", None),
        ("Griffie, gemeente Drecht", "griffie@drecht.example.nl", None),
        ("Zilt, Noor", "beleid@example.nl", None),
        ("Zilt, Noor", "", None),
        (", ", "a@example.nl", None),
    ],
)
def test_a_person_is_named_as_one_says_it_and_an_office_as_it_stands(
    name: str, address: str, spoken: str | None
) -> None:
    assert spoken_name(name, address) == (name if spoken is None else spoken)
