"""A view as an RDFLib graph, so that pySHACL can read it where it stands."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, cast

from rdflib import Graph
from rdflib.store import Store

from acervo.corpus.terms import Term, to_engine, to_rdflib
from acervo.shacl.store import CheckStore, View
from acervo.shacl.written import as_written


class _ReadStore(Store):
    """What RDFLib asks of a store that is only read."""

    context_aware = False
    formula_aware = False
    transaction_aware = False
    graph_aware = False

    def __init__(self, store: CheckStore, view: View):
        super().__init__()
        self._store = store
        self._view = view
        self._namespaces: dict[str, Any] = {}

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[tuple[Any, Iterator[Any]]]:
        """The triples of a pattern, terms as written, each once."""
        asked: list[Term | None] = []
        for node in triple_pattern:
            if node is None:
                asked.append(None)
                continue
            term = to_engine(node)
            if term is None:
                return  # no file can hold it
            asked.append(self._store.held(term))
        subject, predicate, value = asked
        found = self._view.triples(subject, predicate, value)
        quads = found if self._view.is_merged else dict.fromkeys((q.subject, q.predicate, q.object) for q in found)
        for quad in quads:
            terms = quad if isinstance(quad, tuple) else (quad.subject, quad.predicate, quad.object)
            # What was asked for by name is given back as it was asked, without being made anew.
            yield (
                tuple(
                    node if node is not None else to_rdflib(as_written(cast(Term, term)))
                    for node, term in zip(triple_pattern, terms, strict=True)
                ),
                iter((context,)),
            )

    def __len__(self, context: Any = None) -> int:
        # pySHACL asks for the truth of the graph at each result; counting would read the whole store each time.
        return 1

    def bind(self, prefix: str, namespace: Any, override: bool = True) -> None:
        """Note a prefix."""
        self._namespaces[prefix] = namespace

    def namespace(self, prefix: str) -> Any:
        """What *prefix* stands for."""
        return self._namespaces.get(prefix)

    def prefix(self, namespace: Any) -> Any:
        """The prefix of *namespace*."""
        return next((prefix for prefix, known in self._namespaces.items() if known == namespace), None)

    def namespaces(self) -> Generator[tuple[str, Any], None, None]:
        """All that were noted."""
        yield from self._namespaces.items()


def as_graph(store: CheckStore, view: View) -> Graph:
    """*view* of *store*, to be read only."""
    return Graph(store=_ReadStore(store, view))
