"""pySHACL made faster without a change of what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyshacl import validate as pyshacl_validate
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.shape import module as pyshacl_shape
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.paths import AlternativePath

from acervo.shacl.reference import validate
from acervo.shacl.remembering import RememberingGraph, hasten_pyshacl, report_graph_only

ROOT = Path(__file__).parents[2]
FAULTY = sorted((ROOT / "tests/shapes").glob("*/invalid-*.ttl"))


def core_shapes() -> Graph:
    shapes = Graph()
    for file in sorted((ROOT / "shapes/core").glob("*.ttl")):
        shapes.parse(file)
    return shapes


def copied(graph: Graph) -> RememberingGraph:
    copy = RememberingGraph()
    for prefix, namespace in graph.namespaces():
        copy.bind(prefix, namespace, replace=True)
    for triple in graph:
        copy.add(triple)
    return copy


def results(report: Graph) -> list[list[str]]:
    """What a report says of each result, but for the names of its blank nodes."""
    said = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage, SH.resultSeverity, SH.sourceConstraintComponent)
    return sorted(
        sorted(f"{p} {o.n3()}" for p, o in report.predicate_objects(node) if p in said and not isinstance(o, BNode))
        for node in report.subjects(RDF.type, SH.ValidationResult)
    )


def test_answers_are_those_of_a_plain_graph_each_time():
    shapes = core_shapes()
    known = copied(shapes)
    heads = set(shapes.objects(None, SH["in"])) | set(shapes.objects(None, SH["or"]))

    for _ in range(2):
        for subject in set(shapes.subjects()):
            assert sorted(shapes.predicate_objects(subject)) == sorted(known.predicate_objects(subject))
            assert sorted(shapes.objects(subject, SH.property)) == sorted(known.objects(subject, SH.property))
        for head in heads:
            assert list(shapes.items(head)) == list(known.items(head))


def test_writing_forgets_what_was_answered():
    known = RememberingGraph()
    strike, march, walkout = (URIRef(f"https://example.org/id/{name}") for name in ("strike", "march", "walkout"))
    assert [] == list(known.objects(strike, RDF.value))

    known.add((strike, RDF.value, march))
    assert [march] == list(known.objects(strike, RDF.value))
    known += [(strike, RDF.value, walkout)]
    assert {march, walkout} == set(known.objects(strike, RDF.value))
    known.set((strike, RDF.value, march))
    assert [(RDF.value, march)] == list(known.predicate_objects(strike))
    known.remove((strike, None, None))
    assert [] == list(known.predicate_objects(strike))
    known.parse(data="<https://example.org/id/strike> a <https://example.org/id/march> .", format="turtle")
    assert [(RDF.type, march)] == list(known.predicate_objects(strike))


def test_a_path_and_several_subjects_are_asked_as_ever():
    known = RememberingGraph()
    strike, march = URIRef("https://example.org/id/strike"), URIRef("https://example.org/id/march")
    known.add((strike, RDF.value, march))

    assert [march] == list(known.objects(strike, AlternativePath(RDF.value, RDF.type)))
    assert [march] == list(known.objects([strike, march], RDF.value))


def test_a_list_that_runs_in_a_circle_is_refused_each_time():
    known = RememberingGraph()
    head = BNode()
    known.add((head, RDF.first, RDF.value))
    known.add((head, RDF.rest, head))

    for _ in range(2):
        with pytest.raises(ValueError, match="recursive"):
            list(known.items(head))


def test_pyshacl_asks_for_the_same_parameters():
    """Should pySHACL keep its parameters elsewhere one day, this says so; nothing else would but the clock."""
    hasten_pyshacl()
    parameters, constraints = pyshacl_shape.CONSTRAINT_PARAMS

    assert ALL_CONSTRAINT_PARAMETERS == list(parameters)
    assert constraints is CONSTRAINT_PARAMETERS_MAP
    assert all(parameter in parameters for parameter in ALL_CONSTRAINT_PARAMETERS)
    assert SH.name not in parameters
    assert type(parameters.copy()) is list


@pytest.mark.slow
def test_pyshacl_reports_the_same_of_every_faulty_example():
    """The report is compared whole: every result, its message and its details."""
    shapes = core_shapes()
    data = Graph()
    for file in FAULTY:
        data.parse(file, publicID=file.as_uri())
    options = {"inference": "none", "advanced": False, "max_validation_depth": 30}
    pyshacl_shape.CONSTRAINT_PARAMS = (ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP)
    try:
        plain = pyshacl_validate(data, shacl_graph=shapes, **options)
    finally:
        hasten_pyshacl()
    faster = pyshacl_validate(data, shacl_graph=copied(shapes), **options)

    assert plain[0] == faster[0]
    assert len(list(plain[1].subjects(RDF.type, SH.ValidationResult))) > 50
    assert len(plain[1]) == len(faster[1])
    assert sorted(plain[2].splitlines()) == sorted(faster[2].splitlines())

    with report_graph_only():
        without_text = pyshacl_validate(data, shacl_graph=copied(shapes), **options)
    assert results(plain[1]) == results(without_text[1])
    assert len(plain[1]) == len(without_text[1])
    assert "Focus Node" in plain[2]
    assert "Focus Node" not in without_text[2]


def test_the_data_graph_is_as_it_was_even_after_an_error(monkeypatch):
    data = Graph().parse(data="@prefix : <https://example.org/id/> . :strike a :Event ; :of :march .", format="turtle")
    claimed = Graph().parse(
        data="@prefix : <https://example.org/id/> . :strike :of :march , :walkout .", format="turtle"
    )
    shapes = Graph().parse(
        data="@prefix : <https://example.org/id/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "
        ":Event-whole a sh:NodeShape ; sh:targetClass :Event ; <https://w3id.org/acervo/shapes#seesClaims> true ; "
        "sh:property [ sh:path :of ; sh:maxCount 1 ] .",
        format="turtle",
    )
    before = set(data)

    assert 1 == len(validate(data, claimed, shapes).results)
    assert before == set(data)

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("acervo.shacl.reference._run", fails)
    with pytest.raises(RuntimeError):
        validate(data, claimed, shapes)
    assert before == set(data)
