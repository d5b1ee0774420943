from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from council.announcements import STANDING_LABELS
from council.calendar import WorkCalendar
from council.capture import capture
from council.clocks import reckon
from council.dates import parse_moment
from council.meetings import KIND_LABELS, STATUS_LABELS
from council.members import ROLE_LABELS
from council.recurrence import describe_rrule, parse_every
from council.requests import STATE_LABELS, DocumentKind, PolicyStage
from council.terms import PURPOSE_LABELS, Purpose, TermRule, Unit
from council.wording import _, month_names, short_moment, speaking, weekday_names
from raadtui.language import CATALOGUES, DOMAIN, translator

ROOT = Path(CATALOGUES).parents[1]
FLOORS = ("council", "db", "intake", "exports", "screens", "raadtui")
FOLDER = Path(CATALOGUES) / "nl" / "LC_MESSAGES"
MARKS = ("_", "N_", "say")
"""What collects a text for the catalogue: `texts` in the Makefile names the same."""


def catalogue() -> Catalog:
    with (FOLDER / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="nl")


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def placeholders(text: object) -> list[str]:
    return sorted(re.findall(r"\{[^}]*\}", str(text)))


@cache
def all_calls() -> list[tuple[str, str, ast.Call]]:
    """Return each call of a function by its plain name: the name, where it stands, the call."""
    return [
        (node.func.id, f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for floor in FLOORS
        for path in sorted((ROOT / floor).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of these functions, and where it stands."""
    return ((place, call) for name, place, call in all_calls() if name in names)


def literals() -> dict[str, str]:
    """Return every text that the sources mark, with a place where it stands."""
    return {
        str(call.args[0].value): place
        for place, call in calls(*MARKS)
        if call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_text_of_the_program_is_in_the_catalogue() -> None:
    known = {message.id for message in messages()}
    assert {text: place for text, place in literals().items() if text not in known} == {}


def test_the_catalogue_holds_no_text_that_the_program_lost() -> None:
    assert {str(message.id) for message in messages()} - set(literals()) == set()
    assert list(catalogue().obsolete) == []


def test_every_text_has_a_dutch_one() -> None:
    assert [message.id for message in messages() if not message.string or message.fuzzy] == []


def test_a_dutch_text_is_filled_with_the_same_values() -> None:
    assert [
        (message.id, message.string)
        for message in messages()
        if placeholders(message.id) != placeholders(message.string)
    ] == []


def test_a_dutch_text_begins_and_ends_with_the_same_blanks() -> None:
    def blanks(text: object) -> tuple[str, str]:
        before, after = str(text).lstrip(), str(text).rstrip()
        return str(text).removesuffix(before), str(text).removeprefix(after)

    assert [
        message.id for message in messages() if blanks(message.id) != blanks(message.string)
    ] == []
    assert [message.id for message in messages() if not str(message.id).strip()] == []


def test_a_sentence_in_english_is_a_sentence_in_dutch() -> None:
    assert [
        message.id
        for message in messages()
        if str(message.id).endswith((".", ":")) != str(message.string).endswith((".", ":"))
        and len(str(message.id)) > 5
    ] == []


def test_the_user_is_addressed_with_u() -> None:
    familiar = re.compile(r"\b(je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)
    manual = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8").splitlines()
    texts = [*(str(message.string) for message in messages()), *manual]
    assert [text for text in texts if familiar.search(text)] == []


def test_a_text_of_one_letter_is_a_key() -> None:
    single = {
        str(message.id): str(message.string) for message in messages() if len(message.id) == 1
    }
    assert all(re.fullmatch("[a-z]", key) for key in (*single, *single.values())), single
    assert (single["y"], single["n"]) == ("j", "n")


def test_the_compiled_catalogue_is_that_of_the_sources() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    compiled.seek(0)
    with (FOLDER / f"{DOMAIN}.mo").open("rb") as file:
        kept = {message.id: message.string for message in read_mo(file) if message.id}
    assert kept == {message.id: message.string for message in read_mo(compiled) if message.id}


def test_both_forms_of_a_plural_are_marked() -> None:
    unmarked = [
        place
        for place, call in calls("plural")
        for form in call.args[:2]
        if isinstance(form, ast.Constant)
    ]
    assert unmarked == []


def test_a_marked_text_is_a_literal() -> None:
    def made_up(call: ast.Call) -> bool:
        return isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))

    assert [place for place, call in calls(*MARKS) if call.args and made_up(call)] == []


# How it reads


@pytest.fixture
def dutch() -> Iterator[None]:
    with speaking(translator("nl")):
        yield


@pytest.mark.usefixtures("dutch")
def test_a_term_is_explained_in_sentences() -> None:
    rule = TermRule(
        id=1,
        council_id=1,
        purpose=Purpose.ADVICE,
        amount=6,
        unit=Unit.WEEK,
        article="art. 7 lid 2",
        valid_from=date(2026, 1, 1),
    )
    explained = reckon(rule, date(2026, 11, 14), [], WorkCalendar())
    assert [str(step) for step in explained.steps] == [
        "Volgens art. 7 lid 2 begint de termijn de dag na za 14 nov 2026.",
        "6 weken vanaf zo 15 nov 2026: za 26 dec 2026.",
        "za 26 dec 2026 is Tweede Kerstdag.",
        "zo 27 dec 2026 valt in het weekend.",
        "De termijn loopt door tot en met ma 28 dec 2026 (art. 1 Algemene termijnenwet).",
    ]


@pytest.mark.usefixtures("dutch")
def test_a_day_is_written_as_it_is_said() -> None:
    assert (len(weekday_names()), len(month_names())) == (7, 12)
    moment = datetime(2026, 12, 8, 19, 30)
    assert short_moment(moment) == "di 8 dec 2026 19:30"


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_that_was_written_can_be_read(month: int) -> None:
    moment = datetime(2027, month, 5, 20, 0)
    assert parse_moment(short_moment(moment), date(2026, 11, 23)) == moment


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    "words",
    [
        "2e dinsdag van de maand",
        "laatste donderdag van de maand",
        "de 15e van de maand",
        "elke maandag",
        "elke 2 weken op woensdag en vrijdag",
    ],
)
def test_how_often_reads_as_it_can_be_typed(words: str) -> None:
    assert describe_rrule(parse_every(words, date(2026, 11, 23))) == words


@pytest.mark.usefixtures("dutch")
def test_a_request_in_one_line_knows_dutch_words() -> None:
    domains = [("pw", _("Work and income"))]
    found = capture("Re-integratie !werk #verordening @concept", date(2026, 11, 23), domains)
    assert found.domains == ("pw",)
    assert (found.kind, found.stage) == (DocumentKind.ORDINANCE, PolicyStage.DRAFT_POLICY)


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    ("labels", "width"),
    [
        (STATE_LABELS, 20),
        (ROLE_LABELS, 24),
        (KIND_LABELS, 18),
        (STATUS_LABELS, 11),
        (PURPOSE_LABELS, 15),
        (STANDING_LABELS, 25),
    ],
    ids=["state", "role", "kind of meeting", "status", "purpose of a term", "announcement"],
)
def test_a_label_fits_the_column_it_stands_in(labels: Mapping[str, str], width: int) -> None:
    assert [_(label) for label in labels.values() if len(_(label)) > width] == []
