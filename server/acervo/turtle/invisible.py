"""Characters that nobody sees and that mean nothing between the words of a file."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from acervo.turtle.positions import BYTE_ORDER_MARK

_CATEGORIES: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co", "Cs"})
_SPACES: Final = frozenset({"Zs", "Zl", "Zp"})
_JOINERS: Final = "\u200c\u200d"
_PLAIN: Final = " \t\r\n"
#: What ends a token, so that nothing behind it can become a part of it.
_MARKS: Final = "\"'<>;,[]()"
_WORD: Final = re.compile(r"[^\s;,\[\]()]{1,60}")


def is_invisible(character: str) -> bool:
    """Whether *character* shows nothing, or nothing but a space that Turtle does not take for one."""
    return character not in _PLAIN and unicodedata.category(character) in _CATEGORIES


def without_invisible(text: str) -> str:
    """*text* as the eye sees it."""
    return text if text.isascii() and text.isprintable() else "".join(c for c in text if not is_invisible(c))


def invisible_edge(text: str) -> tuple[int, int] | None:
    """The first run of invisible characters at the beginning of *text*, else at its end; None where there is none."""
    start, end = 0, len(text)
    while start < end and is_invisible(text[start]):
        start += 1
    if start:
        return 0, start
    while end > start and is_invisible(text[end - 1]):
        end -= 1
    return (end, len(text)) if end < len(text) else None


def hidden_in_name(text: str) -> int | None:
    """
    Where in *text*, a name or an address that Turtle takes, a character stands that nobody sees; None where none does.

    A joiner between letters of a script that is written with joiners is part of the spelling.
    """
    if text.isascii():
        return None
    for place, character in enumerate(text):
        if unicodedata.category(character) != "Cf":
            continue
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        if character not in _JOINERS or len(around) < 2 or around.isascii() or not around.isalpha():
            return place
    return None


def name_of(character: str) -> str:
    """Its number, and its name where it has one."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def describe(text: str, start: int, end: int) -> tuple[str, dict[str, str], str | None]:
    """
    How to speak of the invisible characters from *start* to *end* of *text*.

    Returns:
        The variant of the message, its facts, and what to put there: None where somebody has to look, because
        without the characters two words would become one.
    """
    facts = {"found": name_of(text[start])}
    follows = _word_from(text, end)
    facts["word"] = follows or _word_before(text, start)
    between = start == 0 or text[start - 1] in _PLAIN + _MARKS or end == len(text) or text[end] in _PLAIN + _MARKS
    if unicodedata.category(text[start]) in _SPACES:
        return "space" if follows else "end", facts, " "
    if not follows:
        return "end", facts, "" if between else None
    variant = "mark" if text[start] == BYTE_ORDER_MARK else ""
    return (variant, facts, "") if between else ("inside", facts, None)


def _word_from(text: str, place: int) -> str:
    while place < len(text) and (text[place] in _PLAIN or is_invisible(text[place])):
        place += 1
    word = _WORD.match(text, place)
    return without_invisible(word[0]) if word else text[place : place + 1]


def _word_before(text: str, place: int) -> str:
    while place and (text[place - 1] in _PLAIN or is_invisible(text[place - 1])):
        place -= 1
    return (text[max(place - 60, 0) : place].split() or [""])[-1]
