"""What a query asks for, told from its tokens; what this endpoint does not do is refused here, before any engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from acervo.engine.interface import QueryForm
from acervo.errors import MalformedQuery, QueryRefused, UpdateForbidden
from acervo.protocol.dataset_clause import dataset_of
from acervo.protocol.describe import Description, description
from acervo.settings import DEFAULT_BASE
from acervo.sparql.tokens import Kind, Token, line_and_column, without_comments

_FORMS: Final[dict[str, QueryForm]] = {
    "SELECT": "SELECT",
    "ASK": "ASK",
    "CONSTRUCT": "CONSTRUCT",
    "DESCRIBE": "DESCRIBE",
}
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_BEFORE_A_GRAPH: Final = frozenset(["GRAPH", "FROM", "NAMED", "DESCRIBE"])
_LINKS: Final = frozenset("{.,;|/+-*!&=<>^")
_MAX_PARTS: Final = 10_000
"""The engine's parser recurses with each link of a chain: 200,000 of them end the process, 20,000 do not."""
_NO_SERVICE: Final = (
    "SERVICE is not available: this endpoint asks no other endpoint. Query the other endpoint yourself and join the "
    'answers; or whoever runs this one allows it, in acervo.toml: [federation] allow = ["…"].'
)
READ_ONLY: Final = (
    "This archive is read-only over HTTP. Its files are the only truth: propose a change to them in git, and the "
    "next edition will have it."
)


@dataclass(frozen=True)
class QueryOutline:
    """What the tokens of a query tell."""

    form: QueryForm
    has_dataset_clause: bool
    default_graphs: tuple[str, ...] = ()
    """The graphs of FROM, each once: an engine may count double what they share."""
    named_graphs: tuple[str, ...] = ()
    """The graphs of FROM NAMED beside them."""
    services: bool = False
    """Whether it may ask other endpoints."""
    described: Description | None = None
    """What a DESCRIBE query asks for, where that can be read."""


def outline(
    text: str,
    max_depth: int,
    *,
    services: bool = False,
    base: str = DEFAULT_BASE,
    tokens: Sequence[Token] | None = None,
) -> QueryOutline:
    """
    Tell the form of the query *text*, and whether it names its own dataset.

    Args:
        max_depth: Brackets nested deeper are refused: the engine's parser recurses.
        services: Whether SERVICE is told and not refused; no engine may see such a query.
        base: What relative names of graphs resolve against.
        tokens: Those of *text* without comments, where they have been read.

    Raises:
        MalformedQuery: no SELECT, ASK, CONSTRUCT or DESCRIBE in it.
        UpdateForbidden: it is an update.
        QueryRefused: it has SERVICE, brackets nested too deep, or more parts than the engine can take.
    """
    form: QueryForm | None = None
    dataset_clause = False
    open_to_two_readings = has_services = False
    depth = parts = 0
    names_service = "SERVICE" in text.upper()
    if tokens is None:
        tokens = without_comments(text)
    for number, token in enumerate(tokens):
        if token.kind == "variable":
            continue
        word = token.text.upper() if token.kind == "word" else ""
        if form is None and word in _FORMS:
            form = _FORMS[word]
        elif form is None and word in _UPDATES:
            raise UpdateForbidden(READ_ONLY)
        elif word.startswith("FROM"):
            dataset_clause = True
        elif names_service and may_be_service(tokens, number):
            has_services = True
            if not services:
                raise _refused(text, token, _NO_SERVICE)
        elif token.text in "([{" and token.kind == "bracket":
            depth += 1
            if depth > max_depth:
                raise _refused(text, token, f"brackets are nested more than {max_depth} deep.")
        elif token.kind == "bracket":
            depth -= 1
        # `?a<'b>c'` may be an IRI or a comparison with a string; a later string may then be none.
        open_to_two_readings = open_to_two_readings or (token.kind == "iri" and "'" in token.text)
        if open_to_two_readings and token.kind == "string":
            _read_both_ways(text, token, max_depth)
        parts += token.kind == "word" or token.text in _LINKS
        if parts > _MAX_PARTS:
            raise _refused(text, token, f"the query has more than {_MAX_PARTS:,} parts. Put long lists into VALUES.")
    if form is None:
        raise MalformedQuery("This is no SPARQL query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE.", line=1, column=1)
    graphs = dataset_of(tokens, base) if dataset_clause else ((), ())
    # A dataset that cannot be read is the engine's to read, and so is the rest of the query.
    reads_all = form == "DESCRIBE" and (not dataset_clause or any(graphs))
    described = description(text, tokens, base) if reads_all else None
    return QueryOutline(form, dataset_clause, *graphs, services=has_services, described=described)


def _read_both_ways(text: str, token: Token, max_depth: int) -> None:
    try:
        outline(f"ASK {{ {token.text[1:-1]} }}", max_depth - 1)
    except QueryRefused as error:
        raise _refused(text, token, error.detail.partition(": ")[2]) from error


def may_be_service(tokens: Sequence[Token], number: int) -> bool:
    """
    Whether the engine may read this token as SERVICE.

    It asks for no space between words (`SERVICESILENT`, `trueSERVICE`, `1e5SERVICE`), and tries another reading where
    one fails (`SERVICE:x {`), so whatever could be the word is taken for it.
    """
    token = tokens[number]
    if _has_service(token, "word"):
        return not token.text.startswith("@")
    if _has_service(token, "prefixed") and "SERVICE" in token.text.partition(":")[0].upper():
        before = tokens[number - 1].text.upper() if number else ""
        after = tokens[number + 1].text if number + 1 < len(tokens) else ""
        return after == "{" and before not in _BEFORE_A_GRAPH
    return False


def _has_service(token: Token, kind: Kind) -> bool:
    return token.kind == kind and "SERVICE" in token.text.upper()


def _refused(text: str, token: Token, reason: str) -> QueryRefused:
    line, column = line_and_column(text, token.start)
    return QueryRefused(f"line {line}, column {column}: {reason}", line=line, column=column)
