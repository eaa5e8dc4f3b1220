"""BNODE with a text: one node in a row, others in the other rows (SPARQL 1.1, section 17.4.2.9)."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from acervo.errors import QueryRefused
from acervo.sparql.standard import by_the_standard

PREFIX = "PREFIX : <http://example.org/> "


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """Two things with names, one of which has two."""
    held = ox.Store()
    held.load(
        b'@prefix : <http://example.org/> . :a :name "one" , "two" ; :knows :b . :b :name "one" .',
        format=ox.RdfFormat.TURTLE,
    )
    return held


def found(store: ox.Store, text: str) -> list[dict[str, ox.BlankNode | str]]:
    solutions = store.query(by_the_standard(PREFIX + text))
    names = [variable.value for variable in solutions.variables]
    return [
        {
            name: term if isinstance(term, ox.BlankNode) else getattr(term, "value", "")
            for name, term in zip(names, row, strict=True)
            if term is not None
        }
        for row in solutions
    ]


#: A query, its columns, how many rows it has, and how many nodes are in each of the columns.
QUERIES = {
    "SELECT (BNODE('x') AS ?b) (BNODE('x') AS ?c) { ?s :name ?n }": ("b c", 3, "3 3"),
    "SELECT * { ?s :name ?n BIND(BNODE('x') AS ?b) BIND(BNODE('x') AS ?c) FILTER(?b = ?c) }": ("b c n s", 3, "3 3 0 0"),
    "SELECT * { ?s :name ?n BIND(BNODE(?n) AS ?b) BIND(BNODE('one') AS ?c) FILTER(?b = ?c) }": (
        "b c n s",
        2,
        "2 2 0 0",
    ),
    "SELECT DISTINCT * { ?s :knows ?o BIND(BNODE('x') AS ?b) ?s :name ?n BIND(BNODE('x') AS ?c) }": (
        "b c n o s",
        2,
        "1 2 0 0 0",
    ),
    "SELECT ?s (BNODE(STR(?s)) AS ?b) { ?s :name ?n } ORDER BY BNODE(?n)": ("s b", 3, "0 3"),
    "SELECT ?b { { SELECT * { ?s :name ?n BIND(BNODE(?n) AS ?b) } } ?s :name ?m }": ("b", 5, "3"),
    "SELECT (BNODE('x') AS ?b) { SELECT ?s { ?s :name ?n } }": ("b", 3, "3"),
    "SELECT * { ?s :name 'two' OPTIONAL { ?s :name ?n BIND(BNODE('x') AS ?b) } VALUES ?v { 1 2 } } VALUES ?w { 3 }": (
        "b n s v w",
        4,
        "2 0 0 0 0",
    ),
    "SELECT * { { ?s :knows ?o BIND(BNODE('') AS ?b) } UNION { ?s :name ?n BIND(BNODE('') AS ?b) } } VALUES ?w { 3 }": (
        "b n o s w",
        4,
        "4 0 0 0 0",
    ),
    "SELECT * { ?s :name ?n FILTER(isBlank(BNODE(?n))) FILTER(BNODE('x') = BNODE('x') && BNODE('x') != BNODE('y')) }": (
        "n s",
        3,
        "0 0",
    ),
    "SELECT * { ?s :knows ?o FILTER EXISTS { ?s :name ?n FILTER(BNODE(?n) = BNODE('two')) } }": ("o s", 1, "0 0"),
    "SELECT (BNODE(CONCAT('a ', '#', ?n)) AS ?b) (BNODE() AS ?c) { ?s :name ?n }": ("b c", 3, "3 3"),
    "SELECT (BNODE(1) AS ?b) (BNODE('x'@en) AS ?c) (BNODE(:a) AS ?d) (BNODE(?o) AS ?e) {}": ("b c d e", 1, "0 0 0 0"),
    "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?s :name ?n1 BIND(BNODE('x') AS ?b) }": ("n", 1, "0"),
}


@pytest.mark.parametrize(("text", "expected"), QUERIES.items())
def test_one_text_is_one_node_in_each_row(store, text, expected):
    """Rows that are joined later share what was made before; no column is there that the client did not name."""
    columns, rows, nodes = expected
    answer = found(store, text)
    names = [variable.value for variable in store.query(by_the_standard(PREFIX + text)).variables]

    assert columns.split() == names
    assert rows == len(answer)
    assert [int(count) for count in nodes.split()] == [
        len({row[name] for row in answer if isinstance(row.get(name), ox.BlankNode)}) for name in names
    ]


def test_the_same_text_is_the_same_node_within_a_row_only(store):
    """Two columns agree where their texts do."""
    rows = found(store, "SELECT ?n (BNODE(?n) AS ?b) (BNODE('one') AS ?c) { ?s :name ?n }")

    assert [row["n"] == "one" for row in rows] == [row["b"] == row["c"] for row in rows]


def test_a_template_joins_what_one_row_made(store):
    """CONSTRUCT gives each row its node, and each node its triples."""
    text = "CONSTRUCT { ?s :named [ :as ?b ] . ?b :text ?n } { ?s :name ?n BIND(BNODE('x') AS ?b) }"
    triples = set(store.query(by_the_standard(PREFIX + text)))
    made = {triple.subject for triple in triples if triple.predicate.value.endswith("text")}

    assert 9 == len(triples)
    assert 3 == len(made)
    assert made == {triple.object for triple in triples if triple.predicate.value.endswith("as")}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s (BNODE('x') AS ?b) { ?s :name ?n } GROUP BY ?s",
        "SELECT (COUNT(BNODE('x')) AS ?b) { ?s :name ?n }",
        "SELECT * { { SELECT ?s { ?s :name ?n } GROUP BY ?s HAVING(isBlank(BNODE(?s))) } }",
        "SELECT (BNODE('x') AS ?b) { ?s :name ?n } VALUES ?v { 1 2 }",
    ],
)
def test_where_a_row_cannot_be_told_it_is_refused(text):
    """What to do instead is said at its place."""
    with pytest.raises(QueryRefused, match=f"line 1, column {len(PREFIX) + text.index('BNODE') + 1}: BNODE"):
        by_the_standard(PREFIX + text)
