"""The colours can be read, and the terminal gets the theme that it can show."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from screens.app import RaadApp
from screens.themes import DARK, LIGHT, MONO, SIXTEEN, THEMES, theme_for
from screens.widgets.row_list import Column, RowList
from screens.widgets.window import MemorySource
from tests.screens.conftest import Opener, settle
from tests.screens.widgets.host import Host

TEXTS = ("text", "text-muted", "text-primary", "text-error", "text-warning", "text-success")


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    shares = (share / 255 for share in Color.parse(colour).rgb)
    parts = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "panel"])
@pytest.mark.parametrize("text", [*TEXTS, "text-accent"])
def test_text_has_the_contrast_that_the_law_asks(theme: Theme, ground: str, text: str) -> None:
    """WCAG 2.1, success criterion 1.4.3: at least 4.5 to 1."""
    colours = theme.to_color_system().generate()
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_cursor_can_be_read(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    ink, ground = colours["block-cursor-foreground"], colours["block-cursor-background"]
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, DARK),
        ({"TERM": "xterm-kitty"}, DARK),
        ({"TERM": "xterm"}, SIXTEEN),
        ({"TERM": "linux"}, SIXTEEN),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, MONO),
        ({"TERM": "vt220"}, MONO),
        ({}, SIXTEEN),
    ],
)
def test_the_terminal_gets_what_it_can_show(environment: dict[str, str], theme: Theme) -> None:
    assert theme_for(environment) is theme


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_row_under_the_cursor_looks_different_in_every_theme(theme: Theme) -> None:
    rows: RowList[str] = RowList([Column(title="", draw=str)], key=lambda row: len(row))
    app = Host(rows)
    async with app.run_test(size=(20, 4)) as pilot:
        app.register_theme(theme)
        app.theme = theme.name
        rows.show(MemorySource(["a", "aa"], len))
        await pilot.pause()
        lines = app.screen._compositor.render_strips()
        first, second = (next(iter(line)).style for line in lines[1:3])
        assert first is not None
        assert second is not None
        assert first.reverse or first.bgcolor != second.bgcolor


async def test_another_theme_colours_what_is_on_the_screen_anew(screens: Opener) -> None:
    async with screens() as pilot:
        app = pilot.app
        assert isinstance(app, RaadApp)
        dark = app.place.list.tone("late").color
        app.theme = LIGHT.name
        await settle(pilot)
        light = app.place.list.tone("late").color
        app.theme = DARK.name
        await settle(pilot)
        assert app.place.list.tone("late").color == dark != light
