"""The texts that pySHACL 0.40.1 makes: what stands in a message is told as it is, and the same each time."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from typing import Any, Final

from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraint_components import BoundShapeValidatorComponent
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.rdfutil import stringify
from rdflib import BNode, Graph, Literal
from rdflib.term import Node

_PLACE: Final = re.compile(r"\{[?$]([^{}]+)\}")


def repair_messages() -> None:
    """Put the repairs in place; a second call changes nothing."""
    ConstraintComponent._format_sparql_based_result_message = _filled
    SPARQLQueryHelper.bind_messages = _bind
    BoundShapeValidatorComponent.make_v_result = _with_its_own
    if not isinstance(stringify.stringify_blank_node, _BlankNodes):
        stringify.stringify_blank_node = _BlankNodes(stringify.stringify_blank_node)


def _filled(_: Any, message: str, bound: Any) -> str:
    """
    *message* with each `{?name}` and `{$name}` that *bound* has a value for replaced by the value, once.

    pySHACL takes a value for the replacement of a regular expression, so that a backslash in it is an error or goes,
    and fills places again that a value brought with it.

    Source: https://www.w3.org/TR/shacl/#sparql-constraints-messages
    """
    values: dict[str, object] = {}
    if isinstance(bound, dict):
        values = {str(name): value for name, value in bound.items()}
    elif isinstance(bound, tuple | list):
        if len(bound) == 4:
            values = {str(name): value for name, value in bound[3].items()}
        own = zip(("this", "path", "value"), bound, strict=False)
        values |= {name: value for name, value in own if value is not None}
    return _fill(message, values)


def _bind(self: Any, values: Mapping[str, object] | None = None) -> None:
    """The messages of a constraint component with its parameters, by default, or *values* in their places."""
    known = self.param_bind_map if values is None else values
    self.bound_messages = {
        Literal(_fill(str(message), known), lang=message.language, datatype=message.datatype)
        for message in self.unbound_messages
    }


def _fill(message: str, values: Mapping[str, object]) -> str:
    return _PLACE.sub(lambda match: str(values.get(match[1], match[0])), message)


def _with_its_own(self: Any, *args: Any, extra_messages: list[Any], **kwargs: Any) -> Any:
    """
    A result of a constraint component in SPARQL, with the messages of this result.

    pySHACL adds the messages of each result to one list, so that every result tells those of all before it as well.
    """
    before = len(extra_messages) - len(self.query_helper.bound_messages)
    try:
        return ConstraintComponent.make_v_result(self, *args, extra_messages=extra_messages, **kwargs)
    finally:
        del extra_messages[before:]


class _Sorted(Graph):
    """A view of a graph that names what a node has in one order, whatever the store."""

    def __init__(self, graph: Graph):
        super().__init__(graph.store, graph.identifier, graph.namespace_manager)

    def predicates(self, subject: Any = None, object: Any = None, unique: bool = False) -> Generator[Node, None, None]:
        yield from sorted(set(super().predicates(subject, object)), key=lambda node: node.n3())

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Generator[Node, None, None]:
        yield from sorted(super().objects(subject, predicate, unique), key=lambda node: node.n3())


class _BlankNodes:
    """
    What pySHACL says of a blank node, by what its graph says of it.

    pySHACL keeps each text for the life of the process under the address of the graph, where another graph may stand
    later, and cuts circles where it happened to enter them.
    """

    def __init__(self, tell: Any):
        self._tell = tell
        self.dict_cache: dict[object, str] = {}
        """Where pySHACL looks for the texts of blank nodes within blank nodes."""

    def __call__(self, graph: Graph, node: BNode, ns_manager: Any = None, recursion: int = 0) -> str:
        if recursion <= 1:  # not from within another text
            self.dict_cache.clear()
            graph = _Sorted(graph)
        return str(self._tell(graph, node, ns_manager, recursion))
