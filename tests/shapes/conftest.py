"""The examples are checked together, once: alone each would cost a second, and there are many."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
import pytest
from rdflib import Graph

from acervo.shacl.preparing import prepare
from acervo.shacl.report import Report
from acervo.shacl.shapes import Shapes

from .examples import all_examples, check, core_ontology, core_shapes


@dataclass(frozen=True)
class Checked:
    """What the checks of all examples found."""

    invalid: Report
    valid: Report
    granted: Report
    """Of what every example takes for granted, with no example beside it."""


@pytest.fixture(scope="session")
def shapes_graph() -> Graph:
    return core_shapes()


@pytest.fixture(scope="session")
def shapes(shapes_graph: Graph) -> Shapes:
    return prepare(shapes_graph, checked=shapes_graph)


@pytest.fixture(scope="session")
def ontology() -> list[ox.Triple]:
    return core_ontology()


@pytest.fixture(scope="session")
def checked(shapes: Shapes, ontology: list[ox.Triple]) -> Checked:
    together = [example for example in all_examples() if not example.is_about_the_archive]
    return Checked(
        invalid=check([example for example in together if not example.is_valid], shapes, ontology),
        valid=check([example for example in together if example.is_valid], shapes, ontology),
        granted=check([], shapes, ontology),
    )
