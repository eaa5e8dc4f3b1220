"""Where to read on after an error, so that one slip is told once and the next one is told as well."""

from __future__ import annotations

import re
from typing import Final

from acervo.turtle.stream import Stream
from acervo.turtle.tokens import Kind

#: How many tokens of a line are looked at: in a line of thousands, time would grow with their square.
_LOOK_AHEAD: Final = 200
#: What may stand on a line from the quote that ends a text on; anything else, and it was an apostrophe.
_SUFFIX: Final = re.compile(r"""["']+(?:@[\w-]+|\^\^\S+)?\s*[;,.]?\s*""")


def next_statement(stream: Stream, at: int) -> int:
    """
    The index at which the next statement probably begins, when the one around *at* cannot be read.

    A dot ends a statement when it stands last on its line, when it is the very token that was not understood, or
    when what follows may begin another; a full stop in unquoted prose does not. A subject in the first column
    begins one even where the dot before it is missing.
    """
    kinds = stream.kinds
    index = at
    while kinds[index] is not Kind.END:
        if index > at and stream.at_margin(index) and stream.may_start(index):
            return index
        if kinds[index] is Kind.DOT and (index == at or _ends_statement(stream, index)):
            return index + 1
        if swallowed(stream, index) == ".":
            return index + 1
        index += 1
    return index


def _ends_statement(stream: Stream, dot: int) -> bool:
    return stream.ends_line(dot) or (not stream.touches(dot + 1) and stream.may_start(dot + 1))


def swallowed(stream: Stream, index: int) -> str:
    """
    The `.`, `;` or `,` at the end of a string or an IRI that was not closed and so took the rest of its line.

    "" for every other token.
    """
    if stream.kinds[index] not in (Kind.UNCLOSED_STRING, Kind.UNCLOSED_IRI):
        return ""
    last = stream.texts[index].rstrip()[-1:]
    return last if last in (".", ";", ",") else ""


def lone_quote(stream: Stream, at: int) -> int | None:
    """
    The index of a quote, on the line of *at* and behind it, that closes what no quote opened: `Plant"@en ;`.

    To the tokenizer it is a string that is not closed.
    """
    for index in range(at + 1, min(at + _LOOK_AHEAD, len(stream))):
        if stream.begins_line(index):
            return None
        if stream.kinds[index] is Kind.UNCLOSED_STRING:
            closes = stream.touches(index) and _SUFFIX.fullmatch(stream.texts[index])
            return index if closes else None
    return None


def rest_of_text(stream: Stream, at: int) -> tuple[int, int]:
    """
    Where a run of words without quotes that begins at *at* ends.

    Returns:
        The place behind the text, and the index at which to read on. The text goes up to the separator that ends its
        line; without one it is the token at *at*, and the index is *at* itself.
    """
    for index in range(at, min(at + _LOOK_AHEAD, len(stream))):
        if not stream.ends_line(index):
            continue
        if stream.kinds[index] in (Kind.SEMICOLON, Kind.COMMA, Kind.DOT) and index > at:
            return stream.end(index - 1), index
        if swallowed(stream, index):
            # An apostrophe in the text: to the tokenizer, a string that is not closed.
            return stream.starts[index] + len(stream.texts[index].rstrip()[:-1].rstrip()), index + 1
        break
    return stream.end(at), at
