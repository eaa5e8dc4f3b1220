"""
Repairs of RDFLib 7.6: a sum over what is no number has no value, where it stopped the whole query; NaN stands in no
order, where it was below everything and above nothing, or stopped the query beside a decimal; a path that repeats leads
to `0` and `false` as to other values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, MutableMapping
from functools import wraps
from typing import Any

from rdflib import Graph
from rdflib.paths import MulPath
from rdflib.plugins.sparql.aggregates import Aggregator, Sum
from rdflib.plugins.sparql.sparql import SPARQLTypeError
from rdflib.term import Literal


class _Sum(Sum):
    """
    SUM, which is an error, and so leaves its variable unbound, over anything that is no number.

    Source: https://www.w3.org/TR/sparql11-query/#defn_aggSum
    """

    def __init__(self, aggregation: Any):
        super().__init__(aggregation)
        self._is_error = False

    def update(self, row: Any, aggregator: Any) -> None:
        try:
            super().update(row, aggregator)
        except (ArithmeticError, AttributeError, SPARQLTypeError, TypeError):
            self._is_error = True

    def set_value(self, bindings: MutableMapping[Any, Any]) -> None:
        if not self._is_error:
            super().set_value(bindings)


def is_nan(node: object) -> bool:
    """Whether *node* is a literal whose value is not a number."""
    return isinstance(node, Literal) and isinstance(node.value, float) and math.isnan(node.value)


def _ordered(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """
    Let *compare* say of NaN that it is neither below nor above.

    Source: https://www.w3.org/TR/xpath-functions/#func-numeric-less-than
    """

    @wraps(compare)
    def repaired(self: Literal, other: object) -> Any:
        if isinstance(other, Literal) and (is_nan(self) or is_nan(other)):
            return False
        return compare(self, other)

    repaired.__dict__["repaired"] = True
    return repaired


def _by_term(follow: Callable[..., Iterator[tuple[Any, Any]]]) -> Callable[..., Iterator[tuple[Any, Any]]]:
    """
    Let *follow* start and end at what counts as false in Python: `0`, `false`, an empty text.

    RDFLib takes such an end of `path*`, `path+` or `path?` for one that is not given, and finds every other.
    """

    @wraps(follow)
    def repaired(
        self: MulPath, graph: Graph, subj: Any = None, obj: Any = None, first: bool = True
    ) -> Iterator[tuple[Any, Any]]:
        if isinstance(subj, Literal):  # of which no triple speaks
            if self.zero and first and obj in (None, subj):
                yield subj, subj
            return
        if not isinstance(obj, Literal) or obj:
            yield from follow(self, graph, subj, obj, first)
            return
        found = {pair for pair in follow(self, graph, subj, None, first) if pair[1] == obj}
        if self.zero and first and subj in (None, obj):
            found.add((obj, obj))
        yield from found

    repaired.__dict__["repaired"] = True
    return repaired


def repair_rdflib() -> None:
    """Put the repairs in place; a second call changes nothing."""
    if not getattr(MulPath.eval, "repaired", False):
        setattr(MulPath, "eval", _by_term(MulPath.eval))  # noqa: B010
    Aggregator.accumulator_classes["Aggregate_Sum"] = _Sum
    for name in ("__lt__", "__le__", "__gt__", "__ge__"):
        compare = getattr(Literal, name)
        if not getattr(compare, "repaired", False):
            setattr(Literal, name, _ordered(compare))
