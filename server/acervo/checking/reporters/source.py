"""One line of a file as a terminal shows it, and what to put under it so that the eye finds the place."""

from __future__ import annotations

import unicodedata
from typing import Final

from acervo.turtle.positions import Lines

#: What would move the cursor, change colours or turn the direction of the text.
_UNSHOWN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS: Final = "\u200c\u200d\ufe0f"
_CUT: Final = "…"


def printable(text: str) -> str:
    """*text* without characters that act on a terminal: each becomes `·`, a tab and a line break a space."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _JOINERS:
        return character
    return "·" if unicodedata.category(character) in _UNSHOWN else character


def width(text: str) -> int:
    """How many columns of a terminal *text* takes."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if character in _JOINERS or unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def excerpt(
    text: str, line: int, column: int, end_column: int | None, room: int | None = None
) -> tuple[str, tuple[str, str]]:
    """
    The line, and what stands under it: blanks up to the place, and the carets.

    Args:
        column: From 1, in code points.
        end_column: Exclusive; None where the place goes on after this line.
        room: Columns of the terminal that there are; a longer line is cut on both sides.
    """
    whole = Lines(text).text(line)
    start = min(column - 1, len(whole))
    end = len(whole) if end_column is None else min(end_column - 1, len(whole))
    end = max(end, start)
    first, last = (0, len(whole)) if room is None or width(whole) <= room else _window(whole, start, end, room)
    before, after = (_CUT if first else ""), (_CUT if last < len(whole) else "")
    blanks = width(before) + width(printable(whole[first:start]))
    carets = max(width(printable(whole[start : min(end, last)])), 1)
    return before + printable(whole[first:last]) + after, (" " * blanks, "^" * carets)


def _window(whole: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Which part of *whole* to show in *room* columns: the place with a third of what is left before it."""
    place = width(whole[start:end])
    left = max(room - place - 2, 0) // 3
    first = start
    while first and width(whole[first - 1 : start]) <= left:
        first -= 1
    last = first
    while last < len(whole) and width(whole[first : last + 1]) <= room - 2:
        last += 1
    return first, last
