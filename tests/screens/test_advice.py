"""The advice by stage: writing, adopting, sending, copying, letters, promises."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from council.advice import AdviceState, Judgement, Tone, Verdict
from council.clocks import ClockEvent, ClockEventKind
from council.letters import LetterKind
from council.requests import RequestForm, RequestState
from council.terms import AdvisedBody, Purpose
from db.store import Store
from screens.app import RaadApp
from tests.screens.advised import WISHES, adopted, drafted, request_of, sent
from tests.screens.conftest import TODAY, Opener, ScreenPilot, press, register, shown, write


async def test_every_advice_stands_under_its_stage(store: Store, screens: Opener) -> None:
    drafted(store, "Beleidsplan")
    adopted(store, "Beleidsregels")
    sent(store, "Inkoop")
    async with screens(140, 40) as pilot:
        assert await press(pilot, "2") == 1
        lines = shown(pilot).splitlines()
        places = [
            next(at for at, line in enumerate(lines) if words in line[:70])
            for words in ("DRAFTS", "Beleidsplan", "TO SEND", "Beleidsregels", "WAITING", "Inkoop")
        ]
        assert places == sorted(places)
        assert "[in hand 3]" in shown(pilot)
        assert WISHES[0] in shown(pilot)


async def test_an_advice_that_was_not_copied_to_the_city_council_stands_out(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "2")
        assert "missing" in shown(pilot)
        assert await press(pilot, "c", "enter") == 2
        assert "missing" not in shown(pilot)
        await press(pilot, "c")
        assert "The city council got its copy on Mon 23 Nov 2026." in shown(pilot)
    assert store.advice.by_id(advice.id).copy_sent_on == TODAY


async def test_what_went_to_the_city_council_itself_needs_no_copy(
    store: Store, screens: Opener
) -> None:
    advice = sent(store, body=AdvisedBody.CITY_COUNCIL)
    async with screens(120, 40) as pilot:
        await press(pilot, "2")
        assert "missing" not in shown(pilot)
        assert "No copy was sent" not in shown(pilot)
        await press(pilot, "c")
        assert f"{advice.ref} went to the city council itself." in shown(pilot)
        await press(pilot, "1")
        assert "No copy was sent" not in shown(pilot)


async def test_an_advice_is_begun_on_a_chosen_request(store: Store, screens: Opener) -> None:
    register(store, "Nota armoedebeleid")
    register(store, "Beleidsregels bijstand")
    async with screens() as pilot:
        await press(pilot, "2", "n")
        await write(pilot, "armoede")
        await press(pilot, "enter")
        await write(pilot, "Ons oordeel")
        await press(pilot, "tab")
        await write(pilot, "1. Stel een meldpunt in\n2. Evalueer")
        await press(pilot, "escape", "y")
        assert "2026-001-A1: saved, version 1." in shown(pilot)
    advice = store.advice.get(1, "2026-001-A1")
    assert (advice.text, advice.state) == ("Ons oordeel", AdviceState.DRAFT)
    texts = [one.text for one in store.advice.recommendations(advice.id)]
    assert texts == ["Stel een meldpunt in", "Evalueer"]
    assert store.trail.undo().subject.startswith("2026-001")
    assert store.advice.current(1) is None


async def test_what_one_writes_survives_a_broken_line(store: Store, screens: Opener) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "e")
        await write(pilot, "Nieuw begin. ")
        pilot.app.exit()
    assert store.advice.by_id(advice.id).text_version == 1
    async with screens() as pilot:
        assert isinstance(pilot.app, RaadApp)
        await press(pilot, "2", "e")
        await write(pilot, "Nieuw begin. ")
        pilot.app.keep_typing()
        pilot.app.exit()
    async with screens() as pilot:
        await press(pilot, "2", "e")
        assert "What you typed before is back." in shown(pilot)
        await press(pilot, "escape", "y")
    assert store.advice.by_id(advice.id).text.startswith("Nieuw begin. Wij hebben")


async def test_ctrl_z_takes_back_what_one_wrote(store: Store, screens: Opener) -> None:
    drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "e")
        await write(pilot, "Vergissing")
        assert "Vergissing" in shown(pilot)
        await press(pilot, "ctrl+z")
        assert "Vergissing" not in shown(pilot)


async def test_thrown_away_writing_changes_nothing(store: Store, screens: Opener) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "e")
        await write(pilot, "Weg")
        await press(pilot, "escape", "n", "e")
        assert "Weg" not in shown(pilot)
    assert store.advice.by_id(advice.id).text_version == 1


async def test_what_a_colleague_wrote_meanwhile_is_not_written_over(
    store: Store, screens: Opener
) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "e")
        await write(pilot, "Van B. ")
        theirs = store.advice.save_text(advice, "Van A.")
        await press(pilot, "escape", "y")
        assert "jansen changed this on" in shown(pilot)
        assert "Van B. Wij hebben" in shown(pilot)
        await press(pilot, "escape")
        assert store.advice.by_id(advice.id) == theirs
        await press(pilot, "e")
        assert "your text is back below the newest" in shown(pilot)
        lines = shown(pilot)
        assert lines.index("Van A.") < lines.index("What you typed before") < lines.index("Van B.")
        await press(pilot, "escape", "y")
        assert "saved, version 3." in shown(pilot)
        await press(pilot, "e")
        assert "typed before is back" not in shown(pilot)


async def test_recommendations_of_a_colleague_are_not_written_over(
    store: Store, screens: Opener
) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "e", "tab")
        await write(pilot, "9. Van B\n")
        store.advice.recommend(advice, ["Van A"])
        await press(pilot, "escape", "y")
        assert "jansen changed this on" in shown(pilot)
        assert [one.text for one in store.advice.recommendations(advice.id)] == ["Van A"]
        await press(pilot, "escape", "e")
        lines = shown(pilot)
        assert lines.index("1. Van A") < lines.index("9. Van B")


async def test_of_two_who_begin_an_advice_neither_loses_a_word(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "e")
        await write(pilot, "Van B.")
        store.advice.draft(request, text="Van A.")
        await press(pilot, "escape", "y")
        assert "2026-001-A1 is in the making already." in shown(pilot)
        await press(pilot, "escape", "e")
        assert "Van A." in shown(pilot) and "Van B." in shown(pilot)


async def test_a_text_from_a_file_is_not_put_over_what_came_meanwhile(
    store: Store, screens: Opener, tmp_path: Path
) -> None:
    advice = drafted(store)
    path = tmp_path / "advies.txt"
    path.write_text("Uit een bestand.")
    async with screens() as pilot:
        await press(pilot, "2", "i")
        await write(pilot, str(path))
        store.advice.save_text(advice, "Van A.")
        await press(pilot, "enter")
        assert "jansen changed this on" in shown(pilot)
    assert store.advice.by_id(advice.id).text == "Van A."


async def test_a_text_is_taken_from_a_file(store: Store, screens: Opener, tmp_path: Path) -> None:
    advice = drafted(store)
    path = tmp_path / "advies.txt"
    path.write_bytes("Wij adviseren: cliënten eerst\x1b[2J".encode("cp1252"))
    async with screens() as pilot:
        await press(pilot, "2", "i")
        await write(pilot, str(path))
        await press(pilot, "enter")
    assert store.advice.by_id(advice.id).text == "Wij adviseren: cliënten eerst[2J"


@pytest.mark.parametrize("key", ["b", "v"])
async def test_adopting_takes_two_keys(store: Store, screens: Opener, key: str) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2")
        keys = await press(pilot, key)
        keys += await write(pilot, "besluit 2026-12")
        keys += await press(pilot, "enter")
        assert keys == 2
    done = store.advice.by_id(advice.id)
    assert (done.state, done.decision) == (AdviceState.ADOPTED, "besluit 2026-12")
    assert request_of(store, advice).state is RequestState.ADOPTED


async def test_adopting_needs_a_decision_or_a_mandate(store: Store, screens: Opener) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "b", "enter")
        assert "An advice is adopted by a decision of the council" in shown(pilot)
        await press(pilot, "tab")
        await write(pilot, "dagelijks bestuur, artikel 9")
        await press(pilot, "enter")
    assert store.advice.by_id(advice.id).mandate == "dagelijks bestuur, artikel 9"


async def test_adopting_asks_for_the_tone_where_there_is_none(
    store: Store, screens: Opener
) -> None:
    advice = drafted(store, tone=None)
    async with screens() as pilot:
        await press(pilot, "2", "b", "n")
        await write(pilot, "2026-12")
        await press(pilot, "enter")
    assert store.advice.by_id(advice.id).tone is Tone.NEGATIVE_UNLESS


async def test_a_draft_on_a_request_not_ready_says_what_comes_first(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    store.advice.draft(request)
    async with screens() as pilot:
        await press(pilot, "2", "b")
        assert "2026-001 is “received”: take its next step with v first." in shown(pilot)


async def test_sending_starts_the_clock_of_the_municipality_in_two_keys(
    store: Store, screens: Opener
) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        await press(pilot, "2")
        assert "v send the advice" in shown(pilot)
        keys = await press(pilot, "v")
        assert "The answer is due by " in shown(pilot)
        keys += await press(pilot, "y")
        assert keys == 2
        assert "WAITING FOR AN ANSWER" in shown(pilot)
    assert store.advice.by_id(advice.id).issued_on == TODAY


@pytest.mark.parametrize("stage", [drafted, adopted, sent])
async def test_the_step_in_the_inbox_leads_to_the_form_of_the_advice(
    store: Store, screens: Opener, stage: object
) -> None:
    assert callable(stage)
    stage(store)
    title: dict[object, str] = {
        drafted: "Adopt 2026-001-A1",
        adopted: "send the advice",
        sent: "1 taken over  2",
    }
    async with screens() as pilot:
        await press(pilot, "1", "v")
        assert title[stage] in shown(pilot)


async def test_a_request_without_an_advice_opens_a_text_to_write(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT, RequestState.TABLED):
        request = store.requests.advance(request, state, on=TODAY)
    async with screens() as pilot:
        await press(pilot, "1", "v")
        assert "New advice on 2026-001" in shown(pilot)
        assert "There is no advice to adopt yet: write it here first" in shown(pilot)


async def test_a_draft_that_says_nothing_is_written_before_it_is_adopted(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Verordening")
    for state in (RequestState.IN_PROGRESS, RequestState.DRAFT, RequestState.TABLED):
        request = store.requests.advance(request, state, on=TODAY)
    store.advice.draft(request)
    async with screens() as pilot:
        await press(pilot, "2", "b")
        assert "There is no advice to adopt yet: write it here first" in shown(pilot)
        await write(pilot, "Doen.")
        await press(pilot, "escape", "y", "b")
        assert "Adopt 2026-001-A1" in shown(pilot)


async def test_tone_and_minority_view_are_changed(store: Store, screens: Opener) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "w", "e")
        await write(pilot, "Twee leden zijn tegen")
        await press(pilot, "enter")
    changed = store.advice.by_id(advice.id)
    assert (changed.tone, changed.minority_view) == (Tone.NEGATIVE, "Twee leden zijn tegen")


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("e", "what was sent does not change any more"),
        ("b", "what was sent does not change any more"),
        ("x", "There is no promise under the cursor"),
    ],
)
async def test_what_cannot_be_done_with_a_sent_advice_says_why(
    store: Store, screens: Opener, key: str, reason: str
) -> None:
    sent(store)
    async with screens() as pilot:
        await press(pilot, "2", key)
        assert reason in shown(pilot)


async def test_an_adoption_is_taken_back_with_its_reason(store: Store, screens: Opener) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        for key in ("e", "i", "w"):
            await press(pilot, "2", key)
            assert "has been adopted: take the adoption back first, with X." in shown(pilot)
        await press(pilot, "b")
        assert "adopted already: v sends it, X takes the adoption back." in shown(pilot)
        await press(pilot, "X")
        assert "take the adoption back" in shown(pilot)
        await write(pilot, "nieuwe cijfers")
        await press(pilot, "enter")
        assert "DRAFTS" in shown(pilot)
        await press(pilot, "e")
        await write(pilot, "Met nieuwe cijfers. ")
        await press(pilot, "escape", "y")
    again = store.advice.by_id(advice.id)
    assert (again.state, again.text_version) == (AdviceState.DRAFT, 2)
    assert store.requests.history(advice.request_id)[-1].reason == "nieuwe cijfers"


async def test_on_a_request_whose_advice_was_sent_nothing_is_written(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    async with screens() as pilot:
        await press(pilot, "1", "e")
        assert "has been sent and does not change any more" in shown(pilot)
    assert len(store.advice.of_request(advice.request_id)) == 1


async def test_taking_back_a_draft_makes_room_for_another(store: Store, screens: Opener) -> None:
    advice = drafted(store)
    async with screens() as pilot:
        await press(pilot, "2", "X", "y")
        assert "[in hand 0]" in shown(pilot)
        await press(pilot, "tab", "tab")
        assert "2026-001-A1" in shown(pilot)
    assert store.advice.by_id(advice.id).state is AdviceState.WITHDRAWN


async def test_a_reminder_is_seen_first_then_kept_and_written(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = sent(store)
    request = request_of(store, advice)
    late = ClockEvent(
        kind=ClockEventKind.CORRECT, on=TODAY, reason="x", due_on=TODAY - timedelta(1)
    )
    store.requests.record_event(request, Purpose.ANSWER, late)
    async with screens() as pilot:
        await press(pilot, "2")
        keys = await press(pilot, "u", "h")
        assert "Geacht college," in shown(pilot)
        assert store.letters.of_request(request.id) == []
        keys += await press(pilot, "y")
        assert keys == 3
        assert "~/2026-001-B1.txt" in shown(pilot)
        await press(pilot, "u")
        assert "letter to the alderman  Not before" in shown(pilot)
    (kept,) = store.letters.of_request(request.id)
    assert (kept.kind, kept.on) == (LetterKind.REMINDER, TODAY)
    assert "Geacht college," in (home / "2026-001-B1.txt").read_text()
    assert "2026-001-A1" in (home / "2026-001-B1.md").read_text()


async def test_a_letter_that_asks_for_papers_says_that_the_request_waits_and_makes_it_wait(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Nota")
    async with screens() as pilot:
        await press(pilot, "1", "u", "p")
        await write(pilot, "de begroting; de toelichting")
        await press(pilot, "enter")
        text = shown(pilot)
        assert "When this letter goes, the request waits for the papers." in text
        assert "The term to advise then stands still from" in text
        await press(pilot, "y")
        assert "2026-001: incomplete, waiting for papers." in shown(pilot)
    (step,) = store.requests.history(request.id)
    assert (step.target, step.reason) == (RequestState.INCOMPLETE, "de begroting; de toelichting")
    (kept,) = store.letters.of_request(request.id)
    assert kept.kind is LetterKind.INFORMATION


async def test_the_papers_that_a_request_waits_for_are_proposed_as_the_letter_names_them(
    store: Store, screens: Opener
) -> None:
    request = register(store, "Nota", 5)
    store.requests.advance(
        request, RequestState.INCOMPLETE, on=TODAY, reason="de begroting;; de toelichting;"
    )
    async with screens() as pilot:
        await press(pilot, "1", "u", "p")
        assert "de begroting; de toelichting\n" in shown(pilot)


async def test_who_sends_a_letter_reads_above_it_that_nobody_can_sign(
    store: Store, screens: Opener
) -> None:
    register(store, "Nota")
    async with screens() as pilot:
        await press(pilot, "1", "u", "o")
        assert "There is no chair" in shown(pilot)


async def test_today_tells_how_a_late_answer_was_chased_and_offers_the_next_letter(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = sent(store, on=TODAY - timedelta(3))
    request = request_of(store, advice)
    late = ClockEvent(
        kind=ClockEventKind.CORRECT, on=TODAY, reason="x", due_on=TODAY - timedelta(1)
    )
    store.requests.record_event(request, Purpose.ANSWER, late)
    async with screens() as pilot:
        assert "v send a reminder" in shown(pilot)
        await press(pilot, "v", "y")
        assert "reminded 23 Nov" in shown(pilot)
        assert "v record the answer" in shown(pilot)
    assert [one.kind for one in store.letters.of_request(request.id)] == [LetterKind.REMINDER]


async def test_sending_keeps_the_letter_and_shows_it_again(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        await press(pilot, "2", "v", "y")
        (kept,) = store.letters.of_request(advice.request_id)
        assert (kept.kind, kept.reference, kept.on) == (LetterKind.ADVICE, advice.ref, TODAY)
        await press(pilot, "u", "a")
        assert "advice, as it was sent" in shown(pilot)
        await press(pilot, "w")
        assert "advice, as it was sent" in shown(pilot)
        await press(pilot, "y")
        assert "Written: ~/2026-001-A1 (2).txt" in shown(pilot)
    assert (home / "2026-001-A1.txt").read_text() == kept.body


async def test_the_letter_of_an_adopted_advice_goes_in_the_words_one_gave_it(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        await press(pilot, "2", "u", "a", "w")
        await write(pilot, "Beste mensen, ")
        await press(pilot, "escape", "y", "y")
        assert "2026-001: advice sent." in shown(pilot)
    assert store.advice.by_id(advice.id).issued_on == TODAY
    (kept,) = store.letters.of_request(advice.request_id)
    assert kept.body.startswith("Beste mensen, ")


async def test_the_words_one_gave_a_letter_outlive_that_a_colleague_sent_one(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "u", "o", "w")
        await write(pilot, "Beste mensen, ")
        await press(pilot, "escape", "y")
        store.letters.keep(
            request,
            LetterKind.REMINDER,
            reference="2026-001-B1",
            on=TODAY,
            addressee="college",
            subject="Verordening",
            body="Van A.",
        )
        await press(pilot, "y")
        assert "2026-001-B1 was kept in the meantime" in shown(pilot)
        assert "Beste mensen, " in shown(pilot)
        await press(pilot, "escape", "u", "o", "w")
        assert "your text is back below the newest" in shown(pilot)
        await press(pilot, "escape", "y", "y")
    theirs, own = store.letters.of_request(request.id)
    assert (theirs.reference, own.reference) == ("2026-001-B1", "2026-001-B2")
    assert "\nBeste mensen, " in own.body


@pytest.mark.parametrize("way", [["2", "v", "c"], ["2", "u", "a", "c"]])
async def test_the_copy_that_the_letter_names_is_recorded_with_the_sending(
    store: Store, screens: Opener, home: Path, way: list[str]
) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        await press(pilot, *way[:-1])
        assert "c with the copy" in shown(pilot)
        await press(pilot, way[-1])
        assert store.advice.by_id(advice.id).copy_sent_on == TODAY
        await press(pilot, "o")
    again = store.advice.by_id(advice.id)
    assert (again.state, again.copy_sent_on) == (AdviceState.ADOPTED, None)


async def test_a_copy_is_not_recorded_unless_one_says_so(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        await press(pilot, "2", "v", "y")
    assert store.advice.by_id(advice.id).copy_sent_on is None


async def test_a_letter_that_names_no_copy_any_more_does_not_offer_it(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = adopted(store)
    async with screens() as pilot:
        await press(pilot, "2", "u", "a", "w")
        await press(pilot, *["delete"] * 400)
        await press(pilot, "escape", "y")
        assert "send and keep" in shown(pilot)
        assert "c with the copy" not in shown(pilot)
        await press(pilot, "c")
    assert store.advice.by_id(advice.id).issued_on is None


async def test_a_late_advice_sent_with_its_copy_asks_why_and_records_both(
    store: Store, screens: Opener
) -> None:
    advice = adopted(store)
    late = ClockEvent(
        kind=ClockEventKind.CORRECT, on=TODAY, reason="x", due_on=TODAY - timedelta(1)
    )
    store.requests.record_event(request_of(store, advice), Purpose.ADVICE, late)
    async with screens() as pilot:
        await press(pilot, "2", "v", "c")
        await write(pilot, "ziekte")
        await press(pilot, "enter")
    assert store.advice.by_id(advice.id).copy_sent_on == TODAY


async def test_a_late_advice_letter_asks_why(store: Store, screens: Opener, home: Path) -> None:
    advice = adopted(store)
    late = ClockEvent(
        kind=ClockEventKind.CORRECT, on=TODAY, reason="x", due_on=TODAY - timedelta(1)
    )
    store.requests.record_event(request_of(store, advice), Purpose.ADVICE, late)
    async with screens() as pilot:
        await press(pilot, "2", "u", "a", "y")
        assert "say why it is late" in shown(pilot)
        await write(pilot, "ziekte")
        await press(pilot, "enter")
    clocks = store.requests.clocks.of_request(advice.request_id)
    assert "ziekte" in [clock.late_reason for clock in clocks]


async def test_a_letter_leaves_a_file_of_that_name_alone(
    store: Store, screens: Opener, home: Path
) -> None:
    register(store, "Verordening")
    (home / "2026-001-B1.txt").write_text("mijn eigen brief")
    async with screens() as pilot:
        await press(pilot, "1", "u", "o", "y")
        assert "2026-001: receipt acknowledged. Kept and written:" in shown(pilot)
        assert "2026-001-B1 (2).txt, .md" in shown(pilot)
    assert (home / "2026-001-B1.txt").read_text() == "mijn eigen brief"


async def test_the_demo_writes_in_its_own_folder_and_names_it(
    store: Store, screens: Opener, home: Path, tmp_path: Path
) -> None:
    register(store, "Verordening")
    folder = tmp_path / "d"
    folder.mkdir()
    async with screens(200) as pilot:
        assert isinstance(pilot.app, RaadApp)
        pilot.app.desk._folder = folder
        await press(pilot, "1", "u", "o", "y")
        assert f"Kept and written: {folder}/2026-001-B1.txt, .md" in shown(pilot)
    assert list(home.iterdir()) == []


async def test_a_letter_is_read_by_the_arrows_and_comes_back_after_a_change_given_up(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "u", "o", "end")
        assert "Met vriendelijke groet," in shown(pilot)
        await press(pilot, "home", "pagedown", "down")
        assert "Aan:" not in shown(pilot)
        await press(pilot, "w", "escape")
        assert "as it will be sent" in shown(pilot)
        await press(pilot, "w")
        await write(pilot, "Weg")
        await press(pilot, "escape", "n")
        assert "as it will be sent" in shown(pilot)
        assert "Weg" not in shown(pilot)


@pytest.mark.parametrize("way", [["2", "s"], ["2", "l"]])
async def test_a_text_is_read_by_the_arrows_at_once(
    store: Store, screens: Opener, way: list[str]
) -> None:
    advice = drafted(store)
    for version in range(12):
        advice = store.advice.save_text(advice, f"Versie {version}\n" * 30)
    async with screens() as pilot:
        await press(pilot, *way)
        first = shown(pilot)
        await press(pilot, "pagedown")
        assert shown(pilot) != first
        await press(pilot, "home")
        assert shown(pilot) == first


async def test_a_letter_can_be_put_in_other_words_before_it_goes(
    store: Store, screens: Opener, home: Path
) -> None:
    request = register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "u", "o", "w")
        await write(pilot, "Beste mensen, ")
        await press(pilot, "escape", "y", "y")
    (kept,) = store.letters.of_request(request.id)
    assert kept.kind is LetterKind.ACKNOWLEDGEMENT
    assert kept.body.startswith("Beste mensen, ")
    assert (home / "2026-001-B1.txt").read_text() == kept.body
    begun, head, *_rest = (home / "2026-001-B1.md").read_text().split("\n\n")
    assert begun.startswith("Beste mensen, ")
    assert head.startswith("**Aan:** ") and "\\\n**Datum:** " in head


async def test_a_promise_seen_fulfilled_goes_and_one_not_kept_stays(
    store: Store, screens: Opener, home: Path
) -> None:
    advice = sent(store)
    first = store.advice.recommendations(advice.id)[0]
    promised = Judgement(
        recommendation_id=first.id, verdict=Verdict.LATER, promised_on=TODAY + timedelta(30)
    )
    store.advice.answers.record(advice, received_on=TODAY, judgements=[promised])
    async with screens() as pilot:
        await press(pilot, "2")
        assert "OPEN PROMISES" in shown(pilot)
        keys = await press(pilot, "x")
        assert "! Promised for" in shown(pilot)
        assert "it can still be kept." in shown(pilot)
        keys += await write(pilot, "artikel 4")
        keys += await press(pilot, "enter")
        assert keys == 2
        assert "OPEN PROMISES" in shown(pilot)
        assert store.advice.outcomes(advice.id)[0].judgement is not None
        assert any("1. Neem" in line and "not kept" in line for line in shown(pilot).splitlines())
        assert "v letter “promise”" in shown(pilot)
        await press(pilot, "x")
        assert "Promise seen fulfilled" in shown(pilot)
        await press(pilot, "escape", "v", "y")
        kinds = [one.kind for one in store.letters.of_request(advice.request_id)]
        assert kinds == [LetterKind.PROMISE]
        assert "v seen fulfilled" in shown(pilot)
        await press(pilot, "v")
        await write(pilot, "artikel 5, tweede lid")
        await press(pilot, "enter")
        assert "OPEN PROMISES" not in shown(pilot)
    judgement = store.advice.outcomes(advice.id)[0].judgement
    assert judgement is not None
    assert (judgement.kept, judgement.seen) == (True, "artikel 5, tweede lid")


async def test_a_promise_without_a_day_stands_out_after_those_with_one_until_it_has_one(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    first, second = store.advice.recommendations(advice.id)[:2]
    promised = [
        Judgement(recommendation_id=first.id, verdict=Verdict.LATER),
        Judgement(
            recommendation_id=second.id, verdict=Verdict.LATER, promised_on=TODAY + timedelta(30)
        ),
    ]
    store.advice.answers.record(advice, received_on=TODAY, judgements=promised)
    async with screens() as pilot:
        await press(pilot, "2", "down")
        lines = [line for line in shown(pilot).splitlines() if ". " in line and "-A1" in line]
        assert ["2. Vergoed" in line for line in lines] == [True, False]
        assert "! 2026-001-A1" in lines[1]
        assert "without a day" in lines[1]
        assert "w change" in shown(pilot)
        await press(pilot, "v")
        assert "This promise has no day yet: w gives it one." in shown(pilot)
        await press(pilot, "w", "t")
        await write(pilot, "1-9-2027")
        await press(pilot, "enter", "enter")
        assert "without a day" not in shown(pilot)
    assert [one.number for one in store.advice.answers.promises(1)] == [2, 1]


async def test_the_filter_keeps_advice_and_promises_with_the_words(
    store: Store, screens: Opener
) -> None:
    drafted(store, "Beleidsplan")
    drafted(store, "Jeugdhulpverordening")
    async with screens() as pilot:
        await press(pilot, "2", "/")
        await write(pilot, "verordening")
        assert "Jeugdhulpverordening" in shown(pilot)
        assert "Beleidsplan" not in shown(pilot)


@pytest.mark.parametrize("words", ["client", "Cliënt", "ondersteuning", "re-integratie"])
async def test_the_filter_keeps_a_promise_in_any_spelling_as_it_keeps_advice(
    store: Store, screens: Opener, words: str
) -> None:
    title = "Cliëntondersteuning bij reintegratie"
    advice = sent(store, title)
    first = store.advice.recommendations(advice.id)[0]
    store.advice.answers.record(
        advice,
        received_on=TODAY,
        judgements=[
            Judgement(
                recommendation_id=first.id, verdict=Verdict.LATER, promised_on=date(2027, 4, 14)
            )
        ],
    )
    drafted(store, title)
    async with screens() as pilot:
        await press(pilot, "2", "/")
        await write(pilot, words)
        assert "DRAFTS" in shown(pilot)
        assert "OPEN PROMISES" in shown(pilot)


async def test_a_new_request_says_at_which_plenary_it_can_be_advised(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "n")
        assert "The term to advise ends on Mon 4 Jan 2027." in shown(pilot)
        assert "The plenary of Tue 8 Dec 2026 19:30 can adopt the advice." in shown(pilot)


async def test_a_request_without_a_plenary_in_time_shows_the_ways_out(
    store: Store, screens: Opener
) -> None:
    register(store, "Spoed", form=RequestForm.URGENT, short_term_agreed_by="voorzitter", days_ago=1)
    store.meetings.cancel(store.meetings.between(1)[0], "ziekte")
    async with screens() as pilot:
        await press(pilot, "1", "enter", "end")
        text = " ".join(shown(pilot).split())
        assert "No plenary before" in text
        assert "Decide in a written round by" in text
        assert "then the plenary of Tue 12 Jan 2027" in text


async def test_the_request_shows_its_advice_and_what_was_passed_over(
    store: Store, screens: Opener
) -> None:
    advice = sent(store)
    recommendations = store.advice.recommendations(advice.id)
    judgements = [
        Judgement(recommendation_id=one.id, verdict=Verdict.ADOPTED) for one in recommendations[1:]
    ]
    store.advice.answers.record(advice, received_on=TODAY, judgements=judgements)
    async with screens() as pilot:
        await press(pilot, "1", "enter")
        text = shown(pilot)
        assert "Advice 2026-001-A1" in text
        assert "Answer: 6 taken over, 1 not answered." in text
        assert f"1. {WISHES[0]}" in text
        assert "No copy was sent to the city council." in text


async def test_an_advice_is_found_by_its_words(store: Store, screens: Opener) -> None:
    drafted(store)
    async with screens() as pilot:
        await press(pilot, "z")
        await write(pilot, "meldpunt")
        await press(pilot, "enter")
        assert "[2 Advice]" in shown(pilot)
        assert "2026-001-A1" in shown(pilot)


async def test_the_texts_of_letters_can_be_read_again(store: Store, screens: Opener) -> None:
    advice = sent(store)
    store.letters.keep(
        request_of(store, advice),
        LetterKind.REMINDER,
        reference="2026-001-B1",
        on=date(2026, 11, 22),
        addressee="het college",
        subject="herinnering",
        body="Geacht college, graag uw reactie.",
    )
    async with screens(80, 40) as pilot:
        await press(pilot, "2", "s")
        assert "Geacht college, graag uw reactie." in shown(pilot)


async def test_the_keys_of_a_line_are_those_that_work_on_it(store: Store, screens: Opener) -> None:
    drafted(store, "Beleidsplan")
    advice = sent(store)
    async with screens(200) as pilot:
        await press(pilot, "2")
        assert {"e write", "b adopt"} <= set(keys_shown(pilot))
        await press(pilot, "down")
        assert {"u letter", "c copy"} <= set(keys_shown(pilot))
        assert {"e write", "b adopt", "x not kept"}.isdisjoint(keys_shown(pilot))
        request = store.requests.by_id(advice.request_id)
        store.requests.advance(request, RequestState.CLOSED, on=TODAY, reason="geen reactie")
        await press(pilot, "tab")
        assert not any(key.startswith("v ") for key in keys_shown(pilot))
        await press(pilot, "v")
        assert "There is no next step: this request is closed." in shown(pilot)


def keys_shown(pilot: ScreenPilot) -> list[str]:
    """Return the keys in the last line with what they do."""
    return [" ".join(each.split()) for each in re.split(r"\s{2,}", shown(pilot).splitlines()[-1])]
