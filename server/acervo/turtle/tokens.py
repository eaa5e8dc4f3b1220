"""A text cut into tokens, nothing lost: every character belongs to exactly one token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import Final, NamedTuple

from acervo.turtle.positions import BYTE_ORDER_MARK


class Kind(IntEnum):
    """What a token is by its shape; whether its content is right, the reader says."""

    SPACE = 0
    COMMENT = 1
    BYTE_ORDER_MARK = 2
    IRI = 3
    NAME = 4
    """A prefixed name, or a prefix: `mov:Battle`, `:`."""
    BLANK = 5
    STRING = 6
    LONG_STRING = 7
    INTEGER = 8
    DECIMAL = 9
    DOUBLE = 10
    WORD = 11
    """Letters that stand alone: `a`, `true`, `PREFIX`, and every word that forgot its quotes."""
    LANGUAGE = 12
    """`@es`, and `@prefix` as well."""
    DATATYPE_MARK = 13
    DOT = 14
    SEMICOLON = 15
    COMMA = 16
    OPEN_BRACKET = 17
    CLOSE_BRACKET = 18
    OPEN_LIST = 19
    CLOSE_LIST = 20
    TURTLE_12 = 21
    """A mark that only RDF 1.2 knows: `<<`, `{|`, `~`."""
    UNCLOSED_IRI = 22
    UNCLOSED_STRING = 23
    UNCLOSED_LONG_STRING = 24
    BAD_NAME = 25
    """A prefixed name with a `%` or `\\` that escapes nothing, or with a dot before its colon."""
    BAD_NUMBER = 26
    STRAY = 27
    """A character that begins nothing in Turtle."""
    END = 28
    """Where the text ends; the tokenizer makes none, the reader sees one after the last."""


TRIVIA: Final = frozenset({Kind.SPACE, Kind.COMMENT, Kind.BYTE_ORDER_MARK})
#: Kinds that hold a term, or once held one.
STRINGS: Final = frozenset({Kind.STRING, Kind.LONG_STRING})
NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE})


class Token(NamedTuple):
    """One token; `text[start:end]` is its text."""

    kind: Kind
    start: int
    end: int
    text: str


# PN_CHARS_BASE, PN_CHARS_U, PN_CHARS and PLX of the grammar.
_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST: Final = _BASE + "_"
_CHARS: Final = _FIRST + r"\-0-9\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPED: Final = r"(?:%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
# A dot belongs to a name only when more of the name follows. A % or \ that escapes nothing ends a bad name.
_DOTTED: Final = rf"[{_CHARS}]*+(?:\.++[{_CHARS}]++)*+"
_LOCAL: Final = (
    rf"(?:(?:[{_FIRST}:0-9]|{_ESCAPED})(?:[{_CHARS}:]++|{_ESCAPED}|\.++(?=[{_CHARS}:%\\]))*+)?+[%\\]?+"  # PN_LOCAL
)

# Every quantifier is possessive or bounded, and what is not closed takes the rest of its line (a long string: of the
# text), so that no character is looked at more than a few times. Commonest first.
_TOKEN: Final = re.compile(
    "|".join(
        (
            r"[ \t\r\n]++",
            rf"(?:[{_BASE}]{_DOTTED}\.*+)?+:{_LOCAL}",
            rf"[{_BASE}]{_DOTTED}",
            r"[;,\[\](]|\.(?![0-9])",
            r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?+',
            r"'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?+",
            r'"(?:[^"\\\n\r]++|\\[^\n\r])*+"?+',
            r"'(?:[^'\\\n\r]++|\\[^\n\r])*+'?+",
            r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]*+)?+",
            r"\^\^",
            r"#[^\r\n]*+",
            r"<<\(?+|<[^<>\n\r]*+>?+",
            r"[+\-]?+(?:[0-9]++(?:\.[0-9]*+(?=[eE])|\.[0-9]++)?+|\.[0-9]++)(?:[eE][+\-]?+[0-9]*+)?+",
            rf"_:[{_FIRST}0-9]{_DOTTED}",
            r"\)(?:>>)?+|\{\||\|\}|>>",
            r".",
        )
    ),
    re.DOTALL,
)

_EXACT: Final = {
    ".": Kind.DOT,
    ";": Kind.SEMICOLON,
    ",": Kind.COMMA,
    "[": Kind.OPEN_BRACKET,
    "]": Kind.CLOSE_BRACKET,
    "(": Kind.OPEN_LIST,
    ")": Kind.CLOSE_LIST,
    "^^": Kind.DATATYPE_MARK,
    **dict.fromkeys(("<<", "<<(", ">>", ")>>", "{|", "|}", "~"), Kind.TURTLE_12),
}
_BEGINNING: Final = {" ": Kind.SPACE, "\t": Kind.SPACE, "\r": Kind.SPACE, "\n": Kind.SPACE, "#": Kind.COMMENT}


class _Kinds(dict[str, Kind]):
    """The kind of every token text met so far: most texts of a file repeat."""

    def __missing__(self, text: str) -> Kind:
        kind = self[text] = _kind(text)
        return kind


def _kind(text: str) -> Kind:
    first = text[0]
    if first in _BEGINNING:
        return _BEGINNING[first]
    if first in "\"'":
        return _kind_of_string(text, first)
    if first == "@":
        return Kind.LANGUAGE if len(text) > 1 else Kind.STRAY
    if text in _EXACT:
        return _EXACT[text]
    if first == "<":
        return Kind.IRI if text[-1] == ">" else Kind.UNCLOSED_IRI
    if first in "+-.0123456789":
        return _kind_of_number(text)
    if first == "_":
        return Kind.BLANK if len(text) > 2 else Kind.STRAY
    prefix, colon, local = text.partition(":")
    if colon:
        bare = local[-1:] in ("%", "\\") and not re.search(rf"{_ESCAPED}\Z", local)
        return Kind.BAD_NAME if bare or prefix.endswith(".") else Kind.NAME
    return Kind.WORD if re.match(rf"[{_BASE}]", first) else Kind.STRAY


def _kind_of_string(text: str, quote: str) -> Kind:
    if text.startswith(quote * 3):
        closed = len(text) >= 6 and text.endswith(quote * 3)
        return Kind.LONG_STRING if closed and not _escaped(text, 3) else Kind.UNCLOSED_LONG_STRING
    closed = len(text) >= 2 and text.endswith(quote) and not _escaped(text, 1)
    return Kind.STRING if closed else Kind.UNCLOSED_STRING


def _escaped(text: str, quotes: int) -> bool:
    # An odd number of \ before the last quotes: the first of them closes nothing.
    body = text[:-quotes]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


def _kind_of_number(text: str) -> Kind:
    if not text[-1].isdigit():
        return Kind.BAD_NUMBER
    if "e" in text or "E" in text:
        return Kind.DOUBLE
    return Kind.DECIMAL if "." in text else Kind.INTEGER


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, by columns: a file has hundreds of thousands."""

    texts: list[str]
    kinds: list[Kind]
    starts: list[int]
    """One more than there are tokens: the last says where the text ends."""

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index: int) -> Token:
        return Token(self.kinds[index], self.starts[index], self.starts[index + 1], self.texts[index])

    def __iter__(self) -> Iterator[Token]:
        return map(self.__getitem__, range(len(self.texts)))


def tokenize(text: str) -> Tokens:
    """
    Cut *text* into tokens, white space and comments included: joined, they are *text* again.

    Never fails: what is no Turtle becomes a token of a kind that says so. Takes time in proportion to the text.

    Source: https://www.w3.org/TR/turtle/#terminals
    """
    marked = text.startswith(BYTE_ORDER_MARK)
    texts: list[str] = _TOKEN.findall(text, 1 if marked else 0)
    kinds = list(map(_Kinds().__getitem__, texts))
    if marked:
        texts.insert(0, BYTE_ORDER_MARK)
        kinds.insert(0, Kind.BYTE_ORDER_MARK)
    return Tokens(texts, kinds, list(accumulate(map(len, texts), initial=0)))
