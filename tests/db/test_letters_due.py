"""Which letter must go about a request before it is done with."""

from __future__ import annotations

from datetime import date

import pytest

from council.councils import Council
from council.letters import LetterKind
from council.requests import AdviceRequest, RequestForm, RequestState
from db.store import Store

BEFORE, DECLINED, AFTER = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)


def declined(store: Store, council: Council, form: RequestForm) -> AdviceRequest:
    request = store.requests.register(
        council.id, title="Verordening", received_on=BEFORE, form=form
    )
    return store.requests.advance(request, RequestState.DECLINED, on=DECLINED, reason="te laat")


def write(store: Store, request: AdviceRequest, kind: LetterKind, on: date) -> None:
    store.letters.keep(
        request, kind, reference=f"{kind} {on}", on=on, addressee="Gemeente", subject="x", body="x"
    )


@pytest.mark.parametrize(
    ("form", "sent", "due"),
    [
        (RequestForm.REQUESTED, [], LetterKind.DECLINED),
        (RequestForm.REQUESTED, [(LetterKind.DECLINED, BEFORE)], LetterKind.DECLINED),
        (RequestForm.REQUESTED, [(LetterKind.ACKNOWLEDGEMENT, AFTER)], LetterKind.DECLINED),
        (RequestForm.REQUESTED, [(LetterKind.DECLINED, DECLINED)], None),
        (RequestForm.REQUESTED, [(LetterKind.DECLINED, AFTER)], None),
        (RequestForm.UNSOLICITED, [], None),
    ],
)
def test_who_asked_hears_that_no_advice_is_given(
    store: Store,
    council: Council,
    form: RequestForm,
    sent: list[tuple[LetterKind, date]],
    due: LetterKind | None,
) -> None:
    request = declined(store, council, form)
    for kind, on in sent:
        write(store, request, kind, on)
    assert store.requests.letter_due(request, AFTER) is due
