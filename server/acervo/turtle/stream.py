"""The tokens that mean something, one after the other, and how they stand on their lines."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from typing import Final

from acervo.turtle.positions import Lines, Span
from acervo.turtle.tokens import STRINGS, TRIVIA, Kind, Tokens

_STARTS: Final = frozenset({Kind.NAME, Kind.IRI, Kind.BLANK, Kind.OPEN_BRACKET, Kind.OPEN_LIST})
_TERMS: Final = frozenset({Kind.NAME, Kind.IRI, Kind.BLANK, Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE, *STRINGS})
_OPENINGS: Final = frozenset({Kind.OPEN_BRACKET, Kind.OPEN_LIST})
_DIRECTIVES: Final = frozenset({"@prefix", "@base"})
_SPARQL_DIRECTIVES: Final = frozenset({"prefix", "base"})


class Stream:
    """
    The tokens of a text without white space and comments; one of kind `END` follows the last.

    An index is a place in this sequence; `indexes` says which token of the text that is.
    """

    def __init__(self, text: str, tokens: Tokens, lines: Lines):
        self.text = text
        self.lines = lines
        meaningful = [kind not in TRIVIA for kind in tokens.kinds]
        self.kinds: list[Kind] = [*compress(tokens.kinds, meaningful), Kind.END]
        self.texts: list[str] = [*compress(tokens.texts, meaningful), ""]
        self.starts: list[int] = [*compress(tokens.starts, meaningful), len(text)]
        self.indexes: list[int] = [*compress(range(len(tokens)), meaningful), len(tokens)]

    def __len__(self) -> int:
        """How many tokens there are, the end not counted."""
        return len(self.texts) - 1

    @cached_property
    def closings(self) -> dict[int, int]:
        """For the index of every `(`, that of its `)`; one that is never closed has none."""
        closings: dict[int, int] = {}
        opened: list[int] = []
        opening, closing = Kind.OPEN_LIST, Kind.CLOSE_LIST
        for index, kind in enumerate(self.kinds):
            if kind is opening:
                opened.append(index)
            elif kind is closing and opened:
                closings[opened.pop()] = index
        return closings

    def end(self, index: int) -> int:
        """Where the token at *index* ends."""
        return self.starts[index] + len(self.texts[index])

    def span(self, index: int) -> Span:
        """Where the token at *index* stands."""
        start = self.starts[index]
        return start, start + len(self.texts[index])

    def line(self, index: int) -> int:
        """On which line the token at *index* starts."""
        return self.lines.position(self.starts[index])[0]

    def touches(self, index: int) -> bool:
        """Whether nothing stands between the token at *index* and the one before."""
        return index > 0 and self.end(index - 1) == self.starts[index]

    def begins_line(self, index: int) -> bool:
        """Whether no other token stands before the token at *index* on its line."""
        return index == 0 or self._breaks(self.end(index - 1), self.starts[index])

    def ends_line(self, index: int) -> bool:
        """Whether only a comment may follow the token at *index* on its line."""
        return self.kinds[index + 1] is Kind.END or self._breaks(self.end(index), self.starts[index + 1])

    def at_margin(self, index: int) -> bool:
        """Whether the token at *index* stands in the first column, as statements do."""
        start = self.starts[index]
        return start == 0 or self.text[start - 1] in "\r\n\ufeff"

    def _breaks(self, start: int, end: int) -> bool:
        return self.text.find("\n", start, end) >= 0 or self.text.find("\r", start, end) >= 0

    def is_directive(self, index: int) -> bool:
        """Whether the token at *index* begins a directive."""
        kind, text = self.kinds[index], self.texts[index]
        if kind is Kind.LANGUAGE:
            return text in _DIRECTIVES
        return kind is Kind.WORD and text.lower() in _SPARQL_DIRECTIVES

    def may_start(self, index: int) -> bool:
        """Whether a statement may begin with the token at *index*."""
        return self.kinds[index] in _STARTS or self.is_directive(index)

    def is_term(self, index: int) -> bool:
        """Whether the token at *index* is a term by itself, or the opening of one."""
        kind = self.kinds[index]
        return kind in _TERMS or kind in _OPENINGS or (kind is Kind.WORD and self.texts[index] in ("true", "false"))

    def is_verb(self, index: int) -> bool:
        """Whether the token at *index* can be a predicate."""
        kind = self.kinds[index]
        return kind in (Kind.NAME, Kind.IRI) or (kind is Kind.WORD and self.texts[index] == "a")
