"""SPARQL, as far as tokens: enough to tell a query's form, its dataset clause and its nesting without parsing it."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from acervo.errors import MalformedQuery

Kind = Literal["iri", "string", "comment", "variable", "prefixed", "word", "bracket", "other"]

# Order matters: the first alternative that fits is the token (SPARQL 1.1, section 19.8, longest match by hand).
# What is usual in an IRI or a string is taken in one stride, not one choice a character: that is ten times faster.
# A prefix of more than 65 characters is read as a word and a name without prefix: each letter of a long row of letters
# and dots would else be searched for a colon to the end of the row.
_TOKEN: Final = re.compile(
    r"""
    (?P<iri><[^<>"{}|^`\\\x00-\x20]*(?:(?:\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})[^<>"{}|^`\\\x00-\x20]*)*>)
  | (?P<string>\"\"\"[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*\"\"\"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''
      |"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"|'[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*')
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>(?:[^\W\d_](?:[\w.-]{0,63}[\w-])?)?:(?:(?:[\w:%\\-]|\\.)(?:(?:[\w:.%-]|\\.)*(?:[\w:%-]|\\.))?)?
      |_:[\w.-]*[\w-])
  | (?P<word>@?[A-Za-z_][\w-]*)
  | (?P<bracket>[][(){}])
  | (?P<other>[0-9]+|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTES: Final = ('"', "'")
_MAX_STRAYS: Final = 100
"""For each quote that is never closed the rest of its line is searched; a hundred are no accident."""


class Token(NamedTuple):
    """One token and where it begins, counted in code points from 0."""

    kind: Kind
    text: str
    start: int


def tokenize(text: str) -> list[Token]:
    """
    The tokens of *text* in order, white space left out; text that is no SPARQL gives tokens all the same.

    Raises:
        MalformedQuery: it has more than a hundred quotes that are never closed.

    >>> [token.text for token in tokenize("ASK { ?s a 'SERVICE' }")]
    ['ASK', '{', '?s', 'a', "'SERVICE'", '}']

    Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
    """
    return _tokens(text, "")


def without_comments(text: str) -> list[Token]:
    """The tokens of *text* that mean something."""
    return _tokens(text, "comment")


def _tokens(text: str, passed_over: str) -> list[Token]:
    found: list[Token] = []
    strays = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "other" and match[0] in _QUOTES:
            strays += 1
            if strays > _MAX_STRAYS:
                line, column = line_and_column(text, match.start())
                raise MalformedQuery(
                    f"line {line}, column {column}: {_MAX_STRAYS} quotes before this one are never closed.",
                    line=line,
                    column=column,
                )
        if kind != passed_over:
            found.append(Token(kind, match[0], match.start()))  # type: ignore[arg-type]
    return found


def line_and_column(text: str, start: int) -> tuple[int, int]:
    """Line and column, both from 1, of the code point at *start*."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
