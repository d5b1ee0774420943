"""The user's language: which one, and where its words come from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from council.wording import speak

LANGUAGES = ("nl", "en")
DOMAIN = "raadtui"
CATALOGUES = Path(__file__).with_name("locale")


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


def translator(language: str, catalogues: Path = CATALOGUES) -> Callable[[str], str]:
    """Return what puts message ids into a language; English where there is no catalogue.

    Message ids are English, so English needs no catalogue.
    """
    if language == "en":
        return lambda message: message
    import gettext

    return gettext.translation(DOMAIN, catalogues, languages=[language], fallback=True).gettext


def use(language: str, catalogues: Path = CATALOGUES) -> None:
    """Speak `language` from here on."""
    # For what asks gettext itself, such as the help that click writes.
    os.environ["LANGUAGE"] = language
    speak(translator(language, catalogues))
