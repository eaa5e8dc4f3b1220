"""What stands in a query's groups, as far as SERVICE needs it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.sparql.groups import Unreadable, bound_before, read_groups
from acervo.sparql.tokens import tokenize


def read(text: str):
    return read_groups([token for token in tokenize(text) if token.kind != "comment"])


def only(text: str):
    [(group, element)] = read(text).services()
    return group, element


VISIBLE = {
    "?s ?p ?o": "spo",
    "?s :p [ :q ?a ] , ( ?b 'c' ) FILTER(?x > ?y)": "sab",
    "?a ?b ?c OPTIONAL { ?d ?e ?f } MINUS { ?x ?y ?z }": "abcdef",
    "{ ?a ?a ?a } UNION { ?b ?b ?b }": "ab",
    "GRAPH ?g { ?s ?p ?o }": "gspo",
    "BIND(?x + (1) AS ?a) VALUES (?b ?c) { (1 UNDEF) }": "abc",
    "SELECT ?a (COUNT(?x) AS ?b) { ?x ?y ?z } GROUP BY ?a HAVING(COUNT(?z) > 1) ORDER BY ?q LIMIT 3": "ab",
    "{ SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f } } VALUES ?g { 1 } }": "abcdefg",
    "FILTER NOT EXISTS { ?x ?y ?z } ?a ?b ?c": "abc",
    "FILTER EXISTS { ?x ?y ?z FILTER(EXISTS { ?v ?w ?u }) } ?a ?b ?c": "abc",
    "?a !(:p|^:q)/:r+ ?b . ?b :p 1e5 , -1.5e-3 , true , 'x'@en-GB , '1'^^:d": "ab",
    '?a :p \'}\' , """{ ?x SERVICE""" . # } ?y\n ?b a <http://x/?z}>': "ab",
    "": "",
}


@pytest.mark.parametrize(("inside", "names"), VISIBLE.items())
def test_the_columns_of_an_answer_are_what_can_be_seen_from_outside(inside, names):
    """No more is asked for, and no more is taken."""
    inside = inside.replace("<http://x/?z}>", "<http://x/?z>")
    _, element = only(f"SELECT * {{ SERVICE <http://x/> {{ {inside} }} }}")

    assert tuple(names) == element.visible


BOUND = {
    "?a :p ?b . ": "ab",
    "?a :p ?b ; :q [ :r ?c ] ": "abc",
    "?a :p+ ?b ": "ab",
    "?a :p* ?b . ": "",
    "?a :p?/:q ?b . ": "",
    "VALUES ?a { 1 2 } ": "a",
    "VALUES (?a ?b) { (1 UNDEF) } ": "",
    "OPTIONAL { ?a ?b ?c } ": "",
    "{ ?a ?b ?c } ": "",
    "BIND(1 AS ?a) ": "",
    "GRAPH ?g { ?a ?b ?c } ": "",
    "MINUS { ?a ?b ?c } ": "",
    "FILTER(?a = ?b) ": "",
    "?a ?b ?c OPTIONAL { ?d ?e ?f } ?g ?h ?i ": "abcghi",
}


@pytest.mark.parametrize(("before", "names"), BOUND.items())
def test_only_triples_and_values_bind_for_certain(before, names):
    """What may be left without a value must not restrict anything."""
    text = f"PREFIX : <http://x/> SELECT * {{ {before} SERVICE <http://x/> {{}} ?x ?y ?z }}"

    assert tuple(names) == bound_before(*only(text))


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        ("ASK { SERVICE :x {} }", ""),
        ("ASK { GRAPH ?g { { SERVICE :x {} } } }", "?g"),
        ("ASK { GRAPH :g { FILTER EXISTS { SERVICE :x {} } } }", ":g"),
        ("ASK { GRAPH :g { FILTER(1 = 1 && EXISTS { SERVICE :x {} }) } }", ":g"),
        ("ASK { GRAPH :g { GRAPH <http://h/> { SELECT * { SERVICE :x {} } } } }", "<http://h/>"),
        ("ASK { GRAPH :g { ?s ?p ?o } SERVICE :x {} }", ""),
        ("SELECT (EXISTS { SERVICE :x {} } AS ?e) FROM :a FROM NAMED :b {}", ""),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE :x {} }", ""),
        ("DESCRIBE ?s { SERVICE :x {} }", ""),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE :x {} }) ORDER BY ?s VALUES ?s { 1 }", ""),
    ],
)
def test_service_is_found_wherever_a_group_can_stand(text, graph):
    """With the graph that the triples beside it are in."""
    assert graph == only(text)[0].graph


WORDS = [
    "SELECT", "ASK", "CONSTRUCT", "{", "}", "(", ")", "[", "]", "SERVICE", "SILENT", "<x>", "x:y", "?x", ".", ";",
    "FILTER", "EXISTS", "VALUES", "UNDEF", "BIND", "AS", "GRAPH", "UNION", "OPTIONAL", "MINUS", "FROM", "NAMED",
    "WHERE", "PREFIX", "x:", "*", "a", "true", "1", "'x'", "@en", "LATERAL",
]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=30,
    )
)
def test_whatever_is_written_is_read_or_told_to_be_unreadable(words):
    """No request is answered by a traceback."""
    try:
        list(read(" ".join(words)).services())
    except Unreadable as error:
        assert error.token is None or error.token.text in words  # noqa: PT017
