"""Places in a text: spans of code points, lines and columns as editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final

#: Where a thing starts and where it ends (exclusive), in code points from 0.
Span = tuple[int, int]

BYTE_ORDER_MARK: Final = "\ufeff"
_LINE_END: Final = re.compile(r"\r\n?|\n")


class Lines:
    """
    The lines of one text.

    A line ends with `\\n`, `\\r\\n` or `\\r`. Lines and columns count from 1; a column is a code point, so that a tab
    or an emoji is one; a byte order mark at the very beginning is none.
    """

    def __init__(self, text: str):
        self._text = text
        self._mark = text.startswith(BYTE_ORDER_MARK)

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self._text:
            return [0, *(end.end() for end in _LINE_END.finditer(self._text))]
        return [0, *accumulate(len(line) + 1 for line in self._text.split("\n")[:-1])]

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the code point at *offset*; the end of the text has a position too."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return line, max(column - 1, 1) if self._mark and line == 1 else column

    def offset(self, line: int, column: int) -> int:
        """What `position` turns into *line* and *column*; the end of the text for a place behind it."""
        return min(self.start(line) + column - 1 + (self._mark and line == 1), len(self._text))

    def start(self, line: int) -> int:
        """Where *line* starts; a line after the last starts where the text ends."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self._text)

    def text(self, line: int) -> str:
        """What *line* says, without its end and without a byte order mark."""
        whole = self._text[self.start(line) : self.start(line + 1)].rstrip("\r\n")
        return whole.removeprefix(BYTE_ORDER_MARK) if line == 1 else whole
