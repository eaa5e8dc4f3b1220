"""SHACL as `acervo check` runs it: two groups of shapes, terms as written, results that people can act on."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import SH, BNode, Graph, Literal, URIRef

from acervo.errors import ShapesError
from acervo.shacl.preparing import prepare
from acervo.shacl.reference import validate
from acervo.shacl.report import Report

PREFIXES = """
@prefix : <https://example.org/id/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix ex: <https://example.org/shapes#> .
@prefix mov: <https://w3id.org/acervo/ns#> .
@prefix movsh: <https://w3id.org/acervo/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def written(subject: str, predicate: str, lexical: str, datatype: str) -> tuple[URIRef, URIRef, Literal]:
    """A triple whose literal is as a file has it, right or wrong."""
    literal = Literal(lexical, datatype=URIRef("http://www.w3.org/2001/XMLSchema#" + datatype), normalize=False)
    return entity(subject), URIRef("https://w3id.org/acervo/ns#" + predicate), literal


def entity(name: str) -> URIRef:
    return URIRef("https://example.org/id/" + name)


def rules(report: Report) -> list[tuple[str, str]]:
    return [(result.rule, str(result.focus).rpartition("/")[2]) for result in report.results]


ONE_DATE = """
movsh:Event-one-date a sh:NodeShape ; sh:targetClass mov:Event ;
    sh:property [ sh:path mov:date ; sh:maxCount 1 ] .
"""
DATE_IN_EDTF = """
movsh:Event-date a sh:NodeShape ; sh:targetClass mov:Event ; movsh:seesClaims true ;
    sh:property [ sh:path mov:date ; sh:datatype edtf:EDTF ] .
"""
TWO_DATES = ':strike mov:date "1912"^^edtf:EDTF , "1913" .'


def test_two_sources_that_contradict_each_other_are_no_violation():
    """Claimed triples in the one graph would make sh:maxCount punish an honest contradiction."""
    report = validate(graph(":strike a mov:Event ."), graph(TWO_DATES), graph(ONE_DATE))

    assert [] == rules(report)


def test_a_marked_shape_sees_claimed_values():
    report = validate(graph(":strike a mov:Event ."), graph(TWO_DATES), graph(DATE_IN_EDTF))

    assert [("Event-date", "strike")] == rules(report)
    assert Literal("1913") == report.results[0].value
    assert report.results[0].on_computed


def test_a_marked_shape_sees_direct_values_too():
    report = validate(graph(':strike a mov:Event ; mov:date "1913" .'), Graph(), graph(DATE_IN_EDTF))

    assert [("Event-date", "strike")] == rules(report)
    assert not report.results[0].on_computed


def test_a_value_that_is_both_written_and_claimed_stands_in_a_file():
    direct = graph(':strike a mov:Event ; mov:date "1913" .')
    report = validate(direct, graph(':strike mov:date "1913" .'), graph(DATE_IN_EDTF))

    assert [False] == [result.on_computed for result in report.results]


def test_each_shape_runs_once():
    shapes = graph(ONE_DATE + DATE_IN_EDTF)
    report = validate(graph(":strike a mov:Event ; mov:date 1 , 2 ."), Graph(), shapes)

    assert [("Event-date", "strike"), ("Event-date", "strike"), ("Event-one-date", "strike")] == rules(report)
    assert {"Event-date": 1, "Event-one-date": 1} == report.focus_nodes


def test_a_shape_of_the_other_group_can_still_be_referred_to():
    """`use_shapes=` of pySHACL would drop the nested shape and then conform."""
    shapes = graph("""
        movsh:Named a sh:NodeShape ; sh:targetClass mov:Place ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .
        movsh:Seen a sh:PropertyShape ; sh:targetSubjectsOf mov:place ; sh:path mov:place ;
            movsh:seesClaims true ; sh:node movsh:Named .
    """)
    report = validate(graph(":strike a mov:Event ."), graph(":strike mov:place :mill ."), shapes)

    assert [("Seen", "strike")] == rules(report)


def test_a_class_that_is_a_shape_targets_its_instances_in_its_own_group_only():
    shapes = graph("""
        mov:Event a rdfs:Class , sh:NodeShape ; movsh:seesClaims true ;
            sh:property [ sh:path mov:place ; sh:nodeKind sh:IRI ] .
        mov:Place a owl:Class , sh:NodeShape ; sh:property [ sh:path mov:date ; sh:maxCount 0 ] .
    """)
    data = graph(":strike a mov:Event . :mill a mov:Place .")
    report = validate(data, graph(':strike mov:place "mill" . :mill mov:date "1912" .'), shapes)

    assert [("mov:Event", "strike")] == rules(report)


