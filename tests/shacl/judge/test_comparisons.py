"""Every literal beside every other: what the engine names for a comparison is all that RDFLib lets through."""

from __future__ import annotations

from itertools import product

import pyoxigraph as ox
import pytest
from tests.shacl.judge.pairs import Pair, parsed
from tests.shacl.judge.random_data import LITERALS, TYPE, as_literal, iri
from tests.shacl.judge.random_queries import DECLARED
from tests.shacl.judge.shrinking import disagreement

from acervo.shacl import run

SIGNS = ("=", "!=", "<", "<=", ">", ">=")
TESTS = (*(f"?a {sign} ?b" for sign in SIGNS), "?a IN (?b)", "?a NOT IN (?b)", "sameTerm(?a, ?b)", "str(?a) = str(?b)")


def every_two(terms: list[ox.Literal | ox.NamedNode | ox.BlankNode]) -> tuple[ox.Triple, ...]:
    """A node for each two of *terms*, which it has as `:p0` and `:p1`."""
    triples = []
    for number, (one, other) in enumerate(product(terms, terms)):
        node = iri(f"m{number}")
        triples += [
            ox.Triple(node, TYPE, iri("C0")),
            ox.Triple(node, iri("p0"), one),
            ox.Triple(node, iri("p1"), other),
        ]
    return tuple(triples)


EVERY_TWO = every_two([*map(as_literal, LITERALS), iri("n1"), ox.BlankNode("d0")])
TEXTS = {
    "as it is": "$this ex:p0 ?a ; ex:p1 ?b . FILTER ({test})",
    "negated": "$this ex:p0 ?a ; ex:p1 ?b . FILTER (!({test}))",
    "of what is not there": "$this ex:p0 ?a . FILTER NOT EXISTS {{ $this ex:p1 ?b . FILTER ({test}) }}",
}


@pytest.mark.long
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("test", TESTS)
def test_every_literal_beside_every_other(test: str, text: str):
    query = ox.Literal(f"SELECT $this WHERE {{ {text.format(test=test)} }}")
    shapes = parsed(
        f"{DECLARED} :S a sh:NodeShape ; sh:targetClass :C0 ; "
        f"sh:sparql [ sh:prefixes <https://example.org/test> ; sh:select {query} ] ."
    )

    assert [] == disagreement(run.validate, Pair(EVERY_TWO, (), shapes))[:4]
