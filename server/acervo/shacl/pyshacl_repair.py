"""
Three repairs of pySHACL 0.40.1: values that cannot be compared are a result, not a crash; days of any year are in the
order of the calendar; a qualified count says which values it has counted.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final

from pyshacl.constraints.core.property_pair_constraints import (
    LessThanConstraintComponent,
    LessThanOrEqualsConstraintComponent,
)
from pyshacl.constraints.core.shape_based_constraints import QualifiedValueShapeConstraintComponent
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH, XSD, Literal, URIRef

from acervo.namespaces import MOVSH

COUNTED: Final = URIRef(f"{MOVSH}counted")
"""In a report, from the result of a qualified count to each value that it has counted; SHACL has no word for it."""

_DAY: Final = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})")
_Day = tuple[int, int, int]
_Compare = Callable[..., tuple[bool, list[Any]]]


def _pair_by_pair(compare: _Compare, in_order: Callable[..., bool]) -> _Compare:
    """
    Let *compare* judge each pair alone; where it stops on a pair, report that pair's value.

    `"abc"^^xsd:integer <= 5` raises TypeError inside RDFLib and a blank node raises ReportableRuntimeError inside
    pySHACL, where SHACL asks for a validation result.

    Source: https://www.w3.org/TR/shacl/#LessThanConstraintComponent ("or where the two values cannot be compared")
    """

    @wraps(compare)
    def repaired(
        self: Any, values: Iterable[Any], others: Iterable[Any], graph: Any, focus: Any
    ) -> tuple[bool, list[Any]]:
        reports: list[Any] = []
        compared = list(others)
        for value in values:
            for other in compared:
                days = _days_of_any_year(value, other)
                try:
                    if days is not None:
                        ordered = in_order(*days)
                    else:
                        ordered = not compare(self, {value}, {other}, graph, focus)[1]
                except (TypeError, ReportableRuntimeError):
                    ordered = False
                if not ordered:
                    reports.append(self.make_v_result(graph, focus, value_node=value))
        return bool(reports), reports

    repaired.__dict__["repaired"] = True
    return repaired


def _days_of_any_year(*values: object) -> tuple[_Day, ...] | None:
    """
    Year, month and day of each of *values*, so that they sort; None where RDFLib can compare them itself.

    RDFLib has a value for the years 1 to 9999 only and compares the letters of others, so that -0044 comes after -0031.
    What this relies on: a smaller number is an earlier year, and 0000 stands between -0001 and 0001. That is so in EDTF
    and in XML Schema 1.1, whose order pyoxigraph follows; XML Schema 1.0 has no year 0000 and orders the others alike.

    Source: https://www.w3.org/TR/xmlschema11-2/#dateTime (note on year 0000)
    """
    days = []
    for value in values:
        match = _DAY.fullmatch(str(value)) if isinstance(value, Literal) and value.datatype == XSD.date else None
        if match is None:
            return None
        days.append((int(match[1]), int(match[2]), int(match[3])))
    return None if all(1 <= year <= 9999 for year, _, _ in days) else tuple(days)


def _naming_the_counted(evaluate: _Compare) -> _Compare:
    """
    Let *evaluate* tell of each result which values it counted: that a value counts is asked of it alone.

    Source: https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent (the definition of C)
    """

    @wraps(evaluate)
    def repaired(
        self: Any, executor: Any, shape: Any, graph: Any, values: Any, recursive: Any, path: Any
    ) -> tuple[bool, list[Any]]:
        def counts(focus: Any, value: Any) -> bool:
            asked = self.min_count, self.max_count
            self.min_count, self.max_count = 1, None
            try:
                return not evaluate(self, executor, shape, graph, {focus: {value}}, recursive, path)[0]
            finally:
                self.min_count, self.max_count = asked

        found, reports = evaluate(self, executor, shape, graph, values, recursive, path)
        for _, node, triples in reports:
            focus = next(part[1] for _, predicate, part in triples if predicate == SH.focusNode)
            triples.extend((node, COUNTED, (graph, value)) for value in values[focus] if counts(focus, value))
        return found, reports

    repaired.__dict__["repaired"] = True
    return repaired


def repair_pyshacl() -> None:
    """Put the repair in place; a second call changes nothing."""
    evaluate = QualifiedValueShapeConstraintComponent._evaluate_value_shape
    if not getattr(evaluate, "repaired", False):
        QualifiedValueShapeConstraintComponent._evaluate_value_shape = _naming_the_counted(evaluate)
    for component, name, in_order in (
        (LessThanConstraintComponent, "_compare_lt", operator.lt),
        (LessThanOrEqualsConstraintComponent, "_compare_ltoe", operator.le),
    ):
        compare = getattr(component, name)
        if not getattr(compare, "repaired", False):
            setattr(component, name, _pair_by_pair(compare, in_order))
