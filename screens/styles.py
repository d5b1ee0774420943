"""The stylesheet of the app, which reads no style twice for the same colours."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, but for what it reads again without need.

    Textual reads all styles anew whenever a screen brings a file of its own, and once more
    when the theme is set at the start: a sixth of the time until the first frame.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; what was read holds while they stay the same."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what was not read yet with these colours."""
        self.parse()
