from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.errors import Refused
from council.papers import Paper, edition_before, file_size, guards, in_editions, require_newest
from council.record import replace

TODAY = date(2026, 11, 23)


def paper(number: int, name: str = "ontwerp.pdf", replaces: int | None = None) -> Paper:
    return Paper(
        id=number,
        request_id=1,
        name=name,
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        source="attachment",
        added_on=TODAY,
        replaces_id=replaces,
    )


def test_editions_are_counted_along_what_they_replace() -> None:
    found = in_editions(
        [paper(1), paper(2, "nota.pdf"), paper(3, replaces=1), paper(4, replaces=3)]
    )
    assert [(one.id, one.edition, one.current) for one in found] == [
        (1, 1, False),
        (2, 1, True),
        (3, 2, False),
        (4, 3, True),
    ]


@given(st.lists(st.booleans(), max_size=12))
def test_of_every_chain_of_editions_one_is_current(replaces: list[bool]) -> None:
    papers = [
        paper(number, replaces=number - 1 if number and again else None)
        for number, again in enumerate(replaces)
    ]
    found = in_editions(papers)
    assert sum(one.current for one in found) == sum(one.edition == 1 for one in found)
    assert [one.id for one in found] == [one.id for one in papers]


@pytest.mark.parametrize(
    ("name", "number"),
    [("ontwerp.pdf", 3), ("ONTWERP.PDF", 3), ("Nota.pdf", 2), ("bijlage.pdf", None)],
)
def test_a_file_by_the_same_name_is_a_new_edition(name: str, number: int | None) -> None:
    found = in_editions([paper(1), paper(2, "nota.pdf"), paper(3, replaces=1)])
    before = edition_before(found, name)
    assert (before.id if before else None) == number


def test_what_was_replaced_is_not_replaced_again() -> None:
    old, new = in_editions([paper(1), paper(2, replaces=1)])
    require_newest(new)
    with pytest.raises(Refused, match="newer edition"):
        require_newest(old)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"confidential": True}, ["confidential"]),
        ({"embargo_until": date(2026, 11, 24)}, ["under embargo until Tue 24 Nov 2026"]),
        ({"embargo_until": TODAY}, []),
        (
            {"confidential": True, "embargo_until": date(2026, 12, 1)},
            ["confidential", "under embargo until Tue 1 Dec 2026"],
        ),
    ],
)
def test_why_a_paper_must_not_be_passed_on(facts: dict[str, object], said: list[str]) -> None:
    assert [str(why) for why in guards(replace(paper(1), **facts), TODAY)] == said


@pytest.mark.parametrize(
    ("count", "says"), [(0, "1 kB"), (1499, "1 kB"), (999_400, "999 kB"), (2_450_000, "2.5 MB")]
)
def test_a_size_is_written_as_people_read_it(count: int, says: str) -> None:
    assert file_size(count) == says
