"""A compiled catalogue of texts, in which a text is looked up where it lies.

The `.mo` format keeps its message ids in order ("The Format of GNU MO Files" in the gettext
manual), so that finding one takes a few comparisons. The standard `gettext` reads all of
them into a dictionary first, which takes longer than a command that shows twenty.
"""

from __future__ import annotations

_MAGIC = 0x950412DE


class Catalogue:
    """The texts in the content of one `.mo` file in UTF-8.

    Raises ValueError for what is no such file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._little = data.startswith(_MAGIC.to_bytes(4, "little"))
        self._found: dict[str, str] = {}
        if self._number(0) != _MAGIC:
            raise ValueError("no catalogue of texts")
        self._count, self._ids, self._texts = self._number(8), self._number(12), self._number(16)

    def text(self, message: str) -> str:
        """Return the text for a message id; the id itself when there is none."""
        if message not in self._found:
            self._found[message] = self._look_up(message)
        return self._found[message]

    def _look_up(self, message: str) -> str:
        wanted = message.encode()
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._entry(self._ids, middle)
            if found == wanted:
                return self._entry(self._texts, middle).decode()
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return message

    def _entry(self, table: int, place: int) -> bytes:
        length, start = self._number(table + 8 * place), self._number(table + 8 * place + 4)
        return self._data[start : start + length]

    def _number(self, start: int) -> int:
        four = self._data[start : start + 4]
        return int.from_bytes(four, "little" if self._little else "big")
