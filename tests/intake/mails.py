"""Mails as councils receive them; every person and place is made up."""

from __future__ import annotations

from email.message import EmailMessage

from intake.mail import IncomingMail

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
WORD = b"PK\x03\x04" + bytes(range(256)) * 30
LOGO = b"\x89PNG\r\n" + bytes(500)
LETTER_TEXT = (
    "Geachte leden van de cliëntenraad,\n\nHierbij vragen wij u om advies over de Verordening "
    "jeugdhulp 2027.\nGraag ontvangen wij uw advies uiterlijk 18 december 2026.\n\n"
    "Ons kenmerk: Z-2026-004711\n\nMet vriendelijke groet,\nNoor Zilt\nbeleidsadviseur Jeugd\n"
)


def letter(subject: str = "Adviesaanvraag Verordening jeugdhulp 2027") -> EmailMessage:
    """A request for advice with a PDF and a Word file."""
    mail = EmailMessage()
    mail["Received"] = "from a.example.nl by b.example.nl; Mon, 9 Nov 2026 10:15:02 +0100"
    mail["From"] = '"Zilt, Noor (beleid)" <N.Zilt@gemeente.example.nl>'
    mail["To"] = "Cliëntenraad <raad@example.nl>"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 09 Nov 2026 10:15:00 +0100"
    mail["Message-ID"] = "<2026-4711@gemeente.example.nl>"
    mail.set_content(LETTER_TEXT)
    mail.add_alternative(
        "<html><body><p>Geachte leden van de cliëntenraad,</p><p>Hierbij vragen wij u om advies "
        "over de <b>Verordening jeugdhulp 2027</b>.<br>Graag ontvangen wij uw advies uiterlijk "
        '18 december 2026.</p><img src="cid:logo@example"></body></html>',
        subtype="html",
    )
    mail.add_attachment(
        PDF, maintype="application", subtype="pdf", filename="Verordening jeugdhulp – concept.pdf"
    )
    mail.add_attachment(
        WORD,
        maintype="application",
        subtype="octet-stream",
        filename="Aanbiedingsbrief aan de cliëntenraad met een tamelijk lange naam erbij.docx",
    )
    return mail


def raw(*lines: str | bytes) -> bytes:
    """A mail written by hand, line by line."""
    return b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)


HEAD = (
    "From: Noor Zilt <n.zilt@example.nl>",
    "Date: Mon, 9 Nov 2026 10:15:00 +0100",
    "Subject: Adviesaanvraag",
    "MIME-Version: 1.0",
)


def problems(mail: IncomingMail) -> str:
    return " ".join(map(str, mail.problems))
