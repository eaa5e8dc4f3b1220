"""Which of several columns of numbers a drawing shows unless the reader asks for another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from acervo.namespaces import MOV
from acervo.sparql.tokens import Token, without_comments
from acervo.web.answers.answer_columns import Solutions

_AGGREGATES: Final = frozenset(("COUNT", "SUM", "AVG", "MIN", "MAX"))
_POSITIONS: Final = frozenset(
    written
    for name in ("start", "end", "number", "position", "paragraph", "sentence", "ordinal")
    for written in (f"mov:{name}", f"<{MOV}{name}>")
)
"""What they say is where something stands, not how much there is of it."""


def drawn_first(columns: Sequence[str], solutions: Solutions) -> str:
    """
    Of *columns* the one that the query seems to be about.

    Positions only where there is nothing else; then what the query adds up, what it sorts by first, the column with the
    most values, and the last.
    """
    tokens = without_comments(solutions.query)
    positions, sums, sorted_by = _positions(tokens), _sums(tokens), _sorted_by(tokens)

    def weight(place: int) -> tuple[object, ...]:
        name = columns[place]
        values = sum(name in row for row in solutions.rows)
        return name not in positions, name in sums, name == sorted_by, values, place

    return columns[max(range(len(columns)), key=weight)]


def _positions(tokens: Sequence[Token]) -> set[str]:
    """The variables that stand right after a property that tells a position."""
    pairs = pairwise(tokens)
    return {after.text[1:] for before, after in pairs if before.text in _POSITIONS and after.kind == "variable"}


def _sums(tokens: Sequence[Token]) -> set[str]:
    """The variables of `(… AS ?name)` with an aggregate before the AS."""
    found: set[str] = set()
    opened: list[bool] = []
    """For each bracket that is open, whether an aggregate stands in it."""
    for place, token in enumerate(tokens):
        if token.text in "({[":
            opened.append(False)
        elif token.text in ")}]" and opened:
            held = opened.pop()
            if opened and token.text == ")":
                opened[-1] |= held
        elif token.kind == "word" and token.text.upper() in _AGGREGATES and opened:
            opened[-1] = True
        elif token.kind == "word" and token.text.upper() == "AS" and opened and opened[-1]:
            found |= {later.text[1:] for later in tokens[place + 1 : place + 2] if later.kind == "variable"}
    return found


def _sorted_by(tokens: Sequence[Token]) -> str:
    """The first variable after the last ORDER BY, or ""."""
    orders = [
        place
        for place in range(len(tokens) - 1)
        if tokens[place].text.upper() == "ORDER" and tokens[place + 1].text.upper() == "BY"
    ]
    after = tokens[orders[-1] :] if orders else ()
    return next((token.text[1:] for token in after if token.kind == "variable"), "")
