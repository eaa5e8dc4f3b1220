"""What a query asks for, told before the engine sees it; and what never reaches the engine."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acervo.errors import MalformedQuery, QueryRefused, RequestError, UpdateForbidden
from acervo.protocol.reading import outline

DEPTH = 64


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("select*{}", "SELECT"),
        ("ASK{}", "ASK"),
        (
            "# SELECT\nBASE <http://example.org/SELECT> PREFIX select: <x:> ASK { select:select ?SELECT 'SELECT' }",
            "ASK",
        ),
        ("PREFIX : <x:> CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <a:SELECT>", "DESCRIBE"),
        ("CONSTRUCT { ?s ?p ?o } { SELECT * { ?s ?p ?o } }", "CONSTRUCT"),
    ],
)
def test_the_form_is_the_first_of_the_four_words(text, form):
    """It decides which media types the answer can have."""
    assert form == outline(text, DEPTH).form


@pytest.mark.parametrize("text", ["", "  \n", "# nothing", "hello", "'SELECT'", "PREFIX a: <b:>"])
def test_what_is_no_query_is_malformed(text):
    """An empty box was sent."""
    with pytest.raises(MalformedQuery):
        outline(text, DEPTH)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("SELECT * FROM <a:b> {}", True),
        ("SELECT*FROM<a:b>{}", True),
        ("SELECT * FROM NAMED <a:b> {}", True),
        ("SELECT * FROMNAMED<a:b> {}", True),
        ("ask from <a:b> {}", True),
        ("SELECT ?from { ?from ?p 'FROM' }", False),
        ("PREFIX from: <a:> SELECT * { from:from ?p <FROM> } # FROM", False),
    ],
)
def test_a_dataset_clause_is_seen(text, has):
    """The union of all graphs stands in for a default graph only where none is asked for."""
    assert has == outline(text, DEPTH).has_dataset_clause


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX a: <b:> DELETE WHERE { ?s ?p ?o }",
        "load <http://example.org/>",
        "CLEAR ALL",
        "DROP GRAPH <a:b>",
        "CREATE GRAPH <a:b>",
        "COPY <a:b> TO <a:c>",
        "MOVE <a:b> TO <a:c>",
        "ADD <a:b> TO <a:c>",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_told_that_the_archive_is_read_only(text):
    """It is no mistake of grammar, and the way to change the archive is named."""
    with pytest.raises(UpdateForbidden, match="propose a change to them in git"):
        outline(text, DEPTH)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://x/> {}' }",
        'ASK { ?s ?p """\nSERVICE <http://x/> {}""" }',
        "ASK { ?s ?p <http://example.org/SERVICE> }",
        "ASK { ?s ?p ?SERVICE }",
        "ASK { ?s ?p $service }",
        "PREFIX ex: <a:> ASK { ?s ex:SERVICE ?o }",
        "ASK { _:SERVICE ?p ?o }",
        "ASK { ?s ?p 'x'@service }",
        "ASK {} # SERVICE <http://x/> {}",
        "PREFIX service: <a:> ASK { service:a service:b ?o }",
        "PREFIX service: <a:> ASK { GRAPH service:a { ?s ?p ?o } }",
        "PREFIX service: <a:> ASK FROM service:a { ?s ?p ?o }",
        "PREFIX service: <a:> DESCRIBE service:a { ?s ?p ?o }",
        "ASK { ?s ?p <http://dbpedia.org/resource/Côte_d'Ivoire> . ?s ?p 'it is: {so} # or' }",
    ],
)
def test_service_as_a_name_or_in_a_text_is_no_federation(text):
    """A historian may well look for the word."""
    outline(text, DEPTH)


