"""Today answers what must be done without a key, and leads to everything it names."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from council.advice import Judgement, Verdict
from council.clocks import ClockEvent, ClockEventKind
from council.letters import LetterKind
from council.requests import RequestState
from council.terms import AdvisedBody, Purpose
from council.wording import day_and_month
from db.store import Store
from tests.screens.advised import adopted, sent
from tests.screens.conftest import TODAY, Opener, press, register, shown


async def test_what_must_be_done_today_takes_no_key(store: Store, screens: Opener) -> None:
    register(store, "Te laat", 60)
    register(store, "Loopt af", 39)
    stopped = register(store, "Staat stil", 20)
    store.requests.record_event(
        stopped,
        Purpose.ADVICE,
        ClockEvent(kind=ClockEventKind.STOP, on=TODAY, reason="papers"),
    )
    async with screens() as pilot:
        lines = shown(pilot).splitlines()
    advice = {line[2:40].strip(): line for line in lines if " advice " in line}
    assert any("! 2026-001 Te laat" in line and "days late" in line for line in advice.values())
    assert any("^ 2026-002 Loopt af" in line for line in advice.values())
    assert any("~ 2026-003 Staat stil" in line and "stopped" in line for line in advice.values())
    text = "\n".join(lines)
    assert "Tue 8 Dec 19:30 Plenair" in text
    assert "quorum 2/3" in text
    assert "PW-2 client member" in text
    assert "vacant" in text
    assert "3 new requests" in text


async def test_a_meeting_that_is_off_stays_until_the_members_were_told(
    store: Store, screens: Opener
) -> None:
    store.meetings.cancel(store.meetings.invite(store.meetings.get(1)), "ziekte")
    async with screens() as pilot:
        text = shown(pilot)
        assert text.index("NEXT MEETING") < text.index("12 Jan 2027")
        (line,) = (line for line in text.splitlines() if "8 Dec 19:30 Plenair" in line)
        assert "! " in line
        assert "cancelled" in line
        await press(pilot, "down", "enter")
        assert "the members have yet to hear that it is off" in shown(pilot)
    store.meetings.invite(store.meetings.get(1))
    async with screens() as pilot:
        assert "8 Dec" not in shown(pilot)


async def test_whose_turn_it_is_follows_the_body_that_is_advised(
    store: Store, screens: Opener
) -> None:
    for number, body in enumerate(AdvisedBody):
        sent(store, f"Nota {number}", body=body)
    async with screens() as pilot:
        lines = [line for line in shown(pilot).splitlines() if "Nota" in line]
    assert [line.split("  ")[-1].strip() for line in lines] == [
        "municipality",
        "municipality",
        "joint board",
    ]


async def test_what_is_put_aside_comes_back_on_its_day_or_when_a_term_ends(
    store: Store, screens: Opener
) -> None:
    late, ending = register(store, "Te laat", 60), register(store, "Loopt af", 39)
    for request in (late, ending):
        acknowledged = store.requests.advance(request, RequestState.ACKNOWLEDGED, on=TODAY)
        store.requests.snooze(acknowledged, TODAY + timedelta(days=14))
    hidden = store.requests.advance(register(store, "Later"), RequestState.ACKNOWLEDGED, on=TODAY)
    store.requests.snooze(hidden, TODAY + timedelta(days=14))
    async with screens() as pilot:
        assert "Loopt af" in shown(pilot)
        assert "Te laat" in shown(pilot)
        assert "Later" not in shown(pilot)


async def test_a_vacancy_is_filled_and_a_member_reappointed_from_their_line(
    screens: Opener,
) -> None:
    async with screens() as pilot:
        assert await press(pilot, "down") + await press(pilot, "n") == 2
        assert "PW-2" in shown(pilot)
        assert "Appoint" in shown(pilot)
        await press(pilot, "escape", "escape", "up", "h")
        assert "There is no member under the cursor." in shown(pilot)


async def test_a_vacancy_for_which_somebody_was_found_is_nothing_to_do(
    store: Store, screens: Opener
) -> None:
    person = store.members.add("K. Dummerink")
    store.members.appoint(person.id, store.members.seat(1, "PW-2"), starts_on=date(2027, 1, 1))
    async with screens() as pilot:
        assert "PW-2" not in shown(pilot)
        await press(pilot, "4")
        (row,) = (one for one in shown(pilot).splitlines() if "PW-2" in one)
        assert "from 1 Jan: K. Dumm" in row
        assert "!" not in row


async def test_who_leaves_early_makes_a_vacancy_and_is_not_to_be_reappointed(
    store: Store, screens: Opener
) -> None:
    line = store.members.memberships(1, TODAY)[1]
    assert line.appointment is not None
    store.members.end(line.appointment, on=date(2026, 12, 1), reason="verhuisd")
    async with screens() as pilot:
        (row,) = (one for one in shown(pilot).splitlines() if "S. van der Proef" in one)
        assert row.endswith("falls vacant")
        await press(pilot, "4", "down", "enter")
        assert "no, falls vacant" in shown(pilot)


async def test_an_empty_desk_says_where_to_begin(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        for seat in ("PW-1", "WMO-1", "J-1", "PW-2"):
            assert store.members.seat(1, seat).code == seat
        store.connection.raw.execute("PRAGMA foreign_keys = OFF")
        with store.connection.change("test", "test"):
            for table in ("appointment", "seat", "meeting"):
                store.connection.execute(f"DELETE FROM {table}")
        await press(pilot, "ctrl+l", "1", "0")
        text = shown(pilot)
        assert "> ! no members yet" in text
        assert "! no plenary meeting" in text
        await press(pilot, "enter")
        assert "[4 Members]" in shown(pilot)
        assert "No seats yet: press n" in shown(pilot)


async def test_enter_on_what_leads_nowhere_says_what_is_missing(
    store: Store, screens: Opener
) -> None:
    with store.connection.change("test", "test"):
        store.connection.execute("UPDATE term_rule SET article = ''")
    async with screens(120, 40) as pilot:
        await press(pilot, "end")
        assert "councils rule advice" not in "".join(shown(pilot).splitlines()[-4:])
        await press(pilot, "enter")
        assert "councils rule advice" in "".join(shown(pilot).splitlines()[-4:])


async def test_enter_goes_to_the_request_and_escape_comes_back(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "enter")
        assert "[1 Inbox]" in shown(pilot)
        assert "requested advice" in shown(pilot)
        await press(pilot, "escape")
        assert "[0 Today]" in shown(pilot)


async def test_enter_goes_to_the_meeting_and_the_seat(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "enter")
        assert "[3 Meetings]" in shown(pilot)
        await press(pilot, "escape", "down", "enter")
        assert "[4 Members]" in shown(pilot)


async def test_the_next_step_of_a_new_request_is_its_letter(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        assert "v acknowledge receipt" in shown(pilot)
        await press(pilot, "v")
        assert "acknowledgement of receipt, as it will be sent" in shown(pilot)
        assert "Keeping it is the step “acknowledge receipt”." in shown(pilot)
        assert store.requests.by_id(request.id).state is RequestState.RECEIVED
        await press(pilot, "y")
        assert "2026-001: receipt acknowledged. Kept and written: ~/2026-001-B1.txt" in shown(pilot)
    assert store.requests.by_id(request.id).state is RequestState.ACKNOWLEDGED
    assert (home / "2026-001-B1.txt").read_text() == store.letters.by_id(1).body


async def test_receipt_is_acknowledged_from_its_line_when_the_request_was_taken_up(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    store.requests.advance(request, RequestState.IN_PROGRESS, on=TODAY)
    async with screens() as pilot:
        assert "v acknowledge receipt" in shown(pilot)
        await press(pilot, "v", "y")
        assert "v draft ready" in shown(pilot)
    assert store.requests.by_id(request.id).state is RequestState.IN_PROGRESS
    assert store.requests.clocks.open_of(request.id, Purpose.ACKNOWLEDGEMENT) is None


async def test_promises_of_one_advice_are_told_apart_and_lead_to_theirs(
    store: Store, screens: Opener
) -> None:
    advice = sent(store, on=TODAY - timedelta(days=3))
    judgements = [
        Judgement(recommendation_id=one.id, verdict=Verdict.ADOPTED, promised_on=TODAY)
        for one in store.advice.recommendations(advice.id)[:2]
    ]
    store.advice.answers.record(
        advice, received_on=TODAY - timedelta(days=2), judgements=judgements
    )
    async with screens() as pilot:
        assert "promise 1" in shown(pilot)
        assert "promise 2" in shown(pilot)
        await press(pilot, "down")
        assert "v see whether it was kept" in shown(pilot)
        await press(pilot, "v")
        assert "[2 Advice]" in shown(pilot)
        assert store.requests.by_id(advice.request_id).state is RequestState.RESPONDED
        await press(pilot, "v")
        assert "2. Vergoed de reiskosten" in shown(pilot)
        assert "Promise seen fulfilled" in shown(pilot)
        await press(pilot, "escape", "escape")
        assert "[0 Today]" in shown(pilot)


@pytest.mark.parametrize("there", [("1",), ("2", "tab")], ids=["the inbox", "answered advice"])
async def test_what_only_a_promise_keeps_open_leads_to_the_nearest_one(
    store: Store, screens: Opener, there: tuple[str, ...]
) -> None:
    advice = sent(store, on=TODAY - timedelta(days=3))
    days = (TODAY + timedelta(days=90), TODAY + timedelta(days=60))
    judgements = [
        Judgement(recommendation_id=one.id, verdict=Verdict.ADOPTED, promised_on=day)
        for one, day in zip(store.advice.recommendations(advice.id), days, strict=False)
    ]
    store.advice.answers.record(advice, received_on=TODAY, judgements=judgements)
    request = store.requests.by_id(advice.request_id)
    store.requests.advance(request, RequestState.FOLLOW_UP, on=TODAY)
    async with screens() as pilot:
        await press(pilot, *there)
        assert "v see whether it was kept" in shown(pilot)
        await press(pilot, "v", "v")
        assert "2. Vergoed de reiskosten" in shown(pilot)
        assert "Promise seen fulfilled" in shown(pilot)
        await press(pilot, "escape")
        assert "[2 Advice]" in shown(pilot)
        if there == ("1",):
            await press(pilot, "escape")
            assert "[1 Inbox]" in shown(pilot)


async def test_a_line_that_is_no_request_says_so(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "v")
        assert "There is no request under the cursor." in shown(pilot)


async def test_the_day_changes_while_the_program_is_open(store: Store, screens: Opener) -> None:
    from datetime import datetime, time

    from screens.app import RaadApp

    register(store, "Verordening")
    async with screens() as pilot:
        app = pilot.app
        assert isinstance(app, RaadApp)
        app.desk._now = lambda: datetime.combine(date(2027, 2, 1), time(8))
        app.look()
        await pilot.pause()
        assert "Mon 1 Feb 2027" in shown(pilot)
        assert "days late" in shown(pilot)


async def test_the_term_key_is_about_the_term_on_the_line(store: Store, screens: Opener) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "t")
        assert "term for the acknowledgement" in shown(pilot)
        await press(pilot, "escape", "down", "t")
        assert "term for the advice" in shown(pilot)


async def test_terms_of_one_last_day_stand_in_one_order_on_today_and_in_the_inbox(
    store: Store, screens: Opener
) -> None:
    advice = adopted(store, "Verordening")
    later = register(store, "Beleidsplan")
    store.advice.issue(advice, on=TODAY)
    answer = store.requests.clocks.open_of(advice.request_id, Purpose.ANSWER)
    assert answer is not None  # Its term began after those of the other request.
    acknowledged = store.requests.advance(later, RequestState.ACKNOWLEDGED, on=TODAY)
    same_day = ClockEvent(
        kind=ClockEventKind.CORRECT, on=TODAY, due_on=answer.due_on, reason="afspraak"
    )
    store.requests.record_event(acknowledged, Purpose.ADVICE, same_day)
    async with screens() as pilot:
        for place in ("0", "1"):
            await press(pilot, place)
            lines = [one for one in shown(pilot).splitlines() if "2026-0" in one]
            found = [one for line in lines for one in ("Verordening", "Beleidsplan") if one in line]
            assert found[:2] == ["Verordening", "Beleidsplan"], place


async def test_a_broken_promise_says_so_and_is_asked_for_once(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = sent(store)
    first = store.advice.recommendations(advice.id)[0]
    promised = Judgement(recommendation_id=first.id, verdict=Verdict.LATER, promised_on=TODAY)
    store.advice.answers.record(advice, received_on=TODAY, judgements=[promised])
    (promise,) = store.advice.answers.promises(1)
    store.advice.answers.see(promise, kept=False, on=TODAY, source="raadsvergadering")
    async with screens() as pilot:
        line = next(one for one in shown(pilot).splitlines() if "promise 1" in one)
        assert "not kept" in line
        assert "v letter “promise”" in shown(pilot)
        await press(pilot, "v", "y")
        assert "v see whether it was kept" in shown(pilot)
        line = next(one for one in shown(pilot).splitlines() if "promise 1" in one)
        assert f"asked {day_and_month(TODAY)}" in line
    kinds = [one.kind for one in store.letters.of_request(advice.request_id)]
    assert kinds == [LetterKind.PROMISE]
