"""What the reader makes of one file: tokens, statements, triples with their places, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal as Choice

from acervo.turtle.positions import Lines, Span
from acervo.turtle.problems import TurtleProblem
from acervo.turtle.terms import Blank, Iri, Triple
from acervo.turtle.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Directive:
    """`@prefix`, `@base`, `PREFIX` or `BASE`; *span* is the whole, the dot included where there is one."""

    kind: Choice["prefix", "base"]
    sparql: bool
    """Written as SPARQL does: no `@`, no dot."""
    name: str | None
    """Without the colon; None for a base."""
    iri: str
    """Resolved."""
    span: Span
    name_span: Span | None
    iri_span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One directive, or the triples of one subject up to its dot, in the order of the file."""

    kind: Choice["directive", "triples"]
    span: Span
    first_token: int
    last_token: int
    """Indexes in `Document.tokens`; the last is the dot, where there is one."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A `[ ]` or a `( )`. *term* is its node: the head cell of a list, `rdf:nil` of an empty one."""

    kind: Choice["node", "list"]
    term: Blank | Iri
    open_span: Span
    close_span: Span

    @property
    def span(self) -> Span:
        """From the opening bracket to the closing one."""
        return self.open_span[0], self.close_span[1]


@dataclass(frozen=True)
class Document:
    """
    One Turtle or N-Triples file, read.

    With errors, everything that could be read is here all the same; nothing of it is safe to publish.
    """

    path: str
    text: str
    tokens: Tokens = field(repr=False)
    lines: Lines = field(repr=False)
    directives: tuple[Directive, ...] = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)
    triples: tuple[Triple, ...] = field(repr=False)
    """In the order in which pyoxigraph gives them, so that `parse_file` and this are compared one by one."""
    brackets: tuple[Bracket, ...] = field(repr=False)
    """In the order of their closing."""
    comments: tuple[Span, ...] = field(repr=False)
    errors: tuple[TurtleProblem, ...]
    """In the order of the file."""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the code point at *offset*."""
        return self.lines.position(offset)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace; where one is declared twice, the last."""
        return {entry.name: entry.iri for entry in self.directives if entry.name is not None}
