"""One repair of pySHACL 0.40.1: comparing values that cannot be compared is a result, not a crash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from pyshacl.constraints.core.property_pair_constraints import (
    LessThanConstraintComponent,
    LessThanOrEqualsConstraintComponent,
)
from pyshacl.errors import ReportableRuntimeError

_Compare = Callable[..., tuple[bool, list[Any]]]


def _pair_by_pair(compare: _Compare) -> _Compare:
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
                try:
                    _, found = compare(self, {value}, {other}, graph, focus)
                except (TypeError, ReportableRuntimeError):
                    found = [self.make_v_result(graph, focus, value_node=value)]
                reports.extend(found)
        return bool(reports), reports

    repaired.__dict__["repaired"] = True
    return repaired


def repair_pyshacl() -> None:
    """Put the repair in place; a second call changes nothing."""
    for component, name in (
        (LessThanConstraintComponent, "_compare_lt"),
        (LessThanOrEqualsConstraintComponent, "_compare_ltoe"),
    ):
        compare = getattr(component, name)
        if not getattr(compare, "repaired", False):
            setattr(component, name, _pair_by_pair(compare))
