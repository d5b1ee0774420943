"""What half was typed comes back, and never takes back what others did meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from council.advice import Judgement, Verdict
from council.meetings import MeetingKind
from council.members import Person
from council.record import replace
from db.store import Store
from tests.screens.advised import sent
from tests.screens.conftest import TODAY, Opener, ScreenPilot, at_ten, press, register, write
from tests.screens.conftest import shown as drawn

Key = tuple[str, ...]


def a_week_later() -> datetime:
    """Return the moment at which the form is opened again."""
    return at_ten() + timedelta(7)


def shown(pilot: ScreenPilot) -> str:
    """Return the text on the screen, however wide its columns are."""
    return " ".join(drawn(pilot).split())


async def cut_off(screens: Opener, keys: Key, typed: str, *, back: Key = ()) -> None:
    """Type in a field of a form, go `back` or on to another, and lose the line."""
    async with screens() as pilot:
        await press(pilot, *keys)
        await write(pilot, typed)
        await press(pilot, *back, "ctrl+c", "ctrl+c")


def member(store: Store) -> Person:
    """The member under the cursor, as they are now."""
    return store.members.find_person("A. Testman")


def called(store: Store, **facts: str) -> Person:
    """Let a colleague change how the member under the cursor is called or reached."""
    person = replace(member(store), **facts)
    return store.members.change_person(
        member(store), name=person.name, email=person.email, phone=person.phone
    )


async def test_what_another_changed_meanwhile_stays(store: Store, screens: Opener) -> None:
    await cut_off(screens, ("4", "w", "tab"), "nieuw@example.nl")
    person = called(store, name="A. Testman-Smit")
    async with screens() as pilot:
        await press(pilot, "4", "w")
        assert "What you typed before is back; Esc asks" in shown(pilot)
        assert "A. Testman-Smit" in shown(pilot)
        await press(pilot, "enter", "enter", "enter")
    now = store.members.person(person.id)
    assert (now.name, now.email) == ("A. Testman-Smit", "nieuw@example.nl")


def subject_and_reference(store: Store) -> tuple[object, ...]:
    one = store.requests.by_id(1)
    return one.title, one.their_reference


def title_and_openness(store: Store) -> tuple[object, ...]:
    one = store.meetings.get(1)
    return one.title, one.public


def moment_and_place(store: Store) -> tuple[object, ...]:
    one = store.meetings.get(1)
    return one.starts_at, one.location


def another_reference(store: Store) -> None:
    one = store.requests.by_id(1)
    store.requests.change(
        one,
        title=one.title,
        kind=one.kind,
        form=one.form,
        stage=one.stage,
        body=one.body,
        domains=one.domains,
        received_on=one.received_on,
        asked_by=one.asked_by,
        decision_on=one.decision_on,
        their_reference="Z/26/99999",
        sender=one.sender,
        sender_email=one.sender_email,
        department=one.department,
        short_term_agreed_by=one.short_term_agreed_by,
        partners=(),
        on=TODAY,
    )


def public(store: Store) -> None:
    one = store.meetings.get(1)
    store.meetings.rename(one, title=one.title, kind=MeetingKind.PLENARY, public=True)


def moved(store: Store) -> None:
    store.meetings.move(store.meetings.get(1), datetime(2027, 3, 3, 19, 30))


@pytest.mark.parametrize(
    ("keys", "act", "read", "meant"),
    [
        (
            ("1", "w"),
            another_reference,
            subject_and_reference,
            ("Verordening anders", "Z/26/99999"),
        ),
        (("3", "w"), public, title_and_openness, ("Plenair anders", True)),
        (
            ("3", "m", "tab", "tab"),
            moved,
            moment_and_place,
            (datetime(2027, 3, 3, 19, 30), "Raadzaal anders"),
        ),
    ],
)
async def test_in_every_form_only_what_was_typed_is_changed(
    store: Store,
    screens: Opener,
    keys: Key,
    act: Callable[[Store], None],
    read: Callable[[Store], tuple[object, ...]],
    meant: tuple[object, ...],
) -> None:
    register(store, "Verordening")
    await cut_off(screens, (*keys, "end"), " anders")
    act(store)
    async with screens() as pilot:
        # A meeting that was moved stands below the one after it now.
        await press(pilot, keys[0], *["down"] * (act is moved), keys[1])
        assert "What you typed before is back; Esc asks" in shown(pilot)
        await press(pilot, *["enter"] * 8)
    assert read(store) == meant


async def test_where_both_changed_the_same_the_field_says_what_it_is_now(
    store: Store, screens: Opener
) -> None:
    await cut_off(screens, ("4", "w", "tab", "tab"), "06-11112222", back=("tab",))
    called(store, phone="06-33334444")
    async with screens() as pilot:
        await press(pilot, "4", "w")
        text = shown(pilot)
        assert "What you typed before is back; a part of it was changed meanwhile." in text
        assert "> phone 06-11112222 ! Changed meanwhile; now it is: 06-33334444." in text
        assert "Enter keep what you typed Ctrl+Z take what it is now" in text
        assert "Enter here: save" not in text
        await press(pilot, "tab")
        assert "! Changed meanwhile; now it is: 06-33334444." in shown(pilot)


@pytest.mark.parametrize(
    ("keys", "phone"), [(("enter", "enter"), "06-11112222"), (("ctrl+z", "enter"), "06-33334444")]
)
async def test_what_was_typed_is_saved_over_it_only_by_who_saw_it(
    store: Store, screens: Opener, keys: Key, phone: str
) -> None:
    await cut_off(screens, ("4", "w", "tab", "tab"), "06-11112222")
    called(store, phone="06-33334444")
    async with screens() as pilot:
        await press(pilot, "4", "w", *["tab"] * 4, "enter")
        assert "> phone 06-11112222" in shown(pilot)
        assert member(store).phone == "06-33334444"
        await press(pilot, keys[0])
        assert "Enter save" in shown(pilot)
        await press(pilot, *keys[1:])
        assert "A. Testman: saved." in shown(pilot)
    assert member(store).phone == phone


async def test_who_loses_the_line_again_is_told_again(store: Store, screens: Opener) -> None:
    await cut_off(screens, ("4", "w", "tab", "tab"), "06-11112222")
    called(store, phone="06-33334444")
    await cut_off(screens, ("4", "w", "tab"), "")
    async with screens() as pilot:
        await press(pilot, "4", "w")
        assert "now it is: 06-33334444." in shown(pilot)


async def conflict(store: Store, pilot: ScreenPilot, **facts: str) -> None:
    """Type another telephone number, and save it after a colleague saved something else."""
    await press(pilot, "4", "w", "tab", "tab")
    await write(pilot, "06-11112222")
    called(store, **facts)
    await press(pilot, "enter")
    assert "jansen changed this on" in shown(pilot)


async def test_behind_a_conflict_enter_shows_what_it_is_now_with_what_one_typed(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await conflict(store, pilot, email="a@example.nl")
        assert "Enter see what it is now" in shown(pilot)
        await press(pilot, "enter")
        assert "a@example.nl" in shown(pilot) and "06-11112222" in shown(pilot)
        await press(pilot, "enter", "enter", "enter")
        assert "A. Testman: saved." in shown(pilot)
    assert (member(store).email, member(store).phone) == ("a@example.nl", "06-11112222")


async def test_keys_that_were_typed_ahead_save_over_nothing_behind_a_conflict(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await conflict(store, pilot, phone="06-33334444")
        await press(pilot, "enter", "enter")
        assert member(store).phone == "06-33334444"
        await press(pilot, "enter")
    assert member(store).phone == "06-11112222"


async def test_behind_a_conflict_escape_leaves_what_was_typed_as_a_draft(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await conflict(store, pilot, phone="06-33334444")
        assert "Esc leave, kept as a draft" in shown(pilot)
        await press(pilot, "escape", "w")
        assert "> phone 06-11112222" in shown(pilot)
        assert "now it is: 06-33334444." in shown(pilot)


async def test_what_was_being_changed_and_is_gone_from_the_list_is_kept(
    store: Store, screens: Opener
) -> None:
    register(store, "Verordening")
    async with screens() as pilot:
        await press(pilot, "1", "w")
        await write(pilot, "Anders")
        store.trail.undo()
        await press(pilot, *["enter"] * 5)
        assert "This is no longer in the list; what you typed is kept." in shown(pilot)


@pytest.mark.parametrize(
    ("keys", "opens", "typed", "day"),
    [
        (("4", "x", "m", "tab", "tab"), "x", "naar elders", "last day"),
        (("1", "n"), "n", "Verordening", "received"),
        (("4", "down", "down", "n"), "n", "K. Dummerink", "from"),
    ],
)
async def test_a_day_that_nobody_typed_is_always_today(
    screens: Opener, keys: Key, opens: str, typed: str, day: str
) -> None:
    await cut_off(screens, keys, typed, back=("tab",))
    async with screens(now=a_week_later) as pilot:
        await press(pilot, *keys[: keys.index(opens) + 1])
        assert typed in shown(pilot)
        assert f"{day} Mon 30 Nov 2026" in shown(pilot)


async def test_a_day_that_was_typed_comes_back_and_today_is_no_change_of_anybody(
    screens: Opener,
) -> None:
    await cut_off(screens, ("4", "x", "m"), "20-11-2026")
    async with screens(now=a_week_later) as pilot:
        await press(pilot, "4", "x")
        assert "last day 20-11-2026" in shown(pilot)
        assert "What you typed before is back; Esc asks" in shown(pilot)


@pytest.mark.parametrize(
    ("typed", "back_as"), [("gisteren", "Sun 22 Nov 2026"), ("-3d", "Fri 20 Nov 2026")]
)
async def test_a_day_counted_from_today_comes_back_as_the_day_it_was(
    screens: Opener, typed: str, back_as: str
) -> None:
    await cut_off(screens, ("4", "x", "m"), typed)
    async with screens(now=a_week_later) as pilot:
        await press(pilot, "4", "x")
        assert f"last day {back_as}" in shown(pilot)


async def test_a_choice_that_follows_from_the_subject_is_no_choice_of_ones_own(
    store: Store, screens: Opener
) -> None:
    await cut_off(screens, ("1", "n"), "Verordening jeugd", back=("tab",))
    assert store.drafts.find("request.new", 0) == {
        "title": "Verordening jeugd",
        "title (from)": "",
    }
    async with screens() as pilot:
        await press(pilot, "1", "n")
        assert "kind of document ordinance" in shown(pilot)
        await press(pilot, "tab", *["right"] * 8, "ctrl+c", "ctrl+c")
    async with screens() as pilot:
        await press(pilot, "1", "n")
        assert "kind of document other document" in shown(pilot)


async def test_what_says_not_what_stood_there_is_no_draft(store: Store, screens: Opener) -> None:
    store.drafts.save("person.change", member(store).id, {"name": "Oud", "email": "x"})
    async with screens() as pilot:
        await press(pilot, "4", "w")
        assert "Oud" not in shown(pilot) and "is back" not in shown(pilot)


async def test_what_was_taken_back_by_hand_leaves_no_draft(store: Store, screens: Opener) -> None:
    await cut_off(screens, ("4", "w", "tab"), "x", back=("tab",))
    async with screens() as pilot:
        await press(pilot, "4", "w", "tab", "ctrl+z", "escape")
        assert store.drafts.find("person.change", member(store).id) is None


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        ({1: Verdict.ADOPTED}, "What you typed before is back; Esc asks"),
        ({2: Verdict.PARTLY}, "is back, over what was judged meanwhile: 2 (partly taken over)."),
    ],
)
async def test_half_a_correction_takes_back_no_judgement_of_another(
    store: Store, screens: Opener, judged: dict[int, Verdict], said: str
) -> None:
    advice = sent(store)
    wishes = store.advice.recommendations(advice.id)
    begun = [Judgement(recommendation_id=one.id, verdict=Verdict.REJECTED) for one in wishes]
    answer = store.advice.answers.record(advice, received_on=date(2026, 11, 23), judgements=begun)
    async with screens() as pilot:
        await press(pilot, "2", "tab", "w", "down", "1", "ctrl+c", "ctrl+c")
    for number, verdict in judged.items():
        store.advice.answers.judge(answer, wishes[number - 1], verdict, reasons="nader inzien")
    async with screens() as pilot:
        await press(pilot, "2", "tab", "w")
        assert said in shown(pilot)
        await press(pilot, "enter")
    now = [one.judgement for one in store.advice.outcomes(advice.id)]
    assert [one.verdict for one in now if one][:2] == [
        judged.get(1, Verdict.REJECTED),
        Verdict.ADOPTED,
    ]
