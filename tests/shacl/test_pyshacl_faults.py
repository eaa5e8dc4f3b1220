"""
What pySHACL does otherwise than the standard: each fault that we mend is still there, and mended; each that we leave is
as docs/reference/pyshacl.md says. A new release that mends one shows here, and its line there can go.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.rdfutil import stringify
from rdflib import Graph
from tests.shacl.judge.pairs import HEAD, Pair, Refused, asked, judge, parsed
from tests.shacl.judge.test_w3c import MISSES

from acervo.shacl import run

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "pyshacl.md"


class Case(NamedTuple):
    data: str
    shapes: str
    expected: list[str]
    """Focus node, value and messages of each result, as the standard has them."""


def on_p(constraint: str) -> str:
    return f':S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:message "No." ; {constraint} .'


def query(text: str, message: str = "No.", more: str = "") -> str:
    return f"""
        :S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql
            [ sh:message "{message}" ; sh:prefixes :names ; sh:select \"\"\"{text}\"\"\" ] .
        :names sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/test#"^^xsd:anyURI ] . {more}
    """


A = "<https://example.org/test#a>"
WORD = '"abc"^^<http://www.w3.org/2001/XMLSchema#integer>'

MENDED = {
    "values that cannot be compared": Case(
        ':a :p "abc"^^xsd:integer ; :q 5 .', on_p("sh:lessThanOrEquals :q"), [f'{A} {WORD} "No."']
    ),
    "a blank node that cannot be compared": Case(
        ":a :p 1 , 9 ; :q 5 , [] .",
        on_p("sh:lessThan :q"),
        [f'{A} "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> "No."' for n in (1, 9)],
    ),
    "days before the common era": Case(
        ':a :p "-0044-03-15"^^xsd:date ; :q "-0031-09-02"^^xsd:date .', on_p("sh:lessThan :q"), []
    ),
    "NaN is below a number": Case(
        ':a :p "NaN"^^xsd:double .',
        on_p("sh:maxInclusive 7e0"),
        [f'{A} "NaN"^^<http://www.w3.org/2001/XMLSchema#double> "No."'],
    ),
    "NaN beside a decimal": Case(
        ':a :p "NaN"^^xsd:double .',
        on_p("sh:minInclusive 1.5"),
        [f'{A} "NaN"^^<http://www.w3.org/2001/XMLSchema#double> "No."'],
    ),
    "NaN in a query": Case(
        ':a :p "NaN"^^xsd:double .', query("SELECT $this ?value { $this ex:p ?value . FILTER (?value < 7) }"), []
    ),
    "a sum over what is no number": Case(
        ":a :p 1 , :b .",
        query("SELECT $this (SUM(?x) AS ?value) { $this ex:p ?x } GROUP BY $this"),
        [f'{A} {A} "No."'],
    ),
    "a path to what is false": Case(":a :p :b .", query("SELECT $this { $this ex:p+ false }"), []),
    "a path from what is false": Case(
        ':a :p "" . :b :q :c .', query("SELECT $this ?value { $this ex:p/ex:q? ?value }"), [f'{A} "" "No."']
    ),
    "prefixes of imported ontologies": Case(
        ":a :p 1 .",
        query(
            "SELECT $this { $this far:p 1 }",
            more=':names owl:imports :far . :far sh:declare [ sh:prefix "far" ; '
            'sh:namespace "https://example.org/test#"^^xsd:anyURI ] .',
        ),
        [f'{A} {A} "No."'],
    ),
    "a backslash in a message": Case(
        ':a :p "back\\\\slash" .',
        query("SELECT $this ?value { $this ex:p ?value }", "{?value} is odd."),
        [f'{A} "back\\\\slash" "back\\\\slash is odd."'],
    ),
    "a value that looks like a place": Case(
        ':a :p "{$this}" ; :q "{?value}" .',
        query("SELECT $this ?value ?other { $this ex:p ?value ; ex:q ?other }", "{?other} beside {?value}."),
        [f'{A} "{{$this}}" "{{?value}} beside {{$this}}."'],
    ),
    "messages of a constraint component": Case(
        ":a :p 3 . :b :p 4 .",
        """
        :Most a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ;
            sh:validator [ a sh:SPARQLAskValidator ; sh:message "{?value} is more." ;
                sh:ask "ASK { FILTER ($value <= $most) }" ] .
        :S a sh:NodeShape ; sh:targetObjectsOf :p ; :most 2 .
        """,
        [f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer> ' * 2 + f'"{n} is more."' for n in (3, 4)],
    ),
}


@pytest.fixture(scope="module")
def plain() -> dict[str, list[str]]:
    """What pySHACL says of each case when nobody has repaired it."""
    cases = {name: (HEAD + case.data, HEAD + case.shapes) for name, case in MENDED.items()}
    script = Path(__file__).with_name("plain_pyshacl.py")
    done = subprocess.run([sys.executable, str(script)], input=json.dumps(cases), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answers: dict[str, list[str]] = json.loads(done.stdout)
    return answers


def ours(case: Case) -> list[str]:
    pair = Pair(parsed(case.data, "d"), (), parsed(case.shapes))
    reports = [asked(engine, pair, trusted=True) for engine in (judge, run.validate)]
    told = []
    for report in reports:
        assert not isinstance(report, Refused), report
        told.append(
            [
                " ".join(
                    (
                        r.focus.n3(),
                        *([] if r.value is None else [r.value.n3()]),
                        *(f'"{escaped(t)}"' for t in r.messages.values()),
                    )
                )
                for r in report.results
            ]
        )
    assert sorted(told[0]) == sorted(told[1])
    return sorted(told[0])


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


@pytest.mark.parametrize("name", MENDED)
def test_a_fault_is_mended(name: str):
    assert sorted(MENDED[name].expected) == ours(MENDED[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", MENDED)
def test_a_fault_that_is_mended_is_there(name: str, plain: dict[str, list[str]]):
    """Else the repair can go."""
    assert sorted(MENDED[name].expected) != plain[name]


def test_unique_lang_is_asked_by_the_term_true():
    """The suite of the W3C has `"1"^^xsd:boolean` demand nothing; RDFLib makes it `true` when it reads the file."""
    data = ':a :p "a"@en , "b"@en .'
    one, true = (on_p(f'sh:uniqueLang "{word}"^^xsd:boolean') for word in ("1", "true"))

    assert [] == ours(Case(data, one, []))
    assert [f'{A} "No."'] == ours(Case(data, true, []))


def test_what_was_said_of_blank_nodes_is_not_said_of_others():
    """pySHACL remembers texts and validators by the address of their graph, where another graph may stand later."""
    case = Case(
        ":a :p _:b . _:b :q 1 .", ":S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:class :C .", []
    )
    before = ours(case)
    known = stringify.stringify_blank_node.dict_cache
    for graph in (Graph() for _ in range(100)):
        known.update({(id(graph), f"{kind}0"): "[ what another graph said ]" for kind in "ds"})

    assert before == ours(case)
    SPARQLConstraintComponentValidator.validator_cache[(1, "x")] = None
    assert {} == SPARQLConstraintComponentValidator.validator_cache


#: Faults that stay: what comes out, where the standard would have it otherwise.
LEFT = {
    "patterns are Python's": (':a :p "a\\n" .', on_p('sh:pattern "^a$"'), []),
    "only the flags i and m": (':a :p "A.C" .', on_p('sh:pattern "a.c" ; sh:flags "qi"'), []),
    "years without a value": (
        ':a :p "-0044-03-15"^^xsd:date .',
        on_p("sh:datatype xsd:date"),
        [f'{A} "-0044-03-15"^^<http://www.w3.org/2001/XMLSchema#date> "No."'],
    ),
    "texts that are no date": (
        ':a :p "2016-02-12"^^xsd:dateTime .',
        on_p("sh:datatype xsd:dateTime"),
        [],
    ),
    "an order of kinds": (':a :p "2016-01-01"^^xsd:date .', on_p("sh:maxInclusive 10"), []),
    "an order of languages": (':a :p "a"@en ; :q "b"@es .', on_p("sh:lessThan :q"), []),
    "an order of IRIs": (":a :p :b ; :q :c .", on_p("sh:lessThan :q"), []),
    "decimals beside doubles": (
        ":a :p 0.1 ; :q 1e-1 .",
        query("SELECT $this { $this ex:p ?x ; ex:q ?y . FILTER (?x != ?y) }"),
        [f'{A} {A} "No."'],
    ),
    "prefixes that nobody declares": (
        ":a :p :b .",
        """
        :other a owl:Ontology ; sh:declare [ sh:prefix "own" ; sh:namespace "https://example.org/test#"^^xsd:anyURI ] .
        :S a sh:NodeShape ; sh:targetNode :a ; sh:sparql [
            sh:message "No." ; sh:prefixes :nothing ; sh:select "SELECT $this { $this own:p ?x }" ] .
        """,
        [f'{A} {A} "No."'],
    ),
    "terms, not values, in lists": (
        ':a :p "07"^^xsd:integer .',
        query("SELECT $this { $this ex:p ?x . FILTER (?x NOT IN (7)) }"),
        [f'{A} {A} "No."'],
    ),
    "an order of what has none": (
        ":a :p :b .",
        query('SELECT $this { FILTER (7 < \\"seven\\") }'),
        [f'{A} {A} "No."'],
    ),
}


@pytest.mark.parametrize("name", LEFT)
def test_a_fault_that_is_left_is_as_described(name: str):
    data, shapes, expected = LEFT[name]

    assert expected == ours(Case(data, shapes, []))


REFUSED = {
    "$shapesGraph": query("SELECT $this { GRAPH $shapesGraph { $this ?p ?o } }"),
    "GRAPH": query("SELECT $this { GRAPH ?g { $this ?p ?o } }"),
    "an inverse in a negated path": query("SELECT $this { $this !(ex:p|^ex:q) ?o }"),
    "patterns that Python cannot read": on_p('sh:pattern "\\\\p{L}"'),
    "$PATH that repeats twice": """
        :S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path [ sh:oneOrMorePath [ sh:zeroOrOnePath :p ] ] ;
            sh:sparql [ sh:select "SELECT $this { $this $PATH ?x }" ] .
    """,
    "a sign before what is no number": query("SELECT $this { $this ex:p ?x . FILTER (-?x < 0) }"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused(name: str):
    pair = Pair(parsed(':a :p "abc"^^xsd:integer .', "d"), (), parsed(REFUSED[name]))

    for engine in (judge, run.validate):
        assert isinstance(asked(engine, pair, trusted=True), Refused)


def test_the_page_lists_every_fault():
    listed = set(re.findall(r"^\| ([^|]+?) +\|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) - {"fault", "---"}
    own = {"equal languages by another truth", "what is remembered"}

    assert {*MENDED, *LEFT, *REFUSED} | own == listed


def test_the_page_lists_what_the_suites_miss():
    text = PAGE.read_text(encoding="utf-8")

    assert [] == [name for name in MISSES if name not in text]