X = "<http://127.0.0.1:9/>"
CALLS = [
    f"SELECT * {{ SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service{X}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE SILENT {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICESILENT{X}{{ ?s ?p ?o }} }}",
    f"PREFIX x: {X} SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    f"PREFIX x: {X} SELECT * {{ SERVICEx: {{ ?s ?p ?o }} }}",
    f"PREFIX : {X} SELECT * {{ SERVICE:a {{ ?s ?p ?o }} }}",
    f"PREFIX : {X} PREFIX service: {X} SELECT * {{ service:a #\n {{ ?s ?p ?o }} }}",
    f"PREFIX x: {X} SELECT * {{ SERVICESILENTx:a {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b trueSERVICE {X} {{ ?s ?p ?o }} }}",
    f"PREFIX : {X} SELECT * {{ ?a ?b trueSERVICE:a {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b 1SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b 1.SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b 1e5SERVICE {X} {{ ?s ?p ?o }} }}",
    f"PREFIX : {X} SELECT * {{ ?a ?b 1e5SERVICE:a {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b ?c.SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b 1 # \r SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?a ?b <x'> . SERVICE {X} {{ ?s ?p ?o }} . ?a ?b <'y> }}",
    f"SELECT * {{ ?a ?b <http://x/\\u0041'b> . SERVICE {X} {{ ?s ?p ?o }} . ?a ?b 'c' }}",
    f"SELECT * {{ FILTER(1<'b>c') SERVICE {X} {{ ?s ?p ?o }} FILTER('x'!='y') }}",
    f"PREFIX : {X} SELECT * {{ ?a ?b :a\\'. SERVICE {X} {{ ?s ?p ?o }} . ?a ?b :a\\' }}",
    f"PREFIX : {X} SELECT * {{ ?a ?b :a\\#. SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER(?a<?b&&?c>?d) SERVICE {X} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER EXISTS {{ SERVICE {X} {{ ?s ?p ?o }} }} }}",
]


@pytest.mark.parametrize("text", CALLS)
def test_whatever_the_engine_would_take_for_service_is_refused(text):
    """The engine asks for no space between words and follows SERVICE to any address; no disguise may pass."""
    ox.Store().query(text, base_iri="http://example.org/")  # so far it parses: the refusal is not for its grammar

    with pytest.raises(QueryRefused, match="this endpoint asks no other endpoint"):
        outline(text, DEPTH)


def test_a_refusal_says_where():
    """In a query of forty lines the word is not easily found."""
    with pytest.raises(QueryRefused) as raised:
        outline("SELECT * {\n  ?s ?p ?o .\n  SERVICE <http://x/> {} }", DEPTH)

    assert {"line": 3, "column": 3} == raised.value.facts


def test_brackets_nest_as_deep_as_the_cap_and_no_deeper():
    """A deeper nest ends the process, not the query: the engine's parser recurses."""
    nest = lambda depth: "ASK " + "{" * depth + "}" * depth  # noqa: E731

    assert "ASK" == outline(nest(DEPTH), DEPTH).form
    with pytest.raises(QueryRefused, match="more than 64 deep"):
        outline(nest(DEPTH + 1), DEPTH)


@pytest.mark.parametrize(
    "hidden", ["'" + "{" * 100 + "'", "# " + "(" * 100 + "\n", "<a:b>", "?x" * 100, '"""' + "[" * 100 + '"""']
)
def test_brackets_in_texts_and_comments_do_not_nest(hidden):
    """Only what the parser would descend into counts."""
    assert "ASK" == outline(f"ASK {{ ?s ?p {hidden} }}", DEPTH).form


def test_brackets_of_every_kind_count_together():
    """Parentheses, lists and groups are all the parser's recursion."""
    with pytest.raises(QueryRefused, match="nested"):
        outline("ASK { FILTER" + "(" * 40 + "1" + ")" * 40 + " ?s ?p " + "[ ?p " * 70 + "]" * 70 + "}", DEPTH)


@pytest.mark.parametrize(
    "chain",
    [
        "FILTER(" + "!" * 20_000 + "true)",
        "FILTER(1" + "+1" * 20_000 + ")",
        "{}" + "UNION{}" * 20_000,
        "?s a" + "/a" * 20_000,
    ],
    ids=["not", "plus", "union", "path"],
)
def test_endless_chains_are_refused(chain):
    """The parser recurses with each link as well; a hundred thousand of them end the process."""
    with pytest.raises(QueryRefused, match=r"more than 10,000 parts"):
        outline(f"ASK {{ {chain} }}", DEPTH)


def test_long_lists_of_values_are_no_chains():
    """A client that joins by VALUES sends thousands of rows, and they do the parser no harm."""
    rows = "(<http://example.org/a> 'b' 1)" * 20_000

    assert "SELECT" == outline(f"SELECT * {{ VALUES (?a ?b ?c) {{ {rows} }} }}", DEPTH).form


@settings(deadline=None)
@given(st.text(alphabet="SELECTAskFROM{}()<>'\"\\?:.#| \n1a", max_size=50))
def test_whatever_is_sent_is_outlined_or_refused_as_the_client_s_mistake(text):
    """No request is answered by a traceback."""
    refusal = None
    try:
        outline(text, DEPTH)
    except RequestError as error:
        refusal = error
    assert refusal is None or refusal.status in (400, 403)
