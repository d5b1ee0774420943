"""The page of keys: the same registry as the screens, and as the manual."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from council.wording import speaking
from raadtui.cli.context import Context
from raadtui.cli.keys import page
from raadtui.cli.program import program
from raadtui.language import translator
from screens.actions import ACTIONS

PAGE = Path(__file__).parents[2] / "docs" / "toetsen.md"


def test_the_page_in_the_manual_is_what_the_screens_do() -> None:
    with speaking(translator("nl")):
        assert PAGE.read_text(encoding="utf-8") == "\n".join(page()) + "\n"


def test_one_key_means_one_thing_in_a_place() -> None:
    taken: dict[tuple[str, str], str] = {}
    for one in ACTIONS:
        for place in one.places:
            assert taken.setdefault((place, one.key), one.id) == one.id


def test_the_keys_are_there_for_other_programs_too() -> None:
    result = CliRunner().invoke(program, ["--json", "keys"], obj=Context())
    keys = {one["key"]: one for one in json.loads(result.output)}
    assert keys["o"]["label"] == "undo"
    assert "today" in keys["o"]["places"]
