"""SPARQL, as far as tokens: enough to tell a query's form, its dataset clause and its nesting without parsing it."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

Kind = Literal["iri", "string", "comment", "variable", "prefixed", "word", "bracket", "other"]

# Order matters: the first alternative that fits is the token (SPARQL 1.1, section 19.8, longest match by hand).
_TOKEN: Final = re.compile(
    r"""
    (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$]\w+)
  | (?P<prefixed>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:%\\-]|\\.)(?:(?:[\w:.%-]|\\.)*(?:[\w:%-]|\\.))?)?
      |_:[\w.-]*[\w-])
  | (?P<word>@?[A-Za-z_][\w-]*)
  | (?P<bracket>[][(){}])
  | (?P<other>[0-9]+|\S)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token and where it begins, counted in code points from 0."""

    kind: Kind
    text: str
    start: int


def tokenize(text: str) -> list[Token]:
    """
    The tokens of *text* in order, white space left out; text that is no SPARQL gives tokens all the same.

    >>> [token.text for token in tokenize("ASK { ?s a 'SERVICE' }")]
    ['ASK', '{', '?s', 'a', "'SERVICE'", '}']

    Source: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
    """
    return [Token(match.lastgroup, match[0], match.start()) for match in _TOKEN.finditer(text)]  # type: ignore[arg-type]


def without_comments(text: str) -> list[Token]:
    """The tokens of *text* that mean something."""
    return [
        Token(match.lastgroup, match[0], match.start())  # type: ignore[arg-type]
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "comment"
    ]


def line_and_column(text: str, start: int) -> tuple[int, int]:
    """Line and column, both from 1, of the code point at *start*."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
