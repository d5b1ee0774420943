"""Mails in files, to take in; every sender is made up."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path


def mail(folder: Path, name: str, text: str = "Graag uw advies.", **headers: str) -> Path:
    message = EmailMessage()
    fields = {
        "From": "Beleid <beleid@wijderveld.example.nl>",
        "Subject": "Adviesaanvraag verordening jeugdhulp",
        "Date": "Mon, 16 Nov 2026 10:00:00 +0100",
        "Message-ID": f"<{name}@wijderveld.example.nl>",
        **headers,
    }
    for field, value in fields.items():
        message[field.replace("_", "-")] = value
    message.set_content(text)
    message.add_attachment(
        f"Nota {name}".encode(), maintype="text", subtype="plain", filename=f"{name}.txt"
    )
    path = folder / f"{name}.eml"
    path.write_bytes(bytes(message))
    return path
