"""Queries whose answer may not be kept, told by their tokens."""

from __future__ import annotations

import pytest

from acervo.protocol.volatile import is_volatile


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?t) {}",
        "SELECT (now ( ) AS ?t) {}",
        "SELECT (RaNd() AS ?t) {}",
        "SELECT (UUID() AS ?t) {}",
        "SELECT (STRUUID() AS ?t) {}",
        "SELECT (BNODE('a') AS ?t) {}",
        "SELECT (BNODE# comment\n() AS ?t) {}",
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { } }",
        "SELECT * { SERVICESILENT<a:b>{} }",
        "SELECT * { FILTER(?a<NOW()&&?b>1) }",
        "SELECT * { FILTER(?a<'x'&&?b>'NOW()' ) }",
        "SELECT * { FILTER(?a<?b&&NOW()>?c) }",
        'SELECT * { FILTER(N\\u004FW() > "a") }',
    ],
)
def test_what_may_be_another_answer_each_time_is_volatile(text):
    """Also where the text can be read in two ways."""
    assert is_volatile(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK {}",
        "SELECT ?now ?rand { ?now ?uuid ?rand }",
        "SELECT * { ?s ?p 'NOW()' , \"SERVICE\" , '''RAND()''' }",
        "SELECT * { ?s ?p ?o } # NOW() and SERVICE <a:b>",
        "SELECT * { ?s <http://example.org/now> <http://example.org/service> }",
        "SELECT * { ?s schema:brand ex:now . ?s ex:uuid ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(STRLEN(?o) > 1) }",
        "SELECT * { [] ?p _:now }",
    ],
)
def test_what_only_holds_such_a_word_is_not(text):
    """In a string, a comment, a name, a variable."""
    assert not is_volatile(text)
