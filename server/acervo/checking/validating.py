"""The shapes of an archive asked about its triples, by one engine or the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal, Protocol

import pyoxigraph as ox

from acervo.checking.names import shape_prefixes
from acervo.corpus.reading import Reading
from acervo.corpus.terms import to_graph
from acervo.edition.normalise import Normalised, normalise
from acervo.errors import ShapesError
from acervo.namespaces import MOVSH
from acervo.shacl import reference, run
from acervo.shacl.preparing import prepare_sound
from acervo.shacl.report import Report
from acervo.shacl.shapes import Shapes

Engine = Literal["acervo", "pyshacl"]
Progress = Callable[[str], None]
_TOLD_BY_LINT: Final = ox.NamedNode(f"{MOVSH}Archive-names-are-described")


def _silent(step: str) -> None:
    pass


class Validator(Protocol):
    """Asks every shape of an archive, the core's and its own."""

    def __call__(self, reading: Reading, normalised: Normalised | None, progress: Progress) -> tuple[Report, Shapes]:
        """
        The report, and the shapes that were asked.

        Args:
            normalised: What `normalise` made of *reading*, when the caller has it already.
            progress: Called with the name of each step.

        Raises:
            ShapesError: a shape stops over these data; nothing can be told.
        """


def in_bulk(reading: Reading, normalised: Normalised | None, progress: Progress = _silent) -> tuple[Report, Shapes]:
    """As a `Validator`: suspects are found in bulk, and pySHACL judges them."""
    shapes, normalised = shapes_of(reading), normalised or normalise(reading)
    with telling_the_file(reading):
        return run.validate(seen_by_shapes(reading, normalised), normalised.claimed, shapes, progress), shapes


def by_pyshacl(reading: Reading, normalised: Normalised | None, progress: Progress = _silent) -> tuple[Report, Shapes]:
    """As a `Validator`: pySHACL is asked about every node."""
    shapes, normalised = shapes_of(reading), normalised or normalise(reading)
    with telling_the_file(reading):
        data = to_graph(seen_by_shapes(reading, normalised))
        return reference.validate(data, to_graph(normalised.claimed), shapes), shapes


VALIDATORS: Final[Mapping[Engine, Validator]] = {"acervo": in_bulk, "pyshacl": by_pyshacl}


def shapes_of(reading: Reading) -> Shapes:
    """
    The shapes of *reading*, ready.

    Raises:
        ShapesError: not even the core can be read.
    """
    # The core's own shapes are held to shacl-shacl by the tests; those of the archive are checked here.
    shapes = [graph for graph in reading.graphs if graph.folder == "shapes"]
    core = [graph for graph in shapes if graph.path.startswith("shapes/core/")]
    asked = to_graph(_asked(reading))
    for prefix, namespace in shape_prefixes(reading.archive).items():
        asked.bind(prefix, namespace, override=True, replace=True)
    checked = asked if len(core) == len(shapes) else to_graph(t for graph in core for t in graph.triples)
    with telling_the_file(reading):
        return prepare_sound(asked, checked)


def seen_by_shapes(reading: Reading, normalised: Normalised) -> Iterator[ox.Triple]:
    yield from reading.triples("ontology", "data")
    for computed in (normalised.bounds, normalised.archive_node, normalised.malformed):
        yield from computed


def _asked(reading: Reading) -> Iterator[ox.Triple]:
    """The shapes that are asked: all but one, whose demand lint makes at each place of use (docs/decisions/0007)."""
    parts = {
        t.object for t in reading.triples("shapes") if t.subject == _TOLD_BY_LINT and isinstance(t.object, ox.BlankNode)
    }
    return (t for t in reading.triples("shapes") if t.subject != _TOLD_BY_LINT and t.subject not in parts)


@contextmanager
def telling_the_file(reading: Reading) -> Iterator[None]:
    """Let a `ShapesError` say in which file the shape stands."""
    try:
        yield
    except ShapesError as error:
        error.path = _file_of_shape(reading, error.shapes)
        raise


def _file_of_shape(reading: Reading, shapes: tuple[str, ...]) -> str | None:
    for graph in reading.graphs:
        subjects = (triple.subject for triple in graph.triples if graph.folder == "shapes")
        if any(isinstance(subject, ox.NamedNode) and subject.value in shapes for subject in subjects):
            return graph.path
    return None
