"""What a query asks for, told from its tokens; what this endpoint does not do is refused here, before any engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from acervo.engine.interface import QueryForm
from acervo.errors import MalformedQuery, QueryRefused, UpdateForbidden
from acervo.protocol.tokens import line_and_column, tokenize

_FORMS: Final[dict[str, QueryForm]] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
READ_ONLY: Final = (
    "This archive is read-only over HTTP. Its files are the only truth: propose a change to them in git, and the "
    "next edition will have it."
)


@dataclass(frozen=True)
class QueryOutline:
    """What the tokens of a query tell."""

    form: QueryForm
    has_dataset_clause: bool


def outline(text: str, max_depth: int) -> QueryOutline:
    """
    Tell the form of the query *text*, and whether it names its own dataset.

    Args:
        max_depth: Brackets nested deeper are refused: the engine's parser recurses.

    Raises:
        MalformedQuery: no SELECT, ASK, CONSTRUCT or DESCRIBE in it.
        UpdateForbidden: it is an update.
        QueryRefused: it has SERVICE, or brackets nested too deep.
    """
    form: QueryForm | None = None
    dataset_clause = False
    depth = 0
    for token in tokenize(text):
        word = token.text.upper() if token.kind == "word" else ""
        if form is None and word in _FORMS:
            form = _FORMS[word]
        elif form is None and word in _UPDATES:
            raise UpdateForbidden(READ_ONLY)
        elif word == "FROM":
            dataset_clause = True
        elif word == "SERVICE":
            line, column = line_and_column(text, token.start)
            raise QueryRefused(
                f"line {line}, column {column}: SERVICE is not available: this endpoint asks no other endpoint. "
                "Query the other endpoint yourself and join the answers.",
                line=line,
                column=column,
            )
        elif token.text in "([{" and token.kind == "bracket":
            depth += 1
            if depth > max_depth:
                line, column = line_and_column(text, token.start)
                raise QueryRefused(
                    f"line {line}, column {column}: brackets are nested more than {max_depth} deep.",
                    line=line,
                    column=column,
                )
        elif token.kind == "bracket":
            depth -= 1
    if form is None:
        raise MalformedQuery("This is no SPARQL query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE.", line=1, column=1)
    return QueryOutline(form, dataset_clause)
