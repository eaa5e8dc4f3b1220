"""Edits of a generated archive, drawn from a seed: some leave it sensible, some break it; every second undoes one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from acervo.bench.chance import Chance
from acervo.corpus.reading import FileGraph
from acervo.namespaces import RDF, SKOS

_TRIPLES: Final = 10
_FILE: Final = 50
_NEAR: Final = 15
_NOTE: Final = ox.NamedNode(SKOS + "editorialNote")
_TYPE: Final = ox.NamedNode(RDF + "type")
Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True)
class Edit:
    """A file as it is to be."""

    kind: str
    path: str
    triples: Triples


def edits(graphs: Sequence[FileGraph], chance: Chance, count: int) -> Iterator[Edit]:
    """*count* edits of about ten triples each; every second undoes the one before."""
    fitting = [graph for graph in graphs if len(graph.triples) >= _TRIPLES]
    for number in range(0, count, 2):
        graph = chance.one(fitting)
        kind = chance.one(tuple(_KINDS))
        yield Edit(kind, graph.path, _KINDS[kind](graph.triples, chance, number))
        if number + 1 < count:
            yield Edit(f"{kind}, undone", graph.path, graph.triples)


def replacements(graphs: Sequence[FileGraph], chance: Chance, count: int) -> Iterator[Edit]:
    """*count* times a whole file of about fifty triples becomes another; every second undoes the one before."""
    fitting = [graph for graph in graphs if abs(len(graph.triples) - _FILE) <= _NEAR]
    # A small archive may have none.
    fitting = fitting or [min(graphs, key=lambda graph: abs(len(graph.triples) - _FILE))]
    for number in range(0, count, 2):
        graph = chance.one(fitting)
        yield Edit("file replaced", graph.path, tuple(_renamed(graph.triples, {t.subject for t in graph.triples})))
        if number + 1 < count:
            yield Edit("file replaced, undone", graph.path, graph.triples)


def _notes(triples: Triples, chance: Chance, number: int) -> Triples:
    """Ten notes more, which nothing forbids."""
    subjects = list(dict.fromkeys(triple.subject for triple in triples))
    notes = (ox.Literal(f"Seen {number}.{one}.", language="en") for one in range(_TRIPLES))
    return (*triples, *(ox.Triple(subjects[one % len(subjects)], _NOTE, note) for one, note in enumerate(notes)))


def _copies(triples: Triples, chance: Chance, number: int) -> Triples:
    """Things again under other names, until there are ten triples more: as sound as they were."""
    subjects = chance.shuffled(list(dict.fromkeys(triple.subject for triple in triples)))
    more: list[ox.Triple] = []
    for subject in subjects:
        if len(more) < _TRIPLES:
            more += _renamed([triple for triple in triples if triple.subject == subject], {subject})
    return (*triples, *more)


def _cut(triples: Triples, chance: Chance, number: int) -> Triples:
    """Ten triples in a row go, of whatever they are; what is left of their subjects is broken."""
    start = chance.number(0, len(triples) - _TRIPLES)
    return triples[:start] + triples[start + _TRIPLES :]


def _retyped(triples: Triples, chance: Chance, number: int) -> Triples:
    """Up to five things become of the class of another, which breaks what refers to them."""
    typed = chance.shuffled([place for place, triple in enumerate(triples) if triple.predicate == _TYPE])[:5]
    changed = list(triples)
    for place in typed:
        others = [t.object for t in triples if t.predicate == _TYPE and t.object != triples[place].object]
        class_ = chance.one(others) if others else ox.NamedNode("https://example.org/bench/Unknown")
        changed[place] = ox.Triple(triples[place].subject, _TYPE, class_)
    return tuple(changed)


_KINDS: Final[dict[str, Callable[[Triples, Chance, int], Triples]]] = {
    "notes": _notes,
    "copies": _copies,
    "cut": _cut,
    "retyped": _retyped,
}


def _renamed(triples: Sequence[ox.Triple], names: Collection[object]) -> Iterator[ox.Triple]:
    def again(term: Any) -> Any:
        return ox.NamedNode(f"{term.value}-again") if isinstance(term, ox.NamedNode) and term in names else term

    yield from (ox.Triple(again(t.subject), t.predicate, again(t.object)) for t in triples)
