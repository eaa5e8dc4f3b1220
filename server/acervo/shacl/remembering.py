"""What pySHACL asks of the shapes is looked up once, and what nobody reads is not written: the same report, sooner."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, TypeVar

from pyshacl import shape as pyshacl_shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from rdflib import Graph
from rdflib.term import Node

_Answer = TypeVar("_Answer")
_without_text: ContextVar[bool] = ContextVar("_without_text", default=False)


class RememberingGraph(Graph):
    """
    A graph in memory that is read far more often than written: what it answered it answers again, in the same order.

    pySHACL asks for the parameters of each constraint anew at each focus node. Writing forgets every answer; whoever
    writes to the store behind the graph's back would be given old ones.
    """

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[tuple[object, ...], list[Any]] = {}

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Generator[Node, None, None]:
        """As `Graph.objects`."""
        if isinstance(subject, list) or not isinstance(predicate, Node | None):
            return super().objects(subject, predicate, unique)  # several subjects or a path, which cannot be a key
        ask = super().objects
        return self._remembered(("objects", subject, predicate, unique), lambda: ask(subject, predicate, unique))

    def predicate_objects(self, subject: Any = None, unique: bool = False) -> Generator[tuple[Node, Node], None, None]:
        """As `Graph.predicate_objects`."""
        ask = super().predicate_objects
        return self._remembered(("predicate_objects", subject, unique), lambda: ask(subject, unique))

    def items(self, list: Any) -> Generator[Node, None, None]:
        """As `Graph.items`: a list that runs in a circle raises ValueError each time."""
        ask = super().items
        return self._remembered(("items", list), lambda: ask(list))

    def add(self, triple: Any) -> RememberingGraph:
        """As `Graph.add`."""
        self._answers.clear()
        super().add(triple)
        return self

    def addN(self, quads: Any) -> RememberingGraph:  # noqa: N802
        """As `Graph.addN`."""
        self._answers.clear()
        super().addN(quads)
        return self

    def remove(self, triple: Any) -> RememberingGraph:
        """As `Graph.remove`."""
        self._answers.clear()
        super().remove(triple)
        return self

    def _remembered(
        self, key: tuple[object, ...], ask: Callable[[], Iterable[_Answer]]
    ) -> Generator[_Answer, None, None]:
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = [*ask()]
        yield from answer


def remembering(graph: Graph) -> RememberingGraph:
    """A copy of *graph*; pySHACL adds triples of its own to the shapes graph that it is given."""
    copy = RememberingGraph()
    for triple in graph:
        copy.add(triple)
    return copy


class _Parameters(list[Node]):
    """pySHACL's list of constraint parameters, in which it looks up every predicate of a shape at every focus node."""

    _known: Final = frozenset(ALL_CONSTRAINT_PARAMETERS)

    def __contains__(self, parameter: object) -> bool:
        return parameter in self._known


def hasten_pyshacl() -> None:
    """Let pySHACL find constraint parameters by hash, and heed `report_graph_only`; a second call changes nothing."""
    # pySHACL 0.40.1 fills this when it is first asked, and asks no more once it is filled.
    pyshacl_shape.CONSTRAINT_PARAMS = (_Parameters(ALL_CONSTRAINT_PARAMETERS), CONSTRAINT_PARAMETERS_MAP)
    describe = ConstraintComponent.make_v_result_description
    if not getattr(describe, "hastened", False):
        ConstraintComponent.make_v_result_description = _unless_unread(describe)


@contextmanager
def report_graph_only() -> Iterator[None]:
    """
    Within the block pySHACL leaves its report for people empty; the report as a graph is whole.

    It describes every result, those too by which a shape of `sh:or` only finds that it is not the one.
    """
    token = _without_text.set(True)
    try:
        yield
    finally:
        _without_text.reset(token)


def _unless_unread(describe: Callable[..., str]) -> Callable[..., str]:
    @wraps(describe)
    def hastened(*args: Any, **kwargs: Any) -> str:
        return "" if _without_text.get() else describe(*args, **kwargs)

    hastened.__dict__["hastened"] = True
    return hastened
