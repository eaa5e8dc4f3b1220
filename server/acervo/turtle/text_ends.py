"""Where a text ends whose quotes do not say so, told from what stands behind them on the line."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from acervo.turtle.stream import Stream
from acervo.turtle.tokens import Kind

CURLY_CLOSINGS: Final = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‘": "’",
    "’": "’",
    "‚": "‘’",
    "‹": "›",
    "`": "`´'",
    "´": "´",
}
#: How many characters of a line are looked at: time would grow with the square of a longer one.
_LOOK_AHEAD: Final = 5000
_TAG: Final = r"@[A-Za-z]{1,8}(?:-[A-Za-z0-9]+)*|\^\^?(?:<[^<>\s]*>|[\w:\-]+(?:\.[\w:\-]+)*)"
_NAME: Final = r"(?:[^\W\d_][\w\-]*)?:"
#: A value may end before this: a language or a datatype, or a mark and what may stand behind it, or the line's end.
_BEHIND_VALUE: Final = re.compile(
    rf"""(?:{_TAG})(?=[\s;,.\])]|\Z)
    |[ \t]*(?:\Z|(?<=[ \t])\#
      |;[ \t]*(?:\Z|[;.\]<\#]|a[ \t]|{_NAME})
      |,[ \t]*(?:\Z|["'“”„«»‘’<\[(0-9+\-\#]|_:|(?:true|false)\b|{_NAME})
      |\.[ \t]*(?:\Z|\#)|\.[ \t]+(?:[<\[(@]|_:|{_NAME})
      |[\])][ \t]*(?:\Z|[;,.\])\#]))""",
    re.VERBOSE,
)
_SUFFIX: Final = re.compile(rf"(?:{_TAG})?\s*")
_TAG_AT_END: Final = re.compile(rf"(?<=[^\s@^])(?P<tag>{_TAG})[ \t]*[;,.]?[ \t]*\Z")
_MARK_AT_END: Final = re.compile(r"(?:[;,]|(?<=[ \t])\.)[ \t]*\Z")
_SEPARATORS: Final = (".", ";", ",")


class End(NamedTuple):
    """Where a text ends, and how reading goes on behind it."""

    quote: int
    """The place of its last quote."""
    upto: int
    """The index of the first token behind it."""
    tail: str
    """The separator behind it, where what was read as a token or as a comment took it along."""


def line_end(stream: Stream, start: int) -> int:
    """Where the line of *start* ends, or how far of it is looked at."""
    number = stream.lines.position(start)[0]
    first = stream.lines.start(number)
    end = first + len(stream.text[first : stream.lines.start(number + 1)].rstrip("\r\n"))
    return min(end, start + _LOOK_AHEAD)


def closing_of_curly(stream: Stream, start: int, *, in_list: bool) -> int | None:
    """
    The place of the quote that closes the curly one at *start*, on its line.

    Quotes inside the text are passed over: the one is wanted behind which a value may end.

    Args:
        in_list: Whether values stand behind each other without marks.
    """
    text, stop = stream.text, line_end(stream, start)
    opening, closings = text[start], CURLY_CLOSINGS[text[start]]
    depth, partner = 1, None
    ends: list[int] = []
    for quote in re.compile(f'["{opening}{closings}]').finditer(text, start + 1, stop):
        place, character = quote.start(), quote[0]
        if character == opening and (character not in closings or _opens(text, place)):
            depth += 1
            continue
        if character != '"':
            depth -= 1
            partner = place if depth == 0 and partner is None else partner
        may_end = _BEHIND_VALUE.match(text, place + 1, stop) is not None
        if place == partner and (in_list or may_end):
            return place
        if may_end:
            ends.append(place)
    return ends[0] if ends else partner


def _opens(text: str, place: int) -> bool:
    return text[place - 1] in " \t([" and text[place + 1 : place + 2] not in (" ", "\t", "")


def inner_quotes(stream: Stream, first: int, start: int) -> tuple[list[int], int | None]:
    """
    The straight quotes inside a text, and the one that ends it.

    Args:
        first: The place of the first of them, which was read as the end.
        start: Where the text begins; its first character is the quote.
    """
    text, stop = stream.text, line_end(stream, start)
    quotes = [first]
    for place in range(first + 1, stop):
        if text[place] == text[start] and text[place - 1] != "\\":
            if _BEHIND_VALUE.match(text, place + 1, stop):
                return quotes, place
            quotes.append(place)
    return quotes[:2], None


def behind(stream: Stream, at: int, quote: int) -> End:
    """How to read on behind a text that begins with the token at *at* or before it and ends with *quote*."""
    stop = line_end(stream, stream.starts[at])
    upto = _index_from(stream, at, quote + 1)
    suffix = _SUFFIX.match(stream.text, quote + 1, stop)
    rest = stream.text[suffix.end() if suffix else quote + 1 : stop].rstrip()
    straddles = stream.end(upto - 1) > quote + 1
    commented = bool(rest) and stream.starts[upto] >= stop and rest[0] != "#"
    if not straddles and not commented:
        return End(quote, upto, "")
    tail = rest[-1:] if rest[-1:] in _SEPARATORS else ""
    return End(quote, max(_index_from(stream, at, stop), at + 1), tail)


def _index_from(stream: Stream, at: int, place: int) -> int:
    index = at + 1
    while stream.kinds[index] is not Kind.END and stream.starts[index] < place:
        index += 1
    return index


def probable_end(text: str) -> tuple[int, str] | None:
    """Where *text*, the rest of a line from a quote that nothing closes, may end, and what stands there."""
    tagged = _TAG_AT_END.search(text, 1)
    if tagged:
        return tagged.start("tag"), tagged["tag"]
    marked = _MARK_AT_END.search(text, 1)
    if marked is None:
        return None
    return len(text[: marked.start()].rstrip()), marked[0].strip()
