"""Forms: dates as people say them, errors at their field, and nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from textual import events

from council.dates import parse_span
from council.errors import Refused
from council.record import replace
from council.wording import say
from db.store import Store
from screens.ask import Menu, Option
from screens.desk import Desk
from screens.editor import EditorDialog, Part
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, ReadField, choices
from tests.screens.conftest import Opener, ScreenPilot, press, shown, write

FRUIT = ChoiceField(
    name="wrong",
    label="wrong",
    value="b",
    required=True,
    options=choices([("a", "apple"), ("b", "blueberry")]),
)


def form(pilot: ScreenPilot, saved: list[Answers], draft: tuple[str, int] | None = None) -> None:
    """Open a form with a subject, a day and a choice, which refuses the subject `wrong`."""
    desk: Desk = getattr(pilot.app, "desk")  # noqa: B009 - the pilot knows no type of app

    def save(answers: Answers) -> bool:
        if answers.text("subject") == "wrong":
            raise Refused(say("That is not a subject."), field="subject")
        saved.append(answers)
        return True

    fields = [
        Field(name="subject", label="subject", required=True, hint="What it is about."),
        DateField(name="day", label="day"),
        ChoiceField(
            name="kind",
            label="kind",
            value="b",
            options=choices([("a", "apple"), ("b", "blueberry")]),
            main=False,
        ),
    ]
    pilot.app.push_screen(FormDialog(desk, "A form", fields, save, draft=draft))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("di 8 dec", date(2026, 12, 8)), ("2w", date(2026, 12, 7)), ("eind maart", date(2027, 3, 31))],
)
async def test_a_date_is_echoed_as_it_was_understood(
    screens: Opener, typed: str, meant: date
) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "x")
        await press(pilot, "enter")
        await write(pilot, typed)
        assert f"{meant.day} {meant:%b %Y}" in shown(pilot)
        await press(pilot, "enter")
    assert [answers.day("day") for answers in saved] == [meant]


async def test_of_time_given_in_a_length_the_day_that_is_kept_is_the_one_shown(
    screens: Opener,
) -> None:
    """Twelve days from 23 November 2026 is a Saturday: the time that is given ends on Monday."""
    saved: list[Answers] = []
    async with screens() as pilot:
        day = DateField(name="day", label="day", until=True)
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", [day], saved.append))  # type: ignore[attr-defined]
        await pilot.pause()
        await write(pilot, "12d")
        assert "Mon 7 Dec 2026" in shown(pilot)
        await press(pilot, "enter")
    assert [answers.day("day") for answers in saved] == [date(2026, 12, 7)]


async def test_a_wrong_date_says_so_at_the_field_and_keeps_what_was_typed(
    screens: Opener,
) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "x")
        await press(pilot, "tab")
        await write(pilot, "31-2-2027")
        await press(pilot, "enter")
        assert "31-2-2027 does not exist" in shown(pilot)
        assert "> day" in shown(pilot)
    assert not saved


async def test_what_the_rules_refuse_stands_at_the_first_wrong_field(screens: Opener) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "wrong")
        await press(pilot, "enter", "enter")
        assert "! That is not a subject." in shown(pilot)
        assert "> subject" in shown(pilot)
        assert not saved


async def test_a_required_field_left_empty_is_asked_for(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await press(pilot, "enter", "enter")
        assert "! Fill this in." in shown(pilot)


@pytest.mark.parametrize(
    ("wrong", "typed", "said"),
    [
        (DateField(name="wrong", label="wrong"), "32-1-2027", "32-1-2027"),
        (DateField(name="wrong", label="wrong", happened=True), "2w", "lies ahead"),
        (
            ReadField(name="wrong", label="wrong", reader=lambda text, _today: parse_span(text)),
            "veel",
            "veel",
        ),
        (FRUIT, "32-1-2027", "“32-1-2027” is none of these"),
        (replace(FRUIT, many=True), "32-1-2027", "“32-1-2027” is none of these"),
        (replace(FRUIT, value=""), "", "Fill this in."),
        (Field(name="wrong", label="wrong", required=True), "", "Fill this in."),
    ],
)
@pytest.mark.parametrize("elsewhere", [False, True])
async def test_no_form_saves_while_a_field_is_wrong(
    screens: Opener, wrong: Field, typed: str, said: str, elsewhere: bool
) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        fields = [wrong, Field(name="last", label="last", main=False)]
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", fields, saved.append))  # type: ignore[attr-defined]
        await pilot.pause()
        await write(pilot, typed)
        await press(pilot, *["tab"] * elsewhere, "enter", "enter")
        assert "> wrong" in shown(pilot)
        assert "! " in shown(pilot) and said in shown(pilot)
    assert not saved


@pytest.mark.parametrize("key", ["a", "right", "backspace", "ctrl+z"])
async def test_what_chooses_nothing_is_put_right_by_a_choice_or_taken_back(
    screens: Opener, key: str
) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        fields = [FRUIT, Field(name="last", label="last", main=False)]
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", fields, saved.append))  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, "3", "2", key)
        assert "none of these" not in shown(pilot)
        await press(pilot, "enter")
    assert len(saved) == 1


@pytest.mark.parametrize("back", [("tab", "tab", "tab"), ("tab", "shift+tab")])
async def test_behind_what_one_typed_one_goes_on_wherever_one_came_from(
    screens: Opener, back: tuple[str, ...]
) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "Title")
        await press(pilot, *back)
        await write(pilot, "s")
        assert "> subject Titles" in shown(pilot)


async def test_enter_does_not_lead_on_from_what_was_refused(screens: Opener) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "wrong")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert "> subject wrong" in shown(pilot)
        assert "! That is not a subject." in shown(pilot)
        assert "  Tab next field" in shown(pilot)
        await write(pilot, "ed")
        await press(pilot, "enter", "enter")
    assert [one.text("subject") for one in saved] == ["wronged"]


async def test_after_a_click_or_a_paste_enter_leads_on_again(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await write(pilot, "wrong")
        await press(pilot, "enter", "enter")
        await pilot.click("FormLines", offset=(2, 1))
        await press(pilot, "enter")
        assert "> day" in shown(pilot)
        await press(pilot, "enter")
        pilot.app.post_message(events.Paste("wrong"))
        await press(pilot, "enter")
        assert "> day" in shown(pilot)


async def test_tab_leads_on_from_what_was_refused(screens: Opener) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "wrong")
        await press(pilot, "enter", "enter", "tab", "shift+tab")
        assert "> subject wrong" in shown(pilot)
        await press(pilot, "enter")
        assert "> day" in shown(pilot)


async def test_behind_what_was_refused_one_goes_on_as_well(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await write(pilot, "wrong")
        await press(pilot, "enter", "enter")
        await write(pilot, "ed")
        assert "> subject wronged" in shown(pilot)


async def test_what_is_typed_is_taken_back_by_ctrl_z(screens: Opener) -> None:
    async with screens() as pilot:
        fields = [Field(name="title", label="title", value="Plenair"), FRUIT]
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", fields, bool))  # type: ignore[attr-defined]
        await pilot.pause()
        await write(pilot, "s")
        assert "> title s\n" in shown(pilot)
        await press(pilot, "ctrl+z")
        assert "> title Plenair" in shown(pilot)
        await press(pilot, "ctrl+z", "backspace")
        assert "> title Plenai\n" in shown(pilot)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("werk", "Werk en Inkomen"),
        ("jeugd", "Jeugd"),  # what begins with it goes before what holds it
        ("bakk", "Zoë Bakker"),
        ("zoe b", "Zoë Bakker"),
        ("Jeugd", ""),  # it is there already
        ("akker", ""),  # not the beginning of a word
    ],
)
async def test_the_right_arrow_completes_a_name_that_was_used_before(
    screens: Opener, typed: str, offered: str
) -> None:
    known = ["Team Jeugd", "Jeugd", "Werk en Inkomen", "Zoë Bakker"]
    async with screens() as pilot:
        fields = [Field(name="who", label="who", known=known)]
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", fields, bool))  # type: ignore[attr-defined]
        await pilot.pause()
        assert "→" not in shown(pilot)
        await write(pilot, typed)
        assert (f"> who {typed} " in shown(pilot)) is bool(offered)
        assert (f"→ {offered}\n" in shown(pilot)) is bool(offered)
        await press(pilot, "left", "right")
        assert f"> who {typed}" in shown(pilot)
        await press(pilot, "right")
        assert f"> who {offered or typed}\n" in shown(pilot)
        await press(pilot, "ctrl+z")
        assert (f"> who {typed} " in shown(pilot)) is bool(offered)


async def test_of_a_long_text_the_beginning_is_seen_until_one_types_in_it(screens: Opener) -> None:
    long = "Begin " + "van een lange titel " * 6 + "einde"
    async with screens() as pilot:
        fields = [Field(name="title", label="title", value=long)]
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", fields, bool))  # type: ignore[attr-defined]
        await pilot.pause()
        assert "> title Begin van" in shown(pilot)
        await press(pilot, "end")
        assert "einde" in shown(pilot)


async def test_where_enter_would_pass_over_fields_the_keys_say_so(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        assert "Enter, Tab next field" in shown(pilot)
        assert "If you wish, with Tab:" in shown(pilot)
        await press(pilot, "enter")
        assert "Enter save  Tab first the other fields" in shown(pilot)
        assert "Enter here: save. If you wish, Tab first:" in shown(pilot)
        await press(pilot, "tab")
        assert "Enter save  Tab first field" in shown(pilot)
        assert "If you wish; Enter: save." in shown(pilot)


async def test_the_fields_that_enter_leads_through_stand_above_the_others(screens: Opener) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        desk: Desk = getattr(pilot.app, "desk")  # noqa: B009 - the pilot knows no type of app
        fields = [
            Field(name="name", label="name"),
            Field(name="phone", label="phone", main=False),
            Field(name="seat", label="seat"),
        ]
        pilot.app.push_screen(FormDialog(desk, "A form", fields, saved.append))
        await pilot.pause()
        lines = [line.split()[0] for line in shown(pilot).splitlines() if line.startswith("    ")]
        assert lines == ["seat", "If", "phone"]
        await write(pilot, "Noor")
        await press(pilot, "enter")
        await write(pilot, "PW-1")
        await press(pilot, "enter")
    assert [(one.text("name"), one.text("seat")) for one in saved] == [("Noor", "PW-1")]


async def test_a_form_of_one_field_offers_no_other(screens: Opener) -> None:
    async with screens() as pilot:
        desk: Desk = getattr(pilot.app, "desk")  # noqa: B009 - the pilot knows no type of app
        pilot.app.push_screen(FormDialog(desk, "A form", [Field(name="a", label="a")], bool))
        await pilot.pause()
        assert "Enter save  Esc back" in shown(pilot)
        assert "If you wish" not in shown(pilot)


async def test_a_choice_says_whether_one_letter_is_all(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "n", "tab")
        assert "a letter chooses and goes on" in shown(pilot)
        await press(pilot, "tab")
        assert "letters choose one or more" in shown(pilot)


async def test_a_choice_is_made_by_letter_or_by_arrow(screens: Opener) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        await write(pilot, "x")
        await press(pilot, "tab", "tab", "left", "enter")
    assert [answers.text("kind") for answers in saved] == ["a"]


async def test_tab_after_the_letter_of_a_choice_stays_where_that_led(screens: Opener) -> None:
    async with screens() as pilot:
        fields = [
            ChoiceField(
                name="kind",
                label="kind",
                value="b",
                options=choices([("a", "apple"), ("b", "blueberry")]),
            ),
            DateField(name="day", label="day"),
            Field(name="words", label="words"),
        ]
        pilot.app.push_screen(FormDialog(pilot.app.desk, "A form", fields, lambda _answers: None))  # type: ignore[attr-defined]
        await pilot.pause()
        await press(pilot, "x")
        assert "“x” is none of these;" in shown(pilot)
        await press(pilot, "a", "tab")
        assert "> day" in shown(pilot)
        await press(pilot, "tab")
        assert "> words" in shown(pilot)


async def test_escape_without_typing_just_leaves(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await press(pilot, "escape")
        assert "[0 Today]" in shown(pilot)


async def test_escape_asks_before_typing_is_thrown_away(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await write(pilot, "half a subject")
        await press(pilot, "escape")
        assert "Throw away what you typed?" in shown(pilot)
        await press(pilot, "n")
        await write(pilot, " more")
        assert "half a subject more" in shown(pilot)
        await press(pilot, "escape", "x", "space")
        assert "Throw away what you typed?" in shown(pilot)
        await press(pilot, "y")
        assert "[0 Today]" in shown(pilot)


async def test_while_escape_asks_the_keys_are_those_of_the_question(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await write(pilot, "x")
        await press(pilot, "escape")
        assert "y throw away  Esc go on" in shown(pilot)
        await press(pilot, "escape")
        assert "Esc back" in shown(pilot)


async def test_a_form_that_was_cut_off_comes_back_as_it_was(store: Store, screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [], ("test", 0))
        await pilot.pause()
        await write(pilot, "kept")
        await press(pilot, "tab")
        await write(pilot, "7-12-2026")
        await press(pilot, "ctrl+c", "ctrl+c")
    assert store.drafts.find("test", 0) == {
        "subject": "kept",
        "subject (from)": "",
        "day": "7-12-2026",
        "day (from)": "",
    }
    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved, ("test", 0))
        await pilot.pause()
        assert "What you typed before is back" in shown(pilot)
        await press(pilot, "enter", "enter")
    assert [answers.text("subject") for answers in saved] == ["kept"]
    assert store.drafts.find("test", 0) is None


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
@pytest.mark.parametrize(("draft", "becomes"), [(("test", 0), "kept"), (None, "lost then")])
async def test_the_program_is_left_by_a_second_press_where_something_typed_is_not_saved(
    screens: Opener, key: str, draft: tuple[str, int] | None, becomes: str
) -> None:
    async with screens() as pilot:
        form(pilot, [], draft)
        await pilot.pause()
        await write(pilot, "half")
        await press(pilot, key)
        said = f"{key.title()} again closes the program; what you typed is {becomes}."
        assert said in shown(pilot)
        await write(pilot, " a word")
        await press(pilot, key)
        assert said in shown(pilot) and "half a word" in shown(pilot)
        assert pilot.app.is_running
        await press(pilot, key)
        assert pilot.app._exit


async def test_where_nothing_was_typed_one_press_leaves_the_program(screens: Opener) -> None:
    async with screens() as pilot:
        form(pilot, [])
        await pilot.pause()
        await press(pilot, "ctrl+c")
        assert pilot.app._exit


async def test_a_paste_of_a_whole_file_is_one_safe_line(screens: Opener) -> None:
    from textual.events import Paste

    saved: list[Answers] = []
    async with screens() as pilot:
        form(pilot, saved)
        await pilot.pause()
        pilot.app.screen.focused and pilot.app.screen.focused.post_message(
            Paste("a\x1b[2Jb\nc" * 200_000)
        )
        await pilot.pause()
        await press(pilot, "enter", "enter")
    text = saved[0].text("subject")
    assert text.startswith("a[2Jb c")
    assert len(text) <= 2000


async def test_what_is_typed_replaces_what_a_field_came_with_until_an_arrow_is_pressed(
    screens: Opener,
) -> None:
    saved: list[Answers] = []
    async with screens() as pilot:
        desk: Desk = getattr(pilot.app, "desk")  # noqa: B009 - the pilot knows no type of app
        fields = [
            Field(name="title", label="title", value="Plenair"),
            Field(name="place", label="place", value="Raad"),
        ]

        def save(answers: Answers) -> bool:
            saved.append(answers)
            return True

        pilot.app.push_screen(FormDialog(desk, "A form", fields, save))
        await pilot.pause()
        await write(pilot, "Denktank")
        await press(pilot, "enter", "right")
        await write(pilot, "zaal")
        await press(pilot, "enter")
    assert [(one.text("title"), one.text("place")) for one in saved] == [("Denktank", "Raadzaal")]


async def test_a_draft_that_cannot_be_kept_stops_nobody_from_typing(
    store: Store, screens: Opener
) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "n")
        await write(pilot, "Verordening")
        store.connection.raw.execute("PRAGMA query_only = ON")
        await press(pilot, "enter")
        assert "What you type is not kept" in shown(pilot)
        store.connection.raw.execute("PRAGMA query_only = OFF")
        await press(pilot, "enter", "enter", "enter")
        assert "Registered: 2026-001 Verordening." in shown(pilot)


async def test_whether_to_save_is_answered_by_its_own_keys_only(screens: Opener) -> None:
    saved: list[str] = []
    async with screens() as pilot:
        desk: Desk = getattr(pilot.app, "desk")  # noqa: B009 - the pilot knows no type of app
        part = Part(name="text", label="text", text="")
        writing = EditorDialog(
            desk, "A text", [part], lambda texts: saved.append(texts["text"]), draft=("test", 0)
        )
        pilot.app.push_screen(writing)
        await pilot.pause()
        await write(pilot, "words")
        await press(pilot, "escape", "x", "down")
        assert "Save what you wrote?" in shown(pilot)
        await press(pilot, "y")
    assert saved == ["words"]


async def test_a_menu_is_answered_by_a_letter_or_by_an_arrow_and_enter(screens: Opener) -> None:
    options = [
        Option(value="stop", key="s", label="stop"),
        Option(value="resume", key="h", label="resume", why_not="It runs."),
        *(Option(value=f"{n}", key=f"{n}", label=f"choice {n}") for n in range(3, 10)),
    ]
    chosen: list[str | None] = []
    async with screens(80, 12) as pilot:
        pilot.app.push_screen(Menu("What?", options), chosen.append)
        await pilot.pause()
        await press(pilot, "enter")
        assert "or point at it with an arrow" in shown(pilot)
        await press(pilot, "down")
        assert "> s  stop" in shown(pilot)
        await press(pilot, "down", "enter")
        assert "> h  resume" in shown(pilot) and "\n   It runs.\n" in shown(pilot)
        await press(pilot, *["down"] * 9)
        assert "> 9  choice 9" in shown(pilot)
        await press(pilot, "up", "enter")
        assert chosen == ["8"]
        pilot.app.push_screen(Menu("What?", options), chosen.append)
        await pilot.pause()
        await press(pilot, "s")
    assert chosen == ["8", "stop"]


async def test_where_a_form_does_not_fit_the_worst_comes_first_and_the_keys_lead_on(
    screens: Opener,
) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "n")
        await write(pilot, "Spoedzaak")
        assert "PgDn" not in shown(pilot)
        await press(pilot, *["tab"] * 5, "a")
        await write(pilot, "1-12-2026")
        text = shown(pilot)
        assert "PgDn more" in text and "Esc back" in text
        assert "Too little time" in text
        await press(pilot, *["pagedown"] * 3)
        assert "PgDn more" not in shown(pilot)


async def test_the_end_of_the_term_stays_in_sight_while_one_registers(screens: Opener) -> None:
    async with screens() as pilot:
        await press(pilot, "1", "n")
        await write(pilot, "Verordening")
        text = shown(pilot)
    assert "If you wish, with Tab:" in text
    assert "The term to advise ends on" in text and "plenary" in text
    assert "↓" not in text
