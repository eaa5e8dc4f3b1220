"""The shapes are documentation too: a historian reads their names, messages and reasons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, SH, Graph, Literal, URIRef

from acervo.corpus.core import core_folder
from acervo.shacl.preparing import prepare

from .test_examples import demands

MOVSH = "https://w3id.org/acervo/shapes#"
FILES = sorted(core_folder("shapes").glob("*.ttl"))


def languages(graph: Graph, shape: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(text.language) for text in graph.objects(shape, predicate) if isinstance(text, Literal))


@pytest.mark.slow
def test_the_core_shapes_conform_to_shacl_shacl(shapes_graph: Graph):
    assert prepare(shapes_graph).queries


@pytest.mark.parametrize("predicate", [SH.name, SH.message, SH.description])
def test_every_demand_speaks_english_and_spanish(shapes_graph: Graph, predicate: URIRef):
    silent = {shape for shape in demands(shapes_graph) if ["en", "es"] != languages(shapes_graph, shape, predicate)}

    assert set() == silent


def test_every_named_shape_gathers_demands_or_is_one(shapes_graph: Graph):
    """A shape that neither refers to properties nor has a severity would report under no one's name."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {shape for kind in kinds for shape in shapes_graph.subjects(RDF.type, kind) if isinstance(shape, URIRef)}
    gathering = {shape for shape in named if (shape, SH.property, None) in shapes_graph}

    assert named == gathering | set(demands(shapes_graph))
    assert set() == gathering & set(demands(shapes_graph))


def test_every_demand_is_called_by_its_subject_and_what_it_asks(shapes_graph: Graph):
    odd = [
        shape for shape in demands(shapes_graph) if not re.fullmatch(MOVSH + r"[A-Z][A-Za-z]+(-[A-Za-z0-9]+)+", shape)
    ]

    assert [] == odd


def test_every_demand_has_one_of_the_three_severities(shapes_graph: Graph):
    severities = {severity for _, severity in shapes_graph.subject_objects(SH.severity)}

    assert severities <= {SH.Violation, SH.Warning, SH.Info}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_has_an_ontology_node_of_its_own(file: Path):
    graph = Graph().parse(file)
    topic = "" if file.stem == "core" else f"/{file.stem}"

    assert [URIRef(f"https://w3id.org/acervo/shapes{topic}")] == list(graph.subjects(RDF.type, OWL.Ontology))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_mirrors_a_topic_of_the_ontology(file: Path):
    assert (core_folder("ontology") / file.name).is_file()
