from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from council.record import record, replace


@record
class Paper:
    """A paper."""

    title: str
    pages: int = 1
    sent_on: date | None = None

    @property
    def heading(self) -> str:
        """The title with the number of pages."""
        return f"{self.title} ({self.pages})"


@record
class Letter(Paper):
    """A paper that has a sender, and at least one page."""

    sender: str
    pages: int = 2

    def __post_init__(self) -> None:
        if self.pages < 1:
            raise ValueError(self.pages)


def test_what_is_not_given_has_its_default() -> None:
    paper = Paper(title="Agenda")
    assert (paper.title, paper.pages, paper.sent_on) == ("Agenda", 1, None)
    assert paper.heading == "Agenda (1)"


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"pages": 3},
        {"title": "Agenda", "colour": "red"},
        {"pages": 3, "sent_on": None, "colour": "red"},
        {"title": "Agenda", "pages": 3, "sent_on": None, "colour": "red"},
    ],
)
def test_a_missing_or_unknown_field_is_an_error(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Paper .*(title|colour)"):
        Paper(**values)


def test_fields_are_given_by_name() -> None:
    with pytest.raises(TypeError):
        cast("Any", Paper)("Agenda")


def test_a_record_cannot_change_or_hold_anything_else() -> None:
    paper = cast("Any", Paper(title="Agenda"))
    for name in ("title", "colour"):
        with pytest.raises(AttributeError, match=name):
            setattr(paper, name, "red")
    with pytest.raises(AttributeError, match="title"):
        del paper.title
    assert not hasattr(paper, "__dict__")
    assert paper == Paper(title="Agenda")


def test_records_are_equal_by_their_values_and_their_class() -> None:
    assert Paper(title="Agenda") == Paper(title="Agenda", pages=1)
    assert Paper(title="Agenda") != Paper(title="Agenda", pages=2)
    assert Paper(title="Agenda") != cast("object", "Agenda")
    assert cast("object", Paper(title="Agenda")) != Letter(title="Agenda", sender="us", pages=1)
    assert len({Paper(title="Agenda"), Paper(title="Agenda"), Paper(title="Minutes")}) == 2


def test_a_record_adds_fields_and_defaults_to_another() -> None:
    letter = Letter(title="Advice", sender="the council")
    assert (letter.title, letter.sender, letter.pages) == ("Advice", "the council", 2)
    assert letter.heading == "Advice (2)"
    assert isinstance(letter, Paper)
    assert Paper(title="Advice").pages == 1


def test_values_that_do_not_belong_together_are_refused_at_any_making() -> None:
    with pytest.raises(ValueError, match="0"):
        Letter(title="Advice", sender="the council", pages=0)
    with pytest.raises(ValueError, match="0"):
        replace(Letter(title="Advice", sender="the council"), pages=0)


def test_replacing_leaves_the_original_and_the_other_fields_as_they_are() -> None:
    letter = Letter(title="Advice", sender="the council")
    assert replace(letter, pages=3) == Letter(title="Advice", sender="the council", pages=3)
    assert letter.pages == 2
    with pytest.raises(TypeError, match="colour"):
        replace(letter, colour="red")


def test_a_record_is_read_and_matched_by_its_fields() -> None:
    paper = Paper(title="Agenda", sent_on=date(2026, 12, 8))
    assert repr(paper) == "Paper(title='Agenda', pages=1, sent_on=datetime.date(2026, 12, 8))"
    match paper:
        case Paper(title=title, pages=1):
            assert title == "Agenda"
        case _:
            pytest.fail("a record matches by its fields")
