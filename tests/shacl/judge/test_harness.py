"""The comparison can fail: an engine with one fault is found out, and on little data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count

import pyoxigraph as ox
import pytest
from rdflib import SH, BNode, Graph, URIRef
from tests.shacl.judge.comparison import differences, path_text
from tests.shacl.judge.generator import random_pair
from tests.shacl.judge.pairs import HEAD, Pair, asked, graph_of, judge, parsed
from tests.shacl.judge.random_shapes import ANY, NESTING, OF_NODES, OF_PROPERTIES
from tests.shacl.judge.shrinking import disagreement, failure

from acervo.errors import ShapesError
from acervo.shacl.report import Report, Result
from acervo.shacl.shapes import Shapes

PAIR = Pair(
    parsed(':a :p "x" , 1 ; :q _:b . _:b :p 2 , 3 . :c :p "y"@en ; :q :d . :d :p 4 , 5 . :e a :Other ; :r 1 .', "d"),
    parsed(':a :r "z" .', "d"),
    parsed(
        """
        :S a sh:NodeShape ; sh:targetSubjectsOf :q ; sh:message "Mend it."@en , "Repárelo."@es ;
            sh:node [ sh:property [ sh:path ( :q :p ) ; sh:maxCount 1 ; sh:severity sh:Info ] ] ;
            sh:property [ sh:path :p ; sh:nodeKind sh:Literal ; sh:minCount 2 ; sh:message "{?value} at {$this}."@en ] ,
                [ sh:path [ sh:inversePath :q ] ; sh:minCount 1 ; sh:severity sh:Warning ] ,
                [ sh:path :q ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 2 ] .
        """,
        "s",
    ),
)


def changed(change: Callable[[Result], Result], nth: int = 0) -> Callable[[Report], Report]:
    """A report with one result otherwise."""

    def of(report: Report) -> Report:
        results = list(report.results)
        results[nth] = change(results[nth])
        return replace(report, results=tuple(results))

    return of


FAULTS = {
    "a result is dropped": lambda report: replace(report, results=report.results[1:]),
    "the last result is dropped": lambda report: replace(report, results=report.results[:-1]),
    "a result is told twice": lambda report: replace(report, results=(*report.results, report.results[0])),
    "the order is another": lambda report: replace(report, results=report.results[::-1]),
    "a message is another": changed(lambda r: replace(r, messages={**r.messages, "en": "Fix it."})),
    "a language is dropped": changed(lambda r: replace(r, messages=dict(list(r.messages.items())[1:]))),
    "the severity is another": changed(lambda r: replace(r, severity="info"), 1),
    "a severity of one's own": changed(lambda r: replace(r, own_severity=URIRef("https://example.org/test#Terrible"))),
    "the focus is another": changed(lambda r: replace(r, focus=BNode("d0"))),
    "the value is another": changed(lambda r: replace(r, value=URIRef("https://example.org/test#d"))),
    "the component is another": changed(lambda r: replace(r, component=SH.MaxCountConstraintComponent)),
    "the path is another": changed(lambda r: replace(r, path=SH.path)),
    "the shape is another": changed(lambda r: replace(r, shape=BNode("s0"))),
    "the rule is another": changed(lambda r: replace(r, rule="T")),
    "what is computed is another": changed(lambda r: replace(r, on_computed=not r.on_computed)),
    "the count is another": lambda report: replace(report, focus_nodes=dict.fromkeys(report.focus_nodes, 1)),
    "a shape is not counted": lambda report: replace(report, focus_nodes={}),
    "an untargeted shape is named": lambda report: replace(report, untargeted=("S",)),
}


def test_a_report_is_like_itself():
    report = asked(judge, PAIR)

    assert isinstance(report, Report)
    assert len(report.results) > 5
    assert [] == differences(report, report, graph_of(PAIR))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_every_difference_is_told(fault: Callable[[Report], Report]):
    report = asked(judge, PAIR)
    assert isinstance(report, Report)

    assert differences(report, fault(report), graph_of(PAIR))
    assert differences(fault(report), report, graph_of(PAIR))


def test_a_difference_deep_in_the_details_is_told():
    report = asked(judge, PAIR)
    assert isinstance(report, Report)
    nth = next(n for n, result in enumerate(report.results) if result.detail)
    without = changed(lambda r: replace(r, detail=()), nth)(report)
    milder = changed(lambda r: replace(r, detail=tuple(replace(d, severity="warning") for d in r.detail)), nth)(report)

    assert differences(report, without, graph_of(PAIR))
    assert differences(report, milder, graph_of(PAIR))


def test_what_a_qualified_count_counted_is_compared():
    report = asked(judge, PAIR)
    assert isinstance(report, Report)
    nth = next(n for n, result in enumerate(report.results) if result.counted)

    assert differences(report, changed(lambda r: replace(r, counted=()), nth)(report), graph_of(PAIR))


def test_paths_are_compared_by_structure():
    one = Graph().parse(data=HEAD + ":x sh:path [ sh:alternativePath ( :p [ sh:inversePath :q ] ) ] .", format="turtle")
    other = Graph().parse(
        data=HEAD + ":x sh:path [ sh:alternativePath ( [ sh:inversePath :q ] :p ) ] .", format="turtle"
    )
    again = Graph().parse(data=one.serialize(format="turtle"), format="turtle")
    texts = [path_text(graph, next(graph.objects(None, SH.path))) for graph in (one, other, again)]

    assert texts[0] == texts[2] != texts[1]


def forgetful(data: Iterable[ox.Triple], claimed: Iterable[ox.Triple], shapes: Shapes) -> Report:
    """An engine that misses one kind of result."""
    report = judge(data, claimed, shapes)
    kept = (result for result in report.results if result.component != SH.MaxCountConstraintComponent)
    return replace(report, results=tuple(kept))


def refusing(data: Iterable[ox.Triple], claimed: Iterable[ox.Triple], shapes: Shapes) -> Report:
    raise ShapesError("no")


@pytest.mark.slow
def test_a_failing_pair_is_shrunk_to_what_it_takes():
    failing = next(pair for pair in map(random_pair, count()) if disagreement(forgetful, pair))
    told = failure(forgetful, failing)
    sizes = [int(line.split()[2]) for line in told.splitlines() if line.startswith("# ")]

    assert "MaxCountConstraintComponent" in told
    assert sizes[0] <= 4  # triples of data, of claims, of shapes
    assert sizes[1] <= 2
    assert sizes[2] <= 15


def test_an_engine_that_refuses_what_the_judge_does_not_is_told():
    assert ["ShapesError: no instead of a report"] == disagreement(refusing, PAIR)


def test_one_seed_gives_one_pair():
    assert random_pair(7) == random_pair(7) != random_pair(8)


@pytest.mark.long
def test_random_pairs_break_shapes_of_every_kind():
    """A component that no pair ever breaks is not compared."""
    components: set[str] = set()
    severities: set[str] = set()
    details = computed = 0

    def look(results: Iterable[Result]) -> None:
        nonlocal details, computed
        for result in results:
            components.add(result.component.rpartition("#")[2].removesuffix("ConstraintComponent"))
            severities.add(result.severity)
            details += bool(result.detail)
            computed += result.on_computed
            look(result.detail)

    for seed in range(60):
        report = asked(judge, random_pair(seed), trusted=True)
        if isinstance(report, Report):
            look(report.results)
    wanted = {word[:1].upper() + word[1:] for word in {**ANY, **OF_NODES, **OF_PROPERTIES, **NESTING}}
    wanted = wanted - {"Property", "Siblings", "Qualified"} | {"QualifiedMinCount", "QualifiedMaxCount", "SPARQL"}

    assert set() == wanted - components
    assert {"violation", "warning", "info"} == severities
    assert details
    assert computed
