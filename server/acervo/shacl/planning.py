"""pySHACL's shapes as plans: for each constraint a check that knows it, or pySHACL whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pyoxigraph as ox
from pyshacl import shape as pyshacl_shape
from pyshacl.constraints.core import cardinality_constraints as cardinality
from pyshacl.constraints.core import logical_constraints as logic
from pyshacl.constraints.core import other_constraints as other
from pyshacl.constraints.core import property_pair_constraints as pairs
from pyshacl.constraints.core import shape_based_constraints as shaped
from pyshacl.constraints.core import string_based_constraints as strings
from pyshacl.constraints.core import value_constraints as valued
from pyshacl.constraints.core import value_range_constraints as ranged
from pyshacl.constraints.sparql.sparql_based_constraints import SPARQLBasedConstraint
from pyshacl.errors import ConstraintLoadWarning
from pyshacl.shape import Shape
from rdflib import RDF, SH, XSD
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from acervo.corpus.terms import Term, to_engine
from acervo.shacl import checks, logical
from acervo.shacl.checks import EveryFocus, FocusCheck, Plan, ValueCheck
from acervo.shacl.judge import REFUSALS, Judge
from acervo.shacl.paths import read_path
from acervo.shacl.query_check import Queried, query_check
from acervo.shacl.store import CheckStore, View

#: The datatypes that RDFLib does not read, so that no text of theirs is wrong, are all but these.
_XSD: Final = str(XSD)
_PLAIN_STRINGS: Final = (XSD.string, RDF.langString)


class Uncovered(Exception):
    """
    A shape goes to pySHACL whole.

    Args:
        reason: Why.
    """


class Planner:
    """Makes the plans of one group of shapes."""

    def __init__(self, judge: Judge, store: CheckStore, view: View, queries: Mapping[str, Query]):
        self._judge = judge
        self._store = store
        self._view = view
        self._queries = queries
        self._made: dict[Node, Plan] = {}
        self._under_way: list[Node] = []

    def plan(self, node: Node) -> Plan:
        """The plan of the shape *node*, which has a target."""
        self._under_way.clear()
        try:
            return self._plan(node)
        except Uncovered as error:
            return Plan(None, (), (EveryFocus(str(error)),))

    def _plan(self, node: Node) -> Plan:
        if node in self._under_way:
            raise Uncovered("the shape refers to itself")
        made = self._made.get(node)
        if made is not None:
            return made
        shape = self._shape(node)
        self._under_way.append(node)
        try:
            made = Plan(None) if shape.deactivated else self._plan_of(shape)
        except REFUSALS as error:
            raise Uncovered(f"pySHACL refuses it: {error.args[0] if error.args else error!r}") from error
        self._under_way.pop()
        self._made[node] = made
        return made

    def _shape(self, node: Node) -> Shape:
        try:
            return self._judge.shape(node)
        except KeyError as error:
            raise Uncovered("it refers to a shape that does not exist") from error

    def _plan_of(self, shape: Shape) -> Plan:
        path = read_path(shape.sg.graph, shape.path()) if shape.is_property_shape else None
        of_values: list[ValueCheck] = []
        of_focus: list[FocusCheck] = []
        for component in self._components(shape):
            for check in self._checks(component, shape):
                if isinstance(check, _OF_FOCUS):
                    of_focus.append(check)
                else:
                    of_values.append(check)
        return Plan(path, tuple(of_values), tuple(of_focus))

    def _components(self, shape: Shape) -> Iterable[Any]:
        if shape.find_custom_constraints():
            raise Uncovered("it uses a constraint component of its own")
        known = pyshacl_shape.CONSTRAINT_PARAMS[1]
        classes = dict.fromkeys(known[p] for p, _ in shape.sg.predicate_objects(shape.node) if p in known)
        for class_ in classes:
            try:
                yield class_(shape)
            except ConstraintLoadWarning:
                continue

    def _checks(self, component: Any, shape: Shape) -> Iterable[Any]:
        make = _MAKERS.get(type(component))
        if make is None:
            return [EveryFocus(f"{component.constraint_name()} is not known")]
        return make(self, component, shape)

    # What each of pySHACL's constraints becomes.

    def _asked(self, component: Any, plain: Callable[[Term], bool] | None = None) -> checks.Asked:
        return checks.Asked(component, self._judge.executor, self._judge.graph, plain or _never)

    def _terms(self, nodes: Iterable[Node]) -> tuple[Term, ...]:
        terms = [to_engine(node) for node in nodes]
        if None in terms:
            raise Uncovered("it names what can stand in no file")
        return tuple(self._store.held(term) for term in terms if term is not None)

    def _predicates(self, nodes: Iterable[Node]) -> tuple[ox.NamedNode, ...]:
        terms = self._terms(nodes)
        if not all(isinstance(term, ox.NamedNode) for term in terms):
            raise Uncovered("it compares with what is no predicate")
        return tuple(term for term in terms if isinstance(term, ox.NamedNode))

    def _plans(self, nodes: Iterable[Node], *, as_property: bool | None = None) -> tuple[Plan, ...]:
        nodes = list(nodes)
        for node in nodes:
            if as_property is not None and self._shape(node).is_property_shape != as_property:
                raise Uncovered("it refers to a shape of another kind")
        return tuple(self._plan(node) for node in nodes)

    def _lists(self, heads: Iterable[Node], shape: Shape) -> list[list[Node]]:
        return [[*shape.sg.graph.items(head)] for head in heads]

    def _of_class(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.OfClass(self._terms(component.class_rules))]

    def _of_datatype(self, component: Any, shape: Shape) -> Iterable[Any]:
        rule = component.datatype_rule
        datatype = ox.NamedNode(str(rule))
        # Any text is right where RDFLib reads none; what it reads, pySHACL is asked about.
        if rule in _PLAIN_STRINGS or not (str(rule).startswith(_XSD) or rule == RDF.XMLLiteral or rule == RDF.HTML):
            return [self._asked(component, lambda v: isinstance(v, ox.Literal) and v.datatype == datatype)]
        return [self._asked(component)]

    def _of_kind(self, component: Any, shape: Shape) -> Iterable[Any]:
        kinds = checks.KINDS.get(component.nodekind_rule)
        return [checks.OfKind(kinds)] if kinds else [self._asked(component)]

    def _in_range(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [self._asked(component)]

    def _of_pattern(self, component: Any, shape: Shape) -> Iterable[Any]:
        for pattern in component.compiled_cache.values():
            yield checks.OfText(_searches(pattern))

    def _long_enough(self, component: Any, shape: Shape) -> Iterable[Any]:
        least = int(component.string_rules[0].value)
        return [checks.OfText(lambda text: len(text) >= least)] if least else []

    def _short_enough(self, component: Any, shape: Shape) -> Iterable[Any]:
        most = int(component.string_rules[0].value)
        return [checks.OfText(lambda text: len(text) <= most)]

    def _one_each_language(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.OneEachLanguage()] if True in component.string_rules else []

    def _in_languages(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.Asked(component, self._judge.executor, self._judge.graph, _never, _language)]

    def _in_list(self, component: Any, shape: Shape) -> Iterable[Any]:
        allowed = frozenset(self._terms(component.in_vals))
        return [self._asked(component, allowed.__contains__)]

    def _has_value(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.Has(frozenset(self._terms(component.has_value_set)))]

    def _closed(self, component: Any, shape: Shape) -> Iterable[Any]:
        if not component.is_closed:
            return []
        allowed: list[Node] = [*component.ignored_props]
        for node in component.property_shapes:
            path = self._shape(node).path()
            if path is None:
                raise Uncovered("it is closed over what is no property shape")
            allowed.append(path)
        return [checks.Closed(frozenset(self._terms(allowed)))]

    def _at_least(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.Counted(least=int(component.min_count.value))]

    def _at_most(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.Counted(most=int(component.max_count.value))]

    def _equal(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.Compared(self._predicates(component.property_compare_set), equal=True)]

    def _disjoint(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [checks.Compared(self._predicates(component.property_compare_set), equal=False)]

    def _ordered(self, component: Any, shape: Shape) -> Iterable[Any]:
        predicates = self._predicates(component.property_compare_set)
        or_equal = isinstance(component, pairs.LessThanOrEqualsConstraintComponent)
        return [checks.Ordered(predicates, or_equal, component, self._judge.executor, self._judge.graph)]

    def _properties(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [logical.All(self._plans(component.property_shapes, as_property=True))]

    def _nodes(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [logical.All(self._plans(component.node_shapes, as_property=False))]

    def _and(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [logical.All(self._plans(plans)) for plans in self._lists(component.and_list, shape)]

    def _or(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [logical.Any(self._plans(plans)) for plans in self._lists(component.or_list, shape)]

    def _xone(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [logical.ExactlyOne(self._plans(plans)) for plans in self._lists(component.xone_nodes, shape)]

    def _not(self, component: Any, shape: Shape) -> Iterable[Any]:
        return [logical.NoneOf(self._plans(component.not_list))]

    def _qualified(self, component: Any, shape: Shape) -> Iterable[Any]:
        graph = shape.sg.graph
        for value_shape in component.value_shapes:
            siblings: set[Node] = set()
            if component.is_disjoint:
                parents = graph.subjects(SH.property, shape.node)
                neighbours = {own for parent in parents for own in graph.objects(parent, SH.property)}
                siblings = {own for node in neighbours for own in graph.objects(node, SH.qualifiedValueShape)}
                siblings.discard(value_shape)
            (plan,) = self._plans([value_shape])
            yield logical.Qualified(plan, self._plans(siblings), component.min_count, component.max_count)

    def _queried(self, component: Any, shape: Shape) -> Iterable[Any]:
        for helper in component.sparql_constraints:
            if not helper.deactivated:
                yield query_check(helper, self._queries, self._store, self._view)


_OF_FOCUS: Final = (
    checks.Counted,
    checks.Has,
    checks.OneEachLanguage,
    checks.Compared,
    checks.Ordered,
    EveryFocus,
    Queried,
    logical.Qualified,
)

_MAKERS: Final[dict[type, Callable[[Planner, Any, Shape], Iterable[Any]]]] = {
    valued.ClassConstraintComponent: Planner._of_class,
    valued.DatatypeConstraintComponent: Planner._of_datatype,
    valued.NodeKindConstraintComponent: Planner._of_kind,
    ranged.MinExclusiveConstraintComponent: Planner._in_range,
    ranged.MinInclusiveConstraintComponent: Planner._in_range,
    ranged.MaxExclusiveConstraintComponent: Planner._in_range,
    ranged.MaxInclusiveConstraintComponent: Planner._in_range,
    strings.PatternConstraintComponent: Planner._of_pattern,
    strings.MinLengthConstraintComponent: Planner._long_enough,
    strings.MaxLengthConstraintComponent: Planner._short_enough,
    strings.LanguageInConstraintComponent: Planner._in_languages,
    strings.UniqueLangConstraintComponent: Planner._one_each_language,
    other.InConstraintComponent: Planner._in_list,
    other.HasValueConstraintComponent: Planner._has_value,
    other.ClosedConstraintComponent: Planner._closed,
    cardinality.MinCountConstraintComponent: Planner._at_least,
    cardinality.MaxCountConstraintComponent: Planner._at_most,
    pairs.EqualsConstraintComponent: Planner._equal,
    pairs.DisjointConstraintComponent: Planner._disjoint,
    pairs.LessThanConstraintComponent: Planner._ordered,
    pairs.LessThanOrEqualsConstraintComponent: Planner._ordered,
    shaped.PropertyConstraintComponent: Planner._properties,
    shaped.NodeConstraintComponent: Planner._nodes,
    shaped.QualifiedValueShapeConstraintComponent: Planner._qualified,
    logic.AndConstraintComponent: Planner._and,
    logic.OrConstraintComponent: Planner._or,
    logic.NotConstraintComponent: Planner._not,
    logic.XoneConstraintComponent: Planner._xone,
    SPARQLBasedConstraint: Planner._queried,
}


def _searches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


def _never(value: Term) -> bool:
    return False


def _language(value: Term) -> str | None:
    return value.language if isinstance(value, ox.Literal) else None
