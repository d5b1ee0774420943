"""A file that somebody hands over becomes a paper of a request, or a new edition of one."""

from __future__ import annotations

import mimetypes
from datetime import date

from council.papers import Paper, edition_before
from council.requests import AdviceRequest
from council.wording import Message
from db.store import Store
from intake.document_text import text_of, wordless
from intake.file_names import safe_name


def add_paper(
    store: Store,
    request: AdviceRequest,
    name: str,
    data: bytes,
    on: date,
    *,
    replaces: Paper | None = None,
    confidential: bool = False,
    embargo_until: date | None = None,
    own: bool = False,
) -> Paper:
    """Keep a file called `name` with a request, so that its words are found.

    It is from the municipality, unless it is the council's `own`. Without `replaces`, a file by the
    name of a paper that is there already is a new edition of it. Raises Refused when the paper it
    replaces has a newer edition.
    """
    name = safe_name(name)
    # Reading a long document takes its time, and others must be able to write meanwhile.
    text = text_of(name, data)
    return store.files.add(
        request.id,
        name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        data=data,
        source="own" if own else "added",
        on=on,
        text=text,
        replaces=replaces or edition_before(store.files.of_request(request.id), name),
        confidential=confidential,
        embargo_until=embargo_until,
    )


def unread(store: Store, paper: Paper) -> Message | None:
    """Return why a paper cannot be found by its words, None where it can or is a picture."""
    if store.files.text(paper) or paper.media_type.startswith("image/"):
        return None
    return wordless(paper.name, store.files.read(paper))
