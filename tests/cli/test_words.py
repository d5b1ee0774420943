"""Commands understand what people call things, and complete what they begin to type."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from raadtui.cli.options import METAVARS
from raadtui.cli.program import program as program_itself
from raadtui.language import translator
from tests.cli.conftest import Raadtui

ROOT = Path(__file__).parents[2]
REGISTER = ("requests", "register", "--title", "Loket", "--received", "2026-11-02")


@pytest.mark.parametrize("name", ["youth", "Youth", "jeugd", "Jeugdwet"])
def test_a_domain_may_be_called_by_its_code_its_name_or_its_act(asd: Raadtui, name: str) -> None:
    assert asd(*REGISTER, "--domain", name, "--json").json["domains"] == ["youth"]
    assert "Youth" in asd("requests", "show", "2026-001").out
    assert "Jeugd" in asd("requests", "show", "2026-001", "--lang", "nl").out


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (("--kind", "beleidsregels"), "kind", "policy_rules"),
        (("--kind", "Policy rules"), "kind", "policy_rules"),
        (("--kind", "policy-rules"), "kind", "policy_rules"),
        (("--kind", "nadere regels"), "kind", "implementing_rules"),
        (("--stage", "uitvoering"), "stage", "implementation"),
    ],
)
def test_a_code_may_be_typed_as_its_label(
    asd: Raadtui, words: tuple[str, str], key: str, value: str
) -> None:
    for lang in ("nl", "en"):
        assert asd(*REGISTER, *words, "--json", "--lang", lang).json[key] == value


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("councils", "rule", "wens", "6w"), "advies (advice)"),
        (("councils", "rule", "wens", "6w"), "opvolging (follow_up)"),
        ((*REGISTER, "--domain", "zorg"), "Jeugd (youth)"),
        (("members", "office", "1", "voorzitter"), "vicevoorzitter (vice_chair)"),
    ],
)
def test_a_refusal_names_label_and_code(asd: Raadtui, words: tuple[str, ...], told: str) -> None:
    refused = asd(*words, "--lang", "nl")
    assert refused.status == 2
    assert told in refused.err


def test_a_rule_may_be_set_for_advies(asd: Raadtui) -> None:
    words = ("--article", "art. 7", "--from", "2027-01-01", "--json")
    assert asd("councils", "rule", "advies", "6w", *words).json["purpose"] == "advice"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("councils", "rule"), "PURPOSE is missing; it is one of: "),
        (("councils", "step"), "FROM is missing; it is one of: "),
        (("members", "show"), "ID|NAME is missing."),
    ],
)
def test_what_is_missing_is_said_with_what_there_is(
    asd: Raadtui, words: tuple[str, ...], told: str
) -> None:
    assert told in asd(*words).err


def test_every_word_to_fill_in_is_in_the_catalogue() -> None:
    def words(command: click.Command) -> Iterator[str]:
        context = click.Context(command)
        for param in command.params:
            name = (param.name or "") if isinstance(param, click.Argument) else ""
            yield from re.findall("[A-Z]{2,}", param.metavar or name.upper())
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from words(found)

    # A module that was first imported in a Dutch run says them in Dutch.
    known = {word for name in METAVARS for word in (name, translator("nl")(name))}
    assert set(words(program_itself)) <= known


def test_a_mistyped_command_is_met_with_what_may_be_meant(raadtui: Raadtui) -> None:
    assert raadtui("membrs").err == "There is no command “membrs”; did you mean members?\n"
    assert "did you mean" in raadtui("members", "lsit").err
    assert "there is: demo, init" in raadtui("frobnicate").err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("calendar add --to 2027-01-01", "--until"),
        ("meetings list --until 2026", "--to"),
        ("figures --from 2026", "--since"),
        ("figures --sinec 2026", "--since"),
    ],
)
def test_a_mistyped_option_is_met_with_the_one_that_is_meant(
    raadtui: Raadtui, words: str, meant: str
) -> None:
    assert f"did you mean {meant}? " in raadtui(*words.split()).err


def test_a_number_out_of_range_is_said_in_words(asd: Raadtui) -> None:
    for number in ("0", "veel"):
        assert "--limit is a whole number, 1 or more." in asd("log", "--limit", number).err


def test_help_answers_to_h(raadtui: Raadtui) -> None:
    assert raadtui("members", "list", "-h").out == raadtui("members", "list", "--help").out


def program(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "raadtui", *words], cwd=ROOT, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_help_in_dutch_says_in_dutch_what_to_fill_in(db: Path) -> None:
    shown = program("--lang", "nl", "members", "import", "--help")
    assert shown.startswith("Gebruik: raadtui members import [OPTIES] BESTAND.csv|-")
    assert "--db BESTAND" in shown
    assert "--today JJJJ-MM-DD" in shown
    assert "OPDRACHT [WAARDEN]" in program("--lang", "nl", "members", "--help")
    assert not {"FILE", "OPTIONS", "TEXT", "INTEGER"} & set(
        program("--lang", "nl", "log", "--help").replace("[", " ").replace("]", " ").split()
    )


def test_steps_show_labels_with_their_codes(asd: Raadtui) -> None:
    header, first, *_rest = asd("councils", "steps").out.splitlines()
    assert header.split() == ["from", "code", "to", "code"]
    assert first.split()[:2] == ["received", "received"]
    assert "in_progress" in asd("councils", "steps").out


def test_a_taken_code_or_name_of_a_council_is_said(asd: Raadtui) -> None:
    asd("councils", "add", "--code", "WG", "--name", "Werkgroep")
    same_code = asd("councils", "add", "--code", "wg", "--name", "Ander")
    assert (same_code.status, same_code.err) == (1, "The code WG is that of Werkgroep.\n")
    same_name = asd("councils", "add", "--code", "W2", "--name", "Werkgroep")
    assert same_name.err == "There already is a council “Werkgroep”.\n"


@pytest.mark.parametrize("words", [("search", "xyzzy"), ("search", "xy", "zzy")])
def test_a_search_without_hits_says_so_beside_the_output(
    asd: Raadtui, words: tuple[str, ...]
) -> None:
    done = asd(*words)
    assert (done.status, done.out) == (0, "")
    assert done.err == f"Nothing holds “{' '.join(words[1:])}”.\n"


def test_what_is_found_can_be_followed(asd: Raadtui) -> None:
    asd(*REGISTER)
    asd("meetings", "plan", "--title", "Loketoverleg", "--start", "2027-01-12 19:30")
    meeting, request = asd("search", "loket", "--json").json
    assert (request["ref"], request["starts_at"]) == ("2026-001", None)
    assert (meeting["ref"], meeting["starts_at"]) == (None, "2027-01-12T19:30:00+01:00")
    assert "Tue 12 Jan 2027 19:30 Loketoverleg" in asd("search", "loket").out


# Completion


@pytest.fixture
def bash(asd: Raadtui, tmp_path: Path) -> Path:
    """The program on the path, with a council that has one of everything."""
    if not shutil.which("bash"):
        pytest.skip("no bash here")
    asd(*REGISTER, "--department", "Werk en Inkomen")
    asd("members", "seat", "PW-1", "--role", "client_member", "--domain", "pw")
    asd("members", "add", "--name", "Renée van der Proef")
    asd("councils", "add", "--code", "WG-Jeugd", "--name", "Werkgroep Jeugd")
    asd("meetings", "plan", "--title", "Plenair", "--start", "2027-01-12 19:30")
    (tmp_path / "leden.csv").write_text("Naam\n")
    script = tmp_path / "bin" / "raadtui"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m raadtui "$@"\n')
    script.chmod(0o755)
    return tmp_path


def completed(folder: Path, *words: str) -> list[str]:
    """Return what bash offers for the last of these words."""
    typed = shlex.join(("raadtui", *words))
    lines = (
        "source <(raadtui completion bash)",
        "compopt() { echo offers $2; }",
        f"COMP_WORDS=({typed}); COMP_CWORD={len(words)}",
        "_raadtui_completion raadtui",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}"},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout.decode().split("\n")[:-1]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("mem",), ["members"]),
        (("members", "app"), ["appoint"]),
        (("members", "import", ""), ["offers default", ""]),
        (("requests", "intake", "--watch", ""), ["offers dirnames", ""]),
        (("backup", ""), ["offers default", ""]),
        (("requests", "show", "2026"), ["2026-001"]),
        (("members", "appoint", "1", "--seat", ""), ["PW-1"]),
        (("members", "show", "pro"), ["Proef"]),
        (("meetings", "list", "--group", "w"), ["WG-Jeugd"]),
        (("--council", "A"), ["ASD"]),
        (("meetings", "show", ""), ["1"]),
        (("requests", "register", "--domain", "y"), ["youth"]),
        (("requests", "clock", "stop", "2026"), ["2026-001"]),
        (("requests", "change", "2026-001", "--department", "w"), ["Werk\\ en\\ Inkomen"]),
        (("requests", "letter", "2026-001", "r"), ["receipt", "reminder", "reasons"]),
        (("requests", "letter", "2026-001", "ack"), ["acknowledgement"]),
    ],
)
def test_bash_completes(bash: Path, words: tuple[str, ...], offered: list[str]) -> None:
    assert completed(bash, *words) == offered


def test_bash_leaves_a_quotation_that_was_begun_as_it_is(bash: Path) -> None:
    words = ("requests", "change", "2026-001", "--department", '"Werk en')
    assert completed(bash, *words) == ["Werk en Inkomen"]


def test_bash_completes_the_kinds_of_letters_in_dutch(
    bash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert completed(bash, "requests", "letter", "2026-001", "ont") == ["ontvangst"]


def test_bash_completes_from_the_database_that_was_named(bash: Path) -> None:
    assert completed(bash, "--db", f"{bash}/none.db", "requests", "show", "") == [""]


def test_fish_keeps_a_description_with_a_comma(raadtui: Raadtui) -> None:
    assert 'string split --max 1 ","' in raadtui("completion", "fish").out


@pytest.mark.parametrize(
    ("title", "said", "kind"),
    [
        ("Verordening jeugdhulp 2027", (), "ordinance"),
        ("Nadere regels jeugdhulp", (), "implementing_rules"),
        ("Inkoop jeugdhulp", (), "other"),
        ("Verordening jeugdhulp 2027", ("--kind", "other"), "other"),
    ],
)
def test_a_title_tells_the_kind_of_document_unless_it_is_said(
    asd: Raadtui, title: str, said: tuple[str, ...], kind: str
) -> None:
    register = ("requests", "register", "--title", title, "--received", "2026-11-16")
    assert asd(*register, *said, "--json").json["kind"] == kind
    assert asd("radar", "add", "--title", title, *said, "--json").json["kind"] == kind


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_bash_runs_nothing_of_a_name(asd: Raadtui, bash: Path, quote: str) -> None:
    name = "Zed$(touch${IFS}x)`touch${IFS}x`\\'\"$HOME"
    asd("members", "add", "--name", name)
    (offered,) = completed(bash, "members", "show", f"{quote}Ze")
    line = f"printf %s {quote}{offered}{quote}"
    assert subprocess.check_output(["bash", "-c", line], cwd=bash, text=True) == name
    assert not (bash / "x").exists()