def test_subclasses_in_the_ontology_are_targeted():
    data = graph("mov:Battle rdfs:subClassOf mov:Event . :strike a mov:Battle ; mov:date 1, 2 .")
    report = validate(data, Graph(), graph(ONE_DATE))

    assert [("Event-one-date", "strike")] == rules(report)


def test_nothing_is_inferred_and_no_graph_is_changed():
    data, claimed, shapes = graph(":strike a mov:Event ."), graph(TWO_DATES), graph(ONE_DATE + DATE_IN_EDTF)
    before = [set(each) for each in (data, claimed, shapes)]
    validate(data, claimed, shapes)

    assert before == [set(each) for each in (data, claimed, shapes)]


NUMBERS = """
movsh:Passage-ends-after-it-starts a sh:PropertyShape ; sh:targetSubjectsOf mov:start ;
    sh:path mov:start ; sh:lessThan mov:end .
movsh:Passage-in-order a sh:PropertyShape ; sh:targetSubjectsOf mov:start ;
    sh:path mov:start ; sh:lessThanOrEquals mov:end .
"""


@pytest.mark.parametrize(
    ("start", "end"),
    [("abc", "5"), ("5", "abc"), ("abc", "def"), ("9" * 30, "1")],
)
def test_ill_typed_numbers_do_not_stop_the_check(start: str, end: str):
    """Whether they are in order is pySHACL's guess; that they are no numbers is another shape's to say."""
    data = Graph()
    data.add(written("p", "start", start, "integer"))
    data.add(written("p", "end", end, "integer"))
    validate(data, Graph(), graph(NUMBERS))


def test_a_blank_node_among_compared_values_is_a_result_and_not_a_crash():
    report = validate(graph(":p mov:start [] ; mov:end 5 ."), Graph(), graph(NUMBERS))

    assert [("Passage-ends-after-it-starts", "p"), ("Passage-in-order", "p")] == rules(report)


def test_an_impossible_date_is_a_result_and_not_a_crash():
    data = Graph()
    data.add(written("p", "start", "2016-02-30", "date"))
    data.add(written("p", "end", "2016-02-01", "date"))
    report = validate(data, Graph(), graph(NUMBERS))

    assert 2 == len(report.results)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("-0044-03-15", "-0031-09-02"),
        ("-0044-03-14", "-0044-03-15"),
        ("-0044-02-28", "-0044-03-01"),
        ("-0001-12-31", "0000-01-01"),
        ("0000-01-01", "0000-12-31"),
        ("0000-12-31", "0001-01-01"),
        ("-0044-03-15", "0014-08-19"),
        ("-0044-03-15", "2016-02-12"),
        ("9999-12-31", "10000-01-01"),
        ("-10000-01-01", "-9999-12-31"),
    ],
)
def test_days_before_the_common_era_are_compared_as_days(earlier: str, later: str):
    """RDFLib has no value for a year below 1 or above 9999 and compares letters: -44 would come after -31."""

    def found(start: str, end: str) -> list[str]:
        data = Graph()
        data.add(written("p", "start", start, "date"))
        data.add(written("p", "end", end, "date"))
        return [rule for rule, _ in rules(validate(data, Graph(), graph(NUMBERS)))]

    assert [] == found(earlier, later)
    assert ["Passage-ends-after-it-starts", "Passage-in-order"] == found(later, earlier)
    assert ["Passage-ends-after-it-starts"] == found(earlier, earlier)


def test_a_literal_is_reported_as_it_is_written():
    """`normalize=True` would look for 1 in a file that says 01."""
    data = Graph()
    data.add(written("p", "start", "01", "integer"))
    shapes = "movsh:P a sh:PropertyShape ; sh:targetSubjectsOf mov:start ; sh:path mov:start ; sh:maxInclusive 0 ."
    report = validate(data, Graph(), graph(shapes))

    assert ["01"] == [str(result.value) for result in report.results]


def test_messages_are_told_by_language():
    shapes = graph("""
        movsh:E a sh:PropertyShape ; sh:targetClass mov:Event ; sh:path mov:date ; sh:minCount 1 ;
            sh:message "Add a date."@en , "Añada una fecha."@es ; sh:severity sh:Warning .
    """)
    result = validate(graph(":strike a mov:Event ."), Graph(), shapes).results[0]

    assert {"en": "Add a date.", "es": "Añada una fecha."} == result.messages
    assert "warning" == result.severity


