"""A repair of RDFLib 7.6: a sum over what is no number has no value, where it stops the whole query."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from rdflib.plugins.sparql.aggregates import Aggregator, Sum
from rdflib.plugins.sparql.sparql import SPARQLTypeError


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


def repair_sums() -> None:
    """Put the repair in place; a second call changes nothing."""
    Aggregator.accumulator_classes["Aggregate_Sum"] = _Sum
