"""Each demand has its counter-example, and no example says more than one fault."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph, URIRef

from acervo.shacl.shapes import Shapes, rule_name

from .conftest import Checked
from .examples import Example, all_examples, check, found

EXAMPLES = all_examples()
TOGETHER = [example for example in EXAMPLES if not example.is_about_the_archive]
ABOUT_THE_ARCHIVE = [example for example in EXAMPLES if example.is_about_the_archive]


def demands(shapes_graph: Graph) -> list[URIRef]:
    """Every named shape that has a severity."""
    return sorted(shape for shape in shapes_graph.subjects(SH.severity) if isinstance(shape, URIRef))


@pytest.mark.slow
@pytest.mark.parametrize("example", TOGETHER, ids=lambda example: example.name)
def test_an_example_has_the_faults_it_names_and_no_other(example: Example, checked: Checked):
    report = checked.valid if example.is_valid else checked.invalid

    assert example.expected == found(report, example)


@pytest.mark.parametrize("example", ABOUT_THE_ARCHIVE, ids=lambda example: example.name)
def test_an_example_about_the_archive_has_the_faults_it_names(
    example: Example, shapes: Shapes, ontology: list[ox.Triple]
):
    assert example.expected == found(check([example], shapes, ontology))


def test_nothing_is_found_outside_the_examples(checked: Checked):
    """A fault in what all examples share would be nobody's."""
    owned = sum((found(checked.invalid, example) for example in TOGETHER), start=found(checked.granted))

    assert owned == found(checked.invalid)
    assert not checked.valid.results
    assert not checked.granted.results


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_invalid_examples_name_their_fault_and_valid_ones_have_none(example: Example):
    assert example.is_valid != bool(example.expected)


def test_every_demand_is_violated_by_an_example(shapes_graph: Graph):
    violated = {rule for example in EXAMPLES for rule, _ in example.expected}
    asked = {rule_name(shapes_graph, shape) for shape in demands(shapes_graph)}

    assert asked == violated


def test_every_shape_with_a_target_examines_a_valid_example(checked: Checked):
    """A demand that no good example meets might be one that nothing can meet."""
    idle = {
        name
        for name, count in checked.valid.focus_nodes.items()
        if count <= checked.granted.focus_nodes[name] and not name.startswith("Archive")
    }

    assert set() == idle