def test_a_severity_of_ones_own_counts_as_a_violation_and_is_told():
    shapes = graph("""
        movsh:E a sh:PropertyShape ; sh:targetClass mov:Event ; sh:path mov:date ; sh:minCount 1 ;
            sh:severity ex:Terrible .
    """)
    result = validate(graph(":strike a mov:Event ."), Graph(), shapes).results[0]

    assert "violation" == result.severity
    assert URIRef("https://example.org/shapes#Terrible") == result.own_severity


SPARQL = """
<https://example.org/shapes> a owl:Ontology ;
    sh:declare [ sh:prefix "mov" ; sh:namespace "https://w3id.org/acervo/ns#"^^xsd:anyURI ] .
movsh:E a sh:NodeShape ; sh:targetClass mov:Event ; sh:message "Who?"@en , "¿Quién?"@es ;
    sh:sparql ex:by-query .
ex:by-query sh:prefixes <https://example.org/shapes> ; sh:message "{?value} is odd."@en ;
    sh:select "SELECT $this ?value WHERE { $this mov:size ?value . FILTER (?value > 3) }" .
"""


def test_a_query_keeps_the_languages_of_its_messages_and_fills_them_in():
    """pySHACL drops the language of every message of a SPARQL constraint."""
    result = validate(graph(":strike a mov:Event ; mov:size 7 ."), Graph(), graph(SPARQL)).results[0]

    assert {"en": "7 is odd.", "es": "¿Quién?"} == result.messages


def test_a_result_of_a_named_query_bears_its_name():
    result = validate(graph(":strike a mov:Event ; mov:size 7 ."), Graph(), graph(SPARQL)).results[0]

    assert "ex:by-query" == result.rule
    assert URIRef("https://w3id.org/acervo/shapes#E") == result.shape
    assert SH.SPARQLConstraintComponent == result.component


def test_a_shape_without_a_name_reports_under_the_shape_that_mentions_it():
    report = validate(graph(":strike a mov:Event ; mov:date 1, 2 ."), Graph(), graph(ONE_DATE))

    assert ["Event-one-date"] == [result.rule for result in report.results]
    assert isinstance(report.results[0].shape, BNode)


def test_a_path_of_alternatives_is_reported_by_the_predicate_that_led_to_the_value():
    shapes = graph("""
        movsh:E a sh:PropertyShape ; sh:targetClass mov:Event ; sh:nodeKind sh:IRI ;
            sh:path [ sh:alternativePath ( mov:organizer mov:funder ) ] .
    """)
    report = validate(graph(':strike a mov:Event ; mov:organizer :ana ; mov:funder "Ana" .'), Graph(), shapes)

    assert [URIRef("https://w3id.org/acervo/ns#funder")] == [result.path for result in report.results]


def test_a_date_bound_is_computed():
    shapes = graph("""
        movsh:E a sh:PropertyShape ; sh:targetClass mov:Claim ; sh:path mov:earliest ; sh:lessThanOrEquals mov:latest .
    """)
    data = graph(':c a mov:Claim ; mov:earliest "2018-01-01"^^xsd:date ; mov:latest "2016-12-31"^^xsd:date .')

    assert [True] == [result.on_computed for result in validate(data, Graph(), shapes).results]


def test_a_shape_that_finds_nothing_to_examine_is_named():
    """“Conforms” where nothing was targeted says nothing."""
    report = validate(graph(":mill a mov:Place ."), Graph(), graph(ONE_DATE))

    assert ("Event-one-date",) == report.untargeted
    assert {"Event-one-date": 0} == report.focus_nodes


def test_a_deactivated_shape_is_neither_run_nor_counted():
    shapes = graph(ONE_DATE + "movsh:Event-one-date sh:deactivated true .")
    report = validate(graph(":strike a mov:Event ; mov:date 1, 2 ."), Graph(), shapes)

    assert ((), {}) == (report.results, report.focus_nodes)


def test_two_runs_give_the_same_results_in_the_same_order():
    shapes = ONE_DATE + DATE_IN_EDTF + SPARQL
    data = "".join(f":strike-{i} a mov:Event ; mov:date {i} , {i + 1} ; mov:size {i} ." for i in range(9))
    first, second = (validate(graph(data), Graph(), graph(shapes)) for _ in range(2))

    assert [(r.rule, r.focus, r.value, r.messages) for r in first.results] == [
        (r.rule, r.focus, r.value, r.messages) for r in second.results
    ]
    assert len(first.results) > 20


def test_equal_results_are_told_once():
    """sh:uniqueLang gives one result for each language, none of which says which."""
    shapes = graph("movsh:N a sh:PropertyShape ; sh:targetClass mov:Event ; sh:path rdfs:label ; sh:uniqueLang true .")
    data = graph(':strike a mov:Event ; rdfs:label "a"@en , "b"@en , "c"@es , "d"@es .')

    assert [("N", "strike")] == rules(validate(data, Graph(), shapes))


