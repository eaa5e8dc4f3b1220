"""The same triple in two files: told at the second, with the first beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from acervo.checking.findings import Finding, Related
from acervo.checking.places import Spot, span_of
from acervo.checking.shape_findings import at, written
from acervo.checking.statements import Statement
from acervo.corpus.reading import Reading
from acervo.turtle.document import Document

RULE = "triple-in-two-files"
_BULK = ".nt"


def repeated(reading: Reading, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """
    Each triple of named things that stands in two files, once for each file but the first.

    Where one of the two is of N-Triples, which programs write, it is served all the same and only counted: one
    warning for each file.
    """
    twice = [entry for entry in reading.repeated() if not isinstance(entry[0].subject, ox.BlankNode)]
    if not twice:
        return
    wanted = {triple for triple, _, _ in twice}
    ordinals: dict[ox.Triple, dict[str, int]] = defaultdict(dict)
    for graph in reading.graphs:
        for ordinal, triple in enumerate(graph.triples):
            if triple in wanted:
                ordinals[triple].setdefault(graph.path, ordinal)
    base = reading.archive.base
    bulk: dict[str, list[tuple[ox.Triple, str]]] = defaultdict(list)
    for triple, first, second in twice:
        if first.endswith(_BULK) or second.endswith(_BULK):
            bulk[second].append((triple, first))
            continue
        finding = Finding(
            "lint",
            RULE,
            "violation",
            {
                "en": f"The same statement stands in {first} as well. Keep it in one file: counts would be wrong.",
                "es": f"La misma afirmación está también en {first}. Déjela en uno solo: los conteos serían falsos.",
            },
            focus=written(triple.subject, base),
            predicate=written(triple.predicate, base),
            value=written(triple.object, base),
            related=(_first(_spot(triple, first, ordinals), documents),),
        )
        yield at(finding, _spot(triple, second, ordinals), documents)
    for second, shared in bulk.items():
        triple, first = shared[0]
        finding = Finding(
            "lint",
            RULE,
            "warning",
            {
                "en": f"Statements of this file that stand in others as well: {len(shared):,}, this one in {first}. "
                "Answers count them once; the server needs twice the memory for it.",
                "es": f"Afirmaciones de este fichero que están también en otros: {len(shared):,}; esta, en {first}. "
                "Las respuestas las cuentan una vez; el servidor necesita para ello el doble de memoria.",
            },
            focus=written(triple.subject, base),
            predicate=written(triple.predicate, base),
            value=written(triple.object, base),
            related=(_first(_spot(triple, first, ordinals), documents),),
        )
        yield at(finding, _spot(triple, second, ordinals), documents)


def _spot(triple: ox.Triple, path: str, ordinals: Mapping[ox.Triple, Mapping[str, int]]) -> Spot:
    subject, object_ = triple.subject, triple.object
    assert not isinstance(subject, ox.Triple)
    assert not isinstance(object_, ox.Triple)
    return Spot(Statement(path, ordinals[triple][path], subject, triple.predicate, object_), "object")


def _first(spot: Spot, documents: Mapping[str, Document]) -> Related:
    document = documents[spot.statement.path]
    words = {"en": "The same statement stands here.", "es": "Aquí está la misma afirmación."}
    return Related(document.path, *document.position(span_of(spot, documents)[0]), words)
