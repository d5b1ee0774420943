"""Keeps the letters of the council as they were sent."""

from __future__ import annotations

from datetime import date

from council.errors import Conflict, NotFound
from council.letters import LetterKind, SentLetter
from council.requests import AdviceRequest
from council.text import clean, clean_line
from council.wording import say
from db.connection import Connection


class LetterStore:
    """Letters about requests. What is kept never changes."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def next_reference(self, request: AdviceRequest) -> str:
        """Return the reference for the next letter about a request, such as `2026-014-B2`.

        An advice goes under a reference of its own.
        """
        head = f"{request.ref}-B"
        numbers = self._db.rows(
            "SELECT substr(reference, ?) FROM letter WHERE request_id = ? AND kind <> 'advice'",
            (len(head) + 1, request.id),
        )
        return f"{head}{1 + max((int(number) for (number,) in numbers), default=0)}"

    def keep(
        self,
        request: AdviceRequest,
        kind: LetterKind,
        *,
        reference: str,
        on: date,
        addressee: str,
        subject: str,
        body: str,
    ) -> SentLetter:
        """Keep a letter as it was sent.

        Raises Conflict when its reference was taken in the meantime: two letters that say
        different things under one reference cannot be told apart.
        """
        reference = clean_line(reference)
        with self._db.change("letter.keep"):
            self._db.concerns(request.id, f"{reference} {clean_line(subject)}")
            taken = kind is not LetterKind.ADVICE and self._db.value(
                "SELECT 1 FROM letter WHERE request_id = ? AND reference = ? AND kind <> 'advice'",
                (request.id, reference),
            )
            if taken:
                raise Conflict(
                    say(
                        "A letter with reference {reference} was kept in the meantime. "
                        "Make this one again.",
                        reference=reference,
                    )
                )
            letter_id = self._db.insert(
                "letter",
                request_id=request.id,
                kind=kind,
                reference=reference,
                on_date=on,
                addressee=clean_line(addressee),
                subject=clean_line(subject),
                body=clean(body),
            )
        return self.by_id(letter_id)

    def of_request(self, request_id: int) -> list[SentLetter]:
        """Return the letters about a request in the order they were sent."""
        return self._select("request_id = ? ORDER BY on_date, id", request_id)

    def by_id(self, letter_id: int) -> SentLetter:
        """Return one letter."""
        found = self._select("id = ?", letter_id)
        if not found:
            raise NotFound(say("This letter is gone: keeping it was undone."))
        return found[0]

    def _select(self, where: str, value: int) -> list[SentLetter]:
        rows = self._db.rows(
            "SELECT id, request_id, kind, reference, on_date, addressee, subject, body"
            f" FROM letter WHERE {where}",
            (value,),
        )
        return [
            SentLetter(
                id=letter_id,
                request_id=request,
                kind=LetterKind(kind),
                reference=reference,
                on=date.fromisoformat(on),
                addressee=addressee,
                subject=subject,
                body=body,
            )
            for letter_id, request, kind, reference, on, addressee, subject, body in rows
        ]
