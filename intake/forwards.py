"""A mail that was forwarded inside the text of another, as mail programs write it."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from council.record import record
from council.text import clean_line
from intake.dates_in_text import dates_in
from intake.mail_headers import moment, sender

_ZONE = ZoneInfo("Europe/Amsterdam")
_FIELDS = {
    "van": "from",
    "from": "from",
    "verzonden": "date",
    "datum": "date",
    "sent": "date",
    "date": "date",
    "aan": "to",
    "to": "to",
    "cc": "cc",
    "onderwerp": "subject",
    "subject": "subject",
    "betreft": "subject",
    "bijlagen": "files",
    "bijlage": "files",
    "attachments": "files",
    "urgentie": "importance",
    "importance": "importance",
    "antwoord aan": "reply-to",
    "reply-to": "reply-to",
}
_FIELD = re.compile(r"^\*{0,2}([A-Za-z][A-Za-z -]{1,14}?)\*{0,2}\s*:\*{0,2}(?:\s+\|?\s*(.*))?$")
_QUOTE = re.compile(r"^(?:> ?)+")
_CLOCK = re.compile(r"(?i)\b(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([ap]m)?\b")
MAX_TEXT = 1_000_000
"""Characters of a mail in which another is looked for."""

_LONG_AGO = date(1, 1, 1)
"""Near this day no date can be: one without a year is no moment of sending."""
_MAX_BLOCK = 25
"""Lines the heading of a forwarded mail may take; long lists of addressees wrap."""


@record
class ForwardedText:
    """What the heading of a forwarded mail says, and the text under it."""

    sender_name: str
    sender_address: str
    subject: str
    sent_on: datetime | None
    text: str


def find_forwarded(text: str) -> ForwardedText | None:
    """Return the first mail that was forwarded within `text`, or None.

    Its heading names the sender and at least two of date, addressee and subject, on lines
    that follow each other.
    """
    lines = text[:MAX_TEXT].split("\n")
    end = 0
    for start, line in enumerate(lines):
        # The lines of a heading that was no mail's are not looked at again.
        if start < end or _known_field(line) is None:
            continue
        heading, end = _heading(lines, start)
        if "from" in heading and len({"date", "to", "subject"} & heading.keys()) >= 2:
            name, address = sender(heading["from"].replace("*", ""))
            return ForwardedText(
                sender_name=name,
                sender_address=address,
                subject=clean_line(heading.get("subject", "")),
                sent_on=_sent_on(heading.get("date", "")),
                text=_body(lines[end:], quoted=bool(_QUOTE.match(line))),
            )
    return None


def _known_field(line: str) -> tuple[str, str] | None:
    found = _FIELD.match(_QUOTE.sub("", line[:1000]).strip())
    name = _FIELDS.get(found.group(1).lower()) if found else None
    return (name, found.group(2) or "") if found and name else None


def _heading(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    heading: dict[str, str] = {}
    name = ""
    end = start
    for line in lines[start : start + _MAX_BLOCK]:
        plain = _QUOTE.sub("", line).strip()
        if not plain:
            break
        if found := _known_field(line):
            name, value = found
            heading.setdefault(name, value)
        elif name in ("to", "cc", "files", "subject"):
            heading[name] += f" {plain}"
        else:
            break
        end += 1
    return heading, end


def _body(lines: list[str], *, quoted: bool) -> str:
    if quoted:
        lines = [re.sub(r"^> ?", "", line) for line in lines]
    return "\n".join(lines).strip()


def _sent_on(words: str) -> datetime | None:
    if re.search(r"[+-]\d{4}\b|\bGMT\b", words):
        return moment(words)
    found = next(dates_in(words, _LONG_AGO), None)
    if found is None:
        return None
    hour, minute = 0, 0
    if clock := _CLOCK.search(words, found.end):
        hour, minute = int(clock.group(1)), int(clock.group(2))
        if clock.group(3):
            hour = hour % 12 + 12 * (clock.group(3).lower() == "pm")
    if hour > 23 or minute > 59:
        hour, minute = 0, 0
    return datetime(found.day.year, found.day.month, found.day.day, hour, minute, tzinfo=_ZONE)
