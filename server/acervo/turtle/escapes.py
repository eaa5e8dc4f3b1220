"""Escapes in strings, IRIs and names, and where one means nothing."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))", re.DOTALL)
_LETTERS: Final = {
    "t": "\t",
    "b": "\b",
    "n": "\n",
    "r": "\r",
    "f": "\f",
    '"': '"',
    "'": "'",
    "\\": "\\",
}
_IN_NAME: Final = re.compile(r"\\(.)", re.DOTALL)


class EscapeFault(NamedTuple):
    """An escape that means nothing; *start* and *end* are places in the text that was given."""

    code: str
    start: int
    end: int
    found: str


def unescape_string(text: str) -> str | EscapeFault:
    """
    *text* with each escape of a string replaced by what it means, or the first escape that means nothing.

    Source: https://www.w3.org/TR/turtle/#sec-escapes (numeric and string escapes)
    """
    return _unescape(text, _LETTERS)


def unescape_iri(text: str) -> str | EscapeFault:
    """*text* with each `\\uXXXX` and `\\UXXXXXXXX` replaced; IRIs have no other escapes."""
    return _unescape(text, {})


def unescape_name(local: str) -> str:
    """
    The local part of a prefixed name without the backslashes before reserved characters; `%20` stays `%20`.

    Source: https://www.w3.org/TR/turtle/#reserved
    """
    return _IN_NAME.sub(r"\1", local) if "\\" in local else local


def _unescape(text: str, letters: dict[str, str]) -> str | EscapeFault:
    if "\\" not in text:
        return text
    parts: list[str] = []
    end = 0
    for escape in _ESCAPE.finditer(text):
        parts.append(text[end : escape.start()])
        start, end = escape.span()
        digits = escape[1] or escape[2]
        if digits:
            number = int(digits, 16)
            if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                return EscapeFault("no-such-character", start, end, escape[0])
            parts.append(chr(number))
        elif escape[3] in letters:
            parts.append(letters[escape[3]])
        else:
            return EscapeFault("bad-escape", start, end, escape[0])
    parts.append(text[end:])
    return "".join(parts)
