"""The councils that advise along on a request."""

from __future__ import annotations

from collections.abc import Sequence

from council.partners import Partner
from council.requests import AdviceRequest, RequestForm
from db.connection import Connection


class PartnerStore:
    """Reads and sets with which other councils a request is advised on."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, request_id: int) -> tuple[Partner, ...]:
        """Return the partners in the order in which they were named."""
        rows = self._db.rows(
            "SELECT name, leads FROM request_partner WHERE request_id = ? ORDER BY id",
            (request_id,),
        )
        return tuple(Partner(name=name, leads=bool(leads)) for name, leads in rows)

    def set(self, request: AdviceRequest, partners: Sequence[Partner]) -> None:
        """Let just these councils advise along; with any, a requested advice is a regional one."""
        if self.of(request.id) == tuple(partners):
            return
        with self._db.change("request.partners", f"{request.ref} {request.title}"):
            self._db.execute("DELETE FROM request_partner WHERE request_id = ?", (request.id,))
            for partner in partners:
                self._db.insert(
                    "request_partner",
                    request_id=request.id,
                    name=partner.name,
                    leads=partner.leads,
                )
            if partners:
                self._db.execute(
                    "UPDATE request SET form = ?, version = version + 1 WHERE id = ? AND form = ?",
                    (RequestForm.REGIONAL, request.id, RequestForm.REQUESTED),
                )
