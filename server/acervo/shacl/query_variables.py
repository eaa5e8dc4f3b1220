"""Which variables a query's parts speak of: those that are always bound, those that may be, those that a test needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable


def is_sample(part: Any) -> bool:
    """Whether *part* only gives a name to a column of a grouping."""
    return isinstance(part.expr, Variable) and str(part.expr).startswith("__agg_")


def aggregated(part: Any) -> Any:
    """The grouping under the columns that RDFLib gives names to, else None."""
    while part.name == "Extend" and (is_sample(part) or part.p.name in ("AggregateJoin", "Extend", "Filter")):
        part = part.p
    return part if part.name == "AggregateJoin" else None


def certain(part: Any) -> frozenset[Variable]:
    """The variables that every solution of *part* binds."""
    name = part.name
    if name == "BGP":
        return frozenset(term for triple in part.triples for term in triple if isinstance(term, Variable))
    if name == "Join":
        return certain(part.p1) | certain(part.p2)
    if name == "LeftJoin":
        return certain(part.p1)
    if name == "Union":
        return certain(part.p1) & certain(part.p2)
    if name in ("Filter", "Extend"):
        inner = aggregated(part)
        return certain(part.p if inner is None else inner)
    if name == "AggregateJoin":
        return frozenset(key for key in part.p.expr or () if isinstance(key, Variable)) & certain(part.p.p)
    return frozenset()


def possible(part: Any) -> frozenset[Variable]:
    """The variables that a solution of *part* may bind."""
    name = part.name
    if name == "BGP":
        return certain(part)
    if name in ("Join", "LeftJoin", "Union"):
        return possible(part.p1) | possible(part.p2)
    if name == "Extend":
        return possible(part.p) | {part.var}
    if name == "Filter":
        return possible(part.p)
    if name == "AggregateJoin":
        named = frozenset(aggregate.res for aggregate in part.A)
        return named | frozenset(key for key in part.p.expr or () if isinstance(key, Variable))
    return frozenset()


def variables(node: Any) -> frozenset[Variable]:
    """The variables that an expression needs; those of EXISTS are bound in its own triples or from outside."""
    return frozenset(_all_in(node))


def inside_exists(node: Any) -> frozenset[Variable]:
    """The variables that only patterns within EXISTS have."""
    if isinstance(node, list | tuple):
        return frozenset(variable for part in node for variable in inside_exists(part))
    if isinstance(node, CompValue):
        if node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            return frozenset(_all_in(node.graph))
        return frozenset(v for key, part in node.items() if key != "_vars" for v in inside_exists(part))
    return frozenset()


def _all_in(part: Any) -> Iterator[Variable]:
    if isinstance(part, Variable):
        yield part
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _all_in(inner)
    elif isinstance(part, CompValue):
        if part.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield from _all_in(part.graph)
        else:
            for key, inner in part.items():
                if key != "_vars":
                    yield from _all_in(inner)
