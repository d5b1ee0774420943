from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from raadtui.catalogue import Catalogue

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\x04"), min_size=1)


def compiled(texts: dict[str, str]) -> bytes:
    catalogue = Catalog(locale="nl")
    for message, text in texts.items():
        catalogue.add(message, text)
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def turned(data: bytes) -> bytes:
    """Return the same file as a machine with the other order of bytes writes it."""
    tables = 7 * 4 + 2 * 8 * int.from_bytes(data[8:12], "little")
    words = [data[start : start + 4][::-1] for start in range(0, tables, 4)]
    return b"".join(words) + data[tables:]


@given(st.dictionaries(TEXTS, TEXTS), TEXTS)
def test_every_text_is_found_as_gettext_finds_it(texts: dict[str, str], other: str) -> None:
    data = compiled(texts)
    ours, gettext = Catalogue(data), GNUTranslations(BytesIO(data))
    for message in (*texts, other):
        assert ours.text(message) == gettext.gettext(message)
        assert Catalogue(turned(data)).text(message) == ours.text(message)


def test_without_a_text_the_message_itself_is_shown() -> None:
    catalogue = Catalogue(compiled({"Members": "Leden"}))
    assert catalogue.text("Members") == "Leden"
    assert catalogue.text("Member") == "Member"
    assert catalogue.text("Zz") == "Zz"


@pytest.mark.parametrize("data", [b"", b"\xde\x12", b"msgid", b"\0" * 40])
def test_what_is_no_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no catalogue"):
        Catalogue(data)
