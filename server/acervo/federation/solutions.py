"""Answers of other endpoints, from SPARQL 1.1 JSON to rows of VALUES."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

#: A row of VALUES, a term for each column; None is UNDEF.
Row = tuple[str | None, ...]

TRAVELLING: Final = "urn:acervo:bnode:"
_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


class NoSolutions(Exception):
    """The body is not the answer to a SELECT."""


class TravellingNodes:
    """
    Names under which blank nodes of other endpoints pass through the engine.

    The name has a part that nobody can guess, so that no text can pass for one of them.
    """

    def __init__(self) -> None:
        self.mark = f"f{secrets.token_hex(8)}r"
        self.count = 0

    def scope(self) -> Mapping[str, str]:
        """The names of the blank nodes of one answer, by label; a label of another answer is another node."""
        return _Scope(self)


class _Scope(dict[str, str]):
    def __init__(self, nodes: TravellingNodes):
        super().__init__()
        self._nodes = nodes

    def __missing__(self, label: str) -> str:
        self._nodes.count += 1
        self[label] = f"<{TRAVELLING}{self._nodes.mark}{self._nodes.count}>"
        return self[label]


def rows_of(body: bytes, columns: Sequence[str], nodes: Mapping[str, str]) -> list[Row]:
    """
    The solutions in *body*, one term for each of *columns*; what is in other columns was not asked for.

    Args:
        nodes: The name of a blank node, by its label.

    Raises:
        NoSolutions: it is no answer to a SELECT, or has a term that cannot be written in a query.

    Source: https://www.w3.org/TR/sparql11-results-json/
    """
    try:
        bindings = json.loads(body)["results"]["bindings"]
        return [tuple(_term(row.get(name), nodes) for name in columns) for row in bindings]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoSolutions(str(error)) from error


def values(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """
    *rows* as a VALUES block.

    >>> values(["a", "b"], [("<http://a/>", None)])
    'VALUES (?a ?b) { (<http://a/> UNDEF) }'
    """
    names = " ".join(f"?{name}" for name in columns)
    lines = " ".join(f"({' '.join(term or 'UNDEF' for term in row)})" for row in rows)
    return f"VALUES ({names}) {{ {lines} }}"


def pushable(
    inner: Iterable[str], names: Sequence[str], bindings: list[Row] | None
) -> tuple[list[str], list[Row] | None]:
    """
    The part of *bindings* that another endpoint understands as we do, with its variables; None where there is none.

    Engines write numbers, dates and languages in forms of their own, and compare some of them as texts; IRIs and
    plain strings are the same everywhere.
    """
    if bindings is None:
        return [], None
    inside = set(inner)
    places = [
        place
        for place, name in enumerate(names)
        if name in inside
        and all((row[place] or "").startswith("<") or (row[place] or "").endswith('"') for row in bindings)
    ]
    if not places and bindings:
        return [], None
    return [names[place] for place in places], list(
        dict.fromkeys(tuple(row[place] for place in places) for row in bindings)
    )


def _term(term: dict[str, Any] | None, nodes: Mapping[str, str]) -> str | None:
    if term is None:
        return None
    kind, value = term["type"], term["value"]
    if kind == "bnode":
        return nodes[str(value)]
    if kind == "uri":
        return str(ox.NamedNode(value))
    if kind not in ("literal", "typed-literal"):
        raise NoSolutions(f"a term of type {kind}")
    if language := term.get("xml:lang"):
        direction = {"ltr": ox.BaseDirection.LTR, "rtl": ox.BaseDirection.RTL}.get(term.get("its:dir", ""))
        return str(ox.Literal(value, language=language, direction=direction))
    return str(ox.Literal(value, datatype=ox.NamedNode(term.get("datatype", _XSD_STRING))))
