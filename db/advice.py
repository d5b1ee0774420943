"""Makes advice: its text in versions, its recommendations, adopting it and sending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from council.advice import Advice, AdviceState, Recommendation, Tone
from council.advice_rules import (
    require_adoptable,
    require_advisable,
    require_after_issue,
    require_draft,
    require_issuable,
)
from council.errors import Refused, WrongUse
from council.requests import AdviceRequest, RequestState
from council.text import TITLE_MOST, clean, clean_line, short_line
from council.wording import say
from db.advice_list import AdviceList
from db.advice_records import AdviceReader
from db.answers import AnswerStore
from db.connection import Connection
from db.councils import CouncilStore
from db.requests import RequestStore


class AdviceStore(AdviceReader):
    """Reads and changes advice; `answers` holds what the municipality does with it.

    `list` shows advice by stage.

    Every change takes the advice as it was read and gives it back as it has become; it is
    refused as a `Conflict` when somebody else changed it in the meantime.
    """

    def __init__(
        self, connection: Connection, councils: CouncilStore, requests: RequestStore
    ) -> None:
        super().__init__(connection)
        self._councils = councils
        self._requests = requests
        self.answers = AnswerStore(connection, requests)
        self.list = AdviceList(connection)

    def draft(self, request: AdviceRequest, *, title: str = "", text: str = "") -> Advice:
        """Begin an advice on a request, under the title of the request unless given another."""
        with self._db.change("advice.draft"):
            current = self.in_the_making(request)
            if current is not None:
                raise Refused(say("{ref} is in the making already.", ref=current.ref))
            number = 1 + self._db.value(
                "SELECT coalesce(max(number), 0) FROM advice WHERE request_id = ?", (request.id,)
            )
            title = short_line(title, TITLE_MOST, "title") or request.title
            self._db.concerns(request.id, f"{request.ref}-A{number} {title}")
            advice_id = self._db.insert("advice", request_id=request.id, number=number, title=title)
            if text.strip():
                self._add_text(advice_id, 1, text)
        return self.by_id(advice_id)

    def in_the_making(self, request: AdviceRequest) -> Advice | None:
        """Return the draft on a request; None where one can be begun.

        Raises Refused where nothing is to be written: the advice was adopted or sent.
        """
        current = self.current(request.id)
        require_advisable(request, current)
        return None if current is None or current.frozen else current

    def save_text(self, advice: Advice, text: str) -> Advice:
        """Save the text as a new version, unless it is what the newest one says already."""
        require_draft(advice)
        if clean(text).strip() == advice.text:
            return advice
        with self._change("advice.text", advice):
            self._claim(advice)
            self._add_text(advice.id, advice.text_version + 1, text)
        return self.by_id(advice.id)

    def recommend(
        self, advice: Advice, texts: Sequence[str], domains: Sequence[str] = ()
    ) -> list[Recommendation]:
        """Set all recommendations, numbered from 1 in the order given.

        `domains` holds the policy domain of each, empty for none. The numbered text of a
        letter gives the texts: `council.advice_lines.read_recommendations`.
        """
        require_draft(advice)
        wanted = [
            (clean_line(text), domain)
            for text, domain in zip(texts, [*domains, *[""] * len(texts)], strict=False)
        ]
        if not all(text for text, _domain in wanted):
            raise WrongUse(say("A recommendation needs words."), field="recommendations")
        self._councils.require_domains([domain for _text, domain in wanted if domain])
        had = [(each.text, each.domain) for each in self.recommendations(advice.id)]
        if wanted == had:
            return self.recommendations(advice.id)
        with self._change("advice.recommend", advice):
            self._claim(advice)
            self._db.execute("DELETE FROM recommendation WHERE advice_id = ?", (advice.id,))
            for number, (text, domain) in enumerate(wanted, 1):
                self._db.insert(
                    "recommendation",
                    advice_id=advice.id,
                    number=number,
                    text=text,
                    domain=domain or None,
                )
        return self.recommendations(advice.id)

    def change(
        self,
        advice: Advice,
        *,
        title: str | None = None,
        tone: Tone | None = None,
        minority_view: str | None = None,
    ) -> Advice:
        """Change title, tone or minority view; None leaves each as it is."""
        require_draft(advice)
        new_title = advice.title if title is None else short_line(title, TITLE_MOST, "title")
        if not new_title:
            raise WrongUse(say("An advice needs a subject."), field="title")
        with self._change("advice.change", advice):
            self._db.update(
                "advice",
                advice.id,
                advice.version,
                title=new_title,
                tone=tone or advice.tone,
                minority_view=(
                    advice.minority_view if minority_view is None else clean(minority_view).strip()
                ),
            )
        return self.by_id(advice.id)

    def adopt(
        self, advice: Advice, *, on: date, decision: str = "", mandate: str = "", reason: str = ""
    ) -> Advice:
        """Adopt an advice by a decision of the council or under a mandate; its request follows.

        `reason` is that of the step of the request, where the council asks one.
        """
        decision, mandate = clean_line(decision), clean_line(mandate)
        require_adoptable(advice, self.recommendations(advice.id), decision, mandate)
        with self._change("advice.adopt", advice):
            self._db.update(
                "advice",
                advice.id,
                advice.version,
                state=AdviceState.ADOPTED,
                decision=decision,
                mandate=mandate,
                adopted_on=on,
            )
            request = self._requests.by_id(advice.request_id)
            self._requests.advance(request, RequestState.ADOPTED, on=on, reason=reason)
        return self.by_id(advice.id)

    def issue(self, advice: Advice, *, on: date, reason: str = "", late_reason: str = "") -> Advice:
        """Send an adopted advice: its request is sent, the term to answer starts.

        After the end of its own term it needs a `late_reason`.
        """
        require_issuable(advice, on)
        with self._change("advice.issue", advice):
            self._claim(advice)
            request = self._requests.by_id(advice.request_id)
            self._requests.advance(
                request, RequestState.ISSUED, on=on, reason=reason, late_reason=late_reason
            )
        return self.by_id(advice.id)

    def withdraw(self, advice: Advice) -> Advice:
        """Take back a draft, so that another can be begun."""
        require_draft(advice)
        with self._change("advice.withdraw", advice):
            self._db.update("advice", advice.id, advice.version, state=AdviceState.WITHDRAWN)
        return self.by_id(advice.id)

    def copy_sent(self, advice: Advice, on: date) -> Advice:
        """Record that the city council got a copy."""
        require_after_issue(advice, on)
        with self._change("advice.copy", advice):
            self._db.update("advice", advice.id, advice.version, copy_sent_on=on)
        return self.by_id(advice.id)

    def publish(self, advice: Advice, on: date) -> Advice:
        """Record that an advice was made public."""
        require_after_issue(advice, on)
        with self._change("advice.publish", advice):
            self._db.update("advice", advice.id, advice.version, public_on=on)
        return self.by_id(advice.id)

    def _add_text(self, advice_id: int, number: int, text: str) -> None:
        self._db.insert(
            "advice_text",
            advice_id=advice_id,
            number=number,
            text=clean(text).strip(),
            who=self._db.actor.who,
            at=self._db.actor.clock(),
        )

    def _claim(self, advice: Advice) -> None:
        """Take the next version of an advice, unless somebody changed it since it was read."""
        done = self._db.execute(
            "UPDATE advice SET version = version + 1 WHERE id = ? AND version = ?",
            (advice.id, advice.version),
        )
        if not done:
            raise self._db.conflict("advice", advice.id)

    @contextmanager
    def _change(self, action: str, advice: Advice) -> Iterator[None]:
        with self._db.change(action):
            self._db.concerns(advice.request_id, f"{advice.ref} {advice.title}")
            yield
