"""The user's language: which one, and where its words come from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache

from council.wording import speak
from raadtui.catalogue import Catalogue

LANGUAGES = ("nl", "en")
DOMAIN = "raadtui"
CATALOGUES = os.path.join(os.path.dirname(__file__), "locale")


def choose(option: str | None, configured: str | None, environment: Mapping[str, str]) -> str:
    """Return `nl` or `en`: what was asked for, else configured, else the locale; else Dutch.

    Of the locale the first of LC_ALL, LC_MESSAGES and LANG that is set counts.
    """
    for asked in (option, configured):
        if asked in LANGUAGES:
            return asked
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    code = locale.partition("_")[0].partition(".")[0].casefold()
    return code if code in LANGUAGES else "nl"


def translator(language: str) -> Callable[[str], str]:
    """Return what puts message ids into a language; English where there is no catalogue.

    Message ids are English, so English needs no catalogue.
    """
    if language == "en":
        return _same
    try:
        return _catalogue(language).text
    except (OSError, ValueError):
        return _same


@cache
def _catalogue(language: str) -> Catalogue:
    with open(os.path.join(CATALOGUES, language, "LC_MESSAGES", f"{DOMAIN}.mo"), "rb") as file:
        return Catalogue(file.read())


def _same(message: str) -> str:
    return message


def use(language: str) -> None:
    """Speak `language` from here on."""
    # For what asks gettext itself, such as the help that click writes.
    os.environ["LANGUAGE"] = language
    speak(translator(language))
