"""How somebody is reached: what an e-mail address and a telephone number look like."""

from __future__ import annotations

import re

from council.errors import WrongUse
from council.text import clean_line, quoted
from council.wording import say

_EMAIL = re.compile(r"[^@\s<>,;()]+@[^@\s<>,;()]+\.[^@\s<>,;().]+")
_PHONE = re.compile(r"[+(\d][\d\s()/.+-]{5,24}(?:\([^\d()]{1,20}\))?")
_DIGITS = 8
"""The least digits of a telephone number; what stands in brackets at its end may be words."""


def email_address(text: str) -> str:
    """Return an e-mail address on one line; empty is none. WrongUse for what is no address."""
    email = clean_line(text)
    if email and not _EMAIL.fullmatch(email):
        raise WrongUse(say("“{text}” is not an e-mail address.", text=quoted(email)), field="email")
    return email


def phone_number(text: str) -> str:
    """Return a telephone number on one line; empty is none. WrongUse for what is no number."""
    phone = clean_line(text)
    if phone and (not _PHONE.fullmatch(phone) or sum(map(str.isdigit, phone)) < _DIGITS):
        raise WrongUse(
            say("“{text}” is not a telephone number.", text=quoted(phone)), field="phone"
        )
    return phone
