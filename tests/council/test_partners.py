"""The councils that advise along."""

from __future__ import annotations

import pytest

from council.errors import WrongUse
from council.partners import Partner, leader_of, partner_words, partners_of


@pytest.mark.parametrize(
    ("names", "lead", "partners"),
    [
        ([], "", ()),
        (["Donkerveen", "Lage Kaag"], "", (Partner(name="Donkerveen"), Partner(name="Lage Kaag"))),
        ([" Donkerveen ", "", "donkerveen"], "", (Partner(name="Donkerveen"),)),
        (["Raad Eén"], "raad een", (Partner(name="Raad Eén", leads=True),)),
    ],
)
def test_partners_are_named_once_and_one_of_them_leads(
    names: list[str], lead: str, partners: tuple[Partner, ...]
) -> None:
    assert partners_of(names, lead) == partners


def test_only_a_partner_or_our_own_council_leads() -> None:
    with pytest.raises(WrongUse, match="“Zandmeer” is not among"):
        partners_of(["Donkerveen"], "Zandmeer")
    assert leader_of(partners_of(["Donkerveen"], "")) == ""


def test_who_leads_stands_behind_the_name() -> None:
    partners = partners_of(["Donkerveen", "Lage Kaag"], "Lage Kaag")
    assert leader_of(partners) == "Lage Kaag"
    assert partner_words(partners) == "Donkerveen, Lage Kaag (leads)"
