"""The inbox: registering, terms, steps and queues, in no more keys than promised."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from council.advice import Tone
from council.clocks import ClockEvent, ClockEventKind, ClockState
from council.letters import LetterKind
from council.requests import AdviceRequest, DocumentKind, PolicyStage, RequestState
from council.terms import AdvisedBody, Purpose
from db.store import Store
from tests.screens.conftest import TODAY, Opener, press, register, shown, write


async def test_registering_with_the_standard_term_takes_seven_keys(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "1")
        keys = await press(pilot, "n")
        keys += await write(pilot, "Re-integratieverordening")
        keys += await press(pilot, "enter", "o", "w", "enter", "s", "enter")
        assert keys <= 7
        request = store.requests.get(1, "2026-001")
        assert (request.kind, request.stage) == (DocumentKind.ORDINANCE, PolicyStage.STARTING_NOTE)
        assert request.domains == ("pw",)
        assert store.requests.open_clock(request, Purpose.ADVICE).due_on == date(2027, 1, 4)
        assert "Registered: 2026-001 Re-integratieverordening." in shown(pilot)


async def test_registering_in_one_line_takes_two_keys(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        keys = await press(pilot, ":")
        keys += await write(pilot, "a Re-integratieverordening !pw #ordinance @draft 6w")
        assert "asked for by Mon 4 Jan 2027" in shown(pilot)
        keys += await press(pilot, "enter")
        assert keys == 2
        assert store.requests.get(1, "2026-001").asked_by == date(2027, 1, 4)


async def test_in_one_line_the_subject_tells_the_kind_of_document_and_it_is_shown(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, ":")
        await write(pilot, "a Verordening jeugd @executive")
        assert "ordinance; decision of the executive" in shown(pilot)
        await press(pilot, "enter")
        assert store.requests.get(1, "2026-001").kind is DocumentKind.ORDINANCE


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ((), DocumentKind.IMPLEMENTING_RULES),
        (("d",), DocumentKind.OTHER),
        (("d", "up", "up", "end", " ", "2", "0", "2", "7", "down"), DocumentKind.OTHER),
        (("up", *["backspace"] * 23, *"Visie", "down"), DocumentKind.POLICY_PLAN),
    ],
)
async def test_in_the_form_the_subject_proposes_the_kind_of_document_until_one_chooses(
    store: Store, screens: Opener, keys: tuple[str, ...], kind: DocumentKind
) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "n")
        await write(pilot, "Nadere regels jeugdhulp")
        await press(pilot, "enter")
        assert "[implementing rules]" in shown(pilot)
        await press(pilot, *keys, *["enter"] * 4)
        assert store.requests.get(1, "2026-001").kind is kind


async def test_a_line_that_is_not_understood_stays_to_be_put_right(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, ":")
        await write(pilot, "a Verordening !xyz")
        await press(pilot, "enter")
        assert "a Verordening !xyz" in shown(pilot)
        assert "“xyz” can be" in shown(pilot)


async def test_stopping_and_resuming_a_term_take_three_keys(store: Store, screens: Opener) -> None:
    request = register(store, "Verordening", 5)
    async with screens() as pilot:
        await press(pilot, "1")
        keys = await press(pilot, "t", "s")
        keys += await write(pilot, "papers are missing")
        keys += await press(pilot, "enter")
        assert keys == 3
        stopped = store.requests.open_clock(request, Purpose.ADVICE)
        assert stopped.state is ClockState.STOPPED
        assert await press(pilot, "t", "h", "enter") == 3
        assert store.requests.open_clock(request, Purpose.ADVICE).state is ClockState.RUNNING


async def test_extending_by_two_weeks_takes_four_keys_and_shows_the_new_date_first(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening", 5, decision_on=date(2027, 1, 12))
    due = store.requests.open_clock(request, Purpose.ADVICE).due_on
    async with screens() as pilot:
        await press(pilot, "1")
        keys = await press(pilot, "t", "v")
        keys += await write(pilot, "2w")
        assert "Our term ends on Wed 13 Jan 2027." in shown(pilot)
        assert "! The decision of Tue 12 Jan 2027 comes before the end of the term" in shown(pilot)
        assert store.requests.open_clock(request, Purpose.ADVICE).due_on == due
        keys += await press(pilot, "enter")
        keys += await write(pilot, "agreed with the alderman")
        keys += await press(pilot, "enter")
        assert keys == 4
    clock = store.requests.open_clock(request, Purpose.ADVICE)
    assert clock.due_on == date(2027, 1, 13)
    events = store.requests.clocks.events(clock.id)
    assert [event.kind for event in events] == [ClockEventKind.EXTEND]


async def test_a_term_that_has_ended_is_stopped_from_a_day_in_it(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening", 60)
    async with screens() as pilot:
        await press(pilot, "1", "t")
        assert "From a day in the term, which has ended." in shown(pilot)
        await press(pilot, "s")
        await write(pilot, "papers were missing")
        await press(pilot, "enter")
        assert "A day in the term, which ended on Thu 5 Nov 2026." in shown(pilot)
        await write(pilot, "26-10")
        await press(pilot, "enter", "t", "h", "enter")
        assert "Our term ends on Thu 3 Dec 2026." in shown(pilot)
    assert store.requests.open_clock(request, Purpose.ADVICE).due_on == date(2026, 12, 3)


async def test_the_choices_for_a_term_say_whose_it_is(store: Store, screens: Opener) -> None:
    register(store, "Verordening", 5)
    store.requests.advance(adopted(store, 10), RequestState.ISSUED, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "1", "/")
        await write(pilot, "2026-001")
        await press(pilot, "enter", "t")
        assert "2026-001: our term for the advice" in shown(pilot)
        assert "We get more time, agreed with the municipality." in shown(pilot)
        await press(pilot, "x")
        assert "“x” is none of these." in shown(pilot)
        await press(pilot, "h")
        assert shown(pilot).count("It is running.") == 2
        await press(pilot, "escape", "escape", "escape", "/")
        await write(pilot, "2026-002")
        await press(pilot, "enter", "t")
        assert "2026-002: the municipality's term for the answer" in shown(pilot)
        assert "The municipality gets more time, agreed with us." in shown(pilot)


async def test_a_day_of_resuming_is_shown_as_it_is_read(store: Store, screens: Opener) -> None:
    request = register(store, "Verordening", 5)
    stopped = ClockEvent(kind=ClockEventKind.STOP, on=TODAY, reason="papers")
    store.requests.record_event(request, Purpose.ADVICE, stopped)
    async with screens() as pilot:
        await press(pilot, "1", "t", "h", "tab")
        await write(pilot, "4 dec")
        assert "Thu 4 Dec 2025" in shown(pilot)
        assert "without a year it is the last one" in shown(pilot)
        assert "Thu 4 Dec 2025 lies before the term" in shown(pilot)
        await write(pilot, " 2026")
        assert "Fri 4 Dec 2026 still lies ahead" in shown(pilot)


async def test_a_term_that_lapsed_says_when_it_goes_on(store: Store, screens: Opener) -> None:
    request = register(store, "Verordening", 5)
    store.requests.advance(request, RequestState.DECLINED, on=TODAY, reason="too late")
    async with screens() as pilot:
        await press(pilot, "1", "t")
        assert "for the advice has lapsed: it goes on when the request is" in shown(pilot)


async def test_undo_and_redo_take_one_key_and_say_what_they_did(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "V", "b")
        assert store.requests.by_id(request.id).state is RequestState.ACKNOWLEDGED
        assert store.letters.of_request(request.id) == []
        await press(pilot, "o")
        assert store.requests.by_id(request.id).state is RequestState.RECEIVED
        assert "Undone: request moved on" in shown(pilot)
        await press(pilot, "O")
        assert store.requests.by_id(request.id).state is RequestState.ACKNOWLEDGED
        assert "Done again: request moved on" in shown(pilot)


def adopted(store: Store, days_ago: int) -> AdviceRequest:
    """Register a request on which the council has adopted its advice today."""
    request = register(store, "Verordening", days_ago)
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT, RequestState.TABLED):
        on = request.received_on
        request = store.requests.advance(request, state, on=on, late_reason="recess")
    advice = store.advice.draft(request, text="Wij zijn het eens met het doel.")
    advice = store.advice.change(advice, title=advice.title, tone=Tone.POSITIVE)
    store.advice.adopt(advice, on=TODAY, decision="2026-12")
    return store.requests.by_id(request.id)


async def test_sending_the_advice_is_looked_at_once_more_and_takes_two_keys(
    store: Store, screens: Opener, home: Path
) -> None:
    request = adopted(store, 5)
    async with screens() as pilot:
        await press(pilot, "1")
        keys = await press(pilot, "v")
        assert "The term for the advice ends: met today." in shown(pilot)
        assert "The answer is due by " in shown(pilot)
        assert "advice, as it will be sent" in shown(pilot)
        assert store.requests.by_id(request.id).state is RequestState.ADOPTED
        keys += await press(pilot, "y")
        assert keys == 2
        assert "2026-001: advice sent. Kept and written: ~/2026-001-A1.txt" in shown(pilot)
    assert store.requests.by_id(request.id).state is RequestState.ISSUED
    assert (home / "2026-001-A1.md").exists()


async def test_sending_the_advice_late_asks_why_and_keeps_the_reason(
    store: Store, screens: Opener, home: Path
) -> None:
    request = adopted(store, 60)
    async with screens() as pilot:
        await press(pilot, "1", "v", "y")
        assert "say why it is late" in shown(pilot)
        await write(pilot, "no meeting in the recess")
        await press(pilot, "enter")
    advice_clock = store.requests.clocks.of_request(request.id)[1]
    assert advice_clock.late_reason == "no meeting in the recess"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("v",), "2026-001: draft advice. There is no text yet: e writes it."),
        (("V", "a"), "It is for the plenary of Tue 8 Dec 2026 19:30. There is no text yet"),
    ],
    ids=["a draft", "on the agenda"],
)
async def test_on_its_way_to_adoption_an_advice_says_where_it_goes_and_what_it_lacks(
    store: Store, screens: Opener, keys: tuple[str, ...], told: str
) -> None:
    request = register(store, "Verordening")
    store.requests.advance(request, RequestState.IN_PROGRESS, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "1", *keys)
        assert told in " ".join(shown(pilot).split())


async def test_an_advice_goes_as_a_late_paper_to_a_plenary_whose_papers_are_out(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    store.requests.advance(request, RequestState.IN_PROGRESS, on=TODAY)
    store.meetings.move(
        store.meetings.between(1)[0], datetime.combine(TODAY, time(19)) + timedelta(days=3)
    )
    async with screens() as pilot:
        await press(pilot, "1", "V", "a")
        assert "It is for the plenary of Thu 26 Nov 2026 19:00" in " ".join(shown(pilot).split())


async def test_an_advice_with_a_text_and_no_plenary_in_time_says_that_alone(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening", 40)
    store.requests.advance(request, RequestState.IN_PROGRESS, on=TODAY)
    store.advice.draft(request, text="De raad adviseert positief.")
    async with screens() as pilot:
        await press(pilot, "1", "V", "a")
        assert "No plenary before" in shown(pilot)
        assert "There is no text yet" not in shown(pilot)


async def test_another_step_is_chosen_by_letter_and_asks_its_reason(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "V", "h")
        await write(pilot, "waits for the budget")
        await press(pilot, "enter")
    assert store.requests.by_id(request.id).state is RequestState.ON_HOLD
    assert store.requests.history(request.id)[-1].reason == "waits for the budget"


async def test_a_step_has_the_same_letter_from_every_state(store: Store, screens: Opener) -> None:
    request = register(store, "Verordening")
    letters: dict[str, str] = {}
    async with screens() as pilot:
        await press(pilot, "1")
        for state in (None, RequestState.IN_PROGRESS, RequestState.TABLED):
            if state:
                request = store.requests.advance(request, state, on=TODAY)
            await press(pilot, "V")
            offered = re.findall(r"^ +(\w)  (.*\S)", shown(pilot), re.MULTILINE)
            assert len(offered) > 4
            assert all(letters.setdefault(label, key) == key for key, label in offered)
            await press(pilot, "escape")
    assert letters["put on hold"] == "h"
    assert letters["withdrawn by the municipality"] == "i"


async def test_a_key_that_cannot_work_says_why(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "t")
        assert "There is no request under the cursor." in shown(pilot)


async def test_why_not_of_one_request_does_not_stand_under_another(
    store: Store, screens: Opener
) -> None:
    declined = register(store, "Eerste", 9)
    store.requests.advance(declined, RequestState.DECLINED, on=TODAY, reason="too late")
    register(store, "Tweede")
    async with screens() as pilot:
        await press(pilot, "1", "end", "t")
        assert "has lapsed" in shown(pilot)
        await press(pilot, "up")
        assert "has lapsed" not in shown(pilot)


async def test_what_was_done_is_said_until_the_next_thing_one_does(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "V", "b")
        said = "2026-001: receipt acknowledged."
        assert said in shown(pilot)
        await press(pilot, "o")
        assert said not in shown(pilot)
        assert "Undone: request moved on" in shown(pilot)
        await press(pilot, "enter")
        assert "Undone" not in shown(pilot)
        await press(pilot, "escape", "V", "b")
        assert said in shown(pilot)
        await pilot.click("#queues", offset=(2, 0))
        await press(pilot)
        assert said not in shown(pilot)


async def test_an_empty_inbox_says_what_to_do(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1")
        assert "No requests yet: press n" in shown(pilot)


async def test_tab_walks_the_queues_and_the_counts_are_right(store: Store, screens: Opener) -> None:
    register(store, "Nieuw")
    request = register(store, "Lopend")
    store.requests.advance(request, RequestState.IN_PROGRESS, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "1")
        assert "new 1  in progress 1" in shown(pilot)
        await press(pilot, "tab", "tab", "tab")
        assert "2026-002" in shown(pilot)
        assert "2026-001" not in shown(pilot)
        await press(pilot, "shift+tab")
        assert "2026-001" in shown(pilot)


async def test_marked_requests_are_assigned_at_once_and_undone_at_once(
    store: Store, screens: Opener
) -> None:
    for title in ("Een", "Twee", "Drie"):
        register(store, title)
    async with screens() as pilot:
        await press(pilot, "1", "space", "space", "a")
        await write(pilot, "Werkgroep Zorg")
        await press(pilot, "enter")
        assignees = [store.requests.by_id(number).assignee for number in (1, 2, 3)]
        assert assignees == ["Werkgroep Zorg", "Werkgroep Zorg", ""]
        await press(pilot, "o")
        assert [store.requests.by_id(number).assignee for number in (1, 2, 3)] == ["", "", ""]


@pytest.mark.usefixtures("seated")
async def test_who_prepares_it_is_completed_from_the_members(store: Store, screens: Opener) -> None:
    request = register(store, "Een")
    async with screens() as pilot:
        await press(pilot, "1", "a")
        await write(pilot, "voorb")
        assert "→ T. Voorbeeld" in shown(pilot)
        await press(pilot, "right", "enter")
    assert store.requests.by_id(request.id).assignee == "T. Voorbeeld"


async def test_marked_requests_take_the_step_they_share_and_are_undone_at_once(
    store: Store, screens: Opener
) -> None:
    for title in ("Een", "Twee"):
        store.requests.advance(register(store, title), RequestState.ACKNOWLEDGED, on=TODAY)
    register(store, "Drie", 60)
    async with screens() as pilot:
        await press(pilot, "1", "space", "v")
        assert "“acknowledge receipt” is done with one request at a time." in shown(pilot)
        await press(pilot, "escape", "space", "space", "v")
        states = [store.requests.by_id(number).state.value for number in (1, 2, 3)]
        assert states == ["in_progress", "in_progress", "received"]
        await press(pilot, "home", "space", "end", "space", "v")
        assert "do not have the same next step" in shown(pilot)
        await press(pilot, "t")
        assert "one request at a time: Esc takes the marks off" in shown(pilot)
        await press(pilot, "escape", "o")
        assert store.requests.by_id(1).state.value == "acknowledged"
        assert store.requests.by_id(2).state.value == "acknowledged"


async def test_put_aside_leaves_the_queue_until_its_day(store: Store, screens: Opener) -> None:
    store.requests.advance(register(store, "Verordening"), RequestState.ACKNOWLEDGED, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "1", "f")
        await write(pilot, "2w")
        await press(pilot, "enter")
        assert store.requests.by_id(1).snoozed_until == date(2026, 12, 7)
        assert "all open 0" in shown(pilot)
        assert "in progress 0" in shown(pilot)


async def test_putting_aside_past_a_term_names_its_end_and_when_it_is_back(
    store: Store, screens: Opener
) -> None:
    store.requests.advance(register(store, "Een"), RequestState.ACKNOWLEDGED, on=TODAY)
    register(store, "Twee")
    async with screens() as pilot:
        await press(pilot, "1", "space", "space", "f")
        await write(pilot, "15-1-2027")
        assert "! 2026-001 is back from Mon 28 Dec 2026 on: its term for the advice" in shown(pilot)
        assert "! 2026-002 stays in sight: its term for the acknowledgement ends on" in shown(pilot)
        await press(pilot, "enter")
        assert "all open 1" in shown(pilot)
        assert "2026-002" in shown(pilot)


async def test_the_filter_follows_every_letter_and_escape_shows_all(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening jeugdhulp")
    register(store, "Beleidsregels bijstand")
    async with screens() as pilot:
        await press(pilot, "1", "/")
        await write(pilot, "bijst")
        assert "Beleidsregels" in shown(pilot)
        assert "jeugdhulp" not in shown(pilot)
        await press(pilot, "enter", "escape")
        assert "jeugdhulp" in shown(pilot)


async def test_enter_reads_all_about_a_request_and_escape_goes_back(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening", text="Geacht bestuur, wij vragen u om advies.")
    async with screens() as pilot:
        await press(pilot, "1", "enter")
        assert "3 working days from" in shown(pilot)
        await press(pilot, "end")
        assert "Geacht bestuur" in shown(pilot)
        await press(pilot, "escape")
        assert "Geacht bestuur" not in shown(pilot)


async def test_a_wide_window_shows_the_request_beside_the_list(
    store: Store, screens: Opener
) -> None:
    register(store, "Eerste", text="Tekst van de eerste")
    register(store, "Tweede", text="Tekst van de tweede")
    async with screens(120, 40) as pilot:
        await press(pilot, "1")
        assert "Tekst van de eerste" in shown(pilot)
        await press(pilot, "down")
        assert "Tekst van de tweede" in shown(pilot)


@pytest.mark.parametrize(
    "name", ["[bold]x[/]", "[/]", "\x1b]52;c;aaaa\x07", "a\u202eb", "=cmd|'x'!A0"]
)
async def test_text_from_outside_is_only_text(store: Store, screens: Opener, name: str) -> None:
    register(store, f"Verordening {name}", text=name, sender=name)
    async with screens() as pilot:
        await press(pilot, "1", "enter")
        assert "\x1b" not in shown(pilot)
        assert "\u202e" not in shown(pilot)
        assert "Verordening" in shown(pilot)


async def test_a_change_by_somebody_else_is_seen(store: Store, screens: Opener) -> None:
    from db.connection import Actor
    from db.store import open_store
    from screens.app import RaadApp

    async with screens() as pilot:
        await press(pilot, "1")
        with open_store(store.path, Actor(who="Bart")) as other:
            register(other, "Van een collega")
        assert isinstance(pilot.app, RaadApp)
        pilot.app.look()
        await pilot.pause()
        assert "Van een collega" in shown(pilot)


async def test_who_advises_along_is_named_in_the_form_and_shown(
    store: Store, screens: Opener
) -> None:
    store.requests.register(1, title="Regiovisie", received_on=TODAY)
    async with screens(140, 40) as pilot:
        await press(pilot, "1", "w")
        assert "Change 2026-001" in shown(pilot)
        await press(pilot, *["tab"] * 10)
        await write(pilot, "Donkerveen, Lage Kaag")
        await press(pilot, "tab")
        await write(pilot, "Zandmeer")
        await press(pilot, "enter")
        assert "“Zandmeer” is not among" in shown(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "lage kaag")
        await press(pilot, "enter")
        text = shown(pilot)
        assert "Donkerveen, Lage Kaag (leads)" in text
        assert "regional advice" in text


async def test_the_department_is_named_in_the_form_and_shown_where_it_is_known(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening", 5, department="Jeugd")
    other = register(store, "Beleidsplan", 4)
    async with screens(120, 40) as pilot:
        await press(pilot, "1", "down")
        assert "department" not in shown(pilot)
        await press(pilot, "w", "shift+tab", "shift+tab")
        assert "In use: Jeugd." in shown(pilot)
        await write(pilot, "Werk en Inkomen")
        await press(pilot, "enter")
        assert re.search("department +Werk en Inkomen", shown(pilot))
    assert store.requests.by_id(other.id).department == "Werk en Inkomen"


async def test_the_body_that_is_advised_is_chosen_in_the_form_and_shown_where_it_is_another(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Regiovisie", 5)
    async with screens(140, 40) as pilot:
        await press(pilot, "1")
        assert "advice to" not in shown(pilot)
        await press(pilot, "w", "shift+tab")
        assert "[executive]" in shown(pilot)
        await press(pilot, "j", "shift+tab", "enter")
        assert re.search("advice to +the board of the joint authority", shown(pilot))
    assert store.requests.by_id(request.id).body is AdvisedBody.JOINT_BOARD


@pytest.mark.parametrize("back", [0, 1, 2])
async def test_the_form_that_changes_a_request_fits_in_24_lines(
    store: Store, screens: Opener, back: int
) -> None:
    register(store, "Verordening", 5, department="Jeugd")
    async with screens(80, 24) as pilot:
        await press(pilot, "1", "w", *["shift+tab"] * back)
        text = shown(pilot)
        assert "subject" in text
        assert "advice to" in text


async def test_a_wrong_day_of_receipt_is_put_right_and_the_term_follows(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening", 7)
    async with screens(120, 40) as pilot:
        await press(pilot, "1", "w", *["tab"] * 12, "ctrl+u")
        await write(pilot, "24-11-2026")
        await press(pilot, "enter")
        assert "still lies ahead" in shown(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "9-11-2026")
        await press(pilot, "enter")
    assert store.requests.by_id(request.id).received_on == date(2026, 11, 9)
    assert store.requests.open_clock(request, Purpose.ADVICE).due_on == date(2026, 12, 21)


async def test_an_earlier_date_counts_once_it_is_agreed_to_again(
    store: Store, screens: Opener
) -> None:
    agreed = date(2026, 12, 10)
    request = register(store, "Verordening", 7, asked_by=agreed, short_term_agreed_by="Cora")
    async with screens(120, 40) as pilot:
        await press(pilot, "1", "w", *["tab"] * 4, "ctrl+u")
        await write(pilot, "3-12-2026")
        await press(pilot, "enter")
        assert store.requests.open_clock(request, Purpose.ADVICE).due_on == agreed
        assert "! Too little time: asked for" in shown(pilot)
        await press(pilot, "w", *["tab"] * 7, "right", "enter")
    assert store.requests.open_clock(request, Purpose.ADVICE).due_on == date(2026, 12, 3)


async def test_a_declined_request_first_gets_the_letter_that_says_so(
    store: Store, screens: Opener, home: Path
) -> None:
    register(store, "Eerste", 9)
    declined = register(store, "Tweede", 2)
    register(store, "Derde")
    async with screens() as pilot:
        await press(pilot, "1", "down", "V", "g")
        await write(pilot, "too late")
        await press(pilot, "enter")
        assert "v letter “no advice”" in shown(pilot)
        assert ">     2026-002" in shown(pilot)
        await press(pilot, "v", "y")
        assert "v close" in shown(pilot)
        await press(pilot, "v")
    assert [one.kind for one in store.letters.of_request(declined.id)] == [LetterKind.DECLINED]
    assert store.requests.by_id(declined.id).state is RequestState.CLOSED


async def test_waiting_for_papers_says_what_it_stops_and_that_no_letter_went(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening", 5)
    async with screens() as pilot:
        await press(pilot, "1", "V", "p")
        await write(pilot, "begroting")
        for purpose in ("acknowledgement", "advice"):
            said = f"Our term for the {purpose} stands still from Mon 23 Nov 2026."
            assert said in shown(pilot)
        await press(pilot, "enter")
        assert "u writes the letter that asks for them." in " ".join(shown(pilot).split())
    assert store.requests.by_id(request.id).state is RequestState.INCOMPLETE


async def test_a_term_goes_on_from_the_day_the_papers_came(store: Store, screens: Opener) -> None:
    request = register(store, "Verordening", 12)
    store.requests.advance(
        request, RequestState.INCOMPLETE, on=TODAY - timedelta(10), reason="begroting"
    )
    async with screens() as pilot:
        await press(pilot, "1", "v")
        assert "papers came on" in shown(pilot)
        assert "for the advice ends on Mon 4 Jan 2027." in shown(pilot)
        await press(pilot, "enter")
        await write(pilot, "16-11")
        assert "for the advice ends on Mon 28 Dec 2026." in shown(pilot)
        await press(pilot, "enter")
        assert "the term runs again" in shown(pilot)
    taken = store.requests.by_id(request.id)
    assert taken.state is RequestState.IN_PROGRESS
    assert store.requests.open_clock(taken, Purpose.ADVICE).due_on == date(2026, 12, 28)


@pytest.mark.parametrize("kind", ["s", "h", "v", "k", "c"])
async def test_of_a_term_the_reason_is_asked_before_the_day(
    store: Store, screens: Opener, kind: str
) -> None:
    request = register(store, "Verordening", 5)
    if kind == "h":
        stopped = ClockEvent(kind=ClockEventKind.STOP, on=TODAY, reason="papers")
        store.requests.record_event(request, Purpose.ADVICE, stopped)
    async with screens() as pilot:
        await press(pilot, "1", "t", kind)
        labels = ("reason", "from day", "agreed on", "put right on")
        asked = re.findall(rf"^ +>? *({'|'.join(labels)})\b", shown(pilot), re.MULTILINE)
    assert (asked[0], len(asked)) == ("reason", 2)


async def test_the_day_the_papers_came_is_asked_once_for_all_marked_requests(
    store: Store, screens: Opener
) -> None:
    waiting, late = register(store, "Een", 12), register(store, "Twee", 10)
    for request in (waiting, late):
        on = request.received_on
        store.requests.advance(request, RequestState.INCOMPLETE, on=on, reason="begroting")
    async with screens() as pilot:
        await press(pilot, "1", "space", "space", "v")
        assert "papers came on" in shown(pilot)
        assert "2026-001: Our term for the advice ends on Mon 4 Jan 2027." in shown(pilot)
        assert "2026-002: Our term for the advice ends on Thu 7 Jan 2027." in shown(pilot)
        await press(pilot, "enter")
        await write(pilot, "12-11")
        await press(pilot, "enter")
        assert "2026-002: Thu 12 Nov 2026 lies before it was received." in shown(pilot)
        assert store.requests.by_id(waiting.id).state is RequestState.INCOMPLETE
        await press(pilot, "ctrl+u")
        await write(pilot, "16-11")
        await press(pilot, "enter")
        assert "2 requests: 2026-001, 2026-002: in progress." in shown(pilot)
        for request, day in (waiting, 28), (late, 31):
            taken = store.requests.by_id(request.id)
            assert taken.state is RequestState.IN_PROGRESS
            due_on = store.requests.open_clock(taken, Purpose.ADVICE).due_on
            assert due_on == date(2026, 12, day)
        await press(pilot, "o")
    assert store.requests.by_id(late.id).state is RequestState.INCOMPLETE


async def test_consent_to_a_short_term_names_the_end_it_moves(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening", asked_by=date(2026, 12, 14))
    async with screens(80, 40) as pilot:
        await press(pilot, "1", "w")
        while "> short term agreed by" not in shown(pilot):
            await press(pilot, "tab")
        await write(pilot, "de voorzitter")
        for said in ("Our term ends on Mon 14 Dec 2026.", "It was Mon 4 Jan 2027."):
            assert said in shown(pilot)
        await press(pilot, "enter")
        assert "Our term ends on Mon 14 Dec 2026. It was Mon 4 Jan 2027." in shown(pilot)
    due_on = store.requests.open_clock(request, Purpose.ADVICE).due_on
    assert due_on == date(2026, 12, 14)


async def test_what_is_back_before_its_day_is_not_said_to_be_put_aside_until_then(
    store: Store, screens: Opener
) -> None:
    store.requests.advance(register(store, "Een"), RequestState.ACKNOWLEDGED, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "1", "f")
        await write(pilot, "1 mrt")
        await press(pilot, "enter")
        said = " ".join(shown(pilot).split())
        assert "2026-001 is back from Mon 28 Dec 2026 on: its term for the advice ends" in said
        assert "put aside until" not in said


async def test_a_term_that_ends_later_does_not_contradict_the_one_that_ends_first(
    store: Store, screens: Opener
) -> None:
    register(store, "Een")
    async with screens() as pilot:
        await press(pilot, "1", "f")
        await write(pilot, "1 mrt")
        assert "2026-001 stays in sight: its term for the acknowledgement" in shown(pilot)
        assert "is back from" not in shown(pilot)