def test_results_are_those_of_pyshacl():
    shapes = ONE_DATE + SPARQL + NUMBERS
    data = graph(":strike a mov:Event ; mov:date 1, 2 ; mov:size 7 . :p mov:start 7 , 9 ; mov:end 7 .")
    _, report, _ = pyshacl.validate(data, shacl_graph=graph(shapes), inference="none")
    parts = (SH.focusNode, SH.sourceConstraintComponent, SH.value)
    theirs = [tuple(report.value(node, part) for part in parts) for node in report.objects(None, SH.result)]
    ours = [(result.focus, result.component, result.value) for result in validate(data, Graph(), graph(shapes)).results]

    assert sorted(map(str, theirs)) == sorted(map(str, ours))


@pytest.mark.parametrize(
    ("shapes", "word"),
    [
        (ONE_DATE + "movsh:Event-one-date sh:target [ sh:select 'SELECT ?this {}' ] .", "sh:target"),
        ("movsh:X a sh:PropertyShape ; sh:path mov:date ; movsh:seesClaims true .", "seesClaims"),
        ("movsh:X a sh:PropertyShape ; sh:targetClass mov:Event ; sh:path mov:date , mov:place .", "X"),
        ("movsh:X a sh:PropertyShape ; sh:targetClass mov:Event ; sh:path mov:date ; sh:minCount 'one' .", "X"),
        ("movsh:X a sh:NodeShape ; sh:targetClass mov:Event ; sh:sparql [ sh:select 'SELECT WHERE' ] .", "parse"),
        (
            "movsh:X a sh:NodeShape ; sh:targetClass mov:Event ; "
            "sh:sparql [ sh:select 'SELECT $this { $this mov:date 1 }' ] .",
            "prefix",
        ),
        ("movsh:X a sh:NodeShape ; sh:targetClass mov:Event ; sh:sparql [ sh:message 'x' ] .", "sh:select"),
        (
            "movsh:X a sh:NodeShape ; sh:targetClass mov:Event ; "
            "sh:sparql [ sh:select 'SELECT $this { { $this a ?c } MINUS { $this a ?d } }' ] .",
            "MINUS",
        ),
    ],
)
def test_ill_formed_shapes_are_refused_before_any_node_is_checked(shapes: str, word: str):
    with pytest.raises(ShapesError, match=word):
        validate(Graph(), Graph(), graph(shapes))


def test_a_part_that_was_checked_before_is_not_checked_again():
    shapes = graph("movsh:X a sh:PropertyShape ; sh:path mov:date ; sh:severity sh:Info , sh:Warning ; sh:minCount 1 .")
    own = graph("ex:Y a sh:NodeShape ; sh:targetClass mov:Place ; sh:property movsh:X .")

    assert prepare(shapes + own, checked=shapes)


def test_what_is_new_beside_a_checked_part_is_checked():
    own = graph("ex:Y a sh:PropertyShape ; sh:targetClass mov:Place ; sh:path mov:date ; sh:minCount 'one' .")

    with pytest.raises(ShapesError, match="ex:Y"):
        prepare(graph(ONE_DATE) + own, checked=graph(ONE_DATE))


def test_results_of_two_unnamed_shapes_are_two():
    """Only the paths differ, and both are blank nodes: what one asks for is not what the other asks for."""
    shapes = graph("""
        movsh:E a sh:NodeShape ; sh:targetClass mov:Event ;
            sh:property [ sh:path [ sh:inversePath mov:partOf ] ; sh:minCount 1 ; sh:message "Link it." ] ,
                [ sh:path ( mov:place rdfs:label ) ; sh:minCount 1 ; sh:message "Link it." ] .
    """)
    report = validate(graph(":strike a mov:Event ."), Graph(), shapes)

    assert 2 == len(report.results)
    assert 2 == len({result.path for result in report.results})


def test_results_that_differ_in_their_reasons_are_two():
    shapes = graph("""
        movsh:E a sh:NodeShape ; sh:targetClass mov:Event ; sh:message "Mend it." ;
            sh:node [ sh:property [ sh:path mov:date ; sh:minCount 1 ] ] ,
                [ sh:property [ sh:path mov:place ; sh:minCount 1 ] ] .
    """)
    report = validate(graph(":strike a mov:Event ."), Graph(), shapes)

    assert 2 == len(report.results)
    assert {"date", "place"} == {str(inner.path).rpartition("#")[2] for r in report.results for inner in r.detail}
