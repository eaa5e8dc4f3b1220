"""
What pySHACL 0.40.1 does otherwise than the standard, mended where that is small; docs/reference/pyshacl.md lists all.

Here are the constraints; what it says in messages is in `pyshacl_messages`, what RDFLib reckons in `rdflib_repair`.
"""

from __future__ import annotations

import operator
import re
import warnings
from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any, Final

from pyshacl.constraints.core import value_range_constraints
from pyshacl.constraints.core.property_pair_constraints import (
    LessThanConstraintComponent,
    LessThanOrEqualsConstraintComponent,
)
from pyshacl.constraints.core.shape_based_constraints import QualifiedValueShapeConstraintComponent
from pyshacl.constraints.core.string_based_constraints import UniqueLangConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.errors import ReportableRuntimeError, ShapeRecursionWarning
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import OWL, SH, XSD, Literal, URIRef

from acervo.namespaces import MOVSH
from acervo.shacl.pyshacl_messages import repair_messages
from acervo.shacl.rdflib_repair import is_nan, repair_rdflib

COUNTED: Final = URIRef(f"{MOVSH}counted")
"""In a report, from the result of a qualified count to each value that it has counted; SHACL has no word for it."""

_DAY: Final = re.compile(r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})")
_Day = tuple[int, int, int]
_Compare = Callable[..., tuple[bool, list[Any]]]


def _pair_by_pair(compare: _Compare, in_order: Callable[..., bool]) -> _Compare:
    """
    Let *compare* judge each pair alone; where it stops on a pair, report that pair's value.

    `"abc"^^xsd:integer <= 5` raises TypeError inside RDFLib and a blank node raises ReportableRuntimeError inside
    pySHACL, where SHACL asks for a validation result; so does a decimal beside NaN (InvalidOperation).

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
                except (ArithmeticError, TypeError, ReportableRuntimeError):
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


def _as_numbers(compare: Callable[[Literal, Literal], int]) -> Callable[[Literal, Literal], int]:
    """
    Let *compare* refuse NaN, which stands in no order; pySHACL has it below every number, or stops at it.

    Source: https://www.w3.org/TR/shacl/#core-components-range ("does not return true")
    """

    @wraps(compare)
    def repaired(one: Literal, other: Literal) -> int:
        if is_nan(one) or is_nan(other):
            raise TypeError("NaN cannot be compared")
        return compare(one, other)

    repaired.__dict__["repaired"] = True
    return repaired


def _only_by_true(begin: Callable[..., None]) -> Callable[..., None]:
    """
    Let sh:uniqueLang demand something where it is `true`, the term; `"1"^^xsd:boolean` is another term.

    Source: https://www.w3.org/TR/shacl/#UniqueLangConstraintComponent, test core/property/uniqueLang-002
    """

    @wraps(begin)
    def repaired(self: Any, shape: Any) -> None:
        begin(self, shape)
        self.string_rules = {set(shape.objects(SH.uniqueLang)) == {Literal("true", datatype=XSD.boolean)}}

    repaired.__dict__["repaired"] = True
    return repaired


def _imported_too(collect: Callable[[Any], None]) -> Callable[[Any], None]:
    """
    Let *collect* find the prefixes of imported ontologies as well.

    Source: https://www.w3.org/TR/shacl/#sparql-prefixes (the path sh:prefixes/owl:imports*/sh:declare)
    """

    @wraps(collect)
    def repaired(self: Any) -> None:
        collect(self)
        graph = self.shape.sg.graph
        for named in sorted(graph.objects(self.node, SH.prefixes)):
            for ontology in graph.transitive_objects(named, OWL.imports):
                for declared in graph.objects(ontology, SH.declare):
                    prefix, namespace = graph.value(declared, SH.prefix), graph.value(declared, SH.namespace)
                    if prefix is not None and namespace is not None:
                        self.prefixes.setdefault(str(prefix), URIRef(str(namespace)))

    repaired.__dict__["repaired"] = True
    return repaired


class _Forgetful(dict[Any, Any]):
    """
    In the place of what pySHACL remembers of the validators of constraint components.

    It remembers them for the life of the process under the address of the shapes graph, where another may stand later.
    """

    def __setitem__(self, key: Any, value: Any) -> None:
        return


def repair_pyshacl() -> None:
    """Put the repairs in place; a second call changes nothing."""
    # Whoever wrote the shape is told in a finding; on the terminal this is noise.
    warnings.filterwarnings("ignore", category=ShapeRecursionWarning)
    repair_messages()
    SPARQLConstraintComponentValidator.validator_cache = _Forgetful()
    repair_rdflib()
    for component, name, repair in (
        (QualifiedValueShapeConstraintComponent, "_evaluate_value_shape", _naming_the_counted),
        (UniqueLangConstraintComponent, "__init__", _only_by_true),
        (SPARQLQueryHelper, "collect_prefixes", _imported_too),
        (value_range_constraints, "compare_literal", _as_numbers),
        (LessThanConstraintComponent, "_compare_lt", partial(_pair_by_pair, in_order=operator.lt)),
        (LessThanOrEqualsConstraintComponent, "_compare_ltoe", partial(_pair_by_pair, in_order=operator.le)),
    ):
        known = getattr(component, name)
        if not getattr(known, "repaired", False):
            setattr(component, name, repair(known))
