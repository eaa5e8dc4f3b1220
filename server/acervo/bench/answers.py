"""Answers of several systems made comparable: what is written otherwise but means the same is made equal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import pyoxigraph as ox

from acervo.bench.connection import Reply
from acervo.bench.questions import Question
from acervo.namespaces import XSD

_NUMBERS: Final = frozenset(
    XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger", "unsignedInt")
)
_DIGITS: Final = 9
"""Digits after the point up to which two means are one."""

Row = tuple[tuple[str, str], ...]
Answer = Counter[Row]
"""Rows and how often each comes: the order of rows is not compared, which differs where a sort has ties."""


class Unreadable(ValueError):
    """An answer is in no form that a SPARQL client could read."""


def answer_of(question: Question, reply: Reply, extra_graph: str = "") -> Answer:
    """
    The rows of *reply*, its triples, or the one row of a yes or no.

    Args:
        extra_graph: A graph of which rows do not count.

    Blank nodes are all alike here: two answers that differ in nothing but which of them stands where count as equal.

    Raises:
        Unreadable: *reply* is malformed.
    """
    try:
        if question.is_graph:
            return Counter(_triples(reply))
        told = json.loads(reply.body)
        if "boolean" in told:
            return Counter([(("", str(bool(told["boolean"])).lower()),)])
        rows = (_row(row, question.unordered) for row in told["results"]["bindings"])
        if question.counts_rows:
            return Counter([(("rows", str(sum(1 for _ in rows))),)])
        return Counter(row for row in rows if ("graph", f"<{extra_graph}>") not in row)
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def difference(ours: Answer, theirs: Answer) -> str:
    """In what the two differ, in a few words; "" where they do not."""
    lacking, further = ours - theirs, theirs - ours
    if not lacking and not further:
        return ""
    parts = [f"{ours.total()} and {theirs.total()} rows"]
    for name, rows in (("only in the first", lacking), ("only in the second", further)):
        if rows:
            parts.append(f"{rows.total()} {name}, such as {_written(min(rows))}")
    return "; ".join(parts)


def _row(row: Mapping[str, Any], unordered: frozenset[str]) -> Row:
    return tuple(sorted((name, _term(term, name in unordered)) for name, term in row.items()))


def _term(term: Mapping[str, str], is_unordered: bool) -> str:
    value = term["value"]
    if term["type"] == "bnode":
        return "_:"
    if term["type"] == "uri":
        return f"<{value}>"
    if is_unordered:
        value = "|".join(sorted(value.split("|")))
    return _literal(value, term.get("datatype", ""), term.get("xml:lang", ""))


def _literal(value: str, datatype: str, language: str) -> str:
    if language:
        return f'"{value}"@{language.lower()}'
    if datatype in _NUMBERS:
        return _number(value)
    return f'"{value}"' if datatype in ("", f"{XSD}string") else f'"{value}"^^<{datatype}>'


def _number(value: str) -> str:
    try:
        number = round(Decimal(value), _DIGITS).normalize()
    except InvalidOperation:
        return value
    return f"{number:f}"


def _triples(reply: Reply) -> list[Row]:
    media_type = reply.headers.get("content-type", "").partition(";")[0]
    format_ = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.TURTLE
    triples = {quad.triple for quad in ox.parse(reply.body, format=format_)}
    return [
        tuple((place, _written_term(term)) for place, term in zip("spo", triple, strict=True)) for triple in triples
    ]


def _written_term(term: object) -> str:
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.datatype.value, term.language or "")
    return "_:" if isinstance(term, ox.BlankNode) else str(term)


def _written(row: Row) -> str:
    return " ".join(f"{name}={value}" for name, value in row) or "a row without values"
