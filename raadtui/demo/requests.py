"""The requests of the demo council: each lives through its turns."""

from __future__ import annotations

from datetime import date, timedelta

from council.advice import Advice, Judgement
from council.clocks import ClockEvent, ClockEventKind
from council.councils import Council
from council.requests import AdviceRequest, RequestForm, RequestState
from council.terms import Purpose, Unit
from exports.sending import send_advice
from raadtui.demo.diary import Diary
from raadtui.demo.dossiers import CASES, Case, Turn
from raadtui.language import translator

SENDER, ADDRESS = "Gemeente Wijderveld, team beleid", "beleid@wijderveld.example.nl"
DEPARTMENTS = {
    "pw": "Werk en Inkomen",
    "youth": "Jeugd",
    "wmo": "Beleid Maatschappelijke Ontwikkeling",
    "general": "Beleid Maatschappelijke Ontwikkeling",
}
"""Which department asks, by the main domain of what it asks about."""
INTRODUCTION = "De adviesraad bedankt het college voor de adviesvraag en adviseert als volgt."
OWN_INTRODUCTION = "De adviesraad hoort hier al langer signalen over en adviseert als volgt."
COPY_OWED_FOR = 120
"""Days: the city council has no copy yet of advice on what came in later."""


def receive_requests(diary: Diary, council: Council) -> None:
    """Write down every request and what became of it."""
    for number, case in enumerate(CASES, 1):
        _Story(diary, council, case, number).write()


class _Story:
    """One request from its receipt on."""

    def __init__(self, diary: Diary, council: Council, case: Case, number: int) -> None:
        self._diary = diary
        self._store = diary.store
        self._council = council
        self._case = case
        self._number = number
        self._id = 0

    def write(self) -> None:
        """Put the whole story into the diary."""
        case, diary = self._case, self._diary
        received = diary.ago(case.ago)
        diary.on(received, self._register, received)
        if case.first is RequestState.RECEIVED and not case.new:
            next_day = self._working_day(received + timedelta(days=1))
            # Never after the first turn, which holidays may have brought forward.
            acknowledged = min(next_day, diary.ago(case.turns[0].ago))
            turn = Turn(ago=0, to=RequestState.ACKNOWLEDGED)
            diary.on(acknowledged, self._take, acknowledged, turn)
        for turn in case.turns:
            day = diary.ago(turn.ago)
            diary.on(day, self._take, day, turn)
        if case.assignee:
            diary.on(diary.ago(case.ago - 2), self._assign)
        if case.snoozed_for:
            diary.on(diary.ago(2), self._snooze, diary.today + timedelta(days=case.snoozed_for))

    def _now(self) -> AdviceRequest:
        return self._store.requests.by_id(self._id)

    def _working_day(self, day: date) -> date:
        return self._store.councils.calendar().next_working_day(day)

    def _in(self, days: int | None) -> date | None:
        return None if days is None else self._diary.today + timedelta(days=days)

    def _register(self, day: date) -> None:
        case, year = self._case, self._diary.today.year
        own = case.form is RequestForm.UNSOLICITED or case.first is RequestState.BYPASSED
        self._id = self._store.requests.register(
            self._council.id,
            title=case.title.format(last=year - 1, year=year, next=year + 1),
            received_on=day,
            domains=case.domains,
            kind=case.kind,
            form=case.form,
            partners=case.partners,
            stage=case.stage,
            state=case.first,
            asked_by=self._in(case.asked_in),
            decision_on=self._in(case.decided_in),
            their_reference="" if own else f"Z/{day:%y}/{10480 + 37 * self._number}",
            sender="" if own else SENDER,
            sender_email="" if own else ADDRESS,
            department="" if own else DEPARTMENTS[case.domains[0]],
            short_term_agreed_by=case.agreed_by,
        ).id
        for name, text in case.papers:
            self._add_paper(day, name, text)

    def _add_paper(self, day: date, name: str, text: str) -> None:
        self._store.files.add(
            self._id,
            name=name,
            media_type="text/plain",
            data=text.encode(),
            source="added",
            on=day,
            text=text,
        )

    def _take(self, day: date, turn: Turn) -> None:
        if turn.event:
            self._move_term(day, turn.event, turn)
        elif turn.to is RequestState.ADOPTED:
            self._adopt(day)
        elif turn.to is RequestState.ISSUED:
            self._issue(day)
        elif turn.to is RequestState.RESPONDED:
            self._answer(day)
        else:
            self._store.requests.advance(self._now(), turn.to, on=day, reason=turn.reason)
            if turn.to is RequestState.DRAFT and self._case.points:
                self._draft()

    def _move_term(self, day: date, kind: ClockEventKind, turn: Turn) -> None:
        event = ClockEvent(kind=kind, on=day, reason=turn.reason, amount=turn.weeks, unit=Unit.WEEK)
        self._store.requests.record_event(self._now(), Purpose.ADVICE, event)

    def _advice(self) -> Advice:
        return self._store.advice.of_request(self._id)[-1]

    def _draft(self) -> None:
        own = self._case.form is RequestForm.UNSOLICITED
        text = OWN_INTRODUCTION if own else INTRODUCTION
        advice = self._store.advice.draft(self._now(), text=text)
        self._store.advice.recommend(advice, [point.text for point in self._case.points])

    def _adopt(self, day: date) -> None:
        advice = self._store.advice.change(self._advice(), tone=self._case.tone)
        self._store.advice.adopt(
            advice, on=day, decision=f"Besluit van de adviesraad, {day.day}-{day.month}-{day.year}"
        )

    def _issue(self, day: date) -> None:
        send_advice(self._store, self._advice(), day, translator("nl"))
        if self._case.ago > COPY_OWED_FOR:
            self._store.advice.copy_sent(self._advice(), day)

    def _answer(self, day: date) -> None:
        advice = self._advice()
        if self._case.reply:
            self._add_paper(day, *self._case.reply)
        self._store.advice.answers.record(
            advice,
            received_on=day,
            judgements=[
                Judgement(
                    recommendation_id=recommendation.id,
                    verdict=point.verdict,
                    reasons=point.reasons,
                    promised_on=self._in(point.promised_in),
                )
                for recommendation, point in zip(
                    self._store.advice.recommendations(advice.id), self._case.points, strict=True
                )
            ],
        )

    def _assign(self) -> None:
        self._store.requests.assign(self._now(), self._case.assignee)

    def _snooze(self, until: date) -> None:
        self._store.requests.snooze(self._now(), until)
