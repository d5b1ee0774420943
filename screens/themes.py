"""The colours of the program: dark, light, the terminal's own sixteen, and none."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="raad-donker",
    dark=True,
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#d7af87",
    warning="#ffd75f",
    error="#ff8787",
    success="#87d787",
    foreground="#eeeeee",
    background="#121212",
    surface="#121212",
    panel="#303030",
    variables={
        "text": "#eeeeee",
        "text-muted": "#a8a8a8",
        "text-disabled": "#949494",
        "text-primary": "#87d7ff",
        "text-error": "#ff8787",
        "text-warning": "#ffd75f",
        "text-success": "#87d787",
        "text-accent": "#d7af87",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#005f87",
    },
)

LIGHT = Theme(
    name="raad-licht",
    dark=False,
    primary="#005f87",
    secondary="#5f5f5f",
    accent="#875f00",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#121212",
    background="#ffffff",
    surface="#ffffff",
    panel="#e4e4e4",
    variables={
        "text": "#121212",
        "text-muted": "#585858",
        "text-disabled": "#626262",
        "text-primary": "#005f87",
        "text-error": "#af0000",
        "text-warning": "#875f00",
        "text-success": "#005f00",
        "text-accent": "#5f5f00",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#005f87",
    },
)

_OWN = "ansi_default"

# What Textual's own widgets take from a theme that uses the terminal's colours.
_REVERSED = {
    "ansi-background": _OWN,
    "ansi-foreground": _OWN,
    "block-cursor-foreground": _OWN,
    "block-cursor-background": _OWN,
    "block-cursor-text-style": "reverse",
    "input-cursor-foreground": _OWN,
    "input-cursor-background": _OWN,
    "input-cursor-text-style": "reverse",
    "text-muted": _OWN,
    "text-disabled": _OWN,
    "border": _OWN,
    "border-blurred": _OWN,
}

SIXTEEN = Theme(
    name="raad-palet",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_blue",
    accent="ansi_magenta",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    variables=_REVERSED,
)

MONO = Theme(
    name="raad-mono",
    ansi=True,
    primary=_OWN,
    secondary=_OWN,
    accent=_OWN,
    warning=_OWN,
    error=_OWN,
    success=_OWN,
    foreground=_OWN,
    background=_OWN,
    surface=_OWN,
    panel=_OWN,
    variables=_REVERSED
    | {
        "input-selection-foreground": _OWN,
        "input-selection-background": _OWN,
        "link-color": _OWN,
    },
)

THEMES = (DARK, LIGHT, SIXTEEN, MONO)


def theme_for(environment: Mapping[str, str]) -> Theme:
    """Return the theme that the terminal described by `environment` can show well.

    Without colours when NO_COLOR is set or the terminal has none; in the terminal's own
    sixteen colours when it has no more; else dark.
    """
    terminal = environment.get("TERM", "")
    if "NO_COLOR" in environment or terminal.startswith("vt") or terminal == "dumb":
        return MONO
    # The names by which the library that writes the colours knows the terminal as well.
    many = terminal.rpartition("-")[2] in ("256color", "kitty")
    many = many or environment.get("COLORTERM", "") in ("truecolor", "24bit")
    if not many:
        return SIXTEEN
    return DARK
