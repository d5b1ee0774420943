"""The papers of a request: read them, add one or a new edition, guard them, get them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict, TypeVar

from textual import events
from textual.app import ComposeResult

from council.errors import RaadError, Refused
from council.papers import Paper, added_by_hand, file_size, guards
from council.requests import AdviceRequest
from council.wording import _, long_date, say, short_date
from screens.about import edition_name
from screens.ask import Reading, Review
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, choices
from screens.outgoing import path_shown, write_files
from screens.read_file import read_path
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Hint, KeyBar, TitleBar
from screens.widgets.row_list import Column, RowList
from screens.widgets.tab_line import NewsLine

T = TypeVar("T")

_OPEN, _CONFIDENTIAL = "open", "confidential"
_RECEIVED, _OWN = "received", "own"


class PapersDialog(Dialog[None]):
    """The papers of one request, the older editions under the newest of each."""

    def __init__(self, desk: Desk, request: AdviceRequest) -> None:
        super().__init__()
        self._desk, self._request = desk, request
        self._news = NewsLine()
        self._list: RowList[Paper] = RowList(
            [
                Column(title=_("paper"), draw=lambda one: one.name),
                Column(
                    title=_("edition"), draw=lambda one: str(one.edition), width=7, align="right"
                ),
                Column(title=_("added"), draw=self._added, width=11),
                Column(
                    title=_("size"), draw=lambda one: file_size(one.size), width=8, align="right"
                ),
                Column(title=_("guarded"), draw=self._guarded, width=18),
            ],
            key=lambda one: one.id,
            tone=self._tone,
            empty=_("There are no papers; n adds one."),
        )
        self._keys: dict[str, Callable[[], None]] = {
            "n": self._add,
            "w": self._change,
            "u": self._save,
            "x": self._remove,
        }

    def compose(self) -> ComposeResult:
        """Lay out the list and the keys."""
        request = self._request
        yield TitleBar(_("Papers of {ref} {title}", ref=request.ref, title=request.title))
        yield self._list
        yield self._news
        yield KeyBar(
            [
                Hint(_("Enter"), _("read")),
                Hint("n", _("add")),
                Hint("w", _("change")),
                Hint("u", _("as file")),
                Hint("x", _("remove")),
            ],
            last=Hint(_("Esc"), _("back")),
        )

    def on_mount(self) -> None:
        """Read the papers."""
        self._list.focus()
        self._show()

    def _show(self) -> None:
        papers = self._desk.store.files.of_request(self._request.id)
        self._list.show_all(_newest_first(papers), keep=True)

    def _added(self, one: Paper) -> str:
        return short_date(one.added_on, self._desk.today)

    def _guarded(self, one: Paper) -> str:
        return ", ".join(map(str, guards(one, self._desk.today)))

    def _tone(self, one: Paper) -> str:
        if not one.current:
            return "dim"
        return "soon" if guards(one, self._desk.today) else ""

    # What can be done

    def on_key(self, event: events.Key) -> None:
        """Do what a letter says."""
        do = self._keys.get(event.character or "")
        if do is None:
            return
        event.stop()
        self._news.say()
        try:
            do()
        except RaadError as error:
            self._news.say(str(error), "late")

    def on_row_list_chosen(self) -> None:
        """Read what the paper says, as far as its words could be read."""
        paper = self._required()
        files = self._desk.store.files
        text = files.text(paper)
        if text:
            self.app.push_screen(Reading(edition_name(paper), [("", text)]))
            return
        from intake.document_text import wordless

        try:
            why = str(wordless(paper.name, files.read(paper)))
        except RaadError as error:  # its file is gone
            self._news.say(str(error), "late")
        else:
            self._news.say(_("{why} u saves it as a file.", why=why), "dim")

    def _required(self) -> Paper:
        if self._list.row is None:
            raise Refused(say("There is no paper under the cursor."))
        return self._list.row

    def _ask(self, dialog: Dialog[T], then: Callable[[T], str]) -> None:
        def answered(result: T | None) -> None:
            if result is None:
                return
            try:
                self._news.say(then(result), "done")
            except RaadError as error:
                self._news.say(str(error), "late")
            self._show()

        self.app.push_screen(dialog, answered)

    def _add(self) -> None:
        papers = self._desk.store.files.of_request(self._request.id)
        current = [one for one in papers if one.current and one.source != "mail"]

        def added(paper: Paper) -> str:
            from intake.papers import unread

            # The next key is about what was added, not about what the cursor was on.
            self._show()
            self._list.reload(paper)
            said = _("Added: {name}.", name=edition_name(paper))
            return " ".join(map(str, filter(None, [said, unread(self._desk.store, paper)])))

        self._ask(_add_form(self._desk, self._request, current), added)

    def _change(self) -> None:
        form = _change_form(self._desk, self._required())
        self._ask(form, lambda paper: _("{name}: saved.", name=paper.name))

    def _remove(self) -> None:
        paper = self._required()

        def removed(reason: str) -> str:
            return str(self._desk.store.files.removals.remove(paper, reason=reason).done())

        self._ask(_remove_form(self._desk, paper), removed)

    def _save(self) -> None:
        leaving = _Leaving(self._desk, self._required())
        self._ask(leaving.review(), lambda _yes: leaving.write())


def _newest_first(papers: list[Paper]) -> list[Paper]:
    """Return each newest edition, followed by those that it replaced."""
    by_id = {paper.id: paper for paper in papers}
    ordered: list[Paper] = []
    for paper in papers:
        one: Paper | None = paper if paper.current else None
        while one is not None:
            ordered.append(one)
            one = by_id.get(one.replaces_id) if one.replaces_id is not None else None
    return ordered


def _add_form(desk: Desk, request: AdviceRequest, current: Sequence[Paper]) -> FormDialog[Paper]:
    """Return the form that adds a paper, or a new edition of one of those there are."""

    def save(answers: Answers) -> Paper:
        from intake.papers import add_paper

        path, data = read_path(answers.text("path"), field="path")
        before = answers.any("replaces")
        return add_paper(
            desk.store,
            request,
            path.name,
            data,
            desk.today,
            replaces=desk.store.files.get(int(before)) if before else None,
            **_guard(answers),
        )

    replaces = ChoiceField(
        name="replaces",
        label=_("new edition of"),
        hint=_("Leave empty for another paper; by the same name it is a new edition."),
        options=choices((str(one.id), one.name) for one in current),
        main=False,
    )
    fields = [
        Field(
            name="path",
            label=_("file"),
            hint=_("Where it was saved, for example ~/Downloads/ordinance.pdf."),
            required=True,
        ),
        *([replaces] if current else []),
        *_guard_fields(None),
        _origin_field(None),
    ]
    return FormDialog(desk, _("Add a paper"), fields, save, confirm=_("add"))


def _change_form(desk: Desk, paper: Paper) -> FormDialog[Paper]:
    """Return the form that changes how a paper is called and guarded."""

    def save(answers: Answers) -> Paper:
        return desk.store.files.change(paper, name=answers.text("name"), **_guard(answers))

    fields = [
        Field(name="name", label=_("name"), value=paper.name, required=True),
        *_guard_fields(paper),
        *([_origin_field(paper)] if added_by_hand(paper) else []),
    ]
    return FormDialog(desk, _("Change a paper"), fields, save)


def _remove_form(desk: Desk, paper: Paper) -> FormDialog[str]:
    """Return the form that asks why a paper goes, and says what goes with it."""
    reason = Field(
        name="reason",
        label=_("reason"),
        hint=_("The log keeps this, so name nobody; for example: by mistake, holds a BSN."),
        required=True,
    )
    what: list[tuple[str, str]] = [
        ("", _("The file, its name and its words go; from the log and from search too.")),
    ]
    what += [("", str(said)) for said in desk.store.files.removals.plan(paper).beside()]
    what.append(("late", _("This cannot be undone. Older backups still have it.")))
    return FormDialog(
        desk,
        _("Remove {name}", name=edition_name(paper)),
        [reason],
        lambda answers: answers.text("reason"),
        preview=lambda _answers: what,
        confirm=_("remove"),
    )


def _guard_fields(paper: Paper | None) -> list[Field]:
    embargo = paper.embargo_until if paper else None
    return [
        ChoiceField(
            name="guard",
            label=_("may be passed on"),
            value=_CONFIDENTIAL if paper and paper.confidential else _OPEN,
            options=choices([(_OPEN, _("yes")), (_CONFIDENTIAL, _("no, confidential"))]),
            main=paper is not None,
        ),
        DateField(
            name="embargo",
            label=_("embargo until"),
            value=long_date(embargo) if embargo else "",
            hint=_("The first day on which it is public; empty for no embargo."),
            main=paper is not None,
        ),
    ]


def _origin_field(paper: Paper | None) -> ChoiceField:
    return ChoiceField(
        name="origin",
        label=_("comes from"),
        hint=_("The advice letter names only papers of the municipality."),
        value=_OWN if paper and paper.source == "own" else _RECEIVED,
        options=choices([(_RECEIVED, _("the municipality")), (_OWN, _("the council"))]),
        main=False,
    )


class _Guard(TypedDict):
    confidential: bool
    embargo_until: date | None
    own: bool


def _guard(answers: Answers) -> _Guard:
    return _Guard(
        confidential=answers.text("guard") == _CONFIDENTIAL,
        embargo_until=answers.day("embargo"),
        own=answers.any("origin") == _OWN,
    )


class _Leaving:
    """One paper that is about to leave: why it perhaps should not, and where it goes."""

    def __init__(self, desk: Desk, paper: Paper) -> None:
        from intake.file_names import safe_name

        self._desk, self._paper = desk, paper
        name = Path(safe_name(paper.name))
        self._parts = name.stem, name.suffix

    def review(self) -> Review:
        """Return a last look at what leaves, and where it goes."""
        why = ", ".join(map(str, guards(self._paper, self._desk.today)))
        warning = [("late", _("Not to be passed on: {why}.", why=why))] if why else []
        lines = [
            ("strong", edition_name(self._paper)),
            *warning,
            ("", ""),
            ("", _("File: {path}", path=path_shown(self._desk, *self._parts))),
        ]
        return Review(_("Save a paper as a file"), lines, _("write"))

    def write(self) -> str:
        """Write the file and say where it is."""
        stem, ending = self._parts
        data = self._desk.store.files.read(self._paper)
        return _("Written: {path}", path=write_files(self._desk, stem, {ending: data}))
