"""Writing texts of many lines: the parts under each other, kept as a draft while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult

from council.errors import Conflict, RaadError, Refused
from council.record import record
from council.wording import _
from screens.ask import is_no, is_yes
from screens.desk import Desk
from screens.drafts import Draft, Typed
from screens.widgets.dialog import Dialog
from screens.widgets.lines import Hint, KeyBar, TitleBar
from screens.widgets.tab_line import NewsLine
from screens.widgets.text_area import Writing

T = TypeVar("T")

_KEEP_EVERY = 2.0
"""Seconds between two looks at whether there is something new to keep as a draft."""


@record
class Part:
    """A text to write: its name, the line above it, what it begins with.

    `share` is its part of the height beside the other texts.
    """

    name: str
    label: str
    text: str
    share: int = 1


class EditorDialog(Dialog[T], Generic[T]):
    """Texts to write; the answer is what `save` returned.

    Escape asks whether to save. When `save` raises a `RaadError` the dialog stays and says
    why. What is typed is kept under `draft`, a name and the id of the subject. Where saving
    cannot be any more, as somebody else wrote meanwhile, Escape leaves the draft: opened again it
    stands below the newest text. `told` says why it was opened, where that is not plain.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        parts: Sequence[Part],
        save: Callable[[dict[str, str]], T],
        *,
        draft: tuple[str, int],
        told: str = "",
    ) -> None:
        super().__init__()
        self._title, self._parts, self._save = title, list(parts), save
        self._news, self._told = NewsLine(), told
        self._draft = Draft(desk, *draft, self._news)
        self._areas = {part.name: Writing(part.text) for part in parts}
        self._began = self._kept = self._texts()
        self._asking = self._overtaken = False
        self._keys = KeyBar()

    def _texts(self) -> dict[str, str]:
        return {name: area.text for name, area in self._areas.items()}

    def compose(self) -> ComposeResult:
        """Lay out every text under its label."""
        yield TitleBar(self._title)
        for part in self._parts:
            yield TitleBar(part.label)
            area = self._areas[part.name]
            area.styles.height = f"{part.share}fr"
            yield area
        yield self._news
        yield self._keys

    def on_mount(self) -> None:
        """Put back what was typed before, if it was not saved."""
        self._news.say(self._told, "soon")
        if kept := self._draft.found():
            self._put_back(kept)
        self._areas[self._parts[0].name].focus()
        self.set_interval(_KEEP_EVERY, self.keep)
        self._show_keys()

    def _put_back(self, kept: dict[str, Typed]) -> None:
        """Put back what was typed; below the text where that was changed by somebody else."""
        below, parting = False, _("--- What you typed before ---")
        for name, area in self._areas.items():
            if (typed := kept.get(name)) is None:
                continue
            text, now = typed.text, area.text
            if now.strip() and now not in (text, typed.before):
                below = True
                text = f"{now}\n\n{parting}\n{text}"
            area.text = text
        self._kept = self._texts()
        back = _("What you typed before is back.")
        if below:
            back = _(
                "This was changed after you wrote: your text is back below the newest. Make one "
                "text of the two."
            )
        self._news.say(f"{back} {self._told}".strip(), "soon")

    def _show_keys(self) -> None:
        if self._overtaken:
            hints = [Hint(_("Esc"), _("leave, kept as a draft"))]
        elif self._asking:
            hints = [
                Hint(_("y"), _("save")),
                Hint(_("n"), _("throw away")),
                Hint(_("Esc"), _("write on")),
            ]
        else:
            more = len(self._parts) > 1
            hints = [Hint(_("Esc"), _("save or leave"))]
            hints += [Hint(_("Tab"), _("next part"))] if more else []
        self._keys.show(hints)

    @property
    def unsaved(self) -> bool:
        """Whether something was written."""
        return self._texts() != self._began

    @property
    def kept(self) -> bool:
        """Whether a draft holds it."""
        return self._draft.safe

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._texts() != self._kept:
            self._keep()

    def _keep(self) -> None:
        self._kept = self._texts()
        self._draft.keep(self._began, self._kept)

    # Leaving

    def action_leave(self) -> None:
        """Leave; ask first whether to save what was typed, if it can be saved."""
        if self._overtaken:
            self.keep()
            self.dismiss(None)
        elif self._texts() == self._began:
            self._done(None)
        else:
            self._ask(not self._asking)

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        for area in self._areas.values():
            area.read_only = asking
        self._news.say(_("Save what you wrote?") if asking else "", "soon")
        self._show_keys()

    def on_key(self, event: events.Key) -> None:
        """Answer whether to save; other keys do not answer that."""
        if not self._asking or event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        if is_yes(event.character or "") or event.key == "enter":
            self._ask(False)
            self._try()
        elif is_no(event.character or ""):
            self._done(None)

    def _try(self) -> None:
        try:
            result = self._save(self._texts())
        except (Conflict, Refused) as error:
            self._overtaken = True
            # Whoever wrote may have had the same name, and finished the same draft.
            self._keep()
            onward = _("What you wrote stays: Esc leaves, and opened again it stands below that.")
            self._news.say(f"{error} {onward}", "late")
            self._show_keys()
        except RaadError as error:
            self._news.say(str(error), "late")
        else:
            self._done(result)

    def _done(self, result: T | None) -> None:
        self._kept = self._texts()
        self._draft.forget()
        self.dismiss(result)
