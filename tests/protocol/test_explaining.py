"""What a refused query's own tokens tell about the reason."""

from __future__ import annotations

import pytest

from acervo.errors import MalformedQuery
from acervo.protocol.explaining import explained

ENGINE = MalformedQuery("line 1, column 1: expected something", line=1, column=1)


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT * {\n ?s foaf:name ?o }", 2, 5, "PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
        ("PREFIX mov: <http://e/> SELECT * { ?s mv:date ?o }", 1, 39, "Did you mean “mov:”"),
        ("SELECT * { ?s :date ?o }", 1, 15, "the prefix “:” is not declared"),
        ("SELECT * { ?s ?p ?o", 1, 10, "this “{” is never closed"),
        ("SELECT * { ?s ?p ?o }}", 1, 22, "this “}” closes nothing"),
        ("SELECT * { FILTER(1 }", 1, 21, "does not close the “(”"),
        ("SELECT * {\n ?s ?p 'it is }", 2, 8, "this quote ' is never closed"),
        ("SELECT * { ?s ?p “Cumaná” }", 1, 18, "the quote “ is curly"),
    ],
)
def test_the_reason_is_told_where_it_stands(query: str, line: int, column: int, words: str):
    error = explained(ENGINE, query)

    assert (line, column) == (error.facts["line"], error.facts["column"])
    assert words in error.detail


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX : <http://e/> SELECT * { ?s :p _:b . FILTER(?s = ) }",
        "# foaf:name (\nSELECT * { ?s ?p 'foaf:name (' FILTER }",
        "SELECT * { ?s <http://e/a:b> ?o FILTER }",
    ],
)
def test_what_the_tokens_do_not_tell_is_left_to_the_engine(query: str):
    assert explained(ENGINE, query) is ENGINE
