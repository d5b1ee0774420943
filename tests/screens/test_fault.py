"""A fault of the program ends it with one sentence that names nobody."""

from __future__ import annotations

from datetime import datetime

import pytest
from textual.strip import Strip

from council.councils import Council
from db.store import Store
from screens.app import RaadApp
from screens.desk import Desk
from screens.widgets.tab_line import NewsLine
from tests.screens.conftest import TODAY, at_ten


def _broken() -> datetime:
    raise ZeroDivisionError("S. van der Proef")


async def test_a_fault_is_one_sentence_without_what_was_being_worked_on(
    store: Store, council: Council, seated: None, capsys: pytest.CaptureFixture[str]
) -> None:
    moments = iter([datetime(TODAY.year, TODAY.month, TODAY.day, 10)] * 6)
    desk = Desk(store, council, lambda: next(moments, None) or _broken())
    app = RaadApp(desk, {"TERM": "xterm-256color"})
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            for _key in range(20):
                await pilot.press("4", "1")
    said = capsys.readouterr()
    assert "fault in raadtui itself" in said.out + said.err
    assert "ZeroDivisionError" in said.out + said.err
    assert "Proef" not in said.out + said.err


class _Undrawable(NewsLine):
    """A line that cannot be drawn."""

    def render_line(self, y: int) -> Strip:
        raise ZeroDivisionError("S. van der Proef")


async def test_a_fault_in_drawing_ends_the_program_as_any_other(
    store: Store, council: Council, seated: None, capsys: pytest.CaptureFixture[str]
) -> None:
    app = RaadApp(Desk(store, council, at_ten), {"TERM": "xterm-256color"})
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await pilot.pause()
            await app.place.mount(_Undrawable())
            for _key in range(20):
                await pilot.press("down")
    said = capsys.readouterr()
    assert "fault in raadtui itself" in said.out + said.err
    assert "Proef" not in said.out + said.err
