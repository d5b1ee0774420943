"""Forms: fields under each other, drawn as lines of one widget, checked where one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult

from council.errors import Conflict, RaadError, WrongUse
from council.wording import _
from screens.ask import is_no, is_yes
from screens.desk import Desk
from screens.drafts import Draft
from screens.form_fields import Answers, Field
from screens.widgets.dialog import Dialog
from screens.widgets.form_lines import FormLines
from screens.widgets.lines import Hint, KeyBar, TitleBar
from screens.widgets.tab_line import NewsLine

T = TypeVar("T")


class FormDialog(Dialog[T], Generic[T]):
    """A form. The answer is what `save` returned.

    `save` does what the form is for; when it raises a `RaadError` the form stays and says
    why, beside the field that the error names. `preview` returns lines that tell what would
    follow, at every letter. What is typed is kept as a draft under `draft`, a name and the
    id of the subject, and is there again when the form is. Where somebody else changed the thing
    meanwhile, Enter opens the form anew on what it is now, with what was typed over it.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Answers], T],
        *,
        preview: Callable[[Answers], Sequence[tuple[str, str]]] | None = None,
        draft: tuple[str, int] | None = None,
        confirm: str = "",
    ) -> None:
        super().__init__()
        self._title, self._save, self._preview = title, save, preview
        self._news = NewsLine()
        self._draft = Draft(desk, *draft, self._news) if draft else None
        self._asking = self._overtaken = False
        self._lines = FormLines(fields, desk.today, confirm or _("save"))
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Lay out the fields and the keys."""
        yield TitleBar(self._title)
        yield self._lines
        yield self._news
        yield self._keys

    def on_mount(self) -> None:
        """Put back what was typed before, if it was not finished."""
        self._lines.focus()
        if kept := self._draft.found() if self._draft else {}:
            over = self._lines.fill(kept)
            back = _("What you typed before is back; Esc asks whether to throw it away.")
            changed = _("What you typed before is back; a part of it was changed meanwhile.")
            self._news.say(changed if over else back, "soon")
        self._show_keys()
        self._show_preview()

    def _show_keys(self) -> None:
        if self._asking:
            self._keys.show([Hint(_("y"), _("throw away")), Hint(_("Esc"), _("go on"))])
            return
        more = [Hint(_("PgDn"), _("more"))] if self._lines.more else []
        leave = _("leave, kept as a draft") if self._overtaken else _("back")
        self._keys.show([*self._moving(), *more], last=Hint(_("Esc"), leave))

    def _moving(self) -> list[Hint]:
        """Return where Enter and Tab lead from the field one is in."""
        lines = self._lines.texts
        if lines.overtaken:
            return [
                Hint(_("Enter"), _("keep what you typed")),
                Hint(_("Ctrl+Z"), _("take what it is now")),
            ]
        if not lines.finishes:
            keys = _("Tab") if self._lines.refused else _("Enter, Tab")
            return [Hint(keys, _("next field"))]
        hints = [Hint(_("Enter"), self._lines.confirm)]
        if lines.passes_fields:
            hints.append(Hint(_("Tab"), _("first the other fields")))
        elif lines.field_after is not None:
            onward = _("next field") if lines.field_after else _("first field")
            hints.append(Hint(_("Tab"), onward))
        return hints

    def _show_preview(self) -> None:
        if self._preview is None:
            return
        try:
            lines = list(self._preview(self._lines.texts.answers(typing=True)))
        except RaadError as error:
            # What is missing is no news while one is still typing.
            lines = [] if isinstance(error, WrongUse) else [("late", str(error))]
        self._lines.show_below(lines)

    # What the fields report

    def on_form_lines_changed(self) -> None:
        """Show at every letter what would follow."""
        self._news.say()
        self._show_keys()
        self._show_preview()

    def on_form_lines_scrolled(self) -> None:
        """Say how to read on where not everything can be seen."""
        self._show_keys()

    def on_form_lines_left(self) -> None:
        """Keep what was typed when one goes to another field."""
        self.keep()
        self._show_keys()

    def on_form_lines_finished(self) -> None:
        """Do what the form is for, or show what is wrong with it."""
        if self.answered:
            return
        if self._overtaken:
            self._leave_kept(again=True)
            return
        try:
            result = self._save(self._lines.texts.answers())
        except RaadError as error:
            if not (error.field and self._lines.blame(error.field, str(error))):
                self._news.say(str(error), "late")
            if isinstance(error, Conflict):
                self._be_overtaken()
            self._show_keys()
            return
        self._forget()
        self.dismiss(result)

    def _be_overtaken(self) -> None:
        """Lead to what the thing is now, if what was typed is safe."""
        self.keep()
        if self.kept:
            self._overtaken = True
            self._lines.confirm = _("see what it is now")

    def _leave_kept(self, *, again: bool) -> None:
        """Leave what was typed as a draft, to open the form anew with it or later."""
        self.keep()
        self.again = again
        self.dismiss(None)

    # Leaving

    @property
    def unsaved(self) -> bool:
        """Whether something was typed."""
        return self._lines.texts.typed

    @property
    def kept(self) -> bool:
        """Whether a draft holds it."""
        return self._draft is not None and self._draft.safe

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._draft:
            self._draft.keep(self._lines.texts.began, self._lines.texts.lasting())

    def _forget(self) -> None:
        if self._draft:
            self._draft.forget()

    def action_leave(self) -> None:
        """Leave; ask first when something was typed."""
        if self._overtaken or not self._lines.texts.typed:
            self._leave_kept(again=False)
            return
        self._asking = not self._asking
        yes, no = _("y"), _("n")
        question = _("Throw away what you typed? {yes}/{no}", yes=yes, no=no)
        said = question if self._asking else ""
        self._news.say(said, "soon")
        self._lines.frozen = self._asking
        self._show_keys()

    def on_key(self, event: events.Key) -> None:
        """Answer whether to throw it away; other keys do not answer that."""
        if not self._asking or event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        letter = event.character or ""
        if not (is_yes(letter) or is_no(letter)):
            return
        self._asking = self._lines.frozen = False
        self._news.say()
        self._show_keys()
        if is_yes(letter):
            self._forget()
            self.dismiss(None)
